r"""The integral that a spectral sum approaches, by elementary bounds.

For J(u, q, beta, tau) = int_0^tau t^(q beta - u) (1 + t^beta)^-q dt, q > 0, beta > 0 and rise = 1 - u + q beta > 0:

    any u:              tau^rise (1 + tau^beta)^-q/rise <= J(tau) <= tau^rise/rise           (tau small: K above d)
    u > 1:              J(oo) - tau^(1-u)/(u-1) <= J(tau) <= J(oo)                            (tau large: K below d)
    u = 1, tau >= 1:    log(tau) - q/beta <= J(tau) <= log(tau) + 1/(q beta)
    u < 1, tau >= 1:    (tau^(1-u) - 1)/(1-u) - q/(u+beta-1) <= J(tau) <= tau^(1-u)/(1-u),    the left one if u > 1-beta

**Proof.** (1 + t^beta)^-q lies between (1 + tau^beta)^-q and 1 on [0, tau]: the first row. The integrand is at most
t^-u: the upper bounds of the others, for u = 1 with t^(q beta - 1) on [0, 1]. Bernoulli's inequality gives t^(q beta)
(1 + t^beta)^-q = (1 + t^-beta)^-q >= 1 - q t^-beta, integrated from 1 to tau: the lower bounds.

**Recurrence.** J(u + beta, q + 1, beta, oo) = (1 - a/q) J(u, q, beta, oo), a = rise/beta, from Gamma(x + 1) =
x Gamma(x) (DLMF 5.5.1). So the constant of df2 is 1 - 1/beta times that of df1.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Ge, Gt, Lt, log, oo

from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.verifier.engines.positivity import follows
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class IntegralRowsRule(Rule):
    """One integral in ``before``, replaced by a bound, or by the recurrence in q."""

    name = "scaling integral"
    version = 1
    proves = ("=", "<=", ">=")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the other side is what a row whose conditions follow says."""
        given = step.before
        if not isinstance(given, ScalingIntegral) or step.relation not in ("=", "<=", ">="):
            return Finding(Verdict.UNDECIDED, "the left side must be one integral J")
        u, q, beta, tau = given.args
        needed = (Gt(q, 0), Gt(beta, 0), Gt(1 - u + q * beta, 0), Gt(u, 1) if tau is oo else Gt(tau, 0))
        owed = tuple(Holds(relation, "the integral converges") for relation in needed)
        for name, bound in rows(u, q, beta, tau, step.relation, context):
            if same_normal_form(bound, step.after).verdict is Verdict.PROVED:
                return Finding(Verdict.PROVED, name, owed=owed)
        return Finding(Verdict.UNDECIDED, f"no row whose conditions follow says {step.after}")


def rows(u: Expr, q: Expr, beta: Expr, tau: Expr, relation: str, context: Context) -> Iterator[tuple[str, Expr]]:
    """What the rows say in one direction."""
    rise = 1 - u + q * beta
    if relation == "=":
        if tau is oo and follows(Gt(u - beta, 1), context) and follows(Gt(q, 1), context):
            factor = 1 - rise / (beta * (q - 1))
            yield "Gamma(x + 1) = x Gamma(x)", factor * ScalingIntegral(u - beta, q - 1, beta, oo)
        return
    if tau is oo:
        return
    upper = relation == "<="
    yield "tau small", tau**rise / rise * (1 if upper else (1 + tau**beta) ** -q)
    if follows(Gt(u, 1), context):
        whole = ScalingIntegral(u, q, beta, oo)
        yield "u > 1", whole if upper else whole - tau ** (1 - u) / (u - 1)
    if not follows(Ge(tau, 1), context):
        return
    if u == 1:
        yield "u = 1", log(tau) + (1 / (q * beta) if upper else -q / beta)
    elif follows(Lt(u, 1), context):
        if upper:
            yield "u < 1", tau ** (1 - u) / (1 - u)
        elif follows(Gt(u + beta, 1), context):
            yield "u < 1", (tau ** (1 - u) - 1) / (1 - u) - q / (u + beta - 1)


integral_rows = IntegralRowsRule()
