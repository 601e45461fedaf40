r"""The equation kappa = ridge + kappa df1(kappa)/T of any spectrum: search of its root and certificate.

h(kappa) = 1 - ridge/kappa - df1(kappa)/T is strictly increasing on (0, oo), because df1 decreases, and tends to 1. So

* ridge > 0: exactly one positive root, for every T and d;
* ridge = 0, T < d (or d infinite): exactly one positive root, where df1 = T;
* ridge = 0, T >= d: no positive root; kappa is 0 by continuity, with df1 = df2 = d.

**Certificate.** Let t = log kappa and D = dh/dt = ridge/kappa + (df1 - df2)/T. Both parts of D change by at most a
factor e^|s| when t changes by s: ridge/kappa = ridge e^-t, and each term w/(1+w)^2, w = kappa/lambda_k, of df1 - df2
has the logarithmic derivative (1-w)/(1+w) in (-1, 1). So at a point kappa_0 with r = -h/D and |r| < 1, the distance s
from log kappa_0 to the logarithm of the root satisfies 1 - e^-|s| <= |r| <= e^|s| - 1, that is

    the root lies between kappa_0 (1 + r) and kappa_0/(1 - r),

Newton's steps in kappa and in 1/kappa. One evaluation at one point encloses the root, with a width of about
kappa_0 r^2, whatever led to that point; D is needed to half the digits only.

**Values at the root.** Let kappa_1 be the middle of the enclosure. By the same estimate, df1(kappa_1) is
df1 - s (df1 - df2) e^(+-|s|) with the values at kappa_0 and s = log(kappa_1/kappa_0), again with df2 to half the
digits; df2(kappa_1) is evaluated. The logarithmic derivatives of df1, df2 and D lie in (-1, 0), (-2, 0) and (-1, 1), so
that all are known at the root up to powers of kappa_1/root. The derivative is d kappa/d ridge = 1/(1 - df2/T)
(Dohmatob et al., arXiv 2402.07712, Lemma I.2), which at the root is 1/D, free of cancellation.

**Search.** Newton's method runs on a scale where the equation is nearly linear over all magnitudes: for T < d the
logits of df1/d and of (1 - ridge/kappa) T/d as functions of log(kappa - ridge) (logarithms when d is infinite), for
T >= d the logarithms of 1 - df1/T and ridge/kappa as functions of log kappa. Then the certified step is repeated with
doubled precision, up to half the digits, and taken once with all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf, log
from typing import Protocol

from flint import arb, ctx

from lemmata.numerics.accuracy import as_arb, bits_for
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.exact import Exact, exact

_MOST_STEPS = 400
_MOST_LOST = 20_000
_GUARD = 16
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
    """Eigenvalues by their degrees of freedom, enclosed at the current precision of python-flint."""

    @property
    def size(self) -> int | None:
        """The number of eigenvalues, None for infinitely many."""

    def df1(self, kappa: arb) -> arb:
        """A ball around df1."""

    def df2(self, kappa: arb) -> arb:
        """A ball around df2."""

    def both(self, kappa: arb) -> tuple[arb, arb]:
        """Balls around df1 and df2."""


def kappa_of(spectrum: Spectrum, T: Exact, ridge: Exact, *, digits: int = 30, near: float = 0.0) -> RenormalisedRidge:
    """The renormalised ridge of any spectrum.

    Args:
        spectrum: the degrees of freedom, enclosed at any precision.
        T: the number of samples, > 0.
        ridge: the penalty, >= 0.
        digits: every radius is at most 10^-digits times the value.
        near: a guess of log(kappa - ridge); a poor one costs time only.

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


class _Root:
    """The equation for ridge > 0 or T < d."""

    def __init__(self, spectrum: Spectrum, T: Fraction, ridge: Fraction) -> None:
        self.spectrum, self.T, self.ridge = spectrum, T, ridge

    def solved(self, digits: int, near: float) -> RenormalisedRidge:
        full = bits_for(digits)
        ladder = _ladder(full // 2 - 4)
        kappa, lost = self.start(near, ladder[0])
        rungs = ladder[1:]
        while lost <= _MOST_LOST:
            kappa = self.refined(kappa, rungs, lost)
            result = self.finished(kappa, digits, full, ladder[-1], lost)
            if result is not None:
                return result
            lost, rungs = 2 * lost + 32, ladder
        raise NotAccurate(f"kappa could not be enclosed to {digits} digits")

    def refined(self, kappa: arb, rungs: list[int], lost: int) -> arb:
        """A point nearer to the root, by certified steps with so many bits."""
        for bits in rungs:
            with ctx.workprec(bits + _GUARD + lost):
                root = self.enclosure(kappa, *self.spectrum.both(kappa))
                if root is None:
                    break
                kappa = root.mid()
        return kappa

    def enclosure(self, kappa: arb, df1: arb, df2: arb) -> arb | None:
        """The root, by the certificate of the module's head at an exact kappa; None when it says too little."""
        T, share = as_arb(self.T), as_arb(self.ridge) / kappa
        slope = share + (df1 - df2) / T
        r = (share + df1 / T - _ONE) / slope
        if not (slope > 0 and abs(r) < arb((1, -3))):
            return None
        return (kappa * (_ONE + r)).union(kappa / (_ONE - r))

    def finished(self, kappa: arb, digits: int, full: int, half: int, lost: int) -> RenormalisedRidge | None:
        """All values at the root, from df1 here, df2 here to half the digits, and df2 at the root."""
        with ctx.workprec(half + _GUARD + lost):
            df2 = self.spectrum.df2(kappa)
        with ctx.workprec(full + lost):
            df1 = self.spectrum.df1(kappa)
            root = self.enclosure(kappa, df1, df2)
            if root is None:
                return None
            there = root.mid()
            shift = (there / kappa).log()
            df1 -= shift * (df1 - df2) * arb(1, (2 * abs(shift)).upper())  # e^|s| <= 1 + 2|s| for |s| <= 1/2
            df2 = self.spectrum.df2(there)
            slope = as_arb(self.ridge) / there + (df1 - df2) / as_arb(self.T)
            back = there / root  # contains e^(-a s) for 0 <= a <= 1, s from log(there) to the logarithm of the root
            values = [root, df1 * back, df2 * back * back, back.union(1 / back) / slope]
        if not all(value.is_finite() and value.rel_accuracy_bits() >= 3.3219281 * digits for value in values):
            return None
        return RenormalisedRidge(*(Ball.from_arb(value) for value in values))

    def start(self, near: float, bits: int) -> tuple[arb, int]:
        """A point that is near to the root by so many bits, and how many bits cancel there."""
        above = self.spectrum.size is not None and self.T >= self.spectrum.size
        measure = self.above_all if above else self.below_all
        position = log_of(self.ridge) if above else near
        low, high, lost = -inf, inf, 0
        for _ in range(_MOST_STEPS):
            with ctx.workprec(bits + _GUARD + lost):
                value, slope = measure(position)
                move = value.log() / slope
                shift, noise = float(move.mid()), float(move.rad())
            if noise < max(2.0**-bits, abs(shift) / 8):
                if abs(shift) < 2.0 ** -(bits // 2 + 1):
                    with ctx.workprec(bits + _GUARD):
                        return self.at(position + shift, above).mid(), lost
                low, high = (position, high) if shift > 0 else (low, position)
                most = 40.0 + abs(position)
                position = _inside(position + max(-most, min(most, shift)), low, high)
                continue
            lost = 2 * lost + 32
            if lost > _MOST_LOST:
                break
        raise NotAccurate("no place near the root was found")

    def at(self, position: float, above: bool) -> arb:
        free = arb(position).exp()
        return free if above else as_arb(self.ridge) + free

    def below_all(self, y: float) -> tuple[arb, arb]:
        """For T < d: the ratio of the odds at y = log(kappa - ridge), and minus the slope of its logarithm."""
        kappa = self.at(y, above=False)
        df1, df2 = self.spectrum.both(kappa)
        share, free = as_arb(self.ridge) / kappa, arb(y).exp() / kappa
        level = as_arb(self.T) * free
        value, slope = df1 / level, (df1 - df2) / df1 * free + share
        if self.spectrum.size is not None:
            rest, room = self.spectrum.size - df1, self.spectrum.size - level
            value *= room / rest
            slope += (df1 - df2) / rest * free + share * level / room
        return value, slope

    def above_all(self, t: float) -> tuple[arb, arb]:
        """For T >= d: (ridge/kappa)/(1 - df1/T) at t = log kappa, and minus the slope of its logarithm."""
        T, kappa = as_arb(self.T), self.at(t, above=True)
        df1, df2 = self.spectrum.both(kappa)
        return as_arb(self.ridge) * T / (kappa * (T - df1)), (df1 - df2) / (T - df1) + _ONE


def _ladder(bits: int) -> list[int]:
    """Numbers of bits that double, up to ``bits``."""
    found = [bits]
    while found[-1] > 44:
        found.append(found[-1] // 2 + 2)
    return found[::-1]


def _inside(position: float, low: float, high: float) -> float:
    return position if low < position < high else (low + high) / 2


def log_of(value: Fraction) -> float:
    """The logarithm of a positive rational of any size."""
    return log(value.numerator) - log(value.denominator)
