"""How busy a run was, and what took longest."""

import pytest

from lemmata.verifier.evidence import Evidence
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.step import Finding
from lemmata.verifier.verdict import Verdict


def taking(*seconds):
    return [
        Evidence.of("step", "algebra", Finding(Verdict.PROVED, "both sides agree"), seconds=each) for each in seconds
    ]


def test_the_share_is_that_of_the_time_of_all_processes():
    evidence = {"a": taking(1.0, 2.0), "b": taking(4.0), "remembered": taking(100.0)}
    outcome = Outcome(None, evidence, {}, 5.0, ("a", "b"), 2)
    assert list(outcome.durations.items()) == [("b", 4.0), ("a", 3.0)]
    assert outcome.busy == pytest.approx(7 / 10)


def test_what_was_read_from_the_ledger_kept_nobody_busy():
    assert Outcome(None, {"a": taking(1.0)}, {}, 0.1).busy == 0
