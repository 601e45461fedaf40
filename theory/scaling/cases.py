r"""Case distinction: evaluate a formula that compares exponents, and split where a comparison is undecided.

:func:`explore` runs a function on a region. Whenever the function asks for the sign of a form, the answer is looked for
in the region; when the region does not decide it, the region is cut in two along the form and the function is run on
both parts. So the leaves cover the region by construction, every leaf has interior points, and the comparisons made
on the way down are a proof that can be written out.

>>> x, y = Form.name("x"), Form.name("y")
>>> for leaf in explore(Region(), lambda cases: x if cases.sign(x - y) >= 0 else y):
...     print(leaf.region, "->", leaf.value)
x >= y -> x
y >= x -> y
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar

from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.regions import Region

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

MOST_LEAVES = 2_000

Signs = dict[Form, int]


class Split(Exception):
    """The sign of ``form`` depends on where in the region one is."""

    def __init__(self, form: Form) -> None:
        super().__init__(str(form))
        self.form = form


class TooManyCases(Exception):
    """More than :data:`MOST_LEAVES` cases."""


class Cases:
    """What is known on one region."""

    def __init__(self, region: Region, names: frozenset[str] = frozenset(), known: Signs | None = None) -> None:
        self.region = region
        self.names = names
        self.known: Signs = dict(known or {})

    def sign(self, form: Form) -> int:
        """1, -1 (which include 0 on the boundary), or 0 when the form vanishes identically.

        Raises:
            Split: when the region does not decide it.
        """
        form = form.direction
        if form.constant is not None:
            return (form.constant > 0) - (form.constant < 0)
        if form not in self.known:
            if self.region.implies(form):
                self.known[form] = 1
            elif self.region.implies(-form):
                self.known[form] = -1
            else:
                raise Split(form)
        return self.known[form]

    def largest(self, forms: list[Form]) -> Form:
        """The greatest of some forms."""
        best = forms[0]
        for form in forms[1:]:
            if self.sign(form - best) > 0:
                best = form
        return best

    def least(self, forms: list[Form]) -> Form:
        """The least of some forms."""
        return -self.largest([-form for form in forms])

    @cached_property
    def sample(self) -> dict[str, Fraction]:
        """A rational point in the interior."""
        found = self.region.interior_point(self.names)
        assert found is not None
        return found


@dataclass(frozen=True)
class Leaf(Generic[V_co]):
    """A part of the region on which the function took one course."""

    region: Region
    value: V_co


def explore(region: Region, function: Callable[[Cases], V], names: frozenset[str] = frozenset()) -> list[Leaf[V]]:
    """The values of ``function`` on a region, part by part; the parts cover it.

    Raises:
        TooManyCases: beyond :data:`MOST_LEAVES` parts.
    """
    leaves: list[Leaf[V]] = []
    waiting: list[tuple[Region, Signs]] = [(region, {})]
    while waiting:
        here, known = waiting.pop()
        cases = Cases(here, names, known)
        try:
            leaves.append(Leaf(here, function(cases)))
        except Split as split:
            form = split.form
            waiting.append((here.where(-form), {**cases.known, form: -1}))
            waiting.append((here.where(form), {**cases.known, form: 1}))
        if len(leaves) + len(waiting) > MOST_LEAVES:
            raise TooManyCases(f"more than {MOST_LEAVES} cases")
    return leaves
