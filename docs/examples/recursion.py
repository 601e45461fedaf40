"""A sequence of numbers of one's own: its closed form by induction, its limit, and a closed form that is false."""

from lemmata.verifier.language import *

PAPER = Paper("recursion", "A linear recursion")
rho, c = Symbol("rho", positive=True), Symbol("c", positive=True)

e = Function("e", real=True)
PAPER.define(e, 1, lambda i: rho * e(i) + c)  # e(0) = 1, e(i+1) = rho e(i) + c

closed = c / (1 - rho) + (1 - c / (1 - rho)) * rho**n
with PAPER.section("Induction", where=[rho < 1], witness={rho: Rational(1, 2), c: 1, n: 2}):
    base = PAPER.claim("base", "It starts at one", equal(e(0), 1), proof=definition(e(0)))
    step = PAPER.claim("step", "One more", equal(e(n + 1), rho * e(n) + c), proof=definition(e(n + 1)))
    growth = PAPER.claim("growth", "In closed form", equal(e(n), closed), proof=recurrence(n, base, step))
    PAPER.claim("rest", "Its fixed point is where it goes", tends(e(n), c / (1 - rho), along=Path(n)),
        proof=[growth, closed, limit])
    PAPER.claim("wrong", "With the wrong constant", equal(e(n), c / (1 - rho) + rho**n),
        proof=recurrence(n, base, step))
