"""Medians by simulation: the error of least squares drawn as the model says, and an interval from order statistics.

Between two order statistics lies the median of any continuous law, with a probability that the binomial distribution
gives exactly (:mod:`lemmata.numerics.statistics.quantiles`); no moment has to exist. The covariance is far from the
identity and w0 is not zero, so that a law that depended on either would be noticed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lemmata.numerics.statistics.quantiles import median_interval
from lemmata.theory.quantities.error_law import ErrorLaw, error_median
from lemmata.theory.relations import AT_POINTS
from lemmata.theory.values.enclosure import enclose
from lemmata.verifier.checks.budget import ALPHA
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

_DRAWS = {"quick": 4_000, "standard": 20_000, "deep": 400_000}
_BATCH = 2_000


@dataclass(frozen=True)
class MedianCheck:
    """Compare the median of the law with that of drawn errors.

    Attributes:
        d, T: the sizes.
    """

    d: int
    T: int
    name = "simulated median"
    version = 2

    def content(self) -> str:
        """For the ledger."""
        return f"simulated median/{self.version}({self.d}, {self.T})"

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Simulated when the law's median lies between the order statistics, refuted otherwise."""
        sides = (claim.statement.lhs, claim.statement.rhs)
        if claim.statement.relation not in AT_POINTS or not any(side.has(ErrorLaw) for side in sides):
            return Finding(Verdict.UNDECIDED, "the statement compares nothing with the law of the error")
        sizes = {"d": str(self.d), "T": str(self.T)}
        expected = float(enclose(error_median(d=self.d, T=self.T), {}, digits=15).mid)
        count = _DRAWS[context.effort]
        interval = median_interval(self.drawn(count, context.seed), ALPHA)
        said = f"median {expected:.5g}, drawn errors say [{interval.low:.5g}, {interval.high:.5g}] at {sizes}"
        if not interval.low <= expected <= interval.high:
            gap = max(interval.low - expected, expected - interval.high)
            return Finding(
                Verdict.REFUTED, said, counterexample=sizes, gap=f"{gap:.3g}", seed=context.seed,
                error_probability=ALPHA,
            )  # fmt: skip
        width = max(interval.high - expected, expected - interval.low) / expected
        return Finding(
            Verdict.SIMULATED, said, points=count, resolution=f"{width:.2g}", seed=context.seed,
            error_probability=ALPHA,
        )  # fmt: skip

    def drawn(self, count: int, seed: int) -> NDArray[np.float64]:
        """||w_pred - w0||_Sigma^2 for sigma = 1, eigenvalues of Sigma from 1 to 1/d^2, w0 = (1, 2, ...)."""
        rng = np.random.default_rng([seed, self.d, self.T])
        roots = 1 / np.arange(1, self.d + 1)
        truth = np.arange(1, self.d + 1)[:, None]
        errors = []
        for _ in range(0, count, _BATCH):
            X = rng.standard_normal((_BATCH, self.T, self.d)) * roots
            labels = X @ truth + rng.standard_normal((_BATCH, self.T, 1))
            Q, triangle = np.linalg.qr(X)
            fitted = np.linalg.solve(triangle, np.swapaxes(Q, 1, 2) @ labels)
            errors.append((((fitted - truth)[:, :, 0] * roots) ** 2).sum(axis=1))
        return np.concatenate(errors)


def simulated_median(d: int, T: int) -> MedianCheck:
    """Draw errors of least squares at given sizes, and compare medians."""
    return MedianCheck(d, T)
