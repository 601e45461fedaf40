"""The square root of a square: sqrt(a) is b when b >= 0 and b^2 = a."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Ge, Pow, Rational

from lemmata.verifier.engines.binders import places_of, renamed
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.marking import marked
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.obligation import Holds
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
        before, after, root = (opened(side, context.assumptions) for side in (step.before, step.after, self.root))
        squares = [node for node in before.atoms(Pow) if node.exp == Rational(1, 2) and _is_square(node.base, root)]
        if not squares:
            return Finding(Verdict.UNDECIDED, f"no square root of ({self.root})^2 occurs")
        replaced = marked(before, dict.fromkeys(squares, root))
        if replaced is None:
            return Finding(Verdict.UNDECIDED, "a root inside a derivative is not replaced")
        finding = same_normal_form(replaced, after)
        if finding.verdict is not Verdict.PROVED:
            return finding
        owed = tuple(dict.fromkeys(owed for square in squares for owed in _not_negative(root, before, square)))
        detail = f"the root {self.root} is not negative, and its square is the radicand"
        return Finding(Verdict.PROVED, detail, owed=owed)


def _not_negative(root: Expr, before: Expr, square: Expr) -> Iterator[Holds]:
    """The root at every place, where a bound letter has its range and nothing else."""
    for place in places_of(before, square):
        caught = tuple(bound for bound in place if bound.symbol in root.free_symbols)
        under = tuple(relation for bound in place for relation in bound.range) if caught else ()
        there = renamed(root, place) if caught else root
        yield Holds(Ge(there, 0, evaluate=False), "a square root is not negative", under)


def _is_square(radicand: Expr, root: Expr) -> bool:
    try:
        return vanishes(radicand - root**2)
    except NotAlgebraic:
        return False


def square_root(root: Expr) -> SquareRootRule:
    """The rule that takes ``root`` for the square root of its square."""
    return SquareRootRule(root)
