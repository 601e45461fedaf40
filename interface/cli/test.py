"""``lemmata test``: property-test a formula and shrink a counterexample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.model_options import CHAIN, model_option
from lemmata.interface.cli.paths import Place

if TYPE_CHECKING:
    from lemmata.verifier.property_test import Result


@click.command(context_settings={"ignore_unknown_options": True})  # a formula may begin with a minus sign
@click.argument("formula", metavar="FORMULA")
@click.option("--quantity", required=True, metavar="NAME", help="risk, kappa, df1, df2, spectral_sum; a model's own.")
@model_option
@click.option("--let", multiple=True, metavar="NAME=SYMBOL", help="A letter of yours, such as n=T; may be repeated.")
@click.option("--designs", type=click.Choice(["independent", "same", "shared"]), help="Of the chain; independent.")
@click.option("--protocol", type=click.Choice(["replace", "accumulate"]), help="Of the chain; replace.")
@click.option(
    "--as",
    "sense",
    default="exact",
    show_default=True,
    metavar="exact|limit|equivalent|order",
    help="In which sense the formula claims to be equal.",
)
@click.option("--given", multiple=True, metavar="COND", help='A condition, such as "ridge==0"; may be repeated.')
@click.option("--resolution", default="1/100", show_default=True, metavar="X", help="Difference that must be excluded.")
@click.option("--digits", default="30", show_default=True, metavar="N", help="Digits of certified values.")
@click.option("--seed", default="0", show_default=True, metavar="N", help="Makes the run repeatable.")
@click.option(
    "--max-seconds", default="20", show_default=True, metavar="S", help="Stop searching after so much processor time."
)
@click.option("--write", type=Place(path_type=Path, dir_okay=False), help="Write a pytest file that is yours.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.test/1).")
def command(
    formula: str,
    quantity: str,
    model_name: str,
    let: tuple[str, ...],
    designs: str | None,
    protocol: str | None,
    sense: str,
    given: tuple[str, ...],
    resolution: str,
    digits: str,
    seed: str,
    max_seconds: str,
    write: Path | None,
    as_json: bool,
) -> int:
    """Compare FORMULA (plain or LaTeX) with the truth of a quantity over its whole domain."""
    from lemmata.interface.cli.output import emit_json
    from lemmata.verifier.property_test import property_test

    asked = {"sense": sense, "given": given, "resolution": resolution, "digits": digits, "seed": seed, "let": let,
             "max_seconds": max_seconds}  # fmt: skip
    if model_name == CHAIN and quantity not in ("bias", "variance", "collapse"):
        chain = {"designs": designs or "independent", "protocol": protocol or "replace"}
        result = property_test(formula, quantity, **asked, **chain)  # type: ignore[arg-type]
    else:
        _none_of_the_chain(designs=designs, protocol=protocol)
        result = _of_model(formula, model_name, quantity, asked)
    if write is not None:
        _write(write, result, given)
    if as_json:
        emit_json("lemmata.test/1", result.to_json())
    else:
        for line in result.lines():
            click.echo(line)
    return 0 if result.verdict.holds else 1


def _none_of_the_chain(**options: str | None) -> None:
    from lemmata.numerics.errors import InputError

    for name, value in options.items():
        if value is not None:
            raise InputError(name, value, "left out for anything but the risk of the chain")


def _of_model(formula: str, model: str, quantity: str, asked: dict[str, Any]) -> Result:
    from lemmata.verifier.model_files import find_model
    from lemmata.verifier.property_test.of_models import model_property_test

    return model_property_test(formula, find_model(model), quantity, **asked)


def _write(path: Path, result: Result, given: tuple[str, ...]) -> None:
    from lemmata.interface.writing import write_new
    from lemmata.verifier.property_test.ghostwriter import written_test

    write_new(path, written_test(result, given), "write")
    click.echo(f"wrote {path}", err=True)
