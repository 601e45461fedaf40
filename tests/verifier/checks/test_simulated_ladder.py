"""A check says nothing of a point outside of the domain, nor of a relation that it does not compare."""

import pytest

from lemmata.theory.notation import T, d, sigma
from lemmata.theory.quantities.error_law import error_median
from lemmata.theory.quantities.regression import risk
from lemmata.theory.relations import at_least, at_most, equal, equivalent, less_than
from lemmata.verifier.checks import exact_sizes, ladder, simulated_median, simulation
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict

WITNESS = {d: 2, T: 5, sigma: 1}
CLEAN, VALUE = risk(0, ridge=0), sigma**2 * d / (T - d - 1)


def finding(paper, statement, check, where=(T >= d + 2,)):
    claim = paper.claim(f"it-{len(paper.claims)}", "It", statement, where=list(where), witness=WITNESS)
    return check.gather(claim, Context()).verdict


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (equal(CLEAN, VALUE), Verdict.SIMULATED),
        (equal(CLEAN, 2 * VALUE), Verdict.REFUTED),
        (at_most(CLEAN, 2 * VALUE), Verdict.SIMULATED),
        (less_than(CLEAN, VALUE / 2), Verdict.REFUTED),
        (at_least(CLEAN, VALUE / 2), Verdict.SIMULATED),
        (at_least(CLEAN, 2 * VALUE), Verdict.REFUTED),
        (equivalent(CLEAN, VALUE / 2), Verdict.UNDECIDED),
    ],
)
def test_a_simulation_compares_as_the_statement_does(paper, statement, expected):
    assert finding(paper, statement, simulation({d: 8, T: 24}, resolution="1/20")) is expected


def test_a_simulation_outside_of_the_domain_refutes_nothing(paper):
    assert finding(paper, equal(CLEAN, VALUE), simulation({d: 40, T: 3})) is Verdict.UNDECIDED


def test_sizes_that_grow_say_nothing_of_an_equation(paper):
    for check in (ladder(), exact_sizes()):
        assert finding(paper, equal(CLEAN, sigma**2 * d / (T - d)), check) is Verdict.UNDECIDED


def test_a_ladder_outside_of_the_domain_refutes_nothing(paper):
    few = equivalent(CLEAN, sigma**2 * T / (d - T))
    assert finding(paper, few, ladder(), [T <= d - 2]) is Verdict.UNDECIDED


def test_a_median_supports_what_speaks_of_it(paper):
    assert finding(paper, equivalent(T, 2 * T), simulated_median(3, 9)) is Verdict.UNDECIDED
    assert finding(paper, at_most(error_median(d=3, T=9), 1), simulated_median(3, 9)) is Verdict.SIMULATED
