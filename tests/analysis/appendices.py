"""What appendices of learning theory use: steps, PAC-Bayes, kernels, Gaussians, boosting, bandits, maxima."""

from sympy import (
    Abs,
    E,
    Eq,
    Function,
    Integral,
    Max,
    Min,
    Piecewise,
    Product,
    Rational,
    Sum,
    Symbol,
    erfc,
    exp,
    factorial,
    gamma,
    log,
    oo,
    pi,
    sqrt,
)

from lemmata.theory.relations import Path, at_least, at_most, equal, tends
from lemmata.verifier.rules import algebra, inequality, integration, limit
from tests.analysis.facts import fact

x, y, a, s, h, p, q, A, B, C, lam, eta, eps, edge = (
    Symbol(name, positive=True) for name in ("x", "y", "a", "s", "h", "p", "q", "A", "B", "C", "lam", "eta", "eps", "g")
)
t, z, m = (Symbol(name, real=True) for name in "tzm")
n, d, K = (Symbol(name, integer=True, positive=True) for name in "ndK")
i, k = Symbol("i", integer=True), Symbol("k", integer=True)
f, g = Function("f", real=True), Function("g", nonnegative=True)
w, v = Function("w", positive=True), Function("v", positive=True)
ONE, half = Eq(Sum(w(i), (i, 1, n)), 1), Rational(1, 2)
normal, line = exp(-(z**2) / 2) / sqrt(2 * pi), (z, -oo, oo)
density, tail = exp(-(a**2) / 2) / sqrt(2 * pi), erfc(a / sqrt(2)) / 2
divergence = Sum(w(i) * log(w(i) / v(i)), (i, 1, n))
best_step = (1 - eps) * exp(-log((1 - eps) / eps) / 2) + eps * exp(log((1 - eps) / eps) / 2)

FACTS = [
    fact("steps: roots", at_most(Sum(1 / sqrt(k), (k, 1, n)), 2 * sqrt(n)), inequality, sqrt(n), sqrt(2 * n)),
    fact("steps: roots below", at_least(Sum(1 / sqrt(k), (k, 1, n)), 2 * sqrt(n + 1) - 2), inequality, 2 * sqrt(n)),
    fact("steps: squares", at_most(Sum(1 / (k + 1) ** 2, (k, 1, n)), 1), inequality, half),
    fact("steps: noise", tends(Sum(1 / k, (k, 1, n)) / Sum(1 / sqrt(k), (k, 1, n)), 0, Path(n)), limit, 1, half),
    fact("steps: fixed", at_least(A**2 / (2 * eta * n) + eta * B**2 / 2, A * B / sqrt(n)), inequality,
         2 * A * B / sqrt(n), A * B * sqrt(n), A * B / n ** Rational(1, 3)),
    fact("steps: stationary", tends((1 - eta * a) ** n * C + eta * s**2 / a * (1 - (1 - eta * a) ** n), eta * s**2 / a,
         Path(n)), limit, eta * s**2, eta * s / a, C, where=[eta * a < 1]),
    fact("steps: product", at_most(Product(1 + g(i), (i, 1, n)), exp(Sum(g(i), (i, 1, n)))), inequality),
    fact("steps: product below", at_most(Product(1 - 1 / (i + 1), (i, 1, n)), exp(-Sum(1 / (i + 1), (i, 1, n)))),
         inequality, exp(-2 * Sum(1 / (i + 1), (i, 1, n)))),
    fact("PAC: change of measure", at_most(Sum(w(i) * f(i), (i, 1, n)),
         divergence + log(Sum(v(i) * exp(f(i)), (i, 1, n)))), inequality,
         divergence, log(Sum(v(i) * exp(f(i)), (i, 1, n))), divergence - log(Sum(v(i) * exp(f(i)), (i, 1, n))),
         where=[ONE], loose=[Eq(Sum(w(i), (i, 1, n)), 2)]),
    fact("PAC: temperature", at_most(Sum(w(i) * f(i), (i, 1, n)),
         (divergence + log(Sum(v(i) * exp(lam * f(i)), (i, 1, n)))) / lam), inequality, where=[ONE]),
    fact("PAC: Gibbs posterior", at_least(Sum(w(i) * f(i), (i, 1, n)) + divergence,
         -log(Sum(v(i) * exp(-f(i)), (i, 1, n)))), inequality, log(Sum(v(i) * exp(-f(i)), (i, 1, n))) + 1, where=[ONE]),
    fact("PAC: chi squared", at_most(divergence, log(Sum(w(i) ** 2 / v(i), (i, 1, n)))), inequality,
         log(Sum(w(i) ** 2 / v(i), (i, 1, n))) / 2, where=[ONE]),
    fact("PAC: Pinsker", at_least(p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)), 2 * (p - q) ** 2), inequality,
         4 * (p - q) ** 2, 2 * Abs(p - q), where=[p < 1, q < 1]),
    fact("PAC: McAllester", at_least(a / lam + lam / (8 * n), sqrt(a / (2 * n))), inequality, sqrt(a / n),
         sqrt(2 * a / n)),
    fact("kernel: rate", equal((n ** (-1 / (2 * s + d))) ** (2 * s) + 1 / (n * (n ** (-1 / (2 * s + d))) ** d),
         2 * n ** (-2 * s / (2 * s + d))), algebra, n ** (-2 * s / (2 * s + d)), 2 * n ** (-s / (2 * s + d))),
    fact("kernel: bandwidth", at_least(A * h**4 / 4 + B / (n * h),
         Rational(5, 4) * A ** Rational(1, 5) * (B / n) ** Rational(4, 5)), inequality,
         Rational(5, 4) * A ** Rational(1, 5) * (B / n) ** Rational(3, 5)),
    fact("kernel: neighbours", tends(n ** (2 / d) * gamma(n + 1) / gamma(n + 1 + 2 / d), 1, Path(n)), limit, 2, 0),
    fact("kernel: bias", equal(Integral(normal * (A + B * h * z + C * h**2 * z**2 / 2), line), A + C * h**2 / 2),
         integration, A + C * h**2, A + B * h + C * h**2 / 2, A),
    fact("normal: positive part", equal(Integral(normal * Max(z, 0), line), 1 / sqrt(2 * pi)), integration,
         1 / sqrt(pi), half, sqrt(2 / pi)),
    fact("normal: modulus", equal(Integral(normal * Abs(z), line), sqrt(2 / pi)), integration, sqrt(1 / pi), 1),
    fact("normal: truncated square", equal(Integral(normal * z**2, (z, a, oo)), a * density + tail), integration,
         a * density, tail, density + tail),
    fact("normal: shifted part", equal(Integral(normal * Max(z - a, 0), line), density - a * tail), integration,
         density, density - tail, density + a * tail),
    fact("normal: even moments", equal(Integral(normal * z ** (2 * n), line), factorial(2 * n) / (2**n * factorial(n))),
         integration, factorial(2 * n) / 2**n, factorial(2 * n) / factorial(n)),
    fact("normal: Mills above", at_most(tail, density / a), inequality, density / (2 * a), density),
    fact("normal: tail", at_least(tail, 0), inequality, density / a),
    fact("normal: Chernoff", at_most(tail, exp(-(a**2) / 2) / 2), inequality, exp(-(a**2) / 2) / 4, exp(-(a**2)) / 2),
    fact("normal: Mills limit", tends(a * exp(a**2 / 2) * erfc(a / sqrt(2)), sqrt(2 / pi), Path(a)), limit,
         sqrt(1 / pi), 1, 0),
    fact("normal: divergence", equal(Integral(normal * (log(s) + (z - m) ** 2 / (2 * s**2) - z**2 / 2), line),
         log(s) + (1 + m**2) / (2 * s**2) - half), integration, log(s) + (1 + m) / (2 * s**2) - half,
         log(s) + (1 + m**2) / (2 * s) - half, (1 + m**2) / (2 * s**2) - half),
    fact("boosting: least loss", at_least((1 - eps) * exp(-t) + eps * exp(t), 2 * sqrt(eps * (1 - eps))), inequality,
         4 * sqrt(eps * (1 - eps)), 2 * sqrt(eps), where=[eps < 1]),
    fact("boosting: attained", equal(best_step, 2 * sqrt(eps * (1 - eps))), algebra, sqrt(eps * (1 - eps)),
         2 * eps * (1 - eps), where=[eps < 1]),
    fact("boosting: edge", at_most(sqrt(1 - 4 * edge**2), exp(-2 * edge**2)), inequality, exp(-4 * edge**2),
         exp(-2 * edge), where=[edge < half]),
    fact("boosting: zero-one loss", at_least(exp(-t), Piecewise((1, t <= 0), (0, True))), inequality,
         Piecewise((2, t <= 0), (0, True)), Piecewise((1, t <= 1), (0, True))),
    fact("bandits: arms", at_most(Sum(sqrt(w(i)), (i, 1, K)), sqrt(K * n)), inequality, sqrt(n), sqrt(K),
         where=[Eq(Sum(w(i), (i, 1, K)), n)]),
    fact("bandits: gaps", at_most(x * Min(n, 8 * log(n) / x**2), sqrt(8 * n * log(n))), inequality, sqrt(n * log(n)),
         where=[n >= 2]),
    fact("bandits: weights", at_least(log(K) / eta + eta * n * K / 2, sqrt(2 * n * K * log(K))), inequality,
         sqrt(4 * n * K * log(K)), where=[K >= 2]),
    fact("maxima: one of n", at_least(log(Sum(exp(f(i)), (i, 1, n))), f(k)), inequality, where=[k >= 1, k <= n]),
    fact("maxima: mean", at_most(Sum(w(i) * (m - g(i)), (i, 1, n)), m), inequality, m - 1, m / 2, where=[ONE]),
    fact("maxima: norms", at_most(sqrt(Sum(f(i) ** 2, (i, 1, n))), Sum(Abs(f(i)), (i, 1, n))), inequality),
    fact("maxima: Massart", at_least(log(K) / lam + lam * s**2 / 2, s * sqrt(2 * log(K))), inequality,
         4 * s * sqrt(log(K)), where=[K >= 2]),
    fact("concentration: Rademacher", at_most((exp(t) + exp(-t)) / 2, exp(t**2 / 2)), inequality, exp(t**2 / 4),
         exp(t / 2)),
    fact("concentration: Bernstein", at_most(exp(t) - 1 - t, t**2 / (2 * (1 - t / 3))), inequality, t**2 / 2,
         where=[t > 0, t < 3]),
    fact("concentration: Bennett", at_least((1 + x) * log(1 + x) - x, x**2 / (2 + 2 * x / 3)), inequality, x**2 / 2),
    fact("concentration: level", equal(2 * exp(-2 * n * sqrt(log(2 / p) / (2 * n)) ** 2), p), algebra, 2 * p, p / 2,
         p**2, where=[p < 1]),
    fact("flow and ridge", at_most(1 - exp(-x), 2 * x / (1 + x)), inequality, x / (1 + x)),
    fact("flow and ridge below", at_least(1 - exp(-x), x / (1 + x)), inequality, 2 * x / (1 + x)),
    fact("steps: Robbins and Monro", at_most(Product(1 - 1 / (k + 1), (k, 1, n)), 1 / (n + 1)), inequality,
         1 / (n + 2)),
    fact("kernel: least error", at_least(A**2 * h**2 + s / (n * h),
         3 * A ** Rational(2, 3) * (s / (2 * n)) ** Rational(2, 3)), inequality,
         3 * A ** Rational(2, 3) * (s / n) ** Rational(2, 3)),
    fact("maxima: Sauer", at_most((n / d) ** d * (1 + d / n) ** n, (E * n / d) ** d), inequality, (n / d) ** d),
]  # fmt: skip
