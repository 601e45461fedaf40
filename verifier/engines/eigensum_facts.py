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

from sympy import Basic, Expr, Ge, Gt

from lemmata.theory.notation import d
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.engines.positivity import visible_signs
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
        if 1 - node.summand != 0:
            yield from _ordered(d, node, visible_signs(1 - node.summand, known), one_way=True)
    for place, one in enumerate(sums):
        for other in sums[place + 1 :]:
            yield from _ordered(one, other, visible_signs(one.summand - other.summand, known))


def _ordered(one: Expr, other: Expr, signs: frozenset[int], *, one_way: bool = False) -> Iterator[Basic]:
    """There is an eigenvalue, so that what holds strictly at each holds strictly of the sums."""
    if signs <= {0, 1}:
        yield (Ge if 0 in signs else Gt)(one, other, evaluate=False)
    elif signs <= {-1, 0} and not one_way:
        yield (Ge if 0 in signs else Gt)(other, one, evaluate=False)
