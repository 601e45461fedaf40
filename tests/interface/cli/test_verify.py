"""What a user types and what comes back: documents, exit statuses, one line for bad input."""

import json
import subprocess
import sys

import pytest

from lemmata.interface.cli import main

PAPER = """
from sympy import Eq, Rational
from lemmata.theory.notation import T, d, sigma
from lemmata.theory.relations import equal
from lemmata.verifier.claim import Paper, by, calc
from lemmata.verifier.rules import algebra

PAPER = Paper("mine", "My paper")

PAPER.claim(
    "sum",
    "Two terms over one denominator",
    equal(d / (T - d - 1) + 1, (T - 1) / (T - d - 1)),
    where=[T >= d + 2],
    witness={d: 1, T: 3},
    proof=calc(d / (T - d - 1) + 1, by(algebra), STEP / (T - d - 1), by(algebra), (T - 1) / (T - d - 1)),
)
"""


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Run one command in an empty folder: exit status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return run


@pytest.fixture
def right(tmp_path):
    file = tmp_path / "right.py"
    file.write_text(PAPER.replace("STEP", "(d + T - d - 1)"))
    return str(file)


@pytest.fixture
def wrong(tmp_path):
    file = tmp_path / "wrong.py"
    file.write_text(PAPER.replace("STEP", "(d + T - d)"))
    return str(file)


def test_a_user_file_is_verified(call, right):
    status, out, _ = call("verify", right)
    assert status == 0
    assert "proved" in out


def test_a_wrong_step_is_found_with_small_parameters(call, wrong):
    status, out, _ = call("verify", wrong, "--json")
    document = json.loads(out)
    claim = document["claims"][0]
    assert status == 1
    assert document["schema"] == "lemmata.verify/1"
    assert claim["verdict"] != "proved"
    assert [step["verdict"] for step in claim["steps"]] == ["refuted", "refuted"]
    assert claim["steps"][0]["counterexample"] == {"d": "1", "T": "3"}
    assert float(claim["steps"][0]["gap"]["lower"]) > 0


def test_the_second_run_reads_the_ledger(call, right):
    _, first, _ = call("verify", right, "--json")
    _, second, _ = call("verify", right, "--json")
    first, second = json.loads(first), json.loads(second)
    assert first["claims"] == second["claims"]


def test_a_certificate_is_replayed(call, right, tmp_path):
    _, out, _ = call("show", f"{right}", "--json")
    file = tmp_path / "certificate.json"
    file.write_text(out)
    status, _, err = call("replay", str(file), "--json")
    assert status == 2
    assert "--trust" in err
    status, out, _ = call("replay", str(file), "--trust", right, "--json")
    assert status == 0
    assert json.loads(out)["confirmed"] is True


def test_what_is_shown_beside_a_certificate_is_what_was_found(call, right, tmp_path):
    document = json.loads(call("show", right, "--json")[1])
    shown = document["claim"]
    shown |= {"title": "Another", "statement": "Eq(d, T)", "as_printed": "$d = T$", "rests_on": ["mine:other"]}
    shown["steps"][0]["rule"] = "limit"
    shown["evidence"][0] |= {"points": 10**6, "seconds": 77}  # how long it took on another machine is nobody's affair
    (tmp_path / "certificate.json").write_text(json.dumps(document))
    status, out, _ = call("replay", str(tmp_path / "certificate.json"), "--trust", right)
    assert status == 1
    places = ["as_printed", "evidence[0].points", "rests_on", "statement", "steps[0].rule", "title"]
    wrong = sorted(line.split()[-6] for line in out.splitlines() if "BAD" in line)
    assert wrong == [f"claim.{place}" for place in places]


def test_a_claim_of_a_file_is_shown_and_replayed_by_its_name(call, right):
    status, out, _ = call("replay", f"{right}:sum")
    assert status == 0, out
    assert out.startswith("mine:sum: proved; confirmed")
    assert json.loads(call("show", f"{right}:sum", "--json")[1])["certificate"]["target"] == right


def test_a_certificate_runs_no_file_in_whatever_way_it_is_named(call, right, tmp_path):
    certificate = json.loads(call("show", right, "--json")[1])["certificate"]
    file = tmp_path / "certificate.json"
    for target in (right, f"{right}:sum", f"./{right}", "folder/mine"):
        file.write_text(json.dumps(certificate | {"target": target}))
        status, _, err = call("replay", str(file))
        assert status == 2
        assert "read first: it is a program" in err


def test_a_forged_certificate_is_not_confirmed(call, wrong, tmp_path):
    _, out, _ = call("show", wrong, "--json")
    document = json.loads(out)
    document["certificate"]["verdict"] = "proved"
    for item in document["certificate"]["claims"][-1]["evidence"]:
        item |= {"verdict": "proved", "counterexample": None}
    file = tmp_path / "forged.json"
    file.write_text(json.dumps(document))
    status, out, _ = call("replay", str(file), "--trust", wrong, "--json")
    assert status == 1
    assert json.loads(out)["confirmed"] is False
    assert json.loads(out)["verdict"] != "proved"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("verify", "nothing"), "nothing"),
        (("verify", "missing.py"), "missing.py"),
        (("show", "dohmatob2024:nothing"), "nothing"),
        (("replay", "dohmatob2024:nothing"), "nothing"),
        (("verify", "--effort", "huge"), "huge"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_two(call, arguments, named):
    status, out, err = call(*arguments)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert named in err


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1/0", "ZeroDivisionError"),
        ("def (", "SyntaxError"),
        ("x = 1", "exactly one Paper"),
        ("from lemmata.verifier.claim import Paper\nPAPER = Paper('p', '')", "at least one claim"),
        ("from lemmata.verifier.claim import calc\ncalc(1, 2)", "calc takes"),
    ],
)
def test_a_derivation_that_cannot_be_read_is_one_line(call, tmp_path, text, named):
    file = tmp_path / "broken.py"
    file.write_text(text)
    status, _, err = call("verify", str(file))
    assert status == 2
    assert err.count("\n") == 1
    assert named in err


def test_a_corrupt_ledger_is_one_line(call, right, tmp_path):
    ledger = tmp_path / "broken.sqlite"
    ledger.write_bytes(b"garbage" * 1000)
    status, _, err = call("verify", right, "--ledger", str(ledger))
    assert status == 2
    assert err.count("\n") == 1
    assert "broken.sqlite" in err


def test_claims_are_listed(call):
    status, out, _ = call("list", "dohmatob2024", "--json")
    document = json.loads(out)
    assert status == 0
    assert document["schema"] == "lemmata.list/1"
    assert "dohmatob2024:ols-growth" in [claim["id"] for claim in document["claims"]]


def test_help_imports_no_mathematics():
    code = "import sys; from lemmata.interface.cli import lemmata; lemmata(['--help'], standalone_mode=False); "
    code += "assert not {'sympy', 'numpy', 'flint', 'z3', 'hypothesis'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_new_derivation_is_proved_and_never_overwrites(call, tmp_path):
    status, _, _ = call("new", "mine.py")
    assert status == 0
    status, out, _ = call("verify", "mine.py", "--json")
    assert [claim["verdict"] for claim in json.loads(out)["claims"]] == ["proved", "proved"]
    status, _, err = call("new", "mine.py")
    assert status == 2
    assert err.count("\n") == 1
