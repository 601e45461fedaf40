"""Walks over expressions whose parts occur many times: each part is visited once.

In w = w + eta*X.T*(Y - X*w), written out for t steps, the first w occurs 2^t times, and SymPy's own walks visit all.

>>> from sympy import Symbol
>>> x = Symbol("x")
>>> for _ in range(200):
...     x = (x + 1)**2*x
>>> len(nodes(x)) < 1000
True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic

from lemmata.theory.random_matrices import Letter
from lemmata.theory.random_matrices.scalars import Expectation


def nodes(expr: Basic) -> set[Any]:
    """Every part, once; a letter is not taken apart."""
    found: set[Any] = set()
    waiting: list[Any] = [expr]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            if not isinstance(node, Letter):
                waiting.extend(node.args)
    return found


def letters_of(expr: Basic) -> list[Letter]:
    """The letters, by name."""
    return sorted((node for node in nodes(expr) if isinstance(node, Letter)), key=str)


def expectations_of(expr: Basic) -> list[Any]:
    """The expectations."""
    return [node for node in nodes(expr) if isinstance(node, Expectation)]


def replaced(expr: Any, values: Mapping[Any, Any]) -> Any:
    """As ``xreplace``, outside of letters."""
    known: dict[Any, tuple[Any, bool]] = {old: (new, True) for old, new in values.items()}

    def visit(node: Any) -> tuple[Any, bool]:
        if node not in known:
            parts = [] if isinstance(node, Letter) else [visit(part) for part in node.args]
            changed = any(is_new for _, is_new in parts)  # what is not changed stays the same object
            known[node] = (node.func(*(part for part, _ in parts)), True) if changed else (node, False)
        return known[node]

    return visit(expr)[0]
