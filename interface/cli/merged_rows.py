"""Rows of a table of regimes that say the same, put together where their conditions join to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_JOINED = {
    frozenset({"<", "="}): "<=",
    frozenset({">", "="}): ">=",
    frozenset({"<", ">="}): "",
    frozenset({"<=", ">"}): "",
    frozenset({"<=", ">="}): "",
    frozenset({"<=", "="}): "<=",
    frozenset({">=", "="}): ">=",
}
"""Two relations of the same two sides that together are one; empty where they are no condition at all."""


def merged(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, those that differ in one condition only and say the same joined.

    >>> [row["where"] for row in merged([{"exponent": "-1", "where": [f"r {sign} 1"]} for sign in "<=>"])]
    [[]]
    """
    found = [dict(row) for row in rows]
    while (pair := _joinable(found)) is not None:
        first, second, where = pair
        found[first] = {**found[first], "where": where}
        del found[second]
    return found


def said_once(rows: Sequence[list[str]]) -> list[list[str]]:
    """Rows whose cells are alike but for the last but one, their conditions, as one with all of these.

    The last cell is written behind the conditions.

    >>> said_once([["-1", "ell < 1", ""], ["0", "ell > 2", ""], ["-1", "ell = 2", ""]])
    [['-1', 'ell < 1;  or ell = 2'], ['0', 'ell > 2']]
    """
    where: dict[tuple[str, ...], list[str]] = {}
    for *cells, condition, behind in rows:
        where.setdefault((*cells, behind), []).append(condition)
    return [[*cells, ";  or ".join(conditions) + behind] for (*cells, behind), conditions in where.items()]


def _joinable(rows: Sequence[dict[str, Any]]) -> tuple[int, int, list[str]] | None:
    for i, one in enumerate(rows):
        for j, other in enumerate(rows[i + 1 :], start=i + 1):
            alike = all(one[key] == other.get(key) for key in one if key != "where")
            where = _union(one["where"], other["where"]) if alike else None
            if where is not None:
                return i, j, where
    return None


def _union(one: list[str], other: list[str]) -> list[str] | None:
    """The conditions of two sets of which one holds the other, or that join in one condition; None for others."""
    mine = [text for text in one if text not in other]
    theirs = [text for text in other if text not in one]
    if not mine or not theirs:
        return one if not mine else other
    if len(mine) != 1 or len(theirs) != 1:
        return None
    (left, sign, right), (left_too, sign_too, right_too) = _parts(mine[0]), _parts(theirs[0])
    joined = _JOINED.get(frozenset({sign, sign_too}))
    if (left, right) != (left_too, right_too) or joined is None:
        return None
    whole = f"{left} {joined} {right}" if joined else ""
    return [text for text in (whole if text == mine[0] else text for text in one) if text]


def _parts(condition: str) -> tuple[str, str, str]:
    """Left side, sign and right side of ``r <= 1``."""
    left, sign, right = next(
        (parts for sign in (" <= ", " >= ", " < ", " > ", " = ") if (parts := condition.partition(sign))[1]),
        (condition, "", ""),
    )
    return left, sign.strip(), right
