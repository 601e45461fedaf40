"""Products of factors in [0, 1] between two functions of the sum of what the factors lack.

For 0 <= t_i <= 1, P the product of the t_i and S the sum of the 1 - t_i,

    1 - S <= P <= 1/(1 + S),

so that a product of infinitely many positive factors is positive if the sum of the 1 - t_i converges (leave out the
first few, until S < 1), and zero if it diverges. By induction: a further factor t turns P into P t and S into
S + 1 - t, and the bound survives (decided by z3).

>>> from sympy import Symbol
>>> i, n = Symbol("i", integer=True, nonnegative=True), Symbol("n", integer=True, nonnegative=True)
>>> t = (i + 1)/(i + 2)
>>> P, S = Product(t, (i, 0, n - 1)), Sum(1 - t, (i, 0, n - 1))
>>> product_between.judge(Step(P, "<=", 1/(1 + S)), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> product_between.judge(Step(P, "<=", 1 - S), Context()).detail
'the bound does not survive a further factor'
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Dummy, Ge, Integer, Le, Min, Or, Product, Sum

from lemmata.verifier.engines.binders import bounds_of, renamed
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.obligation import Holds, Obligation
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_P, _S, _t = (Dummy(name, nonnegative=True) for name in "PSt")


class ProductBetweenRule(Rule):
    """``before`` is the product, ``after`` an expression in the sum."""

    name = "product between"
    version = 1
    proves = ("<=", ">=")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the factors lie in [0, 1], and the bound holds of no factor and survives a further one."""
        product, sums = step.before, step.after.atoms(Sum)
        if not isinstance(product, Product) or len(sums) != 1 or step.relation not in ("<=", ">="):
            return Finding(Verdict.UNDECIDED, "an inequality between a product and an expression in one sum")
        (total,) = sums
        if total.limits != product.limits or total.function != 1 - product.function:
            return Finding(Verdict.UNDECIDED, "the sum is not that of one minus the factors over the same range")
        bound = step.after.xreplace({total: _S})
        if bound.free_symbols != {_S}:
            return Finding(Verdict.UNDECIDED, "the bound depends on more than the sum")
        sign = 1 if step.relation == "<=" else -1
        start = nonnegative(sign * (bound.xreplace({_S: Integer(0)}) - 1), [])
        known = [_P <= 1, _t <= 1, Ge(sign * (bound - _P), 0)]
        following = nonnegative(sign * (bound.xreplace({_S: _S + 1 - _t}) - _P * _t), known)
        if (start.answer, following.answer) != ("proved", "proved"):
            return Finding(Verdict.UNDECIDED, "the bound does not survive a further factor")
        return Finding(
            Verdict.PROVED,
            "by induction on the number of factors, each in [0, 1]",
            owed=tuple(_in_unit_interval(product)),
        )


def _in_unit_interval(product: Product) -> Iterator[Obligation]:
    """Every factor of the range lies in [0, 1]; a minimum does when no part is negative and one at most 1."""
    bounds = bounds_of(product)
    factor = renamed(product.function, bounds)
    under = tuple(relation for bound in bounds for relation in bound.range)
    parts = factor.args if isinstance(factor, Min) else (factor,)
    for part in parts:
        yield Holds(Ge(part, 0, evaluate=False), "a factor", under)
    below = [Le(part, 1, evaluate=False) for part in parts]
    yield Holds(Or(*below, evaluate=False) if len(below) > 1 else below[0], "a factor", under)


product_between = ProductBetweenRule()
