"""Work that is long but honest is done in linear time and memory; what has no end is said to have none."""

import resource
import subprocess
import sys
import time

from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.outcome import Settings
from lemmata.verifier.run import run
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP, often
from tests.pace import within

STEPS = often(400, 10_000)
CLAIMS = often(200, 10_000)
PROOF = """
from lemmata.verifier.language import *
PAPER = Paper("long", "A long proof")
k = Symbol("k", positive=True)
proof = [algebra]
for place in range({steps}):
    proof += [d + T + (place + 1)*k - place*k - k if place % 2 else (d**2 - T**2)/(d - T), algebra]
PAPER.claim("long", "", equal(d + T, T + d), where=[T > d], witness={{d: 1, T: 2, k: 1}}, proof=proof)
"""
CHAIN = """
from lemmata.verifier.language import *
PAPER = Paper("chain", "Claims that rest on each other")
last = PAPER.claim("c0", "", equal(d + T, T + d), witness={{d: 1, T: 2}}, proof=algebra)
for place in range(1, {claims}):
    last = PAPER.claim(f"c{{place}}", "", equal(d + T, T + d), witness={{d: 1, T: 2}}, proof=last)
"""


def cpu():
    """Seconds of processor time of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def judged(folder, steps):
    """Seconds of processor time that a proof of so many steps takes to be proved."""
    (folder / "long.py").write_text(PROOF.format(steps=steps))
    start = cpu()
    with Ledger(folder / f"{steps}.sqlite") as ledger:
        settings = Settings(effort="standard" if DEEP else "quick", jobs=1, budget=Budget(60.0, 2**29))
        outcome = run([str(folder / "long.py")], ledger, settings)
    assert outcome.status["long:long"].verdict is Verdict.PROVED
    assert len(outcome.evidence["long:long"]) == steps + 4
    return cpu() - start


def test_a_proof_of_many_steps_is_judged_in_linear_time_and_little_memory(tmp_path):
    """Four times the steps take four times the work, not sixteen times."""
    few, many = (judged(tmp_path, steps) for steps in (STEPS // 4, STEPS))
    assert many < 8 * few


def test_claims_that_rest_on_each_other_are_settled_in_linear_time(tmp_path):
    """Of the run itself: what was judged before is read from the ledger."""
    (tmp_path / "chain.py").write_text(CHAIN.format(claims=CLAIMS))
    target, seconds = [f"{tmp_path / 'chain.py'}:c{CLAIMS - 1}"], []
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for _ in range(2):
            start = time.process_time()
            outcome = run(target, ledger, Settings(effort="quick", jobs=1))
            seconds.append(time.process_time() - start)
            assert len(outcome.selection.claims) == CLAIMS
            assert outcome.status[f"chain:c{CLAIMS - 1}"].verdict is Verdict.PROVED
    assert within(seconds[1] / CLAIMS, 0.02)


GREEDY = """
from lemmata.interface import cli
cli.MEMORY, cli._status = 2**29, lambda _: [bytearray(2**20) for _ in iter(int, 1)]
cli.main()
"""


def test_a_command_that_takes_memory_without_end_ends_with_a_line():
    run = subprocess.run([sys.executable, "-c", GREEDY], capture_output=True, text=True, timeout=600)
    assert run.returncode == 2
    assert run.stderr.splitlines() == [
        "lemmata: more than 0.5 GiB of memory would be taken: ask for fewer digits, steps or letters"
    ]
