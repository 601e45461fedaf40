r"""One draw of a ridge fit: a bound of the standard deviation of its risk, over designs and Gaussian labels.

With t = ||Sigma||, L = t/ridge, and bias and variance the means of the two parts of the risk, for every k > 0

    Var risk <= [(1 + k) 4 L t |w0|^2/T + sigma^2 L/T] bias
                + [(1 + 1/k) 64 sigma^2 L^2/(15 T^2) + sigma^2 L/(2 T)] variance

(claim ``one-draw`` of the chapter ``gaussian_equivalents``, by Poincare's inequality). At the best k the parts with it
are the square of the sum of two roots.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from lemmata.numerics.ball import Ball
from lemmata.numerics.exact import exact
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.finite_size.fit_errors import NoBound
from lemmata.theory.models.finite_size.of_chain import largest
from lemmata.theory.models.renormalised_fits import as_ball, directions_of

_DIGITS = 30


def in_the_way(chain: Chain) -> str:
    """Why no width is known; empty where one is."""
    known = chain.ridge != 0 and not chain.n and chain.spectrum.d is not None
    return "" if known else "the width of one draw is known for a fit with ridge > 0 on true labels (n = 0), d < oo"


def deviation(chain: Chain, bias: Fraction, variance: Fraction) -> Fraction:
    """A bound of the standard deviation.

    Args:
        chain: a fit with ridge > 0 on true labels (n = 0) in finitely many dimensions.
        bias: an upper bound of the mean of what the fit misses.
        variance: the same of what it makes of noise.

    Raises:
        NoBound: for another chain, see :func:`in_the_way`.

    >>> from lemmata.theory.spectra.spectra import Isotropic
    >>> found = deviation(Chain(Isotropic(d=1000), T=1000, ridge=1, sigma2=1), Fraction(9, 20), Fraction(9, 50))
    >>> 0.04 < float(found) < 0.06                                     # of a risk of 0.62
    True
    """
    if reason := in_the_way(chain):
        raise NoBound(reason)
    ridge, noise = (as_ball(exact(value)) for value in (chain.ridge, chain.sigma2))
    directions = directions_of(chain.spectrum, _DIGITS)
    top = largest(chain.spectrum, directions)
    level, seen, made = top / ridge, *(arb(part.numerator) / part.denominator for part in (bias, variance))
    length = directions.sum(ridge, lambda value: (value + ridge) ** 2 / value, None)
    roots = (4 * level * top * length / chain.T * seen).sqrt() + level / chain.T * (noise * made * 64 / 15).sqrt()
    found = (roots**2 + noise * level / chain.T * (seen + made / 2)).sqrt()
    return Ball.from_arb(found).upper
