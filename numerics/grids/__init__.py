"""Spectral sums and kappa over millions of points in doubles, with certified error bounds."""
