"""The letters of the field, once and for all.

Every derivation uses these symbols, so that ``T`` is the same sample size in every chapter. Their assumptions are
those that always hold (a dimension is a positive integer); what a theorem assumes beyond that stands in the theorem.
"""

from __future__ import annotations

from sympy import Symbol

d = Symbol("d", integer=True, positive=True)
"""Dimension of the inputs."""
T = Symbol("T", integer=True, positive=True)
"""Number of samples of the downstream fit."""
T0 = Symbol("T0", integer=True, positive=True)
"""Number of samples of each generator."""
n = Symbol("n", integer=True, nonnegative=True)
"""Number of generations of synthetic labels (0: clean data)."""
sigma = Symbol("sigma", nonnegative=True)
"""Standard deviation of the label noise of the downstream fit."""
sigma0 = Symbol("sigma0", nonnegative=True)
"""Standard deviation of the label noise of each generator."""
ridge = Symbol("ridge", nonnegative=True)
"""Ridge parameter lambda of the fit (X'X/T + lambda)^-1 X'Y/T."""
ridge0 = Symbol("ridge0", nonnegative=True)
"""Ridge parameter of the generators, where they are ridge regressions."""
kappa = Symbol("kappa", positive=True)
"""Renormalised ridge: kappa = lambda + kappa df1(kappa)/T."""
kappa0 = Symbol("kappa0", nonnegative=True)
"""Renormalised ridge of a generator, kappa(ridge0, T0); without ridge it is zero when T0 >= d."""
df1 = Symbol("df1", nonnegative=True)
"""First degrees of freedom, tr Sigma (Sigma + kappa)^-1."""
df2 = Symbol("df2", nonnegative=True)
"""Second degrees of freedom, tr Sigma^2 (Sigma + kappa)^-2."""
phi = Symbol("phi", positive=True)
"""Aspect ratio d/T."""
phi0 = Symbol("phi0", positive=True)
"""Aspect ratio of the generator, d/T0."""
signal = Symbol("signal", nonnegative=True)
"""Squared norm of the true parameter, ||w0||^2."""
beta = Symbol("beta", positive=True)
"""Capacity: the eigenvalues of the covariance decay as k^-beta."""
r = Symbol("r", positive=True)
"""Source: lambda_k c_k^2 decays as k^-(1 + 2 beta r)."""

FORMULA_NAMES = {
    symbol.name: symbol
    for symbol in (d, T, T0, n, sigma, sigma0, ridge, kappa, kappa0, df1, df2, phi, phi0, signal, beta, r)
}
"""The names that a user's formula may use."""
