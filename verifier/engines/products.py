"""A product taken apart by a letter: its constant factor, the power of the letter, and the other factors that hold it.

>>> from sympy import exp
>>> from sympy.abc import a, x
>>> parted(3 * a * x**2 * x**a * exp(x), x)
(3*a, a + 2, [exp(x)])
"""

from __future__ import annotations

from sympy import Basic, Expr, Integer, Mul


def parted(term: Expr, x: Basic) -> tuple[Expr, Expr, list[Expr]]:
    """c, e and the rest of c x^e times factors that hold x otherwise."""
    constant, power, others = Integer(1), Integer(0), []
    for factor in Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if not factor.has(x):
            constant *= factor
        elif base == x and not exponent.has(x):
            power += exponent
        else:
            others.append(factor)
    return constant, power, others
