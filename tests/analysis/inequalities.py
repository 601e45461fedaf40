"""Inequalities: ranges, tangents, convexity, means (DLMF 4.5, 4.18; Hardy, Littlewood and Polya)."""

from sympy import (
    Abs,
    E,
    Function,
    Integer,
    Max,
    Rational,
    Sum,
    Symbol,
    cos,
    cosh,
    exp,
    log,
    sin,
    sqrt,
    tanh,
)

from lemmata.theory.relations import at_least, at_most, greater_than, less_than
from lemmata.verifier.rules import inequality
from tests.analysis.facts import fact

x, y, a, b, p = (Symbol(name, positive=True) for name in "xyabp")
t, u = Symbol("t", real=True), Symbol("u", real=True)
n, i = Symbol("n", integer=True, positive=True), Symbol("i", integer=True)
f, g = Function("f", real=True), Function("g", real=True)

FACTS = [
    fact("cos range", at_most(cos(t) ** 2, 1), inequality, Rational(1, 2)),
    fact("cosh", at_least(cosh(t), 1), inequality, Integer(2)),
    fact("exp tangent", at_least(exp(t), 1 + t), inequality, 1 + 2 * t),
    fact("log tangent", at_most(log(x), x - 1), inequality, x - 2),
    fact("log below", at_least(log(x), 1 - 1 / x), inequality, 1 + 1 / x),
    fact("max", at_most(Max(t, u), Abs(t) + Abs(u)), inequality, Abs(t)),
    fact("bernoulli", at_least((1 + x) ** n, 1 + n * x), inequality, 1 + 2 * n * x),
    fact("bernoulli real", at_least((1 + x) ** p, 1 + p * x), inequality, where=[p >= 1], loose=[p <= 1]),
    fact(
        "two powers",
        at_least(a / x + b * x**2, 3 * (a**2 * b / 4) ** Rational(1, 3)),
        inequality,
        3 * (a**2 * b) ** Rational(1, 3),
    ),
    fact(
        "bandwidth",
        at_least(
            a * x ** (2 * p) + b / (y * x**n), a * (1 + 2 * p / n) * (n * b / (2 * p * a * y)) ** (2 * p / (2 * p + n))
        ),
        inequality,
    ),
    fact("both powers rise", at_least(a * x + b * x**2 + 1, 1), inequality, 1 + 2 * sqrt(a * b)),
    fact("AMGM", at_most(sqrt(x * y), (x + y) / 2), inequality, (x + y) / 3),
    fact(
        "wAMGM", at_most(x**a * y ** (1 - a), a * x + (1 - a) * y), inequality, a * x + (1 - a) * y / 2, where=[a < 1]
    ),
    fact(
        "young",
        at_most(x * y, x**p / p + (p - 1) / p * y ** (p / (p - 1))),
        inequality,
        x**p / p + y ** (p / (p - 1)) / p / 4,
        where=[p > 1],
    ),
    fact("young half", at_most(x * y, x**2 / 2 + y**2 / 2), inequality, x**2 / 2 + y**2 / 3),
    fact("jensen exp", at_most(exp(t / 2 + u / 2), (exp(t) + exp(u)) / 2), inequality, (exp(t) + exp(u)) / 3),
    fact("jensen log", at_least(log((x + y) / 2), (log(x) + log(y)) / 2), inequality, (log(x) + log(y)) / 2 + 1),
    fact("compound", at_most((1 + 1 / n) ** n, E), inequality, Integer(2)),
    fact("chernoff", at_most((1 - x) ** n, exp(-n * x)), inequality, exp(-2 * n * x), where=[x < 1]),
    fact("cosh gauss", at_most(cosh(t), exp(t**2 / 2)), inequality, exp(t**2 / 4)),
    fact("tanh", at_most(tanh(x), x), inequality, x / 2),
    fact("sin", at_most(sin(x), x), inequality, x / 2),
    fact("log1p", at_most(log(1 + x), x), inequality, x / 2),
    fact("log1p lower", at_least(log(1 + x), 2 * x / (2 + x)), inequality, x),
    fact("log sqrt", at_most(log(x), 2 * sqrt(x) - 2), inequality, sqrt(x) - 1),
    fact("xlogx", at_least(x * log(x), x - 1), inequality, 2 * x - 1),
    fact("xlogx2", at_least(x * log(x), -exp(-1)), inequality, -exp(-2)),
    fact("x exp -x", at_most(x * exp(-x), exp(-1)), inequality, exp(-2)),
    fact("1-exp", at_most(1 - exp(-x), x), inequality, x / 2),
    fact("1-exp lower", at_least(1 - exp(-x), x - x**2 / 2), inequality, x),
    fact("exp quad", at_most(exp(-x), 1 - x + x**2 / 2), inequality, 1 - x),
    fact("exp strict", greater_than(exp(x), 1 + x), inequality, 1 + 2 * x),
    fact("gibbs", at_most(-x * log(x) + x * log(y), y - x), inequality, (y - x) / 2),
    fact("sqrt", at_most(sqrt(1 + x), 1 + x / 2), inequality, 1 + x / 4),
    fact("powmono", at_most(x**a, x**b), inequality, where=[x > 1, a <= b], loose=[x < 1, a <= b]),
    fact(
        "cs",
        at_most((t * u + x * y) ** 2, (t**2 + x**2) * (u**2 + y**2)),
        inequality,
        (t**2 + x**2) * (u**2 + y**2) / 2,
    ),
    fact(
        "CSsum",
        at_most(Sum(f(i) * g(i), (i, 1, n)) ** 2, Sum(f(i) ** 2, (i, 1, n)) * Sum(g(i) ** 2, (i, 1, n))),
        inequality,
    ),
    fact("meansq", at_most(Sum(f(i), (i, 1, n)) ** 2, n * Sum(f(i) ** 2, (i, 1, n))), inequality),
    fact("sigmoid below one", less_than(1 / (1 + exp(-t)), 1), inequality, Rational(1, 2)),
    fact("abs tri", at_most(Abs(t + u), Abs(t) + Abs(u)), inequality, Abs(t)),
    fact("power conc", at_most((x + y) ** p, x**p + y**p), inequality, where=[p < 1], loose=[p > 1]),
]
