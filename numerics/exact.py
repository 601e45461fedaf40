"""Exact inputs: what a user types is a rational number, never a binary fraction.

``"0.1"`` is 1/10, ``"3/2"`` is 3/2, ``"1e-20"`` is 1/10^20. A Python ``float`` is refused, because the double
nearest to 0.1 is not what its author meant.
"""

from __future__ import annotations

import math
import numbers
import operator
import re
import sys
from fractions import Fraction
from typing import Any

from lemmata.numerics.errors import InputError

Exact = int | Fraction | str
"""What the numerical functions take as a number: an integer, a fraction, or a string such as ``"3/2"``."""

_NUMBER = re.compile(r"\s*[+-]?(\d+(/\d+)?|(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d{1,9})?)\s*", re.ASCII)
_LONGEST = 20_000  # characters; a longer numeral is a mistake, and int() is quadratic in it
_MOST_ZEROS = 2000  # a number beyond 10^2000, or below its inverse, is a mistake as well
_BITS = 6644  # 10^2000
sys.set_int_max_str_digits(4 * _LONGEST)  # Python's limit of 4300 digits is for servers; numerals are bounded here
_EXPONENT = re.compile(r"[eE]([+-]?\d+)\s*$", re.ASCII)
_SIZES = f"between 1e-{_MOST_ZEROS} and 1e{_MOST_ZEROS}, or zero"
_WORDS = "an exact number: an integer, a fraction such as 3/2, or a decimal such as 0.1 or 1e-20"


def exact(value: Exact, argument: str = "value") -> Fraction:
    """Read ``value`` as the rational number that was typed.

    Args:
        value: an integer, a :class:`~fractions.Fraction`, or a numeral (``"3/2"``, ``"0.1"``, ``"1e-20"``).
        argument: the name to use in the error.

    An integer of NumPy or of any other library is an integer.

    Raises:
        InputError: for floats, booleans, infinities and anything that is not a numeral.

    >>> exact("0.1"), exact("1e-3"), exact(" -3/2 "), exact(7)
    (Fraction(1, 10), Fraction(1, 1000), Fraction(-3, 2), Fraction(7, 1))
    >>> exact(0.1, "kappa")
    Traceback (most recent call last):
        ...
    lemmata.numerics.errors.InputError: kappa = 0.1: must be an exact number, not a float: write "0.1" in quotes, or
    Fraction(1, 10)
    """
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, str)):
        given: Any = value
        if getattr(given, "is_Rational", False):  # SymPy's rationals, met without importing SymPy
            return Fraction(int(given.p), int(given.q))
        integer = whole(given)
        if integer is None:
            raise InputError(argument, value, instead_of_float(given) or _WORDS)
        return Fraction(integer)
    if isinstance(value, str):
        if len(value) > _LONGEST or not _NUMBER.fullmatch(value):
            raise InputError(argument, value, _WORDS)
        if (power := _EXPONENT.search(value)) and abs(int(power[1])) > _LONGEST + _MOST_ZEROS:
            raise InputError(argument, value, _SIZES)  # before it is written out
        try:
            number = Fraction(value.strip())
        except (ZeroDivisionError, ValueError):
            raise InputError(argument, value, _WORDS) from None
        if number and abs(number.numerator.bit_length() - number.denominator.bit_length()) > _BITS:
            raise InputError(argument, value, _SIZES)
        return number
    return Fraction(value)


def whole(value: Any) -> int | None:
    """A value of any library that is an integer by its type; None for anything else, truth values among them.

    >>> import numpy
    >>> whole(numpy.int64(3)), whole(3.0), whole(True)
    (3, None, None)
    """
    if isinstance(value, bool):
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None


def instead_of_float(value: Any) -> str:
    """What to type instead of a float; empty for what is none.

    >>> instead_of_float(1 / 3)
    'an exact number, not a float: write "1/3" in quotes, or Fraction(1, 3)'
    """
    if not isinstance(value, numbers.Real) or isinstance(value, (bool, numbers.Rational)):
        return ""
    number = float(value)
    if not math.isfinite(number):
        return f'an exact number, not a float ("oo" in quotes where infinity is meant): {number}'
    meant = rational_meant(number)
    if meant.denominator == 1:
        return f"an exact number, not a float: write {meant}"
    text = repr(number) if Fraction(repr(number)) == meant else str(meant)
    fraction = f"Fraction({meant.numerator}, {meant.denominator})"
    return f'an exact number, not a float: write "{text}" in quotes, or {fraction}'


def rational_meant(value: float) -> Fraction:
    """The rational number that a float was probably typed for: a short fraction, or else its decimal.

    >>> rational_meant(0.1), rational_meant(2 / 3)
    (Fraction(1, 10), Fraction(2, 3))
    """
    short = Fraction(value).limit_denominator(1000)
    return short if float(short) == value else Fraction(repr(value))


def exact_integer(value: Exact, argument: str, least: int) -> int:
    """Read ``value`` as an integer that is at least ``least``.

    Raises:
        InputError: when it is not an integer, or too small.

    >>> exact_integer("12", "T", least=1)
    12
    """
    number = exact(value, argument)
    if number.denominator != 1 or number < least:
        raise InputError(argument, value, f"an integer >= {least}")
    return int(number)
