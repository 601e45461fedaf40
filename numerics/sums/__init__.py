"""Certified sums over the eigenvalues of a spectrum: Euler-Maclaurin, for power laws and for any smooth spectrum."""
