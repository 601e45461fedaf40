"""Refuting statements about the retraining chain: generations, spectra, and what may not be chosen freely."""

from fractions import Fraction

import pytest
from sympy import Eq, Ge, Integer, Le, Min, Sum, Symbol

from lemmata.theory.notation import T0, T, d, n, sigma, sigma0, signal
from lemmata.theory.quantities.regression import LAWS, X0, Sigma, X, eps, eps0, w, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    Unspecified,
    WhiteNoise,
    Wishart,
    gram,
    identity,
    inv,
    invertible,
    matrix,
    norm2,
    pinv,
    semidefinite,
    tr,
    zero,
)
from lemmata.verifier.checks.budget import ALPHA
from lemmata.verifier.engines.identity_covariance import sigma_is_identity
from lemmata.verifier.matrices.matrix_refuter import refute_matrices
from lemmata.verifier.matrices.points import admissible_sizes, decimal_below
from lemmata.verifier.rules.expectation import expectation, wishart_moment
from lemmata.verifier.rules.matrix_identity import matrix_identity
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

CHAIN = Context((Ge(T, d + 2), Ge(T0, d + 2)), LAWS)
ISOTROPIC = Context((Le(T, d - 2), sigma_is_identity), (GaussianRows(X, identity(d)), WhiteNoise(eps, sigma**2)))
grown = E(norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) - w0, Sigma))


def test_a_definition_is_not_refuted_by_choosing_a_generation_freely() -> None:
    assert refute_matrices(Step(E(norm2(w[0] - w0, Sigma)), "=", E(norm2(w0 - w0, Sigma))), CHAIN) is None
    step = Step(E(norm2(w[n + 1] - w0, Sigma)), "=", grown)
    assert refute_matrices(step, CHAIN) is None


def test_the_truth_of_a_letter_of_unknown_law_is_not_guessed() -> None:
    v = matrix("v", d, 1)
    step = Step(E(norm2(v)), "=", Integer(0) * d)
    assert refute_matrices(step, Context((), (Unspecified(v),))) is None


@pytest.mark.parametrize(
    ("rule", "claimed"),
    [
        (expectation, E(norm2(w[n] - w0, Sigma)) + sigma0 * E(tr(Sigma * inv(gram(X0[n]))))),
        (expectation, sigma0**2 * E(tr(Sigma * inv(gram(X0[n]))))),
        (wishart_moment, E(norm2(w[n] - w0, Sigma)) + sigma0**2 * d / (T0 - d)),
        (wishart_moment, E(norm2(w[n] + w0, Sigma)) + sigma0**2 * d / (T0 - d - 1)),
        (matrix_identity, E(norm2(2 * w[n] - w0 + inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma))),
    ],
)
def test_a_wrong_growth_step_is_refuted_by_its_rule(rule, claimed) -> None:
    finding = rule.judge(Step(grown, "=", claimed), CHAIN)
    assert finding.verdict is Verdict.REFUTED, finding.detail
    assert Fraction(finding.gap) > 0


def test_a_wrong_generation_is_refuted_without_its_rule() -> None:
    step = Step(E(tr(Sigma * w0 * w[n].T)), "=", 2 * norm2(w0, Sigma))
    finding = refute_matrices(step, CHAIN)
    assert finding is not None
    assert finding.counterexample["n"] == "1"
    assert 0 < finding.error_probability <= ALPHA


def test_an_assumption_on_the_spectrum_is_met_by_every_point() -> None:
    bias = Step(E(norm2(pinv(X) * X * w0 - w0)), "=", signal * (1 - T / d))
    sizes = admissible_sizes(bias, ISOTROPIC)
    assert sizes
    assert all(value == 1 for point in sizes for value, _ in point.spectrum)
    assert refute_matrices(bias, ISOTROPIC) is None
    wrong = Step(E(norm2(pinv(X) * X * w0 - w0)), "=", norm2(w0) * T / d)
    finding = wishart_moment.judge(wrong, ISOTROPIC)
    assert finding.verdict is Verdict.REFUTED, finding.detail


def test_a_gap_is_never_rounded_up() -> None:
    for value in (Fraction(2, 3), Fraction(10**9 + 1, 7), Fraction(1, 3 * 10**9), Fraction(1)):
        below = Fraction(decimal_below(value))
        assert 0 < below <= value
        assert value - below <= value / 10**11


def test_inequalities_are_refuted_where_they_fail_by_something():
    """At one exact point, of fixed letters and of such as have a density; never of other laws; means are sampled."""
    A, M = matrix("A", d, d), gram(X)
    assert refute_matrices(Step(tr(A), ">=", 0 * d), Context()).verdict is Verdict.REFUTED
    assert refute_matrices(Step(tr(gram(A)), ">=", 0 * d), Context()) is None
    assert refute_matrices(Step(tr(M), "<=", d), Context((), LAWS)).verdict is Verdict.REFUTED
    assert refute_matrices(Step(tr(M), "<", tr(M)), Context((), LAWS)) is None  # it fails by nothing
    assert refute_matrices(Step(norm2(eps), "<=", d), Context((), (WhiteNoise(eps, 0 * sigma),))) is None
    assert refute_matrices(Step(E(tr(M)), "<=", d), Context((), LAWS)).verdict is Verdict.REFUTED
    assert refute_matrices(Step(E(tr(M)), ">", 0 * d), Context((), LAWS)) is None


W, P, K = semidefinite("W", d), semidefinite("P", d), invertible("K", d)
HALF = (GaussianRows(X, P),)


@pytest.mark.parametrize(
    ("before", "after", "where", "laws"),
    [
        (K * pinv(K), identity(d), (), ()),
        (Sigma * pinv(Sigma), identity(d), (), ()),
        (W * W, tr(W) * W, (), (Wishart(W, Integer(1), Sigma),)),
        (eps, zero(T, 1), (), (GaussianNoise(eps, Integer(0)),)),
        (X * P, X, (Eq(P * P, P),), HALF),
    ],
)
def test_only_what_draws_come_near_to_is_a_counterexample(before, after, where, laws) -> None:
    assert refute_matrices(Step(before, "=", after), Context(where, laws)) is None


@pytest.mark.parametrize(
    ("before", "after", "laws"),
    [
        (K * pinv(K), 2 * identity(d), ()),
        (W * W, tr(W) * W, (Wishart(W, d + 1, Sigma),)),
        (eps, zero(T, 1), (GaussianNoise(eps, Integer(1)),)),
        (X * P, X, (GaussianRows(X, P + identity(d)),)),
    ],
)
def test_what_draws_come_near_to_is_one(before, after, laws) -> None:
    assert refute_matrices(Step(before, "=", after), Context((), laws)).verdict is Verdict.REFUTED


def test_letters_under_a_sum_over_their_index_stay_there() -> None:
    j, p = Symbol("j", integer=True), Symbol("p", prime=True)
    assert refute_matrices(Step(Sum(tr(W[j]), (j, 1, 3)), "=", 2 * Sum(tr(W[j]), (j, 1, 3))), Context()) is None
    assert refute_matrices(Step(Min(p, 2) * tr(W[p]), "=", 2 * tr(W[p])), Context()) is None
    assert refute_matrices(Step(Min(p, 3) * tr(W[p]), "=", 3 * tr(W[p])), Context()).verdict is Verdict.REFUTED
