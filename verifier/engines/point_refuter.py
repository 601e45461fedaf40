"""The refutation attempt that runs beside every proof attempt.

Points of the domain are drawn, both sides are evaluated exactly where they are rational and in balls where they are
not, and a violation must be certain: unequal rationals, or disjoint balls. A violation is then shrunk by Hypothesis to
small parameters while the certified relative gap stays above a floor, so that nobody mistakes it for round-off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sympy import Basic, Derivative, Expr, Symbol

from lemmata.numerics.ball import Ball, decimal_string
from lemmata.theory.quantities.any_sizes import at_a_sequence
from lemmata.theory.relations import Relation
from lemmata.theory.spectra.eigensum import SPECTRUM, Pairs, at_spectrum, depends_on_spectrum
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.engines.domain import Domain, EmptyDomain
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
_FLOORS = (Fraction(1, 10), Fraction(1, 100), Fraction(0))


@dataclass(frozen=True)
class Comparison:
    """Both sides at one point, as balls, and the certified amount by which the relation fails (0: not refuted)."""

    before: Ball
    after: Ball
    gap: Fraction
    exact: bool

    @property
    def relative_gap(self) -> Fraction:
        """The gap relative to the larger side."""
        size = max(abs(self.before.mid), abs(self.after.mid))
        return self.gap / size if size else Fraction(0)


@dataclass(frozen=True)
class Instance:
    """The two sides and the domain at one concrete spectrum, or as they stand when no spectrum occurs."""

    before: Expr
    after: Expr
    domain: Domain
    spectrum: Pairs | None

    def shown(self, point: dict[Symbol, Fraction]) -> dict[str, str]:
        """The parameters of a counterexample, exact, as strings."""
        values = {str(symbol): str(value) for symbol, value in point.items()}
        if self.spectrum is not None:
            values["d"] = str(len(self.spectrum))
            values["eigenvalues"] = ",".join(str(value) for value, _ in self.spectrum)
            values["squared_weights"] = ",".join(str(weight) for _, weight in self.spectrum)
        return values


def instances(before: Expr, after: Expr, assumptions: tuple[Basic, ...]) -> Iterator[Instance]:
    """The statement at each of :data:`SPECTRA` where it depends on the spectrum; otherwise as it stands."""
    before, after, *assumed = (at_a_sequence(part) for part in (before, after, *assumptions))
    assumptions = tuple(assumed)
    parts = (before, after, *assumptions)
    if not any(depends_on_spectrum(part) for part in parts):
        left, right = _differentiated(before), _differentiated(after)
        yield Instance(left, right, Domain.of(_symbols(left, right), assumptions), None)
        return
    for pairs in SPECTRA:
        left, right, *relations = (_differentiated(at_spectrum(part, pairs)) for part in parts)
        try:
            domain = Domain.of(_symbols(left, right), relations)
        except EmptyDomain:
            continue
        yield Instance(left, right, domain, pairs)


def _differentiated(expression: Basic) -> Any:
    """Derivatives carried out by SymPy: a second engine beside the derivative rule's own."""
    return expression.xreplace({node: node.doit() for node in expression.atoms(Derivative)})


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
        return Comparison(Ball.around(left, Fraction(0)), Ball.around(right, Fraction(0)), gap, True)
    first, second = enclose(before, point, digits=digits), enclose(after, point, digits=digits)
    difference = first.mid - second.mid
    certain = abs(difference) - first.rad - second.rad
    gap = min(certain, _violation(difference, relation)) if certain > 0 else Fraction(0)
    return Comparison(first, second, gap, False)


def _violation(difference: Fraction, relation: Relation) -> Fraction:
    """By how much ``before - after = difference`` breaks the relation."""
    if relation == "=":
        return abs(difference)
    return max(Fraction(0), difference if relation == "<=" else -difference)


def refute(before: Expr, relation: Relation, after: Expr, context: Context) -> Finding | None:
    """A counterexample with a certified gap, or None when none was found (or the relation is a limit)."""
    if relation not in ("=", "<=", ">="):
        return None
    for instance in instances(before, after, context.assumptions):
        for point, comparison in evaluated(instance, relation, context):
            if comparison.gap > 0:
                return _shrunk(instance, relation, context, point, comparison)
    return None


def refute_at(before: Expr, relation: Relation, after: Expr, values: Mapping[Any, Any], digits: int) -> Finding | None:
    """A counterexample at one given point (with ``SPECTRUM`` where a spectrum occurs), or None when it is none."""
    point = dict(values)
    pairs = point.pop(SPECTRUM, None)
    concrete = [at_a_sequence(side) for side in (before, after)]
    sides = [side if pairs is None else at_spectrum(side, pairs) for side in concrete]
    left, right = (_differentiated(side) for side in sides)
    instance = Instance(left, right, Domain.of([], []), pairs)
    try:
        found = compare(left, relation, right, point, digits)
    except NoEnclosure:
        return None
    return _refuted(instance, point, found, digits) if found.gap > 0 else None


def support(before: Expr, relation: Relation, after: Expr, context: Context) -> Finding:
    """What the points say when they do not refute: how many were effective, and how they were decided."""
    exact = balls = 0
    for instance in instances(before, after, context.assumptions):
        for _, comparison in evaluated(instance, relation, context):
            exact += comparison.exact
            balls += not comparison.exact
    if not exact + balls:
        return Finding(Verdict.UNDECIDED, "no point where both sides have a value")
    ways = [f"{exact} in exact arithmetic"] * (exact > 0) + [f"{balls} in balls"] * (balls > 0)
    detail = f"holds at {exact + balls} points, {' and '.join(ways)}"
    return Finding(Verdict.TESTED, detail, points=exact + balls, digits=context.digits, seed=context.seed)


def evaluated(
    instance: Instance, relation: Relation, context: Context
) -> Iterator[tuple[dict[Symbol, Fraction], Comparison]]:
    """The points of the domain where both sides have a value."""
    count = POINTS[context.effort] if instance.spectrum is None else max(3, POINTS[context.effort] // len(SPECTRA))
    try:
        points = instance.domain.sample(count, context.seed)
    except EmptyDomain:
        return
    for point in points:
        try:
            yield point, compare(instance.before, relation, instance.after, point, context.digits)
        except NoEnclosure:
            continue


def _shrunk(
    instance: Instance, relation: Relation, context: Context, point: dict[Symbol, Fraction], found: Comparison
) -> Finding:
    """The smallest counterexample with the widest gap that can be had."""
    smaller = next(
        (best for floor in _FLOORS if (best := _smallest(instance, relation, context, floor)) is not None), None
    )
    if smaller is not None:
        point = smaller
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


def _smallest(
    instance: Instance, relation: Relation, context: Context, floor: Fraction
) -> dict[Symbol, Fraction] | None:
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis.errors import NoSuchExample, Unsatisfiable

    def violated(point: dict[Symbol, Fraction]) -> bool:
        try:
            comparison = compare(instance.before, relation, instance.after, point, context.digits)
        except NoEnclosure:
            return False
        return comparison.gap > 0 and comparison.relative_gap >= floor

    quietly = settings(
        max_examples=200,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    try:
        smallest: dict[Symbol, Fraction] = find(instance.domain.strategy(), violated, settings=quietly)
    except (NoSuchExample, Unsatisfiable):
        return None
    return smallest


def _value(side: Expr, point: dict[Symbol, Fraction], ball: Ball) -> str:
    """The value of a side for the reader: exact when it is a small fraction, otherwise eight digits."""
    exact = exact_value(side, point)
    if exact is not None and exact.denominator < 10**6:
        return str(exact)
    return ball.to_decimal(8)[0]
