"""Functions in SymPy whose decimal values come from certified balls.

A :class:`CertifiedFunction` is an ordinary SymPy function, with one difference: ``evalf`` never computes with rounded
numbers. Its arguments must be exact (rationals, or exact numbers such as ``sqrt(2)`` and other certified functions);
they are read exactly or enclosed, the value is enclosed to more digits than were asked for, and only then rounded. The
result is right to within one unit of its last digit. A float among the arguments is an error, not an approximation: to
evaluate at given numbers, put them in exactly with ``subs`` and then call ``evalf``.

:func:`lemmata.theory.values.enclosure.enclose` finds the same values, so that these functions may stand in whatever is
enclosed.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import arb
from mpmath.libmp import from_man_exp
from sympy import Expr, Float, Function, Symbol, oo

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value

Values = Mapping[Symbol, Any]

_DIGITS_PER_BIT = 0.30103
_GUARDS = (5, 40, 300)


class CertifiedFunction(Function):
    """A function that encloses its own values.

    A subclass lists the names of its arguments in ``names``, says in :meth:`enclosed` how it is evaluated and in
    ``on_grid`` which function below ``numerics`` takes its place in NumPy code.
    """

    names: tuple[str, ...]
    on_grid: str

    def enclosed(self, values: Values, digits: int, guard: int) -> Ball:
        """A ball around the value.

        Args:
            values: of the symbols.
            digits: those that are wanted.
            guard: how many more digits the arguments have that must be enclosed themselves.
        """
        raise NotImplementedError

    def _enclose_(self, values: Values, bits: int) -> arb:
        """The hook of :func:`lemmata.theory.values.enclosure.enclose`."""
        try:
            return self._value(values, int(bits * _DIGITS_PER_BIT)).to_arb()
        except InputError as reason:
            raise NoEnclosure(str(reason)) from None

    def _value(self, values: Values, digits: int) -> Ball:
        """A ball that is accurate to so many digits, or the narrowest that the arguments allow."""
        best = self.enclosed(values, digits, _GUARDS[0])
        for guard in _GUARDS[1:]:
            if best.accurate_to(digits):
                break
            ball = self.enclosed(values, digits, guard)
            if ball.rad >= best.rad:
                break
            best = ball
        return best

    @classmethod
    def _should_evalf(cls, arg: Expr) -> int:
        """Never by itself, not even next to a float."""
        return -1

    def _eval_evalf(self, prec: int) -> Expr | None:
        if self.free_symbols:
            return None
        for name, arg in zip(self.names, self.args, strict=True):
            if arg.has(Float):
                raise InputError(name, arg, "exact, such as 1/10 (a float is not; use subs with exact numbers)")
        try:
            ball = self._value({}, int(prec * _DIGITS_PER_BIT) + 3)
        except NoEnclosure:
            return None
        if not ball.accurate_to(int(prec * _DIGITS_PER_BIT) + 1):
            return None
        return Float(from_man_exp(ball.mantissa, ball.exponent, prec, "n"), precision=prec)

    def _numpycode(self, printer: Any) -> str:
        """Exact parameters are handed over as text, so that 11/10 does not become a double on the way."""
        shown = (repr(str(arg)) if arg.is_Rational or arg is oo else printer._print(arg) for arg in self.args)
        return f"{printer._module_format(f'lemmata.numerics.{self.on_grid}')}({', '.join(shown)})"


def rational(name: str, arg: Expr, values: Values) -> Fraction:
    """An argument that must be a rational number.

    Raises:
        InputError: when it is not.
    """
    value = exact_value(arg, values)
    if value is None:
        raise InputError(name, arg, "a rational number to be evaluated")
    return value


def dimension(arg: Expr, values: Values) -> Fraction | None:
    """The dimension, None where it is infinite."""
    return None if values.get(arg, arg) in (oo, None) else rational("d", arg, values)


def exact_or_ball(arg: Expr, values: Values, digits: int) -> Fraction | Ball:
    """An argument that may be any number that can be enclosed."""
    value = exact_value(arg, values)
    return enclose(arg, values, digits=digits) if value is None else value


def ends(value: Fraction | Ball) -> tuple[Fraction, Fraction]:
    """The least and the greatest number that an argument may be."""
    return (value.lower, value.upper) if isinstance(value, Ball) else (value, value)


def hull(first: Ball, second: Ball, digits: int) -> Ball:
    """A ball around both."""
    if first is second:
        return first
    least, most = min(first.lower, second.lower), max(first.upper, second.upper)
    return Ball.around((least + most) / 2, (most - least) / 2, bits=4 * digits + 64)
