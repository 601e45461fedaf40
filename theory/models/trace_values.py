"""Traces of deterministic words at a point: products of diagonal matrices, with w'Dw = sum of c_k^2 D_k for the target.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.models.point import point_of
>>> from lemmata.theory.random_matrices import tr
>>> from lemmata.theory.spectra.spectra import Diagonal
>>> model = shipped_model("least-squares")
>>> point = point_of(model, Diagonal([2, 1], [1, 3]), {"T": 9})
>>> Sigma, w0 = model.covariance, model.target
>>> value_of(tr(Sigma*Sigma) + w0.T*Sigma*w0/2, point)
Fraction(21, 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import prod
from typing import Any

from flint import arb
from sympy import Dummy, Expr, Integer, Rational, lambdify

from lemmata.numerics.accuracy import accurate, as_arb, bits_for
from lemmata.numerics.ball import Ball
from lemmata.theory.models.point import ModelPoint
from lemmata.theory.models.shared_parts import nodes, replaced
from lemmata.theory.random_matrices import Identity, Inverse, Letter, MatrixExpression, Times, Transpose
from lemmata.theory.random_matrices.trace import Trace
from lemmata.theory.values.enclosure import enclose
from lemmata.theory.values.exact_value import exact_value

MOST_EXACT = 2_000
"""Up to so many eigenvalues rational sums are exact; beyond, and for irrational ones, they are balls."""


class NoValueHere(ValueError):
    """A trace whose value is not known; the message says which."""


def value_of(expression: Expr, point: ModelPoint, digits: int = 30) -> Fraction | Ball:
    """The value of an expression in the parameters and in traces of deterministic words.

    Raises:
        NoValueHere: for any other expression.
    """
    traces = [node for node in nodes(expression) if isinstance(node, Trace)]
    if any(
        isinstance(node, MatrixExpression) for node in nodes(replaced(expression, dict.fromkeys(traces, Integer(0))))
    ):
        raise NoValueHere(f"{expression} is not made of traces")
    rational = _rational(point)
    if rational is not None:
        marks = {trace: _Word(trace, point, rational).value() for trace in traces}
        values = {trace: Rational(value.numerator, value.denominator) for trace, value in marks.items()}
        found = exact_value(replaced(expression, {**values, **point.values}))
        if found is not None:
            return found
    return _enclosed(expression, point, traces, digits)


def _enclosed(expression: Expr, point: ModelPoint, traces: list[Any], digits: int) -> Ball:
    marks = {trace: Dummy("trace") for trace in traces}
    plain = replaced(expression, marks)
    numbers = [symbol for symbol in plain.free_symbols if symbol in point.values]
    function = lambdify([*numbers, *marks.values()], plain, modules=[_Arb()])

    def work() -> tuple[arb, ...]:
        entries = {letter: [_as_arb(x, digits) for x in values] for letter, values in point.entries.items()}
        squares = [_as_arb(x, digits) for x in point.spectrum.squared_weights]
        listed = (entries, squares)
        arguments = [_as_arb(point.values[s], digits) for s in numbers]
        return (arb(function(*arguments, *(_Word(t, point, listed).value() for t in traces))),)

    return accurate(work, digits, 8 * bits_for(digits))[0]


class _Arb(dict[str, Any]):
    """Functions for balls."""

    def __init__(self) -> None:
        super().__init__(sqrt=lambda x: arb(x).sqrt())


def _as_arb(value: Expr, digits: int) -> arb:
    return (
        as_arb(Fraction(int(value.p), int(value.q)))
        if value.is_Rational
        else enclose(value, digits=digits + 30).to_arb()
    )


def _rational(point: ModelPoint) -> Any:
    """Entries and squared weights as fractions; None where they are not rational, or too many."""
    if point.spectrum.d is None or point.spectrum.d > MOST_EXACT:
        return None
    every = [*point.entries.values(), point.spectrum.squared_weights]
    if not all(x.is_Rational for values in every for x in values):
        return None
    fractions = [[Fraction(int(x.p), int(x.q)) for x in values] for values in every]
    return dict(zip(point.entries, fractions, strict=False)), fractions[-1]


class _Word:
    """The trace of a product of diagonal matrices and of the target."""

    def __init__(self, trace: Any, point: ModelPoint, listed: Any) -> None:
        body = trace.args[0]
        self.factors: Sequence[Any] = body.args if isinstance(body, Times) else (body,)
        self.target = point.model.target
        self.entries, self.squares = listed
        self.trace = trace

    def value(self) -> Any:
        """The number."""
        factors = list(self.factors)
        starts = [k for k, x in enumerate(factors) if isinstance(x, Transpose) and x.args[0] == self.target]
        if not starts:
            return _sum_of_products(self._diagonal(x) for x in factors)
        turned = factors[starts[0] :] + factors[: starts[0]]
        product: Any = 1
        inside: list[Sequence[Any]] = []
        for factor in turned[1:]:
            if factor == self.target:
                product = product * _sum_of_products([self.squares, *inside])
                inside = []
            elif not (isinstance(factor, Transpose) and factor.args[0] == self.target):
                inside.append(self._diagonal(factor))
        return product

    def _diagonal(self, factor: Any) -> Sequence[Any]:
        if isinstance(factor, Letter) and factor in self.entries and factor.cols != 1:
            found: Sequence[Any] = self.entries[factor]
            return found
        if isinstance(factor, Inverse) and factor.args[0] in self.entries:
            values = self.entries[factor.args[0]]
            if any(x == 0 for x in values):
                raise NoValueHere(f"{factor} of a singular matrix")
            return [1 / x for x in values]
        if isinstance(factor, Identity):
            return [1] * len(self.squares)
        raise NoValueHere(f"{self.trace} is not known")


def _sum_of_products(columns: Iterable[Sequence[Any]]) -> Any:
    """The sum over the directions of the product of the entries."""
    return sum(prod(row) for row in zip(*columns, strict=True))
