r"""Spectral sums against integrals, uniformly in kappa and d, with the constant.

Let f(x) = x^g (1 + (x/K)^beta)^-q, K = kappa^(-1/beta), g = q beta - u, so that S = sum_{k<=d} f(k), and let
I = int_0^d f = K^(g+1) J(d/K), J = :class:`lemmata.theory.spectra.scaling_integral.ScalingIntegral`. With w =
(x/K)^beta, x f'/f = (g - u w)/(1 + w). Then, for d finite or (u > 1) infinite,

* -1 < g <= 0 and u >= 0:    I - 1/(g+1) <= S <= I,       because f falls, and int_0^1 f <= int_0^1 x^g;
* g >= 0 and u >= 0:         I - K^g <= S <= I + K^g,     because f rises up to one place and falls from there on.

**Proof of the second.** On the rising side f(k) lies between the integrals over [k-1, k] and [k, k+1], on the falling
side between those over [k, k+1] and [k-1, k]. At the peak, m <= x* < m+1, the lower bounds leave out [m, m+1] at most,
and the upper ones count f(m) + f(m+1) = min + max <= int_m^(m+1) f + max f. So |S - I| <= max f; and f <= K^g, because
t^g <= (1 + t^beta)^(g/beta) <= (1 + t^beta)^q for 0 <= g <= q beta.

The conditions on g and u are decided by z3. In the upper bounds J(oo) may stand for J(d/K) where u > 1.

>>> from lemmata.theory.notation import beta, d, kappa
>>> from lemmata.theory.spectra.scaling_integral import ScalingIntegral
>>> from lemmata.theory.spectra.spectral_functions import Df1
>>> K = kappa**(-1/beta)
>>> step = Step(Df1(beta, kappa, d), "<=", K*ScalingIntegral(beta, 1, beta, d/K))
>>> integral_comparison.judge(step, Context()).detail
'the summand falls: g = 0'
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Dummy, Expr, Ge, Gt, Integer, oo

from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
from lemmata.verifier.engines.positivity import follows, nonnegative
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_w = Dummy("w", nonnegative=True)
"""(x/K)^beta."""


class IntegralComparisonRule(Rule):
    """A spectral sum, bounded by the integral of its summand and an explicit error."""

    name = "integral comparison"
    version = 1
    proves = ("<=", ">=")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the other side is one of the bounds whose conditions follow."""
        if not isinstance(step.before, (SpectralSum, Df1, Df2)) or step.relation not in ("<=", ">="):
            return Finding(Verdict.UNDECIDED, "the left side must be one spectral sum, in an inequality")
        u, q = step.before.exponents
        beta, kappa, d = step.before.where
        needed = [Gt(beta, 0), Gt(kappa, 0), Ge(q, 1), Ge(u, 0), *([Gt(u, 1)] if d is oo else [])]
        owed = tuple(Holds(relation, "the comparison with the integral") for relation in needed)
        for name, bound in bounds(u, q, beta, kappa, d, step.relation, context):
            if same_normal_form(bound, step.after).verdict is Verdict.PROVED:
                return Finding(Verdict.PROVED, name, owed=owed)
        return Finding(Verdict.UNDECIDED, f"no bound by the integral whose conditions follow is {step.after}")


def bounds(
    u: Expr, q: Expr, beta: Expr, kappa: Expr, d: Expr, relation: str, context: Context
) -> Iterator[tuple[str, Expr]]:
    """The bounds in one direction, with what they rest on."""
    g, K = (q * beta - u).expand(), kappa ** (-1 / beta)
    if not follows(Gt(g, -1), context):
        return
    whole = relation == "<=" and follows(Gt(u, 1), context)
    integrals = [K ** (g + 1) * ScalingIntegral(u, q, beta, tau) for tau in {d / K, *([oo] if whole else [])}]
    errors = []
    if nonnegative(u * _w - g, context.assumptions).answer == "proved":
        errors.append((f"the summand falls: g = {g}", Integer(0) if relation == "<=" else -1 / (g + 1)))
    if follows(Ge(g, 0), context):
        errors.append((f"the summand rises and falls: g = {g}", K**g if relation == "<=" else -(K**g)))
    yield from ((name, integral + error) for name, error in errors for integral in integrals)


integral_comparison = IntegralComparisonRule()
