"""Textbook facts are proved and their false twins are not: a sample in a plain run, all of them in a deep one."""

import pytest

from tests.analysis import algebra, inequalities
from tests.analysis.facts import false_ones, proved, refuted
from tests.depth import DEEP

TABLES = (algebra, inequalities)
FACTS = [one for table in TABLES for one in table.FACTS]
SAMPLE = FACTS if DEEP else FACTS[1::9]


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.name)
def test_a_fact_is_proved_and_its_twins_are_not(one):
    assert proved(one.statement, one.rule, one.where) == ""
    for statement, where in false_ones(one):
        assert proved(statement, one.rule, where) != ""


@pytest.mark.parametrize("one", FACTS if DEEP else FACTS[3::20], ids=lambda one: one.name)
def test_a_false_twin_is_refuted(one):
    for statement, where in false_ones(one):
        assert refuted(statement, one.rule, where)


def test_names_are_not_used_twice():
    assert len({one.name for one in FACTS}) == len(FACTS)
