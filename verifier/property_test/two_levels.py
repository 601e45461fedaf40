r"""Spectra other than the identity, in four numbers: ``first`` eigenvalues ``level1``, all others ``level2``.

A formula in the sizes and ||w0||^2 that is said to hold whatever the covariance is must hold for these: Sigma = c I
(equal levels, where exact values are known), a direction apart from all others, two halves. ``share`` is the part of
||w0||^2 in the first directions. A counterexample shows the eigenvalues themselves, in runs:

>>> point = {d: 4, first: 1, level1: 2, level2: 1, share: 0, signal: 3}
>>> listed({symbol: Fraction(value) for symbol, value in point.items()})
{'eigenvalues': '2,1*3', 'squared_weights': '0,1*3'}
>>> read_lists({"eigenvalues": "2,1*3", "squared_weights": "0,1*3"})[first]
Fraction(1, 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy
from sympy import Basic, Rational, Symbol, sqrt

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import exact
from lemmata.theory.notation import T0, T, d, n, sigma, sigma0, signal
from lemmata.theory.spectra.spectra import Diagonal, Isotropic, Spectrum
from lemmata.theory.values.exact_value import as_rational

first = Symbol("first", integer=True, positive=True)
level1 = Symbol("level1", positive=True)
level2 = Symbol("level2", positive=True)
share = Symbol("share", nonnegative=True)
SYMBOLS = (first, level1, level2, share)
RELATIONS: tuple[Basic, ...] = (sympy.Le(first, d), sympy.Le(share, 1))
"""What ties the four numbers to the dimension."""

_HUNDREDTH = Fraction(1, 100)
_SPIKED: Mapping[Symbol, int | Fraction] = {level1: 1, level2: _HUNDREDTH, first: 1, share: 0}
_ALMOST_SINGULAR: Mapping[Symbol, int | Fraction] = {level1: _HUNDREDTH, level2: 1, first: 1, share: 1}
CORNERS: tuple[Mapping[Symbol, int | Fraction], ...] = (
    {level1: 2, level2: 2},
    {**_SPIKED, d: 3, T: 1, T0: 5, sigma: 1, sigma0: 1},
    {**_SPIKED, d: 3, T: 5, T0: 5, sigma: 1, sigma0: 1},
    {**_SPIKED, d: 3, T: 5, T0: 1, n: 1, sigma: 1, sigma0: 1},
    {**_SPIKED, d: 4, T: 2, T0: 2, sigma: 1, sigma0: 1},
    _SPIKED,
    _ALMOST_SINGULAR,
)
"""Sigma = 2 I, and one direction far above or far below all others, in small sizes first."""
LARGEST = 400
"""Up to this dimension the eigenvalues are listed."""


def spectrum(point: Mapping[Symbol, Any]) -> Spectrum | None:
    """The spectrum that a point describes; None where it is too long to be listed."""
    size, count, total = int(point[d]), int(point[first]), as_rational(point.get(signal, 1))
    low, high, part = (as_rational(point[symbol]) for symbol in (level2, level1, share))
    if size > LARGEST:
        return None
    if low == high == 1:
        return Isotropic(size, total)
    rest = size - count
    part = part if rest else Rational(1)
    here, there = sqrt(total * part / count), sqrt(total * (1 - part) / rest) if rest else Rational(0)
    return Diagonal([high] * count + [low] * rest, [here] * count + [there] * rest)


def listed(point: Mapping[Symbol, Any]) -> dict[str, str]:
    """Eigenvalues and squared weights, as they are shown."""
    size, count, total = int(point[d]), int(point[first]), point.get(signal, Fraction(1))
    rest = size - count
    part = point[share] if rest else Fraction(1)
    weights = [(total * part / count, count)] + ([(total * (1 - part) / rest, rest)] if rest else [])
    return {
        "eigenvalues": _runs([(point[level1], count), (point[level2], rest)]),
        "squared_weights": _runs(weights),
    }


def is_uneven(point: Mapping[Symbol, Any]) -> bool:
    """Whether the spectrum at a point has two different eigenvalues."""
    return first in point and point[first] < point[d] and point[level1] != point[level2]


def read_lists(lists: Mapping[str, str]) -> dict[Symbol, Fraction]:
    """The four numbers and ||w0||^2 of eigenvalues and squared weights as :func:`listed` writes them (0 by default).

    Raises:
        InputError: for lists that do not have two levels.
    """
    levels = _read(lists["eigenvalues"], "eigenvalues")
    size, count = sum(k for _, k in levels), levels[0][1]
    weights = [
        value for value, k in _read(lists.get("squared_weights", f"0*{size}"), "squared_weights") for _ in range(k)
    ]
    if len(levels) > 2 or len(weights) != size:
        raise InputError("eigenvalues", lists["eigenvalues"], "two levels, with as many squared weights")
    total = sum(weights, Fraction(0))
    part = sum(weights[:count], Fraction(0)) / total if total else Fraction(0)
    return {
        d: Fraction(size), first: Fraction(count), level1: levels[0][0], level2: levels[-1][0],
        share: part, signal: total,
    }  # fmt: skip


def _runs(parts: list[tuple[Fraction, int]]) -> str:
    merged: list[tuple[Fraction, int]] = []
    for value, count in parts:
        if merged and merged[-1][0] == value:
            merged[-1] = (value, merged[-1][1] + count)
        elif count:
            merged.append((value, count))
    return ",".join(str(value) if count == 1 else f"{value}*{count}" for value, count in merged)


def _read(text: str, argument: str) -> list[tuple[Fraction, int]]:
    parts = (part.partition("*") for part in text.split(","))
    return [(exact(value, argument), int(exact(count or "1", argument))) for value, _, count in parts]
