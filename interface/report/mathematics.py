"""Expressions as MathML, which browsers set without scripts or fonts from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

from latex2mathml.converter import convert
from sympy import latex

from lemmata.theory import notation
from lemmata.theory.relations import Statement

_NAMES = {
    notation.ridge: r"\lambda",
    notation.df1: r"\mathrm{df}_{1}",
    notation.df2: r"\mathrm{df}_{2}",
    notation.signal: r"{\left\| w_{0} \right\|}^{2}",
}
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


def step_mathml(relation: str, after: Any) -> str:
    """One line of a calculation."""
    return _set(rf"{relation_latex(relation)} {_latex(after)}", f"{relation} {after}", display="block")


def relation_latex(relation: str) -> str:
    """The sign of a relation."""
    return _RELATIONS.get(relation, relation)


def _latex(expression: Any) -> str:
    return str(latex(expression, symbol_names=_NAMES))


def _set(text: str, plain: str, display: str = "inline") -> str:
    try:
        return str(convert(text, display=display))
    except (ValueError, IndexError, KeyError, TypeError):
        return f"<code>{escape(plain)}</code>"
