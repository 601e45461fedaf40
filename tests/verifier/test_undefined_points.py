"""A claim of ours is refuted where a side is undefined; a published one is read as leaving such points out."""

import pytest
from sympy import Derivative, Eq, Integral, Rational, Sum, Symbol, binomial, log, oo, pi, sqrt, zeta
from sympy.abc import k

from lemmata.theory.notation import T, d, n
from lemmata.theory.relations import at_least, equal, less_than
from lemmata.verifier.claim import by, calc
from lemmata.verifier.rules import algebra, cited
from lemmata.verifier.verdict import Verdict

x = Symbol("x", real=True)
y = Symbol("y", positive=True)
m = Symbol("m", integer=True, positive=True)


def test_a_quotient_is_undefined_at_one_size_of_the_domain(paper, verdict_of):
    g = T - d - 1
    paper.claim("gap", "", equal((T - d) * g / (g**2 + g), 1), where=[T >= d + 1], witness={T: 4, d: 1})
    status = verdict_of(paper)
    assert status.verdict is Verdict.REFUTED
    assert "undefined at d=1 T=2" in status.decisive.detail


def test_its_neighbour_is_fine(paper, verdict_of):
    g = T - d - 1
    paper.claim("gap", "", equal((T - d) * g / (g**2 + g), 1), where=[T >= d + 2], witness={T: 4, d: 1})
    assert verdict_of(paper).verdict is Verdict.TESTED


def test_a_published_statement_leaves_such_points_out(paper, verdict_of):
    g = T - d - 1
    paper.published("gap", "", equal((T - d) * g / (g**2 + g), 1), where=[T >= d + 1], witness={T: 4, d: 1},
                    source=paper.at("(1)"))  # fmt: skip
    assert verdict_of(paper).verdict is Verdict.TESTED


def test_a_root_without_a_single_real_point_is_refuted(paper, verdict_of):
    paper.claim("root", "", at_least(sqrt(-1 - x**2), 1000), witness={x: 1})
    assert "undefined" in verdict_of(paper).reason


def test_a_point_far_out_is_found(paper, verdict_of):
    paper.claim("log", "", equal(log(10**6 - y) - log(10**6 - y) * 2, -log(10**6 - y)), witness={y: 1})
    paper.claim("far", "", at_least(log(10**6 - y) ** 2, 0), witness={y: 1})
    assert verdict_of(paper).verdict is Verdict.REFUTED


def test_a_reversed_sum_is_undefined(paper, verdict_of):
    total = Sum(k, (k, 1, n - 2))
    paper.claim("sum", "", equal(total, (n - 2) * (n - 1) / 2), witness={n: 4})
    assert "from 1 to" in verdict_of(paper).reason


def test_a_step_through_an_undefined_term_proves_nothing_and_refutes_nothing(paper, verdict_of):
    paper.claim("square", "", equal(x + 7, 7 + x), witness={x: 7},
                proof=calc(x + 7, by(algebra), (x**2 - 49) / (x - 7), by(algebra), x + 7))  # fmt: skip
    status = verdict_of(paper)
    assert status.verdict is not Verdict.PROVED
    assert status.verdict is not Verdict.REFUTED


def test_where_an_assumption_leaves_the_undefined_point_only(paper, verdict_of):
    paper.claim("seven", "", equal((x**2 - 49) / (x - 7), 14), where=[Eq(x, 7)], witness={x: 7})
    assert verdict_of(paper).verdict is Verdict.REFUTED


def test_false_infinite_sums_are_refuted_and_true_ones_are_not(paper, verdict_of):
    paper.claim("basel", "", equal(Sum(1 / k**2, (k, 1, oo)), pi**2 / 7), witness={})
    assert verdict_of(paper).verdict is Verdict.REFUTED
    paper.claim("right", "", equal(Sum(1 / k**2, (k, 1, oo)), pi**2 / 6), witness={})
    assert verdict_of(paper).verdict is Verdict.TESTED
    powers = Sum(k ** (-y), (k, 1, oo))
    paper.claim("shifted", "", equal(powers, zeta(y + 1)), where=[y > 1], witness={y: 2})
    assert verdict_of(paper).verdict is Verdict.REFUTED
    paper.claim("powers", "", equal(powers, zeta(y)), where=[y > 1], witness={y: 2})
    assert verdict_of(paper).verdict is Verdict.TESTED
    paper.claim("too-wide", "", equal(powers, zeta(y)), where=[y >= 1], witness={y: 2})
    assert "undefined at y=1" in verdict_of(paper).reason
    paper.claim("geometric", "", equal(Sum(y * 2 ** (-k), (k, 1, oo)), y), witness={y: 1})
    assert verdict_of(paper).verdict is Verdict.TESTED
    paper.claim("off", "", equal(Sum(y * 2 ** (-k), (k, 1, oo)), y + Rational(1, 10**9)), witness={y: 1})
    assert verdict_of(paper).verdict is Verdict.REFUTED


def test_a_letter_that_may_be_zero_is_named_with_the_assumption_that_excludes_it(paper, verdict_of):
    paper.claim("mean", "", at_least(x**2 / n, 0), witness={n: 1, x: 1})
    assert "n may be 0, which where=[n >= 1] excludes" in verdict_of(paper).reason
    paper.claim("excluded", "", at_least(x**2 / n, 0), where=[n >= 1], witness={n: 1, x: 1})
    assert verdict_of(paper).verdict is Verdict.TESTED


def test_a_pole_inside_leaves_an_integral_without_a_value(paper, verdict_of):
    paper.claim("pole", "", equal(Integral(1 / (y - 2), (y, 1, 3)), 0), witness={})
    assert "diverges at y = 2.0000" in verdict_of(paper).reason


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        (equal(1 + 2 * Sum(1 / k, (k, 1, oo)), oo), Verdict.ASSUMED),
        (at_least(Integral(1 / y, (y, 0, 1)), 7), Verdict.ASSUMED),
        (less_than(Sum(1 / k**2, (k, 1, oo)), oo), Verdict.ASSUMED),
        (equal(Sum(1 / k**2, (k, 1, oo)), oo), Verdict.REFUTED),
        (equal(Integral(1 / (x - 2), (x, 1, 3)), oo), Verdict.REFUTED),
        (less_than(Sum(1 / k, (k, 1, oo)), oo), Verdict.REFUTED),
        (equal(Sum(1 / k, (k, 1, oo)), 7), Verdict.REFUTED),
        (equal(Sum(1 / k, (k, 1, oo)) - Sum(1 / (2 * k), (k, 1, oo)), oo), Verdict.REFUTED),
        (equal(Sum(1 / k, (k, 1, oo)) + Sum(1 / (2 * k), (k, 1, oo)), oo), Verdict.ASSUMED),
    ],
    ids=str,
)
def test_what_diverges_is_infinite_where_no_term_is_negative(paper, verdict_of, statement, verdict):
    paper.claim("size", "", statement, witness={}, proof=cited("a book"))
    assert verdict_of(paper).verdict is verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        (equal(Derivative(Sum(x**m, (m, 1, n)), x), Sum(m * x ** (m - 1), (m, 1, n))), Verdict.TESTED),
        (equal(Derivative(Sum(x**m, (m, 1, n)), x), Sum(m * x**m, (m, 1, n))), Verdict.REFUTED),
        (equal(Derivative(1 / x, x), -1 / x**2), Verdict.REFUTED),
        (equal(binomial(n, m) * (m - n), -n * binomial(n - 1, m)), Verdict.TESTED),
        (at_least(binomial(n, m), (n / m) ** m), Verdict.REFUTED),
    ],
    ids=str,
)
def test_a_value_is_missing_only_where_there_is_none(paper, verdict_of, statement, verdict):
    """SymPy writes the slope of x^k as k x^k/x, which says nothing of x = 0; binomial(n, m) is 0 for m > n."""
    paper.claim("value", "", statement, witness={x: 1, n: 2, m: 1})
    assert verdict_of(paper).verdict is verdict
