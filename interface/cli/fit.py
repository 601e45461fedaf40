"""``lemmata fit``: exponents from measured spectra and learning curves, with honest errors."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.numbers import Real, Whole
from lemmata.interface.cli.paths import Place

if TYPE_CHECKING:
    from lemmata.numerics.fits import CurveFit, Interval, SpectrumFit


@click.command()
@click.argument("kind", type=click.Choice(["spectrum", "curve"]), metavar="spectrum|curve")
@click.argument("file", type=Place(path_type=Path), metavar="FILE")
@click.option("--first", type=Whole(min=1), help="First eigenvalue to use (default: the third).")
@click.option("--last", type=Whole(min=1), help="Last eigenvalue to use (default: before a cut-off).")
@click.option("--beta", help="Capacity to compare a curve with, such as one that a spectrum gave.")
@click.option("--r", "r", help="Source to compare a curve with.")
@click.option("--seed", type=Whole(min=0), default=0, show_default=True, help="Of the bootstrap.")
@click.option("--replicates", type=Whole(50, 100_000), default=1000, show_default=True, help="Of it.")
@click.option("--confidence", type=Real(0.5, 0.999), default=0.95, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.fit/1).")
def command(kind: str, file: Path, confidence: float, as_json: bool, **options: Any) -> int:
    """Fit power laws to a file of one row a line, or a .npy array, and say how far they can be trusted.

    spectrum: eigenvalues, and beside them the coefficients of w0 if they are known. curve: sizes n and losses for
    E + A n^-a, or three columns N, D and losses for E + A N^-a + B D^-b.
    """
    from lemmata.interface.cli.output import emit_json

    show = _spectrum if kind == "spectrum" else _curve
    document, lines = show(file, confidence, options)
    if as_json:
        emit_json("lemmata.fit/1", {"kind": kind, "confidence": f"{confidence:g}", **document})
        return 0
    for line in (f"{kind} of {file}", *lines):
        click.echo(line)
    for warning in document["warnings"]:
        click.echo(f"  beware: {warning}")
    return 0


def _spectrum(file: Path, confidence: float, options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.fits import columns_of, fit_spectrum

    columns = columns_of(file)
    if columns.shape[1] > 2:
        raise InputError("FILE", file, "one column of eigenvalues, or two: eigenvalue and coefficient of w0")
    if columns.shape[1] == 2 and (columns[1:, 0] > columns[:-1, 0]).all() and (columns[:, 0] % 1 == 0).all():
        raise InputError("FILE", file, "eigenvalues; growing whole numbers and a column beside them: lemmata fit curve")
    for name in ("beta", "r"):
        if options[name] is not None:
            raise InputError(name, options[name], "left out for a spectrum: it is what is fitted")
    found = fit_spectrum(
        columns[:, 0],
        columns[:, 1] if columns.shape[1] == 2 else None,
        first=options["first"],
        last=options["last"],
        confidence=confidence,
    )
    theory = None if found.beta.value <= 1 else _theory(found.beta.value, found.r.value if found.r else None)
    parameters = {"beta": found.beta, **({"r": found.r} if found.r else {})}
    document = {
        "parameters": _shown(parameters),
        "window": list(found.window),
        "points": found.count,
        "zeros": found.zeros,
        "local_exponents": [f"{value:.6g}" for value in found.local],
        "theory": theory,
        "warnings": list(found.warnings),
    }
    return document, list(_spectrum_lines(found, theory))


def _spectrum_lines(found: SpectrumFit, theory: dict[str, Any] | None) -> Iterator[str]:
    low, high = found.window
    zeros = f", {found.zeros} zeros left out" if found.zeros else ""
    yield f"  capacity beta = {found.beta}   lambda_k ~ k^-beta, k = {low}..{high} of {found.count}{zeros}"
    yield f"  local exponents {found.local[0]:.3g} (first third) and {found.local[1]:.3g} (last third)"
    if found.r is not None:
        yield f"  source r = {found.r}   lambda_k c_k^2 ~ k^-(1+2 beta r)"
    yield from _theory_lines(theory)


def _curve(file: Path, confidence: float, options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.fits import columns_of, fit_curve

    columns = columns_of(file)
    if columns.shape[1] < 2:
        raise InputError("FILE", file, "two columns, size and loss, or three, N, D and loss")
    for name in ("first", "last"):
        if options[name] is not None:
            raise InputError(name, options[name], "left out for a curve: it is of a spectrum")
    if (options["beta"] is None) != (options["r"] is None):
        raise InputError("beta, r", options["beta"] or options["r"], "given together")
    found = fit_curve(
        columns[:, :-1], columns[:, -1], seed=options["seed"], replicates=options["replicates"], confidence=confidence
    )
    theory = None if options["beta"] is None else _theory(options["beta"], options["r"])
    document = {
        "parameters": _shown(found.parameters),
        "optimal": _shown(found.optimal),
        "points": found.points,
        "scatter": f"{found.scatter:.6g}",
        "seed": found.seed,
        "theory": theory,
        "warnings": list(found.warnings),
    }
    return document, list(_curve_lines(found, theory))


def _curve_lines(found: CurveFit, theory: dict[str, Any] | None) -> Iterator[str]:
    form = "E + A N^-a + B D^-b" if "b" in found.parameters else "E + A n^-a"
    yield f"  loss = {form}   {found.points} points, relative scatter {found.scatter:.2g}"
    for name, interval in found.parameters.items():
        yield f"  {name} = {interval}"
    if found.optimal:
        yield f"  at a fixed product N D: N ~ (N D)^{found.optimal['N']}, D ~ (N D)^{found.optimal['D']}"
    yield from _theory_lines(theory)
    if theory is not None and theory.get("exponent") is not None:
        exponent = -float(Fraction(theory["exponent"]))
        word = "within" if found.parameters["a"].holds(exponent) else "outside"
        yield f"  its exponent {exponent:.4g} is {word} the interval of a"


def _theory(beta: Any, r: Any | None) -> dict[str, Any]:
    """What the theory of ridge regression predicts for these exponents: the best ridge and its rate."""
    from lemmata.theory.scaling.derive import derive_exponents
    from lemmata.theory.scaling.optimum import optimal_ridge

    beta, r = _rounded(beta), None if r is None else _rounded(r)
    words = f"lemmata exponents --beta {beta} --r {'r' if r is None else r} --optimise"
    if r is None:
        return {"command": words, "ell": None, "exponent": None}
    regime = optimal_ridge(derive_exponents(beta, r, ell="ell")).regimes[0]
    low, high = str(regime.low), str(regime.high)
    return {"command": words, "ell": [low, high], "exponent": str(regime.exponent)}


def _rounded(value: Any) -> str:
    """Three digits are more than a fit gives; what was typed stays."""
    return value if isinstance(value, str) else str(Fraction(f"{value:.3g}"))


def _theory_lines(theory: dict[str, Any] | None) -> Iterator[str]:
    if theory is None:
        return
    if theory["exponent"] is not None:
        low, high = (_decimal(end) for end in theory["ell"])
        ell = low if low == high else f"ell, {low} <= ell <= {high}"
        risk = _decimal(theory["exponent"])
        yield f"  theory: the best ridge is of order T^-{ell}, and the risk with it of order T^{risk}"
    yield f"  further: {theory['command']}"


def _decimal(text: str) -> str:
    return text if text in ("oo", "-oo") else f"{float(Fraction(text)):.4g}"


def _shown(parameters: dict[str, Interval]) -> dict[str, dict[str, str]]:
    return {
        name: {"value": f"{found.value:.6g}", "low": f"{found.low:.6g}", "high": f"{found.high:.6g}"}
        for name, found in parameters.items()
    }
