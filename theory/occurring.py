"""What occurs in an expression: each part is looked at once, however often it is written, and once for all questions.

>>> from sympy import Symbol
>>> from sympy.abc import x, y
>>> occurring((x + y)**2 * (x + y), Symbol) == {x, y}
True
"""

from functools import lru_cache
from typing import TypeVar

from sympy import Basic

_Part = TypeVar("_Part", bound=Basic)


def occurring(expression: Basic, *kinds: type[_Part]) -> set[_Part]:
    """The parts of an expression that are of one of these kinds, itself among them."""
    return {part for part in _parts(expression) if isinstance(part, kinds)}


@lru_cache(maxsize=2048)
def _parts(expression: Basic) -> frozenset[Basic]:
    found: set[Basic] = set()
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += part.args
    return frozenset(found)
