"""``lemmata evaluate``: a quantity to any number of digits, certified."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import click

from lemmata.interface.cli.chain_options import chain_of, chain_options, checked, shown, spectrum_of
from lemmata.interface.cli.evaluated import Evaluated
from lemmata.interface.cli.model_evaluation import evaluate_model
from lemmata.interface.cli.model_options import SETTINGS, asked_model, model_option, quantity_name
from lemmata.interface.cli.numbers import Whole

_SUMMATION = "Euler-Maclaurin in balls"
_EQUIVALENT = "deterministic equivalent"
_LIMIT = "what the risk is equivalent to as samples and dimensions grow together"
_NO_MEANING = "no meaning here: the risk itself is infinite (noise passes a fit without ridge on nearly d samples)"
_DEVIATION = "standard deviation over designs and Gaussian labels, at most (Poincare's inequality)"
QUANTITIES = ("df1", "df2", "spectral_sum", "kappa", "risk")
PARTS = ("bias", "variance", "collapse")
"""The parts of the risk, which are quantities of their own."""


@click.command(context_settings=SETTINGS)
@click.argument("name")
@model_option
@chain_options
@click.option("--kappa", "kappa", help="Renormalised ridge (df1, df2, spectral_sum).")
@click.option("--u", "u", help="Power of k (spectral_sum).")
@click.option("--q", "q", help="Power of the resolvent (spectral_sum).")
@click.option("--method", type=click.Choice(["exact", "equivalent"]), help="Of the risk; the strongest by default.")
@click.option("--bound", is_flag=True, help="Beside an equivalent, a proved bound of its distance from the exact risk.")
@click.option("--digits", type=Whole(1, 15_000), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.evaluate/1).")
def command(
    name: str, *, model_name: str, method: str | None, bound: bool, digits: int, as_json: bool, **options: Any
) -> int:
    """Evaluate df1, df2, spectral_sum, kappa, risk, or a quantity of a model; the output says what the number is."""
    from lemmata.interface.cli import uncertified
    from lemmata.interface.cli.output import emit_json
    from lemmata.numerics.errors import InputError, NotAccurate

    other = asked_model(model_name)
    if other is not None:
        if bound:
            raise InputError("bound", "--bound", "left out with a model other than the chain")
        return evaluate_model(
            other, quantity_name(name), method=method, digits=digits, as_json=as_json, options=options, write=_written
        )
    if name not in (*QUANTITIES, *PARTS):
        raise InputError("NAME", name, f"one of {', '.join((*QUANTITIES, *PARTS))}")
    name, part = ("risk", name) if name in PARTS else (name, "")
    model = checked(name, options)
    if method is not None and name != "risk":
        raise InputError("method", method, f"left out ({name} has one)")
    if bound and (name != "risk" or part):
        raise InputError("bound", "--bound", f"left out ({name} is known within its radius)")
    start, balls = time.perf_counter(), _balls_are_known()
    try:
        found = _evaluated(name, digits, model, method, bound) if balls else uncertified.evaluated(name, digits, model)
    except NotAccurate as reason:
        raise InputError("digits", digits, f"fewer here ({reason})") from None
    if part:
        found, name = _only(found, part), part
    write = _written if balls else uncertified.written
    written = {part: write(value, digits) for part, value in found.values.items() if value is not None}
    seconds = round(time.perf_counter() - start, 4)
    if as_json:
        value, radius = written.pop("value")
        terms = {part: {"value": text, "radius": width} for part, (text, width) in written.items()}
        emit_json(
            "lemmata.evaluate/1",
            {"value": value, "radius": radius, "certified": balls and not found.note, "digits": digits,
             "method": found.method, "note": found.note, "terms": terms, "spectrum": list(found.statements),
             "model": model, **(_bound_fields(found, radius) | _draw_fields(found, written) if bound else {}),
             "seconds": seconds},
        )  # fmt: skip
        return 0
    for line in _lines(name, written, found):
        click.echo(line)
    if bound:
        click.echo(_bound_line(found, written["value"][1]))
        for key, said in _draw_fields(found, written).items():
            click.echo(f"  one draw   {said}   {_DEVIATION}" if key == "deviation" else f"  one draw   oo   {said}")
    click.echo(f"  of: {shown(model)}")
    for line in found.statements:
        click.echo(f"  certified: {line}")
    return 0


def _only(found: Evaluated, part: str) -> Evaluated:
    """The part of the risk that was asked for."""
    from lemmata.numerics.errors import InputError

    if found.values[part] is None:
        raise InputError("NAME", part, f"risk here: {part} is not known by itself ({found.method})")
    return replace(found, values={"value": found.values[part]})


def _lines(name: str, written: dict[str, tuple[str, str]], found: Evaluated) -> Iterator[str]:
    """A value within its radius; or an equivalent, whose radius says nothing of the quantity itself."""

    def said(part: str) -> str:
        text, radius = written[part]
        return text if found.note else f"{text} +/- {radius}"

    yield f"{name} {'~' if found.note else '='} {said('value')}   ({found.method})"
    for part in written:
        if part != "value":
            yield f"  {part:<11}{said(part)}"
    if found.note:
        yield f"  note: {found.note}"


def _balls_are_known() -> bool:
    """Whether python-flint, and with it ball arithmetic, is installed."""
    try:
        import flint  # noqa: F401
    except ImportError:
        return False
    return True


def _evaluated(name: str, digits: int, model: dict[str, str], method: str | None, bound: bool) -> Evaluated:
    from lemmata.numerics.sums.spectral_sums import spectral_sum

    if name in ("df1", "df2"):
        return _degrees(name, digits, model)
    if name == "spectral_sum":
        u, q, beta, kappa = (model[part] for part in ("u", "q", "beta", "kappa"))
        return Evaluated({"value": spectral_sum(u, q, beta, kappa, model["d"], digits=digits + 1)}, _SUMMATION)
    return _kappa(digits, model) if name == "kappa" else _risk(digits, model, method, bound)


def _degrees(name: str, digits: int, model: dict[str, str]) -> Evaluated:
    from lemmata.numerics.sums.spectral_sums import df1, df2
    from lemmata.theory.models.renormalised_fits import degrees_listed

    if model["spectrum"] == "formula":
        spectrum = spectrum_of(model)
        function = spectrum.df1 if name == "df1" else spectrum.df2
        return Evaluated({"value": function(model["kappa"], digits=digits + 1)}, _SUMMATION, spectrum.statements)
    if model["spectrum"] != "power-law":
        values = spectrum_of(model, weighted=False).eigenvalues
        return Evaluated({"value": degrees_listed(values, model["kappa"], digits + 1)[name == "df2"]}, "sum in balls")
    ball = (df1 if name == "df1" else df2)(model["beta"], model["kappa"], model["d"], digits=digits + 1)
    return Evaluated({"value": ball}, _SUMMATION)


def _kappa(digits: int, model: dict[str, str]) -> Evaluated:
    from lemmata.theory.models.equivalents import renormalised
    from lemmata.theory.reading.parsing import number

    spectrum = spectrum_of(model, weighted=False)
    found = renormalised(spectrum, model["T"], number(model["ridge"], "ridge"), digits + 1)
    values: dict[str, Any] = {"value": found.kappa, "df1": found.df1, "df2": found.df2}
    values |= {"derivative": found.derivative} if found.derivative is not None else {}
    return Evaluated(values, "certified root", getattr(spectrum, "statements", ()))


def _risk(digits: int, model: dict[str, str], method: str | None, bound: bool) -> Evaluated:
    """By the exact finite-size law where there is one; otherwise by the deterministic equivalent, said to be one."""
    from lemmata.numerics.errors import InputError
    from lemmata.theory.models.equivalents import equivalent_risk
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk
    from lemmata.theory.models.reductions import infinite_parts

    chain = chain_of(model)
    statements = getattr(chain.spectrum, "statements", ())  # what is certified of a formula
    if method != "equivalent":
        try:
            exact = exact_risk(chain, digits=digits + 2)
            values = {"value": exact.total, **_parts(exact)}
            return Evaluated(values, f"exact: {exact.law}", statements, chain=chain if bound else None)
        except NoExactLaw as reason:
            if method == "exact":
                raise InputError("method", "exact", f"equivalent here: {reason}") from None
    found = equivalent_risk(chain, digits=digits + 2)
    infinite = infinite_parts(chain)
    note = _NO_MEANING if infinite.variance or infinite.collapse else _other_number(found.total, digits)
    return Evaluated(
        {"value": found.total, **_parts(found)},
        _EQUIVALENT,
        statements,
        f"{_LIMIT}; {note}",
        found.within if bound else None,
        chain if bound else None,
    )


def _parts(found: Any) -> dict[str, Any]:
    return {"bias": found.bias, "variance": found.variance, "collapse": found.collapse}


def _other_number(equivalent: Any, digits: int) -> str:
    return f"its digits are certain to {_written(equivalent, digits)[1]}, the risk at this size is another number"


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


def _bound_fields(found: Evaluated, radius: str) -> dict[str, Any]:
    """``bound`` and what it rests on; or ``oo`` and why.

    The bound is one for the value as it is printed: the radius of the printed value is in it.
    """
    if found.within is None:
        return {"bound": radius, "bound_law": found.method, "bound_terms": {}}
    total = found.within.total
    if total is None:
        return {"bound": "oo", "bound_reason": found.within.reason}
    printed = Fraction(radius)
    parts = {name: getattr(found.within, name) + printed for name in ("bias", "variance", "collapse")}
    return {
        "bound": _rounded_up(total + printed),
        "bound_law": found.within.law,
        "bound_terms": {name: _rounded_up(part) for name, part in parts.items()},
    }


def _bound_line(found: Evaluated, radius: str) -> str:
    """The same on one line.

    >>> _bound_line(Evaluated({}, "exact"), "0")
    '  bound      0   |exact risk - value| is at most this (exact)'
    """
    known = _bound_fields(found, radius)
    if known["bound"] == "oo":
        return f"  bound      oo   {known['bound_reason']}"
    return f"  bound      {known['bound']}   |exact risk - value| is at most this ({known['bound_law']})"


def _draw_fields(found: Evaluated, written: dict[str, tuple[str, str]]) -> dict[str, str]:
    """``deviation``, a bound of the standard deviation of one draw; or ``deviation_reason``, why there is none."""
    from lemmata.theory.models.finite_size.one_draw import deviation, in_the_way

    if found.chain is None:
        return {}
    unknown = found.within is not None and found.within.total is None
    if reason := in_the_way(found.chain) or ("no bound of the mean is known" if unknown else ""):
        return {"deviation_reason": reason}
    bias, variance = (
        sum(map(Fraction, written[part]), Fraction(getattr(found.within, part) if found.within else 0))
        for part in ("bias", "variance")
    )
    return {"deviation": _rounded_up(deviation(found.chain, bias, variance))}


def _rounded_up(value: Fraction) -> str:
    from lemmata.numerics.ball import decimal_string

    return decimal_string(value, 6, up=True)[0]
