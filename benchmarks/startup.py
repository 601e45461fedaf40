"""How long a user waits: --help against "import sympy", and a cold and a warm run of the main job.

    python benchmarks/startup.py

Whole processes are timed in turn, several rounds, and the ratio of each round is reported as a median, so that a
drift of the machine's speed cancels.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LEMMATA = str(Path(sys.executable).parent / "lemmata")
IMPORT_SYMPY = [sys.executable, "-c", "import sympy"]
ROUNDS = 7


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(name: str, command: list[str], rounds: int = ROUNDS) -> None:
    pairs = [(seconds(command), seconds(IMPORT_SYMPY)) for _ in range(rounds)]
    ratio = statistics.median(ours / sympy for ours, sympy in pairs)
    extra = statistics.median(ours - sympy for ours, sympy in pairs)
    ours = statistics.median(ours for ours, _ in pairs)
    print(f"{name:<44} {ours:7.2f} s   {ratio:6.2f} x import sympy   {extra:+7.2f} s")


def main() -> None:
    seconds(IMPORT_SYMPY)
    compare("lemmata --help", [LEMMATA, "--help"])
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "ledger.sqlite")
        quick = [LEMMATA, "verify", "dohmatob2024", "--effort", "quick", "--ledger", ledger]
        compare("verify dohmatob2024 --effort quick, cold", [*quick, "--fresh"], rounds=1)
        compare("verify dohmatob2024 --effort quick, again", quick)


if __name__ == "__main__":
    main()
