"""Powers with letters in the exponent, constants under a sum, derivatives of powers: true ones and twins."""

import pytest
from sympy import (
    Derivative,
    Integer,
    Rational,
    Sum,
    Symbol,
    binomial,
    cos,
    exp,
    factorial,
    gamma,
    log,
    oo,
    pi,
    sin,
    sqrt,
)

from lemmata.theory import Chain, exact_risk
from lemmata.theory.notation import T, d, n
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    inv,
    noise_vector,
    norm2,
    tr,
)
from lemmata.theory.relations import equal
from lemmata.theory.spectra.spectra import Diagonal
from lemmata.verifier.claim import by
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import algebra, differentiate, expectation, inequality, wishart_moment
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.soundness.support import holds

a, c, g, x = (Symbol(name, positive=True) for name in "acgx")
y = Symbol("y", real=True)
k = Symbol("k", integer=True, positive=True)


def shown(before, after, rule=algebra):
    point = dict.fromkeys((before - after).free_symbols, 2)
    return holds(lambda C: C("c", equal(before, after), point, before, by(rule), after))


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        ((g * c) ** -a, g**-a * c**-a, g**-a * c**a),
        (T ** (-1 + d / (2 * a + d)), T ** (-2 * a / (2 * a + d)), T ** (-a / (2 * a + d))),
        ((2 * g + 2) ** (a + 1), 2 * 2**a * (g + 1) ** (a + 1), 2**a * (g + 1) ** (a + 1)),
        (6 ** (2 * a), 4**a * 9**a, 4**a * 8**a),
        (Sum(g * k + c, (k, 1, n)), g * Sum(k, (k, 1, n)) + c * Sum(1, (k, 1, n)), g * Sum(k, (k, 1, n)) + c),
        (Sum(g / k**2, (k, 1, oo)), g * Sum(1 / k**2, (k, 1, oo)), Sum(1 / k**2, (k, 1, oo)) / g),
    ],
)
def test_powers_and_sums_are_taken_apart(before, right, wrong):
    assert shown(before, right)
    assert not shown(before, wrong)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((x * y) ** a, x**a * y**a),  # no value where y < 0
        ((y**2) ** a, y ** (2 * a)),  # |y|^(2a) on the left
        (Sum(y / k, (k, 1, oo)), y * Sum(1 / k, (k, 1, oo))),  # no value where y < 0; for y > 0 both are oo
    ],
)
def test_bases_that_may_be_negative_and_sums_that_diverge_are_not(before, after):
    assert not shown(before, after)


@pytest.mark.parametrize(
    ("function", "right", "wrong"),
    [
        (exp(x**2), 2 * x * exp(x**2), x * exp(x**2)),
        (x**a, a * x ** (a - 1), a * x**a),
        (x**x, x**x * (1 + log(x)), x**x * log(x)),
        (log(x * g), 1 / x, 1 / (x * g)),
        (exp(-a * x) * sin(x), exp(-a * x) * (cos(x) - a * sin(x)), exp(-a * x) * (cos(x) + a * sin(x))),
    ],
)
def test_derivatives_of_powers_and_functions(function, right, wrong):
    assert shown(Derivative(function, x), right, differentiate)
    assert not shown(Derivative(function, x), wrong, differentiate)


@pytest.mark.parametrize("letters", ["mk", "km"])
def test_gamma_is_not_reflected_at_whole_numbers(letters):
    """pi/(sin(pi x) Gamma(1 - x)) has a pole for pi/0 there, whichever letter comes first."""
    m, j = (Symbol(name, integer=True, positive=True) for name in letters)
    chosen = binomial(m, j)

    def verdict(before, after, relation="=", rule=algebra):
        return judged(rule, Step(before, relation, after), Context(assumptions=(j <= m, x < 1))).verdict

    for after in (Integer(0), 2 * chosen, chosen * (m + 1) / (m + 1 - j)):
        assert verdict(chosen, after) is not Verdict.PROVED
    assert verdict(1 / factorial(m - j), Integer(0)) is not Verdict.PROVED
    assert verdict(chosen, (m / j) ** j, "<=", inequality) is not Verdict.PROVED
    assert verdict(chosen, binomial(m, m - j)) is Verdict.PROVED
    assert verdict(chosen, factorial(m) / (factorial(j) * factorial(m - j))) is Verdict.PROVED
    assert verdict(binomial(m + 1, j), chosen * (m + 1) / (m + 1 - j)) is Verdict.PROVED
    assert verdict(gamma(1 - x) * gamma(x), pi / sin(pi * x)) is Verdict.PROVED


def test_gamma_of_a_multiple_is_a_product():
    two = 2 ** (2 * x - 1) * gamma(x) * gamma(x + Rational(1, 2)) / sqrt(pi)
    three = 3 ** (3 * x) * gamma(x) * gamma(x + Rational(1, 3)) * gamma(x + Rational(2, 3)) / (2 * pi * sqrt(3))
    assert shown(gamma(2 * x), two, algebra)
    assert shown(gamma(3 * x), three, algebra)
    assert not shown(gamma(2 * x), 2 * two, algebra)


def test_a_variance_may_be_a_plain_integer():
    X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
    risk = E(norm2(inv(gram(X)) * X.T * eps, Sigma))
    mean = E(tr(Sigma * inv(gram(X))))
    fields = {"where": [T >= d + 2], "laws": [GaussianRows(X, Sigma), WhiteNoise(eps, 1)]}

    def shown_with(value):
        return holds(
            lambda C: C(
                "c", equal(risk, value), {d: 1, T: 4}, risk, by(expectation), mean, by(wishart_moment), value, **fields
            )
        )

    assert shown_with(d / (T - d - 1))
    assert not shown_with(d / (T - d))


@pytest.mark.parametrize(("T", "ridge"), [(6, 0), (1, "1/2")])
def test_directions_that_no_input_has_contribute_nothing(T, ridge):
    values = {"T": T, "ridge": ridge, "sigma2": 1, "n": 1, "T0": 5, "sigma0_2": "1/2"}
    zeros = Diagonal([1, 0, 1, 0], [1, 5, 2, 7])
    found, same = (exact_risk(Chain(spectrum, **values)) for spectrum in (zeros, Diagonal([1, 1], [1, 2])))
    assert str(found) == str(same)
