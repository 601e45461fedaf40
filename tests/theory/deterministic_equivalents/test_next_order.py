"""The next order: exact moments and exact sizes are met up to a relative 1/T^2."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad
from sympy import symbols

from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.notation import T0, T, d, ridge, sigma
from lemmata.theory.quantities.regression import LAWS, X0, R, S, Sigma, X, eps, w0
from lemmata.theory.random_matrices import E, GaussianNoise, identity, inv, matrix, norm2, pinv, tr
from lemmata.theory.random_matrices.evaluation import evaluate_floats
from lemmata.theory.spectra.eigensum import c2, s

m = symbols("m", integer=True, positive=True)
ridge2 = symbols("ridge2", positive=True)
F, G = matrix("F", d, m), matrix("G", d, d)
MORE = (*LAWS, GaussianNoise(F, 1 / m), GaussianNoise(G, 1 / d))
I = identity(d)  # noqa: E741 - the identity
spectrum = [0.5, 1.0, 2.0]


def both(expression, numbers, where=(), lists=None):
    found = derived(E(expression), MORE, (ridge > 0, *where))
    solution = found.at(numbers, lists or {s: spectrum})
    return solution.value, found.corrected(solution)


def test_positive_moments_are_those_of_isserlis():
    one, two, three = (sum(x**k for x in spectrum) for k in (1, 2, 3))
    exact = two * (1 + 1 / 11) + one**2 / 11
    assert both(tr(S * S), {d: 3, T: 11})[1] == pytest.approx(exact, rel=1e-12)
    cube = three * (1 + 3 / 11) + one * two * (3 / 11 + 3 / 121) + one**3 / 121  # without 4/T^2 and 3/T^2 beside
    assert both(tr(S * S * S), {d: 3, T: 11})[1] == pytest.approx(cube, rel=1e-12)


def falls(gaps):
    """Whether a sequence at sizes 4 times larger each falls as 1/T^2, hence 16 times and not 4 times."""
    return all(abs(after) < abs(before) / 8 for before, after in pairwise(gaps))


EXACT = {
    "noise through the fit": (
        norm2(pinv(X) * eps, Sigma),
        {d: 6, T: 22, sigma: 1},
        (T > d,),
        lambda n: n[d] / (n[T] - n[d] - 1),
    ),
    "fewer rows than columns": (
        norm2(pinv(X) * eps, Sigma),
        {d: 22, T: 6, sigma: 1},
        (d > T,),
        lambda n: n[T] / (n[d] - n[T] - 1),
    ),
    "noise of a generator, through a fit": (
        tr(pinv(X) * X * pinv(X0[0]) * pinv(X0[0]).T * X.T * pinv(X).T),
        {d: 20, T: 11, T0: 40},
        (d > T, T0 > d),
        lambda n: n[T] / (n[T0] - n[d] - 1),
    ),
    "a square of an inverse": (
        tr(inv(S) * inv(S)) / d,
        {d: 6, T: 30},
        (T > d,),
        lambda n: n[T] ** 2 * (n[T] - 1) / ((n[T] - n[d]) * (n[T] - n[d] - 1) * (n[T] - n[d] - 3)),
    ),
}


@pytest.mark.parametrize("name", EXACT)
def test_exact_sizes_are_met_to_the_second_order(name):
    expression, numbers, where, exact = EXACT[name]
    gaps, plain = [], []
    for scale in (1, 4):
        sizes = {x: scale * v if x.is_integer else v for x, v in numbers.items()}
        value, corrected = both(expression, sizes, where, {s: [1.0] * sizes[d]})
        plain.append(value - exact(sizes))
        gaps.append(corrected - exact(sizes))
    assert falls(gaps) or max(map(abs, gaps)) < 1e-10
    assert not falls(plain)


RIDGES = {
    "risk": (norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma), lambda a, n: (0.09 + 0.64 * a / n) / (a + 0.3) ** 2),
    "two ridges": (tr(R * inv(S + ridge2 * I)), lambda a, n: 1 / (a + 0.3) / (a + 0.7)),
}


@pytest.mark.parametrize("name", RIDGES)
def test_one_direction_is_met_to_the_second_order(name):
    """With one direction S is chi^2_T/T, and means are integrals."""
    expression, of = RIDGES[name]
    gaps = []
    for rows in (40, 160, 640):
        exact, _ = quad(lambda x, n=rows: of(x / n, n) * stats.chi2.pdf(x, n), 0, 6 * rows, epsabs=1e-13, limit=200)
        numbers = {d: 1, T: rows, ridge: 0.3, ridge2: 0.7, sigma: 0.8}
        gaps.append(both(expression, numbers, lists={s: [1.0], c2: [1.0]})[1] - exact)
    assert falls(gaps)


K = F * inv(F.T * S * F + ridge * identity(m)) * F.T
SIMULATED = {"features": norm2(I - K * S, Sigma) / d, "a square letter": tr(inv(G.T * G + G * G.T + ridge * I)) / d}


@pytest.mark.parametrize("name", SIMULATED)
def test_simulation_agrees_to_the_next_order(name):
    size, draws, rng = 12, 6_000, np.random.default_rng(3)
    numbers = {d: size, T: 18, m: 8, ridge: 0.2}
    lists = list(0.2 + np.linspace(0, 1.2, size))
    drawn = {
        X: rng.standard_normal((draws, 18, size)) * np.sqrt(lists),
        F: rng.standard_normal((draws, size, 8)) / np.sqrt(8),
        G: rng.standard_normal((draws, size, size)) / np.sqrt(size),
        Sigma: np.diag(lists)[None],
    }
    values = evaluate_floats(SIMULATED[name], drawn, numbers)
    value, corrected = both(SIMULATED[name], numbers, lists={s: lists})
    error = values.std() / np.sqrt(draws)
    assert abs(values.mean() - value) > 8 * error
    assert abs(values.mean() - corrected) < 4 * error + 0.25 * abs(values.mean() - value)


def test_a_product_of_forms_of_a_vector_is_refused_and_one_of_full_traces_is_not():
    """Var w'Sw = 2 (w'Sigma w)^2/T is of relative order 1/T, Var tr S = 2 tr(Sigma^2)/T of 1/T^2 beside (tr S)^2."""
    lists = {s: spectrum, c2: [1.0, 2.0, 0.5]}
    with pytest.raises(NoSolution, match="covariance"):
        both(tr(w0.T * S * w0) ** 2, {d: 3, T: 11}, lists=lists)
    assert both(tr(S) ** 2, {d: 3, T: 11})[1] == pytest.approx(sum(spectrum) ** 2, rel=1e-12)
    once, corrected = both(tr(w0.T * S * w0) * tr(R), {d: 3, T: 11, ridge: 0.3}, lists=lists)
    form, trace = (both(x, {d: 3, T: 11, ridge: 0.3}, lists=lists) for x in (tr(w0.T * S * w0), tr(R)))
    assert once == pytest.approx(form[0] * trace[0], rel=1e-12)
    assert corrected - once == pytest.approx(form[0] * (trace[1] - trace[0]) + trace[0] * (form[1] - form[0]), rel=1e-9)
