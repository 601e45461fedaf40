"""Unknown sequences with a property of their own, as a symbol has its assumptions.

>>> from sympy import Function, Ne, Symbol
>>> i = Symbol("i", integer=True)
>>> rank = Function("rank", integer=True)
>>> declare(rank, lambda term: (Ne(term, 0),))
>>> own_facts(rank(i) + 1)
(Ne(rank(i), 0),)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr
from sympy.core.function import AppliedUndef

_DECLARED: dict[Any, Callable[[Expr], tuple[Basic, ...]]] = {}


def declare(sequence: Any, facts: Callable[[Expr], tuple[Basic, ...]]) -> None:
    """Say what holds of every term of a sequence (an undefined function)."""
    _DECLARED[sequence] = facts


def own_facts(*expressions: Basic) -> tuple[Basic, ...]:
    """What is declared of the terms of sequences that occur."""
    if not _DECLARED:
        return ()
    terms = {term for expression in expressions for term in expression.atoms(AppliedUndef)}
    return tuple(
        fact for term in sorted(terms, key=str) if term.func in _DECLARED for fact in _DECLARED[term.func](term)
    )
