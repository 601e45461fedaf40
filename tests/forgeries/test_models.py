"""Certificates of a model's exponents whose formula is another one, and all of whose parts follow from that formula."""

import json
from dataclasses import replace

import pytest

from lemmata import lemmata_check
from lemmata.numerics.digest import signed
from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped_model
from lemmata.theory.scaling.certificate import certificate
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.derive import exponents_of
from lemmata.theory.scaling.of_models.model_inputs import model_inputs
from lemmata.verifier.exponents.certificates import check

CLAIM = "min(2*ell-1, ell/2-1, min(mu,1)-1)"


def document_of(inputs, *claims, where=()):
    found = exponents_of(inputs)
    judged = [judge_claim(found, claim, where).to_json() for claim in claims]
    return json.loads(json.dumps(certificate(found, None, judged)))


def variance():
    return model_inputs(shipped_model("random-features"), "variance", {"m": "T^mu"}, beta="2", r="1/2")


def risk():
    return model_inputs(shipped_model("ridge"), "risk", {}, beta="2", where=("ell >= 0", "ell <= 2"))


@pytest.fixture(scope="module")
def genuine():
    return document_of(variance(), CLAIM, where=["mu < 1"])


@pytest.fixture(scope="module")
def between_sources():
    """The risk of ridge regression has parts of its own at r = 1, where a sum has a logarithm."""
    return document_of(risk(), "max(-2*ell*min(r,1), ell/2-1)")


def checked(document):
    found = lemmata_check.check(signed(document))
    return None if found.wrong else list(found.grades.values())


def test_the_genuine_ones_are_confirmed_and_their_claims_looked_at(genuine, between_sources):
    for document in (genuine, between_sources):
        assert check(document).failures == []
        assert checked(document) == ["proved"]


OTHER_FORMULAS = {
    "a factor more": {"value": "sigma**2*kappa*df2/(T - df2)"},
    "another formula": {"value": "sigma**2*df2/(T - df2)"},
    "no features": {"value": "sigma**2*df2/(T - df2)", "equations": (("ridge", "kappa*(T - df1)/T"),)},
    "another size that bounds": {"value": "sigma**2", "equations": (("ridge", "kappa*(T - df1)*(2*m - df1)/(2*T*m)"),)},
    "another sum by the name": {
        "value": "sigma**2*df2",
        "names": (("df1", "EigenSum(s/(kappa + s))"), ("df2", "EigenSum(s/(kappa + s)**2)")),
    },
    "another power": {"powers": (("T", "T"), ("m", "T^(2*mu)"), ("ridge", "T^-ell"), ("sigma2", "1"))},
    "another model": {"model": "ridge"},
    "another quantity": {"stated": "bias"},
    "other options": {"given": (("m", "T^2"),)},
    "no model": {"model": ""},
    "other words": {"quantity": "random-features:risk"},
}


@pytest.mark.parametrize("name", OTHER_FORMULAS)
def test_a_formula_that_is_not_the_models_is_rejected(name, genuine):
    """The forger derives everything else from the false formula, so that it fits together."""
    document = document_of(replace(variance(), **OTHER_FORMULAS[name]))
    assert document["inputs"] != genuine["inputs"]
    found = check(document)
    if name == "no model":
        assert any("no model" in words for words in found.assumed)
    else:
        assert found.failures


def test_a_model_in_a_file_is_not_run_unless_trusted(genuine):
    document = signed({**genuine, "inputs": {**genuine["inputs"], "model": "/tmp/model.py"}})
    with pytest.raises(InputError, match="it is a program"):
        check(document)


@pytest.mark.parametrize("case", range(2))
def test_a_part_that_was_deleted_is_missed(genuine, case):
    document = json.loads(json.dumps(genuine))
    del document["cases"][case]
    document["claims"][0]["parts"] = [
        part
        for part in document["claims"][0]["parts"]
        if all(row in part["region"] for row in document["cases"][0]["domain"])
    ]
    assert checked(document) != ["proved"]


def test_the_parts_at_a_source_are_missed(between_sources):
    document = json.loads(json.dumps(between_sources))
    at = [place for place, case in enumerate(document["cases"]) if case["fixed"]]
    assert at
    without = {**document, "cases": [case for case in document["cases"] if not case["fixed"]]}
    without["whole"] = json.loads(json.dumps(document["whole"][:1]).replace(f'"part": {at[0] + 1}', f'"part": {at[0]}'))
    assert checked(without) != ["proved"]
    elsewhere = {**document, "cases": [{**c, "fixed": {"r": "2"}} if c["fixed"] else c for c in document["cases"]]}
    assert checked(elsewhere) != ["proved"]


def test_a_smaller_domain_than_the_inputs_state_is_not_the_one_to_cover(genuine):
    document = json.loads(json.dumps(genuine))
    document["whole"][0]["rows"].append([[["-1", {"ell": 1}]], [["1", {}]]])
    assert checked(document) != ["proved"]
