"""A run that is ended ends at once: with its own exit status, one line, and no process left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lemmata.numerics.descendants import below
from tests.faults.begun import PATIENCE, Begun

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

ENDLESS = """
from lemmata.verifier.language import *
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict

class Endless(Rule):
    name, version = "endless", 1
    def judge(self, step, context):
        while True:
            pass

PAPER = Paper("endless", "Rules that never answer")
for number in range(3):
    PAPER.claim(f"c{number}", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=Endless())
"""
WORDS = ("verify", "endless.py", "--jobs", "2", "--step-seconds", "600")
SIMULATE = ("simulate", "risk", "--spectrum", "power-law", "--beta", "2", "--r", "1/2", "--d", "60", "--T", "40",
            "--ridge", "1/9", "--sigma2", "1", "--relative-error", "1e-7", "--jobs", "2")  # fmt: skip


def started(folder, words):
    """A run with two workers at work."""
    (folder / "endless.py").write_text(ENDLESS)
    run = Begun(words, folder, program=True)
    assert run.until_joined(2), run.err
    return run


@pytest.mark.parametrize("words", [WORDS, SIMULATE], ids=["verify", "simulate"])
@pytest.mark.parametrize(
    ("number", "status", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated"), (signal.SIGHUP, 129, "hung up")],
)
def test_a_signal_ends_the_run_with_its_status_and_leaves_nobody(tmp_path, words, number, status, word):
    run = started(tmp_path, words)
    found, _ = run.signalled(number)
    assert found == status, run.err
    assert run.err.splitlines()[-1].startswith(f"lemmata: {word}")
    assert "Traceback" not in run.err
    assert run.left() == 0


@pytest.mark.parametrize("words", [WORDS, SIMULATE], ids=["verify", "simulate"])
def test_the_workers_of_a_killed_run_end_too(tmp_path, words):
    run = started(tmp_path, words)
    run.signalled(signal.SIGKILL)
    assert run.left() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only there it has guards above it")
@pytest.mark.parametrize("words", [WORDS, SIMULATE], ids=["verify", "simulate"])
def test_what_a_terminal_stops_stops_with_its_workers_and_goes_on_with_them(tmp_path, words):
    run = started(tmp_path, words)
    os.kill(run.pid, signal.SIGTSTP)
    deadline = time.monotonic() + PATIENCE
    while (at_work := _not_stopped(run.pid)) > 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert at_work == 1  # the guard, which sees how its parent ends
    os.kill(run.pid, signal.SIGCONT)
    run.until(run.spent() + 0.2)
    assert _not_stopped(run.pid) > 2
    found, _ = run.signalled(signal.SIGTERM)
    assert (found, run.left()) == (143, 0), run.err


def _not_stopped(process):
    return sum(one.state != "T" for one in below(process).values())


def test_a_run_ends_where_whoever_began_it_ignores_the_ends_of_processes():
    """A program hands the signals that it ignores on to those that it begins."""
    ignoring = """
import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-c", "from lemmata.interface.cli import main; main()", "--version"])
"""
    ended = subprocess.run([sys.executable, "-c", ignoring], capture_output=True, text=True, timeout=PATIENCE)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("lemmata")


def test_a_run_that_nohup_began_goes_on_when_it_is_hung_up(tmp_path):
    """Who ignores a hangup before the run wants it to go on; a run that others began ends (above)."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run = started(tmp_path, WORDS)
    finally:
        signal.signal(signal.SIGHUP, before)
    os.killpg(run.pid, signal.SIGHUP)
    found, _ = run.signalled(signal.SIGTERM)
    assert (found, run.err.splitlines()[-1][:19]) == (143, "lemmata: terminated")
    assert run.left() == 0


@pytest.mark.parametrize("refused", [1, 2], ids=["the first", "the second"])
def test_where_no_process_may_be_begun_that_is_said_in_one_line(refused):
    full = f"""
import errno, os, sys
from lemmata.interface.cli import main
begin, asked = os.fork, []
def fork():
    asked.append(1)
    if len(asked) == {refused}:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return begin()
os.fork = fork
sys.argv = ["lemmata", "--version"]
main()
"""
    ended = subprocess.run([sys.executable, "-c", full], capture_output=True, text=True, timeout=PATIENCE)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines() == [
        "lemmata: this machine gives no more files or processes: Resource temporarily unavailable"
    ]
