"""Cause and effect with two values each, P(cause) = p and P(effect | cause) = u, v: the law of the cause changes.

Factored as cause, effect | cause, one module has to be learned anew; the other way round, all of them.
"""

from lemmata.derivations.robustness_under_extension.paper import PAPER
from lemmata.verifier.language import *

p, new_p, q, u, v = (Symbol(name, positive=True) for name in ("p", "new_p", "q", "u", "v"))
effect = p * u + (1 - p) * v
backwards = p * u / effect
N = Symbol("N", integer=True, positive=True)
shares = [p < 1, u < 1, v < 1]
point = {p: "1/2", u: "2/3", v: "1/3"}

with PAPER.section("Modules", where=shares, witness=point, source="a transfer objective for causal mechanisms"):
    PAPER.claim("nothing-to-learn", "Whatever the cause becomes, the mean slope in u of the log-likelihood is 0",
        equal(new_p * (u * Derivative(log(u), u) + (1 - u) * Derivative(log(1 - u), u)), 0),
        witness={**point, new_p: "1/4"}, where=[new_p < 1],
        proof=[differentiate, new_p * (u / u - (1 - u) / (1 - u)), algebra])

    PAPER.claim("same-before", "Both factorisations say the same of the joint law: P(effect) P(cause | effect) = p u",
        equal(q * p * u / effect, p * u), where=[Eq(q, effect)], witness={**point, q: "1/2"}, proof=given)

    slope = PAPER.claim("backwards-slope", "Backwards, P(cause | effect) = p u/P(effect) moves by u v/P(effect)^2",
        equal(Derivative(backwards, p), u * v / effect**2), proof=[
            differentiate, u / effect - p * u * (u - v) / effect**2,
            algebra])

    PAPER.claim("backwards-moves", "and so has to be learned anew, although no mechanism but that of the cause changed",
        greater_than(Derivative(backwards, p), 0), proof=[slope, u * v / effect**2, inequality])

with PAPER.section("Modules", witness={N: 2}):
    PAPER.claim("fewer", "For N values each, N - 1 numbers change forwards, and never more than N^2 - 1 backwards",
        at_most(N - 1, (N - 1) + N * (N - 1)), proof=inequality)

    PAPER.claim("all-of-them", "which is as many as a joint law has",
        equal((N - 1) + N * (N - 1), N**2 - 1), proof=algebra)
