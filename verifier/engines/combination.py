"""Why a polynomial has a sign: it is a sum of products of what is known not to be negative.

If ``p goal = sum_j c_j prod_i h_ij`` with p > 0, c_j >= 0 and every ``h_ij`` nonnegative on the domain, the goal is
nonnegative there, and positive when some ``c_j > 0`` stands before a product of positive ones (Krivine 1964, Handelman
1988). To find the ``c_j`` is a linear problem (:mod:`lemmata.numerics.linear_program`); the identity is multiplied out
before anything rests on it.

Which ``h`` there are depends on the domain; that there may be no such sum, or one of higher degree only, is no
refutation.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import Any, Literal

from flint import fmpq, fmpq_mpoly

from lemmata.numerics.linear_program import vertex

__all__ = ["Known", "Sign", "sign_shown", "without_equations"]

_MOST_PRODUCTS = 500
_MOST_FACTORS = 5


@dataclass(frozen=True)
class Known:
    """A polynomial that is nonnegative on the domain, or positive."""

    polynomial: fmpq_mpoly
    strict: bool


Sign = Literal[">", ">=", "<", "<=", ""]


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
    if goal.is_constant():
        return ">=" if not goal else ">" if goal.coeffs()[0] > 0 else "<"
    for search in (_plain, _deep) if deep else (_plain,):
        for part, up in ((goal, True), (-goal, False)):
            found = _least_sign(part, known, search)
            if found:
                return found if up else "<" if found == ">" else "<="
    return ""


_Search = Callable[[fmpq_mpoly, Sequence[Known]], Literal[">", ">=", ""]]


def _least_sign(goal: fmpq_mpoly, known: Sequence[Known], search: _Search) -> Literal[">", ">=", ""]:
    """By a search for every coefficient of the monomials in free variables, or for the whole."""
    apart = _by_free_variables(goal, known)
    if apart is None:
        return search(goal, known)
    signs = []
    for positive, part in apart:
        constant = part.is_constant()
        sign = (">" if part.coeffs()[0] > 0 else "") if constant else search(part, known)
        if not sign:
            return "" if all(part.is_constant() for _, part in apart) else search(goal, known)
        signs.append(positive and sign == ">")
    return ">" if any(signs) else ">="


def _plain(goal: fmpq_mpoly, known: Sequence[Known]) -> Literal[">", ">=", ""]:
    return _combination(goal, known, 2)


def _deep(goal: fmpq_mpoly, known: Sequence[Known]) -> Literal[">", ">=", ""]:
    alone = _combination(goal, known, _MOST_FACTORS) if goal.total_degree() > 2 else ""
    return alone or _combination(goal, known, _MOST_FACTORS, scaled=True)


def _by_free_variables(goal: fmpq_mpoly, known: Sequence[Known]) -> list[tuple[bool, fmpq_mpoly]] | None:
    """The coefficients of the goal by monomials in variables of which the sign alone is known.

    Every coefficient comes with whether its monomial is positive; None where there is no such variable in the goal.
    """
    ring, gens = goal.context(), goal.context().gens()
    used = [i for i, power in enumerate(goal.degrees()) if power]
    bare = {i: any(entry.strict and entry.polynomial == gens[i] for entry in known)
            for i in used if any(entry.polynomial == gens[i] for entry in known)}  # fmt: skip
    mixed = {i for entry in known for i, power in enumerate(entry.polynomial.degrees()) if power
             if entry.polynomial != gens[i]}  # fmt: skip
    free = [i for i in used if i in bare and i not in mixed]
    if not free:
        return None
    parts: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
    for powers, coefficient in goal.to_dict().items():
        key = tuple(int(powers[i]) for i in free)
        rest = tuple(0 if i in free else int(power) for i, power in enumerate(powers))
        parts.setdefault(key, {})[rest] = coefficient
    return [
        (all(bare[i] for i, power in zip(free, key, strict=True) if power), ring.from_dict(terms))
        for key, terms in parts.items()
    ]


@dataclass(frozen=True)
class _Column:
    """A product of known ones, or minus a multiple of the goal."""

    polynomial: fmpq_mpoly
    strict: bool = False
    scale: bool = False


def _combination(
    goal: fmpq_mpoly, known: Sequence[Known], deepest: int, *, scaled: bool = False
) -> Literal[">", ">=", ""]:
    """Look for ``goal * (1 + multiples of what is positive) = combination of products``."""
    near = _linked(known, _variables(goal))
    return _found(_Question(_key(goal, near, deepest, scaled), goal, near, deepest, scaled))


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
def _found(question: _Question) -> Literal[">", ">=", ""]:
    goal = question.goal
    scales = [entry.polynomial for entry in question.near if entry.strict and question.scaled]
    multiples = [_Column(-goal * scale, scale=True) for scale in [goal.context().constant(1), *scales]]
    highest = max(column.polynomial.total_degree() for column in multiples)
    columns = [*multiples, *_products(question.near, highest, question.deepest, goal.context().constant(1))]
    entries = [column.polynomial.to_dict() for column in columns]
    if not _solved(columns, entries, [column.scale for column in columns]):
        return ""
    return ">" if _solved(columns, entries, [column.strict for column in columns]) else ">="


def _solved(columns: Sequence[_Column], entries: Sequence[Mapping[Any, Any]], counted: Sequence[bool]) -> bool:
    """Whether there is a combination in which one of the columns that are counted takes part."""
    values = vertex(entries, counted)
    return values is not None and _holds(columns, values)


def _holds(columns: Sequence[_Column], values: Sequence[fmpq]) -> bool:
    """Whether nonnegative multiples of the columns add up to nothing, with a positive one of the goal."""
    total = sum((value * column.polynomial for value, column in zip(values, columns, strict=True)), fmpq(0))
    whole = sum((value for value, column in zip(values, columns, strict=True) if column.scale), fmpq(0))
    return not total and whole > 0 and all(value >= 0 for value in values)


def _products(near: Sequence[Known], highest: int, deepest: int, one: fmpq_mpoly) -> Iterator[_Column]:
    """Products of known ones whose degree is not above that of the goal; the empty one is 1."""
    found = 0
    yield _Column(one, True)
    for size in range(1, deepest + 1):
        for chosen in combinations_with_replacement(near, size):
            if sum(entry.polynomial.total_degree() for entry in chosen) > highest:
                continue
            product = one
            for entry in chosen:
                product *= entry.polynomial
            yield _Column(product, all(entry.strict for entry in chosen))
            found += 1
            if found == _MOST_PRODUCTS:
                return


def _linked(known: Sequence[Known], used: set[int]) -> list[Known]:
    """What is known of the variables of the goal, and of those that this links them to; the shortest first."""
    found: list[Known] = []
    while True:
        more = [entry for entry in known if entry not in found and _variables(entry.polynomial) & used]
        if not more:
            return sorted(found, key=lambda entry: (entry.polynomial.total_degree(), len(entry.polynomial)))
        found += more
        used = used.union(*(_variables(entry.polynomial) for entry in more if len(entry.polynomial) > 1))


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
