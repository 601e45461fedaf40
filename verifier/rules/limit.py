"""Limits along a path, by leading forms in all moving symbols jointly.

For T -> oo with d/T -> phi nothing is known of d but d = (phi + o(1)) T. The expression becomes a quotient of two
polynomials in the moving symbols; if their orders agree the limit is the quotient of the leading coefficients, provided
that the one below is not zero. That condition is owed, for every value of the constants for which the path's points lie
in the domain from some point on; and there must be such values. (A limit that holds for some parameters only must not
be reported as the limit.) Symbols that the assumptions define by what moves are put in first: they are not constant.

Where leading forms say nothing (what grows faster cancels, exponents move, logarithms grow) and one variable moves, its
orders of growth decide (:mod:`lemmata.verifier.engines.growth`), with what they owe. Sums whose range moves are first
put in closed form (:mod:`lemmata.verifier.rules.iterated`).

A finite point is approached from the side that the path names, x = a + 1/t with t -> oo. Nothing is evaluated there.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import sympy
from sympy import Add, Basic, Eq, Expr, Gt, Integer, Lt, Mul, Ne, Pow, oo
from sympy.core.relational import Relational

from lemmata.theory.relations import Path, Side
from lemmata.verifier.engines.domain import EmptyDomain, Point
from lemmata.verifier.engines.eigensum_form import in_basis
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.growth_series import Tends
from lemmata.verifier.engines.leading_forms import Leading, LeadingForms, NoLeadingForm
from lemmata.verifier.engines.limit_approach import climb
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.engines.path_tail import points_with_a_tail
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.matrices.assumed import beside_a_path, of_matrices
from lemmata.verifier.obligation import AlongPath, Obligation, StaysInDomain
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.iterated import outermost, with_closed_forms
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
    found = forms.of(_opened(expression, walk))
    return found, _owed(forms, walk, side)


def _owed(found: LeadingForms | Growth, walk: Walk, side: Side) -> tuple[Obligation, ...]:
    """What was needed of constants, and that they have values."""
    values = (owed for constant in found.constants for owed in conditions(constant, finite=True))
    return (*(AlongPath(one, why, path=walk.path, side=side) for one, why in found.owed.items()), *values)


def _opened(expression: Expr, walk: Walk) -> Expr:
    """The expression in what moves by itself; SymPy writes a root of what is negative there with i."""
    opened = in_basis(walk.opened(expression))
    if opened.has(sympy.I):
        raise NoLeadingForm(f"{expression} has a root or logarithm of what is negative along the path")
    return opened


def tendency(expression: Expr, walk: Walk, side: Side) -> tuple[Leading, str, tuple[Obligation, ...]]:
    """Where an expression goes: (c, 1) for what grows like c, (c, 0) for the limit c, and how that was found.

    Raises:
        NoLeadingForm: naming the part of which it is not known.
    """
    try:
        form, owed = leading_form(expression, walk, side)
        if form.limit is not None:
            return form, "leading forms", owed
        given_up: NoLeadingForm | None = None
    except NoLeadingForm as reason:
        form, owed, given_up = Leading(Integer(0), Fraction(1)), (), reason
    if len(walk.moving) == 1:
        growth = Growth(next(iter(walk.moving)), lambda one: decided(one, walk.facts).answer == "proved")
        found, how = _orders(_opened(expression, walk), growth)
        return Leading(found.c, Fraction(found.grows)), how, _owed(growth, walk, side)
    if given_up is not None:
        raise given_up
    return form, "leading forms", owed


def _orders(expression: Expr, growth: Growth) -> tuple[Tends, str]:
    """By orders of growth, or by the limits of parts that cannot be compared; what is owed is left in ``growth``."""
    try:
        return growth.of(expression), "orders of growth"
    except NoLeadingForm as reason:
        found = limit_of_parts(expression, growth)
        if found is None:
            raise reason
        return Tends(found, 0), "limits of its parts"


def on_path(
    expression: Expr, walk: Walk, side: Side, known: Mapping[Basic, Leading] | None = None
) -> tuple[Expr | None, tuple[Obligation, ...]]:
    """The finite limit (None for what may grow) and all that it owes, that the path stays in the domain as well.

    Raises:
        NoLeadingForm: naming the part that has none.
    """
    form, owed = leading_form(expression, walk, side, known)
    return form.limit, (StaysInDomain(walk.path.variable, "the limit is not vacuous", path=walk.path, side=side), *owed)


class LimitRule(Rule):
    """``after`` is the limit of ``before`` along the path of the claim."""

    name = "limit"
    version = 6
    proves = ("->",)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved by leading forms, with what they owe; a different limit is refuted at a point of the constants."""
        path = context.path
        if step.relation != "->" or path is None:
            return Finding(Verdict.UNDECIDED, "write tends_by(limit), and give the statement a path")
        context = replace(context, assumptions=beside_a_path(context.assumptions, path.moving))
        if tied := of_matrices(context.assumptions):
            return Finding(Verdict.UNDECIDED, f"{tied[0]} moves along the path")
        numbers = [one for one in context.assumptions if isinstance(one, Eq) and one.rhs.is_number]
        fixed = [one for one in numbers if one.lhs not in path.moving]
        step = replace(step, before=opened(step.before, fixed), after=opened(step.after, fixed))
        form = with_closed_forms(step.before, context, path.moving)
        moving = (node for node in outermost(step.before) if node.free_symbols & path.moving)
        owed = [*form.owed, *(one for node in moving for one in conditions(node))]
        step = replace(step, before=form.value)
        for side in sides(path):
            finding, more = self.from_one_side(step, context, path, side)
            if finding.verdict is not Verdict.PROVED:
                return finding
            owed += more
        return Finding(Verdict.PROVED, finding.detail, points=finding.points, owed=tuple(owed), cited=form.cited)

    def from_one_side(self, step: Step, context: Context, path: Path, side: Side) -> tuple[Finding, list[Obligation]]:
        """The finding for one side of a finite point (or for the path), and what it owes."""
        try:
            walk = Walk.along(path, context.assumptions, side)
            if walk.moves(step.after):
                return Finding(Verdict.UNDECIDED, f"{step.after} moves along the path: it is no limit"), []
            form, how, owed = tendency(step.before, walk, side)
            facts = walk.facts
        except (NoLeadingForm, NoPath) as reason:
            return Finding(Verdict.UNDECIDED, str(reason)), []
        every = [StaysInDomain(path.variable, "the limit is not vacuous", path=path, side=side), *owed]
        if step.after in (oo, -oo):
            sign = Gt(form.c, 0) if step.after is oo else Lt(form.c, 0)
            if form.limit is not None:
                return self.differs(form.limit, step, walk, owed, context), []
            every += (
                [AlongPath(sign, "the sign of the infinite limit", path=path, side=side)]
                if sign is not sympy.true
                else []
            )
            return self.confirmed(step, walk, facts, how), every
        value = form.limit
        if value is None:
            return self.grows(form.c, step, walk, owed, context), []
        if value == step.after or same_value(value, in_basis(step.after), facts).verdict is Verdict.PROVED:
            return self.confirmed(step, walk, facts, how), every
        return self.differs(value, step, walk, owed, context), []

    def confirmed(self, step: Step, walk: Walk, facts: tuple[Basic, ...], how: str) -> Finding:
        """How the limit was found, beside a ladder of exact sizes that knows nothing of it."""
        ladder = climb(walk.opened(step.before), step.after, walk.path, facts)
        detail = f"{how} as {walk.path}"
        if ladder is None:
            return Finding(Verdict.PROVED, detail)
        if not ladder.shrinks:
            return Finding(Verdict.UNDECIDED, f"{detail}, but the {ladder}: one of the two engines is wrong")
        return Finding(Verdict.PROVED, f"{detail}; {ladder}", points=ladder.points)

    def differs(self, value: Expr, step: Step, walk: Walk, owed: tuple[Obligation, ...], context: Context) -> Finding:
        """A limit other than the one claimed: refuted at constants for which the path stays in the domain."""
        needed = [one.subject for one in owed if isinstance(one.subject, Relational) and not one.under]
        letters = {*value.free_symbols, *step.after.free_symbols}
        infinite = oo in (abs(value), abs(step.after))
        found, claimed = (sympy.atan(side) if infinite else side for side in (value, step.after))
        with suppress(EmptyDomain):
            for point in sorted(points_with_a_tail(walk, needed, letters), key=_size):
                wrong = refute_at(found, "=", claimed, point, context.digits)
                if wrong is not None:
                    said = f"the limit is {value}, not {step.after} (their arcus tangens is compared)"
                    return replace(wrong, detail=said) if infinite else wrong
        return Finding(Verdict.UNDECIDED, f"the limit found is {value}")

    def grows(self, c: Expr, step: Step, walk: Walk, owed: tuple[Obligation, ...], context: Context) -> Finding:
        """A finite limit of what grows is refuted where the sign of its leading coefficient is known."""
        for there, positive in ((oo, Gt(c, 0)), (-oo, Lt(c, 0))):
            if decided(positive, walk.facts).answer == "proved":
                return self.differs(there, step, walk, owed, context)
        return Finding(Verdict.UNDECIDED, f"{step.before} grows, with the leading coefficient {c}")


def limit_of_parts(expression: Expr, growth: Growth) -> Expr | None:
    """The finite limit, with all that it owes in ``growth``; None where a part has none that is found.

    Of a^n - q^n with a, q < 1 nobody knows which term is larger, and both vanish. Where every part has a finite limit,
    so have sums, products, and powers, which owe that the limit of the base may be raised.

    >>> from lemmata.theory.notation import n
    >>> a, q = sympy.Symbol("a", positive=True), sympy.Symbol("q", positive=True)
    >>> below = Growth(n, lambda relation: relation in (a < 1, q < 1, sympy.log(a) < 0, sympy.log(q) < 0))
    >>> limit_of_parts(3 - a**n + q**n, below)
    3
    """
    owed: dict[Basic, str] = {}
    constants: dict[Expr, None] = {}
    found = _limit_of(expression, growth, owed, constants)
    growth.owed, growth.constants = owed, constants
    return found


def _limit_of(expression: Expr, growth: Growth, owed: dict[Basic, str], constants: dict[Expr, None]) -> Expr | None:
    try:
        found = growth.of(expression).limit
    except NoLeadingForm:
        return _of_parts(sympy.expand(expression, power_base=False, log=False), growth, owed, constants)
    owed |= growth.owed
    constants |= growth.constants
    return found


def _of_parts(whole: Expr, growth: Growth, owed: dict[Basic, str], constants: dict[Expr, None]) -> Expr | None:
    parts = whole.args if isinstance(whole, (Add, Mul)) else whole.args[:1] if isinstance(whole, Pow) else ()
    if isinstance(whole, Pow) and whole.exp.has(growth.variable):
        return None
    limits = [limit for part in parts if (limit := _limit_of(part, growth, owed, constants)) is not None]
    if not parts or len(limits) < len(parts):
        return None
    if not isinstance(whole, Pow):
        return whole.func(*limits)
    if not (whole.exp.is_Integer and whole.exp > 0):
        needed = Ne(limits[0], 0) if whole.exp.is_Integer else Gt(limits[0], 0)
        if needed is sympy.false:
            return None
        if needed is not sympy.true:
            owed[needed] = f"the limit of {whole.base} may be raised to {whole.exp}"
    return limits[0] ** whole.exp


def _size(point: Point) -> int:
    """Small numbers are easier to check by hand."""
    return sum(abs(value.numerator) + value.denominator for value in point.values())


limit = LimitRule()
