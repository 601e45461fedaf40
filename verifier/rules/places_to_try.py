"""Where an inequality between functions of one variable is looked at: the interval it runs over, and places in it.

Ends of the interval, places where a slope vanishes by an easy equation, simple numbers and other letters. These are
proposals: whoever uses one shows what holds there.

>>> from sympy import Symbol
>>> x = Dummy("x", real=True)
>>> next(places_to_try(2 * x - 6, x, ()))
3
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache

import sympy
from sympy import Add, Basic, Dummy, Expr, Function, Ge, Gt, Integer, Le, Lt, Mul, Pow, Sum, Symbol, exp, log
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from lemmata.verifier.engines.products import parted


@lru_cache(maxsize=256)
def stand_in(letter: Symbol) -> Dummy:
    """A real letter in the place of another: always the same, so that what is known of it is not looked for again."""
    return Dummy(letter.name, real=True)


def interval_of(letter: Symbol, x: Dummy, where: Sequence[Basic]) -> tuple[Basic, ...]:
    """The assumptions on a letter that are linear in it, for a real letter in its place."""
    found: list[Basic] = []
    if letter.is_positive:
        found.append(Ge(x, 1) if letter.is_integer else Gt(x, 0))
    elif letter.is_nonnegative:
        found.append(Ge(x, 0))
    elif letter.is_negative:
        found.append(Lt(x, 0))
    elif letter.is_nonpositive:
        found.append(Le(x, 0))
    for one in where:
        if isinstance(one, (Gt, Ge, Lt, Le)) and letter in one.free_symbols:
            solved = _solved(one, letter)
            found += [] if solved is None else [solved.xreplace({letter: x})]
    return tuple(found)


def _solved(relation: Relational, letter: Symbol) -> Relational | None:
    """``letter`` against a bound, where the relation is linear in it with a number for coefficient."""
    difference = sympy.expand(relation.lhs - relation.rhs)
    if not difference.is_polynomial(letter) or sympy.degree(difference, letter) != 1:
        return None
    slope = difference.coeff(letter)
    if not slope.is_Rational:
        return None
    bound = -difference.coeff(letter, 0) / slope
    kind = relation.func if slope > 0 else {Gt: Lt, Ge: Le, Lt: Gt, Le: Ge}[relation.func]
    return kind(letter, bound, evaluate=False)


def places_to_try(slope: Expr, x: Dummy, around: Sequence[Basic]) -> Iterator[Expr]:
    """Ends of the interval, where the slope vanishes by an easy equation, simple numbers and other letters."""
    ends = [one.rhs if one.lhs == x else one.lhs for one in around if isinstance(one, Relational)]
    found = [*_zeros(slope, x), *(end for end in ends if not end.has(x))]
    found += [Integer(0), Integer(1)]
    found += sorted(slope.free_symbols - {x}, key=str)
    yield from list(dict.fromkeys(place for place in found if place.is_extended_real is not False))[:7]


def open_ends(x: Dummy, around: Sequence[Basic]) -> Iterator[tuple[Expr, int]]:
    """The ends of the interval that are not in it, each with the side of it on which the interval lies."""
    for one in around:
        if isinstance(one, (Gt, Lt)) and not one.rhs.has(x):
            yield one.rhs, 1 if isinstance(one, Gt) else -1
    if not any(isinstance(one, (Lt, Le)) for one in around):
        yield sympy.oo, -1


def _zeros(slope: Expr, x: Dummy) -> Iterator[Expr]:
    """Where two terms cancel, a linear polynomial or an affine function of log x vanishes: proposals, nothing more."""
    factors = Mul.make_args(sympy.factor_terms(sympy.fraction(sympy.together(slope))[0]))
    numerator = Mul(*(factor for factor in factors if isinstance(factor, Add)))
    terms = Add.make_args(sympy.expand(sympy.expand_power_exp(numerator)))
    if len(terms) == 2:
        yield from _balance(sympy.powsimp(sympy.expand_power_base(-terms[0] / terms[1], force=True)), x)
    for u in (x, log(x)):
        varying = [term for term in terms if term.has(x)]
        slopes = [term / u for term in varying]
        if varying and not any(part.has(x) for part in slopes):
            root = -Add(*(term for term in terms if not term.has(x))) / Add(*slopes)
            yield root if u == x else exp(root)


def _balance(ratio: Expr, x: Dummy) -> Iterator[Expr]:
    """Where K x^e exp(k x) is one, for e = 0 or k = 0."""
    constant, e, others = parted(ratio, x)
    k: Expr = Integer(0)
    for factor in others:
        base, power = factor.as_base_exp()
        rate = power.expand().coeff(x)
        rest = (power - rate * x).expand()
        if base.has(x) or rate == 0 or rest.has(x):
            return
        k += rate * (1 if base == sympy.E else log(base))
        constant *= base**rest
    if e != 0 and k == 0:
        yield sympy.powsimp(constant ** (-1 / e))
    elif k != 0 and e == 0:
        yield -log(constant) / k


def depth_of(f: Expr, letter: Symbol) -> int:
    """How deep a letter stands: those that are differentiated away first come first."""
    return sum(letter in node.free_symbols for node in f.atoms(Function, Pow))


def tidied(slope: Expr) -> Expr:
    """A derivative in factors over its denominator, or multiplied out where that is a number."""
    numerator, denominator = sympy.fraction(sympy.together(sympy.powsimp(slope)))
    return sympy.powsimp(sympy.expand(numerator)) / denominator if denominator.is_number else sympy.factor(slope)


def fails(f: Expr, where: tuple[Basic, ...], points: int) -> bool:
    """Whether f is negative at one of some points: then nothing is looked for."""
    if f.has(Sum) or not f.free_symbols:
        return False
    for point in _some_points(frozenset(f.free_symbols), where, points):
        with suppress(NoEnclosure):
            if enclose(f, point, digits=12).upper < 0:
                return True
    return False


@lru_cache(maxsize=256)
def _some_points(
    letters: frozenset[Symbol], where: tuple[Basic, ...], points: int
) -> tuple[dict[Symbol, Fraction], ...]:
    if any(one.has(AppliedUndef) for one in where):
        return ()
    try:
        return tuple(Domain.of(letters, where).sample(points, seed=0))
    except EmptyDomain:
        return ()
