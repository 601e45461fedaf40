"""The square root of a square: sqrt(a) is b when b >= 0 and b^2 = a."""

from __future__ import annotations

from sympy import Expr, Ge, Pow, Rational

from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class SquareRootRule(Rule):
    """Replace the square roots of ``root``^2 in ``before`` by ``root``, once ``root`` >= 0 is proved on the domain."""

    name = "square root"
    version = 1

    def __init__(self, root: Expr) -> None:
        self.root = root

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the root is not negative and the replacement leads to the other side."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        sign = implied(Ge(self.root, 0), context.assumptions)
        if sign.answer != "proved":
            return Finding(Verdict.UNDECIDED, f"{self.root} may be negative ({sign.detail})")
        before, after, root = (opened(side, context.assumptions) for side in (step.before, step.after, self.root))
        squares = [node for node in before.atoms(Pow) if node.exp == Rational(1, 2) and _is_square(node.base, root)]
        if not squares:
            return Finding(Verdict.UNDECIDED, f"no square root of ({self.root})^2 occurs")
        finding = same_normal_form(before.xreplace(dict.fromkeys(squares, root)), after)
        detail = f"the root {self.root} is not negative, and its square is the radicand"
        return Finding(finding.verdict, detail if finding.verdict is Verdict.PROVED else finding.detail)


def _is_square(radicand: Expr, root: Expr) -> bool:
    try:
        return vanishes(radicand - root**2)
    except NotAlgebraic:
        return False


def square_root(root: Expr) -> SquareRootRule:
    """The rule that takes ``root`` for the square root of its square."""
    return SquareRootRule(root)
