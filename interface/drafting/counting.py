"""What counts in a formula: the letters in bounds of sums, in binomial coefficients and in factorials.

>>> from sympy.abc import n
>>> counted(binomial(n, 2))
frozenset({n})
"""

from __future__ import annotations

from sympy import Basic, Product, Sum, Symbol, binomial, factorial

COUNTING = (binomial, factorial)
"""Functions of whole numbers, which a draft imports."""


def counted(side: Basic) -> frozenset[Symbol]:
    """The letters in the bounds of sums and products, in binomial coefficients and in factorials: whole numbers."""
    ends = [end for node in side.atoms(Sum, Product) for _, *bounds in node.limits for end in bounds]
    ends += [part for node in side.atoms(*COUNTING) for part in node.args]
    return frozenset(symbol for end in ends for symbol in end.free_symbols if isinstance(symbol, Symbol))
