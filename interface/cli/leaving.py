"""Ending the program with the status of its run, whatever a user's file has left for the end."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import time
from contextlib import suppress
from typing import NoReturn

from lemmata.numerics.descendants import end_below
from lemmata.numerics.processes import USER_MODULE

_PATIENCE = 5.0
"""Seconds on the clock for what a user's file does at the end."""


def leave(status: int) -> NoReturn:
    """End with this status.

    A user's file may have begun threads that never end, and may have registered functions that exit with a status of
    their own. The functions are called by a copy of the process, the threads are not waited for, and programs that are
    left are ended.
    """
    if not any(name.startswith(USER_MODULE) for name in sys.modules):
        sys.exit(status)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # there is nobody to read it
            stream.flush()
    with suppress(OSError):  # the copy has been waited for already, or the system gives none: then nobody calls them
        if (copy := os.fork()) == 0:
            try:
                atexit._run_exitfuncs()
            finally:
                os._exit(0)
        deadline = time.monotonic() + _PATIENCE
        while os.waitpid(copy, os.WNOHANG)[0] == 0:
            if time.monotonic() > deadline:
                os.kill(copy, signal.SIGKILL)
            time.sleep(0.005)
    end_below(os.getpid())
    os._exit(status)
