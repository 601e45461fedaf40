"""Blocks of one stack of independent rows contribute their shares, whatever symmetric function of it stands beside.

Let X_1, ..., X_k have independent rows of one law, and V = (v sum X_j'X_j + D)^-1 with a deterministic D > 0 and v > 0.
All rows of the stack are exchangeable, and V is the same for any order of them, so that for words u, w without further
rows

    E tr(X_i'X_i w(V)) = (N_i/N) E tr((X_1'X_1 + ... + X_k'X_k) w(V)),     N = N_1 + ... + N_k.

Where V stands beside the Gram matrix the sum is (1 - D V)/v, and no rows are left beside V; elsewhere the first block
speaks for all others. D > 0 bounds V, so that each of these means exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr

from lemmata.theory.random_matrices import GaussianRows, Letter, law_of
from lemmata.verifier.matrices.elements import ONE, Element, Monomial, Word
from lemmata.verifier.matrices.moments import Mean, Moments
from lemmata.verifier.matrices.ranks import not_definite
from lemmata.verifier.matrices.signs import above_zero


@dataclass(frozen=True)
class _Stack:
    """The inverse of a stack: its blocks with their numbers of rows, their coefficient, and what is added to them."""

    rows: dict[Letter, Expr]
    coefficient: Any
    added: Element


def share_of_rows(moments: Moments, monomial: Monomial) -> Mean | None:
    """The mean of a product of traces in one of which the Gram matrix of a block stands beside the stack's inverse."""
    words = [(part, moments.trace_words.get(part[0], ())) for part in monomial]
    for part, word in words:
        opened = _opened(moments, word) if part[1] == 1 else None
        if opened is None:
            continue
        block, rest = opened
        others = tuple(other for other in monomial if other != part)
        stack = _stack(moments, [*rest, *(atom for other, word in words if other != part for atom in word)], block)
        if stack is None or any(power < 0 or name not in moments.trace_words for name, power in others):
            continue
        found = _instead(moments, block, rest, stack)
        if found is not None:
            return Mean(moments.product({(others, ()): moments.field.one}, found), "")
    return None


def _opened(moments: Moments, word: Word) -> tuple[Letter, Word] | None:
    """The block whose Gram matrix is in a cyclic word, and the word that follows it."""
    for k, atom in enumerate(word):
        turned = word[k:] + word[:k]
        letter = moments.meaning.get(moments.transposed[atom])
        if len(turned) > 2 and isinstance(letter, Letter) and turned[1] == moments.transposed[atom] == str(letter):
            return letter, turned[2:]
    return None


def _stack(moments: Moments, atoms: list[str], block: Letter) -> _Stack | None:
    """The one stack that holds the block, where all else that is given is a function of it or independent of it."""
    found: list[_Stack] = []
    for atom in dict.fromkeys(atoms):
        stack = _inside(moments, atom)
        if stack is not None and block in stack.rows:
            found.append(stack)
    if not found or any(stack.rows != found[0].rows for stack in found):
        return None
    blocks = frozenset(found[0].rows)
    free = (atom for atom in atoms if _inside(moments, atom) not in found)
    return None if any(blocks & moments.letters.get(atom, frozenset()) for atom in free) else found[0]


def _inside(moments: Moments, atom: str) -> _Stack | None:
    """What an inverse inverts, as Gram matrices of blocks of one law with one coefficient, and something definite."""
    rows: dict[Letter, Expr] = {}
    coefficients: list[Any] = []
    added: Element = {}
    covariances = set()
    for (monomial, word), value in moments.inside_inverse.get(atom, {}).items():
        letter = moments.meaning.get(word[-1]) if len(word) == 2 else None
        law = law_of(letter, moments.laws) if isinstance(letter, Letter) else None
        if isinstance(law, GaussianRows) and word[0] == moments.transposed[word[1]] and not monomial:
            assert isinstance(letter, Letter)
            rows[letter] = letter.rows
            coefficients.append(value)
            covariances.add(law.covariance)
        elif any(moments.random(name) for name in (*word, *(name for name, _ in monomial))):
            return None
        else:
            added[monomial, word] = value
    if len(rows) < 2 or len(covariances) > 1 or any(value != coefficients[0] for value in coefficients):
        return None
    size = next(iter(rows)).cols
    if not above_zero(moments, coefficients[0]) or not added or not_definite(moments, added, size) is not None:
        return None
    return _Stack(rows, coefficients[0], added)


def _instead(moments: Moments, block: Letter, rest: Word, stack: _Stack) -> Element | None:
    """The share of the block in the trace for all rows; failing that, its trace by that for the first block."""
    whole = _whole(moments, rest, stack)
    if whole is not None:
        reduced = moments.reduce(whole)
        if not any(_opened(moments, word) for _, word in reduced):
            share = moments.number(stack.rows[block] / sum(stack.rows.values()))
            return moments.scaled(moments.trace(reduced, block.cols), share)
    first = min(stack.rows, key=str)
    if first == block:
        return None
    word = (moments.transposed[str(first)], str(first), *rest)
    ratio = moments.number(stack.rows[block] / stack.rows[first])
    return moments.scaled(moments.trace(moments.word(word), block.cols), ratio)


def _whole(moments: Moments, rest: Word, stack: _Stack) -> Element | None:
    """All rows before the word in place of the block's: (1 - D V)/v for the inverse V at either end of it."""
    for inverse, inner, first in ((rest[0], rest[1:], True), (rest[-1], rest[:-1], False)):
        beside = _inside(moments, inverse)
        if beside is None or beside.rows != stack.rows:
            continue
        ends = moments.word((inverse,))
        kept = moments.product(beside.added, ends) if first else moments.product(ends, beside.added)
        sums = moments.scaled(moments.difference({ONE: moments.field.one}, kept), 1 / beside.coefficient)
        return moments.product(sums, moments.word(inner)) if first else moments.product(moments.word(inner), sums)
    return None
