r"""Regression in the letters of a proof: the retraining chain as random matrices, and its risks as quantities.

The letters. ``X`` and ``eps`` are the design and the label noise of the downstream fit, ``X0[j]`` and ``eps0[j]`` those
of generator j, ``w0`` the truth, ``w[j]`` the parameter after j generations (random, independent of everything drawn
later). The definitions, in the paper's order:

    w[0] = w0,    w[j+1] = X0[j]^+ (X0[j] w[j] + eps0[j])
    Risk(n)           = E ||X^+ (X w[n] + eps) - w0||_Sigma^2                   (ridge = 0)
    Risk(n, ridge)    = E ||R X'(X w[n] + eps)/T - w0||_Sigma^2,  R = (X'X/T + ridge)^-1
    GeneratorError(n) = E ||w[n] - w0||_Sigma^2

With ``designs="ridge"`` the generators are ridge regressions with parameter ``ridge0`` (``w_ridge[j]``). With
``designs="same"`` every generator has the design ``X0[0]`` (the parameter is then ``w_same[j]``); with
``designs="shared"`` all of them have the downstream design ``X`` (``w_shared[j]``, noise ``eps_shared[j]``).

A quantity knows its definition (:func:`meaning`), which a proof opens, and it knows its own value at a point from the
exact finite-size laws, by which the proof is checked without using it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Basic, Expr, Ge, Integer, Symbol, Tuple

from lemmata.numerics.ball import Ball
from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import T0, T, d, n, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.quantities.chain_values import chain_value, model_at
from lemmata.theory.quantities.conditions import (
    NonnegativeMean,
    Relations,
    after,
    counts,
    invertible,
    least_squares_square,
    sizes,
    unless_ridge,
)
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    Letter,
    MatrixExpression,
    Unspecified,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    inv,
    noise_vector,
    norm2,
    pinv,
    vector,
)
from lemmata.theory.spectra.eigensum import SPECTRUM, ConcreteSpectrum

Sigma = covariance("Sigma", d)
"""The covariance of the inputs."""
w0 = vector("w0", d)
"""The true parameter."""
X = design("X", T, d)
"""The design of the downstream fit."""
eps = noise_vector("eps", T)
"""Its label noise."""
X0 = design("X0", T0, d)
"""The designs of the generators, ``X0[j]``."""
eps0 = noise_vector("eps0", T0)
"""Their label noise, ``eps0[j]``."""
w = vector("w", d)
"""The parameter after j generations, ``w[j]``; ``w[0]`` is the truth w0."""
w_same = vector("w_same", d)
"""The same when every generator has the design ``X0[0]``."""
w_ridge = vector("w_ridge", d)
"""The same when the generators are ridge regressions with parameter ``ridge0``."""
w_shared = vector("w_shared", d)
"""The same when every generator has the downstream design ``X``."""
eps_shared = noise_vector("eps_shared", T)
"""Label noise of generators that have the downstream design."""

S = gram(X) / T
"""The sample covariance X'X/T."""
R = inv(S + ridge * identity(d))
"""The resolvent (X'X/T + ridge)^-1."""

LAWS = (
    GaussianRows(X, Sigma),
    WhiteNoise(eps, sigma**2),
    GaussianRows(X0, Sigma),
    WhiteNoise(eps0, sigma0**2),
    Unspecified(w),
)
"""What the letters are drawn from, independently of each other."""

_j = Symbol("j", integer=True, nonnegative=True)
SAME_LAWS = (*LAWS[:-1], Unspecified(w_same[_j], Tuple(X0[0])))
"""The same for generators that share ``X0[0]``, on which their parameter then depends."""
unit_noise = noise_vector("e", T0)
"""White noise of variance one, ``unit_noise[j]``."""
u = vector("u", d)
"""What unit label noise leaves in the parameter of generator j, ``u[j] = X0[j]^+ e[j]``."""
NOISE_LAWS = (LAWS[0], LAWS[2], WhiteNoise(unit_noise, Integer(1)), Unspecified(u[_j], Tuple(X0[_j])))
"""The downstream design, and one generator that returns nothing but its noise."""
RIDGE_LAWS = (*LAWS[:-1], Unspecified(w_ridge))
"""The same for ridge generators."""
SHARED_LAWS = (*LAWS[:2], WhiteNoise(eps_shared, sigma0**2), Unspecified(w_shared[_j], Tuple(X)))
"""The same for generators that share ``X``."""


class Risk(NonnegativeMean, Quantity):
    """The risk E ||w_pred - w0||^2_Sigma after ``generations``; its fields default to the letters of the field.

    ``designs`` is independent, same, shared, or ridge (independent, with a ridge parameter ridge0).

    >>> risk()
    Risk(n)
    >>> risk(n=0, ridge=0)
    Risk(0, ridge=0)
    """

    generations: Expr
    T: Expr = T
    ridge: Expr = ridge
    sigma: Expr = sigma
    T0: Expr = T0
    sigma0: Expr = sigma0
    designs: str = "independent"
    ridge0: Expr = Integer(0)
    spectrum: Basic = SPECTRUM

    @property
    def defined_where(self) -> Relations:
        """The resolvents exist."""
        fit = () if self.ridge == 0 else (Ge(self.ridge, 0, evaluate=False), invertible(self.ridge, self.T, d))
        generators = (invertible(self.ridge0, self.T0, d),) if self.designs == "ridge" else ()
        samples = (self.T,) if self.generations == 0 else (self.T, self.T0)
        return *counts(self.generations), *sizes(*samples), *fit, *generators

    @property
    def finite_where(self) -> Relations:
        """The noise of the fit, and of the generators, has a finite mean square."""
        fit = unless_ridge(self.ridge, least_squares_square(self.T, d, self.sigma))
        if self.generations == 0:
            return fit
        noisy = least_squares_square(self.T if self.designs == "shared" else self.T0, d, self.sigma0)
        return *fit, *(after(self.generations, needed) for needed in unless_ridge(self.ridge0, noisy))

    def meaning(self) -> Expr:
        """The definition, with the letters of the downstream fit."""
        labels = X * PARAMETER[self.designs][self.generations] + eps
        if self.ridge == 0:
            return E(norm2(pinv(X) * labels - w0, Sigma))
        resolvent = inv(S + self.ridge * identity(d))
        return E(norm2(resolvent * X.T * labels / T - w0, Sigma))

    def chain(self, values: Mapping[Any, Any]) -> Chain | None:
        """The chain of which this is the risk at a point; None when a parameter or the spectrum is not given.

        Without generations the generators' parameters are not needed.
        """
        needed = ("T0", "sigma0", "ridge0") if self.generations != 0 else ()
        numbers = self.numbers_at(values, "T", "ridge", "sigma", "generations", *needed)
        model = model_at(self.spectrum, values)
        if numbers is None or model is None:
            return None
        samples, penalty, noise, count, *given = numbers
        chain: dict[str, Any] = {"designs": "independent" if self.designs == "ridge" else self.designs}
        if given:
            chain |= {"T0": int(given[0]), "sigma0_2": given[1] ** 2, "ridge0": given[2]}
        return Chain(model, T=int(samples), ridge=penalty, sigma2=noise**2, n=int(count), **chain)

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | Ball | None:
        """The exact risk at a point, or None when no exact law is known there."""
        return chain_value(self.chain(values)) if isinstance(self.spectrum, ConcreteSpectrum) else None


def risk(
    n: Any = n,
    *,
    T: Any = T,
    ridge: Any = ridge,
    sigma: Any = sigma,
    T0: Any = T0,
    sigma0: Any = sigma0,
    designs: str = "independent",
) -> Risk:
    """The risk after ``n`` generations as a quantity; see :class:`Risk`."""
    penalty = ridge0 if designs == "ridge" else 0
    return Risk(n, T=T, ridge=ridge, sigma=sigma, T0=T0, sigma0=sigma0, designs=designs, ridge0=penalty)


class GeneratorError(NonnegativeMean, Quantity):
    """E ||w[n] - w0||^2_Sigma, the error of the parameter itself after ``n`` generations.

    >>> generator_error()
    GeneratorError(n)
    """

    generations: Expr
    T0: Expr = T0
    sigma0: Expr = sigma0
    spectrum: Basic = SPECTRUM

    @property
    def defined_where(self) -> Relations:
        """Pseudo-inverses always exist."""
        return *counts(self.generations), *sizes(self.T0)

    @property
    def finite_where(self) -> Relations:
        """The noise has a finite mean square."""
        return (after(self.generations, least_squares_square(self.T0, d, self.sigma0)),)

    def meaning(self) -> Expr:
        """The definition."""
        return E(norm2(w[self.generations] - w0, Sigma))

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | Ball | None:
        """The exact error: generator n is itself a fit on the labels of n - 1 generations."""
        numbers, model = self.numbers_at(values, "generations", "T0", "sigma0"), model_at(self.spectrum, values)
        if numbers is None or model is None or not isinstance(self.spectrum, ConcreteSpectrum):
            return None
        generations, samples, noise = int(numbers[0]), int(numbers[1]), numbers[2] ** 2
        if generations == 0:
            return Fraction(0)
        return chain_value(Chain(model, T=samples, sigma2=noise, n=generations - 1, T0=samples, sigma0_2=noise))


def generator_error(n: Any = n) -> GeneratorError:
    """The error of the generator after ``n`` generations; see :class:`GeneratorError`."""
    return GeneratorError(n)


def meaning(term: Basic, own: Definitions | None = None) -> Basic:
    """What a quantity or a generation stands for: by the definitions of a paper, or else by those of the model.

    Raises:
        ValueError: for a term that is not defined, or a quantity of the model in a paper that redefines its letters.

    >>> meaning(generator_error())
    E(norm2(w[n] - w0, Sigma))
    >>> meaning(w[n + 1])
    pinv(X0[n])*(X0[n]*w[n] + eps0[n])
    """
    own = own or Definitions()
    found = own.meaning(term)
    if found is None and hasattr(term, "meaning"):
        found = term.meaning()
        redefined = {letter.name for letter in found.atoms(Letter)} & own.families.keys() & MODEL.families.keys()
        if redefined:
            raise ValueError(f"{term} is a quantity of the model, whose {min(redefined)} is defined otherwise here")
    elif found is None and not (isinstance(term, Letter) and term.name in own.families):
        found = MODEL.meaning(term)
    if found is None:
        raise ValueError(f"{term} is not defined by the model")
    return found


def generator_resolvent(i: Any) -> MatrixExpression:
    """(X0[i]'X0[i]/T0 + ridge0)^-1."""
    resolvent: MatrixExpression = inv(gram(X0[i]) / T0 + ridge0 * identity(d))
    return resolvent


MODEL = (
    Definitions()
    .define(signal, norm2(w0))
    .define(w, w0, lambda i: pinv(X0[i]) * (X0[i] * w[i] + eps0[i]))
    .define(w_same, w0, lambda i: pinv(X0[0]) * (X0[0] * w_same[i] + eps0[i]))
    .define(
        w_ridge, w0, lambda i: inv(gram(X0[i]) + T0 * ridge0 * identity(d)) * X0[i].T * (X0[i] * w_ridge[i] + eps0[i])
    )
    .define(u, pinv(X0[0]) * unit_noise[0], lambda i: pinv(X0[i + 1]) * unit_noise[i + 1])
    .define(w_shared, w0, lambda i: pinv(X) * (X * w_shared[i] + eps_shared[i]))
)
"""What the letters of the retraining chain stand for."""

PARAMETER = {"independent": w, "same": w_same, "shared": w_shared, "ridge": w_ridge}
"""The letter of the parameter, by what the designs are."""
