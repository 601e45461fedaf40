"""Iterated mixing: every generation fits m fresh real rows and T0 - m fresh rows that its predecessor labelled.

One round is the mixture whose shift is the error before it, so that it keeps the fraction rho of that error. The noise
levels of real and of synthetic labels are sigma and sigma0.
"""

from lemmata.derivations.strong_model_collapse.least_squares import rho
from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import p1
from lemmata.theory.models.shipped.mixture import n1, n2
from lemmata.theory.quantities.retraining import MIXED_LAWS, MIXING, Fake, Real, b, eps_fake, eps_real, m
from lemmata.verifier.language import *

for family in MIXING:
    PAPER.define(*family)

factor = rho.xreplace({n1: m, n2: T0 - m})
K = inv(gram(Real[n]) + gram(Fake[n]))
cubic = T0**3 - T0**2 * d - T0**2 * m + 2 * T0 * d * m - T0 * d + T0 * m - 3 * T0 + 2 * d - 2 * m + 2
cleared = (T0 - m) * cubic / (T0 * (T0 - 1) * (T0 + 2) * (T0 - d - 1))
excess = 2 * d / (T0 * (T0 + 2) * (T0 - d - 1))
error, following = (E(norm2(b[k] - w0, Sigma)) for k in (n, n + 1))
noise = sigma**2 * E(tr(Sigma * K * gram(Real[n]) * K)) + sigma0**2 * E(tr(Sigma * K * gram(Fake[n]) * K))
each = (m * sigma**2 + (T0 - m) * sigma0**2) / T0 * d / (T0 - d - 1)
laws = tuple(WhiteNoise(eps_real, sigma**2) if law.letter == eps_real else law for law in MIXED_LAWS)

with PAPER.section("Iterated mixing", where=[T0 >= d + 2, m < T0], laws=laws,
                   witness={d: 2, T0: 6, m: 2, n: 3, sigma: 1, sigma0: 1}):
    step = PAPER.claim("iterated-step", "A round keeps the fraction rho of the error and adds the noise of its labels",
        equal(following, factor * error + each),
        proof=[
            definition(b[n + 1]),
                E(norm2(K * (Real[n].T * (Real[n] * w0 + eps_real[n]) + Fake[n].T * (Fake[n] * b[n] + eps_fake[n]))
                        - w0, Sigma)),
            matrix_identity,
                E(norm2(K * gram(Fake[n]) * (b[n] - w0) + K * (Real[n].T * eps_real[n] + Fake[n].T * eps_fake[n]),
                        Sigma)),
            expectation,    E(norm2(K * gram(Fake[n]) * (b[n] - w0), Sigma)) + noise,
            wishart_moment, factor * error + noise,
            wishart_moment,
        ])

    start = PAPER.claim("iterated-start", "It starts at the truth", equal(E(norm2(b[0] - w0, Sigma)), 0),
        proof=[definition(b[0]), E(norm2(w0 - w0, Sigma)), matrix_identity])

    after = PAPER.claim("iterated-error", "The error after n rounds",
        equal(error, each / (1 - factor) * (1 - factor**n)), where=[Ne(factor, 1)],
        proof=recurrence(n, base=start, step=step))

    PAPER.claim("iterated-limit", "In the whole region rho < 1 it tends to the fixed point V/(1 - rho)",
        tends(error, each / (1 - factor), along=Path(n)), where=[factor < 1],
        proof=[after, each / (1 - factor) * (1 - factor**n), limit])

with PAPER.section("Iterated mixing", where=[T0 >= d + 2], witness={d: 4, T0: 6, m: 1}):
    PAPER.claim("contracts", "With 2 T0 >= 3 d + 2 any real rows at all keep rho at most 1",
        at_least(1 - factor, 0), where=[m < T0, 2 * T0 >= 3 * d + 2], witness={d: 2, T0: 6, m: 2},
        proof=[algebra, 1 - cleared, inequality])

    PAPER.claim("amplifies", "With 2 T0 <= 3 d a single real row puts it above 1, where none leaves it at 1",
        at_least(factor, 1 + excess), where=[2 * T0 <= 3 * d, Eq(m, 1)],
        proof=[given, 1 + excess + (3 * d - 2 * T0) / ((T0 + 2) * (T0 - d - 1)), inequality])

in_the_limit = (1 - p1) * (1 - p1 + p1 * phi / (1 - phi))
threshold = (2 - p1) / (3 - 2 * p1)
half = Rational(1, 2)

with PAPER.section("Iterated mixing", where=[phi < 1, p1 <= 1], witness={phi: half, p1: half}):
    gap = PAPER.claim("stability-gap", "In proportion 1 - rho is a multiple of the distance to a threshold",
        equal(1 - in_the_limit, p1 * (3 - 2 * p1) / (1 - phi) * (threshold - phi)), proof=algebra)

    PAPER.claim("stable-below", "The loop is stable for phi < (2 - p1)/(3 - 2 p1)",
        less_than(in_the_limit, 1), where=[phi < threshold],
        proof=[algebra, 1 - p1 * (3 - 2 * p1) / (1 - phi) * (threshold - phi), inequality])

    PAPER.claim("unstable-above", "and unstable above, where every round multiplies the error",
        greater_than(in_the_limit, 1), where=[phi > threshold], witness={phi: Rational(9, 10), p1: half},
        proof=[algebra, 1 + p1 * (3 - 2 * p1) / (1 - phi) * (phi - threshold), inequality])

    PAPER.claim("few-real-rows", "With few real rows the threshold is 2/3: n > 3d/2 rows are needed, not n > d",
        tends(threshold, Rational(2, 3), along=Path(p1, 0)), where=[], witness={p1: half}, proof=limit)

    PAPER.claim("many-real-rows", "and with real rows it is 2/3 at least",
        at_least(threshold, Rational(2, 3)), witness={p1: half}, proof=inequality)

numbers = {d: Integer(20), m: Integer(2), T0: Integer(30)}

with PAPER.section("Iterated mixing"):
    PAPER.claim("exact-divergence", "d = 20, n1 = 2, n2 = 28: every round multiplies the error by 3941/3915",
        equal(factor, Rational(3941, 3915)), where=[Eq(letter, number) for letter, number in numbers.items()],
        witness=numbers, proof=given)
