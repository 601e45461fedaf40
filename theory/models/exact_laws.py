r"""Exact finite-size risks: closed forms from Wishart moments and certified values, with no noise and no limit.

The risk is affine in the noise variances, so that it splits exactly into three parts:

    bias      the risk of the noise-free chain (sigma = sigma_j = 0),
    variance  what the label noise of the downstream fit adds,
    collapse  what the label noise of the generators adds.

They are computed by carrying moments of w_j from generation to generation:

* every fit has T_j >= d rows: w_j - w0 is a sum of independent centred errors, each with
  E ||X_j^+ E_j||_Sigma^2 = sigma_j^2 d/(T_j - d - 1) for every Sigma (inverse Wishart mean, T_j >= d + 2; infinite for
  T_j = d, d + 1);
* Sigma = I: E<w_j, w0> and E||w_j||^2 are multiplied by t_j = min(1, T_j/d) (Haar projections) and the latter gains
  sigma_j^2 T_j/(d - T_j - 1) for T_j <= d - 2 (infinite for T_j = d - 1);
* all labels so far on one design: as a chain that replaces them (:mod:`lemmata.theory.models.reductions`);
* all labels so far (accumulate) on fresh designs: block i of N_i rows in all contributes its share T_i/N_i of the
  inverse Wishart mean of N_i rows, by exchangeability of the rows (Gerstgrasser et al., arXiv 2404.01413);
* a fit without ridge on d - 1, d or d + 1 samples: noise that passes through it has an infinite mean, for every Sigma;
* one fit on one sample, the others on d or more, any Sigma: :mod:`lemmata.theory.models.one_sample`;
* Sigma = I with ridge: balls from the exact one-point law of the real Wishart ensemble, see
  :mod:`lemmata.theory.models.isotropic_ridge`.

>>> from lemmata.theory.models.chain import Chain
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> exact_risk(Chain(Isotropic(d=2), T=5, sigma2=1, n=3, T0=6, sigma0_2=1)).total
3
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx
from sympy import Expr, Integer, Rational, oo

from lemmata.numerics.ball import Ball
from lemmata.numerics.displayed import table
from lemmata.numerics.errors import NotAccurate
from lemmata.numerics.wishart import matrix_beta_square
from lemmata.theory.models.chain import Chain, Mix
from lemmata.theory.models.isotropic_ridge import noise_of_least_squares, ridge_parts
from lemmata.theory.models.one_sample import one_sample_parts
from lemmata.theory.models.reductions import infinite_parts, of_unit_covariance, on_one_design
from lemmata.theory.spectra.spectra import Isotropic

LARGEST_WISHART = 100_000
"""Up to this min(d, T) the one-point law of the real Wishart ensemble is evaluated, in seconds."""


class NoExactLaw(ValueError):
    """No exact finite-size law is known for this chain; the message says what is in the way."""


@dataclass(frozen=True)
class ExactRisk:
    """The exact risk of a chain and its parts.

    Attributes:
        bias, variance, collapse: the three parts, exact numbers (``oo`` where the mean is infinite); or balls,
            and then exact numbers beside them are 0 or ``oo``; None where another part is known to be infinite and no
            law gives this one.
        law: which law gave them.
    """

    bias: Any
    variance: Any
    collapse: Any
    law: str

    @property
    def total(self) -> Any:
        """bias + variance + collapse: a ball when one of them is."""
        parts = (self.bias, self.variance, self.collapse)
        balls = [part for part in parts if isinstance(part, Ball)]
        numbers = sum((part for part in parts if part is not None and not isinstance(part, Ball)), Integer(0))
        return _sum(balls) if balls and numbers == 0 else numbers

    def _repr_html_(self) -> str:
        parts = ("bias", self.bias), ("variance", self.variance), ("collapse", self.collapse), ("total", self.total)
        known = ((name, value) for name, value in parts if value is not None)
        return table(known, title=f"exact risk: {self.law}")


def exact_risk(chain: Chain, *, digits: int = 30) -> ExactRisk:
    """The exact risk E ||w_pred - w0||_Sigma^2 of a chain.

    Args:
        chain: the chain.
        digits: relative accuracy of the parts for which there is no closed form.

    Raises:
        NoExactLaw: naming what no law is known for.

    >>> from lemmata.theory.spectra.spectra import Diagonal
    >>> exact_risk(Chain(Diagonal([2, "1/3"], [1, 5]), T=5, sigma2="1/2")).total
    1/2
    >>> exact_risk(Chain(Isotropic(d=1), T=3, ridge="1/3", sigma2=1)).total.to_decimal(10)[0]
    '3.443204576e-1'
    """
    if chain.spectrum.d is None:
        raise NoExactLaw("an infinite dimension has no exact finite-size law")
    simpler = of_unit_covariance(on_one_design(chain))
    try:
        return _by_law(simpler, chain.spectrum.d, digits)
    except NoExactLaw:
        infinite = infinite_parts(simpler)
        if not (infinite.variance or infinite.collapse):
            raise
        parts = (oo if infinite.variance else None, oo if infinite.collapse else None)
        return ExactRisk(None, *parts, law="infinite inverse Wishart mean")


def _by_law(chain: Chain, d: int, digits: int) -> ExactRisk:
    if chain.ridge != 0 or (chain.n and chain.ridge0 != 0):
        return _ridge(chain, digits)
    if chain.protocol == "accumulate":
        return _accumulated(chain, d)
    if isinstance(chain.protocol, Mix):
        return _mixed(chain, d, chain.protocol.real)
    if chain.T >= d and all(size >= d for size in chain.T0):
        return _unbiased(chain, d)
    if isinstance(chain.spectrum, Isotropic):
        return _isotropic(chain, d, chain.spectrum.signal)
    return _on_one_sample(chain, digits)


def _on_one_sample(chain: Chain, digits: int) -> ExactRisk:
    try:
        parts = one_sample_parts(chain, digits)
    except NotAccurate as reason:
        raise NoExactLaw(str(reason)) from None
    if parts is None:
        raise NoExactLaw("fewer samples than dimensions and a covariance other than the identity")
    return ExactRisk(*parts, law="Gaussian means on one sample, as integrals")


def _ridge(chain: Chain, digits: int) -> ExactRisk:
    if not isinstance(chain.spectrum, Isotropic):
        raise NoExactLaw("ridge regression and a covariance other than the identity")
    if chain.protocol != "replace":
        raise NoExactLaw("ridge regression on accumulated or mixed labels")
    if chain.n and chain.ridge0 != 0 and chain.designs == "shared":
        raise NoExactLaw("ridge generators on the design of the downstream fit")
    rows = [chain.T] if chain.ridge != 0 else []
    rows += chain.T0 if chain.ridge0 != 0 else ()
    if min(max(rows, default=0), chain.spectrum.d) > LARGEST_WISHART:
        raise NoExactLaw(f"ridge regression with min(d, T) above {LARGEST_WISHART}, which would take minutes")
    try:
        parts = ridge_parts(chain, chain.spectrum.signal, digits=digits)
    except NotAccurate as reason:
        raise NoExactLaw(str(reason)) from None
    return ExactRisk(*parts, law="one-point law of the real Wishart ensemble")


def _sum(balls: list[Ball]) -> Ball:
    before = ctx.prec
    ctx.prec = 64 + max(abs(ball.mantissa).bit_length() for ball in balls)
    try:
        return Ball.from_arb(sum((ball.to_arb() for ball in balls), arb(0)))
    finally:
        ctx.prec = before


def _times(variance: Expr, coefficient: Expr) -> Expr:
    """variance times coefficient; without noise there is nothing, even where the coefficient is infinite."""
    return Integer(0) if variance == 0 else variance * coefficient


def _inverse_wishart(d: int, rows: int) -> Expr:
    """E tr Sigma (X'X)^-1 = d/(rows - d - 1)."""
    return Rational(d, rows - d - 1) if rows >= d + 2 else oo


def _unbiased(chain: Chain, d: int) -> ExactRisk:
    added = (_times(v, _inverse_wishart(d, size)) for size, v in zip(chain.T0, chain.sigma0_2, strict=True))
    return ExactRisk(
        bias=Integer(0),
        variance=_times(chain.sigma2, _inverse_wishart(d, chain.T)),
        collapse=sum(added, Integer(0)),
        law="inverse Wishart mean",
    )


def isotropic_moments(chain: Chain, d: int, signal: Expr) -> tuple[Expr, Expr, Expr]:
    """For Sigma = I: E<w_n, w0>, and E||w_n||^2 without the generators' noise and what that noise adds to it."""
    overlap, noise_free, noisy = signal, signal, Integer(0)
    designs: tuple[int, ...] = chain.T0 if chain.designs == "independent" else chain.T0[:1]
    for position, size in enumerate(chain.T0):
        kept = min(Rational(1), Rational(size, d))
        if position < len(designs):
            overlap, noise_free = kept * overlap, kept * noise_free
            noisy = kept * noisy if noisy != oo else oo
        noisy += _times(chain.sigma0_2[position], noise_of_least_squares(d, size))
    return overlap, noise_free, noisy


def _isotropic(chain: Chain, d: int, signal: Expr) -> ExactRisk:
    """E_n = s S_n - 2 s c_n + ||w0||^2 + sigma^2 v, with c_n = E<w_n, w0> and S_n = E||w_n||^2."""
    overlap, noise_free, noisy = isotropic_moments(chain, d, signal)
    seen = Rational(1) if chain.designs == "shared" and chain.n else min(Rational(1), Rational(chain.T, d))
    return ExactRisk(
        bias=seen * noise_free - 2 * seen * overlap + signal,
        variance=_times(chain.sigma2, noise_of_least_squares(d, chain.T)),
        collapse=seen * noisy,
        law="Haar projection and inverse Wishart means, Sigma = I",
    )


def _accumulated(chain: Chain, d: int) -> ExactRisk:
    if chain.designs != "independent":
        raise NoExactLaw("labels accumulated on a reused design by generators with ridge")
    if chain.T < d or (chain.T0 and chain.T0[0] < d):
        raise NoExactLaw("accumulated labels with fewer samples than dimensions")
    collapse, rows = Integer(0), 0
    for size, variance in zip(chain.T0, chain.sigma0_2, strict=True):
        rows += size
        collapse += _times(variance, Rational(size, rows) * _inverse_wishart(d, rows))
    variance = _times(chain.sigma2, _inverse_wishart(d, chain.T))
    return ExactRisk(Integer(0), variance, collapse, law="inverse Wishart mean and exchangeability of the rows")


def _mixed(chain: Chain, d: int, real: int) -> ExactRisk:
    """e_{j+1} = h e_j + sigma_j^2 d/(T_j - d - 1), with h the mean squared weight of the synthetic rows."""
    if chain.designs != "independent":
        raise NoExactLaw("mixed labels on a reused design")
    if chain.T < d or any(size < d + 2 for size in chain.T0):
        raise NoExactLaw("mixed labels with fewer than d + 2 samples")
    error = Integer(0)
    for size, variance in zip(chain.T0, chain.sigma0_2, strict=True):
        error = synthetic_weight(d, size, real) * error + _times(variance, _inverse_wishart(d, size))
    variance = _times(chain.sigma2, _inverse_wishart(d, chain.T))
    return ExactRisk(Integer(0), variance, error, law="inverse Wishart and matrix-beta second moments")


def synthetic_weight(d: int, rows: int, real: int) -> Rational:
    r"""h = E ||(X'X)^-1 X_2'X_2 u||^2 / ||u||^2 for rows - real synthetic rows X_2 among all rows X, Sigma = I.

    With U = W^-1/2 W_2 W^-1/2 a matrix beta variable independent of W = X'X and of rotation-invariant law,
    E[U A U] = a A + b tr(A) I, and E tr W tr W^-1 = (rows d - 2) d/(rows - d - 1).

    >>> synthetic_weight(3, 10, 0), synthetic_weight(3, 10, 10)
    (1, 0)
    """
    outer, trace = matrix_beta_square(rows, rows - real)
    weight = outer + trace * Fraction(rows * d - 2, rows - d - 1)
    return Rational(weight.numerator, weight.denominator)
