"""Deciding a matrix identity at given sizes with random matrices over a prime field.

At fixed sizes both sides are rational functions of the entries. If they differ, the numerator of the difference is a
nonzero polynomial of some degree D, and it vanishes at a uniformly random point of GF(p)^m with probability at most
D/p (Schwartz 1980, Zippel 1979). The prime is itself drawn at random between 2^60 and 2^61, so that a nonzero integer
polynomial whose coefficients have absolute sum below 2^b is zero modulo p with probability at most (b/60)/2^54: at
most b/60 such primes divide a coefficient, and there are more than 2^54 to draw from. Degrees and b are computed from
the expression, node by node.

What the sizes say: agreement at one size says nothing certain of larger ones. For polynomials in free letters (no
inverse, no transpose, no trace) n x n matrices satisfy no identity of degree below 2 n (Amitsur and Levitzki 1950), so
that size n decides degree 2 n - 1; rational identities that hold for all sizes hold in the free skew field (Amitsur
1966). With symmetric letters, traces and rectangular shapes neither theorem applies as it stands, so the report names
the sizes that were covered and claims no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log, log2
from random import Random
from typing import Any

import sympy
from flint import fmpz
from sympy import Expr, Symbol

from lemmata.theory.random_matrices import (
    Determinant,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Selection,
    SquaredNorm,
    Times,
    Trace,
    Zero,
)
from lemmata.theory.random_matrices.arithmetics import NoValue, PrimeField
from lemmata.theory.random_matrices.evaluation import Walk
from lemmata.verifier.matrices.assumed import of_matrices
from lemmata.verifier.matrices.points import Sizes, admissible_sizes, letters_in
from lemmata.verifier.step import Context, Step


@dataclass(frozen=True)
class Agreement:
    """How often the two sides agreed, and how likely a false identity would have gone unnoticed at a covered size."""

    agreed: int
    differed: int
    error_probability: float
    sizes: tuple[str, ...]
    prime: int


def compare_in_field(step: Step, context: Context, most_sizes: int = 5) -> Agreement:
    """Evaluate both sides at one random point a size, for several admissible sizes."""
    random = Random(context.seed + 1)
    prime = random_prime(random)
    letters, covered, agreed, differed, error = letters_in(step), [], 0, 0, 0.0
    every = [] if of_matrices(context.assumptions) else admissible_sizes(step, context)
    for sizes in _spread(every, letters, most_sizes):
        try:
            same = _same(step, sizes, _field_walk(step, sizes, context, prime, random))
            error = max(error, _error_bound(step, sizes, prime))
        except NoValue:
            continue
        agreed, differed = agreed + same, differed + (not same)
        covered.append(_shown(sizes, letters))
    return Agreement(agreed, differed, error, tuple(covered), prime)


def random_prime(random: Random) -> int:
    """A prime between 2^60 and 2^61, uniformly."""
    while True:
        candidate = random.randrange(2**60 + 1, 2**61, 2)
        if fmpz(candidate).is_prime():
            return candidate


def _spread(points: list[Sizes], letters: list[Letter], count: int) -> list[Sizes]:
    """One point a combination of sizes; the smallest and some of the largest."""
    distinct: dict[str, Sizes] = {}
    for point in points:
        distinct.setdefault(_shown(point, letters), point)
    every = list(distinct.values())
    if len(every) <= count:
        return every
    return [every[round(k * (len(every) - 1) / (count - 1))] for k in range(count)]


def _shown(sizes: Sizes, letters: list[Letter]) -> str:
    symbols = sorted({s for letter in letters for size in letter.shape for s in size.free_symbols}, key=str)
    return " ".join(f"{s}={sizes.values[s]}" for s in symbols)


def _field_walk(step: Step, sizes: Sizes, context: Context, prime: int, random: Random) -> Walk:
    use = PrimeField(prime)
    tied = {s for relation in context.assumptions if isinstance(relation, sympy.Eq) for s in relation.free_symbols}
    numbers: dict[Symbol, Any] = {
        s: use.number(sympy.Rational(v.numerator, v.denominator))
        if s.is_integer or s in tied
        else use.scalar(random.randrange(prime))
        for s, v in sizes.values.items()
    }
    letters = {letter: _random_matrix(use, letter, sizes, random) for letter in letters_in(step)}
    return Walk(use, letters, numbers)


def _random_matrix(use: PrimeField, letter: Letter, sizes: Sizes, random: Random) -> Any:
    rows, cols = sizes.of(letter.rows), sizes.of(letter.cols)
    determined = sizes.determined(letter)
    if determined is not None:
        return use.matrix(rows, cols, [int(use.number(sympy.Rational(entry))) for row in determined for entry in row])
    if letter.kind == "isometry":
        return _random_isometry(use, rows, cols, random)
    A = [[random.randrange(use.prime) for _ in range(cols)] for _ in range(rows)]
    symmetric = letter.is_symmetric_letter
    return use.matrix(
        rows, cols, [A[min(i, j)][max(i, j)] if symmetric else A[i][j] for i in range(rows) for j in range(cols)]
    )


def _random_isometry(use: PrimeField, rows: int, cols: int, random: Random) -> Any:
    """Columns of (1 - K)(1 + K)^-1 with a random skew K, times a sign: Cayley's map is dense in the rotations."""
    above = {(i, j): random.randrange(use.prime) for j in range(rows) for i in range(j)}
    entries = [above.get((i, j), 0) - above.get((j, i), 0) for i in range(rows) for j in range(rows)]
    skew = use.matrix(rows, rows, [entry % use.prime for entry in entries])
    turned = (use.identity(rows) - skew) * use.inverse(use.identity(rows) + skew)
    sign = random.choice((1, use.prime - 1))
    kept = [int(turned[i, j]) * sign % use.prime for i in range(rows) for j in range(cols)]
    return use.matrix(rows, cols, kept)


def _same(step: Step, sizes: Sizes, walk: Walk) -> bool:
    return bool(walk.value(sizes.opened(step.before)) == walk.value(sizes.opened(step.after)))


# -- the degree bound ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bound:
    """Degrees of numerator and denominator in the random entries, and log2 of the sums of absolute coefficients."""

    top: int = 0
    bottom: int = 0
    top_bits: float = 0.0
    bottom_bits: float = 0.0

    def times(self, other: Bound, terms: int = 1) -> Bound:
        """A product, or a sum of ``terms`` products of this form over one denominator."""
        return Bound(
            self.top + other.top,
            self.bottom + other.bottom,
            self.top_bits + other.top_bits + log2(max(terms, 1)),
            self.bottom_bits + other.bottom_bits,
        )

    def plus(self, other: Bound) -> Bound:
        """A sum, over the product of the denominators."""
        one, two = self.top_bits + other.bottom_bits, other.top_bits + self.bottom_bits
        return Bound(
            max(self.top + other.bottom, other.top + self.bottom),
            self.bottom + other.bottom,
            max(one, two) + 1,
            self.bottom_bits + other.bottom_bits,
        )

    def inverted(self, size: int) -> Bound:
        """The inverse of a matrix N/D: D adj(N)/det(N)."""
        permutations = lgamma(size + 1) / log(2)
        return Bound(
            self.bottom + (size - 1) * self.top,
            size * self.top,
            self.bottom_bits + (size - 1) * self.top_bits + permutations,
            size * self.top_bits + permutations,
        )


def _error_bound(step: Step, sizes: Sizes, prime: int) -> float:
    total = _bound(sizes.opened(step.before), sizes).plus(_bound(sizes.opened(step.after), sizes))
    return total.top / (prime - total.bottom) + (total.top_bits / 60) / 2.0**54


def _bound(expr: Any, sizes: Sizes) -> Bound:
    if isinstance(expr, Letter):
        one = Bound(top=1)
        return one if expr.kind != "isometry" else one.times(one.inverted(sizes.of(expr.rows)), sizes.of(expr.rows))
    if isinstance(expr, (Identity, Zero, Selection)):
        return Bound()
    if isinstance(expr, (SquaredNorm, PseudoInverse)):
        return _bound(expr.as_trace() if isinstance(expr, SquaredNorm) else _by_shape(expr, sizes), sizes)
    if isinstance(expr, (Determinant, Inverse, Trace)):
        size = sizes.of(expr.args[0].rows)
        inside = _bound(expr.args[0], sizes)
        if isinstance(expr, Determinant):  # of N/D: det(N), the denominator of the inverse, over D^size
            below = inside.inverted(size)
            return Bound(below.bottom, size * inside.bottom, below.bottom_bits, size * inside.bottom_bits)
        return inside.inverted(size) if isinstance(expr, Inverse) else inside.times(Bound(), terms=size)
    if isinstance(expr, MatrixExpression):
        return _bound_of_parts(expr, sizes)
    return _scalar_bound(expr, sizes)


def _by_shape(expr: PseudoInverse, sizes: Sizes) -> MatrixExpression:
    A = expr.args[0]
    tall = sizes.of(A.rows) >= sizes.of(A.cols)
    return Times(Inverse(Times(A.T, A)), A.T) if tall else Times(A.T, Inverse(Times(A, A.T)))


def _bound_of_parts(expr: MatrixExpression, sizes: Sizes) -> Bound:
    bounds = [_bound(part, sizes) for part in expr.args]
    total = bounds[0]
    for part, bound in zip(expr.args[1:], bounds[1:], strict=True):
        if isinstance(expr, Plus):
            total = total.plus(bound)
        else:
            inner = sizes.of(part.rows) if isinstance(expr, Times) else 1
            total = total.times(bound, terms=inner)
    return total


def _scalar_bound(expr: Expr, sizes: Sizes) -> Bound:
    if expr.is_Symbol:
        return Bound(top_bits=_bits(sizes.values[expr].numerator)) if expr.is_integer else Bound(top=1)
    if expr.is_Rational:
        return Bound(top_bits=_bits(expr.p), bottom_bits=_bits(expr.q))
    if expr.is_Add or expr.is_Mul:
        bounds = [
            _scalar_bound(part, sizes) if not part.has(MatrixExpression) else _bound(part, sizes) for part in expr.args
        ]
        total = bounds[0]
        for bound in bounds[1:]:
            total = total.plus(bound) if expr.is_Add else total.times(bound)
        return total
    if expr.is_Pow and expr.exp.is_Integer:
        base = _bound(expr.base, sizes)
        if expr.exp < 0:
            base = Bound(base.bottom, base.top, base.bottom_bits, base.top_bits)
        total = Bound()
        for _ in range(abs(int(expr.exp))):
            total = total.times(base)
        return total
    raise NoValue(f"{expr} has no degree")


def _bits(value: Any) -> float:
    return log2(max(1, abs(int(value))))
