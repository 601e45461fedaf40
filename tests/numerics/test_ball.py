"""Balls from Arb: the same, or wider where exponents cannot be written out."""

from fractions import Fraction

import pytest
from flint import arb, fmpz

from lemmata.numerics.ball import Ball


@pytest.mark.parametrize(
    ("mid", "rad"),
    [
        ((3, -2), (1, -60)),
        ((3, -2), (5, -(10**9))),
        ((-3, -(10**9)), (1, -(2 * 10**9))),
        ((7, -(10**12)), (0, 0)),
        ((-7, -(10**12)), (3, -10)),
    ],
)
def test_a_ball_encloses_the_one_that_it_is_made_from(mid, rad):
    made = arb(mid=tuple(map(fmpz, mid)), rad=tuple(map(fmpz, rad)))
    ball = Ball.from_arb(made)
    assert ball.to_arb().contains(made)
    assert ball.rad - Fraction(rad[0]) * Fraction(2) ** max(rad[1], -64) <= Fraction(1, 1 << 50)


def test_what_cannot_be_written_out_is_no_enclosure():
    with pytest.raises(ValueError, match="written out"):
        Ball.from_arb(arb(mid=(fmpz(1), fmpz(10**9)), rad=(fmpz(0), fmpz(0))))
