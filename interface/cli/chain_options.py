"""The options that describe a spectrum and a retraining chain, for every command that takes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from lemmata.theory.models.chain import Chain

_OPTIONS = (
    click.option(
        "--spectrum",
        type=click.Choice(["isotropic", "power-law", "diagonal", "formula"]),
        help="Isotropic by default.",
    ),
    click.option("--d", "d", help="Dimension; oo is infinite."),
    click.option("--signal", help="||w0||^2 (isotropic)."),
    click.option("--beta", help="Capacity exponent: lambda_k = k^-beta."),
    click.option("--r", "r", help="Source exponent (power-law)."),
    click.option("--eigenvalues", help="Comma list (diagonal)."),
    click.option("--weights", help="w0 in the eigenbasis, comma list (diagonal)."),
    click.option("--eigenvalue", help="lambda_k, positive and not increasing, such as 'exp(-sqrt(k))' (formula)."),
    click.option("--weight", help="c_k, w0 in the eigenbasis, such as '1/k' (formula)."),
    click.option("--tail", help="A bound of lambda_k for all k, to be certified and used (formula)."),
    click.option("--T", "T", help="Samples of the downstream fit."),
    click.option("--ridge", default="0", show_default=True, help="Its ridge parameter."),
    click.option("--sigma2", default="0", show_default=True, help="Variance of its label noise."),
    click.option("--n", "n", default="0", show_default=True, help="Generations."),
    click.option("--T0", "T0", help="Samples of the generators: one number, or a comma list, oldest first."),
    click.option("--sigma0_2", "--sigma0-2", "sigma0_2", help="Variances of their label noise, likewise."),
    click.option("--ridge0", default="0", show_default=True, help="Their ridge parameter."),
    click.option("--designs", type=click.Choice(["independent", "same", "shared"]), default="independent"),
    click.option("--protocol", type=click.Choice(["replace", "accumulate", "mix"]), default="replace"),
    click.option("--real", help="Truly labelled rows in each generation (mix)."),
)


def chain_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a chain, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chain_of(options: dict[str, Any]) -> Chain:
    """The chain that the options describe.

    Raises:
        InputError: naming the option that is missing or out of its domain.
    """
    from lemmata.theory.models.chain import Chain, Mix

    given(options, "T")
    mixed = options["protocol"] == "mix"
    return Chain(
        spectrum_of(options),
        protocol=Mix(given(options, "real")) if mixed else options["protocol"],
        **{field: options[field] for field in ("T", "ridge", "sigma2", "n", "T0", "sigma0_2", "ridge0", "designs")},
    )


def spectrum_of(options: dict[str, Any]) -> Any:
    """The spectrum that the options describe; isotropic by default."""
    from lemmata.theory.spectra.spectra import Diagonal, Isotropic, PowerLaw

    if options["spectrum"] in (None, "isotropic"):
        return Isotropic(given(options, "d"), options["signal"] or 1)
    if options["spectrum"] == "power-law":
        return PowerLaw(given(options, "beta"), given(options, "r"), options["d"])
    if options["spectrum"] == "formula":
        from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum

        return FormulaSpectrum(given(options, "eigenvalue"), options["weight"], options["d"], tail=options["tail"])
    return Diagonal(given(options, "eigenvalues").split(","), given(options, "weights").split(","))


def eigenvalues_of(options: dict[str, Any]) -> Any:
    """The spectrum where only its eigenvalues matter: the options for w0 may be left out."""
    return spectrum_of({**options, "weights": options["weights"] or options["eigenvalues"], "r": options["r"] or 1})


def given(options: dict[str, Any], name: str) -> str:
    """The value of an option that must be given here."""
    from lemmata.numerics.errors import InputError

    if options[name] is None:
        raise InputError(name, "nothing", "given")
    value: str = options[name]
    return value
