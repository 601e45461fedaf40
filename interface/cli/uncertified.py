"""What ``lemmata evaluate`` answers where python-flint is not installed: mpmath's value, its error estimated."""

from __future__ import annotations

from typing import Any

from lemmata.interface.cli.chain_options import spectrum_of
from lemmata.interface.cli.evaluated import Evaluated

METHOD = "mpmath; not certified, for want of python-flint"


def evaluated(name: str, digits: int, model: dict[str, str]) -> Evaluated:
    """Estimates of the value and its parts, how they were found, and nothing that is certified.

    Raises:
        InputError: for what needs python-flint.
    """
    from lemmata.numerics.errors import InputError

    if name == "risk":
        raise InputError("NAME", name, "df1, df2, spectral_sum or kappa where python-flint is not installed")
    return Evaluated(_kappa(digits, model) if name == "kappa" else {"value": _sum(name, digits, model)}, METHOD)


def _sum(name: str, digits: int, model: dict[str, str]) -> Any:
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.exact import exact
    from lemmata.numerics.sums.mpmath_sums import estimate

    if model["spectrum"] != "power-law":
        raise InputError("spectrum", model["spectrum"], "power-law where python-flint is not installed")
    beta, kappa, d = model["beta"], model["kappa"], model["d"]
    if name == "spectral_sum":
        return estimate(model["u"], model["q"], beta, kappa, d, digits=digits)
    q = 1 if name == "df1" else 2
    return estimate(q * exact(beta, "beta"), q, beta, kappa, d, digits=digits)


def _kappa(digits: int, model: dict[str, str]) -> dict[str, Any]:
    import mpmath

    from lemmata.numerics.exact import exact
    from lemmata.numerics.fixed_points.mpmath_kappa import estimate_kappa, listed, power_law
    from lemmata.theory.spectra.spectra import PowerLaw

    T, ridge = model["T"], model["ridge"]
    spectrum = spectrum_of(model)
    if isinstance(spectrum, PowerLaw):
        found = estimate_kappa(power_law(exact(spectrum.beta, "beta"), spectrum.d), T, ridge, digits=digits)
    else:
        with mpmath.workdps(2 * digits + 10):
            eigenvalues = [mpmath.mpf(str(value.evalf(2 * digits + 10))) for value in spectrum.eigenvalues]
        found = estimate_kappa(listed(eigenvalues), T, ridge, digits=digits)
    return {"value": found.kappa, "df1": found.df1, "df2": found.df2}


def written(estimate: Any, digits: int) -> tuple[str, str]:
    """Value and estimated error as decimal strings."""
    import mpmath

    with mpmath.workdps(2 * digits + 10):
        return mpmath.nstr(estimate.value, digits + 2), mpmath.nstr(estimate.error, 3)
