"""Expressions as MathML, which browsers set without scripts or fonts from elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from html import escape
from inspect import isclass
from typing import Any
from xml.etree import ElementTree

from latex2mathml import exceptions
from latex2mathml.converter import convert
from sympy.printing.latex import LatexPrinter

from lemmata.interface.layout import shortened
from lemmata.theory import notation
from lemmata.theory.relations import Statement

_NAMES = {
    notation.ridge: r"\lambda",
    notation.df1: r"\mathrm{df}_{1}",
    notation.df2: r"\mathrm{df}_{2}",
    notation.signal: r"{\left\| w_{0} \right\|}^{2}",
}
_UNSETTABLE: tuple[type[Exception], ...] = (ValueError, IndexError, KeyError, TypeError, ElementTree.ParseError)
_UNSETTABLE += tuple(kind for kind in vars(exceptions).values() if isclass(kind) and issubclass(kind, Exception))
"""What the converter raises where it does not know LaTeX; its own errors have no common class."""
_RELATIONS = {"=": "=", "<=": r"\leq", ">=": r"\geq", "->": r"\to", "~": r"\sim"}


plain_text = partial(escape, quote=False)
"""Text between tags: matrices are transposed by quotes there."""


def mathml(expression: Any) -> str:
    """One expression or relation in line; as plain text where it cannot be set.

    >>> mathml(notation.sigma**2).startswith("<math")
    True
    """
    return _set(in_latex(expression), str(expression))


def statement_mathml(statement: Statement) -> str:
    """A statement as a display, with the path of a limit."""
    return _display(statement_latex(statement), str(statement), _WIDEST)


def statement_latex(statement: Statement) -> str:
    """The LaTeX of a statement, with the path of a limit."""
    sign = _RELATIONS.get(statement.relation, statement.relation)
    text = rf"{in_latex(statement.lhs)} {sign} {in_latex(statement.rhs)}"
    if statement.path is not None:
        kept = (f", {in_latex(symbol)} = {in_latex(value)}" for symbol, value in statement.path.keeping.items())
        way = rf"{in_latex(statement.path.variable)} \to {in_latex(statement.path.to)}{''.join(kept)}"
        text += rf" \qquad ({way})"
    return text


def printed_mathml(text: str) -> str:
    """LaTeX as a paper prints it; as it is typed where it cannot be set."""
    return _set(text, text)


def step_html(relation: str, after: Any) -> str:
    """One line of a calculation; typed as a derivation types it where it would be wider than a page."""
    plain = shortened(f"{relation} {after}", _MOST)
    return _display(rf"{_RELATIONS.get(relation, relation)} {in_latex(after)}", plain, _WIDEST // 3)


class _Printer(LatexPrinter):
    """A name of several letters is one name, and no product of letters."""

    def _print_Symbol(self, expr: Any, style: str = "plain") -> str:
        text = str(super()._print_Symbol(expr, style))
        return re.sub("^[A-Za-z]{2,}(?=$|[_^])", lambda name: rf"\operatorname{{{name[0]}}}", text)


def in_latex(expression: Any) -> str:
    """The LaTeX of an expression or an assumption."""
    return str(_Printer({"symbol_names": _NAMES}).doprint(expression))


@lru_cache(maxsize=8192)
def _set(text: str, plain: str, display: str = "inline") -> str:
    try:
        return _short(str(convert(text, display=display)))
    except _UNSETTABLE:
        return f"<code>{escape(plain)}</code>"


_WIDEST = 1300
"""Bytes of MathML of what is not much wider than a page."""
_MOST = 220
"""Letters of a step that are shown of one that is typed."""
_BARS = "|\u2016"
_ROWS = ("math", "msqrt", "mrow")
"""What sets several parts as a row of its own accord."""


def _short(mathml: str) -> str:
    """The same for a browser in a third of the bytes: without what HTML and the dictionary of operators say anyway."""
    root = ElementTree.fromstring(mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', ""))
    if root.get("display") == "inline":
        del root.attrib["display"]
    _shorten(root)
    return ElementTree.tostring(root, encoding="unicode")


def _shorten(node: ElementTree.Element) -> None:
    """Without rows of one part, and attributes of brackets; a name and a negative number are one part each.

    A row in a row stays: its brackets are as high as what they enclose.
    """
    for place, part in enumerate(node):
        _shorten(part)
        if part.tag == "mo" and part.get("fence") and (part.text not in tuple(_BARS) or _ends(node, place)):
            part.attrib.clear()
        if part.tag == "mrow" and not part.attrib:
            node[place] = part[0] if len(part) == 1 else _one(part)
    if node.tag in _ROWS and len(node) == 1 and node[0].tag == "mrow" and not node[0].attrib:
        node[:] = node[0][:]


def _display(latex: str, plain: str, widest: int) -> str:
    """A line of its own; what is much wider than a page is typed as a derivation types it, and broken."""
    found = _set(latex, plain, display="block")
    return found if len(found) < widest else f'<p class="typed"><code>{plain_text(plain)}</code></p>'


def _ends(row: ElementTree.Element, place: int) -> bool:
    """Whether a part is the first or the last of a row, where a bar is a bracket by itself."""
    return row.tag == "mrow" and len(row) > 1 and place in (0, len(row) - 1)


def _one(row: ElementTree.Element) -> ElementTree.Element:
    """A row as one part, where it is the letters of a name or a number with its sign."""
    if len(row) == 2 and (row[0].text, row[0].tag, row[1].tag) == ("\u2212", "mo", "mn"):
        row[1].text = f"\u2212{row[1].text}"
        return row[1]
    if len(row) > 1 and all(part.tag == "mi" and part.get("mathvariant") == "normal" for part in row):
        name = ElementTree.Element("mi")
        name.text = "".join(part.text or "" for part in row)
        return name
    return row
