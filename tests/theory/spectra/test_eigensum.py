"""Sums over eigenvalues at a concrete spectrum."""

from sympy import Rational, Symbol

from lemmata.theory.notation import d, signal
from lemmata.theory.spectra.eigensum import EigenSum, at_spectrum, c2, s
from lemmata.verifier.engines.identity_covariance import at_identity

x = Symbol("x", positive=True)


def test_what_belongs_to_the_whole_spectrum_becomes_a_number_inside_a_sum_too():
    pairs = ((1, 1), (3, Rational(1, 2)))
    assert at_spectrum(EigenSum(x * s / d), pairs) == 2 * x  # the mean eigenvalue
    assert at_spectrum(EigenSum(s * c2 / signal), pairs) == Rational(5, 3)
    assert at_spectrum(d * EigenSum(s), pairs) == 8


def test_a_sum_inside_another_binds_its_own_letters():
    """tr Sigma is (tr Sigma) times itself, whatever the spectrum: the inner s is not the outer one."""
    pairs = ((1, 3), (Rational(1, 2), 2))
    assert at_spectrum(EigenSum(s * EigenSum(s)), pairs) == Rational(9, 4)
    assert at_spectrum(EigenSum(s * EigenSum(s * c2)), pairs) == at_spectrum(EigenSum(s) * EigenSum(s * c2), pairs) == 6
    assert at_identity(EigenSum(s / (s + EigenSum(2 * s)))) == d / (1 + 2 * d)
