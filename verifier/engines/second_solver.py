"""A second opinion on an inequality: cvc5, from a translation of its own.

z3's "no real point violates it" comes without a proof that could be looked at. So another solver is asked, by another
procedure (cylindrical coverings) and from the expression as it stands, not from the normal form that z3 was given. What
both say is believed; where cvc5 gives up, or finds a point, nothing is.

>>> from lemmata.theory.notation import T, d
>>> agrees(T - d - 1, [T >= d + 2], "positive"), agrees(T - d - 2, [T >= d + 2], "positive")
(True, False)

Reference: Abraham, Davenport, England and Kremer, "Deciding the consistency of non-linear real arithmetic constraints
with a conflict driven search using cylindrical algebraic coverings" (2021).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

import sympy
from sympy import Add, Basic, Expr, Integer, Max, Min, Mul, NumberSymbol, Pow, Rational, log

from lemmata.numerics.apart import answered_apart
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.engines.signs import sign

_EFFORT = 3_000_000  # cvc5's resource units: deterministic, unlike seconds
_SECONDS, _MEMORY = 12.0, 2**31  # its algebra counts no resources and hears no clock: what takes more gives up
_LARGEST_POWER = 60

_KINDS = {frozenset({1}): "GT", frozenset({0, 1}): "GEQ", frozenset({-1}): "LT", frozenset({-1, 0}): "LEQ"}

Wanted = Literal["nonnegative", "positive", "nonzero"]

Fraction = tuple[Any, Any]
"""Numerator and denominator, as terms of the solver."""


class Unread(ValueError):
    """An expression that has no translation."""


def agrees(expression: Expr, assumptions: Sequence[Basic], wanted: Wanted, *, roots: Collection[Basic] = ()) -> bool:
    """Whether cvc5 finds, too, that an expression has a sign, and is defined, wherever the assumptions hold.

    Args:
        expression: the expression.
        assumptions: relations.
        wanted: the sign.
        roots: radicands that are known not to be negative.
    """
    try:
        return _Problem(roots).holds(expression, assumptions, wanted)
    except Unread:
        return False


class _Problem:
    """One inequality in cvc5's language."""

    def __init__(self, roots: Collection[Basic]) -> None:
        import cvc5

        self.kinds = cvc5.Kind
        self.terms = cvc5.TermManager()
        self.solver = cvc5.Solver(self.terms)
        self.solver.setLogic("QF_NRA")
        self.solver.setOption("rlimit", str(_EFFORT))
        self.roots = roots
        self.variables: dict[Basic, Any] = {}
        self.one, self.zero = self.terms.mkReal(1), self.terms.mkReal(0)

    def holds(self, expression: Expr, assumptions: Sequence[Basic], wanted: Wanted) -> bool:
        """No real point of the domain violates the inequality."""
        for relation in assumptions:
            if isinstance(relation, sympy.core.relational.Relational):
                self.assume(self.relation(relation))
        above, below = self.fraction(expression)
        if wanted == "nonzero":
            fails = self.compare("EQUAL", above)
        else:
            fails = self.compare("LEQ" if wanted == "positive" else "LT", self.times([above, below]))
        self.assume(self.make("OR", [self.compare("EQUAL", below), fails]))
        return answered_apart(lambda: self.solver.checkSat().isUnsat(), _SECONDS, _MEMORY) is True

    def make(self, kind: str, parts: Sequence[Any]) -> Any:
        """A term; of one part only, that part."""
        return parts[0] if len(parts) == 1 else self.terms.mkTerm(getattr(self.kinds, kind), *parts)

    def times(self, parts: Iterable[Any]) -> Any:
        """A product."""
        kept = [part for part in parts if part != self.one]
        return self.make("MULT", kept) if kept else self.one

    def compare(self, kind: str, term: Any) -> Any:
        """The term against zero."""
        return self.terms.mkTerm(getattr(self.kinds, kind), term, self.zero)

    def assume(self, formula: Any) -> None:
        """One more constraint."""
        self.solver.assertFormula(formula)

    def relation(self, relation: Basic) -> Any:
        """An assumption: both sides are defined, and it holds."""
        above, below = self.fraction(relation.args[0] - relation.args[1])
        product = self.times([above, below])
        holds = {
            sympy.Eq: lambda: self.compare("EQUAL", above),
            sympy.Ne: lambda: self.terms.mkTerm(self.kinds.NOT, self.compare("EQUAL", above)),
            sympy.Ge: lambda: self.compare("GEQ", product),
            sympy.Gt: lambda: self.compare("GT", product),
            sympy.Le: lambda: self.compare("LEQ", product),
            sympy.Lt: lambda: self.compare("LT", product),
        }[type(relation)]()
        return self.make("AND", [self.terms.mkTerm(self.kinds.NOT, self.compare("EQUAL", below)), holds])

    def fraction(self, expression: Basic) -> Fraction:
        """An expression as numerator over denominator."""
        if isinstance(expression, Rational):
            return self.terms.mkReal(int(expression.p), int(expression.q)), self.one
        if isinstance(expression, Add):
            return self.sum([self.fraction(part) for part in expression.args])
        if isinstance(expression, Mul):
            parts = [self.fraction(part) for part in expression.args]
            return self.times(above for above, _ in parts), self.times(below for _, below in parts)
        if isinstance(expression, Pow):
            return self.power(expression.base, expression.exp)
        return self.variable(expression), self.one

    def sum(self, parts: Sequence[Fraction]) -> Fraction:
        """A sum over the product of the different denominators."""
        below = list(dict.fromkeys(part for _, part in parts if part != self.one))
        terms = [self.times([above, *(other for other in below if other != own)]) for above, own in parts]
        return self.make("ADD", terms), self.times(below)

    def power(self, base: Expr, exponent: Expr) -> Fraction:
        """A power: by multiplication, of a root, or of unknown powers one for each term of the exponent."""
        if isinstance(exponent, Integer):
            return self.repeated(self.fraction(base), int(exponent))
        if isinstance(exponent, Rational):
            root = self.root(base, int(exponent.q))
            return self.repeated((root, self.one), int(exponent.p))
        found: list[Fraction] = []
        for term in Add.make_args(sympy.expand(exponent)):
            scale, rest = term.as_coeff_Mul()
            if rest == 1 and isinstance(scale, Integer):
                found.append(self.repeated(self.fraction(base), int(scale)))
            elif isinstance(scale, Rational):
                unknown = self.variable(Pow(base, rest / scale.q))
                found.append(self.repeated((unknown, self.one), int(scale.p)))
            else:
                found.append((self.variable(Pow(base, term)), self.one))
        return self.times(above for above, _ in found), self.times(below for _, below in found)

    def repeated(self, part: Fraction, exponent: int) -> Fraction:
        """A whole power."""
        if abs(exponent) > _LARGEST_POWER:
            raise Unread(f"the power {exponent}")
        above, below = (self.times([side] * abs(exponent)) for side in part)
        return (above, below) if exponent >= 0 else (below, above)

    def root(self, base: Expr, order: int) -> Any:
        """A root: an unknown number, with what it solves where its radicand is known not to be negative."""
        node = Pow(base, Rational(1, order), evaluate=False)
        fresh = node not in self.variables
        root = self.variable(node)
        if fresh and base in self.roots:
            above, below = self.fraction(base)
            self.assume(self.compare("GEQ", root))
            self.assume(self.terms.mkTerm(self.kinds.EQUAL, self.times([*[root] * order, below]), above))
        return root

    def variable(self, generator: Basic) -> Any:
        """What is not opened, with its sign, or the ball that a number lies in."""
        found = self.variables.get(generator)
        if found is None:
            found = self.terms.mkConst(self.terms.getRealSort(), f"x{len(self.variables)}")
            self.variables[generator] = found
            self.bounds(generator, found)
            if isinstance(generator, (Max, Min)):
                self.extreme(generator, found)
        return found

    def bounds(self, generator: Basic, variable: Any) -> None:
        """The sign that a generator has by structure."""
        if isinstance(generator, (NumberSymbol, log)) and not generator.free_symbols:
            try:
                ball = enclose(generator, {}, digits=12)
            except NoEnclosure:
                return
            for kind, end in (("GEQ", ball.lower), ("LEQ", ball.upper)):
                limit = self.terms.mkReal(end.numerator, end.denominator)
                self.assume(self.terms.mkTerm(getattr(self.kinds, kind), variable, limit))
            return
        signs = sign(generator)
        if signs == {1} and generator.is_Symbol and generator.is_integer:
            self.assume(self.terms.mkTerm(self.kinds.GEQ, variable, self.one))
            return
        if signs in _KINDS:
            self.assume(self.compare(_KINDS[signs], variable))
        elif signs == {-1, 1}:
            self.assume(self.terms.mkTerm(self.kinds.NOT, self.compare("EQUAL", variable)))

    def extreme(self, node: Expr, variable: Any) -> None:
        """A maximum is one of its arguments, and at least each of them, where these have values."""
        parts = [self.fraction(part) for part in node.args]
        kind = "GEQ" if isinstance(node, Max) else "LEQ"
        minus = self.terms.mkReal(-1)
        excess = [
            self.make("ADD", [self.times([variable, below]), self.times([minus, above])]) for above, below in parts
        ]
        ordered = [
            self.compare(kind, self.times([term, below])) for term, (_, below) in zip(excess, parts, strict=True)
        ]
        known = self.make("AND", [self.make("OR", [self.compare("EQUAL", term) for term in excess]), *ordered])
        vanishing = [self.compare("EQUAL", below) for _, below in parts if below != self.one]
        self.assume(self.make("OR", [*vanishing, known]))
