"""Recurrence: induction over the generations, from a base case and a step that are claims of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sympy import Add, Basic, Dummy, Expr, Ge, Gt, Integer, Le, Lt, Mul, Product, Sum, Symbol, preorder_traversal

from lemmata.theory.random_matrices import MatrixExpression
from lemmata.theory.relations import Relation
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.binders import Bound, bound_in, bounds_of, renamed
from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.obligation import Defined, Holds, Obligation
from lemmata.verifier.rules.algebra import algebra
from lemmata.verifier.rules.given import given
from lemmata.verifier.rules.inequality import inequality
from lemmata.verifier.rules.instances import owed_at_every_index
from lemmata.verifier.rules.matrix_identity import matrix_identity
from lemmata.verifier.rules.stand_ins import other_laws
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_FURTHEST_START = 20
_SIGNS = {"positive": Gt, "nonnegative": Ge, "negative": Lt, "nonpositive": Le}


class RecurrenceRule(Rule):
    """``before`` is F(n); ``base`` states F(m) for a number m, and ``step`` states F(n + 1) in terms of F(n).

    With k claims in ``base``, of F(m) to F(m + k - 1), the step states F(n + k) in terms of the k members before it.
    The closed form G in ``after`` is proved by induction from m on: G has the members of the base, and satisfies the
    step. A bound G is, where base and step are bounds and the step does not fall in F(n).
    """

    name = "recurrence"
    version = 7
    proves = ("=", "<=", ">=")

    def __init__(self, index: Symbol, bases: tuple[Claim, ...], step: Claim) -> None:
        self.index = index
        self.bases = bases
        self.step = step
        self.claims = (*bases, step)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the closed form satisfies base and step as identities."""
        if not (self.index.is_integer and self.index.is_nonnegative):
            return Finding(Verdict.UNDECIDED, f"{self.index} must be a non-negative integer for induction")
        if step.relation not in self.proves:
            return Finding(Verdict.UNDECIDED, f"induction proves {', '.join(self.proves)} only")
        sides = [side for claim in self.claims for side in (claim.statement.lhs, claim.statement.rhs)]
        if any(self.index in bound_in(side) for side in (step.before, step.after, *sides)):
            return Finding(Verdict.UNDECIDED, f"{self.index} is bound inside: name the bound letter otherwise")
        other = next((claim for claim in self.claims if claim.statement.relation not in ("=", step.relation)), None)
        if other is not None:
            return Finding(Verdict.UNDECIDED, f"{other.id} is no statement with = or {step.relation}")
        if len(self.bases) > 1 and step.relation != "=":
            return Finding(Verdict.UNDECIDED, "induction from several members proves equations only")
        problem = next(filter(None, (other_laws(claim, {}, context) for claim in self.claims)), None)
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        places = [self.start(step) + j for j in range(len(self.bases))]
        stated = [step.before.xreplace({self.index: at}) for at in (*places, self.index + len(self.bases))]
        if [claim.statement.lhs for claim in self.claims] != stated:
            return Finding(Verdict.UNDECIDED, f"base and step must state {' and '.join(map(str, stated))}")
        if self.index.is_positive and places[0] == 0:
            declared = f'{self.index} = Symbol("{self.index}", integer=True, nonnegative=True)'
            return Finding(Verdict.UNDECIDED, f"the base stands at 0, where {self.index} cannot be: write {declared}")
        owed = list(self.owed(step, context))
        for claimed, closed in self.identities(step):
            found = self._compared(claimed, step.relation, closed, context)
            if found.verdict is not Verdict.PROVED:
                return Finding(Verdict.UNDECIDED, f"the closed form fails: {claimed} is not {closed}")
            owed += found.owed
        if step.relation != "=":
            try:
                owed += self.increasing(step, context)
            except NotAlgebraic as reason:
                return Finding(Verdict.UNDECIDED, f"{self.step.id} is not known to increase in {step.before}: {reason}")
        detail = f"induction on {self.index}: base {', '.join(base.id for base in self.bases)}, step {self.step.id}"
        return Finding(Verdict.PROVED, detail, owed=tuple(owed))

    def increasing(self, step: Step, context: Context) -> Iterator[Obligation]:
        """The step increases in F(n), wherever F(n) and its bound can be by the sign of F."""
        signs = {name: True for name in _SIGNS if getattr(step.before, f"is_{name}", None)}
        place = Dummy("F", real=True, **signs)
        _, bound = owed_at_every_index(self.bases[0], self.step, self.index, context.assumptions, int(self.start(step)))
        there = {self.index: bound.letter}
        inside = self.step.statement.rhs.xreplace({step.before: place}).xreplace(there)
        slope = derivative(inside, place)
        yield Holds(Ge(slope, 0, evaluate=False), "the coefficient in the step", bound.range)
        if slope.has(place):
            yield Defined(inside, "the step between a value and its bound", bound.range)
            after = step.after.xreplace(there)
            yield from (Holds(_SIGNS[name](after, 0), "the bound has the sign", bound.range) for name in signs)

    def _compared(self, claimed: Expr, relation: Relation, closed: Expr, context: Context) -> Finding:
        """Whether the closed form is what the claims say, or on its far side, at every place of the induction."""
        if _vanishes(claimed - closed):
            return Finding(Verdict.PROVED, "the same")
        everywhere = tuple(one for one in context.assumptions if self.index not in one.free_symbols)
        rule = inequality if relation != "=" else matrix_identity if isinstance(claimed, MatrixExpression) else algebra
        there, here = Step(claimed, relation, closed), replace(context, assumptions=everywhere)
        found = rule.judge(there, here)
        return given.judge(there, here) if rule is algebra and found.verdict is not Verdict.PROVED else found

    def start(self, step: Step) -> Integer:
        """Where the base stands: the first of some whole numbers at which F is what it states."""
        places = map(Integer, range(_FURTHEST_START + 1))
        stated = self.bases[0].statement.lhs
        return next((m for m in places if step.before.xreplace({self.index: m}) == stated), Integer(0))

    def identities(self, step: Step) -> list[tuple[Expr, Expr]]:
        """(what the claims say, what the closed form gives) for the base and for the step."""
        order, start = len(self.bases), self.start(step)

        def at(expression: Expr, place: Expr) -> Expr:
            return expression.xreplace({self.index: place})

        known = {at(step.before, self.index + j): at(step.after, self.index + j) for j in range(order)}
        begun = [(base.statement.rhs, at(step.after, start + j)) for j, base in enumerate(self.bases)]
        return [*begun, (self.step.statement.rhs.xreplace(known), at(step.after, self.index + order))]

    def owed(self, step: Step, context: Context) -> Iterator[Obligation]:
        """Base and step at every place up to the index; what stands in their identities has a value there.

        Sums are cut where the shortest ends, before which all of them have begun.
        """
        start = self.start(step)
        for base in self.bases:
            owed, bound = owed_at_every_index(base, self.step, self.index, context.assumptions, int(start))
            yield from owed
        if start > 0:
            yield Holds(Ge(self.index, start, evaluate=False), "induction begins at the base")
        for identity in self.identities(step):
            least = _least(identity[0] - identity[1])
            for side in identity:
                there = side.xreplace({self.index: bound.letter})
                under = bound.range if there.has(bound.letter) else ()
                yield Defined(there, "a place of the induction", under)
                yield from _begun(there, least, under)


def _outermost(total: Sum | Product) -> tuple[Expr, Symbol, Expr, Expr]:
    """The body and range of the outermost index; SymPy writes a sum of sums as one over several letters."""
    *inner, (index, low, high) = total.limits
    return total.func(total.function, *inner) if inner else total.function, index, low, high


def _begun(
    expression: Expr, least: Expr, under: tuple[Basic, ...], above: tuple[Bound, ...] = ()
) -> Iterator[Obligation]:
    """A sum whose last terms are split off has begun before them; so have those inside it."""
    walk = preorder_traversal(expression)
    for total in walk:
        if not isinstance(total, (Sum, Product)):
            continue
        walk.skip()
        body, index, low, high = _outermost(total)
        if high - low + 1 == 0:
            continue
        top, last = _ends(high, least)
        if last:
            yield Holds(Ge(top + 1, low, evaluate=False), "its last terms are split off", under)
        bounds = bounds_of(Sum(Integer(1), (index, low, top)), above)
        ranges = tuple(relation for bound in bounds for relation in bound.range)
        yield from _begun(renamed(body, bounds), least, (*under, *ranges), (*above, *bounds))
        for place in last:
            yield from _begun(body.xreplace({index: place}), least, under, above)


def recurrence(index: Symbol, base: Claim | tuple[Claim, ...], step: Claim) -> RecurrenceRule:
    """The rule of induction on ``index``; from several members where ``base`` is a tuple of claims."""
    return RecurrenceRule(index, base if isinstance(base, tuple) else (base,), step)


def _vanishes(difference: Expr) -> bool:
    try:
        return vanishes(_unrolled(difference, _least(difference)))
    except NotAlgebraic:
        return False


def _least(expression: Expr) -> Expr:
    """The least constant part of an upper end, where the sums of the expression are cut."""
    ends = [_constant(high) for total in expression.atoms(Sum, Product) for _, _, high in total.limits]
    return min((end for end in ends if end is not None), default=Integer(0))


def _constant(high: Expr) -> Expr | None:
    """The k of n + k, for an integer k."""
    constant = high.as_coeff_Add()[0]
    return constant if constant.is_Integer and high.free_symbols else None


def _unrolled(expression: Expr, least: Expr) -> Expr:
    """Sums and products over a..n + k cut at n + least, and their last parts; empty ones are 0 and 1."""
    expression = expression.xreplace({total: _shorter_sum(total, least) for total in expression.atoms(Sum)})
    return expression.xreplace({total: _shorter_product(total, least) for total in expression.atoms(Product)})


def _shorter_sum(total: Sum, least: Expr) -> Expr:
    """The last terms apart; in front of the sum of the others, their factors that are free of its index."""
    body, index, low, high = _outermost(total)
    if (high - low + 1) == 0:
        return Integer(0)
    top, last = _ends(high, least)
    constant, varying = _unrolled(body, least).as_independent(index, as_Add=False)
    terms = [_unrolled(body.xreplace({index: place}), least) for place in last]
    return constant * Sum(varying, (index, low, top)) + Add(*terms)


def _shorter_product(total: Product, least: Expr) -> Expr:
    """The last factors apart."""
    body, index, low, high = _outermost(total)
    if (high - low + 1) == 0:
        return Integer(1)
    top, last = _ends(high, least)
    factors = [body.xreplace({index: place}) for place in last]
    return Product(body, (index, low, top)) * Mul(*factors) if last else total


def _ends(high: Expr, least: Expr) -> tuple[Expr, list[Expr]]:
    """For n + k the end n + least, and the places beyond it."""
    constant = _constant(high)
    if constant is None or constant <= least:
        return high, []
    top = high - constant + least
    return top, [top + k for k in range(1, int(constant - least) + 1)]
