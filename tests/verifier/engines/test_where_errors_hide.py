"""False statements that hold at ordinary points are refuted where they fail; their true neighbours are not."""

from fractions import Fraction
from time import process_time

import pytest
from sympy import Abs, Derivative, Eq, Integer, Max, Min, Rational, Sum, Symbol, binomial, exp, factorial, log, sqrt
from sympy.abc import j

from lemmata.verifier.engines.point_refuter import compare, examine
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.engines.turning_points import simplest_between, worth_trying
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict
from tests.pace import within

p = Symbol("p", positive=True)
x, y = Symbol("x", real=True), Symbol("y", positive=True)
n = Symbol("n", integer=True, positive=True)
m = Symbol("m", integer=True, positive=True)
M = 10**6

FALSE = [
    (p, "<=", Integer(M), ()),
    (p, "<=", Integer(5100), ()),
    (n, "<=", Integer(60), ()),
    (50 / (x + 1), ">=", Integer(1), (x >= 0, x <= 50)),
    (Max(0, p - M), "=", Integer(0), ()),
    (n + Max(0, n - M), "=", n, ()),
    (Min(p, M), "=", p, ()),
    ((x - 1000) * (x - 1001), ">=", Integer(0), ()),
    ((x - y) * (x - y - Rational(1, 1000)), ">=", Integer(0), ()),
    (Abs(p - 7), ">=", Rational(1, M), ()),
    (sqrt((p - 123456) ** 2), "=", 123456 - p, (p <= 123457,)),
    (log(p), "<=", Integer(20), ()),
    (exp(-p), ">=", Rational(1, 10**9), ()),
    (p, ">=", Rational(1, 10**9), ()),
    (factorial(n), "<=", 100**n, ()),
    (Sum(j, (j, 1, n)) + Max(0, n - 150), "=", n * (n + 1) / 2, ()),
    (x**2 * y**2 + x**4 + 1 - 3 * x * y, ">=", Integer(0), ()),
    (binomial(n, m), "<=", (2 * n / m) ** m, (m <= n,)),
]
TRUE = [
    (p, "<=", Integer(M), (p <= M,)),
    (n, "<=", Integer(60), (n < 61,)),
    (51 / (x + 1), ">=", Integer(1), (x >= 0, x <= 50)),
    (Max(0, p - M), ">=", Integer(0), ()),
    ((n - 1000) * (n - 1001), ">=", Integer(0), ()),
    (Abs(p - 7), ">=", Integer(0), ()),
    (sqrt((p - 123456) ** 2), "=", 123456 - p, (p <= 123456,)),
    (log(1 + p), "<=", p, ()),
    (Sum(j, (j, 1, n)), "=", n * (n + 1) / 2, ()),
    (x**2 * y**2 + x**4 + 3 - 3 * x * y, ">=", Integer(0), ()),
    (exp(-p) * exp(p), "=", Integer(1), ()),
    (binomial(n, m), "<=", (exp(1) * n / m) ** m, (m <= n,)),
]


@pytest.mark.parametrize(("before", "relation", "after", "where"), FALSE, ids=str)
def test_a_false_statement_is_refuted_inside_its_domain(before, relation, after, where):
    found = examine(before, relation, after, Context(assumptions=where), thorough=True)
    assert found.verdict is Verdict.REFUTED
    symbols = {symbol.name: symbol for symbol in before.free_symbols | after.free_symbols}
    point = {symbols[name]: Fraction(value) for name, value in found.counterexample.items()}
    assert compare(before, relation, after, point, 30).gap > 0
    assert all(relation.xreplace({s: Rational(str(v)) for s, v in point.items()}) == True for relation in where)  # noqa: E712


@pytest.mark.parametrize(("before", "relation", "after", "where"), TRUE, ids=str)
def test_a_true_neighbour_is_not(before, relation, after, where):
    assert examine(before, relation, after, Context(assumptions=where), thorough=True).verdict is Verdict.TESTED


@pytest.mark.parametrize(
    ("facts", "before", "relation", "after"),
    [
        ({"nonpositive": True}, lambda r: r, "<=", 0),
        ({"negative": True}, lambda r: r * (r - 1), ">=", 0),
        ({"even": True, "positive": True}, lambda r: (r - 1) ** 2, ">=", 1),
        ({"odd": True}, lambda r: r**2, ">=", 1),
        ({"prime": True}, lambda r: r, ">=", 2),
        ({"composite": True}, lambda r: r, ">=", 4),
        ({"integer": True, "nonzero": True}, lambda r: r**2, ">=", 1),
        ({"integer": True, "prime": False, "positive": True}, lambda r: (r - 2) ** 2, ">=", 1),
        ({"zero": True}, lambda r: r, "=", 0),
    ],
)
def test_every_assumption_of_a_symbol_is_respected(facts, before, relation, after):
    r = Symbol("r", **facts)
    found = examine(before(r), relation, Integer(after), Context(), thorough=True)
    assert found.verdict is Verdict.TESTED
    worse = examine(before(r), relation, Integer(after) + (1 if relation == ">=" else -1), Context(), thorough=True)
    assert worse.verdict is Verdict.REFUTED


@pytest.mark.parametrize("facts", [{"irrational": True}, {"imaginary": True}, {"infinite": True}], ids=str)
def test_a_symbol_without_rational_values_is_never_refuted(facts):
    r = Symbol("r", **facts)
    assert examine(r**2, "=", r, Context(), thorough=True).verdict is Verdict.UNDECIDED


u = Symbol("u", real=True)
IRRATIONAL = [
    (p, ">=", y, y / 2, (Eq(p, sqrt(2) * y / 2),)),
    (p**2, "=", Integer(3), Integer(2), (Eq(p, sqrt(2)),)),
    (p, "<=", Rational(7, 5), Rational(3, 2), (Eq(sqrt(2), p),)),
    (p**3, "=", Integer(3), 2 * p, (Eq(p**2, 2),)),
    (u, "=", sqrt(2), 2 / u, (Eq(u**2, 2),)),
    (p + y, "<=", Rational(7, 5), sqrt(2), (Eq(p**2 + y**2, 1),)),
    (y, ">=", Integer(2), Integer(1), (Eq(p, sqrt(y - 1)),)),
    (u, ">=", Integer(1), Integer(0), (Eq(u, sqrt(x)),)),
    (u + p, "<=", Integer(3), Integer(4), (Eq(u, exp(p)), Eq(p, log(2) / 2 + 1 / sqrt(2)))),
    (Derivative(u * y, y), "=", 3 * sqrt(y) / 2, u, (Eq(u, sqrt(y)),)),
]


@pytest.mark.parametrize(("before", "relation", "false", "true", "where"), IRRATIONAL, ids=str)
def test_a_letter_that_is_given_by_a_root_or_a_function_is_put_in(before, relation, false, true, where):
    found = examine(before, relation, false, Context(assumptions=where), thorough=True)
    assert found.verdict is Verdict.REFUTED
    assert {letter.name for equation in where for letter in equation.free_symbols} <= {*found.counterexample}
    assert examine(before, relation, true, Context(assumptions=where), thorough=True).verdict is Verdict.TESTED


def test_a_root_at_which_the_equation_has_no_value_is_no_counterexample():
    beside = Context(assumptions=(Eq((u**2 - 2) / (u - sqrt(2)), 0),))
    assert examine(u, "<=", Integer(0), beside, thorough=True).verdict is not Verdict.REFUTED
    at_both = Context(assumptions=(Eq(u**2 - 2, 0),))
    assert examine(u, "<=", Integer(0), at_both, thorough=True).verdict is Verdict.REFUTED


@pytest.mark.parametrize("letter", [n, Symbol("r", irrational=True), Symbol("r", imaginary=True)])
def test_a_letter_with_more_than_a_sign_is_not_put_in(letter):
    where = (Eq(letter, sqrt(y)),)
    assert (
        examine((letter - 1) * (letter - 2), ">=", Integer(0), Context(assumptions=where)).verdict
        is not Verdict.REFUTED
    )


def test_a_counterexample_is_round_and_fails_by_a_margin():
    found = examine(p, "<=", Integer(M), Context())
    assert found.counterexample == {"p": "2000000"}


def test_a_solver_proposes_a_point_as_data():
    candidate = nonnegative(M - p, []).candidate
    assert candidate[p] > M


def test_a_gap_between_irrational_places_has_a_rational_number():
    tried = worth_trying([x**2 - 2, x**2 - 3], x, {}, integer=False)
    assert any(2 < value**2 < 3 for value in tried)
    low, high = Fraction(333, 106), Fraction(355, 113)
    assert low < simplest_between(low, high) < high


def test_a_search_without_success_ends():
    big = Sum(1 / (j + x) ** 7 + sqrt(j), (j, 1, n))
    start = process_time()
    examine(big, ">=", big - exp(-n), Context(), thorough=True)
    assert within(process_time() - start, 20)


def test_numbers_too_long_to_be_written_refute_nothing():
    assert examine(exp(exp(p)), ">=", 1 + exp(p), Context(), thorough=True).verdict is Verdict.TESTED
