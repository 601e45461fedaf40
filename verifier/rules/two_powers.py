"""The least value of a sum of two powers of one letter, by weighted arithmetic and geometric means.

For p, q, a, b > 0 and x > 0: p x^-a + q x^b >= (a + b) (p/b)^(b/(a+b)) (q/a)^(a/(a+b)), with equality where
a p x^-a = b q x^b (Hardy, Littlewood and Polya, Inequalities, 2.5). So the best bandwidth, the best step and the best
size of a model have their value, with any letters in the exponents.

>>> from sympy import symbols
>>> x, y, p = symbols("x y p", positive=True)
>>> at_least_without(4/x + y*x + p, x, ())
p + 4*sqrt(y)
>>> at_least_without(4/x + y/x**2, x, ())
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Basic, Expr, Integer, Mul, Symbol

from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.rules.algebra import known_positive, same_value
from lemmata.verifier.verdict import Verdict


def at_least_without(total: Expr, x: Symbol, assumptions: Sequence[Basic]) -> Expr | None:
    """The least value of c x^-a + e x^b + rest over x > 0; None where nothing shows that it is of this form."""
    positive = known_positive(assumptions)
    moving = [term for term in Add.make_args(total) if x in term.free_symbols]
    powers = [power for term in moving if (power := exponent_of(term, x)) is not None]
    if len(moving) != 2 or len(powers) != 2 or not positive(x):
        return None
    (falling, a), (rising, b) = zip(moving, powers, strict=True)
    if not positive(b):
        (falling, a), (rising, b) = (rising, b), (falling, a)
    a = -a
    heights = [put_in(term, {x: Integer(1)}) for term in (falling, rising)]
    if not all(positive(number) for number in (a, b, *heights)):
        return None
    for term, height, power in zip((falling, rising), heights, (-a, b), strict=True):
        if same_value(term, height * x**power, assumptions).verdict is not Verdict.PROVED:
            return None
    low, high = heights
    least = (a + b) * (low / b) ** (b / (a + b)) * (high / a) ** (a / (a + b))
    return Add(least, *(term for term in Add.make_args(total) if x not in term.free_symbols))


def exponent_of(term: Expr, x: Symbol) -> Expr | None:
    """e for a term that looks like c x^e; that it is one is for the caller to show.

    >>> from sympy import symbols
    >>> x, a, c = symbols("x a c", positive=True)
    >>> exponent_of(c*(c/x)**a/x, x), exponent_of(x + 1, x)
    (-a - 1, None)
    """
    if x not in term.free_symbols:
        return Integer(0)
    if term == x:
        return Integer(1)
    if isinstance(term, Mul):
        parts = [exponent_of(part, x) for part in term.args]
        return None if None in parts else Add(*parts)
    base, power = term.as_base_exp()
    inner = exponent_of(base, x) if base != term and x not in power.free_symbols else None
    return None if inner is None else inner * power
