"""Generations of samples: each draws T0 samples from the one before, and what is lost stays lost.

A rare outcome of which one expects y samples survives a generation with 1 - exp(-y), and its expected share of copies
after g generations is that of a critical branching process: y -> 1 - exp(-y) from y = 1, which falls as 2/g.
So the lost mass C (T0 y)^-c, c = 1 - 1/b, grows as g^c: sublinearly.
"""

from lemmata.derivations.scaling_laws.paper import PAPER
from lemmata.verifier.language import *

y, c = Symbol("y", positive=True), Symbol("c", positive=True)
g = Symbol("g", integer=True, nonnegative=True)
kept = 1 - exp(-y)

with PAPER.section("Generations", witness={y: 1}):
    product_above = PAPER.claim("survival-above", "more sharply, its product with 2 + y is at most 2y",
        at_most(kept * (2 + y), 2 * y), proof=inequality)

    product_below = PAPER.claim("survival-below", "and that with 1 + y at least y",
        at_least(kept * (1 + y), y), proof=inequality)

    upper = PAPER.claim("survival-at-most", "So it keeps at most 2y/(2 + y)",
        at_most(kept, 2 * y / (2 + y)), proof=[algebra, kept * (2 + y) / (2 + y), product_above])

    lower = PAPER.claim("survival-at-least", "and at least y/(1 + y)",
        at_least(kept, y / (1 + y)), proof=[algebra, kept * (1 + y) / (1 + y), product_below])

    monotone = PAPER.claim("survival-increases", "What is kept increases in y",
        at_least(Derivative(kept, y), 0), proof=[differentiate, exp(-y), inequality])

rare = Function("rare", positive=True)
PAPER.define(rare, 1, lambda k: 1 - exp(-rare(k)))
more = 2 / (g + 2)

with PAPER.section("Generations", witness={g: 1}):
    start = PAPER.claim("rare-start", "At the start one copy is expected, y = 1",
        equal(1 / rare(0), 1), witness={}, proof=definition(rare(0)))

    at_least_half = PAPER.claim("rare-step-at-least", "In every generation 1/y grows by at least 1/2",
        at_least(1 / rare(g + 1), 1 / rare(g) + Rational(1, 2)),
        proof=[
            definition(rare(g + 1)),               1 / (1 - exp(-rare(g))),
            raised(upper, -1, {y: rare(g)}), (2 + rare(g)) / (2 * rare(g)),
            algebra,
        ])

    at_most_one = PAPER.claim("rare-step-at-most", "and by at most 1",
        at_most(1 / rare(g + 1), 1 / rare(g) + 1),
        proof=[
            definition(rare(g + 1)),               1 / (1 - exp(-rare(g))),
            raised(lower, -1, {y: rare(g)}), (1 + rare(g)) / rare(g),
            algebra,
        ])

    PAPER.claim("rare-at-most", "After g generations y is at most 2/(g + 2)",
        at_least(1 / rare(g), 1 + g / 2), proof=recurrence(g, base=start, step=at_least_half))

    PAPER.claim("rare-at-least", "and at least 1/(g + 1)",
        at_most(1 / rare(g), 1 + g), proof=recurrence(g, base=start, step=at_most_one))

with PAPER.section("Generations", witness={g: 3, c: Rational(1, 3)}):
    PAPER.claim("growth", "At y = 2/(g + 2) the order y^-c of the lost mass is (g/2 + 1)^c: it grows as that at least",
        equal((T0 * more) ** -c, T0**-c * (g / 2 + 1) ** c), witness={T0: 5}, proof=algebra)

    PAPER.claim("sublinear", "and sublinearly: its order is (g + 1)^c at most, a share of g that vanishes for c < 1",
        tends((g + 1) ** c / g, 0, along=Path(g)), where=[c < 1, g >= 1], proof=limit)

    PAPER.claim("linear-bound", "so that a law linear in g is a bound, and no more",
        at_most((g + 1) ** c, 1 + c * g), where=[c <= 1], proof=inequality)
