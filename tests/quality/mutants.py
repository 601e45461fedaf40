"""Single-edit mutants of an expression: a coefficient, a sign or an exponent changed, a transpose dropped."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Basic, Integer, Mul, Pow, Rational, Symbol
from sympy.core.symbol import Str

from lemmata.theory.random_matrices import Letter


def mutants(expression: Basic) -> Iterator[Basic]:
    """Every expression that differs from the given one by a single edit at a single place."""
    seen = {expression}
    for mutant in _edited(expression):
        if mutant not in seen:
            seen.add(mutant)
            yield mutant


def _edited(node: Basic) -> Iterator[Basic]:
    if isinstance(node, (Symbol, Str, Letter)):
        return
    if isinstance(node, Rational):
        yield node + 1
        if node not in (0, Rational(1, 2)):
            yield -node
        return
    if isinstance(node, Add):
        yield from (Add(*(-p if i == k else p for i, p in enumerate(node.args))) for k in range(len(node.args)))
    if isinstance(node, Mul):
        yield 2 * node
    if isinstance(node, Pow) and isinstance(node.exp, Integer):
        yield Pow(node.base, node.exp + 1)
        return_to = node.base
        yield from (Pow(changed, node.exp) for changed in _edited(return_to) if changed != 0 or node.exp > 0)
        return
    for position, part in enumerate(node.args):
        if not isinstance(part, Basic) or (isinstance(part, (Integer, Rational)) and not isinstance(node, (Add, Mul))):
            continue
        for changed in _edited(part):
            try:
                rebuilt = node.func(*(changed if i == position else p for i, p in enumerate(node.args)))
            except (ValueError, TypeError):
                continue  # an edit that breaks the shape of a matrix product is no expression
            yield rebuilt
