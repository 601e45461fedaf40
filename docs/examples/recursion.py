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

x, y = Symbol("x", positive=True), Symbol("y", positive=True)
h = Function("h", real=True)
PAPER.define(h, (1, x), lambda i: (x + y) * h(i + 1) - x * y * h(i))  # two members to begin with: a heavy ball

with PAPER.section("Two steps", witness={x: Rational(1, 2), y: 1, n: 2}):
    first = PAPER.claim("first", "It starts at one", equal(h(0), 1), proof=definition(h(0)))
    second = PAPER.claim("second", "And goes on", equal(h(1), x), proof=definition(h(1)))
    following = (x + y) * h(n + 1) - x * y * h(n)
    more = PAPER.claim("more", "One more", equal(h(n + 2), following), proof=definition(h(n + 2)))
    PAPER.claim("heavy-ball", "By its roots", equal(h(n), x**n), proof=recurrence(n, (first, second), more))
    PAPER.claim("wrong-root", "By the other", equal(h(n), y**n), proof=recurrence(n, (first, second), more))
