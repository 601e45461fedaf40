"""The draft: a derivation file with what could be read as claims, and everything else as comments."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, islice, product
from typing import Any

from sympy import Integer, Lambda, Rational, Symbol, atan, ceiling, cosh, floor, preorder_traversal, sinh, tan, tanh
from sympy.core.function import AppliedUndef

from lemmata.interface.drafting.cases import Case
from lemmata.interface.drafting.counting import COUNTING, counted
from lemmata.interface.drafting.definitions import Definition, definitions, unclear
from lemmata.interface.drafting.formulas import LONGEST, Found, code_of, split_rows, statements
from lemmata.interface.drafting.letters import Letters, Unread, applied, euler
from lemmata.interface.drafting.macros import RunsAway, expanded, read_macros
from lemmata.interface.drafting.sequences import sequences
from lemmata.interface.drafting.structure import Display, Statement, parts_of
from lemmata.interface.drafting.vectors import other_norms, vectors_in
from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices import Letter
from lemmata.theory.relations import Statement as Claimed
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.claim import DerivationError
from lemmata.verifier.paper import Paper

_WITNESSES = ((2, 3, 5, 7, 11, 13), (5, 2, 11, 3, 7, 13), (9, 4, 2, 1, 6, 5), (3, 8, 13, 21, 5, 2))
_GUESS = re.compile(
    r"\b(?:[Ll]et|[Ff]or|[Aa]ssume|[Ss]uppose|[Ii]f|[Ww]here|[Ww]ith|[Ww]hen)\b[^.$]{0,60}\$([^$]{1,80})\$"
)
_MOST_DISPLAYS = 1000
_IMPORTED = (*COUNTING, Lambda, atan, ceiling, cosh, floor, sinh, tan, tanh)
"""What a formula may contain that is no word of derivations."""
_EXAMPLE = """# Nothing in the source could be read as a statement about numbers; this one shows how they are stated.
example = Symbol("example", real=True)
PAPER.claim("example", "Replace this", equal((example + 1)**2, example**2 + 2*example + 1),
    witness={example: 1}, proof=algebra)
"""


@dataclass
class Draft:
    """The text of a derivation file, how many statements were read, and which formulas were not."""

    text: str = ""
    read: int = 0
    quoted: list[str] = field(default_factory=list)


def draft(source: str, key: str, title: str) -> Draft:
    r"""A derivation file for a LaTeX source.

    >>> found = draft(r"\[ (a+b)^2 = a^2 + 2ab + b^2 \] and \[ \oint f = 1 \]", "mine", "Mine")
    >>> found.read, found.quoted
    (1, ['\\oint f = 1'])
    """
    return _Drafting(source, key, title).written()


class _Drafting:
    def __init__(self, source: str, key: str, title: str) -> None:
        self.key, self.title = key, title
        self.macros = read_macros(source)
        self.parts = parts_of(source)
        self.letters = Letters()
        rows = [row for display in self._displays() for row in self._rows(display)]
        self.letters.euler = euler(";".join(row.formula for row in rows))
        self.sequences = sequences((row.formula for row in rows), self.letters)
        first = definitions(rows, self.letters)
        keyed = self._keyed()
        self.functions = applied(keyed)
        self.letters.vectors = frozenset(vectors_in(keyed)) - self.functions
        # a meaning assumes nothing of the letters in it
        said = [re.sub(r"\A(\s*QZ[A-Z]{4}\s*:?=).*", r"\1", row) for row in keyed]
        self.letters.tied = frozenset(key for key in self.letters.vectors for row in said if row.count(key) == 1)
        self.letters.euclidean = not other_norms(";".join(keyed))
        self.functions -= self.letters.functions.keys()
        self._whole_numbers(first)
        self.definitions = definitions(rows, self.letters)  # again, its letters of the kinds that are known by now
        self.unclear = unclear(rows, self.definitions, self.letters)
        self.paper = Paper(key, title)
        for one in self.sequences:
            self.paper.define(one.function, one.first, one.member_after)
        self.used: set[Symbol] = set()
        self.vectors: set[Letter] = set()
        self.found = Draft()

    def _displays(self) -> Iterator[Display]:
        every = chain.from_iterable(p.displays if isinstance(p, Statement) else [p] for p in self.parts)
        yield from islice(every, _MOST_DISPLAYS)

    def _rows(self, display: Display) -> list[Case]:
        """The formulas of a display, macros expanded; none where they are too long."""
        if len(display.latex) > LONGEST:
            return []
        try:
            return [case for _, case in split_rows(expanded(display.latex, self.macros))]
        except RunsAway:
            return []

    def _keyed(self) -> list[str]:
        """All formulas, with keys in the place of letters."""
        keyed = []
        for display in self._displays():
            for row in self._rows(display):
                with suppress(Unread):
                    keyed.append(self.letters.keyed(row.formula))
        return keyed

    def _whole_numbers(self, defined: list[Definition]) -> None:
        """What a sum runs to is a whole number, or the formula has no meaning; and so is what is said to be one."""
        integers = set[Symbol]().union(*(counted(one.meaning) for one in defined))
        whole: set[Symbol] = set()
        for display in self._displays():
            for found in statements(display.latex, self.letters, self.macros, self.functions):
                integers, whole = integers | found.integers, whole | found.whole
        for key, symbol in self.letters.symbols.items():
            if isinstance(symbol, Symbol) and symbol in integers | whole and not symbol.is_integer:
                positive = {"positive": True} if symbol in integers else {}
                self.letters.symbols[key] = Symbol(symbol.name, integer=True, **positive)

    def written(self) -> Draft:
        body: list[str] = []
        section = None
        for number, part in enumerate(self.parts):
            if number >= _MOST_DISPLAYS:
                body.append(f"# ... the source goes on; {len(self.parts) - number} further parts are left out\n")
                break
            if part.section != section:
                section = part.section
                body.append(f"\n# ---- {_printable(section)}\n" if section else "")
            if isinstance(part, Statement):
                body += self._statement(part)
            else:
                body += self._display(part)
        if not self.found.read:
            body.append(_EXAMPLE)
        head = f'"""{_plain(self.title)}: a draft of its claims, to be edited.\n\n{_HEAD}"""\n\n'
        body_and = [*body, *(one.code for one in self.definitions)]
        words = [word.__name__ for word in _IMPORTED if any(f"{word.__name__}(" in code for code in body_and)]
        head += f"from sympy import {', '.join(words)}\n\n" if words else ""
        head += "from lemmata.verifier.language import *\n\n" + "".join(self._table())
        head += f"\nPAPER = Paper({self.key!r}, {_printable(self.title)!r})\n\n"
        said = [*(one.code for one in self.sequences), *(one.code for one in self.definitions)]
        head += "".join(f"{code}\n" for code in said) + "\n" * bool(said)
        self.found.text = head + "".join(body)
        return self.found

    def _table(self) -> Iterator[str]:
        """The letters that the claims use."""
        yield "# The letters, as the source writes them. Say once what each may be: positive=True, integer=True, ...\n"
        for one in self.sequences:
            name = one.function.__name__
            yield f'{name} = Function("{name}", real=True)  # {_printable(self.letters.latex[name])}, a sequence\n'
            self.used |= one.letters | {one.counter}
        for defined in self.definitions:
            self.used |= {letter for letter in defined.meaning.free_symbols if isinstance(letter, Symbol)} | {
                *defined.of
            }
            self.vectors |= defined.meaning.atoms(Letter)
        self.used -= {defined.named for defined in self.definitions}
        own = set(self.letters.symbols.values())  # a letter that also runs in a sum has one line
        for _, alike in groupby(sorted(self.used, key=lambda symbol: (str(symbol), symbol not in own)), key=str):
            symbol = next(alike)
            runs = symbol.is_integer and symbol.name not in self.letters.latex  # from zero or below, perhaps
            least = "positive" if symbol.is_positive else "nonnegative" if symbol.is_nonnegative else ""
            whole = f"integer=True, {least}=True" if least else "integer=True"
            kinds = "integer=True" if runs else whole if symbol.is_integer else "real=True"
            note = "; counts" if symbol.is_integer and symbol.name in self.letters.latex else ""
            note += "; if Euler's number is meant: exp(1)" if symbol.name == "e" else ""
            latex = self.letters.latex.get(symbol.name, "runs in a sum")
            yield f'{symbol.name} = Symbol("{symbol.name}", {kinds})  # {_printable(latex)}{note}\n'
        for one in sorted(self.vectors, key=str):
            yield f'{one} = vector("{one}", dim)  # {_printable(self.letters.latex[str(one)])}\n'

    def _statement(self, part: Statement) -> Iterator[str]:
        label = f", label {part.label}" if part.label else ""
        title = f" ({part.title})" if part.title else ""
        yield _comment(f"{part.name}{title}{label}: {' '.join(part.text.split())}")
        for guess in self._guesses(part.text):
            yield _comment(f"guessed, to be checked: where=[{guess}]")
        for display in part.displays:
            yield from self._display(display)

    def _guesses(self, text: str) -> Iterator[str]:
        for formula in _GUESS.findall(text):
            for found in statements(formula, self.letters, self.macros, self.functions):
                meaning = re.fullmatch(r"it gives a letter its meaning: (\w+) stands for (.*)", found.problem)
                if found.statement is not None and found.statement.relation in ("<=", ">=", "<", ">"):
                    yield f"{found.statement.lhs} {found.statement.relation} {found.statement.rhs}"
                elif meaning:
                    yield f"Eq({meaning[1]}, {meaning[2]})"

    def _display(self, display: Display) -> Iterator[str]:
        every = list(statements(display.latex, self.letters, self.macros, self.functions))
        for found in every:
            rows = [*(one.rows for one in self.sequences), {one.row for one in self.definitions}]
            if any(found.latex in some for some in rows):
                self.found.read += 1
                yield _comment(f"{display.place(found.row)}, part of the definition above: {found.latex}") + "\n"
                continue
            name = self._name(display, found.row, sum(one.row == found.row for one in every) > 1)
            code = None if found.statement is None else self._claim(name, display, found)
            if code is None:
                self.found.quoted.append(found.latex)
                label = display.label(found.row)
                where = f"{display.place(found.row)}{f' ({label})' if label else ''}"
                yield _comment(f"{where}, not read: {found.latex}\nbecause {found.problem}") + "\n"
            else:
                self.found.read += 1
                yield code

    def _name(self, display: Display, row: int, several: bool) -> str:
        base = re.sub(r"[^A-Za-z0-9]+", "-", display.label(row) or display.place(row)).strip("-")[:60] or "formula"
        name, number = f"{base}-1" if several else base, 1
        while f"{self.key}:{name}" in self.paper.claims:
            number += 1
            name = f"{base}-{number}"
        return name

    def _meant(self, said: Any) -> Any:
        """An expression with what the source defines put in, the last definition first."""
        for one in reversed(self.definitions):
            said = one.put_into(said)
        return said

    def _claim(self, name: str, display: Display, found: Found) -> str | None:
        """The code of a claim that is accepted when it is stated; None, and the reason kept, where it is not."""
        assert found.statement is not None
        statement = found.statement
        inside = [
            one for one in self.definitions if any(side.has(one.named) for side in (statement.lhs, statement.rhs))
        ]
        conditions = dict.fromkeys([*found.where, *(condition for one in inside for condition in one.where)])
        statement = replace(statement, lhs=self._meant(statement.lhs), rhs=self._meant(statement.rhs))
        where = [self._meant(condition) for condition in conditions]
        members = {node.func for side in (statement.lhs, statement.rhs) for node in side.atoms(AppliedUndef)}
        vectors = statement.lhs.atoms(Letter) | statement.rhs.atoms(Letter)
        for name in sorted({*map(str, self.unclear)} & {*map(str, statement.free_symbols | vectors)}):
            found.problem = f"{name} stands for something in this source: say it as where=[Eq({name}, ...)]"
            return None
        if not members and (tied := _tied(statement, where)):
            found.problem = f"{tied} stands in it once, as where it is said what it may be: say it as where=[...]"
            return None
        hidden = {letter for one in self.sequences if one.function in members for letter in one.letters}
        conditioned = set().union(*(condition.free_symbols for condition in where))
        symbols = sorted({*statement.free_symbols, *hidden, *conditioned}, key=str)
        witness = _witness(statement, where, symbols)
        printed, at = found.latex, display.place(found.row)
        try:
            self.paper.published(name, at, statement, source=at, where=where, witness=witness, printed=printed)
        except (DerivationError, InputError, ValueError, TypeError) as reason:
            found.problem = " ".join(str(reason).split())[:200]
            return None
        named = {symbol for side in (statement.lhs, statement.rhs) for symbol in side.atoms(Symbol)}
        self.used |= named | set(symbols)
        self.vectors |= vectors
        rule = "matrix_identity" if statement.relation == "=" else "inequality"
        said = [*map(code_of, conditions)]
        values = ", ".join(f"{symbol}: {code_of(value)}" for symbol, value in witness.items())
        raw = f'r"{printed}"' if '"' not in printed and not printed.endswith("\\") else repr(printed)
        fields = f"    where=[{', '.join(said)}],\n" if said else ""
        fields += f"    witness={{{values}}},\n" if values else ""
        place = _printable(at)
        return (
            f"PAPER.published({name!r}, {place!r},\n    {found.code},\n    source={place!r},\n{fields}"
            f"    printed={raw}{f', proof={rule}' if vectors and statement.path is None else ''})\n\n"
        )


_HEAD = """What could be read stands as claims, to be judged as printed; the rest is quoted with the reason. Each letter
is read as a real number. Nothing is asserted: assumptions are guessed in comments only. Edit the table of letters, add
where=[...] and proofs, and judge it with: lemmata verify
"""


def _witness(statement: Claimed, where: list[Any], symbols: list[Symbol]) -> dict[Symbol, Integer]:
    """Small whole numbers at which both sides have values, if the first few tries find any."""
    tries = [dict(zip(symbols, map(Integer, values * (len(symbols) // 6 + 1)), strict=False)) for values in _WITNESSES]
    if where:
        tries = [values for values in [*tries, *_around_zero(symbols)] if _satisfied(where, values)] or tries
    for values in tries if statement.path is None else ():
        try:
            for side in (statement.lhs, statement.rhs):
                enclose(side.xreplace(values), digits=5)
        except (NoEnclosure, InputError, ArithmeticError, ValueError, TypeError):
            continue
        return values
    return tries[0]


def _tied(statement: Claimed, where: list[Any]) -> str:
    """A letter that stands in an equation once, or is compared by itself: of such a one not everything is meant."""
    every = [*preorder_traversal(statement.lhs), *preorder_traversal(statement.rhs)]
    free = statement.free_symbols.difference(*(condition.free_symbols for condition in where))
    once = [
        one
        for one in free
        if every.count(one) == 1 and (statement.relation == "=" or one in (statement.lhs, statement.rhs))
    ]
    return min(map(str, once), default="")


def _around_zero(symbols: list[Symbol]) -> Iterator[dict[Symbol, Rational]]:
    """Small numbers on both sides of zero, each of the kind of its letter."""
    kinds = [
        [
            number
            for number in map(Rational, (1, -1, 0, "1/2", "-1/2", 2, -2, 3, -3, "1/4"))
            if (number > 0 or not symbol.is_positive) and (number.is_integer or not symbol.is_integer)
        ]
        for symbol in symbols
    ]
    yield from (dict(zip(symbols, values, strict=True)) for values in islice(product(*kinds), 2000))


def _satisfied(where: list[Any], values: dict[Symbol, Any]) -> bool:
    with suppress(TypeError):  # a side without a value
        return all(condition.xreplace(values) == True for condition in where)  # noqa: E712 -- a value of SymPy
    return False


def _printable(text: str) -> str:
    """A text on one line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _plain(text: str) -> str:
    """A text on one line that ends no string."""
    return _printable(text).replace('"', "'").replace("\\", "/")


def _comment(text: str) -> str:
    """A text as comments; nothing in it can end one."""
    lines = []
    for line in text.split("\n"):
        plain = "".join(sign if sign.isprintable() else " " for sign in line)
        lines += textwrap.wrap(plain[:4000], 110, break_on_hyphens=False) or [""]
    return "".join(f"# {line}\n" for line in lines)
