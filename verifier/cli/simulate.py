"""``lemmata simulate``: the risk of a retraining chain by simulation, with a confidence sequence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from numerics.simulation.run import Progress, Simulation
    from theory.chain import Chain

INTERRUPTED = 130
DETERMINISTIC = ("df1", "df2", "spectral_sum", "kappa")


@click.command()
@click.argument("name")
@click.option("--spectrum", type=click.Choice(["isotropic", "power-law", "diagonal"]), default="isotropic")
@click.option("--d", "d", help="Dimension.")
@click.option("--signal", help="||w0||^2 (isotropic).")
@click.option("--beta", help="Capacity exponent (power-law).")
@click.option("--r", "r", help="Source exponent (power-law).")
@click.option("--eigenvalues", help="Comma list (diagonal).")
@click.option("--weights", help="w0 in the eigenbasis, comma list (diagonal).")
@click.option("--T", "T", required=True, help="Samples of the downstream fit.")
@click.option("--ridge", default="0", show_default=True, help="Its ridge parameter.")
@click.option("--sigma2", default="0", show_default=True, help="Variance of its label noise.")
@click.option("--n", "n", default="0", show_default=True, help="Generations.")
@click.option("--T0", "T0", help="Samples of the generators: one number, or a comma list, oldest first.")
@click.option("--sigma0_2", "--sigma0-2", "sigma0_2", help="Variances of their label noise, likewise.")
@click.option("--ridge0", default="0", show_default=True, help="Their ridge parameter.")
@click.option("--designs", type=click.Choice(["independent", "same", "shared"]), default="independent")
@click.option("--protocol", type=click.Choice(["replace", "accumulate", "mix"]), default="replace")
@click.option("--real", help="Truly labelled rows in each generation (mix).")
@click.option("--inputs", type=click.Choice(["gaussian", "rademacher", "student", "sparse"]), default="gaussian")
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
@click.option("--max-replicates", type=click.IntRange(min=2), default=1_000_000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Makes the run repeatable.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Worker processes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.simulate/1).")
def command(name: str, *, as_json: bool, **options: Any) -> int:
    """Simulate a quantity (risk) until a confidence sequence is narrow enough."""
    from numerics.errors import InputError
    from numerics.exact import exact
    from theory.simulation import simulated_risk
    from verifier.cli.output import emit_json

    if name in DETERMINISTIC:
        raise InputError("NAME", name, f"a random quantity (risk); lemmata evaluate {name} gives its value")
    if name != "risk":
        raise InputError("NAME", name, "risk")
    wanted = float(exact(options["relative_error"], "relative-error"))
    with _progress(wanted) as show:
        found = simulated_risk(
            chain_of(options),
            relative_error=wanted,
            confidence=float(exact(options["confidence"], "confidence")),
            integrate=options["integrate"],
            guarantee=options["guarantee"],
            inputs=options["inputs"],
            max_replicates=options["max_replicates"],
            seed=options["seed"],
            jobs=options["jobs"],
            on_progress=show,
        )
    if as_json:
        emit_json("lemmata.simulate/1", document(found))
    else:
        _print(found)
    if found.interrupted:
        return INTERRUPTED
    return 0 if found.relative_error <= wanted or found.guarantee == "known" else 1


def chain_of(options: dict[str, Any]) -> Chain:
    """The chain that the options describe.

    Raises:
        InputError: naming the option that is missing or out of its domain.
    """
    from theory.chain import Chain, Mix

    mixed = options["protocol"] == "mix"
    return Chain(
        spectrum_of(options),
        protocol=Mix(given(options, "real")) if mixed else options["protocol"],
        **{field: options[field] for field in ("T", "ridge", "sigma2", "n", "T0", "sigma0_2", "ridge0", "designs")},
    )


def spectrum_of(options: dict[str, Any]) -> Any:
    """The spectrum that the options describe; isotropic by default."""
    from theory.spectra import Diagonal, Isotropic, PowerLaw

    if options["spectrum"] in (None, "isotropic"):
        return Isotropic(given(options, "d"), options["signal"] or 1)
    if options["spectrum"] == "power-law":
        return PowerLaw(given(options, "beta"), given(options, "r"), options["d"])
    return Diagonal(given(options, "eigenvalues").split(","), given(options, "weights").split(","))


def given(options: dict[str, Any], name: str) -> str:
    """The value of an option that must be given here."""
    from numerics.errors import InputError

    if options[name] is None:
        raise InputError(name, "nothing", "given")
    value: str = options[name]
    return value


def document(found: Simulation) -> dict[str, Any]:
    """The fields of ``lemmata.simulate/1``; numbers are strings, an infinite one is ``oo``."""
    parts = {"bias": found.bias, "variance": found.variance, "collapse": found.collapse}
    median = found.median
    return {
        "mean": _number(found.mean),
        "interval": [_number(found.interval.low), _number(found.interval.high)],
        "confidence": _number(found.confidence),
        "relative_error": _number(found.relative_error),
        "replicates": found.replicates,
        "seed": found.seed,
        "seconds": round(found.seconds, 3),
        "guarantee": found.guarantee,
        "parts": {
            key: {"mean": _number(part.mean), "standard_error": _number(part.standard_error)}
            for key, part in parts.items()
            if part is not None
        },
        "median": median
        and {"value": _number(median.value), "interval": [_number(median.interval.low), _number(median.interval.high)]},
        "interrupted": found.interrupted,
    }


def _number(value: float) -> str:
    if value in (float("inf"), float("-inf")):
        return "oo" if value > 0 else "-oo"
    return repr(float(value))


def _print(found: Simulation) -> None:
    percent = f"{100 * found.confidence:g} %"
    if found.guarantee == "known":
        click.echo("risk      oo   (noise passes through a fit without ridge on nearly d samples)")
    elif found.median is not None:
        click.echo(f"risk      {found.mean:.6g}, at least {found.interval.low:.6g} at {percent}; it has no variance")
    else:
        low, high = found.interval.low, found.interval.high
        trust = "too few replicates to rely on the interval" if found.guarantee == "none" else found.guarantee
        click.echo(f"risk      {found.mean:.6g}   [{low:.6g}, {high:.6g}] at {percent}, {trust}")
    for name, part in (("bias", found.bias), ("variance", found.variance), ("collapse", found.collapse)):
        if part is not None:
            click.echo(f"  {name:<9} {part.mean:.6g} ± {part.standard_error:.2g}")
    if found.median is not None:
        low, high = found.median.interval.low, found.median.interval.high
        click.echo(f"median    {found.median.value:.6g}   [{low:.6g}, {high:.6g}] at {percent}")
    stopped = "   interrupted" if found.interrupted else ""
    click.echo(f"{found.replicates} replicates   seed {found.seed}   {found.seconds:.1f} s{stopped}")


@contextmanager
def _progress(wanted: float) -> Iterator[Progress | None]:
    """A bar on stderr, where a person is looking: the share of the replicates that the goal will need."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("drawing", total=1.0)

        def show(replicates: int, value: float, reached: float) -> None:
            said = f"{value:.6g} ± {100 * reached:.2g} %   {replicates} replicates"
            bar.update(task, description=said, completed=min(1.0, (wanted / reached) ** 2) if reached else 1.0)

        yield show
