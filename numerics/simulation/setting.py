r"""The setting of a simulated retraining chain, in plain numbers.

Inputs are x = Sigma^(1/2) z with Sigma = diag(``eigenvalues``) and independent standardised symmetric coordinates z
(Gaussian, unless ``inputs`` says otherwise). The true parameter enters through its squared weights c_k^2 only. This
is no restriction: flipping the sign of a coordinate of z leaves its law as it is, so that the mean of a quadratic
form w0' M w0 of the designs has no cross terms, E w0' M w0 = sum_k c_k^2 E M_kk. A fixed w0 and a random one with
E w0 w0' = diag(c_k^2) have therefore the same risk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lemmata.numerics.errors import InputError

Array = NDArray[np.float64]

Designs = Literal["independent", "same", "shared"]
Protocol = Literal["replace", "accumulate", "mix"]


@dataclass(frozen=True, eq=False)
class Setting:
    """A chain of ``n = len(T0)`` generations and a downstream fit.

    Attributes:
        eigenvalues, squared_weights: lambda_k > 0 and c_k^2 >= 0, k = 1..d.
        T, ridge, sigma2: samples, ridge parameter and label-noise variance of the downstream fit.
        T0, sigma0_2: samples and label-noise variances of the generators, oldest first.
        ridge0: ridge parameter of the generators.
        designs: ``independent``, ``same`` (one design for all generators) or ``shared`` (for the downstream fit too).
        protocol: ``replace``, ``accumulate`` or ``mix`` (with ``real`` truly labelled rows in each generation).
        random_target: whether w0 is drawn, with independent normal coordinates of variance c_k^2, or fixed at c. The
            risk is the same; a squared error with a random truth fluctuates more.
        inputs: law of the coordinates z, a key of :data:`INPUTS`; or ``rows`` or ``rows-once``, inputs that were
            measured, drawn with or without replacement. Their law is not symmetric: w0 is c itself, with its signs.
        rows: the measured inputs, one a row, with X'X/N = diag(eigenvalues).
        closed_forms: whether Gaussian fits without ridge may be replaced by their known means. Evidence for the
            formulas of such means must not rest on them: it draws every design.

    >>> Setting(np.ones(8), np.full(8, 1 / 8), T=12, sigma2=0.5, T0=(14, 14), sigma0_2=(0.2, 0.2)).d
    8
    """

    eigenvalues: Array
    squared_weights: Array
    T: int
    ridge: float = 0.0
    sigma2: float = 0.0
    T0: tuple[int, ...] = ()
    sigma0_2: tuple[float, ...] = ()
    ridge0: float = 0.0
    designs: Designs = "independent"
    protocol: Protocol = "replace"
    real: int = 0
    random_target: bool = False
    inputs: str = "gaussian"
    closed_forms: bool = True
    rows: Array | None = None

    def __post_init__(self) -> None:
        if self.eigenvalues.ndim != 1 or self.eigenvalues.shape != self.squared_weights.shape:
            raise InputError("squared_weights", self.squared_weights.shape, "as many numbers as eigenvalues")
        if not (np.isfinite(self.eigenvalues).all() and (self.eigenvalues > 0).all()):
            raise InputError("eigenvalues", self.eigenvalues.min(initial=np.inf), "positive doubles")
        if len(self.T0) != len(self.sigma0_2):
            raise InputError("sigma0_2", self.sigma0_2, f"{len(self.T0)} numbers, one per generation")
        if self.inputs not in (*INPUTS, *MEASURED):
            raise InputError("inputs", self.inputs, ", ".join((*INPUTS, *MEASURED)))
        if (self.rows is not None) != (self.inputs in MEASURED):
            raise InputError("rows", "given" if self.rows is not None else "nothing", "given for measured inputs only")
        most = max(self.T, *self.T0) if self.T0 else self.T
        if self.rows is not None and self.inputs == "rows-once" and most > len(self.rows):
            raise InputError(
                "T", most, f"at most the {len(self.rows)} rows there are, or drawn with replacement (rows)"
            )

    @property
    def d(self) -> int:
        """The dimension."""
        return len(self.eigenvalues)

    @property
    def n(self) -> int:
        """The number of generations."""
        return len(self.T0)

    @property
    def isotropic(self) -> bool:
        """Whether all eigenvalues are equal."""
        return bool((self.eigenvalues == self.eigenvalues[0]).all())

    def design(self, rng: np.random.Generator, rows: int) -> Array:
        """``rows`` fresh inputs, one a row."""
        if self.rows is not None:
            return self.rows[rng.choice(len(self.rows), rows, replace=self.inputs == "rows")]
        X = INPUTS[self.inputs](rng, (rows, self.d))
        X *= np.sqrt(self.eigenvalues)
        return X


MEASURED = ("rows", "rows-once")


def _rademacher(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Fair signs."""
    return np.where(rng.integers(0, 2, shape) == 0, -1.0, 1.0)


def _student(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Student's law with 5 degrees of freedom, scaled to variance one (it has no sixth moment)."""
    heavy: Array = rng.standard_t(5, shape) * np.sqrt(3 / 5)
    return heavy


def _sparse(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Normal with probability 1/4, otherwise zero, scaled to variance one."""
    return np.where(rng.random(shape) < 0.25, 2.0 * rng.standard_normal(shape), 0.0)


def _gaussian(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    return rng.standard_normal(shape)


INPUTS: dict[str, Callable[[np.random.Generator, tuple[int, int]], Array]] = {
    "gaussian": _gaussian,
    "rademacher": _rademacher,
    "student": _student,
    "sparse": _sparse,
}
"""The laws of a coordinate: all symmetric with mean zero and variance one."""
