r"""The risk of a retraining chain, by simulation.

The exact parameters of a :class:`~lemmata.theory.models.chain.Chain` become doubles here, and here only: a rounding
error of 10^-16 is far below the noise of any simulation. The sampling itself is ``lemmata.numerics.simulation``.

>>> from lemmata.theory.models.chain import Chain
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> chain = Chain(Isotropic(d=3), T=9, sigma2=1, n=1, T0=10, sigma0_2="1/2")
>>> result = simulated_risk(chain, relative_error=0.05, seed=0)
>>> result.interval.low < 3 / 5 + 3 / 2 / 6 < result.interval.high
True
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from sympy import Expr, Integer

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.estimators import Integrate
from lemmata.numerics.simulation.setting import Array, Setting
from lemmata.numerics.simulation.until_precise import Progress, Simulation, run
from lemmata.theory.models.chain import Chain, Mix
from lemmata.theory.spectra.spectra import Spectrum

SimulatedRisk = Simulation
"""What :func:`simulated_risk` returns."""


def simulated_risk(
    chain: Chain,
    *,
    relative_error: float = 1e-2,
    seed: int = 0,
    confidence: float = 0.99,
    max_replicates: int = 1_000_000,
    integrate: Integrate = "all",
    inputs: str = "gaussian",
    rows: Array | None = None,
    guarantee: Literal["asymptotic", "finite-sample"] = "asymptotic",
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> SimulatedRisk:
    """E ||w_pred - w0||^2_Sigma by simulation, with a confidence sequence.

    Args:
        chain: the chain; its dimension must be finite.
        relative_error: stop when half the interval's width over the mean is at most this.
        seed: makes the result repeatable.
        confidence: the probability with which the interval covers the risk, whenever the run stops.
        max_replicates: stop at the latest after so many replicates.
        integrate: ``all`` that can be integrated in closed form; only the ``noise`` given the designs (for evidence
            that must not rest on inverse Wishart means); or ``nothing``, the naive simulation.
        inputs: law of the standardised inputs: ``gaussian``, ``rademacher``, ``student`` or ``sparse``; or ``rows``
            (with replacement) or ``rows-once`` (without) for measured ones.
        rows: measured inputs in the basis of the spectrum (:func:`lemmata.theory.spectra.measured.rows_of_data`).
        guarantee: ``finite-sample`` takes bounded replicates and an interval that holds for every bounded law (for a
            positive ridge and generators without ridge on at least d + 2 rows; many more replicates).
        jobs: worker processes; the result does not depend on it.
        on_progress: called after each batch with the replicates, the mean and the relative error so far.

    Raises:
        InputError: for an infinite dimension, and for numbers out of their domain.
    """
    return run(
        setting_of(chain, inputs, rows),
        relative_error=relative_error,
        seed=seed,
        confidence=confidence,
        max_replicates=max_replicates,
        integrate=integrate,
        guarantee=guarantee,
        jobs=jobs,
        on_progress=on_progress,
    )


_LARGEST_DIMENSION = 10**6
_DECADES = 100  # squares and products of numbers up to 1e100 fit a double


def _double(value: Expr, argument: str) -> float:
    """The nearest double, where simulating with it does not overflow."""
    if value > Integer(10) ** _DECADES:
        raise InputError(argument, value, f"at most 1e{_DECADES} to be simulated")
    return float(value)


def setting_of(chain: Chain, inputs: str = "gaussian", rows: Array | None = None) -> Setting:
    """The chain in plain numbers.

    Args:
        chain: the chain; its dimension must be finite.
        inputs: law of the standardised inputs (``gaussian``, ``rademacher``, ``student``, ``sparse``), or ``rows``.
        rows: measured inputs, one a row.

    Raises:
        InputError: when the dimension is infinite, or a number does not fit a double.

    >>> from lemmata.theory.spectra.spectra import PowerLaw
    >>> setting_of(Chain(PowerLaw(2, r="1/2", d=3), T=9)).eigenvalues
    array([1.        , 0.25      , 0.11111111])
    """
    if chain.spectrum.d is None:
        raise InputError("d", "oo", "finite to be simulated")
    if chain.spectrum.d > _LARGEST_DIMENSION:
        raise InputError("d", chain.spectrum.d, f"at most {_LARGEST_DIMENSION} to be simulated")
    return Setting(
        eigenvalues=np.array([_double(value, "eigenvalues") for value in chain.spectrum.eigenvalues]),
        squared_weights=_squared_weights(chain.spectrum),
        T=chain.T,
        ridge=_double(chain.ridge, "ridge"),
        sigma2=_double(chain.sigma2, "sigma2"),
        T0=chain.T0,
        sigma0_2=tuple(_double(variance, "sigma0_2") for variance in chain.sigma0_2),
        ridge0=_double(chain.ridge0, "ridge0"),
        designs=chain.designs,
        protocol="mix" if isinstance(chain.protocol, Mix) else chain.protocol,
        real=chain.protocol.real if isinstance(chain.protocol, Mix) else 0,
        inputs=inputs,
        rows=rows,
    )


def _squared_weights(spectrum: Spectrum) -> Array:
    return np.array([float(square) for square in spectrum.squared_weights])
