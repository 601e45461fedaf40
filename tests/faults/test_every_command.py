"""Every command, whatever it does at the moment: a signal ends it within a second, with one line and nobody left.

The commands are those of ``lemmata --help`` and what is run are their examples, so that a new one is tried as soon as
there is one; beside them stands one run that would take long for each command that can take long.
"""

import os
import random
import shlex
import signal
from pathlib import Path

import numpy as np
import pytest

from lemmata.interface.cli import COMMANDS
from lemmata.interface.cli.examples import EXAMPLES
from tests.depth import DEEP, often
from tests.faults.begun import Begun
from tests.faults.test_ended_runs import ENDLESS
from tests.pace import within

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
MOMENTS = often(1, 8)
WITHIN = 1.0
EXCESS = "risk --spectrum power-law --beta 2 --r 1/2 --d 60 --T 40 --ridge 1/9 --sigma2 1"
ORDER = "--model random-features --as order --given 'm == T^(2/3)' --given 'ridge == T^-3' --given 'beta == 2'"
LONG = {
    "verify": "verify endless.py --jobs 2 --step-seconds 600",
    "report": "report endless.py --out site",
    "replay": "replay dohmatob2024:ridge-growth",
    "exponents": "exponents --beta beta --r r --n T^c --d T^p --T0 T^q --sigma2 T^-s --sigma0-2 T^-u",
    "test": f"test 'm^-2' --quantity bias {ORDER} --given 'r == 1/4' --max-seconds 600",
    "derive": "derive early-stopping:risk --steps 5",
    "evaluate": "evaluate df1 --beta 19/10 --kappa 1/1000 --digits 15000",
    "simulate": f"simulate {EXCESS} --relative-error 1e-7",
    "figures": "figures dohmatob2024 --out figures --jobs 2",
    "fit": "fit curve losses.csv --replicates 100000",
}
ENDINGS = {signal.SIGINT: (130, "interrupted"), signal.SIGTERM: (143, "terminated"), signal.SIGHUP: (129, "hung up")}


@pytest.fixture
def folder(tmp_path):
    """Where the examples find what they name."""
    (tmp_path / "endless.py").write_text(ENDLESS)
    (tmp_path / "mine.py").write_text(ENDLESS.replace('"endless"', '"mine"'))
    k, n = np.arange(1.0, 201.0), np.geomspace(10, 1e5, 40)
    np.savetxt(tmp_path / "eigenvalues.csv", k**-2)
    np.savetxt(tmp_path / "losses.csv", np.stack([n, 1.5 + 3 * n ** (-2 / 3) * (1 + 1e-2 * np.sin(n))], 1))
    theorem = r"\begin{theorem} We have $\sigma^2 \frac{d}{T-d-1} = x$. \end{theorem}" + "\n"
    (tmp_path / "paper.tex").write_text(r"\begin{document}" + theorem * 10_000 + r"\end{document}")
    return tmp_path


def lines_of(text):
    return [line for line in text.splitlines() if line.startswith("lemmata:")]


def ends_well(run, number, after, must):
    """Whether the signal, or the run by itself, came first: one line or none, no traceback, and nobody is left."""
    status, spent = run.signalled(number) if run.spent() is not None else run.ended()
    expected, word = ENDINGS[number]
    said = run.err
    assert "Traceback" not in said, said
    assert status in ((expected,) if must else (expected, 0, 1, 2)), (after, status, said)
    if status == expected:
        assert said.splitlines()[-1].startswith(f"lemmata: {word}"), said
        assert sum(word in line for line in lines_of(said)) == 1
        assert within(spent, WITHIN), (after, spent)
    assert run.left() == 0


EVERY_ENDING = [(name, number) for name in COMMANDS for number in ENDINGS]


@pytest.mark.parametrize(
    ("name", "number"),
    [pair for place, pair in enumerate(EVERY_ENDING) if DEEP or place % 4 == 0],  # each signal, other commands
    ids=lambda part: getattr(part, "name", part),
)
def test_a_signal_ends_an_example_of_a_command(name, number, folder):
    draw = random.Random(f"{name} {number}")
    for example in EXAMPLES[name]:
        for _ in range(MOMENTS):
            after = draw.choice([0.01, 0.1, 0.3]) * draw.random()
            run = Begun(shlex.split(example)[1:], folder)
            run.until(after)
            ends_well(run, number, after, must=False)


@pytest.mark.parametrize("name", [*LONG])
def test_ctrl_c_ends_what_takes_long(name, folder):
    draw = random.Random(name)
    for _ in range(MOMENTS):
        after = 0.05 + 0.7 * draw.random()
        run = Begun(shlex.split(LONG[name]), folder)
        run.until(after)
        assert run.spent() is not None, f"it has ended by itself: {run.err}"
        ends_well(run, signal.SIGINT, after, must=True)


@pytest.mark.parametrize("name", [*COMMANDS])
def test_a_command_whose_reader_is_gone_ends_quietly(name, folder):
    """Status 1 is for verdicts only, and nothing is said."""
    reader, writer = os.pipe()
    os.close(reader)
    run = Begun([name, "--help"], folder, stdout=writer)
    os.close(writer)
    status, _ = run.ended()
    assert (status, run.err) == (128 + signal.SIGPIPE, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
@pytest.mark.parametrize("name", [*COMMANDS])
def test_a_command_whose_output_finds_no_room_says_so(name, folder):
    full = os.open("/dev/full", os.O_WRONLY)
    run = Begun([name, "--help"], folder, stdout=full)
    os.close(full)
    status, _ = run.ended()
    assert status == 2
    assert (
        lines_of(run.err) == run.err.splitlines() == ["lemmata: the output cannot be written: No space left on device"]
    )
