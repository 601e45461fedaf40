"""``lemmata evaluate QUANTITY --model ...``: the exact value where a law is known, otherwise what to do instead."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.model_options import asked_point

if TYPE_CHECKING:
    from lemmata.theory.models.point import ModelPoint
    from lemmata.theory.models.statement import Model, ModelQuantity

_LONGEST_LAW = 300
_NOTE = "what it tends to as all sizes grow together, not its value at these sizes"
Written = Callable[[Any, int], tuple[str, str]]


def evaluate_model(
    model: Model,
    name: str,
    *,
    method: str | None,
    digits: int,
    as_json: bool,
    options: Mapping[str, Any],
    write: Written,
) -> int:
    """Print the exact value of a quantity, and the law that gave it.

    Raises:
        click.ClickException: where no exact law is known; the message says what gives a number.
    """
    from lemmata.interface.cli.output import emit_json

    quantity, (point, words) = model.named(name), asked_point(model, options)
    start = time.perf_counter()
    fields, line = _equivalent(name, point) if method == "equivalent" else _exact(quantity, point, digits, write)
    if as_json:
        of, spectrum = {"name": model.name, "of": words}, list(getattr(point.spectrum, "statements", ()))
        seconds = round(time.perf_counter() - start, 4)
        emit_json("lemmata.evaluate/1", {**fields, "terms": {}, "spectrum": spectrum, "model": of, "seconds": seconds})
        return 0
    click.echo(line)
    click.echo(f"  of: {model.name}  {words}")
    return 0


def _exact(quantity: ModelQuantity, point: ModelPoint, digits: int, write: Written) -> tuple[dict[str, Any], str]:
    """The fields of a document, and the line, of the exact value."""
    from lemmata.numerics.errors import InputError, NotAccurate
    from lemmata.verifier.model_values import NoExactValue, exact_model_value

    name = quantity.name
    try:
        found = exact_model_value(quantity, point, digits=digits + 2)
        value, radius = write(found.value, digits)
    except NotAccurate as reason:
        raise InputError("digits", digits, f"fewer here ({reason})") from None
    except NoExactValue as reason:
        raise click.ClickException(
            f"no exact law is known for {name} of {point.model.name} here ({reason}); lemmata simulate {name} "
            f"--model ... gives it within an interval, --method equivalent its deterministic equivalent"
        ) from None
    law = found.law if len(found.law) <= _LONGEST_LAW else f"{found.law[:_LONGEST_LAW]} ... (all of it with --json)"
    fields = {"value": value, "radius": radius, "certified": True, "digits": digits, "method": f"exact: {found.law}"}
    return {**fields, "note": ""}, f"{name} = {value} +/- {radius}   (exact, {law})"


def _equivalent(name: str, point: ModelPoint) -> tuple[dict[str, Any], str]:
    """The same of the deterministic equivalent, which is derived and says so.

    Raises:
        InputError: where none is derived, or the system is not solved.
    """
    from lemmata.numerics.errors import InputError
    from lemmata.verifier.property_test.model_equivalents import SOURCE, model_equivalent
    from lemmata.verifier.property_test.truth import NoTruth

    try:
        value, _ = model_equivalent(name, point)
    except NoTruth as reason:
        raise InputError("method", "equivalent", f"left out here ({reason})") from None
    fields = {"value": f"{value:.15g}", "radius": "", "certified": False, "digits": 12, "method": SOURCE}
    line = f"{name} ~ {value:.12g}   ({SOURCE}, in double precision: {_NOTE})"
    return {**fields, "note": _NOTE}, line
