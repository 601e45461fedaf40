"""``lemmata simulate``: a quantity by simulation, with a confidence sequence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.chain_options import NUMBERS, SPECTRUM_NUMBERS, chain_options
from lemmata.interface.cli.model_options import SETTINGS, asked_model, extra_options, model_option, quantity_name
from lemmata.interface.cli.numbers import Whole
from lemmata.interface.cli.paths import Place
from lemmata.interface.cli.simulating import ROWS, Run, chain_at, chain_run, model_run, point_at

if TYPE_CHECKING:
    from lemmata.interface.cli.known import Known
    from lemmata.theory.models.statement import Model

INTERRUPTED = 130
PARTS = ("bias", "variance", "collapse")
DETERMINISTIC = ("df1", "df2", "spectral_sum", "kappa")


class Inputs(click.ParamType):  # type: ignore[type-arg]
    """A law of coordinates, or rows that were measured."""

    name = "gaussian|rademacher|student|sparse|rows:FILE|rows-once:FILE"

    def convert(self, value: str, parameter: click.Parameter | None, context: click.Context | None) -> str:
        """The text, checked."""
        kind, _, file = value.partition(":")
        if value not in ("gaussian", "rademacher", "student", "sparse") and not (kind in ROWS and file):
            self.fail(f"{value!r} is none of {self.name.replace('|', ', ')}", parameter, context)
        return value


@click.command(context_settings=SETTINGS)
@click.argument("name")
@model_option
@chain_options
@click.option(
    "--inputs",
    type=Inputs(),
    default="gaussian",
    show_default=True,
    help="Law of the coordinates; or rows of a file, with or without replacement, with theory beside them.",
)
@click.option(
    "--integrate",
    type=click.Choice(["all", "noise", "nothing"]),
    default="all",
    show_default=True,
    help="What is integrated in closed form: all that can be, the noise given the designs, or nothing.",
)
@click.option(
    "--guarantee",
    type=click.Choice(["asymptotic", "finite-sample"]),
    default="asymptotic",
    help="Of the interval: in the limit of many replicates, or always (needs bounded replicates, and more of them).",
)
@click.option("--relative-error", default="1/100", show_default=True, help="Stop at this half width over the mean.")
@click.option("--confidence", default="99/100", show_default=True, help="Of the interval, whenever the run stops.")
@click.option("--max-replicates", type=Whole(min=2), default=1_000_000, show_default=True)
@click.option("--seed", type=Whole(min=0), default=0, show_default=True, help="Makes the run repeatable.")
@click.option("--jobs", type=Whole(min=1), default=1, show_default=True, help="Worker processes.")
@click.option("--ledger", type=Place(path_type=Path, dir_okay=False), help="Where finished runs are kept.")
@click.option("--fresh", is_flag=True, help="Draw again, whatever the ledger has.")
@click.option("--along", multiple=True, metavar="NAME=A,B,C", help="Values of a parameter, for --explore.")
@click.option(
    "--explore",
    type=Place(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Simulate at all values of --along, and write a page on which they are looked at beside theory.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.simulate/1).")
def command(
    name: str,
    *,
    model_name: str,
    ledger: Path | None,
    fresh: bool,
    as_json: bool,
    along: tuple[str, ...],
    explore: Path | None,
    **options: Any,
) -> int:
    """Simulate a quantity (risk, or one of a model) until a confidence sequence is narrow enough."""
    from lemmata.interface.cli.output import emit_json
    from lemmata.numerics.errors import InputError

    other = asked_model(model_name)
    if other is not None:
        name = quantity_name(name)
        other.named(name)
    elif name in DETERMINISTIC:
        raise InputError("NAME", name, f"a random quantity (risk); lemmata evaluate {name} gives its value")
    elif name not in ("risk", *PARTS):
        raise InputError("NAME", name, f"one of risk, {', '.join(PARTS)}")

    def run(given: Mapping[str, Any]) -> Run:
        return chain_run(name, given, ledger, fresh=fresh) if other is None else model_run(other, name, given)

    if explore is not None or along:
        return _explored(name, other, options, along, explore, run, as_json=as_json)
    found = run(options)
    if as_json:
        emit_json("lemmata.simulate/1", {**found.written, "model": found.model})
    else:
        _print(found.written, remembered=found.remembered, name=name)
        if found.written.get("theory"):
            theory = _short(found.written["theory"])
            click.echo(f"theory    {theory}   if inputs were Gaussian{_share(found.written)}")
        click.echo(f"of: {found.words}")
    if found.written["interrupted"]:
        return INTERRUPTED
    return 0 if found.reached else 1


def _explored(
    name: str,
    other: Model | None,
    options: dict[str, Any],
    along: tuple[str, ...],
    file: Path | None,
    run: Callable[[Mapping[str, Any]], Run],
    *,
    as_json: bool,
) -> int:
    """The grid that --along and --explore ask for; neither says anything without the other."""
    from lemmata.interface.cli.exploring import axes_of, explored
    from lemmata.interface.cli.known import known_quantity, known_risk
    from lemmata.numerics.errors import InputError

    if file is None:
        raise InputError("along", ", ".join(along), "used with --explore FILE.html, where the grid is shown")
    if not along:
        raise InputError("explore", file, "used with --along NAME=A,B,C, such as --along T=8,12,16")
    own = () if other is None else tuple(p.option for p in other.parameters)
    given = [option for option, value in options.items() if value is not None]
    given += extra_options(click.get_current_context().args)
    axes = axes_of(along, given=given, movable={*own, *(SPECTRUM_NUMBERS if other else (*SPECTRUM_NUMBERS, *NUMBERS))})

    def theory(at: Mapping[str, Any]) -> Known | None:
        if other is None:
            return known_risk(chain_at(name, at)[0])
        return known_quantity(name, point_at(other, at)[0])

    return explored(name, options, axes, file, theory=theory, run=run, as_json=as_json)


def _share(written: dict[str, Any]) -> str:
    """What part theory is of the mean, where both are numbers that can be divided."""
    theory, mean = written["theory"], float(written["mean"])
    return f", {float(theory) / mean:.3f} of this" if not theory.endswith("oo") and mean else ""


def _print(found: dict[str, Any], *, remembered: bool, name: str = "risk") -> None:
    percent = f"{100 * float(found['confidence']):g} %"
    mean, (low, high) = _short(found["mean"]), map(_short, found["interval"])
    median = found["median"]
    if found["guarantee"] == "known":
        click.echo(f"{name:<9} oo   (noise passes through a fit without ridge, whose inverse has no mean)")
    elif median is not None:
        click.echo(f"{name:<9} {mean}, at least {low} at {percent}; it has no variance")
    else:
        none = found["guarantee"] == "none"
        trust = "too few replicates, or too heavy tails, to rely on the interval" if none else found["guarantee"]
        click.echo(f"{name:<9} {mean}   [{low}, {high}] at {percent}, {trust}")
    for name, part in found["parts"].items():
        error = float(part["standard_error"])
        click.echo(f"  {name:<9} {_short(part['mean'])}" + (f" ± {error:.2g}" if error else ""))
    if median is not None:
        low, high = map(_short, median["interval"])
        click.echo(f"median    {_short(median['value'])}   [{low}, {high}] at {percent}")
    note = "   interrupted" if found["interrupted"] else "   from the ledger" if remembered else ""
    click.echo(f"{found['replicates']} replicates   seed {found['seed']}   {found['seconds']:.1f} s{note}")


def _short(value: str) -> str:
    return value if value.endswith("oo") else f"{float(value):.6g}"
