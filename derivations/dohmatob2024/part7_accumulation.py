"""Beyond the paper: accumulating labels instead of replacing them (under-parametrised, any covariance).

Generation i adds T0 fresh rows labelled by its predecessor to everything seen before. Its noise then enters with a
share 1/i of the rows, so that the error sum over i of 1/(i (i T0 - d - 1)) stays bounded: all later generations
together add less than the first one.
"""

from sympy import Sum, Symbol, digamma, pi

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.retraining import ACCUMULATED_LAWS, G, a, accumulated_error
from lemmata.theory.notation import T0, d, n, sigma0
from lemmata.theory.quantities.regression import X0, Sigma, eps0, w0
from lemmata.theory.random_matrices import E, gram, inv, norm2, tr
from lemmata.theory.relations import Path, at_least, at_most, equal, tends
from lemmata.verifier.checks import simulation
from lemmata.verifier.claim import at_least_by, at_most_by, by, calc, tends_by
from lemmata.verifier.rules import (
    definition,
    digamma_limit,
    expectation,
    inequality,
    matrix_identity,
    recurrence,
    share_of_rows_mean,
    telescoping,
    termwise,
    use,
    zeta_bound,
)

i = Symbol("i", integer=True, positive=True)
K = inv(gram(X0[n]) + G[n])
each = sigma0**2 * d / ((n + 1) * ((n + 1) * T0 - d - 1))
a_point = {d: 2, T0: 5, sigma0: 1}

accumulation_step = PAPER.claim(
    "accumulation-step",
    "On accumulated labels generation n + 1 adds a share 1/(n + 1) of the error of (n + 1) T0 rows",
    equal(accumulated_error(n + 1), accumulated_error(n) + each),
    where=[T0 >= d + 2],
    witness={**a_point, n: 1},
    source=PAPER.at("beyond Section 3: all labels so far"),
    laws=ACCUMULATED_LAWS,
    proof=calc(
        accumulated_error(n + 1),
        by(definition(accumulated_error(n + 1))), E(norm2(a[n + 1] - w0, Sigma)),
        by(definition(a[n + 1])),
        E(norm2(inv(G[n + 1]) * (G[n] * a[n] + X0[n].T * (X0[n] * a[n] + eps0[n])) - w0, Sigma)),
        by(definition(G[n + 1])),
        E(norm2(inv(G[n] + gram(X0[n])) * (G[n] * a[n] + X0[n].T * (X0[n] * a[n] + eps0[n])) - w0, Sigma)),
        by(matrix_identity), E(norm2(a[n] - w0 + K * X0[n].T * eps0[n], Sigma)),
        by(expectation), E(norm2(a[n] - w0, Sigma)) + sigma0**2 * E(tr(Sigma * K * gram(X0[n]) * K)),
        by(share_of_rows_mean), E(norm2(a[n] - w0, Sigma)) + sigma0**2 * E(tr(Sigma * K)) / (n + 1),
        by(share_of_rows_mean), E(norm2(a[n] - w0, Sigma)) + each,
        by(definition(accumulated_error(n))), accumulated_error(n) + each,
    ),
)  # fmt: skip

accumulation_start = PAPER.claim(
    "accumulation-start",
    "It starts at the truth",
    equal(accumulated_error(0), 0),
    where=[T0 >= d + 2],
    witness=a_point,
    source=PAPER.at("beyond Section 3: all labels so far"),
    proof=calc(
        accumulated_error(0),
        by(definition(accumulated_error(0))), E(norm2(a[0] - w0, Sigma)),
        by(definition(a[0])), E(norm2(w0 - w0, Sigma)),
        by(matrix_identity), 0,
    ),
)  # fmt: skip

total = sigma0**2 * d * Sum(1 / (i * (i * T0 - d - 1)), (i, 1, n))

accumulation_error = PAPER.claim(
    "accumulation-error",
    "The error after n generations on accumulated labels",
    equal(accumulated_error(n), total),
    where=[T0 >= d + 2],
    witness={**a_point, n: 3},
    source=PAPER.at("beyond Section 3: all labels so far"),
    checks=[simulation({d: 20, T0: 120, n: 2}, resolution="1/50")],
    proof=calc(
        accumulated_error(n),
        by(recurrence(n, base=accumulation_start, step=accumulation_step)), total,
    ),
)  # fmt: skip

accumulation_bounded = PAPER.claim(
    "accumulation-bounded",
    "All generations together add less than twice what the first one does",
    at_most(accumulated_error(n), 2 * sigma0**2 * d / (T0 - d - 1)),
    where=[T0 >= d + 2],
    witness={**a_point, n: 3},
    source=PAPER.at("beyond Section 3: all labels so far"),
    note="replacing the labels adds n times what the first generation does",
    proof=calc(
        accumulated_error(n),
        by(use(accumulation_error)), total,
        at_most_by(telescoping(-2 / ((T0 - d - 1) * (i + 1)), i)),
        2 * sigma0**2 * d / (T0 - d - 1) * (1 - 1 / (n + 1)),
        at_most_by(inequality), 2 * sigma0**2 * d / (T0 - d - 1),
    ),
)  # fmt: skip

squares = Sum(1 / i**2, (i, 1, n))

accumulation_zeta = PAPER.claim(
    "accumulation-zeta",
    "More sharply, at most pi^2/6 times what the first one does",
    at_most(accumulated_error(n), sigma0**2 * d / (T0 - d - 1) * pi**2 / 6),
    where=[T0 >= d + 2],
    witness={**a_point, n: 3},
    source=PAPER.at("beyond Section 3: all labels so far"),
    note="Gerstgrasser et al., arXiv 2404.01413, have this factor for one design that is reused",
    proof=calc(
        accumulated_error(n),
        by(use(accumulation_error)), total,
        at_most_by(termwise), sigma0**2 * d / (T0 - d - 1) * squares,
        at_most_by(zeta_bound), sigma0**2 * d / (T0 - d - 1) * pi**2 / 6,
    ),
)  # fmt: skip

accumulation_at_least = PAPER.claim(
    "accumulation-at-least",
    "And at least (d/T0) sum of 1/i^2: the factor pi^2/6 is reached when T0 is much larger than d",
    at_least(accumulated_error(n), sigma0**2 * d / T0 * squares),
    where=[T0 >= d + 2],
    witness={**a_point, n: 3},
    source=PAPER.at("beyond Section 3: all labels so far"),
    proof=calc(
        accumulated_error(n),
        by(use(accumulation_error)), total,
        at_least_by(termwise), sigma0**2 * d / T0 * squares,
    ),
)  # fmt: skip

ratio = (d + 1) / T0
psi = (digamma(i + 1 - ratio) - digamma(i + 1)) / (d + 1)
closed = sigma0**2 * d / (d + 1) * (
    digamma(n + 1 - ratio) - digamma(1 - ratio) - digamma(n + 1) + digamma(1)
)  # fmt: skip

accumulation_closed_form = PAPER.claim(
    "accumulation-closed-form",
    "The error after n generations in digamma functions",
    equal(accumulated_error(n), closed),
    where=[T0 >= d + 2],
    witness={**a_point, n: 3},
    source=PAPER.at("beyond Section 3: all labels so far"),
    proof=calc(
        accumulated_error(n),
        by(use(accumulation_error)), total,
        by(telescoping(psi, i)), closed,
    ),
)  # fmt: skip

accumulation_limit = PAPER.claim(
    "accumulation-limit",
    "The error after infinitely many generations",
    tends(
        accumulated_error(n), sigma0**2 * d / (d + 1) * (digamma(1) - digamma(1 - ratio)), along=Path(n)
    ),
    where=[T0 >= d + 2],
    witness={**a_point, n: 3},
    source=PAPER.at("beyond Section 3: all labels so far"),
    proof=calc(
        accumulated_error(n),
        by(use(accumulation_closed_form)), closed,
        tends_by(digamma_limit), sigma0**2 * d / (d + 1) * (digamma(1) - digamma(1 - ratio)),
    ),
)  # fmt: skip
