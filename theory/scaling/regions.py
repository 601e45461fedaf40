r"""Regions of scaling exponents: conjunctions of polynomial inequalities, decided exactly.

A :class:`Region` is a set ``{h_1 >= 0, ..., h_m >= 0}`` (some of them ``> 0``). For rational ``beta`` and ``r`` it is a
polyhedron; with symbols the ``h_i`` are polynomials, and z3 decides over the reals (QF_LRA, or nlsat for QF_NRA).
Whether an inequality holds on a region is asked for its interior: what is compared are continuous functions, so that
the answer extends to the closure.

>>> x = Form.name("x")
>>> box = Region((Row(x), Row(1 - x)))
>>> box.implies(2 - x), box.implies(x - Fraction(1, 2)), 0 < box.interior_point()["x"] < 1
(True, False, True)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from lemmata.theory.scaling.forms import ABOVE_ONE, POSITIVE, Form, Poly
from lemmata.theory.values.solver import answer_of

Point = Mapping[str, Fraction]

_EFFORT = 1_000_000
"""z3's resource units, a hundred times what comparisons of exponents take: of nlsat, then of z3's usual way.

On conjunctions of a few short polynomials nlsat takes a third of the time.
"""


class Undecided(Exception):
    """The solver gave no answer with the effort that it may take; the message names the question."""


@dataclass(frozen=True)
class Row:
    """``form >= 0``, or ``form > 0`` when strict."""

    form: Form
    strict: bool = False

    def holds(self, point: Point) -> bool:
        """Whether the point satisfies the inequality."""
        value = self.form.at(point)
        return value > 0 or (value == 0 and not self.strict)

    def put(self, name: str, value: Form) -> Row:
        """The inequality with ``value`` in the place of ``name``."""
        return Row(self.form.put(name, value), self.strict)

    def holding(self) -> Any:
        """The inequality for the solver, as strict as it is."""
        return (_positive if self.strict else _not_negative)(self.form.num)

    def __str__(self) -> str:
        """With what is negative moved to the other side: ``ell <= beta``."""
        poly = self.form.num if len(self.form.num.terms) == 1 else self.form.direction.num
        left = Form(Poly({m: v for m, v in poly.terms.items() if v > 0}))
        right = Form(Poly({m: -v for m, v in poly.terms.items() if v < 0}))
        sign = ">" if self.strict else ">="
        if not left.names or (right.names and "ell" in right.names and "ell" not in left.names):
            return f"{right} {sign.replace('>', '<')} {left}"
        return f"{left} {sign} {right}"


_KNOWN = tuple(Form.name(name) for name in (*ABOVE_ONE, *POSITIVE))


@dataclass(frozen=True)
class Region:
    """All points where every row holds; ``fixed`` gives names that no row has any more because they have one value."""

    rows: tuple[Row, ...] = ()
    fixed: tuple[tuple[str, Fraction], ...] = ()

    def __str__(self) -> str:
        return (
            " and ".join([*(f"{name} = {value}" for name, value in self.fixed), *map(str, self.rows)]) or "everywhere"
        )

    def where(self, *more: Form | Row) -> Region:
        """The part where further inequalities hold; those that are there already are not repeated."""
        rows = list(self.rows)
        for item in more:
            row = item if isinstance(item, Row) else Row(item)
            if row.form not in _KNOWN:  # r > 0 itself stays, although r is known to be positive
                row = Row(row.form.direction, row.strict)
            if (row not in rows and row.form.constant is None) or (row.form.constant is not None and not row.holds({})):
                rows.append(row)
        part = Region(tuple(rows), self.fixed)
        added = part.rows[len(self.rows) :]
        part._seen.extend(p for p in self._seen if all(r.form.names <= set(p) and r.form.at(p) > 0 for r in added))
        return part

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(name for row in self.rows for name in row.form.names)

    def contains(self, point: Point) -> bool:
        """Whether the point satisfies every row and has the fixed values."""
        return all(point.get(name, value) == value for name, value in self.fixed) and all(
            row.holds(point) for row in self.rows
        )

    def reaches(self, point: Point) -> bool:
        """Whether the point is in the region or on its boundary."""
        return all(row.form.at(point) >= 0 for row in self.rows)

    def put(self, name: str, value: Form) -> Region:
        """The rows with ``value`` in the place of ``name``."""
        return Region(fixed=self.fixed).where(*(row.put(name, value) for row in self.rows))

    def interior_point(self, names: Iterable[str] = (), outside: Sequence[Region] = ()) -> dict[str, Fraction] | None:
        """A rational point with every row strict, in none of the closed regions ``outside``; None if there is none."""
        import z3

        every = {*names, *self.names, *(name for region in outside for name in region.names)}
        for seen in self._seen:
            if every <= set(seen) and not any(region.reaches(seen) for region in outside):
                return dict(seen)
        wanted = [_positive(row.form.num) for row in self.rows]
        wanted += [z3.Or(*(_negative(row.form.num) for row in region.rows)) for region in outside]
        model = _model(wanted)
        if model is None:
            return None
        point = _point(model, every)
        inside = all(row.form.at(point) > 0 for row in self.rows)
        if not inside or any(region.contains(point) for region in outside):
            raise Undecided(f"a rational point of {self}")
        self._seen.append(point)
        return dict(point)

    def has_point(self, outside: Sequence[Region] = ()) -> bool:
        """Whether any point satisfies every row, with 0 where it is not strict, and not all of one ``outside``."""
        import z3

        wanted = [row.holding() for row in self.rows]
        wanted += [z3.Real(name) == str(value) for name, value in self.fixed]
        for region in outside:
            broken = [z3.Not(row.holding()) for row in region.rows]
            wanted.append(z3.Or(*broken, *(z3.Real(name) != str(value) for name, value in region.fixed)))
        return _model(wanted) is not None

    def implies(self, form: Form) -> bool:
        """Whether ``form >= 0`` on the closure of the interior.

        Points that refuted earlier questions about this region are tried before the solver is asked.
        """
        form = form.direction
        if form.constant is not None and form.constant >= 0:
            return True
        if any(form == row.form for row in self.rows):
            return True
        if any(form.names <= set(point) and form.at(point) < 0 for point in self._seen):
            return False
        model = _model([*(_positive(row.form.num) for row in self.rows), _negative(form.num)])
        if model is not None:
            self._remember(_point(model, self.names | form.names))
        return model is None

    @cached_property
    def _seen(self) -> list[Point]:
        """Points of the interior."""
        return []

    def _remember(self, point: Point) -> None:
        if all(row.form.at(point) > 0 for row in self.rows):
            self._seen.append(point)

    def within(self, regions: Sequence[Region]) -> bool:
        """Whether the interior is covered by the union of closed regions."""
        return self.interior_point(outside=regions) is None

    def irredundant(self, given: Region) -> Region:
        """Without the rows that follow from the others and from ``given``."""
        kept = list(self.rows)
        for row in self.rows:
            rest = [other for other in kept if other is not row]
            if given.where(*rest).implies(row.form):
                kept = rest
        return Region(tuple(kept))


@lru_cache(maxsize=20_000)
def _positive(poly: Poly) -> Any:
    return _z3(poly) > 0


@lru_cache(maxsize=20_000)
def _negative(poly: Poly) -> Any:
    return _z3(poly) < 0


@lru_cache(maxsize=20_000)
def _not_negative(poly: Poly) -> Any:
    return _z3(poly) >= 0


@lru_cache(maxsize=20_000)
def _z3(poly: Poly) -> Any:
    import z3

    parts = [
        z3.Product(z3.RealVal(str(value)), *(z3.Real(name) for name, power in monomial for _ in range(power)))
        for monomial, value in poly.terms.items()
    ]
    return z3.simplify(z3.Sum(parts)) if parts else z3.RealVal(0)


def _point(model: Any, names: Iterable[str]) -> dict[str, Fraction]:
    import z3

    return {name: _rational(model.eval(z3.Real(name), model_completion=True)) for name in sorted(names)}


def _model(constraints: Sequence[Any]) -> Any:
    """A model, or None when there is none."""
    import z3

    for make in (z3.Tactic("qfnra-nlsat").solver, z3.Solver):
        solver = make()
        solver.add(*constraints)
        answer = answer_of(solver, _EFFORT)
        if answer == z3.unsat:
            return None
        if answer == z3.sat:
            return solver.model()
    raise Undecided(" and ".join(map(str, constraints)))


def _rational(value: Any) -> Fraction:
    import z3

    if z3.is_rational_value(value):
        return Fraction(value.as_string())
    near = value.approx(20)  # an open condition: a close rational point satisfies it too, which is checked after
    return Fraction(near.as_string())
