"""Traces of functions of Sigma are sums over its eigenvalues; other traces are not."""

import pytest

from lemmata.theory.notation import T, d, kappa, signal
from lemmata.theory.quantities.regression import Sigma, w0
from lemmata.theory.random_matrices import E, design, gram, identity, inv, symmetric, tr
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.rules import eigenbasis
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

G = inv(Sigma + kappa * identity(d))


def proved(before, after, relation="="):
    return eigenbasis.judge(Step(before, relation, after), Context()).verdict is Verdict.PROVED


def test_functions_of_the_covariance_with_and_without_the_truth():
    assert proved(tr(Sigma * G), d - kappa * EigenSum(1 / (s + kappa)))
    assert proved(tr(G * w0 * w0.T * G * Sigma), EigenSum(c2 * s / (s + kappa) ** 2))
    assert proved(tr(w0 * w0.T) + tr(identity(d)), signal + d)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (tr(Sigma * G), EigenSum(c2 * s / (s + kappa))),
        (tr(Sigma * G), EigenSum(s / (s + kappa) ** 2)),
        (tr(Sigma * symmetric("A", d)), EigenSum(s)),
        (tr(Sigma * gram(design("X", T, d))), T * EigenSum(s**2)),
        (E(tr(Sigma * gram(design("X", T, d)))), T * EigenSum(s**2)),
        (tr(w0 * w0.T * G * w0 * w0.T), EigenSum(c2**2 / (s + kappa))),
    ],
    ids=["a truth too many", "a wrong power", "another matrix", "a design", "an expectation", "the truth twice"],
)
def test_planted_errors_are_refused(before, after):
    assert not proved(before, after)
