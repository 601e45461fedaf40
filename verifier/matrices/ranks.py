"""Ranks, and what is positive: definite matrices and scalars that are not zero, by the structure of words.

The functions answer None when the property is known to hold (almost surely, for random letters), and otherwise what is
missing. The sizes are compared by the assumptions; a Gaussian design with positive definite covariance has full rank
almost surely, and so has a stack of such designs.

>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.random_matrices import GaussianRows, covariance, design, gram
>>> X, Sigma = design("X", T, d), covariance("Sigma", d)
>>> words = Moments((T >= d,), (GaussianRows(X, Sigma),))
>>> words.learn(gram(X))
>>> not_definite(words, words.matrix(gram(X)), d) is None
True
>>> words = Moments((), (GaussianRows(X, Sigma),))
>>> words.learn(gram(X))
>>> not_definite(words, words.matrix(gram(X)), d)
'T >= d'
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Ge, Gt, Integer

from lemmata.theory.random_matrices import (
    Determinant,
    GaussianNoise,
    GaussianRows,
    Letter,
    PseudoInverse,
    SquaredNorm,
    Trace,
    Transpose,
    Wishart,
    law_of,
)
from lemmata.verifier.engines.linear_facts import implies_at_least
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.matrices.elements import Element, Monomial, Word
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.signs import (
    above_zero,
    at_least_zero,
    inverted,
    is_nonnegative,
    is_nonnegative_monomial,
    is_semidefinite,
    nonnegative_trace,
    semidefinite_word,
    splits,
)


def not_definite(words: Moments, element: Element, size: Expr) -> str | None:
    """What is missing for a matrix of this size to be positive definite."""
    if any(is_semidefinite(words, words.difference(element, known)) for known in words.definite):
        return None
    if not is_semidefinite(words, element):
        return f"{words.shown(element)} > 0 (by structure, or assumed)"
    missing = []
    for (monomial, word), value in element.items():
        if not (above_zero(words, value) and all(is_positive_name(words, name) for name, _ in monomial)):
            continue
        lacking = _word_not_definite(words, word)
        if lacking is None:
            return None
        missing.append(lacking)
    stacked = _stack_not_definite(words, element, size) if len(element) > 1 else None
    if len(element) > 1 and stacked is None:
        return None
    return stacked or (missing[0] if missing else "a positive coefficient")


def _word_not_definite(words: Moments, word: Word) -> str | None:
    """What a semi-definite word lacks to be definite."""
    half = len(word) // 2
    if words.transpose_word(word[:half]) != word[len(word) - half :]:  # a product of two that commute
        return lacks_row_rank(words, word)
    if len(word) % 2:
        centre = _atom_not_definite(words, word[half])
        if centre is not None:
            return centre
    return lacks_row_rank(words, word[:half])


def _atom_not_definite(words: Moments, atom: str) -> str | None:
    meaning = words.meaning[atom]
    if isinstance(meaning, Letter) and meaning.kind == "positive":
        return None
    law = law_of(meaning, words.laws) if isinstance(meaning, Letter) else None
    if isinstance(law, Wishart):
        return covariance_lacks(words, law) or size_lacks(words, law.rows, meaning.rows)
    if atom in words.inside_inverse:
        return not_definite(words, inverted(words, atom), words.shape[atom][0])
    return f"{atom} is not known to be positive definite"


def gram_rows(words: Moments, word: Word) -> tuple[Letter, Expr, Any] | None:
    """The letter, the number of rows and the law when a word is a Gram matrix X'X, or a Wishart letter."""
    meaning = words.meaning.get(word[-1]) if word else None
    if not isinstance(meaning, Letter):
        return None
    law = law_of(meaning, words.laws)
    if isinstance(law, Wishart) and len(word) == 1:
        return meaning, law.rows, law
    if isinstance(law, GaussianRows) and len(word) == 2 and word[0] == words.transposed[word[1]]:
        return meaning, meaning.rows, law
    return None


def _stack_not_definite(words: Moments, element: Element, size: Expr) -> str | None:
    """A sum of Gram matrices of independent rows, with positive coefficients."""
    rows: Expr = Integer(0)
    letters: set[Letter] = set()
    for (monomial, word), value in element.items():
        found = gram_rows(words, word)
        if found is None or found[0] in letters or monomial or not above_zero(words, value):
            continue
        lacking = covariance_lacks(words, found[2])
        if lacking is None:
            letters.add(found[0])
            rows = rows + found[1]
    if not letters:
        return "the law of a design with positive definite covariance"
    return size_lacks(words, rows, size)


def covariance_lacks(words: Moments, law: Any) -> str | None:
    """What is missing for the covariance of a law to be positive definite."""
    covariance = law.covariance
    inner = Moments(words.assumptions, words.laws)
    inner.learn(covariance)
    return not_definite(inner, inner.matrix(covariance), covariance.rows)


def lacks_row_rank(words: Moments, word: Word) -> str | None:
    """What is missing for a product to have linearly independent rows: that every factor has."""
    return next((lacking for atom in word if (lacking := _atom_lacks_row_rank(words, atom)) is not None), None)


def _atom_lacks_row_rank(words: Moments, atom: str) -> str | None:
    meaning = words.meaning[atom]
    if atom in words.inside_inverse:
        return None  # an inverse has an inverse
    letter = meaning
    while isinstance(letter, (Transpose, PseudoInverse)):  # they have the rank of what is in them
        letter = letter.args[0]
    if not isinstance(letter, Letter):
        return f"the rank of {atom} is not known"
    rows, cols = words.shape[atom]
    if letter.kind in ("positive", "invertible"):
        return None
    if letter.kind == "isometry":
        return None if rows == letter.cols else size_lacks(words, cols, rows)
    law = law_of(letter, words.laws)
    if law is None:
        return f"the law of {letter}: without one it may be any matrix"
    if isinstance(law, GaussianRows):
        return covariance_lacks(words, law) or size_lacks(words, cols, rows)
    if isinstance(law, GaussianNoise):
        spread = implied(Gt(law.variance, 0), words.assumptions).answer == "proved"
        return size_lacks(words, cols, rows) if spread else f"{law.variance} > 0"
    return f"the rank of {letter} is not known from its law"


def size_lacks(words: Moments, large: Expr, small: Expr) -> str | None:
    """None when the assumptions give large >= small; otherwise this."""
    if implies_at_least(large, small, words.assumptions):
        return None
    return None if implied(Ge(large, small), words.assumptions).answer == "proved" else f"{large} >= {small}"


def not_invertible(words: Moments, element: Element, size: Expr) -> str | None:
    """What is missing for a square matrix to be invertible: definite, or a product of square factors of full rank."""
    if len(element) == 1:
        [((monomial, word), value)] = element.items()
        lacking = lacks_row_rank(words, word)
        scalar = above_zero(words, value) or above_zero(words, -value)
        if scalar and lacking is None and all(is_positive_name(words, name) for name, _ in monomial):
            return None
    lacking = not_definite(words, element, size)
    if lacking is None:
        return None
    return None if not_definite(words, words.scaled(element, -words.field.one), size) is None else lacking


# -- nonzero scalars ------------------------------------------------------------------------------------------------


def is_positive_name(words: Moments, name: str) -> bool:
    """Whether a scalar atom is positive by structure, almost surely."""
    meaning = words.meaning.get(name)
    return isinstance(meaning, Expr) and is_positive(words, meaning)


def is_positive(words: Moments, expr: Any) -> bool:
    """Whether a scalar is positive by structure, almost surely."""
    if implied(Gt(expr, 0), words.assumptions).answer == "proved":
        return True
    if isinstance(expr, Determinant):
        return not_definite(words, words.matrix(expr.args[0]), expr.args[0].rows) is None
    if isinstance(expr, (SquaredNorm, Trace)):
        square = expr.as_trace() if isinstance(expr, SquaredNorm) else expr
        element = words.matrix(square.args[0])
        if isinstance(expr, SquaredNorm) and len(expr.args) == 1 and has_density(words, words.matrix(expr.args[0])):
            return True
        return _positive_trace(words, element)
    if expr.is_Add:
        return all(is_nonnegative(words, part) for part in expr.args) and any(
            is_positive(words, part) for part in expr.args
        )
    if expr.is_Mul:
        return all(is_positive(words, part) for part in expr.args)
    return bool(expr.is_Pow and is_positive(words, expr.base))


def _positive_trace(words: Moments, element: Element) -> bool:
    """Whether no term of a trace is negative, and one is c tr(K M), c > 0, K definite, M semi-definite and not zero."""
    terms = [
        (above_zero(words, value) and all(is_positive_name(words, name) for name, _ in monomial), word)
        for (monomial, word), value in element.items()
        if at_least_zero(words, value) and is_nonnegative_monomial(words, monomial) and nonnegative_trace(words, word)
    ]
    return len(terms) == len(element) and any(
        semidefinite_word(words, one)
        and semidefinite_word(words, other)
        and _word_not_definite(words, one) is None
        and _nonzero(words, other)
        for positive, word in terms
        if positive
        for one, other in splits(word)
    )


def has_density(words: Moments, element: Element) -> bool:
    """Whether Gaussian letters of a fixed law are added to what does not depend on them: almost surely not zero."""
    return any(_is_drawn(words, element, part) for part in element)


def lacks_density(words: Moments, element: Element) -> str | None:
    """What a matrix lacks to be almost surely not zero: a Gaussian letter of positive variance; None for nothing."""
    if has_density(words, element):
        return None
    for _, word in element:
        meaning = words.meaning.get(word[0]) if len(word) == 1 else None
        letter = meaning.args[0] if isinstance(meaning, Transpose) else meaning
        law = law_of(letter, words.laws) if isinstance(letter, Letter) else None
        if isinstance(law, GaussianNoise):
            return f"{law.variance} > 0"
        if isinstance(law, GaussianRows):
            return covariance_lacks(words, law) or f"a law of {letter} that is fixed"
    return f"a Gaussian law: without one {words.shown(element)} may be zero"


def _is_drawn(words: Moments, element: Element, part: tuple[Monomial, Word]) -> bool:
    monomial, word = part
    meaning = words.meaning.get(word[0]) if len(word) == 1 and not monomial else None
    value = element[part]
    if not isinstance(meaning, (Letter, Transpose)) or not (above_zero(words, value) or above_zero(words, -value)):
        return False
    letter = meaning if isinstance(meaning, Letter) else meaning.args[0]
    others = [name for rest, other in element if (rest, other) != part for name in (*other, *(x for x, _ in rest))]
    law = law_of(letter, words.laws)
    if any(letter in words.random(name) for name in others):
        return False
    if isinstance(law, GaussianNoise):
        return not law.variance.atoms(Letter) and implied(Gt(law.variance, 0), words.assumptions).answer == "proved"
    if not isinstance(law, GaussianRows):
        return False
    fixed = not any(law_of(x, words.laws) for x in law.covariance.atoms(Letter))
    return fixed and covariance_lacks(words, law) is None


def _nonzero(words: Moments, word: Word) -> bool:
    """Whether a semi-definite word is not zero: u C u' with C definite and u of full rank one way or the other."""
    half = len(word) // 2
    if words.transpose_word(word[:half]) != word[len(word) - half :]:
        return lacks_row_rank(words, word) is None
    if len(word) % 2 and _atom_not_definite(words, word[half]) is not None:
        return False
    one, other = word[:half], words.transpose_word(word[:half])
    return _full_rank_by_shape(words, one) or lacks_row_rank(words, other) is None


def _full_rank_by_shape(words: Moments, word: Word) -> bool:
    """Rows independent; or a single Gaussian factor, which is not zero whatever its shape."""
    if lacks_row_rank(words, word) is None:
        return True
    letters = [words.meaning[atom] for atom in word]
    drawn = [law_of(part.atoms(Letter).pop(), words.laws) for part in letters if isinstance(part, Basic)]
    return len(word) == 1 and isinstance(drawn[0], GaussianRows) and covariance_lacks(words, drawn[0]) is None
