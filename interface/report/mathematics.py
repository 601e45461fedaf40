"""Expressions as MathML, which browsers set without scripts or fonts from elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from inspect import isclass
from typing import Any

from latex2mathml import exceptions
from latex2mathml.converter import convert
from sympy.printing.latex import LatexPrinter

from lemmata.theory import notation
from lemmata.theory.relations import Statement

_NAMES = {
    notation.ridge: r"\lambda",
    notation.df1: r"\mathrm{df}_{1}",
    notation.df2: r"\mathrm{df}_{2}",
    notation.signal: r"{\left\| w_{0} \right\|}^{2}",
}
_UNSETTABLE: tuple[type[Exception], ...] = (ValueError, IndexError, KeyError, TypeError)
_UNSETTABLE += tuple(kind for kind in vars(exceptions).values() if isclass(kind) and issubclass(kind, Exception))
"""What the converter raises where it does not know LaTeX; its own errors have no common class."""
_RELATIONS = {"=": "=", "<=": r"\leq", ">=": r"\geq", "->": r"\to", "~": r"\sim"}


def mathml(expression: Any) -> str:
    """One expression or relation in line; as plain text where it cannot be set.

    >>> mathml(notation.sigma**2).startswith("<math")
    True
    """
    return _set(_latex(expression), str(expression))


def statement_mathml(statement: Statement) -> str:
    """A statement as a display, with the path of a limit."""
    return _set(statement_latex(statement), str(statement), display="block")


def statement_latex(statement: Statement) -> str:
    """The LaTeX of a statement, with the path of a limit."""
    text = rf"{_latex(statement.lhs)} {relation_latex(statement.relation)} {_latex(statement.rhs)}"
    if statement.path is not None:
        kept = (f", {_latex(symbol)} = {_latex(value)}" for symbol, value in statement.path.keeping.items())
        way = rf"{_latex(statement.path.variable)} \to {_latex(statement.path.to)}{''.join(kept)}"
        text += rf" \qquad ({way})"
    return text


def relation_in_latex(relation: Any) -> str:
    """The LaTeX of an assumption."""
    return _latex(relation)


def printed_mathml(text: str) -> str:
    """LaTeX as a paper prints it; as it is typed where it cannot be set."""
    return _set(text, text)


def step_mathml(relation: str, after: Any) -> str:
    """One line of a calculation."""
    return _set(rf"{relation_latex(relation)} {_latex(after)}", f"{relation} {after}", display="block")


def relation_latex(relation: str) -> str:
    """The sign of a relation."""
    return _RELATIONS.get(relation, relation)


class _Printer(LatexPrinter):
    """A name of several letters is one name, and no product of letters."""

    def _print_Symbol(self, expr: Any, style: str = "plain") -> str:
        text = str(super()._print_Symbol(expr, style))
        return rf"\operatorname{{{text}}}" if re.fullmatch("[A-Za-z]{2,}", text) else text


def _latex(expression: Any) -> str:
    return str(_Printer({"symbol_names": _NAMES}).doprint(expression))


@lru_cache(maxsize=8192)
def _set(text: str, plain: str, display: str = "inline") -> str:
    try:
        return _short(str(convert(text, display=display)))
    except _UNSETTABLE:
        return f"<code>{escape(plain)}</code>"


_BRACKET = re.compile(r'<mo stretchy="true" fence="true" form="(?:pre|post)fix">([^<]*)</mo>')
_ALONE = re.compile(r"<mrow>(<(m[ino])(?: [^>]*)?>[^<]*</\2>)</mrow>")
_BARS = "|\u2016"


def _short(mathml: str) -> str:
    """The same for a browser in half as many bytes: without what HTML and the dictionary of operators say anyway."""
    mathml = mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "").replace(' display="inline"', "")
    mathml = re.sub("&#x([0-9A-F]+);", lambda sign: escape(chr(int(sign[1], 16))), mathml)
    mathml = _BRACKET.sub(lambda found: found[0] if found[1] in _BARS else f"<mo>{found[1]}</mo>", mathml)
    return _ALONE.sub(r"\1", mathml)
