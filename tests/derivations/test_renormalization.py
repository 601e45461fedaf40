"""Renormalised ridges: equivalents against drawn designs at the rate 1/T, exact laws, and wrong variants."""

import numpy as np
import pytest
from sympy import Integer, Rational, exp, pi

from lemmata.derivations.renormalization.closed_case import closed_first, root, x
from lemmata.derivations.renormalization.closed_case import second as closed_degrees
from lemmata.derivations.renormalization.cross_validation import gap
from lemmata.derivations.renormalization.features import (
    PAPER,
    missed,
    scatter,
    share,
)
from lemmata.derivations.renormalization.optimal_ridge import a, optimum, value
from lemmata.derivations.renormalization.regimes import b, mu
from lemmata.derivations.renormalization.s_transform import f, transform, white
from lemmata.derivations.renormalization.setting import shrunk, total
from lemmata.theory.notation import T, d, df1, df2, kappa, phi, ridge, sigma
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.spectra.spectral_functions import Df2, Kappa
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.judge import context_of
from lemmata.verifier.rules import derived_equivalent
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

SPECTRUM, PENALTY, NOISE = np.array([0.2, 0.5, 1.0, 2.0]), 0.1, 0.5


def renormalised(scale, features, rows):
    """kappa, df1, df2 and the sums of a unit truth, by bisection; an infinity of features is np.inf."""
    values, low, high = np.repeat(SPECTRUM, scale), 0.0, 1e4
    for _ in range(200):
        kappa_ = (low + high) / 2
        first = (values / (values + kappa_)).sum()
        above = first < min(rows, features) and kappa_ * (1 - first / rows) * (1 - first / features) > PENALTY
        low, high = (low, kappa_) if above else (kappa_, high)
    damped = (values + kappa_) ** 2
    weights = 1 / len(values)
    return (
        kappa_,
        first,
        (values**2 / damped).sum(),
        weights * (values / damped).sum(),
        weights * (values**2 / damped).sum(),
    )


def resolved(scale, features, rows, draws):
    """What fits to drawn designs miss, averaged over truth and noise: on new rows, and on their own."""
    rng = np.random.default_rng(scale)
    values = np.repeat(SPECTRUM, scale)
    Z = rng.standard_normal((draws, rows, len(values))) * np.sqrt(values)
    F = (
        rng.standard_normal((draws, len(values), features)) / np.sqrt(features)
        if features < np.inf
        else np.eye(len(values))
    )
    inside = np.linalg.inv((Z @ F).transpose(0, 2, 1) @ (Z @ F) / rows + PENALTY * np.eye(F.shape[-1]))
    fit = F @ inside @ (Z @ F).transpose(0, 2, 1) / rows
    lost, hat = fit @ Z - np.eye(len(values)), Z @ fit
    test = (lost**2 * values[:, None]).sum(axis=(1, 2)) / len(values) + NOISE * (fit**2 * values[:, None]).sum(
        axis=(1, 2)
    )
    kept = np.eye(rows) - hat
    training = ((kept @ Z) ** 2).sum(axis=(1, 2)) / len(values) / rows + NOISE * (kept**2).sum(axis=(1, 2)) / rows
    return test + NOISE, training, 1 - np.trace(hat, axis1=1, axis2=2) / rows


def gaps(features, draws=6_000):
    """Relative gaps at two sizes of test error, training error and cross-validation, with their spread."""
    for scale in (1, 2):
        rows = 7 * scale
        some = features * scale
        test, training, left = resolved(scale, some, rows, draws // scale)
        kappa_, first, second, sum1, sum2 = renormalised(scale, some, rows)
        count = first if some < np.inf else 0
        added = kappa_ * sum2 * (first - second) / (some - second) if count else 0
        used = (first - (first - second) * (some - first) / (some - second) if count else second) / rows
        error = (kappa_**2 * sum1 + added + NOISE * used) / (1 - used) + NOISE
        pairs = (test, error), (training, (1 - first / rows) ** 2 * error), (training / left**2, test.mean())
        yield [(drawn.mean() / theory - 1, drawn.std() / theory / len(drawn) ** 0.5) for drawn, theory in pairs]


@pytest.mark.parametrize("features", [3, np.inf])
def test_gaps_fall_like_one_over_the_rows(features):
    for (small, spread), (large, large_spread) in zip(*gaps(features), strict=True):
        noise = 4 * (spread + 2 * large_spread)
        assert abs(small) < 0.25
        assert abs(small - 2 * large) < noise + 0.3 * abs(small)


def judged(name, wrong_value):
    claim = PAPER.claims[f"renormalization:{name}"]
    changed = Step(claim.statement.lhs, "~", wrong_value)
    return derived_equivalent.judge(changed, context_of(claim, effort="quick")).verdict


@pytest.mark.parametrize(
    ("name", "wrong_value"),
    [
        ("test-error", total * (1 - df2 / T)),
        ("test-error", total.xreplace({df2: df1})),
        ("training-error", ridge / kappa * total),
        ("missed-with-all-rows", shrunk),
        ("missed-with-all-rows", shrunk + 2 * scatter),
        ("features-averaged", shrunk + scatter),
        ("features-error", (shrunk + sigma**2 * share) / (1 - share)),
        ("features-error", (missed + sigma**2 * df2 / T) / (1 - df2 / T)),
        ("prior-error", value * a),
    ],
)
def test_another_equivalent_is_refuted(name, wrong_value):
    assert judged(name, wrong_value) is Verdict.REFUTED


def wrong():
    """What is false, and where."""
    isotropic = {kappa: 1, f: Rational(1, 2), phi: Rational(1, 2), ridge: Rational(3, 4)}
    sizes = {d: 4, T: 9, sigma: 1}
    yield "the S-transform of the square", equal((1 - f) / (ridge * f), transform**2), isotropic
    yield "a root of another equation", equal(ridge * white, (1 - white) * (1 - white / phi)), isotropic
    yield "cross-validation is exact", equal(gap, 0), sizes
    yield "a gap of one over T squared", at_most(T * T * gap, 2), {d: 40, T: 80}
    yield "a best ridge without T", equal(optimum, sigma**2 / a), {sigma: 1, a: 1, T: 3}
    yield "the plateau of the whole error", at_least(Df2(2, Kappa(2, 20, 0)) / (20 - Df2(2, Kappa(2, 20, 0))), 2), {}
    yield "kappa above (C/T)^beta", at_least(Kappa(2, 10, 0), (pi / 20) ** 2), {}
    yield "kappa below (C/(T + 1))^beta", at_most(Kappa(2, 10, 0), (pi / 22) ** 2), {}
    yield "df2 half of T", equal(closed_degrees, T / 2), {T: 5}
    yield "2T for 2T + 1", equal(root, (pi / (2 * T)) ** 2), {T: 5}
    yield "nothing beside (x - 1)/2", at_most(closed_first, (x - 1) / 2), {x: 1}
    yield "e^-2x alone", at_most(closed_first, (x - 1) / 2 + exp(-2 * x) / 2), {x: 1}
    yield (
        "scatter below the bias",
        at_most(1 - b - mu, -2 * b * Rational(9, 10)),
        {b: Rational(3, 2), mu: Rational(11, 10)},
    )


@pytest.mark.parametrize(("name", "statement", "point"), list(wrong()), ids=[name for name, *_ in wrong()])
def test_wrong_variants_are_refuted(name, statement, point):
    values = {symbol: Rational(number) for symbol, number in point.items()}
    found = refute_at(statement.lhs, statement.relation, statement.rhs, values, 30)
    assert found is not None, name
    assert found.verdict is Verdict.REFUTED


def test_least_squares_by_drawn_fits():
    """What cross-validation makes of eight rows in three dimensions, beside the exact gap."""
    rng = np.random.default_rng(5)
    X = rng.standard_normal((40_000, 8, 3))
    hat_trace = np.linalg.inv(X.transpose(0, 2, 1) @ X).trace(axis1=1, axis2=2)
    exact = 1 + 3 / (8 - 3 - 1)
    assert abs(1 + hat_trace.mean() - exact) < 4 * hat_trace.std() / len(hat_trace) ** 0.5
    share_ = gap.xreplace({d: Integer(3), T: Integer(8)})
    assert (1 - 3 / 8) / (1 - 3 / 8) ** 2 == pytest.approx(float((1 - share_) * Rational(exact)))
