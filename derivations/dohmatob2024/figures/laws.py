"""The three routes to a risk, as functions of one number that the figures can send to workers."""

from __future__ import annotations

from collections.abc import Callable

from lemmata.interface.figures.description import Abscissa, Estimate
from lemmata.numerics.ball import Ball
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalents import equivalent_risk
from lemmata.theory.models.exact_laws import exact_risk
from lemmata.theory.models.simulation import simulated_risk

ChainAt = Callable[[Abscissa], Chain]

EQUIVALENT = "deterministic equivalent"
DRAWN = "Designs are drawn; label noises are integrated given the designs."
DIGITS = 8
CONFIDENCE = 0.99


def equivalent(chain_at: ChainAt, x: Abscissa) -> float:
    """The deterministic equivalent."""
    return _float(equivalent_risk(chain_at(x), digits=DIGITS).total)


def exact(chain_at: ChainAt, x: Abscissa) -> float:
    """The exact finite-size risk."""
    return _float(exact_risk(chain_at(x), digits=DIGITS).total)


def simulated(chain_at: ChainAt, relative_error: float, x: Abscissa, seed: int) -> Estimate:
    """A simulation that draws every design and integrates the noises given the designs."""
    found = simulated_risk(
        chain_at(x), relative_error=relative_error, confidence=CONFIDENCE, seed=seed, integrate="noise"
    )
    return Estimate(found.mean, found.interval.low, found.interval.high, found.replicates)


def _float(value: object) -> float:
    return float(value.to_arb().mid()) if isinstance(value, Ball) else float(value)  # type: ignore[arg-type]
