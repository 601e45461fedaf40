"""What T samples of p_i = i^-b/zeta(b) miss: sum p_i (1 - p_i)^T, of order T^-(1 - 1/b) (arXiv 2402.07043).

A term is at most p_i exp(-T p_i): what it is for a Poisson number of samples. Up to any index k that is at most 1/T;
beyond it it is at most p_i, whose sum is at most k^(1 - b)/((b - 1) zeta(b)), and at least 1 - T p_k of p_i. At
k = T^(1/b) both are T^-(1 - 1/b). The constant of that power is Gamma(1 - 1/b)/(b zeta(b)^(1/b)) (Karlin 1967, Central
limit theorems for certain infinite urn schemes, J. Math. Mech. 17, 373-401); sums for three b are enclosed beside it.
"""

from lemmata.derivations.scaling_laws.paper import PAPER
from lemmata.verifier.language import *

b, more, x, y, v = (Symbol(name, positive=True) for name in ("b", "more", "x", "y", "v"))
K, c = Symbol("K", positive=True), Symbol("c", positive=True)
i, k = (Symbol(name, integer=True, positive=True) for name in ("i", "k"))
p, q = i**-b / zeta(b), i**-c / zeta(c)
tail, cut = (Sum(i**-b, (i, k + 1, end)) for end in (oo, d))
floor = k ** (1 - b) / (b - 1) / zeta(b)
first, others = (Sum(p * exp(-T * p), (i, low, high)) for low, high in ((1, k), (k + 1, d)))
whole_part, squared_part = 1 / (b - 1) / zeta(b), 1 / (2 * b - 1) / zeta(b) ** 2
constant = gamma(1 - 1 / b) / (b * zeta(b) ** (1 / b))



def least(after: Expr, beyond: Expr) -> Expr:
    """What indices from ``after`` on have, less the squares of those beyond ``beyond``."""
    return after ** (1 - b) * whole_part - T * beyond ** (1 - 2 * b) * squared_part


with PAPER.section("Lost tails", witness={x: Rational(1, 2), T: 3}):
    PAPER.claim("missed-exponential", "An outcome of probability x is missed with at most exp(-T x)",
        at_most((1 - x) ** T, exp(-T * x)), where=[x < 1], proof=inequality)

    term = PAPER.claim("missed-term", "so that what it adds to the lost mass is at most 1/T",
        at_most(x * exp(-T * x), 1 / T), proof=inequality)

    whole = PAPER.claim("missed-at-most-all", "and at most all that it has",
        at_most(x * exp(-T * x), x), proof=inequality)

    rare = PAPER.claim("missed-at-least", "A rare one adds at least the share 1 - T x of that,",
        at_least(x * exp(-T * x), x - T * x**2), proof=inequality)

    PAPER.claim("missed-at-least-exactly", "and so it does with exactly T samples",
        at_least(x * (1 - x) ** T, x - T * x**2), where=[x < 1], proof=inequality)

with PAPER.section("Lost tails", where=[b > 1], witness={b: 2, k: 3}):
    above = PAPER.claim("tail-sum-at-most", "The sum of i^-b beyond k is at most k^(1 - b)/(b - 1)",
        at_most(tail, k ** (1 - b) / (b - 1)), proof=inequality)

    below = PAPER.claim("tail-sum-at-least", "and at least that with k + 1",
        at_least(tail, (k + 1) ** (1 - b) / (b - 1)), proof=inequality)

    PAPER.claim("tail-at-most", "so that the tail beyond k has a mass of at most k^(1 - b)/((b - 1) zeta(b))",
        at_most(tail / zeta(b), floor), proof=above)

    PAPER.claim("tail-at-least", "and no less than with k + 1: the floor of a generator that has lost it",
        at_least(tail / zeta(b), (k + 1) ** (1 - b) / (b - 1) / zeta(b)), proof=below)

    PAPER.claim("tail-order", "the two differing by a factor that tends to one",
        tends((k + 1) ** (1 - b) / k ** (1 - b), 1, along=Path(k)), proof=limit)

    first_at_most = PAPER.claim("first-at-most", "The first k outcomes add at most k/T to the lost mass",
        at_most(first, k / T), witness={T: 5}, proof=[use(term, {x: p}), Sum(1 / T, (i, 1, k)), summation])

with PAPER.section("Lost tails", where=[b > 1, d > k], witness={b: 2, k: 3, d: 9, T: 5}):
    cut_above = PAPER.claim("cut-sum-at-most", "Up to any d the sum of i^-b beyond k is no more than that to infinity",
        at_most(cut, k ** (1 - b) / (b - 1)), proof=inequality)

    others_at_most = PAPER.claim("others-at-most", "The others, up to any d, add at most all that they have",
        at_most(others, floor),
        proof=[use(whole, {x: p}), Sum(p, (i, k + 1, d)), algebra, cut / zeta(b), cut_above])

    PAPER.claim("others-at-least", "The others add at least the sum of p_i - T p_i^2",
        at_least(others, Sum(p - T * p**2, (i, k + 1, d))), proof=use(rare, {x: p}))

    PAPER.claim("lost-at-most", "so that for every k and d both bounds together bound the lost mass",
        at_most(first + others, k / T + floor), proof=[first_at_most, k / T + others, others_at_most])

with PAPER.section("Lost tails", where=[b > 1], witness={b: 2, k: 3, T: 5}):
    squares_above = PAPER.claim("squares-at-most", "The squares beyond k are a share of their mass, if k = T^(1/b)",
        at_most(Sum(i ** (-2 * b), (i, k + 1, oo)), k ** (1 - 2 * b) / (2 * b - 1)), witness={T: 5}, proof=inequality)

    PAPER.claim("lost-at-least", "so that the others add as much as they have, less those squares",
        at_least(tail / zeta(b) - T / zeta(b) ** 2 * Sum(i ** (-2 * b), (i, k + 1, oo)), least(k + 1, k)),
        proof=[below, (k + 1) ** (1 - b) / (b - 1) / zeta(b) - T / zeta(b) ** 2 * Sum(i ** (-2 * b), (i, k + 1, oo)),
               squares_above])

    PAPER.claim("both-parts", "At K = T^(1/b) both parts of the upper bound are of the order T^-(1 - 1/b),",
        equal(K / T + K ** (1 - b) / ((b - 1) * zeta(b)), T ** (1 / b - 1) * (1 + 1 / ((b - 1) * zeta(b)))),
        where=[Eq(K, T ** (1 / b))], witness={T: 4, K: 2}, proof=given)

    PAPER.claim("lower-order", "and so is the lower one,",
        equal(least(K, K), T ** (1 / b - 1) * (whole_part - squared_part)),
        where=[Eq(K, T ** (1 / b))], witness={T: 4, K: 2}, proof=given)

    PAPER.claim("lower-constant", "with a constant that is positive for every b > 1",
        greater_than(whole_part, squared_part), proof=inequality)

lost = Sum(p * (1 - p) ** T, (i, 1, oo))

with PAPER.section("Lost tails", where=[b > 1], witness={b: 2, T: 5}):
    PAPER.claim("constant", "The integral of the constant, by parts: that of v^(1 - 1/b) exp(-v) is Gamma(2 - 1/b)",
        equal(Integral(v ** (1 - 1 / b) * exp(-v), (v, 0, oo)), gamma(2 - 1 / b)), proof=integration)

    PAPER.claim("constant-form", "which is (1 - 1/b) Gamma(1 - 1/b)",
        equal(gamma(2 - 1 / b), (1 - 1 / b) * gamma(1 - 1 / b)), proof=algebra)

with PAPER.section("Lost tails", witness={}):
    for power, samples in ((Rational(3, 2), 100), (Integer(2), 100), (Integer(2), 1_000), (Integer(3), 100)):
        there, share = {b: power, T: Integer(samples)}, Rational(1, 2 * samples)
        scaled, wanted = (e.xreplace(there) for e in (T ** (1 - 1 / b) * lost, constant))
        name = f"lost-{str(power).replace('/', '-')}-at-{samples}"
        PAPER.claim(f"{name}-at-most", f"b = {power}, {samples} samples: at most 1 + {share} of the constant",
            at_most(scaled, (1 + share) * wanted), proof=inequality)

        PAPER.claim(f"{name}-at-least", f"and at least 1 - {share} of it",
            at_least(scaled, (1 - share) * wanted), proof=inequality)

# Samples of a narrowed tail i^-c, c = b + more, measured by the mass of i^-b.
narrowed = Sum(p * exp(-T * q), (i, 1, k))

with PAPER.section("Lost tails", where=[b > 1], witness={b: 2, k: 3}):
    ratio = PAPER.claim("narrowed-term", "From a narrowed tail an outcome adds at most 1/T times a ratio of masses",
        at_most(y * exp(-T * x), y / x / T), where=[], witness={y: 1, x: Rational(1, 2), T: 3},
        proof=[algebra, y / x * (x * exp(-T * x)), term])

    PAPER.claim("narrowed-first",
        "so that the first k outcomes add at most zeta(c)/(zeta(b) T) times the sum of i^(c - b)",
        at_most(narrowed, Sum(p / q / T, (i, 1, k))), where=[c > 1], witness={c: 3, T: 5},
        proof=use(ratio, {x: q, y: p}))

    PAPER.claim("narrowed-sum", "which is at most k^(1 + c - b)",
        at_most(Sum(i**more, (i, 1, k)), k ** (1 + more)), witness={more: 1}, proof=inequality)

    PAPER.claim("narrowed-order", "At K = T^(1/c) this and the mass beyond K are both of the order T^-((b - 1)/c)",
        equal(K ** (1 + more) / T + K ** (1 - b), 2 * T ** (-(b - 1) / (b + more))),
        where=[Eq(K, T ** (1 / (b + more)))], witness={T: 8, more: 1, K: 2}, proof=given)

    PAPER.claim("narrowed-is-slower", "which is a slower rate than that of the full tail",
        less_than((b - 1) / (b + more), 1 - 1 / b), witness={more: 1}, proof=inequality)
