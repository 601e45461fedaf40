"""Discharging what a statement about random matrices owes: inverses, ranks, denominators, means.

Laws and assumptions are those of the claim; a letter without a law may be any matrix of its kind. What is not known
names the condition, and where one can the assumption that gives it.

>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.random_matrices import GaussianRows, covariance, design, gram
>>> from lemmata.verifier.matrices.conditions import Invertible
>>> X, laws = design("X", T, d), (GaussianRows(design("X", T, d), covariance("Sigma", d)),)
>>> discharge_of_matrices(Invertible(gram(X), "it is inverted"), Context((T >= d,), laws)).done
True
>>> discharge_of_matrices(Invertible(gram(X), "it is inverted"), Context((T <= d,), laws)).missing
"X'*X is invertible (it is inverted): not known without T >= d"
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy import Basic, Expr

from lemmata.theory.random_matrices import (
    Determinant,
    Expectation,
    Letter,
    MatrixExpression,
    SquaredNorm,
    WhiteNoise,
    law_of,
)
from lemmata.verifier.engines.engines_used import remembered
from lemmata.verifier.matrices.block_signs import lacks_inverse
from lemmata.verifier.matrices.conditions import (
    FullRank,
    Invertible,
    MeanExists,
    MeanFinite,
    MeanSplits,
    NonzeroScalar,
    Symmetric,
)
from lemmata.verifier.matrices.elements import Monomial, NoNormalForm
from lemmata.verifier.matrices.integrable import inverse_length_lacks, lacks_mean, lacks_sum_of_means
from lemmata.verifier.matrices.moments import Moments, free_letter
from lemmata.verifier.matrices.order import shown_nonnegative
from lemmata.verifier.matrices.rank_updates import assumed_nonzero
from lemmata.verifier.matrices.ranks import is_positive, lacks_density, lacks_row_rank
from lemmata.verifier.matrices.signs import is_nonnegative
from lemmata.verifier.obligation import Discharge, Obligation
from lemmata.verifier.step import Context

MATRIX_CONDITIONS = (Invertible, Symmetric, FullRank, NonzeroScalar, MeanExists, MeanSplits, MeanFinite)


def discharge_of_matrices(obligation: Obligation, context: Context) -> Discharge:
    """Whether a condition on random matrices holds, and how that is known."""
    lacking = _lacking(type(obligation), obligation.subject, (*context.assumptions,), (*context.laws,))
    if lacking is None:
        return Discharge(obligation.condition, _BY[type(obligation)])
    return Discharge(
        obligation.condition, "", f"{obligation.condition} ({obligation.why}): not known without {lacking}"
    )


_BY: dict[type[Obligation], str] = {
    Invertible: "definite, or of full rank, by structure and the laws (almost surely)",
    Symmetric: "the normal form of its transpose",
    FullRank: "Gaussian rows with positive definite covariance (almost surely)",
    NonzeroScalar: "positive by structure and the laws (almost surely)",
    MeanExists: "nonnegative by structure, or every word integrable",
    MeanSplits: "every word integrable, or nonnegative and added",
    MeanFinite: "every word integrable",
}


@remembered(4096)
def _lacking(kind: type[Obligation], subject: Any, assumptions: tuple[Basic, ...], laws: tuple[Any, ...]) -> str | None:
    """What is missing, None for nothing; the side that ends a step begins the next, and its conditions with it."""
    words = Moments(assumptions, laws)
    try:
        if kind in (MeanExists, MeanSplits, MeanFinite):
            return _mean_lacks(kind, words, subject.args[0])
        return _matrix_lacks(kind, words, subject, Context(assumptions, laws))
    except NoNormalForm as reason:
        return str(reason)


def _matrix_lacks(kind: type[Obligation], words: Moments, subject: Any, context: Context) -> str | None:
    if kind is Invertible:
        words.learn(subject)
        return lacks_inverse(words, words.matrix(subject), subject.rows)
    if kind is Symmetric:
        words.learn(subject)
        return (
            None if words.matrix(subject) == words.reduce(words.transpose(words.matrix(subject))) else "its transpose"
        )
    if kind is FullRank:
        words.learn(subject)
        [(_, word)] = words.matrix(subject)
        tall = lacks_row_rank(words, words.transpose_word(word))
        return None if tall is None or lacks_row_rank(words, word) is None else tall
    assert kind is NonzeroScalar
    words.learn(subject)
    if isinstance(subject, Determinant):
        return lacks_inverse(words, words.matrix(subject.args[0]), subject.args[0].rows)
    inside = integrand(subject, context)
    words.learn(inside)
    signs = [sign for one in dict.fromkeys((subject, inside)) for sign in (one, -one)]
    known = any(is_positive(words, one) for one in signs)
    known = known or any(shown_nonnegative(one, context, strict=True) for one in signs)
    if known or assumed_nonzero(words, words.with_numbers_as_words(words.scalar(subject))):
        return None
    length = words.matrix(subject.args[0]) if isinstance(subject, SquaredNorm) and len(subject.args) == 1 else {}
    return (lacks_density(words, length) if length else None) or f"the sign of {subject}"


def integrand(subject: Any, context: Context) -> Any:
    """Where a scalar is a combination of means, what it is the mean of: with that, it is positive."""
    means = sorted(subject.atoms(Expectation), key=str)
    marks = {mean: sympy.Dummy() for mean in means}
    outside = subject.xreplace(marks)
    slopes = {letter for mark in marks.values() for letter in outside.diff(mark).free_symbols}
    random = any(law_of(letter, context.laws) is not None for letter in outside.atoms(Letter))
    if random or not slopes.isdisjoint(marks.values()) or any(mean.args[0].has(Expectation) for mean in means):
        return subject
    return subject.xreplace({mean: mean.args[0] for mean in means})


def _mean_lacks(kind: type[Obligation], words: Moments, body: Any) -> str | None:
    if isinstance(body, MatrixExpression):
        free = free_letter(body, body.atoms(Letter))
        words.learn(body, free)
        return lacks_mean(words, words.trace(words.product(words.matrix(body), words.matrix(free)), free.cols))
    words.learn(body)
    if kind is MeanExists and is_nonnegative(words, body):
        return None
    wanted = inverse_length_lacks(words, body)
    if wanted is None:
        return None
    element = words.scalar(body)
    if kind is MeanSplits:
        lacking = lacks_sum_of_means(words, element, frozenset(_integrated_in_squares(words, body)))
    else:
        lacking = lacks_mean(words, element)
    return lacking and (wanted or lacking)


def _integrated_in_squares(words: Moments, body: Expr) -> Iterator[Monomial]:
    """The words linear in white noise in a nonnegative term, which is quadratic in it.

    E ||a + B e||^2 = E ||a||^2 + s^2 E tr B'B in [0, oo], whatever a and B are: the noise is integrated first.
    """
    for term in sympy.Add.make_args(body):
        if is_nonnegative(words, term):
            yield from (monomial for monomial, _ in words.scalar(term) if _linear_in_noise(words, monomial))


def _linear_in_noise(words: Moments, monomial: Monomial) -> bool:
    """Whether some white noise occurs once in the word, and nothing else depends on it."""
    for letter in frozenset().union(*(words.random(name) for name, _ in monomial)):
        if not isinstance(law_of(letter, words.laws), WhiteNoise):
            continue
        atoms = [a for name, power in monomial for a in words.trace_words.get(name, ()) for _ in range(max(power, 1))]
        if sum(letter in words.random(atom) for atom in atoms) == 1:
            return True
    return False
