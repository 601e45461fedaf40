"""Points at which matrix identities are tried: small admissible sizes, small integer matrices, exact values.

A wrong identity is refuted by one such point, small enough to check by hand: sizes one and two come first, entries are
small integers, covariances are A A' + I. A pseudo-inverted letter keeps full rank, because that is how it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from random import Random
from typing import Any

import sympy
from sympy import Basic, Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import d, signal
from lemmata.theory.occurring import occurring
from lemmata.theory.quantities.regression import Sigma, w, w0
from lemmata.theory.random_matrices import (
    Eigenvalue,
    Letter,
    MatrixExpression,
    PseudoInverse,
    Unspecified,
    WhiteNoise,
    Wishart,
    evaluate_matrices,
    law_of,
)
from lemmata.theory.random_matrices.arithmetics import NoValue
from lemmata.theory.random_matrices.expressions import same_size
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, at_spectrum, depends_on_spectrum
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from lemmata.verifier.matrices.assumed import of_matrices, of_numbers, orders_of_matrices, satisfying
from lemmata.verifier.matrices.definite import difference, is_symmetric, low_direction, quadratic_form
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict

_MOST_ENTRIES = 30
_SIZES_TRIED = 60
_MATRICES_A_SIZE = 4
_MATRICES = 80
_SIZES_TIED = 12
_DRAWS_A_SIZE = 40
_TIED_AND_SMALL = 36
_LARGEST_ORDERED = 6
_MOST_ENTRIES_OF_LARGE = 144
_LARGE_SIZES = 7
_OF_FULL_RANK = ("isometry", "positive", "invertible")


_SPECTRA: tuple[tuple[tuple[int | Fraction, int], ...], ...] = (
    ((1, 1),),
    ((1, 1), (1, -2)),
    ((1, 1), (Fraction(1, 2), 1)),
    ((1, 0), (1, 2), (1, -1)),
    ((1, 1), (1, 0), (1, 2), (1, 1)),
    ((1, 1),) * 5,
)
"""Eigenvalues of Sigma and coordinates of w0, tried where a statement or an assumption speaks of the spectrum."""


@dataclass(frozen=True)
class Sizes:
    """Exact values of the scalar symbols, dimensions among them, and of the letters that a spectrum determines."""

    values: dict[Symbol, Fraction]
    spectrum: tuple[tuple[int | Fraction, int], ...] = ()

    def of(self, dimension: Any) -> int:
        """A dimension at this point."""
        return int(dimension.xreplace({s: sympy.Rational(v.numerator, v.denominator) for s, v in self.values.items()}))

    def determined(self, letter: Letter) -> list[list[Any]] | None:
        """Sigma = diag(eigenvalues) and w0 where there is a spectrum; None for every other letter."""
        if letter == Sigma and self.spectrum:
            size = len(self.spectrum)
            return [[self.spectrum[i][0] if i == j else 0 for j in range(size)] for i in range(size)]
        return [[weight] for _, weight in self.spectrum] if letter == w0 and self.spectrum else None

    def opened(self, side: Any) -> Any:
        """A side with its sums over eigenvalues carried out."""
        if not self.spectrum:
            return side
        pairs = _pairs(self.spectrum)
        sums = {node: at_spectrum(node, pairs) for node in side.atoms(EigenSum)}
        return side.xreplace({**sums, signal: at_spectrum(signal, pairs)})


def _pairs(spectrum: tuple[tuple[int | Fraction, int], ...]) -> list[tuple[Any, int]]:
    return [(sympy.Rational(value), weight**2) for value, weight in spectrum]


def letters_in(step: Step) -> list[Letter]:
    """The letters of a step, in a fixed order."""
    return [*_letters(step.before, step.after)]


@lru_cache(maxsize=1024)
def _letters(*sides: Basic) -> tuple[Letter, ...]:
    return tuple(sorted({letter for side in sides for letter in occurring(side, Letter)}, key=str))


def letters_of(step: Step, context: Context) -> list[Letter]:
    """The letters of a step, and those that assumptions tie to others."""
    tied = {letter for relation in of_matrices(context.assumptions) for letter in occurring(relation, Letter)}
    return sorted({*letters_in(step), *tied}, key=str)


def same_shape(step: Step) -> bool:
    """Whether both sides are scalars, or matrices of one shape."""
    one, other = step.before, step.after
    if isinstance(one, MatrixExpression) and isinstance(other, MatrixExpression):
        return all(same_size(a, b) for a, b in zip(one.shape, other.shape, strict=True))
    return not isinstance(one, MatrixExpression) and not isinstance(other, MatrixExpression)


def has_unspecified(step: Step, context: Context) -> bool:
    """Whether a letter occurs that may not be chosen: of unknown law, or a generation w[n], defined by its past."""
    return any(
        isinstance(law_of(letter, context.laws), Unspecified) or (letter.name == w.name and letter.index)
        for letter in letters_in(step)
    )


def admissible_sizes(step: Step, context: Context, most_entries: int = _MOST_ENTRIES) -> list[Sizes]:
    """Points of the assumptions' domain at which every letter is small, smallest first."""
    letters = letters_of(step, context)
    laws = [law for letter in letters if (law := law_of(letter, context.laws)) is not None]
    tied = of_matrices(context.assumptions)
    parts = (step.before, step.after, *tied, *(parameter for law in laws for parameter in law.parameters))
    symbols = frozenset(s for part in parts for s in part.free_symbols)
    dimensions = {s for letter in letters for size in letter.shape for s in size.free_symbols}
    spectral = any(depends_on_spectrum(part) for part in (step.before, step.after, *context.assumptions))
    spectra = _SPECTRA if spectral or signal in symbols else ((),)
    found = [
        point
        for spectrum in spectra
        for point in _sampled(symbols, of_numbers(context.assumptions), context.seed, spectrum)
    ]
    roots = _radicands(parts) - {s for relation in of_numbers(context.assumptions) for s in relation.free_symbols}
    found = [replace(p, values={s: v**2 if s in roots else v for s, v in p.values.items()}) for p in found]
    small = [p for p in found if all(_fits(p.of(x.rows), p.of(x.cols), x, most_entries) for x in letters)]
    return sorted(small, key=lambda p: (sum(p.values[s] for s in dimensions), _height(p.values)))


def _radicands(parts: tuple[Basic, ...]) -> set[Symbol]:
    """The symbols whose square roots are taken: they are given squares for values."""
    powers = (power for part in parts for power in occurring(part, sympy.Pow))
    return {power.base for power in powers if power.base.is_Symbol and (2 * power.exp).is_odd}


def _fits(rows: int, cols: int, letter: Letter, most_entries: int) -> bool:
    return 0 < rows * cols <= most_entries and (letter.kind != "isometry" or rows >= cols)


@lru_cache(maxsize=256)
def _sampled(
    symbols: frozenset[Symbol], assumptions: tuple[Basic, ...], seed: int, spectrum: tuple[Any, ...]
) -> tuple[Sizes, ...]:
    fixed: dict[Symbol, Fraction] = {}
    relations, count = list(assumptions), _SIZES_TRIED
    if spectrum:
        relations = [at_spectrum(relation, _pairs(spectrum)) for relation in assumptions]
        fixed, count = {d: Fraction(len(spectrum))}, _SIZES_TRIED // 4
    try:
        points = Domain.of(symbols - fixed.keys() - {SPECTRUM, signal}, relations).sample(count, seed)
    except EmptyDomain:
        return ()
    return tuple(Sizes({**fixed, **point}, spectrum) for point in points)


def _height(point: dict[Symbol, Fraction]) -> int:
    return sum(abs(value.numerator) + value.denominator for value in point.values())


def small_matrices(letters: list[Letter], sizes: Sizes, random: Random) -> dict[Letter, list[list[Any]]]:
    """Small integers for every letter; symmetric and positive definite where the letter is."""
    return {letter: _small(letter, sizes, random) for letter in letters}


def _small(letter: Letter, sizes: Sizes, random: Random) -> list[list[Any]]:
    determined = sizes.determined(letter)
    if determined is not None:
        return determined
    rows, cols = sizes.of(letter.rows), sizes.of(letter.cols)
    if letter.kind == "isometry":
        return _orthonormal(rows, cols, random)
    A = [[random.choice((1, 2, -1, 0, 3)) for _ in range(cols)] for _ in range(rows)]
    if letter.kind == "symmetric":
        return [[A[min(i, j)][max(i, j)] for j in range(cols)] for i in range(rows)]
    if letter.kind in ("semidefinite", "positive"):
        more = letter.kind == "positive"
        if not more and random.random() < 0.5:  # an eigenvalue that is zero
            A = [[*row[:-1], 0] for row in A]
        return [
            [sum(A[i][k] * A[j][k] for k in range(cols)) + (more and i == j) for j in range(cols)] for i in range(rows)
        ]
    if letter.kind == "invertible":
        return [[A[i][j] * (i < j) or (A[i][j] or 1) * (i == j) for j in range(cols)] for i in range(rows)]
    return A


def _orthonormal(rows: int, cols: int, random: Random) -> list[list[Fraction]]:
    """Columns of a rational orthogonal matrix, by Cayley's map from a skew one."""
    from flint import fmpq_mat

    above = {(i, j): random.choice((0, 1, -1, 2)) for j in range(rows) for i in range(j)}
    skew = fmpq_mat([[above.get((i, j), 0) - above.get((j, i), 0) for j in range(rows)] for i in range(rows)])
    one = fmpq_mat([[int(i == j) for j in range(rows)] for i in range(rows)])
    turned = (one - skew) * (one + skew).inv()
    sign = random.choice((1, -1))
    return [[sign * Fraction(int(turned[i, j].p), int(turned[i, j].q)) for j in range(cols)] for i in range(rows)]


def refute_exactly(step: Step, context: Context) -> Finding | None:
    """A counterexample to an equation or inequality at small matrices, with the exact gap; None when none was found.

    >>> from lemmata.theory.notation import d
    >>> from lemmata.theory.random_matrices import matrix
    >>> A, B = matrix("A", d, d), matrix("B", d, d)
    >>> found = refute_exactly(Step((A*B).T, "=", A.T*B.T), Context())
    >>> found.counterexample["d"], found.gap
    ('2', '11')
    """
    for sizes, matrices in _points(step, context):
        found = _compared(step, sizes, matrices)
        if found is not None:
            return found
    return None


def _compared(step: Step, sizes: Sizes, matrices: dict[Letter, list[list[Any]]]) -> Finding | None:
    values = {**matrices, **sizes.values}
    try:
        before, after = (evaluate_matrices(sizes.opened(side), values) for side in (step.before, step.after))
    except (NoValue, InputError):
        return None
    gap = distance(before, after) if step.relation == "=" else _excess(step.relation, before, after)
    return _refuted(step, sizes, matrices, before, after, gap) if gap else None


def _excess(relation: str, before: Any, after: Any) -> Fraction:
    """By how much an inequality fails, for matrices in a direction x: |x'(after - before)x|, or its asymmetry."""
    if not (isinstance(before, Fraction) and isinstance(after, Fraction)):
        larger, smaller = (after, before) if relation in ("<=", "<") else (before, after)
        gap = difference(larger, smaller)
        if len(gap) > _LARGEST_ORDERED:
            return Fraction(0)
        if not is_symmetric(gap):
            return distance(gap, [list(row) for row in zip(*gap, strict=True)])
        x = low_direction(gap)
        return Fraction(0) if x is None else -quadratic_form(gap, x)
    return max(Fraction(0), before - after if relation in ("<=", "<") else after - before)


def _points(step: Step, context: Context) -> Iterator[tuple[Sizes, dict[Letter, list[list[Any]]]]]:
    letters = letters_of(step, context)
    tied = of_matrices(context.assumptions)
    if tied or step.before.has(Eigenvalue) or step.after.has(Eigenvalue):
        random = Random(context.seed)
        for sizes in admissible_sizes(step, context)[:_SIZES_TIED]:
            small = all(sizes.of(size) <= 2 for letter in letters for size in letter.shape)
            small = small and bool(not tied or orders_of_matrices(tied))
            found = satisfying(tied, letters, sizes.values, random, _DRAWS_A_SIZE * (2 if small else 1))
            found = islice(found, _TIED_AND_SMALL if small else _MATRICES_A_SIZE)
            yield from ((sizes, one) for one in found if _near(one, sizes, context))
        return
    inverted = letters_under_pinv(step)
    drawn = {letter for letter in inverted if law_of(letter, context.laws) is not None}
    random = Random(context.seed)
    points = admissible_sizes(step, context)
    for sizes in points:
        for attempt in range(max(_MATRICES_A_SIZE, _MATRICES // len(points))):
            matrices = small_matrices(letters, sizes, random)
            if attempt == 0:
                loose = {letter for letter in inverted - drawn if letter.kind not in _OF_FULL_RANK}
                matrices |= {letter: _of_rank_one(matrices[letter]) for letter in loose}
            if attempt == _MATRICES_A_SIZE - 1:
                matrices = {
                    letter: rows if sizes.determined(letter) else _small_where_ordered(letter, rows)
                    for letter, rows in matrices.items()
                }
            if all(_full_rank(matrices[letter]) for letter in drawn) and _near(matrices, sizes, context):
                yield sizes, matrices


def _near(matrices: dict[Letter, list[list[Any]]], sizes: Sizes, context: Context) -> bool:
    """Whether draws of the random letters come near any matrices: their laws have densities there."""
    laws = [law for letter in matrices if (law := law_of(letter, context.laws)) is not None]
    beneath = {x for law in laws for parameter in law.parameters for x in parameter.atoms(Letter)} - matrices.keys()
    values = {**matrices, **small_matrices(sorted(beneath, key=str), sizes, Random(context.seed)), **sizes.values}
    try:
        return all(_has_density(law, sizes, values) for law in laws)
    except (NoValue, InputError):
        return False


def _has_density(law: Any, sizes: Sizes, values: dict[Any, Any]) -> bool:
    if isinstance(law, WhiteNoise):
        return bool(evaluate_matrices(sizes.opened(law.variance), values) > 0)
    if isinstance(law, Wishart) and sizes.of(law.rows) < sizes.of(law.letter.rows):
        return False
    spread = evaluate_matrices(law.covariance, values)
    return is_symmetric(spread) and low_direction(spread, definite=True) is None


def _small_where_ordered(letter: Letter, rows: list[list[Any]]) -> list[list[Any]]:
    """A p.s.d. matrix of integers divided by sixteen: what holds for large ones need not hold for small ones."""
    if letter.kind not in ("semidefinite", "positive"):
        return rows
    return [[Fraction(entry) / 16 for entry in row] for row in rows]


def refute_at_large_sizes(step: Step, context: Context) -> Finding | None:
    """The same in dimensions up to twelve, where identities in traces that hold for small matrices fail."""
    if of_matrices(context.assumptions):
        return None
    letters = letters_in(step)
    random = Random(context.seed)
    large: dict[tuple[int, ...], Sizes] = {}
    for sizes in admissible_sizes(step, context, _MOST_ENTRIES_OF_LARGE):
        shapes = tuple(sizes.of(size) for x in letters for size in x.shape)
        if shapes and max(sizes.of(x.rows) * sizes.of(x.cols) for x in letters) > _MOST_ENTRIES:
            large.setdefault(shapes, sizes)
    for sizes in list(large.values())[:_LARGE_SIZES]:
        drawn = small_matrices(letters, sizes, random)
        ones = {x: _ones(x, sizes) if sizes.determined(x) is None else drawn[x] for x in letters}
        for matrices in (ones, drawn):
            found = _compared(step, sizes, matrices) if _near(matrices, sizes, context) else None
            if found is not None:
                return found
    return None


def _ones(letter: Letter, sizes: Sizes) -> list[list[Any]]:
    return [[int(i == j) for j in range(sizes.of(letter.cols))] for i in range(sizes.of(letter.rows))]


def letters_under_pinv(step: Step) -> set[Letter]:
    """The letters in pseudo-inverses."""
    nodes = (node for side in (step.before, step.after) for node in side.atoms(PseudoInverse))
    return {letter for node in nodes for letter in node.atoms(Letter)}


def _of_rank_one(rows: list[list[Any]]) -> list[list[Any]]:
    """Its first row alone; of a single entry, zero. Symmetric where the matrix is."""
    if len(rows) == len(rows[0]) and all(rows[i][j] == rows[j][i] for i in range(len(rows)) for j in range(i)):
        return [[int(i == j == 0 < len(rows) - 1) for j in range(len(rows))] for i in range(len(rows))]
    return [[0] * len(row) if k else list(row) for k, row in enumerate(rows)]


def _full_rank(rows: list[list[int]]) -> bool:
    from flint import fmpq_mat

    A = fmpq_mat(rows)
    return bool(A.rank() == min(A.nrows(), A.ncols()))


def distance(before: Any, after: Any) -> Fraction:
    """The largest difference of entries."""
    if isinstance(before, Fraction):
        before, after = [[before]], [[after]]
    pairs = [(a, b) for row, other in zip(before, after, strict=True) for a, b in zip(row, other, strict=True)]
    return max((abs(a - b) for a, b in pairs if a != b), default=Fraction(0))


def _refuted(step: Step, sizes: Sizes, matrices: dict[Letter, Any], before: Any, after: Any, gap: Fraction) -> Finding:
    occurring = step.before.free_symbols | step.after.free_symbols
    point = {str(symbol): str(value) for symbol, value in sizes.values.items() if symbol in occurring}
    point.update({str(letter): shown(rows) for letter, rows in matrices.items()})
    where = " ".join(f"{name}={value}" for name, value in point.items())
    return Finding(
        Verdict.REFUTED,
        f"at {where}: before = {shown(before)}, after = {shown(after)}",
        certificate={"method": "exact matrices", "point": point, "before": shown(before), "after": shown(after)},
        counterexample=point,
        gap=decimal_below(gap),
        points=1,
    )


def shown(value: Any) -> str:
    """A number or a matrix of numbers as text."""
    if isinstance(value, Fraction):
        return str(value)
    return "[" + ", ".join("[" + ", ".join(map(str, row)) + "]" for row in value) + "]"


def decimal_below(value: Fraction, digits: int = 12) -> str:
    """A decimal that is at most the given positive number and close to it.

    >>> decimal_below(Fraction(2, 3), 4), decimal_below(Fraction(5)), decimal_below(Fraction(1, 7 * 10**6), 3)
    ('0.6666', '5', '1.42e-7')
    """
    shift = 0
    while value * Fraction(10) ** shift < 10 ** (digits - 1):
        shift += 1
    whole = int(value * Fraction(10) ** shift)
    while shift and whole % 10 == 0:
        whole, shift = whole // 10, shift - 1
    text = str(whole)
    if shift == 0:
        return text
    if shift < len(text):
        return f"{text[:-shift]}.{text[-shift:]}"
    if shift - len(text) < 4:
        return f"0.{text.rjust(shift, '0')}"
    return f"{text[0]}{'.' + text[1:] if len(text) > 1 else ''}e-{shift - len(text) + 1}"


def has_matrices(step: Step) -> bool:
    """Whether a step speaks of matrices at all."""
    return any(isinstance(side, Basic) and side.has(MatrixExpression) for side in (step.before, step.after))
