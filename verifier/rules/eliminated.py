"""An equation among the assumptions solved for a letter, which is then put in: 1/p + 1/q = 1 gives q = p/(p - 1).

>>> from sympy import Eq, Symbol
>>> p, q = Symbol("p", positive=True), Symbol("q", positive=True)
>>> without_equation(1/q + p, (Eq(1/p + 1/q, 1),))
(p + (p - 1)/p, (p - 1 > 0,))
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Basic, Eq, Expr, Gt, Lt, Ne, Sum, Symbol

from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.signs import sign
from lemmata.verifier.obligations.relations import decided


def without_equation(f: Expr, where: Sequence[Basic]) -> tuple[Expr, tuple[Basic, ...]] | None:
    """f and the assumptions without a letter that an equation gives by the others; None where there is none.

    The coefficient of the letter must not vanish on the domain, and the letter be no integer: what is kept of it is its
    sign.
    """
    for equation in where:
        if not isinstance(equation, Eq) or equation.has(Sum):
            continue
        above = sympy.fraction(sympy.together(equation.lhs - equation.rhs))[0]
        for letter in sorted(equation.free_symbols & f.free_symbols, key=str, reverse=True):
            value = _solved(above, letter, where)
            if value is not None:
                others = tuple(put_in(one, {letter: value}) for one in where if one != equation)
                known = (one for one in (*others, *_own_sign(letter, value)) if one is not sympy.true)
                return put_in(f, {letter: value}), tuple(known)
    return None


def _solved(above: Expr, letter: Symbol, where: Sequence[Basic]) -> Expr | None:
    if letter.is_integer or not above.is_polynomial(letter) or sympy.degree(above, letter) != 1:
        return None
    slope, rest = sympy.Poly(above, letter).all_coeffs()
    if decided(Ne(slope, 0), where).answer != "proved":
        return None
    return sympy.cancel(-rest / slope)


def _own_sign(letter: Symbol, value: Expr) -> tuple[Basic, ...]:
    """That the value is positive, where the letter is, as a condition on the part that has no sign of its own."""
    if not letter.is_positive:
        return ()
    above, below = sympy.fraction(sympy.together(value))
    for known, other in ((above, below), (below, above)):
        if sign(known) in ({1}, {-1}):
            return ((Gt if sign(known) == {1} else Lt)(other, 0),)
    return (Gt(value, 0),)
