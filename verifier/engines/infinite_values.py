"""Sides without a finite value at a point: what is oo there, a diverging sum or integral of one sign, or nothing.

>>> from sympy import Symbol, oo
>>> k = Symbol("k", integer=True, positive=True)
>>> is_infinite(1 + Sum(1 / k, (k, 1, oo)), {}), is_infinite(Sum((-1) ** k, (k, 1, oo)), {})
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction

from sympy import Add, Expr, Integral, Mul, Sum, Symbol, oo

from lemmata.theory.relations import Relation
from lemmata.theory.values.enclosure import NoEnclosure, diverges_at, enclose, undefined_at
from lemmata.theory.values.exact_value import as_rational
from lemmata.verifier.engines.binders import bounds_of, renamed
from lemmata.verifier.engines.positivity import visible_signs
from lemmata.verifier.engines.signs import sign

HOLDS_AT_INFINITY: Mapping[Relation, tuple[tuple[bool, bool], ...]] = {
    "=": ((True, True),),
    "<=": ((True, True), (False, True)),
    ">=": ((True, True), (True, False)),
    "<": ((False, True),),
    ">": ((True, False),),
}
"""Which of the two sides are oo where a relation holds nevertheless."""


def is_infinite(side: Expr, point: dict[Symbol, Fraction]) -> bool:
    """Whether a side is oo, as a sum or an integral is that diverges, of what is not negative by structure."""
    if isinstance(side, Add):  # oo - oo has no value
        finite = [part for part in side.args if not is_infinite(part, point)]
        return len(finite) < len(side.args) and not any(undefined_at(part, point) for part in finite)
    if side is oo:
        return True
    values = {symbol: as_rational(value) for symbol, value in point.items()}
    if isinstance(side, Mul):
        parts = [part for part in side.args if is_infinite(part, point)]
        return len(parts) == 1 and sign((side / parts[0]).xreplace(values)) == {1}
    if not isinstance(side, (Sum, Integral)) or not diverges_at(side, point):
        return False
    bounds = bounds_of(side)
    known = tuple(relation.xreplace(values) for bound in bounds for relation in bound.range)
    forwards = isinstance(side, Sum) or all(
        sign((high - low).xreplace(values)) <= {0, 1} for _, low, high in side.limits
    )
    term = renamed(side.function, bounds).xreplace(values)
    return forwards and (sign(term) <= {0, 1} or visible_signs(term, known) <= {0, 1})


def without_value(
    sides: tuple[Expr, Expr],
    relation: Relation,
    point: dict[Symbol, Fraction],
    slopes: Sequence[tuple[Expr, Expr]] = (),
) -> str | None:
    """Why a side certainly has no finite value at a point; None where it is oo, and the relation holds.

    Of ``slopes``, what was differentiated and what it gave, the sides are made.
    """
    infinite = tuple(is_infinite(side, point) for side in sides)
    holds = infinite in HOLDS_AT_INFINITY[relation]
    left = [side for side, at_infinity in zip(sides, infinite, strict=True) if not (holds and at_infinity)]
    reason = next(filter(None, (undefined_at(side, point) for side in left)), None)
    if reason is not None and any(_written_so(function, slope, point) for function, slope in slopes):
        return None
    if reason is None and not holds and oo in sides and not all(infinite):
        with suppress(NoEnclosure):
            return f"the value {enclose(sides[infinite.index(False)], point, digits=8)}, which is not oo"
    return reason


def _written_so(function: Expr, slope: Expr, point: dict[Symbol, Fraction]) -> bool:
    """Whether a slope may have no value at a point only as it is written."""
    if not slope.free_symbols <= {*point}:
        return True
    return undefined_at(slope, point) is not None and undefined_at(function, point) is None
