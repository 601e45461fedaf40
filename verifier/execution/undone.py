"""Reading a user's file runs it; what that does to this process, and not to the derivation, is undone."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from lemmata.numerics.descendants import adopt_orphans, below, end_below
from lemmata.numerics.processes import nothing_on_stdout

_SIGNALS = tuple(getattr(signal, f"SIG{name}") for name in ("INT", "TERM", "HUP", "ALRM", "PROF", "PIPE", "CHLD"))
_LIMITS = (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_DATA, resource.RLIMIT_AS, resource.RLIMIT_CPU)


@contextmanager
def undone() -> Iterator[None]:
    """Afterwards the folder, the streams, signals, limits and the path of modules are those of before.

    A copy of the process that was made meanwhile ends here: one goes on.
    """
    process, opened = os.getpid(), [os.open(".", os.O_RDONLY)]
    back = _ways_back(opened)
    try:
        with nothing_on_stdout(), open(2, "w", closefd=False, errors="backslashreplace", buffering=1) as shown:
            sys.stdout = sys.stderr = shown  # of its own, so that it may be closed
            yield
    finally:
        if os.getpid() != process:
            os._exit(0)
        for restore in back:
            with suppress(OSError, ValueError):  # a limit that was lowered for good
                restore()
        for number in opened:
            with suppress(OSError):  # it was closed
                os.close(number)


@contextmanager
def nothing_begun() -> Iterator[None]:
    """Afterwards the programs and copies of this process that were begun meanwhile have ended.

    In a thread beside the main one they are left: other threads may have begun them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    adopt_orphans()
    before = below(os.getpid())
    try:
        yield
    finally:
        end_below(os.getpid(), spared=before)


def _ways_back(opened: list[int]) -> list[Callable[[], object]]:
    """What puts each thing back as it is now; ``opened`` takes the files that this needs."""
    folder = opened[0]
    back: list[Callable[[], object]] = [
        partial(os.fchdir, folder),
        partial(sys.setrecursionlimit, sys.getrecursionlimit()),
        partial(sys.set_int_max_str_digits, sys.get_int_max_str_digits()),
        *(partial(setattr, sys, name, getattr(sys, name)) for name in ("stdin", "stdout", "stderr")),
        *(partial(_limited, limit, resource.getrlimit(limit)[0]) for limit in _LIMITS),
        *(partial(_found_again, entry) for entry in sys.path),
    ]
    for number in (0, 2):
        with suppress(OSError):  # there is none
            opened.append(os.dup(number))
            back.append(partial(os.dup2, opened[-1], number))
    if threading.current_thread() is threading.main_thread():
        back += [
            partial(signal.signal, number, handler) for number in _SIGNALS if (handler := signal.getsignal(number))
        ]
    return back


def _limited(limit: int, soft: int) -> None:
    resource.setrlimit(limit, (soft, resource.getrlimit(limit)[1]))


def _found_again(entry: str) -> None:
    """Modules are imported when they are needed: what was on the path stays there."""
    if entry not in sys.path:
        sys.path.append(entry)
