"""Comparing sums over eigenvalues: what holds at every eigenvalue s > 0 and weight c2 >= 0 holds for the sums.

>>> from lemmata.theory.notation import kappa
>>> from lemmata.theory.spectra.eigensum import EigenSum, s
>>> df1, df2 = EigenSum(s/(s + kappa)), EigenSum(s**2/(s + kappa)**2)
>>> for fact in comparisons((df1, df2), ()):
...     print(fact)
EigenSum(s**2/(kappa + s)**2) > 0
d > EigenSum(s**2/(kappa + s)**2)
EigenSum(s/(kappa + s)) > 0
d > EigenSum(s/(kappa + s))
EigenSum(s/(kappa + s)) > EigenSum(s**2/(kappa + s)**2)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sympy import Basic, Expr, Ge, Gt

from lemmata.theory.notation import d
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.engines.signs import sign

_LETTERS = frozenset(PER_EIGENVALUE)


def comparisons(expressions: Sequence[Basic], assumptions: Sequence[Basic]) -> tuple[Basic, ...]:
    """The signs of all sums over eigenvalues that occur, and which is larger of which two."""
    sums = sorted({node for expression in expressions for node in expression.atoms(EigenSum)}, key=str)
    known = tuple(
        relation for relation in assumptions if not relation.has(EigenSum) and not relation.free_symbols & _LETTERS
    )
    return tuple(_facts(sums, known))


def _facts(sums: list[EigenSum], known: tuple[Basic, ...]) -> Iterator[Basic]:
    for node in sums:
        if sign(node.summand) <= {0, 1}:
            yield (Gt if sign(node.summand) == {1} else Ge)(node, 0, evaluate=False)
        yield from _ordered(d, node, 1 - node.summand, known)
    for place, one in enumerate(sums):
        for other in sums[place + 1 :]:
            for large, small in ((one, other), (other, one)):
                yield from _ordered(large, small, large.summand - small.summand, known)


def _ordered(large: Expr, small: Expr, difference: Expr, known: tuple[Basic, ...]) -> Iterator[Basic]:
    """There is an eigenvalue, so that what holds strictly at each holds strictly of the sums."""
    strict = next((strict for strict in (True, False) if _at_least(difference, known, strict)), None)
    if strict is not None:
        yield (Gt if strict else Ge)(large, small, evaluate=False)


@lru_cache(maxsize=8192)
def _at_least(difference: Expr, known: tuple[Basic, ...], strict: bool) -> bool:
    return nonnegative(difference, known, strict=strict).answer == "proved"
