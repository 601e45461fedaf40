"""Constants where ridge, dimension and sample size meet: equations, closed forms, and the sums they come from."""

import pytest
from flint import arb, ctx
from sympy import Rational, atan, oo, pi, sin, sqrt

from lemmata.numerics.fixed_points.kappa import kappa_power_law
from lemmata.numerics.sums.spectral_sums import spectral_sum
from lemmata.theory.scaling.limit_functions import ScaledKappa, UnitIntegral
from lemmata.theory.values.enclosure import enclose


@pytest.mark.parametrize("beta", [Rational(1, 2), Rational(3, 2), 2, 3])
@pytest.mark.parametrize(("phi", "ridge"), [(2, 0), (Rational(1, 2), 1), (1, Rational(1, 3)), (3, sqrt(2))])
def test_the_root_solves_its_equation(beta, phi, ridge):
    k = ScaledKappa(beta, phi, ridge)
    residue = enclose(ridge / k + phi * UnitIntegral(1, 1, beta, k * phi**beta) - 1, digits=30).to_arb()
    assert residue.contains(0)
    assert residue.rad() < arb(10) ** -25


@pytest.mark.parametrize("beta", [Rational(3, 2), 2, 3])
def test_closed_forms(beta):
    """Without ridge and with d above N: (C/N)^beta; the arc tangent for beta = 2."""
    C = pi / beta / sin(pi / beta)
    assert enclose(ScaledKappa(beta, oo, 0) - C**beta, digits=30).to_arb().contains(0)
    assert enclose(UnitIntegral(1, 1, 2, 3) - atan(sqrt(3)) / sqrt(3), digits=30).to_arb().contains(0)


def test_they_are_limits_of_certified_finite_values():
    """N^beta kappa at d = 2 N and d^-a S at a knee of the order of d, with an error like 1/N."""
    errors = []
    for N in (10**4, 10**6):
        kappa = kappa_power_law(2, N, 0, 2 * N, digits=20).kappa.to_arb()
        with ctx.workprec(120):
            errors.append(abs(kappa * N**2 - enclose(ScaledKappa(2, 2, 0), digits=20).to_arb()))
    assert errors[1] < errors[0] / 90 < arb("1e-5")
    d = 10**6
    whole = spectral_sum("1/2", 2, 2, f"3/{d**2}", d, digits=20).to_arb()
    with ctx.workprec(120):
        scaled = whole * arb(d) ** (arb(-9) / 2)
        assert abs(scaled - enclose(UnitIntegral(Rational(9, 2), 2, 2, 3), digits=20).to_arb()) < arb("1e-6")


def test_digits_are_right_and_floats_are_refused():
    low, high = (ScaledKappa(Rational(3, 2), 2, 0).evalf(n) for n in (20, 60))
    assert abs(high - low) < 1e-19
    assert str(ScaledKappa(2, 2, 0).evalf(30)) == "1.35853287646163913772041659884"
