r"""Power sums between integrals and multiples of their terms.

For P = sum_{low<=k<=high} k^a and F' = x^a, that is F = x^(a+1)/(a+1), or log x when a = -1: where x^a rises (a >= 0),

    F(high) - F(low-1) <= P <= F(high) - F(low) + high^a,      (high-low+1) low^a <= P <= (high-low+1) high^a,

and where it falls (a <= 0),

    F(high+1) - F(low) <= P <= F(high) - F(low-1),     F(high) - F(low) + high^a <= P <= F(high) - F(low) + low^a,
    (high-low+1) high^a <= P <= (high-low+1) low^a,

because a monotone function lies between its values at the ends of every unit interval (the integral test; Hardy, A
Course of Pure Mathematics, section 178). F(0) = 0 is used for a > -1 only. All terms being positive, P is at least its
first one, and for a < -1 at most the whole series, sum_{k>=1} k^a = zeta(-a) (DLMF 25.2.1). The sign of a is decided by
z3, the other side by normal forms.

>>> from sympy import Symbol
>>> from lemmata.theory.notation import d
>>> a, k = Symbol("a", real=True), Symbol("k", integer=True, positive=True)
>>> step = Step(Sum(k**a, (k, 1, d)), "<=", d**(a + 1)/(a + 1))
>>> power_sum.judge(step, Context(assumptions=(a > -1, a <= 0))).verdict
<Verdict.PROVED: 'proved'>
>>> power_sum.judge(step, Context(assumptions=(a > -1,))).verdict
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Expr, Ge, Gt, Le, Lt, Ne, Sum, log, zeta

from lemmata.verifier.engines.positivity import follows
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class PowerSumRule(Rule):
    """A finite sum of powers of k, bounded by monotonicity."""

    name = "power sum"
    version = 1
    proves = ("<=", ">=")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the other side is one of the bounds whose conditions follow."""
        total = step.before
        if not isinstance(total, Sum) or len(total.limits) != 1 or step.relation not in ("<=", ">="):
            return Finding(Verdict.UNDECIDED, "the left side must be one sum of powers, in an inequality")
        index, low, high = total.limits[0]
        a = total.function.as_base_exp()[1]
        if total.function != index**a or a.has(index):
            return Finding(Verdict.UNDECIDED, f"{total.function} is no power of {index}")
        if not (follows(Ge(low, 1), context) and follows(Ge(high, low), context)):
            return Finding(Verdict.UNDECIDED, f"1 <= {low} <= {high} is not known")
        for name, bound in bounds(a, low, high, step.relation, context):
            if same_normal_form(bound, step.after).verdict is Verdict.PROVED:
                return Finding(Verdict.PROVED, name)
        return Finding(Verdict.UNDECIDED, f"no bound of the powers of {index} whose conditions follow is {step.after}")


def bounds(a: Expr, low: Expr, high: Expr, relation: str, context: Context) -> Iterator[tuple[str, Expr]]:
    """What monotonicity says of the sum, with names."""
    rising, falling = follows(Ge(a, 0), context), follows(Le(a, 0), context)
    count, first, last = high - low + 1, low**a, high**a
    upper = relation == "<="
    if upper and low == 1 and follows(Lt(a, -1), context):
        yield "partial sums are below zeta", zeta(-a)
    if not upper:
        yield "the first term", first
    if rising or falling:
        yield "the largest term" if upper else "the smallest term", count * (last if rising == upper else first)
    F = _antiderivative(a, context)
    if F is None or not (rising or falling):
        return
    inside = F(high) - F(low)
    yield "the integral and one term", inside + (last if rising == upper else first)
    if rising == upper:
        yield "the integral to the right", F(high + 1) - F(low)
    elif follows(Gt(low, 1), context):
        yield "the integral to the left", F(high) - F(low - 1)
    elif low == 1 and follows(Gt(a, -1), context):
        yield "the integral from 0", F(high)


def _antiderivative(a: Expr, context: Context) -> Callable[[Expr], Expr] | None:
    if a == -1:
        return lambda x: log(x)
    if follows(Ne(a, -1), context) or follows(Gt(a, -1), context) or follows(Lt(a, -1), context):
        return lambda x: x ** (a + 1) / (a + 1)
    return None


power_sum = PowerSumRule()
