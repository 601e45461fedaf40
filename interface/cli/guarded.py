"""Two guards above a command: whichever of the three processes is killed, nothing that any of them began lives on.

What a killed process leaves goes to the nearest process above it that adopts orphans. So the process that a shell began
and a copy below it only wait, and the command runs in a copy below that one. On Linux only.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

from lemmata.numerics.descendants import adopt_orphans, end_below
from lemmata.numerics.processes import ends_with

_PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGCONT)
_OF_TERMINALS = (signal.SIGINT, signal.SIGTSTP)
_PARENT_ENDED = signal.SIGUSR1
_WAITED_FOR = (*_PASSED_ON, _PARENT_ENDED, signal.SIGCHLD)


def guarded() -> None:
    """Go on in a copy of this process; the caller is told how that one ends."""
    if sys.platform != "linux":
        return
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # whoever began this may have ignored it: then no end is told
    signal.pthread_sigmask(signal.SIG_BLOCK, _WAITED_FOR)
    shell = os.getpid()
    if (middle := os.fork()) != 0:
        _mind(middle)
    ends_with(shell, _PARENT_ENDED)
    guard = os.getpid()
    if (command := os.fork()) != 0:
        os.setpgid(0, 0)  # a terminal's signals are for the command
        _mind(command, below_another=True)
    ends_with(guard, signal.SIGKILL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _WAITED_FOR)


def _mind(child: int, *, below_another: bool = False) -> NoReturn:
    """Pass on what others send until the child ends, and end likewise; without a parent, end all that is below.

    One that is ``below_another`` goes on when the command is stopped: it has to see how its parent ends.
    """
    adopt_orphans()
    while (ended := os.waitpid(child, os.WNOHANG))[0] == 0:
        found = signal.sigwaitinfo(_WAITED_FOR)
        if found.si_signo == _PARENT_ENDED:
            end_below(os.getpid())
            os._exit(128 + _PARENT_ENDED)
        if found.si_signo in _PASSED_ON and not (found.si_signo in _OF_TERMINALS and found.si_code > 0):
            os.kill(child, found.si_signo)  # one from the terminal has reached the command, too
        if found.si_signo == signal.SIGTSTP and not below_another:
            os.kill(os.getpid(), signal.SIGSTOP)  # which a shell sees
    status = os.waitstatus_to_exitcode(ended[1])
    if status < 0:
        end_below(os.getpid())
    os._exit(status if status >= 0 else 128 - status)
