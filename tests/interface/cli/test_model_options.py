"""A model of one's own whose letters would be typed like something else: one line says so, wherever it would matter."""

import shlex

import pytest

from tests.faults.test_absurd_input import ended

MODEL = """
from sympy import Symbol
from lemmata.theory.models.language import *
X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)
own = Symbol("{name}", positive=True)
estimator = inv(gram(X) / T + own * identity(d)) * X.T * (X * w0 + eps) / T
MODEL = Model("mine", "Mine", covariance=Sigma, target=w0,
              laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
              estimator=estimator, where=[own > 0], witness={{d: 2, T: 5, own: 1, sigma: 1}})
MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)))
"""
SIMULATE = "simulate risk --model mine.py --d 3 --T 9 --{name} 1 --relative-error 0.2"
DERIVE = "derive risk --model mine.py --d 3 --T 9 --{name} 1"
TEST = "test sigma^2 --quantity risk --model mine.py --max-seconds 1/10"


@pytest.fixture
def said(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)

    def call(words, name):
        (tmp_path / "mine.py").write_text(MODEL.format(name=name))
        return ended(shlex.join(shlex.split(words.format(name=name))), capfd)[:3]

    return call


@pytest.mark.parametrize("words", [SIMULATE, DERIVE, TEST])
@pytest.mark.parametrize("name", ["d", "sigma", "spectrum", "x-y"])
def test_a_letter_that_cannot_be_told_from_another_is_named(said, words, name):
    status, out, err = said(words, name)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert f"parameter = {name}" in err


@pytest.mark.parametrize(
    ("words", "name"),
    [(SIMULATE, "seed"), (SIMULATE, "signal"), (DERIVE, "digits"), (DERIVE, "signal"), (TEST, "phi"), (TEST, "signal")],
)
def test_a_letter_that_the_command_means_otherwise_is_named(said, words, name):
    status, out, err = said(words, name)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert f"whose {name} is called otherwise" in err


@pytest.mark.parametrize(("words", "name"), [(SIMULATE, "digits"), (SIMULATE, "phi"), (DERIVE, "seed")])
def test_a_letter_that_it_does_not_mean_otherwise_is_the_model_s(said, words, name):
    assert said(words, name)[0] == 0


LISTED = """
from lemmata.theory.models.language import *
X, eps, W = design("X", T, d), noise_vector("eps", T), covariance("W", T)
Sigma, w0, rho = covariance("Sigma", d), vector("w0", d), number("rho")
estimator = inv(X.T * W * X / T + ridge * identity(d)) * X.T * W * (X * w0 + eps) / T
MODEL = Model("mine", "Mine", covariance=Sigma, target=w0, matrices={W: Spread(total=T, each="weights")},
              laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)], witness={d: 2, T: 5, ridge: 1, sigma: 1})
MODEL.quantity("risk", E(norm2(estimator - rho * w0, Sigma)))
"""


@pytest.mark.parametrize(("spectrum", "status"), [("--d 2", 0), ("--spectrum diagonal --eigenvalues 1,2", 2)])
def test_a_list_of_the_model_is_its_own_where_the_spectrum_has_none_of_that_name(
    tmp_path, monkeypatch, capfd, spectrum, status
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(LISTED)
    words = f"evaluate risk --model mine.py --method equivalent {spectrum} --T 3 --weights 1,2,1 --rho 1/2 --ridge 1"
    found, out, err = ended(words, capfd)[:3]
    assert found == status, err
    assert ("weights=1,2,1" in out) if status == 0 else ("whose weights is called otherwise" in err)
