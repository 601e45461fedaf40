from fractions import Fraction

import pytest
from sympy import Function, Ge, Gt, Le, Sum, Symbol, sqrt

from lemmata.theory.notation import T0, T, d, n, ridge, sigma, sigma0
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    Unspecified,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    inv,
    matrix,
    noise_vector,
    norm2,
    pinv,
    symmetric,
    tr,
    vector,
)
from lemmata.verifier.engines.linear_facts import implies_at_least
from lemmata.verifier.matrices.matrix_refuter import refute_matrices
from lemmata.verifier.rules.expectation import (
    expectation,
    rotation_invariant_mean,
    wishart_moment,
)
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

X, eps = design("X", T, d), noise_vector("eps", T)
X0, eps0 = design("X0", T0, d), noise_vector("eps0", T0)
w0, w = vector("w0", d), vector("w", d)
Sigma = covariance("Sigma", d)
id_d = identity(d)
S, W = gram(X) / T, gram(X)
R = inv(S + ridge * id_d)
NOISE = (WhiteNoise(eps, sigma**2), WhiteNoise(eps0, sigma0**2), Unspecified(w))
LAWS = (GaussianRows(X, Sigma), GaussianRows(X0, Sigma), *NOISE)
ISOTROPIC = (GaussianRows(X, id_d), GaussianRows(X0, id_d), *NOISE)
TALL = Context((Ge(T, d + 2), Ge(T0, d + 2)), LAWS)
WIDE = Context((Le(T, d - 2), Le(T0, d - 2)), ISOTROPIC)
ANY = Context((), LAWS)

TRUE = {
    "bias and variance of ridge": (
        expectation,
        E(norm2(-ridge * R * w0 + R * X.T * eps / T, Sigma)),
        ridge**2 * E(norm2(R * w0, Sigma)) + sigma**2 * E(tr(Sigma * R * S * R)) / T,
        ANY,
    ),
    "noise integrated out": (
        expectation,
        E(norm2(inv(W) * X.T * eps, Sigma)),
        sigma**2 * E(tr(Sigma * inv(W))),
        TALL,
    ),
    "least squares risk": (
        wishart_moment,
        sigma**2 * E(tr(Sigma * inv(W))),
        sigma**2 * d / (T - d - 1),
        TALL,
    ),
    "least squares risk in one step": (
        wishart_moment,
        E(norm2(pinv(X) * eps, Sigma)),
        sigma**2 * d / (T - d - 1),
        TALL,
    ),
    "inverse Wishart": (wishart_moment, E(inv(W)), inv(Sigma) / (T - d - 1), TALL),
    "inverse Wishart under a trace": (wishart_moment, tr(Sigma * E(inv(W))), d / (T - d - 1), TALL),
    "a generator's design beside the downstream design": (
        wishart_moment,
        E(norm2(R * S * pinv(X0) * eps0, Sigma)),
        sigma0**2 * E(tr(Sigma * R * S * inv(Sigma) * S * R)) / (T0 - d - 1),
        TALL,
    ),
    "generations add up": (
        expectation,
        E(norm2(w + pinv(X0) * eps0 - w0, Sigma)),
        E(norm2(w - w0, Sigma)) + E(norm2(pinv(X0) * eps0, Sigma)),
        TALL,
    ),
    "Wishart": (wishart_moment, E(W), T * Sigma, ANY),
    "second moment of a Wishart matrix": (
        wishart_moment,
        E(W * W),
        T * (T + 1) * Sigma * Sigma + T * tr(Sigma) * Sigma,
        ANY,
    ),
    "Haar projection": (wishart_moment, E(pinv(X) * X), T / d * id_d, WIDE),
    "a projected random vector": (
        wishart_moment,
        E(norm2(pinv(X0) * X0 * w)),
        T0 / d * E(norm2(w)),
        WIDE,
    ),
    "min-norm bias": (
        wishart_moment,
        E(norm2(pinv(X) * X * w0 - w0)),
        (1 - T / d) * norm2(w0),
        WIDE,
    ),
    "inverse Gram": (wishart_moment, E(tr(inv(X * X.T))), T / (d - T - 1), WIDE),
    "min-norm variance": (
        wishart_moment,
        E(norm2(pinv(X) * eps)),
        sigma**2 * T / (d - T - 1),
        WIDE,
    ),
    "isotropic shrinkage": (
        rotation_invariant_mean,
        E(w0.T * S * R * w0),
        norm2(w0) / d * E(tr(S * R)),
        Context((), ISOTROPIC),
    ),
    "isotropic squared shrinkage of a random vector": (
        rotation_invariant_mean,
        E(norm2(R * S * w)),
        E(norm2(w)) / d * E(tr(S * R * R * S)),
        Context((), ISOTROPIC),
    ),
    "isotropic resolvent": (rotation_invariant_mean, E(R), E(tr(R)) / d * id_d, Context((), ISOTROPIC)),
    "odd moments vanish": (expectation, E(w0.T * X.T * eps), 0 * d, ANY),
    "a constant is its expectation": (expectation, E(tr(Sigma)), tr(Sigma), ANY),
    "independent factors": (
        expectation,
        E(tr(W) * tr(gram(X0))),
        T * T0 * tr(Sigma) ** 2,
        ANY,
    ),
}

WRONG = {
    "dimension forgotten": ("isotropic shrinkage", norm2(w0) * E(tr(S * R))),
    "missing 1/T": (
        "bias and variance of ridge",
        ridge**2 * E(norm2(R * w0, Sigma)) + sigma**2 * E(tr(Sigma * R * S * R)),
    ),
    "variance dropped": ("bias and variance of ridge", ridge**2 * E(norm2(R * w0, Sigma))),
    "sign of the bias": (
        "bias and variance of ridge",
        -(ridge**2) * E(norm2(R * w0, Sigma)) + sigma**2 * E(tr(Sigma * R * S * R)) / T,
    ),
    "sigma for sigma^2": ("noise integrated out", sigma * E(tr(Sigma * inv(W)))),
    "Sigma forgotten": ("noise integrated out", sigma**2 * E(tr(inv(W)))),
    "T - d": ("least squares risk", sigma**2 * d / (T - d)),
    "T - d + 1": ("least squares risk", sigma**2 * d / (T - d + 1)),
    "missing d": ("least squares risk in one step", sigma**2 / (T - d - 1)),
    "T0 - d": (
        "a generator's design beside the downstream design",
        sigma0**2 * E(tr(Sigma * R * S * inv(Sigma) * S * R)) / (T0 - d),
    ),
    "Sigma for its inverse": ("inverse Wishart", Sigma / (T - d - 1)),
    "one generation's noise not weighted": ("generations add up", E(norm2(w - w0, Sigma)) + E(norm2(eps0))),
    "T forgotten": ("Wishart", Sigma),
    "T for T + 1": ("second moment of a Wishart matrix", T * T * Sigma * Sigma + T * tr(Sigma) * Sigma),
    "d / T": ("Haar projection", d / T * id_d),
    "bias T / d": ("min-norm bias", T / d * norm2(w0)),
    "d - T": ("inverse Gram", T / (d - T)),
    "sigma forgotten": ("min-norm variance", T / (d - T - 1)),
}


def _judged(name: str, after=None):
    rule, before, right, context = TRUE[name]
    return rule.judge(Step(before, "=", right if after is None else after), context)


@pytest.mark.parametrize("name", TRUE)
def test_true_steps_are_proved(name: str) -> None:
    finding = _judged(name)
    assert finding.verdict is Verdict.PROVED, finding.detail


@pytest.mark.parametrize("name", TRUE)
def test_sampling_does_not_refute_true_steps(name: str) -> None:
    _, before, after, context = TRUE[name]
    assert refute_matrices(Step(before, "=", after), context) is None


@pytest.mark.parametrize("name", WRONG)
def test_wrong_steps_are_refuted(name: str) -> None:
    correct, after = WRONG[name]
    finding = _judged(correct, after)
    assert finding.verdict is Verdict.REFUTED, finding.detail
    assert Fraction(finding.gap) > 0
    assert finding.counterexample


@pytest.mark.parametrize("name", ["missing 1/T", "Sigma forgotten", "T forgotten", "d / T"])
def test_sampling_alone_refutes_too(name: str) -> None:
    """The route that knows no algebra finds the same errors, with its false-alarm probability stated."""
    correct, after = WRONG[name]
    _, before, _, context = TRUE[correct]
    finding = refute_matrices(Step(before, "=", after), context)
    assert finding is not None
    assert finding.verdict is Verdict.REFUTED
    assert 0 < finding.error_probability <= 1e-9


def test_theorems_are_cited_exactly_when_they_were_used() -> None:
    assert "inverse Wishart" in _judged("least squares risk").cited[0]
    assert _judged("noise integrated out").cited == ()
    trivial = wishart_moment.judge(Step(E(tr(Sigma)), "=", tr(Sigma)), TALL)
    assert trivial.cited == ()


@pytest.mark.parametrize("least", [0, 1])
def test_inverse_wishart_needs_two_more_samples_than_dimensions(least: int) -> None:
    """The mean is infinite for T in {d, d + 1}."""
    context = Context((Ge(T, d + least),), LAWS)
    finding = wishart_moment.judge(Step(E(tr(Sigma * inv(W))), "=", d / (T - d - 1)), context)
    assert finding.verdict is Verdict.UNDECIDED
    assert "T >= d + 2" in finding.detail


def test_haar_projection_needs_an_isotropic_design() -> None:
    context = Context((Le(T, d),), LAWS)
    finding = wishart_moment.judge(Step(E(pinv(X) * X), "=", T / d * id_d), context)
    assert finding.verdict is not Verdict.PROVED
    assert "isotropic" in finding.detail or finding.verdict is Verdict.REFUTED


def test_fourth_moments_are_refused_for_white_noise_and_known_for_gaussian_noise() -> None:
    """E (eps'eps)^2 = s^4 T (T + 2) for Gaussian noise (Isserlis)."""
    step = Step(E((eps.T * eps) ** 2), "=", sigma**4 * T * (T + 2))
    refused = expectation.judge(step, ANY)
    assert refused.verdict is Verdict.UNDECIDED
    assert "order 4 of eps" in refused.detail
    assert expectation.judge(step, Context((), (GaussianNoise(eps, sigma**2),))).verdict is Verdict.PROVED


def test_quadratic_forms_of_gaussian_noise() -> None:
    """Var eps'A eps = 2 s^4 tr A^2 for symmetric A."""
    A = symmetric("A", T)
    context = Context((), (GaussianNoise(eps, sigma**2),))
    second = Step(E((eps.T * A * eps) ** 2), "=", sigma**4 * (tr(A) ** 2 + 2 * tr(A * A)))
    assert expectation.judge(second, context).verdict is Verdict.PROVED
    general = matrix("B", T, T)
    wrong = Step(E((eps.T * general * eps) ** 2), "=", sigma**4 * (tr(general) ** 2 + 2 * tr(general * general)))
    assert expectation.judge(wrong, context).verdict is Verdict.REFUTED


def test_a_letter_without_a_law_is_deterministic() -> None:
    step = Step(E(norm2(w0 + eps.T * eps * w0)), "=", norm2(w0))
    assert expectation.judge(Step(E(norm2(w0)), "=", norm2(w0)), ANY).verdict is Verdict.PROVED
    assert expectation.judge(step, Context()).verdict is not Verdict.PROVED


def test_the_same_design_is_not_independent_of_itself() -> None:
    step = Step(E(tr(W) * tr(W)), "=", T**2 * tr(Sigma) ** 2)
    assert expectation.judge(step, ANY).verdict is Verdict.REFUTED


def test_members_of_a_family_are_independent_when_they_certainly_differ() -> None:
    i, j = Symbol("i", integer=True), Symbol("j", integer=True)
    two = Step(E(tr(gram(X[j]) * gram(X[j + 1]))), "=", T**2 * tr(Sigma * Sigma))
    assert expectation.judge(two, ANY).verdict is Verdict.PROVED
    unknown = expectation.judge(Step(E(tr(gram(X[i]) * gram(X[j]))), "=", T**2 * tr(Sigma * Sigma)), ANY)
    assert unknown.verdict is Verdict.UNDECIDED
    assert "same letter" in unknown.detail


def test_a_sum_over_generations() -> None:
    j = Symbol("j", integer=True, nonnegative=True)
    one = E(norm2(pinv(X0[j]) * eps0[j], Sigma))
    equal = Step(Sum(one, (j, 0, n - 1)), "=", n * sigma0**2 * d / (T0 - d - 1))
    assert wishart_moment.judge(equal, TALL).verdict is Verdict.PROVED
    spread = Function("s")(j)
    laws = (GaussianRows(X0, Sigma), WhiteNoise(eps0[j], spread**2))
    varying = Step(Sum(one, (j, 0, n - 1)), "=", d / (T0 - d - 1) * Sum(spread**2, (j, 0, n - 1)))
    assert wishart_moment.judge(varying, Context(TALL.assumptions, laws)).verdict is Verdict.PROVED


def test_linear_facts_follow_from_chains_of_assumptions() -> None:
    assert implies_at_least(T, d + 2, [Ge(T, T0), Gt(T0, d + 1)])
    assert not implies_at_least(T, d + 2, [Ge(T, T0), Gt(T0, d)])
    assert implies_at_least(2 * T, T + 1, [])
    assert not implies_at_least(T, 2 + 0 * d, [])


def test_rotation_invariance_needs_an_isotropic_design_and_an_invariant_product() -> None:
    anisotropic = rotation_invariant_mean.judge(Step(E(R), "=", E(tr(R)) / d * id_d), ANY)
    assert anisotropic.verdict is not Verdict.PROVED
    twisted = inv(S + ridge * Sigma)
    step = Step(E(twisted), "=", E(tr(twisted)) / d * id_d)
    assert rotation_invariant_mean.judge(step, Context((), ISOTROPIC)).verdict is not Verdict.PROVED
    between = Step(E(tr(Sigma * S * Sigma * S)), "=", tr(Sigma) / d * E(tr(S * Sigma * S)))
    assert rotation_invariant_mean.judge(between, Context((), ISOTROPIC)).verdict is not Verdict.PROVED


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (E(sqrt(tr(W))), sqrt(tr(W))),
        (E(sqrt(tr(W))), sqrt(T * tr(Sigma))),
        (E(1 / tr(W)), 1 / (T * tr(Sigma))),
        (E(1 / (1 + tr(W))), 1 / (1 + E(tr(W)))),
        (E(tr(W) ** sigma), E(tr(W)) ** sigma),
        (E(tr(W) / tr(gram(X0))), E(tr(W)) / E(tr(gram(X0)))),
    ],
)
def test_an_expectation_is_linear_and_nothing_more(inside, outside) -> None:
    """Jensen: E f(x) and f(E x) differ for a curved f."""
    assert expectation.judge(Step(inside, "=", outside), ANY).verdict is not Verdict.PROVED
    assert wishart_moment.judge(Step(inside, "=", outside), TALL).verdict is not Verdict.PROVED


def test_independent_ratios_factorise() -> None:
    step = Step(E(tr(W) / tr(gram(X0))), "=", E(tr(W)) * E(1 / tr(gram(X0))))
    assert expectation.judge(step, ANY).verdict is Verdict.PROVED
