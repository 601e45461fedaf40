"""Vectors in traces and in inverses: what pairs of them become, beside what each is by hand."""

from itertools import product

import numpy as np
import pytest
from sympy import Rational, Symbol

from lemmata.numerics.fixed_points.kappa import kappa_diagonal
from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.deterministic_equivalents.eigenvalues import WEIGHT, OutOfScope
from lemmata.theory.deterministic_equivalents.opening import opened
from lemmata.theory.notation import T, d, ridge
from lemmata.theory.quantities.regression import LAWS, R, S, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    Letter,
    WhiteNoise,
    identity,
    inv,
    matrix,
    norm2,
    tr,
    vector,
)
from lemmata.theory.random_matrices.evaluation import evaluate_floats
from lemmata.theory.spectra.eigensum import s
from tests.theory.deterministic_equivalents.forty import LISTS, POINT, I


def test_a_trace_with_two_pairs_of_vectors_is_a_product():
    """tr ww'R vv'R = (w'Rv)(v'Rw), and tr ww'R ww'Q = (w'Rw)(w'Qw), as numbers; not tr(ww'R) tr(vv'R)."""
    v = vector("v", d)
    lists = {**LISTS, Symbol("c2_v", nonnegative=True): [2.0] * 40, Symbol("c_v_w0", real=True): [-0.5] * 40}

    def at(expression):
        return derived(E(expression), LAWS, (ridge > 0,)).at(POINT, lists).value

    once, other, mixed = at(tr(w0.T * R * w0)), at(tr(w0.T * S * w0)), at(tr(w0.T * R * v))
    assert at(tr(w0 * w0.T * R * w0 * w0.T * S)) == pytest.approx(once * other, rel=1e-12)
    assert at(tr(w0 * w0.T * R * v * v.T * R)) == pytest.approx(mixed**2, rel=1e-12)
    assert mixed**2 == pytest.approx(once * at(tr(v.T * R * v)) / 8, rel=1e-12)


@pytest.mark.parametrize("factor", [Rational(1, 10), 2])
def test_a_spike_of_a_fixed_vector_is_that_of_sherman_and_morrison(factor):
    """w'inv(N + c ww')w = x/(1 + cx), x = w'inv(N)w, N the equivalent that the spike moves by one part in T."""
    spiked = derived(E(tr(w0.T * inv(S + factor * w0 * w0.T + ridge * I) * w0)), LAWS, (ridge > 0,)).at(POINT, LISTS)
    slope = -spiked.unknowns[Symbol("g0", real=True)]
    x = sum(1 / (POINT[ridge] + slope * each) for each in LISTS[s])
    assert spiked.value == pytest.approx(x / (1 + float(factor) * x), rel=1e-11)
    kappa_ = float(kappa_diagonal([*map(str, LISTS[s])], POINT[T], "1/10").kappa.mid)
    # rank one moves tr Sigma M by at most 1/slope, and what that moves comes back df2/T times: 1/(T - df2) in all
    assert slope == pytest.approx(0.1 / kappa_, rel=1 / (POINT[T] - POINT[d]))


g, e, u = vector("g", 2), vector("e", 2), matrix("u", 1, 2)
M, N, v = matrix("M", 2, 2), matrix("N", 2, 2), vector("v", 2)
PAIRED = [
    norm2(g) ** 2,
    norm2(M * g + v) * norm2(N * g - v),
    tr(M * g * v.T) * tr(g * v.T * N) * norm2(g + v),
    tr(u * M * g) ** 2 * norm2(u.T),
    tr(g * g.T * M * g * v.T * N * g * g.T),
    norm2(v - u.T * (u * v + tr(u * M * v) * tr(u * v)) / 3),  # of a step of descent, coefficients hold noise
    norm2(g + e) * norm2(M * e),
]


@pytest.mark.parametrize("body", PAIRED)
def test_gaussian_noise_in_any_place_has_the_mean_of_a_quadrature_that_is_exact_for_its_degree(body):
    """Gauss and Hermite's rule with five points an entry is exact up to degree nine."""
    values = {M: np.array([[[1, 2], [0.5, -1]]]), N: np.array([[[0, 1], [3, 2.0]]]), v: np.array([[[2], [-0.5]]])}
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    drawn = sorted(body.atoms(Letter) & {g, e, u}, key=str)
    grid = np.array([*product(range(5), repeat=2 * len(drawn))])
    shares = np.prod(weights[grid], axis=1) / np.sum(weights) ** grid.shape[1]
    entries = {x: nodes[grid[:, 2 * k : 2 * k + 2]].reshape(-1, *map(int, x.shape)) for k, x in enumerate(drawn)}
    mean = float(shares @ evaluate_floats(body, values | entries, {}).reshape(-1))
    found = opened(E(body), [GaussianNoise(g, 1), GaussianNoise(e, 1), GaussianRows(u, identity(2))])
    pairs = {x: values[v] @ values[v].swapaxes(1, 2) for x in found.atoms(Letter) if x.name == WEIGHT}
    assert float(np.squeeze(evaluate_floats(found, values | pairs, {}))) == pytest.approx(mean, rel=1e-12)


def test_white_noise_has_no_fourth_moment_and_each_expectation_is_a_number():
    laws = [WhiteNoise(g, 1)]
    with pytest.raises(OutOfScope, match="beyond the second"):
        opened(E(norm2(g) ** 2), laws)
    assert opened(E(norm2(g)) ** 2 / E(norm2(M * g)), laws) == 4 / opened(E(norm2(M * g)), laws)
