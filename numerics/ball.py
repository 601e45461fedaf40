"""Balls: a midpoint and a radius, both exact, that enclose a real number.

A ball ``[mid +/- rad]`` states that the true value x satisfies |x - mid| <= rad. Midpoint and radius are dyadic
rationals, stored as integer pairs (mantissa, exponent of two), so that a ball survives being written to a file and
read again without losing or gaining a bit. Arithmetic is not done here but in Arb, whose balls convert both ways.

A ball is not a number: two balls that look alike may enclose different numbers. So ``==``, ``<``, ``hash`` and
truth are refused; ask :meth:`Ball.contains`, :meth:`Ball.overlaps` or :meth:`Ball.gap` instead.

>>> ball = Ball.exactly(Fraction(3, 4))
>>> ball.mid, ball.rad
(Fraction(3, 4), Fraction(0, 1))
>>> Ball.from_json(ball.to_json()).identical(ball)
True
>>> ball == ball
Traceback (most recent call last):
    ...
TypeError: a ball has no ==: use .contains(x), .overlaps(other), .gap(other) or .identical(other)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from flint import arb

_HIGHEST = 1 << 22
"""Exponents of two beyond this are not written out as integers."""
_NO_ORDER = "use .contains(x), .overlaps(other), .gap(other) or .identical(other)"


def _dyadic(mantissa: int, exponent: int) -> Fraction:
    return Fraction(mantissa << exponent) if exponent >= 0 else Fraction(mantissa, 1 << -exponent)


def _pair(value: Fraction) -> tuple[int, int]:
    exponent = 1 - value.denominator.bit_length()
    if value.denominator != 1 << -exponent:
        raise ValueError(f"{value} is not a dyadic rational")
    return value.numerator, exponent


@dataclass(frozen=True, eq=False, repr=False)
class Ball:
    """The set of real numbers within ``rad`` of ``mid``.

    Attributes:
        mantissa, exponent: the midpoint is mantissa * 2^exponent.
        radius_mantissa, radius_exponent: the radius is radius_mantissa * 2^radius_exponent, and not negative.
    """

    mantissa: int
    exponent: int
    radius_mantissa: int
    radius_exponent: int

    @classmethod
    def from_arb(cls, value: arb) -> Ball:
        """The same ball as Arb's, or one around it where its exponents are too small to be written out.

        Raises:
            ValueError: when ``value`` is not finite, or beyond 2^(2^22): such a ball is no information.
        """
        if not value.is_finite():
            raise ValueError("no finite enclosure")
        (mantissa, exponent), (radius, shift) = (
            (int(m), int(e)) for m, e in (part.man_exp() for part in (value.mid(), value.rad()))
        )
        if max(exponent + mantissa.bit_length(), shift + radius.bit_length()) > _HIGHEST:
            raise ValueError("no enclosure of a size that can be written out")
        if exponent < -_HIGHEST or (radius and shift < -_HIGHEST):
            cut = max(0, -_HIGHEST - exponent)  # the midpoint moves by less than 2^-HIGHEST, and the radius with it
            up = 1 + (radius >> max(0, -_HIGHEST - shift)) if shift < -_HIGHEST else 1 + (radius << shift + _HIGHEST)
            return cls(mantissa >> cut, exponent + cut, up + 1, -_HIGHEST)
        return cls(mantissa, exponent, radius, shift)

    @classmethod
    def exactly(cls, value: int | Fraction) -> Ball:
        """The ball of radius zero around a dyadic rational."""
        return cls(*_pair(Fraction(value)), 0, 0)

    @classmethod
    def around(cls, mid: Fraction, rad: Fraction, bits: int = 64) -> Ball:
        """A ball that encloses ``[mid - rad, mid + rad]`` for any rationals, rounded outwards to ``bits`` bits."""
        size = mid.numerator.bit_length() - mid.denominator.bit_length()
        shift = bits - size
        scaled = floor(mid * _dyadic(1, shift))
        excess = rad + abs(mid - _dyadic(scaled, -shift))
        drop = 32 - (excess.numerator.bit_length() - excess.denominator.bit_length()) if excess else 0
        return cls(scaled, -shift, ceil(excess * _dyadic(1, drop)), -drop)

    def to_arb(self) -> arb:
        """The same ball as an ``arb`` (exact whatever the working precision)."""
        from flint import arb, fmpz

        return arb(
            mid=(fmpz(self.mantissa), fmpz(self.exponent)),
            rad=(fmpz(self.radius_mantissa), fmpz(self.radius_exponent)),
        )

    @cached_property
    def mid(self) -> Fraction:
        """The midpoint, exactly."""
        return _dyadic(self.mantissa, self.exponent)

    @cached_property
    def rad(self) -> Fraction:
        """The radius, exactly."""
        return _dyadic(self.radius_mantissa, self.radius_exponent)

    @property
    def lower(self) -> Fraction:
        """The least number in the ball."""
        return self.mid - self.rad

    @property
    def upper(self) -> Fraction:
        """The greatest number in the ball."""
        return self.mid + self.rad

    @property
    def is_exact(self) -> bool:
        """Whether the radius is zero."""
        return self.radius_mantissa == 0

    def contains(self, value: int | Fraction) -> bool:
        """Whether the exact number ``value`` lies in the ball."""
        return self.lower <= value <= self.upper

    def overlaps(self, other: Ball) -> bool:
        """Whether the balls share a point. Disjoint balls enclose different numbers."""
        return abs(self.mid - other.mid) <= self.rad + other.rad

    def gap(self, other: Ball) -> Fraction:
        """A certified lower bound of the distance between the two enclosed numbers (0 when the balls overlap)."""
        return max(Fraction(0), abs(self.mid - other.mid) - self.rad - other.rad)

    def identical(self, other: Ball) -> bool:
        """Whether both have the same midpoint and the same radius (not: the same enclosed number)."""
        return self.mid == other.mid and self.rad == other.rad

    def accurate_to(self, digits: int) -> bool:
        """Whether rad <= 10^-digits |mid|."""
        return bool(self.rad * 10**digits <= abs(self.mid))

    def to_json(self) -> list[str]:
        """Four integers as strings: mantissa and exponent of the midpoint, then of the radius."""
        return [str(self.mantissa), str(self.exponent), str(self.radius_mantissa), str(self.radius_exponent)]

    @classmethod
    def from_json(cls, parts: Sequence[str]) -> Ball:
        """Read what :meth:`to_json` wrote."""
        mantissa, exponent, radius_mantissa, radius_exponent = (int(part) for part in parts)
        if radius_mantissa < 0:
            raise ValueError("a radius is not negative")
        return cls(mantissa, exponent, radius_mantissa, radius_exponent)

    def to_decimal(self, digits: int) -> tuple[str, str]:
        """Value and radius as decimal strings; the radius covers the rounding of the value as well.

        >>> Ball.around(Fraction(1, 3), Fraction(1, 10**12)).to_decimal(6)
        ('3.33333e-1', '3.34e-7')
        """
        value, shown = decimal_string(self.mid, digits)
        return value, decimal_string(self.rad + abs(self.mid - shown), 3, up=True)[0]

    def __repr__(self) -> str:
        value, radius = self.to_decimal(15)
        return f"[{value} +/- {radius}]"

    def _repr_latex_(self) -> str:
        value, radius = (text.replace("e", r" \cdot 10^{") + "}" * ("e" in text) for text in self.to_decimal(15))
        return rf"${value} \pm {radius}$"

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError(f"a ball has no ==: {_NO_ORDER}")

    def __lt__(self, other: object) -> NoReturn:
        raise TypeError(f"a ball has no <: {_NO_ORDER}")

    def __hash__(self) -> NoReturn:
        raise TypeError("a ball has no hash: it is a set of numbers, not a number")

    def __bool__(self) -> NoReturn:
        raise TypeError(f"a ball has no truth value: {_NO_ORDER}")


def decimal_string(value: Fraction, digits: int, *, up: bool = False) -> tuple[str, Fraction]:
    """``value`` in scientific notation with ``digits`` significant digits, and the rational number that this is.

    Rounds to nearest, or upwards with ``up`` (for radii, ``value >= 0``).

    >>> decimal_string(Fraction(2, 3), 4)
    ('6.667e-1', Fraction(6667, 10000))
    >>> decimal_string(Fraction(1, 3), 2, up=True)[0]
    '3.4e-1'
    """
    if value == 0:
        return "0", Fraction(0)
    magnitude = _decimal_exponent(abs(value))
    scaled = value * Fraction(10) ** (digits - 1 - magnitude)
    integer = ceil(scaled) if up else round(scaled)
    if abs(integer) == 10**digits:
        integer, magnitude = integer // 10, magnitude + 1
    text = str(abs(integer))
    mantissa = f"{text[0]}.{text[1:]}" if digits > 1 else text
    sign = "-" if value < 0 else ""
    exponent = f"e{magnitude}" if magnitude else ""
    return f"{sign}{mantissa}{exponent}", integer * Fraction(10) ** (magnitude - digits + 1)


def _decimal_exponent(value: Fraction) -> int:
    """The integer m with 10^m <= value < 10^(m+1)."""
    bits = value.numerator.bit_length() - value.denominator.bit_length()
    guess = floor(bits * log10(2)) - 1
    while Fraction(10) ** (guess + 1) <= value:
        guess += 1
    return guess
