"""The functions that Arb evaluates, and where they have no real value.

Each entry says how a ball comes out, and which argument is certainly outside its real domain: what is merely undecided
there (a ball around a pole) comes out as a ball that is not finite.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any

import sympy
from flint import acb, arb

Parts = list[arb]


def _everywhere(_: Parts) -> str:
    return ""


def _at_pole(x: arb) -> bool:
    return bool(x.is_exact() and x <= 0 and x.is_integer())


def _pole(parts: Parts) -> str:
    return "a pole" if _at_pole(parts[-1]) else ""


def _not_positive(parts: Parts) -> str:
    return "an argument that is not positive" if parts[0] <= 0 else ""


def _factorial_pole(parts: Parts) -> str:
    return "a pole" if _at_pole(parts[0] + 1) else ""


def _zeta_pole(parts: Parts) -> str:
    return "a pole" if (parts[0].is_exact() and parts[0] == 1) or (len(parts) == 2 and _at_pole(parts[1])) else ""


@dataclass(frozen=True)
class BallFunction:
    """A function of balls.

    Attributes:
        value: the ball; not finite where that is undecided.
        outside: why the arguments are certainly outside the domain; empty otherwise.
    """

    value: Callable[[Parts], arb]
    outside: Callable[[Parts], str] = _everywhere


def _polygamma(parts: Parts) -> arb:
    """psi^(m)(x) = (-1)^(m+1) m! zeta(m+1, x) for m >= 1 (DLMF 25.11.12)."""
    order = parts[0].unique_fmpz()
    if order is None or order < 0:
        return arb.nan()
    m = int(order)
    return parts[1].digamma() if m == 0 else (-1) ** (m + 1) * arb.fac_ui(m) * arb(m + 1).zeta(parts[1])


def _harmonic(parts: Parts) -> arb:
    """H_n = psi(n + 1) + gamma, and zeta(m) - zeta(m, n + 1) of another order m (DLMF 5.4.14, 25.11.3)."""
    n, *order = parts
    if not order or order[0] == 1:
        return (n + 1).digamma() + arb.const_euler()
    return order[0].zeta() - order[0].zeta(n + 1)


def _eta(parts: Parts) -> arb:
    """Of one argument; its other form, with shifted terms, has no ball here."""
    return _real(acb(parts[0]).dirichlet_eta()) if len(parts) == 1 else arb.nan()


def _sign(parts: Parts) -> arb:
    return arb(1) if parts[0] > 0 else arb(-1) if parts[0] < 0 else arb(0) if parts[0] == 0 else arb.nan()


def _step(value: arb) -> arb:
    """A whole number where the ball that was rounded lies between two of them."""
    return value if value.is_exact() else arb.nan()


def _binomial(parts: Parts) -> arb:
    """For n >= k >= 0, where neither factorial has a pole; zero for other whole numbers k beside n = 0, 1, 2, ..."""
    n, k = parts
    if n.is_integer() and k.is_integer() and n >= 0 and (k < 0 or k > n):
        return arb(0)
    if not (k >= 0 and n >= k):
        return arb.nan()
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _beta(parts: Parts) -> arb:
    """Gamma(a) Gamma(b)/Gamma(a + b), for positive a and b."""
    a, b = parts
    return a.gamma() * b.gamma() * (a + b).rgamma() if a > 0 and b > 0 else arb.nan()


def _real(value: acb) -> arb:
    return value.real if value.imag.contains(0) else arb.nan()


def _beyond_one(parts: Parts) -> str:
    return "an argument outside of [-1, 1]" if abs(parts[0]) > 1 else ""


def _of_arb(name: str, outside: Callable[[Parts], str] = _everywhere) -> BallFunction:
    """A function of one argument that has the same name in SymPy and in Arb."""
    function: Callable[[arb], arb] = getattr(arb, name)
    return BallFunction(lambda parts: function(parts[0]), outside)


_ONE_ARGUMENT = "exp sin cos tan atan sinh cosh tanh sech asinh acosh erf erfc"
FUNCTIONS: Mapping[Any, BallFunction] = {
    **{getattr(sympy, name): _of_arb(name) for name in _ONE_ARGUMENT.split()},
    **{getattr(sympy, name): _of_arb(name, _beyond_one) for name in ("asin", "acos", "atanh")},
    sympy.Add: BallFunction(lambda parts: sum(parts, arb(0))),
    sympy.Mul: BallFunction(lambda parts: prod(parts, start=arb(1))),
    sympy.Max: BallFunction(lambda parts: reduce(arb.max, parts)),
    sympy.Min: BallFunction(lambda parts: reduce(arb.min, parts)),
    sympy.Abs: BallFunction(lambda parts: abs(parts[0])),
    sympy.sign: BallFunction(_sign),
    sympy.floor: BallFunction(lambda parts: _step(parts[0].floor())),
    sympy.ceiling: BallFunction(lambda parts: _step(parts[0].ceil())),
    sympy.log: BallFunction(lambda parts: parts[0].log(), _not_positive),
    sympy.cot: BallFunction(lambda parts: parts[0].cot(), lambda parts: "a pole" if parts[0] == 0 else ""),
    sympy.coth: BallFunction(lambda parts: parts[0].coth(), lambda parts: "a pole" if parts[0] == 0 else ""),
    sympy.csch: BallFunction(lambda parts: parts[0].csch(), lambda parts: "a pole" if parts[0] == 0 else ""),
    sympy.beta: BallFunction(_beta),
    sympy.RisingFactorial: BallFunction(lambda parts: parts[0].rising(parts[1])),
    sympy.gamma: BallFunction(lambda parts: parts[0].gamma(), _pole),
    sympy.loggamma: BallFunction(lambda parts: parts[0].lgamma(), _not_positive),
    sympy.digamma: BallFunction(lambda parts: parts[0].digamma(), _pole),
    sympy.polygamma: BallFunction(_polygamma, _pole),
    sympy.factorial: BallFunction(lambda parts: (parts[0] + 1).gamma(), _factorial_pole),
    sympy.binomial: BallFunction(_binomial),
    sympy.harmonic: BallFunction(_harmonic, _factorial_pole),
    sympy.zeta: BallFunction(lambda parts: parts[0].zeta(*parts[1:]), _zeta_pole),
    sympy.dirichlet_eta: BallFunction(_eta),
    sympy.polylog: BallFunction(lambda parts: _real(acb(parts[1]).polylog(acb(parts[0])))),
    type(sympy.pi): BallFunction(lambda parts: arb.pi()),
    type(sympy.E): BallFunction(lambda parts: arb(1).exp()),
    type(sympy.EulerGamma): BallFunction(lambda parts: arb.const_euler()),
    type(sympy.GoldenRatio): BallFunction(lambda parts: (1 + arb(5).sqrt()) / 2),
    type(sympy.Catalan): BallFunction(lambda parts: arb.const_catalan()),
}
