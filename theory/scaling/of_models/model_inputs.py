"""From a model and powers of T to the inputs of a scaling problem: the equivalent is derived, and written as text.

>>> from lemmata.theory.models import shipped_model
>>> inputs = model_inputs(shipped_model("random-features"), "variance", {"m": "T^mu"}, beta="2", r="1/2")
>>> inputs.equations, dict(inputs.powers)
((('ridge', 'kappa*(T - df1)*(-df1 + m)/(T*m)'),), {'T': 'T', 'm': 'T^mu', 'ridge': 'T^-ell', 'sigma2': '1'})
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import sympy
from sympy import Expr, Gt, Lt

from lemmata.numerics.errors import InputError
from lemmata.theory.deterministic_equivalents.closed_form import ClosedForm
from lemmata.theory.deterministic_equivalents.derivation import Derived, derived_once
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope, letter_of
from lemmata.theory.deterministic_equivalents.parameters import length
from lemmata.theory.models.statement import Model, Parameter
from lemmata.theory.notation import d as dimension
from lemmata.theory.reading.parsing import LONGEST, parse
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
from lemmata.theory.scaling.power_law import read_conditions, read_dimension
from lemmata.theory.scaling.read_inputs import names_in, read_power
from lemmata.theory.spectra.eigensum import EigenSum, c2


def model_inputs(
    model: Model,
    quantity: str,
    given: Mapping[str, str],
    *,
    beta: str = "beta",
    r: str = "r",
    d: str = "oo",
    where: Iterable[str] = (),
    ell: str = "ell",
) -> EquivalentInputs:
    """The scaling problem of a model's quantity.

    Args:
        model: the model.
        quantity: the name of one of its quantities.
        given: its parameters, by option, as powers of T. ``T`` is T, a ridge ``T^-ell`` and the variance of a noise 1
            where nothing is said.
        beta: capacity, eigenvalues ``k^-beta``.
        r: source, ``lambda_k c_k^2 = k^-(1+2 beta r)``.
        d: dimension, as a power of T or ``oo``.
        where: conditions on exponents.
        ell: the exponent that will be optimised over.

    Raises:
        InputError: naming what is missing or does not apply, or what in the model is out of reach.
    """
    where = tuple(where)
    name = model.named(quantity).name
    powers, structure = _parameters(model, given)
    sides, found = _derived(model, name, powers, structure, d, where)
    title = ", ".join([f"{model.name}:{quantity}", *(f"{one} = {value}" for one, value in structure.items())])
    closed = _in_reach(found, title)
    put = _Spelled(model)
    value, equations = put(closed.value), [(put(e.lhs), put(e.rhs)) for e in closed.equations]
    value = value.xreplace(_numbers(model, powers, equations))
    own = {p.option: found.own.get(p.symbol, p.symbol) for p in model.parameters}
    pairs = [_pair(e, put) for e in found.system.conditions if isinstance(e, (Gt, Lt)) and e.lts != 0]
    pairs += [pair for side in sides if _free(pair := _pair(side, put)) <= value.free_symbols]
    pairs = [pair for pair in dict.fromkeys(pairs) if not pair[0].is_Add and not pair[1].is_Add]
    pairs = [pair for pair in pairs if d != "oo" or pair[0] != dimension]
    letters = value.free_symbols.union(*(side.free_symbols for pair in equations for side in pair), *map(_free, pairs))
    sources = {str(own[p.option]): p.option for p in model.parameters if own[p.option] in letters and put.is_source(p)}
    return EquivalentInputs(
        title,
        str(value).replace(" ", ""),
        tuple((str(left), str(right)) for left, right in equations),
        str(closed.kappas[0]) if closed.kappas else "",
        tuple(sources.items()),
        tuple((str(large), str(small)) for large, small in pairs),
        tuple(
            (option if option in sources.values() else str(own[option]), text)
            for option, text in powers.items()
            if own[option] in letters
        ),
        beta,
        r,
        d,
        where,
        ell,
        tuple((str(name), str(put(meaning))) for name, meaning in closed.sums.items()),
        model.typed,
        quantity,
        tuple(given.items()),
    )


def _numbers(model: Model, powers: Mapping[str, str], equations: Iterable[tuple[Expr, Expr]]) -> dict[Any, Any]:
    """What is a number as typed and no size, ridge or noise: with it, signs such as that of 1 - rho are decided."""
    beside = {letter for pair in equations for side in pair for letter in side.free_symbols}
    free = [p for p in model.parameters if p.kind == "number" and p.option in powers and p.symbol not in beside]
    values = {p.symbol: parse(powers[p.option], names_in(powers[p.option]), argument=p.option) for p in free}
    return {symbol: value for symbol, value in values.items() if value.is_Rational and value.is_positive}


def _derived(
    model: Model, name: str, powers: Mapping[str, str], structure: Mapping[str, int], d: str, where: tuple[str, ...]
) -> tuple[list[Any], Derived]:
    """The sides of the dimension that the powers say, and the equivalent; derived on these sides where it asks.

    Raises:
        InputError: for a quantity of which none can be derived.
    """
    ridges = {p.symbol: sympy.S.Zero for p in model.parameters if powers.get(p.option) == "0" and p.kind == "number"}
    fixed: dict[str, Any] = {"values": tuple(ridges.items()), "structure": tuple(structure.items())}
    try:
        sides = _sides(model, powers, d, where)
        try:
            found = derived_once(model, name, **fixed)
        except OutOfScope:
            found = derived_once(model, name, where=tuple(sides), **fixed)
        if other := [side for side in sides if Gt(side.lts, side.gts) in map(_as_greater, found.system.conditions)]:
            found = derived_once(model, name, where=tuple(other), **fixed)
    except OutOfScope as reason:
        raise InputError("quantity", f"{model.name}:{name}", f"one that can be derived ({reason})") from None
    for condition in found.system.conditions:
        if _as_greater(condition) not in map(_as_greater, sides) and not _follows(condition, sides):
            raise InputError("quantity", f"{model.name}:{name}", f"one with powers of T that say whether {condition}")
    return sides, found


def _follows(condition: Any, sides: list[Any]) -> bool:
    """Whether it is no comparison with a sum of sizes, or one of them alone is seen to be large enough."""
    if condition.lts.is_Add:
        return False
    return not condition.gts.is_Add or any(Gt(x, condition.lts) in sides for x in condition.gts.args)


def _in_reach(found: Derived, title: str) -> ClosedForm:
    """The closed form of an equivalent.

    Raises:
        InputError: where there is none, or one with several renormalised ridges, or a long one.
    """
    if found.closed is None:
        raise InputError("quantity", title, "one whose equivalent has a closed form (lemmata derive shows the system)")
    kappas = found.closed.kappas
    if len(kappas) > 1:
        raise InputError("quantity", title, f"one with one renormalised ridge (not {', '.join(map(str, kappas))})")
    if len(str(found.closed.value).replace(" ", "")) > LONGEST:  # as it is read again
        raise InputError("quantity", title, f"one with a closed form of at most {LONGEST} characters")
    return found.closed


def _as_greater(condition: Any) -> Any:
    return Gt(condition.gts, condition.lts)


def _pair(condition: Any, put: _Spelled) -> tuple[Expr, Expr]:
    """The larger and the smaller size."""
    return put.dimension(condition.gts), put.dimension(condition.lts)


def _free(pair: tuple[Expr, Expr]) -> set[Any]:
    return {*pair[0].free_symbols, *pair[1].free_symbols}


def _parameters(model: Model, given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, int]]:
    """The powers of the parameters, with those that are usual; and the structure."""
    structural = {symbol.name for symbol in model.structure}
    known = [p.option for p in model.parameters]
    for option in given:
        if option not in known:
            raise InputError(option, given[option], f"left out: {model.name} has {', '.join(known)}")
    structure = {name: length(name, given[name]) for name in structural & set(given)}
    own = [p for p in model.parameters if p.option not in structural]
    powers = {p.option: given.get(p.option, _usual(p)) for p in own}
    missing = [option for option, text in powers.items() if not text]
    if missing:
        example = " ".join(f"--{option} 'T^x'" for option in missing)
        raise InputError(", ".join(missing), "nothing", f"given as powers of T, such as {example}")
    return powers, structure


def _usual(parameter: Parameter) -> str:
    if parameter.option == "T":
        return "T"
    if parameter.option.startswith("ridge"):
        return "T^-ell"
    if parameter.kind == "square":
        return "1"
    return "" if parameter.usual is None else str(parameter.usual)


def _sides(model: Model, powers: Mapping[str, str], d: str, where: tuple[str, ...]) -> list[Any]:
    """On which side of the dimension sizes, and sums of them, are, where their powers say it."""
    values = read_conditions(where, {})[1]
    rows = model.covariance.rows
    size, close = read_dimension(d, values)
    found: list[Any] = []
    smaller: list[Any] = []
    for parameter in model.parameters:
        if parameter.kind != "size" or parameter.option not in powers:
            continue
        power = read_power(powers[parameter.option], parameter.option, values)
        order: Any = -1 if size is None else (power.exponent - size.exponent).constant
        if order is not None and order < 0:
            smaller.append(parameter.symbol)
        elif order == 0 and size is not None:
            order = power.constant - size.constant
            if not order and close and power.exponent == Form.number(1):
                order = -close[0]
        if order:
            found.append(parameter.symbol > rows if order > 0 else parameter.symbol < rows)
    return found + [sum(some) < rows for k in (2, 3) for some in combinations(smaller, k)]


class _Spelled:
    """Expressions with ``d`` for the dimension, and what spread matrices are."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.spreads = {letter_of(letter): self._spread(letter) for letter in model.matrices}
        self.totals = {spread.total for spread in model.matrices.values()}

    def _spread(self, letter: Any) -> Any:
        """An eigenvalue of a deterministic matrix: the squared weight of the target, or the trace spread evenly."""
        spread = self.model.matrices[letter]
        if spread.target:
            return c2
        return None if spread.total is None or spread.whole else spread.total / dimension

    def is_source(self, parameter: Parameter) -> bool:
        """Whether a parameter may be zero by itself."""
        return parameter.kind == "square" or parameter.symbol in self.totals

    def dimension(self, expression: Expr) -> Expr:
        """With ``d`` for the model's own letter."""
        found: Expr = expression.xreplace({self.model.covariance.rows: dimension})
        return found

    def __call__(self, expression: Expr) -> Expr:
        opened = self.dimension(expression)
        nodes = {}
        for node in opened.atoms(EigenSum):
            others = {x: self.spreads[x] for x in node.summand.free_symbols if x in self.spreads}
            for letter, value in others.items():
                if value is None:
                    words = "free of it, or its matrix given by its trace, Spread(total=...), spread evenly over d"
                    raise InputError("quantity", letter, f"{words}: along a power law other eigenvalues are not known")
            nodes[node] = EigenSum(node.summand.xreplace(others))
        found: Expr = opened.xreplace(nodes)
        return found
