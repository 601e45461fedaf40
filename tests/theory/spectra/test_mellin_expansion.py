"""The terms of the Mellin expansion: against certified sums, at simple and double poles, and where zeta vanishes."""

from fractions import Fraction
from math import log

import pytest
from sympy import EulerGamma, Rational, pi, zeta

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import beta, kappa, r
from lemmata.theory.spectra.mellin_expansion import MellinExpansion
from lemmata.theory.spectra.spectral_functions import SpectralSum
from lemmata.theory.values.enclosure import enclose

SUMS = [
    ("3/2", 1, "3/2", 1),
    ("3/2", 1, "3/2", 3),
    (3, 2, 3, 2),
    (4, 2, 2, 1),
    ("13/10", 3, "7/5", 2),
    (5, 2, 2, 2),  # s0 = 0: a logarithm
    (7, 2, 2, 3),  # s0 = -1: a logarithm beside kappa
    (4, 1, 3, 2),  # s0 = 0, q = 1
]


def rest(expansion, at):
    """S minus its terms, as a number."""
    difference = SpectralSum(expansion.u, expansion.q, expansion.beta, kappa) - expansion.expression(kappa)
    return float(enclose(difference, {kappa: at}, digits=25).mid)


def next_exponent(expansion):
    """That of the first term left out; None where the expansion ends, which it does for even beta.

    Two arguments of zeta in a row are negative and even only then, and all further ones are with them.
    """
    first = expansion.u - expansion.q * expansion.beta
    left_out = [j for j in (expansion.J, expansion.J + 1) if zeta(first - j * expansion.beta) != 0][:1]
    left_out += [-expansion.pole] if -expansion.pole >= expansion.J else []
    return min(left_out, default=None)


@pytest.mark.parametrize(("u", "q", "beta", "terms"), SUMS)
def test_the_next_term_is_the_whole_error(u, q, beta, terms):
    """The remainder falls like kappa^h with h the exponent of the first term left out that does not vanish."""
    expansion = MellinExpansion.of(Fraction(u), q, Fraction(beta), terms=terms)
    h = next_exponent(expansion)
    if h is None:
        assert abs(rest(expansion, Fraction(1, 1000))) < 1e-20  # smaller than every power of kappa
        return
    low, high = Fraction(1, 10**6), Fraction(1, 10**5)
    slope = log(abs(rest(expansion, high) / rest(expansion, low)), 10)
    assert slope == pytest.approx(
        float(h), abs=1e-3
    )  # the term after it is smaller by kappa at least, up to logarithms


@pytest.mark.parametrize(("u", "q", "beta", "terms"), SUMS)
def test_the_bound_of_the_turned_contour_holds(u, q, beta, terms):
    expansion = MellinExpansion.of(Fraction(u), q, Fraction(beta), terms=terms)
    for angle in (pi / (2 * expansion.beta), pi / (4 * expansion.beta)):
        for at in (Fraction(1, 1000), Fraction(1, 10), Fraction(3)):
            assert abs(rest(expansion, at)) <= float(enclose(expansion.bound(kappa, angle), {kappa: at}).upper)


def test_terms_of_symbolic_parameters_are_those_of_numbers():
    symbolic = MellinExpansion.of(1 + 2 * beta * r, 2, beta, terms=2)
    values = {beta: Rational(3, 2), r: Rational(1, 3)}
    numbers = MellinExpansion.of(2, 2, Rational(3, 2), terms=2)
    difference = symbolic.expression(kappa).xreplace(values) - numbers.expression(kappa)
    assert enclose(difference, {kappa: Fraction(1, 7)}).contains(0)


def test_the_logarithm_at_saturation():
    """kappa^-2 times the bias at r = 1: (log(1/kappa) - 1)/beta + gamma."""
    (term,) = MellinExpansion.of(1 + 2 * beta, 2, beta, terms=1).terms
    assert (term.kind, term.coefficient, term.exponent) == ("double pole", 1 / beta, 0)
    assert (term.beside - EulerGamma + 1 / beta).simplify() == 0


def test_vanishing_zeta_drops_a_term():
    assert [term.kind for term in MellinExpansion.of(2, 1, 2, terms=4).terms] == ["integral", "eigenvalue"]
    assert [term.exponent for term in MellinExpansion.of(3, 1, 3, terms=4).terms][-1] == 3
    assert zeta(-6) == 0


@pytest.mark.parametrize(("u", "q", "beta"), [(1, 1, 2), (2, 0, 2), (2, 1, 0)])
def test_bad_parameters_are_named(u, q, beta):
    with pytest.raises(InputError, match=r"(beta|q|u) = [01]: must be"):
        MellinExpansion.of(u, q, beta, terms=1)


def test_a_line_that_leaves_out_a_term_is_refused():
    with pytest.raises(InputError, match=r"M = 3/2: must be in \(0, 1\)"):
        MellinExpansion.of(2, 1, 2, terms=1).remainder_constant("3/2")
