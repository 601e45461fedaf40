r"""Sequences of a source that are given by a recursion: ``x_{t+1} = a x_t + b`` beside ``x_0 = c``, or without it.

>>> letters = Letters()
>>> found = sequences([r"x_{t+1} = a x_t + b", "x_0 = 1", "y_{t+1} = 2"], letters)
>>> [(one.code, sorted(one.rows)) for one in found]
[('PAPER.define(x, 1, lambda t: a*x(t) + b)', ['x_0 = 1', 'x_{t+1} = a x_t + b'])]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Symbol
from sympy.core.function import AppliedUndef

from lemmata.interface.drafting.beside import sides_of
from lemmata.interface.drafting.formulas import code_of, expression
from lemmata.interface.drafting.letters import Letters, Unread, letters_in, single
from lemmata.numerics.errors import InputError

_NEXT = re.compile(r"([A-Za-z])(\+1)?")


@dataclass(frozen=True)
class Sequence:
    """A sequence: its function, its counter, member 0, and member t + 1; and the formulas that say so."""

    function: Any
    counter: Symbol
    first: Expr
    following: Expr
    rows: frozenset[str]

    @property
    def code(self) -> str:
        """The line of a derivation that states it."""
        name, first = self.function.__name__, code_of(self.first)
        return f"PAPER.define({name}, {first}, lambda {self.counter}: {code_of(self.following)})"

    @property
    def letters(self) -> set[Symbol]:
        """Whose values it needs beside its counter."""
        return {letter for side in (self.first, self.following) for letter in side.free_symbols} - {self.counter}

    def member_after(self, index: Any) -> Expr:
        """Member index + 1."""
        return self.following.xreplace({self.counter: index})


def sequences(rows: Iterable[str], letters: Letters) -> list[Sequence]:
    """The sequences that the formulas define by a recursion of first order, each by the first one that does."""
    equations = [(left, right) for row in rows for left, right in _equations(row)]
    recursions: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for left, right in equations:
        letter = single(left)
        index = _NEXT.fullmatch(letter[2]) if letter else None
        if letter and index and (before := _before(letter, index, right)):
            recursions.setdefault(letter[:2], (left, right, index[1], before))
    firsts = {letter[:2]: (left, right) for left, right in equations if (letter := single(left)) and letter[2] == "0"}
    begun = {letter[:2] for left, _ in equations if (letter := single(left)) and letter[2] == "1"} - firsts.keys()
    kept = {letter: said for letter, said in recursions.items() if letter not in begun}  # members count from 0
    known = {letter: letters.sequence(*letter, said[2]) for letter, said in kept.items()}
    found = dict(_read(kept, firsts, known, letters))
    while not all(_functions(one) <= {other.function for other in found.values()} for one in found.values()):
        told = {one.function for one in found.values()}
        found = {letter: one for letter, one in found.items() if _functions(one) <= told}
    for lost in kept.keys() - found.keys():
        letters.forget(lost)
    return [*found.values()]


def _functions(one: Sequence) -> set[Any]:
    """The sequences that it is made of."""
    return {member.func for side in (one.first, one.following) for member in side.atoms(AppliedUndef)}


def _equations(row: str) -> Iterator[tuple[str, str]]:
    sides = sides_of(row)
    if len(sides) == 2 and sides[1][0] == "=":
        yield sides[0][1].strip(), sides[1][1].strip()


def _before(letter: tuple[str, str, str], found: re.Match[str], right: str) -> str:
    """The index of the member before, where it occurs on the right, and no other one does."""
    before = found[1] if found[2] else f"{found[1]}-1"
    at = {index for core, accent, index in letters_in(right) if (core, accent) == letter[:2]}
    return before if at == {before} else ""


def _depends_on_any(first: str, counter: str, known: Collection[tuple[str, str]]) -> bool:
    """Whether the first member is said by other members, or by the counter."""
    return any((core, accent) in known or core == counter for core, accent, _ in letters_in(first))


def _depends(right: str, counter: str, known: Collection[tuple[str, str]]) -> bool:
    """Whether something else than known sequences has the counter as an index: a noise, say."""
    indexed = [
        (core, accent) for core, accent, index in letters_in(right) if counter in re.findall(r"[A-Za-z]+", index)
    ]
    return any(letter not in known for letter in indexed)


def _read(
    recursions: dict[tuple[str, str], tuple[str, str, str, str]],
    firsts: dict[tuple[str, str], tuple[str, str]],
    known: dict[tuple[str, str], tuple[Any, Symbol]],
    letters: Letters,
) -> Iterator[tuple[tuple[str, str], Sequence]]:
    for letter, (left, right, counting, before) in recursions.items():
        function, counter = known[letter]
        rows = [f"{left} = {right}"]
        try:
            if _depends(right, counting, known):
                raise Unread("something else that has the counter as an index")
            following = expression(right, letters)
            following = following.xreplace({counter: counter + 1}) if before.endswith("-1") else following
            first: Expr = Symbol(f"{function.__name__}_start", real=True)
            letters.latex[str(first)] = f"{letters.latex[function.__name__].rpartition('_')[0]}_0"
            if letter in firsts and not _depends_on_any(firsts[letter][1], counting, known):
                first = expression(firsts[letter][1], letters)
                rows.append(" = ".join(firsts[letter]))
        except (Unread, InputError, ValueError, TypeError, ArithmeticError, RecursionError):
            continue
        yield letter, Sequence(function, counter, first, following, frozenset(rows))
