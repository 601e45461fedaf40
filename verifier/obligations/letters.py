"""What the letters of a step stand for has a value, too: the meanings of what is defined, the parameters of laws.

Of a defined number its meaning is defined; of a sequence e(t) every member up to t is, and of a matrix that is declared
symmetric or p.s.d. so is what it means. A variance is not negative, a covariance p.s.d.

>>> from sympy import Function, Integer, Symbol
>>> from lemmata.theory.quantities.definitions import Definitions
>>> e, k = Function("e", real=True), Symbol("k", integer=True, nonnegative=True)
>>> own = Context(definitions=Definitions().define(e, Integer(1), lambda i: e(i) / (i - 2)))
>>> [owed.condition for owed in owed_by_letters([e(k + 1)], own)]
['i - 2 != 0 for i >= 0, i <= k']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sympy import Basic, Dummy, Expr, Ge, Le
from sympy.core.function import AppliedUndef

from lemmata.theory.occurring import occurring
from lemmata.theory.quantities.definitions import family_of
from lemmata.theory.random_matrices import Identity, Letter, MatrixExpression, Wishart, law_of
from lemmata.theory.random_matrices.order import AtMost, Below
from lemmata.verifier.engines.binders import bound_in, places_of, renamed
from lemmata.verifier.matrices.conditions import Symmetric
from lemmata.verifier.obligation import Holds, Obligation, OfKind
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.step import Context


def owed_by_letters(sides: Iterable[Basic], context: Context) -> Iterator[Obligation]:
    """What the meanings and the laws of the letters owe, of those too that occur in meanings and laws."""
    waiting: list[tuple[Basic, str | None]] = [(side, None) for side in sides]
    seen = set[object]()
    while waiting:
        side, inside = waiting.pop()
        for letter in sorted(occurring(side, Letter), key=str):
            law = law_of(letter, context.laws)
            if law is not None and law not in seen:
                seen.add(law)
                waiting += [(parameter, "") for parameter in law.parameters]
                yield from (owed for parameter in law.parameters for owed in _of_a_parameter(parameter, letter))
                if isinstance(law, Wishart):
                    yield OfKind(law.rows, f"the rows of {letter}")
        yield from _of_places(side, context)
        for term, meaning, under in _meanings(side, context, seen, inside=inside):
            waiting.append((meaning, family_of(term)[0]))
            yield from _of_a_meaning(meaning, term, under)


def _of_places(side: Basic, context: Context) -> Iterator[Obligation]:
    """Members of a sequence stand at whole places, from 0 on."""
    for term in sorted(occurring(side, AppliedUndef), key=str):
        name, places = family_of(term)
        for above in places_of(side, term) if name in context.definitions.families and len(places) == 1 else ():
            there, under = renamed(places[0], above), tuple(known for bound in above for known in bound.range)
            if not there.is_integer:
                yield OfKind(there, f"a place in {name}", under)
            if not there.is_nonnegative:
                yield Holds(Ge(there, 0, evaluate=False), f"a place in {name}", under)


def _meanings(
    side: Basic, context: Context, seen: set[object], *, inside: str | None
) -> Iterator[tuple[Basic, Basic, tuple[Basic, ...]]]:
    """The defined terms of a side, what they mean, and for which members of a family; each once, and noted as seen.

    Inside a law or a meaning all members are meant, save of the sequence whose meaning it is: those are earlier ones.
    """
    for term, meaning in context.definitions.terms.items():
        if side.has(term) and term not in seen:
            seen.add(term)
            yield term, meaning, ()
    for term in sorted(occurring(side, AppliedUndef, Letter), key=str):
        name, places = family_of(term)
        family = context.definitions.families.get(name)
        drawn = isinstance(term, Letter) and law_of(term, context.laws) is not None
        if family is None or drawn or len(places) != 1 or name == inside:
            continue
        before = places[0] - len(family.starts)
        everywhere = not before.is_negative and bool(inside is not None or places[0].free_symbols & bound_in(side))
        if seen & {(name,), asked := (name,) if everywhere else (name, *places)}:
            continue
        seen.add(asked)
        yield from ((term, start, ()) for start in family.starts)
        if before.is_negative:
            continue
        i = Dummy("i", integer=True, nonnegative=True)
        under = (Ge(i, 0, evaluate=False), *(() if everywhere else (Le(i, before, evaluate=False),)))
        yield term, family.following(i), under


def _of_a_meaning(meaning: Basic, term: Basic, under: tuple[Basic, ...]) -> Iterator[Obligation]:
    """That it has a value, and the order that its letter is declared to have."""
    yield from (replace(owed, under=(*under, *owed.under)) for owed in conditions(meaning))
    if isinstance(term, Letter) and term.is_symmetric_letter:
        yield Symmetric(meaning, f"{term} is declared so")
        if term.kind != "symmetric":
            order = AtMost if term.kind == "semidefinite" else Below
            yield Holds(order(meaning.zeros, meaning), f"{term} is declared so")


def _of_a_parameter(parameter: Basic, letter: Letter) -> Iterator[Obligation]:
    """A variance, or a number of rows, is not negative; a covariance is p.s.d., as its letter may be declared."""
    if isinstance(parameter, (MatrixExpression, Expr)):
        yield from conditions(parameter)
    if isinstance(parameter, Expr):
        yield Holds(Ge(parameter, 0), f"the law of {letter}")
    declared = isinstance(parameter, Identity) or getattr(parameter, "kind", "") in ("semidefinite", "positive")
    if isinstance(parameter, MatrixExpression) and not declared:
        yield Holds(AtMost(parameter.zeros, parameter), f"the covariance of {letter}")
