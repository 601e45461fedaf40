"""The parameters of a spectral sum, read exactly and checked: what every route to its value begins with."""

from __future__ import annotations

from fractions import Fraction

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact, exact_integer

LARGEST = 2000
"""Exponents beyond this are refused: the order of the summation grows with them."""


def read_parameters(u: Exact, q: Exact, beta: Exact, d: Exact | None) -> tuple[Fraction, int, Fraction, int | None]:
    """The exact parameters of sum_{k<=d} k^-u/(k^-beta + kappa)^q, without kappa.

    Raises:
        InputError: for a divergent sum, or a parameter out of its domain.
    """
    exponent, capacity = exact(u, "u"), exact(beta, "beta")
    power = exact_integer(q, "q", least=1)
    if capacity <= 0:
        raise InputError("beta", beta, "> 0")
    if not 1 <= capacity * LARGEST <= LARGEST**2:
        raise InputError("beta", beta, f"between 1/{LARGEST} and {LARGEST}")
    if power * capacity > LARGEST:
        raise InputError("q", q, f"at most {LARGEST}/beta")
    if abs(exponent) > LARGEST:
        raise InputError("u", u, f"between -{LARGEST} and {LARGEST}")
    count = None if d is None or d == "oo" else exact_integer(d, "d", least=1)
    if count is None and exponent <= 1:
        raise InputError("u", u, "> 1 when d is infinite: the sum diverges")
    return exponent, power, capacity, count
