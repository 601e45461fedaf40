r"""Conditions on letters: ``0 < x, y \le 1``, ``\nu \in (0, 1]``, ``k = 1, \dots, n``, ``n \in \mathbb{N}``.

>>> from sympy import S
>>> relations_of(r"0 < x, y \le 1", S)
([0 < x, 0 < y, x <= 1, y <= 1], [])
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from sympy import Eq, Expr, Ge, Gt, Le, Lt, Ne, S, Symbol
from sympy.core.relational import Relational

from lemmata.interface.drafting.beside import SIGNS, sides_of
from lemmata.interface.drafting.letters import Unread

_RELATIONS = {"=": Eq, "<=": Le, ">=": Ge, "<": Lt, ">": Gt, r"\ne": Ne, r"\neq": Ne}
_RANGE = re.compile(
    r"(?P<letters>.+?)\s*(?:=|\\in\s*\\\{)\s*(?P<low>[^,{}]+?)\s*,(?:[^,]*,){0,4}\s*(?:\\(?:[lc]?dots|dotsc)|\.\.\.)\s*"
    r"(?:,\s*(?P<high>[^,]+?))?\s*(?:\\\})?"
)
_INTERVAL = re.compile(r"(?P<letters>.+?)\s*\\in\s*(?P<from>[(\[])(?P<low>.+),(?P<high>.+)(?P<to>[)\]])")
_SET = re.compile(r"(?P<letters>.+?)\s*\\in\s*\\math(?:bb|bf|rm)\s*\{?\s*(?P<of>[RNZ])\s*\}?(?P<index>.*)")
_LEAST = {"R": {"+": Ge, ">0": Gt, "++": Gt, "ge0": Ge}, "Z": {"+": Gt, ">0": Gt, "ge0": Ge}}
_LEAST["N"] = {"": Gt, "0": Ge, "+": Gt, "*": Gt, ">0": Gt, "ge1": Gt, "ge0": Ge}
"""How the members of a set with an index compare with zero."""


def relations_of(text: str, read: Callable[[str], Expr]) -> tuple[list[Relational], list[Symbol]]:
    """The relations of a condition, and the letters that it says are whole numbers.

    Args:
        text: the condition.
        read: the reader of a side.

    Raises:
        Unread: for what is no condition on letters.
    """
    found = _RANGE.fullmatch(text) or _INTERVAL.fullmatch(text) or _SET.fullmatch(text)
    if found is None:
        return _kept(text, _chain(text, read)), []
    letters = [letter for letter in map(read, found["letters"].split(",")) if isinstance(letter, Symbol)]
    if found.re is _SET:
        kind, index = found["of"], re.sub(r"[\s_^{}\\]|star|(?<=ge)q", "", found["index"])
        least = _LEAST[kind].get(index)
        if least is None and (index or kind == "N"):
            raise Unread(rf"{text} is no condition on letters: intervals, \mathbb{{R}}, \mathbb{{N}}, \mathbb{{Z}} are")
        return _kept(text, [least(x, 0) for x in letters if least]), letters if kind != "R" else []
    above = Gt if found.re is _INTERVAL and found["from"] == "(" else Ge
    below = Lt if found.re is _INTERVAL and found["to"] == ")" else Le
    ends = [(relation, read(found[end])) for relation, end in ((above, "low"), (below, "high")) if found[end]]
    made = [relation(letter, end) for letter in letters for relation, end in ends if not end.is_infinite]
    return _kept(text, made), letters if found.re is _RANGE else []


def _chain(text: str, read: Callable[[str], Expr]) -> list[Expr]:
    """The relations between neighbours, each for every letter of a list."""
    sides = sides_of(text)
    if len(sides) < 2:
        raise Unread(f"there is no relation in {text}")
    if any(SIGNS.get(sign, sign) not in _RELATIONS for sign, _ in sides[1:]):
        raise Unread(f"{text} is no condition on letters")
    return [
        _RELATIONS[SIGNS.get(sign, sign)](read(one), read(other))
        for (_, left), (sign, right) in pairwise(sides)
        for one in left.split(",")
        for other in right.split(",")
    ]


def _kept(text: str, made: list[Expr]) -> list[Relational]:
    """The relations that say something; what the kinds of letters say anyway is left out."""
    kept = [one for one in made if isinstance(one, Relational)]
    said = any(re.search("[A-Za-z]", side) for _, side in sides_of(text))
    if any(one not in (S.true, *kept) for one in made) or not said:
        raise Unread(f"{text} is no condition on letters")
    return kept
