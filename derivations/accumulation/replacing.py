"""Replacing: the model of generation n is fitted on the labels of generation n alone.

With a design of its own for each generation this is ``dohmatob2024``, Theorem 4.1; here the design may be reused too.
"""

from lemmata.derivations.accumulation.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_1_growth import generator_error_growth
from lemmata.theory.quantities.regression import SAME_LAWS, w_same
from lemmata.verifier.language import *

first = sigma0**2 * d / (T0 - d - 1)
a_point = {d: 2, T0: 5, n: 3, sigma0: 1}
reused = E(norm2(w_same[n] - w0, Sigma))
noise_of_fit = E(tr(Sigma * inv(gram(X0[0]))))

with PAPER.section("Replacing", where=[T0 >= d + 2], witness=a_point):
    replacing_fresh = PAPER.claim("replacing-fresh-designs",
        "On the newest labels alone, with fresh designs, n generations cost n times the error of one",
        equal(generator_error(n), n * first), proof=generator_error_growth)

with PAPER.section("Replacing", where=[T0 >= d + 2], witness=a_point, laws=SAME_LAWS):
    reused_step = PAPER.claim("replacing-one-design-step",
        "With one design for all of them, a generation adds the noise of its labels as one fit sees it",
        equal(E(norm2(w_same[n + 1] - w0, Sigma)), reused + first),
        proof=[
            definition(w_same[n + 1]), E(norm2(pinv(X0[0]) * (X0[0] * w_same[n] + eps0[n]) - w0, Sigma)),
            matrix_identity,           E(norm2(w_same[n] - w0 + inv(gram(X0[0])) * X0[0].T * eps0[n], Sigma)),
            expectation,               reused + sigma0**2 * noise_of_fit,
            wishart_moment,
        ])

    reused_start = PAPER.claim("replacing-one-design-start", "It starts at the truth",
        equal(E(norm2(w_same[0] - w0, Sigma)), 0),
        proof=[definition(w_same[0]), E(norm2(w0 - w0, Sigma)), matrix_identity])

    PAPER.claim("replacing-one-design", "and n generations cost n times the error of one, as with fresh designs",
        equal(reused, n * first), proof=recurrence(n, base=reused_start, step=reused_step))
