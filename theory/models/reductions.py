r"""What is known of a chain before any law is looked up: simpler chains with the same risk, and infinite means.

* *Accumulated labels on one design.* All labels so far, on the same rows X, are fitted like their average, so that
  w_n = X^+ X w_0 + X^+ sum_j E_j/(j+1) for generators without ridge (induction over n): the chain that replaces its
  labels, with noise variances sigma_j^2/(j+1)^2.
* *Equal eigenvalues.* For Sigma = c I and u = sqrt(c) w the chain is one with Sigma = I, ||u_0||^2 = c ||w_0||^2 and
  ridge parameters divided by c, and its risk is the same.
* *Infinite means.* Let Z have iid standard Gaussian entries and X = Z Sigma^(1/2). For d - 1 <= T <= d + 1 noise that
  passes through a fit without ridge has an infinite mean square for every Sigma of dimension d: for T >= d it is
  E tr (Z'Z)^-1 whatever Sigma is, and for T < d, with l and L the least and the largest eigenvalue,
  tr Sigma X^+ X^+' = tr (Z Sigma Z')^-2 Z Sigma^2 Z' >= l tr (Z Sigma Z')^-1 >= (l/L) tr (Z Z')^-1 (Z Sigma^2 Z' is at
  least l Z Sigma Z'), whose mean is infinite for d - T - 1 <= 0. Later independent fits keep a positive share of every
  direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Integer

from lemmata.theory.models.chain import Chain
from lemmata.theory.spectra.spectra import Diagonal, Isotropic, Spectrum


def on_one_design(chain: Chain) -> Chain:
    """Accumulated labels on a reused design, without ridge, as a chain that replaces its labels.

    >>> chain = Chain(Isotropic(3), T=9, n=2, T0=8, sigma0_2=1, designs="same", protocol="accumulate")
    >>> on_one_design(chain).sigma0_2
    (1, 1/4)
    """
    if chain.protocol != "accumulate" or chain.designs == "independent" or chain.ridge0 != 0:
        return chain
    variances = [v / Integer(j) ** 2 for j, v in enumerate(chain.sigma0_2, start=1)]
    return _changed(chain, sigma0_2=variances, protocol="replace")


def of_unit_covariance(chain: Chain) -> Chain:
    """A chain whose eigenvalues are all the same as one with Sigma = I.

    >>> of_unit_covariance(Chain(Diagonal([4, 4], [1, 1]), T=5, ridge=1)).ridge
    1/4
    """
    common = _common_eigenvalue(chain.spectrum)
    if common is None:
        return chain
    spectrum = Isotropic(len(chain.spectrum.eigenvalues), common * _signal(chain.spectrum))
    return _changed(chain, spectrum=spectrum, ridge=chain.ridge / common, ridge0=chain.ridge0 / common)


@dataclass(frozen=True)
class InfiniteParts:
    """Which parts of a risk are certainly infinite."""

    variance: bool
    collapse: bool


def infinite_parts(chain: Chain) -> InfiniteParts:
    """The parts of the risk that are infinite because noise passes through a fit without ridge on nearly d samples.

    >>> infinite_parts(Chain(Diagonal([1, 2, 5], [1, 1, 1]), T=2, sigma2=1)).variance
    True
    """
    through = chain.ridge == 0 and _is_near(chain.T, chain)
    collapse = False
    if chain.ridge0 == 0 and chain.protocol == "replace":
        if chain.designs == "shared":
            collapse = through and any(v != 0 for v in chain.sigma0_2)
        else:
            collapse = any(v != 0 and _is_near(T, chain) for v, T in zip(chain.sigma0_2, chain.T0, strict=True))
    return InfiniteParts(variance=through and chain.sigma2 != 0, collapse=collapse)


def is_unbiased(chain: Chain) -> bool:
    """Whether the bias is exactly zero: no ridge, and d or more samples in every fit.

    >>> is_unbiased(Chain(Isotropic(3), T=9)), is_unbiased(Chain(Isotropic(3), T=2))
    (True, False)
    """
    d, unpenalised = chain.spectrum.d, chain.ridge == 0 and (chain.ridge0 == 0 or not chain.n)
    return d is not None and unpenalised and all(size >= d for size in (chain.T, *chain.T0))


def _is_near(samples: int, chain: Chain) -> bool:
    return chain.spectrum.d is not None and abs(samples - chain.spectrum.d) <= 1


def _common_eigenvalue(spectrum: Spectrum) -> Expr | None:
    if not isinstance(spectrum, Diagonal) or len(set(spectrum.eigenvalues)) > 1:
        return None
    return spectrum.eigenvalues[0]


def _signal(spectrum: Spectrum) -> Expr:
    return sum(spectrum.squared_weights, Integer(0))


def _changed(chain: Chain, **fields: Any) -> Chain:
    same = ("T", "ridge", "sigma2", "n", "T0", "sigma0_2", "ridge0", "designs", "protocol")
    kept = {name: getattr(chain, name) for name in same if name not in fields}
    return Chain(fields.pop("spectrum", chain.spectrum), **kept, **fields)
