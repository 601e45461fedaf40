"""The search for a counterexample: what was compared counts, and nothing is begun when the time is over."""

from fractions import Fraction
from time import process_time

import pytest

from lemmata.theory.notation import T, d
from lemmata.verifier.engines.domain import Domain
from lemmata.verifier.property_test.comparison import Comparison
from lemmata.verifier.property_test.search import Findings, search, steer
from lemmata.verifier.property_test.truth import Truth


class Slow:
    """A judge whose every answer comes when the time is over."""

    def __init__(self, gap):
        self.gap = gap

    def at(self, point):
        return Comparison(point, 1 + self.gap, Truth(Fraction(1), "known"), self.gap, self.gap)


@pytest.mark.parametrize(("gap", "in_time"), [(Fraction(1), True), (Fraction(0), False)])
def test_a_counterexample_that_took_all_the_time_is_one(gap, in_time):
    found = search(Slow(gap), [Domain.of([T, d], [T > d])], seed=0, deadline=process_time() - 1)
    assert (found.points, found.in_time, found.worst is not None) == (1, in_time, in_time)


def test_a_counterexample_that_is_drawn_ends_the_search():
    """Hypothesis comes back to the point, which was seen by then."""
    findings = Findings()
    cell = Domain.of([T, d], [T > d])
    steer(Slow(Fraction(1)), [cell], findings, seed=0, deadline=process_time() + 60)
    assert findings.worst is not None
    assert (findings.points, findings.cell) == (1, cell)
