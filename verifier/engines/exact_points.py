"""Whether a point satisfies a relation: in balls, and exactly where two sides agree and are no rational numbers.

Balls separate what differs and never show that 4 is sqrt(8) sqrt(2); the normal form of roots does.

>>> from sympy import Eq, sqrt
>>> from sympy.abc import x, y
>>> satisfied(Eq(x, sqrt(2) * sqrt(y)), {x: 4, y: 8}), satisfied(Eq(x, sqrt(2) * sqrt(y)), {x: 4, y: 9})
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic, Eq, Ge, Le, Symbol, sympify

from lemmata.theory.values.enclosure import NoEnclosure, enclose, holds
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes


def satisfied(relation: Basic, point: Mapping[Symbol, Any]) -> bool:
    """Whether a relation certainly holds at a point, at which its sides have values."""
    known = holds(relation, point)
    if known is not None or not isinstance(relation, (Eq, Ge, Le)):
        return known is True
    values = {letter: sympify(value, strict=True) for letter, value in point.items() if letter in relation.free_symbols}
    try:
        for side in relation.args:
            enclose(side, values)
        return vanishes((relation.args[0] - relation.args[1]).xreplace(values))
    except (NoEnclosure, NotAlgebraic):
        return False
