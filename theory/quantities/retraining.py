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

>>> from lemmata.theory.quantities.regression import meaning
>>> meaning(G[n + 1])
G[n] + X0[n]'*X0[n]
>>> accumulated_error(2).value_at({d: 2, T0: 5, sigma0: 1})        # 2/(5 - 3) + 2/(2 (10 - 3))
Fraction(8, 7)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Expr, Integer, Symbol, Tuple
from sympy.core.symbol import Str

from lemmata.numerics.ball import Ball
from lemmata.theory.models.chain import Chain, Mix, Protocol
from lemmata.theory.notation import T0, d, n, sigma0
from lemmata.theory.quantities.regression import X0, Sigma, chain_value, define, eps0, model_at, numbers_at, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    MatrixExpression,
    Unspecified,
    WhiteNoise,
    Wishart,
    covariance,
    design,
    gram,
    inv,
    noise_vector,
    norm2,
    vector,
    zero,
)
from lemmata.theory.spectra.eigensum import SPECTRUM, Spectrum

m = Symbol("m", integer=True, positive=True)
"""Truly labelled rows in each generation of a mixed chain."""
i = Symbol("i", integer=True, nonnegative=True)
"""A generation."""

G = covariance("G", d)
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


class RetrainingError(Expr):
    """E ||theta[n] - w0||_Sigma^2 for theta = a (accumulated labels) or b (mixed labels).

    >>> mixed_error()
    MixedError(n)
    """

    is_commutative = True
    is_real = True

    @property
    def protocol(self) -> str:
        """accumulate or mix."""
        return str(self.args[4].name)

    def _sympystr(self, printer: Any) -> str:
        name = {"accumulate": "AccumulatedError", "mix": "MixedError"}[self.protocol]
        return f"{name}({printer._print(self.args[1])})"

    @property
    def free_symbols(self) -> set[Any]:
        """The symbols of the arguments."""
        return {symbol for part in self.args for symbol in part.free_symbols} - {SPECTRUM}

    def meaning(self) -> Expr:
        """The definition."""
        theta = a if self.protocol == "accumulate" else b
        return E(norm2(theta[self.args[1]] - w0, Sigma))

    def chain(self, values: Mapping[Any, Any]) -> Chain | None:
        """The chain whose noise-free downstream fit on many rows returns the parameter itself."""
        numbers = numbers_at((*self.args[1:4], *self.args[5:]), values)
        if numbers is None:
            return None
        generations, rows, noise, *real = numbers
        model = model_at(self.args[0], values)
        protocol: Protocol = Mix(int(real[0])) if real else "accumulate"
        enough = 10 * int(model.d or 1)
        return Chain(model, T=enough, n=int(generations), T0=int(rows), sigma0_2=noise**2, protocol=protocol)

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | Ball | None:
        """The exact error at a point, or None when no exact law is known there."""
        if not isinstance(self.args[0], Spectrum) and values.get(d) is None:
            return None
        chain = self.chain(values)
        return None if chain is None else chain_value(chain)


def accumulated_error(n: Any = n) -> RetrainingError:
    """The error after ``n`` generations on all labels so far."""
    made: RetrainingError = RetrainingError(SPECTRUM, _number(n), T0, sigma0, Str("accumulate"))
    return made


def mixed_error(n: Any = n) -> RetrainingError:
    """The error after ``n`` generations on m real rows and T0 - m synthetic ones."""
    made: RetrainingError = RetrainingError(SPECTRUM, _number(n), T0, sigma0, Str("mix"), m)
    return made


def _number(n: Any) -> Expr:
    return Integer(n) if isinstance(n, int) else n


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


define(G, zero(d, d), _grown)
define(a, w0, _refitted)
define(b, w0, _mixed)
