"""Textbook facts are proved and their false twins are not: a sample in a plain run, all of them in a deep one."""

import pytest
from sympy import Derivative, Eq, Integral, Sum, binomial, exp, gamma, log, oo, polygamma, zeta

from lemmata.theory.relations import Path, at_least, at_most, equal, tends
from lemmata.verifier.rules import inequality, integration, limit, summation
from tests.analysis import algebra, appendices, inequalities, integrals, learning, limits, matrices, sums
from tests.analysis.facts import false_ones, proved, refuted
from tests.depth import DEEP

TABLES = (algebra, appendices, inequalities, learning, limits, sums, integrals, matrices)
FACTS = [one for table in TABLES for one in table.FACTS]
QUICK = [
    *algebra.FACTS[1::8],
    *inequalities.FACTS[:9:4],
    *learning.FACTS[::2],
    *limits.FACTS[1::12],
    *sums.FACTS[::6],
    *integrals.FACTS[1::6],
    *appendices.FACTS[2::4],
    *matrices.FACTS[1::6],
]
SAMPLE = FACTS if DEEP else QUICK


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.name)
def test_a_fact_is_proved_and_its_twins_are_not(one):
    assert proved(one.statement, one.rule, one.where) == ""
    for statement, where in false_ones(one):
        assert proved(statement, one.rule, where) != ""


@pytest.mark.parametrize("one", FACTS if DEEP else FACTS[3::20], ids=lambda one: one.name)
def test_a_false_twin_is_refuted(one):
    for statement, where in false_ones(one):
        assert refuted(statement, one.rule, where)


NOT_KNOWN = [
    (limits.r**limits.n, 0, limits.INF, [limits.r <= 1, limits.r >= -1]),
    (limits.r**limits.n, 0, limits.INF, [limits.r < 1]),
    (limits.p**limits.n, 0, limits.INF, [limits.p <= 1]),
    (Sum(limits.p**limits.k, (limits.k, 0, limits.n)), 1 / (1 - limits.p), limits.INF, [limits.p <= 1]),
    (Sum(limits.k**-limits.a, (limits.k, 1, limits.n)), zeta(limits.a), limits.INF, []),
    (Sum(1 / limits.k, (limits.k, limits.n, 2 * limits.n)), 0, limits.INF, []),
    (exp(limits.u * limits.x), 0, Path(limits.x), [limits.u <= 0]),
    (limits.x ** (limits.p - limits.q), 0, Path(limits.x), [limits.p <= limits.q]),
    (limits.x**-limits.u * log(limits.x), 0, Path(limits.x), [limits.u >= 0]),
    (gamma(limits.x + limits.r) / gamma(limits.x), 0, Path(limits.x), [limits.r <= 0]),
]


@pytest.mark.parametrize(("expression", "value", "path", "where"), NOT_KNOWN)
def test_a_limit_at_the_edge_of_its_conditions_is_not_proved(expression, value, path, where):
    assert proved(tends(expression, value, path), limit, where) != ""


SUMS_NOT_KNOWN = [
    (Sum(sums.r**sums.k, (sums.k, 0, oo)), 1 / (1 - sums.r), [sums.r <= 1, sums.r > -1]),
    (Sum(sums.r**sums.k, (sums.k, 0, oo)), 1 / (1 - sums.r), [sums.r < 1]),
    (Sum(1 / sums.k, (sums.k, 1, oo)), zeta(2), []),
    (Sum((-1) ** (sums.k + 1) / sums.k, (sums.k, 1, oo)), log(2), []),
    (Sum(sums.x**sums.k / sums.k, (sums.k, 1, oo)), -log(1 - sums.x), [sums.x <= 1]),
    (Sum(1 / (sums.k + sums.r) ** 2, (sums.k, 0, oo)), polygamma(1, sums.r), []),
    (Sum(binomial(sums.r, sums.k) * sums.p**sums.k, (sums.k, 0, oo)), (1 + sums.p) ** sums.r, [sums.p <= 1]),
    (Sum(sums.k**2 * binomial(sums.n, sums.k) * (-1) ** sums.k, (sums.k, 0, sums.n)), 0, []),
    (Sum(binomial(sums.n - 2, sums.k), (sums.k, 0, sums.n - 2)), 2 ** (sums.n - 2), []),
]


@pytest.mark.parametrize(("total", "value", "where"), SUMS_NOT_KNOWN)
def test_a_sum_at_the_edge_of_its_conditions_is_not_proved(total, value, where):
    assert proved(equal(total, value), summation, where) != ""


INTEGRALS_NOT_KNOWN = [
    (Integral(1 / integrals.x, (integrals.x, 0, 1)), 1, []),
    (Integral(integrals.x**-2, (integrals.x, -1, 1)), -2, []),
    (Integral(integrals.x ** (integrals.a - 2), (integrals.x, 0, 1)), 1 / (integrals.a - 1), []),
    (Integral(1 / (integrals.x * log(integrals.x)), (integrals.x, 0, 1)), 0, []),
    (Integral(1 / (integrals.x - 1), (integrals.x, 0, 2)), 0, []),
    (Integral(integrals.x ** (integrals.s - 1) * exp(integrals.x), (integrals.x, 0, oo)), gamma(integrals.s), []),
    (Integral(integrals.x ** (-integrals.a), (integrals.x, 1, oo)), 1 / (integrals.a - 1), []),
    (Integral(exp(integrals.t * integrals.x), (integrals.x, 0, oo)), -1 / integrals.t, [integrals.t <= 0]),
    (Integral(integrals.x, (integrals.x, 1, integrals.b)), (integrals.b**2 - 1) / 2, []),
]


@pytest.mark.parametrize(("total", "value", "where"), INTEGRALS_NOT_KNOWN)
def test_an_integral_without_its_conditions_is_not_proved(total, value, where):
    assert proved(equal(total, value), integration, where) != ""


of_n, total_w = inequalities.n, Sum(inequalities.w(inequalities.i), (inequalities.i, 1, inequalities.n))
w, v, f, i = (
    inequalities.w(inequalities.i),
    inequalities.v(inequalities.i),
    inequalities.f(inequalities.i),
    inequalities.i,
)
INEQUALITIES_NOT_KNOWN = [
    (at_least(log(Sum(w * v, (i, 1, of_n))), Sum(w * log(v), (i, 1, of_n))), []),
    (at_least(log(Sum(f * v, (i, 1, of_n))), Sum(f * log(v), (i, 1, of_n))), [Eq(Sum(f, (i, 1, of_n)), 1)]),
    (at_least(Sum(w * log(w / v), (i, 1, of_n)), 0), [Eq(total_w, 1)]),
    (at_least(Sum(w * log(w / v), (i, 1, of_n)), 0), [Eq(total_w, 1), Eq(Sum(v, (i, 1, of_n)), 2)]),
    (at_most(-Sum(w * log(w), (i, 1, of_n)), log(of_n)), []),
    (at_least(Sum(exp(f), (i, 1, of_n)), exp(Sum(f, (i, 1, of_n)))), []),
    (at_most(Sum(exp(f), (i, 1, of_n)) / of_n, exp(Sum(f, (i, 1, of_n)) / of_n)), []),
    (at_least(Derivative(exp(-(inequalities.t**2)), inequalities.t, inequalities.t), 0), []),
    (at_most(inequalities.x * inequalities.y, inequalities.x**inequalities.p / inequalities.p
             + inequalities.y**inequalities.q / inequalities.q), [Eq(1 / inequalities.p + 1 / inequalities.q, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "where"), INEQUALITIES_NOT_KNOWN if DEEP else INEQUALITIES_NOT_KNOWN[1::2])
def test_an_inequality_without_its_weights_is_not_proved(statement, where):
    assert proved(statement, inequality, where) != ""


def test_names_are_not_used_twice():
    assert len({one.name for one in FACTS}) == len(FACTS)
