r"""Exact finite-size risks: closed forms from Wishart moments, with no noise and no limit.

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
* all labels so far (accumulate): block i of N_i rows in all contributes its share T_i/N_i of the inverse Wishart mean
  of N_i rows, by exchangeability of the rows (Gerstgrasser et al., arXiv 2404.01413, with fresh designs).

>>> from theory.chain import Chain
>>> from theory.spectra import Isotropic
>>> exact_risk(Chain(Isotropic(d=2), T=5, sigma2=1, n=3, T0=6, sigma0_2=1)).total
3
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Integer, Rational, oo

from theory.chain import Chain, Mix
from theory.spectra import Isotropic


class NoExactLaw(ValueError):
    """No exact finite-size law is known for this chain; the message says what is in the way."""


@dataclass(frozen=True)
class ExactRisk:
    """The exact risk of a chain and its parts.

    Attributes:
        bias, variance, collapse: the three parts, exact numbers (``oo`` where the mean is infinite).
        law: which law gave them.
    """

    bias: Any
    variance: Any
    collapse: Any
    law: str

    @property
    def total(self) -> Any:
        """bias + variance + collapse."""
        return self.bias + self.variance + self.collapse


def exact_risk(chain: Chain) -> ExactRisk:
    """The exact risk E ||w_pred - w0||_Sigma^2 of a chain.

    Raises:
        NoExactLaw: naming what no law is known for.

    >>> from theory.spectra import Diagonal
    >>> exact_risk(Chain(Diagonal([2, "1/3"], [1, 5]), T=5, sigma2="1/2")).total
    1/2
    """
    d = chain.spectrum.d
    if d is None:
        raise NoExactLaw("an infinite dimension has no exact finite-size law")
    if chain.ridge0 != 0:
        raise NoExactLaw("no exact law is known for ridge generators")
    if chain.ridge != 0:
        raise NoExactLaw("no exact law is known for a positive ridge")
    if chain.protocol == "accumulate":
        return _accumulated(chain, d)
    if isinstance(chain.protocol, Mix):
        return _mixed(chain, d, chain.protocol.real)
    if chain.T >= d and all(size >= d for size in chain.T0):
        return _unbiased(chain, d)
    if isinstance(chain.spectrum, Isotropic):
        return _isotropic(chain, d, chain.spectrum.signal)
    raise NoExactLaw("fewer samples than dimensions and a covariance other than the identity")


def _times(variance: Expr, coefficient: Expr) -> Expr:
    """variance times coefficient; without noise there is nothing, even where the coefficient is infinite."""
    return Integer(0) if variance == 0 else variance * coefficient


def _inverse_wishart(d: int, rows: int) -> Expr:
    """E tr Sigma (X'X)^-1 = d/(rows - d - 1)."""
    return Rational(d, rows - d - 1) if rows >= d + 2 else oo


def _inverse_gram(d: int, rows: int) -> Expr:
    """E tr (XX')^-1 = rows/(d - rows - 1) for Sigma = I."""
    return Rational(rows, d - rows - 1) if rows <= d - 2 else oo


def _unbiased(chain: Chain, d: int) -> ExactRisk:
    added = (_times(v, _inverse_wishart(d, size)) for size, v in zip(chain.T0, chain.sigma0_2, strict=True))
    return ExactRisk(
        bias=Integer(0),
        variance=_times(chain.sigma2, _inverse_wishart(d, chain.T)),
        collapse=sum(added, Integer(0)),
        law="inverse Wishart mean",
    )


def _isotropic(chain: Chain, d: int, signal: Expr) -> ExactRisk:
    """E_n = s S_n - 2 s c_n + ||w0||^2 + sigma^2 v, with c_n = E<w_n, w0> and S_n = E||w_n||^2."""
    overlap, noise_free, noisy = signal, signal, Integer(0)
    designs: tuple[int, ...] = chain.T0 if chain.designs == "independent" else chain.T0[:1]
    for position, size in enumerate(chain.T0):
        kept = min(Rational(1), Rational(size, d))
        if position < len(designs):
            overlap, noise_free = kept * overlap, kept * noise_free
            noisy = kept * noisy if noisy != oo else oo
        noisy += _times(chain.sigma0_2[position], _noise(d, size))
    seen = Rational(1) if chain.designs == "shared" and chain.n else min(Rational(1), Rational(chain.T, d))
    return ExactRisk(
        bias=seen * noise_free - 2 * seen * overlap + signal,
        variance=_times(chain.sigma2, _noise(d, chain.T)),
        collapse=seen * noisy,
        law="Haar projection and inverse Wishart means, Sigma = I",
    )


def _noise(d: int, rows: int) -> Expr:
    """E ||X^+ e||^2 per unit of noise variance, for Sigma = I."""
    return _inverse_wishart(d, rows) if rows >= d else _inverse_gram(d, rows)


def _accumulated(chain: Chain, d: int) -> ExactRisk:
    if chain.designs != "independent":
        raise NoExactLaw("accumulated labels on a reused design")
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
    E[U A U] = a A + b tr(A) I, and E tr W tr W^-1 = (rows d - 2) d/(rows - d - 1) (Konno 1988, matrix-beta moments).

    >>> synthetic_weight(3, 10, 0), synthetic_weight(3, 10, 10)
    (1, 0)
    """
    synthetic = rows - real
    b = Rational(real * synthetic, rows * (rows - 1) * (rows + 2))
    a = Rational(synthetic * (synthetic + 2), rows * (rows + 2)) - b
    return a + b * Rational(rows * d - 2, rows - d - 1)
