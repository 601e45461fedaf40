"""Equivalents without ridge, from those with ridge: the inequalities behind the rule, true uses and wrong ones."""

from dataclasses import replace

import numpy as np
import pytest
from sympy import Eq, Integer, Min, Symbol, ceiling, sqrt

from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    resolvent_equivalent,
    sample_resolvent_equivalent,
    two_resolvents_equivalent,
)
from lemmata.derivations.dohmatob2024.section_4_3_growth import rho_equivalent
from lemmata.theory.notation import T0, T, d, df1, kappa, kappa0, n, ridge
from lemmata.theory.quantities import resolvents as known
from lemmata.theory.quantities.regression import LAWS, X0, Sigma, X
from lemmata.theory.quantities.resolvents import A, B, a, b, unseen
from lemmata.theory.random_matrices import E, GaussianRows, design, identity, tr
from lemmata.theory.relations import BOUNDED_BELOW, PROPORTIONAL
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.rules import ridge_to_zero
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

DESIGNS = [(T, d, penalty) for T, d in ((1, 2), (2, 5), (4, 5), (5, 9)) for penalty in (1e-3, 0.1, 3.0)]


def drawn(rows, columns, penalty):
    """A design, S^+ and R S R on its rows' span, and ridge R - Pi."""
    draw = np.random.default_rng(100 * rows + columns)
    x = draw.standard_normal((rows, columns)) * np.sqrt(10 ** draw.uniform(-1, 1, columns))
    S = x.T @ x / rows
    span = np.linalg.svd(x)[2][:rows]
    R = np.linalg.inv(S + penalty * np.eye(columns))
    U = penalty * R - (np.eye(columns) - np.linalg.pinv(x) @ x)
    return x, [span @ matrix @ span.T for matrix in (np.linalg.pinv(S), R @ S @ R, U)]


def largest(matrix, beside):
    """The largest quotient of two quadratic forms."""
    return np.linalg.eigvals(np.linalg.solve(beside, matrix)).real.max()


def test_what_the_ridge_hides_is_bounded_by_the_pseudoinverse():
    """U <= ridge S^+ and S^+ - RSR <= 2 ridge (S^+)^2; with half of the constants neither holds."""
    shares = []
    for rows, columns, penalty in DESIGNS:
        _, (inverse, noise, U) = drawn(rows, columns, penalty)
        assert np.linalg.eigvalsh(U).min() > -1e-9
        assert np.linalg.eigvalsh(inverse - noise).min() > -1e-9
        shares.append((largest(U, penalty * inverse), largest(inverse - noise, 2 * penalty * inverse @ inverse)))
    for share in np.max(shares, axis=0):
        assert 0.5 < share < 1 + 1e-6


def test_the_gradient_beside_the_diagonal():
    """||grad U_kl|| <= 4 ridge Lam^(3/2)/sqrt T, by central differences; a fifth of the constant would be too small."""
    shares = []
    for rows, columns, penalty in DESIGNS:
        x, _ = drawn(rows, columns, penalty)

        def entry(y, penalty=penalty):
            few, many = y.shape
            return (penalty * np.linalg.inv(y.T @ y / few + penalty * np.eye(many)) + np.linalg.pinv(y) @ y)[0, 1]

        moves = 1e-5 * np.eye(x.size).reshape(-1, *x.shape)
        slope = [(entry(x + move) - entry(x - move)) / 2e-5 for move in moves]
        least = np.linalg.eigvalsh(x @ x.T / rows)[0]
        shares.append(np.linalg.norm(slope) / (4 * penalty * least**-1.5 / np.sqrt(rows)))
    assert 0.2 < max(shares) < 1


def test_kappa_moves_with_the_ridge_no_faster_than_by_its_slope_without():
    """kappa - kappa_0 <= ridge/(1 - df2(kappa_0)/T): f(k) = k (1 - df1(k)/T) has slope 1 - df2(k)/T, which grows."""
    sigma, shares = np.array([4.0, 2.0, 1.0, 0.5, 0.25]), []
    for start in (0.1, 1.0, 10.0):
        size = (sigma / (sigma + start)).sum()
        slope = 1 - ((sigma / (sigma + start)) ** 2).sum() / size
        for more in (1e-4, 1e-2, 1.0, 100.0):
            k = start + more
            shares.append(more / (k * (1 - (sigma / (sigma + k)).sum() / size) / slope))
    assert 0.5 < max(shares) <= 1 + 1e-6


projected = (Eq(T0, EigenSum(s / (s + kappa0))), kappa0 > 0)
other = Symbol("k", positive=True)
Y = design("Y", T0, d)
LIMITS = {
    "not seen": (resolvent_equivalent, known.UNSEEN, known.UNSEEN_EQUIVALENT),
    "not seen twice": (two_resolvents_equivalent, known.TWO_UNSEEN, known.TWO_UNSEEN_EQUIVALENT),
    "noise": (sample_resolvent_equivalent, known.GENERATOR_NOISE, known.GENERATOR_NOISE_EQUIVALENT),
}


def judged(claim, before, after, where=projected, laws=LAWS, regime=BOUNDED_BELOW):
    context = Context(assumptions=tuple(where), laws=tuple(laws), regime=regime)
    return ridge_to_zero(claim).judge(Step(before, "~", after), context)


@pytest.mark.parametrize("name", LIMITS)
def test_the_limit_is_proved_and_owes_that_kappa_is_positive(name):
    found = judged(*LIMITS[name])
    assert found.verdict is Verdict.PROVED
    assert found.principles == ()
    assert [str(one.subject) for one in found.owed] == ["kappa0 > 0"]


def test_the_letters_are_those_of_the_step():
    before = E(tr(A * unseen(Y)))
    laws, where = (GaussianRows(Y, Sigma),), (Eq(EigenSum(s / (s + other)), T0),)
    assert (
        judged(resolvent_equivalent, before, other * EigenSum(a / (s + other)), where, laws).verdict is Verdict.PROVED
    )
    seen = (Eq(T, EigenSum(s / (s + kappa))), kappa > 0)
    before = E(tr(A * unseen(X)))
    assert judged(resolvent_equivalent, before, kappa * EigenSum(a / (s + kappa)), seen).verdict is Verdict.PROVED


two, spare = known.TWO_UNSEEN_EQUIVALENT, known.spare
WRONG = {
    "a factor": ("not seen", 2 * known.UNSEEN_EQUIVALENT),
    "the share that is kept": ("not seen", EigenSum(a * s / (s + kappa0))),
    "a power of kappa": ("not seen twice", kappa0 * two),
    "half of the spread": (
        "not seen twice",
        two - kappa0**2 * EigenSum(a * s / (s + kappa0) ** 2) * EigenSum(b * s / (s + kappa0) ** 2) / spare / 2,
    ),
    "T0 for T0 - df2": ("noise", EigenSum(a * s / (s + kappa0) ** 2) / T0),
    "one resolvent too few": ("noise", EigenSum(a * s / (s + kappa0)) / spare),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_formula_is_not_proved(name):
    claim, before, _ = LIMITS[WRONG[name][0]]
    assert judged(claim, before, WRONG[name][1]).verdict is not Verdict.PROVED


MISUSED = {
    "eigenvalues may vanish": {"regime": PROPORTIONAL},
    "kappa0 is any number": {"where": (kappa0 > 0,)},
    "kappa0 of twice as many samples": {"where": (Eq(2 * T0, EigenSum(s / (s + kappa0))), kappa0 > 0)},
    "another covariance": {"laws": (GaussianRows(X0, identity(d)),)},
    "no law": {"laws": ()},
}


@pytest.mark.parametrize("name", MISUSED)
@pytest.mark.parametrize("limit", LIMITS)
def test_a_condition_left_out_is_not_proved(limit, name):
    assert judged(*LIMITS[limit], **MISUSED[name]).verdict is not Verdict.PROVED


@pytest.mark.parametrize("rows", [Integer(3), n, n + 1, Min(T, 3), ceiling(sqrt(T)), T**2])
def test_rows_that_are_not_in_proportion_to_T_have_no_equivalent(rows):
    few = design("Y", rows, d)
    where, laws = (Eq(rows, EigenSum(s / (s + other))),), (GaussianRows(few, Sigma),)
    found = judged(resolvent_equivalent, E(tr(A * unseen(few))), other * EigenSum(a / (s + other)), where, laws)
    assert found.verdict is Verdict.UNDECIDED
    assert "in proportion" in found.detail


BESIDE_A_RIDGE = {
    "one at every ridge, more at none": 1 + ridge - kappa * (1 - df1 / T),
    "nearly one while df1 < T, two at df1 = T": 1 + 1 / (1 + T - df1),
    "the ridge in the place of what it is": kappa * (1 - df1 / T) / ridge,
}


@pytest.mark.parametrize("name", BESIDE_A_RIDGE)
def test_a_factor_that_is_one_beside_a_ridge_has_no_limit(name):
    statement = resolvent_equivalent.statement
    claim = replace(resolvent_equivalent, statement=replace(statement, rhs=statement.rhs * BESIDE_A_RIDGE[name]))
    degrees = EigenSum(s / (s + kappa0))
    there = BESIDE_A_RIDGE[name].xreplace({kappa: kappa0, df1: degrees, T: T0})
    for wrong in (known.UNSEEN_EQUIVALENT * there, 2 * known.UNSEEN_EQUIVALENT):
        found = judged(claim, known.UNSEEN, wrong)
        assert found.verdict is Verdict.UNDECIDED
        assert "has a limit" in found.detail


def test_the_same_formula_otherwise_written_has_one():
    written = EigenSum(a) - EigenSum(a * s / (s + kappa))
    claim = replace(resolvent_equivalent, statement=replace(resolvent_equivalent.statement, rhs=written))
    assert judged(claim, known.UNSEEN, known.UNSEEN_EQUIVALENT).verdict is Verdict.PROVED


def test_only_equivalents_of_the_resolvent_have_such_a_limit():
    """Neither another claim, nor that of another mean, nor a sum of means of which each has a limit."""
    assert "no equivalent of" in judged(rho_equivalent, *LIMITS["noise"][1:]).detail
    assert judged(resolvent_equivalent, *LIMITS["noise"][1:]).verdict is not Verdict.PROVED
    doubled = known.UNSEEN - 2 * E(tr(A * B * unseen(X0[0])))
    assert judged(resolvent_equivalent, doubled, known.UNSEEN_EQUIVALENT).verdict is not Verdict.PROVED
