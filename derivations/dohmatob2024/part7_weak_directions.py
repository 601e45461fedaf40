"""Beyond the paper: synthetic labels can lower the error of ridge regression, without any label noise at all.

The generator here saw infinitely many samples, and shrinks: w = M w0 with M = (Sigma + ridge0)^-1 Sigma. Its labels are
fitted by ridge regression. In the equivalent, a direction of variance lambda that the fit suppresses acts as label
noise for the others, with weight kappa^2 lambda/(lambda + kappa)^2 df2/(T - df2); labels that have forgotten that
direction a little do less harm than true ones wherever lambda < kappa df2/(T - df2).
"""

from sympy import Rational, Symbol

from derivations.dohmatob2024.paper import PAPER
from derivations.dohmatob2024.part2_ridge import (
    a_point,
    proportional_growth,
    resolvent_equivalent,
    two_resolvents_equivalent,
)
from derivations.dohmatob2024.part7_regularisation import second, strong_and_weak, there
from theory.eigensum import EigenSum, c2, s
from theory.notation import T, d, df2, kappa, ridge
from theory.random_matrices import E, identity, inv, norm2, tr
from theory.regression import LAWS, R, Sigma, X, w0
from theory.relations import at_most, equal, equivalent
from theory.resolvents import A, B
from verifier.claim import at_most_by, by, calc, equivalent_by
from verifier.rules import (
    algebra,
    certified_value,
    eigenbasis,
    equivalent_at,
    expectation,
    given,
    inequality,
    matrix_identity,
    per_eigenvalue,
    use,
)

ridge0 = Symbol("ridge0", positive=True)
M = inv(Sigma + ridge0 * identity(d)) * Sigma
m = s / (s + ridge0)

forgotten = M - identity(d)
error = E(norm2(R * X.T * X * M * w0 / T - w0, Sigma))
missed = tr(forgotten * w0 * w0.T * forgotten * Sigma)
crossed = ridge * E(tr(M * w0 * w0.T * forgotten * Sigma * R))
squared = ridge**2 * E(tr(M * w0 * w0.T * M * R * Sigma * R))

shrunken_labels = PAPER.claim(
    "shrunken-labels",
    "The noise-free error of ridge regression on shrunken labels, exactly",
    equal(error, missed - 2 * crossed + squared),
    where=[ridge > 0],
    witness={ridge: 1, ridge0: 1, d: 2, T: 3},
    source=PAPER.at("Theorem 4.3 (noise-free)"),
    laws=LAWS,
    proof=calc(
        error,
        by(matrix_identity), E(norm2(forgotten * w0 - ridge * R * M * w0, Sigma)),
        by(expectation), missed - 2 * crossed + squared,
    ),
)  # fmt: skip

weight = c2 * m**2 * s / (s + kappa) ** 2
error_equivalent = EigenSum(c2 * s * (1 - m * s / (s + kappa)) ** 2) + kappa**2 * EigenSum(weight) * df2 / (T - df2)

shrunken_labels_equivalent = PAPER.claim(
    "shrunken-labels-equivalent",
    "The same in the limit: what is missed, and what the suppressed directions add as noise",
    equivalent(error, error_equivalent),
    where=proportional_growth,
    witness={**a_point, ridge0: 1},
    source=PAPER.at("Theorem 4.3 (noise-free)"),
    laws=LAWS,
    proof=calc(
        error,
        by(use(shrunken_labels)), missed - 2 * crossed + squared,
        by(eigenbasis), EigenSum(c2 * s * (m - 1) ** 2) - 2 * crossed + squared,
        equivalent_by(equivalent_at(resolvent_equivalent, {A: M * w0 * w0.T * forgotten * Sigma})),
        EigenSum(c2 * s * (m - 1) ** 2) - 2 * kappa * EigenSum(c2 * m * (m - 1) * s / (s + kappa)) + squared,
        equivalent_by(equivalent_at(two_resolvents_equivalent, {A: M * w0 * w0.T * M, B: Sigma})),
        EigenSum(c2 * s * (m - 1) ** 2) - 2 * kappa * EigenSum(c2 * m * (m - 1) * s / (s + kappa))
        + kappa**2 * (EigenSum(weight) + EigenSum(weight) * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2)),
        by(given),
        EigenSum(c2 * s * (m - 1) ** 2) - 2 * kappa * EigenSum(c2 * m * (m - 1) * s / (s + kappa))
        + kappa**2 * (EigenSum(weight) + EigenSum(weight) * df2 / (T - df2)),
        by(per_eigenvalue), error_equivalent,
    ),
)  # fmt: skip

kept = Symbol("kept", nonnegative=True)
seen = Symbol("seen", nonnegative=True)
ratio = Symbol("ratio", nonnegative=True)

weak_direction = PAPER.claim(
    "weak-direction",
    "A direction that is seen little does less harm with labels that keep a part of it than with true ones",
    at_most((1 - kept * seen) ** 2 + kept**2 * (1 - seen) ** 2 * ratio, (1 - seen) ** 2 * (1 + ratio)),
    where=[kept <= 1, seen <= 1, 2 * seen <= (1 + kept) * (seen**2 + (1 - seen) ** 2 * ratio)],
    witness={kept: Rational(1, 2), seen: Rational(1, 3), ratio: 2},
    source=PAPER.at("Theorem 4.3 (noise-free)"),
    note="seen = lambda/(lambda + kappa), ratio = df2/(T - df2); for kept near 1: lambda <= kappa df2/(T - df2)",
    proof=calc(
        (1 - kept * seen) ** 2 + kept**2 * (1 - seen) ** 2 * ratio,
        by(algebra),
        (1 - seen) ** 2 * (1 + ratio) - (1 - kept) * ((1 + kept) * (seen**2 + (1 - seen) ** 2 * ratio) - 2 * seen),
        at_most_by(inequality), (1 - seen) ** 2 * (1 + ratio),
    ),
)  # fmt: skip

# The truth lies in the weak direction of the spectrum on which ridge amplifies collapse; ridge0 = kappa = 1/1000.
truth_is_weak = tuple((value, 1 if value < 1 else 0) for value, _ in strong_and_weak)


def on_weak_truth(expression):
    """The expression for a truth in the weak direction alone."""
    return there(expression.xreplace({df2: second, ridge0: Rational(1, 1000)}), truth_is_weak)


true_labels = EigenSum(c2 * s * (kappa / (s + kappa)) ** 2) * (1 + df2 / (T - df2))

fake_labels_help = PAPER.claim(
    "fake-labels-help",
    "With the truth in a weak direction the shrunken labels have less than half the noise-free error of the true ones",
    at_most(on_weak_truth(error_equivalent), on_weak_truth(true_labels) / 2),
    source=PAPER.at("Theorem 4.3 (noise-free)"),
    note="variances 1, 1, 1 and 10^-6, T = 5, kappa = ridge0 = 1/1000; each eigenvalue may be repeated",
    proof=calc(
        on_weak_truth(error_equivalent),
        at_most_by(certified_value), on_weak_truth(true_labels) / 2,
    ),
)  # fmt: skip
