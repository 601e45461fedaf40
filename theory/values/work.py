"""How much has been evaluated so far, in nodes of expressions: what bounds a search must not depend on a clock.

A node that is computed by field operations counts as one. A quantity that knows its own value and an infinite sum count
as :data:`WHOLE`, whatever goes on inside, since part of that may be remembered from an earlier time. An integral counts
as that and as the nodes of its integrand wherever that was evaluated, each time anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

_Found = TypeVar("_Found")
_Asked = ParamSpec("_Asked")

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


def remembered(most: int) -> Callable[[Callable[_Asked, _Found]], Callable[_Asked, _Found]]:
    """Remember what a function of hashable arguments gives, which counts every time as it did the first time.

    So what is left of a search's budget does not depend on what was looked for before.

    >>> @remembered(10)
    ... def slow(x):
    ...     WORK.nodes += 100
    ...     return x + 1
    >>> before = WORK.nodes
    >>> slow(1), slow(1), WORK.nodes - before
    (2, 2, 200)
    """

    def remembering(function: Callable[_Asked, _Found]) -> Callable[_Asked, _Found]:
        @lru_cache(maxsize=most)
        def first(*arguments: _Asked.args, **named: _Asked.kwargs) -> tuple[_Found, int]:
            before = WORK.nodes
            return function(*arguments, **named), WORK.nodes - before

        @wraps(function)
        def again(*arguments: _Asked.args, **named: _Asked.kwargs) -> _Found:
            before = WORK.nodes
            found, cost = first(*arguments, **named)  # type: ignore[arg-type]
            WORK.nodes = before + cost
            return found

        return again

    return remembering
