"""Means of traces of random matrices that theorems give: inverse Wishart, Haar projection, inverse Gram matrix.

Each law recognises one kind of cyclic word, with one random letter X that has independent Gaussian rows and occurs as
the theorem says, everything else being independent of X; it checks the condition on the sizes against the assumptions,
and names the condition when it is not implied.

* Inverse Wishart: rows N(0, C), T >= d + 2:  E tr(A (X'X)^-1) = tr(A C^-1)/(T - d - 1).
* Haar projection: rows N(0, c I), T <= d:  E tr(A X'(XX')^-1 X) = (T/d) tr A. The law of the row space is invariant
  under rotations O, so E P = O' (E P) O for all O, which makes E P a multiple of I, and its trace is T.
* Rotation invariance: rows N(0, c I), and M(X) a d x d product of X', X and inverses with M(X O) = O' M(X) O for every
  rotation O:  E tr(A M) = (tr A/d) E tr M, by the same argument.
* Inverse Gram: rows N(0, c I), T <= d - 2:  E tr(A (XX')^-1) = tr A/(c (d - T - 1)): the columns of X are d independent
  N(0, c I_T), so that XX' is Wishart with d degrees of freedom.
"""

from __future__ import annotations

from typing import Any

from sympy import Expr

from lemmata.theory.random_matrices import GaussianRows, Inverse, Letter, law_of
from lemmata.verifier.engines.linear_facts import implies_at_least
from lemmata.verifier.matrices.elements import Element, Word
from lemmata.verifier.matrices.moments import Mean, Moments

INVERSE_WISHART = (
    "inverse-Wishart mean (that of the inverse Wishart distribution, T >= d + 2: von Rosen 1988, Scand. J. Statist. "
    "15; Muirhead 1982, Aspects of Multivariate Statistical Theory, Section 3.2)"
)
ROTATION = "rotation invariance of the isotropic Gaussian law (Eaton 1983, Multivariate Statistics)"
HAAR = "the row space of an isotropic Gaussian matrix is uniformly distributed (Muirhead 1982; Eaton 1983)"


def inverse_wishart(moments: Moments, word: Word) -> Mean | None:
    """E tr(A (X'X)^-1) = tr(A C^-1)/(T - d - 1)."""
    for letter, law in _gaussian(moments, word):
        rest = _around(word, (f"inv({letter}'*{letter})",))
        if rest is None or _occurs(moments, letter, rest):
            continue
        if _implied(moments, letter.rows, letter.cols, 2):
            around = moments.product(moments.word(rest), moments.matrix(Inverse(law.covariance)))
            return _mean(moments, letter, around, letter.cols, 1 / (letter.rows - letter.cols - 1), INVERSE_WISHART)
    return None


def haar_projection(moments: Moments, word: Word) -> Mean | None:
    """E tr(A X'(XX')^-1 X) = (T/d) tr A for an isotropic X with T <= d."""
    for letter, law in _gaussian(moments, word):
        rest = _around(word, (f"{letter}'", f"inv({letter}*{letter}')", str(letter)))
        if rest is None or _occurs(moments, letter, rest) or _isotropic(moments, letter, law) is None:
            continue
        if _implied(moments, letter.cols, letter.rows, 0):
            return _mean(moments, letter, moments.word(rest), letter.cols, letter.rows / letter.cols, HAAR)
    return None


def inverse_gram(moments: Moments, word: Word) -> Mean | None:
    """E tr(A (XX')^-1) = tr A/(c (d - T - 1)) for an isotropic X with T <= d - 2."""
    for letter, law in _gaussian(moments, word):
        rest = _around(word, (f"inv({letter}*{letter}')",))
        if rest is None or _occurs(moments, letter, rest):
            continue
        scale = _isotropic(moments, letter, law)
        if scale is not None and _implied(moments, letter.cols, letter.rows, 2):
            factor = 1 / (scale * (letter.cols - letter.rows - 1))
            return _mean(moments, letter, moments.word(rest), letter.rows, factor, INVERSE_WISHART)
    return None


def rotation_invariance(moments: Moments, word: Word) -> Mean | None:
    """E tr(A M(X)) = (tr A/d) E tr M(X) for an isotropic X and a product M with M(X O) = O' M(X) O."""
    for letter, law in _gaussian(moments, word):
        segment, rest = _segment(moments, letter, word)
        if not rest or not _turns(moments, letter, segment) or _isotropic(moments, letter, law) is None:
            continue
        inside = moments.expectation(moments.trace(moments.word(segment), letter.cols))
        value = moments.product(moments.trace(moments.word(rest), letter.cols), inside)
        return Mean(letter, moments.scaled(value, moments.number(1 / letter.cols)), ROTATION)
    return None


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


def _gaussian(moments: Moments, word: Word) -> list[tuple[Letter, Any]]:
    letters = frozenset().union(*(moments.random(atom) for atom in word))
    laws = [(letter, law_of(letter, moments.laws)) for letter in sorted(letters, key=str)]
    return [(letter, law) for letter, law in laws if isinstance(law, GaussianRows)]


def _around(word: Word, part: Word) -> Word | None:
    """What is left of a cyclic word, or of its transpose (``part`` is symmetric), when ``part`` is cut out once."""
    for at in range(len(word)):
        turned = word[at:] + word[:at]
        if turned[: len(part)] == part:
            return turned[len(part) :]
    return None


def _occurs(moments: Moments, letter: Letter, rest: Word) -> bool:
    return any(letter in moments.letters[atom] for atom in rest)


def _isotropic(moments: Moments, letter: Letter, law: GaussianRows) -> Expr | None:
    """The variance c when the covariance is c I; otherwise None, and remembered as missing."""
    covariance = moments.matrix(law.covariance)
    if list(covariance) == [((), ())]:
        return moments.field.to_sympy(covariance[(), ()])
    moments.lacks(f"isotropic rows of {letter} (its covariance is {law.covariance})")
    return None


def _implied(moments: Moments, large: Expr, small: Expr, by: int) -> bool:
    if implies_at_least(large, small + by, moments.assumptions):
        return True
    moments.lacks(f"the assumption {large} >= {small + by}")
    return False


def _mean(moments: Moments, letter: Letter, around: Element, size: Expr, factor: Expr, theorem: str) -> Mean:
    trace = moments.trace(around, size)
    return Mean(letter, moments.scaled(trace, moments.number(factor)), theorem)
