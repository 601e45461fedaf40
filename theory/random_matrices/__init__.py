"""The language in which derivations about random matrices are written.

A letter is a matrix of known shape; letters are added, multiplied, transposed, inverted; traces, squared norms and
expectations are SymPy scalars that mix freely with ``d``, ``T``, ``sigma``. What a letter is drawn from stands beside
it, in a *law*; a letter without a law is deterministic. What is stored is what was written: nothing is simplified,
because whether two expressions agree is the question that a proof step asks.

>>> from lemmata.theory.notation import T, d, sigma
>>> X, eps = design("X", T, d), noise_vector("eps", T)
>>> Sigma = covariance("Sigma", d)
>>> error = inv(gram(X))*X.T*eps
>>> E(norm2(error, Sigma))
E(norm2(inv(X'*X)*X'*eps, Sigma))
>>> (sigma**2*E(tr(Sigma*inv(gram(X))))).subs(sigma, 2)
4*E(tr(Sigma*inv(X'*X)))

A product of shape 1 x 1 is a scalar, so that a quadratic form reads as it is printed:

>>> w0 = vector("w0", d)
>>> w0.T*Sigma*w0 + 1
tr(w0'*Sigma*w0) + 1

Generations are indexed letters, ``X[j]`` beside ``X[j + 1]``: different letters, drawn independently from the law of
their family.

>>> laws = (GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2))
>>> law_of(X[3], laws)
GaussianRows(letter=X[3], covariance=Sigma)

The language knows no complex matrices and no sums of matrices over an index.
"""

from typing import TYPE_CHECKING

from lemmata.lazy import lazily
from lemmata.theory.random_matrices.blocks import Selection, block_matrix, stack
from lemmata.theory.random_matrices.eigenvalue import Eigenvalue, eigenvalue_of
from lemmata.theory.random_matrices.expressions import (
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
from lemmata.theory.random_matrices.laws import (
    GaussianNoise,
    GaussianRows,
    Law,
    Unspecified,
    WhiteNoise,
    Wishart,
    law_of,
)
from lemmata.theory.random_matrices.scalars import Determinant, E, Expectation, SquaredNorm, det, inner, norm2, tr
from lemmata.theory.random_matrices.trace import Trace
from lemmata.theory.random_matrices.vocabulary import (
    covariance,
    design,
    gram,
    identity,
    inv,
    invertible,
    isometry,
    matrix,
    noise_vector,
    pinv,
    semidefinite,
    symmetric,
    vector,
    zero,
)

if TYPE_CHECKING:
    from lemmata.theory.random_matrices.evaluation import evaluate_floats, evaluate_matrices, sizes_in_floats

__all__ = [
    "Determinant",
    "E",
    "Eigenvalue",
    "Expectation",
    "ExpectedMatrix",
    "GaussianNoise",
    "GaussianRows",
    "Identity",
    "Inverse",
    "Law",
    "Letter",
    "MatrixExpression",
    "Plus",
    "PseudoInverse",
    "Scaled",
    "Selection",
    "SquaredNorm",
    "Times",
    "Trace",
    "Transpose",
    "Unspecified",
    "WhiteNoise",
    "Wishart",
    "Zero",
    "block_matrix",
    "covariance",
    "design",
    "det",
    "eigenvalue_of",
    "evaluate_floats",
    "evaluate_matrices",
    "gram",
    "identity",
    "inner",
    "inv",
    "invertible",
    "isometry",
    "law_of",
    "matrix",
    "noise_vector",
    "norm2",
    "pinv",
    "semidefinite",
    "sizes_in_floats",
    "stack",
    "symmetric",
    "tr",
    "vector",
    "zero",
]

_IN_NUMBERS = ("evaluate_floats", "evaluate_matrices", "sizes_in_floats")
__getattr__, __dir__ = lazily(__name__, {"evaluation": _IN_NUMBERS})  # stating waits for no library of numbers
