r"""Expected traces of resolvents at Sigma = I, exactly at finite size.

When Sigma is the identity, every function of Sigma is a number, and S = X'X/T and R = (S + ridge)^-1 commute. With
G = ridge R = z (X'X + z)^-1, z = T ridge, one has R = G/ridge and S = ridge (I - G)/G, so that the trace of a product
in which the resolvents outweigh the sample covariances is a polynomial in G, whose mean is known from the one-point law
of the real Wishart ensemble (:func:`lemmata.numerics.wishart.mean_trace`). A factor w0 w0' becomes ||w0||^2/d: the law
of X is invariant under rotations.

>>> from lemmata.theory.notation import T, d, ridge
>>> from lemmata.theory.random_matrices import E, tr
>>> from lemmata.theory.quantities.regression import R, S, Sigma
>>> mean = isotropic_mean(E(tr(Sigma * R * S * R)), {d: 1, T: 3, ridge: Rational(1, 3)})
>>> mean.to_decimal(6)[0]                               # 3 E x/(x + 1)^2 for x ~ chi^2_3
'5.65923e-1'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Add, Dummy, Expr, Integer, Mul, Poly, Rational, cancel

from lemmata.numerics.ball import Ball
from lemmata.numerics.exact import exact
from lemmata.numerics.wishart import mean_trace
from lemmata.theory.notation import T, d, ridge, signal
from lemmata.theory.quantities.regression import Sigma, X, w0
from lemmata.theory.random_matrices import (
    Expectation,
    Identity,
    Inverse,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Trace,
    Transpose,
)

_G = Dummy("G")


class NotIsotropic(ValueError):
    """Not the mean of a polynomial in the resolvent; the message says what is in the way."""


def isotropic_mean(expectation: Expectation, values: Mapping[Any, Any], *, digits: int = 30) -> Ball:
    """E tr(...) of a product of Sigma, S, R and w0w0' at Sigma = I.

    Args:
        expectation: the expectation of a trace.
        values: exact numbers for d, T, ridge and ||w0||^2 (1 unless given).
        digits: relative accuracy.

    Raises:
        NotIsotropic: for anything that is not a polynomial in the resolvent.
    """
    inner = expectation.args[0]
    if not isinstance(inner, Trace):
        raise NotIsotropic(f"{inner} is not a trace")
    numbers = {symbol: Rational(str(values[symbol])) for symbol in (d, T, ridge)}
    if not numbers[ridge] > 0:
        raise NotIsotropic("there is no ridge")
    numbers[signal] = Rational(str(values.get(signal, 1)))
    whole = cancel(_number(inner.args[0]).xreplace(numbers))
    if whole.free_symbols - {_G}:
        raise NotIsotropic(f"{inner} depends on {min(map(str, whole.free_symbols - {_G}))}")
    if not whole.is_polynomial(_G):
        raise NotIsotropic(f"{inner} is not a polynomial in the resolvent")
    coefficients = [exact(c) for c in reversed(Poly(whole, _G).all_coeffs())]
    return mean_trace(coefficients, int(numbers[d]), int(numbers[T]), exact(numbers[ridge] * numbers[T]), digits=digits)


def _number(matrix: Any) -> Expr:
    """The matrix as a function of G; the matrices that occur commute."""
    if matrix == Sigma or isinstance(matrix, Identity):
        return Integer(1)
    if isinstance(matrix, Inverse):
        return 1 / _number(matrix.args[0])
    if isinstance(matrix, Scaled):
        return matrix.args[0] * _number(matrix.args[1])
    if isinstance(matrix, Plus):
        return Add(*(_number(term) for term in matrix.args))
    if isinstance(matrix, Times):
        return _product(list(matrix.args))
    raise NotIsotropic(f"{matrix} is not a function of Sigma and the sample covariance")


def _product(factors: list[MatrixExpression]) -> Expr:
    """X'X is T ridge (1 - G)/G, and w0 w0' counts as ||w0||^2/d, once."""
    pairs = {(Transpose(X), X): T * ridge * (1 - _G) / _G, (w0, Transpose(w0)): signal / d}
    parts: list[Expr] = []
    targets = 0
    while factors:
        pair = pairs.get((factors[0], factors[-1] if len(factors) == 1 else factors[1]))
        if pair is None:
            parts.append(_number(factors.pop(0)))
        else:
            targets += factors[0] == w0
            parts.append(pair)
            del factors[:2]
    if targets > 1:
        raise NotIsotropic("w0 w0' occurs more than once")
    return Mul(*parts)
