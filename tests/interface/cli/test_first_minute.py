"""What a new user sees: help, names that are nearly right, verdicts as they come, what matters at the end."""

import json
import re
import subprocess
import sys
import time
from shlex import split

import pytest
from click import Context
from click.testing import CliRunner

from lemmata.interface import findings
from lemmata.interface.annotations import marked
from lemmata.interface.cli import COMMANDS, lemmata, main
from lemmata.interface.cli.examples import EXAMPLES
from lemmata.verifier.chapters import select
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.outcome import Settings
from lemmata.verifier.run import run

MINE = """from lemmata.verifier.language import *

PAPER = Paper("mine", "My paper")
PAPER.claim("true", "Holds", equal(d / (T - d - 1) + 1, (T - 1) / (T - d - 1)),
    where=[T >= d + 2], witness={d: 1, T: 3},
    proof=algebra)
PAPER.claim("broken", "Does not", equal(d / (T - d - 1) + 1, T / (T - d - 1)),
    where=[T >= d + 2], witness={d: 1, T: 3},
    proof=[algebra,
           (d + T - d - 1) / (T - d - 1),
           algebra])
"""
PROGRAM = "from lemmata.interface.cli import main; main()"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(MINE)
    return "mine.py"


@pytest.fixture
def call(capsys):
    def run_command(*words):
        with pytest.raises(SystemExit) as stopped:
            main(words)
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return run_command


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_two_examples_that_the_command_takes(command, call):
    status, out, _ = call(command, "-h")
    last = out.rstrip().splitlines()[-2:]
    assert status == 0
    assert [line.strip() for line in last] == [*EXAMPLES[command]]
    for example in EXAMPLES[command]:
        _, name, *words = split(example)
        assert name == command
        lemmata.get_command(Context(lemmata), name).make_context(name, words)


def test_without_a_command_help_is_printed(call):
    status, out, _ = call()
    assert status == 0
    assert all(f"  {name} " in out for name in COMMANDS)


def test_everything_that_is_missing_is_said_at_once(call):
    status, out, err = call("test")
    assert (status, out) == (2, "")
    assert "FORMULA, --quantity" in err
    assert "No such option '--quantty'" in call("test", "d/T", "--quantty", "risk")[2]


@pytest.mark.parametrize("name", ["ols-growth", "OLS-Growth", "DOHMATOB2024:ols-growth"])
def test_a_claim_is_found_in_all_chapters_whatever_its_case(name):
    assert select([name]).asked == ("dohmatob2024:ols-growth",)


def test_a_place_is_found_in_all_chapters():
    assert set(select(["theorem 4.1"]).asked) == set(select(["dohmatob2024:Theorem 4.1"]).asked)


@pytest.mark.parametrize(
    ("name", "near"), [("ols-groth", "ols-growth"), ("dohmatob2042", "dohmatob2024"), ("mine.py:brokn", "broken")]
)
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(name, near, mine, call):
    status, _, err = call("verify", name)
    assert status == 2
    assert f"did you mean {near}?" in err
    assert err.count("\n") == 1


def test_verdicts_are_streamed_as_plain_lines(mine, call):
    status, out, err = call("verify", mine, "--fresh")
    assert status == 1
    first, *rest = err.splitlines()
    assert first.startswith("lemmata: judging 2 claims of mine in ")
    assert sorted(line.split()[-2:] for line in (re.sub(r".*\] ", "", line) for line in rest)) == [
        ["proved", "mine:true"],
        ["refuted", "mine:broken"],
    ]
    assert "1 proved, 1 refuted" in out


def test_only_filters_lines_and_documents(mine, call):
    status, out, _ = call("verify", mine, "--only", "refuted", "--json")
    document = json.loads(out)
    assert status == 1
    assert [claim["id"] for claim in document["claims"]] == ["mine:broken"]
    assert document["counts"] == {"proved": 1, "refuted": 1}
    assert " true " not in call("verify", mine, "--only", "refuted,assumed")[1]
    assert "did you mean refuted?" in call("verify", mine, "--only", "refutd")[2]


def test_a_claim_knows_its_line_and_the_step_that_failed_its_own(mine, call):
    claims = json.loads(call("verify", mine, "--json")[1])["claims"]
    assert [(claim["file"], claim["line"]) for claim in claims] == [("mine.py", 4), ("mine.py", 7)]
    status, out, _ = call("verify", mine, "--format", "lines")
    assert status == 1
    assert out.startswith("mine.py:11: refuted: mine:broken: d=1 T=3: ")
    assert call("verify", mine, "--format", "github")[1].startswith(
        "::error file=mine.py,line=11::refuted: mine:broken"
    )


def test_no_text_of_a_derivation_is_a_workflow_command_of_its_own(mine, tmp_path):
    with Ledger(tmp_path / "l.sqlite") as ledger:
        outcome = run([mine], ledger, Settings(effort="quick", jobs=1))
    broken = outcome.asked[1]
    object.__setattr__(broken, "file", "a,line=1::x\n::error::.py")
    for style in ("github", "lines"):
        (line,) = marked(outcome, style)
        assert style == "lines" or (line.count("\n") == 0 and "file=" in line and ",line=1::x" not in line)


def test_what_holds_is_folded_and_what_does_not_has_its_place(mine, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    with Ledger(tmp_path / "l.sqlite") as ledger:
        outcome = run([mine], ledger, Settings(effort="quick", jobs=1))
    lines = list(findings.what_matters(outcome))
    text = "\n".join(lines)
    assert "mine:broken · Does not   (mine.py:11)" in text
    assert "mine:true" not in text
    assert "not listed one by one: 1 proved" in text
    assert max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in lines) <= 60


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "xterm")])
def test_colour_is_for_terminals_that_want_it(variable, value, mine, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(variable, value)
    found = CliRunner().invoke(lemmata, ["show", f"{mine}:true"], color=True, standalone_mode=False)
    assert ("\x1b[" in found.stdout) == (value == "xterm")


@pytest.mark.deep
def test_a_watched_file_is_judged_again_when_it_changes(mine, tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "verify", mine, "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as child:  # fmt: skip
        try:
            _until(child, "status 1")
            time.sleep(0.05)
            (tmp_path / mine).write_text(MINE.partition('PAPER.claim("broken"')[0])
            _until(child, "status 0")
        finally:
            child.send_signal(2)
        assert child.wait(20) == 130


def _until(child, words):
    for line in child.stdout:
        if words in line:
            return
    raise AssertionError(words)


def test_a_notebook_shows_a_claim_as_a_formula(mine):
    claim = select([mine]).asked_claims[0]
    assert claim._repr_latex_() == claim.statement._repr_latex_()
    assert claim._repr_latex_().startswith(r"$\displaystyle \frac{d}{T - d - 1} + 1 = ")


@pytest.mark.parametrize("words", [("fit", "spectrum"), ("fit", "curve")])
def test_what_is_missing_is_shown_by_the_example_nearest_to_what_was_typed(call, words):
    status, out, err = call(*words)
    assert (status, out) == (2, "")
    assert f"For example: lemmata {' '.join(words)} " in err
