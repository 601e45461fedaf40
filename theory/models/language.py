"""The words in which a model is stated, in one line: ``from lemmata.theory.models.language import *``.

They are those of proofs (:mod:`lemmata.verifier.language`), for who states a model and proves nothing.

>>> from lemmata.theory.models.language import *
>>> gram(design("X", size("n1"), d))
X'*X
"""

from sympy import Integer, Rational, Symbol, sqrt

from lemmata.theory.models.parts import without
from lemmata.theory.models.powers import geometric
from lemmata.theory.models.statement import Model, Spread
from lemmata.theory.notation import T0, T, d, n, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
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
