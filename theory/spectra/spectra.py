"""Covariance spectra and source weights.

A spectrum fixes the law of the inputs, x ~ N(0, Sigma), and the true parameter w0, both in the eigenbasis of Sigma:
eigenvalues lambda_1 >= lambda_2 >= ... and weights c_k = <w0, v_k>. All values are exact. A spectrum that is given by a
formula has a module to itself, :mod:`lemmata.theory.spectra.formula_spectrum`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sympy import Expr, Integer, Pow, Rational, oo

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact_integer
from lemmata.theory.reading.parsing import number

if TYPE_CHECKING:
    from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum

Number: TypeAlias = Any
"""What the models take as a number: an integer, a fraction, a numeral or an exact SymPy number."""


@dataclass(frozen=True, init=False)
class Isotropic:
    """Sigma = I in dimension ``d``, and any w0 with ||w0||^2 = ``signal``.

    >>> Isotropic(d=8, signal="1/2")
    Isotropic(d=8, signal=1/2)
    """

    d: int
    signal: Expr

    def __init__(self, d: Exact, signal: Number = 1) -> None:
        object.__setattr__(self, "d", exact_integer(d, "d", least=1))
        object.__setattr__(self, "signal", _nonnegative(signal, "signal"))

    @property
    def eigenvalues(self) -> tuple[Expr, ...]:
        """All ones."""
        return (Integer(1),) * self.d

    @property
    def squared_weights(self) -> tuple[Expr, ...]:
        """The signal spread evenly; by rotation invariance only its sum matters."""
        return (self.signal / self.d,) * self.d


@dataclass(frozen=True, init=False)
class Diagonal:
    """Sigma = diag(``eigenvalues``), w0 = ``weights`` in the eigenbasis.

    In a direction of eigenvalue zero inputs are zero almost surely: no fit sees it, no risk counts it, and it is left
    out with its weight.

    >>> Diagonal(eigenvalues=[1, "1/2"], weights=[1, 2]).signal
    5
    >>> Diagonal(eigenvalues=[1, 0, "1/2"], weights=[1, 7, 2]).d
    2
    """

    eigenvalues: tuple[Expr, ...]
    weights: tuple[Expr, ...]

    def __init__(self, eigenvalues: Sequence[Number], weights: Sequence[Number]) -> None:
        values = tuple(_nonnegative(value, "eigenvalues") for value in eigenvalues)
        coordinates = tuple(_finite(value, "weights") for value in weights)
        if not values:
            raise InputError("eigenvalues", "()", "at least one number")
        if len(coordinates) != len(values):
            raise InputError("weights", len(coordinates), f"as many numbers as eigenvalues ({len(values)})")
        seen = [place for place, value in enumerate(values) if value > 0]
        if not seen:
            raise InputError("eigenvalues", "0", "at least one positive number")
        object.__setattr__(self, "eigenvalues", tuple(values[place] for place in seen))
        object.__setattr__(self, "weights", tuple(coordinates[place] for place in seen))

    @classmethod
    def of_exact(cls, eigenvalues: Sequence[Expr], weights: Sequence[Expr]) -> Diagonal:
        """From SymPy numbers that are known to be positive eigenvalues and their finite weights; quick for many."""
        made = object.__new__(cls)
        object.__setattr__(made, "eigenvalues", tuple(eigenvalues))
        object.__setattr__(made, "weights", tuple(weights))
        return made

    @property
    def d(self) -> int:
        """The dimension."""
        return len(self.eigenvalues)

    @property
    def squared_weights(self) -> tuple[Expr, ...]:
        """c_k^2."""
        return tuple(w * w if w.is_Rational else w**2 for w in self.weights)

    @property
    def signal(self) -> Expr:
        """||w0||^2."""
        return sum(self.squared_weights, Integer(0))


_LONGEST_POWER = 1000


@dataclass(frozen=True, init=False)
class PowerLaw:
    """lambda_k = k^-beta and lambda_k c_k^2 = k^-(1 + 2 beta r), k = 1..d; ``d=None`` is infinite.

    ``beta`` is the capacity and ``r`` the source exponent; the risk of an infinite-dimensional chain needs beta > 1.

    >>> PowerLaw(2, r="1/2").d is None
    True
    """

    beta: Expr
    r: Expr | None
    d: int | None

    def __init__(self, beta: Number, r: Number | None = None, d: Exact | None = None) -> None:
        infinite = d is None or d == "oo" or d is oo
        object.__setattr__(self, "d", None if infinite else exact_integer(d, "d", least=1))  # type: ignore[arg-type]
        object.__setattr__(self, "beta", _positive(beta, "beta"))
        object.__setattr__(self, "r", None if r is None else _positive(r, "r"))
        if infinite and not self.beta > 1:
            raise InputError("beta", beta, "a number > 1 when d is infinite (the trace of Sigma diverges)")

    @property
    def eigenvalues(self) -> tuple[Expr, ...]:
        """k^-beta for k = 1..d (finite d only)."""
        return tuple(_power_of(k, -self.beta) for k in range(1, self._finite_d() + 1))

    @property
    def squared_weights(self) -> tuple[Expr, ...]:
        """c_k^2 = k^(beta - 1 - 2 beta r) for k = 1..d (finite d only)."""
        if self.r is None:
            raise InputError("r", "nothing", "given (the source exponent fixes the weights of w0)")
        power = self.beta - 1 - 2 * self.beta * self.r
        return tuple(_power_of(k, power) for k in range(1, self._finite_d() + 1))

    def _finite_d(self) -> int:
        if self.d is None:
            raise InputError("d", "oo", "finite to list the eigenvalues")
        return self.d


def _power_of(k: int, exponent: Expr) -> Expr:
    """k^exponent, as it stands where long integers would come of multiplying it out (also by taking out roots)."""
    short = exponent.is_Rational and abs(exponent.p) <= _LONGEST_POWER
    return Integer(k) ** exponent if short or k == 1 else Pow(Integer(k), exponent, evaluate=False)


Spectrum: TypeAlias = "Isotropic | Diagonal | PowerLaw | FormulaSpectrum"


def _finite(value: Number, argument: str) -> Expr:
    result = number(value, argument)
    if not result.is_finite:
        raise InputError(argument, value, "finite")
    return result


def _positive(value: Number, argument: str) -> Expr:
    result = _finite(value, argument)
    if not result > Rational(0):
        raise InputError(argument, value, "> 0")
    return result


def _nonnegative(value: Number, argument: str) -> Expr:
    result = _finite(value, argument)
    if not result >= Rational(0):
        raise InputError(argument, value, ">= 0")
    return result
