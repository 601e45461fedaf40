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

from sympy import Basic, Expr, Integer, Product, Rational, Sum, Symbol, binomial, oo
from sympy.printing.str import StrPrinter

from lemmata.interface.drafting.calculus import has_calculus, read_calculus
from lemmata.interface.drafting.letters import Letters, Unread
from lemmata.interface.drafting.macros import Macro, RunsAway, arguments, expanded
from lemmata.numerics.errors import InputError
from lemmata.theory.reading import latex
from lemmata.theory.relations import Path, Statement, at_least, at_most, equal, greater_than, less_than, tends

_MAKERS = {"=": equal, "<=": at_most, ">=": at_least, "<": less_than, ">": greater_than}
LONGEST = 5000
_WORDS = {"=": "equal", "<=": "at_most", ">=": "at_least", "<": "less_than", ">": "greater_than"}
_SIGNS = {
    "=": "=", r"\le": "<=", r"\leq": "<=", r"\leqslant": "<=",
    r"\ge": ">=", r"\geq": ">=", r"\geqslant": ">=", "<": "<",
    ">": ">", r"\lt": "<", r"\gt": ">", r"\to": "->", r"\rightarrow": "->", r"\longrightarrow": "->",
}  # fmt: skip
_OTHER = (
    r"\approx", r"\sim",
    r"\simeq", r"\equiv", r"\asymp", r"\lesssim", r"\gtrsim", r"\propto", r"\in", r":=", r"\coloneqq",
    r"\triangleq", r"\neq", r"\ne", r"\ll", r"\gg", r"\Rightarrow", r"\iff", r"\mapsto", r"\subset", r"\mid", r"\colon",
)  # fmt: skip
_RELATION = re.compile(
    "|".join(re.escape(s) + (r"(?![A-Za-z])" if s[-1].isalpha() else "") for s in (*_OTHER, *_SIGNS))
)
_STRUCTURE = re.compile(
    r"\\(?:label|tag|vspace|hspace)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|textstyle|limits|left|right|middle"
    r"|[bB]igg?[lrm]?)(?![A-Za-z])|\\(?:begin|end)\s*\{(?:aligned|split|gathered|array|alignedat)\}(?:\{[^{}]*\})?|&"
)
_SAID = re.compile(r"\\(?:text|mbox|textrm)\s*\{\s*(?:for|if|where|as|when|with|so|by|since|,|\.)[^{}]*\}")
_SIDE = re.compile(rf"\\q?quad|{_SAID.pattern}")
_ONE = r"QZ[A-Z]{4}|\d|[A-Za-z](?![A-Za-z])"
_LIMIT = re.compile(
    r"\s*\\lim\s*_\s*\{\s*(.{1,60}?)\s*\\(?:to|rightarrow)(?![A-Za-z])\s*([^{}]{1,40})\}(.*)", re.DOTALL
)
_WAY = re.compile(r"[$(\s]*([^$()]{1,40}?)\s*\\(?:to|rightarrow)(?![A-Za-z])\s*([^$(),.;]{1,40})")


@dataclass
class Found:
    """One statement: its LaTeX, and its code, or why it could not be read; and the row in which it stands."""

    latex: str
    problem: str = ""
    code: str = ""
    statement: Statement | None = None
    integers: frozenset[Symbol] = field(default_factory=frozenset)
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
    for number, row in rows:
        sides = sides_of(row)
        if len(sides) > 1 and not sides[0][1].strip() and last:
            sides[0] = ("", last)
        if len(sides) < 2:
            yield Found(row, "there is no relation in it", row=number)
            continue
        way = _way(display)
        for (_, left), (sign, right) in pairwise(sides):
            yield replace(_read(left, sign, right, way, letters, functions), row=number)
        last = sides[-1][1]


def split_rows(display: str) -> list[tuple[int, str]]:
    """The formulas of a display with the number of their row, without setting and side remarks."""
    display = re.sub(r"(\\intertext\s*\{[^{}]*\})", r" \\\\ ", display)
    found = []
    for number, row in enumerate(re.split(r"\\\\(?:\s*\[[^\[\]]*\])?", display)):
        condition = False
        columns = re.sub(r",\s*&", r",\\quad ", row)
        for piece in re.split(r"\\q?quad(?![A-Za-z])", _STRUCTURE.sub(" ", columns)):
            text, *rest = re.split(_SAID, piece)
            text = " ".join(re.sub(r"\\[,;:! ]|~", " ", text).split()).strip(" .,;")
            beside = condition or (text.startswith("(") and text.endswith(")")) or not text
            condition = bool(rest) and not rest[-1].strip(" .,;")
            if not beside:
                found += [(number, one) for one in _side_by_side(text)]
    return found


def _side_by_side(text: str) -> list[str]:
    """Statements with commas between them, ``x_{t+1} = a x_t, x_0 = 1``, each by itself."""
    pieces, start = [], 0
    for comma in re.finditer(",", text):
        before = text[start : comma.start()].replace(r"\{", "(").replace(r"\}", ")")
        if all(before.count(a) == before.count(b) for a, b in ("{}", "()", "[]")):
            pieces.append(text[start : comma.start()].strip())
            start = comma.end()
    pieces.append(text[start:].strip())
    return pieces if all(len(sides_of(piece)) > 1 for piece in pieces) else [text]


def sides_of(row: str) -> list[tuple[str, str]]:
    """Sides, each with the relation before it, at the places where no bracket is open."""
    found, sign, start = [], "", 0
    for match in _RELATION.finditer(row):
        before = row[: match.start()].replace(r"\{", "(").replace(r"\}", ")")
        if any(before.count(a) != before.count(b) for a, b in ("{}", "()", "[]")):
            continue
        found.append((sign, row[start : match.start()]))
        sign, start = match.group(), match.end()
    return [*found, (sign, row[start:])]


def _way(display: str) -> tuple[str, str] | None:
    """The path of a limit that is said beside the formula: (n -> oo)."""
    beside = _SIDE.search(display)
    match = _WAY.search(display, beside.end()) if beside else None
    return (match[1], match[2]) if match else None


def _read(
    left: str, sign: str, right: str, way: tuple[str, str] | None, letters: Letters, functions: frozenset[str]
) -> Found:
    found = Found(f"{left.strip()} {sign} {right.strip()}")
    try:
        if sign not in _SIGNS:
            raise Unread(f"{sign} is a relation that needs a word of its own")
        limit = _LIMIT.fullmatch(left)
        relation = _SIGNS[sign]
        if limit and relation == "=":
            way, left, relation = (limit[1], limit[2]), limit[3], "->"
        sides = [expression(side, letters, functions) for side in (left, right)]
        if isinstance(sides[0], Symbol) and relation == "=":
            raise Unread(f"it gives a letter its meaning: {sides[0]} stands for {code_of(sides[1])}")
        if relation == "->":
            if way is None:
                raise Unread("along which path is not said beside it")
            variable, to = (expression(part, letters, functions) for part in way)
            if not isinstance(variable, Symbol):
                raise Unread("the path of the limit")
            found.statement = tends(sides[0], sides[1], along=Path(variable) if to == oo else Path(variable, to))
            along = f"Path({variable})" if to == oo else f"Path({variable}, {code_of(to)})"
            found.code = f"tends({code_of(sides[0])}, {code_of(sides[1])}, along={along})"
        else:
            found.statement = _MAKERS[relation](*sides)
            found.code = f"{_WORDS[relation]}({code_of(sides[0])}, {code_of(sides[1])})"
        if found.statement.lhs == found.statement.rhs:
            raise Unread("both sides are read as the same expression")
        found.integers = frozenset().union(*map(_counted, sides))
    except (Unread, InputError, ValueError, TypeError, RecursionError, ArithmeticError) as reason:
        found.problem, found.code, found.statement = _plainly(reason), "", None
    return found


def expression(text: str, letters: Letters, functions: frozenset[str] = frozenset()) -> Expr:
    """One side of a statement.

    Raises:
        Unread: where it has no meaning here, in words; other errors of the reader.
    """
    if r"\prod" in text:
        if re.search(r"\\(?:sum|int)(?![A-Za-z])", text):
            raise Unread("a sum and a product in one formula")
        return expression(text.replace(r"\prod", r"\sum"), letters, functions).replace(Sum, Product)
    if has_calculus(text):
        return read_calculus(text, lambda part: expression(part, letters, functions))
    text = re.sub(r"\\[dt]binom(?![A-Za-z])", r"\\binom", re.sub(r"\\(?:leqslant)(?![A-Za-z])", r"\\leq", text))
    keyed = letters.keyed(text)
    for call in re.finditer(r"(QZ[A-Z]{4})\s*(\(|\[|\\\{)", keyed):
        if call[1] in functions or call[2] != "(":
            raise Unread(f"{letters.symbols[call[1]]}{call[2].strip(chr(92))}...: a function, or a mean")
    if re.search(r"\^\s*\{\s*\(", keyed):
        raise Unread("an index in brackets above a letter")
    return latex.read(_with_binomials(keyed, letters), letters.symbols, argument="formula")


def _with_binomials(keyed: str, letters: Letters) -> str:
    """The formula with a key for each binomial coefficient; what a sum binds may stand in one."""
    bound = {index: Symbol(index, integer=True) for index in re.findall(r"\\sum\s*_\s*\{\s*([A-Za-z])\s*=", keyed)}
    keyed = re.sub(rf"\\binom\s*({_ONE})\s*({_ONE})", r"\\binom{\1}{\2}", keyed)
    while (at := keyed.rfind(r"\binom")) >= 0:  # the innermost of several comes last
        (above, below), end = arguments(keyed, at + len(r"\binom"), 2)
        parts = [latex.read(part, {**letters.symbols, **bound}, argument="formula") for part in (above, below)]
        keyed = f"{keyed[:at]} {letters.stand_in(binomial(*parts))} {keyed[end:]}"
    return keyed


def _counted(side: Basic) -> frozenset[Symbol]:
    """The letters in the bounds of sums and products and in binomial coefficients: whole numbers."""
    ends = [end for node in side.atoms(Sum, Product) for _, *bounds in node.limits for end in bounds]
    ends += [part for node in side.atoms(binomial) for part in node.args]
    return frozenset(symbol for end in ends for symbol in end.free_symbols if isinstance(symbol, Symbol))


class _Printer(StrPrinter):
    """Python text of an expression in which every number is exact."""

    def _print_Rational(self, expression: Any) -> str:
        return f"Rational({expression.p}, {expression.q})"

    _print_Half = _print_Rational

    def _print_Exp1(self, expression: Any) -> str:
        return "exp(1)"

    def _print_Infinity(self, expression: Any) -> str:
        return "oo"


def code_of(expression: Basic) -> str:
    """The Python text of an expression, with exact numbers."""
    return str(_Printer({"order": "none" if isinstance(expression, (Integer, Rational)) else None}).doprint(expression))


def _plainly(reason: Exception) -> str:
    """What could not be read, without the keys that stood for letters."""
    said = " ".join(str(reason).split())
    if isinstance(reason, InputError):
        said = reason.domain.partition("; reading stopped")[0].removeprefix("LaTeX of a formula").strip()
        token = re.search(r"not '(\\+[A-Za-z]+)", said)
        said = f"{token[1].replace(chr(92) * 2, chr(92))} is not read" if token else f"it must be {said}"
        if (name := re.search(r"it must be written with the names .*\((.*)\)$", said)) is not None:
            said = f"{name[1]} is no letter of this source"
    return re.sub(r"\s*QZ[A-Z]{4}\s*", "a letter", said)[:200]
