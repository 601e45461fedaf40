"""Benign and tempered overfitting by effective ranks (Bartlett, Long, Lugosi, Tsigler).

Beyond its first k eigenvalues a spectrum has the sum ``tail``, the sum of squares ``squares`` and the largest ``top``;
r = tail/top and R = tail^2/squares. The noise of interpolation is of order k*/T + T/R, k* the first k with r >= b T.
Their constants are not specified: what is decided here is the order. On 1/log^c i - 1/log^c (i + 1), which is
c/(i log^(1 + c) i) to leading order, both terms vanish; on i^-beta the ranks are at most linear in k, so that k* is a
share of T, and the noise stays: it is sigma^2 (beta - 1).
"""

from lemmata.derivations.scaling_laws.paper import PAPER
from lemmata.verifier.language import *

tail, squares, top = (Symbol(name, positive=True) for name in ("tail", "squares", "top"))
first_rank, second_rank = tail / top, tail**2 / squares
ordered = [tail >= top, squares <= top * tail, squares >= top**2]

with PAPER.section("Benign noise", where=ordered, witness={tail: 3, squares: 2, top: 1}):
    PAPER.claim("first-rank", "r is at least 1", at_least(first_rank, 1), proof=inequality)

    PAPER.claim("ranks-ordered", "and at most R", at_most(first_rank, second_rank), proof=inequality)

    PAPER.claim("ranks-squared", "which is at most r^2", at_most(second_rank, first_rank**2), proof=inequality)

i = Symbol("i", integer=True, positive=True)
k = Symbol("k", integer=True, positive=True)
falls = Function("falls", nonnegative=True)
falling = top / (1 + falls(i))

with PAPER.section("Benign noise", where=[d >= k], witness={k: 2, d: 4, top: 1}):
    PAPER.claim("squares-of-falling", "On a spectrum that falls from top on, squares are at most top times tail",
        at_most(Sum(falling**2, (i, k, d)), top * Sum(falling, (i, k, d))), proof=inequality)

power_tail = Sum(i**-beta, (i, k, d))

with PAPER.section("Benign noise", where=[beta > 1, d >= k], witness={beta: 2, k: 3, d: 7}):
    bounded = PAPER.claim("power-tail", "The sum itself is at most k^-beta + k^(1 - beta)/(beta - 1)",
        at_most(power_tail, k**-beta + k ** (1 - beta) / (beta - 1)),
        proof=inequality)

    PAPER.claim("power-rank", "so that the effective rank is at most linear, 1 + k/(beta - 1)",
        at_most(k**beta * power_tail, 1 + k / (beta - 1)),
        proof=[bounded, k**beta * (k**-beta + k ** (1 - beta) / (beta - 1)), algebra])

share, low = Symbol("share", positive=True), k ** (1 - beta)

with PAPER.section("Benign noise", where=[beta > 1], witness={beta: 2, k: 3, T: 5}):
    PAPER.claim("power-squares", "The squares from k on have a sum of at least k^(1 - 2 beta)/(2 beta - 1)",
        at_least(Sum(i ** (-2 * beta), (i, k, oo)), k ** (1 - 2 * beta) / (2 * beta - 1)), proof=inequality)

    PAPER.claim("power-second-rank", "so that the second rank is at most linear, too",
        at_most(tail**2 / squares, (2 * beta - 1) * k * (1 / k + 1 / (beta - 1)) ** 2),
        where=[tail <= low * (1 / k + 1 / (beta - 1)), squares >= low**2 / k / (2 * beta - 1)],
        witness={tail: Rational(1, 9), squares: Rational(1, 9)}, proof=inequality)

    PAPER.claim("power-k-star", "A rank of at least a share of T needs a share of T eigenvalues before it",
        at_least(k / T, (beta - 1) * (share - 1 / T)), where=[1 + k / (beta - 1) >= share * T],
        witness={share: Rational(1, 2)}, proof=inequality)

head = Symbol("head", positive=True)

with PAPER.section("Benign noise", witness={head: 1, tail: 8, squares: 4, top: 1, kappa: 1, T: 4, df2: 2}):
    PAPER.claim("ranks-bound-noise",
        "The share of the noise that is kept, df2/T, is at most k/T + T/R (1 - T/r)^-2: the bound by effective ranks",
        at_most(df2 / T, head / T + T / (second_rank * (1 - T / first_rank) ** 2)),
        where=[df2 <= head + squares / kappa**2, kappa >= tail / T - top, T * top < tail], proof=inequality)

x, step, level, c = (Symbol(name, positive=True) for name in ("x", "step", "level", "c"))
drop, here = (1 / log(j) ** c - 1 / log(j + 1) ** c for j in (i, k))
a_point = {k: 3, c: 1}

with PAPER.section("Benign noise", witness={x: 3}):
    bernoulli = PAPER.claim("log-power", "A power of 1 + x with the exponent -c lies above its tangent",
        at_least((1 + x) ** -c, 1 - c * x), witness={c: 1}, proof=inequality)

    PAPER.claim("log-drop", "The drop of 1/log^c x is at most c/(x log^(1 + c) x)",
        at_most(level**-c * (1 - (1 + step / level) ** -c), c / (x * level ** (1 + c))), where=[step <= 1 / x],
        witness={step: Rational(1, 4), level: 1, c: 1},
        proof=[use(bernoulli, {x: step / level}), level**-c * (c * step / level), inequality])

with PAPER.section("Benign noise", where=[k >= 2], witness=a_point):
    PAPER.claim("log-tail", "The eigenvalues 1/log^c i - 1/log^c (i + 1) from k on add up to 1/log^c k, less the end",
        equal(Sum(drop, (i, k, d)), 1 / log(k) ** c - 1 / log(d + 1) ** c), where=[d >= k], witness={d: 7},
        proof=telescoping(-1 / log(i + 1) ** c, i))

    PAPER.claim("log-spectrum", "They are c/(k log^b k) to leading order, b = 1 + c",
        tends(k * log(k) ** (1 + c) * here, c, along=Path(k)), proof=limit)

    PAPER.claim("log-rank-at-least", "The rank from k on is at least k log k/c, which is more than linear",
        at_least(level**-c / top, k * level / c), where=[top <= c / (k * level ** (1 + c))],
        witness={level: 1, top: Rational(1, 4)}, proof=inequality)

    PAPER.claim("square-tail", "The sum of 1/i^2 from k on is at most 1/k + 1/k^2",
        at_most(Sum(i**-2, (i, k, d)), 1 / k + 1 / k**2), where=[d >= k], witness={d: 7},
        proof=inequality)

    PAPER.claim("log-second-rank",
        "so that with squares of at most c^2/(i log^(1 + c) k)^2 each the second is k log^2 k/c^2 at least",
        at_least(level ** (-2 * c) / squares, k * level**2 / (c**2 * (1 + 1 / k))),
        where=[squares <= c**2 * (1 / k + 1 / k**2) / level ** (2 + 2 * c)],
        witness={level: 1, squares: Rational(1, 3)}, proof=inequality)

    PAPER.claim("log-k-star",
        "The first k whose rank may reach a share of T comes early: k/T is at most of the order 1/log k",
        at_most(k / T, c * share * k / ((k - 1) * log(k - 1))), where=[k >= 3, (k - 1) * log(k - 1) <= c * share * T],
        witness={T: 2, share: 1}, proof=inequality)

    PAPER.claim("log-noise",
        "With T of the order k log k both k/T and T over the second rank are of the order 1/log k, and vanish",
        tends(k * log(k) / (k * log(k) ** 2), 0, along=Path(k)), proof=limit)
