"""What admissible points say of a statement in which a mean is infinite: where the other side is finite, it fails.

At T = d + 1 the mean of an inverse Gram matrix of T Gaussian rows is infinite: whatever number it is said to be, or to
be below, on a domain that contains this point. Which means are infinite is what
:mod:`lemmata.verifier.rules.infinite_mean` proves, at the point, with all that it owes.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from sympy import Eq, Expr, Integer, Rational, oo

from lemmata.theory.random_matrices import Expectation, ExpectedMatrix, MatrixExpression
from lemmata.theory.values.enclosure import NoEnclosure, enclose, undefined_at
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.matrices.conditions import MeanFinite, existence, outermost_means
from lemmata.verifier.matrices.points import Sizes, admissible_sizes, has_matrices
from lemmata.verifier.matrices.reduction import with_values
from lemmata.verifier.obligations import discharge, judged
from lemmata.verifier.rules.infinite_mean import infinite_mean
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict

_POINTS = 12
_MOST_ENTRIES = 60
_FAILS = {"before": ("=", "<=", "<"), "after": ("=", ">=", ">")}


def by_infinity(step: Step, context: Context) -> Finding | None:
    """A point where one side is infinite and the other a number; undecided where the other has no value there.

    That a mean equals oo is tested where it does at all points. None where nothing is found.

    >>> from lemmata.theory.notation import T, d
    >>> from lemmata.theory.random_matrices import E, GaussianRows, covariance, design, gram, inv, tr
    >>> X, Sigma = design("X", T, d), covariance("Sigma", d)
    >>> context = Context((T >= d + 1,), (GaussianRows(X, Sigma),))
    >>> by_infinity(Step(E(tr(Sigma * inv(gram(X)))), "<=", 100 * d), context).detail
    'at d=1 T=2: the left side is infinite, the right side 100'
    """
    for place, side, other in (("before", step.before, step.after), ("after", step.after, step.before)):
        if not side.has(Expectation) or isinstance(side, MatrixExpression) or step.relation not in _FAILS[place]:
            continue
        said_infinite = other is oo and step.relation == "="
        said_finite = other is oo and step.relation in ("<", ">")
        if other.has(Expectation, ExpectedMatrix, MatrixExpression) or (
            other.has(oo) and not (said_infinite or said_finite)
        ):
            continue
        points = list(islice(admissible_sizes(step, context, _MOST_ENTRIES), _POINTS))
        if said_infinite:
            return _said_to_be_infinite(place, side, points, context)
        for sizes in points:
            if _is_infinite(side, _at(sizes, context)):
                return _finding(place, other, sizes)
    return None


def _said_to_be_infinite(place: str, side: Expr, points: list[Sizes], context: Context) -> Finding | None:
    infinite = 0
    for sizes in points:
        there = _at(sizes, context)
        if _is_infinite(side, there):
            infinite += 1
            continue
        two = "after" if place == "before" else "before"
        valued = with_values(Step(side, "=", Integer(0)), there)
        if valued is not None and not has_matrices(valued):
            return _finding(two, valued.before, sizes)
        if _is_finite(side, there):
            return _refuted(two, "finite", sizes)
    whole = points and infinite == len(points)
    return Finding(Verdict.TESTED, f"infinite at {infinite} points", points=infinite) if whole else None


def _at(sizes: Sizes, context: Context) -> Context:
    fixed = [Eq(symbol, Rational(x.numerator, x.denominator)) for symbol, x in sizes.values.items()]
    return replace(context, assumptions=(*context.assumptions, *fixed))


def _is_infinite(side: Expr, there: Context) -> bool:
    return judged(infinite_mean, Step(side, "=", oo), there).verdict is Verdict.PROVED


def _is_finite(side: Expr, there: Context) -> bool:
    """Whether all inverses exist and every mean is integrable."""
    owed = [*existence(there, side), *(MeanFinite(mean, "said to be infinite") for mean in outermost_means(side))]
    return all(discharge(obligation, there).done for obligation in owed)


def _finding(place: str, other: Expr, sizes: Sizes) -> Finding | None:
    if other is oo:
        return _refuted(place, "oo, said to be more", sizes)
    if reason := undefined_at(other, sizes.values):
        point, where = _told(sizes)
        detail = f"undefined at {where}: {reason}, beside a mean that is infinite"
        return Finding(Verdict.UNDECIDED, detail, counterexample=point, points=1)
    try:
        enclosed = enclose(other, sizes.values)
    except NoEnclosure:
        return None
    exact = exact_value(other, sizes.values)
    return _refuted(place, str(enclosed if exact is None else exact), sizes)


def _told(sizes: Sizes) -> tuple[dict[str, str], str]:
    point = {str(symbol): str(value) for symbol, value in sizes.values.items()}
    return point, " ".join(f"{name}={value}" for name, value in point.items())


def _refuted(place: str, value: str, sizes: Sizes) -> Finding:
    point, where = _told(sizes)
    one, two = ("left", "right") if place == "before" else ("right", "left")
    certificate = {"method": "infinite mean", "point": point}
    detail = f"at {where}: the {one} side is infinite, the {two} side {value}"
    return Finding(Verdict.REFUTED, detail, certificate, counterexample=point, points=1)
