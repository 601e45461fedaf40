"""Integrals that exist: of what is continuous inside, and integrable at both ends.

An elementary integrand that has values on the whole closed interval is continuous there, hence bounded. Towards an end
where it has none, it is integrable when X log(X)^2 times the integrand in X tends to zero, for X the letter itself
where the end is infinite, and one over the distance from a finite end: 1/(X log(X)^2) is integrable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Basic, Dummy, Expr, Ge, Gt, Integer, Integral, Le, Lt, log, oo

from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.obligation import Defined, Obligation


def conditions_of_integrability(node: Integral, known: Callable[[Basic], bool]) -> tuple[Obligation, ...] | None:
    """What an integral over one letter needs to exist with a finite value; None where nothing is known."""
    if len(node.limits) != 1 or len(node.limits[0]) != 3:
        return None
    letter, low, high = node.limits[0]
    open_ends = {end for end, side in ((low, 1), (high, -1)) if _integrable(node, end, side, known)}
    if any(end not in open_ends for end in (low, high) if end in (oo, -oo)):
        return None
    x = Dummy(letter.name, real=True)
    return (Defined(node.function.xreplace({letter: x}), "the integrand", tuple(_range(x, low, high, open_ends))),)


def _range(x: Dummy, low: Expr, high: Expr, open_ends: set[Expr]) -> Iterator[Basic]:
    if low != -oo:
        yield (Gt if low in open_ends else Ge)(x, low, evaluate=False)
    if high is not oo:
        yield (Lt if high in open_ends else Le)(x, high, evaluate=False)


def near_end(end: Expr, side: int, grown: Dummy) -> tuple[Expr, Expr]:
    """The letter by X -> oo on its way to an end from above (side 1) or below, and |dx/dX|."""
    if end in (oo, -oo):
        return (grown if end is oo else -grown), Integer(1)
    return end + side / grown, grown**-2


def limit_at(f: Expr, x: Basic, end: Expr, side: int, known: Callable[[Basic], bool]) -> Expr | None:
    """The finite limit on the way to an end from above (side 1) or below, by its order of growth; None for none."""
    grown = Dummy("X", positive=True)
    growth = Growth(grown, known)
    try:
        found = growth.of(f.xreplace({x: near_end(end, side, grown)[0]})).limit
    except NoLeadingForm:
        return None
    return found if all(map(known, growth.owed)) else None


def _integrable(node: Integral, end: Expr, side: int, known: Callable[[Basic], bool]) -> bool:
    grown = Dummy("X", positive=True)
    growth = Growth(grown, known)
    place, stretch = near_end(end, side, grown)
    there = node.function.xreplace({node.limits[0][0]: place})
    try:
        found = growth.of(there * stretch * grown * log(grown) ** 2)
    except NoLeadingForm:
        return False
    return found.limit == 0 and all(known(relation) for relation in growth.owed)
