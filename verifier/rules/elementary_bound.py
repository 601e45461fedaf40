r"""The elementary two-sided bound of spectral sums, uniform in all parameters.

For x, y > 0 one has max(x, y) <= x + y <= 2 max(x, y), and t^-q falls with t. So, term by term,

    2^-q B <= sum_{k<=d} k^-u (k^-beta + kappa)^-q <= B,       B = sum_{k<=d} k^-u max(k^-beta, kappa)^-q,

for every real u and q > 0. This alone is the proof of every exponent of a spectral sum. The comparison of the bases is
decided by z3, for whatever factor c stands in c^-q B.

The maximum changes sides at the knee K = kappa^(-1/beta): for an integer m with m <= K <= m + 1 and m <= d,

    B = sum_{k<=m} k^(q beta - u) + kappa^-q sum_{m<k<=d} k^-u,

because k^-beta falls. :class:`AtTheKneeRule` checks that.
"""

from __future__ import annotations

from sympy import Add, Basic, Dummy, Expr, Ge, Gt, Integer, Le, Max, Pow, Sum

from lemmata.theory.spectra.spectral_functions import SpectralSum
from lemmata.verifier.engines.positivity import follows, nonnegative
from lemmata.verifier.rules.algebra import same_normal_form
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
    positive = beta.is_positive and kappa.is_positive and q.is_positive and index.is_positive
    expected = index**-u * Max(index**-beta, kappa) ** -q
    return bool(positive and not further and ends == [1, d] and total.function == expected)


def _factor(factor: Expr, q: Expr) -> Expr | None:
    """C, when the factor is c^-q."""
    if factor == 1:
        return Integer(1)
    if isinstance(factor, Pow) and factor.exp == -q and factor.base.is_Rational:
        return factor.base
    return None


class AtTheKneeRule(Rule):
    """The sum of a maximum of k^-beta and K^-beta, split at an integer m with m <= K <= m + 1."""

    name = "at the knee"
    version = 1

    def __init__(self, knee: Expr) -> None:
        self.knee = knee

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the maximum is the one side up to m and the other beyond, and the two sums are the other side."""
        if not isinstance(step.before, Sum) or step.relation != "=" or len(step.before.limits) != 1:
            return Finding(Verdict.UNDECIDED, "this rule splits one sum")
        (index, low, high), function = step.before.limits[0], step.before.function
        maxima = list(function.atoms(Max))
        places = _powers(maxima[0], index) if len(maxima) == 1 else None
        if places is None or low != 1:
            return Finding(Verdict.UNDECIDED, "the terms must contain one maximum of k^-beta and K^-beta, from 1 on")
        beta, K = places
        m = self.knee
        for needed in (Gt(beta, 0), Ge(m, 0), Le(m, K), Le(K, m + 1), Le(m, high)):
            if not follows(needed, context):
                return Finding(Verdict.UNDECIDED, f"{needed} is not known")
        parts = [
            Sum(function.xreplace({maxima[0]: value}), (index, *ends))
            for value, ends in ((index**-beta, (1, m)), (K**-beta, (m + 1, high)))
        ]
        found = same_normal_form(_outside(Add(*parts)), _outside(step.after))
        return Finding(Verdict.PROVED, f"split at {m}") if found.verdict is Verdict.PROVED else found


def _powers(maximum: Max, index: Basic) -> tuple[Expr, Expr] | None:
    """Beta and K of max(k^-beta, K^-beta)."""
    if len(maximum.args) != 2 or not all(isinstance(part, Pow) for part in maximum.args):
        return None
    first, second = sorted(maximum.args, key=lambda part: part.base != index)
    same = first.base == index and first.exp == second.exp and not second.has(index) and second.base.is_positive
    return (-first.exp, second.base) if same else None


def _outside(expression: Expr) -> Expr:
    """Factors free of the index in front of each sum."""
    moved = {}
    for total in (one for one in expression.atoms(Sum) if len(one.limits) == 1):
        index = total.limits[0][0]
        outer, inner = total.function.as_independent(index, as_Add=False)
        moved[total] = outer * Sum(inner.powsimp(), *total.limits)
    return expression.xreplace(moved)


def at_the_knee(knee: Expr) -> AtTheKneeRule:
    """The rule that splits a maximum of k^-beta and K^-beta at the integer ``knee``."""
    return AtTheKneeRule(knee)


elementary_bound = ElementaryBoundRule()
