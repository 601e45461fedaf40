"""``lemmata simulate``: documents, exit statuses, interrupts, bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lemmata.interface.cli import main
from tests.faults.begun import PATIENCE, left_of

Run = Callable[..., tuple[int, str, str]]
OLS = ("risk", "--spectrum", "isotropic", "--d", "8", "--signal", "1", "--T", "30", "--sigma2", "1/2")

FORMULA = ("risk", "--spectrum", "formula", "--eigenvalue", "exp(-k)", "--weight", "1/k", "--T", "9")


@pytest.fixture
def lemmata(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("LEMMATA_LEDGER", str(tmp_path / "ledger.sqlite"))

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["simulate", *arguments])
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return run


def test_measured_rows_are_drawn_with_theory_beside_them(lemmata: Run, tmp_path: Path) -> None:
    """A design of signs whose rows are orthogonal: all eight once have covariance one, risk sigma^2 d/8 = 3/8."""
    signs = [[(-1) ** (i >> k & 1) for k in range(3)] for i in range(8)]
    file = tmp_path / "rows.csv"
    file.write_text("\n".join(",".join(map(str, row)) for row in signs))
    (tmp_path / "y.csv").write_text("\n".join(str(row[0] - 2 * row[1]) for row in signs))
    given = ("--targets", str(tmp_path / "y.csv"), "--T", "8", "--sigma2", "1", "--json")
    drawn = ("risk", "--inputs", f"rows-once:{file}", *given)
    status, out, _ = lemmata(*drawn, "--relative-error", "0.03")
    found = json.loads(out)
    assert status == 0
    assert abs(float(found["mean"]) - 3 / 8) < 0.05 * 3 / 8
    assert float(found["theory"]) == pytest.approx(3 / (8 - 3 - 1))
    near = ("risk", "--inputs", f"rows:{file}", *given[:2], "--T", "4", "--sigma2", "1")  # T = d + 1: oo if Gaussian
    _, out, _ = lemmata(*near, "--relative-error", "0.5", "--max-replicates", "3000")
    assert "theory    oo" in out
    assert not out.startswith("risk      oo")
    for arguments in (["--spectrum", "isotropic"], ["--integrate", "noise"], ["--guarantee", "finite-sample"]):
        status, _, err = lemmata(*drawn, *arguments)
        assert (status, err.count("\n")) == (2, 1)
    assert lemmata(*drawn[:2], "rows:", *drawn[3:])[0] == 2


def test_one_json_document_with_the_fields_that_scripts_read(lemmata: Run) -> None:
    status, out, err = lemmata(*OLS, "--relative-error", "0.01", "--seed", "4", "--json")
    found = json.loads(out)
    assert (status, err, found["schema"], found["seed"]) == (0, "", "lemmata.simulate/1", 4)
    assert {"mean", "interval", "confidence", "relative_error", "replicates", "seed", "seconds"} <= set(found)
    low, high = map(float, found["interval"])
    assert low < 0.5 * 8 / (30 - 8 - 1) < high
    assert float(found["relative_error"]) <= 0.01
    assert low < float(found["mean"]) < high


def test_the_same_seed_gives_the_same_document_for_any_number_of_workers(lemmata: Run) -> None:
    documents = [
        json.loads(lemmata(*OLS, "--seed", "7", "--jobs", jobs, "--fresh", "--json")[1]) for jobs in ("1", "2")
    ]
    for document in documents:
        del document["seconds"]
    assert documents[0] == documents[1]


def test_a_finished_run_is_found_again_and_nothing_else_is(lemmata: Run) -> None:
    first, again = (lemmata(*OLS, "--seed", "7", "--json")[1] for _ in range(2))
    assert first == again  # the seconds too: nothing was drawn
    assert "from the ledger" in lemmata(*OLS, "--seed", "7")[1]
    assert "from the ledger" not in lemmata(*OLS, "--seed", "8")[1]
    assert "from the ledger" not in lemmata(*OLS, "--seed", "7", "--ridge", "1e-9")[1]
    assert "from the ledger" not in lemmata(*OLS, "--seed", "7", "--fresh")[1]


def test_a_line_for_reading(lemmata: Run) -> None:
    status, out, _ = lemmata(*OLS, "--n", "2", "--T0", "20,25", "--sigma0_2", "1/10")
    assert status == 0
    assert out.startswith("risk ")
    assert "collapse" in out
    assert "99 %" in out


@pytest.mark.parametrize(
    "spectrum",
    [
        ("--spectrum", "power-law", "--beta", "2", "--r", "1/2", "--d", "5"),
        ("--spectrum", "diagonal", "--eigenvalues", "1,1/2,1/4", "--weights", "1,1,1"),
        ("--spectrum", "formula", "--eigenvalue", "exp(-sqrt(k))", "--weight", "1/k", "--d", "5"),
    ],
)
@pytest.mark.parametrize("protocol", [("replace",), ("accumulate",), ("mix", "--real", "3")])
def test_spectra_and_protocols(lemmata: Run, spectrum: tuple[str, ...], protocol: tuple[str, ...]) -> None:
    chain = ("--T", "20", "--ridge", "1/10", "--sigma2", "1", "--n", "2", "--T0", "30", "--sigma0-2", "1/2")
    status, out, _ = lemmata("risk", *spectrum, *chain, "--protocol", *protocol, "--relative-error", "1/5", "--json")
    assert status == 0
    assert float(json.loads(out)["mean"]) > 0


def test_an_infinite_mean_is_oo_with_a_median(lemmata: Run) -> None:
    peak = ("risk", "--d", "6", "--T", "6", "--sigma2", "1", "--max-replicates", "2000")
    status, out, _ = lemmata(*peak, "--json")
    found = json.loads(out)
    assert (status, found["mean"], found["interval"]) == (0, "oo", ["oo", "oo"])
    low, high = map(float, found["median"]["interval"])
    assert low < float(found["median"]["value"]) < high
    assert "median" in lemmata(*peak)[1]


def test_a_mean_without_a_variance_has_a_lower_bound_and_a_median(lemmata: Run) -> None:
    drawn = ("risk", "--d", "2", "--T", "5", "--sigma2", "1", "--integrate", "noise")
    status, out, _ = lemmata(*drawn, "--max-replicates", "600")
    assert status == 1
    assert "it has no variance" in out
    assert "median" in out


def test_inputs_that_may_be_collinear_lose_part_of_the_truth(lemmata: Run) -> None:
    """Two rows of signs in two dimensions are collinear half of the time: risk 1/4 + (1 + 1/4)/2, and not infinite."""
    noisy = ("risk", "--d", "2", "--T", "2", "--sigma2", "1")
    found = json.loads(lemmata(*noisy, "--inputs", "rademacher", "--relative-error", "1/20", "--json")[1])
    assert abs(float(found["parts"]["bias"]["mean"]) - 1 / 4) < 1 / 40
    assert abs(float(found["mean"]) - 7 / 8) < 1 / 20
    zeros = lemmata(*noisy, "--inputs", "sparse", "--T", "9", "--max-replicates", "600")[1]
    assert zeros.startswith("risk      oo")


def test_precision_that_was_not_reached_is_exit_status_one(lemmata: Run) -> None:
    status, out, _ = lemmata(*OLS, "--relative-error", "1e-6", "--max-replicates", "100", "--json")
    assert status == 1
    assert float(json.loads(out)["relative_error"]) > 1e-6


def test_an_interrupt_reports_what_was_computed(lemmata: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from lemmata.numerics.simulation.isotropic import Isotropic

    sample, calls = Isotropic.sample, []

    def interrupted_later(self: Isotropic, rng: object, size: int) -> object:
        calls.append(size)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return sample(self, rng, size)  # type: ignore[arg-type]

    monkeypatch.setattr(Isotropic, "sample", interrupted_later)
    status, out, _ = lemmata(*OLS, "--relative-error", "1e-6", "--json")
    found = json.loads(out)
    assert (status, found["interrupted"], found["replicates"]) == (130, True, sum(calls[:3]))


TOLD = """
import sys
from lemmata.numerics.simulation import until_precise as run
report = run._Goal.report
def told(*arguments):
    report(*arguments)
    print("drawn", file=sys.stderr, flush=True)
run._Goal.report = told
from lemmata.interface.cli import main
main(["simulate", *sys.argv[1:]])
"""
"""The command, saying when it has drawn something."""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_all_workers_at_once_and_keeps_what_was_computed(jobs: str, tmp_path: Path) -> None:
    chain = ("risk", "--spectrum", "power-law", "--beta", "2", "--r", "1/2", "--d", "60", "--T", "40", "--ridge", "1/9")
    asked = (*chain, "--sigma2", "1", "--relative-error", "1e-6", "--jobs", jobs, "--json")
    command = [sys.executable, "-c", TOLD, *asked, "--ledger", str(tmp_path / "ledger.sqlite")]
    with subprocess.Popen(command, stdout=-1, stderr=-1, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "drawn\n"
        os.killpg(process.pid, signal.SIGINT)  # to the workers too, as a terminal does
        out, _ = process.communicate(timeout=PATIENCE)  # a batch takes a fraction of a second
    assert left_of(process.pid) == 0
    found = json.loads(out)
    assert (process.returncode, found["interrupted"]) == (130, True)
    assert found["replicates"] > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kappa", "--d", "3", "--T", "9"), "lemmata evaluate kappa"),
        (("mystery", "--d", "3", "--T", "9"), "NAME"),
        (("risk", "--T", "9"), "d = nothing"),
        (("risk", "--d", "3"), "T = nothing"),
        (("risk", "--d", "oo", "--T", "9", "--spectrum", "power-law", "--beta", "2", "--r", "1"), "d = oo"),
        ((*OLS, "--relative-error", "-1"), "relative_error"),
        ((*OLS, "--n", "1"), "T0"),
        ((*FORMULA, "--d", "oo"), "d = oo: must be finite to be simulated"),
        ((*FORMULA, "--d", "10^9"), "d = 1000000000: must be at most 10000"),
        ((*FORMULA, "--d", "1000"), "eigenvalues = 0.0: must be positive doubles"),
    ],
)
def test_bad_input_is_one_line_and_status_two(lemmata: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = lemmata(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


GRID = ("risk", "--d", "4", "--sigma2", "1", "--relative-error", "0.2", "--along", "T=8,12", "--along", "ridge=0,1/2")


def test_a_grid_is_simulated_beside_its_exact_values(lemmata: Run, tmp_path: Path) -> None:
    """Least squares: the risk is sigma^2 d/(T - d - 1); a point of the grid is the same whatever else is in it."""
    file = tmp_path / "risk.html"
    status, out, err = lemmata(*GRID, "--explore", str(file), "--json")
    found = json.loads(out)
    assert (status, found["schema"], err) == (0, "lemmata.explore/1", f"wrote {file}\n")
    places = {(point["at"]["T"], point["at"]["ridge"]): point for point in found["points"]}
    assert float(places["8", "0"]["theory"]) == pytest.approx(4 / 3)
    assert float(places["12", "0"]["theory"]) == pytest.approx(4 / 7)
    assert all(point["exact"] for point in found["points"])
    for point in found["points"]:
        low, high = map(float, point["interval"])
        assert low <= float(point["theory"]) <= high
    assert places["12", "1/2"]["seed"] != places["12", "0"]["seed"]
    one = ("risk", "--d", "4", "--sigma2", "1", "--relative-error", "0.2", "--ridge", "0", "--along", "T=12,20")
    status, out, _ = lemmata(*one[:-4], "--along", "T=12", "--along", "ridge=0", "--explore", str(file), "--json")
    assert json.loads(out)["points"] == [places["12", "0"]]


def test_a_grid_of_a_model_has_the_value_it_is_equivalent_to(lemmata: Run, tmp_path: Path) -> None:
    mixture = ("variance", "--model", "mixture", "--d", "3", "--n2", "9", "--sigma2", "1", "--ridge", "1/2")
    asked = ("--along", "n1=9,18", "--relative-error", "0.2", "--explore", str(tmp_path / "v.html"), "--json")
    status, out, _ = lemmata(*mixture, *asked)
    first, second = json.loads(out)["points"]
    assert status == 0
    assert not first["exact"]
    assert float(first["theory"]) > float(second["theory"]) > 0


@pytest.mark.parametrize(
    "slip",
    [
        ("--along", "T=8"),
        ("--explore", "x.html"),
        ("--along", "T=8,8", "--explore", "x.html"),
        ("--along", "T=", "--explore", "x.html"),
        ("--along", "T", "--explore", "x.html"),
        ("--along", "T=8,oo", "--explore", "x.html"),
        ("--along", "d=8", "--along", "T=9", "--explore", "x.html"),
        ("--along", "seed=1,2", "--along", "T=9", "--explore", "x.html"),
        ("--along", "T=8,9", "--along", "T=10", "--explore", "x.html"),
        ("--along", "T=" + ",".join(map(str, range(8, 1100))), "--explore", "x.html"),
        ("--along", "T=8,0", "--explore", "x.html"),
        ("--along", "T=8", "--explore", "no/where/x.html"),
    ],
)
def test_slips_in_a_grid(lemmata: Run, slip: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = lemmata("risk", "--d", "4", "--relative-error", "0.5", *slip)
    assert (status, err.count("\n")) == (2, 1), (out, err)
    assert "simulated" not in out
