"""The processes below one: those that it began, those that they began, and orphans that came to it; on Linux only.

>>> rest = Rest(os.getpid())
>>> rest.look(), rest.look(), rest.seconds
(None, None, 0.0)
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_ADOPTS_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
_TICK = os.sysconf("SC_CLK_TCK")
_NEXT_TO_NOTHING = 0.1
"""A process works when it takes more than this share of a processor."""
LOOK = 0.5
"""Seconds between two looks at a process that says nothing."""
_ROUNDS = 100
"""How often processes are ended that others began while these were being ended."""


@dataclass(frozen=True)
class _Process:
    parent: int
    state: str
    ticks: int


def below(process: int) -> dict[int, _Process]:
    """The living processes below a process, by their ids; none where ``/proc`` does not say."""
    every = _processes()
    found: dict[int, _Process] = {}
    waiting = {process}
    while waiting:
        children = {number: one for number, one in every.items() if one.parent in waiting and number not in found}
        found |= children
        waiting = set(children)
    return {number: one for number, one in found.items() if one.state not in "ZX"}


class Rest:
    """How long a process and those below it have waited without working: asleep or stopped, none of them at work.

    One that is ready to run, or waits for a disk, is at work: how busy the machine is makes nobody rest. Between looks
    that are far apart the one who looks was stopped, and perhaps everybody: that counts as :data:`LOOK` seconds.

    Attributes:
        seconds: of rest so far.
        watched: seconds so far, of rest or of work.
    """

    def __init__(self, process: int) -> None:
        self.seconds = self.watched = 0.0
        self._process = process
        self._looked, self._ticks = time.monotonic(), -1

    def look(self) -> None:
        """Look at the processes, twice a second; what passed since is rest when they did next to nothing in it."""
        now = time.monotonic()
        passed = min(now - self._looked, 2 * LOOK)
        if passed < LOOK:
            return
        ticks, before = self._worked(), self._ticks
        self._looked, self._ticks = now, ticks
        self.watched += passed
        if min(ticks, before) >= 0 and (ticks - before) / _TICK < passed * _NEXT_TO_NOTHING:
            self.seconds += passed

    def _worked(self) -> int:
        """Processor time that they have taken, in ticks; -1 while one of their threads is at work."""
        own = _threads(self._process)
        if not all(map(_waits, own)):  # as a rule: the others are not looked for
            return -1
        every = [one for process in (self._process, *below(self._process)) for one in _threads(process)]
        return sum(one.ticks for one in every) if all(map(_waits, every)) else -1


def _waits(one: _Process) -> bool:
    return one.state in "STt"


def adopt_orphans() -> None:
    """From now on processes whose parents ended are children of this one, and so :func:`below` it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPTS_ORPHANS, 1)


def end_below(process: int, spared: Container[int] = ()) -> None:
    """End the processes below one, except those that are spared."""
    for _ in range(_ROUNDS):
        left = [number for number in below(process) if number not in spared]
        if not left:
            return
        for number in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(number, signal.SIGKILL)
        for number in left:
            with suppress(ChildProcessError):  # those of others are theirs to wait for
                os.waitpid(number, os.WNOHANG)
        time.sleep(0.002)


def _processes() -> dict[int, _Process]:
    return dict(_read("[0-9]*/stat"))


def _threads(process: int) -> list[_Process]:
    return [one for _, one in _read(f"{process}/task/[0-9]*/stat")]


def _read(pattern: str) -> Iterator[tuple[int, _Process]]:
    for entry in Path("/proc").glob(pattern) if sys.platform == "linux" else ():
        with suppress(OSError):  # it has ended meanwhile
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
            yield int(entry.parent.name), _Process(int(fields[1]), fields[0], int(fields[11]) + int(fields[12]))
