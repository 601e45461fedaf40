"""Certified sums over the eigenvalues of a spectrum: Euler-Maclaurin, and two independent routes beside it."""
