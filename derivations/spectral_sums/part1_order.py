"""The order of a spectral sum, uniformly in kappa and d, by elementary inequalities.

S = sum_{k<=d} k^-u/(k^-beta + kappa)^q lies between 2^-q B and B, where B has a maximum in the place of the sum; B is
two power sums, one on each side of the knee K = kappa^(-1/beta); and power sums lie between integrals.
"""

from sympy import Sum, Symbol, log, zeta

from lemmata.derivations.spectral_sums.paper import INTEGRAL_TEST, PAPER
from lemmata.derivations.spectral_sums.setting import K, k, m, q, spectral_sum, u, with_maximum
from lemmata.theory.notation import beta, d, kappa
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.verifier.claim import at_least_by, at_most_by, by, calc
from lemmata.verifier.rules import at_the_knee, elementary_bound, inequality, power_sum

point = {u: 1, q: 2, beta: 2, kappa: "1/10", d: 3}

PAPER.claim(
    "sum-at-most-maximum",
    "With max(k^-beta, kappa) for k^-beta + kappa a spectral sum does not fall",
    at_most(spectral_sum(d), with_maximum()),
    witness=point,
    source=PAPER.at("elementary bound"),
    proof=calc(spectral_sum(d), at_most_by(elementary_bound), with_maximum()),
)

PAPER.claim(
    "sum-at-least-maximum",
    "and it grows by the factor 2^q at most, whatever kappa, d and u are",
    at_least(spectral_sum(d), 2**-q * with_maximum()),
    witness=point,
    source=PAPER.at("elementary bound"),
    proof=calc(spectral_sum(d), at_least_by(elementary_bound), 2**-q * with_maximum()),
)

halves = Sum(k ** (q * beta - u), (k, 1, m)) + K ** (q * beta) * Sum(k**-u, (k, m + 1, d))

PAPER.claim(
    "maximum-at-the-knee",
    "The sum with the maximum is two power sums that meet at the knee K = kappa^(-1/beta)",
    equal(with_maximum(K**-beta), halves),
    where=[m <= K, K <= m + 1, m <= d],
    witness={u: 1, q: 2, beta: 2, d: 4, m: 2, K: "5/2"},
    source=PAPER.at("elementary bound"),
    proof=calc(with_maximum(K**-beta), by(at_the_knee(m)), halves),
)

a = Symbol("a", real=True)
powers = Sum(k**a, (k, 1, d))

PAPER.claim(
    "rising-powers-above",
    "Power sums of non-negative exponent: the integral and the last term",
    at_most(powers, d ** (a + 1) / (a + 1) + d**a),
    where=[a >= 0],
    witness={a: 1, d: 3},
    source=INTEGRAL_TEST,
    proof=calc(
        powers,
        at_most_by(power_sum), d ** (a + 1) / (a + 1) - 1 / (a + 1) + d**a,
        at_most_by(inequality), d ** (a + 1) / (a + 1) + d**a,
    ),
)  # fmt: skip

PAPER.claim(
    "rising-powers-below",
    "Power sums of non-negative exponent are at least the integral",
    at_least(powers, d ** (a + 1) / (a + 1)),
    where=[a >= 0],
    witness={a: 1, d: 3},
    source=INTEGRAL_TEST,
    proof=calc(powers, at_least_by(power_sum), d ** (a + 1) / (a + 1)),
)

PAPER.claim(
    "falling-powers-above",
    "Power sums with an exponent between -1 and 0 are at most the integral",
    at_most(powers, d ** (a + 1) / (a + 1)),
    where=[a > -1, a <= 0],
    witness={a: "-1/2", d: 3},
    source=INTEGRAL_TEST,
    proof=calc(powers, at_most_by(power_sum), d ** (a + 1) / (a + 1)),
)

PAPER.claim(
    "falling-powers-below",
    "Power sums of a negative exponent are at least d times the last term",
    at_least(powers, d ** (a + 1)),
    where=[a <= 0],
    witness={a: "-1/2", d: 3},
    source=INTEGRAL_TEST,
    proof=calc(powers, at_least_by(power_sum), d ** (a + 1)),
)

harmonic = Sum(1 / k, (k, 1, d))

PAPER.claim(
    "harmonic-above",
    "The harmonic sum is at most 1 + log d",
    at_most(harmonic, 1 + log(d)),
    witness={d: 3},
    source=INTEGRAL_TEST,
    proof=calc(harmonic, at_most_by(power_sum), 1 + log(d)),
)

PAPER.claim(
    "harmonic-below",
    "The harmonic sum is at least log(d + 1)",
    at_least(harmonic, log(d + 1)),
    witness={d: 3},
    source=INTEGRAL_TEST,
    proof=calc(harmonic, at_least_by(power_sum), log(d + 1)),
)

PAPER.claim(
    "convergent-powers-above",
    "Power sums with an exponent below -1 are at most zeta",
    at_most(powers, zeta(-a)),
    where=[a < -1],
    witness={a: -2, d: 3},
    source=INTEGRAL_TEST,
    proof=calc(powers, at_most_by(power_sum), zeta(-a)),
)

PAPER.claim(
    "convergent-powers-below",
    "and, like all of them, at least 1",
    at_least(powers, 1),
    witness={a: -2, d: 3},
    source=INTEGRAL_TEST,
    proof=calc(powers, at_least_by(power_sum), 1),
)

tail = Sum(k**a, (k, m + 1, m + d))

PAPER.claim(
    "tail-of-powers",
    "Beyond m a convergent power sum is at most m^(a+1)/(-a-1)",
    at_most(tail, m ** (a + 1) / (-a - 1)),
    where=[a < -1, m >= 1],
    witness={a: -2, m: 2, d: 3},
    source=INTEGRAL_TEST,
    proof=calc(
        tail,
        at_most_by(power_sum), ((m + d) ** (a + 1) - m ** (a + 1)) / (a + 1),
        at_most_by(inequality), m ** (a + 1) / (-a - 1),
    ),
)  # fmt: skip
