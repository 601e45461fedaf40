r"""Deterministic equivalents of the risk of a retraining chain, for any covariance, as balls.

With kappa the renormalised ridge of the downstream fit, D = Sigma (Sigma + kappa)^-1 and G = (Sigma + kappa)^-1, and
kappa0, D0, G0 those of a generator, the mean m_j = M_j w0 and the spread V_j of its parameter obey, in the eigenbasis,

    M' = D0 M,    V' = D0 V D0 + Sigma G0^2 [kappa0^2 tr Sigma G0^2 (m m' + V) + sigma_j^2]/(T_j - df2(kappa0)),

    E ~ ||w0 - D m||_Sigma^2 + tr Sigma D V D + [kappa^2 tr Sigma G^2 (m m' + V) + sigma^2] df2/(T - df2)

(Dohmatob et al., arXiv 2402.07712, Proposition 4.2 and Theorem 4.3, carried from generation to generation). The risk
is affine in the noise variances; bias, variance and collapse are its parts as in
:mod:`lemmata.theory.models.exact_laws`.

The equivalent is a limit: at finite size its error is of order 1/d; ``within`` bounds it.

>>> from lemmata.theory.models.chain import Chain
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> found = equivalent_risk(Chain(Isotropic(d=100), T=200, sigma2=1))
>>> found.total.contains(1)                                        # phi/(1 - phi) at phi = 1/2
True
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flint import arb, ctx

from lemmata.numerics.ball import Ball
from lemmata.numerics.displayed import table
from lemmata.numerics.errors import InputError
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalent_parts import equivalent_parts
from lemmata.theory.models.finite_size.of_chain import within
from lemmata.theory.models.finite_size.risk import Within
from lemmata.theory.models.reductions import on_one_design
from lemmata.theory.models.renormalised_fits import renormalised

__all__ = ["EquivalentRisk", "equivalent_risk", "renormalised"]


@dataclass(frozen=True)
class EquivalentRisk:
    """The deterministic equivalent of a risk and its parts, as balls.

    Attributes:
        bias, variance, collapse, total: the parts, and their sum.
        chain: what it is the equivalent of.
    """

    bias: Ball
    variance: Ball
    collapse: Ball
    total: Ball
    chain: Chain

    def _repr_html_(self) -> str:
        parts = ("bias", self.bias), ("variance", self.variance), ("collapse", self.collapse), ("total", self.total)
        return table(parts, title="deterministic equivalent")

    @cached_property
    def within(self) -> Within:
        """A proved bound of the distance from the exact risk at this size (docs/finite_size.md).

        >>> from lemmata.theory.spectra.spectra import Isotropic
        >>> found = equivalent_risk(Chain(Isotropic(d=1000), T=1000, ridge=1, sigma2=1))
        >>> float(found.within.total / found.total.mid) < 2e-3
        True
        """
        return within(self.chain)


def equivalent_risk(chain: Chain, *, digits: int = 30) -> EquivalentRisk:
    """The deterministic equivalent of E ||w_pred - w0||_Sigma^2.

    Args:
        chain: its protocol must be ``replace``, or ``accumulate`` on one design without ridge.
        digits: accuracy of the balls (relative, where the part is not zero).

    Raises:
        InputError: naming what has no equivalent here.
    """
    chain = on_one_design(chain)
    if chain.protocol != "replace":
        raise InputError("protocol", chain.protocol, "replace for a deterministic equivalent")
    if chain.designs != "independent" and chain.ridge0 != 0 and chain.n:
        raise InputError("ridge0", chain.ridge0, "0 for a deterministic equivalent on a reused design")
    before = ctx.prec
    ctx.prec = int(digits * 3.33) + 128
    try:
        risk = equivalent_parts(chain, digits).risk
        total = Ball.from_arb(sum(risk, arb(0)))
        bias, variance, collapse = (Ball.from_arb(part) for part in risk)
        return EquivalentRisk(bias, variance, collapse, total, chain)
    finally:
        ctx.prec = before
