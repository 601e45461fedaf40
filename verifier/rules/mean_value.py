"""Inequalities between functions of a variable: by bounds of the functions, or from a point where they hold.

f >= 0 where f(c) >= 0 and (x - c) f'(x) >= 0, by the mean value theorem: f(x) = f(c) + f'(xi) (x - c) for a xi between
(Rudin, Principles, theorem 5.10). So a convex function is at least its tangent, and a monotone one at least its value
at the end of the domain, or its limit at an open end: f' is treated as f was, up to a few derivatives. The variable is
a real letter in between, whatever it is in the claim: only those assumptions on it are kept that are linear in it,
whose points are an interval. That f and f' have values there is discharged.

>>> from sympy import Symbol, exp, log
>>> x = Symbol("x", positive=True)
>>> shown(exp(x) - 1 - x - x**2 / 2, (), strict=False), shown(x - 2 - log(x), (), strict=False)
('by bounds of its functions', '')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import sympy
from sympy import (
    Abs,
    Add,
    Basic,
    Dummy,
    Eq,
    Expr,
    Function,
    Ge,
    Gt,
    Integer,
    Integral,
    Le,
    Lt,
    Max,
    Min,
    Mul,
    Ne,
    Pow,
    Product,
    Sum,
    log,
)
from sympy.core.relational import Relational

from lemmata.theory.random_matrices import MatrixExpression
from lemmata.verifier.engines.binders import always_valued, bound_in, put_in
from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.exp_log_form import ExpLog
from lemmata.verifier.engines.function_bounds import bounds_of_functions
from lemmata.verifier.engines.function_facts import function_facts
from lemmata.verifier.engines.logarithms import with_logarithms_gathered, without_logarithms
from lemmata.verifier.engines.normal_form import NotAlgebraic, generators_of
from lemmata.verifier.engines.positivity import nonnegative, visible_signs
from lemmata.verifier.engines.signs import sign
from lemmata.verifier.obligation import Obligation
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.obligations.discharge import discharge
from lemmata.verifier.obligations.integrals import limit_at
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import known_nonnegative, known_positive, same_value, with_bare_sums
from lemmata.verifier.rules.derivative import slope as slope_in
from lemmata.verifier.rules.places_to_try import (
    depth_of,
    fails,
    interval_of,
    open_ends,
    places_to_try,
    stand_in,
    tidied,
)
from lemmata.verifier.rules.sums_in_order import term_by_term, with_sums_bounded
from lemmata.verifier.rules.tails import beside_its_integral, without_tails
from lemmata.verifier.rules.tangents import by_tangents, with_one_index
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict

_DEEPEST = 3
_MOST_TRIALS = 60
_MOST_SOLVED = 5
_MOST_OPERATIONS = 1_500
_FEW = 7
_MOST_CASES = 4
_POINTS = 8
_MANY_POINTS = 32
_SHORT = (_MOST_TRIALS - 12, _MOST_SOLVED - 2)  # tried beforehand
_SIDES = ((Gt, Ge), (Lt, Le))
_WITHOUT_A_SLOPE = (Abs, Max, Min, Sum, Product, sympy.Piecewise, sympy.sign, sympy.floor, sympy.ceiling)


def shown(expression: Expr, assumptions: Sequence[Basic], *, strict: bool) -> str:
    """How an expression is known not to be negative (or to be positive) on the domain; empty where it is not.

    Its value must be defined there, which is owed elsewhere.
    """
    if not has_functions(expression):
        return ""
    with suppress(NotAlgebraic):
        opened = expression.replace(sympy.cot, lambda u: sympy.cos(u) / sympy.sin(u))
        numbers = (one for one in assumptions if not any(isinstance(side, MatrixExpression) for side in one.args))
        f, where = with_one_index(_with_logarithms_of_primes(opened)), tuple(map(with_one_index, numbers))
        f = beside_its_integral(f, lambda one: _holds(one, where))
        how = _Search().shown(f, where, strict, _DEEPEST) or _over_denominator(f, where, strict)
        forms = () if how else _other_forms(f, where)
        return how or next((how for form in forms if (how := _Search(*_SHORT).shown(*form, strict, _DEEPEST))), "")
    return ""


def _other_forms(f: Expr, where: tuple[Basic, ...]) -> Iterator[tuple[Expr, tuple[Basic, ...]]]:
    """f and what is assumed with logarithms gathered, with logarithms of products as sums, with sums taken apart."""
    forms = [(with_logarithms_gathered(f), where), (with_one_index(with_bare_sums(f)), where)]
    forms.append((_with_logarithms_opened(f), tuple(map(_with_logarithms_opened, where))))
    return (form for form in forms if form != (f, where))


def _over_denominator(f: Expr, where: tuple[Basic, ...], strict: bool) -> str:
    """The same of the numerator, where a denominator with letters is positive, or its negative is."""
    top, below = sympy.fraction(sympy.together(f))
    if not below.free_symbols:
        return ""
    sides = ((sign * top, sign * below) for sign in (1, -1))
    positive = next((numerator for numerator, part in sides if _holds(Gt(part, 0, evaluate=False), where)), None)
    how = "" if positive is None else _Search(*_SHORT).shown(sympy.expand_mul(positive), where, strict, _DEEPEST)
    return f"over a positive denominator, {how}" if how else ""


def _with_logarithms_of_primes(f: Expr) -> Expr:
    """Logarithms of numbers opened: log(2 pi) = log 2 + log pi, so that those of several numbers are compared."""
    return f.replace(lambda node: isinstance(node, log) and not node.free_symbols, sympy.expand_log)


def _with_logarithms_opened(f: Basic) -> Basic:
    """Logarithms of products as sums: the number of samples that a bound asks for is said by such ones."""
    return f.replace(log, lambda argument: sympy.expand_log(log(argument)))


def has_functions(expression: Expr) -> bool:
    """Whether more than rational functions and roots occurs."""
    return expression.has(Function, Abs, Sum, Product) or any(
        not power.exp.is_Rational for power in expression.atoms(Pow)
    )


@dataclass
class _Search:
    """How much has been tried."""

    trials: int = 0
    solved: int = 0
    operations: int = 0

    def shown(self, f: Expr, where: tuple[Basic, ...], strict: bool, depth: int) -> str:
        """How f is known to have the sign."""
        self.trials += 1
        self.operations += f.count_ops()
        if self.trials > _MOST_TRIALS or self.operations > _MOST_OPERATIONS:
            return ""
        if not strict and same_value(f, Integer(0), where).verdict is Verdict.PROVED:
            return "it vanishes"
        wanted = {1} if strict else {0, 1}
        if sign(f) <= wanted or visible_signs(f, where) <= wanted:
            return "by what is known of the domain"
        if self._in_letters(f, where, wanted):
            return "as a polynomial in exponentials and powers"
        rest = _without_signed_factors(f, where, ({1}, {-1}))
        if rest != f:
            return self.shown(rest, where, strict, depth)
        rest = f if strict else _without_signed_factors(f, where, ({0, 1}, {-1, 0}))
        if rest != f and (how := self.shown(rest, where, strict, depth)):
            return how
        split = self._by_cases(f, where, strict, depth) or self._by_branches(f, where, strict, depth)
        if split is not None:
            return split
        if fails(f, where, _MANY_POINTS if depth == _DEEPEST else _POINTS):
            return ""
        if not strict and depth == _DEEPEST and by_tangents(f, where):
            return "by tangents of its functions"
        without = without_logarithms(f) if depth == _DEEPEST else None
        if without is not None and (how := _Search(*_SHORT).shown(without, where, strict, depth - 1)):
            return f"without logarithms, {how}"
        if f.has(Sum) and depth > 0 and (how := self._by_sums(f, where, strict, depth - 1)):
            return how
        sums = [total for one in where for total in always_valued(one, Sum)]
        known = (*where, *bounds_of_functions([f, *sums], lambda one, under=(): _holds(one, (*where, *under))))
        known = (*known, *function_facts([f], lambda one: _holds(one, where)))
        if visible_signs(f, known) <= wanted or self._by_solver(f, known, strict):
            return "by bounds of its functions"
        if depth == 0 or f.has(*_WITHOUT_A_SLOPE):
            return ""
        return self._from_a_point(f, where, strict, depth)

    def _by_sums(self, f: Expr, where: tuple[Basic, ...], strict: bool, depth: int) -> str:
        """Term by term, or with a bound of one sum in the place of it."""

        def shown(term: Expr, here: tuple[Basic, ...], strict: bool) -> str:
            return self.shown(term, here, strict, depth)

        def known(relation: Basic) -> bool:
            return _holds(relation, where)

        if how := term_by_term(f, where, strict, known, shown):
            return how
        bounded = with_sums_bounded(f, where, known)
        return next(("by a bound of its sum" for below in bounded if shown(below, where, strict)), "")

    def _in_letters(self, f: Expr, where: tuple[Basic, ...], wanted: set[int]) -> bool:
        """By signs, with a positive letter for every exponential and power of independent bases."""
        try:
            read = ExpLog(known_positive(where), known_nonnegative(where)).read(f)
        except NotAlgebraic:
            return False
        return visible_signs(read, where) <= wanted

    def _by_cases(self, f: Expr, where: tuple[Basic, ...], strict: bool, depth: int) -> str | None:
        """A modulus or an extreme of two, in the two cases; None where there is none."""
        nodes = sorted(f.atoms(Abs, Max, Min), key=lambda node: (node.count_ops(), str(node)))
        bound = bound_in(f)
        free = (one for one in nodes if not one.free_symbols & bound)
        node = next((one for one in free if not one.has(Sum) and len(one.args) <= _MOST_CASES), None)
        if node is None:
            return None
        values = (node.args[0], -node.args[0]) if isinstance(node, Abs) else node.args
        beats = Le if isinstance(node, Min) else Ge
        for value in values:
            least = [beats(value, other) for other in values if other != value]
            if sympy.false in least:
                continue
            here = (*where, *(one for one in least if one is not sympy.true))
            if not self.shown(put_in(f, {node: value}), here, strict, depth):
                return ""
        return "case by case"

    def _by_branches(self, f: Expr, where: tuple[Basic, ...], strict: bool, depth: int) -> str | None:
        """Each branch of a function by cases where it is taken; None where there is none."""
        node = next(
            (one for one in sorted(f.atoms(sympy.Piecewise), key=str) if put_in(f, {one: Integer(0)}) != f), None
        )
        if node is None or not all(isinstance(c, Relational) or c == sympy.true for _, c in node.args):
            return None
        earlier: tuple[Basic, ...] = ()
        for value, condition in node.args:
            here = (*where, *earlier, *([] if condition == sympy.true else [condition]))
            if not self.shown(put_in(f, {node: value}), here, strict, depth):
                return ""
            earlier = (*earlier, condition.negated) if condition != sympy.true else earlier
        return "branch by branch"

    def _by_solver(self, f: Expr, known: tuple[Basic, ...], strict: bool) -> bool:
        self.solved += 1
        few = len(generators_of(f, *(one.lhs - one.rhs for one in known if isinstance(one, Relational)))) <= _FEW
        return few and self.solved <= _MOST_SOLVED and nonnegative(f, known, strict=strict).answer == "proved"

    def _from_a_point(self, f: Expr, where: tuple[Basic, ...], strict: bool, depth: int) -> str:
        letters = sorted(f.free_symbols, key=lambda one: (isinstance(one, Dummy) is False, depth_of(f, one), str(one)))
        for letter in letters:
            x = stand_in(letter)
            here, range_of_x = f.xreplace({letter: x}), interval_of(letter, x, where)
            left_out = [one.xreplace({letter: x}) for one in where if isinstance(one, Ne)]
            beside = tuple(one for one in where if letter not in one.free_symbols)
            owed: list[Obligation] = []
            try:
                slope = tidied(slope_in(here, x, range_of_x, owed))
            except NotAlgebraic:
                continue
            around = Context(assumptions=(*beside, *range_of_x))
            if not are_defined([here], around.assumptions) or not all(discharge(one, around).done for one in owed):
                continue
            for c in places_to_try(slope, x, range_of_x):
                with suppress(NotAlgebraic):
                    apart = any(put_in(one, {x: c}) is sympy.false for one in (*range_of_x, *left_out))
                    how = self._about(here, slope, x, c, beside, range_of_x, strict, apart, depth)
                    if how:
                        return f"{how} at {letter} = {c}, and by the sign of the derivative"
            for c, turn in open_ends(x, range_of_x) if depth == _DEEPEST else ():
                if self._from_an_end(here, slope, x, c, turn, (*beside, *range_of_x), strict, depth):
                    return f"by its limit as {letter} -> {c}, and by the sign of the derivative"
            if depth >= 2 and (how := self._bent(here, slope, x, beside, range_of_x, strict, depth - 2)):
                return f"{how} of {letter}"
        return ""

    def _from_an_end(
        self, f: Expr, slope: Expr, x: Dummy, c: Expr, turn: int, where: tuple[Basic, ...], strict: bool, depth: int
    ) -> bool:
        """f has a limit >= 0 at an end of the range, and grows away from it: strictly, for f > 0."""
        beside = tuple(one for one in where if not one.has(x))
        ends_there = c is sympy.oo or all(_holds(put_in(_weak(one), {x: c}), beside) for one in where if one.has(x))
        if not ends_there or fails(turn * slope, where, _POINTS) or not are_defined([slope], where):
            return False
        rest = without_tails(f, x, c)
        there = None if rest is None else limit_at(rest, x, c, turn, lambda one: _holds(one, where))
        if there is None or not are_defined([there], beside):
            return False
        least = nonnegative(there, beside).answer == "proved" or bool(self.shown(there, beside, False, depth - 1))
        return least and bool(self.shown(turn * slope, where, strict, depth - 1))

    def _bent(
        self, f: Expr, slope: Expr, x: Dummy, beside: tuple[Basic, ...], around: tuple[Basic, ...],
        strict: bool, depth: int,
    ) -> str:  # fmt: skip
        """f is convex and not negative where its slope vanishes, or concave and not negative at two ends of a range.

        It is positive where it is so at its least, or strictly concave between ends that are no points of the domain.
        """
        if slope.has(Integral):
            return ""
        ends = [[one.rhs for one in around if isinstance(one, kinds) and not one.rhs.has(x)] for kinds in _SIDES]
        weak = tuple(map(_weak, around))
        inside = (
            c for c in places_to_try(slope, x, around) if all(_holds(put_in(one, {x: c}), beside) for one in weak)
        )
        lowest = next((c for c in inside if _vanishes(put_in(slope, {x: c}), beside)), None)
        two_ends = all(len(end) == 1 for end in ends)
        options = ([] if lowest is None else [([lowest], 1)]) + ([([c for (c,) in ends], -1)] if two_ends else [])
        for places, turn in options:
            there, between = [put_in(f, {x: c}) for c in places], (*beside, *weak)
            steep, at_least = strict and turn < 0, strict and turn > 0
            if steep and not all(isinstance(one, (Gt, Lt)) for one in around):
                continue
            if are_defined([*places, *there], beside) and all(
                self.shown(one, beside, at_least, depth) for one in there
            ):
                bend = tidied(derivative(slope, x)) * turn
                if are_defined([f, slope, bend], between) and self.shown(bend, between, steep, depth):
                    least = f"convex, least at {lowest}, as a function"
                    return "concave between both ends of the range" if turn < 0 else least
        return ""

    def _about(
        self, f: Expr, slope: Expr, x: Dummy, c: Expr, beside: tuple[Basic, ...], around: tuple[Basic, ...],
        strict: bool, apart: bool, depth: int,
    ) -> str:  # fmt: skip
        """f(c) has the sign, and f grows away from c on either side; ``apart``: c itself is no point of the domain."""
        if not (are_defined([c], beside) and all(_holds(put_in(_weak(one), {x: c}), beside) for one in around)):
            return ""
        there = put_in(f, {x: c})
        if there.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I) or fails(there, beside, _POINTS):
            return ""
        sides = [((*beside, *around, side), turn * slope) for side, turn in ((Gt(x, c), 1), (Lt(x, c), -1))
                 if side is not sympy.false]  # fmt: skip
        if any(fails(grown, there_too, _POINTS) for there_too, grown in sides) or not are_defined([there], beside):
            return ""
        how = self.shown(there, beside, strict, depth - 1)
        steep = strict and not how
        if steep:
            how = self.shown(there, beside, False, depth - 1) if apart else ""
        if not how:
            return ""
        for there_too, grown in sides:
            if _empty(there_too[-1], there_too[:-1]):
                continue
            if not are_defined([slope], there_too) or not self.shown(grown, there_too, steep, depth - 1):
                return ""
        return how


def _without_signed_factors(f: Expr, where: tuple[Basic, ...], known: tuple[set[int], ...]) -> Expr:
    """A product without the factors whose sign is one of those; one that may vanish is left out, too."""
    found = Integer(1)
    opened = isinstance(f, Add) and (f.has(log) or not f.has(Sum, Product))  # bounds are known of sums as written
    for factor in Mul.make_args(sympy.factor_terms(f) if opened else f):
        positive = isinstance(factor, Pow) and _holds(Gt(factor.base, 0, evaluate=False), where)
        facts = function_facts([factor], lambda one: _holds(one, where)) if factor.has(log, sympy.sin) else ()
        signs = {1} if positive else visible_signs(factor, (*where, *facts))
        found *= Integer(max(signs, key=abs)) if signs in known else factor
    return found


def _vanishes(f: Expr, where: tuple[Basic, ...]) -> bool:
    return f.is_finite is not False and same_value(f, Integer(0), where).verdict is Verdict.PROVED


def _weak(relation: Basic) -> Basic:
    kinds = {Gt: Ge, Lt: Le}
    return kinds[type(relation)](*relation.args) if type(relation) in kinds else relation


def _holds(relation: Basic, where: Sequence[Basic]) -> bool:
    """Whether a relation holds on the domain; where functions occur, as far as is visible without a solver."""
    if relation in (sympy.true, sympy.false) or not isinstance(relation, Relational):
        return relation is sympy.true
    difference = relation.lhs - relation.rhs
    if has_functions(difference):
        allowed = {Gt: {1}, Ge: {0, 1}, Lt: {-1}, Le: {0, -1}, Ne: {1, -1}, Eq: {0}}[type(relation)]
        return sign(difference) <= allowed or visible_signs(difference, tuple(where)) <= allowed
    return decided(relation, where).answer == "proved"


def _empty(side: Relational, where: Sequence[Basic]) -> bool:
    """No point of the domain lies on that side."""
    return _holds(side.negated, where)


def are_defined(terms: Sequence[Expr], where: Sequence[Basic]) -> bool:
    """Whether all of some expressions have finite values on a domain."""
    context = Context(assumptions=tuple(where))
    owed = [one for term in terms for one in conditions(term, finite=True) if one.subject is not sympy.true]
    return all(discharge(one, context).done for one in owed)
