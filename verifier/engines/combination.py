"""Why a polynomial has a sign: it is a sum of products of what is known not to be negative.

If ``p goal = sum_j c_j prod_i h_ij`` with p > 0, c_j >= 0 and every ``h_ij`` nonnegative on the domain, the goal is
nonnegative there, and positive when some ``c_j > 0`` stands before a product of positive ones (Krivine 1964, Handelman
1988). To find the ``c_j`` is a linear problem (:mod:`lemmata.numerics.linear_program`); the identity is multiplied out
before anything rests on it.

Which ``h`` there are depends on the domain; that there may be no such sum, or one of higher degree only, is no
refutation.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import Any, Literal

from flint import fmpq, fmpq_mpoly

from lemmata.numerics.linear_program import vertex

__all__ = ["Known", "Shown", "Sign", "shown", "sign_shown", "without_equations"]

_MOST_PRODUCTS = 500
_MOST_FACTORS = 5
_MOST_WRITTEN = 2000


@dataclass(frozen=True)
class Known:
    """A polynomial that is nonnegative on the domain, or positive."""

    polynomial: fmpq_mpoly
    strict: bool


Sign = Literal[">", ">=", "<", "<=", ""]
Terms = tuple[tuple[fmpq, tuple[int, ...]], ...]
"""A sum of products of what is known: multipliers, with the places of the factors."""
_ONE: Terms = ((fmpq(1), ()),)


@dataclass(frozen=True)
class Shown:
    """Why a goal has a sign: ``goal * scale = terms``, or the same of ``-goal``; the scale is positive.

    A combination that is too long to be written down has no scale.
    """

    strict: bool
    up: bool
    scale: Terms
    terms: Terms

    @property
    def sign(self) -> Sign:
        """The sign of the goal."""
        if self.up:
            return ">" if self.strict else ">="
        return "<" if self.strict else "<="


def sign_shown(goal: fmpq_mpoly, known: Sequence[Known], *, deep: bool = True) -> Sign:
    """The sign for which a combination is found; empty where there is none.

    Args:
        goal: the polynomial.
        known: what is known of the domain.
        deep: whether products of more than two factors and multiples of the goal are looked through, too.

    >>> from flint import Ordering, fmpq_mpoly_ctx
    >>> x, y = fmpq_mpoly_ctx.get(["x", "y"], Ordering.lex).gens()
    >>> known = [Known(x, True), Known(y, True), Known(x - 1, False), Known(y - 1, False)]
    >>> [sign_shown(goal, known) for goal in (x*y - x - y + 2, x - x*y, x - y)]
    ['>', '<=', '']
    """
    found = shown(goal, known, deep=deep)
    return found.sign if found else ""


def shown(goal: fmpq_mpoly, known: Sequence[Known], *, deep: bool = True) -> Shown | None:
    """As :func:`sign_shown`, with the combination."""
    if goal.is_constant():
        value = goal.coeffs()[0] if goal else fmpq(0)
        return Shown(bool(value), value >= 0, _ONE, ((abs(value), ()),) if value else ())
    for search in (_plain, _deep) if deep else (_plain,):
        for part, up in ((goal, True), (-goal, False)):
            found = _least_sign(part, known, search)
            if found:
                return found if up else replace(found, up=False)
    return None


_Search = Callable[[fmpq_mpoly, Sequence[Known]], Shown | None]


def _least_sign(goal: fmpq_mpoly, known: Sequence[Known], search: _Search) -> Shown | None:
    """By a search for every coefficient of the monomials in free variables, or for the whole."""
    apart = _by_free_variables(goal, known)
    if apart is None:
        return search(goal, known)
    strict, scale = False, _ONE
    terms: Terms = ()
    for monomial, part in apart:
        constant = part.is_constant()
        found = (shown(part, []) if part.coeffs()[0] > 0 else None) if constant else search(part, known)
        if found is None:
            return None if all(part.is_constant() for _, part in apart) else search(goal, known)
        strict = strict or (found.strict and all(known[place].strict for place in monomial))
        mine = _times(found.terms, ((fmpq(1), monomial),))
        if len(found.scale) == 1 and not found.scale[0][1]:
            terms = (*terms, *_times(mine, ((1 / found.scale[0][0] * part, factors) for part, factors in scale)))
        elif len(scale) * len(found.scale) * (len(terms) + len(mine)) <= _MOST_WRITTEN:
            terms = (*_times(terms, found.scale), *_times(mine, scale))
            scale = _times(scale, found.scale)
        else:
            terms, scale = (), ()
    return Shown(strict, True, scale, terms)


def _times(one: Terms, other: Iterable[tuple[fmpq, tuple[int, ...]]]) -> Terms:
    return tuple((a * b, (*m, *n)) for b, n in other for a, m in one)


def _plain(goal: fmpq_mpoly, known: Sequence[Known]) -> Shown | None:
    return _combination(goal, known, 2)


def _deep(goal: fmpq_mpoly, known: Sequence[Known]) -> Shown | None:
    alone = _combination(goal, known, _MOST_FACTORS) if goal.total_degree() > 2 else None
    return alone or _combination(goal, known, _MOST_FACTORS, scaled=True)


def _by_free_variables(goal: fmpq_mpoly, known: Sequence[Known]) -> list[tuple[tuple[int, ...], fmpq_mpoly]] | None:
    """The coefficients of the goal by monomials in variables of which the sign alone is known.

    Every monomial is given by the places of its factors among what is known; None where the goal has no such variable.
    """
    ring, gens = goal.context(), goal.context().gens()
    used = [i for i, power in enumerate(goal.degrees()) if power]
    bare: dict[int, int] = {}
    for i in used:
        places = [place for place, entry in enumerate(known) if entry.polynomial == gens[i]]
        if places:
            bare[i] = next((place for place in places if known[place].strict), places[0])
    mixed = {i for entry in known for i, power in enumerate(entry.polynomial.degrees()) if power
             if entry.polynomial != gens[i]}  # fmt: skip
    free = [i for i in used if i in bare and i not in mixed]
    if not free:
        return None
    parts: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
    for powers, coefficient in goal.to_dict().items():
        monomial = tuple(int(powers[i]) for i in free)
        rest = tuple(0 if i in free else int(power) for i, power in enumerate(powers))
        parts.setdefault(monomial, {})[rest] = coefficient
    return [
        (tuple(bare[i] for i, power in zip(free, monomial, strict=True) for _ in range(power)), ring.from_dict(terms))
        for monomial, terms in parts.items()
    ]


@dataclass(frozen=True)
class _Column:
    """A product of known ones, or minus a multiple of the goal, with the places of the factors."""

    polynomial: fmpq_mpoly
    factors: tuple[int, ...] = ()
    strict: bool = False
    scale: bool = False


def _combination(goal: fmpq_mpoly, known: Sequence[Known], deepest: int, *, scaled: bool = False) -> Shown | None:
    """Look for ``goal * (1 + multiples of what is positive) = combination of products``."""
    places = _linked(known, _variables(goal))
    near = [known[place] for place in places]
    found = _found(_Question(_key(goal, near, deepest, scaled), goal, near, deepest, scaled))
    if found is None:
        return None
    scale, terms = (
        tuple((value, tuple(places[factor] for factor in factors)) for value, factors in part)
        for part in (found.scale, found.terms)
    )
    return replace(found, scale=scale, terms=terms)


@dataclass(frozen=True)
class _Question:
    """What is looked for; the same question is asked again and again along a proof, and answered once."""

    key: Hashable
    goal: fmpq_mpoly = field(compare=False)
    near: Sequence[Known] = field(compare=False)
    deepest: int = field(compare=False)
    scaled: bool = field(compare=False)


def _key(goal: fmpq_mpoly, near: Sequence[Known], deepest: int, scaled: bool) -> Hashable:
    """The question without the variables that it does not speak of."""
    used = sorted(_variables(goal).union(*(_variables(entry.polynomial) for entry in near)))

    def terms(polynomial: fmpq_mpoly) -> Hashable:
        return frozenset(
            (tuple(powers[i] for i in used), int(value.p), int(value.q)) for powers, value in polynomial.terms()
        )

    return terms(goal), tuple((terms(entry.polynomial), entry.strict) for entry in near), deepest, scaled


@lru_cache(maxsize=8192)
def _found(question: _Question) -> Shown | None:
    goal, near = question.goal, question.near
    multiples = [_Column(-goal, scale=True)]
    for place, entry in enumerate(near if question.scaled else ()):
        if entry.strict:
            multiples.append(_Column(-goal * entry.polynomial, (place,), scale=True))
    highest = max(column.polynomial.total_degree() for column in multiples)
    columns = [*multiples, *_products(near, highest, question.deepest, goal.context().constant(1))]
    entries = [column.polynomial.to_dict() for column in columns]
    weak = _solved(columns, entries, [column.scale for column in columns])
    if weak is None:
        return None
    strict = _solved(columns, entries, [column.strict for column in columns])
    used = [(value, column) for value, column in zip(strict or weak, columns, strict=True) if value]
    scale, terms = (tuple((v, c.factors) for v, c in used if c.scale is wanted) for wanted in (True, False))
    return Shown(strict is not None, True, scale, terms)


def _solved(
    columns: Sequence[_Column], entries: Sequence[Mapping[Any, Any]], counted: Sequence[bool]
) -> list[fmpq] | None:
    """A combination in which one of the columns that are counted takes part."""
    values = vertex(entries, counted)
    return values if values is not None and _holds(columns, values) else None


def _holds(columns: Sequence[_Column], values: Sequence[fmpq]) -> bool:
    """Whether nonnegative multiples of the columns add up to nothing, with a positive one of the goal."""
    total = sum((value * column.polynomial for value, column in zip(values, columns, strict=True)), fmpq(0))
    whole = sum((value for value, column in zip(values, columns, strict=True) if column.scale), fmpq(0))
    return not total and whole > 0 and all(value >= 0 for value in values)


def _products(near: Sequence[Known], highest: int, deepest: int, one: fmpq_mpoly) -> Iterator[_Column]:
    """Products of known ones whose degree is not above that of the goal; the empty one is 1."""
    found = 0
    yield _Column(one, strict=True)
    for size in range(1, deepest + 1):
        for chosen in combinations_with_replacement(range(len(near)), size):
            if sum(near[place].polynomial.total_degree() for place in chosen) > highest:
                continue
            product = one
            for place in chosen:
                product *= near[place].polynomial
            yield _Column(product, chosen, all(near[place].strict for place in chosen))
            found += 1
            if found == _MOST_PRODUCTS:
                return


def _linked(known: Sequence[Known], used: set[int]) -> list[int]:
    """What is known of the variables of the goal, and of those that this links them to; the shortest first."""
    found: list[int] = []
    while True:
        more = [i for i, entry in enumerate(known) if i not in found and _variables(entry.polynomial) & used]
        if not more:
            sizes = {i: (known[i].polynomial.total_degree(), len(known[i].polynomial)) for i in found}
            return sorted(found, key=lambda i: sizes[i])
        found += more
        longer = (_variables(known[i].polynomial) for i in more if len(known[i].polynomial) > 1)
        used = used.union(*longer)


def _variables(polynomial: fmpq_mpoly) -> set[int]:
    return {i for i, power in enumerate(polynomial.degrees()) if power}


def without_equations(
    goal: fmpq_mpoly, known: Sequence[Known], equations: Sequence[fmpq_mpoly]
) -> tuple[fmpq_mpoly, list[Known]]:
    """Solve every equation for a variable in which it is linear, and put the root in.

    From ``c g + r = 0`` with c > 0 known, a polynomial p of degree k in g has the sign of ``c^k p(-r/c)``.
    What is solved for stays known by its value; an equation that cannot be solved stays as two inequalities.
    """
    left = list(equations)
    facts = [*known]
    while left:
        equation = left.pop()
        solved = _linear(equation, facts)
        if solved is None:
            facts += [Known(equation, False), Known(-equation, False)]
            continue
        goal = _put(goal, *solved)
        facts = [Known(_put(entry.polynomial, *solved), entry.strict) for entry in facts]
        left = [_put(other, *solved) for other in left]
    return goal, [entry for entry in facts if not entry.polynomial.is_constant()]


def _linear(equation: fmpq_mpoly, known: Sequence[Known]) -> tuple[int, fmpq_mpoly, fmpq_mpoly] | None:
    """A variable in which the equation is linear, with its coefficient, which is positive, and the rest."""
    ring = equation.context()
    for index, power in enumerate(equation.degrees()):
        if power != 1:
            continue
        split: dict[bool, dict[tuple[int, ...], fmpq]] = {True: {}, False: {}}
        for powers, value in equation.to_dict().items():
            lowered = tuple(0 if i == index else int(p) for i, p in enumerate(powers))
            split[bool(powers[index])][lowered] = value
        slope, rest = (ring.from_dict(split[part]) for part in (True, False))
        sign = sign_shown(slope, [entry for entry in known if not entry.polynomial.degrees()[index]], deep=False)
        if sign in (">", "<"):
            return (index, slope, rest) if sign == ">" else (index, -slope, -rest)
    return None


def _put(polynomial: fmpq_mpoly, index: int, slope: fmpq_mpoly, rest: fmpq_mpoly) -> fmpq_mpoly:
    """``slope^k polynomial`` with ``-rest/slope`` for the variable, k its degree."""
    ring, degree = polynomial.context(), int(polynomial.degrees()[index])
    by_power: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for powers, value in polynomial.to_dict().items():
        lowered = tuple(0 if i == index else int(p) for i, p in enumerate(powers))
        by_power.setdefault(int(powers[index]), {})[lowered] = value
    parts = ((power, ring.from_dict(terms)) for power, terms in by_power.items())
    return sum((part * (-rest) ** power * slope ** (degree - power) for power, part in parts), ring.constant(0))
