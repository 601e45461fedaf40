"""A command in a process of its own that has imported everything already: begun at once, and ended as one likes."""

import atexit
import gc
import os
import resource
import signal
import sys
import threading
import time
import traceback
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path

from lemmata.interface.cli import COMMANDS, main
from lemmata.numerics import processes

for command in COMMANDS:
    import_module(f"lemmata.interface.cli.{command}")

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 120
"""Seconds on the clock after which a run is said to hang; what is measured is processor time."""
MEMORY = 8 * 2**30
"""Bytes that a run may take."""


class Begun:
    """A run of ``lemmata WORDS`` in a folder, which listens to signals from now on.

    As a ``program`` it ends as one, too: with functions that are called at the end, and threads that do not end.
    """

    def __init__(self, words, folder, stdout=None, program=False):
        self.folder = Path(folder)
        reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reader)
            self._run(words, stdout, writer, program)
        os.close(writer)
        os.read(reader, 1)  # returns when it listens
        os.close(reader)

    def _run(self, words, stdout, writer, program):
        status = 99
        try:
            gc.freeze()  # what the tests have made is not looked through
            atexit._clear()
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))  # it may outlive whoever began it
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.chdir(self.folder)
            os.environ["LEMMATA_LEDGER"] = str(self.folder / "ledger.sqlite")
            for number, name in ((1, "out"), (2, "err")):
                file = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
                os.dup2(stdout if number == 1 and stdout is not None else file, number)
            for number in map(int, os.listdir("/dev/fd")):  # what the tests print to is not held open by what lives on
                if number > 2 and number != writer:
                    with suppress(OSError):  # the listing itself
                        os.fstat(number)
                        os.dup2(file, number, inheritable=False)
            sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))  # noqa: SIM115
            signal.signal(signal.SIGINT, lambda *_: None)  # when it listens no longer, it has ended
            processes.insistent_signals = partial(_listening, processes.insistent_signals, writer)
            sys.argv = ["lemmata", *words]
            main(None if program else words)
        except SystemExit as end:
            status = end.code
            if program:  # as an interpreter ends
                threading._shutdown()
                atexit._run_exitfuncs()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(status)

    def spent(self):
        """Seconds of processor time so far, of it and its workers; None when it has ended."""
        found = _session(self.pid)
        return sum(found.values()) if self.pid in found else None

    def until(self, seconds):
        """Wait until so much has been spent, or it has ended."""
        deadline = time.monotonic() + PATIENCE
        while (spent := self.spent()) is not None and spent < seconds and time.monotonic() < deadline:
            time.sleep(0.005)

    def until_joined(self, workers):
        """Wait until it has so many workers, or has ended; whether it has them."""
        deadline = time.monotonic() + PATIENCE
        while self.pid in (found := _session(self.pid)) and len(found) <= workers and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.pid in found and len(found) > workers

    def signalled(self, number):
        """Send a signal; the exit status, and the processor time that was spent after it."""
        before = self.spent()
        os.kill(self.pid, number)
        return self.ended(before)

    def ended(self, before=0.0):
        """The exit status (of a shell), and the processor time that was spent since ``before``."""
        deadline = time.monotonic() + PATIENCE
        while (found := os.wait4(self.pid, os.WNOHANG))[0] == 0 and time.monotonic() < deadline:
            time.sleep(0.005)
        if found[0] == 0:
            os.killpg(self.pid, signal.SIGKILL)
            found = os.wait4(self.pid, 0)
            return "it hangs", PATIENCE
        status = os.waitstatus_to_exitcode(found[1])
        return (128 - status if status < 0 else status), found[2].ru_utime + found[2].ru_stime - (before or 0.0)

    @property
    def out(self):
        """What it printed."""
        return (self.folder / "out").read_text()

    @property
    def err(self):
        """What it said."""
        return (self.folder / "err").read_text()

    def left(self):
        """How many processes of its session live on, after a moment."""
        return left_of(self.pid)


def left_of(session):
    """How many processes of a session live on; they are given time to end."""
    deadline = time.monotonic() + PATIENCE
    while (alive := len(_session(session))) and time.monotonic() < deadline:
        time.sleep(0.02)
    return alive


@contextmanager
def _listening(signals, writer):
    with signals():
        os.write(writer, b"1")
        yield


def _session(leader):
    """The processes of a session that have not ended, and the processor time of each."""
    found = {}
    for entry in Path("/proc").iterdir():
        with suppress(ProcessLookupError, FileNotFoundError, NotADirectoryError):
            if entry.name.isdigit():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if fields[3] == str(leader) and fields[0] != "Z":
                    found[int(entry.name)] = sum(map(int, fields[11:15])) / TICK
    return found
