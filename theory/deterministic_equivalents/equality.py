"""Whether two expressions in sums over eigenvalues are equal, exactly: by partial fractions, eigenvalue by eigenvalue.

>>> from lemmata.theory.notation import d, kappa
>>> from lemmata.theory.spectra.eigensum import EigenSum, s
>>> equal_sums(EigenSum(s/(s + kappa)), d - kappa*EigenSum(1/(s + kappa)))
True
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import Expr, Symbol

from lemmata.theory.deterministic_equivalents.fractions import NoClosedForm, Sums
from lemmata.theory.deterministic_equivalents.quotients import NotRational, Quotient
from lemmata.theory.notation import d
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.theory.spectra.eigensum import EigenSum, s

_MOST_POLES = 6


def equal_sums(left: Expr, right: Expr) -> bool:
    """Whether the two are the same rational function of sums over eigenvalues; False also where it is not seen."""
    symbols = symbols_of(left) | symbols_of(right)
    bound = {x for x in symbols if x in PER_EIGENVALUE or str(x).startswith(("s_", "c2_", "c_"))}
    poles = [x for x in sorted(symbols - bound, key=str) if _is_pole(x, left) or _is_pole(x, right)]
    if len(poles) > _MOST_POLES:
        return False
    parameters = sorted((symbols | {d}) - bound - set(poles), key=str)
    sums = Sums(d, parameters, bound - {s}, poles)
    for pole in poles:
        sums.name_pole(pole)
    try:
        return not read(left, sums, lambda x: x) - read(right, sums, lambda x: x)
    except (NoClosedForm, NotRational, ZeroDivisionError):
        return False


def read(expression: Expr, sums: Sums, put: Callable[[Quotient], Quotient]) -> Quotient:
    """An expression in sums as an element of the field; ``put`` is applied to what has none.

    Raises:
        NoClosedForm: where a sum has a pole without a name, or stands inside a function.
    """
    if isinstance(expression, EigenSum):
        return sums.sum(read(expression.summand, sums, put))
    if not expression.has(EigenSum):
        return put(sums.field.read(expression))
    if expression.is_Pow and expression.exp.is_Integer:
        return read(expression.base, sums, put) ** int(expression.exp)
    if not (expression.is_Add or expression.is_Mul):
        raise NoClosedForm("sums inside a function")
    parts = [read(part, sums, put) for part in expression.args]
    total = parts[0]
    for part in parts[1:]:
        total = total + part if expression.is_Add else total * part
    return total


def symbols_of(expression: Expr) -> set[Symbol]:
    """The symbols, those that sums bind among them."""
    inside = {x for node in expression.atoms(EigenSum) for x in symbols_of(node.summand)}
    return {*expression.free_symbols, *inside}


def _is_pole(symbol: Symbol, expression: Expr) -> bool:
    """Whether s + symbol occurs under a sum."""
    return any(part.is_Add and {s, symbol} == set(part.args)
               for node in expression.atoms(EigenSum) for part in _parts(node.summand))  # fmt: skip


def _parts(expression: Expr) -> list[Expr]:
    return [expression, *(inner for part in expression.args for inner in _parts(part))]
