"""What T samples of p_i = i^-b/zeta(b) miss: sum p_i (1 - p_i)^T, of order T^-(1 - 1/b) (arXiv 2402.07043).

Up to an index K the terms are at most 1/T each; beyond it they are at most p_i, whose sum is at most
K^(1 - b)/((b - 1) zeta(b)). At K = T^(1/b) both are T^-(1 - 1/b). The constant of that power is
Gamma(1 - 1/b)/(b zeta(b)^(1/b)), by the integral of x^-b exp(-T x^-b/zeta(b)); that the sum comes near to it is
compared in numbers.
"""

from lemmata.derivations.scaling_laws.paper import PAPER
from lemmata.verifier.language import *

b, more, y, v = (Symbol(name, positive=True) for name in ("b", "more", "y", "v"))
x, K = Symbol("x", nonnegative=True), Symbol("K", positive=True)
i, k = (Symbol(name, integer=True, positive=True) for name in ("i", "k"))
tail = Sum(i**-b, (i, k + 1, d))

with PAPER.section("Lost tails"):
    missed = PAPER.claim("missed-exponential", "An outcome of probability x is missed with at most exp(-T x)",
        at_most((1 - x) ** T, exp(-T * x)), where=[x < 1], witness={x: Rational(1, 2), T: 3}, proof=inequality)

    PAPER.claim("missed-term", "so that what it adds to the lost mass is at most 1/T",
        at_most(y * exp(-y), 1), witness={y: 1}, proof=inequality)

with PAPER.section("Lost tails", where=[b > 1, d > k], witness={b: 2, k: 3, d: 9}):
    above = PAPER.claim("tail-sum-at-most", "The sum of i^-b beyond k is at most k^(1 - b)/(b - 1)",
        at_most(tail, k ** (1 - b) / (b - 1)),
        proof=inequality)

    below = PAPER.claim("tail-sum-at-least", "and at least that with k + 1, but for the end at d",
        at_least(tail, ((k + 1) ** (1 - b) - (d + 1) ** (1 - b)) / (b - 1)),
        proof=inequality)

    PAPER.claim("tail-at-most", "so that the tail beyond k has a mass of at most k^(1 - b)/((b - 1) zeta(b))",
        at_most(tail / zeta(b), k ** (1 - b) / (b - 1) / zeta(b)), proof=above)

    PAPER.claim("tail-at-least", "and no less than with k + 1: the floor of a generator that has lost it",
        at_least(tail / zeta(b), ((k + 1) ** (1 - b) - (d + 1) ** (1 - b)) / (b - 1) / zeta(b)), proof=below)

    PAPER.claim("both-parts", "At K = T^(1/b) both parts of the lost mass are of the order T^-(1 - 1/b)",
        equal(K / T + K ** (1 - b) / ((b - 1) * zeta(b)), T ** (1 / b - 1) * (1 + 1 / ((b - 1) * zeta(b)))),
        where=[Eq(K, T ** (1 / b))], witness={T: 4, K: 2}, proof=given)

    PAPER.claim("narrowed-tail", "Where the samples follow i^-c, c = b + more, indices beyond T^(1/c) are lost",
        equal(K ** (1 - b), T ** (-(b - 1) / (b + more))), where=[Eq(K, T ** (1 / (b + more)))],
        witness={T: 8, more: 1, K: 2}, proof=given)

    PAPER.claim("narrowed-is-slower", "which is a slower rate than that of the full tail",
        less_than((b - 1) / (b + more), 1 - 1 / b), witness={more: 1}, proof=inequality)

    PAPER.claim("constant", "The integral of the constant, by parts: that of v^(1 - 1/b) exp(-v) is Gamma(2 - 1/b)",
        equal(Integral(v ** (1 - 1 / b) * exp(-v), (v, 0, oo)), gamma(2 - 1 / b)), proof=integration)

    PAPER.claim("constant-form", "which is (1 - 1/b) Gamma(1 - 1/b)",
        equal(gamma(2 - 1 / b), (1 - 1 / b) * gamma(1 - 1 / b)), proof=algebra)
