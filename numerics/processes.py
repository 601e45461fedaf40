"""Signals and worker processes: a run that is ended ends at once, and leaves no process behind.

A library that is in the middle of freeing an object swallows the exception that an interrupt raises there, and Python
prints it. So an interrupt is raised again, five times a second, until somebody has heard it, and what is swallowed is
not printed. It is raised only below :func:`interruptible`, so that whoever calls that meets it at one place. A library
that computes for long hears nothing at all before it is done: it names a function that stops it (:func:`stopped_by`).
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TypeVar

from lemmata.numerics.descendants import below

Result = TypeVar("Result")
USER_MODULE = "lemmata_user_"
"""What the names of modules begin with that are files of a user's."""
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_AGAIN = 0.2
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_MAY_BE_IGNORED = (signal.SIGINT, signal.SIGHUP, signal.SIGTSTP)
"""Who begins a program with one of them ignored, as ``nohup`` does, wants it to go on when it comes."""
_received: list[int] = []
_heard: list[bool] = []
_insisting: list[bool] = []
_held: list[bool] = []
_stops: list[Callable[[], object]] = []
_wakes: list[int] = []
"""The end of a pipe to which a number is written when a signal comes, whatever Python does at the moment."""


@contextmanager
def insistent_signals() -> Iterator[None]:
    """Interrupt, terminate and hang up raise KeyboardInterrupt in what is :func:`interruptible`.

    They do so again and again until :func:`heard` is called. One that whoever began the program ignores stays ignored.
    What a terminal stops (Ctrl-Z) stops with all that it began, and goes on with it.

    Afterwards they do nothing, and when one has ended the run they go on doing nothing: its last line is being written.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _received.clear()
    _heard.clear()
    listened = [number for number in _ENDING if not _stays_ignored(number)]
    before = {number: signal.signal(number, _interrupt) for number in (*listened, signal.SIGALRM)}
    if not _stays_ignored(signal.SIGTSTP):
        before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, _stop)
    _insisting.append(True)
    printing, sys.unraisablehook = sys.unraisablehook, _swallowed
    try:
        yield
    finally:
        _insisting.clear()
        while _wakes:
            signal.set_wakeup_fd(-1)
            os.close(_wakes.pop())
        if heard() is None:
            for number, handler in before.items():
                signal.signal(number, handler)
            sys.unraisablehook = printing


def _stays_ignored(number: int) -> bool:
    return number in _MAY_BE_IGNORED and signal.getsignal(number) == signal.SIG_IGN


def heard() -> int | None:
    """Stop raising; the signal that ends the run, None when there was none."""
    _heard.append(True)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return _received[0] if _received else None


def _interrupt(number: int, frame: FrameType | None) -> None:
    if _heard:
        return
    if number != signal.SIGALRM:
        _received.append(number)
        if len(_received) > 1:  # whoever sends two at once is heard once
            return
    signal.setitimer(signal.ITIMER_REAL, _AGAIN)
    if not _held and _is_interruptible(frame):
        raise KeyboardInterrupt


def _stop(number: int, frame: FrameType | None) -> None:
    """Processes below this one are in groups of their own, which a terminal does not reach."""
    working = [process for process, one in below(os.getpid()).items() if one.state not in "Tt"]
    for sent, processes in ((signal.SIGSTOP, [*working, os.getpid()]), (signal.SIGCONT, working)):
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, sent)


def interruptible(work: Callable[[], Result]) -> Result:
    """What ``work`` returns; while it runs, and only then, a signal raises its interrupt."""
    return work()


def _is_interruptible(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code is not interruptible.__code__:
        frame = frame.f_back
    return frame is not None


def _swallowed(what: sys.UnraisableHookArgs) -> None:
    """An interrupt that could not be raised comes again, and what it left half made is freed without a word."""
    if not _received:
        sys.__unraisablehook__(what)


@contextmanager
def undisturbed() -> Iterator[None]:
    """What must not be left half done: a signal that comes meanwhile raises its interrupt a moment afterwards."""
    _held.append(True)
    try:
        yield
    finally:
        _held.pop()


@contextmanager
def stopped_by(stop: Callable[[], object]) -> Iterator[None]:
    """What is computed meanwhile hears no signal; when one comes, another thread calls ``stop``, which ends it soon."""
    if _insisting and not _wakes and threading.current_thread() is threading.main_thread():
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        _wakes.append(writer)
        threading.Thread(target=_stop_on_signals, args=(reader,), daemon=True).start()
    _stops.append(stop)
    try:
        yield
    finally:
        _stops.remove(stop)


def _stop_on_signals(reader: int) -> None:
    """Until the pipe is closed."""
    while os.read(reader, 1):
        for stop in tuple(_stops):
            stop()
    os.close(reader)


@contextmanager
def nothing_on_stdout() -> Iterator[None]:
    """What is written to stdout meanwhile, by this program or one that it starts, goes to stderr."""
    try:
        kept = os.dup(1)
    except OSError:  # there is no stdout
        yield
        return
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def in_worker(parent: int) -> None:
    """What a worker process does first: interrupts are its parent's affair, and it ends when its parent does.

    Args:
        parent: the process id of the parent, which may have ended already.
    """
    _insisting.clear()
    _held.clear()
    for number in (*_ENDING, signal.SIGTSTP, signal.SIGALRM, signal.SIGPROF):
        ignored = number == signal.SIGINT or _stays_ignored(number)
        signal.signal(number, signal.SIG_IGN if ignored else signal.SIG_DFL)
    if sys.platform == "linux":
        ends_with(parent, signal.SIGKILL)
        os.register_at_fork(after_in_child=_copied)  # a rule of the user's may fork
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def ends_with(parent: int, number: int) -> None:
    """A signal comes when the parent of this process ends; where it has ended already, so does this one. On Linux."""
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, number)
    if os.getppid() != parent:
        os._exit(1)


def _copied() -> None:
    """A copy of a worker ends with it, too."""
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
