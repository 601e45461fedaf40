"""No forged certificate is confirmed: by replay, and where its steps can be looked at by the independent checker.

Beside the families there are random mutants, 60 of them, in a deep run 10000.
"""

from __future__ import annotations

import json
import random
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pytest

from lemmata import lemmata_check
from lemmata.interface.certificate_shape import looked_at
from lemmata.interface.documents import certificate_of
from lemmata.numerics.digest import signed
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.certificate import certificate as exponents_certificate
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.optimum import optimal_ridge
from lemmata.verifier import replay as replaying
from lemmata.verifier.chapters import select
from lemmata.verifier.exponents.certificates import check as check_exponents
from lemmata.verifier.judge import judge
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.outcome import Settings
from lemmata.verifier.run import run
from tests.depth import often

from .families import CLAIMS, EXPONENTS, at, changed, paths, without

PAPER = str(Path(__file__).parent / "paper.py")
SCHEMA = "lemmata.certificate/2"
MUTANTS = often(60, 10_000)
OF_CLAIMS, OF_EXPONENTS = often(12, 40), often(4, 12)
"""How many members of a family are looked at."""
CHECKED = (
    "a condition dropped",
    "a fact about something else",
    "a multiplier",
    "a number of a step",
    "a piece of evidence removed",
    "a step removed",
    "another claim used",
    "letters of an eigenvalue",
    "the marked place",
    "verdict of a claim",
)
"""Families in which the checker, too, finds most of the forgeries."""


@pytest.fixture(scope="module")
def genuine(tmp_path_factory):
    """The certificates of a small paper, as they are written to disk."""
    settings = Settings(effort="quick", jobs=1)
    with Ledger(tmp_path_factory.mktemp("forgeries") / "ledger.sqlite") as ledger:
        outcome = run([PAPER], ledger, settings)
    made = [certificate_of(claim, outcome, settings, PAPER) for claim in outcome.asked]
    return [json.loads(json.dumps(document)) for document in made]


@pytest.fixture(scope="module")
def exponents():
    found = derive_exponents(2, "1/2")
    judged = judge_claim(found, "max(-ell, ell/2 - 1)", where=["ell >= 0", "ell <= 2"])
    return json.loads(json.dumps(exponents_certificate(found, optimal_ridge(found), [judged.to_json()])))


@pytest.fixture(autouse=True)
def judged_once(monkeypatch):
    """The same claim is not judged again for each forgery: what is judged does not depend on the certificate."""
    monkeypatch.setattr(replaying, "select", lambda targets: _selected(tuple(targets)))
    monkeypatch.setattr(replaying, "gathered", _gathered)


@lru_cache(maxsize=8)
def _selected(targets):
    return select(targets)


_FOUND = {}


def _gathered(claims, contexts, budget, jobs, points):
    return ((claim.id, _judged(claim, contexts[claim.id], points[claim.id])) for claim in claims)


def _judged(claim, context, points):
    key = claim.content_key, context.effort, context.seed, str(sorted(points.items(), key=str))
    if key not in _FOUND:
        _FOUND[key] = judge(claim, context, points)
    return _FOUND[key]


UNTOUCHED = ("digest", "engine", "settings", "target")
SLIPS = ("a fact dropped", "effort", "inputs", "seed")
"""Families with members that would be genuine under a digest of their own: nothing that they state is false."""


def shows_its_claims(document):
    grades = lemmata_check.check(signed(document)).grades
    return all(grades.get(claim["text"]) == "proved" for claim in document["claims"])


OF_WHAT_IS_DERIVED = ("what is assumed", "walls", "what a part says", "a field beside")
"""Families of exponents that only the derivation from the inputs finds."""


def as_forged(name, document):
    """The forgery as a careful forger leaves it: with a digest of its own."""
    return document if name in SLIPS else signed(document)


def confirmed(document):
    try:
        looked_at(document, SCHEMA)
        return replaying.replay(document, PAPER).confirmed
    except InputError:
        return False


def found_right(document):
    try:
        return not lemmata_check.check(document).wrong
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return False


def test_the_genuine_ones_are_confirmed(genuine, exponents):
    for document in genuine:
        assert replaying.replay(document, PAPER).confirmed, "\n".join(replaying.replay(document, PAPER).lines())
        assert lemmata_check.check(document).wrong == []
    assert check_exponents(exponents).failures == []
    assert lemmata_check.check(exponents).wrong == []
    assert shows_its_claims(exponents)


def test_the_checker_looks_at_most_steps_of_the_paper(genuine):
    report = lemmata_check.Report()
    for document in genuine:
        lemmata_check.certificate(document, report)
    assert set(report.held) >= {"algebra", "inequality", "use", "given"}
    assert set(report.open) <= {"limit", "cited"}


@pytest.mark.parametrize("name", CLAIMS)
def test_no_forged_certificate_of_a_claim_is_confirmed(genuine, name):
    forged = [made for document in genuine for made in CLAIMS[name](document) if made != document]
    assert forged, "a family without members"
    assert [made for made in spread(forged, OF_CLAIMS) if confirmed(as_forged(name, made))] == []


@pytest.mark.parametrize("name", EXPONENTS)
def test_no_forged_certificate_of_exponents_is_confirmed(exponents, name):
    forged = [made for made in EXPONENTS[name](exponents) if made != exponents]
    assert forged, "a family without members"
    forged = spread(forged, OF_EXPONENTS)
    assert [made for made in forged if _holds(as_forged(name, made))] == []
    missed = [made for made in forged if found_right(as_forged(name, made)) and shows_its_claims(made)]
    assert len(missed) * 2 < len(forged) or name in OF_WHAT_IS_DERIVED, f"{len(missed)} were not found"


def spread(forged, most):
    """At most so many, from the first to the last."""
    return forged if len(forged) <= most else [forged[place * len(forged) // most] for place in range(most)]


def _holds(document):
    try:
        return check_exponents(document).confirmed
    except InputError:
        return False


@pytest.mark.parametrize("name", CHECKED)
def test_the_checker_finds_forgeries_by_itself(genuine, name):
    forged = [made for document in genuine for made in CLAIMS[name](document) if made != document][:40]
    missed = [made for made in forged if found_right(as_forged(name, made))]
    assert len(missed) * 2 < len(forged), f"{len(missed)} of {len(forged)} were not found"


def test_what_is_seen_only_is_counted_and_theorems_are_named(genuine):
    [square] = [document for document in genuine if document["claim"] == "genuine:square"]
    [bare] = CLAIMS["evidence in place of a proof"](square)
    report = lemmata_check.check(signed(bare))
    assert (report.held.total(), dict(report.open)) == (0, {"evidence without a proof": 1})
    [used] = [document for document in genuine if document["claim"] == "genuine:put-in"]
    taken = changed(changed(used, ("claims", 0, "kind"), "theorem"), ("claims", 0, "steps"), [])
    kept = [item for item in taken["claims"][0]["evidence"] if item["part"] in ("domain", "statement")]
    taken = changed(changed(taken, ("claims", 0, "evidence"), kept), ("claims", 0, "verdict"), "assumed")
    report = lemmata_check.check(signed(taken))
    assert (report.wrong, report.grades["genuine:put-in"], report.cited) == ([], "proved", {"genuine:square"})
    assert lemmata_check.check(used).cited == set()


@pytest.mark.parametrize(
    ("point", "right"),
    [
        ({"d": "1", "T": "3", "sigma": "1"}, True),
        ({"d": "2", "T": "9/2", "sigma": "1"}, False),  # no number of rows
        ({"d": "1", "T": "2", "sigma": "1"}, False),  # outside of the domain
        ({"d": "1", "T": "3", "sigma": "0"}, False),  # both sides are zero
    ],
)
def test_a_counterexample_is_put_in(genuine, point, right):
    [false] = [document for document in genuine if document["claim"] == "genuine:false"]
    place = next(p for p, value in paths(false) if p[-1:] == ("counterexample",) and value)
    report = lemmata_check.check(signed(changed(false, place, point)))
    assert (report.wrong == []) is right
    assert report.held["counterexample"] == right


@pytest.mark.parametrize(("value", "right"), [("3", True), ("2", False), ("7/2", False), ("-3", False)])
def test_a_witness_is_put_in(genuine, value, right):
    """With T >= d + 2 rows and one feature."""
    [share] = [document for document in genuine if document["claim"] == "genuine:share"]
    moved = changed(share, ("claims", 0, "witness"), [["d", "1"], ["T", value]])
    assert found_right(signed(moved)) is right


def test_a_counterexample_of_a_domain_that_is_not_decided_is_left_open(genuine):
    """Roots, letters without a number and words such as prime are not looked at: the point may be outside."""
    [false] = [document for document in genuine if document["claim"] == "genuine:false"]
    root, other = [">=", ["^", ["s", "T"], "1/2"], "7"], ["<=", ["s", "x"], ["s", "sigma"]]
    for condition, words in ((root, []), (other, []), (None, ["prime"])):
        made = json.loads(json.dumps(false))
        made["claims"][-1]["where"] += [condition] if condition else []
        made["symbols"]["T"] += words
        report = lemmata_check.check(signed(made))
        assert report.held["counterexample"] == 0
        assert report.open["counterexample"] > 0


@pytest.mark.parametrize("word", ["proved", "assumed", "tested"])
def test_the_checker_knows_the_words_of_verdicts(genuine, word):
    """Another word throughout is consistent with itself, and none of Lemmata's."""
    for document in genuine:
        text = json.dumps(document)
        made = signed(json.loads(text.replace(f'"{word}"', '"wonderful"')))
        assert found_right(made) == (f'"{word}"' not in text)
        assert not found_right({**document, "digest": "0" * 64})


def test_a_number_is_no_word_of_truth_and_nothing_is_not_left_out(genuine, exponents):
    """In Python 1 is equal to true, and a field that is missing is got as null: a certificate is what is written."""
    numbers = [changed(d, p, int(v)) for d in genuine for p, v in paths(d) if isinstance(v, bool)]
    missing = [without(d, p) for d in genuine for p, v in paths(d) if v is None and isinstance(p[-1], str)]
    assert numbers
    assert missing
    assert [made for made in [*numbers, *spread(missing, OF_CLAIMS)] if confirmed(signed(made))] == []
    assert not _holds(signed({**exponents, "optimised": 1}))


def test_ends_of_a_proof_that_have_no_value_are_left_open(genuine):
    """Where the statement and the proof are written apart, they are compared; 1/0 is compared with nothing."""
    [share] = [document for document in genuine if document["claim"] == "genuine:share"]
    place = ("claims", 0, "statement", 0)
    end = at(share, place)
    same = lemmata_check.check(signed(changed(share, place, ["+", end, "1", "-1"])))
    assert (same.wrong, same.open["ends of a proof"]) == ([], 0)
    assert lemmata_check.check(signed(changed(share, place, ["+", end, "1"]))).wrong
    valueless = lemmata_check.check(signed(changed(share, place, ["*", end, ["^", "0", "-1"]])))
    assert (valueless.wrong, valueless.open["ends of a proof"]) == ([], 1)


def test_there_are_enough_forgeries(genuine, exponents):
    claims = [min(40, sum(1 for document in genuine for _ in islice(forge(document), 40))) for forge in CLAIMS.values()]
    others = [min(12, sum(1 for _ in islice(forge(exponents), 12))) for forge in EXPONENTS.values()]
    assert len(CLAIMS) + len(EXPONENTS) >= 30
    assert sum(claims) + sum(others) >= 300


def test_no_random_mutant_is_confirmed(genuine):
    rng = random.Random(0)
    for _ in range(MUTANTS):
        document = rng.choice(genuine)
        path, value = rng.choice([(p, v) for p, v in paths(document) if p and p[0] not in UNTOUCHED])
        other = rng.choice([None, [], {}, "0", "x", 1, ["s", "x"], [value], "proved", -5, 10**12, True, 0.5])
        made = changed(document, path, other)
        if made == document and type(other) is type(value):
            continue
        assert not confirmed(signed(made)), f"{path}: {value!r} -> {other!r}"
        found_right(made)
