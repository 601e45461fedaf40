r"""Spectral sums that the first eigenvalues, a logarithm, or a plain power sum dominate.

S = sum_{k<=d} k^(q beta - u) (1 + kappa k^beta)^-q, K = kappa^(-1/beta), w = u - q beta:

    w > 1:                       zeta(w) - q kappa^theta zeta(w - theta beta) <= S <= zeta(w)
                                 (left: d = oo, 0 < theta <= 1, w - theta beta > 1)
    w = 1, 1 <= K <= d:          log(K) - q/beta <= S <= log(K) + 1 + 1/(q beta)
    w = 1, d <= K:               log(d) - q/beta <= S <= log(d) + 1
    any u, d finite:             (1 + kappa d^beta)^-q P <= S <= P,    P = sum_{k<=d} k^(q beta - u)
    u > 1, d = oo:               (1 + kappa)^-q zeta(u) <= S <= kappa^-q zeta(u)

**Proof.** 0 <= 1 - (1+t)^-q <= min(1, q t) <= q t^theta for t > 0 and q >= 1 (Bernoulli): the first row, with
t = kappa k^beta and sum k^-w = zeta(w) (DLMF 25.2.1). For w = 1 the summand falls, so S lies between int_1^d and
1 + int_1^d; with t = x/K the integrand t^-1 (1 + t^beta)^-q is at most 1/t on [1/K, 1] and t^(-1-q beta) beyond, and
at least t^-1 (1 - q t^beta) up to t = 1, or d/K. The last two rows: 1 + kappa k^beta lies between 1 and
1 + kappa d^beta; and k^-beta + kappa between kappa and 1 + kappa.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Ge, Gt, Integer, Le, Sum, log, oo, zeta
from sympy.core.symbol import uniquely_named_symbol

from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
from lemmata.verifier.engines.positivity import follows
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class SpectralRowsRule(Rule):
    """A spectral sum bounded by what dominates it. ``theta`` is the exponent in the error of the first row."""

    name = "spectral rows"
    version = 1
    proves = ("<=", ">=")

    def __init__(self, theta: Expr = Integer(1)) -> None:  # noqa: B008
        self.theta = theta

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the other side is what a row whose conditions follow says."""
        if not isinstance(step.before, (SpectralSum, Df1, Df2)) or step.relation not in ("<=", ">="):
            return Finding(Verdict.UNDECIDED, "the left side must be one spectral sum, in an inequality")
        u, q = step.before.exponents
        beta, kappa, d = step.before.where
        needed = (Gt(beta, 0), Gt(kappa, 0), Ge(q, 1), *([Gt(u, 1)] if d is oo else []))
        owed = tuple(Holds(relation, "the rows") for relation in needed)
        for name, bound in self.rows(u, q, beta, kappa, d, step.relation == "<=", context):
            if same_normal_form(_one_index(bound), _one_index(step.after)).verdict is Verdict.PROVED:
                return Finding(Verdict.PROVED, name, owed=owed)
        return Finding(Verdict.UNDECIDED, f"no row whose conditions follow says {step.after}")

    def rows(
        self, u: Expr, q: Expr, beta: Expr, kappa: Expr, d: Expr, upper: bool, context: Context
    ) -> Iterator[tuple[str, Expr]]:
        """What the rows say in one direction."""
        w, K = (u - q * beta).expand(), kappa ** (-1 / beta)
        if d is oo:
            yield "large kappa", (kappa if upper else 1 + kappa) ** -q * zeta(u)
        else:
            power = _power_sum(-w, d)
            yield "small kappa", power if upper else (1 + kappa * d**beta) ** -q * power
        if w == 1:
            yield from _logarithms(q, beta, K, d, upper, context)
        elif follows(Gt(w, 1), context):
            yield from self._first_eigenvalues(w, q, beta, kappa, d, upper, context)

    def _first_eigenvalues(
        self, w: Expr, q: Expr, beta: Expr, kappa: Expr, d: Expr, upper: bool, context: Context
    ) -> Iterator[tuple[str, Expr]]:
        name = "the first eigenvalues"
        if upper:
            yield name, zeta(w)
            return
        theta, rest = self.theta, (w - self.theta * beta).expand()
        if d is oo and all(follows(known, context) for known in (Gt(theta, 0), Le(theta, 1), Gt(rest, 1))):
            yield name, zeta(w) - q * kappa**theta * zeta(rest)


def _logarithms(q: Expr, beta: Expr, K: Expr, d: Expr, upper: bool, context: Context) -> Iterator[tuple[str, Expr]]:
    if follows(Ge(K, 1), context) and (d is oo or follows(Le(K, d), context)):
        yield "a logarithm up to the knee", log(K) + (1 + 1 / (q * beta) if upper else -q / beta)
    if d is not oo and follows(Le(d, K), context):
        yield "a logarithm up to d", log(d) + (1 if upper else -q / beta)


def _power_sum(a: Expr, d: Expr) -> Sum:
    k = uniquely_named_symbol("k", (a, d), integer=True, positive=True)
    return Sum(k**a, (k, 1, d))


def _one_index(expression: Expr) -> Expr:
    """Sums of powers written with one index."""
    alike = {}
    for total in expression.atoms(Sum):
        index, low, high = total.limits[0]
        exponent = total.function.as_base_exp()[1]
        alone = len(total.limits) == 1 and not exponent.has(index)
        if total.function == index**exponent and low == 1 and alone:
            alike[total] = _power_sum(exponent.expand(), high)
    return expression.xreplace(alike)


spectral_rows = SpectralRowsRule()


def first_eigenvalues(theta: Expr) -> SpectralRowsRule:
    """The rule that bounds a sum from below by zeta, with an error of order kappa^theta."""
    return SpectralRowsRule(theta)
