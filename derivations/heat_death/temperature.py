"""The temperature map p_i -> p_i^b/Z raises odds to the power b = 1/tau; its fixed points, and the flow."""

from lemmata.derivations.heat_death.paper import PAPER
from lemmata.derivations.heat_death.setting import L0, L, Z, b, k, n, p, q
from lemmata.verifier.language import *

sampled, other = p**b / Z, q**b / Z
odds = Symbol("odds", positive=True)
r = Symbol("r", positive=True)
m = Symbol("m", integer=True, positive=True)
c = Symbol("c", positive=True)
point = {p: "1/2", q: "1/4", b: 2, Z: 1}

PAPER.define(L, L0, lambda i: b * L[i])

with PAPER.section("Temperature", witness=point):
    PAPER.claim("odds", "Odds are raised to the power 1/tau, among any number of outcomes",
        equal(sampled / other, (p / q) ** b), proof=algebra)

    PAPER.claim("log-odds", "Log-odds are multiplied by 1/tau",
        equal(log(sampled / other), b * log(p / q)), proof=algebra)

    base = PAPER.claim("log-odds-start", "Log-odds of the first generation",
        equal(tr(L[0]), tr(L0)), witness={b: 2}, proof=definition(L[0]))

    step = PAPER.claim("log-odds-step", "and of the next one",
        equal(tr(L[n + 1]), b * tr(L[n])), witness={b: 2, n: 1},
        proof=[definition(L[n + 1]), tr(b * L[n]), matrix_identity])

    PAPER.claim("log-odds-generations", "After n generations log-odds are multiplied by tau^-n",
        equal(tr(L[n]), b**n * tr(L0)), witness={b: 2, n: 1}, proof=recurrence(n, base, step))

    PAPER.claim("semigroup", "n generations at once: the power b^n of the odds",
        equal(((p / q) ** (b**n)) ** b, (p / q) ** (b ** (n + 1))), witness={**point, n: 2}, proof=algebra)

    grow = PAPER.claim("odds-grow", "Below temperature 1, where b > 1, odds above 1 grow",
        greater_than(odds**b, odds), where=[odds > 1, b > 1], witness={odds: 2, b: 2},
        proof=inequality)

    PAPER.claim("odds-shrink", "and above it they shrink: no law is fixed but the uniform ones, on what they allow",
        less_than(odds**b, odds), where=[odds > 1, b < 1], witness={odds: 2, b: "1/2"}, proof=inequality)

with PAPER.section("Fixed points", witness=point):
    PAPER.claim("uniform-fixed", "The uniform law on any m outcomes is fixed",
        equal(sampled, p), where=[Eq(p, 1 / m), Eq(Z, m * p**b)], witness={m: 3, b: 2, p: "1/3", Z: "1/3"},
        proof=given)

    share = p**b / (p**b + q**b)

    slope = PAPER.claim("slope", "The slope of the map along the simplex of two outcomes",
        equal(Derivative(share, p) - Derivative(share, q), b * (p + q) * (p * q) ** (b - 1) / (p**b + q**b) ** 2),
        proof=[
            differentiate, b * (p**(b - 1) * q**b + p**b * q**(b - 1)) / (p**b + q**b) ** 2,
            algebra,
        ])

    among = p**b / (p**b + q**b + (m - 2) * r**b)

    carried_over = b * (p ** (b - 1) * (q**b + (m - 2) * r**b) + p**b * q ** (b - 1))

    slope_among = PAPER.claim("slope-among", "Two of m outcomes, the others of probability r: the slope along p - q",
        equal(Derivative(among, p) - Derivative(among, q), carried_over / (p**b + q**b + (m - 2) * r**b) ** 2),
        where=[m >= 2], witness={m: 3, p: "1/3", q: "1/3", r: "1/3", b: 2}, proof=differentiate)

    PAPER.claim("tangent-eigenvalue", "At the uniform law of m outcomes the map multiplies deviations by 1/tau",
        equal(Derivative(among, p) - Derivative(among, q), b), where=[Eq(q, p), Eq(r, p), Eq(p, 1 / m), m >= 2],
        witness={m: 3, p: "1/3", q: "1/3", r: "1/3", b: 2},
        proof=[slope_among, carried_over / (p**b + q**b + (m - 2) * r**b) ** 2, given])

    PAPER.claim("vertex-unstable", "A vertex above temperature 1, b = 1 - c: a deviation q becomes many times q",
        tends(q ** (1 - c) / q, oo, along=Path(q, Integer(0), side="above")), where=[c < 1],
        witness={c: "1/2", q: "1/2"}, proof=limit)

    PAPER.claim("vertex", "At a vertex, b = 1 + c: a deviation of odds q becomes q^b and vanishes beside q",
        tends(q ** (1 + c) / q, 0, along=Path(q, Integer(0))), witness={c: 1, q: "1/2"}, proof=limit)

flow = (sampled - p) * Derivative(log(p / q), p) + (other - q) * Derivative(log(p / q), q)

with PAPER.section("Flow", witness=point):
    flow_of_log_odds = PAPER.claim("flow", "In p' = g(p) - p log-odds have the slope (p^(b-1) - q^(b-1))/Z",
        equal(flow, (p ** (b - 1) - q ** (b - 1)) / Z),
        proof=[differentiate, (sampled - p) / p - (other - q) / q, algebra])

    PAPER.claim("order-is-kept", "so that below temperature 1 the more probable outcome, p = odds q, moves ahead",
        greater_than(((odds * q) ** (b - 1) - q ** (b - 1)) / Z, 0), where=[odds > 1, b > 1],
        witness={odds: 2, b: 2, q: "1/4", Z: 1},
        proof=[algebra, q ** (b - 1) / (odds * Z) * (odds**b - odds), grow])

    PAPER.claim("order-above-one", "and above temperature 1, b = 1 - c, its lead shrinks",
        less_than(((odds * q) ** (-c) - q ** (-c)) / Z, 0), where=[odds > 1],
        witness={odds: 2, c: "1/2", q: "1/4", Z: 1},
        proof=[algebra, -q ** (-c) / (odds ** (1 + c) * Z) * (odds ** (1 + c) - odds), use(grow, {b: 1 + c})])

with PAPER.section("Urn"):
    PAPER.claim("waiting-times", "Weights C^b, b > 1: the sum of Rubin's mean waiting times is finite: one takes all",
        at_most(Sum(k**-b, (k, 1, oo)), zeta(b)), where=[b > 1], witness={b: 2},
        proof=inequality)

    next_one = PAPER.claim("next", "n + 1 is more than n",
        at_least(n + 1, n), where=[n >= 1], witness={n: 3}, proof=inequality)

    PAPER.claim("waiting-times-grow", "b = 1 - c < 1: it grows at least like n^c/c",
        at_least(Sum(k ** (c - 1), (k, 1, n)), (n**c - 1) / c), where=[c < 1, n >= 1],
        witness={c: "1/2", n: 3}, proof=[inequality, ((n + 1) ** c - 1) / c, raised(next_one, c)])

    PAPER.claim("waiting-times-diverge", "and this is infinite in the end: no outcome takes all",
        tends((n**c - 1) / c, oo, along=Path(n)), witness={c: "1/2", n: 3}, proof=limit)

    time = Symbol("time", positive=True)
    PAPER.claim("deviation-rate", "A deviation x from uniform, x' = -(1 - b) x/t after t samples, falls like t^-(1-b)",
        equal(Derivative(time ** (b - 1), time), -(1 - b) * time ** (b - 1) / time), witness={time: 2, b: "1/2"},
        proof=differentiate)
