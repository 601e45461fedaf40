"""``lemmata models`` and ``--model``: what is shipped is listed, options are those of the model, files state theirs."""

import json

import pytest

from lemmata.interface.cli import main

FILE = """
from lemmata.theory.models.language import *

X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0, c = covariance("Sigma", d), vector("w0", d), number("c")
estimator = c*pinv(X)*(X*w0 + eps)

MODEL = Model("shrunken", "Shrunken least squares", covariance=Sigma, target=w0, estimator=estimator,
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)], where=[T >= d + 2], witness={d: 2, T: 5, c: 1, sigma: 1})
risk = MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)))
"""


def run(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def of_run(capsys, *words):
    status, out, err = run(capsys, *words, "--json")
    assert status == 0, err
    return json.loads(out)


def test_models_are_listed_and_explained(capsys):
    assert of_run(capsys, "models")["models"][0]["name"] == "chain"
    status, out, _ = run(capsys, "models", "sgd")
    assert status == 0
    assert "--eta" in out
    assert "try: lemmata simulate risk --model sgd" in out


def test_a_file_of_ones_own_is_simulated(capsys, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(FILE)
    words = ("simulate", "risk", "--model", str(file), "--d", "3", "--T", "12", "--c", "1/2", "--sigma2", "1")
    found = of_run(capsys, *words, "--confidence", "0.999999")
    low, high = map(float, found["interval"])
    assert low <= 1 / 4 + 3 / 8 / 4 <= high
    assert of_run(capsys, "models", str(file))["models"][0]["title"] == "Shrunken least squares"


@pytest.mark.parametrize(("words", "said"), [
    (("--n1", "3"), "d, n2 = nothing: must be given (model mixture), such as --d 2 --n1 3 --n2 4"),
    (("--d", "3", "--n1", "3"), "n2 = nothing: must be given"),
    (("--d", "3", "--n1", "3", "--n2", "2", "--T", "3", "--foo", "1"), "T, foo = 3, 1: must be left out"),
    (("--d", "3", "--n1", "3", "--n2", "2", "--eigenvalues", "1,2"), "must be"),
    (("--d", "3", "--n1", "0", "--n2", "2"), "n1 = 0: must be an integer from 1"),
    (("--d", "3", "--n1", "9", "--n2", "2", "--deltas", "1,2"), "deltas = 2: must be as many numbers as eigenvalues"),
])  # fmt: skip
def test_options_that_do_not_fit_are_named(capsys, words, said):
    status, _, err = run(capsys, "simulate", "risk", "--model", "mixture", *words)
    assert status == 2
    assert said in err


def test_unknown_models_quantities_and_options_of_the_chain_are_named(capsys, tmp_path):
    assert "did you mean mixture" in run(capsys, "simulate", "risk", "--model", "mixtures")[2]
    assert "one of risk, bias" in run(capsys, "simulate", "risks", "--model", "mixture")[2]
    assert "Did you mean '--sigma2'" in run(capsys, "simulate", "risk", "--sigam2", "1")[2]
    file = tmp_path / "empty.py"
    file.write_text("x = 1\n")
    assert "states exactly one Model" in run(capsys, "simulate", "risk", "--model", str(file))[2]
