"""``lemmata evaluate``: a quantity to any number of digits, certified."""

from __future__ import annotations

import time
from typing import Any

import click

from lemmata.interface.cli.chain_options import chain_of, chain_options, eigenvalues_of, given, spectrum_of

_SUMMATION = "Euler-Maclaurin in balls"
QUANTITIES = ("df1", "df2", "spectral_sum", "kappa", "risk")


@click.command()
@click.argument("name")
@chain_options
@click.option("--kappa", "kappa", help="Renormalised ridge (df1, df2, spectral_sum).")
@click.option("--u", "u", help="Power of k (spectral_sum).")
@click.option("--q", "q", help="Power of the resolvent (spectral_sum).")
@click.option("--method", type=click.Choice(["exact", "equivalent"]), help="Of the risk; the strongest by default.")
@click.option("--digits", type=click.IntRange(1, 15_000), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.evaluate/1).")
def command(name: str, *, digits: int, as_json: bool, **options: Any) -> int:
    """Evaluate df1, df2, spectral_sum, kappa or risk; the value lies within the radius that is printed."""
    from lemmata.interface.cli import uncertified
    from lemmata.interface.cli.output import emit_json
    from lemmata.numerics.errors import InputError, NotAccurate

    if name not in QUANTITIES:
        raise InputError("NAME", name, f"one of {', '.join(QUANTITIES)}")
    start, certified = time.perf_counter(), _balls_are_known()
    try:
        values, method, statements = (_evaluated if certified else uncertified.evaluated)(name, digits, options)
    except NotAccurate as reason:
        raise InputError("digits", digits, f"fewer here ({reason})") from None
    write = _written if certified else uncertified.written
    written = {part: write(value, digits) for part, value in values.items()}
    value, radius = written.pop("value")
    seconds = round(time.perf_counter() - start, 4)
    if as_json:
        terms = {part: {"value": text, "radius": width} for part, (text, width) in written.items()}
        emit_json(
            "lemmata.evaluate/1",
            {"value": value, "radius": radius, "certified": certified, "digits": digits, "method": method,
             "terms": terms, "spectrum": list(statements), "seconds": seconds},
        )  # fmt: skip
        return 0
    click.echo(f"{name} = {value} +/- {radius}   ({method})")
    for part, (text, width) in written.items():
        click.echo(f"  {part:<11}{text} +/- {width}")
    for line in statements:
        click.echo(f"  certified: {line}")
    return 0


def _balls_are_known() -> bool:
    """Whether python-flint, and with it ball arithmetic, is installed."""
    try:
        import flint  # noqa: F401
    except ImportError:
        return False
    return True


def _evaluated(name: str, digits: int, options: dict[str, Any]) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """The value and its parts, balls or exact numbers, how they were found, and what is certified of a formula."""
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.sums.spectral_sums import spectral_sum

    if name in ("df1", "df2"):
        return _degrees(name, digits, options)
    if name == "spectral_sum":
        if options["spectrum"] == "formula":
            raise InputError("spectrum", "formula", "a power law for spectral_sum (df1 and df2 take a formula)")
        u, q, beta, kappa = (given(options, part) for part in ("u", "q", "beta", "kappa"))
        return {"value": spectral_sum(u, q, beta, kappa, options["d"], digits=digits + 1)}, _SUMMATION, ()
    return _kappa(digits, options) if name == "kappa" else _risk(digits, options)


def _degrees(name: str, digits: int, options: dict[str, Any]) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    from lemmata.numerics.sums.spectral_sums import df1, df2

    kappa = given(options, "kappa")
    if options["spectrum"] == "formula":
        spectrum = spectrum_of(options)
        function = spectrum.df1 if name == "df1" else spectrum.df2
        return {"value": function(kappa, digits=digits + 1)}, _SUMMATION, spectrum.statements
    ball = (df1 if name == "df1" else df2)(given(options, "beta"), kappa, options["d"], digits=digits + 1)
    return {"value": ball}, _SUMMATION, ()


def _certified(spectrum: Any) -> tuple[str, ...]:
    """What is certified of a spectrum that is given by a formula."""
    lines: tuple[str, ...] = getattr(spectrum, "statements", ())
    return lines


def _kappa(digits: int, options: dict[str, Any]) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    from lemmata.theory.models.equivalents import renormalised
    from lemmata.theory.reading.parsing import number

    penalty = number(options["ridge"], "ridge")
    spectrum = eigenvalues_of(options)
    found = renormalised(spectrum, given(options, "T"), penalty, digits + 1)
    values: dict[str, Any] = {"value": found.kappa, "df1": found.df1, "df2": found.df2}
    values |= {"derivative": found.derivative} if found.derivative is not None else {}
    return values, "certified root", _certified(spectrum)


def _risk(digits: int, options: dict[str, Any]) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    from lemmata.theory.models.equivalents import equivalent_risk
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk

    chain = chain_of(options)
    found: Any = None
    method = "deterministic equivalent"
    if options["method"] != "equivalent":
        try:
            found = exact_risk(chain, digits=digits + 2)
            method = f"exact: {found.law}"
        except NoExactLaw as reason:
            if options["method"] == "exact":
                from lemmata.numerics.errors import InputError

                raise InputError("method", "exact", f"equivalent here: {reason}") from None
    if found is None:
        found = equivalent_risk(chain, digits=digits + 2)
    parts = {"bias": found.bias, "variance": found.variance, "collapse": found.collapse}
    return {"value": found.total, **parts}, method, _certified(chain.spectrum)


def _written(value: Any, digits: int) -> tuple[str, str]:
    """Value and radius as decimal strings; an exact rational has radius zero, an infinite mean is ``oo``."""
    from lemmata.numerics.ball import Ball
    from lemmata.theory.values.enclosure import enclose

    if isinstance(value, Ball):
        return value.to_decimal(digits + 2)
    if value.is_Rational:
        return str(value), "0"
    if value.is_infinite:
        return "oo", "0"
    return enclose(value, digits=digits + 2).to_decimal(digits + 2)
