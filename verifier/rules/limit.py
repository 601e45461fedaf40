"""Limits along a path, by leading forms in all moving symbols jointly.

For T -> oo with d/T -> phi nothing is known of d but d = (phi + o(1)) T. The expression becomes a quotient of two
polynomials in the moving symbols; if their orders agree the limit is the quotient of the leading coefficients, provided
that the one below is not zero. That condition is owed, for every value of the constants for which the path's points lie
in the domain from some point on; and there must be such values. (A limit that holds for some parameters only must not
be reported as the limit.) Symbols that the assumptions define by what moves are put in first: they are not constant.

A finite point is approached from the side that the path names, x = a + 1/t with t -> oo. Nothing is evaluated there.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import sympy
from sympy import Basic, Expr, Gt, Integer, Lt, Ne, Pow, Rational, oo

from lemmata.theory.relations import Path, Side
from lemmata.verifier.engines.domain import EmptyDomain, Point
from lemmata.verifier.engines.eigensum_form import in_basis
from lemmata.verifier.engines.leading_forms import Leading, NoLeadingForm
from lemmata.verifier.engines.limit_approach import climb
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.engines.path_tail import points_with_a_tail
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.obligation import AlongPath, Obligation, StaysInDomain
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


def sides(path: Path) -> tuple[Side, ...]:
    """From where the path approaches."""
    return ("above", "below") if path.side == "both" and path.to.is_finite else (path.side,)


def leading_form(
    expression: Expr, walk: Walk, side: Side, known: Mapping[Basic, Leading] | None = None
) -> tuple[Leading, tuple[Obligation, ...]]:
    """The leading form along a walk and what it owes; ``known`` gives those of further symbols.

    Raises:
        NoLeadingForm: naming the part that has none.
    """
    forms = walk.forms()
    forms.known |= known or {}
    found = forms.of(in_basis(walk.opened(expression)))
    owed = dict(forms.owed)
    for constant in forms.constants:
        owed |= conditions(constant)
    return found, tuple(AlongPath(relation, why, path=walk.path, side=side) for relation, why in owed.items())


def on_path(
    expression: Expr, walk: Walk, side: Side, known: Mapping[Basic, Leading] | None = None
) -> tuple[Expr | None, tuple[Obligation, ...]]:
    """The finite limit (None for what may grow) and all that it owes, that the path stays in the domain as well.

    Raises:
        NoLeadingForm: naming the part that has none.
    """
    form, owed = leading_form(expression, walk, side, known)
    return form.limit, (StaysInDomain(walk.path.variable, "the limit is not vacuous", path=walk.path, side=side), *owed)


def conditions(expression: Expr) -> dict[Basic, str]:
    """What must hold for an expression of constants to be defined: denominators, and the bases of powers."""
    found: dict[Basic, str] = {}
    for node in expression.atoms(Pow):
        if node.exp.is_Integer and node.exp > 0:
            continue
        needs = Ne(node.base, 0) if isinstance(node.exp, Integer) else Gt(node.base, 0)
        if isinstance(node.exp, Rational) and node.exp > 0:
            needs = sympy.Ge(node.base, 0)
        if needs is not sympy.true:
            found[needs] = f"{node} is defined"
    return found


class LimitRule(Rule):
    """``after`` is the limit of ``before`` along the path of the claim."""

    name = "limit"
    version = 2
    proves = ("->",)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved by leading forms, with what they owe; a different limit is refuted at a point of the constants."""
        path = context.path
        if step.relation != "->" or path is None:
            return Finding(Verdict.UNDECIDED, "write tends_by(limit), and give the statement a path")
        owed: list[Obligation] = []
        for side in sides(path):
            finding, more = self.from_one_side(step, context, path, side)
            if finding.verdict is not Verdict.PROVED:
                return finding
            owed += more
        return Finding(Verdict.PROVED, finding.detail, points=finding.points, owed=tuple(owed))

    def from_one_side(self, step: Step, context: Context, path: Path, side: Side) -> tuple[Finding, list[Obligation]]:
        """The finding for one side of a finite point (or for the path), and what it owes."""
        try:
            walk = Walk.along(path, context.assumptions, side)
            if walk.moves(step.after):
                return Finding(Verdict.UNDECIDED, f"{step.after} moves along the path: it is no limit"), []
            form, owed = leading_form(step.before, walk, side)
            facts = walk.facts
        except (NoLeadingForm, NoPath) as reason:
            return Finding(Verdict.UNDECIDED, str(reason)), []
        every = [StaysInDomain(path.variable, "the limit is not vacuous", path=path, side=side), *owed]
        known = {obligation.subject for obligation in owed}
        more = ((relation, why) for relation, why in conditions(step.after).items() if relation not in known)
        every += [AlongPath(relation, why, path=path, side=side) for relation, why in more]
        if step.after in (oo, -oo):
            sign = Gt(form.c, 0) if step.after is oo else Lt(form.c, 0)
            if form.w <= 0:
                return Finding(Verdict.UNDECIDED, f"the limit found is {form.limit}"), []
            every += (
                [AlongPath(sign, "the sign of the infinite limit", path=path, side=side)]
                if sign is not sympy.true
                else []
            )
            return self.confirmed(step, walk, facts), every
        value = form.limit
        if value is None:
            return Finding(Verdict.UNDECIDED, f"{step.before} grows like ({form.c})*{path.variable}^{form.w}"), []
        if value == step.after or same_normal_form(value, in_basis(step.after)).verdict is Verdict.PROVED:
            return self.confirmed(step, walk, facts), every
        return self.differs(value, step, walk, owed, context), []

    def confirmed(self, step: Step, walk: Walk, facts: tuple[Basic, ...]) -> Finding:
        """The leading forms, beside a ladder of exact sizes that knows nothing of them."""
        ladder = climb(walk.opened(step.before), step.after, walk.path, facts)
        detail = f"leading forms as {walk.path}"
        if ladder is None:
            return Finding(Verdict.PROVED, detail)
        if not ladder.shrinks:
            return Finding(Verdict.UNDECIDED, f"{detail}, but the {ladder}: one of the two engines is wrong")
        return Finding(Verdict.PROVED, f"{detail}; {ladder}", points=ladder.points)

    def differs(self, value: Expr, step: Step, walk: Walk, owed: tuple[Obligation, ...], context: Context) -> Finding:
        """A limit other than the one claimed: refuted at constants for which the path stays in the domain."""
        needed = [obligation.subject for obligation in owed]
        letters = {*value.free_symbols, *step.after.free_symbols}
        with suppress(EmptyDomain):
            for point in sorted(points_with_a_tail(walk, needed, letters), key=_size):
                wrong = refute_at(value, "=", step.after, point, context.digits)
                if wrong is not None:
                    return wrong
        return Finding(Verdict.UNDECIDED, f"the limit found is {value}")


def _size(point: Point) -> int:
    """Small numbers are easier to check by hand."""
    return sum(abs(value.numerator) + value.denominator for value in point.values())


limit = LimitRule()
