"""Using an earlier claim: put its right side for its left side, once its assumptions are discharged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sympy import Basic, Dummy, Expr, Ge, Gt, Integer, Le, Lt, Ne, Symbol

from lemmata.theory.quantities.resolvents import (
    EIGENVALUE,
    WEIGHTS,
    eigenvalue_of,
    in_directions,
    parameters_in,
)
from lemmata.theory.random_matrices import (
    Expectation,
    GaussianRows,
    Letter,
    MatrixExpression,
    Unspecified,
    law_of,
)
from lemmata.theory.relations import LINKS, STRICT, Relation, Statement
from lemmata.verifier.claim import Claim, DerivationError, as_expression
from lemmata.verifier.declared import no_expression
from lemmata.verifier.engines.binders import Bound, places_of, put_in
from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.marking import coefficient, coefficients, marked
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic, Quotient, vanishes
from lemmata.verifier.obligation import Finite, Holds, Obligation
from lemmata.verifier.rules.asymptotic_use import owed_by_equivalent, owed_by_limit
from lemmata.verifier.rules.instances import owed_by_instance
from lemmata.verifier.rules.stand_ins import made_random, other_kind, other_laws, two_of_no_template
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_FITS: Mapping[str, tuple[Relation, ...]] = {
    "=": ("=", "<=", ">=", "->", "~"),
    "<=": ("<=", ">="),
    ">=": ("<=", ">="),
    "<": ("<", ">", "<=", ">="),
    ">": ("<", ">", "<=", ">="),
    "~": ("~",),
    "->": ("->",),
}
"""In which steps a claim of each relation may be used."""
_TURNED: Mapping[str, Relation] = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


class UseRule(Rule):
    """``use(claim, {symbol: expression, ...})``: the instance of an earlier claim, in either direction.

    An equation may be used anywhere. An inequality or an equivalence may be used where the expression depends
    affinely on the side that is replaced, with a coefficient of known sign (inequality; a negative one turns it round)
    or free of random quantities (equivalence, whose errors vanish relative to the terms).
    """

    name = "use"
    version = 2

    def __init__(self, claim: Claim, instance: Mapping[Any, Any] | None = None) -> None:
        self.claim = claim
        self.claims = (claim,)
        self.instance = {key: as_expression(value) for key, value in (instance or {}).items()}
        self.name = f"use {claim.id.partition(':')[2]}"

    @property
    def proves(self) -> tuple[Relation, ...]:
        """The relation of the claim; an inequality turns round where its side stands with a negative coefficient."""
        relation = self.claim.statement.relation
        return _FITS[relation] if relation in _TURNED else (relation,)

    def at_instance(self, expression: Basic) -> Basic:
        """An expression of the claim with the instance's values put in, all at once."""
        return expression.xreplace(self.instance)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when one replacement leads from one side to the other, and what the instance owes is discharged."""
        missing = self.undischarged(context)
        if missing:
            return Finding(Verdict.UNDECIDED, missing)
        statement = self.claim.statement
        left, right = self.at_instance(statement.lhs), self.at_instance(statement.rhs)
        for old, new, relation in self.directions(statement, left, right):
            if step.relation not in _FITS[relation]:
                continue
            found = self.replaces(step, old, new, relation, context)
            if isinstance(found, tuple):
                return Finding(Verdict.PROVED, f"by {self.claim.id}{self.shown()}", owed=found)
            if found:
                return Finding(Verdict.UNDECIDED, found)
        return Finding(Verdict.UNDECIDED, f"{self.claim.id}{self.shown()} does not lead from one side to the other")

    def undischarged(self, context: Context) -> str | None:
        """Why the claim cannot be used at all with these values: a letter would be caught, or laws differ."""
        other = next((key for key in self.instance if not isinstance(key, (Symbol, Letter))), None)
        if other is not None:
            return f"{other} is no letter, for which a value could be put in"
        return other_laws(self.claim, self.instance, context) or self.misfit(context)

    def misfit(self, context: Context) -> str | None:
        """Which letter stands for a matrix of another kind, or for a random one where it is a constant, if any."""
        return (
            other_kind(self.claim, self.instance)
            or two_of_no_template(self.claim, self.instance)
            or made_random(self.claim, self.instance, context)
        )

    def directions(self, statement: Statement, left: Basic, right: Basic) -> list[tuple[Any, Any, Relation]]:
        """Replacements old -> new, and the relation that holds between them."""
        if statement.relation == "=":
            return [(left, right, "="), (right, left, "=")]
        if statement.relation in _TURNED:
            return [(left, right, statement.relation), (right, left, _TURNED[statement.relation])]
        return [(left, right, statement.relation)]

    def replaces(
        self, step: Step, old: Any, new: Any, relation: Relation, context: Context
    ) -> tuple[Obligation, ...] | str:
        """What is owed when putting new for old leads from before to after; "" when it does not; else what is wrong."""
        mark = _placeholder(old)
        found = (
            pair
            for pair in _marked(step.before, old, mark)
            if relation == "->" or self.same(pair[0].xreplace({mark: new}), step.after, context)
        )
        there, slopes = next(found, (None, ()))
        if there is None:
            return ""
        owed = [*slopes]
        for place in places_of(there, mark):
            symbols = old.free_symbols | new.free_symbols
            caught = tuple(bound for bound in place if bound.symbol in symbols)
            if any(isinstance(bound.letter, Symbol) and bound.letter == bound.symbol for bound in caught):
                return f"{caught[0].symbol} is bound where {self.claim.id} would be used"
            owed += self.owed(context, place if caught else ())
        if relation == "=":
            return tuple(dict.fromkeys(owed))
        if relation in ("->", "~"):
            if any(places_of(there, mark)):
                return f"{self.claim.id} is not known to be uniform where letters are bound"
            more = self.asymptotic(relation, there, mark, new, step, context)
            return more if isinstance(more, str) else tuple(dict.fromkeys((*owed, *more)))
        if isinstance(old, MatrixExpression):
            whole = there == mark and relation[0] == step.relation[0] and relation in LINKS[step.relation]
            return tuple(dict.fromkeys(owed)) if whole else "an order of matrices is used as it stands only"
        slope = coefficient(there, mark)
        if slope is None:
            return "an inequality can be used only where the expression is affine in it"
        towards = Integer(1 if relation[0] == step.relation[0] else -1)
        sign = Gt if step.relation in STRICT else Ge
        symbols = old.free_symbols | new.free_symbols
        varies = any(symbols & {bound.symbol for bound in place} for place in places_of(there, mark))
        for found, above in coefficients(there, mark, towards) if varies else ((towards * slope, ()),):
            under = tuple(known for bound in above for known in bound.range)
            owed.append(Holds(sign(found, 0, evaluate=False), "the coefficient of what is replaced", under))
            owed += nowhere_empty(above) if sign is Gt else ()
        return tuple(dict.fromkeys(owed))

    def placed(self, step: Step, context: Context) -> tuple[Any, Any, bool] | None:
        """Before with a mark where the claim is put in, the mark, and whether its right side is what is replaced."""
        sides = self.at_instance(self.claim.statement.lhs), self.at_instance(self.claim.statement.rhs)
        for place, (old, new, relation) in enumerate(self.directions(self.claim.statement, *sides)):
            mark = _placeholder(old)
            for there, _ in _marked(step.before, old, mark) if step.relation in _FITS[relation] else ():
                if self.same(there.xreplace({mark: new}), step.after, context):
                    return there, mark, bool(place)
        return None

    def asymptotic(
        self, relation: Relation, marked: Expr, mark: Any, new: Any, step: Step, context: Context
    ) -> tuple[Obligation, ...] | str:
        """What is owed besides for a limit or an equivalent to be used at the mark."""
        if relation == "~":
            return owed_by_equivalent(self.claim, self.instance, marked, mark, new, context)
        return owed_by_limit(self.claim, self.instance, marked, mark, step.after, context)

    def owed(self, context: Context, bounds: tuple[Bound, ...]) -> tuple[Obligation, ...]:
        """What the instance owes where the given letters are bound."""
        return tuple(owed_by_instance(self.claim, self.instance, context.assumptions, bounds))

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

    def misfit(self, context: Context) -> str | None:
        """What its matrices may be is said by the weights of their eigenvalues, and by :meth:`dependent`."""
        return None

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
    """The rule that applies an earlier claim, at the given values of its symbols.

    Raises:
        DerivationError: when that is no claim.
    """
    if not isinstance(claim, Claim):
        raise DerivationError(f"use({claim!r}): it takes a claim: lemma = PAPER.claim(...), use(lemma)")
    for letter, value in (instance or {}).items():
        if problem := no_expression(as_expression(value)):
            raise DerivationError(f"use({claim.id}): the value of {letter} is {problem}")
    return UseRule(claim, instance)


def nowhere_empty(bounds: Sequence[Bound]) -> Iterator[Obligation]:
    """That every sum has a term and every integral an interval: over nothing, a strict inequality becomes 0 < 0."""
    for position, bound in enumerate(bounds):
        if len(bound.range) == 2:  # otherwise an end is infinite
            low, high = (known.args[1] for known in bound.range)
            relation = (Le if bound.letter.is_integer else Lt)(low, high, evaluate=False)
            yield Holds(
                relation, "the range of a sum", tuple(known for one in bounds[:position] for known in one.range)
            )


def _placeholder(old: Any) -> Any:
    """A scalar, or a matrix of the same shape, that occurs nowhere else."""
    if isinstance(old, MatrixExpression):
        return Letter("", old.rows, old.cols)
    return Dummy("replaced", real=True)


def _marked(expression: Expr, old: Expr, mark: Any) -> Iterator[tuple[Expr, tuple[Obligation, ...]]]:
    """The expression with ``mark`` in place of ``old``, and what it owes: as it stands, or solved for a part.

    When old = a g + b with a non-zero, g is g + (mark - old)/a.
    """
    written = marked(expression, {old: mark})
    if written is not None and written.has(mark):
        yield written, ()
    if written is None or not isinstance(old, Expr) or not isinstance(expression, Expr):
        return
    field = Algebra([old, expression])
    quotient = field.quotient(old)
    parts = [
        part for part in field.generators if old.has(part) and expression.has(part) and _occurs_openly(part, field)
    ]
    slopes = {part: _slope(field, quotient, part) for part in parts}
    for part in sorted(parts, key=lambda part: (_varies(slopes[part]), part.is_Symbol, str(part))):
        slope = slopes[part]
        if slope is not None:
            why = f"{old} is solved for {part}"
            finite = (Finite(old, why),) if may_be_infinite(old) else ()
            yield (
                put_in(expression, {part: part + (mark - old) / slope}),
                (Holds(Ne(slope, 0, evaluate=False), why), *finite),
            )


def _varies(slope: Expr | None) -> bool:
    """Whether a coefficient is more than a number made of symbols: then it is less often known not to vanish."""
    return slope is not None and any(
        not part.is_Symbol and not part.is_number for part in slope.atoms(Symbol, Expectation)
    )


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
