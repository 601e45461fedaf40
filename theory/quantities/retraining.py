r"""Two other ways to retrain, in the letters of a proof: on all labels so far, and on real and synthetic rows together.

Accumulating. Generation i adds T0 fresh rows ``X0[i]``, labelled by its predecessor, to everything seen before, and
least squares is refitted on all of it. The normal equations of the rows seen before are (sum of X'X) a = sum of X'y, so
that with ``G[i]`` the sum of the Gram matrices of generations 0..i-1

    a[0] = w0,    a[i+1] = (G[i] + X0[i]'X0[i])^-1 (G[i] a[i] + X0[i]'(X0[i] a[i] + eps0[i])).

Mixing. Every generation fits m fresh rows ``Real[i]`` with true labels and T0 - m fresh rows ``Fake[i]`` with labels of
its predecessor:

    b[0] = w0,    b[i+1] = (Real'Real + Fake'Fake)^-1 (Real'(Real w0 + eps_real) + Fake'(Fake b[i] + eps_fake)).

The quantity is the error of the parameter, E ||a[n] - w0||_Sigma^2. It knows its own value from the exact laws, and the
chain from which it can be simulated.

A paper that speaks of them takes over their definitions, ``PAPER.define(*ACCUMULATING[0])`` and so on.

>>> letter, start, following = ACCUMULATING[0]
>>> letter, following(n)
(G, G[n] + X0[n]'*X0[n])
>>> accumulated_error(2).value_at({d: 2, T0: 5, sigma0: 1})        # 2/(5 - 3) + 2/(2 (10 - 3))
Fraction(8, 7)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Basic, Eq, Expr, Ge, Or, Symbol, Tuple

from lemmata.numerics.ball import Ball
from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import T0, d, n, sigma0
from lemmata.theory.quantities.chain_values import chain_value, model_at
from lemmata.theory.quantities.conditions import NonnegativeMean, Relations, after, counts, sizes
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.regression import X0, Sigma, eps0, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    MatrixExpression,
    Unspecified,
    WhiteNoise,
    Wishart,
    design,
    gram,
    inv,
    noise_vector,
    norm2,
    semidefinite,
    vector,
    zero,
)
from lemmata.theory.spectra.eigensum import SPECTRUM

m = Symbol("m", integer=True, positive=True)
"""Truly labelled rows in each generation of a mixed chain."""
i = Symbol("i", integer=True, nonnegative=True)
"""A generation."""

G = semidefinite("G", d)
"""Sum of the Gram matrices of all earlier generations, ``G[i]``; ``G[0]`` is zero."""
a = vector("a", d)
"""The parameter after i generations on accumulated labels, ``a[i]``."""
Real = design("Real", m, d)
"""The rows with true labels, ``Real[i]``."""
Fake = design("Fake", T0 - m, d)
"""The rows with synthetic labels, ``Fake[i]``."""
eps_real = noise_vector("eps_real", m)
"""Label noise of the real rows."""
eps_fake = noise_vector("eps_fake", T0 - m)
"""Label noise of the synthetic rows."""
b = vector("b", d)
"""The parameter after i generations on mixed labels, ``b[i]``."""

ACCUMULATED_LAWS = (
    GaussianRows(X0, Sigma),
    WhiteNoise(eps0, sigma0**2),
    Wishart(G[i], i * T0, Sigma),
    Unspecified(a[i], Tuple(G[i])),
)
"""The newest rows are drawn afresh; a[i] was fitted on the rows in G[i]."""
MIXED_LAWS = (
    GaussianRows(Real, Sigma),
    GaussianRows(Fake, Sigma),
    WhiteNoise(eps_real, sigma0**2),
    WhiteNoise(eps_fake, sigma0**2),
    Unspecified(b),
)


class AccumulatedError(NonnegativeMean, Quantity):
    """E ||a[n] - w0||^2_Sigma, the error of the fit on all labels of n generations."""

    generations: Expr
    T0: Expr = T0
    sigma0: Expr = sigma0
    spectrum: Basic = SPECTRUM

    @property
    def defined_where(self) -> Relations:
        """The Gram matrix of one generation has an inverse."""
        return *counts(self.generations), *sizes(self.T0), after(self.generations, Ge(self.T0, d, evaluate=False))

    @property
    def finite_where(self) -> Relations:
        """The noise of one generation has a finite mean square."""
        enough = Or(Eq(self.sigma0, 0, evaluate=False), Ge(self.T0, d + 2, evaluate=False), evaluate=False)
        return (after(self.generations, enough),)

    def chain(self, values: Mapping[Any, Any]) -> Chain | None:
        """The chain whose noise-free downstream fit on many rows returns the parameter itself."""
        numbers, model = self.numbers_at(values, "generations", "T0", "sigma0"), model_at(self.spectrum, values)
        if numbers is None or model is None:
            return None
        generations, rows, noise = numbers
        enough = 10 * int(model.d or 1)
        return Chain(model, T=enough, n=int(generations), T0=int(rows), sigma0_2=noise**2, protocol="accumulate")

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | Ball | None:
        """The exact error at a point, or None when no exact law is known there."""
        return chain_value(self.chain(values))

    def meaning(self) -> Expr:
        """The definition."""
        return E(norm2(a[self.generations] - w0, Sigma))


def accumulated_error(n: Any = n) -> AccumulatedError:
    """The error after ``n`` generations on all labels so far."""
    return AccumulatedError(n)


def _refitted(i: Any) -> MatrixExpression:
    labels = X0[i] * a[i] + eps0[i]
    refit: MatrixExpression = inv(G[i + 1]) * (G[i] * a[i] + X0[i].T * labels)
    return refit


def _mixed(i: Any) -> MatrixExpression:
    labels = Real[i].T * (Real[i] * w0 + eps_real[i]) + Fake[i].T * (Fake[i] * b[i] + eps_fake[i])
    fit: MatrixExpression = inv(gram(Real[i]) + gram(Fake[i])) * labels
    return fit


def _grown(i: Any) -> MatrixExpression:
    grown: MatrixExpression = G[i] + gram(X0[i])
    return grown


ACCUMULATING = ((G, zero(d, d), _grown), (a, w0, _refitted))
"""What the letters of accumulated labels stand for: a letter, member 0 and member i + 1."""
MIXING = ((b, w0, _mixed),)
"""The same for mixed labels."""
