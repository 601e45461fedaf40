"""What a user's file does to the process that reads it, or leaves running, changes neither answer nor exit status."""

import json
import os
import re
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
import sympy

from lemmata.interface.cli import main
from lemmata.numerics.errors import InputError
from lemmata.verifier import judge
from lemmata.verifier.chapters import select
from lemmata.verifier.execution import attempt, child
from lemmata.verifier.verdict import Verdict
from tests.faults.begun import PATIENCE, Begun

HEAD = """
import atexit, os, resource, subprocess, sys, threading, time
from lemmata.verifier.language import *
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict
import signal  # no letter
"""
CLAIMS = """
PAPER = Paper("left", "What is left")
PAPER.claim("false", "", equal(d + T, 2 * T), witness={d: 1, T: 2})
PAPER.claim("true", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=algebra)
"""
RULE = """
class Own(Rule):
    name, version = "own", 1
    def judge(self, step, context):
        ACT
        return Finding(Verdict.UNDECIDED, "done")
PAPER.claim("own", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=[Own(), T + d + 1 - 1 + 0*d, Own()])
"""
RIGHT = {"left:false": "refuted", "left:true": "proved"}
WORDS = ["verify", "left.py", "--json", "--effort", "quick", "--jobs", "2"]


def verdicts(out):
    return {claim["id"]: claim["verdict"] for claim in json.loads(out)["claims"]}


def ran(folder, text):
    """Status and verdicts of a run as a program, and how many of its processes are left."""
    (folder / "left.py").write_text(HEAD + text)
    run = Begun(WORDS, folder, program=True)
    status, _ = run.ended()
    return status, verdicts(run.out), run.left()


@pytest.mark.parametrize(
    "act",
    [
        "os.close(2)",
        "sys.stderr.close()",
        "sys.stdout.close()",
        "sys.stdout = None",
        "os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')",
        "sys.path.clear()",
        "os.fork()",
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (9, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))",
    ],
)
def test_what_reading_a_file_does_to_the_process_is_undone(act, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "left.py").write_text(f"{HEAD}{act}\n{CLAIMS}")
    with pytest.raises(SystemExit) as ended:
        main([*WORDS, "--ledger", str(tmp_path / "ledger.sqlite")])
    assert ended.value.code == 1
    assert verdicts(capfd.readouterr().out) == RIGHT
    assert Path.cwd() == tmp_path


@pytest.mark.parametrize(
    "act",
    [
        "atexit.register(os._exit, 0)",
        "sys.exit = lambda status: None",
        "threading.Thread(target=lambda: all(True for _ in iter(int, 1))).start()",
        "threading.Thread(target=time.sleep, args=(600,)).start()",
    ],
)
def test_what_a_file_leaves_for_the_end_changes_no_status_and_is_not_waited_for(act, tmp_path):
    assert ran(tmp_path, f"{act}\n{CLAIMS}") == (1, RIGHT, 0)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes end with their parents on Linux")
@pytest.mark.parametrize(
    "act",
    [
        "os.fork()",
        "os.fork() or time.sleep(600)",
        "os.fork() or all(True for _ in iter(int, 1))",
        "subprocess.Popen(['sleep', '600'])",
        "raise KeyboardInterrupt",
        "raise type('Own', (BaseException,), {'__str__': lambda self: 1/0})",
    ],
)
def test_what_a_rule_begins_ends_with_it_and_answers_for_nobody(act, tmp_path):
    assert ran(tmp_path, CLAIMS + RULE.replace("ACT", act)) == (1, {**RIGHT, "left:own": "undecided"}, 0)


BEGUN = """
PROGRAM = [sys.executable, "-c", "import time; time.sleep(600)", "MARK"]
def begins(alone):
    return subprocess.Popen(PROGRAM, start_new_session=alone)
begins(False), begins(True)
if os.fork() == 0:
    begins(True)
    time.sleep(600)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv(PROGRAM[0], PROGRAM)
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux")
def test_programs_and_copies_that_a_file_or_its_rule_began_do_not_outlive_the_run(tmp_path):
    mark = str(tmp_path / "left.py of this test")
    rule = RULE.replace("ACT", "begins(True)")
    assert ran(tmp_path, BEGUN.replace("MARK", mark) + CLAIMS + rule)[:2] == (1, {**RIGHT, "left:own": "undecided"})
    assert not [line for line in command_lines() if mark in line]


def command_lines():
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield file.read_text(errors="replace")


@pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux")
@pytest.mark.parametrize("at_reading", [True, False], ids=["while it is read", "while it is judged"])
def test_what_a_killed_run_had_begun_ends_with_it(at_reading, tmp_path):
    """With no warning: the run is killed, and what runs in sessions of its own is nobody's child any more."""
    mark = str(tmp_path / "left.py of this test")
    waits = f"open({str(tmp_path / 'begun')!r}, 'w').close(); time.sleep(600)"
    late = waits if at_reading else ""
    rule = RULE.replace("ACT", f"begins(True); {waits}")
    (tmp_path / "left.py").write_text(HEAD + BEGUN.replace("MARK", mark) + late + CLAIMS + rule)
    run = Begun(WORDS, tmp_path, program=True)
    deadline = time.monotonic() + PATIENCE
    while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [line for line in command_lines() if mark in line]
    run.signalled(signal.SIGKILL)
    while [line for line in command_lines() if mark in line] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not [line for line in command_lines() if mark in line]
    assert run.left() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="what rests is seen on Linux")
@pytest.mark.parametrize(
    "waits", ["time.sleep(600)", "os.kill(os.getpid(), 19)", "[time.sleep(0.1) for _ in range(6000)]"]
)
def test_what_only_waits_is_ended_after_its_budget_as_what_works_is(waits, monkeypatch):
    monkeypatch.setattr(child, "PATIENCE", 600)  # the clock alone would end it, but not today
    assert "not finished" in attempt.failure(lambda: str(eval(waits)), 0.3)
    assert attempt.failure(lambda: str(sum(range(10**6))), 30.0) == "499999500000"


REPLACED = {
    "lemmata.verifier.verdict.Verdict.holds": "Verdict.holds = property(lambda verdict: True)",
    "sympy.simplify": "sympy.simplify = lambda term: 0",
    "lemmata.verifier.judge.judged": "judge.judged = lambda *parts: Finding(Verdict.PROVED, '')",
    "lemmata.verifier.judge.ends_match": "judge.ends_match.__code__ = (lambda claim, context: None).__code__",
    "lemmata.verifier.judge.any": "judge.any = lambda parts: True",
    "lemmata.verifier.judge": "sys.modules['lemmata.verifier.judge'] = sys",
    "AlgebraRule.judge": "type(algebra).judge = lambda self, step, context: Finding(Verdict.PROVED, '')",
    "lemmata.verifier.claim.Claim.__eq__": "type(PAPER.claims['left:true']).__eq__ = lambda self, other: True",
    "builtins.abs": "builtins.abs = lambda value: 0",
    "lemmata.lately.shown": "sys.modules['lemmata.lately'] = late = types.ModuleType('late'); late.shown = lambda: 0",
}


@pytest.mark.parametrize("name", REPLACED)
def test_a_file_that_replaces_what_judges_is_refused_and_changes_nothing(name, tmp_path):
    text = f"import builtins, sympy, types\nfrom lemmata.verifier import judge\n{CLAIMS}{REPLACED[name]}\n"
    (tmp_path / "left.py").write_text(HEAD + text)
    kept = Verdict.holds, sympy.simplify, judge.judged, judge.ends_match.__code__
    with pytest.raises(InputError, match=f"it replaces .*{re.escape(name.rpartition('.')[2])}, with which"):
        select([str(tmp_path / "left.py")])
    assert kept == (Verdict.holds, sympy.simplify, judge.judged, judge.ends_match.__code__)


def test_what_a_file_states_and_names_for_itself_replaces_nothing(tmp_path):
    own = """
import sympy, builtins
def simplify(term): return 0
judge, abs, all = simplify, simplify, simplify
class Claim(Rule): pass
class Verdict(sympy.Function):
    @classmethod
    def eval(cls, argument): return None
sympy.init_printing()
e = Function("e", real=True)
"""
    (tmp_path / "left.py").write_text(HEAD + CLAIMS + own + RULE.replace("ACT", "pass"))
    assert [*select([str(tmp_path / "left.py")]).asked] == ["left:false", "left:true", "left:own"]


@pytest.mark.parametrize("first", [True, False], ids=["in a file before", "in the same file"])
def test_what_a_rule_replaces_in_its_process_changes_no_verdict_of_another_claim(first, tmp_path, monkeypatch, capfd):
    """Nor that of a later step of its own claim: there is a counterexample to the statement, whatever the rule says."""
    monkeypatch.chdir(tmp_path)
    act = """
        from lemmata.verifier import judge, refuting
        judge.pieces = lambda *parts: iter(())
        type(algebra).judge = type(inequality).judge = lambda *parts: Finding(Verdict.PROVED, '')
        for engine in (judge, refuting):
            for name in ('counterexample', 'examined', 'refuted_at'):
                setattr(engine, name, lambda *parts, **named: None)
        return Finding(Verdict.PROVED, "I say so")"""
    paper, stated = CLAIMS.split("\n", 2)[1:]
    own = RULE.replace("ACT", act.strip()).replace("T + d), witness", "T + 2*d), witness")
    own = own.replace("[Own(), T + d + 1 - 1 + 0*d, Own()]", "[Own(), 2*T + d, algebra]")
    (tmp_path / "left.py").write_text(HEAD + paper + own + ("" if first else stated))
    (tmp_path / "right.py").write_text(HEAD + paper.replace("left", "right") + "\n" + stated)
    files = ["left.py", "right.py"] if first else ["left.py"]
    with pytest.raises(SystemExit):
        main(["verify", *files, "--json", "--effort", "quick", "--jobs", "1"])
    found = verdicts(capfd.readouterr().out)
    assert found.pop("left:own") == "refuted"
    assert [*found.values()] == ["refuted", "proved"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes on Linux")
@pytest.mark.parametrize("words", [["verify"], ["verify", "--json"], ["show"], ["report"]])
def test_a_file_name_that_is_no_text_is_written_escaped(words, tmp_path):
    folder = tmp_path / os.fsdecode(b"\xff")
    folder.mkdir()
    name = "left.py"
    (folder / name).write_text(HEAD + CLAIMS)
    target = f"{folder / name}:false" if words == ["show"] else folder / name
    run = Begun([*words, str(target)], tmp_path, program=True)
    status, _ = run.ended()
    assert "Traceback" not in run.err
    assert status == (0 if words == ["show"] else 1)
    if "--json" in words:
        assert verdicts(run.out) == RIGHT
