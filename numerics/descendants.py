"""The processes below one: those that it began, those that they began, and orphans that came to it; on Linux only.

>>> print(at_rest(os.getpid()))
None
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_ADOPTS_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
_ROUNDS = 100
"""How often processes are ended that others began while these were being ended."""


@dataclass(frozen=True)
class _Process:
    parent: int
    state: str
    ticks: int


def below(process: int) -> dict[int, _Process]:
    """The living processes below a process, by their ids; none where ``/proc`` does not say."""
    return _below(process, _processes())


def _below(process: int, every: dict[int, _Process]) -> dict[int, _Process]:
    found: dict[int, _Process] = {}
    waiting = {process}
    while waiting:
        children = {number: one for number, one in every.items() if one.parent in waiting and number not in found}
        found |= children
        waiting = set(children)
    return {number: one for number, one in found.items() if one.state not in "ZX"}


def at_rest(process: int) -> int | None:
    """The processor time, in ticks, that a process and those below it have taken; None while one of them is at work.

    One that is ready to run, or waits for a disk, is at work: how busy the machine is makes nobody rest.
    """
    every = _processes()
    family = [one for one in (every.get(process), *_below(process, every).values()) if one is not None]
    resting = family and all(one.state == "S" for one in family)
    return sum(one.ticks for one in family) if resting else None


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
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat") if sys.platform == "linux" else ():
        with suppress(OSError):  # it has ended meanwhile
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
            found[int(entry.parent.name)] = _Process(int(fields[1]), fields[0], int(fields[11]) + int(fields[12]))
    return found
