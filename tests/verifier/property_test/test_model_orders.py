"""Orders of any model: wrong exponents and logarithms are refuted, the true ones beside them hold."""

from fractions import Fraction

import pytest

from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped_model
from lemmata.verifier.property_test.model_orders import SOURCE, order_of_model
from lemmata.verifier.property_test.of_models import model_property_test
from lemmata.verifier.property_test.truth import NoTruth
from lemmata.verifier.verdict import Verdict
from tests.depth import often

FEATURES = ("random-features", "bias", ["m == T^(2/3)", "ridge == T^-3", "beta == 2"])
MIXTURE = ("mixture", "variance", ["n1 == T", "n2 == T^(3/2)", "ridge == T^-2", "sigma0 == 1", "beta == 2"])
RIDGE = ("ridge", "risk", ["ridge == T^(-2/3)", "sigma == 1", "beta == 2"])


def asked(formula, model, quantity, given, *more):
    return model_property_test(
        formula, shipped_model(model), quantity, sense="order", given=[*given, *more], max_seconds=60
    )


@pytest.mark.parametrize(
    ("about", "source", "true", "wrong"),
    [
        (FEATURES, "r == 1/4", "m^-1", "m^-2"),
        (FEATURES, "r == 1/4", "T^(-2/3)", "T^(-7/10)"),
        (FEATURES, "r == 1/2", "log(T)/m^2", "1/m^2"),
        (FEATURES, "r == 3/4", "1/m^2", "1/m^3"),
        (RIDGE, "r == 1/2", "T^(-2/3)", "T^-1"),
        (RIDGE, "r == 1", "ridge^(-1/2)/T", "ridge^2"),
        (MIXTURE, "r == 1/2", "ridge^(-1/2)/n2", "ridge^(-1/2)/n1"),
    ][:: often(2, 1)],
    ids=str,
)
def test_a_wrong_order_is_refuted_beside_the_true_one(about, source, true, wrong):
    assert asked(true, *about, source).verdict is Verdict.TESTED
    refuted = asked(wrong, *about, source)
    assert refuted.verdict is Verdict.REFUTED
    assert refuted.truth == SOURCE
    assert "lemmata exponents --model" in refuted.reproduce


def test_a_law_for_all_sources_is_refuted_where_it_saturates():
    """m^(-4 r) holds for r < 1/2 only."""
    assert asked("m^(-4*r)", *FEATURES, "r < 1/2").verdict is Verdict.TESTED
    refuted = asked("m^(-4*r)", *FEATURES)
    assert refuted.verdict is Verdict.REFUTED
    assert Fraction(refuted.counterexample["r"]) >= Fraction(1, 2)


def test_a_size_that_stays_where_it_is_has_no_order():
    assert asked("T^-1", "random-features", "bias", ["ridge == T^-3"]).verdict is Verdict.UNDECIDED
    with pytest.raises(NoTruth, match="must be"):
        order_of_model(shipped_model("random-features"), "bias", {"m": "7", "ridge": "T^-3"}, "2", "1/2")


def test_an_order_knows_the_letters_of_the_model_the_spectrum_and_the_path():
    with pytest.raises(InputError, match="given"):
        asked("T^-1", *FEATURES, "spectrum == isotropic")
    with pytest.raises(InputError, match="formula"):
        asked("T0^-1", *FEATURES)
