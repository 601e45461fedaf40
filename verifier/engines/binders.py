"""Bound letters: which symbols a node binds, and putting values in without catching one.

Sum, Product, Integral and Derivative bind their variables, an EigenSum (and a quantity that is one) the letters that
have a value for each eigenvalue. Under a binder the bound letter has its range and nothing else: an equation may be put
in there only if neither of its sides has a symbol that is bound there, and an assumption on a free letter says nothing
of a bound one of the same name.

>>> from sympy import Sum, symbols
>>> p, j, n = symbols("p j n", integer=True)
>>> put_in(p + Sum(p*j, (j, 1, n)), {p: j})
j + Sum(j*p, (j, 1, n))
>>> put_in(Sum(p*j, (j, 1, n)), {p: n + 1})
Sum(j*(n + 1), (j, 1, n))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sympy import (
    Add,
    Basic,
    Derivative,
    Dummy,
    Expr,
    Function,
    Ge,
    Gt,
    Integer,
    Integral,
    Le,
    Lt,
    Mul,
    Piecewise,
    Pow,
    Product,
    Sum,
    Symbol,
    oo,
    preorder_traversal,
)

from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.theory.values.exact_value import LARGEST_EXPONENT, exact_value

_LETTERS = frozenset(PER_EIGENVALUE)


@dataclass(frozen=True)
class Bound:
    """One bound letter: the symbol, a letter of its own for it, and what is known of that letter."""

    symbol: Symbol
    letter: Symbol
    range: tuple[Basic, ...]


def bound_by(node: Basic) -> frozenset[Symbol]:
    """The symbols that a node binds in its first argument."""
    if isinstance(node, (Sum, Product, Integral)):
        return frozenset(limit[0] for limit in node.limits)
    if isinstance(node, Derivative):
        return frozenset(node.variables)
    return _LETTERS if isinstance(node, EigenSum) else frozenset()


def bound_in(expression: Basic) -> frozenset[Symbol]:
    """The symbols that are bound anywhere in an expression."""
    return frozenset(letter for node in preorder_traversal(expression) for letter in bound_by(node))


def always_valued(expression: Basic, *kinds: type[Basic]) -> set[Any]:
    """The parts of some kinds that have a value wherever the expression has: under no binder, and of no branch.

    >>> from sympy import log, symbols
    >>> x, j = symbols("x j")
    >>> always_valued(log(x) + Sum(log(j), (j, 1, 3)), log)
    {log(x)}
    """
    found = set()
    walk = preorder_traversal(expression)
    for node in walk:
        if isinstance(node, kinds):
            found.add(node)
        if bound_by(node) or isinstance(node, Piecewise):
            walk.skip()
    return found


def put_in(expression: Basic, values: Mapping[Basic, Basic]) -> Basic:
    """The expression with values in place of terms, except where a symbol of either is bound."""
    if not values:
        return expression
    found = values.get(expression)
    if found is not None:
        return found
    if not expression.args:
        return expression
    if isinstance(expression, (Sum, Product, Integral)) and all(limit[1:] for limit in expression.limits):
        expression = with_own_letters(expression)  # in the ends a letter of that name is another one
    caught = bound_by(expression)
    inside = {k: v for k, v in values.items() if not (k.free_symbols | v.free_symbols) & caught} if caught else values
    first, *others = expression.args
    parts = (put_in(first, inside), *(_in_limits(part, values, caught) for part in others))
    return expression if parts == expression.args else expression.func(*parts)


def _in_limits(part: Basic, values: Mapping[Basic, Basic], caught: frozenset[Symbol]) -> Basic:
    """Another argument of a node: of the limits of a binder only the ends are open, in which its letters may occur."""
    if not caught:
        return put_in(part, values)
    open_values = {k: v for k, v in values.items() if not (k.free_symbols | v.free_symbols) & caught}
    return part.func(part.args[0], *(put_in(end, open_values) for end in part.args[1:]))


def places_of(expression: Basic, wanted: Basic) -> Iterator[tuple[Bound, ...]]:
    """The letters that are bound where a term occurs, for each of its occurrences, outermost first."""
    yield from _places(expression, wanted, ())


def _places(expression: Basic, wanted: Basic, above: tuple[Bound, ...]) -> Iterator[tuple[Bound, ...]]:
    if expression == wanted:
        yield above
        return
    if not expression.has(wanted):
        return
    if not bound_by(expression):
        for part in expression.args:
            yield from _places(part, wanted, above)
        return
    yield from _places(expression.args[0], wanted, (*above, *bounds_of(expression, above)))
    for limit in expression.args[1:]:
        for end in limit.args[1:]:
            yield from _places(end, wanted, above)


def bounds_of(node: Basic, above: tuple[Bound, ...] = ()) -> tuple[Bound, ...]:
    """The letters that a node binds, outermost first, each renamed apart from all symbols outside."""
    if isinstance(node, (Sum, Product, Integral)):
        found = above
        for symbol, *ends in reversed(node.limits):
            letter = _apart(symbol, len(found), not isinstance(node, Integral))
            found = (*found, Bound(symbol, letter, _between(letter, ends, found, strict=isinstance(node, Integral))))
        return found[len(above) :]
    if isinstance(node, Derivative):
        return tuple(Bound(symbol, symbol, ()) for symbol in node.variables)
    return tuple(Bound(symbol, symbol, ()) for symbol in bound_by(node))


def written_out(side: Any, most: int) -> Any:
    """Sums and products of at most so many terms written out, what is inside first and one index after the other.

    >>> from sympy import symbols
    >>> i, j, n = symbols("i j n", integer=True)
    >>> written_out(Sum(i + j, (i, 1, 2), (j, 1, 2)) + Sum(i, (i, 1, n)), 3)
    Sum(i, (i, 1, n)) + 12
    >>> written_out(Sum(2**(i**i), (i, 1, 20)), 20)
    Sum(2**(i**i), (i, 1, 20))
    """

    def is_short(total: Expr) -> bool:
        _, low, high = total.limits[0]
        numbers = low.is_Integer and high.is_Integer and not total.function.has(Sum, Product)
        return bool(numbers and 0 <= high - low + 1 <= most) and not _has_towers(total, range(int(low), int(high) + 1))

    while total := min(filter(is_short, side.atoms(Sum, Product)), key=str, default=None):
        (index, low, high), *around = total.limits
        terms = (total.function.xreplace({index: Integer(k)}) for k in range(int(low), int(high) + 1))
        inside = (Add if isinstance(total, Sum) else Mul)(*terms)
        side = side.xreplace({total: total.func(inside, *around) if around else inside})
    return side


def _has_towers(total: Expr, terms: range) -> bool:
    """Whether a term has an exponent, or a number in a function, that is too large to be computed with."""
    index = total.limits[0][0]
    parts = {part for node in total.function.atoms(Pow, Function) for part in node.args[isinstance(node, Pow) :]}
    nested = [
        part for part in parts if isinstance(part, Expr) and part.free_symbols == {index} and part.has(Pow, Function)
    ]
    values = (exact_value(part, {index: Fraction(k)}) for part in nested for k in terms)
    return any(value is not None and abs(value) > LARGEST_EXPONENT for value in values)


def with_own_letters(node: Expr) -> Expr:
    """A sum, product or integral none of whose letters is free in it, or bound in it twice.

    >>> from sympy import symbols
    >>> i, n = symbols("i n", integer=True)
    >>> with_own_letters(Sum(i, (i, 1, i)))
    Sum(_i, (_i, 1, i))
    >>> with_own_letters(Sum(i, (i, 1, n)))
    Sum(i, (i, 1, n))
    """
    letters = [limit[0] for limit in node.limits]
    body, limits = node.function, list(node.limits)
    for place, letter in enumerate(letters):
        if letter in node.free_symbols or letters.count(letter) > 1:
            own = {letter: _own(letter, place)}
            body = body.xreplace(own)
            limits[:place] = [
                limit.func(limit[0], *(end.xreplace(own) for end in limit[1:])) for limit in limits[:place]
            ]
            limits[place] = limits[place].func(own[letter], *limits[place][1:])
    return node.func(body, *limits)


@lru_cache(maxsize=1024)
def _own(symbol: Symbol, place: int) -> Symbol:
    """One letter for each symbol and place, so that equal nodes stay equal."""
    return Dummy(symbol.name, **symbol.assumptions0)


def renamed(expression: Basic, bounds: tuple[Bound, ...]) -> Basic:
    """The expression with the letter of its own for each bound symbol."""
    return expression.xreplace(renaming(bounds))


def renaming(bounds: tuple[Bound, ...]) -> dict[Symbol, Symbol]:
    """The letters of their own, an inner one before an outer one of the same name."""
    return {bound.symbol: bound.letter for bound in bounds}


def _between(letter: Symbol, ends: list[Expr], outer: tuple[Bound, ...], *, strict: bool) -> tuple[Basic, ...]:
    """The range; the ends do not matter to an integral."""
    if len(ends) != 2:
        return ()
    low, high = (renamed(end, outer) for end in ends)
    above, below = (Gt, Lt) if strict else (Ge, Le)
    return tuple(
        relation
        for relation, end in ((above(letter, low, evaluate=False), low), (below(letter, high, evaluate=False), high))
        if end not in (oo, -oo)
    )


@lru_cache(maxsize=1024)
def _apart(symbol: Symbol, depth: int, integer: bool) -> Symbol:
    """One letter for each name, depth and kind, so that equal conditions stay equal."""
    return Dummy(symbol.name, integer=True) if integer else Dummy(symbol.name, real=True)
