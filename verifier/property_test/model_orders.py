r"""A formula against the order of a model's quantity on a power law, as its sizes grow as powers of T.

Conditions tie the sizes to T (``m == T^(2/3)``, ``ridge == T^-1``); beta and r are numbers of the question or drawn.
The true exponent is derived (:mod:`lemmata.theory.scaling.of_models`), and confirmed by numbers before it decides
anything: the equivalent itself at T = 10^4, ..., 10^16, whose local slopes are extrapolated at the powers of T by which
they are known to be off. The extrapolated slope comes with a tolerance that follows from these powers; a derived
exponent outside it is no truth, and nothing is refuted with it.

>>> from lemmata.theory.models import shipped_model
>>> order_of_model(shipped_model("random-features"), "bias", {"m": "T^(2/3)", "ridge": "T^-3"}, "2", "1/4")
(Fraction(-2, 3), 0)
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.models.statement import Model
from lemmata.theory.notation import beta, r
from lemmata.theory.scaling.cases import TooManyCases
from lemmata.theory.scaling.confirm import slope_of
from lemmata.theory.scaling.derive import exponents_of
from lemmata.theory.scaling.of_models.equivalent_problem import PRINCIPLE
from lemmata.theory.scaling.of_models.model_inputs import model_inputs
from lemmata.theory.scaling.regions import Undecided
from lemmata.verifier.property_test.orders import OrderJudge
from lemmata.verifier.property_test.truth import NoTruth, Point

_EVALUATED = 1e-15
"""Double precision of a slope."""
SOURCE = f"scaling calculus and numbers, assuming {PRINCIPLE}"
_USUAL = {beta: 2, r: Fraction(1, 2)}


def order_of_model(
    model: Model, quantity: str, powers: Mapping[str, str], beta: str, r: str, d: str = "oo"
) -> tuple[Fraction, int]:
    """The exponent of T and the power of log T.

    Args:
        model: the model.
        quantity: the name of one of its quantities.
        powers: its parameters, by option, as powers of T.
        beta: capacity, a rational number.
        r: source, a rational number.
        d: dimension, a power of T or ``oo``.

    Raises:
        NoTruth: where no order is derived, or numbers do not confirm it.
    """
    try:
        found = exponents_of(model_inputs(model, quantity, powers, beta=beta, r=r, d=d))
        regimes = found.total.regimes
        if len(regimes) != 1 or found.problem.names:
            raise NoTruth("the exponents depend on more than the point says")
        exponent, power = regimes[0].exponent.at({}), int(regimes[0].log_power)
        slope, tolerance = slope_of(found, {})
    except (InputError, TooManyCases, Undecided) as reason:
        raise NoTruth(str(reason)) from None
    if not abs(slope - float(exponent)) <= tolerance + _EVALUATED:
        raise NoTruth(f"numbers have the slope {slope:.6g}, the derived exponent is {exponent}")
    return exponent, power


class ModelOrderJudge(OrderJudge):
    """Judges along the path that starts at a point."""

    derived = SOURCE

    def fresh_order(self, point: Point) -> tuple[Fraction, int]:
        """What is derived, and confirmed by numbers."""
        question: Any = self.question
        powers = tuple(sorted(powers_at(question, point).items()))
        return _order_of(question.model, question.stated.name, powers, point[beta], point[r])


def exponents_line(question: Any, point: Mapping[str, str]) -> str:
    """The command that derives the exponent again; what does not matter at the point is 1."""
    fixed = {symbol.name: value for symbol, value in question.fixed.items() if value.is_number}
    values = {s: Fraction(str(point.get(s.name, fixed.get(s.name, _USUAL.get(s, 1))))) for s in question.parameters}
    given = {"beta": str(values[beta]), "r": str(values[r]), **powers_at(question, values)}
    options = " ".join(f"--{name} {shlex.quote(text.replace('**', '^'))}" for name, text in given.items())
    return f"lemmata exponents --model {question.model.typed} --quantity {question.stated.name} {options}"


def powers_at(question: Any, point: Point) -> dict[str, str]:
    """Every parameter of the model, and its dimension, as a power of T.

    Raises:
        NoTruth: for a size that stays where it is.
    """
    numbers = {symbol: sympy.Rational(value.numerator, value.denominator) for symbol, value in point.items()}
    moving = {symbol: value.xreplace(numbers) for symbol, value in question.moving.items()}
    found = {}
    for parameter in question.model.parameters:
        symbol = parameter.symbol
        value: Any = symbol if symbol == question.path else moving.get(symbol, numbers.get(symbol))
        if parameter.kind == "size" and value in (numbers.get(symbol), None) and symbol not in question.model.structure:
            raise NoTruth(f"{symbol} must grow with T: --given '{symbol} == T^x'")
        if parameter.kind == "square":  # a constant noise level changes no order
            value = sympy.sign(value) if value.is_number else value**2
        found[parameter.option] = str(value)
    rows = question.model.covariance.rows
    return {**found, "d": str(moving[rows])} if rows in moving else found


@lru_cache(maxsize=256)
def _order_of(
    model: Model, quantity: str, powers: tuple[tuple[str, str], ...], capacity: Fraction, source: Fraction
) -> tuple[Fraction, int]:
    """Derived once for every formula that is compared with it."""
    given = dict(powers)
    d = given.pop("d", "oo")
    return order_of_model(model, quantity, given, str(capacity), str(source), d)
