"""Numbers: sums over rows and over eigenvalues, and a bound of the error in double precision."""

import mpmath
import pytest

from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.deterministic_equivalents.eigenvalues import letter_of
from lemmata.theory.notation import T, ridge
from lemmata.theory.quantities.regression import LAWS, R, Sigma, X
from lemmata.theory.random_matrices import E, covariance, gram, inv, tr
from lemmata.theory.spectra.eigensum import EigenSum, s
from tests.theory.deterministic_equivalents.forty import LISTS, POINT, I


def test_weights_of_rows_have_sums_over_rows():
    """X'WX for weights 0 and 2 is 2 X1'X1 with half of the rows; and of equal weights only the scale counts."""
    W = covariance("W", T)
    weights = letter_of(W)
    found = derived(E(tr(inv(X.T * W * X / T + ridge * I) * Sigma)), LAWS, (ridge > 0,), (Sigma, W))
    assert found.other_sums == {weights: (W, T)}
    half, point = derived(E(tr(R * Sigma)), LAWS, (ridge > 0,)), {**POINT, T: 30}
    values = [found.at(POINT, {**LISTS, weights: w}).value for w in ([0.0, 2.0] * 30, [3.0] * 60)]
    assert values[0] == pytest.approx(half.at(point, LISTS).value, rel=1e-12)
    assert values[1] == pytest.approx(half.at({**POINT, ridge: 0.1 / 3}, LISTS).value / 3, rel=1e-12)
    assert derived(E(tr(W) + tr(gram(X.T * W))), LAWS, (), (Sigma, W)).system.value.has(EigenSum)


@pytest.mark.parametrize(("T_", "ridge_"), [(60, 0.1), (41, 1e-6), (40, 1e-9), (20, 1e-3)])
def test_the_error_of_a_number_is_bounded_and_small(T_, ridge_):
    """For Sigma = 1, tr R = d kappa/(ridge (1 + kappa)) with the root of a quadratic equation."""
    with mpmath.workdps(60):
        c = mpmath.mpf(ridge_) + mpmath.mpf(40) / T_ - 1
        known = (c + mpmath.sqrt(c**2 + 4 * mpmath.mpf(ridge_))) / 2
        known = 40 * known / (ridge_ * (1 + known))
    found = derived(E(tr(R)), LAWS, (ridge > 0,)).at({**POINT, T: T_, ridge: ridge_}, {s: [1.0] * 40})
    assert abs(found.value - known) <= found.error < 1e-6 * found.value
