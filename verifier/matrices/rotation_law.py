"""Rotation invariance of an isotropic design: rows N(0, c I), and M(X) a d x d product of X', X and inverses.

If M(X O) = O' M(X) O for every rotation O, then E M = O' (E M) O for all of them, which makes E M a multiple of I:

    E tr(A M) = (tr A/d) E tr M,   A independent of X.
"""

from __future__ import annotations

from lemmata.theory.random_matrices import GaussianRows, Letter, law_of
from lemmata.verifier.matrices.elements import ONE, Monomial, Word
from lemmata.verifier.matrices.moments import Mean, Moments

ROTATION = "rotation invariance of the isotropic Gaussian law (Eaton 1983, Multivariate Statistics)"


def rotation_invariance(moments: Moments, monomial: Monomial) -> Mean | None:
    """E tr(A M(X)) = (tr A/d) E tr M(X), for one trace of a product; X occurs in no other."""
    for part in monomial:
        name, power = part
        if power != 1 or name not in moments.trace_words:
            continue
        others = tuple(other for other in monomial if other != part)
        elsewhere = frozenset().union(*(moments.random(other) for other, _ in others))
        for letter in sorted(moments.random(name) - elsewhere, key=str):
            found = _turned(moments, letter, moments.trace_words[name], others)
            if found is not None:
                return found
    return None


def _turned(moments: Moments, letter: Letter, word: Word, others: Monomial) -> Mean | None:
    law = law_of(letter, moments.laws)
    if not isinstance(law, GaussianRows):
        return None
    segment, rest = _segment(moments, letter, word)
    if not rest or not _turns(moments, letter, segment) or not _isotropic(moments, letter, law):
        return None
    inside = moments.expectation(moments.trace(moments.word(segment), letter.cols))
    value = moments.product(moments.trace(moments.word(rest), letter.cols), inside)
    scaled = moments.scaled(value, moments.number(1 / letter.cols))
    return Mean(moments.product({(others, ()): moments.field.one}, scaled), ROTATION)


def _isotropic(moments: Moments, letter: Letter, law: GaussianRows) -> bool:
    if list(moments.matrix(law.covariance)) == [ONE]:
        return True
    moments.lacks(f"isotropic rows of {letter} (its covariance is {law.covariance})")
    return False


def _segment(moments: Moments, letter: Letter, word: Word) -> tuple[Word, Word]:
    """The cyclic word as the shortest segment that contains every atom with the letter, and the rest."""
    places = [k for k, atom in enumerate(word) if letter in moments.letters[atom]]
    gaps = [(places[(k + 1) % len(places)] - place - 1) % len(word) for k, place in enumerate(places)]
    widest = max(range(len(places)), key=lambda k: gaps[k])
    start, gap = (places[widest] + gaps[widest] + 1) % len(word), gaps[widest]
    turned = word[start:] + word[:start]
    return turned[: len(word) - gap], turned[len(word) - gap :]


def _turns(moments: Moments, letter: Letter, segment: Word) -> bool:
    """Whether the segment is d x d and each of its atoms with a side of length d turns with X: X, X', inv(c + X'X)."""
    d = letter.cols
    ends = (moments.shape[segment[0]][0], moments.shape[segment[-1]][1])
    return ends == (d, d) and all(_atom_turns(moments, letter, atom) for atom in segment)


def _atom_turns(moments: Moments, letter: Letter, atom: str) -> bool:
    name = str(letter)
    if atom in (name, moments.transposed[name]):
        return True
    inside = moments.inside_inverse.get(atom)
    if inside is None:
        return letter.cols not in moments.shape[atom]
    return all(
        not any(moments.random(scalar) & {letter} for scalar, _ in monomial)
        and all(_atom_turns(moments, letter, part) for part in word)
        for monomial, word in inside
    )
