"""A process that does work on request and tells of it piece by piece; it never outlives its parent.

What it may take is counted in processor time, so that nothing hangs on what else the machine does. What waits without
working, such as a sleep, may do so for as long; the clock alone ends what can be seen to do neither, and late.

It is forked from a process that has read the derivations, so that it begins at once. What the work prints goes to
stderr: stdout belongs to the one document that a command prints.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from threadpoolctl import threadpool_limits

from lemmata.numerics.apart import bounded_memory
from lemmata.numerics.descendants import Rest, adopt_orphans, end_below
from lemmata.numerics.processes import in_worker, undisturbed

OUT_OF_TIME = f"signal {int(signal.SIGPROF)}"
"""How a process ends that has taken more processor time than :func:`~lemmata.numerics.apart.counted` allows."""
PATIENCE = 10
"""Seconds on the clock for each second of processor time that is allowed."""
_CONTEXT = multiprocessing.get_context("fork")

Work = Callable[[Any], Iterator[Any]]


class Child:
    """A process that answers each request with the messages that ``work(request)`` yields, and None after the last.

    The parent sends requests by :meth:`ask` and reads messages through :attr:`connection`, whose end says that the
    process has ended.
    """

    def __init__(self, work: Work, memory: int) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        arguments = (work, theirs, self.connection, memory, os.getpid())
        self.process = _CONTEXT.Process(target=_run, args=arguments, daemon=True)
        with undisturbed():  # a signal is the parent's affair from the first moment on
            self.process.start()
        self._group: int = self.process.pid  # type: ignore[assignment]  # it has been started
        theirs.close()

    def ask(self, request: Any, seconds: float) -> None:
        """Send a request."""
        self.connection.send(request)
        self.allow(seconds)

    def allow(self, seconds: float) -> None:
        """From now on the next message may take so many seconds: of work, or of rest."""
        self._allowed, self._rest = seconds, Rest(self._group)

    def overdue(self) -> bool:
        """Whether it has rested for as long as it may work, or for all that can be seen has done neither."""
        self._rest.look()
        return self._rest.seconds > self._allowed or self._rest.watched > PATIENCE * self._allowed

    def end(self) -> str:
        """End the process now, whatever it does, unless it has ended by itself; how it ended, in words."""
        self.process.join(0)
        end_below(self._group)
        with suppress(ProcessLookupError):  # programs that it began end with it
            os.killpg(self._group, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()
        code = self.process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit status {code}"


def _run(work: Work, connection: Connection, parents_end: Connection, memory: int, parent: int) -> None:
    leave = os._exit  # a rule of the user's may leave nothing as it was
    try:
        _serve(work, connection, parents_end, memory, parent)
    except BaseException as error:
        os.write(2, f"lemmata: a process that judges met {type(error).__name__}\n".encode())
    finally:
        leave(1)


def _serve(work: Work, connection: Connection, parents_end: Connection, memory: int, parent: int) -> None:
    in_worker(parent)
    os.setpgid(0, 0)
    adopt_orphans()
    own = os.getpid()
    threadpool_limits(1)  # each process has a core: threads of several would wait for each other
    parents_end.close()
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    bounded_memory(memory)
    while True:
        request = _with_parent(connection.recv)
        for message in work(request):
            if os.getpid() != own:  # the work forked, and this is the copy: only one may answer
                os._exit(0)
            _with_parent(partial(connection.send, message))
        _with_parent(partial(connection.send, None))


def _with_parent(exchange: Callable[[], Any]) -> Any:
    """Receive or send; a process whose parent listens no longer has nothing more to do."""
    try:
        return exchange()
    except (EOFError, ConnectionError):
        os._exit(0)
