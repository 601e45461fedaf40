"""A deadline on processor time for what runs below it: long loops look up, whoever asked gets :class:`TimeIsUp`.

>>> with until(process_time() - 1):
...     look_up()
Traceback (most recent call last):
    ...
lemmata.numerics.until.TimeIsUp
>>> look_up()
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import process_time

_DEADLINE: ContextVar[float] = ContextVar("deadline", default=inf)


class TimeIsUp(Exception):
    """The deadline passed."""


@contextmanager
def until(deadline: float) -> Iterator[None]:
    """Meanwhile :func:`look_up` raises once ``time.process_time`` is past a deadline."""
    before = _DEADLINE.set(min(deadline, _DEADLINE.get()))
    try:
        yield
    finally:
        _DEADLINE.reset(before)


def look_up() -> None:
    """Look at the clock.

    Raises:
        TimeIsUp: past the deadline.
    """
    if process_time() > _DEADLINE.get():
        raise TimeIsUp
