r"""Walls: points of the domain that lie in no part of it, because another formula holds there.

Parts of parameter space end where two sizes meet: at ``d = T`` a renormalised ridge vanishes more slowly than on either
side of it, at ``T0 = d`` the mean of a generator is infinite. Exponents of the parts say nothing of such points, and
need not extend to them. A wall that the domain reaches is found exactly: it has a point where all conditions hold, and
no part contains it.

>>> from lemmata.theory.scaling.derive import derive_exponents
>>> [str(wall) for wall in walls_in(derive_exponents(2, "1/2", d="T^delta", where=["delta >= 1"]))]
['d of the order of T (delta = 1)']
>>> walls_in(derive_exponents(2, "1/2", d="T^delta", where=["delta > 1"]))
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.piecewise import Part
from lemmata.theory.scaling.problem import Problem
from lemmata.theory.scaling.regions import Region, Row


@dataclass(frozen=True)
class Wall:
    """Where a form vanishes, with the two sizes that meet there, in LaTeX (none where these are sums)."""

    form: Form
    sizes: tuple[str, ...]

    @property
    def condition(self) -> str:
        """As a condition on the exponents: ``delta == 1``."""
        return str(Row(self.form)).replace(">=", "==").replace("<=", "==")

    @property
    def latex(self) -> str:
        """For a legend: the sizes that meet, or else the condition."""
        return "$" + r" \asymp ".join(self.sizes) + "$" if self.sizes else self.condition

    def __str__(self) -> str:
        here = self.condition.replace("==", "=")
        names = [re.sub(r"[\\_{}]", "", name) for name in self.sizes]
        return f"{' of the order of '.join(names)} ({here})" if names else here


def walls_of(exponents: Exponents) -> list[Wall]:
    """Every wall between parts, those that the conditions exclude as well."""
    cases = [*exponents.cases, *exponents.empty]
    forms: dict[Form, None] = {}
    for row in (row for case in cases for row in case.split.rows if row.strict):
        form = row.form.direction
        if form.constant is None and -form not in forms and form.names != {"r"}:
            forms[form] = None
    return [Wall(form, _sizes(exponents, form)) for form in forms]


def walls_in(exponents: Exponents, extra: Region | None = None) -> list[Wall]:
    """The walls that the domain reaches, further restricted by ``extra``."""
    domains = dict.fromkeys(case.base for case in exponents.cases)
    parts = [case.domain for case in exponents.cases]
    rows = [Row(Form.name("r"), strict=True), *(() if extra is None else extra.rows)]
    return [
        wall
        for wall in walls_of(exponents)
        if any(domain.where(*rows, wall.form, -wall.form).has_point(parts) for domain in domains)
    ]


def edges_of(parts: Iterable[Part]) -> list[Wall]:
    """Where the domain reaches the boundary of its parts: orders of terms meet there, so that constants add up."""
    found: dict[Form, None] = {}
    for region in (part.region for part in parts):
        forms = (row.form.direction for row in region.rows)
        found |= {form: None for form in forms if -form not in found and region.where(form, -form).has_point()}
    return [Wall(form, ()) for form in found]


def _sizes(exponents: Exponents, form: Form) -> tuple[str, ...]:
    powers = {name: power.exponent for name, power in exponents.problem.powers.items() if power is not None}
    if isinstance(exponents.problem, Problem):
        powers |= {"T": Form.number(1)}
    for (one, here), (other, there) in combinations(powers.items(), 2):
        gap = (here - there).direction
        if gap.constant is None and form in (gap, -gap):
            return one, other
    return ()
