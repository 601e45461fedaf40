"""Recurrence: induction over the generations, from a base case and a step that are claims of their own."""

from __future__ import annotations

from sympy import Add, Expr, Integer, Mul, Product, Sum, Symbol

from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.positivity import all_implied
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class RecurrenceRule(Rule):
    """``before`` is F(n); ``base`` states F(0) and ``step`` states F(n + 1) in terms of F(n).

    The closed form G in ``after`` is proved by induction: G(0) is the base, and G satisfies the step.
    """

    name = "recurrence"
    version = 3

    def __init__(self, index: Symbol, base: Claim, step: Claim) -> None:
        self.index = index
        self.base = base
        self.step = step
        self.claims = (base, step)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the closed form satisfies base and step as identities."""
        if not (self.index.is_integer and self.index.is_nonnegative):
            return Finding(Verdict.UNDECIDED, f"{self.index} must be a non-negative integer for induction")
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "induction proves equations only")
        other = next((claim for claim in self.claims if claim.statement.relation != "="), None)
        if other is not None:
            return Finding(Verdict.UNDECIDED, f"{other.id} is no equation")
        missing = all_implied([*self.base.where, *self.step.where], context.assumptions)
        if missing:
            return Finding(Verdict.UNDECIDED, missing)
        first = step.before.xreplace({self.index: Integer(0)})
        following = step.before.xreplace({self.index: self.index + 1})
        if (self.base.statement.lhs, self.step.statement.lhs) != (first, following):
            return Finding(Verdict.UNDECIDED, f"base and step must state {first} and {following}")
        for claimed, closed in self.obligations(step, first):
            if not _vanishes(claimed - closed):
                return Finding(Verdict.UNDECIDED, f"the closed form fails: {claimed} is not {closed}")
        return Finding(Verdict.PROVED, f"induction on {self.index}: base {self.base.id}, step {self.step.id}")

    def obligations(self, step: Step, first: Expr) -> list[tuple[Expr, Expr]]:
        """(what the claims say, what the closed form gives) for the base and for the step."""
        closed = step.after
        at_zero = closed.xreplace({self.index: Integer(0)})
        base = self.base.statement.rhs
        propagated = self.step.statement.rhs.xreplace({step.before: closed})
        return [(base, at_zero), (propagated, closed.xreplace({self.index: self.index + 1}))]


def recurrence(index: Symbol, base: Claim, step: Claim) -> RecurrenceRule:
    """The rule of induction on ``index``."""
    return RecurrenceRule(index, base, step)


def _vanishes(difference: Expr) -> bool:
    try:
        return vanishes(_unrolled(difference))
    except NotAlgebraic:
        return False


def _unrolled(expression: Expr) -> Expr:
    """Sums and products over a..n+1 split into those over a..n and their last part; empty ones are 0 and 1."""
    expression = expression.xreplace({total: _shorter_sum(total) for total in expression.atoms(Sum)})
    return expression.xreplace({total: _shorter_product(total) for total in expression.atoms(Product)})


def _shorter_sum(total: Sum) -> Expr:
    """The last terms apart; in front of the sum of the others, their factors that are free of its index."""
    index, low, high = total.limits[0]
    if (high - low + 1) == 0:
        return Integer(0)
    top, last = _ends(high)
    if not last:
        return total
    constant, varying = _unrolled(total.function).as_independent(index, as_Add=False)
    terms = [_unrolled(total.function.xreplace({index: place})) for place in last]
    return constant * Sum(varying, (index, low, top)) + Add(*terms)


def _shorter_product(total: Product) -> Expr:
    """The last factors apart."""
    index, low, high = total.limits[0]
    if (high - low + 1) == 0:
        return Integer(1)
    top, last = _ends(high)
    factors = [total.function.xreplace({index: place}) for place in last]
    return Product(total.function, (index, low, top)) * Mul(*factors) if last else total


def _ends(high: Expr) -> tuple[Expr, list[Expr]]:
    """For n + k with k >= 0 the new end n - 1, and the places n, ..., n + k beyond it."""
    constant = high.as_coeff_Add()[0]
    if not (constant >= 0 and constant.is_Integer and high.free_symbols):
        return high, []
    top = high - constant - 1
    return top, [top + k for k in range(1, int(constant) + 2)]
