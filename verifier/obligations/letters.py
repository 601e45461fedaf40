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
from lemmata.theory.random_matrices import Identity, Letter, MatrixExpression, Wishart, law_of
from lemmata.theory.random_matrices.order import AtMost, Below
from lemmata.verifier.engines.binders import bound_in
from lemmata.verifier.matrices.conditions import Symmetric
from lemmata.verifier.obligation import Holds, Obligation, OfKind
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.step import Context


def owed_by_letters(sides: Iterable[Basic], context: Context) -> Iterator[Obligation]:
    """What the meanings and the laws of the letters owe, of those too that occur in meanings and laws."""
    waiting, seen = [(side, False) for side in sides], set[object]()
    while waiting:
        side, inside = waiting.pop()
        for letter in sorted(occurring(side, Letter), key=str):
            law = law_of(letter, context.laws)
            if law is not None and law not in seen:
                seen.add(law)
                waiting += [(parameter, True) for parameter in law.parameters]
                yield from (owed for parameter in law.parameters for owed in _of_a_parameter(parameter, letter))
                if isinstance(law, Wishart):
                    yield OfKind(law.rows, f"the rows of {letter}")
        for term, meaning, under in _meanings(side, context, seen, inside=inside):
            waiting.append((meaning, True))
            yield from _of_a_meaning(meaning, term, under)


def _meanings(
    side: Basic, context: Context, seen: set[object], *, inside: bool
) -> Iterator[tuple[Basic, Basic, tuple[Basic, ...]]]:
    """The defined terms of a side, what they mean, and for which members of a family; each once, and noted as seen."""
    for term, meaning in context.definitions.terms.items():
        if side.has(term) and term not in seen:
            seen.add(term)
            yield term, meaning, ()
    for term in sorted(occurring(side, AppliedUndef, Letter), key=str):
        name, places = (term.name, term.index) if isinstance(term, Letter) else (term.func.__name__, term.args)
        family = context.definitions.families.get(name)
        drawn = isinstance(term, Letter) and law_of(term, context.laws) is not None
        if family is None or drawn or len(places) != 1 or ((name,) if inside else (name, *places)) in seen:
            continue
        seen |= {(name,), (name, *places)}
        yield from ((term, start, ()) for start in family.starts)
        before = places[0] - len(family.starts)
        if before.is_negative:
            continue
        i = Dummy("i", integer=True, nonnegative=True)
        last = Le(i, before, evaluate=False)
        everywhere = inside or places[0].free_symbols & bound_in(side)
        yield term, family.following(i), (Ge(i, 0, evaluate=False), *(() if everywhere else (last,)))


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
