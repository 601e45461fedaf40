"""Whether a word in random letters is integrable, read off from its inverses.

Factors are bounded in norm: polynomials in Gaussian letters have all moments, (M + c)^-1 is bounded when M is positive
semi-definite and c positive definite and fixed, a product X (X'X)^-1 X' by one. What is left of order k in the inverses
of Gram matrices with N rows in dimension d has a mean exactly when N - d - 1 > 2(k - 1), because the smallest
eigenvalue l of a Wishart matrix has a density of order l^((N - d - 1)/2) near zero: ``inv(gram(X))`` counts 1,
``inv(gram(X))*X'`` and ``pinv(X)`` 1/2 (Muirhead 1982, Aspects of Multivariate Statistical Theory, Section 3.2; von
Rosen 1988, Scand. J. Statist. 15). Factors of independent letters are bounded one by one; others by Hoelder's
inequality, which the strict inequality leaves room for.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import Any

import sympy
from sympy import Expr, Gt, Integer, Ne

from lemmata.theory.random_matrices import (
    GaussianNoise,
    GaussianRows,
    Inverse,
    Letter,
    PseudoInverse,
    SquaredNorm,
    Transpose,
    Unspecified,
    WhiteNoise,
    law_of,
)
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.matrices.elements import Element, Monomial, Word, multiplied
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.ranks import (
    covariance_lacks,
    gram_rows,
    lacks_density,
    lacks_row_rank,
    not_definite,
    size_lacks,
)
from lemmata.verifier.matrices.signs import above_zero, is_nonnegative, is_nonnegative_monomial, is_semidefinite

_HALF = Fraction(1, 2)


def lacks_mean(words: Moments, element: Element) -> str | None:
    """What is missing for every word of a scalar to be integrable; None when nothing is."""
    found = (monomial_lacks_mean(words, monomial) for monomial, _ in element)
    return next((lacking for lacking in found if lacking is not None), None)


def lacks_sum_of_means(words: Moments, element: Element, forgiven: Iterable[Monomial] = ()) -> str | None:
    """What is missing for the mean of a scalar to be the sum of its words' means, in (-oo, oo].

    A word that is nonnegative and has a positive coefficient may have an infinite mean. ``forgiven`` are words that
    are integrated in a square.
    """
    for (monomial, _), value in element.items():
        lacking = None if monomial in forgiven else monomial_lacks_mean(words, monomial)
        if lacking is not None and not (is_nonnegative_monomial(words, monomial) and above_zero(words, value)):
            return lacking
    return None


def inverse_length_lacks(words: Moments, body: Expr) -> str | None:
    """What c/||Z + a||^(2k) lacks for a mean: Z Gaussian with more than 2k entries, a independent of it.

    Given a, the density of Z + a is bounded, and |z|^(-2k) is integrable near zero in more than 2k dimensions. None
    where nothing lacks, empty where the body is not of this kind.
    """
    parts = [part for part in sympy.Mul.make_args(body) if any(law_of(x, words.laws) for x in part.atoms(Letter))]
    if len(parts) != 1 or not parts[0].is_Pow or not parts[0].exp.is_Integer or parts[0].exp >= 0:
        return ""
    length, power = parts[0].base, -parts[0].exp
    if not isinstance(length, SquaredNorm) or len(length.args) != 1:
        return ""
    inner = length.args[0]
    enough = sympy.Ge(inner.rows * inner.cols, 2 * power + 1)
    if implied(enough, words.assumptions).answer != "proved":
        return str(enough)
    return lacks_density(words, words.matrix(inner))


def monomial_lacks_mean(words: Moments, monomial: Monomial) -> str | None:
    """What is missing for a product of traces to be integrable."""
    words.apart_from_sums(monomial)
    pieces: list[Word] = []
    for name, power in monomial:
        letters, total = sorted(words.random(name), key=str), words.meaning.get(name)
        unknown = next(filter(None, (_law_lacks_moments(words, letter) for letter in letters)), None)
        if unknown is not None:
            return unknown
        if not letters:
            continue
        if isinstance(total, sympy.Sum) and power == 1:  # integrable where each of its terms is, with what is beside it
            rest = tuple(part for part in monomial if part[0] != name)
            terms = (multiplied(one, rest) for one, _ in words.scalar(total.function))
            return next(filter(None, (monomial_lacks_mean(words, one) for one in terms)), None)
        if name not in words.trace_words or power < 0:
            lacking = _scalar_lacks_mean(words, name, power)
            if lacking is not None:
                return lacking
            continue
        pieces += [words.trace_words[name]] * power
    return _noise_lacks_mean(words, pieces) or _inverses_lack_mean(words, pieces)


def _scalar_lacks_mean(words: Moments, name: str, power: int) -> str | None:
    """1/(c + Y) is bounded for c > 0 and Y >= 0."""
    meaning = words.meaning.get(name)
    if isinstance(meaning, Expr) and meaning.is_Add and power < 0:
        fixed = [part for part in meaning.args if not part.has(Letter)]
        rest = [part for part in meaning.args if part.has(Letter)]
        bounded = implied(Gt(sympy.Add(*fixed), 0), words.assumptions).answer == "proved"
        if bounded and all(is_nonnegative(words, part) for part in rest):
            return None
    return f"the mean of {name if power == 1 else f'{name}**{power}'} is not known to exist"


def _law_lacks_moments(words: Moments, letter: Letter) -> str | None:
    """A law with random parameters has the moments of these: all, where they are polynomials in Gaussian letters."""
    law = law_of(letter, words.laws)
    for parameter in () if isinstance(law, Unspecified) else law.parameters:
        beneath = [one for x in parameter.atoms(Letter) if (one := law_of(x, words.laws)) is not None]
        polynomial = not parameter.has(Inverse, PseudoInverse, sympy.Pow, sympy.Function)
        if beneath and not (polynomial and all(type(one) is not WhiteNoise for one in beneath)):
            return f"the moments of {letter}, whose law is random"
    return None


def _noise_lacks_mean(words: Moments, pieces: list[Word]) -> str | None:
    """White noise has two moments."""
    degrees: dict[Letter, int] = {}
    for atom in (atom for piece in pieces for atom in piece):
        for letter in words.random(atom):
            law = law_of(letter, words.laws)
            if isinstance(law, WhiteNoise) and not isinstance(law, GaussianNoise):
                degrees[letter] = degrees.get(letter, 0) + 1
    over = next((letter for letter, degree in degrees.items() if degree > 2), None)
    return None if over is None else f"the moments of order {degrees[over]} of {over}"


def _inverses_lack_mean(words: Moments, pieces: list[Word]) -> str | None:
    orders: dict[str, Fraction] = {}
    for piece in pieces:
        for k, atom in enumerate(piece):
            if words.random(atom) and _is_inverse(words, atom):
                before, after = piece[k - 1], piece[(k + 1) % len(piece)]
                orders[atom] = orders.get(atom, Fraction(0)) + _order(words, before, atom, after)
    for atom in orders:
        near = [other for other in orders if words.random(other) & words.random(atom)]
        lacking = _atom_lacks_moment(words, atom, sum((orders[other] for other in near), Fraction(0)))
        if lacking is not None:
            return lacking
    return None


def _is_inverse(words: Moments, atom: str) -> bool:
    return atom in words.inside_inverse or _pseudo_inverted(words, atom) is not None


def _pseudo_inverted(words: Moments, atom: str) -> str | None:
    """The atom P of which this is the pseudo-inverse, transposed along with it."""
    meaning = words.meaning[atom]
    node = meaning.args[0] if isinstance(meaning, Transpose) else meaning
    if not isinstance(node, PseudoInverse):
        return None
    body = str(node.args[0])
    return words.transposed.get(body, body) if isinstance(meaning, Transpose) else body


def _order(words: Moments, before: str, atom: str, after: str) -> Fraction:
    """How an inverse counts between its neighbours: a factor of the Gram matrix beside it takes half away."""
    if atom in words.inside_inverse:
        halves = _halves(words, words.inside_inverse[atom])
        return 1 - ((words.transposed[before] in halves) + (after in halves)) * _HALF
    return Fraction(0) if _pseudo_inverted(words, atom) in (before, after) else _HALF


def _halves(words: Moments, inside: Element) -> set[str]:
    """The U' for which U M^(-1/2) is bounded: M is a sum of p.s.d. words, and one is c U'U, c > 0, or c U, p.s.d."""
    if not all(is_semidefinite(words, {key: value}) for key, value in inside.items()):
        return set()
    return {
        word[0]
        for (monomial, word), value in inside.items()
        if (len(word) == 1 or (len(word) == 2 and word[0] == words.transposed[word[1]]))
        and not monomial
        and above_zero(words, value)
    }


def _atom_lacks_moment(words: Moments, atom: str, order: Fraction) -> str | None:
    """What is missing for the moment of this order of the norm of an inverse."""
    if atom not in words.inside_inverse:
        return _pseudo_inverse_lacks_moment(words, atom, order)
    inside = words.inside_inverse[atom]
    size = words.shape[atom][0]
    fixed = {
        key: value
        for key, value in inside.items()
        if not any(words.random(name) for name in (*key[1], *(n for n, _ in key[0])))
    }
    if fixed and is_semidefinite(words, inside) and not_definite(words, fixed, size) is None:
        return None  # bounded
    if order <= 0:
        return None
    rows, lacking = gaussian_rows_inside(words, inside)
    if rows is None:
        return lacking
    return _too_few(words, rows, size, order)


def _too_few(words: Moments, rows: Expr, size: Expr, order: Fraction) -> str | None:
    """None when rows - size - 1 > 2 (order - 1); otherwise this, for integers."""
    return size_lacks(words, rows, size + floor(2 * order))


def gaussian_rows_inside(words: Moments, inside: Element) -> tuple[Expr | None, str]:
    """The number N of independent Gaussian rows whose Gram matrix this is, or None and what is missing.

    A sum of such matrices, of any definite covariances: it lies between two multiples of a Wishart matrix.
    """
    rows: Expr = Integer(0)
    letters: set[Letter] = set()
    for (monomial, word), value in inside.items():
        found = gram_rows(words, word) or _sandwiched(words, word)
        if found is None or found[0] in letters or monomial or not above_zero(words, value):
            return None, f"a bound of the inverse of {words.shown(inside)}"
        lacking = covariance_lacks(words, found[2])
        if lacking is not None or words.drawn_before(found[2]):
            return None, lacking or f"a law of {found[0]} that is fixed"
        letters.add(found[0])
        rows = rows + found[1]
    return rows, ""


def _sandwiched(words: Moments, word: Word) -> tuple[Letter, Expr, Any] | None:
    """A Gram matrix u X' C X u' with u fixed and invertible and C definite: of the rows or of the columns of X."""
    moving = [atom for atom in word if words.random(atom)]
    fixed = [atom for atom in word if not words.random(atom)]
    if len(moving) != 2 or moving[0] != words.transposed[moving[1]]:
        return None
    square = all(words.shape[atom][0] == words.shape[atom][1] for atom in fixed)
    if not square or lacks_row_rank(words, tuple(fixed)) is not None:
        return None
    letters = words.random(moving[1])
    letter = next(iter(letters))
    law = law_of(letter, words.laws)
    if len(letters) != 1 or not isinstance(law, GaussianRows) or str(letter) not in moving:
        return None
    upright = moving[1] == str(letter)
    return letter, letter.rows if upright else letter.cols, law


def _pseudo_inverse_lacks_moment(words: Moments, atom: str, order: Fraction) -> str | None:
    """The pseudo-inverse of a design of unknown shape: bounded like the inverse of the smaller Gram matrix, twice."""
    if order <= 0:
        return None
    [letter, *others] = words.random(atom)
    law = law_of(letter, words.laws)
    itself = _pseudo_inverted(words, atom) in (str(letter), words.transposed.get(str(letter)))
    if others or not isinstance(law, GaussianRows) or not itself:
        return f"a bound of {atom}"
    lacking = covariance_lacks(words, law)
    if lacking is not None:
        return lacking
    if order <= _HALF and implied(Ne(letter.rows, letter.cols), words.assumptions).answer == "proved":
        return None
    tall = _too_few(words, letter.rows, letter.cols, order)
    return None if tall is None or _too_few(words, letter.cols, letter.rows, order) is None else tall
