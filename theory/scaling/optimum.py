r"""The optimal ridge: minimise the exponent of the risk over ``ell``, for all values of the other parameters.

The risk is piecewise affine in ``ell`` but not convex, so its minimum is the lowest of the minima over the regimes,
each of which lies at an end of an interval ``[L(theta), U(theta)]`` of ``ell``. At a sample point of the other
parameters theta these are numbers, which gives a candidate: the value v(theta), and the ends of the set where it is
attained, as forms. The candidate is then proved on the whole region, regime by regime (``E >= v``); where that fails
the region is split, at a comparison of ends or values that decides it.

``ell < 0`` is included: ridges that grow, up to the null predictor.

>>> from lemmata.theory.scaling.derive import derive_exponents
>>> for found in optimal_ridge(derive_exponents(2, "1/2", sigma2="T^-s")).regimes:
...     print(found.cell, "| ell from", found.low, "to", found.high, "|", found.exponent)
s + 1 >= 0 and s <= 2 | ell from 2*s/3 + 2/3 to 2*s/3 + 2/3 | -2*s/3 - 2/3
s >= 2 | ell from 2 to oo | -2
s + 1 <= 0 | ell from -oo to s/2 + 1/2 | 0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

import sympy

from lemmata.numerics.displayed import table
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.cases import Cases, explore
from lemmata.theory.scaling.derive import Exponents, regimes_of
from lemmata.theory.scaling.forms import Form, symbol
from lemmata.theory.scaling.monomial import L, Monomial, spelled_out
from lemmata.theory.scaling.piecewise import Part, Regime, gathered, part_at
from lemmata.theory.scaling.problem import Case
from lemmata.theory.scaling.read_inputs import T
from lemmata.theory.scaling.regions import Point, Region, Row
from lemmata.theory.scaling.risk import TOTAL
from lemmata.theory.values.exact_value import as_rational

End = Form | None
"""An end of an interval of ell; None when there is none on that side."""


@dataclass(frozen=True)
class Minimum:
    """What is optimal on a region.

    Attributes:
        low, high: the ends of the set of optimal ``ell``; None is -oo or oo.
        value: the optimal risk; None when the risk has no smallest exponent (ell -> oo).
        ridge: the optimal prefactor of the ridge ``T^-ell`` where two power laws balance; None otherwise. It contains
            a power of log T where one of the two has a logarithm.
        log: the power of log T in the optimal risk.
    """

    low: End
    high: End
    value: Monomial | None
    ridge: Any = None
    log: Any = sympy.S.Zero


@dataclass(frozen=True)
class OptimalRegime(Part):
    """A region with its minimum."""

    minimum: Minimum
    case: Case

    @property
    def low(self) -> Any:
        """Least optimal ell, ``-oo`` when there is none."""
        return -sympy.oo if self.minimum.low is None else self.minimum.low.to_sympy()

    @property
    def high(self) -> Any:
        """Greatest optimal ell, ``oo`` when there is none."""
        return sympy.oo if self.minimum.high is None else self.minimum.high.to_sympy()

    @property
    def exponent(self) -> Any:
        """The optimal exponent; ``-oo`` when every exponent is reached."""
        return -sympy.oo if self.minimum.value is None else self.minimum.value.exponent.to_sympy()

    @property
    def log_power(self) -> Any:
        """The power of log T, with the optimal prefactor where that is known, else for a ridge ``T^-ell``."""
        return self.minimum.log

    @cached_property
    def constant(self) -> Any:
        """The optimal constant, where it is known."""
        return None if self.minimum.value is None else spelled_out(self.minimum.value.constant)

    @property
    def unknown(self) -> str:
        """Why there is no constant; empty when there is one."""
        value = self.minimum.value
        return value.unknown if value is not None and value.constant is None else ""

    @cached_property
    def ridge(self) -> Any:
        """The optimal prefactor of the ridge where two power laws balance."""
        return spelled_out(self.minimum.ridge)


@dataclass(frozen=True)
class OptimalRidge:
    """The optimal ridge over all parameters."""

    ell: str
    regimes: tuple[OptimalRegime, ...]

    def _repr_html_(self) -> str:
        rows = ((r.cell, r.low if r.low == r.high else f"{r.low} to {r.high}", r.exponent) for r in self.regimes)
        return table(rows, head=("where", f"optimal {self.ell}", "exponent of T"))

    def at(self, point: Point) -> OptimalRegime:
        """The regime that contains a point."""
        return part_at(self.regimes, point)


def optimal_ridge(exponents: Exponents) -> OptimalRidge:
    """Minimise the total over ell.

    Raises:
        InputError: when ``ell`` was not left as a name.
    """
    ell = exponents.problem.ell
    if ell is None or len(ell.names) != 1 or ell != Form.name(name := next(iter(ell.names))):
        raise InputError("ell", exponents.problem.inputs.ell, "a name, to be optimised over")
    if name not in exponents.problem.names:
        known = ", ".join(sorted(exponents.problem.names - {"beta", "r"})) or "none"
        raise InputError("optimise", name, f"an exponent of the problem ({known})")
    _one_sided(exponents.cases, name)
    found: list[OptimalRegime] = []
    for case in exponents.cases:
        fixed = Region(tuple(row for row in case.domain.rows if name not in row.form.names), fixed=case.domain.fixed)
        free = Region(tuple(row for row in case.domain.rows if name in row.form.names))
        own = [regime for regime in exponents.total.regimes if regime.domain == case.domain] or regimes_of(
            case, TOTAL, exponents.problem.names
        )
        search = _Search([_Piece(free.where(*regime.cell.rows), regime, name) for regime in own], name, exponents, case)
        leaves = explore(fixed, search.course, exponents.problem.names - {name})
        found += [OptimalRegime(fixed, cell, minimum, case) for cell, minimum in gathered(fixed, leaves)]
    return OptimalRidge(name, tuple(found))


def ambiguous(exponents: Exponents) -> str:
    """Where more than one ridge is best, or none is reached; empty where there is just one at every point."""
    optimum = optimal_ridge(exponents)
    for part in optimum.regimes:
        low, value, domain = part.minimum.low, part.minimum.value, part.case.domain
        if low is None or value is None or low != part.minimum.high:
            return str(part.cell)
        open_ends = (row.form.put(optimum.ell, low) for row in domain.rows if row.strict)
        missed = [part.region.where(-end) for end in open_ends]
        away = Form.name(optimum.ell) - low
        for regime in (regime for regime in exponents.total.regimes if regime.domain == domain):
            excess = regime.exponent - value.exponent
            equal = part.region.where(*regime.region.rows, excess, -excess)
            missed += [equal.where(Row(form, strict=True)) for form in (away, -away)]
        for region in missed:
            if region.has_point():
                return str(region)
    return ""


def _one_sided(cases: Sequence[Case], name: str) -> None:
    """Refuse cases that are met by moving the optimised letter alone: each has a minimum, none of them is the least."""
    elsewhere = Form.name(f"{name}_elsewhere")
    parted = [(case.domain, rows) for case in cases if (rows := [r for r in case.split.rows if name in r.form.names])]
    for (one, here), (other, there) in combinations(parted, 2):
        moved = (row.put(name, elsewhere) for row in other.rows)
        if one.fixed == other.fixed and one.where(*moved).interior_point() is not None:
            sides = " or ".join(" and ".join(map(str, rows)) for rows in (here, there))
            raise InputError("optimise", name, f"kept to one part by --where ({sides}): each has an optimum of its own")


class _Piece:
    """A regime of the total, as an interval of ell for every theta."""

    def __init__(self, rows: Region, regime: Regime, name: str) -> None:
        self.rows = rows
        self.regime = regime
        self.name = name
        self.fixed = [row.form for row in rows.rows if name not in row.form.names]
        ends = [row.form.root(name) for row in rows.rows if name in row.form.names]
        self.lower = [root for root, sign in ends if sign > 0]
        self.upper = [root for root, sign in ends if sign < 0]
        slope, _ = regime.exponent.num.coefficient(name)
        self.slope = slope.sign() if slope.terms else 0
        if self.slope is None:
            raise InputError("slope", Form(slope), f"of one sign, to optimise over {name}")

    def interval(self, cases: Cases) -> tuple[End, End] | None:
        """L and U at the sample point of the region, as forms; None when the piece is empty there."""
        at = cases.sample
        if any(form.at(at) < 0 for form in self.fixed):
            return None
        low = max(self.lower, key=lambda form: form.at(at), default=None)
        high = min(self.upper, key=lambda form: form.at(at), default=None)
        return None if low is not None and high is not None and low.at(at) > high.at(at) else (low, high)

    def settle(self, cases: Cases) -> None:
        """Split the region until emptiness and ends are the same everywhere in it."""
        for form in self.fixed:
            if cases.sign(form) < 0:
                return
        low = cases.largest(self.lower) if self.lower else None
        high = cases.least(self.upper) if self.upper else None
        if low is not None and high is not None:
            cases.sign(high - low)

    def argmin(self, interval: tuple[End, End]) -> tuple[End, End]:
        """Where the piece is least on an interval."""
        low, high = interval
        return (low, low) if self.slope > 0 else (high, high) if self.slope < 0 else (low, high)  # type: ignore[operator]

    def value(self, interval: tuple[End, End]) -> Form | None:
        """The least exponent on an interval; None when it is -oo."""
        if not self.slope:
            return self.regime.exponent
        end = self.argmin(interval)[0]
        return None if end is None else self.regime.exponent.put(self.name, end)


@dataclass(frozen=True)
class _Candidate:
    piece: _Piece
    low: End
    high: End
    value: Form | None


class _Search:
    """The lower envelope over ell of the pieces of one case."""

    def __init__(self, pieces: Sequence[_Piece], name: str, exponents: Exponents, case: Case) -> None:
        self.pieces = pieces
        self.name = name
        self.exponents = exponents
        self.case = case

    def course(self, cases: Cases) -> Minimum:
        """The minimum on a region, which splits where it must."""
        at = cases.sample
        found = []
        for piece in self.pieces:
            interval = piece.interval(cases)
            if interval is not None:
                found.append(_Candidate(piece, *piece.argmin(interval), piece.value(interval)))
        for candidate in found:
            if candidate.value is None:
                candidate.piece.settle(cases)
                return Minimum(None, None, None)
        values = [(candidate.value.at(at), candidate) for candidate in found if candidate.value is not None]
        least = min(value for value, _ in values)
        best = [candidate for value, candidate in values if value == least]
        value = best[0].value
        assert value is not None
        for candidate in best:
            candidate.piece.settle(cases)
            assert candidate.value is not None
            cases.sign(candidate.value - value)
        low, high = _hull(best, at)
        for piece in self.pieces:
            self._bounded(cases, piece, value)
        return self._minimum(best, low, high, value, cases)

    def _bounded(self, cases: Cases, piece: _Piece, value: Form) -> None:
        """Prove that the piece is at least ``value``, or split."""
        if cases.region.where(*piece.rows.rows).implies(piece.regime.exponent - value):
            return
        piece.settle(cases)
        interval = piece.interval(cases)
        assert interval is not None, "an empty piece is bounded"
        least = piece.value(interval)
        assert least is not None
        if cases.sign(least - value) < 0:
            raise AssertionError("the sample has a smaller value")

    def _tied(self, low: Form, value: Form, cases: Cases) -> list[tuple[str, Monomial]]:
        """The terms that are of the optimal order at the end, with what they are on each side of it.

        One that is level there, or bends, may lead on neither side of the end and counts at it all the same.
        """
        found: list[tuple[str, Monomial]] = []
        for term in self.case.risk.names:
            for regime in self.exponents.piecewise(term).regimes:
                if regime.domain == self.case.domain and (regime.exponent.put(self.name, low) - value).is_zero:
                    there = (row.form.put(self.name, low) for row in regime.region.rows)
                    if cases.region.where(*there).interior_point() is not None:
                        found.append((term, regime.leading.monomial))
        return found

    def _minimum(self, best: list[_Candidate], low: End, high: End, value: Form, cases: Cases) -> Minimum:
        monomials = [candidate.piece.regime.leading.monomial for candidate in best]
        if low is None or high is None or low != high:
            flat = [c.piece.regime.leading.monomial for c in best if not c.piece.slope]
            first = min(flat, key=lambda monomial: monomial.log_power)
            same = all(m.constant == first.constant and m.log_power == first.log_power for m in flat)
            free = same and first.constant is not None and not first.constant.has(L, symbol(self.name))
            found = Monomial(value, constant=first.constant if free else None, unknown=first.unknown or MANY_RIDGES)
            return Minimum(low, high, found, log=as_rational(first.log_power))
        at_end = {symbol(self.name): low.to_sympy()}
        balanced = _balance(
            [m if m.constant is None else replace(m, constant=m.constant.subs(at_end)) for m in monomials]
        )
        tied = self._tied(low, value, cases)
        names, leading = [term for term, _ in tied], {name for c in best for name in c.piece.regime.dominant}
        if balanced is None or len(set(names)) < len(names) or not leading.issuperset(names):
            monomials += [monomial for _, monomial in tied]
            log = max(monomial.log_power for monomial in monomials)
            unknown = next((monomial.unknown for monomial in monomials if monomial.unknown), NO_BALANCE)
            return Minimum(low, high, Monomial(value, constant=None, unknown=unknown), log=as_rational(log))
        ridge, constant, power = balanced
        if constant is None:
            return Minimum(low, high, Monomial(value, constant=None, unknown=LONG_ROOTS), log=power)
        return Minimum(low, high, Monomial(value, constant=constant), ridge, power)


MANY_RIDGES = "it depends on which of the optimal ridges is taken"
LARGEST_ROOT = 2000
"""Roots of higher degree are no closed form: SymPy writes them with integers of as many digits."""
LONG_ROOTS = f"it holds roots of degree above {LARGEST_ROOT}; with fewer digits of beta and r it is written out"
NO_BALANCE = "the risk is not the sum of a rising and a falling power of a prefactor there"


def _hull(best: Sequence[_Candidate], at: Point) -> tuple[End, End]:
    """The union of the argmin intervals, which touch."""
    lows, highs = [c.low for c in best], [c.high for c in best]
    low = None if None in lows else min((f for f in lows if f is not None), key=lambda form: form.at(at))
    high = None if None in highs else max((f for f in highs if f is not None), key=lambda form: form.at(at))
    return low, high


def _balance(monomials: Sequence[Monomial]) -> tuple[Any, Any, Any] | None:
    """Minimise ``A L^p log^a + B L^-q log^b`` over the prefactor L of the ridge: L, the minimum, its power of log T.

    With ``L = c log^((b-a)/(p+q))`` both terms have the power ``(a q + b p)/(p+q)`` of the logarithm. The first two are
    None where they hold roots of too high a degree.
    """
    parts = {(m.constant, m.log_power) for m in monomials}
    if len(parts) != 2 or any(constant is None for constant, _ in parts):
        return None
    rising, falling = [], []
    for constant, log in parts:
        factor, rest = sympy.powsimp(sympy.expand_power_base(constant)).as_independent(L, as_Add=False)
        base, power = rest.as_base_exp() if rest != 1 else (L, sympy.S.Zero)
        if base != L or power.has(L):
            return None
        if power.is_positive:
            rising.append((factor, power, as_rational(log)))
        if power.is_negative:
            falling.append((factor, -power, as_rational(log)))
    if len(rising) != 1 or len(falling) != 1:
        return None
    (A, p, a), (B, q, b) = rising[0], falling[0]
    shift, power = sympy.cancel((b - a) / (p + q)), sympy.cancel((a * q + b * p) / (p + q))
    degree = 1 / (p + q)
    if degree.is_Rational and degree.q > LARGEST_ROOT:
        return None, None, power
    ridge = (q * B / (p * A)) ** degree
    return ridge * sympy.log(T) ** shift, A * ridge**p * (1 + p / q), power
