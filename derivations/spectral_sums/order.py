"""The order of a spectral sum, uniformly in kappa and d, by elementary inequalities.

S = sum_{k<=d} k^-u/(k^-beta + kappa)^q lies between 2^-q B and B, where B has a maximum in the place of the sum; B is
two power sums, one on each side of the knee K = kappa^(-1/beta); and power sums lie between integrals.
"""

from lemmata.derivations.spectral_sums.paper import INTEGRAL_TEST, PAPER
from lemmata.derivations.spectral_sums.setting import K, k, m, q, spectral_sum, u, with_maximum
from lemmata.verifier.language import *

point = {u: 1, q: 2, beta: 2, kappa: "1/10", d: 3}

with PAPER.section("Order", witness=point, source=INTEGRAL_TEST):
    PAPER.claim("sum-at-most-maximum", "With max(k^-beta, kappa) for k^-beta + kappa a spectral sum does not fall",
        at_most(spectral_sum(d), with_maximum()), source="elementary bound", proof=elementary_bound)

    PAPER.claim("sum-at-least-maximum", "and it grows by the factor 2^q at most, whatever kappa, d and u are",
        at_least(spectral_sum(d), 2**-q * with_maximum()), source="elementary bound", proof=elementary_bound)

    halves = Sum(k ** (q * beta - u), (k, 1, m)) + K ** (q * beta) * Sum(k**-u, (k, m + 1, d))

    PAPER.claim("maximum-at-the-knee",
        "The sum with the maximum is two power sums that meet at the knee K = kappa^(-1/beta)",
        equal(with_maximum(K**-beta), halves), source="elementary bound", where=[m <= K, K <= m + 1, m <= d],
        witness={u: 1, q: 2, beta: 2, d: 4, m: 2, K: "5/2"}, proof=summation)

    a = Symbol("a", real=True)
    powers = Sum(k**a, (k, 1, d))

    PAPER.claim("rising-powers-above", "Power sums of non-negative exponent: the integral and the last term",
        at_most(powers, d ** (a + 1) / (a + 1) + d**a), where=[a >= 0], witness={a: 1, d: 3},
        proof=inequality)

    PAPER.claim("rising-powers-below", "Power sums of non-negative exponent are at least the integral",
        at_least(powers, d ** (a + 1) / (a + 1)), where=[a >= 0], witness={a: 1, d: 3}, proof=inequality)

    PAPER.claim("falling-powers-above", "Power sums with an exponent between -1 and 0 are at most the integral",
        at_most(powers, d ** (a + 1) / (a + 1)), where=[a > -1, a <= 0], witness={a: "-1/2", d: 3}, proof=inequality)

    PAPER.claim("falling-powers-below", "Power sums of a negative exponent are at least d times the last term",
        at_least(powers, d ** (a + 1)), where=[a <= 0], witness={a: "-1/2", d: 3}, proof=inequality)

    harmonic = Sum(1 / k, (k, 1, d))

    PAPER.claim("harmonic-above", "The harmonic sum is at most 1 + log d",
        at_most(harmonic, 1 + log(d)), witness={d: 3}, proof=inequality)

    PAPER.claim("harmonic-below", "The harmonic sum is at least log(d + 1)",
        at_least(harmonic, log(d + 1)), witness={d: 3}, proof=inequality)

    PAPER.claim("convergent-powers-above", "Power sums with an exponent below -1 are at most zeta",
        at_most(powers, zeta(-a)), where=[a < -1], witness={a: -2, d: 3}, proof=inequality)

    PAPER.claim("convergent-powers-below", "and, like all of them, at least 1",
        at_least(powers, 1), witness={a: -2, d: 3}, proof=inequality)

    tail = Sum(k**a, (k, m + 1, m + d))

    PAPER.claim("tail-of-powers", "Beyond m a convergent power sum is at most m^(a+1)/(-a-1)",
        at_most(tail, m ** (a + 1) / (-a - 1)), where=[a < -1, m >= 1], witness={a: -2, m: 2, d: 3},
        proof=inequality)
