"""``lemmata derive``: the deterministic equivalent of a model's quantity, as a system and in closed form."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from lemmata.theory.deterministic_equivalents.certified import Certified
    from lemmata.theory.deterministic_equivalents.derivation import Derived
    from lemmata.theory.deterministic_equivalents.solving import Solution


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("quantity")
@click.option("--model", "model_name", help="A model by name, or a file that states one; chain by default.")
@click.option("--where", "conditions", multiple=True, help="What is assumed beside the model's conditions: 'T0 < d'.")
@click.option("--order", type=click.Choice(["1", "1/T"]), default="1", help="1/T adds the next order to the number.")
@click.option("--digits", type=click.IntRange(1, 1000), help="Certified digits of the number; d may then be oo.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.derive/1).")
@click.pass_context
def command(
    context: click.Context,
    quantity: str,
    *,
    model_name: str | None,
    conditions: tuple[str, ...],
    order: str,
    digits: int | None,
    as_json: bool,
) -> int:
    """Derive what QUANTITY (or MODEL:QUANTITY) is equivalent to as all sizes grow together.

    With the model's parameters (--T 90 --ridge 1/10 ...) and a spectrum (--d 60, or --spectrum power-law --beta 2
    --r 1/2 --d 60, ...), the equations are solved and the number is printed as well.
    """
    from lemmata.interface.cli.model_options import extra_options, not_taken
    from lemmata.verifier.model_files import find_model

    start = time.perf_counter()
    if ":" in quantity and model_name is None:
        model_name, _, quantity = quantity.rpartition(":")
    elif model_name is None:
        _no_model(quantity)
    model = find_model(model_name or "chain")
    taken = [option.lstrip("-") for parameter in context.command.params for option in parameter.opts]
    not_taken(model, [*taken, "help", "h"], "of lemmata derive")
    model.named(quantity)
    found, told, numbers = _derived(model, quantity, extra_options(context.args), conditions, order, digits)
    title, seconds = f"{model.name}:{quantity}", round(time.perf_counter() - start, 4)
    if as_json:
        from lemmata.interface.cli.output import emit_json

        emit_json("lemmata.derive/1", _document(title, found, told, numbers, seconds))
        return 0
    for line in _lines(title, found, told, numbers):
        click.echo(line)
    return 0


def _derived(
    model: Any, quantity: str, options: dict[str, str], conditions: tuple[str, ...], order: str, digits: int | None
) -> tuple[Derived, dict[str, int], _Numbers]:
    """The equivalent, the numbers of parts that it was derived for, and what it is in numbers where they are given.

    Raises:
        InputError: what is out of scope, missing or not taken.
    """
    from lemmata.interface.cli.chain_options import spectrum_of
    from lemmata.interface.cli.model_options import spectrum_and_own
    from lemmata.numerics.errors import InputError
    from lemmata.theory.deterministic_equivalents.algebras import NoSolution
    from lemmata.theory.deterministic_equivalents.derivation import derived_from
    from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope
    from lemmata.theory.deterministic_equivalents.parameters import length, typed
    from lemmata.theory.models.point import point_of

    structural = {symbol.name for symbol in model.structure}
    structure = {name: length(name, options[name]) for name in structural if name in options}
    given, values = None, None
    if set(options) - structural:
        spectrum, own = spectrum_and_own(model, options)
        eigenvalues = spectrum_of(spectrum)
        if eigenvalues.d is None and (digits is None or order != "1"):
            raise InputError("d", "oo", "finite, or --digits given for certified digits of the equivalent")
        given = typed(point_of(model, eigenvalues, own, quantity))
        structure, values = given.structure, given.zeros
    elif order != "1" or digits is not None:
        option, value = ("order", order) if order != "1" else ("digits", str(digits))
        raise InputError(option, value, "given with numbers: values of the parameters and a spectrum")
    known = _conditions(model, conditions) + (given.where if given else [])
    try:
        whole = given.whole if given else ()
        found = derived_from(model, quantity, where=known, values=values, whole=whole, **structure)
        solution = found.at(given.numbers, given.spectrum) if given and eigenvalues.d is not None else None
        ball = found.certified(given, eigenvalues, digits, solution) if given and digits else None
        corrected = found.corrected(solution) if solution is not None and order != "1" else None
    except (OutOfScope, NoSolution) as reason:
        raise InputError(f"{model.name}:{quantity}", "out of scope" if isinstance(reason, OutOfScope) else "no number",
                         f"of another kind ({reason})") from None  # fmt: skip
    told = {s.name: structure.get(s.name, int(model.witness[s])) for s in model.structure}
    return found, told, _Numbers(solution, corrected, ball, digits)


@dataclass(frozen=True)
class _Numbers:
    """What was found in numbers; None where it was not asked for."""

    solution: Solution | None
    corrected: float | None
    certified: Certified | None
    digits: int | None

    def lines(self) -> Iterator[str]:
        """As they are printed."""
        if self.solution is not None:
            yield f"  number   {self.solution.value:.12g}   (double precision, by continuation)"
        if self.certified is not None:
            digits = self.digits or 1
            yield f"  digits   {self.certified.value.to_decimal(digits)[0]}   (certified)"
            for name, kappa in self.certified.kappas.items():
                yield f"  digits   {name} = {kappa.to_decimal(digits)[0]}   (certified)"
        if self.corrected is not None:
            yield f"  order    {self.corrected:.12g}   (with its next order: the relative error is O(1/T^2))"


def _no_model(quantity: str) -> None:
    """Refuse the name of a model in the place of a quantity, which is easily typed."""
    from lemmata.numerics.errors import InputError
    from lemmata.theory.models.shelf import shipped_names
    from lemmata.verifier.model_files import find_model

    if quantity in shipped_names() or quantity.endswith(".py"):
        names = ", ".join(f"{quantity}:{name}" for name in find_model(quantity).quantities)
        raise InputError("QUANTITY", quantity, f"a quantity, and {quantity} is a model: say {names}")


def _conditions(model: Any, conditions: tuple[str, ...]) -> list[Any]:
    from lemmata.theory.reading.parsing import parse_relation

    symbols = {p.symbol.name: p.symbol for p in model.parameters}
    symbols[str(model.covariance.rows)] = model.covariance.rows
    return [parse_relation(text, symbols, argument="where") for text in conditions]


def _lines(title: str, found: Derived, told: Mapping[str, int], numbers: _Numbers) -> Iterator[str]:
    from lemmata.theory.deterministic_equivalents.system import needed
    from lemmata.theory.deterministic_equivalents.words import shortened

    structure = "".join(f" · {name} = {value}" for name, value in told.items())
    yield f"{title}{structure}: deterministic equivalent"
    if found.closed is not None:
        yield f"  value    {found.closed.value}"
        for equation in found.closed.equations:
            yield f"  where    {equation.lhs} = {equation.rhs}"
        for name, meaning in found.closed.names.items():
            yield f"  name     {name} = {meaning}"
        for positive in found.closed.positive:
            yield f"  branch   {positive} > 0"
        equations = needed(found.system.equations, found.closed.names.values())
    else:
        (value, *shown), names = shortened([found.system.value, *found.system.equations.values()])
        equations = dict(zip(found.system.equations, shown, strict=True))
        yield f"  value    {value}"
        for letter, inverse in names.items():
            yield f"  name     {letter} = {inverse}"
    for letter, (matrix, size) in found.other_sums.items():
        yield f"  name     {letter} = eigenvalues of {matrix}: a sum with it runs over {size}"
    for unknown, equals in equations.items():
        yield f"  unknown  {unknown} = {equals}"
    yield from numbers.lines()
    for parameter, letter in found.own.items():
        yield f"  letter   {letter} is the parameter {parameter}: {parameter} means something else in an equivalent"
    for condition in found.system.conditions:
        yield f"  assumes  {condition}, with margin"
    yield f"  rests on {found.principle or 'moments alone: this is the mean itself, not its leading order'}"


def _document(title: str, found: Derived, told: Mapping[str, int], numbers: _Numbers, seconds: float) -> dict[str, Any]:
    closed, solution = found.closed, numbers.solution
    return {
        "quantity": title,
        "structure": dict(told),
        "unknowns": [str(unknown) for unknown in found.system.equations],
        "equations": [{"unknown": str(u), "equals": str(e)} for u, e in found.system.equations.items()],
        "value": str(found.system.value),
        "names": {str(name): str(meaning) for name, meaning in closed.names.items()} if closed else {},
        "sums": {str(letter): str(size) for letter, (_, size) in found.other_sums.items()},
        "closed_form": None
        if closed is None
        else {
            "value": str(closed.value),
            "equations": [{"left": str(e.lhs), "right": str(e.rhs)} for e in closed.equations],
            "positive": [str(e) for e in closed.positive],
        },
        "assumed": [*filter(None, [found.principle]), *(str(c) for c in found.system.conditions)],
        "number": None if solution is None else f"{solution.value:.15g}",
        "corrected": None if numbers.corrected is None else f"{numbers.corrected:.15g}",
        "certified": None if numbers.certified is None else numbers.certified.value.to_decimal(numbers.digits or 1)[0],
        "numbers": {} if solution is None else {str(u): f"{v:.15g}" for u, v in solution.unknowns.items()},
        "seconds": seconds,
    }
