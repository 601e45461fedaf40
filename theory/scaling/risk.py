r"""The risk of the chain on a power-law spectrum, as positive terms.

Deterministic equivalents are taken as given (Dohmatob et al., arXiv 2402.07712, Proposition 4.2, Theorem 4.3,
Corollary 4.4; eigenvalues ``k^-beta``, source ``lambda_k c_k^2 = k^-(1+2 beta r)``):

    gap      = 1 - df2/T = lambda/kappa + (1/T) sum kappa lambda_k/(lambda_k + kappa)^2
    bias     = kappa^2 sum k^-(1+2 beta r)/(lambda_k + kappa)^2 / gap
    variance = sigma^2 (df2/T)/gap
    collapse = n sigma0^2/(T0 - d) [df2 + kappa^2 tr(Sigma + kappa)^-2 (df2/T)/gap]     (ridgeless, T0 > d)

The identity for the gap has two nonnegative parts: ``1 - df1/T = lambda/kappa`` is the fixed-point equation and
``df1 - df2 = sum kappa lambda_k/(lambda_k + kappa)^2``. It is how the subtraction in ``1 - df2/T`` becomes a sum.

**Generators that lose information** (T0 < d, or ridge generators; kappa0 is their renormalised ridge). With D = Sigma
(Sigma+kappa)^-1, D0 likewise, the mean of the chain is ``D0^n w0`` and the spread V follows ``V <- D0 V D0 + a Sigma
G0^2`` with ``a = [kappa0^2 tr(Sigma G0^2 (m m' + V)) + sigma0^2]/(T0 - df2(kappa0))``. For a fixed number n >= 1 of
generations, and T0 - df2(kappa0) of order T0, ``V`` is of the order of ``a Sigma G0^2`` with ``a`` of order
``[kappa0^2 sum k^-(1+2 beta r)/(lambda_k + kappa0)^2 + sigma0^2]/T0``: it is at least the newest addition, and at most
the sum of n additions, of which each exceeds the first by at most ``sum_i a_i df2(kappa0)/(T0 - df2(kappa0))``. And
``max(1 - D, 1 - D0) <= 1 - D D0^n <= (1 - D) + n (1 - D0)``. So to order

    drift    = kappa0^2 sum k^-(1+2 beta r)/(lambda_k + kappa0)^2
    collapse = a [tr Sigma^2 D^2 G0^2 + kappa^2 tr(Sigma^2 G^2 G0^2) (df2/T)/gap]

and for one design shared by all ridgeless generators ``n sigma0^2`` stands in the place of ``sigma0^2`` for any n.
Under the accumulating protocol with T0 > d the generator's error is that of ``sum_{i<=n} 1/i^2 <= pi^2/6`` generations:
of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.readings.protocol import Reading
from lemmata.theory.scaling.renormalised import Renormalised

Q = TypeVar("Q")

TOTAL = "total"
"""The name of the sum of all terms."""


@dataclass(frozen=True)
class Generators:
    """The generators of the chain.

    Attributes:
        noise: n sigma0^2 (sigma0^2 alone where the number of generations is fixed); None when there is no noise.
        T0: their sample size.
        kept: T0 - d to leading order, or T0 when the generators lose information.
        kappa0: their fixed-point equation; None when they are ridgeless with T0 > d.
        count: how many follow each other where they lose information (1 when they share one design).
    """

    noise: Monomial | None
    T0: Monomial
    kept: Monomial
    kappa0: Renormalised | None
    count: int = 1


@dataclass(frozen=True)
class Risk:
    """A model on a part of parameter space where d/T and d/T0 are on one side of 1.

    Attributes:
        beta, r: capacity and source.
        kappa: the fixed-point equation of the downstream fit.
        ridge: lambda as a monomial; None for lambda -> 0.
        T: the sample size, ``T^1``.
        d: the dimension; None when infinite.
        noise: sigma^2; None when the downstream labels have no noise of their own.
        generators: None without synthetic labels.
        room: T - d to leading order, for lambda -> 0 with d below T.
    """

    beta: Form
    r: Form
    kappa: Renormalised
    ridge: Monomial | None
    d: Monomial | None
    noise: Monomial | None
    generators: Generators | None
    room: Monomial

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the positive terms whose sum is the risk."""
        found = [] if self.kappa.vanishes else ["bias"]
        found += [] if self.noise is None else ["variance"]
        given = self.generators
        if given is not None:
            found += [] if given.kappa0 is None else ["drift"]
            found += [] if given.kappa0 is None and given.noise is None else ["collapse"]
        return tuple(found)

    def term(self, read: Reading[Q], name: str) -> Q:
        """One term."""
        if name == "drift":
            assert self.generators is not None
            assert self.generators.kappa0 is not None
            return read.product(read.known(_ORDER), self._lost(read, read.kappa(self.generators.kappa0)))
        kappa = self.renormalised(read)
        if name == "bias":
            assert kappa is not None
            return read.quotient(self._lost(read, kappa), self.gap(read, kappa))
        df2, spread = self.spread(read, kappa)
        if name == "variance":
            assert self.noise is not None
            return read.product(read.known(self.noise), spread)
        assert self.generators is not None
        return self._collapse(read, self.generators, kappa, df2, spread)

    def renormalised(self, read: Reading[Q]) -> Q | None:
        """The downstream kappa; None when it is zero."""
        return None if self.kappa.vanishes else read.kappa(self.kappa)

    def gap(self, read: Reading[Q], kappa: Q | None) -> Q:
        """``1 - df2/T``."""
        if kappa is None:
            assert self.d is not None
            return read.quotient(read.excess(_T, self.d, self.room), read.known(_T))
        return gap(read, kappa, self.ridge, _T, self.beta, self.d)

    def spread(self, read: Reading[Q], kappa: Q | None) -> tuple[Q, Q]:
        """``df2`` and ``(df2/T)/(1 - df2/T)``."""
        df2 = self.spectral_sum(read, 2 * self.beta, [(2, kappa)])
        return df2, read.quotient(read.quotient(df2, read.known(_T)), self.gap(read, kappa))

    def _lost(self, read: Reading[Q], kappa: Q) -> Q:
        """``kappa^2 sum k^-(1+2 beta r)/(lambda_k + kappa)^2``."""
        return read.product(kappa, kappa, self.spectral_sum(read, self.source, [(2, kappa)]))

    @property
    def source(self) -> Form:
        """The decay of ``lambda_k c_k^2``."""
        return 1 + 2 * self.beta * self.r

    def _collapse(self, read: Reading[Q], given: Generators, kappa: Q | None, df2: Q, spread: Q) -> Q:
        if given.kappa0 is None:
            assert given.noise is not None
            assert self.d is not None
            parts = {"df2": df2}
            if kappa is not None:
                rest = read.product(kappa, kappa, self.spectral_sum(read, Form.number(0), [(2, kappa)]))
                parts["rest"] = read.product(rest, spread)
            kept = read.excess(given.T0, self.d, given.kept)
            each = read.quotient(read.known(given.noise), kept)
            return read.product(each, read.total(parts))
        kappa0 = read.kappa(given.kappa0)
        noise = {} if given.noise is None else {"noise": read.known(given.noise)}
        each = read.quotient(read.total({"drift": self._lost(read, kappa0), **noise}), read.known(given.kept))
        parts = {"kept": self.spectral_sum(read, 4 * self.beta, [(2, kappa), (2, kappa0)])}
        if kappa is not None:
            rest = read.product(kappa, kappa, self.spectral_sum(read, 2 * self.beta, [(2, kappa), (2, kappa0)]))
            parts["rest"] = read.product(rest, spread)
        return read.product(read.known(_ORDER), each, read.total(parts))

    def spectral_sum(self, read: Reading[Q], u: Form, factors: Sequence[tuple[int, Q | None]]) -> Q:
        """A spectral sum; a vanishing kappa leaves ``k^(q beta)``."""
        real = [(q, kappa) for q, kappa in factors if kappa is not None]
        u = u - self.beta * sum(q for q, kappa in factors if kappa is None)
        return read.spectral_sum(u, real, self.beta, self.d)


def gap(read: Reading[Q], kappa: Q, ridge: Monomial | None, size: Monomial, beta: Form, d: Monomial | None) -> Q:
    """``1 - df2/N = ridge/kappa + (1/N) sum kappa lambda_k/(lambda_k + kappa)^2`` of a fit with N samples."""
    inner = read.product(kappa, read.spectral_sum(beta, [(2, kappa)], beta, d))
    parts = {"rest": read.quotient(inner, read.known(size))}
    if ridge is not None:
        parts["ridge"] = read.quotient(read.known(ridge), kappa)
    return read.total(parts)


_T = Monomial(Form.number(1))
_ORDER = Monomial(Form.number(0), constant=None, unknown="generators that lose information are known to order only")
"""A factor that is known to order only."""
