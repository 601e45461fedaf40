"""Simulation of any model: against exact laws, against a loop that is written by hand, and against itself."""

import time

import numpy as np
import pytest
from sympy import Integer, oo

from lemmata.numerics.errors import InputError
from lemmata.theory import Chain, exact_risk
from lemmata.theory.models import shipped_model
from lemmata.theory.models.batches import BatchWalk
from lemmata.theory.models.drawing import Draws, simulated_quantity
from lemmata.theory.models.language import *
from lemmata.theory.models.point import point_of
from lemmata.theory.spectra.spectra import Diagonal, Isotropic

SPECTRUM = Diagonal(["1", "1/2", "1/4", "1/8"], ["1", "1", "2", "1"])


def simulated(model, quantity, spectrum=SPECTRUM, *, error=0.02, integrate="noise", **given):
    model = shipped_model(model) if isinstance(model, str) else model
    point = point_of(model, spectrum, given)
    return simulated_quantity(
        model.named(quantity), point, relative_error=error, integrate=integrate, confidence=1 - 1e-6
    )


def covers(found, value):
    return found.interval.low <= value <= found.interval.high


def test_least_squares_and_mixture_have_their_exact_means():
    assert covers(simulated("least-squares", "risk", T=12, sigma2=1), 4 / 7)
    n1, n2, d_ = 20, 12, 4
    rows = n1 + n2
    variance = (n1 / rows + 2 * n2 / rows) * d_ / (rows - d_ - 1)
    assert covers(simulated("mixture", "variance", n1=n1, n2=n2, sigma2=1, sigma0_2=2), variance)
    b = n1 * n2 / (rows * (rows - 1) * (rows + 2))
    a = n2 * (n2 + 2) / (rows * (rows + 2)) - b
    shift = (a + b * (rows * d_ - 2) / (rows - d_ - 1)) * (1 / 2 + 1 / 8)
    assert covers(simulated("mixture", "collapse", n1=n1, n2=n2, deltas="1/2,0,0,1"), shift)


@pytest.mark.parametrize(("model", "given"), [
    ("random-features", {"T": 12, "m": 3, "sigma2": 1, "ridge": "1/5"}),
    ("early-stopping", {"T": 12, "steps": 7, "sigma2": 1, "eta": "1/5"}),
    ("ridge", {"T": 3, "sigma2": 1, "ridge": "1/5"}),
])  # fmt: skip
def test_integrated_noise_gives_what_drawn_noise_gives(model, given):
    one = simulated(model, "risk", integrate="noise", **given)
    other = simulated(model, "risk", integrate="nothing", **given)
    assert one.interval.low <= other.interval.high
    assert other.interval.low <= one.interval.high


def test_a_chain_as_data_is_the_chain():
    given = {"T": 16, "T0": 18, "n": 2, "sigma2": 1, "sigma0_2": "1/2"}
    exact = exact_risk(Chain(SPECTRUM, **given)).total
    assert covers(simulated("chain", "risk", error=0.05, **given), float(exact))


def test_what_is_exactly_zero_is_zero_and_not_the_noise_of_rounding():
    found = simulated("least-squares", "bias", T=12)
    assert found.mean == 0
    assert found.interval.high == 0


def test_stochastic_descent_follows_its_recursion():
    eigenvalues, errors, eta = np.array([1, 0.5, 0.25, 0.125]), np.array([1, 1, 4, 1.0]), 0.2
    for _ in range(15):
        errors = (1 - 2 * eta * eigenvalues + 2 * eta**2 * eigenvalues**2) * errors + eta**2 * eigenvalues * (
            eigenvalues @ errors + 1
        )
    assert covers(simulated("sgd", "risk", steps=15, sigma2=1, eta="1/5"), eigenvalues @ errors)


def gradient_descent():
    """A recursion in which the iterate occurs twice a step."""
    steps, eta = size("steps"), number("eta")
    X, eps, Sigma, w0 = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d), vector("w0", d)

    def estimator(count):
        w = eta * X.T * (X * w0 + eps) / T
        for _ in range(1, count):
            w = w + eta * X.T * (X * w0 + eps - X * w) / T
        return w

    model = Model(
        "descent", "Descent", covariance=Sigma, target=w0, structure=[steps],
        laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)], witness={d: 2, T: 3, steps: 2, eta: 1},
    )  # fmt: skip
    model.quantity("risk", lambda count: E(norm2(estimator(count) - w0, Sigma)))
    return model


def test_a_recursion_that_is_written_out_is_the_polynomial():
    given = {"T": 12, "steps": 30, "sigma2": 1, "eta": "1/5"}
    one, other = (simulated(m, "risk", error=0.05, **given) for m in (gradient_descent(), "early-stopping"))
    assert one.interval.low <= other.interval.high
    assert other.interval.low <= one.interval.high


def test_a_run_is_repeated_by_its_seed_and_needs_a_finite_dimension():
    assert simulated("ridge", "gcv", T=6, ridge=1).mean == simulated("ridge", "gcv", T=6, ridge=1).mean
    with pytest.raises(InputError, match="finite"):
        simulated("sgd", "risk", steps="oo", eta="1/5")


def test_a_draw_costs_less_than_three_times_a_loop_by_hand():
    d_, rows, penalty, runs = 60, 120, 0.3, 60
    model = shipped_model("ridge")
    point = point_of(model, Isotropic(d_), {"T": rows, "ridge": "3/10", "sigma2": 1})
    draws = Draws.of(model.named("risk"), point, "nothing")
    w0 = np.full(d_, d_**-0.5)

    def by_hand(rng):
        X = rng.standard_normal((rows, d_))
        Y = X @ w0 + rng.standard_normal(rows)
        error = np.linalg.solve(X.T @ X / rows + penalty * np.eye(d_), X.T @ Y / rows) - w0
        return error @ error

    def seconds(work):
        def once():
            start = time.process_time()
            work(np.random.default_rng(0))
            return time.process_time() - start

        return min(once() for _ in range(5))

    assert seconds(lambda rng: draws.sample(rng, runs)) < 3 * seconds(lambda rng: [by_hand(rng) for _ in range(runs)])


def test_one_fit_in_three_statements_is_one_fit():
    """In the primal, in the dual, and for a truth that is drawn with the same second moments."""
    given = {"T": 3, "ridge": "1/2", "sigma2": 1}
    primal = simulated("ridge", "risk", error=0.05, **given)
    dual = simulated("kernel-ridge", "risk", error=0.05, **given)
    drawn = simulated("prior", "risk", error=0.05, **given, gammas="1,1,4,1")
    assert dual.mean == pytest.approx(primal.mean, rel=1e-9)
    assert drawn.interval.low <= primal.interval.high
    assert primal.interval.low <= drawn.interval.high


def test_labels_that_are_kept_and_fits_that_are_averaged():
    assert covers(simulated("accumulate", "risk", error=0.05, T0=12, n=2, sigma0_2=1), 4 / 7 + 4 / (2 * 19))
    one = simulated("ensemble", "variance", error=0.05, T=9, m=1, ridge=1, sigma2=1)
    four = simulated("ensemble", "variance", error=0.05, T=9, m=4, ridge=1, sigma2=1)
    assert 4 * four.interval.low <= one.interval.high
    assert one.interval.low <= 4 * four.interval.high


@pytest.mark.parametrize("steps", [1, 2, 7, 10])
def test_a_polynomial_that_is_applied_to_columns_is_the_one_that_is_built(steps):
    """The same draws, evaluated both ways: they differ by rounding, a multiple of the norms of what is multiplied."""
    X, v = design("X", T, d), vector("v", d)
    words = geometric(identity(d) - gram(X) / T, steps) * (inv(gram(X) + identity(d)) + 2 * identity(d)) * v
    rng = np.random.default_rng(steps)
    letters = {X: rng.standard_normal((3, 90, 60)), v: rng.standard_normal((3, 60, 1))}
    applied, built = (BatchWalk(letters, {T: 90.0, d: 60.0}) for _ in range(2))
    for factor in words.args:
        built.matrix(factor)  # what is known is not applied
    expected = built.matrix(words)
    norms = np.linalg.norm(np.eye(60) - np.swapaxes(letters[X], 1, 2) @ letters[X] / 90, 2, axis=(1, 2)).max()
    largest = 3 * sum(norms**k for k in range(steps)) * np.abs(letters[v]).sum()
    assert np.abs(applied.matrix(words) - expected).max() <= 60 * steps * np.finfo(float).eps * largest


@pytest.mark.parametrize("m", [1, 2, 4])
def test_random_features_without_ridge_have_their_exact_means(m):
    """The noise for any spectrum; the bias for the identity, and for as many features as dimensions."""
    model, given = shipped_model("random-features"), {"T": 14, "m": m, "sigma2": 2}
    for spectrum in (SPECTRUM, Isotropic(4, signal=3)):
        known = {
            name: model.named(name).exact(spectrum, T=Integer(14), m=Integer(m), ridge=0, sigma2=2)
            for name in ("variance", "risk")
        }
        assert known["variance"] == Rational(2 * m, 13 - m)
        assert covers(simulated(model, "variance", spectrum, **given), float(known["variance"]))
        assert (known["risk"] is None) == (spectrum is SPECTRUM and m < 4)
        if known["risk"] is not None:
            assert covers(simulated(model, "risk", spectrum, **given), float(known["risk"]))


def test_random_features_that_are_too_many_have_no_law():
    law = shipped_model("random-features").named("variance").exact
    flat = Diagonal([1, 1, 0, 0], [1, 1, 1, 1])
    assert law(flat, T=Integer(14), m=Integer(3), ridge=0, sigma2=1) is None
    assert law(flat, T=Integer(14), m=Integer(2), ridge=0, sigma2=1) == Rational(2, 11)
    assert law(flat, T=Integer(3), m=Integer(2), ridge=0, sigma2=1) == oo
    assert law(flat, T=Integer(3), m=Integer(2), ridge=0, sigma2=0) == 0
