"""A ledger that was altered, damaged, locked or taken away changes no verdict, and is told in a line."""

import json
import random
import resource
import sqlite3
import threading
from multiprocessing import get_context

import pytest

from lemmata.interface.cli import main
from lemmata.numerics.errors import InputError
from lemmata.verifier import ledger as module
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.step import Finding
from lemmata.verifier.verdict import Verdict
from tests.depth import often

DAMAGES = often(100, 1000)
FOUND = [Evidence.of("domain", "witness", Finding(Verdict.PROVED, "in the domain")),
         Evidence.of("statement", "points", Finding(Verdict.REFUTED, "x=1: left side 2, right side 3"))]  # fmt: skip
PAPER = """
from lemmata.verifier.language import *
from tests.depth import often
PAPER = Paper("small", "One false claim and a true one")
PAPER.claim("false", "", equal(d + T, 2 * T), witness={d: 1, T: 2})
PAPER.claim("true", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=algebra)
"""


@pytest.fixture
def kept(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.record("k", "small:false", FOUND)
        for number in range(40):
            ledger.record(f"other {number}", "small:true", FOUND)
    return tmp_path / "ledger.sqlite"


def changed(path, statement, *values):
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def found_in(path):
    """What is found under k, and what was said; None where the file is refused."""
    said = []
    try:
        with Ledger(path, say=said.append) as ledger:
            return ledger.find("k"), said
    except InputError as refused:
        return None, [str(refused)]


@pytest.mark.parametrize("cut", [False, True], ids=["a bit is flipped", "the file is cut"])
def test_damaged_files_give_the_evidence_or_nothing(kept, cut):
    whole, draw = kept.read_bytes(), random.Random(7)
    for _ in range(DAMAGES):
        place = draw.randrange(len(whole))
        damaged = bytearray(whole[:place] if cut else whole)
        if not cut:
            damaged[place] ^= 1 << draw.randrange(8)
        kept.write_bytes(damaged)
        evidence, said = found_in(kept)
        assert evidence in (FOUND, None)
        assert all("\n" not in line for line in said)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence SET document = replace(document, 'refuted', 'proved')",
        "UPDATE evidence SET document = '[]'",
        "UPDATE evidence SET document = '{'",
        "UPDATE evidence SET document = CAST(x'ff00fe' AS TEXT)",
        "UPDATE evidence SET document = x'ff00fe'",
        "UPDATE evidence SET document = 5, digest = 7",
        "UPDATE evidence SET digest = ''",
        "UPDATE evidence SET claim = 'small:true'",
        "UPDATE evidence SET key = 'moved' WHERE key = 'other 1'",
    ],
)
def test_rows_that_were_edited_are_judged_again_and_said(kept, statement):
    changed(kept, statement)
    evidence, said = found_in(kept)
    harmless = "WHERE" in statement
    assert evidence == (FOUND if harmless else None)
    assert [line for line in said if "altered" in line] == ([] if harmless else said)


def test_evidence_of_another_key_is_not_taken(kept):
    changed(kept, "DELETE FROM evidence WHERE key = 'k'")
    changed(kept, "UPDATE evidence SET key = 'k' WHERE key = 'other 1'")
    assert found_in(kept)[0] is None


@pytest.mark.parametrize("statement", ["ADD COLUMN more TEXT", "DROP COLUMN digest", "RENAME COLUMN digest TO sum"])
def test_a_file_with_other_columns_is_bad_input(kept, statement):
    changed(kept, f"ALTER TABLE evidence {statement}")
    with pytest.raises(InputError, match="other columns"):
        Ledger(kept)


def test_a_file_that_is_deleted_in_mid_run_is_said_once(kept):
    said = []
    with Ledger(kept, say=said.append) as ledger:
        kept.unlink()
        ledger.record("new", "small:false", FOUND)
        ledger.record("newer", "small:false", FOUND)
    assert len(said) == 1
    assert "not kept" in said[0]


def test_a_ledger_that_cannot_be_written_is_read(kept, monkeypatch):
    connect, said = sqlite3.connect, []
    monkeypatch.setattr(
        module.sqlite3, "connect", lambda path, **more: connect(f"file:{path}?mode=ro", uri=True, **more)
    )
    with Ledger(kept, say=said.append) as ledger:
        assert ledger.find("k") == FOUND
        ledger.record("new", "small:false", FOUND)
    assert len(said) == 1
    assert "cannot be written" in said[0]


def test_a_full_disk_keeps_what_fits_and_is_said_once(kept):
    """A limit on the size of files stands for the disk: writing beyond it fails in the same place."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    said = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (kept.stat().st_size + 8192, hard))
    try:
        with Ledger(kept, say=said.append) as ledger:
            for number in range(200):
                ledger.record(f"late {number}", "small:true", FOUND)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(said) == 1
    assert "is not kept" in said[0]
    with Ledger(kept) as ledger:
        assert ledger.find("k") == FOUND
        assert all(ledger.find(f"late {number}") in (None, FOUND) for number in range(200))


def _records(path, name):
    with Ledger(path) as ledger:
        for number in range(30):
            ledger.record(f"{name} {number}", "small:true", FOUND)


def test_three_processes_on_one_ledger_lose_nothing(kept):
    processes = [get_context("fork").Process(target=_records, args=(kept, name)) for name in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with Ledger(kept) as ledger:
        assert all(ledger.find(f"{name} {number}") == FOUND for name in "abc" for number in range(30))


def test_a_locked_ledger_is_waited_for_and_that_is_said(kept, monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    holder, said = sqlite3.connect(kept, check_same_thread=False), []
    holder.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.3, holder.rollback)
    release.start()
    with Ledger(kept, say=said.append) as ledger:
        assert ledger.find("k") == FOUND
    release.join()
    holder.close()
    assert len(said) == 1
    assert "locked" in said[0]


def verdicts(folder, capfd):
    with pytest.raises(SystemExit) as ended:
        main(["verify", "small.py", "--ledger", "l.sqlite", "--json", "--jobs", "1", "--effort", "quick"])
    out, err = capfd.readouterr()
    assert ended.value.code == 1
    return {claim["id"]: claim["verdict"] for claim in json.loads(out)["claims"]}, err


def calm(said):
    """Whether nothing is said but how the run goes on."""
    return not any(word in said for word in ("altered", "incomplete", "damaged", "not kept"))


def test_no_edit_makes_a_refuted_claim_proved(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.py").write_text(PAPER)
    right = {"small:false": "refuted", "small:true": "proved"}
    for _ in range(2):
        found, err = verdicts(tmp_path, capfd)
        assert found == right
        assert calm(err)
    changed("l.sqlite", "UPDATE evidence SET document = replace(document, 'refuted', 'proved')")
    found, err = verdicts(tmp_path, capfd)
    assert found == right
    assert err.count("altered") == 1
    (key, claim), empty = sqlite3.connect("l.sqlite").execute("SELECT key, claim FROM evidence").fetchone(), "[]"
    changed("l.sqlite", "UPDATE evidence SET document = ?, digest = ? WHERE key = ?",
            empty, module._digest(key, claim, empty), key)  # fmt: skip
    found, err = verdicts(tmp_path, capfd)
    assert found == right
    assert err.count("incomplete") == 1


LATE = """
import importlib.util, subprocess, sys
from lemmata.verifier.language import *
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict
def imported():
    found = importlib.util.spec_from_file_location("late", "late.py")
    found.loader.exec_module(late := importlib.util.module_from_spec(found))
    return late.HOLDS
class Own(Rule):
    name, version = "own", 1
    def judge(self, step, context):
        return Finding(Verdict.PROVED if ASKS else Verdict.UNDECIDED, "")
PAPER = Paper("small", "A rule that asks late")
PAPER.claim("it", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=Own())
"""


@pytest.mark.parametrize(
    "asks", ["imported()", "eval(open('late.py').read()[8:])", "b'True' in subprocess.check_output(['cat', 'late.py'])"]
)
def test_what_a_rule_opens_only_while_it_judges_is_never_taken_from_the_ledger(asks, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.py").write_text(LATE.replace("ASKS", asks))
    found = []
    for holds in (True, False):
        (tmp_path / "late.py").write_text(f"HOLDS = {holds}")
        with pytest.raises(SystemExit):
            main(["verify", "small.py", "--ledger", "l.sqlite", "--json", "--jobs", "1", "--effort", "quick"])
        out, err = capfd.readouterr()
        found.append(json.loads(out)["claims"][0]["verdict"])
        assert err.count("its evidence is not kept") == 1
    assert found == ["assumed", "undecided"]
