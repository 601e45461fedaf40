"""Bijections of a finite product Z_a x Z_b x ...: which coordinate depends on which, and which turns they commute with.

A place of the product is a number whose digits are its coordinates, the last one fastest; a bijection is the number of
a permutation in lexicographic order (:class:`lemmata.theory.structure.counted.Permuted`).

>>> swapped = 1                                                     # of the places 0, ..., 3 it swaps the last two
>>> [int(DependsOn((2, 2), swapped, 1, factor).value_at({})) for factor in (0, 1)]
[1, 1]
>>> int(Commutes((2, 2), 0, 1).value_at({}))                        # the identity commutes with every turn
1
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import factorial, prod
from typing import Any

from sympy import Basic, Expr

from lemmata.theory.structure.counted import Counted, Permuted, ends_of

Place = tuple[int, ...]


@lru_cache(maxsize=4096)
def bijection(sizes: Place, code: int) -> dict[Place, Place]:
    """The images of all places, in coordinates."""
    places = list(product(*map(range, sizes)))
    images = [Permuted.counted(len(places), code, number) for number in range(len(places))]
    return {place: places[image] for place, image in zip(places, images, strict=True) if image is not None}


def turned(place: Place, factor: int, sizes: Sequence[int]) -> Place:
    """The place with one coordinate turned by one."""
    return tuple((x + (k == factor)) % sizes[k] for k, x in enumerate(place))


def _exists(sizes: Place, code: int, *positions: int) -> bool:
    inside = all(0 <= position < len(sizes) for position in positions)
    return inside and min(sizes) >= 1 and 0 <= code < factorial(prod(sizes))


def _defined(sizes: Any, code: Expr, *positions: Expr) -> tuple[Basic, ...]:
    places = [end for position in positions for end in ends_of(position, len(sizes))]
    return *ends_of(code, factorial(prod(map(int, sizes)))), *places


class DependsOn(Counted):
    """1 where a coordinate of the image depends on a factor of the place, 0 where it does not."""

    sizes: Any
    code: Expr
    coordinate: Expr
    factor: Expr

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """There are such a bijection, such a coordinate and such a factor; sizes are numbers."""
        return _defined(self.sizes, self.code, self.coordinate, self.factor)

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """By turning the factor at every place."""
        sizes, code, coordinate, factor = fields
        if not _exists(sizes, code, coordinate, factor):
            return None
        image = bijection(sizes, code)
        moved = (image[place][coordinate] != image[turned(place, factor, sizes)][coordinate] for place in image)
        return int(any(moved))


class Commutes(Counted):
    """1 where turning a factor of the place turns the same coordinate of the image and nothing else, otherwise 0."""

    sizes: Any
    code: Expr
    factor: Expr

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """There are such a bijection and such a factor; sizes are numbers."""
        return _defined(self.sizes, self.code, self.factor)

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """At every place."""
        sizes, code, factor = fields
        if not _exists(sizes, code, factor):
            return None
        image = bijection(sizes, code)
        return int(all(image[turned(place, factor, sizes)] == turned(image[place], factor, sizes) for place in image))
