"""Sums of logarithms turned into products, and products of powers into sums of logarithms.

>>> from sympy.abc import x
>>> compared_by_logarithms(exp(x), (1 + x) ** 2)
x - 2*log(x + 1)
"""

from __future__ import annotations

import sympy
from sympy import Add, Expr, Integer, Mul, Pow, Product, Rational, Sum, binomial, exp, gamma, log, oo, pi

from lemmata.verifier.engines.signs import sign

_LARGEST_POWER = 4


def without_logarithms(f: Expr) -> Expr | None:
    """For a sum of k log u and of L, without logarithms: what has the sign of it, the product of u^k and exp(L) less 1.

    The exponents k are small whole numbers; factors with k < 0 and exp of what is subtracted stand on the other side.
    """
    above, below, found = Integer(1), Integer(1), False
    for term in Add.make_args(sympy.expand_mul(f)):
        k, node = term.as_coeff_Mul()
        if isinstance(node, log):
            if not k.is_Integer or abs(k) > _LARGEST_POWER:
                return None
            factor, found = node.args[0] ** abs(k), found or bool(node.free_symbols)
        elif node.has(log):
            return None
        else:
            factor = exp(abs(k) * node)
        above, below = (above * factor, below) if k > 0 else (above, below * factor)
    return above - below if found else None


def with_logarithms_gathered(f: Expr) -> Expr:
    """With one logarithm beside each coefficient, where there are more: x log(x + 1) - x log x is x log((x + 1)/x)."""
    rest: Expr = Integer(0)
    beside: dict[Expr, list[Expr]] = {}
    for term in Add.make_args(sympy.expand_mul(f)):
        logs = [part for part in Mul.make_args(term) if isinstance(part, log)]
        number, coefficient = (term / logs[0]).as_coeff_Mul() if logs else (Integer(0), Integer(0))
        if len(logs) == 1 and number.is_Integer and not coefficient.has(log):
            beside.setdefault(coefficient, []).append(logs[0].args[0] ** number)
        else:
            rest += term
    if all(len(inside) == 1 for inside in beside.values()):
        return f
    return rest + Add(*(coefficient * log(sympy.cancel(Mul(*inside))) for coefficient, inside in beside.items()))


def compared_by_logarithms(larger: Expr, smaller: Expr) -> Expr | None:
    """log of the quotient of two products of powers, opened; None where a side is no such product."""
    sides = [_log_of(side) for side in (larger, smaller)]
    return None if sides[0] is None or sides[1] is None else sides[0] - sides[1]


def _log_of(side: Expr) -> Expr | None:
    total: Expr = Integer(0)
    for factor in Mul.make_args(side):
        if isinstance(factor, exp):
            total += factor.args[0]
        elif isinstance(factor, Product) and len(factor.limits) == 1 and oo not in factor.limits[0]:
            total += Sum(log(factor.function), *factor.limits)
        elif isinstance(factor, Pow):
            base = factor.base
            apart = isinstance(base, Product) or (isinstance(base, Mul) and all(sign(one) == {1} for one in base.args))
            total += factor.exp * ((_log_of(factor.base) if apart else None) or log(factor.base))
        elif isinstance(factor, Product):
            inside = _log_of(factor.function)
            if inside is None:
                return None
            total += Sum(inside, *factor.limits)
        elif isinstance(factor, binomial) and factor.args[0] == 2 * factor.args[1]:  # DLMF 5.5.5
            n, half = factor.args[1], Rational(1, 2)
            total += n * log(4) + log(gamma(n + half)) - log(gamma(n + 1)) - log(pi) / 2
        elif factor == sympy.E:
            total += 1
        elif factor.is_Rational and factor <= 0:
            return None
        else:
            total += log(factor)
    return total
