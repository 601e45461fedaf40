"""Deciding a relation on the domain of some assumptions, the cheapest engine first.

Signs by structure, linear facts, balls for constants, and z3 for the rest; comparisons of sums over eigenvalues are
found eigenvalue by eigenvalue and given to z3 as facts (:mod:`lemmata.verifier.engines.eigensum_facts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import sympy
from sympy import And, Basic, Eq, Expr, Ge, Gt, Le, Lt, Mul, Ne, Not, Or, Pow
from sympy.core.relational import Relational

from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.theory.values.enclosure import holds
from lemmata.verifier.engines.eigensum_facts import comparisons
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.function_facts import function_facts
from lemmata.verifier.engines.linear_facts import implies
from lemmata.verifier.engines.positivity import Decision, implied
from lemmata.verifier.engines.signs import sign

_ALLOWED = {Gt: {1}, Ge: {0, 1}, Lt: {-1}, Le: {-1, 0}, Ne: {-1, 1}, Eq: {0}}


def decided(relation: Basic, assumptions: Sequence[Basic]) -> Decision:
    """Whether a relation holds at every point of the domain, and how that is known."""
    return _decided(relation, tuple(assumptions))


@lru_cache(maxsize=16384)
def _decided(relation: Basic, known: tuple[Basic, ...]) -> Decision:
    if relation is sympy.true or relation in known:
        return Decision("proved", "among the assumptions" if relation in known else "true as it stands")
    if relation is sympy.false:
        return Decision("open", "it is false")
    if isinstance(relation, And):
        answers = [_decided(part, known) for part in relation.args]
        return next((answer for answer in answers if answer.answer != "proved"), answers[0])
    if isinstance(relation, Or):
        return _alternatives(relation, known)
    if isinstance(relation, Not):
        return (
            _decided(relation.args[0].negated, known)
            if isinstance(relation.args[0], Relational)
            else _unknown(relation)
        )
    return _compared(relation, known) if isinstance(relation, Relational) else _unknown(relation)


def _unknown(relation: Basic) -> Decision:
    return Decision("open", f"{relation} is not a relation that can be decided")


def _alternatives(relation: Or, known: tuple[Basic, ...]) -> Decision:
    """One alternative everywhere, or the last one where none of the others holds."""
    answers = [_decided(part, known) for part in relation.args]
    found = next((answer for answer in answers if answer.answer == "proved"), None)
    if found is not None:
        return found
    *others, last = relation.args
    if all(isinstance(other, Relational) for other in others):
        return _decided(last, (*known, *(other.negated for other in others)))
    return answers[0]


def _compared(relation: Relational, known: tuple[Basic, ...]) -> Decision:
    difference = relation.lhs - relation.rhs
    if isinstance(relation, Ne) and isinstance(relation.lhs, (Mul, Pow)) and relation.rhs == 0:
        return _nonzero(relation.lhs, known)
    if sign(difference) <= _ALLOWED[type(relation)]:
        return Decision("proved", "by the signs of its parts")
    if not difference.free_symbols and holds(relation, {}) is True:
        return Decision("proved", "by balls")
    if implies(relation, known):
        return Decision("proved", "a linear consequence of the assumptions")
    functions = function_facts((difference,), lambda fact: decided(fact, known).answer == "proved")
    if relation in functions:
        return Decision("proved", "by the range of its argument")
    found = implied(relation, (*known, *functions))
    if found.answer == "proved" or not _has_sums(difference, known):
        return found
    return _with_sums(relation, (*known, *functions))


def _nonzero(product: Expr, known: tuple[Basic, ...]) -> Decision:
    """No factor is zero; the base of a power is not."""
    parts = product.args if isinstance(product, Mul) else (product.base,)
    answers = [_decided(Ne(part, 0, evaluate=False), known) for part in parts]
    return next((answer for answer in answers if answer.answer != "proved"), answers[0])


def _has_sums(difference: Expr, known: tuple[Basic, ...]) -> bool:
    return difference.has(EigenSum) or any(relation.has(EigenSum) for relation in known)


def _with_sums(relation: Relational, known: tuple[Basic, ...]) -> Decision:
    """With the equations put in, and what holds of the sums eigenvalue by eigenvalue as facts."""
    there = relation.func(*(opened(side, known) for side in relation.args), evaluate=False)
    facts = tuple(
        r.func(*(opened(side, known) for side in r.args), evaluate=False) for r in known if isinstance(r, Relational)
    )
    between = comparisons((there, *facts), known)
    found = implied(there, (*facts, *between))
    return (
        Decision(found.answer, f"{found.detail}, sums compared at every eigenvalue")
        if found.answer == "proved"
        else found
    )
