"""Evaluate in ball arithmetic until the radius meets the digits that were asked for.

python-flint's precision belongs to the process; it is set here and restored whatever happens.

>>> ball, = accurate(lambda: (arb(2).sqrt(),), 40)
>>> ball.to_decimal(40)[0]
'1.414213562373095048801688724209698078570'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flint import arb, ctx, fmpq

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate

MOST_BITS = 1 << 16
_MOST_DIGITS = 15_000
_GUARD = 100  # digits that are asked for inside, so that those asked for outside are right
_BITS_PER_DIGIT = 3.3219281  # a little more than log2(10)


def bits_for(digits: int) -> int:
    """The precision at which an evaluation is tried first.

    Raises:
        InputError: for digits out of range.
    """
    if not 1 <= digits <= _MOST_DIGITS + _GUARD:
        raise InputError("digits", digits, f"between 1 and {_MOST_DIGITS}")
    return int(digits * _BITS_PER_DIGIT) + 20 + 2 * int(digits).bit_length() + int(digits) // 50


def accurate(work: Callable[[], tuple[arb, ...]], digits: int, most_bits: int = MOST_BITS) -> tuple[Ball, ...]:
    """What ``work`` returns at a precision where every radius is at most 10^-digits times the value.

    Raises:
        InputError: for digits out of range.
        NotAccurate: when that takes more than ``most_bits``.
    """
    bits = bits_for(digits)
    while bits <= most_bits:
        with ctx.workprec(bits):
            values = work()
        balls = tuple(ball for value in values if (ball := _ball(value, digits)) is not None)
        if len(balls) == len(values):
            return balls
        bits = int(bits * 1.6)
    raise NotAccurate(f"{digits} digits were not reached with {most_bits} bits")


def _ball(value: arb, digits: int) -> Ball | None:
    """The value as a ball, if it is accurate enough."""
    if not value.is_finite():
        return None
    ball = Ball.from_arb(value)
    # rel_accuracy_bits is a lower bound of -log2(rad/|mid|), quicker than the exact comparison
    if value.rel_accuracy_bits() >= digits * _BITS_PER_DIGIT or ball.accurate_to(digits):
        return ball
    return None


@contextmanager
def series_length(length: int) -> Iterator[None]:
    """Power series with so many coefficients: python-flint cuts them at a length that belongs to the process."""
    before, ctx.cap = ctx.cap, length
    try:
        yield
    finally:
        ctx.cap = before


def as_fmpq(value: Any) -> fmpq:
    """The same rational, of an integer, a fraction or a rational of SymPy."""
    return fmpq(int(value.numerator), int(value.denominator))


def as_arb(value: Any) -> arb:
    """A ball around the rational, at the current precision."""
    return arb(as_fmpq(value))
