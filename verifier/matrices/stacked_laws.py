r"""Means for stacked designs: blocks of independent rows of one law, and the inverse of their common Gram matrix.

Let W = Q_1 + ... + Q_k be a sum of independent Gram matrices, Q_i of T_i rows N(0, C), N = T_1 + ... + T_k >= d + 2
in all, and K = W^-1. Then W is the Gram matrix of N rows, and for A independent of them

    E tr A K         = tr(A C^-1)/(N - d - 1)                                       (inverse Wishart mean),
    E tr A K Q_i     = (T_i/N) tr A,                                                (exchangeable rows)
    E tr A K Q_i K   = (T_i/N) E tr A K,
    E tr A Q_i K C K Q_i = h tr A C.                                                (a random projection, twice)

*Exchangeable rows.* Permuting the N rows changes neither their law nor K. Each row x contributes the same
E tr A K x x' K; together they contribute E tr A K W K = E tr A K, and a block of T_i rows its share. The second formula
is the same with K W = I.

*A random projection.* With rows x = C^(1/2) z both sides transform alike, so let C = I. Z = (z_1, ..., z_N)' has a
law that is invariant under rotations of R^N. Q_i = Z' P Z, where P projects R^N on T = T_i coordinates, so that

    tr Q_i K^2 Q_i = tr P M P F,    M = Z Z',    F = Z K^2 Z',

and P may be rotated: E P M P = a M + b tr(M) I for symmetric M, because this map commutes with rotations. (Decompose
M = sum m u u': E P u u' P is invariant under rotations that fix u.) Its numbers follow from M = I, which gives
a + N b = E tr P/N = T/N, and from u' . u, which gives a + b = E (u'Pu)^2 = T (T + 2)/(N (N + 2)), the second moment of
a Beta(T/2, (N - T)/2) variable. With tr M F = tr W W^-2 W = d, tr F = tr K and E tr W tr K = (N d - 2) d/(N - d - 1)
(tr W is independent of W/tr W, a chi-square of N d degrees of freedom, and tr K is of degree -1 in W),

    h = a + b (N d - 2)/(N - d - 1),   b = T (N - T)/(N (N - 1)(N + 2)),   a = T (T + 2)/(N (N + 2)) - b.

The mean of the whole matrix Q_i K^2 Q_i is then h I, again by rotations, now of R^d.

What cannot be done: mixed products Q_i K ... K Q_j of different blocks (one of two blocks is eliminated by K W = I).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Ge, Integer

from lemmata.theory.random_matrices import GaussianRows, Inverse, Letter, Wishart, law_of
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.matrices.elements import Element, Word
from lemmata.verifier.matrices.mean_laws import INVERSE_WISHART
from lemmata.verifier.matrices.moments import Mean, Moments

EXCHANGEABLE = "exchangeability of independent rows of one law (Kallenberg 2005, Probabilistic Symmetries, Section 1.1)"
PROJECTION = (
    "second moments of a uniformly random projection, that is of the matrix beta distribution (Konno 1988, J. Japan "
    "Statist. Soc. 18; Muirhead 1982, Aspects of Multivariate Statistical Theory, Section 3.3)"
)


@dataclass(frozen=True)
class _Block:
    """One Gram matrix of a stack: its letter, the word it is, how many rows it has."""

    letter: Letter
    gram: Word
    rows: Expr


@dataclass(frozen=True)
class _Stack:
    """The inverse of a sum of Gram matrices of one covariance."""

    inverse: str
    blocks: tuple[_Block, ...]
    covariance: Any

    @property
    def rows(self) -> Expr:
        return sum((block.rows for block in self.blocks), Integer(0))

    @property
    def letters(self) -> frozenset[Letter]:
        return frozenset(block.letter for block in self.blocks)

    def around(self, moments: Moments, word: Word, part: Word) -> Word | None:
        """What is left of a cyclic word when ``part`` is cut out once, if nothing of the stack is left."""
        for at in range(len(word)):
            turned = word[at:] + word[:at]
            rest = turned[len(part) :]
            if turned[: len(part)] == part and not any(self.letters & moments.letters[atom] for atom in rest):
                return rest
        return None

    def mean(self, value: Element, theorem: str) -> Mean:
        first, *others = sorted(self.letters, key=str)
        return Mean(first, value, theorem, frozenset(others))


def stacked_inverse_wishart(moments: Moments, word: Word) -> Mean | None:
    """E tr(A K) = tr(A C^-1)/(N - d - 1)."""
    for stack in _stacks(moments, word):
        rest = stack.around(moments, word, (stack.inverse,))
        if rest is not None and _enough(moments, stack):
            inside = moments.product(moments.word(rest), moments.matrix(Inverse(stack.covariance)))
            size = stack.blocks[0].letter.cols
            value = _times(moments, inside, size, 1 / (stack.rows - size - 1))
            return stack.mean(value, INVERSE_WISHART)
    return None


def share_of_rows(moments: Moments, word: Word) -> Mean | None:
    """E tr(A K Q_i) = (T_i/N) tr A and E tr(A K Q_i K) = (T_i/N) E tr(A K)."""
    for stack in _stacks(moments, word):
        K = (stack.inverse,)
        for block in stack.blocks:
            for part, kept in ((K + block.gram + K, K), (K + block.gram, ()), (block.gram + K, ())):
                rest = stack.around(moments, word, part)
                if rest is not None and _enough(moments, stack):
                    value = _times(moments, moments.word(kept + rest), block.letter.cols, block.rows / stack.rows)
                    return stack.mean(value, EXCHANGEABLE)
    return None


def squared_share_of_rows(moments: Moments, word: Word) -> Mean | None:
    """E tr(A Q_i K C K Q_i) = h tr(A C)."""
    for stack in _stacks(moments, word):
        covariance = list(moments.matrix(stack.covariance).items())
        if len(covariance) != 1 or covariance[0][0][0] or covariance[0][1] != moments.field.one:
            continue  # a single word is looked for between the two inverses
        C = covariance[0][0][1]
        for block in stack.blocks:
            K = (stack.inverse,)
            rest = stack.around(moments, word, block.gram + K + C + K + block.gram)
            if rest is not None and _enough(moments, stack):
                size = block.letter.cols
                inside = moments.product(moments.word(rest), moments.matrix(stack.covariance))
                value = _times(moments, inside, size, squared_share(size, stack.rows, block.rows))
                return stack.mean(value, PROJECTION)
    return None


def squared_share(d: Any, N: Any, T: Any) -> Any:
    """The factor h for a block of T among N rows in dimension d.

    >>> squared_share(3, Integer(10), Integer(10)), squared_share(3, Integer(10), Integer(0))
    (1, 0)
    """
    b = T * (N - T) / (N * (N - 1) * (N + 2))
    a = T * (T + 2) / (N * (N + 2)) - b
    return a + b * (N * d - 2) / (N - d - 1)


def _stacks(moments: Moments, word: Word) -> list[_Stack]:
    """The inverses in the word that are inverses of sums of Gram matrices of one covariance."""
    found = [_stack(moments, atom) for atom in dict.fromkeys(word) if atom in moments.inside_inverse]
    return [stack for stack in found if stack is not None]


def _stack(moments: Moments, atom: str) -> _Stack | None:
    blocks, covariances = [], []
    for (monomial, word), coefficient in moments.inside_inverse[atom].items():
        letter = _gram_letter(moments, word)
        if monomial or coefficient != moments.field.one or letter is None:
            return None
        law = law_of(letter, moments.laws)
        blocks.append(_Block(letter, word, law.rows if isinstance(law, Wishart) else letter.rows))
        covariances.append(law.covariance)
    distinct = len({block.letter for block in blocks}) == len(blocks) > 1
    return _Stack(atom, tuple(blocks), covariances[0]) if distinct and len(set(covariances)) == 1 else None


def _gram_letter(moments: Moments, word: Word) -> Letter | None:
    """The letter of a Gram matrix: X for the word X'X of Gaussian rows, G for a Wishart letter."""
    letter = moments.meaning.get(word[-1]) if word else None
    law = law_of(letter, moments.laws) if isinstance(letter, Letter) else None
    if isinstance(law, Wishart) and len(word) == 1:
        return letter
    is_gram = isinstance(law, GaussianRows) and word == (moments.transposed[word[-1]], word[-1])
    return letter if is_gram else None


def _enough(moments: Moments, stack: _Stack) -> bool:
    size = stack.blocks[0].letter.cols
    if implied(Ge(stack.rows, size + 2), moments.assumptions).answer == "proved":
        return True
    moments.lacks(f"the assumption {stack.rows} >= {size} + 2")
    return False


def _times(moments: Moments, inside: Element, size: Expr, factor: Expr) -> Element:
    return moments.scaled(moments.trace(inside, size), moments.number(factor))
