"""A user's file may loop, exit, crash or fill the memory: the rest is judged, and nothing of it is silence."""

import json

import pytest

from lemmata.interface.cli import main

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
        }[self.what]()

PAPER = Paper("own", "Rules of one's own")
for number, what in enumerate(["loop", "exit", "system exit", "crash", "memory", "print"]):
    PAPER.claim(f"c{number}", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=Own(what))
PAPER.claim("last", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=algebra)
"""


def test_what_a_rule_does_to_its_process_is_told_and_the_rest_is_judged(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.py").write_text(RULES)
    words = ["verify", "own.py", "--json", "--step-seconds", "2", "--step-memory", str(2**29)]
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 1
    document = json.loads(capfd.readouterr().out)  # one document, whatever the rules print
    told = [claim["reason"] for claim in document["claims"]]
    for reason, word in zip(told, ["stopped after 2 s", "exit status 0", "SystemExit", "signal 11"], strict=False):
        assert word in reason
    assert "MemoryError" in told[4] or "stopped" in told[4] or "ended its process" in told[4]
    assert document["claims"][-1]["verdict"] == "proved"


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
