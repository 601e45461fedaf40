"""Finite and infinite sums (DLMF 1.2, 4.6, 5.7, 25.2; Gradshteyn and Ryzhik 0.1, 0.2)."""

from sympy import (
    Abs,
    EulerGamma,
    Ne,
    Rational,
    Sum,
    Symbol,
    binomial,
    coth,
    exp,
    factorial,
    harmonic,
    log,
    oo,
    pi,
    polygamma,
    polylog,
    sqrt,
    zeta,
)  # fmt: skip

from lemmata.theory.relations import equal
from lemmata.verifier.rules import summation
from tests.analysis.facts import fact

x, y, a, b, p, c = (Symbol(name, positive=True) for name in "xyabpc")
r = Symbol("r", real=True)
n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True)
half = Rational(1, 2)


def sm(name, term, low, high, value, *twins, where=(), loose=None):
    statement = equal(Sum(term, (k, low, high)), value)
    return fact(f"sum: {name}", statement, summation, *twins, where=where, loose=loose)


FACTS = [
    sm("basel", 1 / k**2, 1, oo, pi**2 / 6, pi**2 / 7),
    sm("cotangent", 1 / (k**2 + a**2), 1, oo, (pi * a * coth(pi * a) - 1) / (2 * a**2), pi * coth(pi * a) / (2 * a)),
    sm("zeta", k ** (-y), 1, oo, zeta(y), zeta(y + 1), where=[y > 1], loose=[y > 0]),
    sm("odd basel", 1 / (2 * k - 1) ** 2, 1, oo, pi**2 / 8, pi**2 / 7),
    sm("geometric", r**k, 0, oo, 1 / (1 - r), 1 / (1 + r), where=[r < 1, r > -1]),
    sm("geometric abs", r**k, 0, oo, 1 / (1 - r), 1 / (1 + r), where=[Abs(r) < 1]),
    sm("geometric finite", r**k, 0, n, (1 - r ** (n + 1)) / (1 - r), (1 - r**n) / (1 - r), where=[Ne(r, 1)]),
    sm("geometric p", p**k, 1, oo, p / (1 - p), 1 / (1 - p), where=[p < 1], loose=[p < 2]),
    sm("geometric weighted", k * p**k, 1, oo, p / (1 - p) ** 2, p / (1 - p), where=[p < 1]),
    sm("geometric sq", k**2 * p**k, 1, oo, p * (1 + p) / (1 - p) ** 3, p * (1 - p) / (1 - p) ** 3, where=[p < 1]),
    sm("cases", k / ((k + 2) * (k + 4) * (k + 8)), 1, oo, Rational(4, 35), Rational(521, 25200)),
    sm("telescope", 1 / (k * (k + 1)), 1, oo, 1, 2),
    sm("half", 1 / (k * (k + 2)), 1, oo, Rational(3, 4), 1),
    sm("quarter", 1 / (4 * k**2 - 1), 1, oo, half, 1),
    sm("exp", x**k / factorial(k), 0, oo, exp(x), exp(x) + 1),
    sm("exp k", k * x**k / factorial(k), 0, oo, x * exp(x), exp(x)),
    sm("polylog", p**k * k**-a, 1, oo, polylog(a, p), polylog(a + 1, p), where=[p < 1], loose=[p < 2]),
    sm("log series", x**k / k, 1, oo, -log(1 - x), log(1 + x), where=[x < 1], loose=[x < 2]),
    sm("zeta from 0", (k + 1) ** (-y), 0, oo, zeta(y), zeta(y) - 1, where=[y > 1], loose=[y > 0]),
    sm("zeta shifted", (2 * k + 4) ** (-y), 0, oo, 2 ** (-y) * (zeta(y) - 1), zeta(y) - 1, where=[y > 1]),
    sm("zeta odd", (2 * k - 1) ** (-y), 1, oo, (1 - 2 ** (-y)) * zeta(y), zeta(y), where=[y > 1]),
    sm("zeta, a power more", k ** (-y - 1), 1, oo, zeta(y + 1), zeta(y + 2)),
    sm("zeta, a power less", k ** (1 - y), 1, oo, zeta(y - 1), zeta(y), where=[y > 2], loose=[y > 1]),
    sm("zeta odd, a power more", (2 * k - 1) ** (-y - 1), 1, oo, (1 - 2 ** (-y - 1)) * zeta(y + 1), zeta(y + 1)),
    sm("alt zeta", (-1) ** (k + 1) / k**2, 1, oo, pi**2 / 12, pi**2 / 6),
    sm("zeta3", 1 / k**3, 1, oo, zeta(3), zeta(2)),
    sm("zeta4", 1 / k**4, 1, oo, pi**4 / 90, pi**4 / 91),
    sm("scaled", 1 / (k * (x * k + 1)), 1, oo, polygamma(0, 1 + 1 / x) + EulerGamma, polygamma(0, 1 + 1 / x)),
    sm("trigamma", 1 / (k + a) ** 2, 0, oo, polygamma(1, a), polygamma(1, a + 1)),
    sm("hurwitz shift", 1 / (k + a) ** 2, 1, oo, polygamma(1, a) - 1 / a**2, polygamma(1, a)),
    sm("mixed", 1 / (k**2 * (k + 1)), 1, oo, pi**2 / 6 - 1, pi**2 / 6),
    sm("faulhaber", k**2, 1, n, n * (n + 1) * (2 * n + 1) / 6, n * (n + 1) * (2 * n + 3) / 6),
    sm("cubes", k**3, 1, n, (n * (n + 1) / 2) ** 2, n * (n + 1) / 2),
    sm("harmonic", 1 / k, 1, n, harmonic(n), harmonic(n + 1)),
    sm("k factorial", k * factorial(k), 1, n, factorial(n + 1) - 1, factorial(n + 1)),
    sm("binomial", binomial(n, k), 0, n, 2**n, 2 ** (n - 1)),
    sm("binomial thm", binomial(n, k) * x**k, 0, n, (1 + x) ** n, (1 + x) ** (n + 1)),
    sm("binomial mean", k * binomial(n, k), 0, n, n * 2 ** (n - 1), n * 2**n),
    sm("binomial any", binomial(n, k) * r**k, 0, n, (1 + r) ** n, (1 - r) ** n),
    sm("binomial two", binomial(n, k) * r**k * x ** (n - k), 0, n, (r + x) ** n, (r - x) ** n),
    sm("binomial law", k * binomial(n, k) * p**k * (1 - p) ** (n - k), 0, n, n * p, n * p**2, where=[p < 1]),
    sm("binomial alternating", binomial(n, k) * (-1) ** k, 0, n, 0, 1),
    sm("binomial series", binomial(r, k) * p**k, 0, oo, (1 + p) ** r, (1 - p) ** r, where=[p < 1]),
    sm("negative binomial", binomial(n + k - 1, k) * p**k, 0, oo, (1 - p) ** -n, (1 - p) ** n, where=[p < 1]),
    sm("binomial few", binomial(n, k), 0, 2, 1 + n + n * (n - 1) / 2, 1 + n + n**2 / 2),
    sm("central", binomial(2 * k, k) * x**k, 0, oo, 1 / sqrt(1 - 4 * x), 1 / (1 - 4 * x), where=[4 * x < 1],
       loose=[3 * x < 1]),
    sm("coupons", n / (n - k), 0, n - 1, n * harmonic(n), n * harmonic(n - 1)),
    sm("geom neg", (-half) ** k, 0, oo, Rational(2, 3), 2),
    sm("const", c, 1, n, c * n, c * (n + 1)),
    sm("arith", a + b * k, 0, n, (n + 1) * (a + b * n / 2), n * (a + b * n / 2)),
]  # fmt: skip
