"""What the letters of a claim stand for: values, designs that are independent, kinds of matrices, models."""

import pytest
from sympy import (
    Function,
    Max,
    Rational,
    Sum,
    Symbol,
)

from lemmata.theory.notation import T, d
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    matrix,
    norm2,
    semidefinite,
    symmetric,
    tr,
    vector,
)
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.claim import at_least_by, at_most_by, by
from lemmata.verifier.rules import (
    derived_exponent,
    expectation,
    inequality,
    matrix_identity,
    summation,
    use,
)
from tests.soundness.support import Cases, shown

places = Cases()
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
x, y = Symbol("x", real=True), Symbol("y", real=True)
i, j, m = (Symbol(name, integer=True, positive=True) for name in "ijm")
k = Symbol("k", integer=True, nonnegative=True)
u = Symbol("u", positive=True)
f = Function("f", real=True)
"""Nothing is known of its values: no point refutes what contains it."""


X, Y, Sigma = design("X", T, d), design("Y", T, d), covariance("Sigma", d)
A, B, Q = matrix("A", d, d), matrix("B", d, d), symmetric("Q", d)


def square(C, values, instance):
    lemma = C("lemma", at_least(x**2, 0), {x: 1}, x**2, at_least_by(inequality), 0)
    C("c", at_least(f(p) + values, f(p)), {p: 1, y: 1},
            f(p) + values, at_least_by(use(lemma, instance)), f(p))  # fmt: skip


@places.false
def a_value_for_a_square(C):
    square(C, -p, {x**2: -p})


@places.true
def a_value_for_a_letter(C):
    square(C, y**2, {x: y})


def two_designs(C, other, laws):
    product = E(tr(gram(X)) * tr(gram(Y)))
    lemma = C("lemma", equal(product, T**2 * d**2), {T: 1, d: 1}, product, by(expectation), T**2 * d**2,
                    laws=[GaussianRows(letter, identity(d)) for letter in (X, Y)])  # fmt: skip
    here = f(x) + E(tr(gram(X)) * tr(gram(other)))
    C("c", equal(here, f(x) + T**2 * d**2), {T: 1, d: 1, x: 1}, here, by(use(lemma, {Y: other})),
            f(x) + T**2 * d**2, laws=[GaussianRows(letter, identity(d)) for letter in laws])  # fmt: skip


@places.false
def one_design_stands_for_two_that_are_independent(C):
    two_designs(C, X, [X])


@places.true
def another_design_stands_for_an_independent_one(C):
    two_designs(C, design("Z", T, d), [X, design("Z", T, d)])


def with_a_constant(C, value, laws):
    mean = E(tr(A * gram(X)))
    lemma = C("lemma", equal(mean, T * tr(A * Sigma)), {T: 1, d: 1}, mean, by(expectation), T * tr(A * Sigma),
                    laws=[GaussianRows(X, Sigma)])  # fmt: skip
    there = E(tr(value * gram(X)))
    C("c", equal(there, T * tr(value * Sigma)), {T: 1, d: 1}, there, by(use(lemma, {A: value})),
            T * tr(value * Sigma), laws=[GaussianRows(letter, Sigma) for letter in laws])  # fmt: skip


@places.false
def a_random_matrix_stands_for_a_constant(C):
    with_a_constant(C, gram(Y), [X, Y])


@places.false
def the_design_itself_stands_for_a_constant(C):
    with_a_constant(C, gram(X), [X])


@places.true
def a_constant_stands_for_a_constant(C):
    with_a_constant(C, B.T * B, [X])


def of_symmetric(C, value):
    lemma = C("lemma", equal(tr(Q * Q), norm2(Q)), {d: 1}, tr(Q * Q), by(matrix_identity), norm2(Q))
    C("c", equal(f(x) + tr(value * value), f(x) + norm2(value)), {d: 1, x: 1},
            f(x) + tr(value * value), by(use(lemma, {Q: value})), f(x) + norm2(value))  # fmt: skip


@places.false
def a_product_stands_for_a_symmetric_letter(C):
    of_symmetric(C, A * B)


@places.true
def a_semidefinite_letter_stands_for_a_symmetric_letter(C):
    of_symmetric(C, semidefinite("M", d))


@places.true
def a_gram_matrix_stands_for_a_symmetric_letter(C):
    of_symmetric(C, A * A.T)


def of_rows(C, other):
    noise = vector("e", T)
    lemma = C("lemma", equal(E(norm2(noise)), T), {T: 1}, E(norm2(noise)), by(expectation), T,
                    laws=[WhiteNoise(noise, 1)])  # fmt: skip
    C("c", equal(f(x) + E(norm2(other)), f(x) + T), {T: 1, d: 1, x: 1}, f(x) + E(norm2(other)),
            by(use(lemma, {noise: other})), f(x) + T, laws=[WhiteNoise(other, 1)])  # fmt: skip


@places.false
def a_vector_of_other_length(C):
    of_rows(C, vector("g", d))


@places.true
def a_vector_of_the_same_length(C):
    of_rows(C, vector("g", T))


def under_a_condition(C, index, place):
    """The condition says y <= 1 of every y, and with y = 5 j that j is at most 1/5."""
    total = Sum(y * index, (index, 1, 3))
    condition = total <= 6
    lemma = C("lemma", at_most(y, 1), {y: 0}, y, by(summation), total / 6, at_most_by(inequality), 1, where=[condition])
    C("c", at_most(f(x) + place, f(x) + 1), {y: 0, x: 1, place: 1}, f(x) + place,
            at_most_by(use(lemma, {y: place})), f(x) + 1, where=[condition.subs(y, place)] if place != index
            else [condition])  # fmt: skip


@places.false
def a_letter_that_is_bound_in_a_condition(C):
    under_a_condition(C, j, j)


@places.true
def a_letter_that_is_not(C):
    under_a_condition(C, j, m)


# Letters of models


def of_exponent(C, ell):
    model = PowerLawModel(beta=2, r="1/2", sigma2=1, where=("ell >= 0", "ell <= 1"))
    risk, rate = model.exponent(), Max(-ell, ell / 2 - 1)
    witness = {letter("ell"): Rational(1, 2), ell: Rational(1, 2)}
    C("c", equal(risk, rate), witness, risk, by(derived_exponent), rate, where=model.conditions)


@places.false
def a_letter_with_the_name_of_one_of_the_model(C):
    of_exponent(C, Symbol("ell", positive=True))


@places.true
def the_letter_of_the_model(C):
    of_exponent(C, letter("ell"))


@pytest.mark.parametrize("state", places.wrong.values(), ids=places.wrong)
def test_false(state):
    assert not shown(state)


@pytest.mark.parametrize("state", places.right.values(), ids=places.right)
def test_true(state):
    assert shown(state)
