"""Theorem 4.1 for generators of unequal size: generation i has T0 + i more samples.

Each generation adds its own error, whatever the sizes of the others. Data that grow linearly are not enough to keep
the sum bounded: it still grows like the logarithm of n. With T_m = T0 m log^2 m samples the noise of generation m is,
in low dimension, 1/(m log^2 m) of the first: the risk stays bounded, but not where it was.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.growing_data import GROWING_LAWS, g, growing_error, more, noise, rows
from lemmata.verifier.language import *

i = Symbol("i", integer=True, nonnegative=True)
enough = [T0 >= d + 2]
a_point = {d: 2, T0: 5, more: 2, n: 3, sigma0: 1}
each = sigma0**2 * d / (T0 + n * more - d - 1)

with PAPER.section("Section 4.1", where=enough, witness=a_point):
    unequal_step = PAPER.claim("unequal-step",
        "A generation adds its own error, whatever the number of samples of the others",
        equal(growing_error(n + 1), growing_error(n) + each), source="Theorem 4.1 (proof), unequal sizes",
        laws=GROWING_LAWS,
        proof=[
            definition(growing_error(n + 1)), E(norm2(g[n + 1] - w0, Sigma)),
            definition(g[n + 1]), E(norm2(pinv(rows(n)) * (rows(n) * g[n] + noise(n)) - w0, Sigma)),
            matrix_identity, E(norm2(g[n] - w0 + inv(gram(rows(n))) * rows(n).T * noise(n), Sigma)),
            expectation, E(norm2(g[n] - w0, Sigma)) + sigma0**2 * E(tr(Sigma * inv(gram(rows(n))))),
            wishart_moment, E(norm2(g[n] - w0, Sigma)) + each,
            definition(growing_error(n)),
        ])

    unequal_start = PAPER.claim("unequal-start", "It starts at the truth",
        equal(growing_error(0), 0), source="Section 3",
        proof=[definition(growing_error(0), g[0]), E(norm2(w0 - w0, Sigma)), matrix_identity])

    total = sigma0**2 * d * Sum(1 / (T0 + i * more - d - 1), (i, 0, n - 1))

    unequal_growth = PAPER.claim("unequal-growth",
        "The error of the generator after n generations of growing size, exactly, for any covariance",
        equal(growing_error(n), total), source="Theorem 4.1, unequal sizes",
        checks=[simulation({d: 8, T0: 24, more: 8}, resolution="1/50")],
        proof=recurrence(n, base=unequal_start, step=unequal_step))

    PAPER.claim("linear-data-not-enough",
        "With i T0 samples in generation i the error is at least (d/T0)(1 + 1/2 + "
        "... + 1/n): it still grows without bound",
        at_least(growing_error(n).xreplace({more: T0}), sigma0**2 * d / T0 * Sum(1 / (i + 1), (i, 0, n - 1))),
        source="Section 4.1, growing data", note="which is why the paper lets the data grow like m log^2 m",
        proof=[use(unequal_growth, {more: T0}), total.xreplace({more: T0}), inequality])

# T_m = T0 m log^2 m samples.
m = Symbol("m", integer=True, positive=True)
series = Sum(1 / (m * log(m) ** 2), (m, 2, oo))

with PAPER.section("Section 4.1", source="Section 4.1, growing data"):
    PAPER.claim("growing-data-bounded",
        "With T_m = T0 m log^2 m samples all later generations together add at most 2.12 times the risk of clean data",
        at_most(series, Rational(212, 100)), proof=inequality)

    growing_data_factor = PAPER.claim("growing-data-factor",
        "They add at least 2.10 times the risk of clean data: the factor 1 + 2.10 is not close to 1",
        at_least(series, Rational(210, 100)), proof=inequality)

    PAPER.published("printed-growing-data",
        "The risk stays of the size of E_0: the later generations add less than a tenth",
        at_most(Sum(1 / (m * log(m) ** 2), (m, 2, 3)), Rational(1, 10)),
        printed=r"E_n \sim \Bigl(1 + \sum_{m \ge 2} \frac{1}{m \log^2 m}\Bigr) E_0 \sim E_0",
        source="Section 4.1, growing data: '~ E_0'", corrected_by=growing_data_factor,
        note="two terms of the series suffice; the factor 1 + series tends to 3.11, which is bounded but not 1")
