"""The limit of a sum, product or power from those of its parts, where the parts cannot be compared with each other.

Of a^n - q^n with a, q < 1 nobody knows which term is larger, and both vanish. Where every part has a finite limit, so
have sums, products, and powers, which owe that the limit of the base may be raised.

>>> from lemmata.theory.notation import n
>>> from lemmata.verifier.engines.growth import Growth
>>> a, q = sympy.Symbol("a", positive=True), sympy.Symbol("q", positive=True)
>>> below = Growth(n, lambda relation: relation in (a < 1, q < 1, sympy.log(a) < 0, sympy.log(q) < 0))
>>> limit_of_parts(3 - a**n + q**n, below)
3
"""

from __future__ import annotations

import sympy
from sympy import Add, Basic, Expr, Gt, Mul, Ne, Pow

from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.leading_forms import NoLeadingForm


def limit_of_parts(expression: Expr, growth: Growth) -> Expr | None:
    """The finite limit, with all that it owes in ``growth``; None where a part has none that is found."""
    owed: dict[Basic, str] = {}
    constants: dict[Expr, None] = {}
    found = _limit(expression, growth, owed, constants)
    growth.owed, growth.constants = owed, constants
    return found


def _limit(expression: Expr, growth: Growth, owed: dict[Basic, str], constants: dict[Expr, None]) -> Expr | None:
    try:
        found = growth.of(expression).limit
    except NoLeadingForm:
        return _of_parts(sympy.expand(expression, power_base=False, log=False), growth, owed, constants)
    owed |= growth.owed
    constants |= growth.constants
    return found


def _of_parts(whole: Expr, growth: Growth, owed: dict[Basic, str], constants: dict[Expr, None]) -> Expr | None:
    parts = whole.args if isinstance(whole, (Add, Mul)) else whole.args[:1] if isinstance(whole, Pow) else ()
    if isinstance(whole, Pow) and whole.exp.has(growth.variable):
        return None
    limits = [limit for part in parts if (limit := _limit(part, growth, owed, constants)) is not None]
    if not parts or len(limits) < len(parts):
        return None
    if not isinstance(whole, Pow):
        return whole.func(*limits)
    if not (whole.exp.is_Integer and whole.exp > 0):
        needed = Ne(limits[0], 0) if whole.exp.is_Integer else Gt(limits[0], 0)
        if needed is sympy.false:
            return None
        if needed is not sympy.true:
            owed[needed] = f"the limit of {whole.base} may be raised to {whole.exp}"
    return limits[0] ** whole.exp
