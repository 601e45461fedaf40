"""A stated equivalent is derived and compared exactly: true ones hold on one principle, wrong ones are refuted."""

import pytest
from sympy import Eq, Or, Symbol, symbols

from lemmata.theory.deterministic_equivalents.derivation import PRINCIPLE
from lemmata.theory.notation import T0, T, d, df1, df2, kappa, kappa0, ridge, sigma
from lemmata.theory.quantities import resolvents as known
from lemmata.theory.quantities.regression import LAWS, R, S, Sigma, X, eps, w0
from lemmata.theory.quantities.resolvents import A, B, a
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    covariance,
    design,
    gram,
    identity,
    inv,
    matrix,
    norm2,
    pinv,
    tr,
)
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.rules import derived_equivalent
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

first, second = Eq(df1, EigenSum(s / (s + kappa))), Eq(df2, EigenSum(s**2 / (s + kappa) ** 2))
fit = (first, second, Eq(ridge, kappa * (1 - df1 / T)), ridge > 0, df1 < T)
generator = (Eq(T0, EigenSum(s / (s + kappa0))), kappa0 > 0)
m, n1, n2 = symbols("m n1 n2", integer=True, positive=True)
F, X1, X2 = matrix("F", d, m), design("X1", n1, d), design("X2", n2, d)
MORE = (
    *LAWS,
    GaussianNoise(F, 1 / m),
    GaussianRows(X1, Sigma),
    GaussianRows(X2, Sigma),
    GaussianRows(design("Z", T, d), identity(d)),
)
P = F * inv(F.T * S * F + ridge * identity(m)) * F.T * S
features = (first, second, Eq(ridge, kappa * (1 - df1 / T) * (1 - df1 / m)), ridge > 0, df1 < T, df1 < m)
gamma = (df1 - (df1 - df2) * (m - df1) / (m - df2)) / T
misfit = kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2)
misfit += kappa * EigenSum(c2 * s**2 / (s + kappa) ** 2) * (df1 - df2) / (m - df2)
mixture = (first, second, Eq(ridge, kappa * (1 - df1 / (n1 + n2))), ridge > 0, df1 < n1 + n2)
R12, S2 = inv((gram(X1) + gram(X2)) / (n1 + n2) + ridge * identity(d)), gram(X2) / (n1 + n2)
p1, p2, u = n1 / (n1 + n2), n2 / (n1 + n2), df2 / (n1 + n2 - df2)
all_rows = EigenSum(a * s**3 / (s + kappa) ** 2) + u * kappa**2 * EigenSum(a * s / (s + kappa) ** 2)
risk = E(norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma))
risk_equivalent = (kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) + sigma**2 * df2 / T) / (1 - df2 / T)
word = E(tr(A * S2 * R12 * Sigma * R12 * S2))

misfit_of_rows = E(norm2(X * w0 + eps - X * R * X.T * (X * w0 + eps) / T)) / T
gcv = misfit_of_rows / (1 - E(tr(X * R * X.T)) / T**2) ** 2
total = (kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) + sigma**2) / (1 - df2 / T)
FEATURE_NOISE = E(norm2(F * pinv(X * F) * eps, Sigma))

Z = design("Z", T, d)
shrunk = E(norm2(inv(gram(Z) / T + ridge * identity(d)) * Z.T * eps / T))
isotropic = (Eq(ridge, kappa * (1 - d / (T * (1 + kappa)))), ridge > 0, d < T * (1 + kappa), d < T * (1 + kappa) ** 2)


def judged(before, after, where):
    return derived_equivalent.judge(Step(before, "~", after), Context(assumptions=tuple(where), laws=MORE))


TRUE = {
    "resolvent": (known.RESOLVENT, known.RESOLVENT_EQUIVALENT, fit),
    "two resolvents": (known.TWO_RESOLVENTS, known.TWO_RESOLVENTS_EQUIVALENT, fit),
    "sample resolvent": (known.SAMPLE_RESOLVENT, known.SAMPLE_RESOLVENT_EQUIVALENT, fit),
    "projection": (known.PROJECTION, known.PROJECTION_EQUIVALENT, generator),
    "two projections": (known.TWO_PROJECTIONS, known.TWO_PROJECTIONS_EQUIVALENT, generator),
    "noise of a generator": (known.GENERATOR_NOISE, known.GENERATOR_NOISE_EQUIVALENT, generator),
    "noise through a fit": (known.NOISE_THROUGH_FIT, known.NOISE_THROUGH_FIT_EQUIVALENT, (*generator, *fit)),
    "risk": (risk, risk_equivalent, fit),
    "kappa by itself": (risk, risk_equivalent, (first, second, Eq(kappa, ridge + kappa * df1 / T), *fit[3:])),
    "features": (E(norm2((identity(d) - P) * w0, Sigma)), misfit / (1 - gamma), features),
    "mixture": (word, p2**2 * all_rows + p1 * p2 * u * EigenSum(a * s), mixture),
    "inverse": (E(tr(inv(S))), T * EigenSum(1 / s) / (T - d), (T >= d + 2,)),
    "product of designs": (FEATURE_NOISE, sigma**2 * d / (T - d), (T > d, m > d, m > T)),
    "cross-validation, a quotient of means": (gcv, total, fit),
    "no eigenvalue is seen": (shrunk, sigma**2 * d / (T * (1 + kappa) ** 2 - d), isotropic),
}  # fmt: skip

WRONG = {
    "first degrees for second": (known.SAMPLE_RESOLVENT, EigenSum(a * s / (s + kappa) ** 2) / (T - df1), fit),
    "no variance": (risk, risk_equivalent * (1 - df2 / T), fit),
    "noise not amplified": (risk, risk_equivalent.xreplace({sigma: sigma / 2}), fit),
    "the variance of one design": (E(norm2((identity(d) - P) * w0, Sigma)), misfit / (1 - df2 / T), features),
    "a share forgotten": (word, p2**2 * all_rows + p2 * u * EigenSum(a * s), mixture),
    "a power of kappa": (known.RESOLVENT, kappa**2 * EigenSum(a / (s + kappa)), fit),
    "features counted in place of inputs": (FEATURE_NOISE, sigma**2 * m / (m - d), (T > d, m > d, m > T)),
    "features without inflation": (FEATURE_NOISE, sigma**2 * d / T, (T > d, m > d, m > T)),
    "no inflation of the inverse": (E(tr(inv(S))), EigenSum(1 / s), (T >= d + 2,)),
    "first for second without eigenvalues": (shrunk, sigma**2 * d / (T * (1 + kappa) - d), isotropic),
    "cross-validation is no excess error": (gcv, risk_equivalent, fit),
    "another kappa": (known.RESOLVENT, ridge * EigenSum(a / (s + ridge)), fit),
}

UNKNOWN = {
    "no equation of kappa": (known.RESOLVENT, known.RESOLVENT_EQUIVALENT, (first, second, ridge > 0)),
    "the equation of another model": (known.RESOLVENT, known.RESOLVENT_EQUIVALENT, features),
    "terms that may cancel": (ridge * E(tr(A * R) - tr(B * R)), kappa * EigenSum((a - known.b) / (s + kappa)), fit),
    "lower order": (E(tr(inv(S))), T * EigenSum(1 / s) / (T - d - 1), (T >= d + 2,)),
    "negative ridge": (E(tr(inv(S - identity(d) / 2))), EigenSum(1 / s), fit),
    "sizes not compared": (known.PROJECTION, known.PROJECTION_EQUIVALENT, (kappa0 > 0,)),
    "no law": (E(tr(A * inv(gram(design("Z", T, d)) + identity(d)))), EigenSum(a), fit),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_equivalent_holds_on_the_principle(name):
    found = judged(*TRUE[name])
    assert found.verdict is Verdict.PROVED, found.detail
    assert found.principles == (PRINCIPLE,)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_one_is_refuted_with_numbers(name):
    found = judged(*WRONG[name])
    assert found.verdict is Verdict.REFUTED, found.detail
    assert found.counterexample
    assert float(found.gap) > 0


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_known_is_left_undecided_with_a_reason(name):
    found = judged(*UNKNOWN[name])
    assert found.verdict is Verdict.UNDECIDED
    assert found.detail


def test_no_point_outside_the_assumptions_refutes():
    ones = (T >= d + 2, Eq(EigenSum((s - 1) ** 2), 0))
    assert judged(E(tr(inv(S))), T * d / (T - d), ones).verdict is Verdict.UNDECIDED
    twice = (T >= d + 2, Eq(T, 2 * d))
    assert judged(E(tr(inv(S))), 2 * EigenSum(1 / s), twice).verdict is Verdict.PROVED
    assert judged(E(tr(inv(S))), 3 * EigenSum(1 / s), twice).verdict is Verdict.REFUTED


def test_assumptions_that_are_no_inequalities_count_where_a_point_refutes():
    level = Symbol("level", nonnegative=True)
    traces = E(tr(R)), kappa / ridge * EigenSum(1 / (s + kappa))
    either = (*fit, Or(Eq(level, 0), Eq(level, 1)))
    assert judged(level**2 * traces[0], level * traces[1], either).verdict is Verdict.UNDECIDED
    assert judged(level**2 * traces[0], level * traces[1], fit).verdict is Verdict.REFUTED


def test_letters_that_may_be_the_same_are_not_taken_as_independent():
    i, j = symbols("i j", integer=True, nonnegative=True)
    one, other = (pinv(known.X0[k]) * known.X0[k] for k in (i, j))
    found = judged(E(tr(A * one * A * other)), EigenSum(a**2 * s**2 / (s + kappa0) ** 2), generator)
    assert found.verdict is Verdict.PROVED
    assert "i != j" in {o.condition for o in found.owed}


def test_the_branch_and_the_sizes_are_owed():
    owed = {o.condition for o in judged(*TRUE["noise through a fit"]).owed}
    assert owed == {"T - EigenSum(s/(kappa + s)) > 0", "d > T0"}


def test_a_second_covariance_must_be_said_to_commute():
    theta = known.semidefinite("Theta", d)
    weight = Symbol("s_Theta", nonnegative=True)
    twice = Step(ridge**2 * E(tr(theta * R * theta * R)), "~", risk_equivalent)
    assert derived_equivalent.judge(twice, Context(assumptions=fit, laws=MORE)).verdict is Verdict.UNDECIDED
    spread = EigenSum(weight * s / (s + kappa) ** 2) ** 2 / (T - df2)
    stated = Step(twice.before, "~", kappa**2 * (EigenSum(weight**2 / (s + kappa) ** 2) + spread))
    assert derived_equivalent(theta).judge(stated, Context(assumptions=fit, laws=MORE)).verdict is Verdict.PROVED


def test_an_assumption_that_is_true_by_itself_says_nothing():
    more = (*fit, kappa > 0)
    assert judged(known.RESOLVENT, known.RESOLVENT_EQUIVALENT, more).verdict is Verdict.PROVED
    assert judged(known.RESOLVENT, 2 * known.RESOLVENT_EQUIVALENT, more).verdict is Verdict.REFUTED


def test_matrices_that_need_not_commute_are_undecided():
    """Their system has numbers, and no closed form in sums over eigenvalues."""
    Theta = covariance("Theta", d)
    for formula in (T * EigenSum(1 / s) / (T - d), EigenSum(s)):
        found = judged(E(tr(Theta * R * Theta * R)), formula, fit)
        assert found.verdict is Verdict.UNDECIDED
        assert "eigenbasis" in found.detail


def test_a_number_that_is_called_like_an_unknown_is_refused_by_name():
    """The unknowns of the equations are g0, g1, ...; a number of the user's is none of them."""
    h, unknown = Symbol("h", positive=True), Symbol("g0", real=True)
    trace = ridge * E(tr(Sigma * R)), kappa * EigenSum(s / (s + kappa))
    assert judged(h * trace[0], h * trace[1], fit).verdict is Verdict.PROVED
    found = judged(unknown**2 * trace[0], unknown**2 * trace[1], fit)
    assert found.verdict is Verdict.UNDECIDED
    assert "g0 is the name" in found.detail
