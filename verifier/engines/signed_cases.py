"""Inequalities with magnitudes: |x| is x where x >= 0 and -x where x <= 0, and both cases are shown.

>>> from sympy import Abs, symbols
>>> x, y = symbols("x y", real=True)
>>> nonnegative_by_cases(Abs(x) + Abs(y) - x - y, []).answer
'proved'
>>> nonnegative_by_cases(Abs(x) - y, []).answer == "proved"
False
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from sympy import Abs, Basic, Expr, Ge, I

from lemmata.verifier.engines.binders import bound_in
from lemmata.verifier.engines.positivity import Decision, nonnegative

_MOST = 4


def nonnegative_by_cases(expression: Expr, assumptions: Sequence[Basic], *, strict: bool = False) -> Decision:
    """Whether an expression is not negative on the domain (or positive), by the signs of what it has magnitudes of."""
    bound = bound_in(expression)
    inside = sorted({node.args[0] for node in expression.atoms(Abs) if not node.free_symbols & bound}, key=str)
    if not inside or len(inside) > _MOST or not all(map(_is_real, inside)):
        return nonnegative(expression, assumptions, strict=strict)
    for signs in product((1, -1), repeat=len(inside)):
        values = {Abs(part): sign * part for sign, part in zip(signs, inside, strict=True)}
        known = [Ge(sign * part, 0, evaluate=False) for sign, part in zip(signs, inside, strict=True)]
        found = nonnegative(expression.xreplace(values), [*assumptions, *known], strict=strict)
        if found.answer != "proved":
            return found
    return found


def _is_real(part: Expr) -> bool:
    """Whether a term is real wherever it is defined, and no magnitude is hidden in it."""
    return not part.has(Abs, I) and all(symbol.is_extended_real for symbol in part.free_symbols)
