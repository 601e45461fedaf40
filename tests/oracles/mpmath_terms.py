r"""The sum of any smooth terms by mpmath, with an estimate of the error: a second opinion on certified sums.

    sum_{k=1}^{d} f(k),   f positive and smooth, given as a function of an ``mpf``.

Euler-Maclaurin summation from a cut on: the integral by mpmath's tanh-sinh quadrature over pieces in log k, the
derivatives from mpmath's finite differences. Infinitely many terms are cut off where k f(k) is small and falls. Nothing
is shared with :mod:`lemmata.numerics.sums.smooth_spectrum`, neither rule nor bound. The error is estimated by the
difference between two cuts; that is an estimate and no bound, and where f changes within a few integers it is a poor
one.

>>> found = estimate_terms(lambda k: 1 / (1 + k * k), None, digits=15)                # (pi coth pi - 1)/2
>>> mpmath.nstr(found.value, 13), found.error < 1e-13
('1.076674047469', True)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath

from lemmata.numerics.sums.mpmath_sums import Estimate

Term = Callable[[Any], Any]


def estimate_terms(term: Term, d: int | None, *, digits: int = 15) -> Estimate:
    """The sum of ``term(k)`` over k = 1..d (None: infinitely many) by mpmath.

    Args:
        term: a function of a real number, positive and smooth.
        d: the number of terms.
        digits: those that are wanted.
    """
    with mpmath.workdps(digits + 15):
        cut = 3 * digits
        coarse, fine = _value(term, d, cut, digits), _value(term, d, 2 * cut, digits)
        return Estimate(fine, abs(fine - coarse) + abs(fine) * mpmath.mpf(10) ** (-digits - 3))


def _value(term: Term, d: int | None, cut: int, digits: int) -> Any:
    if d is not None and d <= 4 * cut:
        return mpmath.fsum(term(mpmath.mpf(k)) for k in range(1, d + 1))
    head = mpmath.fsum(term(mpmath.mpf(k)) for k in range(1, cut)) + term(mpmath.mpf(cut)) / 2
    start = mpmath.log(cut)
    end = _end(term, start, head, digits) if d is None else mpmath.log(d)
    pieces = [start]
    while pieces[-1] < end:
        pieces.append(min(end, pieces[-1] + max(1, (pieces[-1] - 60) / 4)))
    total = head + mpmath.quad(lambda t: term(mpmath.exp(t)) * mpmath.exp(t), pieces)
    total -= _corrections(term, mpmath.mpf(cut), digits)
    if d is not None:
        total += term(mpmath.mpf(d)) / 2 + _corrections(term, mpmath.mpf(d), digits)
    return total


def _end(term: Term, start: Any, head: Any, digits: int) -> Any:
    """log k beyond which the terms do not matter, if k f(k) falls steadily there."""
    t, small = start, head * mpmath.mpf(10) ** (-digits - 4)
    while True:
        here, there = (term(mpmath.exp(s)) * mpmath.exp(s) for s in (t, t + 1))
        if there < here and here / (1 - there / here) < small:
            return t
        t = 1.1 * t + 1


def _corrections(term: Term, x: Any, digits: int) -> Any:
    """sum of B_2j/(2j)! f^(2j-1)(x), as far as the parts fall."""
    series = mpmath.taylor(term, x, 2 * digits)
    total, last = mpmath.mpf(0), mpmath.inf
    for j in range(1, digits + 1):
        here = mpmath.bernoulli(2 * j) / (2 * j) * series[2 * j - 1]
        if j > 3 and abs(here) > last:
            break
        total, last = total + here, abs(here)
    return total
