r"""What an explicit function of one size does as that size grows: its limit, decided, or the answer that it is not.

A rational function is decided by its leading coefficients. Everything else is decided by the forms of
:mod:`lemmata.theory.values.asymptotic_forms`: c K^p (log K)^q exp(...) (1 + delta) with a bound of |delta| for *all* K
beyond some size. So a limit lies in a stated ball, whether its corrections fall like 1/K or like 1/log K, and
nothing is extrapolated. Sizes go up to 10^(10^6), which is what makes 1/log K small.

>>> tail_of(1 + 1 / sympy.log(K)).value.contains(1)
True
>>> tail_of(sympy.Max(1, K / 10**15)).behaviour
'grows'
>>> tail_of(sympy.sin(K)) is None
True
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import sympy
from flint import arb, ctx
from sympy import Expr

from lemmata.numerics.ball import Ball
from lemmata.theory.values.asymptotic_forms import Form, K, NoForm, form
from lemmata.theory.values.enclosure import NoEnclosure, enclose, holds
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.engines.binders import written_out

_SIZES = (10**6, 10**4, 10**2, 30)
"""Powers of ten beyond which a form is asked for, the largest first: the larger, the narrower."""
_HIGHEST_POWER = 60
_LONGEST_SUM = 200
_PRECISION = 128


@dataclass(frozen=True)
class Tail:
    """What a function does in the end.

    Attributes:
        behaviour: ``tends`` (to a number in ``value``), ``vanishes``, ``grows`` without bound, or is ``zero``.
        value: the limit, or a ball that contains it, if there is one: it contains all values beyond some size.
    """

    behaviour: Literal["tends", "vanishes", "grows", "zero"]
    value: Fraction | Ball = Fraction(0)


def tail_of(function: Expr) -> Tail | None:
    """What an expression in :data:`K` does as K grows; None where that is not decided.

    Args:
        function: with numbers for everything but K.
    """
    before = ctx.prec
    ctx.prec = _PRECISION
    try:
        return _tail(function)
    finally:
        ctx.prec = before


def value_of(number: Expr) -> Fraction | Ball | None:
    """A number exactly, or in a ball; None where it has no value."""
    exact = exact_value(number)
    if exact is not None:
        return exact
    try:
        return enclose(number, digits=40)
    except NoEnclosure:
        return None


def sign_in_the_end(function: Expr) -> int | None:
    """The sign of an expression in K for all large K; None where it is not decided."""
    if K not in function.free_symbols:
        return _sign_of_number(function)
    leading = _leading(function)
    if leading is not None:
        coefficient, _ = leading
        return int(sympy.sign(coefficient))
    for power in _SIZES:
        try:
            return form(function, _beyond(power)).sign()
        except (NoForm, ArithmeticError, ValueError):
            continue
    return None


def _tail(function: Expr) -> Tail | None:
    explicit = _without_branches(written_out(function, _LONGEST_SUM))
    if explicit is None:
        return None
    if K not in explicit.free_symbols:
        value = value_of(explicit)
        if value is None:
            return None
        return Tail("zero") if isinstance(value, Fraction) and value == 0 else Tail("tends", value)
    leading = _leading(explicit)
    if leading is not None:
        coefficient, degree = leading
        if coefficient == 0:
            return Tail("zero")
        if degree:
            return Tail("grows" if degree > 0 else "vanishes")
        return Tail("tends", Fraction(int(coefficient.p), int(coefficient.q)))
    for power in _SIZES:
        try:
            return _of_form(form(explicit, _beyond(power)))
        except (NoForm, ArithmeticError, ValueError):
            continue
    return None


def _of_form(found: Form) -> Tail | None:
    if found.key == (0, 0, ()):
        c = found.c if isinstance(found.c, arb) else arb(found.c.numerator) / arb(found.c.denominator)
        return Tail("tends", Ball.from_arb(c * (1 + arb(0, found.error))))
    if not found.error < 1:
        return None
    shape = Form(found.T, Fraction(1), found.p, found.q, found.exponents)
    if shape.falls():
        return Tail("vanishes")
    return Tail("grows") if (shape ** sympy.Integer(-1)).falls() else None


def _beyond(power: int) -> arb:
    return arb(10).log() * power


def _leading(function: Expr) -> tuple[Any, int] | None:
    """Leading coefficient and degree of a rational function with rational coefficients; None for anything else."""
    if any(node.exp.is_Integer and abs(node.exp) > _HIGHEST_POWER for node in function.atoms(sympy.Pow)):
        return None  # what is multiplied out would be too long
    numerator, denominator = sympy.fraction(sympy.together(function))
    if not (numerator.is_polynomial(K) and denominator.is_polynomial(K)):
        return None
    above, below = sympy.Poly(numerator, K), sympy.Poly(denominator, K)
    if below.is_zero or not all(c.is_Rational for p in (above, below) for c in p.all_coeffs()):
        return None
    if above.is_zero:
        return sympy.Integer(0), 0
    return above.LC() / below.LC(), above.degree() - below.degree()


def _without_branches(function: Expr) -> Expr | None:
    """Maxima, minima and absolute values replaced by the branch that is taken in the end; None where that is open."""
    while nodes := function.atoms(sympy.Max, sympy.Min, sympy.Abs):
        node = min(nodes, key=lambda each: (len(each.atoms(sympy.Max, sympy.Min, sympy.Abs)), str(each)))
        taken = _branch(node)
        if taken is None:
            return None
        function = function.xreplace({node: taken})
    return function


def _branch(node: Any) -> Expr | None:
    if isinstance(node, sympy.Abs):
        sign = sign_in_the_end(node.args[0])
        return None if sign is None else sign * node.args[0]
    best, wanted = node.args[0], 1 if isinstance(node, sympy.Max) else -1
    for other in node.args[1:]:
        sign = sign_in_the_end(other - best)
        if sign is None:
            return None
        best = other if sign == wanted else best
    return best


def _sign_of_number(number: Expr) -> int | None:
    signs = ((sympy.Gt, 1), (sympy.Lt, -1), (sympy.Eq, 0))
    zero = sympy.Integer(0)
    return next((sign for kind, sign in signs if holds(kind(number, zero, evaluate=False)) is True), None)
