r"""The elementary two-sided bound of spectral sums, uniform in all parameters.

For x, y > 0 one has max(x, y) <= x + y <= 2 max(x, y), and t^-q falls with t. So, term by term,

    2^-q B <= sum_{k<=d} k^-u (k^-beta + kappa)^-q <= B,       B = sum_{k<=d} k^-u max(k^-beta, kappa)^-q,

for every real u and q > 0. This alone is the proof of every exponent of a spectral sum. The comparison of the bases is
decided by z3, for whatever factor c stands in c^-q B.

The maximum changes sides at the knee K = kappa^(-1/beta), where the sum is split (:mod:`.sums_in_pieces`).
"""

from __future__ import annotations

from sympy import Dummy, Expr, Integer, Max, Pow, Sum

from lemmata.theory.spectra.spectral_functions import SpectralSum
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_x, _y = Dummy("x", positive=True), Dummy("y", positive=True)


class ElementaryBoundRule(Rule):
    """A spectral sum between the sums with a maximum in the place of k^-beta + kappa."""

    name = "elementary bound"
    version = 1
    proves = ("<=", ">=")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the other side is c^-q B and c compares the sum of two positive numbers with their maximum."""
        sums = step.after.atoms(Sum)
        if not isinstance(step.before, SpectralSum) or len(sums) != 1 or step.relation not in ("<=", ">="):
            return Finding(Verdict.UNDECIDED, "this rule bounds one spectral sum by one sum with a maximum")
        total, q = sums.pop(), step.before.args[1]
        if not _is_bound(total, step.before):
            return Finding(Verdict.UNDECIDED, f"{total} is not the sum with max(k^-beta, kappa) for k^-beta + kappa")
        c = _factor(step.after / total, q)
        if c is None:
            return Finding(Verdict.UNDECIDED, f"the factor {step.after / total} is no power -{q} of a number")
        excess = _x + _y - c * Max(_x, _y)
        decision = nonnegative(excess if step.relation == "<=" else -excess, [])
        verdict = Verdict.PROVED if decision.answer == "proved" else Verdict.UNDECIDED
        return Finding(verdict, f"x + y against {c} max(x, y): {decision.detail}")


def _is_bound(total: Sum, given: SpectralSum) -> bool:
    u, q, beta, kappa, d = given.args
    (index, *ends), *further = total.limits
    positive = beta.is_positive and kappa.is_positive and q.is_positive
    k = Dummy("k", integer=True, positive=True)  # whatever letter the sum has, it counts from one
    expected = k**-u * Max(k**-beta, kappa) ** -q
    return bool(positive and not further and ends == [1, d] and total.function.xreplace({index: k}) == expected)


def _factor(factor: Expr, q: Expr) -> Expr | None:
    """C > 0, when the factor is c^-q."""
    if factor == 1:
        return Integer(1)
    if isinstance(factor, Pow) and factor.exp == -q and factor.base.is_Rational and factor.base > 0:
        return factor.base
    return None


elementary_bound = ElementaryBoundRule()
