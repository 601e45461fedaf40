r"""Matchings of a square system: which equation can be solved for which variable.

A system of n equations in n variables is given by the set of the variables of every equation, as the bits of an
integer: (1, 3) is x = ..., x + y = .... Its **generic matrix** has independent letters where a variable occurs and
zeros elsewhere. In the determinant every perfect matching is a monomial of its own, so nothing cancels:

    det A != 0 as a polynomial   <=>   there is a perfect matching,
    (A^-1)_ve != 0               <=>   there is one of A without equation e and variable v   (Cramer's rule).

>>> perfect_matchings((3, 3)), perfect_matchings((1, 1))
(((0, 1), (1, 0)), ())
>>> inverse_pattern((1, 3))                                      # x from the first equation, y from both
(1, 3)
"""

from __future__ import annotations

from functools import lru_cache

Rows = tuple[int, ...]


@lru_cache(maxsize=8192)
def perfect_matchings(rows: Rows) -> tuple[tuple[int, ...], ...]:
    """All perfect matchings, the variable of every equation in turn, in lexicographic order."""
    found: list[tuple[tuple[int, ...], int]] = [((), 0)]
    for row in rows:
        found = [
            ((*chosen, variable), used | 1 << variable)
            for chosen, used in found
            for variable in range(len(rows))
            if row >> variable & 1 and not used >> variable & 1
        ]
    return tuple(chosen for chosen, _ in found)


def matching_number(rows: Rows) -> int:
    """How many equations can be matched at once, by augmenting paths: the rank of the generic matrix."""
    owner: dict[int, int] = {}
    return sum(_augmented(rows, equation, owner, set()) for equation in range(len(rows)))


def _augmented(rows: Rows, equation: int, owner: dict[int, int], seen: set[int]) -> bool:
    for variable in range(rows[equation].bit_length()):
        if rows[equation] >> variable & 1 and variable not in seen:
            seen.add(variable)
            if variable not in owner or _augmented(rows, owner[variable], owner, seen):
                owner[variable] = equation
                return True
    return False


def deficiency(rows: Rows) -> int:
    """The most equations by which a set of equations exceeds its variables, 0 for the empty set."""
    worst = 0
    for chosen in range(1 << len(rows)):
        variables = 0
        for equation, row in enumerate(rows):
            variables |= row if chosen >> equation & 1 else 0
        worst = max(worst, chosen.bit_count() - variables.bit_count())
    return worst


@lru_cache(maxsize=8192)
def inverse_pattern(rows: Rows) -> Rows:
    """For every variable the equations on which it depends, as bits: where the inverse of the generic matrix is not 0.

    The system must have a perfect matching.
    """
    size = len(rows)
    return tuple(
        sum(
            1 << equation
            for equation in range(size)
            if matching_number(tuple(row & ~(1 << variable) for i, row in enumerate(rows) if i != equation)) == size - 1
        )
        for variable in range(size)
    )
