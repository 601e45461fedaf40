"""The equations among the assumptions: a definition such as df1 = tr Sigma (Sigma + kappa)^-1, or ridge = 0."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy import Basic, Expr, Symbol

from lemmata.verifier.engines.binders import put_in


def equations(assumptions: Iterable[Basic]) -> dict[Symbol, Expr]:
    """The assumptions of the form symbol = expression, later ones written in terms of earlier ones."""
    found: dict[Symbol, Expr] = {}
    for relation in assumptions:
        if isinstance(relation, sympy.Eq) and isinstance(relation.lhs, Symbol):
            found[relation.lhs] = relation.rhs
    return found


def opened(expression: Expr, assumptions: Iterable[Basic]) -> Expr:
    """The expression with every defined symbol replaced by what it stands for, except where a letter is bound."""
    defined = equations(assumptions)
    for _ in range(len(defined)):
        replaced = put_in(expression, defined)
        if replaced == expression:
            break
        expression = replaced
    return expression
