"""How much has been evaluated so far, in nodes of expressions: what bounds a search must not depend on a clock.

A node that is computed by field operations counts as one. A quantity that knows its own value, an infinite sum and an
integral count as :data:`WHOLE`, whatever goes on inside, since part of that may be remembered from an earlier time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Found = TypeVar("_Found")

WHOLE = 15_000
"""Nodes that can be computed while one quantity, infinite sum or integral is."""


class _Work:
    """The nodes computed in this process."""

    __slots__ = ("nodes",)

    def __init__(self) -> None:
        self.nodes = 0


WORK = _Work()


def as_one(evaluate: Callable[[], _Found]) -> _Found:
    """What ``evaluate`` gives, counted as :data:`WHOLE` nodes.

    >>> before = WORK.nodes
    >>> as_one(lambda: 3), WORK.nodes - before == WHOLE
    (3, True)
    """
    before = WORK.nodes
    try:
        return evaluate()
    finally:
        WORK.nodes = before + WHOLE
