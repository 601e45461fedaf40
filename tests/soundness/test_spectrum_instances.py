"""The dimension and the norm of w0 belong to the spectrum, as do Sigma and w0: no claim of it is used at others."""

import pytest
from sympy import Eq, Function, Symbol

from lemmata.theory.notation import d, signal
from lemmata.theory.quantities.regression import Sigma, w0
from lemmata.theory.random_matrices import covariance, norm2, tr, vector
from lemmata.theory.relations import equal
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.verifier.claim import by
from lemmata.verifier.rules import algebra, eigenbasis, matrix_identity, use
from tests.soundness.support import Cases, holds

cases = Cases()
p, z = Symbol("p", positive=True), Symbol("z", real=True)
hidden = Function("f", real=True)(z)
other, v, MIXED = covariance("C", d), vector("v", d), norm2(w0, Sigma)
AT = {SPECTRUM: ((1, 1),), p: 1}
ROOM = EigenSum(s / (s + p)) + p * EigenSum(1 / (s + p))
WEIGHT = EigenSum(c2 * s / (s + p)) + p * EigenSum(c2 / (s + p))


def used(C, sides, instance, value, where=()):
    lemma = C("lemma", equal(*sides), AT, sides[0], by(eigenbasis), sides[1])
    left, right = hidden + sides[0], hidden + value
    C("claim", equal(left, right), {**AT, z: 1}, left, by(use(lemma, instance)), right, where=list(where))


@cases.false
def a_dimension_of_ones_own(C):
    used(C, (ROOM, d), {d: 5}, 5)


@cases.true
def the_dimension_as_it_is(C):
    used(C, (ROOM, d), {}, d)


@cases.false
def a_norm_of_ones_own(C):
    used(C, (WEIGHT, signal), {signal: 7}, 7)


@cases.true
def the_norm_that_is_assumed(C):
    used(C, (WEIGHT, signal), {signal: 1}, 1, where=[Eq(signal, 1)])


@cases.false
def the_dimension_for_the_norm(C):
    used(C, (WEIGHT, signal), {signal: d}, d)


@cases.true
def a_claim_without_a_spectrum_takes_any_dimension(C):
    lemma = C("lemma", equal((d + p) ** 2, d**2 + 2 * d * p + p**2), {d: 1, p: 1},
              (d + p) ** 2, by(algebra), d**2 + 2 * d * p + p**2)  # fmt: skip
    left, right = hidden + (5 + p) ** 2, hidden + 25 + 10 * p + p**2
    C("claim", equal(left, right), {p: 1, z: 1}, left, by(use(lemma, {d: 5})), right)


def of_a_letter(C, sides, instance, there, at):
    lemma = C("lemma", equal(*sides), at, sides[0], by(matrix_identity if sides[0] == MIXED else eigenbasis), sides[1])
    C("claim", equal(hidden + there[0], hidden + there[1]), {**at, z: 1},
            hidden + there[0], by(use(lemma, instance)), hidden + there[1])  # fmt: skip


@cases.false
def a_trace_of_another_covariance(C):
    of_a_letter(C, (tr(Sigma), EigenSum(s)), {Sigma: other}, (tr(other), EigenSum(s)), {SPECTRUM: ((1, 1),)})


@cases.false
def a_norm_of_another_vector(C):
    of_a_letter(C, (norm2(w0), signal), {w0: v}, (norm2(v), signal), {d: 1, signal: 1})


@cases.false
def a_weighted_sum_at_another_vector(C):
    sides = norm2(w0, Sigma), EigenSum(s * c2)
    of_a_letter(C, sides, {w0: v}, (norm2(v, Sigma), EigenSum(s * c2)), {SPECTRUM: ((1, 1),)})


@cases.true
def a_claim_without_a_spectrum_takes_any_covariance_and_vector(C):
    of_a_letter(
        C, (MIXED, tr(Sigma * w0 * w0.T)), {Sigma: other, w0: v}, (norm2(v, other), tr(other * v * v.T)), {d: 1}
    )


@pytest.mark.parametrize("name", cases.wrong)
def test_a_value_of_ones_own_is_not_put_in(name):
    assert not holds(cases.wrong[name])


@pytest.mark.parametrize("name", cases.right)
def test_the_true_neighbour_is_proved(name):
    assert holds(cases.right[name])
