"""Bounds of learning theory: Stirling, polygamma, Gibbs and Kraft, strict ones away from a point, sums by induction."""

from sympy import (
    Abs,
    Derivative,
    E,
    Eq,
    Function,
    Integral,
    Max,
    Ne,
    Product,
    Rational,
    Sum,
    Symbol,
    binomial,
    cos,
    digamma,
    erfc,
    exp,
    factorial,
    gamma,
    harmonic,
    log,
    loggamma,
    oo,
    pi,
    polygamma,
    sin,
    sqrt,
)

from lemmata.theory.relations import Path, at_least, at_most, equal, greater_than, less_than, tends
from lemmata.verifier.rules import (
    algebra,
    differentiate,
    inequality,
    integration,
    limit,
    summation,
    triangle,
)
from tests.analysis.facts import fact

x, y, a, c, p, q, r = (Symbol(name, positive=True) for name in "xyacpqr")
t, u = Symbol("t", real=True), Symbol("u", real=True)
n, m = Symbol("n", integer=True, positive=True), Symbol("m", integer=True, nonnegative=True)
i, k = Symbol("i", integer=True), Symbol("k", integer=True)
w, g = Function("w", positive=True), Function("g", positive=True)
e, f = Function("e", real=True), Function("f", real=True)
HALF = Rational(1, 2)
STIRLING = sqrt(2 * pi * n) * (n / E) ** n
LOG_GAMMA = (p - HALF) * log(p) - p + log(2 * pi) / 2


def total(term, last=n):
    return Sum(term, (i, 1, last))


DIVERGENCE = total(w(i) * log(w(i) / g(i)))
KL = p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))
CENTRAL = binomial(2 * n, n)
ONE = Eq(total(w(i)), 1)

FACTS = [
    fact("factorial below", at_least(factorial(n), STIRLING), inequality, STIRLING * Rational(11, 10)),
    fact("factorial above", at_most(factorial(n), STIRLING * exp(1 / (12 * n))), inequality, STIRLING),
    fact("factorial growth", at_least(factorial(n), 2 ** (n - 1)), inequality, 2**n),
    fact("central below 4^n", less_than(CENTRAL, 4**n), inequality, 3**n),
    fact("log Gamma below", at_least(log(gamma(p)), LOG_GAMMA), inequality, LOG_GAMMA + HALF),
    fact("log Gamma above", at_most(loggamma(p), LOG_GAMMA + 1 / (12 * p)), inequality, LOG_GAMMA + 1 / (14 * p)),
    fact("psi below", at_least(digamma(p), log(p) - 1 / p), inequality, log(p) - 1 / (3 * p)),
    fact("psi above", less_than(digamma(p), log(p)), inequality, log(p) - 1 / p),
    fact("psi' below", at_least(polygamma(1, p), 1 / p), inequality, 2 / p),
    fact("psi' above", at_most(polygamma(1, p), 1 / p + 1 / p**2), inequality, 1 / p),
    fact("psi'' below 0", less_than(polygamma(2, p), -1 / p**2), inequality, -2 / p**2),
    fact("bell's tail", at_most(erfc(x), exp(-(x**2))), inequality, exp(-(x**2)) / 2),
    fact("Mills", at_most(erfc(x), exp(-(x**2)) / (x * sqrt(pi))), inequality, exp(-(x**2)) / (2 * x * sqrt(pi))),
    fact("Gibbs below one", at_least(DIVERGENCE, 0), inequality, HALF, where=[ONE, total(g(i)) <= 1], loose=[ONE]),
    fact(
        "Gibbs of masses", at_least(DIVERGENCE, 0), inequality, where=[total(w(i)) >= 1, total(g(i)) <= 1], loose=[ONE]
    ),
    fact(
        "cross entropy",
        at_most(-total(w(i) * log(w(i))), -total(w(i) * log(g(i)))),
        inequality,
        -total(w(i) * log(g(i))) - 1,
        where=[ONE, total(g(i)) <= 1],
        loose=[ONE, total(g(i)) <= 2],
    ),
    fact(
        "Kraft",
        at_least(total(w(i) * g(i)), -total(w(i) * log(w(i))) / log(2)),
        inequality,
        1 - total(w(i) * log(w(i))) / log(2),
        where=[ONE, total(2 ** (-g(i))) <= 1],
        loose=[ONE],
    ),
    fact("exp away from 0", greater_than(exp(t), 1 + t), inequality, where=[Ne(t, 0)], loose=[]),
    fact("log away from 1", less_than(log(x / y), x / y - 1), inequality, where=[Ne(x, y)], loose=[]),
    fact("divergence of two", greater_than(KL, 0), inequality, where=[p < 1, q < 1, Ne(p, q)], loose=[p < 1, q < 1]),
    fact("sin below", less_than(sin(x), x), inequality, x / 2),
    fact("a chord", at_least(1 - p, 4 ** (-p)), inequality, 2 ** (-p), where=[p <= HALF], loose=[p <= 1]),
    fact("no success", at_most((1 - p) ** n, exp(-n * p)), inequality, exp(-2 * n * p), where=[p <= 1], loose=[]),
    fact(
        "descent", at_most((1 - r) ** (2 * n), exp(-2 * n * r)), inequality, exp(-3 * n * r), where=[r <= 1], loose=[]
    ),
    fact(
        "mean of powers", at_most((x + y) ** p, 2 ** (p - 1) * (x**p + y**p)), inequality, x**p + y**p, where=[p >= 1]
    ),
    fact(
        "weighted square", at_least(total(w(i) * f(i) ** 2), total(w(i) * f(i)) ** 2), inequality, where=[ONE], loose=[]
    ),
    fact("squares of weights", at_most(total(w(i) ** 2), 1), inequality, HALF, where=[ONE], loose=[]),
    fact("evenly", at_least(total(w(i) ** 2), 1 / n), inequality, 2 / n, where=[ONE], loose=[]),
    fact("harmonic mean", at_least(total(w(i)) * total(1 / w(i)), n**2), inequality, 2 * n**2),
    fact(
        "products of sums",
        at_most(total(w(i) * g(i)), total(w(i)) * total(g(i))),
        inequality,
        at_most(total(e(i) * f(i)), total(e(i)) * total(f(i))),
        at_most(total(f(i) ** 2), total(f(i)) ** 2),
    ),
    fact(
        "shrunk terms",
        less_than(total(w(i) / (1 + w(i))), n),
        inequality,
        n / 2,
        less_than(total(w(i) / (1 + w(i)), m), m),
    ),
    fact("degrees", less_than(total(w(i) ** 2 / (c + w(i)) ** 2), total(w(i) / (c + w(i)))), inequality),
    fact(
        "a product of shares",
        less_than(Product(1 / (1 + w(i)), (i, 1, n)), 1),
        inequality,
        HALF,
        less_than(Product(1 / (1 + w(i)), (i, 1, m)), 1),
    ),
    fact("product and exp", at_most(Product(1 + w(i), (i, 1, n)), exp(total(w(i)))), inequality, exp(total(w(i))) / 2),
    fact("product and sum", at_least(Product(1 + w(i), (i, 1, n)), 1 + total(w(i))), inequality, 2 + total(w(i))),
    fact("sums of roots", at_most(total(1 / sqrt(i)), 2 * sqrt(n)), inequality, sqrt(n)),
    fact("inverse squares", at_most(total(1 / i**2), 2 - 1 / n), inequality, Rational(3, 2) - 1 / n),
    fact("logarithms", at_least(total(log(i)), n * log(n) - n), inequality, n * log(n) - 1),
    fact("soft maximum", at_least(log(1 + exp(t)), Max(0, t)), inequality, Max(1, t)),
    fact(
        "magnitude of a sum",
        at_most(Abs(total(f(i))), total(Abs(f(i)))),
        triangle,
        at_most(total(Abs(f(i))), Abs(total(f(i)))),
        at_most(Abs(total(f(i) * e(i))), total(e(i) * Abs(f(i)))),
    ),
    fact("and by inequality", at_most(Abs(total(f(i))), total(Abs(f(i)))), inequality, total(Abs(f(i))) / 2),
    fact(
        "where a slope vanishes", equal(Derivative(a * x**2 - 2 * c * x, x), 0), differentiate, 1, where=[Eq(x, c / a)]
    ),
    fact("a slope at a point", equal(Derivative(x**2, x), 2), differentiate, 0, where=[Eq(x, 1)], loose=[]),
    fact("a slope with y held", equal(Derivative(y * x, x), y), differentiate, 3 * x**2, where=[Eq(y, x**2)]),
    fact(
        "variance",
        equal(
            total((f(i) - total(f(i), m) / n) ** 2),
            total(f(i) ** 2) - 2 * total(f(i)) * total(f(i), m) / n + total(f(i), m) ** 2 / n,
        ),
        algebra,
        total(f(i) ** 2) - total(f(i), m) ** 2 / n,
    ),
    fact("ones", equal(total(t, m), m * t), algebra, n * t, equal(total(t, k), k * t)),
    fact("the other leg", equal(sqrt(1 - sin(t) ** 2) ** 2, cos(t) ** 2), algebra, cos(t)),
    fact("a parabola", equal(Sum(k * (n - k), (k, 0, n)), n * (n**2 - 1) / 6), summation, n**3 / 6),
    fact(
        "Beta between ends",
        equal(
            Integral((t - u) ** (p - 1) * (c - t) ** (q - 1), (t, u, c)),
            (c - u) ** (p + q - 1) * gamma(p) * gamma(q) / gamma(p + q),
        ),
        integration,
        (c - u) ** (p + q) * gamma(p) * gamma(q) / gamma(p + q),
        where=[u < c],
    ),
    fact(
        "arcsine law", equal(Integral(1 / sqrt((t - a) * (c - t)), (t, a, c)), pi), integration, pi / 2, where=[a < c]
    ),
    fact(
        "a singular end",
        equal(Integral((c - t) ** (-p), (t, 0, c)), c ** (1 - p) / (1 - p)),
        integration,
        c ** (1 - p),
        where=[p < 1],
        loose=[],
    ),
    fact("ramps", at_most(Abs(Max(t, 0) - Max(u, 0)), Abs(t - u)), inequality, Abs(t - u) / 2),
    fact("slope of a sigmoid", at_most(Derivative(1 / (1 + exp(-t)), t), Rational(1, 4)), inequality, Rational(1, 5)),
    fact(
        "squares of binomials",
        equal(Sum(binomial(n, k) ** 2, (k, 0, n)), CENTRAL),
        summation,
        CENTRAL + n - 1,
        2 * CENTRAL,
    ),
    fact("their mean", equal(Sum(k * binomial(n, k) ** 2, (k, 0, n)), n * CENTRAL / 2), summation, n * CENTRAL),
    fact(
        "neighbours",
        equal(Sum(binomial(n, k) * binomial(n, k + 1), (k, 0, n - 1)), binomial(2 * n, n - 1)),
        summation,
        CENTRAL,
    ),
    fact(
        "central convolution",
        equal(Sum(binomial(2 * k, k) * binomial(2 * n - 2 * k, n - k), (k, 0, n)), 4**n),
        summation,
        4**n + n - 1,
    ),
    fact(
        "sums of harmonic numbers",
        equal(Sum(k * harmonic(k), (k, 1, n)), n * (n + 1) * harmonic(n) / 2 - n * (n - 1) / 4),
        summation,
        n * (n + 1) * harmonic(n) / 2 - n**2 * (n - 1) / 4,
    ),
    fact(
        "samples for a class",
        at_most(n * exp(-x * a**2), p),
        inequality,
        p / 2,
        where=[x >= log(n / p) / a**2, p < 1],
        loose=[x >= log(n / p) / (2 * a**2), p < 1],
    ),
    fact(
        "likelihood",
        equal(log(Product(p ** w(i) * (1 - p) ** g(i), (i, 1, n))), log(p) * total(w(i)) + log(1 - p) * total(g(i))),
        algebra,
        log(p) * total(w(i)),
        log(p) * total(w(i)) + log(1 - p) * n,
        where=[p < 1],
    ),
    fact(
        "exponentials",
        equal(Product(exp(e(i)) * w(i), (i, 1, n)), exp(total(e(i))) * Product(w(i), (i, 1, n))),
        algebra,
        exp(total(e(i))),
        n * exp(total(e(i))) * Product(w(i), (i, 1, n)),
    ),
    fact(
        "centred squares",
        at_most(total((f(i) - total(f(i)) / n) ** 2), total(f(i) ** 2)),
        inequality,
        total(f(i) ** 2) / 2,
    ),
    fact(
        "a shift of scores",
        equal(log(total(exp(f(i) + a))), a + log(total(exp(f(i))))),
        algebra,
        n * a + log(total(exp(f(i)))),
        log(total(exp(f(i)))),
    ),
    fact("a rotation", equal(2 * cos(t) * cos(t * (m + 1)) - cos(t * m), cos(t * (m + 2))), algebra, cos(t * (m + 1))),
    fact("a chord above", at_most(exp(q) - 1, 2 * q), inequality, 3 * q / 2, where=[q <= 1], loose=[q <= 2]),
    fact("close powers", tends(n**p * (a * n**-p + c * n**-q), a, Path(n)), limit, a + c, where=[p < q], loose=[q < p]),
    fact(
        "a harmonic sum", tends(total(i**-a) / log(n + 1), 1, Path(n)), limit, 2, where=[Eq(a, 1)], loose=[Eq(a, HALF)]
    ),
    fact("Poisson's mean", equal(Sum(k * a**k * exp(-a) / gamma(k + 1), (k, 0, oo)), a), summation, a**2, a + 1),
]
