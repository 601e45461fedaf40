r"""The recursion of mean and spread along a chain, direction by direction.

With D_i = lambda/(lambda + kappa_i), G_i = 1/(lambda + kappa_i) and kappa_i the renormalised ridge of generator i, the
parameter of generation j has in a direction with eigenvalue lambda and truth c the mean m c and the spread V,

    m = prod_{i<=j} D_i,      V = sum_{i<=j} a_i lambda G_i^2 prod_{i<l<=j} D_l^2,
    a_i = [kappa_i^2 sum lambda G_i^2 (m^2 c^2 + V) + sigma_i^2]/(T_i - df2(kappa_i)),   m and V of generation i - 1,

the sum being over all directions (Dohmatob et al., arXiv 2402.07712, Theorem 4.3, carried from generation to
generation). So a chain is a list of numbers (kappa_i, a_i), and everything that is asked of it is a sum

    sum (lambda c^2 A(lambda) + lambda B(lambda))/(lambda + kappa)^2

with A and B made of these numbers. How such sums are taken is the spectrum's business (:class:`Directions`). The part
1 - m that is missed is carried as the sum of positive parts kappa G + D (1 - m), and a is kept apart by its source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flint import arb

Weight = Callable[[Any], Any]
"""A rational function of lambda, on ``arb``, ``acb`` or ``arb_series``."""


@dataclass(frozen=True)
class Fit:
    """One fit: samples, renormalised ridge, and df2 there."""

    T: int
    kappa: arb
    df2: arb


@dataclass(frozen=True)
class Step:
    """A generator: its renormalised ridge, and what it scatters of the signal and of the noise so far."""

    kappa: arb
    signal: arb
    noise: arb


@dataclass(frozen=True)
class State:
    """One direction after some generations: 1 - m, m, and V by its source."""

    missed: Any
    mean: Any
    free: Any
    noisy: Any


class Directions(Protocol):
    """The directions of a spectrum, to sum over."""

    def sum(self, kappa: arb, A: Weight | None, B: Weight | None) -> arb:
        """sum (lambda c^2 A(lambda) + lambda B(lambda))/(lambda + kappa)^2; None is 0."""


def state(value: Any, steps: Sequence[Step]) -> State:
    """The direction with an eigenvalue, after these generators."""
    missed: Any = arb(0)
    mean: Any = arb(1)
    free: Any = arb(0)
    noisy: Any = arb(0)
    for step in steps:
        G = 1 / (value + step.kappa)
        D = value * G
        added = D * G
        missed = step.kappa * G + D * missed
        mean = D * mean
        free = D * D * free + step.signal * added
        noisy = D * D * noisy + step.noise * added
    return State(missed, mean, free, noisy)


def generators(directions: Directions, fits: Sequence[Fit], noise: Sequence[arb]) -> list[Step]:
    """The numbers of a chain of generators, oldest first."""
    steps: list[Step] = []
    for fit, variance in zip(fits, noise, strict=True):
        free, noisy = _second_moment(directions, fit.kappa, steps)
        room = fit.T - fit.df2
        steps.append(Step(fit.kappa, fit.kappa**2 * free / room, (fit.kappa**2 * noisy + variance) / room))
    return steps


def risk_parts(directions: Directions, fit: Fit, steps: Sequence[Step]) -> tuple[arb, arb, arb]:
    """Bias, variance for unit noise, and collapse after a downstream fit."""
    kappa, excess = fit.kappa, fit.df2 / (fit.T - fit.df2)
    free, noisy = _second_moment(directions, kappa, steps)
    seen = directions.sum(
        kappa,
        lambda value: (kappa + value * state(value, steps).missed) ** 2,
        (lambda value: value**2 * state(value, steps).free) if steps else None,
    )
    through = directions.sum(kappa, None, lambda value: value**2 * state(value, steps).noisy) if steps else arb(0)
    return seen + kappa**2 * free * excess, excess, through + kappa**2 * noisy * excess


def _second_moment(directions: Directions, kappa: arb, steps: Sequence[Step]) -> tuple[arb, arb]:
    """sum lambda G^2 (m^2 c^2 + V), apart by the source of V; zero when there is no ridge to weigh it."""
    if kappa == 0:
        return arb(0), arb(0)
    free = directions.sum(
        kappa,
        lambda value: state(value, steps).mean ** 2,
        (lambda value: state(value, steps).free) if steps else None,
    )
    noisy = directions.sum(kappa, None, lambda value: state(value, steps).noisy) if steps else arb(0)
    return free, noisy
