"""Integrals that exist: of what is continuous on a closed interval, and falls fast enough at infinity.

An elementary integrand that has values on the whole closed interval is continuous there, hence bounded; towards
infinity it is integrable when x log(x)^2 times it tends to zero, for 1/(x log(x)^2) is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Basic, Dummy, Ge, Integral, Le, log, oo

from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.obligation import Defined, Obligation


def conditions_of_integrability(node: Integral, known: Callable[[Basic], bool]) -> tuple[Obligation, ...] | None:
    """What an integral over one letter needs to exist with a finite value; None where nothing is known."""
    if len(node.limits) != 1 or len(node.limits[0]) != 3:
        return None
    letter, low, high = node.limits[0]
    if not all(_vanishes_fast(node, end, known) for end in (low, high) if end in (oo, -oo)):
        return None
    x = Dummy(letter.name, real=True)
    return (Defined(node.function.xreplace({letter: x}), "the integrand", tuple(_range(x, low, high))),)


def _range(x: Dummy, low: Basic, high: Basic) -> Iterator[Basic]:
    if low != -oo:
        yield Ge(x, low, evaluate=False)
    if high is not oo:
        yield Le(x, high, evaluate=False)


def _vanishes_fast(node: Integral, end: Basic, known: Callable[[Basic], bool]) -> bool:
    grown = Dummy("X", positive=True)
    growth = Growth(grown, known)
    there = node.function.xreplace({node.limits[0][0]: grown if end is oo else -grown})
    try:
        found = growth.of(there * grown * log(grown) ** 2)
    except NoLeadingForm:
        return False
    return found.limit == 0 and all(known(relation) for relation in growth.owed)
