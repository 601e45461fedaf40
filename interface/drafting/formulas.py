r"""One displayed formula as the statements in it, read by the safe reader where they can be.

>>> letters = Letters()
>>> [found.code for found in statements(r"(a+b)^2 = a^2 + 2ab + b^2", letters, {}, frozenset())]
['equal((a + b)**2, a**2 + 2*a*b + b**2)']
>>> [found.code for found in statements(r"\int_0^1 x dx = \frac12", letters, {}, frozenset())]
['equal(Integral(x, (x, 0, 1)), Rational(1, 2))']
>>> [found.code for found in statements(r"2\prod_{i=1}^n i = n", letters, {}, frozenset())]
['equal(2*Product(i, (i, 1, n)), n)']
>>> [found.problem for found in statements(r"\sum_{i=1}^n \prod_{j=1}^i j = n", letters, {}, frozenset())]
['a sum and a product in one formula']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from sympy import Basic, Expr, Integer, Product, Rational, Sum, Symbol, oo
from sympy.core.relational import Relational
from sympy.printing.str import StrPrinter

from lemmata.interface.drafting.beside import ARROW, SIGNS, WAY, Row, row_of, sides_of
from lemmata.interface.drafting.calculus import read_calculus
from lemmata.interface.drafting.cases import Case, by_cases, whole
from lemmata.interface.drafting.conditions import relations_of
from lemmata.interface.drafting.counting import COUNTING, counted
from lemmata.interface.drafting.letters import Letters, Unread
from lemmata.interface.drafting.macros import Macro, RunsAway, expanded
from lemmata.interface.drafting.spelling import spelled
from lemmata.interface.drafting.vectors import without_vectors
from lemmata.numerics.errors import InputError
from lemmata.theory.reading import latex
from lemmata.theory.reading.parsing import FUNCTIONS
from lemmata.theory.reading.tokens import facing
from lemmata.theory.relations import Path, Side, Statement, at_least, at_most, equal, greater_than, less_than, tends

_MAKERS = {"=": equal, "<=": at_most, ">=": at_least, "<": less_than, ">": greater_than}
LONGEST = 5000
_WORDS = {"=": "equal", "<=": "at_most", ">=": "at_least", "<": "less_than", ">": "greater_than"}
_STRUCTURE = re.compile(
    r"\\(?:label|tag|vspace|hspace)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|textstyle|limits|nolimits|left|right|middle"
    r"|[bB]igg?[lrm]?)(?![A-Za-z])|\\(?:begin|end)\s*\{(?:aligned|split|gathered|array|alignedat)\}(?:\{[^{}]*\})?|&"
)
_OF_VECTORS = re.compile(r"\\(?:(?:top|intercal|[lr]angle|[lr]?Vert)(?![A-Za-z])|\|)")
_BY_HAND = (
    'state it by hand with vector("a", d), matrix("A", n, d), A.T, norm2(a), which is a squared norm, and inner(a, b)'
)
_LIMIT = re.compile(rf"\s*\\lim\s*_\s*\{{\s*(.{{1,60}}?){ARROW}((?:[^{{}}]|\{{[+-]\}}){{1,40}})\}}(.*)", re.DOTALL)
_END = re.compile(r"\A(.*?)\s*(?:[\^_]?\s*\{?([+-])\}?)?\s*\Z", re.DOTALL)


@dataclass
class Found:
    """One statement: its LaTeX, and its code, or why it could not be read; and the row in which it stands."""

    latex: str
    problem: str = ""
    code: str = ""
    statement: Statement | None = None
    where: tuple[Relational, ...] = ()
    integers: frozenset[Symbol] = field(default_factory=frozenset)
    whole: frozenset[Symbol] = field(default_factory=frozenset)
    row: int = 0


def statements(
    display: str, letters: Letters, macros: Mapping[str, Macro], functions: frozenset[str]
) -> Iterator[Found]:
    """What a display states: each relation between neighbours of a chain is a statement."""
    if len(display) > LONGEST:
        yield Found(f"{display[:200]} ...", f"it has more than {LONGEST} characters")
        return
    try:
        rows = split_rows(expanded(display, macros))
    except RunsAway as reason:
        yield Found(display, str(reason))
        return
    last = ""
    for number, case in rows:
        row = case.formula
        sides = sides_of(row)
        if len(sides) > 1 and not sides[0][1].strip() and last:
            sides[0] = ("", last)
        if len(sides) < 2:
            yield Found(row, "there is no relation in it", row=number)
            continue
        said = WAY.fullmatch(case.path)
        for (_, left), (sign, right) in pairwise(sides):
            found = _read(left, sign, right, said, letters, functions)
            yield replace(_under(case, found, letters, functions), row=number)
        last = sides[-1][1]


def split_rows(display: str) -> list[tuple[int, Case]]:
    """The formulas of a display with the number of their row, without setting and side remarks."""
    between = re.sub(r"\\intertext\s*\{[^{}]*\}", r" \\\\ ", whole(facing(display)))
    every: list[tuple[int, Case, Row]] = []
    for number, row in enumerate(re.split(r"\\\\(?:\s*\[[^\[\]]*\])?", between)):
        every += [(number, case, row_of(_plain(case.formula))) for case in by_cases(row)]
    return [*_with_what_is_said(every)]


def _plain(row: str) -> str:
    """A row without its setting."""
    return _STRUCTURE.sub(" ", re.sub(r",\s*&", r",\\quad ", spelled(row)))


def _with_what_is_said(every: list[tuple[int, Case, Row]]) -> Iterator[tuple[int, Case]]:
    """The formulas; what is said beside one row of a chain is said of all of it."""
    chains: list[list[tuple[int, Case, Row]]] = []
    for number, case, row in every:
        goes_on = not row.formulas or not sides_of(row.formulas[0])[0][1].strip()
        if goes_on and chains:
            chains[-1].append((number, case, row))
        else:
            chains.append([(number, case, row)])
    for chain in chains:
        said = tuple(dict.fromkeys(condition for _, _, row in chain for condition in row.conditions))
        path = next((row.path for _, _, row in chain if row.path), "")
        formulas = [(number, case, formula) for number, case, row in chain for formula in row.formulas]
        if path and not any(SIGNS.get(sign) == "->" for _, _, formula in formulas for sign, _ in sides_of(formula)):
            said, path = (*said, path), ""  # of what is no limit it is no path
        for number, case, formula in formulas:
            yield number, replace(case, formula=formula, beside=said, path=path)


def _path(said: re.Match[str], letters: Letters, functions: frozenset[str]) -> Path:
    """The path that is said, ``n -> oo`` or ``x -> 0+``; from both sides of a finite place where it names none."""
    [(place, sign)] = _END.findall(said[3])
    variable, to = (expression(part, letters, functions) for part in (said[1], place))
    if not isinstance(variable, Symbol):
        raise Unread("the path of the limit")
    arrow: Mapping[str, Side] = {"downarrow": "above", "searrow": "above", "uparrow": "below", "nearrow": "below"}
    side = arrow.get(said[2], "both") if not sign else "above" if sign == "+" else "below"
    return Path(variable, to) if to.is_infinite else Path(variable, to, side=side)


def _read(
    left: str, sign: str, right: str, said: re.Match[str] | None, letters: Letters, functions: frozenset[str]
) -> Found:
    found = Found(f"{left.strip()} {sign} {right.strip()}")
    try:
        if sign not in SIGNS:
            defines = sign in (":=", "=:")
            raise Unread(
                "it defines what is not read" if defines else f"{sign} is a relation that needs a word of its own"
            )
        relation = SIGNS[sign]
        if relation == "=" and (limit := _LIMIT.fullmatch(left)):
            said, left, relation = limit, limit[4], "->"
        sides = [expression(side, letters, functions) for side in (left, right)]
        if isinstance(sides[0], Symbol) and relation == "=":
            raise Unread(f"it gives a letter its meaning: {sides[0]} stands for {code_of(sides[1])}")
        if relation == "->":
            if said is None:
                raise Unread("along which path is not said beside it")
            path = _path(said, letters, functions)
            found.statement = tends(sides[0], sides[1], along=path)
            side = "" if path.side == "above" else f', side="{path.side}"'
            along = f"Path({path.variable})" if path.to == oo else f"Path({path.variable}, {code_of(path.to)}{side})"
            found.code = f"tends({code_of(sides[0])}, {code_of(sides[1])}, along={along})"
        else:
            found.statement = _MAKERS[relation](*sides)
            found.code = f"{_WORDS[relation]}({code_of(sides[0])}, {code_of(sides[1])})"
        if found.statement.lhs == found.statement.rhs:
            raise Unread("both sides are read as the same expression")
        found.integers = frozenset().union(*map(counted, sides))
    except (Unread, InputError, ValueError, TypeError, RecursionError, ArithmeticError) as reason:
        found.problem, found.code, found.statement = _plainly(reason), "", None
    return found


def _under(case: Case, found: Found, letters: Letters, functions: frozenset[str]) -> Found:
    """What was read of a case, with its condition as an assumption."""
    found.latex = replace(case, formula=found.latex).latex
    if found.statement is None:
        return found
    try:
        said = [_condition(text, letters, functions) for text in (*case.beside, *filter(None, [case.holds]))]
        fails = [_condition(text, letters, functions)[0] for text in case.fails]
        if any(len(relations) != 1 for relations in fails):
            raise Unread("what is left by a condition of two sides")
        holds = (relation for relations, _ in said for relation in relations)
        found.where = (*dict.fromkeys(holds), *(relation.negated for (relation,) in fails))
        found.whole = frozenset(letter for _, whole in said for letter in whole)
    except (Unread, InputError, ValueError, TypeError, RecursionError, ArithmeticError) as reason:
        found.problem, found.code, found.statement = f"its condition is not read: {_plainly(reason)}", "", None
    return found


def _condition(text: str, letters: Letters, functions: frozenset[str]) -> tuple[list[Relational], list[Symbol]]:
    return relations_of(text, lambda part: expression(part, letters, functions))


def expression(text: str, letters: Letters, functions: frozenset[str] = frozenset()) -> Expr:
    """One side of a statement.

    Raises:
        Unread: where it has no meaning here, in words; other errors of the reader.
    """
    if r"\prod" in text:
        if re.search(r"\\(?:sum|int)(?![A-Za-z])", text):
            raise Unread("a sum and a product in one formula")
        return expression(text.replace(r"\prod", r"\sum"), letters, functions).replace(Sum, Product)
    if (found := read_calculus(text, lambda part: expression(part, letters, functions))) is not None:
        return found
    return _keyed(letters.keyed(text), letters, functions)


def _keyed(keyed: str, letters: Letters, functions: frozenset[str], vectors: frozenset[str] | None = None) -> Expr:
    """An expression with keys in the place of letters; those of vectors may not stand in it."""
    for call in re.finditer(r"(QZ[A-Z]{4})\s*(\(|\[|\\\{)", keyed):
        if call[1] in functions - letters.functions.keys() or call[2] != "(":
            raise Unread(f"{letters.symbols[call[1]]}{call[2].strip(chr(92))}...: a function, or a mean")
    if vectors is None and (sign := _OF_VECTORS.search(keyed)) is not None:
        try:
            keyed = without_vectors(keyed, letters, lambda part: _keyed(part, letters, functions, frozenset()))
        except Unread as reason:
            raise Unread(f"{sign[0]} is not read ({reason}): {_BY_HAND}") from None
    for key in (letters.vectors if vectors is None else vectors) & set(re.findall(r"QZ[A-Z]{4}", keyed)):
        raise Unread(f"{letters.symbols[key]} is a vector or a matrix elsewhere in this source")
    if re.search(r"\^\s*\{\s*\(", keyed):
        raise Unread("an index in brackets above a letter")
    known = {**FUNCTIONS, **{word.__name__: word for word in COUNTING}, **letters.functions}
    return latex.read(keyed, letters.symbols, argument="formula", functions=known)


class _Printer(StrPrinter):
    """Python text of an expression in which every number is exact."""

    def _print_Rational(self, expression: Any) -> str:
        return f"Rational({expression.p}, {expression.q})"

    def _print_Exp1(self, expression: Any) -> str:
        return "exp(1)"


def code_of(expression: Basic) -> str:
    """The Python text of an expression, with exact numbers."""
    printer = _Printer({"order": "none" if isinstance(expression, (Integer, Rational)) else None})
    return str(printer.doprint(expression)).replace("'", ".T")


def _plainly(reason: Exception) -> str:
    """What could not be read, without the keys that stood for letters."""
    said = " ".join(str(reason).split())
    if isinstance(reason, InputError):
        said = reason.domain.partition("; reading stopped")[0].removeprefix("LaTeX of a formula").strip()
        token = re.search(r"not '(\\+[A-Za-z]+)", said)
        token = token or re.search(r"^\(not '(.)' here\)$", said)
        said = f"{token[1].replace(chr(92) * 2, chr(92))} is not read there" if token else f"it must be {said}"
        if (name := re.search(r"it must be written with the names .*\((.*)\)$", said)) is not None:
            said = f"{name[1]} is no letter of this source"
    return re.sub(r"\s*QZ[A-Z]{4}\s*", "a letter", said)[:200]
