r"""Second-order moments of Wishart, inverse Wishart and matrix-beta matrices, exactly.

For W = X'X with T rows from N(0, Sigma), V = Sigma^-1 and a symmetric matrix A, rotation invariance (after whitening)
leaves two numbers in each moment:

    E[W A W]          = p Sigma A Sigma + q tr(A Sigma) Sigma,   p = T (T+1),     q = T
    E[tr(A W) W]      = p Sigma A Sigma + q tr(A Sigma) Sigma,   p = 2 T,         q = T^2
    E[W^-1 A W^-1]    = p V A V + q tr(A V) V,                   p = (c_1 + c_2),  q = c_2
    E[tr(A W^-1) W^-1]= p V A V + q tr(A V) V,                   p = 2 c_2,        q = c_1
    c_2 = 1/((T-d)(T-d-1)(T-d-3)),  c_1 = (T-d-2) c_2            (T >= d + 4; infinite otherwise)

(Haff 1979, J. Multivariate Anal. 9; von Rosen 1988, Scand. J. Stat. 15). For U = W^(-1/2) W_2 W^(-1/2), with W_2 the
Gram matrix of m of the T >= d rows, U is independent of W, of rotation-invariant law, and

    E[U A U] = p A + q tr(A) I,   q = m (T-m)/(T (T-1)(T+2)),   p = m (m+2)/(T (T+2)) - q

(Konno 1988, Ann. Inst. Stat. Math. 40).

>>> wishart_square(2, 5), inverse_wishart_square(2, 7)
(Pair(outer=Fraction(30, 1), trace=Fraction(5, 1)), Pair(outer=Fraction(1, 10), trace=Fraction(1, 40)))
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact_integer


class Pair(NamedTuple):
    """The moment ``outer`` * M A M + ``trace`` * tr(A M) M, with M as the function says."""

    outer: Fraction
    trace: Fraction


def wishart_square(d: Exact, T: Exact) -> Pair:
    """E[W A W], M = Sigma."""
    _, rows = _sizes(d, T, 0)
    return Pair(Fraction(rows * (rows + 1)), Fraction(rows))


def wishart_with_trace(d: Exact, T: Exact) -> Pair:
    """E[tr(A W) W], M = Sigma."""
    _, rows = _sizes(d, T, 0)
    return Pair(Fraction(2 * rows), Fraction(rows**2))


def inverse_wishart_square(d: Exact, T: Exact) -> Pair:
    """E[W^-1 A W^-1], M = Sigma^-1.

    Raises:
        InputError: for T < d + 4, where it is infinite.
    """
    first, second = _inverse_coefficients(d, T)
    return Pair(first + second, second)


def inverse_wishart_with_trace(d: Exact, T: Exact) -> Pair:
    """E[tr(A W^-1) W^-1], M = Sigma^-1.

    Raises:
        InputError: for T < d + 4, where it is infinite.
    """
    first, second = _inverse_coefficients(d, T)
    return Pair(2 * second, first)


def matrix_beta_square(T: Exact, part: Exact) -> Pair:
    """E[U A U], M = I, for the share U of ``part`` of T rows.

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


def _inverse_coefficients(d: Exact, T: Exact) -> tuple[Fraction, Fraction]:
    dimension, rows = _sizes(d, T, 4)
    free = rows - dimension
    second = Fraction(1, free * (free - 1) * (free - 3))
    return (free - 2) * second, second


def _sizes(d: Exact, T: Exact, more: int) -> tuple[int, int]:
    dimension, rows = exact_integer(d, "d", least=1), exact_integer(T, "T", least=1)
    if more and rows < dimension + more:
        raise InputError("T", T, f"at least d + {more} = {dimension + more}: the moment is infinite below")
    return dimension, rows
