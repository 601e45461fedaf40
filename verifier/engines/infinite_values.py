"""Which terms are oo at a point: sums and integrals that diverge, of what is not negative by structure.

>>> from sympy import Symbol, oo
>>> k = Symbol("k", integer=True, positive=True)
>>> is_infinite(1 + Sum(1 / k, (k, 1, oo)), {}), is_infinite(Sum((-1) ** k, (k, 1, oo)), {})
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sympy import Add, Expr, Integral, Mul, Sum, Symbol, oo

from lemmata.theory.relations import Relation
from lemmata.theory.values.enclosure import diverges_at, undefined_at
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
