"""Signs by structure: what sums, products and powers of terms of known sign are, and which matrices are p.s.d.

A sign is the set of those among -1, 0, 1 that the value of a term can have, wherever the term has a value. Symbols
bring their assumptions, quantities what they say of themselves; everything else is put together here.

>>> from lemmata.theory.notation import T, d, sigma
>>> sorted(sign(sigma**2*d + 1/T)), sorted(sign(sigma**2*d)), sorted(sign(T - d))
([1], [0, 1], [-1, 0, 1])

A matrix is positive semi-definite when it is written so: positive letters, I, M'M, M'PM with P p.s.d., inverses, sums
and multiples with c >= 0 of these. Its trace, squared norms, products of such scalars and expectations of them are not
negative.

>>> from lemmata.theory.random_matrices import E, design, gram, matrix, norm2, tr
>>> X, A = design("X", T, d), matrix("A", d, d)
>>> semidefinite(gram(X)/T), semidefinite(A), nonnegative_scalar(E(norm2(X*A))), nonnegative_scalar(tr(A))
(True, False, True, False)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, reduce
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Expr,
    Integer,
    Integral,
    Max,
    Min,
    Mul,
    NumberSymbol,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    cosh,
    exp,
    gamma,
    oo,
)
from sympy.core.function import AppliedUndef

from lemmata.theory.occurring import occurring
from lemmata.theory.random_matrices import (
    Determinant,
    Expectation,
    ExpectedMatrix,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    SquaredNorm,
    Times,
    Trace,
    Transpose,
    Zero,
)
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.engines.binders import bounds_of, renamed

Sign = frozenset[int]
POSITIVE, ZERO, NEGATIVE = frozenset({1}), frozenset({0}), frozenset({-1})
ANY: Sign = frozenset({-1, 0, 1})
AT_LEAST_ZERO: Sign = frozenset({0, 1})


@lru_cache(maxsize=65536)
def sign(term: Expr) -> Sign:
    """The signs that the values of a term can have."""
    if isinstance(term, Rational):
        return frozenset({int(bool(term > 0)) - int(bool(term < 0))})
    if isinstance(term, NumberSymbol) or term is oo:
        return POSITIVE
    if isinstance(term, (Symbol, AppliedUndef)):
        return _declared(term)
    for kind, rule in _RULES:
        if isinstance(term, kind):
            return rule(term)
    if getattr(term, "never_negative", False):
        return AT_LEAST_ZERO
    return _declared(term) if getattr(term, "signs_are_declared", False) else ANY


def _declared(term: Expr) -> Sign:
    """By the assumptions of a symbol, or what a quantity says of itself."""
    facts = {1: term.is_extended_positive, 0: term.is_zero, -1: term.is_extended_negative}
    return frozenset(value for value, fact in facts.items() if fact is not False) or ANY


def _sum(term: Add) -> Sign:
    signs = [sign(part) for part in term.args]
    union = frozenset().union(*signs)
    if union <= {0, 1}:
        return POSITIVE if POSITIVE in signs else union
    if union <= {0, -1}:
        return NEGATIVE if NEGATIVE in signs else union
    return ANY


def _times(left: Sign, right: Sign) -> Sign:
    return frozenset(a * b for a in left for b in right)


def _product(term: Mul) -> Sign:
    return reduce(_times, (sign(part) for part in term.args), POSITIVE)


def _power(term: Pow) -> Sign:
    base, exponent = sign(term.base), term.exp
    if isinstance(exponent, Integer):
        values = base - {0} if exponent < 0 else base
        return frozenset(value ** int(abs(exponent) % 2 or 2) for value in values) or ANY
    if isinstance(exponent, Rational):
        return base - {-1} - ({0} if exponent < 0 else set()) or ANY
    if base <= {0, 1}:
        return base if 0 not in base or sign(exponent) == POSITIVE else AT_LEAST_ZERO
    return AT_LEAST_ZERO if exponent.is_even else ANY


def _maximum(term: Max) -> Sign:
    signs = [sign(part) for part in term.args]
    floor = max(min(part) for part in signs)
    return frozenset(value for part in signs for value in part if value >= floor)


def _minimum(term: Min) -> Sign:
    signs = [sign(part) for part in term.args]
    ceiling = min(max(part) for part in signs)
    return frozenset(value for part in signs for value in part if value <= ceiling)


def _gathered(term: Sum | Integral) -> Sign:
    """Terms of one sign over a range that may be empty; an integral must be known to run forwards."""
    inside = sign(renamed(term.function, bounds_of(term)))
    if isinstance(term, Integral) and any(
        len(limit) != 3 or not sign(limit[2] - limit[1]) <= {0, 1} for limit in term.limits
    ):
        return ANY
    return inside | ZERO if inside <= {0, 1} or inside <= {0, -1} else ANY


def _factors(term: Product) -> Sign:
    inside = sign(renamed(term.function, bounds_of(term)))
    return inside | POSITIVE if inside <= {0, 1} else ANY


def _over_eigenvalues(term: EigenSum) -> Sign:
    inside = sign(term.summand)
    return inside if inside in (POSITIVE, NEGATIVE, ZERO) or inside <= {0, 1} or inside <= {0, -1} else ANY


def _of_matrices(term: Expr) -> Sign:
    """A mean of what is positive almost surely is positive (or oo)."""
    if isinstance(term, Expectation) and sign(term.args[0]) == POSITIVE:
        return POSITIVE
    if isinstance(term, (Trace, Determinant)) and definite(term.args[0]):
        return POSITIVE
    if isinstance(term, Determinant) and isinstance(term.args[0], Times) and all(map(definite, term.args[0].args)):
        return POSITIVE
    if isinstance(term, Determinant) and isinstance(term.args[0], Letter) and term.args[0].kind == "invertible":
        return POSITIVE | NEGATIVE
    return AT_LEAST_ZERO if nonnegative_scalar(term) else ANY


@lru_cache(maxsize=4096)
def definite(matrix: MatrixExpression) -> bool:
    """Whether the matrix is positive definite wherever it has a value: semi-definite, and written so as to be regular.

    >>> from lemmata.theory.notation import d
    >>> from lemmata.theory.random_matrices import covariance, semidefinite as semi
    >>> Q, P = covariance("Q", d), semi("P", d)
    >>> definite(Q*Q), definite(Q + P), definite(P), definite(Q*P)
    (True, True, False, False)
    """
    if isinstance(matrix, Letter):
        return bool(matrix.kind == "positive")
    if isinstance(matrix, Inverse):
        return definite(matrix.args[0])
    if isinstance(matrix, Scaled):
        return sign(matrix.args[0]) == POSITIVE and definite(matrix.args[1])
    if isinstance(matrix, Plus):
        return all(map(semidefinite, matrix.args)) and any(map(definite, matrix.args))
    if isinstance(matrix, Times):
        return semidefinite(matrix) and all(map(definite, matrix.args))
    return isinstance(matrix, Identity)


@lru_cache(maxsize=4096)
def semidefinite(matrix: MatrixExpression) -> bool:
    """Whether the matrix is symmetric positive semi-definite wherever it has a value, whatever its letters are."""
    if isinstance(matrix, (Identity, Zero)):
        return True
    if isinstance(matrix, Letter):
        return matrix.kind in ("semidefinite", "positive")
    if isinstance(matrix, (Inverse, PseudoInverse, ExpectedMatrix, Transpose)):
        return semidefinite(matrix.args[0])
    if isinstance(matrix, Scaled):
        return nonnegative_scalar(matrix.args[0]) and semidefinite(matrix.args[1])
    if isinstance(matrix, Plus):
        return all(semidefinite(part) for part in matrix.args)
    return isinstance(matrix, Times) and _congruent(list(matrix.args))


def _congruent(factors: list[MatrixExpression]) -> bool:
    """M' P M: the outer factors are transposes of each other, what is inside is nothing or p.s.d."""
    while len(factors) >= 2 and transposed(factors[0]) == transposed(transposed(factors[-1])):
        factors = factors[1:-1]
    return not factors or (len(factors) == 1 and semidefinite(factors[0])) or _commuting(factors)


def _commuting(factors: list[MatrixExpression]) -> bool:
    """A product of p.s.d. functions of one p.s.d. letter, which commute."""
    if not all(map(semidefinite, factors)) or any(factor.has(ExpectedMatrix) for factor in factors):
        return False  # E W does not commute with W
    letters = {letter for factor in factors for letter in occurring(factor, Letter)}
    return len(letters) == 1 and all(map(semidefinite, letters))


@lru_cache(maxsize=4096)
def transposed(matrix: MatrixExpression) -> MatrixExpression:
    """The transpose, carried to the letters; symmetric ones are their own."""
    if isinstance(matrix, Letter):
        return matrix if matrix.is_symmetric_letter else matrix.T
    if isinstance(matrix, Identity):
        return matrix
    parts = [transposed(part) if isinstance(part, MatrixExpression) else part for part in matrix.args]
    if isinstance(matrix, Times):
        parts.reverse()
    made: MatrixExpression = (
        matrix.func(*parts)
        if isinstance(matrix, (Inverse, PseudoInverse, ExpectedMatrix, Scaled, Plus, Times))
        else matrix.T
    )
    return made


@lru_cache(maxsize=4096)
def nonnegative_scalar(term: Any) -> bool:
    """Whether the scalar is never negative, wherever it has a value."""
    if isinstance(term, Expectation):
        return nonnegative_scalar(term.args[0])
    if isinstance(term, SquaredNorm):
        return len(term.args) == 1 or semidefinite(term.args[1])
    if isinstance(term, Trace):
        return _trace(term.args[0])
    if isinstance(term, Determinant):
        return semidefinite(term.args[0])
    if isinstance(term, (Add, Mul)) and term.has(MatrixExpression):
        return all(nonnegative_scalar(part) for part in term.args)
    if isinstance(term, Pow) and term.has(MatrixExpression):
        return bool(term.exp.is_even) or nonnegative_scalar(term.base)
    return isinstance(term, Expr) and sign(term) <= {0, 1}


def _trace(matrix: MatrixExpression) -> bool:
    """A p.s.d. matrix, or a product of two, in any cyclic order."""
    if isinstance(matrix, Plus):
        return all(_trace(part) for part in matrix.args)
    if isinstance(matrix, Scaled):
        return nonnegative_scalar(matrix.args[0]) and _trace(matrix.args[1])
    if not isinstance(matrix, Times):
        return semidefinite(matrix)
    factors = list(matrix.args)
    turns = [factors[place:] + factors[:place] for place in range(len(factors))]
    return any(_split(turn) for turn in turns)


def _split(factors: list[MatrixExpression]) -> bool:
    """A product of two p.s.d. products."""
    return any(_congruent(factors[:cut]) and _congruent(factors[cut:]) for cut in range(1, len(factors) + 1))


_RULES: tuple[tuple[type[Basic] | tuple[type[Basic], ...], Callable[..., Sign]], ...] = (
    (Add, _sum),
    (Mul, _product),
    (Pow, _power),
    (Max, _maximum),
    (Min, _minimum),
    (Abs, lambda term: frozenset(abs(value) for value in sign(term.args[0]))),
    ((exp, cosh), lambda term: POSITIVE),
    (gamma, lambda term: POSITIVE if sign(term.args[0]) == POSITIVE else ANY),
    ((Sum, Integral), _gathered),
    (Product, _factors),
    (EigenSum, _over_eigenvalues),
    ((Determinant, Expectation, Trace, SquaredNorm), _of_matrices),
)
