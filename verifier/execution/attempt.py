"""Trying something that may never end, or end the process, before doing it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lemmata.verifier.execution.budget import GIBIBYTE
from lemmata.verifier.execution.child import Child


def failure(attempt: Callable[[], str], seconds: float, memory: int = 4 * GIBIBYTE) -> str:
    """What goes wrong when ``attempt`` is made in a process of its own: what it returns, or how it ended."""

    def work(_: None) -> Iterator[str]:
        try:
            said = attempt()
        except BaseException as error:  # an interrupt that the attempt itself raises ends nobody else
            said = type(error).__name__
        yield said

    child = Child(work, memory)
    child.connection.send(None)
    if not child.connection.poll(seconds):
        child.end()
        return f"it was not finished after {seconds:g} s"
    try:
        said: str = child.connection.recv()
    except (EOFError, ConnectionError):
        return f"it ended its process ({child.end()})"
    child.end()
    return said
