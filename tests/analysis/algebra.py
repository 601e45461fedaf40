"""Powers, exponentials, logarithms, Gamma functions (DLMF 4, 5)."""

import sympy
from sympy import Abs, Integer, Max, Min, Rational, Sum, Symbol, cos, cosh, exp, gamma, log, pi, sin, sinh, sqrt, tanh

from lemmata.theory.relations import equal
from lemmata.verifier.rules import algebra
from tests.analysis.facts import fact

x, y, a, b = (Symbol(name, positive=True) for name in "xyab")
t, u = Symbol("t", real=True), Symbol("u", real=True)
n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True, positive=True)
A, B, C, s, d, g, c = (Symbol(name, positive=True) for name in ("A", "B", "C", "s", "d", "g", "c"))
m, i, j = Symbol("m", integer=True, positive=True), Symbol("i", integer=True), Symbol("j", integer=True)
f, F = sympy.Function("f", real=True), sympy.Function("F", real=True)
half = Rational(1, 2)
G = (a * A / (b * B)) ** (1 / (a + b))
N, D = G * (C / 6) ** (b / (a + b)), (C / 6) ** (a / (a + b)) / G

FACTS = [
    fact("power of a product", equal((x * y) ** a, x**a * y**a), algebra, x**a * y ** (a + 1)),
    fact("a product without signs", equal((x * t) ** a, x**a * t**a), algebra, where=[t > 0], loose=[t < 0]),
    fact("an integer power of a product", equal((t * u) ** n, t**n * u**n), algebra, t**n * u ** (n + 1)),
    fact("an even power of a negative", equal((-t) ** (2 * n) + (-u) ** n, t ** (2 * n) + (-1) ** n * u**n), algebra,
         t ** (2 * n) + u**n),
    fact("no root of a product", equal(sqrt(t * u), sqrt(t) * sqrt(u)), algebra, where=[t > 0, u > 0], loose=[t < 0]),
    fact("geometric denominator", equal(1 / (1 - x**n) - x**n / (1 - x**n), 1), algebra, where=[x < 1], loose=[x <= 1]),
    fact("negative power", equal((g * c) ** -a, g**-a * c**-a), algebra, g**-a * c**a),
    fact("rate", equal(n ** (-1 + d / (2 * s + d)), n ** (-2 * s / (2 * s + d))), algebra, n ** (-s / (2 * s + d))),
    fact("two fractions", equal(x ** (1 / a - 1 / (a + b)), x ** (b / (a * (a + b)))), algebra,
         x ** (a / (a * (a + b)))),
    fact("constants below", equal(Sum(x / ((y + a) * k), (k, 1, n)), x / (y + a) * Sum(1 / k, (k, 1, n))), algebra,
         x / (y - a) * Sum(1 / k, (k, 1, n))),
    fact("budget", equal(6 * N * D, C), algebra, C**a),
    fact("balance", equal(a * A * N**-a, b * B * D**-b), algebra, a * B * D**-b),
    fact(
        "loss exponent",
        equal(A * N**-a + B * D**-b, (A * G**-a + B * G**b) * (C / 6) ** (-a * b / (a + b))),
        algebra,
        (A * G**-a + B * G**b) * (C / 6) ** (-a / (a + b)),
        (A * G**-a + B * G**-b) * (C / 6) ** (-a * b / (a + b)),
    ),
    fact("log of a product", equal(log(x**2 * y), 2 * log(x) + log(y)), algebra, 2 * log(x) - log(y)),
    fact("log of two negatives", equal(log(t * u), log(-t) + log(-u)), algebra, where=[t < 0, u < 0],
         loose=[t > 0, u > 0]),
    fact("log of a square", equal(log((t - 1) ** 2), 2 * log(1 - t)), algebra, where=[t < 1], loose=[t > 1]),
    fact("change of base", equal(x ** log(y), y ** log(x)), algebra, x ** log(x)),
    fact("exp of a sum", equal(exp(t + u) * exp(-u), exp(t)), algebra, exp(t - u)),
    fact("roots", equal(sqrt(x) * x ** Rational(1, 3), x ** Rational(5, 6)), algebra, x ** Rational(2, 3)),
    fact("bases", equal(2**t * 3**t, 6**t), algebra, 5**t),
    fact("root of a square", equal(sqrt((t - 1) ** 2), t - 1), algebra, where=[t >= 1], loose=[t >= 0]),
    fact("softmax", equal(log(exp(t) + exp(u)), t + log(1 + exp(u - t))), algebra, t + log(1 + exp(t - u))),
    fact("sigmoid", equal(1 / (1 + exp(-t)), (1 + tanh(t / 2)) / 2), algebra, (1 + tanh(t)) / 2),
    fact("hyperbolic", equal(cosh(t) ** 2 - sinh(t) ** 2, 1), algebra, Integer(2)),
    fact("area", equal(sympy.asinh(t), log(t + sqrt(t**2 + 1))), algebra, log(t + sqrt(t**2 + 2))),
    fact("Pythagoras", equal(sin(t) ** 2 + cos(t) ** 2, 1), algebra, Integer(2)),
    fact("double angle", equal(cos(2 * t), 1 - 2 * sin(t) ** 2), algebra, 1 - sin(t) ** 2),
    fact("sum of angles", equal(sin(t + u), sin(t) * cos(u) + cos(t) * sin(u)), algebra,
         sin(t) * cos(u) - cos(t) * sin(u)),
    fact("halves", equal(gamma(x / 2) * gamma((x + 1) / 2), 2 ** (1 - x) * sqrt(pi) * gamma(x)), algebra,
         2 ** (1 - x) * pi * gamma(x)),
    fact("thirds", equal(gamma(x / 3) * gamma((x + 1) / 3) * gamma((x + 2) / 3), 2 * pi * 3 ** (half - x) * gamma(x)),
         algebra, 2 * pi * 3 ** (-x) * gamma(x)),
    fact("duplication", equal(gamma(2 * x), 2 ** (2 * x - 1) * gamma(x) * gamma(x + half) / sqrt(pi)), algebra,
         2 ** (2 * x) * gamma(x) * gamma(x + half) / sqrt(pi)),
    fact("reflection", equal(gamma(x) * gamma(1 - x), pi / sin(pi * x)), algebra, pi / cos(pi * x), where=[x < 1]),
    fact("shift", equal(gamma(x + 2), x * (x + 1) * gamma(x)), algebra, x * (x + 2) * gamma(x)),
    fact("beta function", equal(sympy.beta(x, y + 1), sympy.beta(x, y) * y / (x + y)), algebra,
         sympy.beta(x, y) * x / (x + y)),
    fact("Pascal", equal(sympy.binomial(n + k, k) * k, sympy.binomial(n + k, k - 1) * (n + 1)), algebra,
         sympy.binomial(n + k, k - 1) * n),
    fact("harmonic", equal(sympy.harmonic(n + 1), sympy.harmonic(n) + 1 / (n + 1)), algebra, sympy.harmonic(n) + 1 / n),
    fact("digamma", equal(sympy.digamma(x + 2), sympy.digamma(x) + 1 / x + 1 / (x + 1)), algebra,
         sympy.digamma(x) + 1 / x),
    fact("maximum and minimum", equal(Max(t, u) + Min(t, u), t + u), algebra, t - u),
    fact("maximum", equal(Max(t, u), (t + u + Abs(t - u)) / 2), algebra, (t + u - Abs(t - u)) / 2),
    fact("modulus", equal(Abs(t * u), Abs(t) * Abs(u)), algebra, t * u),
    fact("sign", equal(sympy.sign(t) * Abs(t), t), algebra, Abs(t), -t),
    fact("tanh of a sum", equal(tanh(t + u), (tanh(t) + tanh(u)) / (1 + tanh(t) * tanh(u))), algebra,
         (tanh(t) + tanh(u)) / (1 - tanh(t) * tanh(u))),
    fact("powers of a negative number", equal((-x) ** n, (-1) ** n * x**n), algebra, x**n),
    fact("order of two sums", equal(Sum(F(i, j), (i, 1, n), (j, 1, m)), Sum(F(i, j), (j, 1, m), (i, 1, n))), algebra),
    fact("product of two sums", equal(Sum(f(i) * f(j), (i, 1, n), (j, 1, m)),
         Sum(f(i), (i, 1, n)) * Sum(f(j), (j, 1, m))), algebra),
    fact("exponent at a root", equal(1 / sinh(1 / sqrt(x)) ** 2, sympy.coth(1 / sqrt(x)) ** 2 - 1), algebra,
         sympy.coth(1 / sqrt(x)) ** 2 + 1),
    fact("modulus of a square", equal(Abs(t) ** 2, t**2), algebra, -(t**2)),
]  # fmt: skip
