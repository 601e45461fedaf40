"""Covariance spectra, given by numbers or by a formula, and sums over their eigenvalues."""
