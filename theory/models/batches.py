r"""Matrix expressions on batches of draws, as quick as a loop that is written by hand.

Values are arrays (draws, rows, columns); a deterministic matrix is a batch of one, a diagonal one its diagonal. What
makes it quick: a part that occurs twice is computed once, products are taken in the cheapest order, a power by repeated
squaring, tr AB as a sum of products of entries, and what is inverted once, for few columns, is solved for.

>>> from lemmata.theory.models.language import *
>>> X, a = design("X", T, d), vector("a", d)
>>> walk = BatchWalk({X: np.ones((2, 3, 1)), a: np.full((1, 1, 1), 2.0)}, {T: 3.0, d: 1.0})
>>> walk.scalar(norm2(inv(gram(X))*a, gram(X)))
array([1.33333333, 1.33333333])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import sympy
from sympy import Dummy, Expr, Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.models.batch_algebra import (
    Diagonal,
    added,
    inverted,
    multiplied,
    pseudo_inverse,
    scaled,
    solved,
    spread,
)
from lemmata.theory.models.shared_parts import nodes
from lemmata.theory.models.stacks import is_semidefinite, stack_of
from lemmata.theory.models.work import Work
from lemmata.theory.random_matrices import (
    ExpectedMatrix,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Times,
    Transpose,
    Zero,
)
from lemmata.theory.random_matrices.scalars import SquaredNorm
from lemmata.theory.random_matrices.trace import Trace

_ROUNDING = 1e-22
"""A squared norm of a difference below this share of its terms' is rounding: errors of 10^-11 are no result."""


class BatchWalk:
    """One batch: letters and symbols have values, shared parts are evaluated once."""

    def __init__(self, letters: Mapping[Letter, Any], numbers: Mapping[Symbol, float]) -> None:
        """``work`` counts multiplications and additions for a draw, roughly."""
        self.letters = letters
        self.numbers = numbers
        self._floats = {s: sympy.Float(v, 17) for s, v in numbers.items()}
        self.sizes = {s: int(v) for s, v in numbers.items() if s.is_integer and np.isfinite(v)}
        self.known: dict[Any, Any] = {}
        self.uses: Counter[Any] = Counter()
        self.work = 0.0
        self.costs = Work(self.size)
        self._with_matrices: dict[Any, bool] = {}

    def scalar(self, expr: Expr) -> Any:
        """The value of a scalar: a number, or one a draw."""
        self.uses = uses_of_inverses(expr)
        return self._scalar(expr)

    def _scalar(self, expr: Any) -> Any:
        if expr in self.known:
            return self.known[expr]
        found = self.known[expr] = self._fresh_scalar(expr)
        return found

    def _fresh_scalar(self, expr: Any) -> Any:
        if expr in self.numbers:
            return self.numbers[expr]
        if isinstance(expr, Trace):
            return self._trace(expr.args[0])
        if isinstance(expr, SquaredNorm):
            return self._norm(*expr.args)
        if expr.is_Add:
            return sum((self._scalar(term) for term in expr.args), 0.0)
        if expr.is_Mul:
            product = 1.0
            for factor in sorted(expr.args, key=self._has_matrices):
                if isinstance(product, float) and product == 0:
                    return 0.0
                product = product * self._scalar(factor)
            return product
        if expr.is_Pow and self._has_matrices(expr):
            return self._scalar(expr.base) ** float(self._scalar(expr.exp))
        if self._has_matrices(expr):
            marks = {node: Dummy("trace") for node in nodes(expr) if isinstance(node, (Trace, SquaredNorm))}
            function = sympy.lambdify([*marks.values()], expr.xreplace({**self._floats, **marks}), "numpy")
            return function(*map(self._scalar, marks))
        return float(expr.xreplace(self._floats))

    def _has_matrices(self, expr: Any) -> bool:
        """Whether a scalar depends on matrices."""
        if expr not in self._with_matrices:
            inside = isinstance(expr, MatrixExpression) or any(map(self._has_matrices, expr.args))
            self._with_matrices[expr] = inside
        return self._with_matrices[expr]

    def _trace(self, body: Any) -> Any:
        if not isinstance(body, Times) or len(body.args) < 2:
            value = self.matrix(body)
            if isinstance(value, Diagonal):
                return float(value.entries.sum())
            return np.trace(value, axis1=1, axis2=2)
        factors = list(body.args)
        half = len(factors) // 2
        left, right = self.product(factors[:half]), self.product(factors[half:])
        if isinstance(left, Diagonal):
            left, right = right, left
        if isinstance(left, Diagonal) and isinstance(right, Diagonal):
            return float(left.entries @ right.entries)
        if isinstance(right, Diagonal):
            return np.einsum("bii,i->b", left, right.entries)
        return np.einsum("bij,bji->b", *spread(left, right), optimize=True)

    def _norm(self, body: Any, *metric: Any) -> Any:
        value = self._squared(self.matrix(body), *metric)
        if isinstance(body, Plus):
            floor = _ROUNDING * sum(self._squared(self.matrix(term), *metric) for term in body.args)
            value = np.where(np.abs(value) <= floor, 0.0, value)
        return value

    def _squared(self, value: Any, *metric: Any) -> Any:
        if isinstance(value, Diagonal):
            value = np.diag(value.entries)[None]
        weight = self.matrix(metric[0]) if metric else None
        if isinstance(weight, Diagonal):
            return np.einsum("bij,bij,i->b", value, value, weight.entries)
        other = value if weight is None else weight @ value
        return np.einsum("bij,bij->b", *spread(value, other))

    def matrix(self, expr: Any) -> Any:
        """The value of a matrix."""
        found = self.known.get(expr)
        if found is None:
            found = self.known[expr] = self._fresh_matrix(expr)
        return found

    def _fresh_matrix(self, expr: Any) -> Any:
        if isinstance(expr, Letter):
            if expr not in self.letters:
                raise InputError(str(expr), "nothing", "given a law or a value")
            return self.letters[expr]
        if isinstance(expr, Identity):
            return Diagonal(np.ones(self.size(expr.rows)))
        if isinstance(expr, Zero):
            return np.zeros((1, self.size(expr.rows), self.size(expr.cols)))
        if isinstance(expr, Transpose):
            value = self.matrix(expr.args[0])
            return value if isinstance(value, Diagonal) else np.swapaxes(value, 1, 2)
        if isinstance(expr, Scaled):
            return scaled(self._scalar(expr.args[0]), self.matrix(expr.args[1]))
        if isinstance(expr, Plus):
            total = self.matrix(expr.args[0])
            for term in expr.args[1:]:
                total = added(total, self.matrix(term))
            return total
        if isinstance(expr, Times):
            return self.product(list(expr.args))
        if isinstance(expr, Inverse):
            self.work += 2 * self.size(expr.rows) ** 3
            return inverted(self.matrix(expr.args[0]), semidefinite=is_semidefinite(expr.args[0]))
        if isinstance(expr, PseudoInverse):
            rows, cols = self.size(expr.rows), self.size(expr.cols)
            self.work += 4 * rows * cols * min(rows, cols) + 2 * min(rows, cols) ** 3
            return self._pseudo_inverse(expr.args[0])
        if isinstance(expr, ExpectedMatrix):
            raise InputError(str(expr), "an expectation", "outside of other expectations to be simulated")
        raise InputError("expression", expr, "made of the words of random matrices")

    def _pseudo_inverse(self, body: Any) -> Any:
        """Of a sum of Gram matrices by the stack of the designs, whose rank is certain."""
        weights = [(letter, np.asarray(self._scalar(weight))) for letter, weight in stack_of(body) or ()]
        if not weights or any(np.any(weight <= 0) for _, weight in weights):
            return pseudo_inverse(self.matrix(body))
        blocks = [scaled(np.sqrt(weight), self.matrix(letter)) for letter, weight in weights]
        draws = max(map(len, blocks))
        found = pseudo_inverse(np.concatenate([np.broadcast_to(x, (draws, *x.shape[1:])) for x in blocks], axis=1))
        return found @ np.swapaxes(found, 1, 2)

    def size(self, dimension: Expr) -> int:
        """A dimension, as an integer."""
        return int(dimension.xreplace({s: sympy.Integer(v) for s, v in self.sizes.items()}))

    def product(self, factors: list[Any]) -> Any:
        """The product, in the cheapest order."""
        runs = _runs(factors)
        sizes = [self.size(runs[0][0].rows), *(self.size(factor.cols) for factor, _ in runs)]
        return self._ordered(runs, cheapest(tuple(sizes)), 0, len(runs) - 1)

    def _ordered(self, runs: list[tuple[Any, int]], split: Mapping[tuple[int, int], int], first: int, last: int) -> Any:
        if first == last:
            return self._power(*runs[first])
        middle = split[first, last]
        right = self._ordered(runs, split, middle + 1, last)
        alone = middle == first and runs[first][1] == 1
        if alone and isinstance(runs[first][0], Inverse) and self._solved(runs[first][0], right):
            return self._solve(self.matrix(runs[first][0].args[0]), right)
        if middle == first and self._is_applied(*runs[first], right):
            for _ in range(runs[first][1]):
                right = self._applied(runs[first][0], right, {})
            return right
        return self._multiply(self._ordered(runs, split, first, middle), right)

    def _is_applied(self, base: Any, exponent: int, right: Any) -> bool:
        """Whether a sum is applied term by term and not built: for less than half of the work."""
        if not isinstance(base, (Plus, Scaled)) or base in self.known or isinstance(right, Diagonal):
            return False
        applying = exponent * int(right.shape[2]) * self.costs.applying(base)
        return applying < self.costs.building(base, exponent) / 2

    def _applied(self, expr: Any, right: Any, before: dict[tuple[Any, int], tuple[Any, Any]]) -> Any:
        """A matrix times columns, without building it; ``before`` holds what was applied to what."""
        key = expr, id(right)
        if key not in before:
            before[key] = right, self._freshly_applied(expr, right, before)
        return before[key][1]

    def _freshly_applied(self, expr: Any, right: Any, before: dict[Any, Any]) -> Any:
        if expr in self.known or not isinstance(expr, (Plus, Scaled, Times)):
            return self._multiply(self.matrix(expr), right)
        if isinstance(expr, Scaled):
            return scaled(self._scalar(expr.args[0]), self._applied(expr.args[1], right, before))
        if isinstance(expr, Plus):
            return sum(self._applied(term, right, before) for term in expr.args)
        for factor in reversed(expr.args):
            right = self._applied(factor, right, before)
        return right

    def _multiply(self, left: Any, right: Any) -> Any:
        if isinstance(left, Diagonal) or isinstance(right, Diagonal):
            self.work += left.shape[1] * right.shape[2]
        else:
            self.work += 2 * left.shape[1] * left.shape[2] * right.shape[2]
        return multiplied(left, right)

    def _solve(self, value: Any, right: Any) -> Any:
        n, k = right.shape[1:]
        self.work += n**3 + 2 * n * n * k
        return solved(value, right)

    def _solved(self, inverse: Inverse, right: Any) -> bool:
        few = not isinstance(right, Diagonal) and 2 * right.shape[2] <= right.shape[1]
        return few and self.uses[inverse] == 1 and inverse not in self.known

    def _power(self, base: Any, exponent: int) -> Any:
        if exponent == 1:
            return self.matrix(base)
        key = (base, exponent)
        if key not in self.known:
            half = self._power(base, exponent // 2)
            square = self._multiply(half, half)
            self.known[key] = self._multiply(square, self.matrix(base)) if exponent % 2 else square
        return self.known[key]


@lru_cache(maxsize=64)
def uses_of_inverses(expr: Expr) -> Counter[Any]:
    """In how many products each inverse stands."""
    found: Counter[Any] = Counter()
    for node in nodes(expr):
        if isinstance(node, MatrixExpression) and not isinstance(node, Inverse):
            found.update(part for part in node.args if isinstance(part, Inverse))
    return found


@lru_cache(maxsize=512)
def cheapest(sizes: tuple[int, ...]) -> Mapping[tuple[int, int], int]:
    """Where to split a product of matrices of these sizes, for the fewest multiplications.

    >>> cheapest((50, 50, 50, 1))
    {(0, 1): 0, (1, 2): 1, (0, 2): 0}
    """
    count = len(sizes) - 1
    cost = {(i, i): 0 for i in range(count)}
    split: dict[tuple[int, int], int] = {}
    for length in range(1, count):
        for i in range(count - length):
            j = i + length
            costs = {k: cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1] for k in range(i, j)}
            split[i, j] = min(costs, key=costs.__getitem__)
            cost[i, j] = costs[split[i, j]]
    return split


def _runs(factors: Iterable[Any]) -> list[tuple[Any, int]]:
    """Equal factors in a row, with their number."""
    runs: list[tuple[Any, int]] = []
    for factor in factors:
        if runs and runs[-1][0] == factor and factor.is_square:
            runs[-1] = (factor, runs[-1][1] + 1)
        else:
            runs.append((factor, 1))
    return runs
