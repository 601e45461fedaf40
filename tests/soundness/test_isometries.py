"""Matrices with orthonormal columns: what they give, and what they do not."""

import pytest
from sympy import Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T, d
from lemmata.theory.random_matrices import (
    GaussianRows,
    WhiteNoise,
    covariance,
    identity,
    inv,
    isometry,
    matrix,
    norm2,
    semidefinite,
    tr,
    vector,
)
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.verifier.claim import by
from lemmata.verifier.rules import inequality, matrix_identity, use
from tests.soundness.support import Cases, holds

m = Symbol("m", integer=True, positive=True)
J, A, P, F = isometry("J", d, m), covariance("A", d), semidefinite("P", d), matrix("F", d, m)
u, w = vector("u", m), vector("w", d)
inside, point = [m <= d], {d: 3, m: 2}
cases = Cases()


def step(name, before, after, where=inside, witness=point):
    def case(C):
        C(name, equal(before, after), witness, before, by(matrix_identity), after, where=where)

    case.__name__ = name
    return case


cases.true(step("lengths are kept", norm2(J * u), norm2(u)))
cases.true(step("a projection", J * J.T * J * J.T, J * J.T))
cases.true(step("what is inverted on a subspace", inv(J.T * A * J) * J.T * A * J, identity(m)))
cases.true(step("Pythagoras", norm2(w), norm2(J.T * w) + norm2(w - J * J.T * w)))
cases.false(step("the other product", J * J.T * w, w))
cases.false(step("nothing is known of other matrices", norm2(F * u), norm2(u)))
cases.false(step("an inverse is not compressed", inv(J.T * A * J), J.T * inv(A) * J))
cases.false(step("there may be too many columns", norm2(J * u), norm2(u), []))
cases.false(step("a semidefinite matrix is not inverted", tr(inv(J.T * P * J) * J.T * P * J), m))


@cases.true
def an_isometry_stands_for_one(C):
    kept = C("kept", equal(norm2(J * u), norm2(u)), point, norm2(J * u), by(matrix_identity), norm2(u), where=inside)
    other = isometry("other", d, m)
    C("used", equal(norm2(other * u), norm2(u)), point, norm2(other * u), by(use(kept, {J: other})), norm2(u),
      where=inside)  # fmt: skip


@cases.false
def another_matrix_does_not_stand_for_an_isometry(C):
    kept = C("kept", equal(norm2(J * u), norm2(u)), point, norm2(J * u), by(matrix_identity), norm2(u), where=inside)
    C("used", equal(norm2(F * u), norm2(u)), point, norm2(F * u), by(use(kept, {J: F})), norm2(u), where=inside)


@cases.false
def a_definite_matrix_does_not_stand_for_an_isometry(C):
    K = isometry("K", d, d)
    kept = C("kept", equal(norm2(K * w), norm2(w)), {d: 2}, norm2(K * w), by(matrix_identity), norm2(w))
    C("used", equal(norm2(A * w), norm2(w)), {d: 2}, norm2(A * w), by(use(kept, {K: A})), norm2(w))


@pytest.mark.parametrize("name", cases.wrong)
def test_what_is_false_or_may_not_exist_is_not_proved(name):
    assert not holds(cases.wrong[name])


@pytest.mark.parametrize("name", cases.right)
def test_what_orthonormal_columns_give_is_proved(name):
    assert holds(cases.right[name])


def test_an_isometry_has_no_independent_entries():
    with pytest.raises(InputError, match="isometry"):
        GaussianRows(J, identity(m))
    with pytest.raises(InputError, match="isometry"):
        WhiteNoise(isometry("e", T, 1), 1)


def test_no_more_follows_than_the_number_of_columns_allows():
    """d >= m is an assumption about J, not a consequence of speaking of it."""
    assert not holds(lambda C: C("m", at_most(tr(J * J.T), d), point, tr(J * J.T), by(inequality), d))
    assert not holds(lambda C: C("d", at_least(tr(J * J.T), d), point, where=inside))
