"""Which engines without a proof object decided something: noted where they answer, read by who rests on the answer.

What is remembered of an earlier question was decided by the same engines as then, so they are noted again: the support
of a verdict does not hang on what was asked before.

>>> @remembered(8)
... def even(x):
...     note("two solvers")
...     return x % 2 == 0
>>> even(4)
True
>>> with engines_used() as used:
...     answer = even(4)
>>> answer, used
(True, {'two solvers'})
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from lemmata.theory.values import work

_Found = TypeVar("_Found")
_Asked = ParamSpec("_Asked")

_ENGINES: ContextVar[set[str] | None] = ContextVar("engines", default=None)


@contextmanager
def engines_used() -> Iterator[set[str]]:
    """The engines without a proof object that decisions were made by inside the block."""
    used: set[str] = set()
    token = _ENGINES.set(used)
    try:
        yield used
    finally:
        _ENGINES.reset(token)


def note(*engines: str) -> None:
    """These engines decided something."""
    used = _ENGINES.get()
    if used is not None:
        used.update(engines)


def remembered(most: int) -> Callable[[Callable[_Asked, _Found]], Callable[_Asked, _Found]]:
    """As :func:`lemmata.theory.values.work.remembered`, of a function that asks engines: they are noted every time."""

    def remembering(function: Callable[_Asked, _Found]) -> Callable[_Asked, _Found]:
        @work.remembered(most)
        def first(*arguments: _Asked.args, **named: _Asked.kwargs) -> tuple[_Found, frozenset[str]]:
            with engines_used() as engines:
                found = function(*arguments, **named)
            return found, frozenset(engines)

        @wraps(function)
        def again(*arguments: _Asked.args, **named: _Asked.kwargs) -> _Found:
            found, engines = first(*arguments, **named)
            note(*engines)
            return found

        return again

    return remembering
