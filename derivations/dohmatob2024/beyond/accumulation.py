"""Beyond the paper: accumulating labels instead of replacing them (under-parametrised, any covariance).

Generation i adds T0 fresh rows labelled by its predecessor to everything seen before. Its noise then enters with a
share 1/i of the rows, so that the error sum over i of 1/(i (i T0 - d - 1)) stays bounded: all later generations
together add less than the first one.
"""

from sympy import digamma

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.theory.quantities.retraining import ACCUMULATED_LAWS, ACCUMULATING, G, a, accumulated_error
from lemmata.verifier.language import *

for family in ACCUMULATING:
    PAPER.define(*family)

i = Symbol("i", integer=True, positive=True)
K = inv(gram(X0[n]) + G[n])
each = sigma0**2 * d / ((n + 1) * ((n + 1) * T0 - d - 1))
a_point = {d: 2, T0: 5, sigma0: 1}

with PAPER.section(
    "Beyond the paper", where=[T0 >= d + 2], witness={**a_point, n: 3}, source="beyond Section 3: all labels so far",
):
    accumulation_step = PAPER.claim("accumulation-step",
        "On accumulated labels generation n + 1 adds a share 1/(n + 1) of the error of (n + 1) T0 rows",
        equal(accumulated_error(n + 1), accumulated_error(n) + each), witness={**a_point, n: 1}, laws=ACCUMULATED_LAWS,
        proof=[
            definition(accumulated_error(n + 1)), E(norm2(a[n + 1] - w0, Sigma)),
            definition(a[n + 1]),
                E(norm2(inv(G[n + 1]) * (G[n] * a[n] + X0[n].T * (X0[n] * a[n] + eps0[n])) - w0, Sigma)),
            definition(G[n + 1]),
                E(norm2(inv(G[n] + gram(X0[n])) * (G[n] * a[n] + X0[n].T * (X0[n] * a[n] + eps0[n])) - w0, Sigma)),
            matrix_identity, E(norm2(a[n] - w0 + K * X0[n].T * eps0[n], Sigma)),
            expectation, E(norm2(a[n] - w0, Sigma)) + sigma0**2 * E(tr(Sigma * K * gram(X0[n]) * K)),
            wishart_moment, E(norm2(a[n] - w0, Sigma)) + sigma0**2 * E(tr(Sigma * K)) / (n + 1),
            wishart_moment, E(norm2(a[n] - w0, Sigma)) + each,
            definition(accumulated_error(n)),
        ])

    accumulation_start = PAPER.claim("accumulation-start", "It starts at the truth",
        equal(accumulated_error(0), 0), witness=a_point,
        proof=[
            definition(accumulated_error(0)), E(norm2(a[0] - w0, Sigma)),
            definition(a[0]),                 E(norm2(w0 - w0, Sigma)),
            matrix_identity,
        ])

    total = sigma0**2 * d * Sum(1 / (i * (i * T0 - d - 1)), (i, 1, n))

    accumulation_error = PAPER.claim("accumulation-error", "The error after n generations on accumulated labels",
        equal(accumulated_error(n), total), checks=[simulation({d: 20, T0: 120, n: 2}, resolution="1/50")],
        proof=recurrence(n, base=accumulation_start, step=accumulation_step))

    accumulation_bounded = PAPER.claim("accumulation-bounded",
        "All generations together add less than twice what the first one does",
        at_most(accumulated_error(n), 2 * sigma0**2 * d / (T0 - d - 1)),
        note="replacing the labels adds n times what the first generation does",
        proof=[
            accumulation_error, total,
            telescoping(-2 / ((T0 - d - 1) * (i + 1)), i), 2 * sigma0**2 * d / (T0 - d - 1) * (1 - 1 / (n + 1)),
            inequality,
        ])

    squares = Sum(1 / i**2, (i, 1, n))

    accumulation_zeta = PAPER.claim("accumulation-zeta", "More sharply, at most pi^2/6 times what the first one does",
        at_most(accumulated_error(n), sigma0**2 * d / (T0 - d - 1) * pi**2 / 6),
        note="Gerstgrasser et al., arXiv 2404.01413, have this factor for one design that is reused",
        proof=[
            accumulation_error, total,
            inequality,           sigma0**2 * d / (T0 - d - 1) * squares,
            inequality,
        ])

    accumulation_at_least = PAPER.claim("accumulation-at-least",
        "And at least (d/T0) sum of 1/i^2: the factor pi^2/6 is reached when T0 is much larger than d",
        at_least(accumulated_error(n), sigma0**2 * d / T0 * squares), proof=[accumulation_error, total, inequality])

    ratio = (d + 1) / T0
    psi = (digamma(i + 1 - ratio) - digamma(i + 1)) / (d + 1)
    closed = sigma0**2 * d / (d + 1) * (
        digamma(n + 1 - ratio) - digamma(1 - ratio) - digamma(n + 1) + digamma(1)
    )

    accumulation_closed_form = PAPER.claim("accumulation-closed-form",
        "The error after n generations in digamma functions",
        equal(accumulated_error(n), closed), proof=[accumulation_error, total, telescoping(psi, i)])

    accumulation_limit = PAPER.claim("accumulation-limit", "The error after infinitely many generations",
        tends(accumulated_error(n), sigma0**2 * d / (d + 1) * (digamma(1) - digamma(1 - ratio)), along=Path(n)),
        proof=[accumulation_closed_form, closed, limit])
