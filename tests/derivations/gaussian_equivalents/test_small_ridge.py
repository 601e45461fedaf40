"""Along a ridge T^-ell: remainders grow in what is bounded there, and fall in T as their exponents say."""

import pytest
from sympy import Poly, Symbol, sqrt

from lemmata.derivations.gaussian_equivalents.balance import beside_both
from lemmata.derivations.gaussian_equivalents.noise_equivalent import noise_error
from lemmata.derivations.gaussian_equivalents.paper import square, trace
from lemmata.derivations.gaussian_equivalents.resolvent import share
from lemmata.derivations.gaussian_equivalents.signal_equivalent import best, remainders
from lemmata.derivations.gaussian_equivalents.small_ridge import M, c, ell, of_noise, of_one, of_signal
from lemmata.theory.notation import T, kappa, ridge
from lemmata.theory.spectra.eigensum import EigenSum, s

u, t, q, k, root = (Symbol(name, positive=True) for name in ("u", "t", "q", "k", "root"))


@pytest.mark.parametrize("remainder", [share, noise_error, remainders(trace).of_resolvent, kappa / ridge * beside_both])
def test_remainders_are_polynomials_without_minus_in_what_is_bounded(remainder):
    """In tr Sigma, tr Sigma^2, kappa and 1/ridge: so they are largest at the bounds."""
    letters = {trace: t, EigenSum(s): t, square: q, kappa: k, ridge: 1 / u}
    written = remainder.xreplace(best).xreplace(letters).subs(T, root**2).subs(sqrt(root**2), root)
    assert all(number > 0 for number in Poly((written * root**20).expand(), t, q, k, u, root).coeffs())


@pytest.mark.parametrize(("remainder", "edge"), [(of_one, 1.5), (of_noise, 1), (of_signal, 1)])
def test_remainders_vanish_below_their_edge_and_not_beyond_it(remainder, edge):
    values = [
        [float(remainder.subs({ell: edge + step, M: 2, c: 3, T: size})) for size in (1e60, 1e120)]
        for step in (-0.1, 0, 0.1)
    ]
    below, at, beyond = (large / small for small, large in values)
    assert below < 1e-5
    assert at == pytest.approx(1, rel=1e-6)
    assert beyond > 1e5
