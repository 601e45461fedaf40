r"""Spectral sums to leading order: ``S = sum_{k<=d} k^-u prod_i (k^-beta + kappa_i)^-q_i`` with ``kappa_i = T^-e_i``.

**Order (proved).** Since ``max(a, b) <= a + b <= 2 max(a, b)``, S lies between ``2^-sum(q) B`` and ``B``, where B has
``max(k^-beta, kappa_i)`` in the place of ``k^-beta + kappa_i``. With ``k = T^x`` the dyadic block around k contributes
``T^f(x)`` up to constants, ``f(x) = (1-u) x + sum_i q_i min(beta x, e_i)``. This f is concave and piecewise affine on
``[0, delta]``, so the exponent of S is its value at one of the breakpoints ``0, e_i/beta, delta``, and a factor
``log T`` occurs when f is maximal on a whole segment. Uniform in all parameters; only power sums are used.

**Constants (one kappa).** ``K = kappa^(-1/beta)``, ``s0 = q - (u-1)/beta``. The Mellin pair ``(1+t)^-q <-> G(s) =
Gamma(s) Gamma(q-s)/Gamma(q)`` gives

    S = (1/2 pi i) int kappa^-s G(s) zeta(u - q beta + beta s) ds,       max(0, s0) < Re s < q,

and the pole furthest to the right wins: ``G(s0)/beta kappa^-s0`` (from zeta) when s0 > 0, ``zeta(u - q beta)`` (from
Gamma, at s = 0) when s0 < 0, and the double pole ``log(1/kappa)/beta`` when s0 = 0 (Flajolet, Gourdon, Dumas, Mellin
transforms and asymptotics: harmonic sums, Theor. Comput. Sci. 144, 1995). With d << K the factor (..)^-q is k^(q beta).

Where two scales coincide the constant is a number of its own: the sum itself for kappa of order 1, an integral of
hypergeometric type for K of the order of d (:mod:`lemmata.theory.scaling.limit_functions`).

What it cannot do: constants where two kappas interact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.limit_functions import UnitIntegral
from lemmata.theory.scaling.monomial import Monomial, capacity_constant
from lemmata.theory.scaling.tropical import Tropical, largest, least, tropical
from lemmata.theory.spectra.spectral_functions import SpectralSum


def exponent(u: Form, factors: Sequence[tuple[int, Tropical]], beta: Form, delta: Form | None) -> Tropical:
    """The exponent of S, for factors ``(q, e)``; ``delta`` None means d infinite (then S must converge).

    >>> ell = Form.name("ell")
    >>> df2 = exponent(Form.number(4), [(2, tropical(ell))], Form.number(2), None)
    >>> [df2.at({"ell": Fraction(value)}) for value in (-1, 0, 1)]
    [Fraction(-2, 1), Fraction(0, 1), Fraction(1, 2)]
    """
    stops = [largest(0, _at_most(e * (1 / beta), delta)) for _, e in factors]
    ends = [tropical(0)] + ([] if delta is None else [tropical(delta)])
    return largest(*(_height(x, u, factors, beta) for x in (*ends, *stops)))


def _at_most(x: Tropical, delta: Form | None) -> Tropical:
    return x if delta is None else least(x, delta)


def _height(x: Tropical, u: Form, factors: Sequence[tuple[int, Tropical]], beta: Form) -> Tropical:
    total = x * (1 - u)
    for q, e in factors:
        total = total + least(x * beta, e) * q
    return total


def leading(cases: Cases, u: Form, factors: Sequence[tuple[int, Monomial]], beta: Form, d: Monomial | None) -> Monomial:
    """The leading monomial of S on a region, for factors ``(q, kappa)`` with ``kappa = c T^-e``.

    Raises:
        InputError: when d is infinite and S diverges.
    """
    outside = Monomial(Form.number(0))
    inside: list[tuple[int, Monomial]] = []
    meeting: list[tuple[int, Monomial]] = []
    for q, kappa in factors:
        e = -kappa.exponent
        low = cases.sign(e)
        high = -1 if d is None else cases.sign(e - beta * d.exponent)
        if low == 0 or high == 0:
            meeting.append((q, kappa))
        if low < 0 or (low == 0 and len(factors) > 1):
            outside = outside * kappa.power(Form.number(-q))
        elif high >= 0:
            u = u - beta * q
        elif low > 0:
            inside.append((q, kappa))
    if len(factors) == 1 and meeting:
        return _meeting_scale(cases, u, *meeting[0], beta, d)
    if not inside:
        found = outside * _power_sum(cases, u, d)
    elif len(inside) == 1:
        found = outside * _one_scale(cases, u, *inside[0], beta, d)
    else:
        found = outside * _many_scales(cases, u, inside, beta, d)
    return Monomial(found.exponent, found.log_power, None, TWO_SCALES) if meeting else found


TWO_SCALES = "a spectral sum in which two renormalised ridges interact"


def _meeting_scale(cases: Cases, u: Form, q: int, kappa: Monomial, beta: Form, d: Monomial | None) -> Monomial:
    """One kappa of order 1, or one K of the order of d (then u counts from ``k^(q beta)``)."""
    if kappa.constant is None:
        order = _power_sum(cases, u, d)
        return Monomial(order.exponent, order.log_power, None, kappa.unknown)
    shown = beta.to_sympy()
    if kappa.exponent.is_zero:
        if cases.sign(u - 1) > 0:
            return Monomial(Form.number(0), constant=SpectralSum(u.to_sympy(), q, shown, kappa.constant))
        return kappa.power(Form.number(-q)) * _power_sum(cases, u, d)
    found = _power_sum(cases, u, d)
    if cases.sign(u - 1) >= 0:
        return found
    assert d is not None
    rise = 1 - u
    scale = kappa.constant * d.constant**shown
    return d.power(rise) * Monomial(Form.number(0), constant=UnitIntegral(rise.to_sympy(), q, shown, scale))


def _power_sum(cases: Cases, u: Form, d: Monomial | None) -> Monomial:
    """``sum_{k<=d} k^-u``."""
    side = cases.sign(u - 1)
    if side > 0:
        return Monomial(Form.number(0), constant=sympy.zeta(u.to_sympy()))
    if d is None:
        raise InputError("d", "oo", "finite: a spectral sum diverges otherwise")
    if side == 0:
        return _log(d.exponent)
    return d.power(1 - u) * Monomial(Form.number(0), constant=1 / (1 - u).to_sympy())


def _log(exponent: Form) -> Monomial:
    """``log T^exponent``, for a positive exponent; of order 1 when that is zero."""
    if exponent.is_zero:
        return Monomial(Form.number(0), constant=None, unknown="a logarithm of a bounded ratio")
    return Monomial(Form.number(0), Fraction(1), exponent.to_sympy())


def _one_scale(cases: Cases, u: Form, q: int, kappa: Monomial, beta: Form, d: Monomial | None) -> Monomial:
    """One K strictly between 1 and d: the rows of the table of leading poles."""
    rise = 1 - u + beta * q
    x = -kappa.exponent / beta
    before = cases.sign(rise)
    if before < 0:
        return Monomial(Form.number(0), constant=sympy.zeta((-rise + 1).to_sympy()))
    if before == 0:
        return _log(x)
    after = cases.sign(1 - u)
    if after < 0:
        pole = rise / beta
        return kappa.power(-pole) * Monomial(Form.number(0), constant=mellin_constant(pole, q, beta))
    if d is None:
        raise InputError("d", "oo", "finite: a spectral sum diverges otherwise")
    tail = _log(d.exponent - x) if after == 0 else _power_sum(cases, u, d)
    return kappa.power(Form.number(-q)) * tail


def mellin_constant(s: Form, q: int, beta: Form) -> Any:
    """``G(s)/beta = Gamma(s) Gamma(q-s)/(beta Gamma(q))``, by the reflection formula (DLMF 5.5.3) where it is regular.

    >>> two, half = Form.number(2), Form.number(Fraction(1, 2))
    >>> mellin_constant(half, 1, two), mellin_constant(Form.number(1), 2, two)
    (pi/2, 1/2)
    """
    value = s.to_sympy()
    shift = (s - 1 / beta).constant
    if q <= 2 and beta.constant is None and shift is not None and shift.denominator == 1:
        # sin(pi (1/beta + m)) = (-1)^m sin(pi/beta)
        reflected = (-1) ** int(shift) * capacity_constant(beta)
    elif q <= 2 and s.constant is not None and s.constant.denominator > 1:
        reflected = sympy.pi / sympy.sin(sympy.pi * value) / beta.to_sympy()
    else:
        return sympy.gamma(value) * sympy.gamma(q - value) / sympy.gamma(q) / beta.to_sympy()
    return reflected if q == 1 else (1 - value) * reflected


def _many_scales(
    cases: Cases, u: Form, factors: Sequence[tuple[int, Monomial]], beta: Form, d: Monomial | None
) -> Monomial:
    """Several K between 1 and d: the concave maximum, and whether it is attained on a segment."""
    waiting = list(factors)
    slope = 1 - u + sum((beta * q for q, _ in factors), Form.number(0))
    height, here, flat = Form.number(0), Form.number(0), False
    while True:
        rising = cases.sign(slope)
        if rising < 0:
            break
        stops = [-kappa.exponent / beta for _, kappa in waiting] + ([] if d is None else [d.exponent])
        if not stops:
            raise InputError("d", "oo", "finite: a spectral sum diverges otherwise")
        there = cases.least(stops)
        height = height + slope * (there - here)
        flat |= rising == 0 and not (there - here).is_zero
        reached = [pair for pair in waiting if -pair[1].exponent / beta == there]
        if not reached:
            break
        waiting = [pair for pair in waiting if pair not in reached]
        slope = slope - sum((beta * q for q, _ in reached), Form.number(0))
        here = there
    return Monomial(height, Fraction(int(flat)), None, TWO_SCALES)
