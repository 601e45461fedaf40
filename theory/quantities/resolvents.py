"""Deterministic equivalents of the resolvent, as templates.

With S = X'X/T and R = (S + ridge)^-1 for T Gaussian rows of covariance Sigma, and kappa the renormalised ridge, the
random traces below have deterministic equivalents when d and T grow in proportion. A template is stated once for
letters A and B that stand for functions of Sigma, or for w0w0'; its right side speaks of their eigenvalues a and b.

>>> from lemmata.theory.quantities.regression import Sigma, w0
>>> from lemmata.theory.random_matrices import inv
>>> eigenvalue_of(inv(Sigma)), eigenvalue_of(w0*w0.T*Sigma)
(1/s, c2*s)

A parameter w[n] is random, and drawn before the designs that it meets; the equivalents hold given it, and are linear in
w[n]w[n]', so that its mean squared weights v stand on the right side.

>>> from lemmata.theory.quantities.regression import w
>>> eigenvalue_of(w[2]*w[2].T*Sigma), eigenvalue_of(Sigma*w[2]*w0.T)
(s*v, c*s)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sympy import Add, Basic, Expr, Integer, Mul, Symbol

from lemmata.theory.notation import T0, T, d, df2, kappa, kappa0, ridge
from lemmata.theory.quantities.regression import X0, R, S, Sigma, w0
from lemmata.theory.random_matrices import (
    E,
    Expectation,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    SquaredNorm,
    Times,
    Trace,
    identity,
    pinv,
    semidefinite,
    tr,
)
from lemmata.theory.spectra.eigensum import EigenSum, c2, s

A = semidefinite("A", d)
"""Stands for a function of Sigma, or for w0w0'."""
B = semidefinite("B", d)
"""The same."""
a = Symbol("a", nonnegative=True)
"""The eigenvalue of A: of Sigma^k it is s^k, of w0w0' it is c2."""
b = Symbol("b", nonnegative=True)
"""The eigenvalue of B."""
v = Symbol("v", nonnegative=True)
"""The mean squared weight of a parameter w[n] on the same eigenvector."""
c = Symbol("c", nonnegative=True)
"""The mean product of its weight and that of w0.

It lies between 0 and c2: a generation maps w[n] to P w[n] and noise of mean zero, with 0 <= P <= 1 (a projection on the
rows of the design, or a ridge fit), and E P is diagonal in the eigenbasis of Sigma, for Gaussian rows keep their law
when a coordinate there changes its sign. For the same reason only the diagonal of A and B in that basis counts in the
templates, and it is enough that it is nonnegative. And v c2 is at least c^2 (Cauchy and Schwarz).
"""

PER_EIGENVALUE = (s, c2, a, b, v, c)
"""The letters that have a value for each eigenvalue, and may not be taken out of a sum over them."""
WEIGHTS = (c2, v, c)
"""Those that stand for a matrix of rank one, which is no function of Sigma."""

EIGENVALUE = {A: a, B: b}

RESOLVENT = ridge * E(tr(A * R))
RESOLVENT_EQUIVALENT = kappa * EigenSum(a / (s + kappa))

TWO_RESOLVENTS = ridge**2 * E(tr(A * R * B * R))
TWO_RESOLVENTS_EQUIVALENT = kappa**2 * (
    EigenSum(a * b / (s + kappa) ** 2)
    + EigenSum(a * s / (s + kappa) ** 2) * EigenSum(b * s / (s + kappa) ** 2) / (T - df2)
)

SAMPLE_RESOLVENT = E(tr(A * R * S * R)) / T
SAMPLE_RESOLVENT_EQUIVALENT = EigenSum(a * s / (s + kappa) ** 2) / (T - df2)

WITH_RIDGE: Mapping[Expr, Expr] = {
    RESOLVENT: RESOLVENT_EQUIVALENT,
    TWO_RESOLVENTS: TWO_RESOLVENTS_EQUIVALENT,
    SAMPLE_RESOLVENT: SAMPLE_RESOLVENT_EQUIVALENT,
}
"""The means of a fit with ridge, and what each is equivalent to: continuous where the ridge vanishes."""

# A generator without ridge, T0 < d: P = X0^+ X0 projects on T0 random directions, and kappa0 solves T0 = df1(kappa0).

PROJECTION = E(tr(A * pinv(X0[0]) * X0[0]))
PROJECTION_EQUIVALENT = EigenSum(a * s / (s + kappa0))

spare = T0 - EigenSum(s**2 / (s + kappa0) ** 2)
"""T0 - df2(kappa0)."""

TWO_PROJECTIONS = E(tr(A * pinv(X0[0]) * X0[0] * B * pinv(X0[0]) * X0[0]))
TWO_PROJECTIONS_EQUIVALENT = (
    EigenSum(a * b * s**2 / (s + kappa0) ** 2)
    + kappa0**2 * EigenSum(a * s / (s + kappa0) ** 2) * EigenSum(b * s / (s + kappa0) ** 2) / spare
)


def unseen(design: Letter) -> MatrixExpression:
    """The projection on what the rows of a design do not see."""
    left: MatrixExpression = identity(d) - pinv(design) * design
    return left


WITH_AND_WITHOUT_RIDGE: Mapping[Expr, Callable[[Letter], Expr]] = {
    RESOLVENT: lambda design: E(tr(A * unseen(design))),
    TWO_RESOLVENTS: lambda design: E(tr(A * unseen(design) * B * unseen(design))),
    SAMPLE_RESOLVENT: lambda design: E(tr(A * pinv(design) * pinv(design).T)),
}
"""What the means of a fit become for another design, as the ridge vanishes."""

UNSEEN, TWO_UNSEEN, GENERATOR_NOISE = (limit(X0[0]) for limit in WITH_AND_WITHOUT_RIDGE.values())
UNSEEN_EQUIVALENT = kappa0 * EigenSum(a / (s + kappa0))
TWO_UNSEEN_EQUIVALENT = kappa0**2 * (
    EigenSum(a * b / (s + kappa0) ** 2)
    + EigenSum(a * s / (s + kappa0) ** 2) * EigenSum(b * s / (s + kappa0) ** 2) / spare
)
GENERATOR_NOISE_EQUIVALENT = EigenSum(a * s / (s + kappa0) ** 2) / spare

NOISE_THROUGH_FIT = E(tr(A * R * S * pinv(X0[0]) * pinv(X0[0]).T * S * R))
NOISE_THROUGH_FIT_EQUIVALENT = (
    EigenSum(a * s**3 / ((s + kappa) ** 2 * (s + kappa0) ** 2))
    + kappa**2
    * EigenSum(a * s / (s + kappa) ** 2)
    * EigenSum(s**2 / ((s + kappa) ** 2 * (s + kappa0) ** 2))
    / (T - df2)
) / spare


def is_parameter(matrix: Basic) -> bool:
    """Whether it is the parameter of a generation, such as ``w[n]``."""
    return isinstance(matrix, Letter) and matrix.shape == (d, 1) and len(matrix.index) == 1


def eigenvalue_of(matrix: Basic) -> Expr:
    """The eigenvalue of a function of Sigma, in the letter s; of w0w0', w[n]w[n]' or w[n]w0' the mean of the diagonal.

    The diagonal is that in the eigenbasis of Sigma.

    Raises:
        ValueError: for any other matrix.
    """
    if matrix == Sigma:
        return s
    if matrix in EIGENVALUE:
        return EIGENVALUE[matrix]
    if isinstance(matrix, Identity):
        return Integer(1)
    if isinstance(matrix, Inverse):
        return 1 / eigenvalue_of(matrix.args[0])
    if isinstance(matrix, Scaled):
        return matrix.args[0] * eigenvalue_of(matrix.args[1])
    if isinstance(matrix, Plus):
        return Add(*(eigenvalue_of(term) for term in matrix.args))
    if isinstance(matrix, Times):
        return _of_product(list(matrix.args))
    raise ValueError(f"{matrix} is not a function of Sigma")


def _of_product(factors: list[MatrixExpression]) -> Expr:
    """The factors are functions of Sigma, up to one pair that makes a matrix of rank one."""
    product: Expr = Integer(1)
    ranks = 0
    while factors:
        weight = _weight(*factors[:2]) if len(factors) > 1 else None
        if weight is None:
            product, factors = Mul(product, eigenvalue_of(factors[0])), factors[1:]
        else:
            product, factors, ranks = Mul(product, weight), factors[2:], ranks + 1
    if ranks > 1:
        raise ValueError("a matrix of rank one may occur once only")
    return product


def _weight(one: MatrixExpression, other: MatrixExpression) -> Expr | None:
    """The letter for the diagonal of a column times a row."""
    column, row = one, other.T
    if column == row == w0:
        return c2
    if is_parameter(column) and column == row:
        return v
    if (is_parameter(column) and row == w0) or (column == w0 and is_parameter(row)):
        return c
    return None


def in_directions(expression: Expr) -> Expr:
    """Every trace of a function of Sigma, with or without one matrix of rank one, as a sum over eigenvalues.

    >>> from lemmata.theory.quantities.regression import w
    >>> in_directions(2*E(tr(Sigma*w[1]*w[1].T)) + tr(Sigma))
    EigenSum(s) + 2*EigenSum(s*v)
    """
    traces = {}
    for node in expression.atoms(Trace, SquaredNorm):
        try:
            traces[node] = _sum_over(node.as_trace().args[0] if isinstance(node, SquaredNorm) else node.args[0])
        except (ValueError, AttributeError):
            continue
    opened = {}
    for node in expression.atoms(Expectation):
        inside = node.args[0].xreplace(traces)
        if not inside.has(MatrixExpression):
            opened[node] = inside
    return expression.xreplace(opened).xreplace(traces)


def _sum_over(matrix: MatrixExpression) -> Expr:
    """The trace; a product is turned when a matrix of rank one is split between its ends."""
    if isinstance(matrix, Plus):
        return Add(*(_sum_over(term) for term in matrix.args))
    if isinstance(matrix, Scaled):
        return matrix.args[0] * _sum_over(matrix.args[1])
    if isinstance(matrix, Times) and matrix.args[0].rows == 1:
        return EigenSum(_of_product([*matrix.args[1:], matrix.args[0]]))
    return EigenSum(eigenvalue_of(matrix))


def parameters_in(*expressions: Basic) -> set[Letter]:
    """The parameters of generations that occur."""
    return {letter for expression in expressions for letter in expression.atoms(Letter) if is_parameter(letter)}
