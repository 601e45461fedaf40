"""The integral test: the tail of a series of a positive decreasing function lies between two integrals.

For f positive and decreasing on [N, oo) and F with F' = -f and F(x) -> 0,

    F(N + 1) <= sum over m > N of f(m) <= F(N)

(Hardy, A Course of Pure Mathematics, section 178). The rule takes F = c/log x, checks
F' = -f as normal forms, and that f is positive and decreasing, with log x as a positive letter (x > 1).
"""

from __future__ import annotations

from sympy import Add, Dummy, Expr, Ge, Gt, Integer, Sum, Symbol, log, oo

from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.obligation import Holds, OfKind
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_x = Dummy("x", positive=True)
_log = Dummy("log_x", positive=True)


class IntegralTestRule(Rule):
    """Replace an infinite series in ``before`` by its first terms plus the bound of its tail."""

    name = "integral test"
    version = 2
    proves = ("<=", ">=")

    def __init__(self, antiderivative: Expr, variable: Symbol, terms_to: int) -> None:
        self.antiderivative = antiderivative
        self.variable = variable
        self.terms_to = terms_to

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when F fits the terms and the other side is what the test gives."""
        series = [s for s in step.before.atoms(Sum) if s.limits[0][2] is oo]
        if len(series) != 1 or len(series[0].limits) != 1 or step.relation not in ("<=", ">="):
            return Finding(Verdict.UNDECIDED, "the left side must contain one infinite series, in an inequality")
        missing = self.unfit(series[0]) or self.unbounded_below()
        if missing:
            return Finding(Verdict.UNDECIDED, missing)
        if series[0] not in Add.make_args(step.before):
            return Finding(Verdict.UNDECIDED, "the series must be a term of the left side")
        low = series[0].limits[0][1]
        bound = step.before.xreplace({series[0]: self.bounded(series[0], step.relation)})
        finding = same_normal_form(bound, step.after)
        if finding.verdict is Verdict.PROVED:
            owed = (
                Holds(Ge(self.terms_to + 1, low, evaluate=False), "the tail begins with a term of the series"),
                Holds(Gt(self.terms_to, 1, evaluate=False), "F is decreasing beyond 1"),
                OfKind(low, "the first index"),
            )
            return Finding(Verdict.PROVED, f"the tail beyond {self.terms_to} lies between F(N + 1) and F(N)", owed=owed)
        return finding

    def bounded(self, series: Sum, relation: str) -> Expr:
        """The first terms and the bound of the tail."""
        index, low, _ = series.limits[0]
        end = self.terms_to + (relation == ">=")
        return Sum(series.function, (index, low, self.terms_to)) + self.antiderivative.xreplace(
            {self.variable: Integer(end)}
        )

    def unbounded_below(self) -> str:
        """F tends to zero because 1/F is linear in log x with a positive slope."""
        letters = (1 / self.antiderivative).xreplace({log(self.variable): _log})
        slope = letters.diff(_log)
        return (
            ""
            if slope.is_positive and not letters.has(self.variable)
            else "F must be c/log x for this rule (inequality bounds sums of powers)"
        )

    def unfit(self, series: Sum) -> str:
        """Why F is not an antiderivative of the terms, if it is not."""
        term = series.function.xreplace({series.limits[0][0]: _x})
        tail = self.antiderivative.xreplace({self.variable: _x})
        try:
            if not vanishes(derivative(tail, _x) + term):
                return f"the derivative of {self.antiderivative} is not minus the term"
            slope = derivative(term, _x)
        except NotAlgebraic as reason:
            return str(reason)
        for expression, word in ((term, "positive"), (-slope, "decreasing"), (tail, "positive in its antiderivative")):
            if nonnegative(_in_letters(expression), [_x > 1]).answer != "proved":
                return f"the term is not proved to be {word}"
        return ""


def _in_letters(expression: Expr) -> Expr:
    return expression.xreplace({log(_x): _log})


def integral_test(antiderivative: Expr, variable: Symbol, *, terms_to: int) -> IntegralTestRule:
    """The rule that bounds a series by its terms up to ``terms_to`` and the antiderivative F of minus its terms."""
    return IntegralTestRule(antiderivative, variable, terms_to)
