r"""Integrals of one variable over an interval or a half-line, in balls.

Where the integrand is analytic Arb's integrator bounds its own error (Johansson, "Numerical integration in
arbitrary-precision ball arithmetic", 2018): the integrand is evaluated on complex boxes, and every root, power and
logarithm says there whether a branch cut is touched. An infinite end, or one at which the integrand is not analytic, is
moved to infinity (x = 1/u for the latter) and integrated on the scale t = log x up to some t, beyond which the slope of
the integrand bounds what is left out (:mod:`.sum_tails`); where that slope says that the integral is infinite, it has
no value.

>>> from sympy import exp, oo, sqrt
>>> from sympy.abc import x
>>> integral(exp(-x**2), x, Integer(0), oo, 100).overlaps(arb.pi().sqrt()/2)
True
>>> integral(1/sqrt(x), x, Integer(0), Integer(1), 100).overlaps(arb(2))
True
>>> integral(1/x, x, Integer(1), oo, 100)
Traceback (most recent call last):
    ...
lemmata.theory.values.finite_enclosure.Divergent: the integral of 1/x diverges
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, ctx
from sympy import Expr, Integer, Integral, Symbol, expand, oo, preorder_traversal

from lemmata.numerics.errors import InputError
from lemmata.theory.values.asymptotic_forms import K, NoForm
from lemmata.theory.values.complex_walk import ComplexWalk
from lemmata.theory.values.finite_enclosure import Divergent, FiniteWalk, NoEnclosure, Undecided, enclose
from lemmata.theory.values.formula_program import program
from lemmata.theory.values.kinks import pieces
from lemmata.theory.values.poles import pole
from lemmata.theory.values.sum_tails import Diverges, Tail
from lemmata.theory.values.work import WORK, remembered

_GUARD = 32
_EVALUATIONS = 20_000
_FURTHEST = 10.0**60


@remembered(256)
def integral(function: Expr, variable: Symbol, low: Expr, high: Expr, bits: int) -> arb:
    """The integral, at about the given precision.

    Raises:
        Divergent: where it diverges.
        NoEnclosure: where it could not be enclosed.
    """
    if low == high or function == 0:
        return arb(0)
    if parts := pieces(Integral(function, (variable, low, high))):
        ranges = ((part.function, *part.limits[0][1:]) for part in parts)
        return sum((integral(one, variable, first, last, bits) for one, first, last in ranges), arb(0))
    if low is -oo and high is oo:
        zero = Integer(0)
        return integral(function, variable, zero, oo, bits) + integral(function, variable, -oo, zero, bits)
    if low is -oo:
        return integral(function.xreplace({variable: -variable}), variable, -high, oo, bits)
    if high is -oo or low is oo:
        return -integral(function, variable, high, low, bits)
    with ctx.workprec(bits + _GUARD):
        if high is oo:
            start = Integer(max(1, int(enclose(low, digits=10).upper) + 1))
            return _between(function, variable, low, start, bits) + _from(function, variable, start, bits)
        return _between(function, variable, low, high, bits)


def _between(function: Expr, variable: Symbol, low: Expr, high: Expr, bits: int) -> arb:
    """Over a bounded interval; an end where the integrand is not analytic is taken apart."""
    left, right = (FiniteWalk({}, ctx.prec).value(end) for end in (low, high))
    if left > right:
        return -_between(function, variable, high, low, bits)
    if place := pole(function, variable, left, right):
        raise Divergent(f"the integral of {function} diverges at {variable} = {place}")
    whole = _analytic(function, variable, left, right, bits)
    if whole is not None:
        return whole
    middle = (low + high) / 2
    width = middle - low
    parts = []
    for shifted in (low + 1 / K, high - 1 / K):  # x = low + 1/u, dx = -du/u^2
        seen = function.xreplace({variable: shifted}).replace(lambda node: node.is_Add, expand) / K**2
        start = 1 / width
        parts.append(_from(seen, K, start, bits))
    return parts[0] + parts[1]


def _analytic(function: Expr, variable: Symbol, low: arb, high: arb, bits: int) -> arb | None:
    ends = (ComplexWalk({variable: acb(end)}, True).value(function) for end in (low, high))
    if not all(value.is_finite() for value in ends):
        return None
    value = _integrated(lambda x, analytic: ComplexWalk({variable: x}, analytic).value(function), low, high, bits)
    return value.real if value.is_finite() and value.imag.contains(0) and value.real.rad() < 1 else None


def _integrated(function: Callable[[acb, bool], acb], low: arb, high: arb, bits: int) -> acb:
    """By Arb, which an exception must not pass through: the integrand is no number from there on, and it is raised."""
    raised: list[Exception] = []

    def guarded(x: acb, analytic: bool) -> acb:
        try:
            return acb(arb.nan()) if raised else function(x, analytic)
        except (NoEnclosure, Undecided) as reason:
            raised.append(reason)
            return acb(arb.nan())

    tolerance = arb((1, -bits))
    value = acb.integral(guarded, acb(low), acb(high), rel_tol=tolerance, abs_tol=tolerance, eval_limit=_EVALUATIONS)
    if raised:
        raise raised[0]
    return value


def _from(function: Expr, variable: Symbol, start: Expr, bits: int) -> arb:
    """From a positive number on to infinity."""
    moment = function.xreplace({variable: K}) * K
    try:
        tail, steps = Tail.of(moment / K), program(moment)
    except Diverges:
        raise Divergent(f"the integral of {function} diverges") from None
    except (NoForm, InputError) as reason:
        raise NoEnclosure(str(reason)) from None
    first = FiniteWalk({}, ctx.prec).value(start).log()
    last = _far_enough(tail, first, bits)
    nodes = sum(1 for _ in preorder_traversal(moment))

    def of_log(t: acb, _: bool) -> acb:
        WORK.nodes += nodes
        return acb(steps(t))

    value = _integrated(of_log, first, last, bits)
    if not (value.is_finite() and value.imag.contains(0)):
        raise NoEnclosure(f"the integral of {function} could not be enclosed")
    return value.real + arb(0, abs(tail.beyond(last)).upper())


def _far_enough(tail: Tail, first: arb, bits: int) -> arb:
    """A t beyond which little is left."""
    t = max(float(first.upper()), float(tail.rate.T)) + 1
    while t < _FURTHEST:
        left = abs(tail.beyond(arb(t)))
        if left < arb((1, -bits)):
            return arb(t)
        t *= 1.5
    raise NoEnclosure("too much is left at infinity")
