"""Models as data: parameters are what occurs, and what makes no sense is refused by name."""

import pytest

from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped_model, shipped_names
from lemmata.theory.models.language import *
from lemmata.theory.models.parts import simplified

X, eps, Sigma, w0 = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d), vector("w0", d)
LAWS = [GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)]


def stated(**options):
    witness = {d: 2, T: 5, sigma: 1}
    return Model("mine", "Mine", covariance=Sigma, target=w0, **{"laws": LAWS, "witness": witness, **options})


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_model_has_a_risk_and_a_witness_for_all_that_it_needs(name):
    model = shipped_model(name)
    assert model.name == name
    assert "risk" in model.quantities
    needed = {p.symbol for p in model.parameters if p.usual is None}
    assert needed <= set(model.witness)
    for quantity in model.quantities.values():
        assert quantity.at_witness().free_symbols <= {p.symbol for p in model.parameters} | {Sigma.rows}


def test_parts_add_up_in_the_letters_that_they_keep():
    model = shipped_model("mixture")
    kept = {name: {x.name for x in q.at_witness().atoms(type(X))} for name, q in model.quantities.items()}
    assert kept["bias"].isdisjoint({"e1", "e2", "delta", "Delta"})
    assert "w1" not in kept["variance"] | kept["collapse"]
    assert kept["risk"] == kept["bias"] | kept["variance"] | kept["collapse"]


def test_a_letter_without_law_or_value_is_named():
    A = matrix("A", d, d)
    with pytest.raises(InputError, match="A = nothing"):
        stated().quantity("risk", E(norm2(A * pinv(X) * eps)))


def test_a_random_letter_outside_an_expectation_is_named():
    with pytest.raises(InputError, match="outside an expectation"):
        stated().quantity("risk", tr(gram(X)) * E(norm2(pinv(X) * eps)))


def test_a_covariance_with_a_law_is_refused():
    with pytest.raises(InputError, match="law of Sigma"):
        stated(laws=[*LAWS, GaussianRows(Sigma, identity(d))])


@pytest.mark.parametrize("argument", ["witness", "usual"])
def test_numbers_of_a_model_are_read_exactly_and_texts_are_never_run(argument):
    assert getattr(stated(**{argument: {T: "5/2"}}), argument) == {T: Rational(5, 2)}
    for bad in ("__import__('os').getcwd()", 0.5, True):
        with pytest.raises(InputError, match=f"^{argument}"):
            stated(**{argument: {T: bad}})


def test_names_are_given_once_and_unknown_ones_are_listed():
    model = stated()
    model.quantity("risk", E(norm2(pinv(X) * eps)))
    with pytest.raises(InputError, match="does not have yet"):
        model.quantity("risk", E(norm2(eps)))
    with pytest.raises(InputError, match="one of risk"):
        model.named("risks")
    with pytest.raises(InputError, match="did you mean mixture"):
        shipped_model("mixtures")


def test_a_difference_of_a_sum_is_printed_with_brackets():
    assert str(w0 - (w0 + pinv(X) * eps)) == "w0 - (w0 + pinv(X)*eps)"


def test_a_ridge_of_zero_is_no_ridge():
    model = shipped_model("mixture")
    bare = simplified(model.named("variance").expression(), {ridge: 0})
    assert "I_d" not in str(bare)
