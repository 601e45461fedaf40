"""Certified digits of closed forms: other routes to the same numbers, and equations whose root is not certain."""

from fractions import Fraction

import pytest
from sympy import Eq, Integer, Rational, Symbol

from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.certified import certified
from lemmata.theory.deterministic_equivalents.closed_form import ClosedForm
from lemmata.theory.deterministic_equivalents.derivation import derived, derived_from
from lemmata.theory.deterministic_equivalents.parameters import typed
from lemmata.theory.models import shipped_model
from lemmata.theory.models.point import point_of
from lemmata.theory.models.renormalised_fits import renormalised
from lemmata.theory.notation import T, d, df1, kappa, ridge
from lemmata.theory.quantities.regression import LAWS, S
from lemmata.theory.random_matrices import E, GaussianNoise, GaussianRows, design, gram, identity, inv, matrix, tr
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.theory.spectra.spectra import Isotropic, PowerLaw

m = Symbol("m", integer=True, positive=True)


def found_of(name, quantity, options, spectrum, digits=25):
    model = shipped_model(name)
    given = typed(point_of(model, spectrum, options, quantity))
    found = derived_from(model, quantity, where=given.where, values=given.zeros, **given.structure)
    solution = None if spectrum.d is None else found.at(given.numbers, given.spectrum)
    return found.certified(given, spectrum, digits, solution), solution


@pytest.mark.parametrize("spectrum", [Isotropic(12), PowerLaw("3/2", "1/2"), PowerLaw(2, "1/2", 200)])
def test_kappa_and_the_risk_are_those_of_the_project_own_engine(spectrum):
    ball, _ = found_of("ridge", "risk", {"T": "30", "ridge": "1/10", "sigma2": "1/4"}, spectrum)
    known = renormalised(spectrum, 30, Rational(1, 10), 40)
    assert ball.kappas[kappa].overlaps(known.kappa)
    variance, _ = found_of("ridge", "variance", {"T": "30", "ridge": "1/10", "sigma2": "1/4"}, spectrum)
    assert abs(variance.value.mid * (30 - known.df2.mid) - known.df2.mid / 4) < Fraction(1, 10**20)


def test_the_product_of_two_factors_has_the_root_that_continuation_finds():
    options = {"T": "30", "m": "9", "ridge": "1/100", "sigma2": "1"}
    for spectrum in (Isotropic(20), PowerLaw(2, "1/2", 60)):
        ball, solution = found_of("random-features", "risk", options, spectrum)
        assert float(ball.value.mid) == pytest.approx(solution.value, rel=1e-11)
        assert ball.value.accurate_to(25)


def test_few_dimensions_by_hand():
    """kappa (1 - 2/(3 (1 + kappa))) = 1/2 for Sigma = I, d = 2, T = 3: 6 kappa^2 - kappa - 3 = 0."""
    ball, _ = found_of("ridge", "bias", {"T": "3", "ridge": "1/2"}, Isotropic(2), 40)
    root = ball.kappas[kappa].mid
    assert abs(6 * root**2 - root - 3) < Fraction(1, 10**38)
    assert root > 0


def test_isotropic_designs_without_eigenvalues_have_the_same_digits():
    """df1 = d/(1 + kappa) has no letter there; two factors of it as well."""
    Z, F = design("Z", T, d), matrix("F", d, m)
    plain = tr(inv(gram(Z) / T + ridge * identity(d)))
    features = tr(inv(F.T * gram(Z) * F / T + ridge * identity(m)))
    laws = [GaussianRows(Z, identity(d)), GaussianNoise(F, 1 / m)]
    values = {T: 30, m: 9, d: 20, ridge: Rational(1, 100)}
    ones = {s: [1] * 20, c2: [0] * 20}
    for word in (plain, features):
        found = derived(E(word), laws, [ridge > 0])
        ball = certified(found.closed, values, ones, Isotropic(20), 25)
        assert ball.value.accurate_to(25)
        assert float(ball.value.mid) == pytest.approx(found.at(values, ones).value, rel=1e-10)


def planted(right, left=ridge):
    names = {kappa: Integer(1), df1: EigenSum(s / (s + kappa))}
    return ClosedForm(kappa, [Eq(left, right)], names)


def test_an_equation_that_may_have_other_roots_is_refused():
    numbers, lists = {T: Integer(9), ridge: Rational(1, 2), d: Integer(2)}, {s: [Integer(1)] * 2}
    spectrum = Isotropic(2)
    assert certified(planted(kappa * (T - df1) / T), numbers, lists, spectrum, 10)
    assert certified(planted(Integer(1), df1), numbers, lists, spectrum, 10).value.contains(1)
    for right in (kappa * (T + df1) / T, kappa * (df1 - T) / T, (kappa - df1) / T, kappa / (T - df1), kappa**-1, T):
        with pytest.raises(NoSolution):
            certified(planted(right), numbers, lists, spectrum, 10)
    with pytest.raises(NoSolution, match="no kappa"):
        certified(planted(Integer(3), df1), numbers, lists, spectrum, 10)  # df1 < d = 2
    with pytest.raises(NoSolution):
        certified(planted(kappa, df1), numbers, lists, spectrum, 10)


def test_what_is_infinite_or_not_of_one_form_is_refused():
    closed = derived(E(tr(inv(S))), LAWS, (T > d,)).closed
    with pytest.raises(NoSolution, match="dimension"):
        certified(closed, {T: Integer(9)}, {}, PowerLaw(2, "1/2"), 10)
    with pytest.raises(NoSolution, match="not known"):
        certified(ClosedForm(EigenSum(c2 / (s**2 + 1)), [], {}), {}, {}, PowerLaw(2, "1/2"), 10)
