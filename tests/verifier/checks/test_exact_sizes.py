"""Equivalences seen from exact finite sizes: true ones to many digits, planted errors refuted."""

import pytest
from sympy import Rational

from lemmata.theory.notation import T, d, df2, kappa, ridge, sigma
from lemmata.theory.quantities.regression import LAWS, R, S, Sigma, risk
from lemmata.theory.random_matrices import E, tr
from lemmata.theory.relations import equivalent
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.checks import exact_sizes
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict

NOISE = E(tr(Sigma * R * S * R))
RIGHT = T * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2)


def finding(paper, left, right, **changes):
    point = {d: 2, T: 3, ridge: 1, kappa: 2, df2: 1, sigma: 1}
    claim = paper.claim("it", "It", equivalent(left, right), where=[ridge > 0], witness=point, laws=LAWS)
    return exact_sizes(**changes).gather(claim, Context())


def test_a_true_equivalent_is_met_to_many_digits(paper):
    found = finding(paper, NOISE, RIGHT)
    assert found.verdict is Verdict.TESTED
    assert found.digits >= 10


@pytest.mark.parametrize(
    "wrong",
    [
        RIGHT * Rational(1000, 1001),
        EigenSum(s**2 / (s + kappa) ** 2),
        T * EigenSum(s / (s + kappa)) / (T - df2),
        T * EigenSum(s**2 / (s + ridge) ** 2) / (T - df2),
    ],
    ids=["a thousandth", "no design", "df1", "ridge for kappa"],
)
def test_a_planted_error_is_refuted(paper, wrong):
    assert finding(paper, NOISE, wrong).verdict is Verdict.REFUTED


def test_a_correction_of_order_one_over_d_is_no_error(paper):
    assert finding(paper, NOISE, RIGHT * T / (T - 1)).verdict is Verdict.TESTED


def test_outside_the_assumptions_nothing_is_said(paper):
    assert finding(paper, NOISE, RIGHT, penalty="0").verdict is Verdict.UNDECIDED


def test_the_risk_of_a_fit_with_fewer_samples_than_dimensions(paper):
    bias, variance = kappa**2 / (1 + kappa) ** 2, sigma**2 * df2 / T
    clean = risk(n=0)
    found = finding(paper, clean, (bias + variance) / (1 - df2 / T), samples_per_dimension="1/2")
    assert found.verdict is Verdict.TESTED
