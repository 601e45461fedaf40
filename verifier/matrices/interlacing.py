"""What is known of eigenvalues of different matrices: they keep the order of the matrices, and interlace.

With eigenvalues in falling order, M <= N + R with R of rank r gives e_i(M) <= e_j(N) for i >= j + r (Weyl; r = 0 is
monotonicity, r = 1 a row more), e_i(J'NJ) <= e_j(N) for i >= j and e_i(N) <= e_j(J'NJ) for i >= j + (n - m), where J
is n x m with orthonormal columns (Cauchy), and e_i(M + N) <= e_j(M) + e_k(N) for i >= j + k - 1. The largest and the
smallest bound the trace and every quadratic form (Horn and Johnson, Matrix Analysis, 4.2, 4.3).

>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance, eigenvalue_of, vector
>>> A, u = covariance("A", d), vector("u", d)
>>> words = Moments((d >= 2,), ())
>>> upper, lower = eigenvalue_of(A, 1), eigenvalue_of(A + u * u.T, 2)
>>> words.learn(upper - lower)
>>> letters = {name: Dummy(name) for (mono, _) in words.scalar(upper - lower) for name, _ in mono}
>>> len([fact for fact in facts_of_eigenvalues(words, letters) if len(fact.free_symbols) == 2])
1
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from sympy import Dummy, Expr, Ge, Gt, Mul
from sympy.core.relational import Relational

from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.matrices.assumed import of_numbers
from lemmata.verifier.matrices.elements import ONE, Element, Word
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.ranks import not_definite
from lemmata.verifier.matrices.scalars import Spectrum
from lemmata.verifier.matrices.signs import above_zero, is_semidefinite, semidefinite_word
from lemmata.verifier.matrices.squares import shown_semidefinite


def facts_of_eigenvalues(words: Moments, letters: Mapping[str, Dummy]) -> Iterator[Relational]:
    """Inequalities between the letters that are eigenvalues, and traces and forms of their matrices."""
    found = {name: words.spectra[name] for name in letters if name in words.spectra}
    for name, one in found.items():
        if is_semidefinite(words, one.matrix):
            definite = not_definite(words, one.matrix, one.size) is None
            yield (Gt if definite else Ge)(letters[name], 0)
        yield from _bounds(words, one, letters[name], letters)
    for (name, one), (other, two) in permutations(found.items(), 2):
        gap = one.index - two.index
        if any(_is_at_least_zero(words, gap - rank) for rank in _ranks(words, one, two)):
            yield Ge(letters[other] - letters[name], 0)
        yield from _moved(words, (name, one), (other, two), letters)
    for (name, one), (left, two), (right, three) in permutations(found.items(), 3):
        parts = words.sum([two.matrix, three.matrix])
        if one.size == two.size == three.size and words.difference(one.matrix, parts) == {}:
            total, both = letters[name], letters[left] + letters[right]
            if _is_at_least_zero(words, one.index - two.index - three.index + 1):
                yield Ge(both - total, 0)
            if _is_at_least_zero(words, two.index + three.index - one.index - one.size):
                yield Ge(total - both, 0)


def in_letters(words: Moments, scalar: Element, letters: Mapping[str, Dummy]) -> Expr | None:
    """A polynomial in the letters that stand for traces and eigenvalues; None where there is no letter for one."""
    total: Expr = words.field.to_sympy(words.field.zero)
    for (monomial, _), value in scalar.items():
        if any(name not in letters for name, _ in monomial):
            return None
        total += Mul(words.field.to_sympy(value), *(letters[name] ** power for name, power in monomial))
    return total


def _is_at_least_zero(words: Moments, number: Expr) -> bool:
    return implied(Ge(number, 0), of_numbers(words.assumptions)).answer == "proved"


def _ranks(words: Moments, one: Spectrum, two: Spectrum) -> Iterator[Expr]:
    """The r for which e_i(M) <= e_j(N) for i >= j + r, M and N the matrices of the two."""
    if one.size == two.size:
        yield from _excess(words, one.matrix, two.matrix, one.size)
    for small, large, missing in ((one, two, False), (two, one, True)):
        for J in _isometries(words, words.sum([small.matrix, large.matrix]), large.size):
            side = words.word((J,))
            inner = words.reduce(words.product(words.product(words.transpose(side), large.matrix), side))
            if words.shape[J][1] == small.size:
                pair = (inner, small.matrix) if missing else (small.matrix, inner)
                for rank in _excess(words, *pair, small.size):
                    yield rank + (large.size - small.size if missing else 0)


def _moved(
    words: Moments, more: tuple[str, Spectrum], less: tuple[str, Spectrum], letters: Mapping[str, Dummy]
) -> Iterator[Relational]:
    """What is p.s.d. moves no eigenvalue by more than its trace: e_i(N + W) <= e_i(N) + tr W."""
    (name, one), (other, two) = more, less
    if one.size != two.size or one.index != two.index:
        return
    gap = words.reduce(words.difference(one.matrix, two.matrix))
    moved = in_letters(words, words.trace(gap, one.size), letters)
    if moved is not None and is_semidefinite(words, gap):
        yield Ge(letters[other] + moved - letters[name], 0)


def _isometries(words: Moments, matrix: Element, rows: Expr) -> list[str]:
    """The atoms with orthonormal columns and so many rows in a matrix."""
    return sorted(
        {
            atom
            for _, word in matrix
            for atom in word
            if words.shape[atom][0] == rows
            and words.reduce(words.word((words.transposed[atom], atom))) == {ONE: words.field.one}
        }
    )


def _excess(words: Moments, smaller: Element, larger: Element, size: Expr) -> Iterator[Expr]:
    """The r for which smaller <= larger + R with R of rank r: 0, or what the subtracted p.s.d. words can have."""
    gap = words.reduce(words.difference(larger, smaller))
    if shown_semidefinite(words, gap, size):
        yield size * 0
        return
    taken = {key: value for key, value in gap.items() if not key[0] and key[1] and _is_taken(words, key[1], value)}
    if taken and shown_semidefinite(words, words.difference(gap, taken), size):
        totals: list[Expr] = [size * 0]
        for _, word in taken:
            totals = [total + rank for total in totals for rank in _rank_of(words, word)]
        yield from totals


def _is_taken(words: Moments, word: Word, value: object) -> bool:
    return semidefinite_word(words, word) and above_zero(words, words.field.zero - value)


def _rank_of(words: Moments, word: Word) -> list[Expr]:
    return list(dict.fromkeys(size for atom in word for size in words.shape[atom]))


def _bounds(words: Moments, one: Spectrum, letter: Dummy, letters: Mapping[str, Dummy]) -> Iterator[Relational]:
    """The trace is at most n times the largest, tr K M and u'M u at most the largest times tr K, u'u; so the smallest.

    The trace of a p.s.d. matrix is at least k times the k-th, that of M M at least the square of any.
    """
    if len(one.matrix) != 1:
        return
    [((monomial, word), value)] = one.matrix.items()
    signs = [sign for sign, k in ((1, 1), (-1, one.size)) if (one.index - k).expand() == 0]
    if monomial or value != words.field.one:
        return
    for name, whole in letters.items():
        turned = [cyclic[k:] + cyclic[:k] for cyclic in _both(words, name) for k in range(len(cyclic))]
        if word in turned and is_semidefinite(words, one.matrix):
            yield Ge(whole - one.index * letter, 0)
        if word + word in turned:
            yield Ge(whole - letter**2, 0)
        for sign in signs:
            if word in turned:
                yield Ge(sign * (one.size * letter - whole), 0)
            for K in (form[len(word) :] for form in turned if form[: len(word)] == word != form):
                weight = in_letters(words, words.trace(words.word(K), one.size), letters)
                if weight is not None and semidefinite_word(words, K):
                    yield Ge(sign * (letter * weight - whole), 0)


def _both(words: Moments, name: str) -> list[Word]:
    word = words.trace_words.get(name, ())
    return [word, words.transpose_word(word)] if word else []
