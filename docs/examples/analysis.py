"""Ordinary analysis as an appendix uses it: powers, an optimum, an equation of motion, sums, limits, integrals."""

from lemmata.verifier.language import *

PAPER = Paper("analysis", "Ordinary analysis")
A, B, a, b, C, x, y, p = (Symbol(name, positive=True) for name in ("A", "B", "a", "b", "C", "x", "y", "p"))
t, c, k = Symbol("t", real=True), Symbol("c", real=True), Symbol("k", integer=True)
F = Function("F", real=True)
G = (a * A / (b * B)) ** (1 / (a + b))
N, D = G * (C / 6) ** (b / (a + b)), (C / 6) ** (a / (a + b)) / G
optimum = {A: 1, B: 2, a: 1, b: 2, C: 3}

PAPER.claim("budget", "The optimal sizes use the budget", equal(6 * N * D, C), witness=optimum, proof=algebra)
PAPER.claim("balance", "Both slopes agree there", equal(a * A * N**-a, b * B * D**-b), witness=optimum, proof=algebra)
flow = A + (c - A) * exp(-x * t - F(t))
PAPER.claim("flow", "A solution with an unknown rate", witness={A: 1, c: 2, x: 1, t: 1}, proof=differentiate,
    statement=equal(Derivative(flow, t), (x + Derivative(F(t), t)) * (A - flow)))
PAPER.claim("strict", "The exponential is above its tangent", greater_than(exp(x), 1 + x), witness={x: 1},
    proof=inequality)
PAPER.claim("young", "Young's inequality", at_most(x * y, x**p / p + (p - 1) / p * y ** (p / (p - 1))),
    where=[p > 1], witness={x: 1, y: 1, p: 2}, proof=inequality)
PAPER.claim("basel", "The squares", equal(Sum(1 / k**2, (k, 1, oo)), pi**2 / 6), proof=summation)
PAPER.claim("wrong", "The squares, wrongly", equal(Sum(1 / k**2, (k, 1, oo)), pi**2 / 7), proof=summation)
PAPER.claim("decay", "A geometric rate", tends(n * p**n, 0, along=Path(n)), where=[p < 1],
    witness={p: Rational(1, 2), n: 1}, proof=limit)
PAPER.claim("gauss", "The fourth moment", proof=integration,
    statement=equal(Integral(t**4 * exp(-t**2 / 2), (t, -oo, oo)), 3 * sqrt(2 * pi)))
