"""A share a of external data, two outcomes, symmetric data: the threshold a = 1 - tau is sharp."""

from lemmata.derivations.heat_death.paper import PAPER
from lemmata.derivations.heat_death.setting import a, b, p, q, tau
from lemmata.verifier.language import *

mixed = a / 2 + (1 - a) * p ** (1 / tau) / (p ** (1 / tau) + q ** (1 / tau))
odds = Symbol("odds", positive=True)
m = Symbol("m", real=True)
uniform = {p: "1/2", q: "1/2", tau: "1/2", a: "1/4"}
half = Rational(1, 2)
steep = (
    (1 - a) / tau * (p ** (1 / tau - 1) * q ** (1 / tau) + p ** (1 / tau) * q ** (1 / tau - 1))
    / (p ** (1 / tau) + q ** (1 / tau)) ** 2
)

with PAPER.section("External data", witness=uniform):
    slope = PAPER.claim("mixed-slope", "The slope of the map with external data, along the simplex",
        equal(Derivative(mixed, p) - Derivative(mixed, q), steep), proof=differentiate)

    PAPER.claim("uniform-slope", "At the uniform law deviations are multiplied by (1 - a)/tau",
        equal(Derivative(mixed, p) - Derivative(mixed, q), (1 - a) / tau), where=[Eq(p, half), Eq(q, half)],
        proof=[slope, steep, given])

    PAPER.claim("stable", "which shrinks them if a > 1 - tau",
        less_than((1 - a) / tau, 1), where=[a > 1 - tau, a <= 1], witness={a: "3/4", tau: "1/2"}, proof=inequality)

    PAPER.claim("unstable", "and makes them grow if a < 1 - tau",
        greater_than((1 - a) / tau, 1), where=[a < 1 - tau], witness={a: "1/4", tau: "1/2"}, proof=inequality)

    excess = b * (odds - 1) * (odds**b + 1) - (odds + 1) * (odds**b - 1)

    tangent = PAPER.claim("tangent", "For b > 1 and odds p/q > 1, by the sign of derivatives from odds = 1 on",
        at_least(excess, 0), where=[b > 1, odds > 1], witness={b: 2, odds: 3}, proof=inequality)

    below = PAPER.claim("below-tangent", "so that in p - q the temperature map lies below its tangent",
        at_least(b * (odds - 1) / (odds + 1) - (1 - 2 / (odds**b + 1)), 0), where=[b > 1, odds > 1],
        witness={b: 2, odds: 3}, proof=[algebra, excess / ((odds + 1) * (odds**b + 1)), tangent])

    deviation = (odds - 1) / (odds + 1)

    PAPER.claim("no-other-fixed-point", "Beyond a = 1 - tau all deviations shrink: no other law is fixed",
        greater_than(deviation - (1 - a) * (1 - 2 / (odds**b + 1)), 0),
        where=[b > 1, odds > 1, a < 1, a > 1 - 1 / b], witness={b: 2, odds: 3, a: "3/5"},
        proof=[
            algebra, (1 - a) * (b * (odds - 1) / (odds + 1) - (1 - 2 / (odds**b + 1))) + (1 - (1 - a) * b) * deviation,
            below, (1 - (1 - a) * b) * deviation,
            inequality,
        ])

image = (1 - a) * 2 * m / (1 + m**2)

with PAPER.section("External data", witness={a: "1/4", m: "1/2"}):
    PAPER.claim("at-one-half", "At tau = 1/2 the map of m = p - q is (1 - a) 2 m/(1 + m^2)",
        equal((1 - a) * (p**2 - q**2) / (p**2 + q**2), (1 - a) * 2 * m / (1 + m**2)),
        where=[Eq(p, (1 + m) / 2), Eq(q, (1 - m) / 2)],
        witness={a: "1/4", m: "1/2", p: "3/4", q: "1/4"}, proof=given)

    PAPER.claim("pitchfork", "Below a = 1/2 two fixed points m = +- sqrt(1 - 2 a) branch off",
        equal(image, m), where=[Eq(a, (1 - m**2) / 2), m > -1, m < 1], witness={a: "3/8", m: "1/2"}, proof=given)

    PAPER.claim("branch-slope", "which are stable: the slope there is a/(1 - a)",
        equal(Derivative(image, m), a / (1 - a)), where=[Eq(a, (1 - m**2) / 2), m > -1, m < 1],
        witness={a: "3/8", m: "1/2"},
        proof=[differentiate, (1 - a) * 2 * (1 - m**2) / (1 + m**2) ** 2, given])

    PAPER.claim("branch-stable", "and less than 1",
        less_than(a / (1 - a), 1), where=[a < half], proof=inequality)
