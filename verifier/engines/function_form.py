"""Functions written in fewer ones: hyperbolic functions by exp, factorials by Gamma, digamma at one argument.

Shifts of Gamma and polygamma (DLMF 5.5.1, 5.5.2, 5.15.5), reflection (5.5.3) and, where wanted, multiplication (5.5.6);
sin and cos of sums (4.21.1 and 2).

>>> from sympy.abc import x
>>> opened_function(sympy.sinh(x))
exp(x)/2 - exp(-x)/2
>>> opened_function(sympy.gamma(x + 2))
x*(x + 1)*gamma(x)
>>> opened_function(sympy.polygamma(1, x + 1))
polygamma(1, x) - 1/x**2
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from sympy import Expr, Integer, Rational, exp, floor, gamma, log, polygamma, sqrt

from lemmata.verifier.engines.gamma_form import base_gamma, multiplied_gamma

_FURTHEST = 60


def opened_function(node: Expr, *, multiply: Rational | None = None) -> Expr:
    """The function in fewer ones, or as it stands.

    Args:
        node: a function with its arguments.
        multiply: Gamma functions of multiples of this in front of a letter are taken apart.
    """
    rule = _OPENED.get(node.func)
    if rule is not None:
        return rule(*node.args)
    if isinstance(node, gamma):
        return _gamma(node, multiply=multiply)
    if isinstance(node, polygamma) and node.args[0].is_Integer:
        return _polygamma(*node.args)
    if isinstance(node, (sympy.sin, sympy.cos)):
        return sympy.expand_trig(node.func(node.args[0].expand()))
    return node


def _near(argument: Expr) -> bool:
    return bool(abs(argument.expand().as_coeff_Add()[0]) <= _FURTHEST)


def _gamma(node: Expr, *, multiply: Rational | None) -> Expr:
    if not _near(node.args[0]):
        return node
    taken = node if multiply is None else multiplied_gamma(node.args[0], multiply)
    return base_gamma(node.args[0]) if taken == node else taken


def _polygamma(order: Expr, argument: Expr) -> Expr:
    """psi^(m)(x + k) = psi^(m)(x) + (-1)^m m! sum over j < k of 1/(x + j)^(m + 1)."""
    argument = argument.expand()
    constant = argument.as_coeff_Add()[0]
    if not (constant.is_Rational and abs(constant) <= _FURTHEST and argument.free_symbols):
        return polygamma(order, argument)
    whole = int(floor(constant))
    base = argument - whole
    shifted = sum((1 / (base + j) ** (order + 1) for j in range(min(whole, 0), max(whole, 0))), Integer(0))
    factor = (-1) ** order * sympy.factorial(order)
    return polygamma(order, base) + (factor if whole > 0 else -factor) * shifted


def _harmonic(n: Expr, *higher: Expr) -> Expr:
    """H_n = psi(n + 1) + gamma; of whole order m > 1 zeta(m) - zeta(m, n + 1) (DLMF 5.4.14, 25.11.3)."""
    if not higher:
        return polygamma(0, n + 1) + sympy.EulerGamma
    (m,) = higher
    return sympy.zeta(m) - _zeta(m, n + 1) if _is_whole(m) else sympy.harmonic(n, m)


def _zeta(s: Expr, *first: Expr) -> Expr:
    """Hurwitz' zeta(m, a) = (-1)^m psi^(m - 1)(a)/(m - 1)! of whole order m > 1 (DLMF 25.11.12)."""
    if first and _is_whole(s):
        return (-1) ** s * polygamma(s - 1, *first) / sympy.factorial(s - 1)
    return sympy.zeta(s, *first)


def _is_whole(order: Expr) -> bool:
    return bool(order.is_Integer and order > 1)


_OPENED: Mapping[type, Callable[..., Expr]] = {
    sympy.sinh: lambda u: (exp(u) - exp(-u)) / 2,
    sympy.cosh: lambda u: (exp(u) + exp(-u)) / 2,
    sympy.tanh: lambda u: (exp(2 * u) - 1) / (exp(2 * u) + 1),
    sympy.coth: lambda u: (exp(2 * u) + 1) / (exp(2 * u) - 1),
    sympy.sech: lambda u: 2 / (exp(u) + exp(-u)),
    sympy.csch: lambda u: 2 / (exp(u) - exp(-u)),
    sympy.asinh: lambda u: log(u + sqrt(u**2 + 1)),
    sympy.acosh: lambda u: log(u + sqrt(u**2 - 1)),
    sympy.atanh: lambda u: (log(1 + u) - log(1 - u)) / 2,
    sympy.tan: lambda u: sympy.sin(u) / sympy.cos(u),
    sympy.cot: lambda u: sympy.cos(u) / sympy.sin(u),
    sympy.factorial: lambda n: gamma(n + 1),
    sympy.binomial: lambda n, k: gamma(n + 1) / (gamma(k + 1) * gamma(n - k + 1)),
    sympy.RisingFactorial: lambda z, k: gamma(z + k) / gamma(z),
    sympy.FallingFactorial: lambda z, k: gamma(z + 1) / gamma(z - k + 1),
    sympy.beta: lambda a, b: gamma(a) * gamma(b) / gamma(a + b),
    sympy.loggamma: lambda z: log(gamma(z)),
    sympy.harmonic: _harmonic,
    sympy.zeta: _zeta,
    sympy.erfc: lambda u: 1 - sympy.erf(u),
}
