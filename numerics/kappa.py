r"""The renormalised ridge: the root kappa of kappa = ridge + kappa df1(kappa)/T, certified.

h(kappa) = 1 - ridge/kappa - df1(kappa)/T is strictly increasing on (0, oo), because df1 decreases, and tends to 1. So

* ridge > 0: exactly one positive root, for every T and d;
* ridge = 0, T < d (or d infinite): exactly one positive root, where df1 = T;
* ridge = 0, T >= d: no positive root; kappa is 0 by continuity, with df1 = df2 = d.

A root is found by bisection and Newton's method in low precision and then enclosed: h is shown negative at one end of
a narrow interval and positive at the other, by certified evaluation (intermediate value theorem). Nothing that happens
on the way can make the enclosure wrong. The derivative is d kappa/d ridge = 1/(1 - df2/T) (Dohmatob et al., arXiv
2402.07712, Lemma I.2).

>>> found = kappa_isotropic(10, 20, "1/2")                 # kappa = (ridge + phi - 1 + sqrt(...))/2 at phi = 1/2
>>> found.kappa.contains(Fraction(1, 2)), kappa_isotropic(10, 20, 0).kappa.mid
(False, Fraction(0, 1))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq

from numerics.ball import Ball
from numerics.errors import InputError
from numerics.exact import Exact, exact, exact_integer
from numerics.spectral_sums import NotAccurate, df1, df2

_LOW_DIGITS = 12
_MOST_STEPS = 60
_MOST_LOST = 3000


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


Degrees = Callable[[Any, int], Ball]
"""A df as a function of kappa (a Fraction or a Ball) and digits."""


def kappa_power_law(
    beta: Exact, T: Exact, ridge: Exact, d: Exact | None = None, *, digits: int = 30
) -> RenormalisedRidge:
    """The renormalised ridge of lambda_k = k^-beta, k <= d (None: infinite, for beta > 1).

    Raises:
        InputError: naming the parameter that is out of its domain.

    >>> kappa_power_law(2, 100, 0).kappa.to_decimal(8)[0]       # (pi/(2 T + 1))^2 up to exponentially small terms
    '2.4429109e-4'
    """
    exponent = exact(beta, "beta")
    dimension = None if d is None or d == "oo" else exact_integer(d, "d", least=1)
    return _solve(
        lambda kappa, accuracy: df1(exponent, kappa, dimension, digits=accuracy),
        lambda kappa, accuracy: df2(exponent, kappa, dimension, digits=accuracy),
        dimension, Fraction(1), T, ridge, digits,
    )  # fmt: skip


def kappa_isotropic(d: Exact, T: Exact, ridge: Exact, *, digits: int = 30) -> RenormalisedRidge:
    """The renormalised ridge of Sigma = I in dimension d."""
    dimension = exact_integer(d, "d", least=1)
    return _of_pairs([(Fraction(1), dimension)], T, ridge, digits)


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
    return _of_pairs([(value, count) for value, count in counted.values()], T, ridge, digits)


def _of_pairs(pairs: list[tuple[Any, int]], T: Exact, ridge: Exact, digits: int) -> RenormalisedRidge:
    """From eigenvalues with multiplicities."""

    def degrees(order: int) -> Degrees:
        def df(kappa: Any, accuracy: int) -> Ball:
            bits = int(accuracy * 3.33) + 32 + max(0, _magnitude(kappa))
            return _at_precision(bits, lambda: _sum_of_pairs(pairs, _arb(kappa), order))

        return df

    dimension = sum(count for _, count in pairs)
    largest = max(value.upper if isinstance(value, Ball) else value for value, _ in pairs)
    return _solve(degrees(1), degrees(2), dimension, largest, T, ridge, digits)


def _magnitude(kappa: Any) -> int:
    """Extra bits for a very small or a very large kappa."""
    value = kappa.mid if isinstance(kappa, Ball) else kappa
    bits: int = value.numerator.bit_length() - value.denominator.bit_length()
    return abs(bits)


def _sum_of_pairs(pairs: list[tuple[Any, int]], kappa: arb, order: int) -> arb:
    return sum((count * (_arb(value) / (_arb(value) + kappa)) ** order for value, count in pairs), arb(0))


def _arb(value: Any) -> arb:
    return value.to_arb() if isinstance(value, Ball) else arb(fmpq(value.numerator, value.denominator))


def _at_precision(bits: int, work: Callable[[], arb]) -> Ball:
    before = ctx.prec
    ctx.prec = bits
    try:
        return Ball.from_arb(work())
    finally:
        ctx.prec = before


def _solve(
    first: Degrees, second: Degrees, d: int | None, largest: Fraction, T: Exact, ridge: Exact, digits: int
) -> RenormalisedRidge:
    samples, penalty = exact(T, "T"), exact(ridge, "ridge")
    if samples <= 0:
        raise InputError("T", T, "> 0")
    if penalty < 0:
        raise InputError("ridge", ridge, ">= 0")
    if penalty == 0 and d is not None and samples >= d:
        whole = Ball.exactly(d)
        slope = None if samples == d else Ball.around(samples / (samples - d), Fraction(0), bits=4 * digits + 64)
        return RenormalisedRidge(Ball.exactly(0), whole, whole, slope)
    problem = _Root(first, second, samples, penalty, largest)
    return problem.solved(digits)


class _Root:
    """h(kappa) = 1 - ridge/kappa - df1(kappa)/T and its root."""

    def __init__(self, first: Degrees, second: Degrees, T: Fraction, ridge: Fraction, largest: Fraction) -> None:
        self.first, self.second, self.T, self.ridge, self.largest = first, second, T, ridge, largest
        self.lost = 0  # digits that cancel in h near its root (many for T close to d and a tiny ridge)

    def solved(self, digits: int) -> RenormalisedRidge:
        root = self.converged(self.start(), _LOW_DIGITS)
        accuracy = _LOW_DIGITS
        while accuracy < digits + 8:
            accuracy = min(2 * accuracy, digits + 8)
            root = self.converged(root, accuracy)
        ball = self.enclosed(root, digits)
        dfs = [df(ball, digits) for df in (self.first, self.second)]
        return RenormalisedRidge(ball, dfs[0], dfs[1], self.slope(ball, digits))

    def slope(self, kappa: Ball, digits: int) -> Ball | None:
        """1/(1 - df2/T), with df2 at both ends of the ball to as many digits as cancel; it decreases in kappa."""
        ends = []
        for end in (kappa.lower, kappa.upper):
            df = self.second(end, 2 * digits + 2 * self.lost)
            gap = Ball.around(1 - df.mid / self.T, df.rad / self.T, bits=int((2 * digits + 2 * self.lost) * 3.33) + 64)
            if gap.lower <= 0:
                return None
            ends += [1 / gap.upper, 1 / gap.lower]
        middle, spread = (max(ends) + min(ends)) / 2, (max(ends) - min(ends)) / 2
        return Ball.around(middle, spread, bits=int(digits * 3.33) + 64)

    def value(self, kappa: Fraction, digits: int) -> Ball:
        """A ball around T h(kappa) kappa = T (kappa - ridge) - kappa df1(kappa)."""
        accuracy = digits + self.lost
        df = self.first(kappa, accuracy)
        exact_part = self.T * (kappa - self.ridge)
        return Ball.around(exact_part - kappa * df.mid, kappa * df.rad, bits=int(accuracy * 3.33) + 64)

    def sign(self, kappa: Fraction, digits: int) -> int:
        """The certain sign of h, or 0 when even many more digits do not tell."""
        while True:
            value = self.value(kappa, digits)
            found = (value.lower > 0) - (value.upper < 0)
            if found or self.lost > _MOST_LOST:
                return found
            self.lost = 2 * self.lost + 16

    def start(self) -> Fraction:
        """A bracket in powers of two, narrowed by bisection until Newton's method is safe."""
        low, high = self.bracket()
        for _ in range(14 + (high / low).__floor__().bit_length()):
            if high < low * Fraction(17, 16):
                break
            middle = _geometric_middle(low, high)
            low, high = (low, middle) if self.sign(middle, _LOW_DIGITS) > 0 else (middle, high)
        return (low + high) / 2

    def bracket(self) -> tuple[Fraction, Fraction]:
        high = self.ridge + self.largest
        while self.sign(high, _LOW_DIGITS) <= 0:
            high *= 4
        low = self.ridge if self.ridge > 0 else high
        while self.ridge == 0 and self.sign(low, _LOW_DIGITS) >= 0:
            low = low * low / 4 if low < 1 else low / 16
        return low, max(high, low)

    def converged(self, kappa: Fraction, digits: int) -> Fraction:
        """Newton's method until a step is so small that the next one is below the accuracy."""
        for _ in range(_MOST_STEPS):
            following = self.newton(kappa, digits)
            small = abs(following - kappa) * 10 ** (digits // 2 + 1) <= kappa
            kappa = following
            if small:
                break
        return kappa

    def newton(self, kappa: Fraction, digits: int) -> Fraction:
        """One step for g(kappa) = kappa h(kappa), g' = 1 - df2/T; midpoints only."""
        slope = self.T - self.second(kappa, digits + self.lost).mid
        following = kappa - self.value(kappa, digits).mid / slope if slope > 0 else kappa
        return _rounded(following if following > self.ridge else kappa, int(digits * 3.33) + 16)

    def enclosed(self, kappa: Fraction, digits: int) -> Ball:
        """An interval around the candidate with certainly different signs of h at its ends."""
        for extra in (3, 2, 1):
            step = kappa / 10 ** (digits + extra)
            low, high = max(kappa - step, self.ridge), kappa + step
            below = -1 if low == self.ridge and self.ridge > 0 else self.sign(low, digits + 10)
            if below < 0 < self.sign(high, digits + 10):
                return Ball.around((low + high) / 2, (high - low) / 2, bits=int(digits * 3.33) + 40)
        raise NotAccurate(f"kappa could not be enclosed to {digits} digits")


def _geometric_middle(low: Fraction, high: Fraction) -> Fraction:
    """A power of two, or the arithmetic mean, near the geometric mean of the bracket."""
    spread = (high / low).__floor__().bit_length()
    return low * 2 ** (spread // 2) if spread > 3 else (low + high) / 2


def _rounded(value: Fraction, bits: int) -> Fraction:
    """The value to so many bits: Newton's method corrects itself, so long fractions are not carried along."""
    shift = bits - (value.numerator.bit_length() - value.denominator.bit_length())
    scale = Fraction(2) ** shift
    return Fraction(round(value * scale)) / scale
