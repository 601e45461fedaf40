r"""Letters and functions of a source that stand for something: ``H := \sum_{k=1}^n \frac1k``, ``f(x) := x^2``.

>>> letters = Letters()
>>> [one.code for one in definitions(map(Case, [r"a := x^2 + 1", "f(t) := a t", "a := 2", "b := c(b)"]), letters)]
['a = x**2 + 1', 'f = Lambda(t, a*t)']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr, Function, Lambda, Symbol
from sympy.core.relational import Relational

from lemmata.interface.drafting.beside import sides_of
from lemmata.interface.drafting.cases import Case
from lemmata.interface.drafting.conditions import relations_of
from lemmata.interface.drafting.formulas import code_of, expression
from lemmata.interface.drafting.letters import Letters, Unread, single
from lemmata.numerics.errors import InputError

_CALL = re.compile(r"(.{1,40}?)\(([^()]{1,40})\)\s*")


@dataclass(frozen=True)
class Definition:
    """What a letter stands for, or a function of the letters ``of``; the formula that says so, and under what."""

    named: Any
    of: tuple[Symbol, ...]
    meaning: Expr
    row: str
    where: tuple[Relational, ...] = ()

    @property
    def code(self) -> str:
        """The line of a derivation that states it."""
        arguments = str(self.of[0]) if len(self.of) == 1 else str(self.of)
        meaning = code_of(self.meaning)
        return f"{self.named} = {f'Lambda({arguments}, {meaning})' if self.of else meaning}"

    def put_into(self, expression: Basic) -> Basic:
        """The expression with the meaning in the place of what is defined."""
        if not self.of:
            return expression.xreplace({self.named: self.meaning})
        return expression.replace(self.named, Lambda(self.of, self.meaning))


def definitions(rows: Iterable[Case], letters: Letters) -> list[Definition]:
    """The definitions that can be read, the first of each letter: by their sign, or the only equation with it alone."""
    found: list[Definition] = []
    rows = list(rows)
    equated = Counter(map(_equated, rows))
    defined = {single(sides_of(row.formula)[0][1]) for row in rows if ":=" in row.formula}
    for row in rows:
        sides = sides_of(row.formula) if not (row.holds or row.fails) else []  # one case of several is no meaning
        signs = [sign for sign, _ in sides[1:]]
        if signs[:1] == [":="]:
            name, meaning = sides[0][1], sides[1][1]
        elif signs[-1:] == ["=:"]:
            name, meaning = sides[-1][1], sides[-2][1]
        elif sides and (letter := _equated(row)) and equated[letter] == 1 and letter not in defined:
            name, meaning = sides[0][1], sides[1][1]
        else:
            continue
        try:
            found += [one for one in _read(name.strip(), meaning, row, letters) if _is_new(one, found)]
        except (Unread, InputError, ValueError, TypeError, ArithmeticError, RecursionError):
            continue
    return found


def unclear(rows: Iterable[Case], found: Sequence[Definition], letters: Letters) -> set[Basic]:
    """The letters that the source equates with something else than what was read as their definition."""
    named = [(letter, sides_of(row.formula)[0][1]) for row in rows if (letter := _equated(row))]
    return {letters.symbols[letters.key(*one)] for one in named} - {one.named for one in found}


def _equated(row: Case) -> tuple[str, str, str] | None:
    """The letter that a row equates with something, alone on its side."""
    sides = sides_of(row.formula)
    alone = len(sides) > 1 and sides[1][0] == "=" and not re.search(r",|dots", sides[1][1])
    return single(sides[0][1]) if alone else None


def _is_new(one: Definition, found: Sequence[Definition]) -> bool:
    """Whether it is the first of its name, and nothing stands for something with that name."""
    meanings = [one.meaning, *(earlier.meaning for earlier in found)]
    return all(one.named != earlier.named for earlier in found) and not any(part.has(one.named) for part in meanings)


def _read(name: str, meaning: str, row: Case, letters: Letters) -> list[Definition]:
    call = _CALL.fullmatch(name)
    letter = single(call[1] if call else name)
    if letter is None:
        return []
    named, stands_for = expression(call[1] if call else name, letters), expression(meaning, letters)
    where = tuple(one for text in row.beside for one in relations_of(text, lambda part: expression(part, letters))[0])
    of = tuple(expression(part, letters) for part in call[2].split(",")) if call else ()
    if not all(isinstance(part, Symbol) for part in (named, *of)) or (_equated(row) and not stands_for.free_symbols):
        return []  # a value at which something is looked at, perhaps
    if call:
        named = letters.functions[letters.key(letter, call[1])] = Function(str(named), real=True)
    where = tuple(one for one in where if not one.free_symbols & {*of})
    said = f"{name} = {meaning.strip()}" if _equated(row) else row.formula
    return [Definition(named, tuple(part for part in of if isinstance(part, Symbol)), stands_for, said, where)]
