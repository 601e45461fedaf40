"""What a claim costs as chapters grow: generated chapters of 100, 1,000 and 10,000 claims, cold and from the ledger.

    python benchmarks/growth.py [CLAIMS ...]

Whole commands are run, one job each; processor time of all their processes and the largest of them are reported. Every
third claim is an equation, every third an inequality, every third is an equation in two steps.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

LEMMATA = str(Path(sys.executable).parent / "lemmata")
CHAPTER = """
from lemmata.verifier.language import *

PAPER = Paper("growth", "As many claims as are asked for")
for place in range({claims}):
    k = place + 1
    at = {{"witness": {{d: 1, T: 2}}, "where": [T > d]}}
    if place % 3 == 0:
        PAPER.claim(f"c{{place}}", "", equal((T**2 - d**2)/(T - d) + k, T + d + k), proof=algebra, **at)
    elif place % 3 == 1:
        PAPER.claim(f"c{{place}}", "", at_most(2*k*d*T, k*(d**2 + T**2)), proof=inequality, **at)
    else:
        PAPER.claim(f"c{{place}}", "", equal((T**2 - d**2)/(T - d) + k, T + d + k),
                    proof=[algebra, (T**2 - d**2)/(T - d) + k - 1 + 1, algebra], **at)
"""


def run(command: list[str]) -> tuple[float, float]:
    """Processor seconds of a command, and megabytes of its largest process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for claims in sizes:
            file, ledger = Path(folder, f"growth{claims}.py"), Path(folder, f"{claims}.sqlite")
            file.write_text(CHAPTER.format(claims=claims))
            words = [LEMMATA, "verify", str(file), "--effort", "quick", "--jobs", "1", "--ledger", str(ledger)]
            for name in ("cold", "again"):
                seconds, megabytes = run(words)
                each = 1000 * seconds / claims
                print(f"{claims:>6} claims, {name:<6} {seconds:8.2f} s   {each:8.2f} ms a claim   {megabytes:6.0f} MB")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100, 1_000, 10_000])
