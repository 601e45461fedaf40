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
    PAPER.claim("survival-below-chord", "A generation keeps at most y", at_most(kept, y), proof=inequality)

    upper = PAPER.claim("survival-at-most", "more sharply 2y/(2 + y): 1/y grows by at least 1/2",
        at_most(kept * (2 + y), 2 * y), proof=inequality)

    lower = PAPER.claim("survival-at-least", "and at least y/(1 + y): it grows by at most 1",
        at_least(kept * (1 + y), y), proof=inequality)

    monotone = PAPER.claim("survival-increases", "What is kept increases in y",
        at_least(Derivative(kept, y), 0), proof=[differentiate, exp(-y), inequality])

more = 2 / (g + 2)

with PAPER.section("Generations", witness={g: 1}):
    PAPER.claim("bound-step-above", "2/(g + 2) leads to at most 2/(g + 3): y is at most 2/(g + 2) after g generations",
        at_most((1 - exp(-more)) * (2 + more), more * (g + 2) * 2 / (g + 2)), proof=use(upper, {y: more}))

    PAPER.claim("bound-form-above", "as 2y/(2 + y) is the next of these numbers",
        equal(2 * more / (2 + more), 2 / (g + 3)), proof=algebra)

    PAPER.claim("bound-form-below", "and y/(1 + y) that of 1/(g + 1)",
        equal(1 / (g + 1) / (1 + 1 / (g + 1)), 1 / (g + 2)), proof=algebra)

with PAPER.section("Generations", witness={g: 3, c: Rational(1, 3)}):
    PAPER.claim("growth", "The lost mass grows as (g/2 + 1)^c",
        equal((T0 * more) ** -c, T0**-c * (g / 2 + 1) ** c), witness={T0: 5}, proof=algebra)

    PAPER.claim("sublinear", "sublinearly: for c < 1 its share of g vanishes",
        tends((g / 2 + 1) ** c / g, 0, along=Path(g)), where=[c < 1, g >= 1], proof=limit)

    PAPER.claim("linear-bound", "so that a law linear in g is a bound, and no more",
        at_most((g / 2 + 1) ** c, 1 + c * g / 2), where=[c <= 1], proof=inequality)
