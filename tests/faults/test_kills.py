"""A run that is killed at any moment loses nothing that was found, and changes no verdict of the next one."""

import json
import random
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.depth import often
from tests.faults.begun import Begun

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
KILLS = often(6, 100)
CLAIMS = 24
PAPER = f"""
from lemmata.verifier.language import *
PAPER = Paper("killed", "True claims, and one false one in three")
for k in range(1, {CLAIMS + 1}):
    PAPER.claim(f"c{{k}}", "", at_most(2*k*d*T, k*(d**2 + T**2) - (1 if k % 3 == 0 else 0)),
                witness={{d: 1, T: 2}}, proof=inequality)
"""
WORDS = ["verify", "killed.py", "--jobs", "2", "--effort", "quick", "--json"]


def test_no_kill_changes_a_verdict(tmp_path):
    (tmp_path / "killed.py").write_text(PAPER)
    right = {f"killed:c{k}": "refuted" if k % 3 == 0 else "proved" for k in range(1, CLAIMS + 1)}
    draw, kept = random.Random(9), []
    while len(kept) < KILLS or not any(0 < found < CLAIMS for found in kept):
        assert len(kept) < 10 * KILLS, kept
        run = Begun(WORDS, tmp_path)
        run.until(2 * draw.random())
        run.signalled(signal.SIGKILL)
        assert run.left() == 0
        kept.append(_finished(tmp_path / "ledger.sqlite"))
        if kept[-1] == CLAIMS:
            (tmp_path / "ledger.sqlite").unlink()
    run = Begun(WORDS, tmp_path)
    assert run.ended()[0] == 1
    found = json.loads((tmp_path / "out").read_text())["claims"]
    assert {claim["id"]: claim["verdict"] for claim in found} == right
    assert not any(word in run.err for word in ("altered", "incomplete", "damaged", "not kept", "Traceback"))


def _finished(ledger):
    """How many claims have evidence in the ledger, which is whole."""
    if not ledger.exists():
        return 0
    connection = sqlite3.connect(ledger)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return connection.execute("SELECT count(*) FROM evidence").fetchone()[0] if "evidence" in tables else 0
    finally:
        connection.close()
