"""Exact values of any model: closed forms that are proved, the model's own laws, and a refusal where there is none."""

from fractions import Fraction

import pytest
from sympy import Rational, oo

from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped_model
from lemmata.theory.models.drawing import simulated_quantity
from lemmata.theory.models.language import (
    E,
    GaussianRows,
    Model,
    T,
    WhiteNoise,
    covariance,
    d,
    design,
    noise_vector,
    norm2,
    pinv,
    sigma,
)
from lemmata.theory.models.point import point_of
from lemmata.theory.spectra.spectra import Diagonal, Isotropic, PowerLaw
from lemmata.verifier.model_values import NoExactValue, exact_model_value

SPECTRUM = Diagonal(["1", "1/2", "1/4", "1/8"], ["1", "1", "2", "1"])


def value(model, quantity, spectrum=SPECTRUM, **given):
    model = shipped_model(model) if isinstance(model, str) else model
    return exact_model_value(model.named(quantity), point_of(model, spectrum, given)).value


def test_closed_forms_are_those_of_the_literature():
    rows, d_, n1, n2 = 13, 4, 9, 4
    b = Rational(n1 * n2, rows * (rows - 1) * (rows + 2))
    a = Rational(n2 * (n2 + 2), rows * (rows + 2)) - b
    rho = a + b * Rational(rows * d_ - 2, rows - d_ - 1)
    assert value("mixture", "collapse", n1=n1, n2=n2, deltas="1,0,1/2,2") == rho * Rational(11, 8)
    noises = Rational(n1 * 1 + n2 * 3, rows) * Rational(d_, rows - d_ - 1)
    assert value("mixture", "variance", n1=n1, n2=n2, sigma2=1, sigma0_2=3) == noises
    assert value("least-squares", "norm", T=9, sigma2=1) == 7 + Rational(15, 4)
    assert value("least-squares", "training", T=9, sigma2=2) == 2 * Rational(5, 9)


@pytest.mark.parametrize(("model", "quantity", "given"), [
    ("early-stopping", "risk", {"T": 9, "steps": 2, "eta": "1/2", "sigma2": 1}),
    ("sgd", "risk", {"steps": 9, "eta": "1/4", "sigma2": 1}),
    ("least-squares", "norm", {"T": 14, "sigma2": 1}),
])  # fmt: skip
def test_exact_values_lie_where_simulations_say(model, quantity, given):
    stated = shipped_model(model)
    found = simulated_quantity(
        stated.named(quantity), point_of(stated, SPECTRUM, given), relative_error=0.03, confidence=1 - 1e-6
    )
    assert found.interval.low <= float(value(model, quantity, **given)) <= found.interval.high


def test_the_recursion_of_descent_is_what_its_words_give():
    model = shipped_model("sgd")
    own = model.named("risk")
    bare = Model(
        "bare", "Bare", covariance=model.covariance, target=model.target, laws=model.laws,
        structure=model.structure, witness=model.witness,
    )  # fmt: skip
    bare.quantity("risk", own.body)
    for steps in (1, 2):
        given = {"steps": steps, "eta": "1/3", "sigma2": 2}
        assert value(bare, "risk", **given) == value("sgd", "risk", **given)
    assert value("sgd", "risk", Isotropic(2), steps="oo", eta="1/4", sigma2=1) == Rational(1, 2)
    assert value("sgd", "risk", Isotropic(20), steps="oo", eta="1/4", sigma2=1) == oo


def test_irrational_spectra_give_balls_and_few_rows_the_law_of_projections():
    ball = value("least-squares", "norm", PowerLaw("3/2", "1/3", 6), T=9, sigma2=2)
    plain = 2 * sum(k**1.5 for k in range(1, 7)) / 2 + sum(k ** (1.5 - 1 - 1) for k in range(1, 7))
    assert float(ball.mid) == pytest.approx(plain, rel=1e-12)
    assert ball.rad < Fraction(1, 10**20)
    assert value("least-squares", "bias", Isotropic(6, 2), T=3) == 1


@pytest.mark.parametrize(("model", "quantity", "given"), [
    ("random-features", "risk", {"T": 9, "m": 2, "ridge": 1}),
    ("early-stopping", "risk", {"T": 9, "steps": 40, "eta": "1/2"}),
    ("ridge", "gcv", {"T": 9, "ridge": 1, "sigma2": 1}),
    ("mixture", "variance", {"n1": 2, "n2": 3, "sigma2": 1}),
])  # fmt: skip
def test_where_no_law_is_known_it_is_said(model, quantity, given):
    with pytest.raises(NoExactValue):
        value(model, quantity, **given)


def own_law(function):
    X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
    model = Model("own", "Own", covariance=Sigma, laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
                  witness={d: 2, T: 5, sigma: 1})  # fmt: skip
    model.quantity("risk", E(norm2(pinv(X) * eps, Sigma)), exact=function)
    return model


def test_a_law_of_ones_own_is_taken_at_its_word_and_checked_for_form():
    def law(spectrum, T, sigma2):
        """Inverse Wishart mean."""
        return sigma2 * Fraction(spectrum.d, int(T) - spectrum.d - 1)

    model = own_law(law)
    found = exact_model_value(model.named("risk"), point_of(model, SPECTRUM, {"T": 9, "sigma2": 1}))
    assert (found.value, found.law) == (1, "by the model's own law: Inverse Wishart mean")
    with pytest.raises(InputError, match="not a float"):
        value(own_law(lambda T: 0.5), "risk", T=9)
    with pytest.raises(InputError, match="a function of"):
        value(own_law(lambda size: 1), "risk", T=9)
