r"""Equivalents along a ladder: both sides drawn or evaluated at 1, 2, 4 times the sizes of a setting.

The expectation on the left is opened (definitions of quantities and generations included), its letters are drawn by
their laws, label noise and the signs of w0 are integrated where they enter quadratically, and means on the right are
taken over the same draws. The relative difference of the two sides must vanish like 1/d; Richardson extrapolation
decides, with an allowance for noise at a false alarm of :data:`lemmata.verifier.checks.budget.ALPHA` each
(:func:`lemmata.numerics.statistics.rate_of_approach.judge_ladder`). For Sigma = I the left side is often known
exactly, and then nothing is drawn (:mod:`lemmata.verifier.checks.exact_sizes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, inf, isfinite, sqrt
from typing import Any

import numpy as np
from sympy import Basic, Eq, Expr, Float, Integer, Rational, Symbol

from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics import RunningMoments, half_width
from lemmata.numerics.statistics.rate_of_approach import Ladder, judge_ladder
from lemmata.theory.models.batch_algebra import Diagonal
from lemmata.theory.models.batches import BatchWalk
from lemmata.theory.models.drawing import draw_letters
from lemmata.theory.models.label_noise import RandomSigns, integrated_where_quadratic
from lemmata.theory.notation import T0, T, d, n, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.regression import LAWS, NOISE_LAWS, Sigma, meaning, w0
from lemmata.theory.quantities.resolvents import A, B
from lemmata.theory.random_matrices import Expectation, Letter, PseudoInverse, Unspecified, law_of
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, s
from lemmata.verifier.checks.budget import ALPHA
from lemmata.verifier.checks.exact_sizes import ExactSizesCheck
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict
from tests.limits.rates.setting import FUNCTIONS, Setting, Unsettled, Unsuitable, completed, value

_Z = half_width(1000, ALPHA / 2)
_MOST_SKEW = 1 / 2
_SIGNS = RandomSigns(w0)
SMALLEST_DIMENSION = 8
RUNGS = 3
GROWTH = 2
WORK = 6e7
"""Multiplications for one rung, roughly; a deep run multiplies it."""
MOST_DRAWS = 30_000
EXACT_SIZES = tuple(range(8, 36, 4))


@dataclass(frozen=True)
class Sides:
    """Both sides of a claim with expectations opened, ready to be drawn.

    Attributes:
        left, right: scalars in letters and numbers.
        letters: random ones, in the order in which they are drawn.
        dimensions: the sizes that letters have.
        equations, conditions: among the assumptions.
        symbols: all that need a value.
    """

    left: Expr
    right: Expr
    letters: tuple[tuple[Letter, Any], ...]
    dimensions: frozenset[Symbol]
    equations: tuple[Eq, ...]
    conditions: tuple[Basic, ...]
    symbols: frozenset[Symbol]

    @property
    def few(self) -> frozenset[Symbol]:
        """Sizes that are degrees of freedom of the whole spectrum, and hence below its dimension."""
        sides = {side for equation in self.equations for side in equation.args}
        return frozenset(sides & self.dimensions - {d})

    @property
    def inverts_rows(self) -> bool:
        """Whether designs are pseudo-inverted, whose tails are heavy near square."""
        return bool(self.left.has(PseudoInverse) or self.right.has(PseudoInverse))


@lru_cache(maxsize=256)
def sides_of(claim: Claim, generations: int) -> Sides:
    """The two sides at a number of generations.

    Raises:
        Unsuitable: where a letter has no law.
    """
    left, right = (_opened(side.xreplace({n: Integer(generations)}), claim) for side in _ends(claim))
    found = sorted(left.atoms(Letter) | right.atoms(Letter), key=str)
    fixed = {Sigma, w0, A, B}
    stated = claim.laws or (*LAWS, *NOISE_LAWS)
    laws = {letter: law_of(letter, stated) for letter in found if letter not in fixed}
    if unknown := [x for x, law in laws.items() if law is None or isinstance(law, Unspecified)]:
        raise Unsuitable(f"{unknown[0]} has no law")
    sizes = {symbol for letter in [*found, Sigma] for size in letter.shape for symbol in size.free_symbols}
    where = [condition.xreplace({n: Integer(generations)}) for condition in claim.where]
    equations = tuple(condition for condition in where if isinstance(condition, Eq))
    others = tuple(c for c in where if not isinstance(c, Eq) and isinstance(c, Basic) and c.free_symbols)
    symbols = {s for part in (left, right, *equations, *others) for s in part.free_symbols}
    symbols = {s for s in symbols if s != SPECTRUM}
    symbols |= {s for law in laws.values() for part in law.parameters for s in part.free_symbols}
    sizes |= {symbol for symbol in symbols if symbol.is_integer} - {n}
    symbols = {s for s in symbols - sizes if isinstance(s, Symbol) and s.name not in ("a", "b")}
    return Sides(left, right, tuple(laws.items()), frozenset(sizes), equations, others, frozenset(symbols))


def _ends(claim: Claim) -> tuple[Expr, Expr]:
    return claim.statement.lhs, claim.statement.rhs


def _opened(side: Any, claim: Claim) -> Expr:
    """Quantities and generations by their definitions, expectations as what they are of."""
    for _ in range(12):
        known: dict[Basic, Basic] = {}
        for node in side.atoms(Quantity):
            try:
                stands_for = meaning(node, claim.definitions)
            except ValueError:
                continue
            if stands_for.has(Expectation):
                known[node] = stands_for
        for letter in side.atoms(Letter):
            if (letter.index and law_of(letter, claim.laws) is None) or isinstance(
                law_of(letter, claim.laws), Unspecified
            ):
                try:
                    known[letter] = meaning(letter, claim.definitions)
                except ValueError:
                    continue
        if not known:
            break
        side = side.xreplace(known)
    opened: Expr = side.xreplace({node: node.args[0] for node in side.atoms(Expectation)})
    return opened


@dataclass(frozen=True)
class Rung:
    """One size: the relative difference of the sides, and its standard error, widened for the skewness of the draws."""

    dimension: int
    difference: float
    error: float


def exactly(claim: Claim, setting: Setting) -> Finding | None:
    """What exact values at Sigma = I say; None where there are none."""
    at = setting.shape.levels
    if len(at) > 1 or at[0][0] != 1 or d not in setting.sizes:
        return None
    ratios = {symbol: Rational(size, setting.sizes[d]) for symbol, size in setting.sizes.items()}
    found = {symbol: Rational(number.numerator, number.denominator) for symbol, number in setting.numbers.items()}
    check = ExactSizesCheck(
        ratios.get(T, Rational(2)), found.get(ridge, Integer(0)), ratios.get(T0, Rational(2)),
        found.get(ridge0, Integer(0)), tuple((x, found[x]) for x in (n, sigma, sigma0, signal) if x in found),
        EXACT_SIZES,
    )  # fmt: skip
    finding = check.gather(claim, Context())
    return None if finding.verdict is Verdict.UNDECIDED else finding


def ladder_of(claim: Claim, setting: Setting, *, work: float = WORK, rungs: int = RUNGS, seed: int = 0) -> Ladder:
    """What a ladder of simulated sizes says of an equivalent.

    Raises:
        Unsuitable: where a condition fails, or too little can be seen.
    """
    sides = sides_of(claim, int(setting.numbers.get(n, Fraction(1))))
    first = max(1, ceil(SMALLEST_DIMENSION / min(setting.sizes[size] for size in sides.dimensions)))
    found = [_rung(sides, setting, first * GROWTH**k, work, seed + k) for k in range(rungs)]
    if not all(isfinite(rung.error) for rung in found):
        raise Unsettled("tails too heavy for so few draws")
    sizes = [rung.dimension for rung in found]
    values = [1 + rung.difference for rung in found]
    return judge_ladder(
        sizes, values, [1.0] * len(sizes), standard_errors=[rung.error for rung in found], resolution=0.1,
        z=_Z,
    )  # fmt: skip


def _rung(sides: Sides, setting: Setting, units: int, work: float, seed: int) -> Rung:
    numbers = completed(sides.equations, sides.symbols, setting, units)
    for condition in sides.conditions:
        if not _holds(condition, setting, units, numbers):
            raise Unsuitable(f"{condition} does not hold")
    drawn = _drawn_sides(sides, setting, units, numbers, work, seed)
    left, right = drawn
    scale = abs(float(np.mean(right)))
    if scale == 0:
        raise Unsuitable("the right side is zero")
    moments = RunningMoments()
    moments.extend((left - right) / scale)
    error = moments.standard_error * _widening(moments) if left.size > 1 else 0.0
    return Rung(int(numbers[d]), moments.mean, error)


def _widening(moments: RunningMoments) -> float:
    """By what the interval at z must be widened so that its tail keeps the normal probability.

    With skewness g the tail at z is the normal one times exp(g z^3/(3 sqrt(n))) to first order (Jing, Shao and Wang
    2003, Ann. Prob. 31), so that z (1 + x) does with x = a/(3 (1 - a)), a = |g| z/sqrt(n), where a is small.
    """
    a = abs(moments.skewness) * _Z / sqrt(moments.count)
    return 1 + a / (3 * (1 - a)) if a < _MOST_SKEW else inf


def _holds(condition: Any, setting: Setting, units: int, numbers: Mapping[Symbol, Fraction]) -> bool:
    margin = value(condition.lhs - condition.rhs, setting.shape, units, numbers)
    return bool(condition.func(Fraction(margin), 0)) if margin else bool(condition.func(0, 0))


def _drawn_sides(
    sides: Sides, setting: Setting, units: int, numbers: Mapping[Symbol, Fraction], work: float, seed: int
) -> tuple[Any, Any]:
    floats: dict[Any, float] = {symbol: float(number) for symbol, number in numbers.items()}
    bodies = [_numeric(side, setting, units, numbers) for side in (sides.left, sides.right)]
    laws = tuple(law for _, law in sides.letters)
    bodies = [integrated_where_quadratic(body, laws, _SIGNS) for body in bodies]
    used = {letter for body in bodies for letter in body.atoms(Letter)}
    letters = [(letter, law) for letter, law in sides.letters if letter in used]
    sized = BatchWalk({}, floats)
    shapes = [(sized.size(x.rows), sized.size(x.cols)) for x, _ in letters] or [(1, 1)]
    count = int(np.clip(work / sum(p * q * (min(p, q) + 30) * 4 for p, q in shapes), 100, MOST_DRAWS))
    rng = np.random.default_rng([seed, units])
    values = draw_letters(letters, _fixed(setting, units, numbers), floats, rng, count)
    try:
        with np.errstate(all="ignore"):
            walk = BatchWalk(values, floats)
            left, right = (np.asarray(walk.scalar(body), dtype=float).reshape(-1) for body in bodies)
    except InputError as reason:
        raise Unsuitable(str(reason)) from None
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        raise Unsuitable("a draw has no finite value")
    size = max(left.size, right.size)
    return np.broadcast_to(left, (size,)), np.broadcast_to(right, (size,))


def _numeric(side: Expr, setting: Setting, units: int, numbers: Mapping[Symbol, Fraction]) -> Expr:
    """The side with sums over eigenvalues and quantities as numbers, letters of a template as functions of Sigma."""
    side = side.xreplace(setting.template())
    known: dict[Basic, Basic] = {
        node: Float(value(node, setting.shape, units, numbers), 17)
        for node in side.atoms(EigenSum) | side.atoms(Quantity)
    }
    numeric: Expr = side.xreplace(known)
    return numeric


def _fixed(setting: Setting, units: int, numbers: Mapping[Symbol, Fraction]) -> dict[Letter, Any]:
    pairs = setting.shape.pairs(units, numbers[signal])
    eigenvalues, squares = (np.array([float(entry) for entry in column]) for column in zip(*pairs, strict=True))
    found: dict[Letter, Any] = {
        Sigma: Diagonal(eigenvalues),
        w0: np.sqrt(squares)[None, :, None],
        _SIGNS.squares: Diagonal(squares),
    }
    for letter, which in zip((A, B), setting.functions, strict=True):
        power = {Integer(1): 0, s: 1, s**2: 2}[FUNCTIONS[which]]
        found[letter] = Diagonal(eigenvalues**power)
    return found
