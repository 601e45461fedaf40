"""Limits by orders of growth: exp-log functions, Gamma functions, the issues of SymPy; signs from the conditions."""

from sympy import (
    Abs,
    E,
    EulerGamma,
    Integer,
    Rational,
    Sum,
    Symbol,
    atan,
    binomial,
    cos,
    erf,
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
    tanh,
    zeta,
)  # fmt: skip

from lemmata.theory.relations import Path, tends
from lemmata.verifier.rules import limit
from tests.analysis.facts import fact

x, a, b, p, q, c = (Symbol(name, positive=True) for name in "xabpqc")
t, u, r = (Symbol(name, real=True) for name in "tur")
n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True)
INF, ZERO, ALONG_X = Path(n), Path(x, Integer(0)), Path(x)


def lim(name, expression, value, *twins, path=ALONG_X, where=(), loose=None):
    return fact(f"limit: {name}", tends(expression, value, path), limit, *twins, where=where, loose=loose)


FACTS = [
    lim("geometric", p**n, 0, 1, path=INF, where=[p < 1]),
    lim("geometric signed", r**n, 0, 1, path=INF, where=[r < 1, r > -1]),
    lim("geometric abs", r**n, 0, 1, path=INF, where=[Abs(r) < 1]),
    lim("exp decay", exp(u * x), 0, 1, where=[u < 0]),
    lim("log power", x ** (-a) * log(x), 0, 1),
    lim("log power 2", log(x) ** b / x**a, 0, 1),
    lim("power where", x**u, 0, 1, where=[u < 0]),
    lim("poly exp", x**b * exp(-a * x), 0, 1),
    lim("n geometric", n * p**n, 0, oo, path=INF, where=[p < 1]),
    lim("compound", (1 + c / n) ** n, exp(c), c, path=INF),
    lim("compound u", (1 + u / n) ** n, exp(u), u, path=INF),
    lim("compound neg", (1 - c / n) ** n, exp(-c), 0, path=INF),
    lim("root n", n ** (1 / n), 1, 0, path=INF),
    lim("gamma ratio", gamma(x + p) / (x**p * gamma(x)), 1, 2),
    lim("gamma ratio r", gamma(x + r) / (x**r * gamma(x)), 1, 2),
    lim("gamma ratio 2", gamma(x + a) / (gamma(x + b)) * x ** (b - a), 1, 2),
    lim("25885", (1 + 1 / x) ** (x**2) * exp(-x), exp(-Rational(1, 2)), 1),
    lim("9471", 27 ** (log(x) / log(3) + 1) / x**3, 27, oo),
    lim("17431", (n + 1) * factorial(n) / (n * factorial(n + 1)), 0, 1, path=INF),
    lim(
        "14793",
        x**3 * ((x + Rational(1, 2)) * log(x) - x + log(2 * pi) / 2 - loggamma(x + 1) + 1 / (12 * x)),
        Rational(1, 360),
        -oo,
    ),
    lim("11833", log(exp(3 * x) + x) / log(exp(x) + x**100), 3, 9),
    lim(
        "13416",
        (-(n**3) * log(n) ** 3 + (n - 1) * (n + 1) ** 2 * log(n + 1) ** 3) / (n**2 * log(n) ** 3),
        1,
        0,
        path=INF,
    ),
    lim("sqrt diff", sqrt(x + 1) - sqrt(x), 0, 1),
    lim("sqrt diff2", sqrt(x**2 + x) - x, Rational(1, 2), 0),
    lim("log ratio", (log(x) + 1) / log(x), 1, 2),
    lim("harmonic", harmonic(n) - log(n), EulerGamma, Rational(1, 2), path=INF),
    lim("harmonic log", harmonic(n) / log(n), 1, 2, path=INF),
    lim("stirling", factorial(n) / (sqrt(2 * pi * n) * (n / E) ** n), 1, 2, path=INF),
    lim("central binom", binomial(2 * n, n) * sqrt(pi * n) / 4**n, 1, 2, path=INF),
    lim("x sin", x * sin(1 / x), 1, 0),
    lim("tanh", tanh(x), 1, 0),
    lim("1-exp", x * (1 - exp(-1 / x)), 1, 0),
    lim("small expm1", (exp(x) - 1) / x, 1, 0, path=ZERO),
    lim("small log", log(1 + x) / x, 1, 0, path=ZERO),
    lim("small cos", (1 - cos(x)) / x**2, Rational(1, 2), 1, path=ZERO),
    lim("xlogx", x * log(x), 0, 1, path=ZERO),
    lim("x^x", x**x, 1, 0, path=ZERO),
    lim("x^a log", x**a * log(x), 0, 1, path=ZERO),
    lim("scaling", x ** (a / (a + b)) * log(x) / x, 0, 1),
    lim("rate", n ** (-2 * a / (2 * a + 1)) * log(n) ** 2, 0, 1, path=INF),
    lim("lr", (1 - p) ** n * n**2, 0, 1, path=INF, where=[p < 1]),
    lim("ema", (1 - p**n) / (1 - p), 1 / (1 - p), p, path=INF, where=[p < 1]),
    lim("ratio of sums", (2**n + 3**n) / 3**n, 1, 0, path=INF),
    lim("logsum", log(2**n + 3**n) / n, log(3), log(2), path=INF),
    lim("nth root", (2**n + 3**n) ** (1 / n), 3, 2, path=INF),
    lim("where pow", x ** (p - q), 0, 1, where=[p < q]),
    lim("grow", x ** (p - q), oo, 0, where=[p > q]),
    lim("grow exp", exp(a * x) / x**b, oo, 0),
    lim("erf", erf(x), 1, 0),
    lim("atan", atan(x), pi / 2, 1),
    lim("basel partial", Sum(1 / k**2, (k, 1, n)), pi**2 / 6, pi**2 / 7, path=INF),
    lim("geometric partial", Sum(p**k, (k, 0, n)), 1 / (1 - p), 1 / (1 + p), path=INF, where=[p < 1], loose=[p < 2]),
    lim("forgetting", Sum((1 - p) ** (n - k), (k, 1, n)), 1 / p, 1 / (1 - p), path=INF, where=[p < 1]),
    lim("harmonic gamma", Sum(1 / k, (k, 1, n)) - log(n), EulerGamma, Rational(1, 2), path=INF),
    lim("harmonic order", Sum(1 / k, (k, 1, n)) / log(n), 1, 2, path=INF),
    lim("Riemann sum", Sum(k**2, (k, 1, n)) / n**3, Rational(1, 3), Rational(1, 2), path=INF),
    lim("zeta partial", Sum(k**-a, (k, 1, n)), zeta(a), zeta(a + 1), path=INF, where=[a > 1]),
    lim("power sum", Sum(k**-a, (k, 1, n)) * n ** (a - 1), 1 / (1 - a), 1 / a, path=INF, where=[a < 1], loose=[a < 2]),
    lim("exponential partial", Sum(c**k / factorial(k), (k, 0, n)), exp(c), exp(-c), path=INF),
    lim("tail of squares", n * Sum(1 / k**2, (k, n, oo)), 1, 2, path=INF),
    lim("trigamma", n * polygamma(1, n), 1, 2, path=INF),
    lim("mills", x**2 * exp(-(x**2) / 2), 0, 1),
]
