"""Limits along a path, by exact reduction.

For T -> oo with the other sizes proportional to it, the expression becomes a quotient of two polynomials in T. If the
degrees agree the limit is the quotient of the leading coefficients, *provided the leading coefficient below is not zero
anywhere in the domain*; this is proved, and otherwise the rule refuses and names it. (A limit that holds for some
parameters only must not be reported as the limit.) Coefficients depend continuously on the ratios, so d/T -> phi is
covered by d = phi T.

For a finite point the limit is the value there, by continuity, once the denominator and the radicands are proved to
stay in the domain of continuity.
"""

from __future__ import annotations

from flint import fmpq_mpoly
from sympy import Basic, Expr, Ge, Gt, Integer, Ne, oo

from lemmata.theory.relations import Path
from lemmata.verifier.engines.eigensum_form import in_basis
from lemmata.verifier.engines.limit_approach import climb
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic
from lemmata.verifier.engines.point_refuter import refute
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class Refused(ValueError):
    """The limit could not be decided; the message names what is missing."""


def limit_along(expression: Expr, path: Path, assumptions: tuple[Basic, ...]) -> Expr:
    """The limit of a rational or algebraic expression along a path, valid on the whole domain.

    Raises:
        Refused: naming the leading coefficient, or the denominator, that may vanish.

    >>> from lemmata.theory.notation import T, d, phi
    >>> limit_along(d/(T - d - 1), Path(T, keeping={d: phi*T}), (phi < 1,))
    phi/(1 - phi)
    """
    moving = in_basis(expression.xreplace(dict(path.keeping)))
    still = tuple(r for r in assumptions if not r.free_symbols & {path.variable, *path.keeping})
    try:
        if path.to is oo:
            return _at_infinity(moving, path, still)
        return _at_point(moving, path, assumptions, still)
    except NotAlgebraic as reason:
        raise Refused(f"not an algebraic expression: {reason}") from None


def _at_infinity(expression: Expr, path: Path, still: tuple[Basic, ...]) -> Expr:
    field = Algebra([expression])
    for generator in field.generators:
        if generator != path.variable and path.variable in generator.free_symbols:
            raise Refused(f"{generator} is not a rational function of {path.variable}")
    position = field.position(path.variable)
    if position is None:
        return expression
    quotient = field.quotient(expression)
    degree_above, above = _leading(field, quotient.numerator, position)
    degree_below, below = _leading(field, quotient.denominator, position)
    if degree_above <= degree_below:
        _require(Ne(below, 0), still, f"the leading coefficient {below} may vanish")
        return above / below if degree_above == degree_below else Integer(0)
    _require(Ne(above, 0), still, f"the leading coefficient {above} may vanish")
    if implied(Gt(above / below, 0), still).answer == "proved":
        return oo
    _require(Gt(-above / below, 0), still, f"the sign of {above / below} is undecided")
    return -oo


def _leading(field: Algebra, polynomial: fmpq_mpoly, position: int) -> tuple[int, Expr]:
    degree = int(polynomial.degrees()[position])
    terms = {e: c for e, c in polynomial.to_dict().items() if int(e[position]) == degree}
    lowered = {tuple(0 if i == position else int(p) for i, p in enumerate(e)): c for e, c in terms.items()}
    return degree, field.expression(polynomial.context().from_dict(lowered))


def _at_point(expression: Expr, path: Path, assumptions: tuple[Basic, ...], still: tuple[Basic, ...]) -> Expr:
    field = Algebra([expression])
    quotient = field.quotient(expression)
    at = {path.variable: path.to}
    below = field.expression(quotient.denominator).xreplace(at)
    _require(Ne(below, 0), still, f"the denominator {below} may vanish at the limit")
    for root, _, base in field.relations():
        _require(Ge(base, 0), assumptions, f"the radicand of {root} may be negative on the way")
    return expression.xreplace(at)


def _require(relation: Basic, assumptions: tuple[Basic, ...], otherwise: str) -> None:
    if implied(relation, assumptions).answer != "proved":
        raise Refused(otherwise)


class LimitRule(Rule):
    """``after`` is the limit of ``before`` along the path of the claim."""

    name = "limit"
    version = 1
    proves = ("->",)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved by exact reduction; a different limit is refuted at a point of the domain."""
        if step.relation != "->" or context.path is None:
            return Finding(Verdict.UNDECIDED, "write tends_by(limit), and give the statement a path")
        try:
            value = limit_along(step.before, context.path, context.assumptions)
        except Refused as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        same = value == step.after or (
            value.is_finite is not False
            and same_normal_form(in_basis(value), in_basis(step.after)).verdict is Verdict.PROVED
        )
        if same:
            return self.confirmed(step, context)
        wrong = refute(value, "=", step.after, self.at_limit(context))
        return wrong or Finding(Verdict.UNDECIDED, f"the limit found is {value}")

    def confirmed(self, step: Step, context: Context) -> Finding:
        """The reduction, beside a ladder of exact sizes that knows nothing of it."""
        assert context.path is not None
        ladder = climb(step.before, step.after, context.path, self.at_limit(context).assumptions)
        detail = f"quotient of leading coefficients as {context.path}"
        if ladder is None:
            return Finding(Verdict.PROVED, detail)
        if not ladder.shrinks:
            return Finding(Verdict.UNDECIDED, f"{detail}, but the {ladder}: one of the two engines is wrong")
        return Finding(Verdict.PROVED, f"{detail}; {ladder}", points=ladder.points)

    def at_limit(self, context: Context) -> Context:
        """The context without the assumptions on the parameters that move."""
        assert context.path is not None
        moving = {context.path.variable, *context.path.keeping}
        kept = tuple(r for r in context.assumptions if not r.free_symbols & moving)
        return Context(assumptions=kept, digits=context.digits, seed=context.seed, effort=context.effort)


limit = LimitRule()
