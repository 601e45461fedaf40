"""A counterexample is made small in every letter, whatever the others are held up by."""

from fractions import Fraction

from lemmata.theory.notation import T, d, sigma
from lemmata.verifier.engines.domain import Domain
from lemmata.verifier.engines.shrinking import smaller


def test_a_bound_of_one_letter_does_not_hold_up_the_others():
    domain = Domain.of([d, sigma, T], [T >= d + 2])
    start = {d: Fraction(5), sigma: Fraction(5000), T: Fraction(12)}
    tried = []

    def gap(point):
        tried.append(point)
        return Fraction(1, 2)

    assert smaller(domain, gap, start, Fraction(1, 10)) == {d: 1, sigma: 0, T: 3}
    assert len(tried) < 30


def test_letters_in_step_are_moved_together():
    domain = Domain.of([d, T], [T >= d + 2, T <= d + 2])
    start = {d: Fraction(40), T: Fraction(42)}
    assert smaller(domain, lambda point: Fraction(1, 2), start, Fraction(1, 10)) == {d: 1, T: 3}
