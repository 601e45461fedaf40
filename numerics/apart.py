"""Work that cannot be stopped from within: done by a copy of this process, and bounded in processor time and memory.

Some libraries neither count their work nor look up while they are at it. A limit on the clock would make their answers
hang on what else the machine does; processor time does not.

>>> answered_apart(lambda: True, seconds=5, memory=2**30), answered_apart(lambda: all(iter(int, 1)), 5, 2**30)
(True, False)
>>> print(answered_apart(lambda: any(iter(int, 1)), seconds=0.1, memory=2**30))
None
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lemmata.numerics.processes import in_worker

_LEAST = 1e-6


@contextmanager
def counted(seconds: float) -> Iterator[None]:
    """Meanwhile, a signal (SIGPROF) ends the process once it has taken so many seconds of processor time."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def bounded_memory(memory: int) -> None:
    """From now on this process holds at most so many bytes of data, or fewer where whoever began it allows no more."""
    limit = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    most = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))


def answered_apart(ask: Callable[[], bool], seconds: float, memory: int) -> bool | None:
    """The answer to a question, None where it takes more than is allowed, or raises.

    What it takes counts towards what this process may take (:func:`counted`).

    Args:
        ask: the question; what it changes is lost.
        seconds: of processor time.
        memory: bytes of data.
    """
    reader, writer = os.pipe()
    parent, process = os.getpid(), os.fork()
    if process == 0:
        _answer(ask, writer, parent, seconds, memory)
    try:
        os.close(writer)
        said = os.read(reader, 1)
    finally:
        os.close(reader)
        os.kill(process, signal.SIGKILL)
        used = os.wait4(process, 0)[2]
    _charge(used.ru_utime + used.ru_stime)
    return said == b"1" if said else None


def _answer(ask: Callable[[], bool], writer: int, parent: int, seconds: float, memory: int) -> None:
    """What the copy does: it never returns."""
    try:
        in_worker(parent)
        bounded_memory(memory)
        with counted(seconds):
            os.write(writer, b"1" if ask() else b"0")
    finally:
        os._exit(0)


def _charge(seconds: float) -> None:
    """Take off what this process may still take."""
    left, _ = signal.getitimer(signal.ITIMER_PROF)
    if left:
        signal.setitimer(signal.ITIMER_PROF, max(left - seconds, _LEAST))
