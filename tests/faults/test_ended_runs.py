"""A run that is ended ends at once: with its own exit status, one line, and no process left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
RUN = "from lemmata.interface.cli import main; main()"


def started(tmp_path, *words):
    (tmp_path / "endless.py").write_text(ENDLESS)
    command = [sys.executable, "-c", RUN, *words]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while workers(process.pid) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    return process


def workers(parent):
    """How many processes have the parent, in a session of its own."""
    found = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (entry / "stat").exists():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except (ProcessLookupError, FileNotFoundError):
                continue
            found += fields[3] == str(parent) and fields[0] != "Z" and entry.name != str(parent)
    return found


def nobody_is_left(session):
    deadline = time.monotonic() + 5
    while workers(session) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not workers(session)


WORDS = ("verify", "endless.py", "--jobs", "2", "--step-seconds", "600")
SIMULATE = ("simulate", "risk", "--spectrum", "power-law", "--beta", "2", "--r", "1/2", "--d", "60", "--T", "40",
            "--ridge", "1/9", "--sigma2", "1", "--relative-error", "1e-7", "--jobs", "2")  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("words", [WORDS, SIMULATE], ids=["verify", "simulate"])
@pytest.mark.parametrize(
    ("number", "status", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated"), (signal.SIGHUP, 129, "hung up")],
)
def test_a_signal_ends_the_run_with_its_status_and_leaves_nobody(tmp_path, words, number, status, word):
    process = started(tmp_path, *words)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == status, err
    assert err.splitlines()[-1].startswith(f"lemmata: {word}")
    assert "Traceback" not in err
    assert nobody_is_left(process.pid)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("words", [WORDS, SIMULATE], ids=["verify", "simulate"])
def test_the_workers_of_a_killed_run_end_too(tmp_path, words):
    process = started(tmp_path, *words)
    assert workers(process.pid) >= 2
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert nobody_is_left(process.pid)
