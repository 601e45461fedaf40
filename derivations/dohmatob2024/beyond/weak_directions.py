"""Beyond the paper: synthetic labels can lower the error of ridge regression, without any label noise at all.

The labels here are those of a shrunken truth, w = kept w0 (a generator with infinitely many samples and a ridge keeps
lambda/(lambda + ridge0) of a direction of variance lambda). Ridge regression is fitted to them. In the equivalent, a
direction that the fit suppresses acts as label noise for the others; labels that have forgotten it a little do less
harm than true ones wherever lambda < kappa df2/(T - df2).
"""

from lemmata.derivations.dohmatob2024.beyond.regularisation import second, strong_and_weak, there
from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    a_point,
    around_covariance,
    proportional_growth,
    resolvent_equivalent,
)
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

half = Rational(1, 2)
kept = Symbol("kept", nonnegative=True)

error = E(norm2(R * X.T * X * (kept * w0) / T - w0, Sigma))
strength = tr(w0 * w0.T * Sigma)
crossed = ridge * E(tr(w0 * w0.T * Sigma * R))
squared = ridge**2 * E(tr(w0 * w0.T * R * Sigma * R))

with PAPER.section("Beyond the paper", laws=LAWS, source="beyond Theorem 4.3 (noise-free)"):
    shrunken_labels = PAPER.claim("shrunken-labels",
        "The noise-free error of ridge regression on shrunken labels, exactly",
        equal(error, (1 - kept) ** 2 * strength + 2 * kept * (1 - kept) * crossed + kept**2 * squared),
        where=[ridge > 0], witness={ridge: 1, kept: half, d: 2, T: 3},
        proof=[matrix_identity, E(norm2((1 - kept) * w0 + kept * ridge * R * w0, Sigma)), expectation])

    lost = EigenSum(c2 * s)
    smaller = EigenSum(c2 * s / (s + kappa))
    smallest = EigenSum(c2 * s / (s + kappa) ** 2)
    error_equivalent = EigenSum(c2 * s * (1 - kept * s / (s + kappa)) ** 2) + kept**2 * kappa**2 * smallest * df2 / (
        T - df2
    )

    PAPER.claim("shrunken-labels-equivalent",
        "The same in the limit: what is missed, and what the suppressed directions add as noise",
        equivalent(error, error_equivalent), where=[*proportional_growth, kept <= 1], witness={**a_point, kept: half},
        proof=[
            shrunken_labels, (1 - kept) ** 2 * strength + 2 * kept * (1 - kept) * crossed + kept**2 * squared,
            eigenbasis,      (1 - kept) ** 2 * lost + 2 * kept * (1 - kept) * crossed + kept**2 * squared,
            equivalent_at(resolvent_equivalent, {A: w0 * w0.T * Sigma}),
                (1 - kept) ** 2 * lost + 2 * kept * (1 - kept) * (kappa * smaller) + kept**2 * squared,
            equivalent_at(around_covariance, {A: w0 * w0.T}),
                (1 - kept) ** 2 * lost + 2 * kept * (1 - kept) * (kappa * smaller)
                + kept**2 * (kappa**2 * (smallest + smallest * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2))),
            given,
                (1 - kept) ** 2 * lost + 2 * kept * (1 - kept) * kappa * smaller
                + kept**2 * kappa**2 * smallest * (1 + df2 / (T - df2)),
            eigenbasis,
        ])

    seen = Symbol("seen", nonnegative=True)
    ratio = Symbol("ratio", nonnegative=True)

    weak_direction = PAPER.claim("weak-direction",
        "A direction that is seen little does less harm with labels that keep a part of it than with true ones",
        at_most((1 - kept * seen) ** 2 + kept**2 * (1 - seen) ** 2 * ratio, (1 - seen) ** 2 * (1 + ratio)),
        where=[kept <= 1, seen <= 1, 2 * seen <= (1 + kept) * (seen**2 + (1 - seen) ** 2 * ratio)],
        witness={kept: half, seen: Rational(1, 3), ratio: 2},
        note="seen = lambda/(lambda + kappa), ratio = df2/(T - df2); for kept near 1: lambda <= kappa df2/(T - df2)",
        proof=[
            algebra,
            (1 - seen) ** 2 * (1 + ratio) - (1 - kept) * ((1 + kept) * (seen**2 + (1 - seen) ** 2 * ratio) - 2 * seen),
            inequality,
        ])

# The truth lies in the weak direction of the spectrum on which ridge amplifies collapse; a quarter of it is kept.
truth_is_weak = tuple((value, 1 if value < 1 else 0) for value, _ in strong_and_weak)


def on_weak_truth(expression: Expr) -> Expr:
    """The expression for a truth in the weak direction alone."""
    return there(expression.xreplace({df2: second, kept: Rational(1, 4)}), truth_is_weak)


true_labels = EigenSum(c2 * s * (kappa / (s + kappa)) ** 2) * (1 + df2 / (T - df2))

with PAPER.section("Beyond the paper"):
    PAPER.claim("fake-labels-help",
        "With the truth in a weak direction the shrunken labels have less than half "
        "the noise-free error of the true ones",
        at_most(on_weak_truth(error_equivalent), on_weak_truth(true_labels) / 2),
        source="beyond Theorem 4.3 (noise-free)",
        note="variances 1, 1, 1 and 10^-6, T = 5, kappa = 1/1000, kept = 1/4; each eigenvalue may be repeated",
        proof=inequality)
