"""Moments of a truncated normal variable: antiderivatives, and bounds of the tail between y and any end above it."""

from sympy import erf

from lemmata.derivations.quantitative_traits.paper import PAPER
from lemmata.derivations.quantitative_traits.setting import below, c, density, x
from lemmata.verifier.language import *

y = Symbol("y", positive=True)
end = Symbol("end", positive=True)
tail = below(end) - below(y)
at = {y: 1, end: 2}

with PAPER.section("Truncation", witness={x: 1}):
    PAPER.claim("zeroth-moment", "Phi' is the density",
        equal(Derivative(below(x), x), density(x)), proof=differentiate)

    PAPER.claim("first-moment", "x times the density has the antiderivative -phi",
        equal(Derivative(-density(x), x), x * density(x)), proof=differentiate)

    PAPER.claim("second-moment", "and x^2 times the density Phi - x phi",
        equal(Derivative(below(x) - x * density(x), x), x**2 * density(x)), proof=differentiate)

with PAPER.section("Truncation", where=[y <= end], witness=at):
    positive = PAPER.claim("tail-positive", "The mass between y and any end above it",
        at_least(tail, 0), proof=inequality)

    mills = PAPER.claim("mills-above", "Mills' ratio from above: y times the mass is at most phi(y) - phi(end)",
        at_most(y * tail, density(y) - density(end)), proof=inequality)

    falling = (y**2 + 1) * tail - y * density(y)

    slope = PAPER.claim("mills-below-slope", "and from below: (y^2 + 1) times the mass, less y phi(y), has this slope",
        equal(Derivative(falling, y), -2 * (density(y) - y * tail)), proof=differentiate)

    PAPER.claim("mills-below-falls", "so that it falls, to -end phi(end) at the end: it is at least that before",
        at_most(Derivative(falling, y), -2 * density(end)),
        proof=[slope, -2 * (density(y) - y * tail), mills])

with PAPER.section("Truncation", witness={c: 1}):
    left_over = erf(c / sqrt(2)) - 2 * c * density(c)

    grows = PAPER.claim("two-sided-slope", "The mass between -c and c, less 2 c phi(c), has the slope 2 c^2 phi(c)",
        equal(Derivative(left_over, c), 2 * c**2 * density(c)), proof=differentiate)

    PAPER.claim("two-sided-variance-positive", "so that it grows from 0: what is kept has some variance",
        greater_than(Derivative(left_over, c), 0), proof=[grows, 2 * c**2 * density(c), inequality])
