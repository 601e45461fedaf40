"""Benign and tempered overfitting by effective ranks (Bartlett, Long, Lugosi, Tsigler).

Beyond its first k eigenvalues a spectrum has the sum ``tail``, the sum of squares ``squares`` and the largest ``top``;
r = tail/top and R = tail^2/squares. The noise of interpolation is of order k*/T + T/R, k* the first k with r >= b T.
Their constants are not specified: what is decided here is the order. On 1/log i - 1/log(i + 1), which is 1/(i log^2 i)
to leading order, both terms vanish; on i^-beta r is at most linear in k, so that k* is a share of T, and the noise
stays: it is sigma^2 (beta - 1).
"""

from lemmata.derivations.renormalization.power_laws import plateau_below
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
power_tail = Sum(i**-beta, (i, k, d))

with PAPER.section("Benign noise", where=[beta > 1, d >= k], witness={beta: 2, k: 3, d: 7}):
    bounded = PAPER.claim("power-tail", "The sum itself is at most k^-beta + k^(1 - beta)/(beta - 1)",
        at_most(power_tail, k**-beta + k ** (1 - beta) / (beta - 1)),
        proof=inequality)

    PAPER.claim("power-rank", "so that the effective rank is at most linear, 1 + k/(beta - 1)",
        at_most(k**beta * power_tail, 1 + k / (beta - 1)),
        proof=[bounded, k**beta * (k**-beta + k ** (1 - beta) / (beta - 1)), algebra])

x, step, level = (Symbol(name, positive=True) for name in ("x", "step", "level"))
drop = 1 / log(i) - 1 / log(i + 1)
here = 1 / log(k) - 1 / log(k + 1)

with PAPER.section("Benign noise", witness={x: 3}):
    tangent = PAPER.claim("log-tangent", "A logarithm lies below its tangent",
        at_most(log(1 + x), x), proof=inequality)

    PAPER.claim("log-step", "so that log(1 + 1/x), by which log(x + 1) exceeds log x, is at most 1/x",
        at_most(log(1 + 1 / x), 1 / x), proof=use(tangent, {x: 1 / x}))

    PAPER.claim("log-drop", "A drop of 1/log x is at most 1/(x log^2 x)",
        at_most(1 / level - 1 / (level + step), 1 / (x * level**2)), where=[step <= 1 / x],
        witness={step: Rational(1, 4), level: 1}, proof=inequality)

with PAPER.section("Benign noise", where=[k >= 2], witness={k: 3}):
    PAPER.claim("log-tail", "The eigenvalues 1/log i - 1/log(i + 1) from k on have the sum 1/log k, but for its end",
        equal(Sum(drop, (i, k, d)), 1 / log(k) - 1 / log(d + 1)), where=[d >= k], witness={d: 7},
        proof=telescoping(-1 / log(i + 1), i))

    PAPER.claim("log-spectrum", "They are 1/(k log^2 k) to leading order",
        tends(k * log(k) ** 2 * here, 1, along=Path(k)), proof=limit)

    PAPER.claim("log-rank", "The rank from k on is log(k + 1) over its last step",
        equal(1 / log(k) / here, log(k + 1) / (log(k + 1) - log(k))), where=[log(k) > 0, log(k + 1) > log(k)],
        proof=algebra)

    PAPER.claim("log-rank-at-least", "hence at least k log(k + 1), which is more than linear",
        at_least(log(k + 1) / step, k * log(k + 1)), where=[step <= 1 / k, log(k + 1) > 0],
        witness={step: Rational(1, 4)},
        proof=inequality)

with PAPER.section("Benign noise", where=[k >= 2], witness={k: 3}):
    PAPER.claim("square-tail", "The sum of 1/i^2 from k on is at most 1/k + 1/k^2",
        at_most(Sum(i**-2, (i, k, d)), 1 / k + 1 / k**2), where=[d >= k], witness={d: 7},
        proof=inequality)

    PAPER.claim("log-second-rank",
        "so that with squares of at most 1/(i log^2 k)^2 each the second is k log^2 k at least",
        at_least((1 / level) ** 2 / squares, k * level**2 / (1 + 1 / k)),
        where=[squares <= (1 / k + 1 / k**2) / level**4], witness={level: 1, squares: Rational(1, 3)}, proof=inequality)

    PAPER.claim("log-noise", "With T = k log k rows k/T and T over the second rank are 1/log k: this noise is benign",
        tends(k * log(k) / (k * log(k) ** 2), 0, along=Path(k)), proof=limit)

with PAPER.section("Benign noise", where=[beta > 1], witness={beta: 2, T: 5}):
    PAPER.claim("power-noise", "On i^-beta it is tempered: beta - 1 for all rows that one may have",
        tends(((beta - 1) * T - beta) / (T + beta), beta - 1, along=Path(T)), proof=plateau_below)
