"""Traces of functions of one Gram matrix are compared at its eigenvalues, and nothing else is."""

import pytest
from sympy import Symbol

from lemmata.theory.notation import T, d, ridge
from lemmata.theory.random_matrices import E, covariance, design, gram, identity, inv, symmetric, tr
from lemmata.verifier.rules import spectral_order
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

X, Y = design("X", T, d), design("Y", T, d)
Sigma, A = covariance("Sigma", d), symmetric("A", d)
S = gram(X) / T
larger = Symbol("larger", positive=True)
R, smaller = inv(S + ridge * identity(d)), inv(S + larger * identity(d))
POSITIVE = (ridge > 0, larger >= ridge)


def proved(before, relation, after, *assumptions):
    context = Context(assumptions=assumptions or POSITIVE)
    return spectral_order(X).judge(Step(before, relation, after), context).verdict is Verdict.PROVED


def test_resolvents_are_ordered_by_their_ridge():
    assert proved(E(tr(smaller)), "<=", E(tr(R)))
    assert proved(tr(smaller * S * S * smaller), "<=", tr(S * R * R * S))
    assert proved(E(tr(R * S)) + ridge * E(tr(R)), ">=", E(tr(smaller * S)) + larger * E(tr(smaller)))  # both are d


def test_the_dimension_is_the_trace_of_the_identity():
    assert proved(E(tr(R)), "<=", d / ridge)
    assert proved(tr(S * R), "<=", d)
    assert not proved(E(tr(R)), "<=", d / (2 * ridge))
    assert not proved(E(tr(R)), "<=", T / ridge)


def test_planted_errors_are_refused():
    assert not proved(E(tr(R)), "<=", E(tr(smaller)))
    assert not proved(E(tr(smaller * S * smaller)), "<=", E(tr(R * S * R)), ridge > 0)  # which is larger is not given
    assert not proved(E(tr(R)), "=", E(tr(R)))
    assert not proved(E(tr(S)), "<=", E(tr(S * S)))  # false below one


@pytest.mark.parametrize(
    "matrix",
    [Sigma * R, R * A, gram(Y), Sigma * R * inv(Sigma), X.T * Y],
    ids=["a covariance", "another matrix", "another design", "a conjugation", "half a Gram matrix"],
)
def test_only_functions_of_the_gram_matrix_are_read(matrix):
    assert not proved(E(tr(matrix * smaller)), "<=", E(tr(matrix * R)))


def test_a_trace_and_an_expected_trace_are_not_compared():
    assert not proved(tr(smaller), "<=", E(tr(R)))
    assert not proved(E(tr(R)) ** 2, ">=", E(tr(smaller)) ** 2)
