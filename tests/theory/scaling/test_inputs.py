"""The inputs of a scaling problem are what was typed: equal texts, equal models, whatever stands in a condition."""

from fractions import Fraction

import pytest
from sympy import Rational, Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.problem import read_problem

ell = Symbol("ell", real=True)


def test_numbers_and_texts_of_one_value_are_one_model() -> None:
    typed = [PowerLawModel(beta=2, r=value, where=("ell > 0",)) for value in ("1/2", Fraction(1, 2), Rational(1, 2))]
    assert len(set(typed)) == 1
    assert PowerLawModel(beta=2, r=1) != PowerLawModel(beta=2, r=1, ell="a") != PowerLawModel(beta=2, r=1, d="T")


@pytest.mark.parametrize("condition", ["delta=3/2", "delta = 3/2", "ell=1/2", "2*delta == 3", "sigma2=1"])
def test_a_condition_that_looks_like_an_input_is_a_condition(condition: str) -> None:
    """It stands among the fields by its place, not by how it reads."""
    model = PowerLawModel(beta=2, r="1/2", d="T^delta", where=(condition,))
    again = model.func(*model.args)
    assert (again, again.where, again.exponent()) == (model, (condition,), model.exponent())
    if "sigma2" not in condition:
        assert ell in model.exponent().free_symbols or "ell" in condition


def test_a_model_with_nothing_but_its_spectrum_has_an_exponent_in_the_ridge() -> None:
    assert PowerLawModel(beta=2, r="1/2").exponent().free_symbols == {ell}
    assert PowerLawModel(beta=2, r="1/2").exponent("optimum").free_symbols == set()


def test_what_a_certificate_keeps_is_read_back_as_the_same_problem() -> None:
    inputs = Inputs("beta", "r", d="T^delta", T0="T^b", n=2, where=["delta > 1"])
    assert read_problem(Inputs(**inputs.to_json())) == read_problem(inputs)


def test_floats_and_unknown_fields_are_refused() -> None:
    with pytest.raises(InputError, match=r"r = 0\.5: must be an exact number"):
        derive_exponents(2, 0.5)
    with pytest.raises(TypeError, match="no field for sigma"):
        derive_exponents(2, "1/2", sigma=1)
