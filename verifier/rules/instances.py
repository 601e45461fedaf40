"""What an instance of a claim owes: the values have every assumption of the symbols, and the claim's conditions hold.

An instance used under a binder is about every value of the bound letter, which keeps its range and nothing else: a
symbol of the claim that is bound there stands for that letter, and must be given all its assumptions by the range.

>>> from sympy import Symbol
>>> z, p = Symbol("z", negative=True), Symbol("p", positive=True)
>>> [owed.condition for owed in owed_by_values({z: p - 5})]
['p - 5 is finite', 'p - 5 < 0']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sympy import Basic, Dummy, Eq, Expr, Ge, Gt, Le, Lt, Ne, Symbol

from lemmata.theory.notation import d, signal
from lemmata.theory.quantities.regression import w0
from lemmata.theory.random_matrices import Letter
from lemmata.theory.spectra.eigensum import depends_on_spectrum
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.binders import Bound, put_in, renaming
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.matrices.conditions import Invertible
from lemmata.verifier.obligation import Finite, Holds, Obligation, OfKind

_SIGNS: Mapping[tuple[str, bool], Callable[[Expr, int], Basic]] = {
    ("positive", True): Gt,
    ("nonnegative", True): Ge,
    ("negative", True): Lt,
    ("nonpositive", True): Le,
    ("nonzero", True): Ne,
    ("zero", False): Ne,
    ("positive", False): Le,
    ("negative", False): Ge,
    ("nonnegative", False): Lt,
    ("nonpositive", False): Gt,
}
"""Assumptions of symbols that are relations to zero."""
_OF_EVERY_VALUE = frozenset({"commutative", "complex", "real", "finite", "hermitian", "extended_real"})
"""Assumptions that every term with a finite value has."""


def owed_by_instance(
    claim: Claim, instance: Mapping[Any, Any], assumptions: Sequence[Basic], bounds: tuple[Bound, ...] = ()
) -> Iterator[Obligation]:
    """The conditions under which the claim holds at the instance, where the given letters are bound."""
    bound = renaming(bounds)
    values = {symbol: value.xreplace(bound) for symbol, value in instance.items()}
    stated = claim.statement.free_symbols | {s for relation in claim.where for s in relation.free_symbols}
    values |= {symbol: letter for symbol, letter in bound.items() if symbol in stated and symbol not in instance}
    under = tuple(relation for item in bounds for relation in item.range)
    yield from owed_by_values(values, under)
    for name in _of_the_spectrum(claim) & values.keys():
        yield Holds(Eq(name, values[name], evaluate=False), f"{name} is that of the spectrum", under)
    for relation in claim.where:
        there = put_in(relation, values)
        if there not in assumptions:
            yield Holds(opened(there, assumptions), f"{claim.id} is stated where {relation}", under)


def _of_the_spectrum(claim: Claim) -> set[Basic]:
    """The dimension and the squared norm of w0, where a claim speaks of the spectrum, or of w0, that they belong to."""
    terms = (claim.statement.lhs, claim.statement.rhs, *claim.where)
    if any(depends_on_spectrum(term) for term in terms):
        return {d, signal}
    return {signal} if any(term.has(w0) for term in terms) else set()


def owed_at_every_index(
    base: Claim, step: Claim, index: Symbol, assumptions: Sequence[Basic], start: int = 0
) -> tuple[tuple[Obligation, ...], Bound]:
    """What induction from a start owes: the base, and the step at every place before the index, a letter of its own.

    An assumption on the index says nothing of the places before it: the conditions of the step follow from their range,
    and so do the kind and the sign of its letter.
    """
    place = Dummy(index.name, integer=True)
    before = (Ge(place, start, evaluate=False), Le(place, index - 1, evaluate=False))
    bound = Bound(index, place, before)
    owed = [*owed_by_instance(base, {}, assumptions), *owed_by_values({index: place}, before)]
    for relation in step.where:
        there = put_in(relation, {index: place})
        if there not in assumptions:
            under = before if there.has(place) else ()
            owed.append(Holds(opened(there, assumptions), f"{step.id} is stated where {relation}", under))
    return tuple(owed), bound


def owed_by_values(values: Mapping[Any, Any], under: tuple[Basic, ...] = ()) -> Iterator[Obligation]:
    """Each value has every assumption of its symbol; a symbol that has them itself owes nothing."""
    for symbol, value in values.items():
        if isinstance(symbol, Letter) and symbol.kind in ("positive", "invertible") and not isinstance(value, Letter):
            yield Invertible(value, f"it stands for {symbol}", under)
        if not isinstance(symbol, Symbol) or symbol == value:
            continue
        yield Finite(value, f"it stands for {symbol}", under)
        for (name, holds), relation in _SIGNS.items():
            if symbol._assumptions_orig.get(name) is holds:
                yield Holds(relation(value, 0), f"it stands for {symbol}, which is {_worded(name, holds)}", under)
        for name, holds in symbol._assumptions_orig.items():
            if (name, holds) not in _SIGNS and name not in _OF_EVERY_VALUE:
                yield OfKind(value, f"it stands for {symbol}", under, name, bool(holds))


def _worded(name: str, holds: bool) -> str:
    return name if holds else f"not {name}"
