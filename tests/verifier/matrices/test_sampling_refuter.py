"""Sampling refutes means by what exceeds the rounding of doubles, never by the rounding itself."""

import pytest
from sympy import Integer

from lemmata.theory.notation import T, d
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    covariance,
    design,
    gram,
    identity,
    inv,
    norm2,
    semidefinite,
    tr,
    vector,
)
from lemmata.verifier.matrices.sampling_refuter import refute_by_sampling
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

X, v = design("X", T, d), vector("v", d)
CONTEXT = Context(laws=(GaussianRows(X, covariance("Sigma", d)),), assumptions=(T >= d + 3,))
ZERO = E(norm2(inv(gram(X)) * gram(X) * v - v))


def test_a_true_zero_is_not_refuted_by_rounding_noise():
    assert refute_by_sampling(Step(ZERO, "=", Integer(0)), CONTEXT) is None


def test_a_small_multiple_of_what_cancels_is_refuted():
    small = ZERO + E(norm2(v)) / 10**6
    assert refute_by_sampling(Step(small, "=", Integer(0)), CONTEXT).verdict is Verdict.REFUTED


def test_rows_of_a_singular_covariance_are_drawn():
    delta, B = design("delta", 1, d), semidefinite("B", d)
    context = Context(laws=(GaussianRows(delta, B),))
    length, trace = E(norm2(delta.T)), tr(B)
    assert refute_by_sampling(Step(length, "=", trace), context) is None
    found = refute_by_sampling(Step(length, "=", 2 * trace), context)
    assert found is not None
    assert found.verdict is Verdict.REFUTED


z, theta = design("z", 1, d), vector("theta", d)
SHIFTED, SHORT = E(1 / norm2(z.T + theta)), E(1 / (1 + norm2(z.T)))
ROUND = Context(laws=(GaussianRows(z, identity(d)),), assumptions=(d >= 3,))
SQUARED, LEAST = E(tr(gram(X) * gram(X))), T**2 * tr(covariance("Sigma", d) ** 2)


@pytest.mark.parametrize(
    ("before", "relation", "after", "context"),
    [
        (SHIFTED, "<", Integer(0), ROUND),
        (SHIFTED, "<=", Integer(0), ROUND),
        (SHIFTED, "<", Integer(-1), ROUND),
        (Integer(0), ">=", SHIFTED, ROUND),
        (SHORT, "<=", 1 / (1 + d), ROUND),  # by Jensen it is above
        (SHORT, "<", 1 / (2 + d), ROUND),
        (-SHORT, ">=", -1 / (1 + d), ROUND),
        (SQUARED, "<=", LEAST, CONTEXT),
    ],
)
def test_inequalities_of_means_are_refuted_on_the_wrong_side_only(before, relation, after, context):
    turned = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}[relation]
    assert refute_by_sampling(Step(before, relation, after), context).verdict is Verdict.REFUTED
    assert refute_by_sampling(Step(before, turned, after), context) is None
