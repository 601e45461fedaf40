"""Whether linear assumptions imply a linear inequality, decided exactly by Fourier-Motzkin elimination.

The question "do the assumptions give ``T >= d + 2``?" is linear and small. The negation of what is asked is added to
the assumptions (between integers ``T < d + 2`` is ``T <= d + 1``) and every symbol is eliminated; a contradiction among
the remaining numbers is a nonnegative combination that proves the implication (Farkas). A product of symbols counts as
a symbol of its own, of which the sign alone is known, and assumptions that are not polynomial are left out; this can
only make the answer more careful: False means "not implied as far as this goes".

>>> from sympy.abc import x, y
>>> implies_at_least(x, y, [x >= y + 2])
True
>>> implies_at_least(x, y + 3, [x >= y + 2])
False
>>> m, n = sympy.symbols("m n", nonnegative=True)
>>> implies_at_least(x + m*n, y + 2, [x >= y + 2])
True
>>> implies_at_least(x + m*n, y + 3, [x >= y + 2, m >= 1, n >= 1])             # true, but not linear in m, n, m*n
False
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

import sympy
from sympy import Basic, Expr
from sympy.core.function import AppliedUndef

from lemmata.verifier.engines.infinity import can_be_subtracted

Row = tuple[dict[Expr, Fraction], Fraction, bool]
"""``sum of coefficients times symbols + constant >= 0``, or ``> 0`` when the last entry is true; products count too."""

_MOST_ROWS = 400


def implies_at_least(large: Expr, small: Expr, assumptions: Iterable[Basic]) -> bool:
    """Whether ``large >= small`` follows from the assumptions and the symbols' own signs."""
    goal = sympy.expand(large - small)
    if goal.is_number:
        return bool(goal >= 0)
    return _follows(goal, False, assumptions)


def implies(relation: Basic, assumptions: Iterable[Basic]) -> bool:
    """Whether a relation follows from the assumptions and the symbols' own signs by linear combination.

    >>> from lemmata.theory.notation import T, d
    >>> implies(T - d > 1, [T >= d + 2]), implies(T - d > 2, [T >= d + 2])
    (True, False)
    """
    large, small = relation.args
    match relation:
        case sympy.Ge():
            return _follows(large - small, False, assumptions)
        case sympy.Gt():
            return _follows(large - small, True, assumptions)
        case sympy.Le():
            return _follows(small - large, False, assumptions)
        case sympy.Lt():
            return _follows(small - large, True, assumptions)
        case sympy.Ne():
            known = tuple(assumptions)
            return _follows(large - small, True, known) or _follows(small - large, True, known)
    return False


def _follows(difference: Expr, strict: bool, assumptions: Iterable[Basic]) -> bool:
    """Whether the difference is nonnegative, or positive."""
    negated = _row(-sympy.expand(difference), strict=not strict)
    if negated is None:
        return False
    rows = [negated, *(row for relation in assumptions for row in _rows(relation))]
    symbols = {symbol for row in rows for symbol in row[0]}
    rows += [({symbol: Fraction(1)}, Fraction(0), bool(symbol.is_positive)) for symbol in symbols if _signed(symbol)]
    return _contradictory([_sharpened(row) for row in rows], symbols)


def _signed(symbol: Expr) -> bool:
    return bool(symbol.is_nonnegative)


def _sharpened(row: Row) -> Row:
    """Between integers, ``> 0`` is ``>= 1``."""
    coefficients, constant, strict = row
    integral = all(s.is_integer and v.denominator == 1 for s, v in coefficients.items()) and constant.denominator == 1
    return (coefficients, constant - 1, False) if strict and integral else row


@lru_cache(maxsize=4096)
def _rows(relation: Basic) -> tuple[Row, ...]:
    """A relation as rows; none when it is not linear."""
    if isinstance(relation, sympy.And):
        return tuple(row for part in relation.args for row in _rows(part))
    if not isinstance(relation, (sympy.Eq, sympy.Ge, sympy.Le, sympy.Gt, sympy.Lt)):
        return ()
    left, right = relation.args
    if not (isinstance(left, Expr) and isinstance(right, Expr) and can_be_subtracted(relation)):
        return ()
    difference = sympy.expand(left - right)
    if isinstance(relation, (sympy.Le, sympy.Lt)):
        difference = -difference
    rows = [_row(difference, strict=isinstance(relation, (sympy.Gt, sympy.Lt)))]
    if isinstance(relation, sympy.Eq):
        rows.append(_row(-difference, strict=False))
    return tuple(row for row in rows if row is not None)


def _row(expr: Expr, *, strict: bool) -> Row | None:
    unknown = sorted(expr.atoms(AppliedUndef), key=str)
    symbols = [*unknown, *sorted(expr.free_symbols - {s for f in unknown for s in f.free_symbols}, key=str)]
    poly = expr.as_poly(*symbols) if symbols else None
    if poly is None:
        return None
    terms = {sympy.Mul(*(s**e for s, e in zip(symbols, powers, strict=True))): v for powers, v in poly.terms()}
    constant = terms.pop(sympy.Integer(1), sympy.Integer(0))
    if not all(value.is_Rational for value in [*terms.values(), constant]):
        return None
    numbers = {product: Fraction(int(v.p), int(v.q)) for product, v in terms.items() if v}
    return numbers, Fraction(int(constant.p), int(constant.q)), strict


def _contradictory(rows: list[Row], symbols: set[Expr]) -> bool:
    for symbol in sorted(symbols, key=str):
        above = [row for row in rows if row[0].get(symbol, 0) < 0]
        below = [row for row in rows if row[0].get(symbol, 0) > 0]
        rows = [row for row in rows if not row[0].get(symbol)]
        rows += [_combined(low, high, symbol) for low in below for high in above]
        if len(rows) > _MOST_ROWS:
            return False
    return any(
        constant < 0 or (strict and constant == 0) for coefficients, constant, strict in rows if not coefficients
    )


def _combined(low: Row, high: Row, symbol: Expr) -> Row:
    """The nonnegative combination of two rows in which ``symbol`` cancels."""
    one, other = -high[0][symbol], low[0][symbol]
    names = {*low[0], *high[0]} - {symbol}
    coefficients = {s: one * low[0].get(s, Fraction(0)) + other * high[0].get(s, Fraction(0)) for s in names}
    return {s: v for s, v in coefficients.items() if v}, one * low[1] + other * high[1], low[2] or high[2]
