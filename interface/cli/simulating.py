"""One run of ``lemmata simulate``: from options to the fields of its document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lemmata.interface.cli.chain_options import chain_of, checked, shown
from lemmata.interface.cli.model_options import asked_point
from lemmata.interface.cli.progress import progress

if TYPE_CHECKING:
    from lemmata.numerics.simulation.until_precise import Part, Progress, Simulation
    from lemmata.theory.models.chain import Chain
    from lemmata.theory.models.point import ModelPoint
    from lemmata.theory.models.statement import Model

_GOALS = ("relative_error", "confidence", "integrate", "guarantee", "inputs", "max_replicates", "seed", "jobs")
"""The options that say how to simulate; the rest describe the model."""
_DECISIVE = _GOALS[:-1]
"""Those that the outcome depends on, beside the model; the number of workers does not matter."""
ROWS = ("rows", "rows-once")
"""Kinds of inputs that are measured."""


@dataclass(frozen=True)
class Run:
    """What one run found.

    Attributes:
        written: the fields of ``lemmata.simulate/1`` but for the model.
        model: what was simulated, as the document has it.
        words: the same on one line.
        remembered: whether it was in the ledger already.
        reached: whether the interval is as narrow as was asked for.
    """

    written: dict[str, Any]
    model: Mapping[str, Any]
    words: str
    remembered: bool
    reached: bool


def chain_run(name: str, options: Mapping[str, Any], ledger: Path | None, *, fresh: bool) -> Run:
    """A run of the retraining chain, from the ledger where it is finished there.

    Args:
        name: risk, or a part of it.
        options: those of ``lemmata simulate``.
        ledger: where finished runs are kept; the usual place by default.
        fresh: draw again, whatever the ledger has.
    """
    from lemmata.interface.cli.output import remark
    from lemmata.verifier.ledger import Ledger, default_path, run_key

    chain, model, rows = chain_at(name, options)
    key = run_key("lemmata.simulate/1", str(chain), _digest(rows), *(f"{name}={options[name]}" for name in _DECISIVE))
    with Ledger(ledger or default_path(), say=remark) as kept:
        written = None if fresh else kept.run(key)
        remembered = written is not None
        if written is None:
            written = _simulated(chain, options, rows)
            if not written["interrupted"]:
                kept.record_run(key, written)
    wanted = _precision(options)["relative_error"]
    error = written["relative_error"]
    reached = written["guarantee"] == "known" or (error != "oo" and float(error) <= wanted)
    return Run(written, model, shown(model), remembered, reached)


def chain_at(name: str, options: Mapping[str, Any]) -> tuple[Chain, dict[str, str], Any]:
    """The chain whose whole risk is asked for, its options with defaults, and the measured rows, if any."""
    from lemmata.theory.models.chain_laws import part_alone

    options, rows = _with_rows(options)
    model = checked("risk", {option: value for option, value in options.items() if option not in _GOALS})
    chain = chain_of(model)
    return chain if name == "risk" else part_alone(chain, name), model, rows


def point_at(model: Model, options: Mapping[str, Any]) -> tuple[ModelPoint, str]:
    """A model at its point, and that on one line."""
    return asked_point(model, {option: value for option, value in options.items() if option not in _GOALS})


def model_run(model: Model, name: str, options: Mapping[str, Any]) -> Run:
    """The same for any model; nothing is kept, since a file may say something else tomorrow."""
    from lemmata.numerics.errors import InputError
    from lemmata.theory.models.drawing import simulated_quantity

    goals, quantity = _precision(options), model.named(name)
    for option, usual in (("inputs", "gaussian"), ("guarantee", "asymptotic")):
        if options[option] != usual:
            raise InputError(option, options[option], f"{usual} for a model other than the chain")
    point, words = point_at(model, options)
    asked = {each: options[each] for each in ("integrate", "max_replicates", "seed", "jobs")}
    with _progress(goals["relative_error"]) as show:
        found = simulated_quantity(quantity, point, **goals, **asked, on_progress=show)
    reached = found.mean == 0 or found.relative_error <= goals["relative_error"]
    return Run(_document(found), {"name": model.name, "of": words}, f"{model.name}  {words}", False, reached)


def _precision(options: Mapping[str, Any]) -> dict[str, Any]:
    from lemmata.numerics.exact import exact

    wanted, confidence = options["relative_error"], options["confidence"]
    return {
        "relative_error": float(exact(wanted, "relative-error")),
        "confidence": float(exact(confidence, "confidence")),
    }


def _with_rows(options: Mapping[str, Any]) -> tuple[Mapping[str, Any], Any]:
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


def _simulated(chain: Chain, options: Mapping[str, Any], rows: Any) -> dict[str, Any]:
    from lemmata.interface.cli.known import known_risk
    from lemmata.theory.models.reductions import is_unbiased
    from lemmata.theory.models.simulation import simulated_risk

    goals = _precision(options)
    asked = ("integrate", "guarantee", "max_replicates", "seed", "jobs")
    kind = options["inputs"].partition(":")[0]
    with _progress(goals["relative_error"]) as show:
        chosen = {name: options[name] for name in asked}
        found = simulated_risk(chain, **goals, **chosen, inputs=kind, rows=rows, on_progress=show)
    known = None if rows is None else known_risk(chain)
    theory = {} if rows is None else {"theory": known and number(known.value)}
    return _document(found, unbiased=kind in ("gaussian", "student") and is_unbiased(chain)) | theory


def _document(found: Simulation, *, unbiased: bool = False) -> dict[str, Any]:
    """The fields of ``lemmata.simulate/1``; numbers are strings, an infinite one is ``oo``.

    Args:
        found: what was simulated.
        unbiased: whether the bias is exactly zero, and its simulated value but the noise of rounding.
    """
    parts = {"bias": found.bias, "variance": found.variance, "collapse": found.collapse}
    median = found.median
    return {
        "mean": number(found.mean),
        "interval": [number(found.interval.low), number(found.interval.high)],
        "confidence": number(found.confidence),
        "relative_error": number(found.relative_error),
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
        and {"value": number(median.value), "interval": [number(median.interval.low), number(median.interval.high)]},
        "interrupted": found.interrupted,
    }


def _part(part: Part) -> dict[str, str]:
    return {"mean": number(part.mean), "standard_error": number(part.standard_error)}


def _zero() -> dict[str, str]:
    return {"mean": "0", "standard_error": "0"}


def number(value: float) -> str:
    """A number as documents have it; an infinite one is ``oo``.

    >>> number(0.5), number(float("inf"))
    ('0.5', 'oo')
    """
    if value in (float("inf"), float("-inf")):
        return "oo" if value > 0 else "-oo"
    return repr(float(value))


@contextmanager
def _progress(wanted: float) -> Iterator[Progress | None]:
    """A bar on stderr, where a person is looking: the share of the replicates that the goal will need, in percent."""
    with progress() as bar:

        def show(replicates: int, value: float, reached: float) -> None:
            done = min(1.0, (wanted / reached) ** 2) if reached else 1.0
            if bar is not None:
                bar(f"{value:.6g} ± {100 * reached:.2g} %   {replicates} replicates", int(100 * done), 100)

        yield bar and show
