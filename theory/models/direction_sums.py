"""Sums over the directions of a spectrum: eigenvalues that are listed, and those of a formula.

>>> listed = Listed([arb(1), arb(1) / 2], [arb(1), arb(4)], [1, 1])
>>> listed.sum(arb(1), lambda _: arb(1), None).overlaps(arb(41) / 36)             # sum lambda c^2/(1 + lambda)^2
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import arb

from lemmata.numerics.sums.log_panels import Program, Summand
from lemmata.theory.models.direction_recursion import Weight
from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum, beyond, smooth
from lemmata.theory.values.asymptotic_forms import K
from lemmata.theory.values.formula_program import program


@dataclass(frozen=True)
class Listed:
    """Distinct eigenvalues.

    Attributes:
        eigenvalues: one for each eigenspace.
        signals: the squared length of the truth in each.
        counts: their dimensions.
    """

    eigenvalues: Sequence[arb]
    signals: Sequence[arb]
    counts: Sequence[int]

    def sum(self, kappa: arb, A: Weight | None, B: Weight | None) -> arb:
        """sum (lambda c^2 A(lambda) + lambda B(lambda))/(lambda + kappa)^2."""
        total = arb(0)
        for value, signal, count in zip(self.eigenvalues, self.signals, self.counts, strict=True):
            weight = arb(0)
            if A is not None:
                weight += signal * A(value)
            if B is not None:
                weight += count * B(value)
            total += value * weight / (value + kappa) ** 2
        return total


class OfFormula:
    """The directions of a formula, few or infinitely many, by :mod:`lemmata.numerics.sums.smooth_spectrum`."""

    def __init__(self, spectrum: FormulaSpectrum) -> None:
        self.smooth, eigenvalue, source = smooth(spectrum), spectrum.eigenvalue, spectrum.source_terms
        self.eigenvalue, self.inverse = self.smooth.eigenvalue, self.smooth.inverse
        self.moment = self.smooth.first.moment
        self.source, self.source_moment = program(source), program(source * K)
        self.front = program(source / eigenvalue**2)
        self.no_truth, self.infinite = source == 0, spectrum.d is None
        if self.infinite:
            self.beyond = None if self.no_truth else beyond(spectrum, source), beyond(spectrum, spectrum.bound)

    def sum(self, kappa: arb, A: Weight | None, B: Weight | None) -> arb:
        """sum (lambda c^2 A(lambda) + lambda B(lambda))/(lambda + kappa)^2."""
        A = None if self.no_truth else A
        if A is None and B is None:
            return arb(0)
        summand = Summand(
            2,
            self.mixed(self.source, A, self.eigenvalue, B),
            self.mixed(self.source_moment, A, self.moment, B),
            self.mixed(self.front, A, self.inverse, B),
            self.rest(A, B) if self.infinite else None,
        )
        return self.smooth.sums((summand,), kappa)[0]

    def mixed(self, first: Program, A: Weight | None, second: Program, B: Weight | None) -> Program:
        """The program of first A(lambda) + second B(lambda)."""

        def value(t: Any) -> Any:
            eigenvalue = self.eigenvalue(t)
            parts = [part(t) * weight(eigenvalue) for part, weight in ((first, A), (second, B)) if weight is not None]
            return parts[0] if len(parts) == 1 else parts[0] + parts[1]

        return value

    def rest(self, A: Weight | None, B: Weight | None) -> Program:
        """From t, a bound of the numerators beyond: there lambda lies between 0 and its value at t."""

        def value(t: arb) -> arb:
            smaller, total = arb(0).union(self.eigenvalue(t)), arb(0)
            for bound, weight in zip(self.beyond, (A, B), strict=True):
                if bound is not None and weight is not None:
                    total += bound(t) * abs(weight(smaller))
            return total

        return value
