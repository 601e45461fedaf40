"""Planted errors in exponents, regimes and certificates: every one must be caught.

A certificate is changed in one place (a coefficient, a sign, a multiplier, a part left out) and checked again. A change
that is not noticed would be a hole in the checker.
"""

import copy
import json
from fractions import Fraction

import pytest

from theory.scaling import derive_exponents
from theory.scaling.certificate import certificate
from theory.scaling.claims import judge_claim
from theory.scaling.forms import Form
from theory.scaling.optimum import optimal_ridge
from verifier.exponent_certificates import check


@pytest.fixture(scope="module")
def document():
    found = derive_exponents(2, "1/2", sigma2="T^-s")
    return json.loads(json.dumps(certificate(found, optimal_ridge(found))))


def test_the_certificate_is_sound_before_it_is_changed(document):
    result = check(document)
    assert result.confirmed, result.failures
    assert result.facts > 50


def _coefficients(part, path=()):
    """Paths of all coefficients of forms (``[coefficient, {name: power}]``) and multipliers."""
    if isinstance(part, list):
        if len(part) == 2 and isinstance(part[0], str) and isinstance(part[1], dict):
            yield (*path, 0)
        elif len(part) == 2 and isinstance(part[0], list) and isinstance(part[1], str) and part[1] != "solver":
            yield (*path, 1)
        elif part[:1] != [[]]:  # 0/d is 0 whatever d is
            for i, item in enumerate(part):
                yield from _coefficients(item, (*path, i))
    elif isinstance(part, dict):
        for key, item in part.items():
            if key not in ("inputs", "assumed"):
                yield from _coefficients(item, (*path, key))


def _changed(document, path, change):
    mutant = copy.deepcopy(document)
    place = mutant
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = str(change(Fraction(place[path[-1]])))
    return mutant


def test_every_changed_coefficient_or_multiplier_is_noticed(document):
    """Numerators, denominators, splits, exponents, rows, multipliers: 60 of them, evenly spread, each moved by 1/7."""
    paths = list(_coefficients(document))
    chosen = paths[:: max(1, len(paths) // 60)]
    survivors = [path for path in chosen if check(_changed(document, path, lambda v: v + Fraction(1, 7))).confirmed]
    assert survivors == []


def test_left_out_parts_are_noticed(document):
    for remove in (
        lambda m: m["cases"].pop(),
        lambda m: m["cases"][0]["regimes"].pop(),
        lambda m: m["cases"][0]["cover"].pop(),
        lambda m: m["cases"][0]["regimes"][0]["rows"].pop(),
        lambda m: m["cases"][0]["optimum"][0]["bounds"].pop(),
        lambda m: m["cases"][0]["optimum"].pop(),
        lambda m: m["inputs"].update(sigma2="T^-2*s"),
        lambda m: m["inputs"].update(r="3/4"),
    ):
        mutant = copy.deepcopy(document)
        remove(mutant)
        assert not check(mutant).confirmed


EXPONENTS = {
    "bias": "-2*ell*min(r,1)",
    "variance": "ell/beta - 1 - s",
    "collapse": "g + max(1, delta) - b - (1 - ell/beta)",
}


@pytest.mark.parametrize("term", EXPONENTS)
def test_mutated_exponents_are_refuted(term):
    chain = {"d": "T^delta", "T0": "T^b", "n": "T^g", "sigma2": "T^-s"}
    found = derive_exponents("beta", "r", **chain, where=["ell > 0", "ell < beta", "delta > ell/beta", "r < 1"])
    right = EXPONENTS[term]
    assert judge_claim(found, f"{term} == {right}").verdict == "proved"
    mutants = {right.replace(a, b) for a, b in [("2", "3"), ("1", "2"), ("-", "+"), ("+", "-"), ("max", "min")]} - {
        right
    }
    mutants |= {right + " + 1/100", right.replace("ell/beta", "ell"), right.replace("s", "2*s")} - {right}
    mutants -= {"-2*ell*min(r,2)"} if term == "bias" else set()  # r < 1 here: the same function
    for mutant in mutants:
        judged = judge_claim(found, f"{term} == {mutant}")
        assert judged.verdict == "refuted", mutant
        assert judged.derived != judged.claimed


def test_a_wrong_condition_is_refuted():
    """The power law of the bias does not go on beyond ell = beta."""
    found = derive_exponents("beta", "r", where=["r < 1"])
    assert judge_claim(found, "bias == -2*ell*r", where=["ell > 0", "ell < beta"]).verdict == "proved"
    assert judge_claim(found, "bias == -2*ell*r", where=["ell > 0"]).verdict == "refuted"


def test_json_of_forms_is_lossless():
    form = (Form.name("ell") * 3 - 2) / (2 * Form.name("beta") * Form.name("r") + 1)
    assert Form.from_json(json.loads(json.dumps(form.to_json()))) == form
