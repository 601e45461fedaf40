"""Means of words by integration by parts: a second route to equivalents and to their next order, without an equation.

For X with rows N(0, C), of which n copies stand side by side in every class (matrices A are A x 1_n),

    E tr(X P X' Q) = tr(C P) tr(Q) + ...,     E tr(X P X Q) = tr(P' C Q) + ...,

the first X paired with every other; the means of products of traces are products of means up to a relative 1/n^2. So
E tr(word) = n (lead + next/n + O(1/n^2)) comes by recursion, for matrices that need not commute. A resolvent is its
series in 1/ridge.
"""

from functools import reduce
from itertools import product

import numpy as np

Factor = tuple[str, bool] | np.ndarray
"""A design, transposed or not, over the root of its rows; or a matrix."""


def lead_and_next(word: list[Factor], laws: dict[str, tuple[np.ndarray, int]]) -> np.ndarray:
    """The two orders of E tr(word); ``laws`` holds the covariance and the rows of each design."""
    first = next((k for k, factor in enumerate(word) if isinstance(factor, tuple)), None)
    if first is None:
        return np.array([np.trace(reduce(np.matmul, word)), 0.0])
    (name, transposed), *rest = word[first:] + word[:first]
    covariance, rows = laws[name]
    scaled, found = covariance / rows, np.zeros(2)
    for k, factor in enumerate(rest):
        if not isinstance(factor, tuple) or factor[0] != name:
            continue
        P, Q = rest[:k], rest[k + 1 :]
        if factor[1] == transposed:
            whole = [*P, scaled, *_turned(Q)] if transposed else [*_turned(P), scaled, *Q]
            found[1] += lead_and_next(whole, laws)[0]
            continue
        inner, outer = (Q, P) if transposed else (P, Q)
        a = lead_and_next([scaled, *inner], laws)
        b = lead_and_next(outer, laws) if outer else np.array([rows, 0.0])
        found += [a[0] * b[0], a[0] * b[1] + a[1] * b[0]]
    return found


def _turned(word: list[Factor]) -> list[Factor]:
    return [(f[0], not f[1]) if isinstance(f, tuple) else f.T for f in reversed(word)]


def gram(name: str) -> list[Factor]:
    """X'X/T."""
    return [(name, True), (name, False)]


def with_resolvents(parts: list[list[Factor] | tuple[str, ...]], ridge: float, order: int, laws: dict) -> np.ndarray:
    """The two orders of a word in which a tuple of names is inv(sum of their Gram matrices + ridge).

    The series is cut after ``order`` Gram matrices: what is left is of relative size (||S||/ridge)^(order + 1).
    """
    places = [k for k, part in enumerate(parts) if isinstance(part, tuple)]
    total = np.zeros(2)
    for powers in product(range(order + 1), repeat=len(places)):
        if sum(powers) > order:
            continue
        choices = [product(parts[k], repeat=power) for k, power in zip(places, powers, strict=True)]
        for names in product(*choices):
            put = dict(zip(places, names, strict=True))
            opened = [[f for name in put[k] for f in gram(name)] if k in put else part for k, part in enumerate(parts)]
            word = [factor for part in opened for factor in part]
            word = word or [np.eye(len(laws[parts[places[0]][0]][0]))]
            total += (-1) ** sum(powers) * lead_and_next(word, laws) / ridge ** (sum(powers) + len(places))
    return total
