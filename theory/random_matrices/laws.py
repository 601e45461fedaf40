"""What the random letters are drawn from. Different letters are independent; a letter without a law is deterministic.

A law may be stated once for a family: that of ``X`` covers ``X[0]``, ``X[1]``, ...; that of ``eps[j]`` with a symbol
``j`` covers every index, with ``j`` replaced in its parameters.

>>> from sympy import Function, Symbol
>>> from lemmata.theory.random_matrices.vocabulary import noise_vector
>>> j, s = Symbol("j", integer=True), Function("s")
>>> eps = noise_vector("eps", 3)
>>> law_of(eps[2], [WhiteNoise(eps[j], s(j)**2)])
WhiteNoise(letter=eps[2], variance=s(2)**2)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from sympy import Basic, Expr, Symbol, Tuple, sympify

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices.expressions import Letter, MatrixExpression, same_size

_NOTHING = Tuple()


@dataclass(frozen=True)
class Law:
    """The distribution of one letter, or of a family of independent letters."""

    letter: Letter

    @property
    def parameters(self) -> tuple[Basic, ...]:
        """The expressions on which the law depends."""
        return tuple(
            sympify(getattr(self, field.name), strict=True) for field in fields(self) if field.name != "letter"
        )

    def put(self, values: Mapping[Any, Any]) -> Self:
        """The law with expressions in place of others."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(self, **{name: x.xreplace(values) for name, x in given.items() if isinstance(x, Basic)})


@dataclass(frozen=True)
class WhiteNoise(Law):
    """Uncorrelated centred entries of one variance: E eps = 0, E eps eps' = variance I. Nothing else is assumed."""

    variance: Expr

    def __post_init__(self) -> None:
        _must_be_free(self.letter)
        object.__setattr__(self, "variance", sympify(self.variance, strict=True))  # 1 is written as an int


@dataclass(frozen=True)
class GaussianNoise(WhiteNoise):
    """Independent N(0, variance) entries, so that every moment is known (Isserlis)."""


@dataclass(frozen=True)
class GaussianRows(Law):
    """Independent rows N(0, covariance); ``identity(d)`` as covariance makes the design isotropic."""

    covariance: MatrixExpression

    def __post_init__(self) -> None:
        _must_be_free(self.letter)
        _must_be_of_size(self.covariance, self.letter.cols)


@dataclass(frozen=True)
class Wishart(Law):
    """The sum of x x' over ``rows`` independent rows x ~ N(0, covariance); the zero matrix for no rows."""

    rows: Expr
    covariance: MatrixExpression

    def __post_init__(self) -> None:
        if self.letter.kind != "semidefinite":
            raise InputError(f"law of {self.letter}", "sums of x x'", f"another one, for a {self.letter.kind} matrix")
        _must_be_of_size(self.covariance, self.letter.cols)
        object.__setattr__(self, "rows", sympify(self.rows, strict=True))


@dataclass(frozen=True)
class Unspecified(Law):
    """Random, with moments that exist but are not known; independent of all other letters save those in ``given``."""

    given: Tuple = _NOTHING


def _must_be_of_size(covariance: Any, size: Expr) -> None:
    if not isinstance(covariance, MatrixExpression):
        raise InputError("covariance", covariance, 'a matrix, such as identity(d) or covariance("Sigma", d)')
    if not all(same_size(side, size) for side in covariance.shape):
        raise InputError("covariance", " x ".join(map(str, covariance.shape)), f"{size} x {size}, as rows have {size}")


def _must_be_free(letter: Letter) -> None:
    if letter.kind != "general":
        raise InputError(f"law of {letter}", "independent entries", f"another one, for a matrix that is {letter.kind}")


def law_of(letter: Letter, laws: Iterable[Any]) -> Any:
    """The law of a letter, or None when it is deterministic."""
    for law in laws:
        indices = _matched(law.letter, letter)
        if indices is not None:
            return replace(law.put(indices), letter=letter)
    return None


def with_one_law_each(laws: Iterable[Any]) -> tuple[Any, ...]:
    """The laws, if no letter has two of them, and none depends on itself.

    Raises:
        InputError: naming the letter that has, or does.

    >>> from lemmata.theory.random_matrices.vocabulary import noise_vector
    >>> eps = noise_vector("eps", 3)
    >>> with_one_law_each([WhiteNoise(eps, sympify(1)), GaussianNoise(eps[2], sympify(1))])
    Traceback (most recent call last):
        ...
    lemmata.numerics.errors.InputError: laws = two laws for eps[2]: must be one law for a letter
    """
    stated = tuple(laws)
    for k, law in enumerate(stated):
        for other in stated[k + 1 :]:
            one, two = law.letter, other.letter
            if _matched(one, two) is not None or _matched(two, one) is not None:
                both = two if len(two.index) >= len(one.index) else one
                raise InputError("laws", f"two laws for {both}", "one law for a letter")
        if law.letter in _drawn_before(law, stated):
            raise InputError(f"law of {law.letter}", f"one that depends on {law.letter}", "of letters drawn before it")
    return stated


def _drawn_before(law: Law, stated: tuple[Any, ...]) -> set[Letter]:
    """The letters on which a law depends, by the laws of others too."""
    found: set[Letter] = set()
    waiting: list[Any] = [law]
    while waiting:
        letters = {letter for part in waiting.pop().parameters for letter in part.atoms(Letter)} - found
        found |= letters
        waiting += [other for other in stated if other.letter in letters]
    return found


def _matched(pattern: Letter, letter: Letter) -> dict[Any, Any] | None:
    """The values of the pattern's indices that make it the letter; a pattern without index covers a whole family."""
    if (pattern.name, pattern.kind) != (letter.name, letter.kind):
        return None
    if pattern == letter or not pattern.index:
        return {}
    if len(pattern.index) != len(letter.index):
        return None
    pairs = {*zip(pattern.index, letter.index, strict=True)}
    indices = dict(pairs)
    if len(indices) < len(pairs) or any(key != value and not isinstance(key, Symbol) for key, value in pairs):
        return None
    return {key: value for key, value in indices.items() if key != value}
