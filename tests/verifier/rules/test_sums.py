"""Sums: antidifferences, terms compared one by one, and the limits of powers and digamma functions."""

from sympy import Integer, Rational, Sum, Symbol, digamma, log, pi

from lemmata.theory.notation import T0, d, n, sigma0
from lemmata.theory.relations import Path
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import inequality, limit, telescoping
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

i = Symbol("i", integer=True, positive=True)
x = Symbol("x", positive=True)
proved = Verdict.PROVED
products = Sum(1 / (i * (i + 1)), (i, 1, n))
squares = Sum(1 / i**2, (i, 1, n))


def verdict(rule, before, relation, after, *assumptions, path=None):
    return judged(rule, Step(before, relation, after), Context(assumptions=assumptions, path=path)).verdict


def test_telescoping_needs_the_right_ends():
    rule = telescoping(-1 / (i + 1), i)
    assert verdict(rule, 3 * products, "=", 3 - 3 / (n + 1)) is proved
    assert verdict(rule, 3 * products, "=", 3 - 3 / (n + 2)) is not proved
    assert verdict(rule, Sum(1 / (i * (i + 1)), (i, 2, n)), "=", Rational(1, 2) - 1 / (n + 1)) is not proved  # n = 0


def test_telescoping_bounds_in_the_right_direction():
    rule = telescoping(-2 / (i + 1), i)
    assert verdict(rule, squares, "<=", 2 - 2 / (n + 1)) is proved
    assert verdict(rule, squares, ">=", 2 - 2 / (n + 1)) is not proved
    assert verdict(rule, -squares, "<=", -2 + 2 / (n + 1)) is not proved
    assert verdict(rule, squares**2, "<=", (2 - 2 / (n + 1)) ** 2) is not proved


def test_a_pole_of_the_antidifference_within_the_range_is_noticed():
    shifted = Sum(1 / ((i - 3) * (i - 2)), (i, 4, n + 3))
    assert verdict(telescoping(-1 / (i - 2), i), shifted, "=", 1 - 1 / (n + 1)) is proved
    across = Sum(1 / ((i - 3) * (i - 2)), (i, 1, n))
    assert verdict(telescoping(-1 / (i - 2), i), across, "=", -1 - 1 / (n - 2)) is not proved


def test_digamma_functions_telescope():
    shift = (d + 1) / T0
    G = (digamma(i + 1 - shift) - digamma(i + 1)) / (d + 1)
    total = Sum(1 / (i * (i * T0 - d - 1)), (i, 1, n))
    closed = (digamma(n + 1 - shift) - digamma(1 - shift) - digamma(n + 1) + digamma(1)) / (d + 1)
    assert verdict(telescoping(G, i), total, "=", closed, T0 >= d + 2) is proved
    assert verdict(telescoping(G, i), total, "=", closed) is not proved  # a pole when (d + 1)/T0 = 1
    assert verdict(telescoping(G, i), total, "=", closed + 1 / (n + 1), T0 >= d + 2) is not proved


def test_terms_are_compared_over_one_range():
    cubes = Sum(1 / i**3, (i, 1, n))
    assert verdict(inequality, 2 * squares + x, ">=", 2 * cubes + x) is proved
    assert verdict(inequality, 2 * squares + x, "<=", 2 * cubes + x) is not proved
    assert verdict(inequality, squares - x, ">=", cubes) is not proved
    assert verdict(inequality, squares, ">=", Sum(1 / i**3, (i, 1, n + 1))) is not proved
    assert verdict(inequality, -squares, "<=", -cubes) is proved


def test_partial_sums_are_below_zeta():
    assert verdict(inequality, sigma0**2 * squares, "<=", sigma0**2 * pi**2 / 6) is proved
    assert verdict(inequality, squares, ">=", pi**2 / 6) is not proved
    assert verdict(inequality, -squares, "<=", -(pi**2) / 6) is not proved
    assert verdict(inequality, Sum(1 / i, (i, 1, n)), "<=", pi**2 / 6) is not proved
    assert verdict(inequality, squares, "<=", pi**2 / 8) is not proved


def test_digammas_vanish_only_together():
    path = Path(n)
    assert verdict(limit, digamma(n + x) - digamma(n + 1) + x, "->", x, path=path) is proved
    assert verdict(limit, digamma(n + x) + x, "->", x, path=path) is not proved
    assert verdict(limit, digamma(2 * n) - digamma(n), "->", Integer(0), path=path) is not proved  # log 2
    assert verdict(limit, n * digamma(n + 1) - n * digamma(n), "->", Integer(0), path=path) is not proved  # 1
    assert verdict(limit, digamma(n + x) - digamma(n + 1) + log(n), "->", log(n), path=path) is not proved


def test_powers_vanish_below_one_only():
    path = Path(n)
    assert verdict(limit, d * (1 - x**n), "->", d, x < 1, path=path) is proved
    assert verdict(limit, d * (1 - x**n), "->", d, path=path) is not proved
    assert verdict(limit, n * x**n, "->", Integer(0), x < 1, path=path) is proved
    assert verdict(limit, n * x**n, "->", Integer(0), x <= 1, path=path) is not proved
    assert verdict(limit, d * (1 - x**n), "->", d + 1, x < 1, path=path) is not proved
