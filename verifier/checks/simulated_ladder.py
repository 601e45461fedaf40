"""A deterministic equivalent looked at from finite sizes: simulated values on a ladder, and the rate of approach.

At each size d the covariance has half its eigenvalues at 1 and half at 1/4, w0 is spread evenly, and T, T0 and the
other sizes that are given are multiples of d. Of the letters that the equations of the claim tie, kappas that are free
are 2/3 and 1, and ridges follow (:func:`lemmata.verifier.rates.setting.completed`). Random letters that the chain does
not know are drawn from the claim's laws. The left side is sampled as it is written, but for label noise and the signs
of w0, which are integrated where they enter quadratically; the right side is evaluated with the renormalised ridge of
that very spectrum, and the ratio of the two must tend to one as 1/d;
:func:`lemmata.numerics.statistics.rate_of_approach.judge_ladder` extrapolates it and decides. This supports the
equivalent; it proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Eq, Integer, Rational, Symbol

from lemmata.theory.models.batch_algebra import Diagonal
from lemmata.theory.models.batches import BatchWalk
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.drawing import draw_letters
from lemmata.theory.models.label_noise import RandomSigns, integrated_where_quadratic
from lemmata.theory.notation import T0, T, d, kappa, kappa0, n, phi, phi0, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.quantities.regression import LAWS, Risk, Sigma, w0
from lemmata.theory.quantities.resolvents import A, B, a, b
from lemmata.theory.random_matrices import Expectation, Letter, law_of
from lemmata.theory.spectra import spectra
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.theory.values.exact_value import as_rational
from lemmata.verifier.claim import Claim
from lemmata.verifier.rates.setting import Setting, Shape, completed, value
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
_SHAPE = Shape(((Fraction(1), SIZES[0] // 2, Fraction(1, 2)), (Fraction(1, 4), SIZES[0] // 2, Fraction(1, 2))))
_NUMBERS: dict[Symbol, Fraction] = {
    n: Fraction(3), signal: Fraction(1), **dict.fromkeys((sigma, sigma0), Fraction(1, 2)),
    kappa: Fraction(2, 3), kappa0: Fraction(1),
}  # fmt: skip


@dataclass(frozen=True)
class LadderCheck:
    """Compare the two sides of an equivalence on a ladder of sizes.

    Attributes:
        sizes: T, T0 and others, as multiples of d.
        coarser: how much coarser than usual the resolution may be, where tails are heavy.
    """

    sizes: tuple[tuple[Symbol, Rational], ...]
    coarser: int
    name = "ladder of sizes"
    version = 6

    def content(self) -> str:
        """For the ledger."""
        return f"ladder/{self.version}({SIZES}, {self.coarser}{''.join(f', {x}={k}' for x, k in self.sizes)})"

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Simulated to a resolution when the ratio extrapolates to one; refuted when it extrapolates elsewhere."""
        from lemmata.numerics.statistics.rate_of_approach import judge_ladder

        left = claim.statement.lhs.xreplace(_TEMPLATE)
        right = claim.statement.rhs.xreplace(_TEMPLATE)
        ratios, errors = [], []
        for size in SIZES:
            point = _Point(size, self, claim)
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
    """One size: the spectrum, and the numbers that the claim's equations leave free or determine."""

    def __init__(self, size: int, check: LadderCheck, claim: Claim) -> None:
        self.size, self.coarser, self.units = size, check.coarser, size // SIZES[0]
        ratios = dict(check.sizes)
        sizes = {d: SIZES[0], **{symbol: int(multiple * SIZES[0]) for symbol, multiple in ratios.items()}}
        numbers = {**_NUMBERS, phi: 1 / Fraction(ratios[T]), phi0: 1 / Fraction(ratios[T0])}
        equations = [equation for equation in claim.where if isinstance(equation, Eq)]
        self.values = completed(equations, numbers, Setting(_SHAPE, sizes, numbers), self.units)

    def evaluated(self, side: Any) -> float:
        """A term without expectations."""
        return value(side, _SHAPE, self.units, self.values)

    def sampled(self, side: Any, context: Context) -> tuple[float, float]:
        """Mean and standard error of the left side."""
        if isinstance(side, Risk):
            return self._simulated(side, context)
        numbers = {node: Rational(self.evaluated(node)) for node in side.atoms(EigenSum)}
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

    def _chain(self, quantity: Risk) -> Chain:
        """The chain of a quantity at this size."""
        pairs = _SHAPE.pairs(self.units, self.values[signal])
        spectrum = spectra.Diagonal([x for x, _ in pairs], [as_rational(y) ** Rational(1, 2) for _, y in pairs])
        generations = quantity.generations.xreplace({n: Integer(3)})
        return Chain(
            spectrum, T=int(self.values[T]), ridge=self.values.get(ridge, 0), sigma2=self.values[sigma] ** 2,
            n=int(generations), T0=int(self.values[T0]), sigma0_2=self.values[sigma0] ** 2,
            ridge0=self.values.get(ridge0, 0),
            designs="independent" if quantity.designs == "ridge" else quantity.designs,  # type: ignore[arg-type]
        )  # fmt: skip


class _Drawn:
    """An integrand at one size, and what is drawn for it; every covariance is Sigma here, as B is."""

    def __init__(self, point: _Point, integrand: Any, context: Context) -> None:
        self.integrand, self.numbers = integrand, {symbol: float(number) for symbol, number in point.values.items()}
        eigenvalues = Diagonal(np.array([float(x) for x, _ in _SHAPE.pairs(point.units, Fraction(1))]))
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


def ladder(*, coarser: int = 1, sizes: Mapping[Symbol, str] | None = None) -> LadderCheck:
    """Look at an equivalence from a ladder of finite sizes; T is 2 d and T0 is 4 d where nothing else is said."""
    return LadderCheck(tuple((x, Rational(k)) for x, k in {T: "2", T0: "4", **(sizes or {})}.items()), coarser)
