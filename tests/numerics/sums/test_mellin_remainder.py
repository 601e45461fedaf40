"""The integral that bounds a Mellin remainder: against the remainder itself, and its tail against the integrand."""

from fractions import Fraction

import pytest
from flint import arb, ctx

from lemmata.numerics.errors import InputError
from lemmata.numerics.sums.mellin_remainder import _Line, remainder_constant
from lemmata.numerics.sums.scaling_integral import scaling_integral
from lemmata.theory.notation import kappa
from lemmata.theory.spectra.mellin_expansion import MellinExpansion
from lemmata.theory.spectra.spectral_functions import SpectralSum
from lemmata.theory.values.enclosure import enclose

LINES = [
    (3, 2, 2, "1/2"),
    ("19/10", 2, "3/2", "1/2"),
    ("3/2", 1, "3/2", "3/2"),
    (2, 1, 2, "5/2"),
    (7, 2, 2, "3/2"),  # a double pole at s = -1
    ("11/10", 1, "11/10", "1/2"),
]


@pytest.mark.parametrize(("u", "q", "beta", "M"), LINES)
def test_the_remainder_is_below_the_constant_for_every_kappa(u, q, beta, M):
    """|S - terms| <= C_M kappa^M, at kappa from 1e-9 to 100; and somewhere it uses a tenth of what it may."""
    expansion = MellinExpansion.of(Fraction(u), q, Fraction(beta), terms=int(Fraction(M)) + 1)
    constant = expansion.remainder_constant(M)
    shares = []
    for size in ("1e-9", "1e-5", "1e-2", "1/10", "1", "4", "100"):
        at = Fraction(size)
        rest = SpectralSum(expansion.u, q, expansion.beta, kappa) - expansion.expression(kappa)
        ball = enclose(rest / kappa ** Fraction(M), {kappa: at}, digits=20)
        assert abs(ball.mid) + ball.rad <= constant.upper
        shares.append(float(abs(ball.mid) / constant.lower))
    assert max(shares) > 0.1


@pytest.mark.parametrize(("u", "q", "beta", "M"), LINES[:3])
def test_the_tail_bound_is_above_the_tail(u, q, beta, M):
    line = _Line(Fraction(u), q, Fraction(beta), Fraction(M))
    with ctx.workprec(64):
        for end in (5, 8):
            steps = [Fraction(end) + Fraction(i, 32) for i in range(32 * 4)]
            part = sum((line._piece(low, low + Fraction(1, 32))[-1] for low in steps), arb(0))
            assert part.lower() < line.tail(end)
            assert line.tail(end) < 1e6 * part.upper()


def test_lines_through_poles_are_refused():
    for M in (1, "1/2", 0, -1):
        with pytest.raises(InputError, match=r"between the poles"):
            remainder_constant(4, 1, 2, M)  # s0 = 1 - 3/2 = -1/2


@pytest.mark.parametrize(("u", "q", "beta"), [("3/2", 1, "3/2"), (2, 2, "11/10"), ("5/2", 2, 2), ("1/2", 1, "1/3")])
def test_the_scaling_integral_is_additive_and_scales(u, q, beta):
    """J rises by its integrand: between tau and tau' it grows by at least (tau'-tau) times the least value there."""
    u, beta = Fraction(u), Fraction(beta)

    def integrand(t):
        x = arb(t.numerator) / t.denominator
        return x ** (arb(str(float(q * beta - u)))) / (1 + x ** arb(str(float(beta)))) ** q

    low, high, parts = Fraction(1), Fraction(2), 64
    grown = scaling_integral(u, q, beta, high).mid - scaling_integral(u, q, beta, low).mid
    places = [low + (high - low) * Fraction(2 * i + 1, 2 * parts) for i in range(parts)]
    middle = sum(float(integrand(t)) for t in places) / parts
    assert float(grown) == pytest.approx(middle, rel=1e-3)  # the midpoint rule at 64 points: error below (1/64)^2


@pytest.mark.parametrize("u", ["3/2", "5/2", "6"])
def test_the_scaling_integral_of_a_long_range_is_that_of_the_whole(u):
    """For u > 1 the rest beyond tau is at most tau^(1-u)/(u-1)."""
    exponent = Fraction(u)
    whole, part = scaling_integral(u, 3, 2), scaling_integral(u, 3, 2, 10**4)
    rest = float(whole.mid - part.mid)
    assert 0 < rest <= float(10**4) ** float(1 - exponent) / float(exponent - 1) * (1 + 1e-6)
