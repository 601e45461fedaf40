"""Parameters of a model under names of one's own: in formulas, in equivalents, in the examples that are offered."""

import pytest

from lemmata.interface.cli import main
from lemmata.theory.deterministic_equivalents.derivation import derived_from, letters_apart
from lemmata.theory.models.language import (
    E,
    GaussianRows,
    Model,
    Rational,
    Spread,
    T,
    WhiteNoise,
    covariance,
    d,
    design,
    gram,
    identity,
    inner,
    inv,
    noise_vector,
    norm2,
    number,
    ridge,
    semidefinite,
    sigma,
    vector,
)
from lemmata.theory.models.point import example, point_of
from lemmata.theory.models.trace_values import value_of
from lemmata.theory.reading.latex import read
from lemmata.theory.spectra.eigensum import c2, s
from lemmata.theory.spectra.spectra import Diagonal
from lemmata.verifier.model_values import exact_model_value

SPECTRUM = Diagonal([2, 1], [1, 3])


def scaled(name):
    """A ridge fit times a number."""
    X, eps, Sigma, w0, own = (
        design("X", T, d),
        noise_vector("eps", T),
        covariance("Sigma", d),
        vector("w0", d),
        number(name),
    )
    fit = own * inv(gram(X) / T + ridge * identity(d)) * X.T * (X * w0 + eps) / T
    model = Model(
        "scaled", "A scaled fit", covariance=Sigma, target=w0, estimator=fit,
        laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
        witness={d: 2, T: 5, ridge: 1, sigma: 1, own: Rational(1, 2)},
    )  # fmt: skip
    model.quantity("risk", E(norm2(fit - w0, Sigma)))
    model.quantity("overlap", E(inner(fit, w0)))
    return model, own


@pytest.mark.parametrize("name", ["a", "s", "kappa", "g1"])
def test_a_parameter_called_as_a_letter_of_equivalents_is_told_apart(name):
    """The formula is that of a parameter with a name of its own, letter for letter."""
    model, own = scaled(name)
    other, q = scaled("q")
    assert letters_apart(model)
    assert not letters_apart(other)
    found, usual = derived_from(model, "risk", where=[ridge > 0]), derived_from(other, "risk", where=[ridge > 0])
    letter = found.own[own]
    assert (found.closed.value - usual.closed.value.xreplace({q: letter})).cancel() == 0
    numbers = {T: 20, d: 2, ridge: 1, sigma: 1}
    spectrum = {s: [2, 1], c2: [1, 9]}
    assert found.at({**numbers, own: 0.5}, spectrum).value == pytest.approx(
        usual.at({**numbers, q: 0.5}, spectrum).value
    )


def test_a_quantity_that_is_one_trace_has_a_value():
    model, _ = scaled("q")
    point = point_of(model, SPECTRUM, {"T": "9", "q": "1/2"})
    assert exact_model_value(model.named("overlap"), point).value == 5  # q |w0|^2
    assert value_of(inner(model.target, model.target), point) == 10


def test_what_is_offered_as_an_example_is_complete():
    X, shift, Sigma, w0 = design("X", T, d), design("shift", 1, d), covariance("Sigma", d), vector("w0", d)
    each, even = semidefinite("Delta", d), semidefinite("Theta", d)
    other = design("other", 1, d)
    model = Model(
        "prior", "Towards a guess", covariance=Sigma, target=w0, estimator=shift.T + other.T + X.T * X * w0 / T,
        laws=[GaussianRows(X, Sigma), GaussianRows(shift, each), GaussianRows(other, even)],
        matrices={each: Spread(each="deltas"), even: Spread(total=number("tau2"), each="taus")}, witness={d: 3, T: 5},
    )  # fmt: skip
    assert example(model).startswith("--d 3 --")
    assert "--tau2 1" in example(model)
    assert "--deltas 1,1,1" in example(model)
    words = dict(word.split(" ") for word in example(model).removeprefix("--").split(" --"))
    spectrum = Diagonal([1] * int(words.pop("d")), [1, 1, 1])
    assert point_of(model, spectrum, words).values


@pytest.mark.parametrize("text", ["ridge_t + T", r"ridge_t + \frac{T}{1}", "T+ridge_t", r"ridge_{t} + T"])
def test_a_name_with_an_underscore_is_read(text):
    own = number("ridge_t")
    assert read(text, {"ridge_t": own, "ridge": ridge, "T": T}) == own + T
    assert read("ridge T_0", {"ridge": ridge, "T0": T}) == ridge * T


def test_fits_of_three_digits_have_their_exponents_at_once(capsys):
    assert "roots of degree above" in _optimised(capsys, "41/100")
    assert "500/1901" in _optimised(capsys, "1")  # (a q + b p)/(p + q) with a = 0, b = 1, p = 1/beta, q = 2


def _optimised(capsys, r):
    with pytest.raises(SystemExit):
        main(["exponents", "--beta", "1401/1000", "--r", r, "--optimise"])
    return capsys.readouterr().out
