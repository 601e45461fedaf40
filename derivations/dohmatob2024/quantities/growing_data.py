r"""Retraining on more data every time: generation i draws T0 + i more rows.

The rows ``rows(i)`` and their noise ``noise(i)`` are letters whose number of rows depends on the generation; the
parameter is ``g[i]``, and ``g[0]`` is the truth. The quantity is its error, which knows its definition and, from the
inverse-Wishart means, its value.

>>> rows(n + 1).shape
(T0 + more*(n + 1), d)
>>> growing_error().meaning()
E(norm2(g[n] - w0, Sigma))
>>> growing_error(2).value_at({d: 2, T0: 5, more: 5, sigma0: 1})          # 2/(5 - 3) + 2/(10 - 3)
Fraction(9, 7)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Basic, Eq, Expr, Ge, Or, Symbol

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.numerics.ball import Ball
from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import T0, d, n, sigma0
from lemmata.theory.quantities.chain_values import chain_value, model_at
from lemmata.theory.quantities.conditions import NonnegativeMean, Relations, after, counts
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.regression import Sigma, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    Letter,
    Unspecified,
    WhiteNoise,
    design,
    noise_vector,
    norm2,
    pinv,
    vector,
)
from lemmata.theory.spectra.eigensum import SPECTRUM

more = Symbol("more", integer=True, nonnegative=True)
"""By how many rows each generation exceeds the one before."""
g = vector("g", d)
"""The parameter after i generations."""


def rows(i: Any) -> Letter:
    """The design of generation i."""
    return design("Grown", T0 + i * more, d)[i]


def noise(i: Any) -> Letter:
    """Its label noise."""
    return noise_vector("eps_grown", T0 + i * more)[i]


GROWING_LAWS = (
    GaussianRows(design("Grown", T0, d), Sigma),
    WhiteNoise(noise_vector("eps_grown", T0), sigma0**2),
    Unspecified(g),
)

PAPER.define(g, w0, lambda i: pinv(rows(i)) * (rows(i) * g[i] + noise(i)))


class GrowingError(NonnegativeMean, Quantity):
    """E ||g[n] - w0||_Sigma^2 after ``n`` generations.

    >>> growing_error()
    GrowingError(n)
    """

    generations: Expr
    T0: Expr = T0
    more: Expr = more
    sigma0: Expr = sigma0
    spectrum: Basic = SPECTRUM

    @property
    def defined_where(self) -> Relations:
        """Pseudo-inverses always exist."""
        return counts(self.generations)

    @property
    def finite_where(self) -> Relations:
        """The first design, which is the smallest, has a finite mean square of the noise."""
        enough = Or(Eq(self.sigma0, 0, evaluate=False), Ge(self.T0, d + 2, evaluate=False), evaluate=False)
        return (after(self.generations, enough),)

    def meaning(self) -> Expr:
        """The definition."""
        return E(norm2(g[self.generations] - w0, Sigma))

    def chain(self, values: Mapping[Any, Any]) -> Chain | None:
        """The chain whose noise-free downstream fit on many rows returns the parameter itself."""
        numbers, model = self.numbers_at(values, "generations", "T0", "more", "sigma0"), model_at(self.spectrum, values)
        if numbers is None or model is None:
            return None
        generations, first, step, deviation = numbers
        sizes = [int(first + i * step) for i in range(int(generations))]
        enough = 10 * int(model.d or 1)
        return Chain(model, T=enough, n=len(sizes), T0=sizes, sigma0_2=[deviation**2] * len(sizes))

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | Ball | None:
        """The exact error at a point, or None when no exact law is known there."""
        return chain_value(self.chain(values))


def growing_error(n: Any = n) -> GrowingError:
    """The error after ``n`` generations."""
    return GrowingError(n)
