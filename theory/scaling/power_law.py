"""What every scaling problem says of its spectrum: capacity, source, dimension, and conditions on the exponents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
from lemmata.theory.scaling.read_inputs import as_power, read_close, read_condition, read_expression, read_parameter
from lemmata.theory.scaling.regions import Region, Row
from lemmata.theory.scaling.renormalised import Side

SAMPLES = Monomial(Form.number(1))
"""T itself."""


@dataclass(frozen=True)
class PowerLaw:
    """The inputs about the spectrum, read: exact forms in the exponents that were left open.

    Attributes:
        beta, r: capacity and source.
        d: the dimension; None for oo.
        close: (sign, h) for the dimension ``T + T^h`` or ``T - T^h``.
        conditions: inequalities between exponents.
    """

    beta: Form
    r: Form
    d: Monomial | None
    close: tuple[int, Form] | None
    conditions: tuple[Row, ...]

    @property
    def own_names(self) -> frozenset[str]:
        """The symbols of the sizes."""
        forms = [self.beta, self.r]
        forms += [] if self.d is None else [self.d.exponent]
        forms += [self.close[1]] if self.close else []
        return frozenset(name for form in forms for name in form.names)

    @property
    def names(self) -> frozenset[str]:
        """Every symbol of the problem."""
        return self.own_names.union(*(row.form.names for row in self.conditions))

    def check_conditions(self, where: Sequence[str]) -> None:
        """Conditions speak of exponents of the problem.

        Raises:
            InputError: naming what they speak of instead.
        """
        if strange := self.names - self.own_names:
            known = ", ".join(sorted(self.own_names)) or "none"
            domain = f"conditions on the exponents of the problem, {known} ({min(strange)!r})"
            raise InputError("where", ", ".join(where), domain)

    def base(self, growing: Mapping[str, tuple[Monomial, object]], *more: Row) -> Region:
        """What holds in every part of parameter space; ``growing`` are sizes by their names, with what was typed.

        Raises:
            InputError: for a size that does not grow.
        """
        rows = [Row(self.beta - 1, strict=True)] if self.beta.constant is None else []
        for name, (power, typed) in growing.items():
            if power.exponent.constant is None:
                rows.append(Row(power.exponent, strict=True))
            elif power.exponent.constant <= 0:
                raise InputError(name, typed, "a positive power of T, such as T^2")
        if self.close:
            rows += [Row(self.close[1]), Row(1 - self.close[1], strict=True)]
        return Region().where(*rows, *more, *self.conditions)

    def sides(self, size: Monomial) -> list[tuple[list[Row], Side]]:
        """Where the dimension is beside a size, with the conditions that single it out."""
        if self.d is None:
            return [([], "above")]
        if self.close:
            return [([], "close above" if self.close[0] > 0 else "close below")]
        excess = self.d.exponent - size.exponent
        if excess.is_zero:
            sides: dict[Any, Side] = {1: "above", 0: "equal", -1: "below"}
            return [([], sides[sympy.sign(self.d.constant - size.constant)])]
        if excess.constant is not None:
            return [([], "above" if excess.constant > 0 else "below")]
        return [([Row(-excess, strict=True)], "below"), ([Row(excess, strict=True)], "above")]

    def sources(self, walls: Sequence[Form] = (Form.number(1),)) -> list[tuple[list[Row], Form]]:
        """Between the sources at which a logarithm enters, and at each of them; with the source there."""
        if self.r.constant is not None:
            return [([], self.r)]
        found: list[tuple[list[Row], Form]] = []
        low = Form.number(0)
        for wall in walls:
            found += [([Row(self.r - low, strict=True), Row(wall - self.r, strict=True)], self.r), ([], wall)]
            low = wall
        return [*found, ([Row(self.r - low, strict=True)], self.r)]


def read_power_law(inputs: Inputs | EquivalentInputs) -> tuple[PowerLaw, dict[str, Form]]:
    """Read the inputs about the spectrum; with the exponents that have a value.

    Raises:
        InputError: naming the argument, the value and the domain.
    """
    beta, r = read_parameter(inputs.beta, "beta", Fraction(0)), read_parameter(inputs.r, "r", Fraction(0))
    values = {name: form for name, form in (("beta", beta), ("r", r)) if form.constant is not None}
    conditions, values = read_conditions(inputs.where, values)
    d, close = read_dimension(inputs.d, values)
    if beta.constant is not None and beta.constant <= 1 and d is None:
        raise InputError("beta", inputs.beta, "a rational number > 1 when d is infinite: the trace diverges")
    if beta.constant == 1:
        raise InputError("beta", inputs.beta, "different from 1: a logarithm would enter the fixed point of kappa")
    return PowerLaw(beta, r, d, close, conditions), values


def read_conditions(where: Iterable[str], values: dict[str, Form]) -> tuple[tuple[Row, ...], dict[str, Form]]:
    """Inequalities as rows; an equation is solved for one of its names, which then has a value."""
    rows: list[Row] = []
    values = dict(values)
    for text in where:
        found = read_condition(text, values)
        if len(found) == 2:
            name, value = solved(found[0].form, text)
            values = {other: form.put(name, value) for other, form in values.items()} | {name: value}
            rows = [row.put(name, value) for row in rows]
        else:
            rows += found
    return tuple(rows), values


def solved(form: Form, text: str) -> tuple[str, Form]:
    """A letter that an equation ``form = 0`` fixes, with its value.

    Raises:
        InputError: with the ``text`` of an equation that fixes none.
    """
    if form.names <= {"beta", "r"}:
        raise InputError("where", text, "about exponents: values of beta and r are given as beta and r")
    for name in sorted(form.names - {"beta", "r", "ell"}) + sorted(form.names & {"ell"}):
        try:
            return name, form.root(name)[0]
        except (ValueError, InputError):
            continue
    raise InputError("where", text, "an equation that can be solved for one exponent")


def read_dimension(d: str, values: dict[str, Form]) -> tuple[Monomial | None, tuple[int, Form] | None]:
    """The dimension, None for oo; and (sign, h) for ``T + T^h`` or ``T - T^h``."""
    if d == "oo":
        return None, None
    expr = read_expression(d, "d", values)
    close = read_close(expr)
    return (SAMPLES, close) if close else (as_power(expr, d, "d"), None)
