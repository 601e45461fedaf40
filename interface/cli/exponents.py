"""``lemmata exponents``: from a power-law model to exponents, regimes, constants, the optimal ridge, with a proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.model_options import SETTINGS, asked_model, extra_options, model_option
from lemmata.interface.cli.paths import Place
from lemmata.numerics.errors import InputError

if TYPE_CHECKING:
    from lemmata.theory.models.statement import Model
    from lemmata.theory.scaling.claims import Judgement
    from lemmata.theory.scaling.derive import Exponents
    from lemmata.theory.scaling.inputs import Inputs
    from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
    from lemmata.theory.scaling.optimum import OptimalRegime, OptimalRidge
    from lemmata.theory.scaling.piecewise import PiecewiseAffine, Regime

_ELL = "ell"


@click.command(context_settings=SETTINGS)
@model_option
@click.option("--quantity", default="risk", metavar="NAME", help="Which quantity of the model (lemmata models).")
@click.option("--beta", default="beta", metavar="B", help="Capacity: eigenvalues k^-B (a number, or beta).")
@click.option("--r", "r", default="r", metavar="R", help="Source: lambda_k c_k^2 = k^-(1+2 beta R) (a number, or r).")
@click.option(
    "--ell", default=None, metavar="L", help="Ridge T^-L: a number, an exponent, or oo (default: the name ell)."
)
@click.option(
    "--optimise",
    is_flag=False,
    flag_value="ell",
    default=None,
    metavar="[NAME]",
    help="Minimise the total over an exponent; that of the ridge, ell, where none is named.",
)
@click.option("--d", "d", default="oo", metavar="D", help="Dimension: oo, T^delta, 2*T, T - T^h ... (default oo).")
@click.option("--T0", "T0", default=None, metavar="D", help="Samples of the generators, such as T^b.")
@click.option("--n", "n", default=None, metavar="D", help="Number of generations, such as T^g (default 1 when --T0).")
@click.option("--sigma2", default=None, metavar="D", help="Variance of the label noise, such as T^-s; 0 for none.")
@click.option("--sigma0-2", "sigma0_2", default=None, metavar="D", help="Variance of the generators' label noise.")
@click.option("--ridge0", default=None, metavar="D", help="Ridge of the generators, such as T^-q; 0 for none.")
@click.option("--designs", type=click.Choice(["independent", "same"]), default=None)
@click.option("--protocol", type=click.Choice(["replace", "accumulate"]), default=None)
@click.option("--claim", default=None, metavar="EXPR", help="Judge a claim: 'max(-ell, ell/2-1)', 'optimum == -2/3'.")
@click.option("--where", multiple=True, metavar="COND", help="A condition on exponents, such as 'delta > 1'.")
@click.option(
    "--explore",
    type=Place(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write a page on which the free letters are moved.",
)
@click.option("--plot", default=None, metavar="FILE.svg", help="Draw phases (two free names), rates (one) or slopes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.exponents/1).")
def command(
    model_name: str,
    quantity: str,
    claim: str | None,
    optimise: str | None,
    ell: str | None,
    plot: str | None,
    explore: Path | None,
    as_json: bool,
    **given: Any,
) -> int:
    """Derive how the risk scales with T, as exact regimes with a certificate.

    Every size is a power of T. The deterministic equivalents of bias, variance and collapse are assumed; everything
    else is proved. With --model the equivalent of any model's quantity is derived first, and its parameters are
    options (--m 'T^mu' --ridge 'T^-ell').
    """
    from lemmata.interface.cli.output import emit_json
    from lemmata.theory.scaling.cases import TooManyCases
    from lemmata.theory.scaling.claims import judge_claim
    from lemmata.theory.scaling.derive import exponents_of
    from lemmata.theory.scaling.optimum import optimal_ridge
    from lemmata.theory.scaling.regions import Undecided

    if plot is not None:
        from lemmata.interface.exponent_figures import drawable

        drawable(plot)
    inputs, read = _inputs_of(model_name, quantity, ell, optimise, given)
    try:
        found = exponents_of(inputs)
        optimum = optimal_ridge(found) if optimise else None
        judged = judge_claim(found, claim) if claim is not None else None
    except Undecided as question:
        raise click.ClickException(f"the solver did not decide in time: {question}") from None
    except TooManyCases as reason:
        raise click.ClickException(f"{reason}: fix some exponents, or restrict them with --where") from None
    if as_json:
        emit_json("lemmata.exponents/1", derivation_document(found, optimum, judged))
    else:
        for line in (*read, *_lines(found, optimum, judged)):
            click.echo(line)
    if plot is not None:  # after the regimes, which are known where no picture can be drawn
        from lemmata.interface.exponent_figures import draw

        draw(found, plot, optimum)
    if explore is not None:
        _explored(explore, found, optimum)
    for file in (plot, explore):
        if file is not None:
            click.echo(f"wrote {file}", err=True)
    return 0 if judged is None or judged.verdict == "proved" else 1


def _explored(file: Path, found: Exponents, optimum: OptimalRidge | None) -> None:
    from lemmata.interface.report.explorer import explorer
    from lemmata.interface.writing import write
    from lemmata.numerics.errors import InputError

    if not found.problem.names:
        raise InputError("explore", file, "used where a letter is free, such as ell: leave it out, or write r")
    write(file, explorer(found, optimum), "explore")


def derivation_document(found: Exponents, optimum: OptimalRidge | None, judged: Judgement | None) -> dict[str, Any]:
    """The document that ``lemmata exponents --json`` prints, without its schema field."""
    from lemmata.theory.scaling.certificate import certificate
    from lemmata.verifier.listing import CHAPTERS_PACKAGE

    lemmas = import_module(f"{CHAPTERS_PACKAGE}.exponent_lemmas")
    claims = [] if judged is None else [judged.to_json()]
    return {
        "assumed": list(found.assumed),
        "lemmas": lemmas.lemmas_of(found),
        "regimes": _rows(found.total),
        "terms": {name: _rows(term) for name, term in found.terms.items()},
        "optimum": None if optimum is None else _optimum(optimum),
        "claim": None if judged is None else _claim(found, judged),
        "certificate": certificate(found, optimum, claims),
    }


def _rows(exponents: PiecewiseAffine) -> list[dict[str, Any]]:
    return [{**_row(regime), "dominant": " + ".join(regime.dominant)} for regime in exponents.regimes]


def _row(regime: Regime | OptimalRegime) -> dict[str, Any]:
    """Fixed values and inequalities; the constant, with certified decimals where it is a number, or why it is none."""
    from lemmata.theory.values.enclosure import NoEnclosure, enclose

    constant, decimal = regime.constant, None
    if constant is not None and not constant.free_symbols:
        try:
            decimal = enclose(constant, digits=15).to_decimal(12)[0]
        except NoEnclosure:
            decimal = None
    fixed = [f"{name} = {value}" for name, value in regime.domain.fixed]
    return {
        "where": [*fixed, *(str(row) for row in regime.conditions)],
        "exponent": str(regime.exponent),
        "log_power": str(regime.log_power),
        "constant": None if constant is None else str(constant),
        "decimal": decimal,
        "unknown": regime.unknown or None,
    }


def _optimum(optimum: OptimalRidge) -> dict[str, Any]:
    regimes = [
        {
            **_row(regime),
            "ell": [str(regime.low), str(regime.high)],
            "ridge": None if regime.ridge is None else str(regime.ridge),
        }
        for regime in optimum.regimes
    ]
    return {**{key: regimes[0][key] for key in ("ell", "exponent", "log_power", "constant")}, "regimes": regimes}


def _claim(found: Exponents, judged: Judgement) -> dict[str, Any]:
    point = judged.counterexample
    return {
        "verdict": judged.verdict,
        "counterexample": None if point is None else {name: str(value) for name, value in point.items()},
        "derived": None if judged.derived is None else str(judged.derived),
        "claimed": None if judged.claimed is None else str(judged.claimed),
        "apart": list(judged.apart),
        "measured": _measured(found, judged),
        "assuming": found.problem.principle,
    }


def _measured(found: Exponents, judged: Judgement) -> str | None:
    """The extrapolated local slope at a counterexample, where the model can be evaluated."""
    from lemmata.theory.scaling.confirm import slope_of

    if judged.counterexample is None or judged.subject in ("optimum", "ell_star"):
        return None
    try:
        return f"{slope_of(found, judged.counterexample, judged.subject)[0]:.6f}"
    except InputError:
        return None


def _lines(found: Exponents, optimum: OptimalRidge | None, judged: Judgement | None) -> Iterator[str]:
    from lemmata.interface.cli.merged_rows import merged, said_once
    from lemmata.theory.scaling.piecewise import readable

    for words in found.assumed:
        yield f"assumed: {words}"
    domain = [str(row) for row in readable(found.cases[0].base)]
    if domain:
        yield f"domain: {', '.join(domain)}"
    unknown: dict[str, None] = {}
    for name, term in (*found.terms.items(), ("total", found.total)):
        yield f"{name} ~ constant * T^exponent * log(T)^log"
        rows = merged(_rows(term))
        unknown |= dict.fromkeys(row["unknown"] for row in rows if row["unknown"])
        cells = said_once([_cells(row, name, domain) for row in rows])
        yield from _table(["exponent", "log", "constant", "where"], cells)
    if optimum is not None:
        rows = merged(_optimum(optimum)["regimes"])
        unknown |= dict.fromkeys(row["unknown"] for row in rows if row["unknown"])
        yield f"optimal ridge ~ prefactor * T^-{optimum.ell}" if found.problem.tunes_ridge else f"optimal {optimum.ell}"
        heads = [optimum.ell, "prefactor", "exponent", "log", "constant", "where"]
        yield from _table(heads, said_once([[*_optimal_cells(row, domain), ""] for row in rows]))
    yield from (f"constant ?: {reason}" for reason in unknown)
    if judged is not None:
        apart = f", {judged.exception}" if judged.apart else ""
        yield f"claim: {judged.verdict}{_because(found, judged)}{apart}; assuming {found.problem.principle}"


def _because(found: Exponents, judged: Judgement) -> str:
    if judged.counterexample is None:
        return ""
    point = ", ".join(f"{name} = {value}" for name, value in judged.counterexample.items())
    measured = _measured(found, judged)
    slope = "" if measured is None else f", measured slope {measured}"
    return f" at {point or 'every point'}: derived {judged.derived}, claimed {judged.claimed}{slope}"


def _cells(row: dict[str, Any], name: str, domain: list[str]) -> list[str]:
    by = f"   ({row['dominant']})" if name == "total" else ""
    return [row["exponent"], row["log_power"], _shown(row), _further(row, domain), by]


def _optimal_cells(row: dict[str, Any], domain: list[str]) -> list[str]:
    low, high = row["ell"]
    ell = low if low == high else f"[{low}, {high}]"
    prefactor = row["ridge"] or ("?" if low == high else "any")
    return [ell, prefactor, row["exponent"], row["log_power"], _shown(row), _further(row, domain)]


def _further(row: dict[str, Any], domain: list[str]) -> str:
    """The conditions that do not hold on the whole domain."""
    known = {condition.replace("=", "") for condition in domain}
    return ", ".join(text for text in row["where"] if text.replace("=", "") not in known) or "everywhere"


_UNREADABLE = ("ScaledKappa", "UnitIntegral", "SpectralSum")


def _shown(row: dict[str, Any]) -> str:
    """A constant for reading: decimals in the place of what only they can tell."""
    constant, decimal = row["constant"], row["decimal"]
    if constant is not None and decimal is not None and any(name in constant for name in _UNREADABLE):
        return str(decimal)
    return constant or "?"


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads) - 1)]
    for row in [heads, *rows]:
        yield "  " + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])


def _inputs_of(
    model_name: str, quantity: str, ell: str | None, optimise: str | None, given: Mapping[str, Any]
) -> tuple[Inputs | EquivalentInputs, list[str]]:
    """The inputs of the problem, and how powers were read that may be read in two ways.

    Raises:
        InputError: naming what does not apply or is missing.
    """
    from lemmata.theory.scaling.inputs import Inputs
    from lemmata.theory.scaling.read_inputs import fractions_raised

    if optimise is not None and ell is not None and optimise == _ELL:
        raise InputError(_ELL, ell, "left out when it is optimised")
    model = asked_model(model_name)
    typed = {name: value for name, value in given.items() if value is not None}
    typed |= extra_options(click.get_current_context().args) if model is not None else {}
    known = {name: fractions_raised(value) if isinstance(value, str) else value for name, value in typed.items()}
    read = [f"read: {name} = {known[name]}" for name in known if known[name] != typed[name]]
    if model is not None:
        return _of_a_model(model, quantity, ell, optimise, known), read
    if quantity != "risk":
        raise InputError("quantity", quantity, "risk for the chain, whose parts are listed; or give a model (--model)")
    if optimise not in (None, _ELL):
        raise InputError("optimise", optimise, "ell for the chain: other sizes are optimised over with --model")
    return Inputs(known.pop("beta"), known.pop("r"), ell=_ELL if ell is None else ell, **known), read


def _of_a_model(
    model: Model, quantity: str, ell: str | None, optimise: str | None, known: dict[str, Any]
) -> EquivalentInputs:
    from lemmata.theory.scaling.of_models.model_inputs import model_inputs

    shared = {name: known.pop(name) for name in ("beta", "r", "d", "where") if name in known}
    own = known
    if ell is not None:
        ridges = [p.option for p in model.parameters if p.option.startswith("ridge")]
        if len(ridges) != 1 or ridges[0] in own:
            raise InputError(_ELL, ell, f"left out: the ridges of {model.name} are {', '.join(ridges) or 'none'}")
        own[ridges[0]] = "0" if ell == "oo" else f"T^-({ell})"
    return model_inputs(model, quantity, own, **shared, ell=optimise or _ELL)
