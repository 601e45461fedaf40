"""Whether replicates of a quantity certainly have a variance, seen from what is inverted without a ridge.

Let Z have T rows and d columns of independent normal entries, m = |T - d|. Near 0 the least eigenvalue l of its smaller
Gram matrix has a density of order l^((m-1)/2) (Edelman, SIAM J. Matrix Anal. Appl. 9 (1988)), so that E l^-q is finite
for q < (m+1)/2. A replicate that is at most a polynomial in the entries times l^-k, a variance then exists for
4k <= m; other covariances change l by a factor. An inverse of X'X counts k = 1, a pseudo-inverse of X counts 1/2, and
pinv(X) X, a projection, nothing. Degrees in independent designs are counted apart.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.models.point import point_of
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> model = shipped_model("least-squares")
>>> [has_variance(model.named("risk"), point_of(model, Isotropic(5), {"T": T, "sigma2": 1})) for T in (6, 8, 9, 1)]
[False, False, True, True]
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Add, Integer, Mul, Pow

from lemmata.numerics.errors import InputError
from lemmata.theory.models.parts import simplified
from lemmata.theory.models.point import ModelPoint
from lemmata.theory.models.shared_parts import letters_of, nodes
from lemmata.theory.models.statement import ModelQuantity
from lemmata.theory.random_matrices import Inverse, Letter, PseudoInverse, law_of
from lemmata.theory.random_matrices.expressions import Identity, Plus, Scaled, Times, Transpose
from lemmata.theory.random_matrices.scalars import Expectation, SquaredNorm
from lemmata.theory.random_matrices.trace import Trace

Degrees = Mapping[Letter, Fraction]
"""How often the inverse of a Gram matrix of each design is a factor."""


class _Unclear(ValueError):
    """Nothing is known of a part."""


def has_variance(stated: ModelQuantity, point: ModelPoint) -> bool:
    """Whether replicates certainly have a variance; a model's own sampler is its author's word."""
    zeros = {symbol: Integer(0) for symbol, value in point.values.items() if value == 0 and not symbol.is_integer}
    try:
        expression = simplified(point.expression(stated), zeros)
    except InputError:
        return point.model.draw is not None
    count = _Count(point)
    if not any(map(count.bare, nodes(expression))):
        return True
    try:
        degrees = count.of(expression)
    except _Unclear:
        return False
    return all(4 * degree <= count.margins[design] for design, degree in degrees.items())


class _Count:
    """Degrees of the parts of an expression, each part once, and the margins of the designs that are met."""

    def __init__(self, point: ModelPoint) -> None:
        self.point = point
        self.margins: dict[Letter, int] = {}
        self.known: dict[Any, Degrees] = {}

    def bare(self, node: Any) -> bool:
        """Whether a node inverts something random without a ridge."""
        if not isinstance(node, (Inverse, PseudoInverse)) or (isinstance(node, Inverse) and _has_ridge(node)):
            return False
        return any(law_of(letter, self.point.model.laws) is not None for letter in letters_of(node))

    def of(self, node: Any) -> Degrees:
        """The degrees of a part.

        Raises:
            _Unclear: for what is no product or sum of known factors.
        """
        if node not in self.known:
            self.known[node] = self._of(node)
        return self.known[node]

    def _of(self, node: Any) -> Degrees:
        if self.bare(node):
            return {self._design(node): Fraction(1, 2 if isinstance(node, PseudoInverse) else 1)}
        if isinstance(node, (Letter, Inverse, PseudoInverse)) or not node.args:
            return {}
        if isinstance(node, Times):
            return _total(*map(self.of, _without_projections(node.args)))
        if isinstance(node, (Mul, Scaled)):
            return _total(*map(self.of, node.args))
        if isinstance(node, (Plus, Add)):
            return _largest(*map(self.of, node.args))
        if isinstance(node, SquaredNorm):
            body, *weight = map(self.of, node.args)
            return _total(body, body, *weight)
        if isinstance(node, (Transpose, Trace, Expectation)):
            return self.of(node.args[0])
        if isinstance(node, Pow) and node.exp.is_Integer and node.exp > 0:
            return _total(*[self.of(node.base)] * int(node.exp))
        if not letters_of(node):
            return {}
        raise _Unclear(str(type(node)))

    def _design(self, node: Any) -> Letter:
        """The design whose least eigenvalue bounds the inverse, with its margin; a sum is at least each term."""
        body = node.args[0]
        if isinstance(node, PseudoInverse):
            found = [self._pseudo_inverted(body)]
        else:
            found = [self._gram(term) for term in self._terms(body)]
        margin, design = max(found, key=lambda entry: entry[0])
        self.margins[design] = margin
        return design

    def _terms(self, matrix: Any) -> list[Any]:
        """The terms of a sum, each with a positive number before it."""
        if isinstance(matrix, Scaled):
            if not matrix.args[0].subs(self.point.values) > 0:
                raise _Unclear(str(matrix.args[0]))
            return self._terms(matrix.args[1])
        return [one for part in matrix.args for one in self._terms(part)] if isinstance(matrix, Plus) else [matrix]

    def _gram(self, term: Any) -> tuple[int, Letter]:
        """By how much the design of a Gram matrix is longer than the matrix."""
        first, second = term.args if isinstance(term, Times) and len(term.args) == 2 else (None, None)
        if isinstance(second, Letter) and first == Transpose(second):
            return self._rows(second) - self._columns(second), second
        if isinstance(first, Letter) and second == Transpose(first):
            return self._columns(first) - self._rows(first), first
        raise _Unclear(str(term))

    def _pseudo_inverted(self, matrix: Any) -> tuple[int, Letter]:
        design = matrix.args[0] if isinstance(matrix, Transpose) else matrix
        if not isinstance(design, Letter):
            raise _Unclear(str(matrix))
        return abs(self._rows(design) - self._columns(design)), design

    def _rows(self, design: Letter) -> int:
        return int(design.rows.subs(self.point.values))

    def _columns(self, design: Letter) -> int:
        return int(design.cols.subs(self.point.values))


def _total(*parts: Degrees) -> Degrees:
    return {x: sum((part.get(x, Fraction(0)) for part in parts), Fraction(0)) for x in {x for p in parts for x in p}}


def _largest(*parts: Degrees) -> Degrees:
    return {x: max(part.get(x, Fraction(0)) for part in parts) for x in {x for p in parts for x in p}}


def _without_projections(factors: tuple[Any, ...]) -> list[Any]:
    """The factors but for pairs of pinv(X) and X, whose product is a projection."""
    left: list[Any] = []
    for factor in factors:
        if left and (factor == PseudoInverse(left[-1]) or left[-1] == PseudoInverse(factor)):
            left[-1] = Identity(left[-1].rows)
        else:
            left.append(factor)
    return left


def _has_ridge(node: Any) -> bool:
    inner = node.args[0]
    return isinstance(inner, Plus) and any(
        isinstance(term, Identity) or (isinstance(term, Scaled) and isinstance(term.args[1], Identity))
        for term in inner.args
    )
