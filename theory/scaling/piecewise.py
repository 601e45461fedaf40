r"""Piecewise-affine exponents: regimes that cover a domain.

Regimes come from a case distinction (:mod:`lemmata.theory.scaling.cases`), whose leaves are many and small. Leaves with
the same value are put together again: from a leaf, inequalities are dropped as long as what remains of it is covered by
leaves of that value, and then regimes that others cover are left out. Both are questions of coverage, decided exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeVar

from lemmata.numerics.displayed import table
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.cases import Leaf
from lemmata.theory.scaling.forms import Form, symbol
from lemmata.theory.scaling.monomial import Leading, spelled_out
from lemmata.theory.scaling.regions import Region, Row

P = TypeVar("P", bound="Part")
V = TypeVar("V")


def readable(region: Region) -> tuple[Row, ...]:
    """The inequalities that do not follow from the others, nor from beta > 1 and r > 0 alone."""
    known = Region((Row(Form.name("beta") - 1), Row(Form.name("r"))))
    rows = tuple(row for row in region.rows if not known.implies(row.form))
    return Region(rows).irredundant(known).rows


@dataclass(frozen=True)
class Part:
    """One of the regions that cover a domain.

    Attributes:
        domain: the part of parameter space it belongs to.
        cell: the further inequalities that single it out.
    """

    domain: Region
    cell: Region

    @property
    def region(self) -> Region:
        """All inequalities."""
        return self.domain.where(*self.cell.rows)

    @property
    def conditions(self) -> tuple[Row, ...]:
        """The inequalities worth reading: without those that follow, and without the range of beta and r."""
        return readable(self.region)


def part_at(parts: Sequence[P], point: Mapping[str, Fraction]) -> P:
    """The part that contains a point.

    Raises:
        InputError: outside the domain.
    """
    for part in parts:
        if part.region.contains(point):
            return part
    raise InputError("point", ", ".join(f"{name}={value}" for name, value in point.items()), "in the domain")


@dataclass(frozen=True)
class Regime(Part):
    """A region with the leading behaviour on it: monomial and dominant parts."""

    leading: Leading

    @property
    def exponent(self) -> Form:
        """e in ``constant * T^e * log(T)^log_power``."""
        return self.leading.monomial.exponent

    @property
    def log_power(self) -> Fraction:
        """The power of log T."""
        return self.leading.monomial.log_power

    @property
    def constant(self) -> Any:
        """The constant for a ridge ``T^-ell``; None when only the order is known."""
        return spelled_out(self.leading.monomial.constant)

    @property
    def unknown(self) -> str:
        """Why there is no constant; empty when there is one."""
        return self.leading.monomial.unknown if self.leading.monomial.constant is None else ""

    @property
    def dominant(self) -> tuple[str, ...]:
        """The parts of a sum that attain it."""
        return self.leading.dominant


@dataclass(frozen=True)
class PiecewiseAffine:
    """An exponent over a domain, as regimes that cover it."""

    regimes: tuple[Regime, ...]

    def _repr_html_(self) -> str:
        rows = ((r.cell, r.exponent, r.log_power, r.constant, ", ".join(r.dominant)) for r in self.regimes)
        return table(rows, head=("where", "exponent of T", "power of log T", "constant", "dominant"))

    def at(self, **point: object) -> Fraction:
        """The exponent at exact values of the symbols.

        Raises:
            InputError: outside the domain, or when a name has no value.
        """
        from lemmata.numerics.exact import exact

        values = {name: exact(value, name) for name, value in point.items()}  # type: ignore[arg-type]
        names = {name for regime in self.regimes for name in (*regime.region.names, *regime.exponent.names)}
        missing = sorted(names - set(values))
        if missing:
            raise InputError(missing[0], "nothing", "given: the exponent depends on it")
        return self.exponent_at(values)

    def exponent_at(self, point: Mapping[str, Fraction]) -> Fraction:
        """The exponent at a point."""
        return part_at(self.regimes, point).exponent.at(point)

    def as_piecewise(self) -> Any:
        """As a SymPy ``Piecewise``."""
        import sympy

        pieces = []
        for regime in self.regimes:
            region = regime.region
            rows = [(row.form.to_sympy() > 0) if row.strict else (row.form.to_sympy() >= 0) for row in region.rows]
            rows += [sympy.Eq(symbol(name), sympy.Rational(str(value))) for name, value in region.fixed]
            pieces.append((regime.exponent.to_sympy(), sympy.And(*rows)))
        return sympy.Piecewise(*pieces)

    def latex(self) -> str:
        """As LaTeX."""
        import sympy

        return str(sympy.latex(self.as_piecewise()))


def gather(domain: Region, leaves: Sequence[Leaf[Leading]]) -> list[Regime]:
    """Regimes from the leaves of a case distinction over ``domain``."""
    return [Regime(domain, cell, leading) for cell, leading in gathered(domain, leaves)]


def gathered(domain: Region, leaves: Sequence[Leaf[V]]) -> Iterator[tuple[Region, V]]:
    """Few cells for each value of the leaves."""
    groups: dict[V, list[Region]] = {}
    for leaf in leaves:
        groups.setdefault(leaf.value, []).append(leaf.region)
    for value, regions in groups.items():
        yield from ((cell, value) for cell in cells_of(domain, regions))


def cells_of(domain: Region, parts: Sequence[Region]) -> list[Region]:
    """Few convex cells whose union is that of the parts."""
    cells: list[Region] = []
    for part in parts:
        if not cells or not part.within([domain.where(*cell.rows) for cell in cells]):
            cells.append(_grown(domain, part, parts))
    cells = _joined(domain, cells)
    for cell in list(cells):
        rest = [domain.where(*other.rows) for other in cells if other is not cell]
        if rest and domain.where(*cell.rows).within(rest):
            cells.remove(cell)
    return cells


def _joined(domain: Region, cells: list[Region]) -> list[Region]:
    """Pairs whose union is convex become one cell: then the union is the set of rows that hold on both.

    (Bemporad, Fukuda, Torrisi, Convexity recognition of the union of polyhedra, Comput. Geom. 18, 2001.)
    """
    for one, other in combinations(cells, 2):
        pair = [domain.where(*one.rows), domain.where(*other.rows)]
        common = [row for row in one.rows if pair[1].implies(row.form)]
        common += [row for row in other.rows if pair[0].implies(row.form) and row not in common]
        if domain.where(*common).within(pair):
            rest = [cell for cell in cells if cell is not one and cell is not other]
            return _joined(domain, [*rest, Region(tuple(common)).irredundant(domain)])
    return cells


def _grown(domain: Region, part: Region, parts: Sequence[Region]) -> Region:
    kept = [row for row in part.rows if row not in domain.rows]
    for row in list(kept):
        rest = [other for other in kept if other is not row]
        if domain.where(*rest).within(parts):
            kept = rest
    return Region(tuple(kept)).irredundant(domain)
