"""The letters of the chapter: the trait is A + e, of variances V and V_E; kept is what lies above x or within c."""

from sympy import Expr, Symbol, erf, exp, pi, sqrt

from lemmata.theory.random_matrices import noise_vector

V = Symbol("V", positive=True)
"""The heritable variance V_A."""
VE = Symbol("V_E", positive=True)
"""The variance that is not inherited."""
VM = Symbol("V_M", positive=True)
"""What mutation adds to the heritable variance in every generation."""
V0 = Symbol("V_0", positive=True)
k = Symbol("k", positive=True)
"""By which share selection lowers the variance of the trait."""
x = Symbol("x", real=True)
"""The threshold, in standard deviations of the trait."""
c = Symbol("c", positive=True)
"""The threshold on both sides."""
share = Symbol("p", positive=True)
"""The share that is kept."""

inherited = noise_vector("a", 1)
environment = noise_vector("e", 1)
h2 = V / (V + VE)
"""The heritability."""


def density(z: Expr) -> Expr:
    """exp(-z^2/2)/sqrt(2 pi)."""
    return exp(-(z**2) / 2) / sqrt(2 * pi)


def below(z: Expr) -> Expr:
    """The probability Phi(z) of a standard normal variable below z."""
    return (1 + erf(z / sqrt(2))) / 2
