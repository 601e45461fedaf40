"""Analysis: what each of the rules shows, and what it must not (:mod:`tests.soundness.applications`)."""

from sympy import (
    Abs,
    Derivative,
    Eq,
    Function,
    Integer,
    Integral,
    Max,
    Ne,
    Piecewise,
    Product,
    Rational,
    Sum,
    Symbol,
    binomial,
    coth,
    exp,
    factorial,
    floor,
    gamma,
    log,
    oo,
    pi,
    polygamma,
    sign,
    sin,
    sqrt,
    zeta,
)

from lemmata.theory.notation import T, d, n
from lemmata.theory.relations import Path
from lemmata.theory.spectra.spectral_functions import Df1
from lemmata.verifier.rules import (
    differentiate,
    integration,
    inverse_function,
    limit,
    same_leading_order,
    summation,
    telescoping,
)
from tests.soundness.applications import of, row

x, y, t = (Symbol(name, real=True) for name in "xyt")
p, q, u = (Symbol(name, positive=True) for name in "pqu")
a = Symbol("a", integer=True)
i, j = (Symbol(name, integer=True) for name in "ij")
m = Symbol("m", integer=True, positive=True)
k = Symbol("k", integer=True, nonnegative=True)
f, c = Function("f", real=True), Symbol("c", positive=True)
w = pi / sqrt(x)
N = Symbol("N", integer=True, positive=True)
UNDER_X = Integral(Sum(Abs(x), (i, 1, n)), (x, -1, 1))


def inverse_of(function, letter=x):
    """The derivative of the letter as a function of y, where y is a function of the letter."""
    inside = Function(letter.name)(y)
    return Derivative(inside, y), 1 / Derivative(function, letter)


ROWS = {
    "differentiate": row(
        [
            of(differentiate, Derivative(x**3, x), "=", 3 * x**2),
            of(differentiate, Derivative(Abs(x) ** 2, x), "=", 2 * x),
            of(
                differentiate,
                Derivative(Integral(exp(-x * t), (t, 0, 1)), x),
                "=",
                Integral(-t * exp(-x * t), (t, 0, 1)),
            ),
            of(differentiate, Derivative(sqrt(x), x), "=", 1 / (2 * sqrt(x)), x > 0),
            of(differentiate, Derivative(Sum(exp(-p * k), (k, 0, oo)), p), "=", Sum(-k * exp(-p * k), (k, 0, oo))),
            of(differentiate, Sum(Derivative(p**k, p), (j, 1, n)), "=", 2 * n * p, Eq(k, 2)),
            of(differentiate, Derivative(sqrt(x) ** 3, (x, 2)) * sqrt(x), "=", Rational(3, 4), x > 0),
            of(differentiate, Derivative(x**p, (x, 2)) * x, "=", p * (p - 1) * x ** (p - 1), x > 0),
        ],
        [
            of(differentiate, Derivative(Abs(p - x), x), "=", -1, x <= p),
            of(differentiate, Derivative(Piecewise((1, x > 0), (0, True)), x), "=", 0),
            of(differentiate, Derivative(floor(x), x), "=", 0),
            of(differentiate, Derivative(Abs(f(x)), x), "=", sign(f(x)) * Derivative(f(x), x)),
            of(differentiate, Derivative(sqrt(x), x) * sqrt(x), "=", Rational(1, 2), x >= 0),
            of(differentiate, Derivative(sqrt(x) ** 3, (x, 2)) * sqrt(x), "=", Rational(3, 4), x >= 0),
            of(differentiate, Derivative(x**p, (x, 2)) * x, "=", p * (p - 1) * x ** (p - 1), x >= 0, p > 1),
            of(differentiate, Derivative(sqrt(1 - x) ** 3, x), "=", -3 * sqrt(1 - x) / 2, x <= 1),
            of(differentiate, Derivative(Max(x, 0) ** 2, x), "=", 2 * x, x >= -1),
            of(differentiate, Derivative(y * x, x), "=", 3 * x**2, Eq(y, x**2)),
            of(differentiate, Derivative(log(x), x), "=", 1 / x),
            of(differentiate, Derivative(x**p, x), "=", p * x ** (p - 1), x >= 0),
            of(
                differentiate,
                Derivative(Sum(x**j, (j, 0, oo)), x),
                "=",
                Sum(j * x ** (j - 1), (j, 0, oo)),
                x > -1,
                x <= 1,
            ),
            of(differentiate, Derivative(Sum(exp(-p * k), (k, 0, oo)), p), "=", 0),
            of(differentiate, Sum(Derivative(p**j, p), (j, 1, n)), "=", 2 * n * p, Eq(j, 2)),  # not of the free j
            of(differentiate, Derivative(Sum(2 ** (-p * k), (k, 0, oo)), p), "=", 0),
            of(differentiate, Derivative(Sum(j ** (-p), (j, 1, oo)), p), "=", 0, p > 1),
            of(differentiate, Derivative(Integral(f(t), (t, 0, x)), x), "=", f(x)),
            of(differentiate, Derivative(Integral(1 / t, (t, x, 1)), x), "=", -1 / x, x <= 1),
            of(differentiate, Derivative(Sum(x * j, (j, 1, n)), n), "=", x * n),
        ],
    ),
    "inverse_function": row(
        [
            of(inverse_function(x), inverse_of(x**3)[0], "=", inverse_of(x**3)[1], Eq(y, x**3), x > 0),
            of(inverse_function(p), inverse_of(p**2, p)[0], "=", inverse_of(p**2, p)[1], Eq(y, p**2)),
        ],
        [
            of(inverse_function(x), inverse_of(x**3)[0], "=", inverse_of(x**3)[1], Eq(y, x**3)),
            of(inverse_function(x), inverse_of(x**2)[0], "=", inverse_of(x**2)[1], Eq(y, x**2), x >= 0),
            of(inverse_function(x), inverse_of(x**3)[0], "=", inverse_of(2 * x**3)[1], Eq(y, x**3), x > 0),
            of(inverse_function(x), inverse_of(x**3)[0].diff(y), "=", inverse_of(x**3)[1], Eq(y, x**3), x > 0),
            of(
                inverse_function(x),
                inverse_of(x**2 * p)[0],
                "=",
                inverse_of(x**2 * p)[1],
                Eq(y, x**2 * p),
                Eq(p, x),
                x > 0,
            ),
        ],
    ),
    "limit": row(
        [
            "test_limits: a letter below the path",
            of(limit, (1 - p) ** T, "->", 0, p < 2, path=Path(T)),
            of(limit, Integral(exp(-x), (x, 0, 1)) + x, "->", Integral(exp(-x), (x, 0, 1)), Eq(x, 1 / T), path=Path(T)),
        ],
        [
            of(limit, p**n, "->", 0, p <= 1, path=Path(n)),
            of(limit, c**n, "->", 0, Eq(c, n / (n + 1)), path=Path(n)),
            of(limit, (1 + x / n) ** n, "->", 1, Eq(x, 1), path=Path(n)),
            of(limit, x**n, "->", 0, x < 1, path=Path(n)),
            of(limit, d / T, "->", 0, d >= T, path=Path(T)),
            of(limit, T / (T - d), "->", 1, d <= T, path=Path(T, keeping={d: T * p})),
            of(limit, Sum(1 / j, (j, 1, n)), "->", 10**6, path=Path(n)),
            of(limit, (n**x) / n, "->", 0, x <= 1, path=Path(n)),
            of(limit, Sum(x * i, (i, 1, 3)), "->", 14, Eq(x, i * T / (T + 1)), path=Path(T)),  # 6 i
            of(limit, (1 - p) ** T, "->", 0, p <= 2, path=Path(T)),
            of(limit, p / (p + 1), "->", 0, path=Path(p, to=Integer(0), side="below")),
            of(limit, sin(pi * t), "->", 0, path=Path(t)),
            of(limit, sqrt(x * T + 1) / T, "->", 0, path=Path(T)),
            of(limit, Abs(x) / x, "->", 1, path=Path(x, to=Integer(0), side="both")),
        ],
    ),
    "same_leading_order": row(
        [of(same_leading_order(Path(T, keeping={d: p * T})), d / (T - d - 1), "~", d / (T - d), T >= 2 * d)],
        [
            "test_equivalents: a size beside a size",
            "test_equivalents: noise that may vanish",
            of(same_leading_order(Path(T, keeping={d: p * T})), d / (T - d - 1), "~", d / (T - d)),
            of(same_leading_order(Path(T)), (1 + 1 / T) ** T, "~", 1),
            of(same_leading_order(Path(T)), T + x, "~", T),
            of(same_leading_order(Path(T)), x * T + 1, "~", x * T, x >= 0),
            of(same_leading_order(Path(T)), log(T + 1) - log(T), "~", 0),
        ],
    ),
    "summation": row(
        [
            of(summation, Sum(p**j, (j, 0, oo)), "=", 1 / (1 - p), p < 1),
            of(summation, Sum(p**j, (j, 0, n)), "=", (p ** (n + 1) - 1) / (p - 1), Ne(p, 1)),
            of(summation, Sum(j, (j, a, n)), "=", (n - a + 1) * (n + a) / 2, a <= n + 1),
            of(summation, Sum(binomial(n, k) * p**k, (k, 0, n)), "=", (1 + p) ** n),
            of(summation, Product((i + 1) / (i + 2), (i, 0, n - 1)), "=", 1 / (n + 1)),
            of(summation, Df1(2, p), "=", (pi / sqrt(p) * coth(pi / sqrt(p)) - 1) / 2),
            of(summation, Sum(1 / (4 + Abs(i)), (i, 0, n)), "=", polygamma(0, n + 5) - polygamma(0, 4)),
        ],
        [
            of(summation, Df1(2, x), "=", (w * coth(w) - 1) / 2, x >= 0),
            of(summation, Df1(2, x), "=", (w * coth(w) - 1) / 2),
            of(summation, Df1(2, p, N), "=", (pi / sqrt(p) * coth(pi / sqrt(p)) - 1) / 2, N >= 10**9),
            of(
                summation,
                Df1(q, p),
                "=",
                (pi / sqrt(p) * coth(pi / sqrt(p)) - 1) / 2,
                q >= 2,
                q < 2 + Rational(1, 10**9),
            ),
            of(summation, Sum(x**j, (j, 0, oo)), "=", 1 / (1 - x), x >= -1, x < 1),
            of(summation, Sum(x**j, (j, 0, oo)), "=", 1 / (1 - x), x < 1),
            of(summation, Sum(p**j, (j, 0, n)), "=", (p ** (n + 1) - 1) / (p - 1)),
            of(summation, Sum(j, (j, a, n)), "=", (n - a + 1) * (n + a) / 2),
            of(summation, Sum(j, (j, 1, x)), "=", x * (x + 1) / 2, x >= 0),
            of(summation, Sum(j * x ** (j - 1), (j, 0, n)), "=", Sum(j * x ** (j - 1), (j, 1, n))),
            of(summation, Sum(1 / (j * (j + 1)), (j, a, n)), "=", 1 / a - 1 / (n + 1), a <= n + 1),
            of(summation, Sum(1 / j**x, (j, 1, oo)), "=", zeta(x), x > 0),
            of(summation, Product((i - 3) / (i - 4), (i, 5, a)), "=", a - 3),
            of(summation, Product((i - 3) / (i - 4), (i, 1, n)), "=", (n - 3) / -3),
            of(summation, Product(i / (i - 1), (i, a, n)), "=", n / (a - 1), a <= n + 1),
            of(summation, Product((i + x) / (i + x - 1), (i, 1, n)), "=", (n + x) / x, x > -1),
            of(summation, Product(x, (i, 1, a)), "=", x**a),
            of(summation, Product(1 - 1 / i, (i, 2, oo)), "=", 1),
            of(summation, Product(1 - p / i, (i, 1, n)), "=", gamma(n + 1 - p) / (gamma(n + 1) * gamma(1 - p))),
            of(summation, Product((-1) ** i, (i, 1, oo)), "=", 1),
            of(summation, Sum((-1) ** j, (j, 0, oo)), "=", Rational(1, 2)),
            of(summation, Sum(1 / j - 1 / (j + 1), (j, 0, oo)), "=", 1),
            of(summation, Sum(binomial(x, k), (k, 0, n)), "=", 2**n, x >= n),
            of(summation, Sum(Sum((-1) ** i * Rational(1, 2) ** j, (j, 0, oo)), (i, 0, oo)), "=", 1),
            of(summation, Sum(p**j / factorial(j), (j, 0, n)), "=", exp(p)),
            of(summation, Sum(1 / (4 + Abs(i)), (i, -3, n)), "=", polygamma(0, n + 5) - polygamma(0, 1)),
            of(summation, Sum(1 / i, (i, 5, -3)), "=", 0),
        ],
    ),
    "integration": row(
        [
            of(integration, Integral(1 / t, (t, p, q)), "=", log(q / p), p <= q),
            of(integration, Integral(t ** (p - 1), (t, 0, 1)), "=", 1 / p),
            of(integration, Integral(exp(-p * t), (t, 0, oo)), "=", 1 / p),
            of(integration, Integral(t**x, (t, 1, oo)), "=", -1 / (x + 1), x < -1),
        ],
        [
            of(integration, Integral(1 / t, (t, x, y)), "=", log(y / x), x * y > 0),
            of(integration, Integral(1 / t**2, (t, x, 1)), "=", 1 / x - 1, x <= 1),
            of(integration, Integral(1 / t, (t, p, q)), "=", log(q / p)),
            of(integration, Integral(t ** (x - 1), (t, 0, 1)), "=", 1 / x, Ne(x, 0)),
            of(integration, Integral(t ** (x - 1), (t, 0, 1)), "=", 1 / x, x > -1),
            of(integration, Integral(exp(-x * t), (t, 0, oo)), "=", 1 / x, x >= 0),
            of(integration, Integral(exp(-x * t), (t, 0, oo)), "=", 1 / x, Ne(x, 0)),
            of(integration, Integral(t**x, (t, 1, oo)), "=", -1 / (x + 1), x <= -1),
            of(integration, Integral(t, (t, -oo, oo)), "=", 0),
            of(integration, Integral(Abs(t) / t, (t, -1, 1)), "=", 0),
            of(
                integration,
                Integral(t ** (p - 1) * (1 - t) ** (x - 1), (t, 0, 1)),
                "=",
                gamma(p) * gamma(x) / gamma(p + x),
            ),
            of(integration, Integral(1 / (t - x), (t, 0, 1)), "=", log(Abs(1 - x) / Abs(x)), Ne(x, 0), Ne(x, 1)),
            of(integration, Integral(exp(-x * t**2), (t, -oo, oo)), "=", sqrt(pi / x), x >= 0),
            of(integration, Integral(1 / sqrt(t), (t, x, 1)), "=", 2 - 2 * sqrt(x), x <= 1),
        ],
    ),
    "telescoping": row(
        [
            of(telescoping(-1 / (i + 1), i), Sum(1 / (i * (i + 1)), (i, 1, n)), "=", 1 - 1 / (n + 1)),
            of(telescoping(Abs(x) * i, i), UNDER_X, "=", Integral(n * Abs(x), (x, -1, 1)), x > 0),
        ],
        [
            of(telescoping(x * i, i), UNDER_X, "=", Integral(n * x, (x, -1, 1)), x > 0),  # not of the bound x
            of(telescoping(-1 / (i + 1), i), Sum(1 / (i * (i + 1)), (i, a, n)), "=", 1 / a - 1 / (n + 1), a <= n + 1),
            of(telescoping(-1 / (i + 1), i), Sum(1 / (i * (i + 1)), (i, 1, a)), "=", 1 - 1 / (a + 1), a >= -1),
            of(
                telescoping(-1 / (i + x), i),
                x * Sum(1 / (i + x) ** 2, (i, 1, n)),
                "<=",
                x * (1 / x - 1 / (n + x)),
                x > -1,
                Ne(x, 0),
            ),
            "test_inductions: a_telescoping_sum_through_a_pole",
        ],
    ),
}
