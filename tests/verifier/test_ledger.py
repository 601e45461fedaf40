"""Evidence is found again by content, survives an interrupt, and never goes stale."""

import os
import sqlite3
import subprocess
import sys

import pytest
from sympy import Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.relations import BOUNDED_BELOW, PROPORTIONAL, equal, equivalent
from lemmata.verifier.claim import Paper
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.judge import context_of
from lemmata.verifier.ledger import Ledger, key
from lemmata.verifier.listing import chapter_keys
from lemmata.verifier.rules import algebra, eigenbasis
from lemmata.verifier.step import Finding
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP

x = Symbol("x", positive=True)
HOLDS = Finding(Verdict.TESTED, "holds", counterexample={"x": "1/2"}, cited=("a book",))
FOUND = [Evidence.of("statement", "points", HOLDS)]


def claim_with(rule=algebra, rhs=x**2 + x, witness=1):
    paper = Paper("demo", "")
    return paper.claim("double", "", equal(x * (x + 1), rhs), witness={x: witness}, proof=rule)


def key_of(claim, **settings):
    return key(claim, context_of(claim, **settings))


def test_evidence_is_read_back_as_it_was_written(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.record("k", "demo:double", FOUND)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.find("k") == FOUND
        assert ledger.find("another") is None


def test_the_same_claim_has_the_same_key():
    assert key_of(claim_with()) == key_of(claim_with())


def test_a_changed_statement_rule_witness_or_effort_has_another_key():
    changed = [
        key_of(claim_with(rhs=3 * x)),
        key_of(claim_with(rule=eigenbasis)),
        key_of(claim_with(witness=2)),
        key_of(claim_with(), effort="deep"),
        key_of(claim_with(), seed=1),
    ]
    assert key_of(claim_with()) not in changed
    assert len(set(changed)) == len(changed)


def test_symbols_of_one_name_and_different_assumptions_are_told_apart():
    y = Symbol("x", integer=True)
    other = Paper("demo", "").claim("double", "", equal(y * (y + 1), y**2 + y), witness={y: 1})
    plain = Paper("demo", "").claim("double", "", equal(x * (x + 1), x**2 + x), witness={x: 1})
    assert other.content_key != plain.content_key


def test_an_equivalent_in_another_regime_is_another_claim():
    """Evidence where eigenvalues stay away from zero says nothing of those that do not."""
    keys = {
        Paper("demo", "").claim("near", "", equivalent(x + 1, x, regime), witness={x: 1}).content_key
        for regime in (PROPORTIONAL, BOUNDED_BELOW)
    }
    assert len(keys) == 2


def test_a_file_that_is_no_ledger_is_refused_and_kept(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but precious " * 100)
    before = file.read_bytes()
    with pytest.raises(InputError, match="ledger"):
        Ledger(file)
    assert file.read_bytes() == before


def test_a_record_that_cannot_be_read_is_judged_again(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.record("k", "demo:double", FOUND)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE evidence SET document = '[{'")
    with Ledger(path) as ledger:
        assert ledger.find("k") is None


def test_every_claim_of_a_chapter_has_the_same_key_in_every_process():
    chapters = chapter_keys() if DEEP else ["accumulation"]
    code = f"from lemmata.verifier.chapters import select\nprint([c.content_key for c in select({chapters}).claims])"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
