"""``lemmata test``: what it prints, its JSON, its exit status, and the file it writes."""

import json
import subprocess
import sys

import pytest

from lemmata.interface.cli import main

WRONG = ["test", "sigma^2*d/(T-d) + n*sigma0^2*d/(T0-d)", "--quantity", "risk", "--given", "ridge==0", "--as", "exact"]
RIGHT = ["test", "sigma^2*d/(T-d-1)", "--quantity", "risk"]
RIGHT += ["--given", "ridge==0", "--given", "n==0", "--given", "T>=d+2"]


def _run(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    captured = capsys.readouterr()
    return end.value.code, captured.out, captured.err


def test_a_wrong_formula_ends_in_status_1_with_the_smallest_counterexample(capsys):
    status, out, err = _run(WRONG, capsys)
    assert status == 1
    assert "d=1 T=3 T0=3 n=0 sigma=1   formula 1/2, true value 1" in out.splitlines()[0]
    assert err == ""


def test_the_document_of_a_refutation(capsys):
    status, out, _ = _run([*WRONG, "--json"], capsys)
    found = json.loads(out)
    assert status == 1
    assert found["schema"] == "lemmata.test/1"
    assert found["verdict"] == "refuted"
    assert found["counterexample"] == {"d": "1", "T": "3", "T0": "3", "n": "0", "sigma": "1"}
    assert (found["formula_value"], found["true_value"]) == ("1/2", "1")
    assert float(found["gap"]["lower"]) == 0.5
    assert float(found["false_alarm_probability"]) == 0


def test_the_document_of_a_formula_that_holds(capsys):
    status, out, _ = _run([*RIGHT, "--json"], capsys)
    found = json.loads(out)
    assert status == 0
    assert found["verdict"] == "proved"
    assert found["counterexample"] is None
    assert found["gap"] is None
    assert float(found["resolution"]) == 0
    assert found["points"] >= 20
    assert found["domain"] == ["ridge == 0, n == 0, T >= d + 2; every covariance"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["test", "__import__('os')", "--quantity", "risk"],
        ["test", "d/T", "--quantity", "riks"],
        ["test", "d/T", "--quantity", "risk", "--as", "roughly"],
        ["test", "d/T", "--quantity", "risk", "--given", "T > T"],
        ["test", "d/T", "--quantity", "risk", "--resolution", "0"],
        ["test", "d/T", "--quantity", "risk", "--digits", "many"],
        ["test", "d/T", "--quantity", "risk", "--seed", "-1"],
        ["test", "d/T", "--quantity", "risk", "--max-seconds", "1e"],
        ["test", r"\frac{d}{", "--quantity", "risk"],
        ["test", "d/T"],
        ["test"],
    ],
)
def test_bad_input_is_one_line_and_status_2(arguments, capsys):
    status, out, err = _run(arguments, capsys)
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [WRONG, pytest.param(RIGHT, marks=pytest.mark.deep)])
def test_the_file_it_writes_passes_and_is_never_overwritten(arguments, tmp_path, capsys):
    path = tmp_path / "test_formula.py"
    _run([*arguments, "--write", str(path)], capsys)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--assert=plain",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        str(path),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    status, _, err = _run([*arguments, "--write", str(path)], capsys)
    assert status == 2
    assert "does not exist yet" in err
