"""A process that does work on request and tells of it piece by piece; it never outlives its parent.

It is forked from a process that has read the derivations, so that it begins at once. What the work prints goes to
stderr: stdout belongs to the one document that a command prints.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

_CONTEXT = multiprocessing.get_context("fork")
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)

Work = Callable[[Any], Iterator[Any]]


class Child:
    """A process that answers each request with the messages that ``work(request)`` yields, and None after the last.

    The parent sends requests and reads messages through :attr:`connection`, whose end says that the process has ended.
    """

    def __init__(self, work: Work, memory: int) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        arguments = (work, theirs, self.connection, memory, os.getpid())
        self.process = _CONTEXT.Process(target=_run, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def end(self) -> str:
        """End the process now, whatever it does, unless it has ended by itself; how it ended, in words."""
        self.process.join(0)
        self.process.kill()
        self.process.join()
        self.connection.close()
        code = self.process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit status {code}"


def _run(work: Work, connection: Connection, parents_end: Connection, memory: int, parent: int) -> None:
    _die_with(parent)
    parents_end.close()
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_DFL)  # no word, and no waiting for what cannot be interrupted
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    limit = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    resource.setrlimit(limit, (memory, resource.getrlimit(limit)[1]))
    while True:
        try:
            request = connection.recv()
        except EOFError:
            os._exit(0)
        for message in work(request):
            connection.send(message)
        connection.send(None)


def _die_with(parent: int) -> None:
    """End this process when its parent ends: by the kernel where it offers that, by looking otherwise."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
