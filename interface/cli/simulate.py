"""``lemmata simulate``: the risk of a retraining chain by simulation, with a confidence sequence."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.chain_options import chain_of, chain_options, checked, shown
from lemmata.interface.cli.model_options import SETTINGS, asked_model, asked_point, model_option, quantity_name
from lemmata.interface.cli.numbers import Whole

if TYPE_CHECKING:
    from lemmata.numerics.simulation.until_precise import Part, Progress, Simulation
    from lemmata.theory.models.chain import Chain
    from lemmata.theory.models.statement import Model

INTERRUPTED = 130
_GOALS = ("relative_error", "confidence", "integrate", "guarantee", "inputs", "max_replicates", "seed", "jobs")
"""The options that say how to simulate; the rest describe the chain."""
_DECISIVE = _GOALS[:-1]
"""Those that the outcome depends on, beside the chain; the number of workers does not matter."""
ROWS = ("rows", "rows-once")
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
@click.option("--ledger", type=click.Path(path_type=Path, dir_okay=False), help="Where finished runs are kept.")
@click.option("--fresh", is_flag=True, help="Draw again, whatever the ledger has.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.simulate/1).")
def command(name: str, *, model_name: str, ledger: Path | None, fresh: bool, as_json: bool, **options: Any) -> int:
    """Simulate a quantity (risk, or one of a model) until a confidence sequence is narrow enough."""
    from lemmata.interface.cli.output import emit_json, remark
    from lemmata.numerics.errors import InputError
    from lemmata.theory.models.chain_laws import part_alone
    from lemmata.verifier.ledger import Ledger, default_path, run_key

    other = asked_model(model_name)
    if other is not None:
        return _of_model(other, quantity_name(name), as_json, options)
    if name in DETERMINISTIC:
        raise InputError("NAME", name, f"a random quantity (risk); lemmata evaluate {name} gives its value")
    if name not in ("risk", *PARTS):
        raise InputError("NAME", name, f"one of risk, {', '.join(PARTS)}")
    wanted = _goals(options)["relative_error"]
    options, rows = _with_rows(options)
    model = checked("risk", {option: value for option, value in options.items() if option not in _GOALS})
    chain = chain_of(model) if name == "risk" else part_alone(chain_of(model), name)
    key = run_key("lemmata.simulate/1", str(chain), _digest(rows), *(f"{name}={options[name]}" for name in _DECISIVE))
    with Ledger(ledger or default_path(), say=remark) as kept:
        written = None if fresh else kept.run(key)
        remembered = written is not None
        if written is None:
            written = _simulated(chain, options, rows)
            if not written["interrupted"]:
                kept.record_run(key, written)
    if as_json:
        emit_json("lemmata.simulate/1", {**written, "model": model})
    else:
        _print(written, remembered=remembered, name=name)
        if written.get("theory"):
            click.echo(f"theory    {_short(written['theory'])}   if inputs were Gaussian{_share(written)}")
        click.echo(f"of: {shown(model)}")
    if written["interrupted"]:
        return INTERRUPTED
    return 0 if written["guarantee"] == "known" or float(written["relative_error"]) <= wanted else 1


def _of_model(model: Model, name: str, as_json: bool, options: dict[str, Any]) -> int:
    """The same for any model; nothing is kept, since a file may say something else tomorrow."""
    from lemmata.interface.cli.output import emit_json
    from lemmata.numerics.errors import InputError
    from lemmata.theory.models.drawing import simulated_quantity

    goals, quantity = _goals(options), model.named(name)
    for option, usual in (("inputs", "gaussian"), ("guarantee", "asymptotic")):
        if options[option] != usual:
            raise InputError(option, options[option], f"{usual} for a model other than the chain")
    point, words = asked_point(model, {option: value for option, value in options.items() if option not in _GOALS})
    asked = {each: options[each] for each in ("integrate", "max_replicates", "seed", "jobs")}
    with _progress(goals["relative_error"]) as show:
        found = simulated_quantity(quantity, point, **goals, **asked, on_progress=show)
    written = document(found)
    if as_json:
        emit_json("lemmata.simulate/1", {**written, "model": {"name": model.name, "of": words}})
    else:
        _print(written, remembered=False, name=name)
        click.echo(f"of: {model.name}  {words}")
    if written["interrupted"]:
        return INTERRUPTED
    return 0 if found.mean == 0 or found.relative_error <= goals["relative_error"] else 1


def _goals(options: dict[str, Any]) -> dict[str, Any]:
    from lemmata.numerics.exact import exact

    wanted, confidence = options["relative_error"], options["confidence"]
    return {
        "relative_error": float(exact(wanted, "relative-error")),
        "confidence": float(exact(confidence, "confidence")),
    }


def _with_rows(options: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """The options and the measured rows asked for, in the basis of their covariance, which is the spectrum."""
    from lemmata.numerics.errors import InputError
    from lemmata.theory.spectra.measured import load, rows_of_data

    kind, _, file = options["inputs"].partition(":")
    if kind not in ROWS:
        return options, None
    if options["spectrum"] not in (None, f"data:{file}"):
        raise InputError("spectrum", options["spectrum"], f"left out: it is that of the rows (data:{file})")
    for option, usual in (("integrate", ("all", "nothing")), ("guarantee", ("asymptotic",))):
        if options[option] not in usual:
            raise InputError(option, options[option], "left out for measured rows: each replicate is drawn as it reads")
    targets = load(options["targets"], "targets") if options["targets"] else None
    return {**options, "spectrum": f"data:{file}"}, rows_of_data(load(file, "inputs"), targets)


def _digest(rows: Any) -> str:
    return "" if rows is None else hashlib.sha256(rows.tobytes()).hexdigest()


def _share(written: dict[str, Any]) -> str:
    """What part theory is of the mean, where both are numbers that can be divided."""
    theory, mean = written["theory"], float(written["mean"])
    return f", {float(theory) / mean:.3f} of this" if not theory.endswith("oo") and mean else ""


def _simulated(chain: Chain, options: dict[str, Any], rows: Any) -> dict[str, Any]:
    from lemmata.theory.models.reductions import is_unbiased
    from lemmata.theory.models.simulation import simulated_risk

    goals = _goals(options)
    asked = ("integrate", "guarantee", "max_replicates", "seed", "jobs")
    kind = options["inputs"].partition(":")[0]
    with _progress(goals["relative_error"]) as show:
        chosen = {name: options[name] for name in asked}
        found = simulated_risk(chain, **goals, **chosen, inputs=kind, rows=rows, on_progress=show)
    theory = {} if rows is None else {"theory": _theory(chain)}
    return document(found, unbiased=rows is None and is_unbiased(chain)) | theory


def _theory(chain: Chain) -> str | None:
    """The risk for Gaussian inputs, exactly where that is known, else its deterministic equivalent, if any."""
    from lemmata.numerics.errors import InputError, NotAccurate
    from lemmata.theory.models.equivalents import equivalent_risk
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk

    with suppress(NoExactLaw):
        total = exact_risk(chain).total
        return _number(float(getattr(total, "mid", total)))
    with suppress(InputError, NotAccurate):
        return _number(float(equivalent_risk(chain, digits=15).total.mid))
    return None


def document(found: Simulation, *, unbiased: bool = False) -> dict[str, Any]:
    """The fields of ``lemmata.simulate/1``; numbers are strings, an infinite one is ``oo``.

    Args:
        found: what was simulated.
        unbiased: whether the bias is exactly zero, and its simulated value but the noise of rounding.
    """
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
            key: _zero() if unbiased and key == "bias" else _part(part)
            for key, part in parts.items()
            if part is not None
        },
        "median": median
        and {"value": _number(median.value), "interval": [_number(median.interval.low), _number(median.interval.high)]},
        "interrupted": found.interrupted,
    }


def _part(part: Part) -> dict[str, str]:
    return {"mean": _number(part.mean), "standard_error": _number(part.standard_error)}


def _zero() -> dict[str, str]:
    return {"mean": "0", "standard_error": "0"}


def _number(value: float) -> str:
    if value in (float("inf"), float("-inf")):
        return "oo" if value > 0 else "-oo"
    return repr(float(value))


def _print(found: dict[str, Any], *, remembered: bool, name: str = "risk") -> None:
    percent = f"{100 * float(found['confidence']):g} %"
    mean, (low, high) = _short(found["mean"]), map(_short, found["interval"])
    median = found["median"]
    if found["guarantee"] == "known":
        click.echo("risk      oo   (noise passes through a fit without ridge on nearly d samples)")
    elif median is not None:
        click.echo(f"risk      {mean}, at least {low} at {percent}; it has no variance")
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
