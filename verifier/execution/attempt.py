"""Trying something that may never end, or end the process, before doing it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lemmata.numerics.apart import counted
from lemmata.numerics.descendants import LOOK
from lemmata.verifier.execution.budget import GIBIBYTE
from lemmata.verifier.execution.child import OUT_OF_TIME, Child


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
    child.ask(None, seconds)
    while not child.connection.poll(LOOK):
        if child.overdue():
            child.end()
            return unfinished
    try:
        said: str = child.connection.recv()
    except (EOFError, ConnectionError):
        ended = child.end()
        return unfinished if ended == OUT_OF_TIME else f"it ended its process ({ended})"
    child.end()
    return said
