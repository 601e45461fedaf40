"""Learning curves: known exponents are recovered, intervals hold them, the bootstrap repeats itself."""

import numpy as np
import pytest
from scipy.optimize import least_squares
from scipy.stats import binom

from lemmata.numerics.errors import InputError
from lemmata.numerics.fits import fit_curve

N = np.geomspace(100, 1e6, 14)
CHINCHILLA = {"E": 1.69, "A": 406.4, "a": 0.34, "B": 410.7, "b": 0.28}
"""The published fit of Hoffmann et al. 2022."""


def chinchilla(sizes):
    e, a, alpha, b, beta = CHINCHILLA.values()
    return e + a * sizes[:, 0] ** -alpha + b * sizes[:, 1] ** -beta


@pytest.mark.parametrize(("e", "amplitude", "exponent"), [(1.7, 40, 0.34), (0.01, 2, 1.0), (5, 0.5, 0.1)])
def test_exact_curves_are_recovered(e, amplitude, exponent):
    found = fit_curve(N[:, None], e + amplitude * N**-exponent, replicates=50).parameters
    assert found["E"].value == pytest.approx(e, rel=1e-3)
    assert found["A"].value == pytest.approx(amplitude, rel=1e-3)
    assert found["a"].value == pytest.approx(exponent, rel=1e-3)


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Fourteen points with one per cent of noise, 30 times; three parameters, so that the bound is a loose one."""
    random, trials, held = np.random.default_rng(0), 30, np.zeros(3)
    for seed in range(trials):
        losses = (1.7 + 40 * N**-0.34) * np.exp(0.01 * random.standard_normal(len(N)))
        found = fit_curve(N[:, None], losses, seed=seed, replicates=200).parameters
        held += found["E"].holds(1.7), found["A"].holds(40), found["a"].holds(0.34)
    assert (held >= binom.ppf(1e-4, trials, 0.93)).all(), held / trials


def test_the_published_compute_optimal_fit_is_found_again():
    random = np.random.default_rng(3)
    sizes = np.exp(random.uniform(np.log([5e7, 1e9]), np.log([1e10, 1e12]), size=(120, 2)))
    losses = chinchilla(sizes) * np.exp(0.003 * random.standard_normal(120))
    found = fit_curve(sizes, losses, confidence=0.99)
    assert all(found.parameters[name].holds(truth) for name, truth in CHINCHILLA.items())
    assert found.optimal["N"].holds(0.28 / (0.34 + 0.28))
    assert found.optimal["N"].value + found.optimal["D"].value == pytest.approx(1)


def test_another_solver_finds_the_same_minimum():
    losses = (1.7 + 40 * N**-0.34) * np.exp(0.01 * np.sin(np.arange(14.0) ** 2))
    found = fit_curve(N[:, None], losses, replicates=50).parameters
    mine = np.array([found[name].value for name in ("E", "A", "a")])

    def residual(theta):
        return np.log(losses) - np.log(theta[0] + theta[1] * N ** -theta[2])

    other = least_squares(residual, [1, 10, 0.5], x_scale=[1, 10, 0.1], xtol=1e-14, ftol=1e-14, gtol=1e-14).x
    assert mine == pytest.approx(other, rel=0.02)  # Huber's weights move it by less than the noise


def test_one_bad_point_does_not_decide():
    losses = 1.7 + 40 * N**-0.34
    losses[5] *= 1.5
    assert fit_curve(N[:, None], losses, replicates=50).parameters["a"].value == pytest.approx(0.34, abs=0.01)


def test_the_same_seed_gives_the_same_interval_and_another_one_does_not():
    losses = (1.7 + 40 * N**-0.34) * np.exp(0.01 * np.cos(np.arange(14.0) ** 2))
    one, same, other = (fit_curve(N[:, None], losses, seed=s, replicates=60).parameters["a"] for s in (1, 1, 2))
    assert one == same != other


@pytest.mark.parametrize(
    ("losses", "said"),
    [
        (3 * N**-0.5 * (1 + 0.001 * np.sin(N)), "E is not told apart from 0"),
        (2 + 1e-3 * np.sin(N), "hardly determined"),
    ],
)
def test_what_the_points_do_not_tell_is_said(losses, said):
    assert any(said in warning for warning in fit_curve(N[:, None], losses, replicates=100).warnings)


@pytest.mark.parametrize(
    ("sizes", "losses", "said"),
    [
        (N[:4], N[:4], "at least 5"),
        (N, -N, "positive"),
        (-N, N, "positive"),
        (np.full(14, 2.0), N, "three or more different"),
    ],
)
def test_what_cannot_be_fitted_is_refused(sizes, losses, said):
    with pytest.raises(InputError, match=said):
        fit_curve(sizes[:, None], losses)


def test_a_loss_that_does_not_fall_is_said_to():
    sizes, fallen = np.array([10.0, 20, 40, 80, 160, 320]), "the loss at the largest size is not below"
    for losses, falls in ((sizes / 10, False), (1 + sizes**-0.5, True)):
        warnings = fit_curve(sizes[:, None], losses).warnings
        assert any(words.startswith(fallen) for words in warnings) != falls
