"""Simulation of any model: draw the letters, evaluate the expression, average until an interval is narrow enough.

The label noise is integrated where it enters quadratically (:mod:`lemmata.theory.models.label_noise`), drawn otherwise.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.models.point import point_of
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> model = shipped_model("least-squares")
>>> point = point_of(model, Isotropic(3), {"T": 9, "sigma2": 1})
>>> found = simulated_quantity(model.named("risk"), point, relative_error=0.05)
>>> found.interval.low < 3/5 < found.interval.high
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from sympy import Dummy, Expr, Integer, Poly, PolynomialError, Symbol

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.setting import Array
from lemmata.numerics.simulation.until_precise import Progress, Simulation, run_any
from lemmata.theory.models.batch_algebra import Diagonal
from lemmata.theory.models.batches import BatchWalk
from lemmata.theory.models.heavy_tails import has_variance
from lemmata.theory.models.label_noise import NotQuadratic, integrated
from lemmata.theory.models.point import ModelPoint
from lemmata.theory.models.rows import doubles
from lemmata.theory.models.shared_parts import expectations_of, letters_of, replaced
from lemmata.theory.models.statement import ModelQuantity
from lemmata.theory.random_matrices import GaussianRows, Letter, WhiteNoise, Wishart, law_of
from lemmata.theory.spectra import spectra

LARGEST_DIMENSION = 20_000
_WORK = 2e8
_ENTRIES = 3e6
_PILOT = 16


def simulated_quantity(
    quantity: ModelQuantity,
    point: ModelPoint,
    *,
    relative_error: float = 1e-2,
    confidence: float = 0.99,
    seed: int = 0,
    max_replicates: int = 1_000_000,
    integrate: str = "noise",
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> Simulation:
    """The mean of a quantity by simulation, with a confidence sequence; no guarantee where a variance is not certain.

    Args:
        quantity: of a model.
        point: the spectrum (of finite dimension) and the parameters.
        relative_error: stop when half the interval's width over the mean is at most this.
        confidence: the probability with which the interval covers the quantity, whenever the run stops.
        seed: makes the result repeatable.
        max_replicates: stop at the latest after so many replicates.
        integrate: ``noise`` given the designs, where that is possible, or ``nothing``.
        jobs: worker processes.
        on_progress: called after each batch.

    Raises:
        InputError: for an infinite dimension, and for what cannot be drawn.
    """
    found = run_any(
        Draws.of(quantity, point, integrate),
        relative_error=relative_error,
        confidence=confidence,
        seed=seed,
        max_replicates=max_replicates,
        jobs=jobs,
        on_progress=on_progress,
    )
    return found if has_variance(quantity, point) else replace(found, guarantee="none")


@dataclass(frozen=True)
class Draws:
    """Replicates whose mean is a quantity; see :class:`lemmata.numerics.simulation.estimators.Estimator`.

    Attributes:
        body: what is averaged.
        point: the numbers.
        letters: those that are drawn, with their laws.
        batch: how many replicates are drawn at once.
        own: the model's own sampler, where it has one.
        name: the name of the quantity.
    """

    body: Expr
    point: ModelPoint
    letters: tuple[tuple[Letter, Any], ...]
    batch: int
    own: bool
    name: str

    @classmethod
    def of(cls, quantity: ModelQuantity, point: ModelPoint, integrate: str = "noise") -> Draws:
        """The replicates of a quantity at a point: the noise is integrated where that is worth its work."""
        if integrate not in ("all", "noise", "nothing"):
            raise InputError("integrate", integrate, "noise or nothing")
        if point.spectrum.d is None:
            raise InputError("d", "oo", "finite to be simulated")
        if point.spectrum.d > LARGEST_DIMENSION:
            raise InputError("d", point.spectrum.d, f"at most {LARGEST_DIMENSION} to be simulated")
        if point.model.draw is not None:
            if infinite := [name for name, value in point.by_option.items() if not value.is_finite]:
                raise InputError(infinite[0], "oo", "finite to be simulated")
            return cls(Integer(0), point, (), 500, True, quantity.name)
        plain = _opened(point.expression(quantity))
        naive = cls._of_body(plain, point, quantity.name)
        if integrate == "nothing":
            return naive
        try:
            without_noise = integrated(plain, point.model.laws)
        except NotQuadratic:
            return naive
        conditional = cls._of_body(without_noise, point, quantity.name)
        return conditional if conditional.letters == naive.letters else min(naive, conditional, key=cls._cost)

    @classmethod
    def _of_body(cls, body: Expr, point: ModelPoint, name: str) -> Draws:
        zeros = {s: Integer(0) for s, v in point.values.items() if v == 0 and not s.is_integer}
        body = replaced(body, zeros)
        laws = {letter: law_of(letter, point.model.laws) for letter in letters_of(body)}
        drawn = tuple((letter, law) for letter, law in laws.items() if law is not None)
        walk = BatchWalk({}, _floats(point))
        shapes = [(walk.size(x.rows), walk.size(x.cols)) for x, _ in drawn] or [(1, 1)]
        work, entries = sum(a * b * min(a, b) for a, b in shapes), sum(a * b for a, b in shapes)
        return cls(body, point, drawn, int(np.clip(min(_WORK / work, _ENTRIES / entries), 2, 1000)), False, name)

    def _cost(self) -> float:
        """Work for a given accuracy, from a few draws: variance times operations."""
        rng = np.random.default_rng(0)
        walk = BatchWalk(self._drawn(rng, _PILOT), _floats(self.point))
        values = np.broadcast_to(np.asarray(walk.scalar(self.body), dtype=float), (_PILOT,))
        drawing = sum(30.0 * walk.size(x.rows) * walk.size(x.cols) for x, _ in self.letters)
        return float(values.var()) * (walk.work + drawing)

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` rows with a replicate each."""
        if self.own:
            assert self.point.model.draw is not None
            numbers = {p.option: float(self.point.by_option[p.option]) for p in self.point.model.parameters}
            eigenvalues, squared_weights = self._spectrum
            found = self.point.model.draw(self.name, numbers, eigenvalues, squared_weights, rng, size)
            return np.asarray(found, dtype=float)[:, None]
        walk = BatchWalk(self._drawn(rng, size), _floats(self.point))
        return np.broadcast_to(np.asarray(walk.scalar(self.body), dtype=float), (size,))[:, None]

    def _drawn(self, rng: np.random.Generator, size: int) -> dict[Letter, Any]:
        return draw_letters(self.letters, self._fixed, _floats(self.point), rng, size)

    @cached_property
    def _spectrum(self) -> tuple[Array, Array]:
        """Eigenvalues and squared coordinates of the target, in doubles."""
        spectrum = self.point.spectrum
        values = (spectrum.eigenvalues, spectrum.squared_weights)
        eigenvalues, squares = (np.array([float(value) for value in part]) for part in values)
        return eigenvalues, squares

    @cached_property
    def _fixed(self) -> dict[Letter, Any]:
        """The deterministic letters."""
        values: dict[Letter, Any] = {}
        for letter, entries in self.point.entries.items():
            array = np.array([float(entry) for entry in entries])
            values[letter] = array[None, :, None] if letter.cols == 1 else Diagonal(array)
        for letter, spread in self.point.model.matrices.items():
            if spread.each in self.point.rows:
                values[letter] = doubles(self.point.rows[spread.each])[None]
        if self.point.model.target is not None:
            coordinates = np.sqrt(self._spectrum[1])
            if isinstance(self.point.spectrum, spectra.Diagonal):
                coordinates = np.copysign(coordinates, [float(weight) for weight in self.point.spectrum.weights])
            values[self.point.model.target] = coordinates[None, :, None]
        return values


def _opened(expression: Expr) -> Expr:
    """What is averaged: the expectations opened.

    Raises:
        InputError: where the quantity is not linear in them.
    """
    means = expectations_of(expression)
    marks = {mean: Dummy() for mean in means}
    outside = replaced(expression, marks)
    try:
        linear = not means or Poly(outside, *marks.values()).total_degree() <= 1
    except PolynomialError:
        linear = False
    if not linear or any(expectations_of(mean.args[0]) for mean in means):
        raise InputError(
            "quantity", _short(expression), "a sum of expectations, with numbers before them, to be simulated"
        )
    opened: Expr = replaced(outside, {mark: mean.args[0] for mean, mark in marks.items()})
    return opened


def _short(expression: Expr) -> str:
    """What it is, without the inside of its expectations."""
    means = expectations_of(expression)
    return str(replaced(expression, {mean: Symbol(f"E{k}") for k, mean in enumerate(means, 1)}))


def _floats(point: ModelPoint) -> dict[Any, float]:
    return {symbol: float(value) for symbol, value in point.values.items()}


def draw_letters(
    letters: Iterable[tuple[Letter, Any]],
    fixed: Mapping[Letter, Any],
    numbers: Mapping[Any, float],
    rng: np.random.Generator,
    size: int,
) -> dict[Letter, Any]:
    """``size`` draws of each letter by its law, whose parameters have values in what is fixed; the fixed ones, too.

    Raises:
        InputError: for a law that cannot be drawn.
    """
    values = dict(fixed)
    for letter, law in letters:
        values[letter] = _draw_letter(letter, law, BatchWalk(values, numbers), rng, size)
    return values


def _draw_letter(letter: Letter, law: Any, fixed: BatchWalk, rng: np.random.Generator, size: int) -> Array:
    rows, cols = fixed.size(letter.rows), fixed.size(letter.cols)
    if isinstance(law, WhiteNoise):
        return np.asarray(np.sqrt(float(fixed.scalar(law.variance))) * rng.standard_normal((size, rows, cols)))
    if isinstance(law, Wishart):
        count = fixed.size(law.rows)
        root = _root(fixed.matrix(law.covariance))
        normal = _times(rng.standard_normal((size, count, rows)), root)
        return np.swapaxes(normal, 1, 2) @ normal
    if isinstance(law, GaussianRows):
        return _times(rng.standard_normal((size, rows, cols)), _root(fixed.matrix(law.covariance)))
    raise InputError(str(letter), type(law).__name__, "GaussianRows, WhiteNoise, GaussianNoise or Wishart to be drawn")


def _root(covariance: Any) -> Any:
    """A with A'A = C."""
    if isinstance(covariance, Diagonal):
        return Diagonal(np.sqrt(covariance.entries))
    try:
        return np.swapaxes(np.linalg.cholesky(covariance), 1, 2)
    except np.linalg.LinAlgError:  # semidefinite
        values, vectors = np.linalg.eigh(covariance)
        return np.sqrt(np.maximum(values, 0))[..., None] * np.swapaxes(vectors, 1, 2)


def _times(normal: Array, root: Any) -> Array:
    if isinstance(root, Diagonal):
        if not np.all(root.entries == 1.0):
            normal *= root.entries
        return normal
    return np.asarray(normal @ root, dtype=float)
