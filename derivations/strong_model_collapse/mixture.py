"""Ridge regression on real and synthetic rows: exact splitting, then the equivalents of the three terms."""

from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import (
    MIXED,
    MIXTURE_LAWS,
    X1,
    X2,
    B,
    b,
    delta,
    e1,
    e2,
    n1,
    n2,
    proportional,
    rows,
)
from lemmata.verifier.language import *

R = inv(MIXED + ridge * identity(d))
labels = X1.T * (X1 * w0 + e1) + X2.T * (X2 * (w0 + delta.T) + e2)
error = E(norm2(R * labels / rows - w0, Sigma))
bias = ridge**2 * E(tr(w0 * w0.T * R * Sigma * R))
real_noise, other_noise = (E(tr(Sigma * R * gram(Z) * R)) / rows**2 for Z in (X1, X2))
noise = sigma**2 * real_noise + sigma0**2 * other_noise
collapse = E(tr(B * gram(X2) * R * Sigma * R * gram(X2))) / rows**2

with PAPER.section("Mixture", where=[ridge > 0], witness={d: 2, n1: 3, n2: 2, ridge: 1, sigma: 1, sigma0: 1},
                   laws=MIXTURE_LAWS):
    splitting = PAPER.claim("splitting", "The error is a bias, a noise and a collapse term, exactly",
        equal(error, bias + noise + collapse),
        proof=[
            matrix_identity,
                E(norm2(R * (X1.T * e1 + X2.T * e2) / rows - ridge * R * w0 + R * gram(X2) * delta.T / rows, Sigma)),
            expectation,
        ])

every_noise = E(tr(Sigma * R * MIXED * R)) / rows
averaged = (n1 * sigma**2 + n2 * sigma0**2) / rows
all_shifted = E(tr(B * MIXED * R * Sigma * R * MIXED))
apart = gram(X1) / n1 - gram(X2) / n2
told_apart = n1 * n2 / rows**2 * E(tr(B * apart * R * Sigma * R * apart))

with PAPER.section("Mixture", where=[ridge > 0], witness={d: 2, n1: 3, n2: 2, ridge: 1, sigma: 1, sigma0: 1},
                   laws=MIXTURE_LAWS):
    PAPER.claim("noises-averaged", "The two noise levels enter by their average over the rows, at every size",
        equal(noise, averaged * every_noise), proof=wishart_moment)

    collapse_by_shares = PAPER.claim("collapse-by-shares",
        "So the collapse term is p2^2 of what labels do that all have the shift, and what tells the rows apart",
        equal(collapse, (n2 / rows) ** 2 * all_shifted + n1 * n2 / rows**2 * told_apart), proof=wishart_moment)

# The equivalents, on one principle; B has the eigenbasis of Sigma.
derived = derived_equivalent(B)
spread = 1 - df2 / rows
added = df2 / rows / spread
third, first = EigenSum(b * s**3 / (s + kappa) ** 2), EigenSum(b * s / (s + kappa) ** 2)
bias_value = kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) / spread
noise_value = (n1 / rows * sigma**2 + n2 / rows * sigma0**2) * added
collapse_value = (n2 / rows) ** 2 * (third + added * kappa**2 * first) + n1 * n2 / rows**2 * added * EigenSum(b * s)
mixed_ladder, whole = (ladder(sizes={n1: "1/2", n2: "1"}, coarser=k) for k in (1, 3))
mixed = EigenSum(b * s * (n1 / rows * s + kappa) ** 2 / (s + kappa) ** 2)
in_squares = (n2 / rows) ** 2 * (1 + n1 / rows * added) * third + n2 / rows * added * mixed
point = {
    SPECTRUM: ((1, 1), (Rational(1, 2), 1)), kappa: 1, df1: Rational(5, 6), df2: Rational(13, 36),
    n1: 1, n2: 1, ridge: Rational(7, 12), sigma: 1, sigma0: 1, b: 1,
}

with PAPER.section("Mixture", where=proportional, witness=point, laws=MIXTURE_LAWS):
    bias_equivalent = PAPER.claim("bias-equivalent", "The bias is that of ridge regression on all rows",
        equivalent(bias, bias_value), checks=[mixed_ladder], proof=derived)

    real_noise_equivalent = PAPER.claim("real-noise-equivalent",
        "The noise is that of all rows: the real ones have their share of it",
        equivalent(real_noise, n1 / rows * added), checks=[mixed_ladder], proof=derived)

    other_noise_equivalent = PAPER.claim("synthetic-noise-equivalent",
        "and the synthetic ones theirs",
        equivalent(other_noise, n2 / rows * added), checks=[mixed_ladder], proof=derived)

    collapse_equivalent = PAPER.claim("collapse-equivalent",
        "The collapse term: synthetic labels fitted for themselves, and what the mixture of the two adds",
        equivalent(collapse, collapse_value), checks=[mixed_ladder], proof=derived)

    PAPER.claim("collapse-equivalent-in-squares", "The same term as two sums, in the form that needs p1 + p2 = 1",
        equivalent(collapse, in_squares), proof=derived)

    PAPER.claim("all-shifted-equivalent", "Its first part, labels that all have the shift",
        equivalent(all_shifted, third + added * kappa**2 * first), proof=derived)

    told_apart_equivalent = PAPER.claim("told-apart-equivalent", "and its second: what a row sees of itself, u Sigma",
        equivalent(told_apart, added * EigenSum(b * s)), checks=[mixed_ladder], proof=derived)

    PAPER.claim("error-equivalent", "The error on real and synthetic rows",
        equivalent(error, bias_value + noise_value + collapse_value), checks=[whole],
        proof=[
            splitting,              bias + noise + collapse,
            bias_equivalent,        bias_value + noise + collapse,
            real_noise_equivalent,  bias_value + sigma**2 * n1 / rows * added + sigma0**2 * other_noise + collapse,
            other_noise_equivalent, bias_value + noise_value + collapse,
            collapse_equivalent,
        ])
