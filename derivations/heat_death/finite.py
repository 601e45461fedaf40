"""Temperature 1 and N samples a generation (the Wright-Fisher model), and all samples kept (Polya's urn), two outcomes.

Given p the N draws, less p, are white noise of variance p (1 - p): more of their law is not used.
"""

from lemmata.derivations.heat_death.paper import PAPER
from lemmata.derivations.heat_death.setting import H0, H, N, a, n, p
from lemmata.verifier.language import *

draws = noise_vector("draws", N)
ones = vector("ones", N)
frequency = p + inner(ones, draws) / N

s0 = Symbol("s0", positive=True)
S0 = Symbol("S0", positive=True)
keep = (1 - 1 / N) * (1 - a) ** 2
point = {p: "1/3", N: 4, n: 2, a: "1/10"}
variance = p * (1 - p)

PAPER.define(H, H0, lambda i: (1 - 1 / N) * H[i])

with PAPER.section("Finite samples", where=[p < 1], witness=point, laws=[WhiteNoise(draws, variance)]):
    PAPER.claim("spread", "The frequency in N samples has the variance p (1 - p)/N",
        equal(E(inner(ones, draws) ** 2) / N**2, variance * norm2(ones) / N**2), proof=expectation)

    PAPER.claim("one-generation", "so that N samples, ||1||^2 = N, keep 1 - 1/N of the heterozygosity 2 p (1 - p)",
        equal(E(2 * frequency * (1 - frequency)), 2 * variance * (1 - norm2(ones) / N**2)), proof=expectation)

with PAPER.section("Finite samples", witness=point):
    base = PAPER.claim("heterozygosity-start", "Heterozygosity at the beginning",
        equal(tr(H[0]), tr(H0)), witness={N: 4}, proof=definition(H[0]))

    step = PAPER.claim("heterozygosity-step", "and after one more generation",
        equal(tr(H[n + 1]), (1 - 1 / N) * tr(H[n])), witness={N: 4, n: 2},
        proof=[definition(H[n + 1]), tr((1 - 1 / N) * H[n]), matrix_identity])

    PAPER.claim("heterozygosity", "Without fresh data it dies out geometrically, at any number of outcomes",
        equal(tr(H[n]), (1 - 1 / N) ** n * tr(H0)), witness={N: 4, n: 2}, proof=recurrence(n, base, step))

    PAPER.claim("heat-death", "and nothing is left of it",
        tends((1 - 1 / N) ** n, 0, along=Path(n)), where=[N >= 2], witness={N: 4, n: 2},
        proof=limit)

    stationary = (1 / N + (1 - 1 / N) * (1 - (1 - a) ** 2) * s0) / (1 - keep)

    PAPER.claim("stationary", "With a share a of data of the law p0, s0 = sum p0^2: the stationary mean of sum p^2",
        equal(1 / N + (1 - 1 / N) * ((1 - (1 - a) ** 2) * s0 + (1 - a) ** 2 * stationary), stationary),
        where=[a > 0, a < 1], witness={N: 4, a: "1/10", s0: "1/2"}, proof=algebra)

    PAPER.claim("stationary-alive", "which stays below 1 if s0 does: fresh data keep the loop alive",
        less_than(stationary, 1), where=[a > 0, a < 1, s0 < 1, N >= 2], witness={N: 4, a: "1/10", s0: "1/2"},
        proof=inequality)

    PAPER.claim("stationary-many", "and tends to s0 for many samples",
        tends(stationary, s0, along=Path(N)), where=[a > 0, a < 1], witness={N: 4, a: "1/10", s0: "1/2"}, proof=limit)

C = Symbol("C", positive=True)
G, G0 = matrix("G", 1, 1), matrix("G0", 1, 1)
draw = noise_vector("draw", 1)
one = vector("one", 1)
after = p + inner(one, draw) / (C + n + 1)

PAPER.define(G, G0, lambda i: (1 - 1 / (C + i + 1) ** 2) * G[i])
urn = {C: 3, n: 2, p: "1/3"}

with PAPER.section("Accumulation", witness=urn):
    PAPER.claim("martingale", "C pseudo-counts, n samples: one more, drawn with probability p, keeps the mean",
        equal(E(after), p), where=[p < 1], laws=[WhiteNoise(draw, variance)], proof=expectation)

    PAPER.claim("one-more-sample", "and 1 - 1/(C + n + 1)^2 of p (1 - p) on average (||1|| = 1)",
        equal(E(after * (1 - after)), variance * (1 - norm2(one) / (C + n + 1) ** 2)), where=[p < 1],
        laws=[WhiteNoise(draw, variance)], proof=expectation)

    start = PAPER.claim("polya-start", "The mean of p (1 - p) at the beginning",
        equal(tr(G[0]), tr(G0)), witness={C: 3}, proof=definition(G[0]))

    following = PAPER.claim("polya-step", "and after one more sample",
        equal(tr(G[n + 1]), (1 - 1 / (C + n + 1) ** 2) * tr(G[n])), witness={C: 3, n: 2},
        proof=[definition(G[n + 1]), tr((1 - 1 / (C + n + 1) ** 2) * G[n]), matrix_identity])

    kept = C * (C + n + 1) / ((C + 1) * (C + n))

    all_samples = PAPER.claim("polya", "After n samples",
        equal(tr(G[n]), kept * tr(G0)), witness={C: 3, n: 2}, proof=recurrence(n, start, following))

    PAPER.claim("polya-variance",
        "What p (1 - p) has lost is the variance of the frequency, n/((C + 1)(C + n)) of p0 (1 - p0)",
        equal(tr(G0) - tr(G[n]), n / ((C + 1) * (C + n)) * tr(G0)), witness={C: 3, n: 2},
        proof=[all_samples, tr(G0) - kept * tr(G0), algebra])

    PAPER.claim("polya-bounded", "It stays below 1/(C + 1) of it: what was there in the beginning is never forgotten",
        less_than(n / ((C + 1) * (C + n)), 1 / (C + 1)), witness={C: 3, n: 2}, proof=inequality)

    PAPER.claim("polya-limit", "and this is its limit",
        tends(n / ((C + 1) * (C + n)), 1 / (C + 1), along=Path(n)), witness={C: 3, n: 2}, proof=limit)
