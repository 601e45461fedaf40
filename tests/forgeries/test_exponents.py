"""The independent checker: claims about exponents that their parts do not bear out, or that are about nothing."""

import copy
import json

import pytest

from lemmata import lemmata_check
from lemmata.numerics.digest import signed
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.certificate import certificate
from lemmata.theory.scaling.claims import judge_claim
from lemmata.verifier.exponents import certificates

TRUE = "max(-2*ell*min(r,1), ell/2-1)"


@pytest.fixture(scope="module")
def genuine():
    found = derive_exponents(2, "r", where=("ell >= 0", "ell <= 2"))
    return json.loads(json.dumps(certificate(found, None, [judge_claim(found, TRUE).to_json()])))


def grade(document, **changes):
    """What is said of the claim; empty for a document in which something is wrong."""
    claim = document["claims"][0]
    claim.update(changes)
    found = lemmata_check.check(signed(document))  # as a careful forger leaves it
    return "" if found.wrong else found.grades[claim["text"]]


def test_the_genuine_one_is_proved(genuine):
    assert grade(copy.deepcopy(genuine)) == "proved"


@pytest.mark.parametrize("text", ["max(-2*ell, ell/2-1)", "max(-2*ell*r, ell/2-1)"])
def test_words_do_not_make_a_letter_one(genuine, text):
    """Right at r = 1 only (or up to it), where every part is said to be."""
    document = copy.deepcopy(genuine)
    for part in document["claims"][0]["parts"]:
        part["says"] = part["says"].replace("where ", "where r = 1 and ", 1)
    assert grade(document, text=text) != "proved"


@pytest.mark.parametrize(
    "where", [["ell >= 1", "ell <= 1"], ["1 <= 0"], ["ell == 1", "ell >= 1"], ["ell != 1", "ell >= 1"]], ids=str
)
def test_a_claim_about_nothing_is_not_proved(genuine, where):
    assert grade(copy.deepcopy(genuine), text="total == 5", where=where, parts=[]) != "proved"


def test_other_words_than_those_of_the_parts_are_wrong(genuine):
    assert grade(copy.deepcopy(genuine), text="max(-2*ell*min(r,1), ell/2-1 + (r-r))") == "proved"
    for other in ("max(-2*ell*min(r,1), ell/2-2)", "max(-2*ell*min(r,1), ell/2-1, ell/2-2*r)", "-2*ell*min(r,1)"):
        assert grade(copy.deepcopy(genuine), text=other) != "proved"


def test_what_a_solver_alone_decided_shows_no_claim(genuine):
    """A polynomial fact without multipliers is counted, and a claim with it is not proved here, true or false."""
    document = copy.deepcopy(genuine)
    facts = [fact for regime in document["cases"][0]["regimes"] for fact in regime["proof"]["facts"]]
    polynomial = next(f for f in facts if any(sum(powers.values()) > 1 for _, powers in f[0][0]))
    polynomial[1:] = ["solver"]
    assert grade(document | {"solver_facts": 1}) == "not looked at"
    assert grade(document | {"solver_facts": 0}) == ""


def test_no_part_of_the_space_shows_no_claim(genuine):
    assert grade(copy.deepcopy(genuine) | {"cases": []}, text="total == 5", parts=[]) == ""


def test_an_optimum_that_was_not_looked_for(genuine):
    assert grade(copy.deepcopy(genuine), text=f"optimum == {TRUE}") == ""


@pytest.mark.parametrize("case", range(3))
def test_a_case_that_was_deleted_is_missed(genuine, case):
    """0 < r < 1, r = 1 and r > 1 are the parts; what the inputs state is covered by all three only."""
    document = copy.deepcopy(genuine)
    domain = document["cases"].pop(case)["domain"]
    claim = document["claims"][0]
    claim["parts"] = [
        part
        for part in claim["parts"]
        if not (all(row in part["region"] for row in domain) and has_r(part) == any(map(mentions_r, domain)))
    ]
    assert grade(copy.deepcopy(document)) == ""
    if len(document["whole"]) == 2:
        renamed = json.loads(json.dumps(document["whole"]).replace('"part": 2', '"part": 1'))
        assert grade(copy.deepcopy(document) | {"whole": renamed}) == ""
        assert grade(copy.deepcopy(document) | {"whole": renamed[:1]}) == ""
    assert grade(document | {"whole": None}) == "not looked at"


def test_a_domain_that_is_smaller_than_stated_is_not_the_one_to_cover(genuine):
    document = copy.deepcopy(genuine)
    document["whole"][0]["rows"].append([[["1", {}], ["-1", {"ell": 1}]], [["1", {}]]])
    assert grade(document) == ""


@pytest.mark.parametrize("where", [("ell >= 0", "ell <= 2", "r <= 1/2"), ("ell >= 0", "ell <= 2", "r >= 2")], ids=str)
def test_a_true_claim_on_part_of_the_sources_is_proved(where):
    """At r = 1 the conditions never hold, and no part is missed there."""
    found = derive_exponents(2, "r", where=where)
    document = json.loads(json.dumps(certificate(found, None, [judge_claim(found, TRUE).to_json()])))
    assert grade(document) == "proved"


@pytest.mark.parametrize(("strict", "weak"), [("r < 1", "r <= 1"), ("r > 1", "r >= 1"), ("0 < r < 1", "0 < r <= 1")])
def test_the_source_one_is_left_out_by_a_strict_condition_only(strict, weak):
    """At r = 1 the row 1 - r of both is 0: as 0 > 0 it leaves no part there, as 0 >= 0 it does."""
    found = derive_exponents(2, "r", where=("ell >= 0", "ell <= 2", strict))
    document = json.loads(json.dumps(certificate(found, None, [judge_claim(found, TRUE).to_json()])))
    assert grade(copy.deepcopy(document)) != ""  # nothing is wrong
    assert certificates.check(document).failures == []
    document["inputs"]["where"][-1] = weak
    assert grade(copy.deepcopy(document)) == ""
    assert certificates.check(signed(document)).failures


def mentions_r(row):
    return any("r" in powers for side in row for _, powers in side)


def has_r(part):
    return any(map(mentions_r, part["region"]))
