"""``--model NAME|FILE.py``: parameters of any model as options, those of its spectrum beside them.

A command that takes a model accepts options that it does not know; they are the model's parameters, and what the model
does not know either is refused by name, as are those that are missing, all at once and with an example.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.chain_options import options_of_spectrum, shown, spectrum_and_rest, spectrum_of
from lemmata.numerics.errors import InputError

if TYPE_CHECKING:
    from lemmata.theory.models.point import ModelPoint
    from lemmata.theory.models.statement import Model

CHAIN = "chain"
SETTINGS = {"ignore_unknown_options": True, "allow_extra_args": True}
"""The context of a command that takes a model."""

model_option: Callable[[Callable[..., int]], Callable[..., int]] = click.option(
    "--model",
    "model_name",
    default=CHAIN,
    metavar="NAME|FILE.py",
    help="Whose quantity, with its parameters as options (lemmata models); the retraining chain by default.",
)


def asked_model(name: str) -> Model | None:
    """The model that is asked for; None for the chain, which has laws of its own.

    Raises:
        InputError: for an unknown name or a file without a model, and for unknown options of the chain.
    """
    if name != CHAIN:
        from lemmata.verifier.model_files import find_model

        return find_model(name)
    ctx = click.get_current_context()
    if ctx.args:
        known = [option for parameter in ctx.command.params for option in parameter.opts]
        option = ctx.args[0].partition("=")[0]
        if option.startswith("-"):
            raise click.NoSuchOption(option, possibilities=difflib.get_close_matches(option, known), ctx=ctx)
        raise click.UsageError(f"Got unexpected extra argument ({ctx.args[0]})", ctx=ctx)
    return None


def asked_point(model: Model, options: Mapping[str, Any]) -> tuple[ModelPoint, str]:
    """The model at the spectrum and the parameters that were given, and these on one line.

    Args:
        model: what was asked for.
        options: the options that the command knows; None where nothing was given.

    Raises:
        InputError: naming what does not apply or is missing.
    """
    from lemmata.theory.models.point import point_of
    from lemmata.theory.models.rows import typed_rows

    command = click.get_current_context().command
    typed = {option.lstrip("-").replace("-", "_") for p in command.params if p.name not in options for option in p.opts}
    not_taken(model, [*typed, "help", "h"], f"of lemmata {click.get_current_context().info_name}")
    given = {name: value for name, value in options.items() if value is not None}
    given |= extra_options(click.get_current_context().args)
    spectrum, own = spectrum_and_own(model, given)
    point = point_of(model, spectrum_of(spectrum), own)
    words = {**spectrum, **{name: str(value) for name, value in point.by_option.items()}}
    words |= {name: ",".join(map(str, values)) for name, values in point.listed.items()}
    words |= {name: typed_rows(rows) for name, rows in point.rows.items()}
    return point, shown(words)


def not_taken(model: Model, taken: Collection[str], by: str) -> None:
    """The parameters of a model can be typed beside other options.

    Raises:
        InputError: naming the parameter that cannot.
    """
    clash = next((option for option in _own_options(model) if option in taken), None)
    if clash is not None:
        raise InputError(
            "model", model.typed, f"a model whose {clash} is called otherwise: --{clash} is an option {by}"
        )


def _own_options(model: Model) -> list[str]:
    """Its parameters, and the lists and rows of its matrices."""
    return [*(p.option for p in model.parameters), *(m.each for m in model.matrices.values() if m.each)]


def spectrum_and_own(model: Model, given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The options of the spectrum, defaults included, and the model's own.

    Raises:
        InputError: naming what does not apply to the spectrum, or is missing.
    """
    own = _own_options(model)
    not_taken(model, options_of_spectrum(given.get("spectrum")), "of the spectrum")
    kept = {name: value for name, value in given.items() if name in own}
    spectrum, rest = _with_dimension(model, {n: v for n, v in given.items() if n not in own}, kept)
    return spectrum, {**rest, **kept}


def _with_dimension(
    model: Model, given: dict[str, str], kept: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The spectrum; where its dimension is missing, so are perhaps others, and all are named."""
    try:
        return spectrum_and_rest(given)
    except InputError as error:
        if error.argument != "d" or error.value != "nothing":
            raise
        from lemmata.theory.models.point import example

        needed = [
            p.option for p in model.parameters if p.usual is None and p.option not in given and p.option not in kept
        ]
        words = f"given (model {model.name}), such as {example(model)}"
        raise InputError(", ".join(["d", *needed]), "nothing", words) from None


def extra_options(words: Sequence[str]) -> dict[str, str]:
    """``--n1 30 --delta2=1`` as a mapping; ``sigma0-2`` is ``sigma0_2``.

    >>> extra_options(["--n1", "30", "--sigma0-2=1"])
    {'n1': '30', 'sigma0_2': '1'}
    """
    found: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise InputError("argument", word, "an option of the model, such as --eta 1/10")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not waiting:
                raise InputError(name, "nothing", "followed by its value")
            value = waiting.pop(0)
        if name.replace("-", "_") in found:
            raise InputError(name, value, "given once")
        found[name.replace("-", "_")] = value
    return found


def quantity_name(name: str) -> str:
    """The name of a quantity; it stands before the model's options."""
    if name.startswith("-"):
        raise InputError("NAME", name, "a quantity, first of all: lemmata simulate risk --model mixture ...")
    return name
