"""A deterministic equivalent looked at from finite sizes: simulated values on a ladder, and the rate of approach.

At each size d the covariance has half its eigenvalues at 1 and half at 1/4, w0 is spread evenly, and T, T0 and the
other sizes that are given are multiples of d; kappa solves the equation that the claim has for its ridge. Letters that
the chain does not know are drawn from the claim's laws. The left side is sampled as it is written, but for label noise
and the signs of w0, which are integrated where they enter quadratically; the right side is evaluated with the
renormalised ridge of that very spectrum, and the ratio of the two must tend to one as 1/d;
:func:`lemmata.numerics.statistics.rate_of_approach.judge_ladder` extrapolates it and decides. This supports the
equivalent; it proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Basic, Eq, Expr, Float, Integer, Rational, Symbol, false

from lemmata.theory.models.batch_algebra import Diagonal
from lemmata.theory.models.batches import BatchWalk
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.drawing import draw_letters
from lemmata.theory.models.label_noise import RandomSigns, integrated_where_quadratic
from lemmata.theory.notation import T0, T, d, df1, df2, kappa, kappa0, n, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.quantities.chain_equivalent import ChainEquivalent
from lemmata.theory.quantities.regression import LAWS, Risk, Sigma, w0
from lemmata.theory.quantities.resolvents import A, B, a, b
from lemmata.theory.random_matrices import Expectation, Letter, law_of
from lemmata.theory.spectra import spectra
from lemmata.theory.spectra.eigensum import EigenSum, c2, s, with_sums
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

Array = NDArray[np.float64]

SIZES = (16, 32, 64)
RESOLUTION = {"quick": 0.05, "standard": 0.02, "deep": 0.005}
_DRAWS = {"quick": 40_000, "standard": 320_000, "deep": 3_200_000}  # at most, divided by the size
_PILOT = 400
_PRECISION = 64
"""The resolution over the standard errors that it asks for: noise is then under half of it (29 of them at 6.5 each)."""
_BATCH = 200
_TEMPLATE = {A: Sigma, B: Sigma, a: s, b: s}
"""What the letters of a template stand for in this check."""
_SIGNS = RandomSigns(w0)


@dataclass(frozen=True)
class LadderCheck:
    """Compare the two sides of an equivalence on a ladder of sizes.

    Attributes:
        samples_per_dimension: T/d.
        penalty: the ridge.
        generator_samples_per_dimension: T0/d.
        generator_penalty: the ridge of the generators.
        coarser: how much coarser than usual the resolution may be, where tails are heavy.
        sizes: other sizes, as multiples of d.
    """

    samples_per_dimension: Rational
    penalty: Rational
    generator_samples_per_dimension: Rational
    coarser: int
    generator_penalty: Rational
    sizes: tuple[tuple[Symbol, Rational], ...] = ()
    name = "ladder of sizes"
    version = 7

    def content(self) -> str:
        """For the ledger."""
        generators = (self.generator_samples_per_dimension, self.generator_penalty)
        shown = (self.samples_per_dimension, self.penalty, *generators, self.coarser)
        more = "".join(f", {size}={multiple}" for size, multiple in self.sizes)
        return f"ladder/{self.version}({SIZES}, {', '.join(map(str, shown))}{more})"

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Simulated to a resolution when the ratio extrapolates to one; refuted when it extrapolates elsewhere."""
        from lemmata.numerics.statistics.rate_of_approach import judge_ladder

        if claim.statement.relation != "~":
            return Finding(Verdict.UNDECIDED, "nothing but an equivalent is looked at as sizes grow")
        left = claim.statement.lhs.xreplace(_TEMPLATE)
        right = claim.statement.rhs.xreplace(_TEMPLATE)
        ratios, errors = [], []
        for size in SIZES:
            point = _Point(size, self, claim)
            if broken := [relation for relation in claim.where if point.fails(relation.xreplace(_TEMPLATE))]:
                return Finding(Verdict.UNDECIDED, f"{broken[0]} fails on the ladder")
            mean, error = point.sampled(left, context)
            formula = point.evaluated(right)
            ratios.append(mean / formula)
            errors.append(error / abs(formula))
        wanted = self.coarser * RESOLUTION[context.effort]
        found = judge_ladder(SIZES, ratios, [1.0] * len(SIZES), standard_errors=errors, resolution=wanted)
        said = ", ".join(f"{error:+.3g} at d={size}" for size, error in zip(SIZES, found.errors, strict=True))
        detail = f"relative error {said}; extrapolated {found.extrapolated:+.2g}, resolved to {found.resolution:.2g}"
        verdict = {"supported": Verdict.SIMULATED, "refuted": Verdict.REFUTED}.get(found.outcome, Verdict.UNDECIDED)
        gap = f"{abs(found.extrapolated) - found.allowance:.3g}" if verdict is Verdict.REFUTED else None
        return Finding(
            verdict, detail, gap=gap, points=len(SIZES), resolution=f"{found.resolution:.2g}", seed=context.seed,
            counterexample={"sizes": ",".join(map(str, SIZES))} if gap else None, error_probability=1e-10,
        )  # fmt: skip


class _Point:
    """One size: the spectrum, the sample size, and the renormalised ridge in doubles."""

    def __init__(self, size: int, check: LadderCheck, claim: Claim) -> None:
        self.size = size
        self.rows = int(check.samples_per_dimension * size)
        self.generator_rows = int(check.generator_samples_per_dimension * size)
        self.penalty, self.coarser, self.generator_penalty = check.penalty, check.coarser, check.generator_penalty
        self.eigenvalues = np.array([1.0, 0.25])
        self.values: dict[Basic, float] = {
            d: size, T: self.rows, T0: self.generator_rows, n: 3, ridge: float(self.penalty), sigma: 0.5, sigma0: 0.5,
            signal: 1.0, ridge0: float(self.generator_penalty),
            **{symbol: int(multiple * size) for symbol, multiple in check.sizes},
        }  # fmt: skip
        said = [e.rhs for e in claim.where if isinstance(e, Eq) and e.lhs == ridge and e.rhs.has(kappa)]
        root = self._renormalised((*said, kappa * (1 - df1 / T))[0], float(self.penalty))
        bare = self.generator_penalty == 0 and self.generator_rows >= size
        of_generators = kappa * (1 - df1 / T0)
        generators = 0.0 if bare else self._renormalised(of_generators, float(self.generator_penalty))
        self.values |= {kappa: root, df1: self._df(1, root), df2: self._df(2, root), kappa0: generators}

    def _renormalised(self, ridge_of: Expr, penalty: float) -> float:
        """The kappa at which an expression in kappa, df1 and sizes is the penalty."""
        from scipy.optimize import brentq

        def above(root: float) -> float:
            return float(ridge_of.xreplace({**self.values, kappa: root, df1: self._df(1, root)})) - penalty

        found: float = brentq(above, max(penalty, 1e-9), 10.0)
        return found

    def _df(self, order: int, at: float) -> float:
        return float(self.size / 2 * ((self.eigenvalues / (self.eigenvalues + at)) ** order).sum())

    def fails(self, relation: Any) -> bool:
        """Whether a condition is false here; an equation is solved by rounded numbers."""
        return not isinstance(relation, Eq) and relation.xreplace(self._sums(relation)).xreplace(self.values) == false

    def evaluated(self, side: Any) -> float:
        """The right side: sums over the eigenvalues, and scalars."""
        sums = self._sums(side)
        chains = {node: Float(float(node.at(self._chain(node)).mid)) for node in side.atoms(ChainEquivalent)}
        return float(side.xreplace({**sums, **chains}).xreplace(self.values))

    def _sums(self, side: Any) -> dict[Basic, Float]:
        letters = [{s: value, c2: 1 / self.size} for value in self.eigenvalues]

        def total(summand: Any) -> Any:
            return sum(self.size / 2 * Float(summand.xreplace(each).xreplace(self.values)) for each in letters)

        return {node: with_sums(node, total) for node in side.atoms(EigenSum)}

    def sampled(self, side: Any, context: Context) -> tuple[float, float]:
        """Mean and standard error of the left side."""
        if isinstance(side, Risk):
            return self._simulated(side, context)
        numbers = {node: Rational(float(value)) for node, value in self._sums(side).items()}
        integrand = side.xreplace({node: node.args[0] for node in side.atoms(Expectation)}).xreplace(numbers)
        rng = np.random.default_rng([context.seed, self.size])
        drawn = _Drawn(self, integrated_where_quadratic(integrand, context.laws, _SIGNS), context)
        pilot = drawn.values(rng, _PILOT)
        wanted = self.coarser * RESOLUTION[context.effort] * abs(float(pilot.mean())) / _PRECISION
        enough = ceil((float(pilot.std(ddof=1)) / wanted) ** 2)
        sample = drawn.values(rng, max(_PILOT, min(enough, _DRAWS[context.effort] // self.size)))
        return float(sample.mean()), float(sample.std(ddof=1) / np.sqrt(sample.size))

    def _simulated(self, quantity: Risk, context: Context) -> tuple[float, float]:
        from lemmata.theory.models.simulation import simulated_risk

        wanted = (
            self.coarser * RESOLUTION[context.effort] * 0.8 / self.size
        )  # the extrapolation leans on the larger sizes
        found = simulated_risk(
            self._chain(quantity), relative_error=wanted, confidence=0.6827, seed=context.seed + self.size
        )
        return found.mean, found.relative_error * found.mean

    def _chain(self, quantity: Risk | ChainEquivalent) -> Chain:
        """The chain of a quantity at this size."""
        half = self.size // 2
        weight = (Rational(1, self.size)) ** Rational(1, 2)
        spectrum = spectra.Diagonal([1] * half + [Rational(1, 4)] * half, [weight] * self.size)
        generations = quantity.generations.xreplace({n: Integer(3)})
        return Chain(
            spectrum, T=self.rows, ridge=self.penalty, sigma2=Rational(1, 4), n=int(generations),
            T0=self.generator_rows, sigma0_2=Rational(1, 4), ridge0=self.generator_penalty,
            designs="independent" if quantity.designs == "ridge" else quantity.designs,  # type: ignore[arg-type]
        )  # fmt: skip


class _Drawn:
    """An integrand at one size, and what is drawn for it; every covariance is Sigma here, as B is."""

    def __init__(self, point: _Point, integrand: Any, context: Context) -> None:
        self.integrand, self.numbers = integrand, point.values
        eigenvalues = Diagonal(np.repeat(point.eigenvalues, point.size // 2))
        self.fixed: dict[Any, Any] = {
            Sigma: eigenvalues, B: eigenvalues,
            w0: np.full((1, point.size, 1), point.size**-0.5),
            _SIGNS.squares: Diagonal(np.full(point.size, 1 / point.size)),
        }  # fmt: skip
        laws = (*context.laws, *LAWS)
        random = sorted(integrand.atoms(Letter) - self.fixed.keys(), key=str)
        self.letters = [(letter, law_of(letter, laws)) for letter in random]

    def values(self, rng: np.random.Generator, count: int) -> Array:
        """The integrand at so many draws."""
        parts = [min(_BATCH, count - first) for first in range(0, count, _BATCH)]
        return np.concatenate([np.broadcast_to(self._batch(rng, part), (part,)) for part in parts])

    def _batch(self, rng: np.random.Generator, count: int) -> Array:
        walk = BatchWalk(draw_letters(self.letters, self.fixed, self.numbers, rng, count), self.numbers)
        return np.asarray(walk.scalar(self.integrand), dtype=float)


def ladder(
    *,
    samples_per_dimension: str = "2",
    penalty: str = "1/2",
    generator_samples_per_dimension: str = "4",
    generator_penalty: str = "0",
    coarser: int = 1,
    sizes: Mapping[Symbol, str] | None = None,
) -> LadderCheck:
    """Look at an equivalence from a ladder of finite sizes."""
    others = tuple((symbol, Rational(multiple)) for symbol, multiple in (sizes or {}).items())
    generators = Rational(generator_samples_per_dimension)
    penalties = Rational(penalty), Rational(generator_penalty)
    return LadderCheck(Rational(samples_per_dimension), penalties[0], generators, coarser, penalties[1], others)
