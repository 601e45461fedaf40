"""Which letter makes a denominator vanish, and the assumption that leaves the point out.

The letters of the model may be 0 where that has a meaning (no generations, no noise), so that 1/n asks for a condition.

>>> from lemmata.theory.notation import T, n, sigma
>>> remedy([T / n], {n: Fraction(0), T: Fraction(1)}, "n is zero under a negative power")
'n may be 0, which where=[n >= 1] excludes'
>>> remedy([1 / (T * sigma + sigma)], {sigma: Fraction(0)}, "T*sigma + sigma is zero under a negative power")
'sigma may be 0, which where=[sigma > 0] excludes'
>>> remedy([1 / (T - 1)], {T: Fraction(1)}, "T - 1 is zero under a negative power")
''
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from sympy import Expr, Pow, Symbol


def remedy(sides: Iterable[Expr], point: Mapping[Symbol, Fraction], reason: str) -> str:
    """What to assume of the letter that is 0 at the point, where it alone makes the denominator of the reason 0."""
    for side in sides:
        for power in side.atoms(Pow):
            if not reason.startswith(f"{power.base} is zero "):
                continue
            for letter in sorted(power.base.free_symbols & point.keys(), key=str):
                if point[letter] == 0 and power.base.subs(letter, 0) == 0:
                    return f"{letter} may be 0, which where=[{_away(letter)}] excludes"
    return ""


def _away(letter: Symbol) -> str:
    if not letter.is_nonnegative:
        return f"Ne({letter}, 0)"
    return f"{letter} >= 1" if letter.is_integer else f"{letter} > 0"
