"""The mean of any product of traces in a Gaussian design, its Gram matrix and its inverse, up to degree six.

For a letter X with T independent rows N(0, C) every other atom of the traces is held fixed; what occurs of X is X, X'
and (X'X)^-1, which needs T >= d. The mean is then a sum of products of traces in the fixed atoms, C and C^-1
(:mod:`lemmata.numerics.wishart.contraction`), with T >= d + 2k where inverses of order k are left. Instances are the
Wishart and inverse Wishart means, and E X (X'X)^-1 X' = (d/T) I for every C.

* *Columns for rows*: with C = c I the columns of X are N(0, c I), too. (XX')^-1 is then an inverse Gram matrix with d
  rows in dimension T, and X'(XX')^-1 X a uniformly random projection, with mean (T/d) I.
* *Stacks*: in (X_1'X_1 + ... + X_k'X_k)^-1, with one C for all, each X_i is a block of rows of one design with all
  the rows; a letter with a Wishart law is the Gram matrix of a block. Each block contributes its share of the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Integer

from lemmata.numerics.errors import InputError
from lemmata.numerics.wishart.contraction import COLUMN, COVARIANCE, PRECISION, Coefficient, Loop, denominator, mean
from lemmata.theory.random_matrices import GaussianNoise, GaussianRows, Inverse, Letter, Wishart, law_of
from lemmata.theory.random_matrices.expressions import Identity, MatrixExpression, Scaled
from lemmata.verifier.matrices.elements import ONE, Element, Monomial, NoNormalForm, Word, accumulate
from lemmata.verifier.matrices.moments import Mean, Moments
from lemmata.verifier.matrices.ranks import covariance_lacks, size_lacks
from lemmata.verifier.matrices.signs import above_zero

WISHART = (
    "moments of Wishart and inverse Wishart matrices by Weingarten calculus (Matsumoto 2012, J. Theoret. Probab. 25; "
    "Letac and Massam 2004, Scand. J. Statist. 31)"
)


@dataclass(frozen=True)
class System:
    """A design as it occurs in a product of traces.

    Attributes:
        tokens: what each atom of it is, in the language of the contraction.
        letters: its blocks.
        rows: how many independent rows it has.
        size: their dimension.
        rooms: the size of each kind of index.
        covariance: of its rows.
        inverted: whether the inverse of its Gram matrix occurs.
    """

    tokens: Mapping[str, tuple[str, ...]]
    letters: frozenset[Letter]
    rows: Expr
    size: Expr
    rooms: Mapping[str, Expr]
    covariance: MatrixExpression
    inverted: bool


def wishart_moment(moments: Moments, monomial: Monomial) -> Mean | None:
    """The mean over one design of a product of traces, everything else being held fixed."""
    for system in _systems(moments, monomial):
        found = _mean(moments, monomial, system)
        if found is not None:
            return Mean(found, WISHART)
    return None


def _systems(moments: Moments, monomial: Monomial) -> list[System]:
    """The designs that occur: by the inverses of their Gram matrices, otherwise letter by letter."""
    atoms = dict.fromkeys(atom for name, _ in monomial for atom in moments.trace_words.get(name, ()))
    inverses = [atom for atom in atoms if atom in moments.inside_inverse and moments.random(atom)]
    found = [system for atom in inverses if (system := _of_inverse(moments, atom)) is not None]
    covered = {letter for atom in inverses for letter in moments.random(atom)}
    alone = {letter for atom in atoms for letter in moments.random(atom)} - covered
    for letter in sorted(alone, key=str):
        law = _rows_of(letter, moments)
        if isinstance(law, (GaussianRows, Wishart)):
            found.append(_block_system(moments, [(letter, law)], None))
        if isinstance(law, GaussianRows) and letter.rows == 1 and (row := _turned(moments, letter, None)) is not None:
            found.append(row)
    return found


def _rows_of(letter: Letter, moments: Moments) -> Any:
    """The law of the rows; Gaussian noise is a design of dimension one."""
    law = law_of(letter, moments.laws)
    if isinstance(law, GaussianNoise) and letter.cols == 1:
        return GaussianRows(letter, Scaled(law.variance, Identity(1)))
    return law


def _of_inverse(moments: Moments, atom: str) -> System | None:
    """The design whose Gram matrix is inverted: upright, turned, or a stack."""
    inside = moments.inside_inverse[atom]
    blocks = []
    for (monomial, word), value in inside.items():
        letter = moments.meaning.get(word[-1]) if word else None
        if monomial or value != moments.field.one:
            return None
        if len(inside) == 1 and len(word) == 2 and word[0] == moments.transposed[word[1]]:
            rows = moments.meaning.get(word[0])
            turned = _turned(moments, rows, atom) if isinstance(rows, Letter) else None
            if turned is not None:
                return turned
        law = _rows_of(letter, moments) if isinstance(letter, Letter) else None
        gram = len(word) == 2 and word[0] == moments.transposed[word[1]] and isinstance(law, GaussianRows)
        if not (isinstance(letter, Letter) and (gram or (len(word) == 1 and isinstance(law, Wishart)))):
            return None
        blocks.append((letter, law))
    letters, covariances = {letter for letter, _ in blocks}, {law.covariance for _, law in blocks if law}
    if not blocks or len(letters) < len(blocks) or len(covariances) > 1:
        return None
    return _block_system(moments, blocks, atom)


def _turned(moments: Moments, letter: Letter, inverse: str | None) -> System | None:
    """X X' for an isotropic X: the Gram matrix of its columns, of which ``inverse`` is the inverse."""
    law = _rows_of(letter, moments)
    if not isinstance(law, GaussianRows):
        return None
    covariance = moments.matrix(law.covariance)
    if list(covariance) != [ONE]:
        moments.lacks(f"isotropic rows of {letter} (its covariance is {law.covariance})")
        return None
    name = moments_name(moments, letter)
    tokens = {name: ("X':",), moments.transposed[name]: ("X:",)}
    return System(
        tokens=tokens if inverse is None else {**tokens, inverse: ("V",)},
        letters=frozenset([letter]),
        rows=letter.cols,
        size=letter.rows,
        rooms={COLUMN: letter.rows, "row ": letter.cols},
        covariance=Scaled(moments.field.to_sympy(covariance[ONE]), Identity(letter.rows)),
        inverted=inverse is not None,
    )


def _block_system(moments: Moments, blocks: list[tuple[Letter, Any]], inverse: str | None) -> System:
    tokens: dict[str, tuple[str, ...]] = {} if inverse is None else {inverse: ("V",)}
    rooms: dict[str, Expr] = {COLUMN: blocks[0][0].cols}
    total: Expr = Integer(0)
    for letter, law in blocks:
        name = moments_name(moments, letter)
        block = name if len(blocks) > 1 else ""
        rows = law.rows if isinstance(law, Wishart) else letter.rows
        rooms[f"row {block}"] = rows
        total = total + rows
        if isinstance(law, Wishart):
            tokens[name] = (f"X':{block}", f"X:{block}")
        else:
            tokens[name], tokens[moments.transposed[name]] = (f"X:{block}",), (f"X':{block}",)
    return System(
        tokens=tokens,
        letters=frozenset(letter for letter, _ in blocks),
        rows=total,
        size=blocks[0][0].cols,
        rooms=rooms,
        covariance=blocks[0][1].covariance,
        inverted=inverse is not None,
    )


def moments_name(moments: Moments, letter: Letter) -> str:
    """The atom of a letter, entered if it was not met before."""
    [(_, (name,))] = moments.matrix(letter)
    return str(name)


def _mean(moments: Moments, monomial: Monomial, system: System) -> Element | None:
    traces: list[list[tuple[str, Word]]] = []
    others: list[tuple[str, int]] = []
    inverted = system.inverted
    for name, power in monomial:
        if not system.letters & moments.letters.get(name, frozenset()):
            others.append((name, power))
            continue
        trace = _read(moments, moments.trace_words.get(name, ()), system)
        if trace is None or (power < 0 and not _is_length(trace, system)):
            return None
        inverted = inverted or power < 0
        traces += [trace] * power if power > 0 else [[("V", ())]] * -power
    try:
        found = mean(traces, moments.transposed)
    except InputError:
        moments.lacks(f"the moments of {', '.join(sorted(map(str, system.letters)))} of this order")
        return None
    if inverted and not _exists(moments, system, found.order):
        return None
    return _element(moments, tuple(others), found.terms, system)


def _is_length(trace: list[tuple[str, Word]], system: System) -> bool:
    """Whether a trace is the Gram matrix of a single column, whose reciprocal is its inverse."""
    return system.size == 1 and trace == [("W", ())]


def _read(moments: Moments, word: Word, system: System) -> list[tuple[str, Word]] | None:
    """A cyclic word as tokens, each with the fixed word after it; X'X of a design without blocks is one token."""
    start = next((k for k, atom in enumerate(word) if atom in system.tokens), None)
    if start is None:
        return None
    read: list[tuple[str, Word]] = []
    for atom in word[start:] + word[:start]:
        if atom in system.tokens:
            read += [(token, ()) for token in system.tokens[atom]]
        elif system.letters & moments.letters[atom]:
            return None
        else:
            token, fixed = read[-1]
            read[-1] = token, (*fixed, atom)
    return _with_grams(read)


def _with_grams(read: list[tuple[str, Word]]) -> list[tuple[str, Word]]:
    if read[0][0] == "X:" and read[-1] == ("X':", ()):
        read = [read[-1], *read[:-1]]
    found: list[tuple[str, Word]] = []
    for token, fixed in read:
        if token == "X:" and found and found[-1] == ("X':", ()):
            found[-1] = ("W", fixed)
        else:
            found.append((token, fixed))
    return found


def _exists(moments: Moments, system: System, order: int) -> bool:
    """Whether the Gram matrix is invertible and the inverses of this order have a mean."""
    law: Any = _rows_of(min(system.letters, key=str), moments)
    lacking = size_lacks(moments, system.rows, system.size + 2 * order)
    if lacking is None and system.covariance.rows == law.covariance.rows:
        lacking = covariance_lacks(moments, law)
    elif lacking is None:
        [value] = moments.matrix(system.covariance).values()
        lacking = None if above_zero(moments, value) else f"{moments.field.to_sympy(value)} > 0"
    if lacking is not None:
        moments.lacks(f"the assumption {lacking}")
    return lacking is None


def _element(
    moments: Moments, others: Monomial, terms: Mapping[tuple[Loop, ...], Coefficient], system: System
) -> Element:
    """The sum of products of loops, as an element of the algebra."""
    between = {COVARIANCE: moments.matrix(system.covariance)}
    if any(PRECISION in loop.word for loops in terms for loop in loops):
        between[PRECISION] = moments.matrix(Inverse(system.covariance))
    orders = max((v.row_order for v in terms.values()), default=0), max((v.order for v in terms.values()), default=0)
    rows, size, as_coefficient = _in_ring(moments, system)
    traces: dict[Loop, Element] = {}
    total: Element = {}
    for loops, coefficient in terms.items():
        product: Element = {(others, ()): as_coefficient(coefficient.numerator(rows, size, *orders))}
        for loop in loops:
            if loop not in traces:
                traces[loop] = _trace(moments, loop, between, system)
            product = moments.product(product, traces[loop])
        for key, part in product.items():
            accumulate(total, key, part)
    below = denominator(rows, size, *orders)
    if not below:  # among so few rows the loops depend on each other
        raise NoNormalForm(f"a moment of this order among {system.rows} rows")
    return moments.scaled(total, 1 / as_coefficient(below))


def _in_ring(moments: Moments, system: System) -> tuple[Any, Any, Callable[[Any], Any]]:
    """N and d as polynomials, where they are, and the way back to coefficients: polynomials need no cancelling."""
    rows, size = moments.number(system.rows), moments.number(system.size)
    fractions = getattr(moments.field, "field", None)
    if fractions is None or rows.denom != 1 or size.denom != 1:
        return rows, size, lambda value: value
    return rows.numer, size.numer, fractions.raw_new


def _trace(moments: Moments, loop: Loop, between: Mapping[str, Element], system: System) -> Element:
    if not loop.word:
        return moments.scalar(system.rooms[loop.room])
    element: Element = {ONE: moments.field.one}
    for atom in loop.word:
        element = moments.reduce(moments.product(element, between.get(atom) or moments.word((atom,))))
    first = loop.word[0]
    return moments.trace(element, system.size if first in between else moments.shape[first][0])
