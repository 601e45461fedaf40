"""Single edits of a formula: the slips that people make.

One place of the formula is changed: an offset (T - d for T - d - 1), a coefficient, an exponent, a sign, one name for
another, a term or a factor left out. They serve twice: a refuted formula is repaired by trying them, and a true formula
is turned into wrong ones to see whether the test notices.

>>> from lemmata.theory.reading.parsing import parse
>>> [edit.formula for edit in single_edits(parse("d/T")) if edit.kind == "exponent"]
[d**2/T, sqrt(d)/T, d/T**2, d/sqrt(T), T*d]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Expr, Integer, Rational, Symbol

from lemmata.theory.notation import T0, T, beta, d, df1, df2, kappa, kappa0, phi, phi0, r, sigma, sigma0

_KIN = ((T, T0, d), (sigma, sigma0), (phi, phi0), (kappa, kappa0), (df1, df2), (beta, r))
"""Names that are taken for each other."""


@dataclass(frozen=True)
class Edit:
    """One changed place.

    Attributes:
        kind: offset, coefficient, exponent, sign, name or omission.
        change: in words, as ``T - d -> T - d - 1``.
        formula: the formula after it.
    """

    kind: str
    change: str
    formula: Expr


def single_edits(formula: Expr) -> Iterator[Edit]:
    """All single edits of a formula, without repetition and without the formula itself.

    Args:
        formula: an expression; sums and functions are edited inside as well.
    """
    seen = {formula}
    for kind, old, new, rebuilt in _edits(formula, lambda part: part, whole=True):
        if rebuilt not in seen and not rebuilt.has(sympy.nan, sympy.zoo, sympy.oo, sympy.I):
            seen.add(rebuilt)
            yield Edit(kind, f"{typed(old)} -> {typed(new)}", rebuilt)


def offset_everywhere(formula: Expr) -> Iterator[Edit]:
    """The same offset in every denominator at once: who forgets the -1 forgets it everywhere."""
    bases = {p.base for p in formula.atoms(sympy.Pow) if p.exp.is_negative and _takes_offset(p.base)}
    if len(bases) > 1:
        for offset in (-1, 1, -2, 2):
            changes = ", ".join(f"{typed(base)} -> {typed(base + offset)}" for base in sorted(bases, key=str))
            yield Edit("offset", changes, formula.xreplace({base: base + offset for base in bases}))


def typed(expr: Any) -> str:
    """An expression as one types it.

    >>> from lemmata.theory.reading.parsing import parse
    >>> typed(parse("d^2/T"))
    'd^2/T'
    """
    return str(expr).replace("**", "^")


def typed_relation(relation: Any) -> str:
    """A relation as one types it (SymPy shows an equation as a call)."""
    sign = getattr(relation, "rel_op", None)
    return typed(f"{relation.lhs} {sign} {relation.rhs}" if sign else relation)


def _edits(node: Expr, rebuild: Callable[[Any], Any], *, whole: bool = False) -> Iterator[tuple[str, Expr, Expr, Expr]]:
    """kind, part before, part after, whole formula after; ``rebuild`` puts a part back in its place."""
    for kind, new in _here(node, whole):
        yield kind, node, new, rebuild(new)
    if isinstance(node, (sympy.Symbol, sympy.Number)):
        return
    parts = node.args[:1] if isinstance(node, (sympy.Sum, sympy.Pow)) else node.args
    for position, part in enumerate(parts):
        if isinstance(part, Expr):

            def put_back(new: Any, position: int = position) -> Any:
                return rebuild(node.func(*(new if i == position else arg for i, arg in enumerate(node.args))))

            yield from _edits(part, put_back)


def _here(node: Expr, whole: bool) -> Iterator[tuple[str, Expr]]:
    """The edits of one node itself."""
    if whole:
        for factor in (Integer(2), Rational(1, 2), Integer(-1)):
            yield "sign" if factor == -1 else "coefficient", factor * node
    if isinstance(node, sympy.Add):
        yield from _of_sum(node)
    elif isinstance(node, sympy.Mul):
        for factor in node.args:
            if factor != -1:
                yield "omission", node / factor
    elif isinstance(node, sympy.Pow) and node.exp.is_Rational:
        for exponent in (node.exp + 1, node.exp - 1, 2 * node.exp, node.exp / 2, -node.exp):
            yield "exponent", node.base**exponent
    elif isinstance(node, sympy.Pow):
        yield "exponent", node.base ** (2 * node.exp)
        yield "exponent", node.base ** (-node.exp)
        yield "exponent", node.base ** (node.exp + 1)
    elif isinstance(node, Symbol):
        yield from _of_symbol(node)
    elif isinstance(node, sympy.Number) and not isinstance(node, sympy.NumberSymbol) and node != -1:
        yield "coefficient", node + 1
        yield "coefficient", node - 1


def _of_sum(node: sympy.Add) -> Iterator[tuple[str, Expr]]:
    if _takes_offset(node):
        for offset in (-1, 1, -2, 2):
            yield "offset", node + offset
    yield "exponent", node**2
    for term in node.args:
        rest = node - term
        yield "sign", rest - term
        yield "omission", rest
        yield "coefficient", rest + 2 * term
        yield "coefficient", rest + term / 2


def _of_symbol(node: Symbol) -> Iterator[tuple[str, Expr]]:
    yield "exponent", node**2
    yield "exponent", sympy.sqrt(node)
    for family in _KIN:
        if node in family:
            for other in family:
                if other != node:
                    yield "name", other


def _takes_offset(base: Expr) -> bool:
    """Whether an integer may have been forgotten here: a sum of sizes."""
    return isinstance(base, sympy.Add) and bool(base.free_symbols) and all(s.is_integer for s in base.free_symbols)
