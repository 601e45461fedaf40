"""Walls are not stripped from a certificate of exponents: where parts meet, a claim is apart from it or names it."""

import json

from lemmata import lemmata_check
from lemmata.numerics.digest import signed

from .test_models import document_of, variance

CLAIM, WHERE = "total <= ell", ["ell >= 0"]


def grade(document):
    found = lemmata_check.check(signed(document))
    return None if found.wrong else found.grades[CLAIM]


def test_a_wall_that_the_domain_reaches_is_named():
    document = json.loads(json.dumps(document_of(variance(), CLAIM, where=WHERE)))
    [claim] = document["claims"]
    assert claim["verdict"] == "proved"
    assert claim["on_walls"] + claim["apart"]
    assert grade(document) == "proved, apart from T of the order of m (mu = 1)"
    claim["on_walls"], claim["apart"] = [], []
    assert grade(document) == "not looked at"


def test_no_wall_is_named_where_a_condition_keeps_away_from_it():
    document = json.loads(json.dumps(document_of(variance(), CLAIM, where=[*WHERE, "mu < 1"])))
    assert document["claims"][0]["on_walls"] + document["claims"][0]["apart"] == []
    assert grade(document) == "proved"
