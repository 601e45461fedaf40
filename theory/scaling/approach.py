r"""The next exponent: how fast the leading law of a term is reached, ``E = c T^e (1 + O(T^-h))``.

A third reading of the risk (see :mod:`theory.scaling.algebra`), at numbers for all parameters. Every quantity carries
its exponent e and the least h of its relative corrections. Products and quotients keep the smaller h; in a sum the
distance to the next part counts as well; a spectral sum is the sum of its poles and of what the dimension cuts off
(:mod:`theory.mellin_expansion`); the renormalised ridge has its own corrections. It says how a numerical check of the
exponent must behave: local slopes approach e like ``T^-h``, and like ``1/log T`` beside a logarithm.

>>> from theory.scaling.derive import derive_exponents
>>> noisy = derive_exponents(2, "1/2", ell="2/3")
>>> correction(noisy, {})
Fraction(1, 3)

What it cannot do: two renormalised ridges in one sum, and dimensions within a power below T of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import mpmath

from numerics.errors import InputError
from theory.scaling import confirm
from theory.scaling.derive import TOTAL, Exponents
from theory.scaling.forms import Form
from theory.scaling.monomial import Monomial
from theory.scaling.renormalised import Renormalised

POLES = 4
"""Eigenvalue terms that are looked at; later ones are smaller than what the others leave out."""


@dataclass(frozen=True)
class Approach:
    """``T^exponent (1 + O(T^-step))``; step None where no power of T is left out, 0 beside a logarithm."""

    exponent: Fraction
    step: Fraction | None = None


def correction(exponents: Exponents, point: Mapping[str, Fraction], name: str = TOTAL) -> Fraction | None:
    """H at a point of the domain, for one term or the total; 0 for a logarithm, None where no power is left out.

    Raises:
        InputError: outside the domain, or where the corrections are not known.
    """
    case = next((case for case in exponents.cases if case.domain.contains(point)), None)
    if case is None:
        raise InputError("point", dict(point), "in the domain")
    read = _Approaches(point)
    names = case.risk.names if name == TOTAL else (name,)
    return read.total({part: case.risk.term(read, part) for part in names}).step


def local_slopes(
    exponents: Exponents, point: Mapping[str, Fraction], name: str = TOTAL
) -> tuple[list[float], list[float]]:
    """Sample sizes, and the local slopes between their neighbours (at their geometric means), without extrapolation."""
    sizes, values = confirm.sizes_and_values(exponents, point, name)
    pairs = list(pairwise(zip(sizes, values, strict=True)))
    middles = [float(mpmath.sqrt(one[0] * two[0])) for one, two in pairs]
    return middles, [float(mpmath.log(two[1] / one[1]) / mpmath.log(two[0] / one[0])) for one, two in pairs]


class _Approaches:
    """The reading."""

    def __init__(self, point: Mapping[str, Fraction]) -> None:
        self.point = point

    def known(self, value: Monomial) -> Approach:
        return Approach(value.exponent.at(self.point))

    def kappa(self, equation: Renormalised) -> Approach:
        """By ``T lambda/kappa + df1 = T``: df1/T where it is small, lambda/kappa and 1/T where it is not."""
        top, size = equation.beta.at(self.point), equation.size.exponent.at(self.point)
        delta = None if equation.d is None else equation.d.exponent.at(self.point)
        ell = None if equation.ell is None else equation.ell.at(self.point)
        if equation.side == "above":
            if top <= 1:
                raise InputError("beta", top, "> 1 for the corrections of kappa")
            return _above(top, size, delta, ell)
        if equation.side == "below" and ell is not None and delta is not None:
            if delta < size:
                return Approach(-ell, size - min(max(ell, Fraction(0)) / top, delta))
            return Approach(-ell, abs(ell - top * delta) / (1 if ell > top * delta else top))
        if equation.side == "equal" and ell is not None and ell > top * size:
            exponent = (ell + top * size) / 2
            return Approach(-exponent, min(exponent - top * size, size))
        raise InputError("d", "T", "away from T, or T itself, for the corrections of kappa")

    def product(self, *factors: Approach) -> Approach:
        return Approach(sum((f.exponent for f in factors), Fraction(0)), _least(f.step for f in factors))

    def quotient(self, top: Approach, bottom: Approach) -> Approach:
        return Approach(top.exponent - bottom.exponent, _least((top.step, bottom.step)))

    def total(self, parts: Mapping[str, Approach]) -> Approach:
        most = max(part.exponent for part in parts.values())
        steps = [part.step for part in parts.values() if part.exponent == most]
        return Approach(most, _least([*steps, *(most - p.exponent for p in parts.values() if p.exponent < most)]))

    def spectral_sum(
        self, u: Form, factors: Sequence[tuple[int, Approach]], beta: Form, d: Monomial | None
    ) -> Approach:
        if len(factors) > 1:
            raise InputError("model", "this chain", "one with a single renormalised ridge in every sum")
        power, capacity = u.at(self.point), beta.at(self.point)
        delta = None if d is None else d.exponent.at(self.point)
        if not factors:
            return _leading(_power_sum(power, delta))
        q, kappa = factors[0]
        found = _leading(_contributions(power, q, capacity, -kappa.exponent, delta))
        return Approach(found.exponent, _least((found.step, kappa.step)))


def _above(beta: Fraction, size: Fraction, delta: Fraction | None, ell: Fraction | None) -> Approach:
    top = beta * size
    e = top if ell is None else min(ell, top)
    steps = [] if delta is None else [(beta - 1) * (delta - e / beta)]
    if ell is not None and ell < top:
        return Approach(-ell, size - max(ell, Fraction(0)) / beta)
    steps += [size] if ell is None or ell == top else [size, ell - top]
    return Approach(-e, _least(steps))


Part = tuple[Fraction, bool]
"""An exponent, and whether a logarithm stands beside that power."""


def _contributions(u: Fraction, q: int, beta: Fraction, e: Fraction, delta: Fraction | None) -> list[Part]:
    """What a spectral sum with kappa = T^-e consists of."""
    rise, knee = 1 - u + q * beta, e / beta
    if knee <= 0:
        return [_shifted(part, q * e + j * e) for j in range(2) for part in _power_sum(u + j * beta, delta)]
    if delta is not None and knee >= delta:
        return [_shifted(part, -j * e) for j in range(POLES) for part in _power_sum(u - (q + j) * beta, delta)]
    found = [(rise * knee, rise == 0)]
    found += [(-j * e, False) for j in range(POLES) if not _vanishes(u - (q + j) * beta)]
    if delta is not None:
        cut = q * e + (1 - u) * delta
        found += [(cut, u == 1), (cut - beta * (delta - knee), False), (cut - delta, False)]
    return found


def _power_sum(u: Fraction, delta: Fraction | None) -> list[Part]:
    """Sum over k <= d of k^-u: zeta(u), d^(1-u) and d^-u."""
    found = [] if _vanishes(u) else [(Fraction(0), False)]
    if delta is not None:
        found += [((1 - u) * delta, u == 1), (-u * delta, False)]
    return found


def _vanishes(u: Fraction) -> bool:
    """Whether zeta(u) = 0 for a real u."""
    return u.denominator == 1 and u < 0 and u % 2 == 0


def _shifted(part: Part, by: Fraction) -> Part:
    return part[0] + by, part[1]


def _leading(found: Sequence[Part]) -> Approach:
    """The greatest exponent, and the distance to the next one."""
    ordered = sorted({exponent for exponent, _ in found}, reverse=True)
    if (ordered[0], True) in found:
        return Approach(ordered[0], Fraction(0))
    return Approach(ordered[0], ordered[0] - ordered[1] if len(ordered) > 1 else None)


def _least(steps: Iterable[Fraction | None]) -> Fraction | None:
    return min((step for step in steps if step is not None), default=None)
