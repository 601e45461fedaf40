"""Algebra and logic: what each of the rules shows, and what it must not (:mod:`tests.soundness.applications`)."""

from sympy import (
    Abs,
    Derivative,
    Eq,
    Function,
    Integral,
    Max,
    Min,
    Mod,
    Ne,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    atan,
    binomial,
    coth,
    exp,
    factorial,
    floor,
    gamma,
    log,
    loggamma,
    pi,
    sin,
    sqrt,
    tan,
    tanh,
)

from lemmata.theory.notation import T0, T, d, n, ridge0
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.quantities.regression import generator_error, risk
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.scaling.limit_functions import UnitIntegral
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.theory.spectra.spectral_functions import Df1, Kappa
from lemmata.verifier.rules import (
    algebra,
    cases,
    definition,
    enumeration,
    given,
    inequality,
    inequality_per_eigenvalue,
    raised,
    recurrence,
    triangle,
    triangle_by,
    use,
)
from tests.soundness.applications import claim, of, row

x, y, z = (Symbol(name, real=True) for name in "xyz")
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
a, b = Symbol("a", integer=True), Symbol("b", integer=True)
j = Symbol("j", integer=True, positive=True)
k = Symbol("k", integer=True, nonnegative=True)
f, weight = Function("f", real=True), Function("weight", positive=True)
half = Rational(1, 2)

below = claim(equal(Min(x, y), x), {x: 0, y: 1}, x <= y)
above = claim(equal(Min(x, y), y), {x: 1, y: 0}, x >= y)
strictly_above = claim(equal(Min(x, y), y), {x: 1, y: 0}, x > y)
strictly_below = claim(equal(Min(x, y), x), {x: 0, y: 1}, x < y)
beyond_one = claim(equal(Min(x, y), y), {x: 2, y: 0}, x >= y + 1)
root_below = claim(equal(Min(sqrt(x), y), sqrt(x)), {x: 0, y: 1}, sqrt(x) <= y)
root_above = claim(equal(Min(sqrt(x), y), y), {x: 1, y: 0}, sqrt(x) >= y)
square = claim(at_least(x**2, 0), {x: 1})
line = claim(at_most(x, y), {x: 1, y: 2}, x <= y)
positive_line = claim(at_most(p, q), {p: 1, q: 2}, p <= q)
split = claim(equal(x, y + z), {x: 2, y: 1, z: 1}, Eq(x, y + z))
prime_letter, even_letter = Symbol("prime", prime=True), Symbol("even", even=True)
prime, even = (
    claim(at_least(prime_letter, 2), {prime_letter: 2}),
    claim(at_least((even_letter - 1) ** 2, 1), {even_letter: 2}),
)
LEAPING = (Symbol("e", even=True, nonnegative=True), Symbol("o", odd=True, positive=True), Symbol("l", prime=True))
"""Indices beside which no further one stands."""
step_of = Definitions().define(y, x + 1).define(f, x, lambda i: f(i) / (i + 1))
quotient = Definitions().define(y, 1 / x)


def counted(letter, start=0):
    """Induction from f(start) = start and f(n + 1) = f(n) + 1, stated of a letter."""
    base = claim(equal(f(start), start), {})
    return recurrence(letter, base, claim(equal(f(letter + 1), f(letter) + 1), {letter: 3 if letter.is_odd else 2}))


ROWS = {
    "algebra": row(
        [
            of(algebra, sqrt(p**2), "=", p),
            of(algebra, (p * q) ** x, "=", p**x * q**x),
            of(algebra, Max(x, y) + Min(x, y), "=", x + y),
            of(algebra, gamma(p + 1) / gamma(p), "=", p),
            of(algebra, (x**2 - p**2) / (x - p), "=", x + p, x > p),
            of(algebra, tanh(p) * coth(p), "=", 1),
        ],
        [
            of(algebra, sqrt(x**2), "=", x),
            of(algebra, sqrt(p**2 - 2 * p * q + q**2), "=", p - q, p + 1 >= q),
            "test_places: a_root_by_an_assumption_on_a_free_letter",
            of(algebra, (x * y) ** p, "=", x**p * y**p),
            of(algebra, sqrt(x) * sqrt(y), "=", sqrt(x * y), x * y >= 0),
            of(algebra, gamma(x + 1) / gamma(x), "=", x),
            of(algebra, gamma(x + 1) / gamma(x), "=", x, x > -1),
            of(algebra, (x**2 - p**2) / (x - p), "=", x + p),
            of(algebra, (x**2 - p**2) / (x - p), "=", x + p, x >= p),
            of(algebra, log(x**2), "=", 2 * log(x)),
            of(algebra, log(x * y), "=", log(x) + log(y), x * y > 0),
            of(algebra, Max(x, y) * z, "=", Max(x * z, y * z)),
            of(algebra, 1 / Max(x, y), "=", Min(1 / x, 1 / y)),
            of(algebra, gamma(x) * gamma(1 - x) * sin(pi * x), "=", pi),
            of(algebra, factorial(k) / factorial(k - 1), "=", k),
            of(algebra, floor(-x), "=", -floor(x)),
            of(algebra, Mod(-x, p), "=", p - Mod(x, p)),
            of(algebra, loggamma(x + 1) - loggamma(x), "=", log(-x), x > -2, x < -1),
            of(algebra, tanh(x) * coth(x), "=", 1),
            of(algebra, x ** (2 * y), "=", Abs(x) ** (2 * y)),
            of(algebra, Piecewise((x**2, x > 0), (x**2, x < 0)), "=", x**2),
            of(algebra, (-1) ** (2 * x), "=", 1),
            of(algebra, binomial(a, b), "=", binomial(a, a - b)),
        ],
    ),
    "given": row(
        [
            of(given, x, "=", y, Eq(p * x, p * y)),
            of(given, Sum(p * j, (j, 1, n)), "=", Sum(j * x, (j, 1, n)), Eq(p, x)),
        ],
        [
            of(given, x, "=", y, Eq(z * x, z * y)),
            of(given, y, "=", 1, Eq(y * x, x)),
            of(given, x, "=", y, Eq(x**2, y**2)),
            of(given, x, "=", 0, Eq(x * (y - 1), 0)),
            of(given, x, "=", 1 / y, Eq(x * y**2, y)),
            of(given, Sum(p * j, (j, 1, n)), "=", Sum(j**2, (j, 1, n)), Eq(p, j)),
            of(given, Derivative(y * x, x), "=", 3 * x**2, Eq(y, x**2)),
        ],
    ),
    "use": row(
        [of(use(square, {x: p - q}), (p - q) ** 2 + 1, ">=", 1)],
        [
            of(use(square, {x: sqrt(x)}), x, ">=", 0),
            of(use(line), y - x, ">=", 0 * y, x < y + 1),
            of(use(positive_line, {p: x, q: y}), x, "<=", y, x <= y),
            of(use(line), f(p) - 2 * x, "<=", f(p) - 2 * y, x <= y),
            of(use(line), f(p) + Sum(x * a, (a, -3, 2)), "<=", f(p) + Sum(y * a, (a, -3, 2)), x <= y),
            of(use(prime), n, ">=", 2),
            of(use(even), (n - 1) ** 2, ">=", 1),
            of(use(line), z * x, "<=", z * y, x <= y),
        ],
    ),
    "definition": row(
        [
            of(definition(y), y * x, "=", x**2 + x, definitions=step_of),
            of(definition(f(k + 1)), f(k + 1), "=", f(k) / (k + 1), definitions=step_of),
            of(definition(y), y * x, "=", 1, x > 0, definitions=quotient),
        ],
        [
            of(definition(y), Derivative(y * x, x), "=", Derivative(x**2 + x, x), definitions=step_of),
            of(definition(y), y * x, "=", 1, definitions=quotient),
            of(definition(f(a + 1)), f(a + 1), "=", f(a) / (a + 1), definitions=step_of),
            of(definition(f(k)), f(k), "=", f(k - 1) / k, definitions=step_of),
        ],
    ),
    "cases": row(
        [
            of(cases(below, above), Min(x, y), "=", Min(x, y)),
            of(cases(below, strictly_above), Min(x, y), "=", Min(x, y)),
        ],
        [
            of(cases(strictly_below, strictly_above), Min(x, y), "=", Min(x, y)),
            of(cases(below, beyond_one), Min(x, y), "=", Min(x, y)),
            of(cases(root_below, root_above), Min(sqrt(x), y), "=", Min(sqrt(x), y)),
        ],
    ),
    "recurrence": row(
        [
            of(counted(k), f(k), "=", k),
            of(counted(j, 1), f(j), "=", j),
            "test_inductions: a_sum_that_begins_with_the_induction",
        ],
        [
            of(counted(j), f(j), "=", j),
            *(of(counted(letter), f(letter), "=", letter) for letter in LEAPING),
            "test_inductions: a_step_that_holds_from_four_on_only",
            "test_inductions: a_sum_that_has_not_begun",
            "test_places: a_double_sum_with_another_end_of_the_outer_index",
        ],
    ),
    "inequality": row(
        [
            of(inequality, x * y, "<=", (x**2 + y**2) / 2),
            of(inequality, log(p), "<=", p - 1),
            of(inequality, (1 + x) ** p, ">=", 1 + p * x, x > -1, p >= 1),
            of(inequality, atan(1 / x), "<=", atan(1 / (x - 1)), x > 1),
            of(inequality, Sum(j, (j, 1, n)) + 6, ">=", Sum(1, (k, 1, 2), (j, 1, 3))),
            of(inequality, Sum(log(a), (a, 1, n)) + Sum(log(-a), (a, -n, -1)), ">=", 0),
            of(inequality, Integral(log(x), (x, 1, 2)), ">=", 0, x <= -1),
            of(inequality, Df1(2, p, j), ">", 0),
            of(inequality, UnitIntegral(1, Rational(1, 2), 2, 1), ">=", Rational(88, 100)),
            of(inequality, Sum(weight(j) * p / (1 + p), (j, 1, k)), "<", 1, Eq(Sum(weight(j), (j, 1, k)), 1)),
            of(inequality, risk(0), "<", risk(0) + 1, T >= d + 2),
            of(inequality, risk(1, designs="ridge"), "<", risk(1, designs="ridge") + 1, ridge0 > 0, T >= d + 2),
            of(inequality, generator_error(2 * n), ">=", 0),
            of(inequality, Df1(p, q, d - 1), ">", 0, d >= 2),
        ],
        [
            of(inequality, sqrt(x * y), "<=", (x + y) / 2, x * y >= 0),
            of(inequality, 1 / x, "<=", 1 / y, x >= y, y * x > -1),
            of(inequality, x ** (2 * p), ">=", 0),
            of(inequality, log(x), "<=", x - 1),
            of(inequality, (1 + x) ** n, ">=", 1 + n * x, x >= -3),
            of(inequality, exp(Piecewise((x, x < 1), (x - 5, True))), ">=", 1, x >= 0),
            of(inequality, exp(x - floor(x)), ">=", 1 + x / 2, x >= 0, x <= 1),
            of(inequality, atan(1 / x), ">=", -pi / 4, x >= -1, Ne(x, 0)),
            of(inequality, Piecewise((1, x > 0), (2, x < 0)), ">=", 1),
            of(inequality, tan(x), ">=", x, x >= 0, x <= 3),
            of(inequality, risk(0), "<", risk(0) + 1, T >= d),
            of(inequality, risk(1, designs="ridge", ridge=1), "<", risk(1, designs="ridge", ridge=1) + 1, T0 >= d),
            of(inequality, generator_error(n / 2), ">=", 0),
            of(inequality, risk(0, T=T - 5, ridge=1), ">=", 0),
            of(inequality, Df1(p, q, d - 1), ">", 0),
            of(inequality, p**x, "<=", q**x, p <= q),
            of(inequality, x**q, "<=", y**q, x <= y),
            of(inequality, Abs(x) / x, "<=", 1),
            of(inequality, Sum(p, (j, 1, 3), (k, 1, n)), ">", 0),  # no pairs at n = 0
            of(inequality, Integral(exp(x * y), (x, 0, 1), (y, 0, Abs(z))), ">", 0),
            of(inequality, Sum(j, (j, 1, n)) + 1, ">=", Sum(1, (k, 1, 2), (j, 1, 3))),  # the inner sum alone is 2
            of(inequality, Sum(1 / j, (j, 1, n)), "<", Sum(1 / j, (j, 1, n + k))),
            of(inequality, Df1(2, p, k), ">", 0),  # no eigenvalues at k = 0
            of(inequality, Kappa(2, p, q, x), ">=", 0),
            of(inequality, UnitIntegral(1, Rational(1, 2), 2, 1), ">=", Rational(9, 10)),
            of(inequality, UnitIntegral(1, 1, -2, 1), ">=", Rational(3, 10)),
            of(inequality, p * Sum(weight(j), (j, 1, k)), "<", 1, Eq(Sum(weight(j), (j, 1, k)), 1), p <= 1),
            of(
                inequality,
                Sum(a * Sum(exp(f(j)), (j, 1, n)), (a, -3, 0)),
                ">=",
                Sum(a * Sum(1 + f(j), (j, 1, n)), (a, -3, 0)),
                a > 0,
            ),  # it is the free a that is positive
            of(inequality, Sum(log(a), (a, 1, n)) + Sum(log(-a), (a, -n, -1)), ">=", 100),  # a is on one side
            of(inequality, Integral(log(x), (x, 1, 2)), ">=", 100, x <= -1),  # no log of the free x
            of(inequality, Piecewise((log(x), (x > 0) & (x < 5)), (-1, True)), ">=", 100, x <= -1, f(1) >= 0),
        ],
    ),
    "inequality_per_eigenvalue": row(
        [of(inequality_per_eigenvalue, EigenSum(s / (s + p)), "<=", EigenSum(s / p))],
        [
            of(inequality_per_eigenvalue, EigenSum(s**2), "<=", EigenSum(s), EigenSum(s) <= 1, Eq(d, 1)),
            of(inequality_per_eigenvalue, EigenSum(s / (s + x)), "<=", EigenSum(1), x > -1),
            of(inequality_per_eigenvalue, EigenSum(s * x), "<=", EigenSum(s * y), x**2 <= y**2),
            "test_places: an_assumption_on_a_free_letter_is_used_of_every_eigenvalue",
        ],
    ),
    "triangle": row(
        [
            of(triangle, Abs(x - z), "<=", Abs(x - y) + Abs(y - z)),
            of(triangle, Abs(Sum(f(j), (j, 1, n))), "<=", Sum(Abs(f(j)), (j, 1, n))),
        ],
        [
            "test_within: a_triangle_with_a_negative_factor",
            of(triangle, Abs(x - z), "<=", Abs(x - y) + y * Abs(1 - z / y)),
            of(triangle, Abs(x) + Abs(y), "<=", Abs(x + y)),
            of(triangle, Abs(Sum(f(j) * (-1) ** j, (j, 1, n))), "<=", Sum(Abs(f(j)), (j, 1, n - 1))),
            of(triangle, Abs(1 / x + y), "<=", Abs(1 / x) + Abs(y)),
            of(triangle, Integral(1 / y**2, (y, -1, 1)), ">=", 0),
        ],
    ),
    "triangle_by": row(
        [of(triangle_by(use(split)), Abs(x), "<=", Abs(y) + Abs(z), Eq(x, y + z))],
        [
            of(triangle_by(use(split)), Abs(x), "<=", Abs(y) + Abs(z)),
            of(triangle_by(use(split)), Abs(x), "<=", Abs(y) + z, Eq(x, y + z)),
            of(triangle_by(given), Abs(x), "<=", Abs(y), Eq(z * x, z * y)),
        ],
    ),
    "propagated": row(
        ["test_within: a_sum_keeps_the_remainder", "test_within: a_quotient_with_room"],
        [
            "test_within: a_square_without_its_cross_term",
            "test_within: a_quotient_without_room",
            "test_within: a_root_by_its_slope",
        ],
    ),
    "from_within": row(
        ["test_within: a_small_remainder_makes_an_equivalent", "test_within: a_vanishing_remainder_makes_a_limit"],
        [
            "test_within: a_remainder_of_the_same_order_makes_none",
            "test_within: a_limit_of_a_remainder_that_stays",
            "test_within: a_side_without_its_remainder",
        ],
    ),
    "enumeration": row(
        [of(enumeration, Mod(a**2, 4), "<=", 1, a >= -9, a <= 9), of(enumeration, 1 / a, "<=", 1, a >= 1, a <= 5)],
        [
            of(enumeration, Mod(a**2, 3), "<=", 1, a >= -9, a <= 9 + b),
            of(enumeration, 1 / a, "<=", 1, a >= 0, a <= 5),
            of(enumeration, sqrt(a), "<=", 3, a >= -1, a <= 5),
            of(enumeration, x**2, ">=", x, x >= 0, x <= 5),
            of(enumeration, a * x, ">=", 0, a >= 0, a <= 5, x >= 0, x <= 2),
            of(enumeration, Piecewise((1, a > 0), (1, a < 0)), "=", 1, a >= -3, a <= 3),
            of(enumeration, Sum(j, (j, 1, a)), "=", a * (a + 1) / 2, a >= -5, a <= 5),
            of(enumeration, a**2 - 4 * a + 3, ">=", 0, a >= 0, a <= 5, Mod(a, 2) < 1, a > x),
        ],
    ),
    "raised": row(
        [
            of(raised(line, 3), x**3, "<=", y**3, x <= y, x > 0),
            of(raised(positive_line, -1), 1 / p, ">=", 1 / q, p <= q),
        ],
        [
            of(raised(line, 2), x**2, "<=", y**2, x <= y),
            of(raised(line, 2), x**2, "<=", y**2, x <= y, y > 0),
            of(raised(line, half), sqrt(x), "<=", sqrt(y), x <= y),
            of(raised(positive_line, x), p**x, "<=", q**x, p <= q, x >= -1),
            of(raised(positive_line, -1), 1 / p, "<=", 1 / q, p <= q),
        ],
    ),
}
