"""A weight for fresh real rows beside the newest synthetic ones (arXiv 2502.18049v5, 2509.22341v2).

Each generation draws T0 real and T0 synthetic rows and averages the two fits, the real one with weight q. For this
average all is exact; for the weighted loss it is what remains with many rows.
"""

from lemmata.derivations.accumulation.paper import PAPER
from lemmata.derivations.accumulation.replacing import first
from lemmata.verifier.language import *

q = Symbol("q", positive=True)
e = Symbol("e", positive=True)
b = vector("b_avg", d)
Real, eps_real = design("Real", T0, d), noise_vector("eps_real", T0)

PAPER.define(
    b, w0,
    lambda k: q * pinv(Real[k]) * (Real[k] * w0 + eps_real[k]) + (1 - q) * pinv(X0[k]) * (X0[k] * b[k] + eps0[k]),
)

laws = (
    GaussianRows(X0, Sigma), GaussianRows(Real, Sigma),
    WhiteNoise(eps0, sigma0**2), WhiteNoise(eps_real, sigma0**2), Unspecified(b),
)
error = E(norm2(b[n] - w0, Sigma))
noises = q**2 + (1 - q) ** 2
fixed = noises / (1 - (1 - q) ** 2)

with PAPER.section("Weights", where=[T0 >= d + 2, q <= 1], witness={d: 2, T0: 5, n: 3, sigma0: 1, q: "1/2"}, laws=laws):
    step = PAPER.claim("average-step", "A generation keeps (1 - q)^2 of the error and adds the noise of both fits",
        equal(E(norm2(b[n + 1] - w0, Sigma)), (1 - q) ** 2 * error + noises * first),
        proof=[
            definition(b[n + 1]),
                E(norm2(q * pinv(Real[n]) * (Real[n] * w0 + eps_real[n])
                        + (1 - q) * pinv(X0[n]) * (X0[n] * b[n] + eps0[n]) - w0, Sigma)),
            matrix_identity,
                E(norm2((1 - q) * (b[n] - w0) + q * inv(gram(Real[n])) * Real[n].T * eps_real[n]
                        + (1 - q) * inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma)),
            expectation,
                (1 - q) ** 2 * error + q**2 * sigma0**2 * E(tr(Sigma * inv(gram(Real[n]))))
                + (1 - q) ** 2 * sigma0**2 * E(tr(Sigma * inv(gram(X0[n])))),
            wishart_moment,
        ])

    start = PAPER.claim("average-start", "It starts at the truth",
        equal(E(norm2(b[0] - w0, Sigma)), 0), proof=[definition(b[0]), E(norm2(w0 - w0, Sigma)), matrix_identity])

    growth = PAPER.claim("average-error", "The error after n generations",
        equal(error, first * fixed * (1 - (1 - q) ** (2 * n))), where=[q < 1],
        proof=recurrence(n, base=start, step=step))

    PAPER.claim("average-limit", "It tends to (q^2 + (1 - q)^2)/(1 - (1 - q)^2) times the error of one fit",
        tends(error, first * fixed, along=Path(n)), where=[q < 1],
        proof=[growth, first * fixed * (1 - (1 - q) ** (2 * n)),
               algebra, first * fixed * (1 - ((1 - q) ** 2) ** n), limit])

G, H = covariance("G", d), covariance("H", d)
real_fit, other_fit = vector("real", d), vector("other", d)
of_loss = inv(q * G + (1 - q) * H) * (q * G * real_fit + (1 - q) * H * other_fit)

with PAPER.section("Weights", where=[q < 1], witness={d: 2, q: "1/2"}):
    PAPER.claim("weighted-loss", "A weighted loss has the averaged fit, but for the difference of the Gram matrices",
        equal(of_loss - (q * real_fit + (1 - q) * other_fit),
              q * (1 - q) * inv(q * G + (1 - q) * H) * (G - H) * (real_fit - other_fit)), proof=matrix_identity)

golden = (sqrt(5) - 1) / 2

with PAPER.section("Weights", witness={q: "1/2"}):
    PAPER.claim("golden-distance", "The limit exceeds the golden ratio by a square, zero at the golden ratio as weight",
        equal(fixed - golden, (2 + golden) * (q - golden) ** 2 / (q * (2 - q))), where=[q < 2], proof=algebra)

    PAPER.claim("golden-weight", "The least limit is the golden ratio times the error of one fit",
        at_least(fixed, golden), where=[q < 2],
        proof=[algebra, golden + (2 + golden) * (q - golden) ** 2 / (q * (2 - q)), inequality])

# A weight of its own for each generation; e is the error before it, in units of that of one fit.
kept = (1 - q) ** 2 * e + noises
best = (1 + e) / (2 + e)

with PAPER.section("Weights", witness={q: "1/2", e: 1}):
    PAPER.claim("dynamic-distance", "The best weight for one generation is (1 + e)/(2 + e), by a square",
        equal(kept, best + (2 + e) * (q - best) ** 2), proof=algebra)

    PAPER.claim("dynamic-weight", "and what it leaves is, as a number, that weight",
        at_least(kept, best), proof=[algebra, best + (2 + e) * (q - best) ** 2, inequality])

    PAPER.claim("dynamic-first-weight", "After one fit on real rows the first weight is 2/3",
        equal(best, Rational(2, 3)), where=[Eq(e, 1)], witness={e: 1}, proof=given)

    PAPER.claim("dynamic-contracts", "and come nearer to it with every generation, on the same side",
        equal(best - golden, (e - golden) / ((2 + e) * (2 + golden))), witness={e: 1}, proof=algebra)
