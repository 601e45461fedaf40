r"""Second moments of matrix-beta matrices, exactly; those of Wishart matrices are :mod:`.contraction`.

For U = W^(-1/2) W_2 W^(-1/2), with W the Gram matrix of T >= d rows and W_2 that of m of them, U is independent of W,
of rotation-invariant law, and

    E[U A U] = p A + q tr(A) I,   q = m (T-m)/(T (T-1)(T+2)),   p = m (m+2)/(T (T+2)) - q

(Konno 1988, Ann. Inst. Stat. Math. 40).
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact_integer


class Pair(NamedTuple):
    """The moment ``outer`` * A + ``trace`` * tr(A) I."""

    outer: Fraction
    trace: Fraction


def matrix_beta_square(T: Exact, part: Exact) -> Pair:
    """E[U A U] for the share U of ``part`` of T rows.

    Raises:
        InputError: for T < 2, or part > T.

    >>> matrix_beta_square(10, 10)
    Pair(outer=Fraction(1, 1), trace=Fraction(0, 1))
    """
    rows, taken = exact_integer(T, "T", least=2), exact_integer(part, "part", least=0)
    if taken > rows:
        raise InputError("part", part, f"at most T = {rows}")
    trace = Fraction((rows - taken) * taken, rows * (rows - 1) * (rows + 2))
    return Pair(Fraction(taken * (taken + 2), rows * (rows + 2)) - trace, trace)
