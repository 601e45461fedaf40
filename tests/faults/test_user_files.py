"""A user's file may loop, exit, crash or fill the memory: the rest is judged, and nothing of it is silence."""

import json
import subprocess
import sys

import pytest

from lemmata.interface.cli import main
from lemmata.theory.notation import T, d
from lemmata.theory.relations import equal
from lemmata.verifier.claim import DerivationError, by
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict
from tests.soundness.support import status_of

RULES = """
import os, sys
from lemmata.verifier.language import *
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict

class Own(Rule):
    version = 1
    def __init__(self, what):
        self.name, self.what = what, what
    def judge(self, step, context):
        self.act()
        return Finding(Verdict.UNDECIDED, "done")
    def act(self):
        {
            "loop": lambda: all(True for _ in iter(int, 1)),
            "exit": lambda: os._exit(0),
            "system exit": lambda: sys.exit(0),
            "crash": lambda: os.kill(os.getpid(), 11),
            "memory": lambda: [bytearray(10**7) for _ in iter(int, 1)],
            "print": lambda: print("{ not JSON"),
            "nothing left": lambda: (setattr(Finding, "__init__", None), 1 / 0),
        }[self.what]()

PAPER = Paper("own", "Rules of one's own")
for number, what in enumerate(["loop", "exit", "system exit", "crash", "memory", "print", "nothing left"]):
    PAPER.claim(f"c{number}", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=Own(what))
PAPER.claim("last", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=algebra)
"""


def test_what_a_rule_does_to_its_process_is_told_and_the_rest_is_judged(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.py").write_text(RULES)
    words = ["verify", "own.py", "--json", "--step-seconds", "1", "--step-memory", str(2**31)]
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 1
    out, err = capfd.readouterr()
    document = json.loads(out)  # one document, whatever the rules print
    assert "Traceback" not in err
    told = [claim["reason"] for claim in document["claims"]]
    for reason, word in zip(told, ["stopped after 1 s", "exit status 0", "SystemExit", "signal 11"], strict=False):
        assert word in reason
    assert "MemoryError" in told[4] or "stopped" in told[4] or "ended its process" in told[4]
    assert "ended its process" in told[6]
    assert document["claims"][-1]["verdict"] == "proved"


SAME, AT = "equal(d + T, T + d)", "witness={d: 1, T: 2}"
HEAD = """
from lemmata.verifier.language import *
from lemmata.verifier.step import Finding, Rule
class Nameless(Rule):
    def judge(self, step, context): return None
PAPER = Paper("u", "u")
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys; sys.exit(0)", "SystemExit"),
        ("import os; os._exit(0)", "exit status 0"),
        ("raise SystemExit(0)", "SystemExit"),
        ("import os; os.kill(os.getpid(), 11)", "signal 11"),
        ("1/0", "ZeroDivisionError"),
        ("x = (", "SyntaxError"),
        ("", "exactly one Paper"),
        (f"{HEAD}PAPER.claim('a', '', {SAME}, {AT}, corrected_by='u:a')", "corrected by itself"),
        (f"{HEAD}PAPER.claim('a', '', {SAME}, {AT}, corrected_by='u:b')", "there is no u:b"),
        (
            f"{HEAD}for i in range(3): PAPER.claim(f'a{{i}}', '', {SAME}, {AT}, corrected_by=f'u:a{{(i + 1) % 3}}')",
            "u:a0",
        ),
        (f"{HEAD}PAPER.claims = 5", "stated by PAPER.claim"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("from lemmata.verifier.claim import Paper\nPAPER = Paper('p', 'p')", "at least one claim"),
    ],
)
def test_a_file_that_cannot_be_read_is_bad_input(tmp_path, monkeypatch, capfd, text, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.py").write_text(text)
    with pytest.raises(SystemExit) as ended:
        main(["verify", "bad.py"])
    out, err = capfd.readouterr()
    assert ended.value.code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert said in err


STATEMENTS = [
    *(f"PAPER.claim('a', '', {SAME}, {AT}, {field})" for field in (
        "proof=5", "proof='algebra'", "proof=by('x')", "proof=[by(algebra), d + T, by(3)]", "proof=Nameless()",
        "proof=calc(d + T, by(5), T + d)", "proof=calc('x', by(algebra), T + d)", "proof=cited(5)", "proof=use(5)",
        "checks=[5]", "checks=5", "where=5", "where=[True]", "where=['T > 1']", "laws=[5]", "source=5", "printed=5",
        "note='\\x1b[31m'", "corrected_by=5", "proofs=algebra")),
    *(f"PAPER.claim({name}, '', {SAME}, {AT}, proof=algebra)" for name in (
        "5", "''", "' '", "'<script>alert(1)</script>'", "'a\\x1b[31mb'", "'a\\nb'", "'a:b'", "'../a'", "'a\"b'",
        "'a' * 101")),
    *(f"PAPER.claim('a', {title}, {SAME}, {AT})" for title in ("5", "'\\x1b]0;owned\\x07'", "None")),
    *(f"PAPER.claim('a', '', {SAME}, witness={witness})" for witness in (
        "5", "{'d': 1, 'T': 2}", "{d: 'x', T: 2}", "{d: 1.5, T: 2}", "{d: oo, T: 2}", "{}")),
    *(f"PAPER.claim('a', '', {statement}, {AT})" for statement in (
        "5", "equal('x', 5)", "equal(None, 5)", "equal(d + 0.1, d)", "tends(1/T, 0, along=5)")),
    *(f"Paper({paper})" for paper in (
        "'../escaped', 'x'", "'', 'x'", "5, 'x'", "'k', 5", "'k', '\\x1b[31m'", "'k', 'x', contents=5", "'a/b', 'x'",
        "'k' * 101, 'x'")),
    f"PAPER.theorem('a', '', {SAME}, {AT}, reference=5)",
    f"PAPER.published('a', '', equal(d, T), {AT}, source='x', corrected_by=5)",
    "PAPER.section(5, where=5).__enter__()",
]  # fmt: skip


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_is_stated_wrongly_is_named_in_one_line_of_print(statement):
    words = {}
    exec(HEAD, words)
    with pytest.raises(DerivationError) as refused:
        exec(statement, words)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "returned",
    ["'proved'", "None", "Finding('proved', 'x')", "Finding(Verdict.PROVED, 5)", "Finding(Verdict.PROVED, 'x', owed=5)",
     "Finding(Verdict.PROVED, 'x', certificate={'a': object()})", "Finding(Verdict.PROVED, 'x', cited=5)"],
)  # fmt: skip
def test_what_is_no_finding_proves_nothing(returned):
    class Own(Rule):
        name, version = "own", 1

        def judge(self, step, context):
            return eval(returned)

    def case(C):
        C("c", equal(d + T, T + d), {d: 1, T: 2}, d + T, by(Own()), T + d)

    assert status_of(case).verdict is Verdict.UNDECIDED


def test_what_a_rule_says_is_shown_and_not_obeyed():
    class Own(Rule):
        name, version = "own", 1

        def judge(self, step, context):
            return Finding(Verdict.UNDECIDED, "\x1b[31mred\x07\nsecond line")

    reason = status_of(lambda C: C("c", equal(d + T, T + d), {d: 1, T: 2}, d + T, by(Own()), T + d)).reason
    assert "\\x1b[31mred\\x07 second line" in reason


NOISE = """
import atexit, os, subprocess, threading, time
from lemmata.verifier.language import *
print("said while it is read")
os.write(1, b"written\\n")
subprocess.run(["echo", "a program"])
atexit.register(lambda: print("said at the end"))
def chatter():
    while True:
        print("said meanwhile")
        time.sleep(0.01)
threading.Thread(target=chatter, daemon=True).start()
PAPER = Paper("noise", "Noise")
PAPER.claim("a", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=algebra)
"""


def test_stdout_holds_one_document_whatever_the_file_prints(tmp_path):
    (tmp_path / "noise.py").write_text(NOISE)
    command = [sys.executable, "-c", "from lemmata.interface.cli import main; main()"]
    run = subprocess.run(
        [*command, "verify", "noise.py", "--json", "--jobs", "1"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0
    assert json.loads(run.stdout)["claims"][0]["verdict"] == "proved"
    assert "said at the end" in run.stderr
