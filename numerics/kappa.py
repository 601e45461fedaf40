r"""The renormalised ridge: the root kappa of kappa = ridge + kappa df1(kappa)/T, certified.

h(kappa) = 1 - ridge/kappa - df1(kappa)/T is strictly increasing on (0, oo), because df1 decreases, and tends to 1. So

* ridge > 0: exactly one positive root, for every T and d;
* ridge = 0, T < d (or d infinite): exactly one positive root, where df1 = T;
* ridge = 0, T >= d: no positive root; kappa is 0 by continuity, with df1 = df2 = d.

**Certificate.** Let t = log kappa and D = dh/dt = ridge/kappa + (df1 - df2)/T. Both parts of D change by at most a
factor e^|s| when t changes by s: ridge/kappa = ridge e^-t, and each term w/(1+w)^2, w = kappa/lambda_k, of df1 - df2 has
the logarithmic derivative (1-w)/(1+w) in (-1, 1). So at a point kappa_0 with r = -h/D and |r| < 1, the distance s from
log kappa_0 to the logarithm of the root satisfies 1 - e^-|s| <= |r| <= e^|s| - 1, that is

    the root lies between kappa_0 (1 + r) and kappa_0/(1 - r),

Newton's steps in kappa and in 1/kappa. One evaluation of df1 and df2 at one point encloses the root, with a width of
about kappa_0 r^2, whatever led to that point. There df1 and df2 are known up to factors (1 - |r|)^-1 and (1 - |r|)^-2,
as their logarithmic derivatives lie in (-1, 0) and (-2, 0). The derivative is d kappa/d ridge = 1/(1 - df2/T)
(Dohmatob et al., arXiv 2402.07712, Lemma I.2), which at the root is 1/D, and D is free of cancellation.

**Search.** Newton's method runs on a scale where the equation is nearly linear over all magnitudes: for T < d the
logits of df1/d and of (1 - ridge/kappa) T/d as functions of log(kappa - ridge) (logarithms when d is infinite), for
T >= d the logarithms of 1 - df1/T and ridge/kappa as functions of log kappa. Then the certified step is repeated with
doubled precision.

>>> found = kappa_isotropic(10, 20, "1/2")                 # kappa = (ridge + phi - 1 + sqrt(...))/2 at phi = 1/2
>>> found.kappa.contains(Fraction(1, 2)), kappa_isotropic(10, 20, 0).kappa.mid
(False, Fraction(0, 1))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, log, pi, sin
from typing import Any, Protocol

from flint import arb, ctx

from numerics.accuracy import NotAccurate, as_arb, bits_for
from numerics.ball import Ball
from numerics.errors import InputError
from numerics.exact import Exact, exact, exact_integer
from numerics.spectral_sums import degrees

_LOW_BITS = 64
_MOST_STEPS = 400
_MOST_LOST = 20_000
_ONE = arb(1)


@dataclass(frozen=True, eq=False)
class RenormalisedRidge:
    """kappa with its degrees of freedom.

    Attributes:
        kappa, df1, df2: balls.
        derivative: d kappa/d ridge = 1/(1 - df2/T); None where it is infinite or undefined (ridge = 0 and T = d).
    """

    kappa: Ball
    df1: Ball
    df2: Ball
    derivative: Ball | None


class Spectrum(Protocol):
    """Eigenvalues by their degrees of freedom: how many there are, and df1 and df2 at the current precision."""

    @property
    def size(self) -> int | None:
        """The number of eigenvalues, None for infinitely many."""

    def both(self, kappa: arb) -> tuple[arb, arb]:
        """Balls around df1 and df2."""


def kappa_power_law(
    beta: Exact, T: Exact, ridge: Exact, d: Exact | None = None, *, digits: int = 30
) -> RenormalisedRidge:
    """The renormalised ridge of lambda_k = k^-beta, k <= d (None: infinite, for beta > 1).

    Raises:
        InputError: naming the parameter that is out of its domain.

    >>> kappa_power_law(2, 100, 0).kappa.to_decimal(8)[0]       # (pi/(2 T + 1))^2 up to exponentially small terms
    '2.4429109e-4'
    """
    spectrum = degrees(beta, d)
    samples = exact(T, "T")
    near = 0.0
    if samples > 0:
        exponent = float(exact(beta, "beta"))
        constant = pi / exponent / sin(pi / exponent) if exponent > 1 else 1.0  # df1 = C kappa^(-1/beta) - 1/2 + ...
        near = exponent * (log(constant) - _log(samples + Fraction(1, 2)))
    return kappa_of(spectrum, samples, ridge, digits=digits, near=near)


def kappa_isotropic(d: Exact, T: Exact, ridge: Exact, *, digits: int = 30) -> RenormalisedRidge:
    """The renormalised ridge of Sigma = I in dimension d."""
    dimension = exact_integer(d, "d", least=1)
    return kappa_of(_Diagonal([(Fraction(1), dimension)]), T, ridge, digits=digits)


def kappa_diagonal(
    eigenvalues: Sequence[Exact | Ball], T: Exact, ridge: Exact, *, digits: int = 30
) -> RenormalisedRidge:
    """The renormalised ridge of Sigma = diag(eigenvalues); irrational eigenvalues are given as balls.

    >>> kappa_diagonal([1, "1/2"], 4, "1/10").kappa.to_decimal(8)[0]
    '1.6710702e-1'
    """
    if not eigenvalues:
        raise InputError("eigenvalues", "()", "at least one number")
    counted: dict[Any, list[Any]] = {}
    for value in eigenvalues:
        known = value if isinstance(value, Ball) else exact(value, "eigenvalues")
        if (known.lower if isinstance(known, Ball) else known) <= 0:
            raise InputError("eigenvalues", value, "> 0")
        counted.setdefault(id(known) if isinstance(known, Ball) else known, [known, 0])[1] += 1
    spectrum = _Diagonal([(value, count) for value, count in counted.values()])
    return kappa_of(spectrum, T, ridge, digits=digits, near=spectrum.log_mean())


def kappa_of(spectrum: Spectrum, T: Exact, ridge: Exact, *, digits: int = 30, near: float = 0.0) -> RenormalisedRidge:
    """The renormalised ridge of any spectrum.

    Args:
        spectrum: the degrees of freedom, enclosed at any precision.
        T: the number of samples, > 0.
        ridge: the penalty, >= 0.
        digits: every radius is at most 10^-digits times the value.
        near: the logarithm of about where kappa is without a ridge; a poor guess costs time only.

    Raises:
        InputError: naming the parameter that is out of its domain.
        NotAccurate: when the spectrum is not enclosed narrowly enough.
    """
    samples, penalty = exact(T, "T"), exact(ridge, "ridge")
    if samples <= 0:
        raise InputError("T", T, "> 0")
    if penalty < 0:
        raise InputError("ridge", ridge, ">= 0")
    d = spectrum.size
    if penalty == 0 and d is not None and samples >= d:
        whole = Ball.exactly(d)
        slope = None if samples == d else Ball.around(samples / (samples - d), Fraction(0), bits=4 * digits + 64)
        return RenormalisedRidge(Ball.exactly(0), whole, whole, slope)
    return _Root(spectrum, samples, penalty).solved(digits, near)


class _Diagonal:
    """Finitely many eigenvalues with multiplicities."""

    def __init__(self, pairs: list[tuple[Fraction | Ball, int]]) -> None:
        self.pairs = pairs
        self.size: int | None = sum(count for _, count in pairs)

    def both(self, kappa: arb) -> tuple[arb, arb]:
        first, second = arb(0), arb(0)
        for value, count in self.pairs:
            eigenvalue = value.to_arb() if isinstance(value, Ball) else as_arb(value)
            share = eigenvalue / (eigenvalue + kappa)
            first += count * share
            second += count * share * share
        return first, second

    def log_mean(self) -> float:
        """The mean of the logarithms."""
        total = sum(count * _log(value.mid if isinstance(value, Ball) else value) for value, count in self.pairs)
        return total / sum(count for _, count in self.pairs)


@dataclass
class _Step:
    """What one evaluation at kappa says about the root."""

    size: arb  # |r|
    root: arb  # an enclosure of the root
    df1: arb
    df2: arb
    slope: arb  # D at kappa

    def result(self) -> RenormalisedRidge:
        """Balls at the root; |r| < 1/8, so that every factor is in 1 +- 4 |r|."""
        near = arb(1, (4 * self.size).upper())
        values = (self.root, self.df1 * near, self.df2 * near, near / self.slope)
        return RenormalisedRidge(*(Ball.from_arb(value) for value in values))


class _Root:
    """The equation kappa = ridge + kappa df1(kappa)/T for ridge > 0 or T < d."""

    def __init__(self, spectrum: Spectrum, T: Fraction, ridge: Fraction) -> None:
        self.spectrum, self.T, self.ridge = spectrum, T, ridge

    def solved(self, digits: int, near: float) -> RenormalisedRidge:
        full = bits_for(digits)
        kappa, lost = self.start(near)
        while lost <= _MOST_LOST:
            found = self.refined(kappa, digits, full, lost)
            if found is not None and _all_accurate(found, digits):
                return found
            lost = 2 * lost + 32
        raise NotAccurate(f"kappa could not be enclosed to {digits} digits")

    def refined(self, kappa: arb, digits: int, full: int, lost: int) -> RenormalisedRidge | None:
        """Certified steps up a ladder of precisions, the last one from a point that is as good as the root."""
        small = arb(10) ** -digits / 8
        for bits in _ladder(full):
            enough = small if bits == full else arb((1, -(bits // 2)))
            for _ in range(8):
                with ctx.workprec(bits + lost):
                    step = self.step(kappa)
                    if step is None:
                        return None
                    if bits == full and step.size < small:
                        return step.result()
                    kappa = step.root.mid()
                if step.size < enough:
                    break
        return None

    def step(self, kappa: arb) -> _Step | None:
        """The certificate of the module's head at an exact kappa, or None when it says too little."""
        df1, df2 = self.spectrum.both(kappa)
        T, share = as_arb(self.T), as_arb(self.ridge) / kappa
        slope = share + (df1 - df2) / T
        if not slope > 0:
            return None
        r = (share + df1 / T - _ONE) / slope
        if not abs(r) < arb((1, -3)):
            return None
        return _Step(abs(r), (kappa * (_ONE + r)).union(kappa / (_ONE - r)), df1, df2, slope)

    def start(self, near: float) -> tuple[arb, int]:
        """A point within a few per cent of the root, and how many bits cancel there."""
        below = self.spectrum.size is not None and self.T >= self.spectrum.size
        measure = self.above_all if below else self.below_all
        position = _log(self.ridge) if below else near
        low, high, bits = -inf, inf, _LOW_BITS
        for _ in range(_MOST_STEPS):
            with ctx.workprec(bits):
                kappa, value, slope = measure(position)
                move = value / slope
            if not move.rad() < arb((1, -5)):
                bits *= 2
                if bits > _MOST_LOST:
                    break
                continue
            shift = float(move.mid())
            if abs(shift) < 0.05:
                return kappa.mid(), bits - _LOW_BITS
            low, high = (position, high) if shift > 0 else (low, position)
            position = _inside(position + max(-40.0 - abs(position), min(40.0 + abs(position), shift)), low, high)
        raise NotAccurate("no place near the root was found")

    def below_all(self, y: float) -> tuple[arb, arb, arb]:
        """For T < d: kappa, the difference of the logits at y = log(kappa - ridge), and minus its slope."""
        T, ridge, free = as_arb(self.T), as_arb(self.ridge), arb(y).exp()
        kappa = ridge + free
        df1, df2 = self.spectrum.both(kappa)
        share = free / kappa
        level = T * share
        value, slope = df1 / level, (df1 - df2) / df1 * share + _ONE - share
        if self.spectrum.size is not None:
            rest, room = self.spectrum.size - df1, self.spectrum.size - level
            value *= room / rest
            slope += (df1 - df2) / rest * share + (_ONE - share) * level / room
        return kappa, value.log(), slope

    def above_all(self, t: float) -> tuple[arb, arb, arb]:
        """For T >= d: kappa, the logarithm of (ridge/kappa)/(1 - df1/T) at t = log kappa, and minus its slope."""
        T, kappa = as_arb(self.T), arb(t).exp()
        df1, df2 = self.spectrum.both(kappa)
        value = as_arb(self.ridge) * T / (kappa * (T - df1))
        return kappa, value.log(), (df1 - df2) / (T - df1) + _ONE


def _all_accurate(found: RenormalisedRidge, digits: int) -> bool:
    balls = (found.kappa, found.df1, found.df2, found.derivative)
    return all(ball is not None and ball.accurate_to(digits) for ball in balls)


def _ladder(full: int) -> list[int]:
    """Precisions that about double up to the full one."""
    found = [full]
    while found[-1] > 2 * _LOW_BITS:
        found.append(found[-1] // 2 + 12)
    return found[::-1]


def _inside(position: float, low: float, high: float) -> float:
    return position if low < position < high else (low + high) / 2


def _log(value: Fraction) -> float:
    """The logarithm of a positive rational of any size."""
    return log(value.numerator) - log(value.denominator)
