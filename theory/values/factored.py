"""Factors of rational expressions over the rationals, by FLINT."""

from __future__ import annotations

import sympy
from flint import fmpq, fmpq_mpoly_ctx
from sympy import Expr, Mul, Poly, Rational


def factored(expression: Expr) -> Expr:
    """The expression over one denominator, with both parts in irreducible factors over the rationals.

    As :func:`sympy.factor` says it, which takes half a second or many minutes for a polynomial in six letters, as the
    points that it tries happen to be. What has other coefficients than rationals is left to SymPy.

    >>> from sympy.abc import x, y
    >>> factored(x / y - y / x)
    (x - y)*(x + y)/(x*y)
    """
    top, bottom = sympy.fraction(sympy.together(expression))
    above, below = _factors(top), _factors(bottom)
    return sympy.factor(expression) if above is None or below is None else above / below


def _factors(expression: Expr) -> Expr | None:
    if expression.is_Rational:
        return expression
    polynomial = sympy.poly_from_expr(expression)[0]
    if not (polynomial.domain.is_QQ or polynomial.domain.is_ZZ):
        return None
    gens = polynomial.gens
    context = fmpq_mpoly_ctx.get([f"x{place}" for place in range(len(gens))], "lex")
    terms = {powers: fmpq(int(value.p), int(value.q)) for powers, value in polynomial.as_dict().items()}
    scale, factors = context.from_dict(terms).factor()
    wholes = [(_rational(factor.to_dict(), gens).primitive(), power) for factor, power in factors]
    return Mul(_number(scale), *(Mul(content, whole.as_expr()) ** power for (content, whole), power in wholes))


def _rational(terms: dict[tuple[int, ...], fmpq], gens: tuple[Expr, ...]) -> Poly:
    return Poly({powers: _number(value) for powers, value in terms.items()}, *gens)


def _number(value: fmpq) -> Rational:
    return Rational(int(value.p), int(value.q))
