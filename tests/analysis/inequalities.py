"""Inequalities: ranges, tangents, convexity, means (DLMF 4.5, 4.18; Hardy, Littlewood and Polya)."""

from sympy import (
    Abs,
    Derivative,
    E,
    Eq,
    EulerGamma,
    Function,
    Integer,
    Max,
    Rational,
    Sum,
    Symbol,
    cos,
    cosh,
    exp,
    factorial,
    harmonic,
    log,
    sin,
    sqrt,
    tanh,
)

from lemmata.theory.relations import at_least, at_most, greater_than, less_than
from lemmata.verifier.rules import inequality
from tests.analysis.facts import fact

x, y, a, b, p, q = (Symbol(name, positive=True) for name in "xyabpq")
t, u = Symbol("t", real=True), Symbol("u", real=True)
n, i = Symbol("n", integer=True, positive=True), Symbol("i", integer=True)
f, g = Function("f", real=True), Function("g", real=True)
w, v = Function("w", positive=True), Function("v", positive=True)
ONE = Eq(Sum(w(i), (i, 1, n)), 1)

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
    fact("weighted Jensen", at_least(log(p * x + (1 - p) * y), p * log(x) + (1 - p) * log(y)), inequality,
         p * log(x) + (1 - p) * log(y) + Rational(1, 2), where=[p < 1], loose=[p > 1]),
    fact("conjugate exponents", at_most(x * y, x**p / p + y**q / q), inequality, x**p / p + y**q / (2 * q),
         where=[Eq(1 / p + 1 / q, 1)]),
    fact("entropy of two", at_most(-p * log(p) - (1 - p) * log(1 - p), log(2)), inequality, log(2) / 2, where=[p < 1]),
    fact("Kullback and Leibler", at_least(p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)), 0), inequality,
         (p - q) ** 2 * 3, where=[p < 1, q < 1]),
    fact("log sum exp", at_most(log(exp(t) + exp(u)), Max(t, u) + log(2)), inequality, Max(t, u) + Rational(1, 2)),
    fact("log sum exp above", at_least(log(exp(t) + exp(u)), Max(t, u)), inequality, Max(t, u) + Rational(1, 10)),
    fact("soft maximum of three", at_least(log(exp(t) + exp(u) + exp(x)), Max(t, u, x)), inequality, t + u),
    fact("softplus", at_least(log(1 + exp(t)), t), inequality, t + Rational(1, 2)),
    fact("Gibbs", at_least(Sum(w(i) * log(w(i) / v(i)), (i, 1, n)), 0), inequality,
         where=[ONE, Eq(Sum(v(i), (i, 1, n)), 1)]),
    fact("entropy", at_most(-Sum(w(i) * log(w(i)), (i, 1, n)), log(n)), inequality, where=[ONE]),
    fact("log sum", at_least(Sum(w(i) * log(w(i) / v(i)), (i, 1, n)),
         Sum(w(i), (i, 1, n)) * log(Sum(w(i), (i, 1, n)) / Sum(v(i), (i, 1, n)))), inequality),
    fact("Jensen of n", at_least(log(Sum(w(i) * v(i), (i, 1, n))), Sum(w(i) * log(v(i)), (i, 1, n))), inequality,
         where=[ONE]),
    fact("means of n", at_least(log(Sum(v(i), (i, 1, n)) / n), Sum(log(v(i)), (i, 1, n)) / n), inequality),
    fact("mean of exponentials", at_least(Sum(exp(f(i)), (i, 1, n)) / n, exp(Sum(f(i), (i, 1, n)) / n)), inequality),
    fact("concave root", at_most(p * sqrt(x) + (1 - p) * sqrt(y), sqrt(p * x + (1 - p) * y)), inequality,
         sqrt(p * x + (1 - p) * y) / 2, where=[p < 1]),
    fact("convex power", at_least(p * x**a + (1 - p) * y**a, (p * x + (1 - p) * y) ** a), inequality,
         where=[p < 1, a >= 1], loose=[p < 1, a <= 1]),
    fact("second derivative", at_least(Derivative(exp(t**2 / 2), t, t), 0), inequality, exp(t**2 / 2) * 2),
    fact("harmonic above", at_most(harmonic(n), log(n) + EulerGamma + 1 / (2 * n)), inequality, log(n) + EulerGamma),
    fact("harmonic and log", at_most(Sum(1 / i, (i, 1, n)), 1 + log(n)), inequality, Rational(1, 2) + log(n)),
    fact("harmonic next", at_least(harmonic(n), log(n + 1)), inequality, log(n + 1) + Rational(1, 2)),
    fact("harmonic below", at_least(harmonic(n), log(n) + EulerGamma), inequality, log(n) + 1),
    fact("Stirling below", at_least(factorial(n), (n / E) ** n), inequality, n**n),
    fact("Stirling above", at_most(factorial(n), E * sqrt(n) * (n / E) ** n), inequality, 2 * sqrt(n) * (n / E) ** n),
    fact("sigmoid below one", less_than(1 / (1 + exp(-t)), 1), inequality, Rational(1, 2)),
    fact("abs tri", at_most(Abs(t + u), Abs(t) + Abs(u)), inequality, Abs(t)),
    fact("power conc", at_most((x + y) ** p, x**p + y**p), inequality, where=[p < 1], loose=[p > 1]),
]  # fmt: skip
