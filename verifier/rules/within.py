r"""What a claim ``within(l, r, m)`` gives: inside an expression, and as an inequality, an equivalent or a limit.

Inside. Let F be an expression in which l occurs, and m(.) the remainder of a term when r is put for l:

    l                  m
    a + b              m(a) + m(b)
    a b                |a_r| m(b) + |b_r| m(a) + m(a) m(b)          a_r, b_r: with r in place of l
    1/a                m(a)/(|a_r| (|a_r| - m(a)))                  owed: m(a) < |a_r|
    sqrt a             m(a)/sqrt(a_r)                               owed: a_r > 0, a >= 0
    Sum, EigenSum      the sum of the remainders of the terms

Then |F(l) - F(r)| <= m(F). Remainders are absolute: nothing is lost where terms cancel, and nothing has a sign.

As a corollary: l <= r + m and l >= r - m; l ~ r where m is small beside r, or beside l, or a sum of both: then
|l - r| <= e |l| + f |r| gives |l - r| <= (e + f)/(1 - e) |r|, uniformly in the regime; and l -> c along a path where
r -> c and m -> 0. Where r has an equivalent s by another claim, l ~ s if m is small in the same way beside l, r and s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from sympy import Abs, Add, Basic, Dummy, Expr, Ge, Gt, Integer, Lt, Mul, Pow, Rational, S, Sum, cancel, sqrt

from lemmata.theory.quantities.resolvents import in_directions
from lemmata.theory.random_matrices import MatrixExpression
from lemmata.theory.relations import Nearness, Path, Relation
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.claim import Claim, DerivationError
from lemmata.verifier.engines.binders import bound_by, bounds_of, put_in, renamed
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.magnitudes import Magnitudes
from lemmata.verifier.engines.marking import marked
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.engines.proportions import regime_of
from lemmata.verifier.obligation import Defined, Finite, Holds, Obligation
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules.leading_order import LeadingOrderRule
from lemmata.verifier.rules.limit import limit
from lemmata.verifier.rules.triangle import equal_on, without_magnitude
from lemmata.verifier.rules.use import UseRule
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict

PLACE = Dummy("place", dummy_index=0, real=True)
"""Stands in an expression where the claim's left side is replaced."""
Inside: TypeAlias = Expr | Callable[[Expr], Expr]


class NotPropagated(ValueError):
    """The place is one through which no remainder is carried."""


class _OfNearness(UseRule):
    """What both rules share: the claim's ends and remainder at the instance, and what the instance owes."""

    def __init__(self, claim: Claim, instance: Mapping[Any, Any] | None) -> None:
        super().__init__(claim, instance)
        statement = claim.statement
        if not isinstance(statement, Nearness):
            raise DerivationError(f"{claim.id} says {statement}: it takes a claim within(l, r, remainder)")
        self.ends = statement.ends

    def parts(self) -> tuple[Expr, Expr, Expr]:
        """l, r and m at the instance."""
        left, right, remainder = map(self.at_instance, (*self.ends, self.claim.statement.rhs))
        return left, right, remainder

    def by(self) -> str:
        """The claim and its instance, for the reader."""
        return f"by {self.claim.id}{self.shown()}"


class PropagatedRule(_OfNearness):
    """The remainder of an expression in which one side of a claim is put for the other."""

    version = 1

    def __init__(self, claim: Claim, inside: Inside, instance: Mapping[Any, Any] | None = None) -> None:
        super().__init__(claim, instance)
        self.inside = inside(PLACE) if callable(inside) else marked(inside, {self.parts()[0]: PLACE})
        self.name = f"propagate {claim.id.partition(':')[2]}"

    @property
    def proves(self) -> tuple[Relation, ...]:
        """A bound of a magnitude."""
        return ("<=",)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the step bounds |F(l) - F(r)| by the remainder of F, or by what is at least that."""
        missing = self.undischarged(context)
        if missing or step.relation != "<=":
            return Finding(Verdict.UNDECIDED, missing or "a remainder bounds a magnitude: write at_most_by(...)")
        left, right, remainder = self.parts()
        if self.inside is None or not self.inside.has(PLACE):
            return Finding(Verdict.UNDECIDED, f"{left} does not occur in the expression")
        moved, beside = without_magnitude(step.before)
        change = put_in(self.inside, {PLACE: left}) - put_in(self.inside, {PLACE: right})
        if beside != 1 or not (equal_on(moved - change, context) or equal_on(moved + change, context)):
            return Finding(Verdict.UNDECIDED, f"the step does not bound the change from {left} to {right}")
        walk = _Walk(left, right, remainder, context)
        try:
            found = walk.of(self.inside)
        except NotPropagated as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        owed = [*walk.owed, *self.owed(context, ())]
        if not equal_on(step.after - found, context):
            owed.append(Holds(Ge(step.after - found, 0, evaluate=False), "at least the remainder that was found"))
        owed += [Finite(part, "a remainder is finite") for part in (found, change) if may_be_infinite(part)]
        return Finding(Verdict.PROVED, f"{self.by()}: the remainder is {found}", owed=tuple(dict.fromkeys(owed)))


class _Walk:
    """From the mark outwards."""

    def __init__(self, left: Expr, right: Expr, remainder: Expr, context: Context) -> None:
        self.left, self.right, self.remainder, self.context = left, right, remainder, context
        self.owed: list[Obligation] = []
        self.above: tuple[Any, ...] = ()

    def at(self, term: Expr) -> Expr:
        """The term with r in place of l."""
        found: Expr = term.xreplace({PLACE: self.right})
        return found

    def size(self, term: Expr) -> Expr:
        """|term| with r in place of l; the term itself where it is known not to be negative."""
        value = self.at(term)
        free = not self.above and not value.is_nonnegative
        known = free and nonnegative(value, self.context.assumptions).answer == "proved"
        return value if known else Abs(value)

    def of(self, term: Expr) -> Expr:
        """The remainder of a term."""
        if not term.has(PLACE):
            return Integer(0)
        if term == PLACE:
            return self.remainder
        if isinstance(term, Add):
            return Add(*map(self.of, term.args))
        if isinstance(term, Mul):
            return self.product(term.args)
        if isinstance(term, Pow) and not term.exp.has(PLACE):
            return self.power(term.base, term.exp)
        if isinstance(term, (Sum, EigenSum)):
            return self.sum(term)
        raise NotPropagated(f"no remainder is carried through {term.func.__name__}")

    def product(self, factors: tuple[Expr, ...]) -> Expr:
        """Of a product, one factor after the other."""
        value, error = self.size(factors[0]), self.of(factors[0])
        for factor in factors[1:]:
            other, more = self.size(factor), self.of(factor)
            value, error = value * other, value * more + other * error + error * more
        return error

    def power(self, base: Expr, exponent: Expr) -> Expr:
        """Of a whole or half-whole power."""
        if exponent.is_Integer and exponent > 0:
            return self.product((base,) * int(exponent))
        error, value = self.of(base), self.at(base)
        if exponent.is_Integer:
            size = self.size(base)
            self.owe(Lt(error, size, evaluate=False), "the denominator stays away from zero")
            inverse, less = 1 / size, error / (size * (size - error))
            total, far = less, inverse
            for _ in range(-int(exponent) - 1):
                far, total = far * inverse, far * less + inverse * total + total * less
            return total
        if exponent == Rational(1, 2):
            self.owe(Gt(value, 0, evaluate=False), "the root is taken away from zero")
            self.owe(Ge(base.xreplace({PLACE: self.left}), 0, evaluate=False), "the radicand is not negative")
            return error / sqrt(value)
        raise NotPropagated(f"no remainder is carried through the power {exponent}")

    def sum(self, term: Expr) -> Expr:
        """Of a sum: the claim is about no letter that is bound there."""
        symbols = self.left.free_symbols | self.right.free_symbols | self.remainder.free_symbols
        if bound_by(term) & symbols:
            raise NotPropagated(f"{min(map(str, bound_by(term) & symbols))} is bound where the claim would be used")
        if any(end.has(PLACE) for end in term.args[1:]):
            raise NotPropagated("no remainder is carried through the ends of a sum")
        before, self.above = self.above, (*self.above, *bounds_of(term, self.above))
        inner = self.of(term.args[0])
        self.above = before
        return term.func(inner, *term.args[1:])

    def owe(self, relation: Basic, why: str) -> None:
        """A condition, for every value of the letters that are bound here."""
        under = tuple(known for bound in self.above for known in bound.range)
        self.owed.append(Holds(renamed(relation, self.above), why, under))


class FromWithinRule(_OfNearness):
    """An inequality, an equivalent or a limit that follows from ``within(l, r, m)``."""

    version = 3

    def __init__(
        self, claim: Claim, path: Path | None, instance: Mapping[Any, Any] | None = None, through: Claim | None = None
    ) -> None:
        super().__init__(claim, instance)
        self.along, self.through = path, None if through is None else UseRule(through)
        self.name = f"from {claim.id.partition(':')[2]}"

    @property
    def proves(self) -> tuple[Relation, ...]:
        """What the relation of the step may be."""
        return ("~", "->") if self.along is not None else ("<=", ">=", "->")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when l and r are the sides, and the remainder is what the relation asks for."""
        missing = self.undischarged(context)
        if missing:
            return Finding(Verdict.UNDECIDED, missing)
        left, right, remainder = self.parts()
        if not equal_on(step.before - left, context):
            return Finding(Verdict.UNDECIDED, f"the step does not begin at {left}")
        found = self.follows(step, right, remainder, context)
        owed = (*found.owed, *self.owed(context, ()))
        return replace(found, detail=f"{self.by()}: {found.detail}", owed=tuple(dict.fromkeys(owed)))

    def follows(self, step: Step, right: Expr, remainder: Expr, context: Context) -> Finding:
        """For each relation, what is left to be shown."""
        if step.relation in ("<=", ">="):
            edge = right + remainder if step.relation == "<=" else right - remainder
            reached = equal_on(step.after - edge, context)
            verdict = Verdict.PROVED if reached else Verdict.UNDECIDED
            return Finding(verdict, f"{edge} is {'the' if reached else 'not the'} other side")
        if step.relation == "->":
            parts = [
                judged(limit, Step(side, "->", to), context) for side, to in ((right, step.after), (remainder, S.Zero))
            ]
            bad = next((part for part in parts if part.verdict is not Verdict.PROVED), None)
            if bad is not None:
                return Finding(Verdict.UNDECIDED, bad.detail)
            return Finding(Verdict.PROVED, "the other side has the limit, and the remainder vanishes")
        if step.relation != "~" or self.along is None:
            return Finding(Verdict.UNDECIDED, f"for an equivalent of {right}, say along which path the sizes grow")
        other = self.reaches(step, right, context)
        if other.verdict is not Verdict.PROVED:
            return other
        found = self.small(in_directions(remainder), step, right, LeadingOrderRule(self.along), context)
        return replace(found, owed=(*other.owed, *found.owed))

    def small(self, remainder: Expr, step: Step, right: Expr, order: LeadingOrderRule, context: Context) -> Finding:
        """Proved when the remainder is a small share of a side, and a rest that is small beside what is reached."""
        below = regime_of(context.assumptions, context.regime).eigenvalues_bounded_below
        magnitudes = Magnitudes(context.assumptions, bounded_below=below)
        outside = order.outside(magnitudes.proportions, remainder.free_symbols)
        for shares, rest in _shares(remainder, right, step.before):
            sizes = [Step(1 + share, "~", S.One) for share in shares.values()]
            if rest != 0 and (outside or not magnitudes.negligible(rest, step.after)):
                sizes.append(Step(step.after + rest, "~", step.after))
            parts = [order.judge(size, context) for size in sizes]
            problem = next((part.detail for part in parts if part.verdict is not Verdict.PROVED), "")
            if not problem:
                about = [Defined(part, "the remainder over a side") for part in shares.values()]
                owed = (*(item for part in parts for item in part.owed), *about)
                said = [*(f"{part} of {side}" for side, part in shares.items()), *([str(rest)] if rest != 0 else [])]
                return Finding(Verdict.PROVED, f"the remainder is {' and '.join(said)}, which is small", owed=owed)
        return Finding(Verdict.UNDECIDED, f"the remainder {remainder} is not known to be small: {problem}")

    def reaches(self, step: Step, right: Expr, context: Context) -> Finding:
        """Proved when the other side is the claim's, or equivalent to it by the claim on the way."""
        if equal_on(step.after - right, context):
            return Finding(Verdict.PROVED, "")
        if self.through is None:
            return Finding(Verdict.UNDECIDED, f"{right} is not the other side")
        return self.through.judge(Step(right, "~", step.after), context)


def _shares(remainder: Expr, right: Expr, left: Expr) -> Iterator[tuple[dict[Expr, Expr], Expr]]:
    """The remainder as a share of one side; of both, term by term, and a rest over which matrices stay; as a rest."""
    yield {right: cancel(remainder / right)}, S.Zero
    yield {left: cancel(remainder / left)}, S.Zero
    found: dict[Expr, Expr] = {}
    rest = S.Zero
    for term in Add.make_args(remainder):
        side = next((side for side in (right, left) if not cancel(term / side).has(MatrixExpression)), None)
        if side is None:
            rest += term
        else:
            found[side] = found.get(side, S.Zero) + cancel(term / side)
    yield found, rest
    yield {}, remainder


def propagated(claim: Claim, inside: Inside, instance: Mapping[Any, Any] | None = None) -> PropagatedRule:
    """The rule that carries the remainder of a claim ``within(l, r, m)`` through an expression.

    Args:
        claim: the claim.
        inside: an expression in which l occurs, or a function that makes one: ``lambda t: 1/(1 + t)**2``.
        instance: the values of the claim's symbols.
    """
    return PropagatedRule(claim, inside, instance)


def from_within(
    claim: Claim, path: Path | None = None, instance: Mapping[Any, Any] | None = None, *, through: Claim | None = None
) -> FromWithinRule:
    """The rule that reads ``within(l, r, m)`` as l <= r + m, l >= r - m, l ~ r (along a path of sizes) or l -> c.

    Args:
        claim: the claim.
        path: how the sizes grow, for an equivalent.
        instance: the values of the claim's symbols.
        through: an equivalent of r, for l ~ s where r ~ s.
    """
    return FromWithinRule(claim, path, instance, through)
