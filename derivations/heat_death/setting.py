"""The letters of the chapter: b = 1/tau is the inverse temperature, p and q are the probabilities of two outcomes."""

from sympy import Symbol

from lemmata.theory.notation import n
from lemmata.theory.random_matrices import matrix

p = Symbol("p", positive=True)
q = Symbol("q", positive=True)
tau = Symbol("tau", positive=True)
"""The temperature."""
b = Symbol("b", positive=True)
"""1/tau."""
Z = Symbol("Z", positive=True)
"""The sum of p_i^b over all outcomes."""
a = Symbol("a", nonnegative=True)
"""The share of external data in every generation."""
N = Symbol("N", integer=True, positive=True)
"""Samples of a generation."""
k = Symbol("k", integer=True, positive=True)

L, L0 = matrix("L", 1, 1), matrix("L0", 1, 1)
"""Log-odds of two outcomes in every generation."""
H, H0 = matrix("H", 1, 1), matrix("H0", 1, 1)
"""Mean heterozygosity 1 - sum p_i^2 in every generation."""

__all__ = ["H0", "L0", "H", "L", "N", "Z", "a", "b", "k", "n", "p", "q", "tau"]
