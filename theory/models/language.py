"""The words in which a model is stated, in one line: ``from lemmata.theory.models.language import *``.

They are those of proofs (:mod:`lemmata.verifier.language`), for who states a model and proves nothing.

>>> from lemmata.theory.models.language import *
>>> gram(design("X", size("n1"), d))
X'*X
"""

from typing import Any

from sympy import Integer, Rational, Symbol, sqrt

from lemmata.numerics.errors import InputError
from lemmata.theory.models.parts import without
from lemmata.theory.models.statement import Model, Spread
from lemmata.theory.notation import T0, T, d, n, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    Identity,
    MatrixExpression,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    inner,
    inv,
    matrix,
    noise_vector,
    norm2,
    pinv,
    semidefinite,
    symmetric,
    tr,
    vector,
)


def size(name: str) -> Symbol:
    """A size: a positive integer."""
    return Symbol(name, integer=True, positive=True)


def number(name: str) -> Symbol:
    """A parameter that is a non-negative number."""
    return Symbol(name, nonnegative=True)


def geometric(A: MatrixExpression, terms: int) -> Any:
    """I + A + ... + A^(terms - 1), by doubling: the number of its parts is logarithmic.

    >>> geometric(symmetric("A", 3), 3)
    A*A + A + I_3

    Raises:
        InputError: for less than one term.
    """
    if terms < 1:
        raise InputError("terms", terms, "an integer >= 1")
    if terms == 1:
        return Identity(A.rows)
    if terms % 2:
        return A ** (terms - 1) + geometric(A, terms - 1)
    half = geometric(A, terms // 2)
    return A + half if terms == 2 else A ** (terms // 2) * half + half


__all__ = [
    "T0",
    "E",
    "GaussianNoise",
    "GaussianRows",
    "Integer",
    "Model",
    "Rational",
    "Spread",
    "Symbol",
    "T",
    "WhiteNoise",
    "covariance",
    "d",
    "design",
    "geometric",
    "gram",
    "identity",
    "inner",
    "inv",
    "matrix",
    "n",
    "noise_vector",
    "norm2",
    "number",
    "pinv",
    "ridge",
    "ridge0",
    "semidefinite",
    "sigma",
    "sigma0",
    "signal",
    "size",
    "sqrt",
    "symmetric",
    "tr",
    "vector",
    "without",
]  # fmt: skip
