r"""The risk of a chain whose generators lose information, to the constant: the recursion of mean and spread.

:mod:`lemmata.theory.scaling.risk` bounds this risk by a few terms of the same order, which is enough for exponents.
Here it is written out, as positive terms, so that numbers can be put against the exponents that came from those bounds.
With D = Sigma (Sigma + kappa)^-1, G = (Sigma + kappa)^-1 downstream and D0, G0 of a generator (see
:mod:`lemmata.theory.models.equivalents`), after j generations the mean is ``D0^j w0`` and the spread ``V_j = sum_{i<j}
a_{j-1-i} Sigma G0^2 D0^(2i)``, where

    a_j = [kappa0^2 (tr Sigma G0^2 m_j m_j' + tr Sigma G0^2 V_j) + sigma0^2]/(T0 - df2(kappa0)),

    E = ||w0 - D m_n||^2 + tr Sigma D V_n D + [kappa^2 tr Sigma G^2 (m_n m_n' + V_n) + sigma^2] (df2/T)/(1 - df2/T),

and ``1 - D D0^n = kappa G + sum_{j<n} kappa0 G0 D D0^j`` has no minus sign. In the eigenbasis everything is a spectral
sum of two scales.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.of_models.terms import EquivalentTerms
from lemmata.theory.scaling.readings.protocol import Reading
from lemmata.theory.scaling.risk import TOTAL, Generators, Risk, gap

Q = TypeVar("Q")

SIGNAL, COLLAPSE, VARIANCE = "signal", "collapse", "variance"


def real_term(risk: Risk | EquivalentTerms, read: Reading[Q], name: str) -> Q:
    """One term, or the total, where a factor that is known to order only will not do."""
    if isinstance(risk, Risk) and risk.generators and risk.generators.kappa0 and name in (TOTAL, COLLAPSE):
        terms = chain_terms(risk, read)
        return read.total(terms) if name == TOTAL else terms[name]
    names = risk.names if name == TOTAL else (name,)
    return read.total({part: risk.term(read, part) for part in names})


def chain_terms(risk: Risk, read: Reading[Q]) -> dict[str, Q]:
    """The terms of the risk: the signal's part (bias and drift), the generators' noise and spread, the variance."""
    given = risk.generators
    assert given is not None
    return _Chain(risk, read, given).terms()


class _Chain(Generic[Q]):
    """One reading of the recursion."""

    def __init__(self, risk: Risk, read: Reading[Q], given: Generators) -> None:
        assert given.kappa0 is not None
        self.risk, self.read, self.given = risk, read, given
        self.kappa0 = read.kappa(given.kappa0)
        equation = given.kappa0
        ridge0 = None if equation.ell is None else Monomial(-equation.ell, constant=equation.ridge)
        kept = gap(read, self.kappa0, ridge0, given.T0, risk.beta, risk.d)
        self.left = read.product(read.known(given.T0), kept)
        self.kappa = risk.renormalised(read)
        self.spread = risk.spread(read, self.kappa)[1]

    def terms(self) -> dict[str, Q]:
        read, additions = self.read, self.additions()
        found = {SIGNAL: read.total(self.signal()), COLLAPSE: read.total(self.collapse(additions))}
        if self.risk.noise is not None:
            found[VARIANCE] = read.product(read.known(self.risk.noise), self.spread)
        return found

    def sum(self, lambdas: int, G: int, G0: int, source: bool = False) -> Q:
        """``tr Sigma^lambdas (Sigma + kappa)^-G (Sigma + kappa0)^-G0``, times ``c_k^2 lambda_k`` with the source."""
        u = self.risk.beta * lambdas + (self.risk.source if source else 0)
        factors = [(q, kappa) for q, kappa in ((G, self.kappa), (G0, self.kappa0)) if q]
        return self.risk.spectral_sum(self.read, u, factors)

    def additions(self) -> list[Q]:
        """``a_0, ..., a_{n-1}``."""
        read = self.read
        found: list[Q] = []
        for j in range(self.given.count):
            parts = {"mean": self.sum(2 * j, 0, 2 + 2 * j, source=True)}
            for i in range(j):
                parts[f"spread {i}"] = read.product(found[j - 1 - i], self.sum(2 + 2 * i, 0, 4 + 2 * i))
            lost = read.product(self.kappa0, self.kappa0, read.total(parts))
            noise = {} if self.given.noise is None else {"noise": read.known(self.given.noise)}
            found.append(read.quotient(read.total({"lost": lost, **noise}), self.left))
        return found

    def signal(self) -> dict[str, Q]:
        """``||w0 - D D0^n w0||^2`` expanded, and what the design makes of the mean."""
        n, read = self.given.count, self.read
        pieces = [(self.kappa0, 1 + j, 1 + j) for j in range(n)]
        if self.kappa is not None:
            pieces.append((self.kappa, 0, 0))
        found: dict[str, Q] = {}
        for i, (one, first, first_G0) in enumerate(pieces):
            for j, (other, second, second_G0) in enumerate(pieces):
                product = self.sum(first + second, 2, first_G0 + second_G0, source=True)
                found[f"{i} {j}"] = read.product(one, other, product)
        if self.kappa is not None:
            mean = self.sum(2 * n, 2, 2 * n, source=True)
            found["mean"] = read.product(self.kappa, self.kappa, mean, self.spread)
        return found

    def collapse(self, additions: list[Q]) -> dict[str, Q]:
        """What the spread of the last generation costs."""
        read = self.read
        found: dict[str, Q] = {}
        for i, addition in enumerate(reversed(additions)):
            found[f"kept {i}"] = read.product(addition, self.sum(4 + 2 * i, 2, 2 + 2 * i))
            if self.kappa is not None:
                rest = read.product(self.kappa, self.kappa, self.sum(2 + 2 * i, 2, 2 + 2 * i), self.spread)
                found[f"rest {i}"] = read.product(addition, rest)
        return found
