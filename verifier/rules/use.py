"""Using an earlier claim: put its right side for its left side, once its assumptions are discharged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Basic, Dummy, Expr, Ge, Gt, Ne, S

from lemmata.theory.quantities.resolvents import EIGENVALUE, WEIGHTS, eigenvalue_of, in_directions, parameters_in
from lemmata.theory.random_matrices import GaussianRows, Letter, MatrixExpression, Unspecified, law_of
from lemmata.theory.relations import Relation, Statement
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic, Quotient, vanishes
from lemmata.verifier.engines.positivity import all_implied, implied, nonnegative
from lemmata.verifier.rules.given import opened
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class UseRule(Rule):
    """``use(claim, {symbol: expression, ...})``: the instance of an earlier claim, in either direction.

    An equation may be used anywhere. An inequality or an equivalence may be used where the expression depends
    affinely on the side that is replaced, with a coefficient of known sign (inequality; a negative one turns it round)
    or free of random quantities (equivalence, whose errors vanish relative to the terms).
    """

    name = "use"
    version = 1

    def __init__(self, claim: Claim, instance: Mapping[Any, Any] | None = None) -> None:
        self.claim = claim
        self.claims = (claim,)
        self.instance = {key: S(value) if isinstance(value, int) else value for key, value in (instance or {}).items()}
        self.name = f"use {claim.id.partition(':')[2]}"

    @property
    def proves(self) -> tuple[Relation, ...]:
        """The relation of the claim; an inequality turns round where its side stands with a negative coefficient."""
        relation = self.claim.statement.relation
        return ("<=", ">=") if relation in ("<=", ">=") else (relation,)

    def at_instance(self, expression: Basic) -> Basic:
        """An expression of the claim with the instance's values put in, all at once."""
        return expression.xreplace(self.instance)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the assumptions follow and one replacement leads from one side to the other."""
        missing = self.undischarged(context)
        if missing:
            return Finding(Verdict.UNDECIDED, missing)
        statement = self.claim.statement
        left, right = self.at_instance(statement.lhs), self.at_instance(statement.rhs)
        for old, new, relation in self.directions(statement, left, right):
            if relation != "=" and (relation in ("<=", ">=")) != (step.relation in ("<=", ">=")):
                continue
            problem = self.replaces(step, old, new, relation, context)
            if problem is None:
                return Finding(Verdict.PROVED, f"by {self.claim.id}{self.shown()}")
            if problem:
                return Finding(Verdict.UNDECIDED, problem)
        return Finding(Verdict.UNDECIDED, f"{self.claim.id}{self.shown()} does not lead from one side to the other")

    def undischarged(self, context: Context) -> str | None:
        """Which assumption of the claim does not follow here, if any."""
        for symbol, value in self.instance.items():
            own = _own_assumptions(symbol, value, context)
            if own:
                return f"{symbol} stands for {value}, which is not known to be {own}"
        where = [self.at_instance(relation) for relation in self.claim.where]
        wanted = [opened(relation, context.assumptions) for relation in where if relation not in context.assumptions]
        return all_implied(wanted, context.assumptions)

    def directions(self, statement: Statement, left: Basic, right: Basic) -> list[tuple[Any, Any, str]]:
        """Replacements old -> new, and the relation that holds between them."""
        if statement.relation == "=":
            return [(left, right, "="), (right, left, "=")]
        if statement.relation in ("<=", ">="):
            other = ">=" if statement.relation == "<=" else "<="
            return [(left, right, statement.relation), (right, left, other)]
        return [(left, right, statement.relation)]

    def replaces(self, step: Step, old: Any, new: Any, relation: str, context: Context) -> str | None:
        """None when putting new for old leads from before to after; "" when it does not; else what is missing."""
        if relation == "->" and step.before == old and step.after == new:
            return None if self.claim.path == context.path else f"{self.claim.id} is a limit along another path"
        mark = _placeholder(old)
        found = (
            m
            for m in _marked(step.before, old, mark, context)
            if self.same(m.xreplace({mark: new}), step.after, context)
        )
        marked = next(found, None)
        if marked is None:
            return ""
        if relation == "=":
            return None
        slope = marked.diff(mark)
        if slope.has(mark):
            return "an inequality or an equivalence can be used only where the expression is affine in it"
        if relation in ("<=", ">="):
            towards = slope if relation == step.relation else -slope
            decision = nonnegative(towards, context.assumptions)
            return None if decision.answer == "proved" else f"the sign of the coefficient {slope} is undecided"
        return None

    def same(self, left: Expr, right: Expr, context: Context) -> bool:
        """Whether the two are equal, by normal form and the equations of the assumptions."""
        return _equal(left, right, context)

    def shown(self) -> str:
        """The instance, for the reader."""
        pairs = ", ".join(f"{symbol} = {value}" for symbol, value in self.instance.items())
        return f" at {pairs}" if pairs else ""


class EquivalentRule(UseRule):
    """An equivalent of the resolvent at given matrices; the eigenvalues on its right side are found, not declared.

    A matrix may contain the parameter w[n] of a generation that was drawn before the design: the equivalent holds given
    w[n] and is linear in its weights, so that their means stand on the right side.
    """

    name = "equivalent"
    version = 2

    def __init__(self, claim: Claim, matrices: Mapping[Any, Any], instance: Mapping[Any, Any] | None = None) -> None:
        self.matrices = dict(matrices)
        self.eigenvalues = {EIGENVALUE[letter]: eigenvalue_of(matrix) for letter, matrix in matrices.items()}
        super().__init__(claim, {**(instance or {}), **self.matrices, **self.eigenvalues})

    def undischarged(self, context: Context) -> str | None:
        """Also: at most one matrix that is no function of Sigma, and no parameter that depends on the design."""
        if sum(value.has(*WEIGHTS) for value in self.eigenvalues.values()) > 1:
            return "only one of the matrices may be other than a function of Sigma"
        return self.dependent(context) or super().undischarged(context)

    def dependent(self, context: Context) -> str | None:
        """Which parameter is not known to be independent of the design, if any."""
        used = self.at_instance(self.claim.statement.lhs).atoms(Letter)
        laws = {letter: law_of(letter, context.laws) for letter in used}
        parameters = parameters_in(*self.matrices.values())
        if len(parameters) > 1:
            return "the parameters of two generations have weights of their own"
        for parameter in parameters:
            if not isinstance(laws[parameter], Unspecified):
                return f"{parameter} has no law"
            for design, law in laws.items():
                drawn = isinstance(law, GaussianRows)
                later = not design.index or (design.index[0] - parameter.index[0]).is_nonnegative
                if drawn and (design in laws[parameter].given or not later):
                    return f"it is not known whether {design} is drawn later than {parameter}"
        return None

    def same(self, left: Expr, right: Expr, context: Context) -> bool:
        """Traces of functions of Sigma are compared as sums over eigenvalues."""
        if len(parameters_in(left, right)) > 1:
            return super().same(left, right, context)
        return super().same(in_directions(left), in_directions(right), context)


def equivalent_at(
    claim: Claim, matrices: Mapping[Any, Any], instance: Mapping[Any, Any] | None = None
) -> EquivalentRule:
    """The rule that applies a deterministic equivalent with given matrices for its letters A and B.

    Args:
        claim: the equivalent.
        matrices: what A and B stand for; functions of Sigma, and at most one matrix of rank one.
        instance: other letters, such as the design of another generation.
    """
    return EquivalentRule(claim, matrices, instance)


def use(claim: Claim, instance: Mapping[Any, Any] | None = None) -> UseRule:
    """The rule that applies an earlier claim, at the given values of its symbols."""
    return UseRule(claim, instance)


def _placeholder(old: Any) -> Any:
    """A scalar, or a matrix of the same shape, that occurs nowhere else."""
    if isinstance(old, MatrixExpression):
        return Letter("", old.rows, old.cols)
    return Dummy("replaced", real=True)


def _marked(expression: Expr, old: Expr, mark: Any, context: Context) -> Iterator[Expr]:
    """The expression with ``mark`` in place of ``old``: where it stands as written, or solved for one of its parts.

    When old = a g + b with a non-zero, g is g + (mark - old)/a.
    """
    written = expression.xreplace({old: mark})
    if written.has(mark):
        yield written
    if not isinstance(old, Expr) or not isinstance(expression, Expr):
        return
    field = Algebra([old, expression])
    quotient = field.quotient(old)
    parts = [
        part for part in field.generators if old.has(part) and expression.has(part) and _occurs_openly(part, field)
    ]
    for part in sorted(parts, key=lambda part: (part.is_Symbol, str(part))):
        slope = _slope(field, quotient, part)
        if slope is not None and implied(Ne(slope, 0), context.assumptions).answer == "proved":
            yield expression.xreplace({part: part + (mark - old) / slope})


def _occurs_openly(part: Any, field: Algebra) -> bool:
    """Whether a generator is not hidden inside another one, where a replacement would change that one too."""
    return not any(other != part and other.has(part) for other in field.generators)


def _slope(field: Algebra, quotient: Quotient, part: Any) -> Expr | None:
    """The coefficient a of old = a g + b, when old is affine in the generator g."""
    position = field.position(part)
    if position is None:
        return None
    degrees = [polynomial.degrees()[position] for polynomial in (quotient.numerator, quotient.denominator)]
    if degrees != [1, 0]:
        return None
    return field.expression(quotient.numerator.derivative(position)) / field.expression(quotient.denominator)


def _equal(left: Expr, right: Expr, context: Context) -> bool:
    if left == right:
        return True
    try:
        difference = in_basis(opened(left, context.assumptions) - opened(right, context.assumptions))
        return vanishes(difference)
    except (NotAlgebraic, NotPerEigenvalue, AttributeError, TypeError):
        return False


def _own_assumptions(symbol: Any, value: Any, context: Context) -> str:
    """Which of the symbol's own assumptions the value is not known to satisfy."""
    for name in ("integer", "positive", "nonnegative"):
        if getattr(symbol, f"is_{name}", None) and not getattr(value, f"is_{name}", None):
            bound = {"positive": lambda: Gt(value, 0), "nonnegative": lambda: Ge(value, 0)}.get(name)
            if bound is None or implied(bound(), context.assumptions).answer != "proved":
                return name
    return ""
