"""Claims of a derivation file are tests of pytest: what does not hold fails, on one line with its place."""

import subprocess
import sys

MINE = """from lemmata.verifier.language import *

PAPER = Paper("mine", "My paper")
one = PAPER.claim("one", "Holds", equal(d / T + 1, (d + T) / T), witness={d: 1, T: 3}, proof=algebra)
PAPER.published("off", "Corrected", equal(d / T + 1, (d + 1) / T), witness={d: 1, T: 3}, source="(1)", corrected_by=one)
PAPER.claim("broken", "Does not", equal(d / T + 1, (d + 2) / T), witness={d: 1, T: 3}, proof=algebra)
"""


def test_claims_are_tests(tmp_path):
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "mine.py").write_text(MINE)
    (tmp_path / "derivations" / "other.py").write_text("raise SystemExit")
    (tmp_path / "derivations" / "mild.py").write_text("a, b = 1, 2  # beside it, without claims")
    (tmp_path / "pytest.ini").write_text("[pytest]\nlemmata_files = derivations/mi*.py\n")
    command = [sys.executable, "-m", "pytest", "-p", "lemmata.interface.pytest_plugin", "-q", "-p", "no:lemmata"]
    found = subprocess.run(
        [*command, "--assert=plain", "--lemmata-effort", "quick"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert found.returncode == 1
    assert "1 failed, 2 passed" in found.stdout
    assert "derivations/mine.py:6: refuted: mine:broken: " in found.stdout
