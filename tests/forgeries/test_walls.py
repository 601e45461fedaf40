"""Walls of a certificate of exponents are computed again: its words on where parts meet are not read."""

import json

import pytest

from lemmata import lemmata_check
from lemmata.numerics.digest import signed

from .test_models import document_of, variance

CLAIM, WHERE = "total <= ell", ["ell >= 0"]


def grade(document):
    found = lemmata_check.check(signed(document))
    return None if found.wrong else found.grades[CLAIM]


@pytest.mark.parametrize(
    "said", [{}, {"on_walls": [], "apart": []}, {"on_walls": ["somewhere else"], "apart": []}, {"apart": ["mu = 2"]}]
)
def test_a_wall_that_the_domain_reaches_is_found_whatever_is_said(said):
    document = json.loads(json.dumps(document_of(variance(), CLAIM, where=WHERE)))
    [claim] = document["claims"]
    assert claim["verdict"] == "proved"
    assert claim["on_walls"] + claim["apart"]
    claim |= said
    assert grade(document) == "proved, apart from mu = 1"


def test_no_wall_is_named_where_a_condition_keeps_away_from_it():
    document = json.loads(json.dumps(document_of(variance(), CLAIM, where=[*WHERE, "mu < 1"])))
    assert document["claims"][0]["on_walls"] + document["claims"][0]["apart"] == []
    assert grade(document) == "proved"
