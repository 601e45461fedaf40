r"""Whether a formula in k is positive, does not increase, and stays below another one: certified, not believed.

Up to some k the question is settled in balls. A program that is evaluated on the power series t + u of a ball t (t =
log k) gives a ball around E and one around dE/dt for all k in a panel at once; panels that say too little are halved,
down to a few integers, which are taken one by one. From e^T on the sign of the slope settles it
(:mod:`lemmata.theory.values.asymptotic_forms`), for all k at once; without one, all k up to a finite d are covered by
panels.

>>> decreasing(K**-2 * sympy.log(K + 1), 10**15)
>>> decreasing(K**-3 * ((K - 5)**2 + 1), None)
Traceback (most recent call last):
    ...
lemmata.theory.values.monotone.Fails: it increases from k = 5 to k = 6
"""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt

import sympy
from flint import arb, arb_series, ctx
from sympy import Expr, Integer

from lemmata.numerics.accuracy import series_length
from lemmata.numerics.sums.log_panels import Program
from lemmata.theory.values.asymptotic_forms import Form, K, NoForm, form, index_beyond, slope
from lemmata.theory.values.exact_value import exact_value
from lemmata.theory.values.finite_enclosure import NoEnclosure, enclose
from lemmata.theory.values.formula_program import program
from lemmata.theory.values.sum_tails import LADDER

_MOST_PANELS = 5_000
_FEW = 4
_BITS = 96


class Fails(ValueError):
    """A property does not hold, or could not be certified; the message says where."""


def decreasing(expr: Expr, d: int | None) -> None:
    """Certify that an expression is positive and does not increase for k = 1, ..., d (None: for all k).

    Raises:
        Fails: saying where it is not, or where that could not be certified.
        NoForm: for all k, when the slope is not known for large k; the message names the part.
    """
    steps = program(expr)

    def on_panel(t: arb) -> bool:
        value, rate = _value_and_rate(steps, t)
        return bool(value > 0 and rate <= 0)

    def at(k: int) -> None:
        here = _at(expr, k)
        if here is None:
            raise Fails(f"no real value was found at k = {k}")
        if here <= 0:
            raise Fails(f"it is not positive at k = {k}")
        if k != d:
            change = _at(expr.xreplace({K: K + 1}) - expr, k)
            if change is None:
                raise Fails(f"it could not be certified that it does not increase from k = {k} to k = {k + 1}")
            if change > 0:
                raise Fails(f"it increases from k = {k} to k = {k + 1}")

    last, rising = _settled(expr, d)
    _certify(on_panel, at, last)
    if rising is not None:
        raise Fails(f"it increases for all k >= {last}")


def below(expr: Expr, bound: Expr, d: int | None) -> None:
    """Certify that an expression is at most ``bound`` for k = 1, ..., d (None: for all k); both are positive.

    Raises:
        Fails: saying where it is not, or where that could not be certified.
        NoForm: for all k, when the slope of their ratio is not known for large k.
    """
    ratio = expr / bound
    steps = program(ratio)

    def on_panel(t: arb) -> bool:
        return bool(_value_and_rate(steps, t)[0] <= 1)

    def at(k: int) -> None:
        above = _at(expr - bound, k)
        if above is None:
            raise Fails(f"it could not be certified at k = {k}")
        if above > 0:
            raise Fails(f"it is false at k = {k}")

    last, rising = _settled(ratio, d)
    if rising is not None and not _limit_at_most_one(ratio, rising):
        raise Fails("it is false for large k" + _somewhere_above(steps))
    _certify(on_panel, at, last)


def finite(expr: Expr, last: int) -> None:
    """Certify that an expression has a real value for k = 1, ..., last.

    Raises:
        Fails: saying where it has none, or where that could not be certified.
    """
    steps = program(expr, "weights")

    def at(k: int) -> None:
        if exact_value(expr, {K: Integer(k)}) is None:
            try:
                enclose(expr, {K: Integer(k)}, digits=5)
            except NoEnclosure:
                raise Fails(f"no real value was found at k = {k}") from None

    _certify(lambda t: bool(steps(t).is_finite()), at, last)


def _settled(expr: Expr, d: int | None) -> tuple[int, Form | None]:
    """Up to which k panels are needed, and the slope beyond when the expression increases for all larger k."""
    missing: NoForm | None = None
    for T in LADDER:
        try:
            found = slope(expr, arb(T))
            rises = found is not None and found.sign() > 0
        except NoForm as reason:
            missing = reason
            continue
        last = index_beyond(arb(T))
        if d is not None and (rises or d <= last):
            return d, None
        return last, found if rises else None
    if d is None:
        raise missing or NoForm(str(expr))
    return d, None


def _limit_at_most_one(ratio: Expr, rising: Form) -> bool:
    """Whether a ratio that increases for large k stays at most 1, because its limit does."""
    limit = form(ratio, rising.T)
    return limit.key == (0, 0, ()) and bool(limit.size(rising.T) <= 1)


def _somewhere_above(ratio: Program) -> str:
    """A k at which the ratio certainly exceeds one."""
    for exponent in range(1, 400):
        if ratio(arb(10**exponent).log()) > 1:
            return f" (as at k = 10^{exponent})"
    return ""


def _certify(on_panel: Callable[[arb], bool], at: Callable[[int], None], last: int) -> None:
    """Every k from 1 to ``last``, from the left, by halving."""
    waiting, panels = [(1, last)], 0
    with ctx.workprec(_BITS):
        while waiting:
            low, high = waiting.pop()
            panels += 1
            if high - low > _FEW and on_panel(arb(low).log().union(arb(high).log())):
                continue
            if high - low <= _FEW:
                for k in range(low, high + 1):
                    at(k)
                continue
            if panels > _MOST_PANELS:
                raise Fails(f"it could not be certified beyond k = {low}")
            middle = max(low + 1, min(high - 1, isqrt(low * high)))
            waiting += [(middle, high), (low, middle)]


def _value_and_rate(steps: Program, t: arb) -> tuple[arb, arb]:
    with series_length(2):
        value = steps(arb_series([t, 1], prec=2))
    return (value[0], value[1]) if isinstance(value, arb_series) else (value, arb(0))


def _at(expr: Expr, k: int) -> arb | None:
    """The sign of the value at an integer, as a ball that is zero or does not contain zero; None when undecided."""
    point = {K: Integer(k)}
    known = exact_value(expr.xreplace(point), {})  # SymPy knows gamma functions at integers
    if known is not None:
        return arb(int(sympy.sign(known.numerator)))
    try:
        ball = enclose(expr, point, digits=60)
    except NoEnclosure:
        return None
    return None if ball.contains(0) else ball.to_arb()
