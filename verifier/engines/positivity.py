"""Deciding polynomial inequalities on a domain: by a certificate, or with z3, reading the translation back.

To prove ``difference >= 0`` for every point of the domain, the numerator and denominator of its normal form are
factored, and the sign of every factor is looked for as a sum of products of what is known: see
:mod:`lemmata.verifier.engines.known_signs`. Where there is none, numerator and denominator are handed
to z3's decision procedure for real polynomial arithmetic (roots, maxima and minima as variables with their defining
relation, other subexpressions as free variables), together with the domain, and z3 is asked for a point where the
inequality fails. "Unsatisfiable" is a proof for all real parameters, hence for all integers. A model is only a
candidate: it may be non-integer, and it must be confirmed by exact evaluation elsewhere.

Before the answer is believed the translation is read back: z3's terms and the original expressions are compared at
points of the domain, exactly.

Reference: Jovanovic and de Moura, "Solving non-linear arithmetic" (2012), the procedure behind QF_NRA.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Literal

import sympy
from flint import fmpq_mpoly
from sympy import Basic, Expr, Max, Min, Mul, NumberSymbol, Pow, Rational, Symbol, log

from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.theory.values.solver import answer_of
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from lemmata.verifier.engines.engines_used import note
from lemmata.verifier.engines.infinity import can_be_subtracted
from lemmata.verifier.engines.known_signs import KnownSigns
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic
from lemmata.verifier.engines.parities import by_halves
from lemmata.verifier.engines.second_solver import agrees
from lemmata.verifier.engines.signs import sign
from lemmata.verifier.step import Context

Wanted = Literal["nonnegative", "positive", "nonzero"]

_COMPARED = {
    sympy.Eq: operator.eq,
    sympy.Ne: operator.ne,
    sympy.Ge: operator.ge,
    sympy.Gt: operator.gt,
    sympy.Le: operator.le,
    sympy.Lt: operator.lt,
}
_EFFORT = 4_000_000  # z3 resource units: deterministic, unlike seconds


@dataclass(frozen=True)
class Decision:
    """``proved``, ``open`` (z3 gave up, or found a candidate) or ``mistranslated``.

    Attributes:
        answer: which of the three.
        detail: one line for the reader.
        engine: ``two solvers`` where no proof object is known.
        candidate: values of the symbols at which z3 says that the inequality fails, rounded to rationals; it decides
            nothing before it is evaluated.
    """

    answer: Literal["proved", "open", "mistranslated"]
    detail: str
    candidate: Mapping[Symbol, Fraction] = field(default_factory=dict)
    engine: str = ""


def implied(relation: Basic, assumptions: Sequence[Basic]) -> Decision:
    """Whether a relation holds at every point of the domain of the assumptions.

    >>> from lemmata.theory.notation import T, d
    >>> implied(T - d > 1, [T >= d + 2]).answer
    'proved'
    """
    if relation is sympy.true or relation in assumptions:
        return Decision("proved", "among the assumptions")
    if relation is sympy.false:
        return Decision("open", "the relation is false")
    if isinstance(relation, sympy.And):
        answers = [implied(part, assumptions) for part in relation.args]
        return next((a for a in answers if a.answer != "proved"), answers[0])
    if not all(isinstance(side, Expr) for side in relation.args):
        return Decision("open", f"{relation} is not among the assumptions")
    difference = relation.lhs - relation.rhs
    match relation:
        case sympy.Eq():
            below = nonnegative(-difference, assumptions)
            return nonnegative(difference, assumptions) if below.answer == "proved" else below
        case sympy.Ge():
            return nonnegative(difference, assumptions)
        case sympy.Gt():
            return nonnegative(difference, assumptions, strict=True)
        case sympy.Le():
            return nonnegative(-difference, assumptions)
        case sympy.Lt():
            return nonnegative(-difference, assumptions, strict=True)
        case sympy.Ne():
            return signed(difference, assumptions, "nonzero")
    return Decision("open", f"{relation} is not a relation that can be decided")


def follows(relation: Basic, context: Context) -> bool:
    """Whether a relation holds wherever the assumptions of the context do, as far as z3 can tell."""
    return implied(relation, context.assumptions).answer == "proved"


def nonnegative(expression: Expr, assumptions: Sequence[Basic], *, strict: bool = False) -> Decision:
    """Whether ``expression`` is >= 0 (or > 0) and defined at every point of the domain."""
    return signed(expression, assumptions, "positive" if strict else "nonnegative")


def signed(expression: Expr, assumptions: Sequence[Basic], wanted: Wanted) -> Decision:
    """Whether an expression has a sign, and is defined, at every point of the domain."""
    decision = _signed(expression, tuple(assumptions), wanted)
    if decision.answer != "proved":
        answers = [_signed(*case, wanted) for case in by_halves(expression, assumptions)]
        if answers and all(answer.answer == "proved" for answer in answers):
            decision = max(answers, key=lambda answer: answer.engine)
    if decision.answer == "proved" and decision.engine:
        note(decision.engine)
    return decision


@lru_cache(maxsize=8192)
def visible_signs(expression: Expr, assumptions: tuple[Basic, ...]) -> frozenset[int]:
    """The signs that an expression can have on the domain, as far as short combinations show, without a solver.

    >>> from lemmata.theory.notation import T, d
    >>> sorted(visible_signs((d - T)*T, (T >= d,))), sorted(visible_signs(T - d, ()))
    ([-1, 0], [-1, 0, 1])
    """
    try:
        return frozenset(_Problem(expression, assumptions).known_signs.of(expression, deep=False))
    except NotAlgebraic:
        return frozenset({-1, 0, 1})


@lru_cache(maxsize=2048)
def _signed(expression: Expr, assumptions: tuple[Basic, ...], wanted: Wanted) -> Decision:
    try:
        problem = _Problem(expression, assumptions)
    except NotAlgebraic as reason:
        return Decision("open", f"not a rational function: {reason}")
    return problem.decide(wanted)


class _Problem:
    """One inequality in z3's language."""

    def __init__(self, expression: Expr, assumptions: Sequence[Basic]) -> None:
        self.expression = expression
        relational = (
            relation
            for relation in assumptions
            if isinstance(relation, sympy.core.relational.Relational)
            and all(isinstance(side, Expr) for side in relation.args)
        )
        self.relations = [relation for relation in relational if can_be_subtracted(relation)]
        sides = self.sides = [side for relation in self.relations for side in relation.args]
        extremes = {node for side in (expression, *sides) for node in side.atoms(Max, Min)}
        self.field = Algebra([expression, *sides, *(part for node in extremes for part in node.args)])

    @cached_property
    def z3(self) -> Any:
        """The solver, which is not asked where what is known gives the sign."""
        import z3

        return z3

    @cached_property
    def variables(self) -> list[Any]:
        """Its variables, one for each generator."""
        return [self.z3.Real(f"x{i}") for i in range(len(self.field.generators))]

    def decide(self, wanted: Wanted) -> Decision:
        if self.combined(wanted, deep=False):
            return self.shown()
        z3 = self.z3
        quotient = self.field.quotient(self.expression)
        numerator, denominator = self.term(quotient.numerator), self.term(quotient.denominator)
        solver = z3.SolverFor("QF_NRA")
        solver.add(*self.domain())
        fails = {
            "nonnegative": numerator * denominator < 0,
            "positive": numerator * denominator <= 0,
            "nonzero": numerator == 0,
        }[wanted]
        solver.add(z3.Or(denominator == 0, fails))
        answer = answer_of(solver, _EFFORT)
        if answer != z3.sat and self.combined(wanted, deep=True):
            return self.shown()
        if answer == z3.unsat:
            return self.read_back(numerator, denominator) or self.seconded(wanted)
        if answer == z3.sat:
            model = solver.model()
            return Decision("open", f"a candidate violation exists: {self.model(model)}", self.candidate(model))
        return Decision("open", f"z3 could not decide the sign of {self.expression}")

    def shown(self) -> Decision:
        return Decision("proved", f"by a sum of products of what is known ({self.size()})")

    def seconded(self, wanted: Wanted) -> Decision:
        """What z3 found holds when another solver finds it, too; for linear facts Farkas' multipliers exist anyway."""
        roots = [base for root, _, base in self.field.relations() if self.has_value(root, base)]
        forms = (self.expression, self.factored())
        if not any(agrees(form, self.relations, wanted, roots=roots) for form in forms):
            return Decision("open", f"z3 finds no violation of the sign of {self.expression}, cvc5 does not agree")
        engine = "" if self.linear() else "two solvers"
        return Decision(
            "proved", f"no real point of the domain violates it (z3 and cvc5, {self.size()})", engine=engine
        )

    def combined(self, wanted: Wanted, *, deep: bool) -> bool:
        """Whether what is known gives the sign that is wanted."""
        possible = self.known_signs.of(self.expression, deep=deep)
        return possible <= {"nonnegative": {0, 1}, "positive": {1}, "nonzero": {-1, 1}}[wanted]

    @cached_property
    def known_signs(self) -> KnownSigns:
        """The same domain as a list of polynomials."""
        roots = [entry for entry in self.field.relations() if self.has_value(entry[0], entry[2])]
        return KnownSigns(self.field, self.relations, roots)

    def factored(self) -> Expr:
        """The expression with numerator and denominator in factors: the same number wherever that has a value."""
        quotient = self.field.quotient(self.expression)
        above, below = (self.product(part) for part in (quotient.numerator, quotient.denominator))
        return above / below

    def product(self, polynomial: fmpq_mpoly) -> Expr:
        constant, factors = polynomial.factor()
        powers = [self.field.expression(factor) ** int(power) for factor, power in factors]
        return Mul(Rational(int(constant.p), int(constant.q)), *powers)

    def linear(self) -> bool:
        """Whether everything that was compared is linear in what is not opened."""
        compared = [self.expression, *(left - right for left, right in (relation.args for relation in self.relations))]
        quotients = [self.field.quotient(part) for part in compared]
        linear = all(part.denominator.is_constant() and part.numerator.total_degree() <= 1 for part in quotients)
        return (
            linear and not self.field.relations() and not any(isinstance(g, (Max, Min)) for g in self.field.generators)
        )

    def size(self) -> str:
        return f"{len(self.field.generators)} variables"

    def term(self, polynomial: fmpq_mpoly) -> Any:
        z3 = self.z3
        total = z3.RealVal(0)
        for exponents, coefficient in polynomial.to_dict().items():
            monomial = z3.RealVal(f"{coefficient.p}/{coefficient.q}")
            for index, power in enumerate(exponents):
                for _ in range(int(power)):
                    monomial = monomial * self.variables[index]
            total = total + monomial
        return total

    def domain(self) -> list[Any]:
        constraints = [self.relation(relation) for relation in self.relations]
        for index, generator in enumerate(self.field.generators):
            constraints += self.own_bounds(generator, self.variables[index])
            if isinstance(generator, (Max, Min)):
                constraints += self.extreme(generator, self.variables[index])
        for root, order, base in self.field.relations():
            if self.has_value(root, base):
                constraints += self.root(root, order, base)
        return constraints

    def has_value(self, root: Basic, base: Expr) -> bool:
        """Whether a root is one of the assumptions, which have values on the domain, or its radicand not negative.

        That a root of the claimed expression exists is never a fact.
        """
        assumed = {node.base for side in self.sides for node in side.atoms(Pow) if not node.exp.is_Integer}
        return base in assumed or nonnegative(base, self.relations).answer == "proved"

    def relation(self, relation: Basic) -> Any:
        """Lhs REL rhs as a sign condition on numerator times denominator of the difference."""
        quotient = self.field.quotient(relation.args[0] - relation.args[1])
        numerator, denominator = self.term(quotient.numerator), self.term(quotient.denominator)
        vanishing = isinstance(relation, (sympy.Eq, sympy.Ne))
        holds = _COMPARED[type(relation)](numerator if vanishing else numerator * denominator, 0)
        return self.z3.And(denominator != 0, holds)

    def own_bounds(self, generator: Basic, variable: Any) -> list[Any]:
        """The sign that a generator has by structure; a number lies in a ball."""
        signs = sign(generator)
        if isinstance(generator, (NumberSymbol, log)) and not generator.free_symbols:
            return self.in_ball(generator, variable)
        least = 1 if generator.is_Symbol and generator.is_integer else 0
        bounds = [variable >= least if least and signs == {1} else variable > 0] if signs == {1} else []
        bounds += [variable >= 0] if signs == {0, 1} else []
        bounds += [variable < 0] if signs == {-1} else []
        bounds += [variable <= 0] if signs == {-1, 0} else []
        return bounds + ([variable != 0] if signs == {-1, 1} else [])

    def in_ball(self, number: Basic, variable: Any) -> list[Any]:
        try:
            ball = enclose(number, {}, digits=12)
        except NoEnclosure:
            return []
        return [variable >= self.rational(ball.lower), variable <= self.rational(ball.upper)]

    def extreme(self, node: Expr, variable: Any) -> list[Any]:
        """A maximum is one of its arguments, and at least each of them."""
        z3 = self.z3
        quotients = [self.field.quotient(part) for part in node.args]
        terms = [(self.term(part.numerator), self.term(part.denominator)) for part in quotients]
        equal = [variable * below == above for above, below in terms]
        excess = [(variable * below - above) * below for above, below in terms]
        known = z3.And(z3.Or(*equal), *(part >= 0 if isinstance(node, Max) else part <= 0 for part in excess))
        vanishing = [below == 0 for _, below in terms if not z3.is_rational_value(z3.simplify(below))]
        return [z3.Or(*vanishing, known) if vanishing else known]

    def root(self, root: Basic, order: int, base: Expr) -> list[Any]:
        position = self.field.position(root)
        assert position is not None
        variable, quotient = self.variables[position], self.field.quotient(base)
        numerator, denominator = self.term(quotient.numerator), self.term(quotient.denominator)
        return [variable >= 0, denominator != 0, variable**order * denominator == numerator]

    def read_back(self, numerator: Any, denominator: Any) -> Decision | None:
        """Compare z3's quotient with the expression at points of the domain."""
        generators = self.field.generators
        if not all(isinstance(generator, (Symbol, Max, Min)) for generator in generators):
            return None  # unopened subexpressions have no exact value; their polynomials come from the same reader
        try:
            symbols = [generator for generator in generators if isinstance(generator, Symbol)]
            points = Domain.of(symbols, self.relations).sample(3, seed=0)
        except EmptyDomain as reason:
            return Decision("open", f"{reason}: nothing to prove it for")
        for point in points:
            exact = [exact_value(generator, point) for generator in generators]
            if None in exact:
                return None
            values = [(v, self.rational(x)) for v, x in zip(self.variables, exact, strict=True) if x is not None]
            top, bottom = (self.fraction(self.z3.substitute(t, *values)) for t in (numerator, denominator))
            if bottom == 0 or exact_value(self.expression, point) != top / bottom:
                return Decision("mistranslated", f"z3's terms are not {self.expression} at {point}")
        return None

    def rational(self, value: Fraction) -> Any:
        return self.z3.Q(value.numerator, value.denominator)

    def fraction(self, term: Any) -> Fraction:
        value = self.z3.simplify(term)
        return Fraction(value.numerator_as_long(), value.denominator_as_long())

    def candidate(self, model: Any) -> dict[Symbol, Fraction]:
        """The symbols' values in a model, algebraic ones to twenty digits."""
        found = {}
        for variable, generator in zip(self.variables, self.field.generators, strict=True):
            value = model.eval(variable, model_completion=True)
            if isinstance(generator, Symbol):
                found[generator] = self.fraction(value if self.z3.is_rational_value(value) else value.approx(20))
        return found

    def model(self, model: Any) -> str:
        pairs = zip(self.variables, self.field.generators, strict=True)
        return ", ".join(f"{generator} = {model.eval(variable)}" for variable, generator in pairs)


def all_implied(relations: Iterable[Basic], assumptions: Sequence[Basic]) -> str | None:
    """None when every relation is implied; otherwise which one is not, and why."""
    for relation in relations:
        decision = implied(relation, assumptions)
        if decision.answer != "proved":
            return f"{relation} does not follow from the assumptions ({decision.detail})"
    return None
