"""The parts of an equivalent risk, with the fits and the recursion that they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import arb

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import exact
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.direction_recursion import Directions, Fit, Step, generators, risk_parts
from lemmata.theory.models.renormalised_fits import as_ball, directions_of, fit_of
from lemmata.theory.spectra.spectra import PowerLaw


@dataclass(frozen=True)
class EquivalentParts:
    """A chain as its equivalent sees it.

    Attributes:
        directions: of the spectrum.
        fit: the last fit.
        sizes: samples of the generators on designs of their own, oldest first.
        noise: their noise variances.
        steps: the numbers of their recursion.
        risk: bias, variance and collapse.
    """

    directions: Directions
    fit: Fit
    sizes: Sequence[int]
    noise: Sequence[arb]
    steps: Sequence[Step]
    risk: tuple[arb, arb, arb]


def equivalent_parts(chain: Chain, digits: int) -> EquivalentParts:
    """At the current precision of python-flint."""
    if isinstance(chain.spectrum, PowerLaw) and chain.spectrum.r is None:
        raise InputError("r", "nothing", "given (the source exponent fixes the weights of w0)")
    spectrum, noise = chain.spectrum, [as_ball(exact(value)) for value in chain.sigma0_2]
    fit, total = fit_of(spectrum, chain.T, chain.ridge, digits), sum(noise, arb(0))
    directions = directions_of(spectrum, digits)
    sizes: Sequence[int] = chain.T0
    if chain.designs != "independent":
        one = chain.designs == "same" and len(noise) > 0
        sizes, noise = (chain.T0[:1], [total]) if one else ((), [])
    steps = generators(directions, [fit_of(spectrum, size, chain.ridge0, digits) for size in sizes], noise)
    bias, excess, collapse = risk_parts(directions, fit, steps)
    if chain.designs == "shared":
        collapse = total * excess
    variance = as_ball(exact(chain.sigma2)) * excess
    return EquivalentParts(directions, fit, sizes, noise, steps, (bias, variance, collapse))
