"""Closed forms of sums, finite and infinite, beside values that are nearly right."""

import pytest
from sympy import Derivative, Rational, Sum, Symbol, coth, oo, pi, sqrt

from lemmata.theory.notation import d, n
from lemmata.theory.relations import equal
from lemmata.theory.spectra.spectral_functions import Df1
from lemmata.verifier.claim import by
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import summation
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.soundness.support import status_of

k = Symbol("k", integer=True, positive=True)
c = Symbol("c", positive=True)
SUMS = [
    (k**2, d, d * (d + 1) * (2 * d + 1) / 6, d * (d + 1) * (2 * d + 3) / 6),
    (k * 2**k, n, (n - 1) * 2 ** (n + 1) + 2, (n - 1) * 2**n + 2),
    (k / ((k + 2) * (k + 4) * (k + 8)), oo, Rational(4, 35), Rational(521, 25200)),
    (Rational(1, 3) ** k, oo, Rational(1, 2), Rational(1, 3)),
    (c / (k * (k + 1)), oo, c, 2 * c),
]


def verdict(term, high, value):
    total = Sum(term, (k, 1, high))
    witness = dict.fromkeys((total - value).free_symbols, 2)
    return status_of(lambda C: C("c", equal(total, value), witness, total, by(summation), value)).verdict


@pytest.mark.parametrize(("term", "high", "value", "wrong"), SUMS, ids=[str(case[0]) for case in SUMS])
def test_the_closed_form_is_proved_and_another_refuted(term, high, value, wrong):
    assert verdict(term, high, value) is Verdict.PROVED
    assert verdict(term, high, wrong) is Verdict.REFUTED


@pytest.mark.parametrize(("term", "value"), [(1 / k, oo), (2**k, -2), (c**k, c / (1 - c)), (1 - 1 / (k + 1) ** 2, 1)])
def test_a_sum_that_diverges_has_no_closed_form(term, value):
    assert verdict(term, oo, value) is not Verdict.PROVED


def test_degrees_of_freedom_are_opened_in_their_slope_too():
    kappa = Symbol("kappa", positive=True)
    x = pi / sqrt(kappa)
    closed, slope = x / 2 * coth(x) - Rational(1, 2), Derivative(Df1(2, kappa), kappa)
    for value, expected in ((closed, Verdict.PROVED), (closed / 2, Verdict.UNDECIDED)):
        step = Step(Df1(2, kappa) + slope, "=", closed + Derivative(value, kappa))
        assert judged(summation, step, Context()).verdict is expected
