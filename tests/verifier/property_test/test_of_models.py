"""Formulas about any model: true ones are tested, planted errors found, shrunk and mended; else simulation decides."""

import pytest

from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped_model
from lemmata.verifier.property_test import answering
from lemmata.verifier.property_test.of_models import _ModelPart, model_property_test
from lemmata.verifier.verdict import Verdict


def judged(formula, model, quantity, **options):
    return model_property_test(formula, shipped_model(model), quantity, **{"max_seconds": 3, **options})


@pytest.mark.parametrize(("formula", "model", "quantity", "given"), [
    ("sigma^2*d/(T-d-1) + sigma^2", "least-squares", "total", ["T>=d+2"]),
    ("signal*(1-T/d)", "least-squares", "bias", ["T<=d-2", "spectrum == isotropic"]),
])  # fmt: skip
def test_true_formulas_are_tested(formula, model, quantity, given):
    assert judged(formula, model, quantity, given=given).verdict in (Verdict.TESTED, Verdict.PROVED)


def test_a_planted_error_is_found_shrunk_and_mended():
    found = judged("sigma^2*d/(T-d)", "least-squares", "risk", given=["T>=d+2"], max_seconds=20)  # it ends by itself
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample == {"d": "1", "T": "3", "sigma": "1"}
    assert found.near_misses[0].formula == "d*sigma^2/(T - d - 1)"
    assert found.reproduce == "lemmata evaluate risk --model least-squares --d 1 --T 3 --sigma2 1"


def test_a_formula_for_the_identity_is_refuted_for_other_covariances():
    found = judged("signal*(1-T/d)", "least-squares", "bias", given=["T<=d-7", "d<=12"])
    assert found.verdict is Verdict.REFUTED
    assert "eigenvalues" in found.counterexample


def test_without_a_law_simulation_decides():
    wrong = judged("signal*ridge^2", "ridge", "training", given=["T==12", "d==3", "ridge==1", "sigma==1", "signal==1"])
    assert wrong.verdict is Verdict.REFUTED
    assert wrong.truth == "simulation"
    assert wrong.reproduce.startswith(f"lemmata simulate {wrong.quantity} --model ")
    assert wrong.false_alarm_probability > 0


def test_letters_of_the_author_are_read_and_said():
    found = judged(r"\frac{\sigma^2\gamma}{1-\gamma-1/n}", "least-squares", "risk", let=["n=T", "gamma=d/T"],
                   given=["n>=d+2"])  # fmt: skip
    assert found.verdict is Verdict.PROVED
    assert found.letters[0].startswith("read with n=T, gamma=d/T: ")


def test_what_is_the_exact_law_in_every_cell_is_proved_and_what_only_agrees_at_points_is_not():
    right, limited = "sigma^2*d/(T-d-1)", ["T >= d + 2"]
    assert judged(right, "least-squares", "risk", given=limited).verdict is Verdict.PROVED
    kinked = f"{right} + max(0, sigma - 10^40)"
    assert judged(kinked, "least-squares", "risk", given=limited).verdict is not Verdict.PROVED
    unlimited = judged(right, "least-squares", "risk")
    assert unlimited.verdict is not Verdict.PROVED


@pytest.mark.parametrize(
    ("formula", "sense", "holds"),
    [
        ("sigma^2*d/(T-d)", "limit", True),
        ("sigma^2*d/T", "limit", False),
        ("sigma^2*d/(T-d-1)", "equivalent", False),
    ],
)
def test_limits_and_equivalents_are_compared_with_what_is_derived(formula, sense, holds):
    found = judged(formula, "least-squares", "risk", given=["T >= d + 2"], sense=sense)
    assert found.verdict is (Verdict.TESTED if holds else Verdict.REFUTED)
    assert "deterministic equivalent" in found.truth


def test_what_cannot_be_asked_is_named():
    with pytest.raises(InputError, match="one of exact, limit, equivalent"):
        judged("d", "mixture", "risk", sense="growth")
    with pytest.raises(InputError, match="--let"):
        judged("sigma^2*p", "mixture", "risk")
    with pytest.raises(InputError, match="one of risk, bias"):
        judged("d", "mixture", "risks")


def two_fits():
    """Self-distillation: a ridge fit to the labels of another; least squares where neither has a ridge."""
    from lemmata.theory.models.language import (
        E,
        GaussianRows,
        Model,
        T,
        WhiteNoise,
        covariance,
        d,
        design,
        gram,
        identity,
        inv,
        noise_vector,
        norm2,
        number,
        sigma,
        vector,
    )

    X, eps, Sigma, w0 = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d), vector("w0", d)
    first, second = (inv(gram(X) + number(name) * identity(d)) for name in ("ridge1", "ridge2"))
    student = second * gram(X) * first * X.T * (X * w0 + eps)
    model = Model("twice", "Two fits", covariance=Sigma, target=w0, estimator=student,
                  laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
                  witness={d: 2, T: 5, number("ridge1"): 1, number("ridge2"): 1, sigma: 1})  # fmt: skip
    model.quantity("variance", E(norm2(second * gram(X) * first * X.T * eps, Sigma)))
    return model


def test_a_near_miss_that_was_compared_without_a_ridge_alone_does_not_claim_the_rest():
    """With equal ridges the least squares formula holds at ridge 0, where values are known, and nowhere else."""
    found = model_property_test("sigma^2*d/(T-d)", two_fits(), "variance", given=["ridge1==ridge2", "T>=d+2"],
                                max_seconds=4)  # fmt: skip
    assert found.verdict is Verdict.REFUTED
    assert all("as far as values are known" in miss.change for miss in found.near_misses)


def test_no_search_is_begun_when_the_time_is_over(monkeypatch):
    """Neither points that are steered nor simulation, which cost a second before they look at the time."""
    begun = []
    monkeypatch.setattr(answering._Part, "steer", lambda part: begun.append(part))
    monkeypatch.setattr(_ModelPart, "simulate", lambda part: begun.append(part))
    for seconds, parts in ("1/1000", 0), (60, 4):
        begun.clear()
        model_property_test("d", shipped_model("ensemble"), "variance", max_seconds=seconds)
        assert len(begun) >= parts
        assert parts or not begun
