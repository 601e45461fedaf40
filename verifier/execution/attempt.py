"""Trying something that may never end, or end the process, before doing it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

from lemmata.numerics.apart import counted
from lemmata.numerics.descendants import at_rest
from lemmata.verifier.execution.budget import GIBIBYTE
from lemmata.verifier.execution.child import OUT_OF_TIME, PATIENCE, Child

_LOOK = 0.5
"""Seconds between two looks at a process that says nothing."""
_RESTS = 20.0
"""Seconds after which a process that only waits is ended."""


def failure(attempt: Callable[[], str], seconds: float, memory: int = 4 * GIBIBYTE) -> str:
    """What goes wrong when ``attempt`` is made in a process of its own: what it returns, or how it ended.

    Args:
        attempt: what is tried.
        seconds: of processor time that it may take.
        memory: bytes of data that its process may hold.
    """
    unfinished = f"it was not finished after {seconds:g} s"

    def work(_: None) -> Iterator[str]:
        try:
            with counted(seconds):
                said = attempt()
        except BaseException as error:  # an interrupt that the attempt itself raises ends nobody else
            said = type(error).__name__
        yield said

    child = Child(work, memory)
    child.connection.send(None)
    if not _speaks(child, PATIENCE * seconds):
        child.end()
        return unfinished
    try:
        said: str = child.connection.recv()
    except (EOFError, ConnectionError):
        ended = child.end()
        return unfinished if ended == OUT_OF_TIME else f"it ended its process ({ended})"
    child.end()
    return said


def _speaks(child: Child, patience: float) -> bool:
    """Whether the child says something, or ends, before it has been asked for too long, or rests for too long."""
    rested, before = 0.0, None
    for _ in range(ceil(patience / _LOOK)):
        if child.connection.poll(_LOOK):
            return True
        ticks = at_rest(child.process.pid or 0)
        rested = rested + _LOOK if ticks is not None and ticks == before else 0.0
        before = ticks
        if rested >= _RESTS:
            return False
    return False
