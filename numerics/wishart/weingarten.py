r"""The Weingarten function of the orthogonal group, as a rational function of the dimension.

A pairing of 2k points is a perfect matching; two of them together make loops, whose lengths (in pairs) are a partition
of k, the *type*. For a Haar orthogonal matrix O of size z

    E O_{i_1 a_1} ... O_{i_2k a_2k} = sum over pairings p, q of  [i constant on p] [a constant on q] Wg(p, q),

where Wg, a function of the type of (p, q), is the inverse of the Gram matrix z^loops(p, q). Contracting the last two
points turns the Gram equations into a square system, one equation a type (Collins and Matsumoto 2017, ALEA 14):

    z Wg(p, q) + sum over the other pairs (a, b) of q, both ways, of Wg(p, q with 2k-1 ~ a, 2k ~ b)
        = [2k-1 ~ 2k in p] Wg'(p', q').

The same function at negative dimension gives the moments of the inverse Wishart matrix
(:mod:`lemmata.numerics.wishart.moments`).

>>> from fractions import Fraction
>>> two = weingarten(2)
>>> [str(two[shape].at(Fraction(5))) for shape in ((1, 1), (2,))]            # (z + 1)/(z (z - 1)(z + 2)), -1/(...)
['3/70', '-1/140']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_poly

Pairing = tuple[int, ...]
"""The partner of each point."""
Type = tuple[int, ...]


@dataclass(frozen=True)
class Rational:
    """A rational function of z: coefficients of the numerator, lowest first, over the product of (z - root)."""

    numerator: tuple[int, ...]
    roots: tuple[int, ...]

    def at(self, z: Any) -> Any:
        """The value at z, an element of any field."""
        top = z * 0
        for coefficient in reversed(self.numerator):
            top = top * z + coefficient
        bottom = z * 0 + 1
        for root in self.roots:
            bottom = bottom * (z - root)
        return top / bottom


@dataclass(frozen=True)
class Denominator:
    """The common denominator of the Weingarten functions of all orders up to one."""

    order: int
    roots: tuple[int, ...]

    def value(self, z: Any) -> Any:
        """The product of (z - root)."""
        product = z * 0 + 1
        for root in self.roots:
            product = product * (z - root)
        return product

    def numerator(self, shape: Type) -> fmpz_poly:
        """What Wg of a type is over this denominator; of the empty type, Wg = 1."""
        return _over(self, shape)


def common_denominator(order: int) -> Denominator:
    """The least common denominator for the orders 0 to ``order``."""
    return Denominator(order, _roots(order))


@lru_cache(maxsize=256)
def _over(denominator: Denominator, shape: Type) -> fmpz_poly:
    function = weingarten(sum(shape))[shape] if shape else Rational((1,), ())
    product = fmpz_poly(list(function.numerator))
    left = list(denominator.roots)
    for root in function.roots:
        left.remove(root)
    for root in left:
        product = product * fmpz_poly([-root, 1])
    return product


def at(polynomial: fmpz_poly, z: Any) -> Any:
    """A polynomial at z, an element of any ring."""
    total = z * 0
    for coefficient in reversed(polynomial.coeffs()):
        total = total * z + int(coefficient)
    return total


def pairings(count: int) -> Iterator[Pairing]:
    """Every pairing of ``count`` points.

    >>> len(list(pairings(8)))
    105
    """
    partner = [-1] * count

    def fill() -> Iterator[Pairing]:
        if -1 not in partner:
            yield tuple(partner)
            return
        first = partner.index(-1)
        for other in range(first + 1, count):
            if partner[other] < 0:
                partner[first], partner[other] = other, first
                yield from fill()
                partner[first] = partner[other] = -1

    yield from fill()


def neighbours(count: int) -> Pairing:
    """The pairing of each even point with the next."""
    return tuple(k ^ 1 for k in range(count))


def type_of(p: Pairing, q: Pairing) -> Type:
    """The lengths of the loops of two pairings, in pairs, longest first.

    >>> type_of((1, 0, 3, 2, 5, 4), (3, 2, 1, 0, 5, 4))
    (2, 1)
    """
    seen = [False] * len(p)
    lengths = []
    for start in range(len(p)):
        length, point = 0, start
        while not seen[point]:
            seen[point] = seen[p[point]] = True
            point = q[p[point]]
            length += 1
        if length:
            lengths.append(length)
    return tuple(sorted(lengths, reverse=True))


def partitions(total: int, largest: int | None = None) -> list[Type]:
    """The partitions of a number.

    >>> partitions(3)
    [(3,), (2, 1), (1, 1, 1)]
    """
    most = total if largest is None else min(total, largest)
    if total == 0:
        return [()]
    return [(part, *rest) for part in range(most, 0, -1) for rest in partitions(total - part, part)]


@lru_cache(maxsize=16)
def weingarten(order: int) -> dict[Type, Rational]:
    """Wg for 2 ``order`` points, by type."""
    roots = _roots(order)
    points = [fmpq(value) for value in range(2 * order + 1, 2 * order + 2 + len(roots))]
    values = [_at(order, point) for point in points]
    found = {}
    for shape in partitions(order):
        samples = []
        for point, value in zip(points, values, strict=True):
            bottom = fmpq(1)
            for root in roots:
                bottom *= point - root
            samples.append(value[shape] * bottom)
        found[shape] = _reduced(_interpolated(points, samples), roots)
    return found


def _roots(order: int) -> tuple[int, ...]:
    """A common denominator: the factors z + 2j - i of the boxes (i, j) of all partitions, as often as in any one."""
    most: dict[int, int] = {}
    for shape in partitions(order):
        contents = [i - 2 * j for i, length in enumerate(shape) for j in range(length)]
        for content in contents:
            most[content] = max(most.get(content, 0), contents.count(content))
    return tuple(root for root, times in sorted(most.items()) for _ in range(times))


@lru_cache(maxsize=512)
def _at(order: int, z: fmpq) -> dict[Type, fmpq]:
    """Wg at one dimension, by the contracted Gram equations."""
    if order == 0:
        return {(): fmpq(1)}
    shapes = partitions(order)
    place = {shape: k for k, shape in enumerate(shapes)}
    matrix, right = fmpq_mat(len(shapes), len(shapes)), fmpq_mat(len(shapes), 1)
    lower = _at(order - 1, z)
    for row, shape in enumerate(shapes):
        counts, contracted = _equation(shape)
        for other, count in counts.items():
            matrix[row, place[other]] = fmpq(count)
        matrix[row, row] = matrix[row, row] + z
        if contracted is not None:
            right[row, 0] = lower[contracted]
    solved = matrix.solve(right)
    return {shape: solved[k, 0] for k, shape in enumerate(shapes)}


@lru_cache(maxsize=128)
def _equation(shape: Type) -> tuple[dict[Type, int], Type | None]:
    """How often each type occurs beside z Wg(shape), and the type that is left when the last pair is contracted."""
    size = 2 * sum(shape)
    q = neighbours(size)
    p = _example(shape)
    last, end = size - 2, size - 1
    counts: dict[Type, int] = {}
    for a in range(size - 2):
        b = q[a]
        turned = list(q)
        turned[last], turned[a], turned[end], turned[b] = a, last, b, end
        kind = type_of(p, tuple(turned))
        counts[kind] = counts.get(kind, 0) + 1
    return counts, type_of(p[:last], q[:last]) if p[last] == end else None


def _example(shape: Type) -> Pairing:
    """A pairing whose loops with the neighbours have these lengths, the shortest last."""
    partner: list[int] = []
    for length in shape:
        start, size = len(partner), 2 * length
        partner += [start + (k + 1 if k % 2 else k - 1) % size for k in range(size)]
    return tuple(partner)


def _interpolated(points: list[fmpq], values: list[fmpq]) -> fmpq_poly:
    """The polynomial through the points (Newton)."""
    table = list(values)
    for level in range(1, len(points)):
        for k in range(len(points) - 1, level - 1, -1):
            table[k] = (table[k] - table[k - 1]) / (points[k] - points[k - level])
    total = fmpq_poly([0])
    for k in range(len(points) - 1, -1, -1):
        total = total * fmpq_poly([-points[k], 1]) + table[k]
    return total


def _reduced(top: fmpq_poly, roots: tuple[int, ...]) -> Rational:
    """The fraction without the roots that cancel."""
    left = []
    for root in roots:
        quotient, rest = divmod(top, fmpq_poly([-root, 1]))
        if not rest.coeffs():
            top = quotient
        else:
            left.append(root)
    if top.denom() != 1:
        raise ArithmeticError("a Weingarten numerator is an integer polynomial")
    return Rational(tuple(int(c) for c in top.numer().coeffs()), tuple(left))
