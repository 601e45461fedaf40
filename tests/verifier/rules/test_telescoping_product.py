"""Powers of a ratio below one, and finite products: planted errors are not proved."""

from sympy import Integer, Product, Rational, Symbol

from lemmata.theory.notation import n
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import inequality, telescoping_product
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

c = Symbol("c", positive=True)
x = Symbol("x", nonnegative=True)
m = Symbol("m", integer=True, nonnegative=True)
proved = Verdict.PROVED


def verdict(rule, before, relation, after, *assumptions):
    return judged(rule, Step(before, relation, after), Context(assumptions=assumptions)).verdict


def test_a_power_of_a_ratio_below_one_lies_between_zero_and_one():
    assert verdict(inequality, c**n * x, "<=", x, c <= 1) is proved
    assert verdict(inequality, 1 - c ** (n + 2), ">=", 1 - c**2, c <= 1) is proved
    assert verdict(inequality, c ** (n + 1), "<=", c**n, c <= 1) is proved


def test_a_ratio_that_may_exceed_one_proves_nothing():
    assert verdict(inequality, c**n * x, "<=", x) is not proved
    assert verdict(inequality, c**n * x, "<=", x, c <= 2) is not proved
    assert verdict(inequality, (c - 2) ** n, "<=", Integer(1), c <= 1) is not proved


def test_what_fails_at_either_end_of_the_range_is_not_proved():
    assert verdict(inequality, c**n, "<=", c, c <= 1) is not proved  # n = 0
    assert verdict(inequality, c**n, ">=", Rational(1, 2), c <= 1) is not proved  # large n
    assert verdict(inequality, 1 - c ** (n + 1), "<=", 1 - c, c <= 1) is not proved
    assert verdict(inequality, c**n * (1 - c**n), "<=", Rational(1, 5), c <= 1) is not proved  # in between


def test_only_whole_exponents_from_zero_count():
    half, negative = Symbol("half", real=True), Symbol("negative", integer=True)
    assert verdict(inequality, c**half, "<=", Integer(1), c <= 1) is not proved
    assert verdict(inequality, c**negative, "<=", Integer(1), c <= 1) is not proved
    assert verdict(inequality, c ** (n - 1), "<=", Integer(1), c <= 1) is not proved


def test_a_product_of_ratios_telescopes_to_its_ends():
    factors = Product((m + 1) * (m + 3) / (m + 2) ** 2, (m, 0, n - 1))
    rule = telescoping_product((m + 3) / (m + 2), m)
    assert verdict(rule, 2 * factors, "=", (n + 2) / (n + 1)) is proved
    assert verdict(rule, 2 * factors, "=", (n + 3) / (n + 2)) is not proved
    assert verdict(rule, 2 * factors, "<=", (n + 2) / (n + 1)) is not proved
    assert verdict(telescoping_product((m + 2) / (m + 3), m), 2 * factors, "=", (n + 2) / (n + 1)) is not proved


def test_a_zero_of_the_antiquotient_within_the_range_is_noticed():
    across = Product((m - 2) / (m - 3), (m, 1, n))
    assert verdict(telescoping_product(m - 2, m), across, "=", (n - 2) / -2) is not proved


def test_a_range_that_is_less_than_empty_is_noticed():
    reversed_range = Product((m + 2) / (m + 1), (m, 2, n))  # SymPy turns it round at n = 0
    assert verdict(telescoping_product(m + 2, m), reversed_range, "=", (n + 2) / Integer(3)) is not proved


def test_finite_products_have_exact_values():
    factors = Product(m + 1, (m, 0, n - 1))
    assert [exact_value(factors, {n: k}) for k in (0, 1, 5)] == [1, 1, 120]
