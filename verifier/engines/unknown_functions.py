"""Statements about unknown functions at functions that are known: polynomials, or the terms of a short sequence.

A statement about any F(t) says something of F = 1 + t in particular, and one about f(1), ..., f(n) of two or three
numbers; a sequence that the paper defines by recursion has its own first terms. So a false statement is refuted at
ordinary points. Nothing is chosen where neither a sum nor a derivative says that a function is meant, where an
assumption speaks of it other than by its sums, where its terms have a property of their own, or where its
name is that of a letter, which it then is as a function of another.

>>> from sympy import Derivative, Function
>>> t = Symbol("t", real=True)
>>> F = Function("F", real=True)
>>> next(chosen(Derivative(F(t), t), F(t), ())).names
{'F(t)': 't + 1'}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from sympy import Basic, Derivative, Expr, Integer, Product, Rational, Sum, Symbol
from sympy.core.function import AppliedUndef

from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.sequences import own_facts
from lemmata.verifier.engines.binders import bound_in, written_out
from lemmata.verifier.engines.own_assumptions import own

_LENGTHS = 2
_LONGEST = 6
_INDICES = 5
_FURTHEST = 10
_OF_SOME_NUMBERS = ("integer", "rational", "algebraic", "transcendental")
_ANY: tuple[Callable[[Expr], Expr], ...] = (
    lambda u: 1 + u,
    lambda u: u**2,
    lambda u: 1 - u + u**3 / 2,
)
_POSITIVE: tuple[Callable[[Expr], Expr], ...] = (
    lambda u: 1 + u**2,
    lambda u: Rational(1, 2) + u**4,
    lambda u: 2 - u + u**2,
)


@dataclass(frozen=True)
class Chosen:
    """The statement at chosen functions, and what was chosen."""

    before: Expr
    after: Expr
    assumptions: tuple[Basic, ...]
    names: dict[str, str]


def chosen(
    before: Expr, after: Expr, assumptions: Sequence[Basic], definitions: Definitions | None = None
) -> Iterator[Chosen]:
    """The statement at a few choices of its unknown functions of one variable; at small indices of defined ones."""
    terms = {term for side in (before, after, *assumptions) for term in side.atoms(AppliedUndef)}
    letters = {letter.name for side in (before, after, *assumptions) for letter in side.free_symbols}
    if not terms or not all(_free(term) and term.func.__name__ not in letters for term in terms):
        return
    families = definitions.families if definitions else {}
    if definitions and all(term.func.__name__ in families for term in terms):
        yield from _first_terms(before, after, tuple(assumptions), definitions, terms)
    elif any(term.func.__name__ in families for term in terms):
        return
    elif any(side.has(Sum, Product) for side in (before, after)):
        yield from _short(before, after, assumptions)
    elif any(side.has(Derivative) for side in (before, after)) and not any(map(_speaks, assumptions)):
        yield from _polynomials(before, after, tuple(assumptions), terms)


def _speaks(assumption: Basic) -> bool:
    return bool(assumption.has(AppliedUndef))


def _free(term: AppliedUndef) -> bool:
    """Whether any number of its sign may stand for it, but for negative ones and those that only must not vanish."""
    singled_out = any(getattr(term, f"is_{fact}") is not None for fact in _OF_SOME_NUMBERS)
    if len(term.args) != 1 or own_facts(term) or singled_out:
        return False
    return not term.is_nonpositive and bool(term.is_positive or not term.is_nonzero)


def _polynomials(
    before: Expr, after: Expr, assumptions: tuple[Basic, ...], terms: set[AppliedUndef]
) -> Iterator[Chosen]:
    functions = sorted({term.func for term in terms}, key=str)
    for turn in range(len(_ANY)):
        values = {}
        for term in sorted(terms, key=str):
            choices = _POSITIVE if term.is_nonnegative else _ANY
            values[term] = choices[(turn + functions.index(term.func)) % len(choices)](term.args[0])
        names = {str(term): str(value) for term, value in values.items()}
        yield Chosen(before.xreplace(values), after.xreplace(values), assumptions, names)


def _first_terms(
    before: Expr, after: Expr, assumptions: tuple[Basic, ...], definitions: Definitions, terms: set[AppliedUndef]
) -> Iterator[Chosen]:
    """At small numbers for the one letter in the indices, or in the ends of sums, each term as its definition says."""
    bound = bound_in(before) | bound_in(after)
    totals = before.atoms(Sum, Product) | after.atoms(Sum, Product)
    places = [
        *(term.args[0] for term in terms),
        *(end for total in totals for limit in total.limits for end in limit[1:]),
    ]
    letters = {letter for place in places for letter in place.free_symbols} - bound
    if len(letters) != 1 or not all(letter.is_integer for letter in letters):
        return
    (index,) = letters
    for number in islice(_admitted(index, 0, _FURTHEST), _INDICES):
        at = (side.xreplace({index: Integer(number)}) for side in (before, after, *assumptions))
        opened = [_opened(written_out(side, _LONGEST + 1), definitions) for side in at]
        if not any(side.has(AppliedUndef) for side in opened):
            left, right, *known = opened
            yield Chosen(left, right, tuple(known), {str(index): str(number)})


def _admitted(letter: Symbol, low: int, high: int) -> Iterator[int]:
    """The numbers from ``low`` to below ``high`` that have every assumption of a letter."""
    return (number for number in range(low, high) if own(letter).admits(Fraction(number)))


def members_at(assumption: Basic, values: Mapping[Any, Any], definitions: Definitions) -> Basic:
    """What an assumption says at values of its letters where members of sequences are what their definition says."""
    return _opened(
        assumption.xreplace({term: term.xreplace(values) for term in assumption.atoms(AppliedUndef)}), definitions
    )


def _opened(side: Any, definitions: Definitions) -> Any:
    for _ in range(_FURTHEST):
        meanings = {term: definitions.meaning(term) for term in side.atoms(AppliedUndef) if term.args[0].is_Integer}
        known = {term: meaning for term, meaning in meanings.items() if meaning is not None}
        if not known:
            break
        side = side.xreplace(known)
    return side


def _short(before: Expr, after: Expr, assumptions: Sequence[Basic]) -> Iterator[Chosen]:
    """Sums and products up to n with a small number for n, and a letter for each term."""
    sides = (before, after, *assumptions)
    totals = {total for side in sides for total in side.atoms(Sum, Product) if total.has(AppliedUndef)}
    limits = [limit for total in totals for limit in total.limits]
    inside = {letter for letter, *_ in limits}
    lengths = {letter for _, *ends in limits for end in ends for letter in end.free_symbols} - inside
    if not 1 <= len(lengths) <= _LENGTHS or not all(letter.is_integer for letter in lengths):
        return
    first, *others = sorted(lengths, key=str)
    for number in islice(_admitted(first, 2, _LONGEST + 1), _LENGTHS):
        values = {first: Integer(number), **{other: Integer(number + 1) for other in others}}
        if not all(own(letter).admits(Fraction(int(value))) for letter, value in values.items()):
            continue
        at = _with_letters([side.xreplace(values) for side in sides])
        if at is None:
            return
        left, right, *known = at
        yield Chosen(left, right, tuple(known), {str(letter): str(value) for letter, value in values.items()})


def assumed_of_terms(
    assumptions: Sequence[Basic], values: Mapping[Any, Any], definitions: Definitions | None = None
) -> tuple[Basic, ...] | None:
    """What the assumptions say, at values of the other letters, of the terms of unknown functions, each a letter.

    None where no choice of numbers for the terms is one of functions: they are defined, or differentiated.

    >>> from sympy import Eq, Function
    >>> p, k, n = Function("p", positive=True), Symbol("k", integer=True), Symbol("n", integer=True)
    >>> assumed_of_terms([Eq(Sum(p(k), (k, 1, n)), 1)], {n: Integer(2)})
    (Eq(p(1) + p(2), 1),)
    """
    terms = {term for one in assumptions for term in one.atoms(AppliedUndef)}
    defined = definitions.families if definitions else {}
    if any(not _free(term) or term.func.__name__ in defined for term in terms):
        return None
    if any(one.has(Derivative) for one in assumptions):
        return None
    at = _with_letters([one.xreplace(dict(values)) for one in assumptions])
    return None if at is None else tuple(at)


def _with_letters(sides: Sequence[Any]) -> list[Any] | None:
    """Finite sums written out, each term of a function a letter; None where the place of a term is no number."""
    at = [written_out(side, _LONGEST + 1) for side in sides]
    terms = {term for side in at for term in side.atoms(AppliedUndef)}
    if any(not term.args[0].is_Integer for term in terms):
        return None
    letters = {
        term: Symbol(str(term), real=True, positive=term.is_positive, nonnegative=term.is_nonnegative) for term in terms
    }
    return [side.xreplace(letters) for side in at]
