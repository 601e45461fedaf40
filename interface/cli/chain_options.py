"""The options that describe a spectrum and a retraining chain, and which of them apply when.

Nothing is silently ignored: an option that does not apply to the quantity or to the spectrum is refused, all missing
ones are named at once, and what is evaluated in the end, defaults included, is one mapping that commands print
(:func:`checked`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from lemmata.numerics.errors import InputError

if TYPE_CHECKING:
    from lemmata.theory.models.chain import Chain

_OPTIONS = (
    click.option(
        "--spectrum",
        metavar="isotropic|power-law|diagonal|formula|file:PATH|data:PATH|kernel:PATH",
        help="Isotropic by default (power-law for df1, df2 and spectral_sum); eigenvalues from a file, or of data.",
    ),
    click.option("--d", "d", help="Dimension; oo is infinite."),
    click.option("--signal", help="||w0||^2 (isotropic); 1 by default."),
    click.option("--beta", help="Capacity exponent: lambda_k = k^-beta (power-law)."),
    click.option("--r", "r", help="Source exponent (power-law)."),
    click.option("--eigenvalues", help="Comma list (diagonal)."),
    click.option("--weights", help="w0 in the eigenbasis, comma list (diagonal)."),
    click.option("--eigenvalue", help="lambda_k, positive and not increasing, such as 'exp(-sqrt(k))' (formula)."),
    click.option("--weight", help="c_k, w0 in the eigenbasis, such as '1/k' (formula)."),
    click.option("--tail", help="A bound of lambda_k for all k, to be certified and used (formula)."),
    click.option("--targets", help="A file with a target for each row (data, kernel)."),
    click.option("--T", "T", help="Samples of the downstream fit."),
    click.option("--ridge", help="Its ridge parameter; 0 by default."),
    click.option("--sigma2", help="Variance of its label noise; 0 by default."),
    click.option("--n", "n", help="Generations; 0 by default."),
    click.option("--T0", "T0", help="Samples of the generators: one number, or a comma list, oldest first."),
    click.option("--sigma0_2", "--sigma0-2", "sigma0_2", help="Variances of their label noise, likewise."),
    click.option("--ridge0", help="Their ridge parameter; 0 by default."),
    click.option("--designs", type=click.Choice(["independent", "same", "shared"]), help="Independent by default."),
    click.option("--protocol", type=click.Choice(["replace", "accumulate", "mix"]), help="Replace by default."),
    click.option("--real", help="Truly labelled rows in each generation (mix)."),
)
_DEFAULTS = {
    "signal": "1",
    "d": "oo",
    "ridge": "0",
    "sigma2": "0",
    "n": "0",
    "ridge0": "0",
    "designs": "independent",
    "protocol": "replace",
}
SPECTRUM_NUMBERS = ("d", "signal", "beta", "r")
NUMBERS = ("T", "ridge", "sigma2", "n", "T0", "sigma0_2", "ridge0", "real")
"""The options that are one number each: of a spectrum, and of the chain (of its generators: one number for all)."""
_GENERATORS = ("T0", "sigma0_2", "ridge0", "designs", "protocol", "real")


@dataclass(frozen=True)
class Names:
    """Options that must be given, and those that may be."""

    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    def __add__(self, other: Names) -> Names:
        return Names(self.needed + other.needed, self.allowed + other.allowed)

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return self.needed + self.allowed


_SPECTRA: Mapping[str, Names] = {
    "isotropic": Names(("d",), ("signal",)),
    "power-law": Names(("beta", "r"), ("d",)),
    "diagonal": Names(("eigenvalues", "weights")),
    "formula": Names(("eigenvalue", "weight"), ("d", "tail")),
    "file": Names(),
    "data": Names(("targets",)),
    "kernel": Names(("targets",)),
}
_EIGENVALUES: Mapping[str, Names] = {
    "isotropic": Names(("d",), ("signal",)),
    "power-law": Names(("beta",), ("r", "d")),
    "diagonal": Names(("eigenvalues",), ("weights",)),
    "formula": Names(("eigenvalue",), ("weight", "d", "tail")),
    "file": Names(),
    "data": Names((), ("targets",)),
    "kernel": Names((), ("targets",)),
}
_SUMS: Mapping[str, Names] = {
    "power-law": Names(("beta",), ("d",)),
    "diagonal": Names(("eigenvalues",)),
    "formula": Names(("eigenvalue",), ("weight", "d", "tail")),
    "file": Names(),
    "data": Names(),
    "kernel": Names(),
}
"""The options of each spectrum: with w0, where only its eigenvalues matter, and where sums over it are asked for."""

_QUANTITIES: Mapping[str, tuple[Mapping[str, Names], Names]] = {
    "df1": (_SUMS, Names(("kappa",))),
    "df2": (_SUMS, Names(("kappa",))),
    "spectral_sum": ({"power-law": _SUMS["power-law"]}, Names(("u", "q", "kappa"))),
    "kappa": (_EIGENVALUES, Names(("T",), ("ridge",))),
    "risk": (_SPECTRA, Names(("T",), ("ridge", "sigma2", "n", *_GENERATORS))),
    "a model": (_SPECTRA, Names()),
}
"""The spectra for which each quantity is known, and its further options."""


def chain_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a chain, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def checked(quantity: str, options: Mapping[str, Any]) -> dict[str, str]:
    """What is evaluated: the options that apply, with the defaults of those that were left out.

    Args:
        quantity: ``df1``, ``df2``, ``spectral_sum``, ``kappa``, ``risk``, or ``a model`` of any kind.
        options: option to what was given, None where nothing was.

    Raises:
        InputError: naming all options that do not apply, or all that are missing.

    >>> checked("risk", {"T": "9", "d": "3"})["sigma2"]
    '0'
    """
    given = {name: value for name, value in options.items() if value is not None}
    spectra, further = _QUANTITIES[quantity]
    spectrum = _spectrum(given, spectra, quantity)
    names = spectra[_kind(spectrum)] + further
    unfit = [name for name in given if name not in ("spectrum", *names.every)]
    if unfit:
        which = f"{quantity} with the {spectrum} spectrum takes {', '.join(names.every)}"
        raise _refusal(unfit, given, f"left out ({which})")
    if "real" in given and given.get("protocol") != "mix":
        raise _refusal(["real"], given, "left out without --protocol mix")
    needed = (*names.needed, *_of_generators(given))
    missing = [name for name in needed if name not in given]
    if missing:
        raise InputError(", ".join(missing), "nothing", f"given ({quantity}, {spectrum} spectrum)")
    applying = [name for name in names.every if name in _DEFAULTS and (name not in _GENERATORS or "n" in given)]
    found = {"spectrum": spectrum, **{name: _DEFAULTS[name] for name in applying}, **given}
    return {name: found[name] for name in ("spectrum", *names.every) if name in found}


def shown(model: Mapping[str, str]) -> str:
    """The model that was evaluated, on one line."""
    return "  ".join(f"{name}={value}" for name, value in model.items())


def chain_of(model: Mapping[str, str]) -> Chain:
    """The chain that checked options describe.

    Raises:
        InputError: naming the option that is out of its domain.
    """
    from lemmata.theory.models.chain import Chain, Mix

    fields = ("T", "ridge", "sigma2", "n", "T0", "sigma0_2", "ridge0", "designs")
    protocol: Any = model.get("protocol", "replace")
    return Chain(
        spectrum_of(model),
        protocol=Mix(model["real"]) if protocol == "mix" else protocol,
        **{field: model[field] for field in fields if field in model},  # type: ignore[arg-type]
    )


def spectrum_of(model: Mapping[str, str], *, weighted: bool = True) -> Any:
    """The spectrum that checked options describe; what is said of w0 may be missing where it does not matter."""
    from lemmata.theory.spectra.spectra import Diagonal, Isotropic, PowerLaw

    if model["spectrum"] == "isotropic":
        return Isotropic(model["d"], model["signal"])
    if model["spectrum"] == "power-law":
        return PowerLaw(model["beta"], model.get("r"), model["d"])
    if _kind(model["spectrum"]) in FROM_FILES:
        return _from_files(model, weighted)
    if model["spectrum"] == "formula":
        from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum

        return FormulaSpectrum(model["eigenvalue"], model.get("weight"), model["d"], tail=model.get("tail"))
    eigenvalues = model["eigenvalues"].split(",")
    return Diagonal(eigenvalues, model["weights"].split(",") if "weights" in model else eigenvalues)


FROM_FILES = ("file", "data", "kernel")


def _from_files(model: Mapping[str, str], weighted: bool) -> Any:
    from lemmata.theory.spectra import measured

    kind, _, path = model["spectrum"].partition(":")
    if kind == "file":
        return measured.spectrum_from_file(path, weighted=weighted)
    targets = measured.load(model["targets"], "targets") if "targets" in model else None
    array = measured.load(path, "spectrum")
    return measured.spectrum_of_data(array, targets) if kind == "data" else measured.spectrum_of_kernel(array, targets)


def _shown(kind: str) -> str:
    return f"{kind}:PATH" if kind in FROM_FILES else kind


def _kind(spectrum: str) -> str:
    """``file`` of ``file:eigenvalues.csv``, ``isotropic`` of itself."""
    kind, colon, path = spectrum.partition(":")
    return kind if colon and path and kind in FROM_FILES else spectrum


def _spectrum_options() -> tuple[str, ...]:
    return tuple(name for spectrum in _SPECTRA.values() for name in spectrum.every)


def options_of_spectrum(spectrum: str | None) -> tuple[str, ...]:
    """The options that a spectrum takes; of the usual one where none is named."""
    names = _SPECTRA.get(_kind(spectrum or "isotropic"))
    return names.every if names else ()


def spectrum_and_rest(given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The options of a spectrum with weights, defaults included, and all others.

    >>> spectrum_and_rest({"d": "3", "n1": "9"})
    ({'spectrum': 'isotropic', 'd': '3', 'signal': '1'}, {'n1': '9'})
    """
    known = ("spectrum", *_spectrum_options())
    own = {name: value for name, value in given.items() if name in known}
    return checked("a model", own), {name: value for name, value in given.items() if name not in known}


def _spectrum(given: Mapping[str, str], spectra: Mapping[str, Names], quantity: str) -> str:
    """The spectrum that was named, or the usual one where nothing that was given belongs to another."""
    named = given.get("spectrum")
    if named is not None:
        if _kind(named) not in spectra or named in FROM_FILES:
            raise InputError("spectrum", named, f"{' or '.join(_shown(name) for name in spectra)} for {quantity}")
        return named
    usual = next(iter(spectra))
    foreign = [name for name in given if name in _spectrum_options() and name not in spectra[usual].every]
    fitting = [name for name in spectra if set(foreign) <= set(spectra[name].every) and name not in FROM_FILES]
    if foreign and fitting:
        raise InputError("spectrum", "nothing", f"{' or '.join(fitting)} with --{', --'.join(foreign)}")
    return usual


def _of_generators(given: Mapping[str, str]) -> Iterator[str]:
    """What must be given where generators are spoken of: their number, sizes and noise, and the rows that are mixed."""
    if any(name in given for name in _GENERATORS):
        yield "n"
    if given.get("n", "0").strip() != "0":
        yield from ("T0", "sigma0_2")
    if given.get("protocol") == "mix":
        yield "real"


def _refusal(names: Sequence[str], given: Mapping[str, str], words: str) -> InputError:
    return InputError(", ".join(names), ", ".join(str(given[name]) for name in names), words)
