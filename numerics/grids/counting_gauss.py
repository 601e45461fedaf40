r"""Gauss rules for sums over consecutive integers.

The sum of a polynomial over L equidistant points with unit spacing is an integral against the counting measure. Its
orthogonal polynomials are those of Chebyshev (discrete), with the recurrence

    p_{j+1}(x) = x p_j(x) - b_j^2 p_{j-1}(x),   b_j^2 = j^2 (L^2 - j^2)/(4 (4 j^2 - 1)),

centred at the middle of the points (DLMF 18.22.2 in other letters; Gautschi 2004, Section 1.5.2). The n zeros of p_n
are the nodes, w_i = h_{n-1}/(p_{n-1}(x_i) p_n'(x_i)) with h_{n-1} = L b_1^2 .. b_{n-1}^2 the weights; they are
positive and the rule sums polynomials of degree at most 2n - 1 exactly. Each zero is enclosed by interval Newton:
m - p(m)/p'(X) inside X proves that X has exactly one.

>>> nodes, weights = counting_rule(101, 4)
>>> total = sum((w * x**6 for x, w in zip(nodes, weights)), arb(0))      # over -50, -49, .., 50
>>> total.contains(sum(k**6 for k in range(-50, 51)))
True
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
from flint import arb, ctx, fmpq
from scipy.linalg import eigh_tridiagonal

BITS = 160
"""The precision of nodes and weights."""
_LOST_PER_STEP = 8  # bits that a step of the recurrence may lose when n is close to L
_NARROW = arb((1, -70))  # the accuracy that is promised: far beyond doubles


@lru_cache(maxsize=4096)
def counting_rule(L: int, n: int) -> tuple[tuple[arb, ...], tuple[arb, ...]]:
    """Nodes and weights of the n-point Gauss rule for L centred points with unit spacing, n <= L.

    Args:
        L: the number of points.
        n: the number of nodes.
    """
    squares = [fmpq(j * j * (L * L - j * j), 4 * (4 * j * j - 1)) for j in range(1, n)]
    off_diagonal = np.array([float(Fraction(int(b.p), int(b.q)) * 4 / L**2) ** 0.5 for b in squares])
    starts = eigh_tridiagonal(np.zeros(n), off_diagonal, eigvals_only=True) if n > 1 else np.zeros(1)
    before = ctx.prec
    ctx.prec = BITS + _LOST_PER_STEP * n
    try:
        norm = arb(L)
        for b in squares:
            norm *= b
        found = [_node(float(start), L, squares) for start in starts]
        nodes, weights = tuple(x for x, _, _ in found), tuple(norm / (last * slope) for _, last, slope in found)
        if any(x.rad() > arb(L) * _NARROW for x in nodes) or any(w.rad() > w * _NARROW for w in weights):
            raise ArithmeticError(f"the {n}-point rule for {L} points was not enclosed narrowly")
        return nodes, weights
    finally:
        ctx.prec = before


def _node(start: float, L: int, squares: list[fmpq]) -> tuple[arb, arb, arb]:
    """A zero of p_n near start * L/2, with p_{n-1} and p_n' there."""
    x = arb(start) * L / 2
    for _ in range(4):
        value, slope, _ = _polynomial(x, squares)
        x = (x - value / slope).mid()
    wide = arb(x, arb(L) * arb(2) ** (40 - BITS))
    value, _, _ = _polynomial(x, squares)
    narrow = x - value / _polynomial(wide, squares)[1]
    if not wide.contains_interior(narrow):
        raise ArithmeticError(f"a node of the {len(squares) + 1}-point rule for {L} points was not enclosed")
    _, slope, last = _polynomial(narrow, squares)
    return narrow, last, slope


def _polynomial(x: arb, squares: list[fmpq]) -> tuple[arb, arb, arb]:
    """p_n, p_n' and p_{n-1} at x."""
    earlier, p = arb(1), x
    earlier_slope, slope = arb(0), arb(1)
    for b in squares:
        earlier, p, earlier_slope, slope = (
            p,
            x * p - b * earlier,
            slope,
            p + x * slope - b * earlier_slope,
        )
    return p, slope, earlier
