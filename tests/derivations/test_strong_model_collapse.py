"""Strong collapse: what is given against what the engine derives, exact laws against drawn fits, wrong variants."""

from dataclasses import replace

import numpy as np
import pytest
from sympy import Integer, Rational

from lemmata.derivations.renormalization.setting import shrunk
from lemmata.derivations.strong_model_collapse.features import (
    averaged,
    bias_value,
    features_error,
    kept,
    projected_collapse,
    value,
)
from lemmata.derivations.strong_model_collapse.isotropic import added as isotropic_added
from lemmata.derivations.strong_model_collapse.isotropic import shift
from lemmata.derivations.strong_model_collapse.iterated import factor, in_the_limit, step, threshold
from lemmata.derivations.strong_model_collapse.larger_models import beyond
from lemmata.derivations.strong_model_collapse.least_squares import rho
from lemmata.derivations.strong_model_collapse.mixture import (
    added,
    all_shifted,
    bias_equivalent,
    collapse_by_shares,
    collapse_equivalent,
    collapse_value,
    other_noise_equivalent,
    told_apart,
    told_apart_equivalent,
)
from lemmata.derivations.strong_model_collapse.projections import exact, m, other, psi
from lemmata.derivations.strong_model_collapse.setting import B, b, n1, n2, p1, p2, rows
from lemmata.derivations.strong_model_collapse.strong import harmonic, left, r2
from lemmata.derivations.strong_model_collapse.two_forms import one_single, other_single, u, x
from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.deterministic_equivalents.eigenvalues import letter_of
from lemmata.theory.notation import T0, d, df1, df2, kappa, phi, ridge, sigma, sigma0
from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.quantities.retraining import m as real
from lemmata.theory.relations import at_least, at_most, equal, equivalent, greater_than, less_than
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.checks import ladder
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.judge import context_of
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

EIGENVALUES, SHIFTS = [0.2 + 0.1 * k for k in range(12)], [1 + 0.05 * k**1.5 for k in range(12)]


@pytest.mark.parametrize(
    ("claim", "wrong_value"),
    [
        (collapse_equivalent, collapse_value - n1 * n2 / rows**2 * added * EigenSum(b * s)),
        (collapse_equivalent, collapse_value.xreplace({n1: n2, n2: n1})),
        (projected_collapse, collapse_value),
        (projected_collapse, value - n1 * n2 / rows**2 * kept * EigenSum(b * s)),
        (told_apart_equivalent, df2 / rows * EigenSum(b * s)),
        (features_error, shrunk / (1 - df2 / rows) + averaged * kept + value),
        (features_error, bias_value + sigma**2 * kept + value),
    ],
    ids=[
        "nothing for the mixture",
        "real for synthetic",
        "features for nothing",
        "nothing for the mixture of features",
        "a row that does not see itself",
        "no scatter of the features",
        "the real rows alone",
    ],
)
def test_another_equivalent_is_refuted(claim, wrong_value):
    [link] = claim.proof.steps
    changed = Step(link.step.before, "~", wrong_value)
    assert link.rule.judge(changed, context_of(claim, effort="quick")).verdict is Verdict.REFUTED


@pytest.mark.parametrize("claim", [other_noise_equivalent, bias_equivalent], ids=lambda claim: claim.id)
@pytest.mark.parametrize(("factor", "verdict"), [(1, Verdict.SIMULATED), (Rational(11, 10), Verdict.REFUTED)])
def test_drawn_mixtures_approach_the_term_and_no_other(claim, factor, verdict):
    claimed = replace(claim, statement=equivalent(claim.statement.lhs, factor * claim.statement.rhs))
    found = ladder(sizes={n1: "1/2", n2: "1"}).gather(claimed, context_of(claim, effort="quick"))
    assert found.verdict is verdict


def renormalised(features, rows, penalty):
    """Kappa, df1 and df2 for linear random features, by bisection."""
    low, high = 0.0, 1e4
    values = np.array(EIGENVALUES)
    for _ in range(200):
        middle = (low + high) / 2
        first = (values / (values + middle)).sum()
        least = min(rows, features)
        above = first < least and middle * (1 - first / rows) * (1 - first / features) > penalty
        low, high = (low, middle) if above else (middle, high)
    return middle, first, ((values / (values + middle)) ** 2).sum()


@pytest.mark.parametrize(("features", "real_rows", "fake_rows", "penalty"), [(6, 9, 15, 0.1), (36, 3, 7, 0.05)])
def test_random_features_against_the_equation_of_the_matrices(features, real_rows, fake_rows, penalty):
    given = projected_collapse
    found = derived(given.statement.lhs, given.laws, [ridge > 0], (Sigma, B))
    sizes = {d: 12, m: features, n1: real_rows, n2: fake_rows}
    solved = found.at({**sizes, ridge: penalty}, {s: EIGENVALUES, letter_of(B): SHIFTS}).value
    root, first, second = renormalised(features, real_rows + fake_rows, penalty)
    sums = {
        node: sum(node.summand.xreplace({s: x, b: y, kappa: root}) for x, y in zip(EIGENVALUES, SHIFTS, strict=True))
        for node in given.statement.rhs.atoms(EigenSum)
    }
    value = given.statement.rhs.xreplace(sums).xreplace({**sizes, kappa: root, df1: first, df2: second})
    assert abs(float(value) / solved - 1) < 1e-9


def drawn(real_rows, fake_rows, size, features, draws=20_000):
    """The mean squared length of what least squares on random features makes of a unit shift of the second rows."""
    rng = np.random.default_rng(19)
    rows = real_rows + fake_rows
    X = rng.standard_normal((draws, rows, size))
    F = rng.standard_normal((draws, size, features)) if features < size else np.eye(size)[None]
    labels = X[:, :, :1].copy()  # the shift is the first axis
    labels[:, :real_rows] = 0
    Z = X @ F
    turned = Z.transpose(0, 2, 1)
    kept = ((F @ np.linalg.solve(turned @ Z, turned @ labels)) ** 2).sum(axis=(1, 2))
    return kept.mean(), kept.std() / draws**0.5


def test_rho_against_drawn_fits():
    mean, spread = drawn(5, 7, 4, 4)
    expected = float(rho.xreplace({n1: Integer(5), n2: Integer(7), d: Integer(4)}))
    assert abs(mean - expected) < 4 * spread
    assert abs(mean - (7 / 12) ** 2) > 4 * spread  # the share squared: what a deterministic fit would keep


def test_random_projections_against_drawn_fits():
    mean, spread = drawn(5, 7, 6, 3)
    expected = exact.xreplace({n1: Integer(5), n2: Integer(7), d: Integer(6), m: Integer(3), shift: Integer(1)})
    assert abs(mean - float(expected)) < 4 * spread


@pytest.mark.parametrize(
    ("claim", "end"),
    [
        (collapse_by_shares, n2 / rows * all_shifted + n1 * n2 / rows**2 * told_apart),
        (collapse_by_shares, (n2 / rows) ** 2 * all_shifted + n2 / rows * told_apart),
        (step, step.statement.rhs.xreplace({sigma: sigma0, sigma0: sigma})),
    ],
    ids=["a share not squared", "as if there were no real rows", "the noises exchanged"],
)
def test_another_share_is_refuted(claim, end):
    changed = Step(claim.statement.lhs, "=", end)
    rule = claim.proof.steps[-1].rule
    assert rule.judge(changed, context_of(claim, effort="quick")).verdict is Verdict.REFUTED


def wrong():
    """What is false, and where."""
    loop = {real: 2, d: 20, T0: 30}
    near = {p1: Rational(1, 10), phi: Rational(7, 10)}
    forms = {x: 2, kappa: 1, p1: Rational(1, 2), p2: 1, u: 1, b: 1}
    ridges = {ridge: Rational(1, 4), r2: 1, p2: Rational(1, 2), shift: 1}
    yield "any real rows make the loop stable", less_than(factor, 1), loop
    yield "stable for every phi below one", less_than(in_the_limit, 1), near
    yield "the threshold is 1/(1 + p1)", equal(threshold, 1 / (1 + p1)), near
    yield "unstable at the threshold", greater_than(in_the_limit, 1), {p1: Rational(1, 2), phi: Rational(3, 4)}
    yield "rho is the share squared", equal(rho, n2**2 / (n1 + n2) ** 2), {n1: 2, n2: 3, d: 2}
    yield "rho is the share at most", at_most(rho, n2 / (n1 + n2)), {n1: 2, n2: 28, d: 20}
    models = {psi: 3, phi: 2, p2: Rational(1, 5), shift: 1}
    yield "beyond the threshold it is the form below", equal(beyond, other), models
    yield (
        "a larger model is better than the inputs",
        at_most(beyond, shift * p2 * (phi - p2) / (phi * (phi - 1))),
        models,
    )
    yield "the floor is all there is below", at_most(other, shift * p2**2), {**models, psi: Rational(3, 4)}
    yield "two forms for all shares", equal(one_single, other_single), forms
    yield "ridge cures", at_most(left, harmonic / 2), ridges
    yield "the floor has p2 for p2 squared", at_least(left, r2 * p2 * shift / (r2 + p2 * shift)), ridges
    yield "the noise of d - T", equal(isotropic_added, phi / (1 - phi)), {kappa: 1, phi: Rational(1, 2)}


@pytest.mark.parametrize(("name", "statement", "point"), list(wrong()), ids=[name for name, *_ in wrong()])
def test_wrong_variants_are_refuted(name, statement, point):
    values = {symbol: Rational(value) for symbol, value in point.items()}
    found = refute_at(statement.lhs, statement.relation, statement.rhs, values, 30)
    assert found is not None, name
    assert found.verdict is Verdict.REFUTED
