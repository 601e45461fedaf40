"""Whether replicates of a quantity certainly have a variance, seen from what is inverted without a ridge.

Let Z have T rows and d columns of independent normal entries, m = |T - d|. Near 0 the least eigenvalue l of its smaller
Gram matrix has a density of order l^((m-1)/2) (Edelman, SIAM J. Matrix Anal. Appl. 9 (1988)), so that E l^-q is finite
for q < (m+1)/2. A replicate that is at most a polynomial in the entries times l^-k, a variance then exists for
4k <= m; other covariances change l by a factor. An inverse of X'X counts k = 1, a pseudo-inverse of X counts 1/2, and
pinv(X) X, a projection, nothing. Degrees in independent designs are counted apart; an inverse or a pseudo-inverse of a
sum of their Gram matrices counts 1 in the stack of them, which is independent of no part.

In a product, such as SX with rows that a Gaussian S sketches, X = Q (X'X)^(1/2) with Q'Q = 1, so that the least
eigenvalue of X'S'SX is at least that of X'X times that of (SQ)'(SQ), where SQ is Gaussian and independent of X: a
product of A_1, A_2, ... counts once in each of them, with what it is longer than the shortest side. A deterministic
positive matrix between the two halves changes the least eigenvalue by a factor, and one that is added is a ridge.

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

from sympy import Add, Mul, Pow

from lemmata.numerics.errors import InputError
from lemmata.theory.models.point import ModelPoint
from lemmata.theory.models.shared_parts import letters_of, nodes
from lemmata.theory.models.stacks import factors, rows_of, stack_of, turned
from lemmata.theory.models.statement import ModelQuantity
from lemmata.theory.random_matrices import Inverse, Letter, PseudoInverse, law_of
from lemmata.theory.random_matrices.expressions import Identity, Plus, Scaled, Times, Transpose
from lemmata.theory.random_matrices.scalars import Expectation, SquaredNorm
from lemmata.theory.random_matrices.trace import Trace

Degrees = Mapping[Any, Fraction]
"""How often the inverse of a Gram matrix of each design, or stack of designs, is a factor."""
Margins = Mapping[Any, int]
"""By how much a design is longer than what is inverted."""


class _Unclear(ValueError):
    """Nothing is known of a part."""


def has_variance(stated: ModelQuantity, point: ModelPoint) -> bool:
    """Whether replicates certainly have a variance; a model's own sampler is its author's word."""
    try:
        expression = point.expression(stated)
    except InputError:
        return point.model.draw is not None
    count = _Count(point)
    if not any(map(count.bare, nodes(expression))):
        return True
    try:
        degrees = count.of(expression)
    except _Unclear:
        return False
    met = [letter for design in degrees for letter in (design if isinstance(design, tuple) else [design])]
    apart = len(set(met)) == len(met)
    return apart and all(4 * degree <= count.margins[design] for design, degree in degrees.items())


class _Count:
    """Degrees of the parts of an expression, each part once, and the margins of the designs that are met."""

    def __init__(self, point: ModelPoint) -> None:
        self.point = point
        self.margins: dict[Any, int] = {}
        self.known: dict[Any, Degrees] = {}

    def bare(self, node: Any) -> bool:
        """Whether a node inverts something random without a ridge."""
        if not isinstance(node, (Inverse, PseudoInverse)) or (isinstance(node, Inverse) and self._has_ridge(node)):
            return False
        return any(law_of(letter, self.point.model.laws) is not None for letter in letters_of(node))

    def _has_ridge(self, node: Any) -> bool:
        """Whether a deterministic positive matrix is added to others that have no sign to lose."""
        inner = node.args[0]
        return isinstance(inner, Plus) and any(map(self.point.is_definite, inner.args))

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
            designs = self._designs(node)
            half = isinstance(node, PseudoInverse) and stack_of(node.args[0]) is None
            return dict.fromkeys(designs, Fraction(1, 2 if half else 1))
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

    def _designs(self, node: Any) -> Margins:
        """The designs whose least eigenvalues bound the inverse, with their margins; a sum is at least each part."""
        body = node.args[0]
        stack = stack_of(body)
        if stack is not None and all(self.point.is_positive(weight) for _, weight in stack):
            letters = tuple(letter for letter, _ in stack)
            margin = self._size(rows_of(stack)) - self._size(letters[0].cols)
            margin = abs(margin) if isinstance(node, PseudoInverse) else margin
            found: Margins = {letters if letters[1:] else letters[0]: margin}
        elif isinstance(node, PseudoInverse):
            found = self._margins(body, least=True)
        else:
            bounds = (self._margins(self._half(term), least=False) for term in self._terms(body))
            found = max(bounds, key=lambda margins: min(margins.values()))
        for design, margin in found.items():
            self.margins[design] = min(margin, self.margins.get(design, margin))
        return found

    def _terms(self, matrix: Any) -> list[Any]:
        """The terms of a sum, each with a positive number before it."""
        if isinstance(matrix, Scaled):
            if not matrix.args[0].subs(self.point.values) > 0:
                raise _Unclear(str(matrix.args[0]))
            return self._terms(matrix.args[1])
        return [one for part in matrix.args for one in self._terms(part)] if isinstance(matrix, Plus) else [matrix]

    def _half(self, term: Any) -> Any:
        """P of P'P, or of P'DP with a positive D.

        Raises:
            _Unclear: for what is not of this form.
        """
        word = factors(term)
        middle = len(word) // 2
        if len(word) % 2 and not self.point.is_definite(word[middle]):
            raise _Unclear(str(term))
        half = word[middle + len(word) % 2 :]
        if not half or [turned(factor) for factor in reversed(half)] != word[:middle]:
            raise _Unclear(str(term))
        return Times(*half) if len(half) > 1 else half[0]

    def _margins(self, product: Any, least: bool) -> Margins:
        """By how much each design of a product is longer than one of its sides, or the shortest of all.

        Raises:
            _Unclear: for other factors than designs, each once.
        """
        word = factors(product)
        designs = [factor.args[0] if isinstance(factor, Transpose) else factor for factor in word]
        random = [x for x in designs if isinstance(x, Letter) and law_of(x, self.point.model.laws) is not None]
        if len(set(random)) < len(word):
            raise _Unclear(str(product))
        sides = [self._size(word[0].rows), *(self._size(factor.cols) for factor in word)]
        place = sides.index(min(sides)) if least else len(word)
        ends = (sides[k if k < place else k + 1] for k in range(len(word)))
        return {design: end - sides[place] for design, end in zip(designs, ends, strict=True)}

    def _size(self, size: Any) -> int:
        return int(size.subs(self.point.values))


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
