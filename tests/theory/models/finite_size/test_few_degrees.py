"""Few degrees of freedom bound fits at any ridge: exact laws, drawn matrices, slips."""

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from flint import arb
from sympy import Rational

from lemmata.theory import Isotropic, equivalent_risk, exact_risk
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.finite_size import with_ridge
from lemmata.theory.models.finite_size.few_degrees import few_degrees
from tests.depth import often
from tests.theory.models.finite_size.test_of_chain import gaps
from tests.theory.models.finite_size.test_with_ridge import setting

TINY = Rational(1, 10**6)


def drawn(draws):
    """d below T and T0, ridges down to 1e-9: theta >= 1 at nearly all of them."""
    d, n = draws.randint(1, 20), draws.choice([0, 0, 1, 2])
    ridge = Fraction(draws.randint(1, 9)) * Fraction(10) ** draws.randint(-9, -3)
    past = {"n": n, "T0": d + draws.randint(4, 40), "sigma0_2": 1, "ridge0": draws.choice([0, ridge])} if n else {}
    return Chain(Isotropic(d, 2), T=d + draws.randint(4, 40), ridge=ridge, sigma2="1/3", **past)


def test_bounds_hold_at_random_settings_and_are_finite_at_all():
    draws = random.Random(11)
    for _ in range(often(40, 4_000)):
        chain = drawn(draws)
        within = equivalent_risk(chain).within
        for part, gap in gaps(chain).items():
            assert gap <= getattr(within, part) + Fraction(1, 10**15), (chain, part)


def relative(d, T, ridge=TINY):
    """What the bias is away from its equivalent, and its bound, relatively."""
    chain, at = Chain(Isotropic(d), T=T, ridge=ridge), setting([Rational(1)] * d, T, ridge)
    exact, known = exact_risk(chain, digits=25).bias.mid, equivalent_risk(chain).bias.mid
    return float(abs(exact / known - 1)), at


def test_half_of_a_bound_is_too_small():
    error, at = relative(1, 40)
    bound = float(few_degrees(at).errors(at).bias.mid())
    assert bound / 2 < error <= bound


@pytest.mark.parametrize("wrong", ["df", "R", "R Sigma R"])
def test_a_slip_is_noticed(wrong):
    """The degrees of freedom left out, or what R or R Sigma R add forgotten: false where d = 1."""
    error, at = relative(1, 40)
    few = few_degrees(replace(at, df=arb(0)) if wrong == "df" else at)
    few = replace(few, **{"R": {"small": arb(0)}, "R Sigma R": {"test": arb(1)}, "df": {}}[wrong])
    found = few.errors(at)
    variance = abs(float(at.T * (1 - at.df2 / at.T) / (at.T - 2)) - 1)
    assert error > float(found.bias.mid()) or variance > float(found.variance.mid())


@pytest.mark.parametrize("sigma", [[1.0, 1.0, 1e-3, 1e-6], [4.0, 0.1]], ids=["levels", "two"])
def test_every_direction_and_what_a_chain_needs(sigma):
    T, ridge = 30, Rational(1, 1000)
    at = setting([Rational(str(value)) for value in sigma], T, ridge)
    found, kappa, df2, sigma = few_degrees(at).errors(at), float(at.kappa.mid()), float(at.df2.mid()), np.array(sigma)
    assert not float(with_ridge._theta(at, with_ridge.Known(at.L / (1 + at.L), at.L)).mid()) < 1
    Z = np.random.default_rng(5).standard_normal((4000, T, len(sigma)))
    S = np.einsum("nti,ntj->nij", Z, Z) * np.sqrt(np.outer(sigma, sigma)) / T
    R = np.linalg.inv(S + float(ridge) * np.eye(len(sigma)))
    G, F = 1 / (sigma + kappa), np.eye(len(sigma)) - float(ridge) * R
    squares, room = R * np.swapaxes(R, 1, 2), 1 - df2 / T
    r = np.diagonal(R, axis1=1, axis2=2)
    equivalent = kappa * G / float(ridge), (kappa / float(ridge)) ** 2 * sigma * G**2 / room, sigma * G**2 / room
    seen = r, squares @ sigma, r - float(ridge) * squares.sum(2)
    bounds = sigma * G * float(found.resolvent.mid()), float(found.bias.mid()), float(found.variance.mid())
    for values, value, bound in zip(seen, equivalent, bounds, strict=True):
        assert (np.abs(values.mean(0) - value) <= bound * value + 4.5 * values.std(0) / np.sqrt(4000)).all()
    for a in np.eye(len(sigma)):
        values = (F**2) @ a
        mean = (sigma * G) ** 2 * a + kappa**2 * sigma * G**2 * (sigma * G**2 * a).sum() / (T - df2)
        allowed = sigma * G * float(found.map.mid())
        assert (np.abs(values.mean(0) - mean) <= allowed + 4.5 * values.std(0) / np.sqrt(4000)).all()


def test_nothing_is_said_where_the_degrees_of_freedom_are_many():
    assert few_degrees(setting([Rational(1)] * 37, 40, TINY)) is None
    assert few_degrees(setting([Rational(1)] * 36, 40, TINY)) is not None
