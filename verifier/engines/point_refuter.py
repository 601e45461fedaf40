"""The refutation attempt that runs beside every proof attempt.

Points of the domain are drawn at random and looked for where errors hide (:mod:`.special_points`), a solver may propose
one, both sides are evaluated exactly where they are rational and in balls where they are not, and a violation must be
certain: unequal rationals, or disjoint balls. A violation is then shrunk to small parameters while the certified
relative gap stays above a floor, so that nobody mistakes it for round-off. The search is bounded by numbers of points
and by the nodes that are computed there, and then it merely finds less: on every machine the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain, islice, takewhile
from typing import Any

from sympy import Basic, Expr, Symbol

from lemmata.numerics.ball import Ball, decimal_string
from lemmata.theory.quantities.concrete import concrete
from lemmata.theory.relations import STRICT, Relation
from lemmata.theory.spectra.eigensum import SPECTRUM, Pairs, depends_on_spectrum
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import as_rational, exact_value
from lemmata.theory.values.work import WORK
from lemmata.verifier.engines.derivatives_by_sympy import differentiated, slopes
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from lemmata.verifier.engines.equations import without_irrational
from lemmata.verifier.engines.infinite_values import without_value
from lemmata.verifier.engines.letters_at_zero import remedy
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.engines.shrinking import size, smaller
from lemmata.verifier.engines.special_points import special_points
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

SPECTRA: tuple[Pairs, ...] = (
    ((1, 1),),
    ((2, 1),),
    ((1, 1), (Fraction(1, 2), 1)),
    ((3, 0), (1, 2)),
    ((2, 1), (1, 0), (Fraction(1, 3), 2)),
    ((1, 1), (1, 1), (1, 1), (Fraction(1, 4), 5)),
    ((1, 2), (1, 1)),
    ((1, 1), (1, 0), (1, 3)),
)
"""Small concrete spectra, pairs of eigenvalue and squared weight, that statements about every spectrum are tried at."""

POINTS = {"quick": 12, "standard": 30, "deep": 120}
SPECIAL_POINTS = {False: 60, True: 900}
"""How many points are looked at where errors hide, at most: beside a proof, and where there is none."""
_NODES = {False: 1_000_000, True: 6_000_000}
"""After so many computed nodes no further point is looked at."""
_BASES = 3
_FURTHER = 8  # violations that are looked for after the first, to start from the one with the widest gap
_FLOORS = (Fraction(1, 10), Fraction(1, 100), Fraction(0))


@dataclass(frozen=True)
class Comparison:
    """Both sides at one point, exactly or as balls, and the certified amount by which the relation fails.

    A strict relation between equal numbers fails by nothing.
    """

    left: Ball | Fraction
    right: Ball | Fraction
    gap: Fraction
    exact: bool
    tie: bool = False

    @property
    def before(self) -> Ball:
        """The left side."""
        return _as_ball(self.left)

    @property
    def after(self) -> Ball:
        """The right side."""
        return _as_ball(self.right)

    @property
    def fails(self) -> bool:
        """Whether the relation certainly does not hold at the point."""
        return self.gap > 0 or self.tie

    @property
    def relative_gap(self) -> Fraction:
        """The gap relative to the larger side."""
        size = max(abs(self.before.mid), abs(self.after.mid))
        return self.gap / size if size else Fraction(0)


def _as_ball(value: Ball | Fraction) -> Ball:
    return value if isinstance(value, Ball) else Ball.around(value, Fraction(0))


@dataclass(frozen=True)
class Instance:
    """The two sides and the domain at one concrete spectrum, or as they stand when no spectrum occurs.

    Derivatives are carried out; ``slopes`` holds what was differentiated and what it gave, ``given`` the letters that
    irrational equations have eliminated.
    """

    before: Expr
    after: Expr
    domain: Domain
    spectrum: Pairs | None
    slopes: tuple[tuple[Expr, Expr], ...] = ()
    given: Mapping[Symbol, Expr] = field(default_factory=dict)

    def without_value(self, relation: Relation, point: dict[Symbol, Fraction]) -> str | None:
        """Why a side certainly has no finite value at a point; None where it is oo, and the relation holds."""
        return without_value((self.before, self.after), relation, point, self.slopes)

    def shown(self, point: dict[Symbol, Fraction]) -> dict[str, str]:
        """The parameters of a counterexample, exact, as strings."""
        values = {str(symbol): str(value) for symbol, value in point.items()}
        there = {symbol: as_rational(value) for symbol, value in point.items()}
        values |= {str(letter): str(value.xreplace(there)) for letter, value in self.given.items()}
        if self.spectrum is not None:
            values["d"] = str(len(self.spectrum))
            values["eigenvalues"] = ",".join(str(value) for value, _ in self.spectrum)
            values["squared_weights"] = ",".join(str(weight) for _, weight in self.spectrum)
        return values


def instances(before: Expr, after: Expr, assumptions: tuple[Basic, ...]) -> Iterator[Instance]:
    """The statement at each of :data:`SPECTRA` where it depends on the spectrum; otherwise as it stands."""
    parts = [concrete(part) for part in (before, after, *assumptions)]
    for pairs in SPECTRA if any(depends_on_spectrum(part) for part in parts) else (None,):
        there = [concrete(part, pairs) for part in parts]
        for (left, right, *relations), given in without_irrational([*map(differentiated, there)]):
            with suppress(EmptyDomain):
                domain = Domain.of(_symbols(left, right), relations)
                yield Instance(left, right, domain, pairs, (*slopes(there[0]), *slopes(there[1])), given)


def _symbols(*expressions: Basic) -> set[Symbol]:
    return {symbol for expression in expressions for symbol in expression.free_symbols}


def compare(before: Expr, relation: Relation, after: Expr, point: dict[Symbol, Fraction], digits: int) -> Comparison:
    """Evaluate both sides at a point.

    Raises:
        NoEnclosure: when a side has no value there.
    """
    left, right = exact_value(before, point), exact_value(after, point)
    if left is not None and right is not None:
        gap = _violation(left - right, relation)
        tie = relation in STRICT and left == right
        return Comparison(left, right, gap, True, tie)
    first, second = (
        enclose(side, point, digits=digits) if value is None else _as_ball(value)
        for side, value in ((before, left), (after, right))
    )
    if first.is_exact and second.is_exact:
        gap = _violation(first.mid - second.mid, relation)
        return Comparison(first, second, gap, True, relation in STRICT and first.mid == second.mid)
    difference = first.mid - second.mid
    certain = abs(difference) - first.rad - second.rad
    gap = min(certain, _violation(difference, relation)) if certain > 0 else Fraction(0)
    return Comparison(first, second, gap, False)


def _violation(difference: Fraction, relation: Relation) -> Fraction:
    """By how much ``before - after = difference`` breaks the relation."""
    if relation == "=":
        return abs(difference)
    return max(Fraction(0), difference if relation in ("<=", "<") else -difference)


@dataclass(frozen=True)
class Examination:
    """What the points of a domain say of a statement.

    Attributes:
        finding: a counterexample; otherwise how many points do not refute, and how that was decided.
        undefined: a point where a side certainly has no value, if one was met: a defect of the domain, not judged here.
    """

    finding: Finding
    undefined: Finding | None


def examine(before: Expr, relation: Relation, after: Expr, context: Context, *, thorough: bool = False) -> Finding:
    """A counterexample; otherwise what the points say that do not refute."""
    return examination(before, relation, after, context, thorough=thorough).finding


def examination(
    before: Expr, relation: Relation, after: Expr, context: Context, *, thorough: bool = False
) -> Examination:
    """Look at the points of the domain until one refutes, and note where a side is undefined."""
    tally = _Tally()
    undefined: Finding | None = None
    for instance in instances(before, after, context.assumptions):
        found = _compared(instance, relation, context, thorough)
        for point, outcome in found:
            if isinstance(outcome, str):
                undefined = undefined or _smallest_undefined(instance, relation, point, context)
            elif outcome.fails:
                more = ((at, one) for at, one in islice(found, _FURTHER) if isinstance(one, Comparison) and one.fails)
                return Examination(_shrunk(instance, relation, context, [(point, outcome), *more]), undefined)
            else:
                tally.add(point, outcome)
    return Examination(tally.finding(context), undefined)


def refute_at(
    before: Expr,
    relation: Relation,
    after: Expr,
    values: Mapping[Any, Any],
    digits: int,
    *,
    charitable: bool = True,
) -> Finding | None:
    """What one given point says against a statement (with ``SPECTRUM`` where a spectrum occurs), or None for nothing.

    That is a counterexample; or, unless the domain is read charitably, that a side is undefined there (undecided).
    """
    point = dict(values)
    pairs = point.pop(SPECTRUM, None)
    sides = [concrete(side, pairs) for side in (before, after)]
    left, right = map(differentiated, sides)
    instance = Instance(left, right, Domain.of([], []), pairs, (*slopes(sides[0]), *slopes(sides[1])))
    try:
        found = compare(left, relation, right, point, digits)
    except NoEnclosure:
        reason = None if charitable else instance.without_value(relation, point)
        return None if reason is None else _undefined(instance, point, reason)
    return _refuted(instance, point, found, digits) if found.fails else None


def support(before: Expr, relation: Relation, after: Expr, context: Context) -> Finding:
    """What the points say when they do not refute; undecided when they do."""
    finding = examine(before, relation, after, context)
    if finding.verdict is Verdict.REFUTED:
        return Finding(Verdict.UNDECIDED, f"fails at a point: {finding.detail}")
    return finding


@dataclass
class _Tally:
    """The points that did not refute."""

    exact: int = 0
    balls: int = 0
    largest: Fraction = Fraction(0)

    def add(self, point: dict[Symbol, Fraction], comparison: Comparison) -> None:
        self.exact += comparison.exact
        self.balls += not comparison.exact
        self.largest = max([self.largest, *map(abs, point.values())])

    def finding(self, context: Context) -> Finding:
        """In words."""
        points = self.exact + self.balls
        if not points:
            return Finding(Verdict.UNDECIDED, "no point where both sides have a value")
        ways = [f"{self.exact} in exact arithmetic"] * (self.exact > 0) + [f"{self.balls} in balls"] * (self.balls > 0)
        where = f" up to 10^{len(str(int(self.largest))) - 1}" if self.largest >= 1000 else ""
        detail = f"holds at {points} point{'s' * (points > 1)}{where}, {' and '.join(ways)}"
        return Finding(Verdict.TESTED, detail, points=points, digits=context.digits, seed=context.seed)


def _compared(
    instance: Instance, relation: Relation, context: Context, thorough: bool
) -> Iterator[tuple[dict[Symbol, Fraction], Comparison | str]]:
    """The points of the domain, ordinary ones first, and what the sides are there: values, or why one has none."""
    shares = 1 if instance.spectrum is None else len(SPECTRA)
    try:
        drawn = instance.domain.sample(max(3, POINTS[context.effort] // shares), context.seed)
    except EmptyDomain:
        return
    until = WORK.nodes + _NODES[thorough]
    special = _further(instance, relation, drawn, thorough, SPECIAL_POINTS[thorough] // shares)
    further = takewhile(lambda _: WORK.nodes < until, special)
    for point in chain(drawn, further):
        try:
            yield point, compare(instance.before, relation, instance.after, point, context.digits)
        except NoEnclosure:
            reason = instance.without_value(relation, point)
            if reason is not None:
                yield point, reason


def _smallest_undefined(
    instance: Instance, relation: Relation, point: dict[Symbol, Fraction], context: Context
) -> Finding:
    """A small point where a side has no value."""

    def nothing_there(at: dict[Symbol, Fraction]) -> Fraction:
        return Fraction(instance.without_value(relation, at) is not None)

    point = smaller(instance.domain, nothing_there, point, Fraction(1))
    return replace(_undefined(instance, point, instance.without_value(relation, point) or ""), seed=context.seed)


def _undefined(instance: Instance, point: dict[Symbol, Fraction], reason: str) -> Finding:
    parameters = instance.shown(point)
    where = " ".join(f"{name}={value}" for name, value in parameters.items())
    advice = remedy((instance.before, instance.after), point, reason)
    reason = f"{reason}: {advice}" if advice else reason
    detail = f"undefined at {where}: {reason}" if where else f"undefined: {reason}"
    return Finding(Verdict.UNDECIDED, detail, counterexample=parameters, points=1)


def _further(
    instance: Instance, relation: Relation, drawn: list[dict[Symbol, Fraction]], thorough: bool, most: int
) -> Iterator[dict[Symbol, Fraction]]:
    """Points where errors hide, and those that a solver proposes."""
    bases = sorted(drawn, key=size)[:_BASES]
    sides = (instance.before, instance.after)
    yield from islice(special_points(sides, instance.domain, bases, thorough=thorough), most)
    if thorough and relation != "=":
        difference = sides[1] - sides[0] if relation in ("<=", "<") else sides[0] - sides[1]
        found = nonnegative(difference, instance.domain.relations, strict=relation in STRICT)
        yield from _proposed(found.candidate, instance.domain, bases[0])


def _proposed(
    candidate: Mapping[Any, Fraction], domain: Domain, base: dict[Symbol, Fraction]
) -> Iterator[dict[Symbol, Fraction]]:
    """A solver's candidate and the points of the domain next to it."""
    if not candidate:
        return
    for shift in (0, Fraction(-1, 2), Fraction(1, 2), -1, 1):
        point = domain.near({**base, **{symbol: value + shift for symbol, value in candidate.items()}})
        if point is not None:
            yield point


def _shrunk(
    instance: Instance,
    relation: Relation,
    context: Context,
    violations: list[tuple[dict[Symbol, Fraction], Comparison]],
) -> Finding:
    """A small counterexample with a wide gap."""

    def gap(point: dict[Symbol, Fraction]) -> Fraction:
        try:
            comparison = compare(instance.before, relation, instance.after, point, context.digits)
        except NoEnclosure:
            return Fraction(0)
        return comparison.relative_gap if comparison.gap > 0 else Fraction(only_ties and comparison.tie)

    widest = max(found.relative_gap for _, found in violations)
    only_ties = widest == 0
    floor = next(floor for floor in _FLOORS if widest >= floor)
    start = min((point for point, found in violations if found.relative_gap >= floor), key=size)
    point = smaller(instance.domain, gap, start, floor)
    found = compare(instance.before, relation, instance.after, point, context.digits)
    return replace(_refuted(instance, point, found, context.digits), seed=context.seed)


def _refuted(instance: Instance, point: dict[Symbol, Fraction], found: Comparison, digits: int) -> Finding:
    left, right = _value(instance.before, point, found.before), _value(instance.after, point, found.after)
    return Finding(
        Verdict.REFUTED,
        f"left side {left}, right side {right}",
        certificate={"before": found.before.to_json(), "after": found.after.to_json()},
        counterexample=instance.shown(point),
        gap=decimal_string(found.gap, 3)[0],
        points=1,
        digits=digits,
    )


def _value(side: Expr, point: dict[Symbol, Fraction], ball: Ball) -> str:
    """The value of a side for the reader: exact when it is a small fraction, otherwise eight digits."""
    exact = exact_value(side, point)
    if exact is not None and exact.denominator < 10**6:
        return str(exact)
    return ball.to_decimal(8)[0]
