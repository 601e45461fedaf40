"""Where functions of SymPy have a value, beside those with conditions of their own: relations of their arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import sympy
from sympy import And, Basic, Expr, Ge, Gt, Le, Lt, Ne, Or

Owed = Sequence[tuple[Basic, str]]


def _positive(*parts: Expr) -> Owed:
    return [(Gt(part, 0, evaluate=False), "an argument") for part in parts]


def _inside(u: Expr, above: Callable[..., Basic] = Gt, below: Callable[..., Basic] = Lt) -> Owed:
    return [(above(u, -1, evaluate=False), "an argument"), (below(u, 1, evaluate=False), "an argument")]


def _no_pole(*parts: Expr) -> Owed:
    """Not at 0, -1, -2, ...; beyond the first of them nothing is looked at."""
    u, name = parts[-1], "Gamma" if len(parts) == 1 else "polygamma"
    gaps = [And(Gt(u, -k - 1, evaluate=False), Lt(u, -k, evaluate=False)) for k in range(3)]
    if u.is_positive or (u.is_real and u.is_integer is False):
        return []
    return [(Or(Gt(u, 0, evaluate=False), *gaps, evaluate=False), f"poles of {name}")]


DOMAINS: Mapping[type, Callable[..., Owed]] = {
    sympy.log: lambda u: [(Gt(u, 0, evaluate=False), "a logarithm")],
    sympy.gamma: _no_pole,
    sympy.polygamma: _no_pole,
    sympy.zeta: lambda s, *first: [(Ne(s, 1, evaluate=False), "a pole of zeta"), *_positive(*first)],
    sympy.loggamma: _positive,
    sympy.coth: lambda u: [(Ne(u, 0, evaluate=False), "a pole of coth")],
    sympy.factorial: lambda n: [(Gt(n, -1, evaluate=False), "a factorial")],
    sympy.harmonic: lambda n, *order: [(Gt(n, -1, evaluate=False), "a harmonic number")],
    sympy.binomial: lambda n, k: [
        (Ge(k, 0, evaluate=False), "a binomial"),
        *([] if k.is_integer else [(Ge(n - k, 0, evaluate=False), "a binomial")]),
    ],
    sympy.RisingFactorial: lambda z, k: _positive(z, z + k),
    sympy.beta: _positive,
    sympy.tan: lambda u: [(Ne(sympy.cos(u), 0, evaluate=False), "a pole of tan")],
    sympy.cot: lambda u: [(Ne(sympy.sin(u), 0, evaluate=False), "a pole of cot")],
    sympy.csch: lambda u: [(Ne(u, 0, evaluate=False), "a pole of csch")],
    sympy.asin: lambda u: _inside(u, Ge, Le),
    sympy.acos: lambda u: _inside(u, Ge, Le),
    sympy.acosh: lambda u: [(Gt(u, 1, evaluate=False), "an argument")],
    sympy.atanh: _inside,
    sympy.polylog: lambda s, z: _inside(z),
}
"""The functions are differentiable in the interior of their domain."""
