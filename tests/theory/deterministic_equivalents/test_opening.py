"""Vectors in traces and in inverses: what pairs of them become, beside what each is by hand."""

import pytest
from sympy import Rational, Symbol

from lemmata.numerics.fixed_points.kappa import kappa_diagonal
from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.notation import T, d, ridge
from lemmata.theory.quantities.regression import LAWS, R, S, w0
from lemmata.theory.random_matrices import E, inv, tr, vector
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
