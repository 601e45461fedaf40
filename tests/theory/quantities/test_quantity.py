"""Quantities are expressions: rebuilt from what they print, compared by their fields, changed by substitution."""

from fractions import Fraction

import pytest
import sympy
from sympy import Expr, Integer, srepr

from lemmata.theory.notation import T0, T, n, ridge, sigma0
from lemmata.theory.quantities.chain_equivalent import ChainEquivalent, chain_equivalent
from lemmata.theory.quantities.error_law import ErrorMedian, ErrorMoment, error_median, error_moment
from lemmata.theory.quantities.generation_recursion import Mean, Second, mean_moment, second_moment
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.regression import GeneratorError, Risk, generator_error, risk
from lemmata.theory.spectra.eigensum import s

QUANTITIES = [
    risk(),
    risk(3, ridge=0, designs="same"),
    risk(designs="ridge"),
    generator_error(n + 1),
    chain_equivalent(2),
    mean_moment(n, s),
    second_moment(n, s**2),
    error_median(),
    error_moment(Fraction(1, 2)),
]
KINDS = (ChainEquivalent, ErrorMedian, ErrorMoment, GeneratorError, Mean, Risk, Second)


@pytest.mark.parametrize("quantity", QUANTITIES, ids=str)
def test_a_quantity_is_rebuilt_from_its_representation_and_from_its_arguments(quantity: Quantity) -> None:
    names = {kind.__name__: kind for kind in KINDS} | {"Str": sympy.core.symbol.Str}
    namespace: dict[str, object] = {}
    exec("from sympy import *", namespace)
    again = eval(srepr(quantity), namespace | names)
    assert (again, hash(again), str(again)) == (quantity, hash(quantity), str(quantity))
    assert quantity.func(*quantity.args) == quantity


@pytest.mark.parametrize("quantity", QUANTITIES, ids=str)
def test_fields_are_the_arguments_and_free_symbols_are_those_of_the_fields(quantity: Quantity) -> None:
    assert len(quantity.fields) == len(quantity.args)
    assert quantity.free_symbols <= {symbol for part in quantity.args for symbol in part.free_symbols}
    assert not quantity.free_symbols & quantity.bound


def test_another_field_makes_another_quantity() -> None:
    assert len({*QUANTITIES, risk(), risk(ridge=0), risk(sigma0=0), risk(designs="same"), chain_equivalent()}) == (
        len(QUANTITIES) + 4
    )


def test_substitution_reaches_every_field() -> None:
    assert risk().subs({n: 2, T: 7}) == risk(2, T=7)
    assert risk().xreplace({ridge: Integer(0)}) == risk(ridge=0)
    assert generator_error().subs({T0: 5, sigma0: 1}).T0 == 5


def test_a_field_without_a_usual_value_must_be_given() -> None:
    class Noise(Quantity):
        samples: Expr
        kind: str = "label"

    assert (Noise(Fraction(1, 2)).samples, Noise(1).kind) == (sympy.Rational(1, 2), "label")
    assert str(Noise(1, kind="input")) == "Noise(1, input)"
    with pytest.raises(TypeError, match="needs samples"):
        Noise()
    with pytest.raises(TypeError, match="no field for ridge"):
        Noise(1, ridge=2)
    with pytest.raises(TypeError, match="no field for 2"):
        Noise(1, 2, 3)
