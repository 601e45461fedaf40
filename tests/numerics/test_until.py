"""Deadlines on processor time: the earlier one counts, and what is stopped can be asked again."""

from time import process_time

import pytest

from lemmata.numerics.until import TimeIsUp, look_up, until
from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.notation import T, d, ridge
from lemmata.theory.quantities.regression import LAWS, R
from lemmata.theory.random_matrices import E, tr
from lemmata.theory.spectra.eigensum import s


@pytest.mark.parametrize("deadlines", [(-1, 1e6), (1e6, -1)])
def test_of_two_deadlines_the_earlier_one_counts(deadlines):
    outer, inner = (process_time() + each for each in deadlines)
    with until(outer):
        with until(inner), pytest.raises(TimeIsUp):
            look_up()
        if outer > process_time():
            look_up()
    look_up()


def test_what_a_deadline_stops_is_found_when_it_is_asked_again():
    asked = E(tr(R)), LAWS, [ridge > 0]
    with until(process_time() - 1), pytest.raises(TimeIsUp):
        derived(*asked)
    found, point = derived(*asked), ({d: 2, T: 2, ridge: 1}, {s: [1, 1]})
    with until(process_time() - 1), pytest.raises(TimeIsUp):
        found.at(*point)
    assert found.at(*point).value == pytest.approx(5**0.5 - 1, rel=1e-12)
