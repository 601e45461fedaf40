"""Refuting a statement about expectations by sampling, with a stated probability of a false alarm.

Where no theorem gives an explicit value, the difference of the two integrands is sampled at small admissible
points, with common random numbers on both sides, and a confidence sequence decides whether its mean can be zero. The
point keeps the designs away from square, where inverses have heavy tails, and no scalar is zero there, because a zero
noise hides what it multiplies. The expectation must enter linearly, and every random letter
needs a stated law; anything else is left undecided.

This route knows nothing of the algebra by which a step is proved: it draws matrices and evaluates what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import log
from random import Random
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from lemmata.numerics.statistics import RunningMoments, decide, half_width
from lemmata.theory.random_matrices import (
    Expectation,
    ExpectedMatrix,
    GaussianRows,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Trace,
    Transpose,
    WhiteNoise,
    evaluate_floats,
    law_of,
    sizes_in_floats,
)
from lemmata.theory.random_matrices.arithmetics import NoValue
from lemmata.theory.relations import AT_POINTS, Relation
from lemmata.verifier.checks.budget import ALPHA
from lemmata.verifier.engines.engines_used import remembered
from lemmata.verifier.matrices.points import (
    Sizes,
    admissible_sizes,
    decimal_below,
    has_unspecified,
    letters_in,
    small_matrices,
)
from lemmata.verifier.step import Context, Effort, Finding, Step
from lemmata.verifier.verdict import Verdict

Evaluation = Callable[[Any, Any, Any], Any]

_EXPECTATIONS = (Expectation, ExpectedMatrix)
_LINEAR = (sympy.Add, sympy.Mul, Plus, Scaled, Times, Trace, Transpose)
_BATCH = 5000
_FIRST_LOOK = {"quick": 5_000, "standard": 10_000, "deep": 200_000}
_MOST_SAMPLES = 500_000
_SUSPICIOUS = 4.5  # standard errors at the first look from which sampling goes on until the sequence can be trusted
_COMFORTABLE = 24  # |T - d| from which inverses of Gram matrices have many moments and little skewness
_MOST_ENTRIES = 120  # of one matrix
_ROUNDING = 1e-9  # of the size of what is added up: far above the error of small well-conditioned matrices in doubles


def refute_by_sampling(step: Step, context: Context, alpha: float = ALPHA) -> Finding | None:
    """A refutation of an equation or inequality between means by simulation, or None.

    Args:
        step: both sides linear in expectations.
        context: its laws say what is drawn.
        alpha: the probability of refuting a true statement.

    >>> from lemmata.theory.notation import T, d
    >>> from lemmata.theory.random_matrices import E, GaussianNoise, noise_vector, norm2
    >>> eps = noise_vector("eps", T)
    >>> context = Context(laws=(GaussianNoise(eps, 1),))
    >>> refute_by_sampling(Step(E(norm2(eps)), "=", T), context) is None
    True
    >>> refute_by_sampling(Step(E(norm2(eps)), "=", T + 1), context).verdict
    <Verdict.REFUTED: 'refuted'>
    """
    return _sampled(step, context.assumptions, context.laws, context.seed, context.effort, alpha)


@remembered(4)
def _sampled(step: Step, assumptions: Any, laws: Any, seed: int, effort: Effort, alpha: float) -> Finding | None:
    """Remembered, since the one step of a short proof is the statement."""
    context = Context(assumptions=assumptions, laws=laws, seed=seed, effort=effort)
    integrands = [_integrand(side, context) for side in (step.before, step.after)]
    if None in integrands or step.relation not in AT_POINTS or has_unspecified(step, context):
        return None
    if not any(law_of(letter, context.laws) for letter in letters_in(step)):
        return None  # nothing is random: the laws are missing
    points = _comfortable(step, context)
    for sizes in points:
        try:
            samples = _Differences(step, integrands, sizes, context)
            found = _decided(samples, step.relation, context, alpha / len(points))
        except NoValue:
            continue
        if found is not None:
            return found
    return None


def _decided(samples: _Differences, relation: Relation, context: Context, alpha: float) -> Finding | None:
    scale, rounding = samples.scale(), _ROUNDING * samples.largest_part()
    batches = samples.batches(_FIRST_LOOK[context.effort], alpha, rounding, relation)
    decision = decide(batches, alpha=alpha, resolution=1e-3 * scale, rounding=rounding)
    if decision.outcome != "refuted" or _allowed(decision.mean, relation):
        return None
    return Finding(
        Verdict.REFUTED,
        f"at {samples.where}: the mean of before - after is {decision.mean:.4g}, and zero is excluded at false-alarm "
        f"probability {alpha:.0e} ({decision.count} samples)",
        certificate={"method": "sampling", "point": samples.point, "seed": context.seed, "samples": decision.count},
        counterexample=samples.point,
        gap=decimal_below(Fraction(decision.gap), 4),
        points=1,
        seed=context.seed,
        error_probability=alpha,
    )


def _allowed(mean: float, relation: Relation) -> bool:
    """Whether a difference of this sign is what an inequality says."""
    return (mean < 0 and "<" in relation) or (mean > 0 and ">" in relation)


def _integrand(expr: Any, context: Context) -> Any:
    """The expression with its expectations opened, or None when they do not enter linearly."""
    if isinstance(expr, _EXPECTATIONS):
        return None if expr.args[0].has(*_EXPECTATIONS) else expr.args[0]
    if not expr.has(*_EXPECTATIONS):
        return None if any(law_of(letter, context.laws) for letter in expr.atoms(Letter)) else expr
    if not isinstance(expr, _LINEAR):
        return None
    if isinstance(expr, (sympy.Mul, Times, Scaled)) and sum(part.has(*_EXPECTATIONS) for part in expr.args) > 1:
        return None
    parts = [_integrand(part, context) for part in expr.args]
    return None if any(part is None for part in parts) else expr.func(*parts)


def _comfortable(step: Step, context: Context) -> list[Sizes]:
    """For each shape that the designs may have (tall or wide), the smallest admissible sizes that hide nothing.

    Best is a point with every dimension at least two (at one, Sigma and its trace agree) and far from square.
    """
    designs = [x for x in letters_in(step) if isinstance(law_of(x, context.laws), GaussianRows)]
    free = {size for x in letters_in(step) for size in x.shape if not size.is_number}
    best: dict[tuple[bool, ...], tuple[tuple[bool, int], Sizes]] = {}
    for point in admissible_sizes(step, context, _MOST_ENTRIES):
        excess = [point.of(x.rows) - point.of(x.cols) for x in designs]
        merit = all(point.of(size) > 1 for size in free), min([*(abs(gap) for gap in excess), _COMFORTABLE])
        shape = tuple(gap >= 0 for gap in excess)
        if all(value != 0 for value in point.values.values()) and (shape not in best or merit > best[shape][0]):
            best[shape] = merit, point
    return [point for _, point in best.values()]


def _all_letters(step: Step, context: Context) -> list[Letter]:
    """The letters of the step, and those of their laws' parameters."""
    letters = set(letters_in(step))
    for letter in list(letters):
        law = law_of(letter, context.laws)
        if isinstance(law, GaussianRows):
            letters |= law.covariance.atoms(Letter)
    return sorted(letters, key=str)


def _promising(seen: RunningMoments, alpha: float, rounding: float) -> bool:
    """Whether the mean looks nonzero by more than rounding, and a confidence sequence can be trusted within the budget.

    The sequence is trusted when |skewness| width^3 <= 3 log(2) sqrt(samples).
    """
    if abs(seen.mean) <= max(_SUSPICIOUS * seen.standard_error, rounding):
        return False
    needed = (abs(seen.skewness) * half_width(seen.count, alpha / 2) ** 3 / (3 * log(2))) ** 2
    return seen.count < _MOST_SAMPLES and needed < _MOST_SAMPLES


class _Differences:
    """Samples of before - after at one point; a matrix is paired with a fixed matrix of small integers."""

    def __init__(self, step: Step, integrands: list[Any], sizes: Sizes, context: Context) -> None:
        letters = _all_letters(step, context)
        random = Random(context.seed)
        self.integrands = sympy.Tuple(*(sizes.opened(side) for side in integrands))
        self.sizes = sizes
        self.laws = {letter: law for letter in letters if (law := law_of(letter, context.laws)) is not None}
        self.fixed = small_matrices([x for x in letters if x not in self.laws], sizes, random)
        self.rng = np.random.default_rng(context.seed)
        self.weights: Any = None
        if isinstance(step.before, MatrixExpression):
            shape = sizes.of(step.before.rows), sizes.of(step.before.cols)
            self.weights = self.rng.integers(1, 4, shape) * self.rng.choice([-1, 1], shape)

    @property
    def point(self) -> dict[str, str]:
        """The values at which the statement fails."""
        return {str(key): str(value) for key, value in {**self.sizes.values, **self.fixed}.items()}

    @property
    def where(self) -> str:
        """The point on one line."""
        return " ".join(f"{name}={value}" for name, value in self.point.items())

    def scale(self) -> float:
        """The typical size of the two sides."""
        values = [np.abs(side) for side in self._sides(200)]
        return float(max(np.median(value) for value in values)) or 1.0

    def largest_part(self) -> float:
        """The typical size of the two sides before anything in them cancels."""
        parts = [np.abs(side) for side in self._sides(200, sizes_in_floats)]
        return float(max(np.median(part) for part in parts))

    def batches(
        self, first_look: int, alpha: float, rounding: float, relation: Relation
    ) -> Iterator[NDArray[np.float64]]:
        """Arrays of independent differences, as long as they look like a mean that could yet be certified to refute."""
        seen = RunningMoments()
        while seen.count < first_look or (not _allowed(seen.mean, relation) and _promising(seen, alpha, rounding)):
            before, after = self._sides(_BATCH)
            seen.extend(before - after)
            yield before - after

    def _sides(self, count: int, evaluate: Evaluation = evaluate_floats) -> list[NDArray[np.float64]]:
        letters = {x: np.asarray(rows, dtype=float)[None] for x, rows in self.fixed.items()}
        letters |= {x: self._drawn(x, law, count) for x, law in self.laws.items()}
        with np.errstate(all="ignore"):
            sides = evaluate(self.integrands, letters, self._numbers)
            values = [self._scalar(value, evaluate) for value in sides]
        if not all(np.all(np.isfinite(value)) for value in values):
            raise NoValue("a sample has no finite value")
        return [np.broadcast_to(value, count) for value in values]

    def _scalar(self, value: Any, evaluate: Evaluation) -> Any:
        if self.weights is None:
            return value
        weights = self.weights if evaluate is evaluate_floats else np.abs(self.weights)
        return (value * weights).sum(axis=(1, 2))

    @property
    def _numbers(self) -> dict[Any, float]:
        return {s: float(v) for s, v in self.sizes.values.items()}

    def _drawn(self, letter: Letter, law: Any, count: int) -> NDArray[np.float64]:
        normal = self.rng.standard_normal((count, self.sizes.of(letter.rows), self.sizes.of(letter.cols)))
        fixed = {x: np.asarray(rows, dtype=float)[None] for x, rows in self.fixed.items()}
        if isinstance(law, WhiteNoise):
            variance = float(evaluate_floats(sympy.sympify(law.variance), fixed, self._numbers))
            if variance < 0:
                raise NoValue("a negative variance")
            return normal * float(np.sqrt(variance))
        if isinstance(law, GaussianRows):
            covariance = evaluate_floats(law.covariance, fixed, self._numbers)
            return normal @ _root(covariance)
        raise NoValue(f"no way to draw from {type(law).__name__}")


def _root(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """A with A'A = C, for a covariance C that may be singular."""
    values, vectors = np.linalg.eigh(covariance)
    if np.any(values < -1e-9 * np.abs(values).max()):
        raise NoValue("a covariance with a negative eigenvalue")
    root: NDArray[np.float64] = np.sqrt(values.clip(0))[..., None] * np.swapaxes(vectors, -2, -1)
    return root
