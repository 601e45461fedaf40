"""Finite products: with G(i)/G(i-1) = t(i) the product of t(i) over i = low..high is G(high)/G(low-1).

>>> from sympy.abc import i
>>> from lemmata.theory.notation import n
>>> step = Step(Product((i + 1)/(i + 2), (i, 0, n - 1)), "=", 1/(n + 1))
>>> telescoping_product(1/(i + 2), i).judge(step, Context()).verdict
<Verdict.PROVED: 'proved'>
>>> telescoping_product(i + 2, i).judge(step, Context()).detail
'the ratios of i + 2 are not the factors'
>>> telescoping_product(1/(i + 1), i).judge(step, Context()).detail
'1/(i + 1) may be zero or undefined between -1 and n - 1'
"""

from __future__ import annotations

from sympy import Dummy, Expr, Ge, Le, Ne, Product, Symbol, fraction, together

from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class TelescopingProductRule(Rule):
    """The product in ``before`` replaced by the quotient of G at its two ends."""

    name = "telescoping product"
    version = 1

    def __init__(self, antiquotient: Expr, index: Symbol) -> None:
        self.antiquotient = antiquotient
        self.index = index

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when G is defined and not zero throughout, its ratios are the factors, and it leads across."""
        products = [total for total in step.before.atoms(Product) if len(total.limits) == 1]
        if len(products) != 1 or step.relation != "=":
            return Finding(Verdict.UNDECIDED, "an equation whose left side contains one product")
        _, low, high = products[0].limits[0]
        if implied(Ge(high, low - 1), context.assumptions).answer != "proved":
            return Finding(Verdict.UNDECIDED, f"{high} may be less than {low - 1}")
        inside = Dummy("i", integer=True)
        throughout = [*context.assumptions, Ge(inside, low - 1), Le(inside, high)]
        if any(implied(Ne(part, 0), throughout).answer != "proved" for part in fraction(together(self.at(inside)))):
            between = f"between {low - 1} and {high}"
            return Finding(Verdict.UNDECIDED, f"{self.antiquotient} may be zero or undefined {between}")
        factor = products[0].function.xreplace({products[0].limits[0][0]: inside})
        try:
            fits = vanishes(factor * self.at(inside - 1) - self.at(inside))
        except NotAlgebraic as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if not fits:
            return Finding(Verdict.UNDECIDED, f"the ratios of {self.antiquotient} are not the factors")
        value = self.at(high) / self.at(low - 1)
        found = same_normal_form(step.before.xreplace({products[0]: value}), step.after)
        detail = f"the factors are ratios of {self.antiquotient}"
        return Finding(Verdict.PROVED, detail) if found.verdict is Verdict.PROVED else found

    def at(self, place: Expr) -> Expr:
        """G at a place."""
        return self.antiquotient.xreplace({self.index: place})


def telescoping_product(antiquotient: Expr, index: Symbol) -> TelescopingProductRule:
    """The rule that multiplies ratios; ``antiquotient`` is G, an expression in ``index``."""
    return TelescopingProductRule(antiquotient, index)
