"""Integrals (DLMF 4.10, 5.9, 5.12, 7.7; Gradshteyn and Ryzhik 2, 3): antiderivatives, Gamma, Beta, Gaussian moments."""

from sympy import Integral, Rational, Symbol, exp, gamma, log, oo, pi, sin, sqrt

from lemmata.theory.relations import equal
from lemmata.verifier.rules import integration
from tests.analysis.facts import fact

a, b, s = (Symbol(name, positive=True) for name in "abs")
t, x = Symbol("t", real=True), Symbol("x", real=True)


def ig(name, integrand, low, high, value, *twins, where=(), loose=None):
    statement = equal(Integral(integrand, (x, low, high)), value)
    return fact(f"integral: {name}", statement, integration, *twins, where=where, loose=loose)


FACTS = [
    ig("log", 1 / (1 + x), 0, b, log(1 + b), log(b)),
    ig("power", x**2, 0, b, b**3 / 3, b**3 / 2),
    ig("exp", exp(-a * x), 0, oo, 1 / a, a),
    ig("exp t", exp(-a * x), 0, b, (1 - exp(-a * b)) / a, (1 - exp(-a * b))),
    ig("gamma", x ** (s - 1) * exp(-x), 0, oo, gamma(s), gamma(s + 1), where=[s > 1]),
    ig("gamma rate", x ** (s - 1) * exp(-a * x), 0, oo, gamma(s) / a**s, gamma(s) / a, where=[s > 1]),
    ig(
        "beta",
        x ** (a - 1) * (1 - x) ** (b - 1),
        0,
        1,
        gamma(a) * gamma(b) / gamma(a + b),
        gamma(a) * gamma(b),
        where=[a > 1, b > 1],
    ),
    ig("beta on a half line", x ** (a - 1) / (1 + x) ** (a + b), 0, oo, gamma(a) * gamma(b) / gamma(a + b), gamma(a)),
    ig("quartic", 1 / (1 + x**4), 0, oo, pi / (2 * sqrt(2)), pi / sqrt(2)),
    ig("cauchy square", x / (a + b * x**2) ** 2, 0, oo, 1 / (2 * a * b), 1 / (a * b)),
    ig("gauss", exp(-(x**2) / 2), -oo, oo, sqrt(2 * pi), sqrt(pi)),
    ig("gauss var", x**2 * exp(-(x**2) / 2) / sqrt(2 * pi), -oo, oo, 1, 2),
    ig("gauss 4", x**4 * exp(-(x**2) / 2) / sqrt(2 * pi), -oo, oo, 3, 2),
    ig("gauss mgf", exp(t * x) * exp(-(x**2) / 2) / sqrt(2 * pi), -oo, oo, exp(t**2 / 2), exp(t**2)),
    ig("gauss odd", x * exp(-(x**2) / 2), -oo, oo, 0, 1),
    ig("half gauss var", x**2 * exp(-(x**2) / 2), 0, oo, sqrt(2 * pi) / 2, sqrt(2 * pi)),
    ig("half gauss 4", x**4 * exp(-a * x**2), 0, oo, 3 * sqrt(pi) / (8 * a ** Rational(5, 2)), 3 * sqrt(pi) / (4 * a)),
    ig("half gauss p", x ** (s - 1) * exp(-a * x**2), 0, oo, gamma(s / 2) / (2 * a ** (s / 2)), gamma(s) / a**s),
    ig("stretched", exp(-a * sqrt(x)), 0, oo, 2 / a**2, 1 / a**2),
    ig("relu", x * exp(-(x**2) / 2), 0, oo, 1, 2),
    ig("atan", 1 / (1 + x**2), -oo, oo, pi, 2 * pi),
    ig("tail", x ** (-a - 1), b, oo, b ** (-a) / a, b ** (-a)),
    ig("partial", 1 / ((x + 1) * (x + 2)), 0, oo, log(2), log(3)),
    ig("xexp", x * exp(-x), 0, oo, 1, 2),
    ig("logint", log(x), 1, b, b * log(b) - b + 1, b * log(b) - b, where=[b > 1]),
    ig("sin", sin(x), 0, pi, 2, 1),
    ig("gamma below one", x ** (s - 1) * exp(-x), 0, oo, gamma(s), gamma(s + 1)),
    ig("beta below one", x ** (a - 1) * (1 - x) ** (b - 1), 0, 1, gamma(a) * gamma(b) / gamma(a + b), gamma(a)),
    ig("log at zero", log(x), 0, 1, -1, -2),
    ig("x log at zero", x * log(x), 0, 1, -Rational(1, 4), -Rational(1, 2)),
    ig("pole of a power", x**-a, 0, 1, 1 / (1 - a), 1 / a, where=[a < 1], loose=[a < 2]),
    ig("inverse root", 1 / sqrt(x), 0, b, 2 * sqrt(b), sqrt(b)),
    ig("arcsine law", 1 / sqrt(1 - x**2), -1, 1, pi, 2),
    ig("half", exp(-x) / sqrt(x), 0, oo, sqrt(pi), pi),
    ig("sqrt", sqrt(x), 0, b, 2 * b ** Rational(3, 2) / 3, b ** Rational(3, 2) / 3),
    ig("power by a line", x ** (t - 1) * (1 - x), 0, 1, 1 / (t * (t + 1)), 1 / t, 1 / (t + 1), where=[t > 0]),
    ig("powers that meet", x ** (s - 1) * (x + x**2), 0, b, b ** (s + 1) / (s + 1) + b ** (s + 2) / (s + 2), b**s / s),
]
