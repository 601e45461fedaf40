"""Poles inside an interval, at which an integral has no finite value.

Where f = g h^-e with e >= 1, h analytic near a zero of it and g bounded away from zero, |f| is at least a multiple of
1/|x - zero|: the integral does not converge absolutely (Rudin, Principles, theorem 5.19 for |h| <= L |x - zero|).
A zero is found between two points at which h has different signs.

>>> from sympy import log
>>> from sympy.abc import x
>>> pole(1/(x - 2), x, arb(1), arb(3)), pole(log(x)/(x - 1), x, arb(1)/2, arb(2))
('2.0000', None)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from lemmata.theory.values.complex_walk import ComplexWalk
from lemmata.theory.values.factored import factored
from lemmata.theory.values.finite_enclosure import FiniteWalk, NoEnclosure, Undecided

_PLACES = 17
_HALVINGS = 24
_DEGREE = 40


def pole(function: Expr, variable: Symbol, low: arb, high: arb) -> str | None:
    """About where in an interval the function has a pole that is not integrable; None where none was found."""
    factors = _factors(function, variable)
    for factor in factors:
        base, power = factor.as_base_exp()
        if not (power.is_Rational and power <= -1 and base.has(variable)):
            continue
        rest = sympy.Mul(*(other for other in factors if other != factor))
        for left, right in _changes(base, variable, low, high):
            with suppress(NoEnclosure, Undecided):
                if found := _between(base, rest, variable, left, right):
                    return found
    return None


def _factors(function: Expr, variable: Symbol) -> list[Expr]:
    """Of a quotient; polynomials of small degree are split, which takes forever for exp(10^12 x), say."""
    circular = (sympy.tan, sympy.cot, sympy.sec, sympy.csc)
    top, bottom = sympy.fraction(sympy.together(function.rewrite(circular, sympy.cos)))
    found = []
    for side, sense in ((top, 1), (bottom, -1)):
        for part in sympy.Mul.make_args(side):
            powers = [power.exp for power in part.atoms(sympy.Pow)]
            small = all(power.is_Integer and abs(power) <= _DEGREE for power in powers)
            splits = small and part.is_polynomial(variable) and not part.has(sympy.Function, sympy.NumberSymbol)
            found += [one**sense for one in sympy.Mul.make_args(factored(part) if splits else part)]
    return found


def _changes(base: Expr, x: Symbol, low: arb, high: arb) -> Iterator[tuple[arb, arb]]:
    """Neighbouring points, none at a simple fraction of the interval, with different signs of a function."""
    step = (high - low) / (_PLACES + arb(2).sqrt() / 10)
    places = [low + step / 100, *(low + step * (k + arb(2).sqrt() / 10) for k in range(1, _PLACES)), high - step / 100]
    seen = [(place, sign) for place in places if (sign := _sign(base, x, place))]
    yield from ((one, two) for (one, before), (two, after) in pairwise(seen) if before != after)


def _sign(base: Expr, x: Symbol, place: arb) -> int:
    with suppress(NoEnclosure, Undecided):
        value = FiniteWalk({x: place}, 64).value(base)
        return int(bool(value > 0)) - int(bool(value < 0))
    return 0


def _between(base: Expr, rest: Expr, x: Symbol, left: arb, right: arb) -> str | None:
    """Halved until on a box around both ends the base is analytic, and the rest as well and not zero; and on."""
    for halved in range(2 * _HALVINGS):
        around = ComplexWalk({x: acb(left.union(right), (right - left) * arb(0, 1))}, True)
        there = around.value(rest)
        if halved >= _HALVINGS and around.value(base).is_finite() and there.is_finite() and not there.contains(0):
            return (left + (right - left) / 2).str(5, radius=False)
        middle = (left + right) / 2
        if not (sign := _sign(base, x, middle)):
            middle = (2 * left + right) / 3
            sign = _sign(base, x, middle)
        left, right = (left, middle) if sign != _sign(base, x, left) else (middle, right)
    return None
