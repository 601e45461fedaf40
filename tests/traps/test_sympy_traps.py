"""Known wrong or dangerous answers of SymPy 1.14, frozen.

Each trap has two sides. ``test_library_*`` records what the library answers today: when it changes, the guard can be
reviewed. ``test_verifier_*`` says that Lemmata comes out right, or undecided, on the same mathematics whatever the
library does.
"""

from fractions import Fraction
from time import process_time

import pytest
from sympy import (
    Abs,
    Eq,
    Gt,
    Integer,
    Integral,
    Interval,
    Max,
    Min,
    O,
    Piecewise,
    Product,
    Rational,
    Sum,
    Symbol,
    exp,
    latex,
    limit,
    log,
    maximum,
    minimum,
    oo,
    pi,
    series,
    sin,
    sqrt,
    srepr,
    symbols,
)

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T, phi
from lemmata.theory.reading.parsing import parse
from lemmata.theory.relations import Path
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.engines.point_refuter import examine
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import algebra, inequality
from lemmata.verifier.rules import limit as limit_rule
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.pace import within

x = Symbol("x", real=True)
p = Symbol("p", positive=True)
k = Symbol("k", integer=True, positive=True)
a, b, c = symbols("a b c", positive=True)


def verdict(rule, before, relation, after, *assumptions, path=None):
    return judged(rule, Step(before, relation, after), Context(assumptions=assumptions, path=path)).verdict


def test_library_series_of_symbolic_powers_loses_both_terms():
    assert series(p**a + p**b, p, 0, 3) == O(p**3)


def test_verifier_does_not_take_symbolic_powers_for_zero():
    assert verdict(algebra, p**a + p**b, "=", Integer(0)) is not Verdict.PROVED
    assert examine(p**a + p**b, "=", Integer(0), Context()).verdict is Verdict.REFUTED


def test_library_series_of_a_slow_power_claims_a_fast_one():
    assert series(1 / (1 + p ** (-c)), p, oo, 3) == 1 + O(p**-3, (p, oo))


def test_verifier_takes_a_limit_with_a_symbolic_power_by_its_order():
    slow = 1 / (1 + T ** (-c))
    assert verdict(limit_rule, slow, "->", Integer(1), path=Path(T)) is Verdict.PROVED
    for other in (0, Rational(1, 2)):
        assert verdict(limit_rule, slow, "->", Integer(0) + other, path=Path(T)) is not Verdict.PROVED


def test_library_limit_at_a_pole_takes_the_wrong_side():
    assert limit(phi / (1 - phi), phi, 1) == -oo


def test_verifier_refuses_a_limit_at_a_pole():
    for infinite in (oo, -oo):
        assert verdict(limit_rule, phi / (1 - phi), "->", infinite, path=Path(phi, to=Integer(1))) is not Verdict.PROVED


def test_library_minimum_of_a_maximum_is_wrong():
    assert minimum(Max(-2 * x, x - 1), x, Interval(0, 1)) == 0
    assert maximum(Min(2 * x, 1 - x), x, Interval(0, 1)) == 0


def test_verifier_finds_a_point_below_the_claimed_minimum():
    found = examine(Max(-2 * x, x - 1), ">=", Integer(0), Context(assumptions=(x >= 0, x <= 1)))
    assert found.verdict is Verdict.REFUTED


def test_verifier_sums_term_by_term():
    j = Symbol("j", integer=True, positive=True)
    total = Sum((-1) ** j / j, (j, 1, 65))
    direct = sum(Fraction((-1) ** k, k) for k in range(1, 66))
    assert exact_value(total) == direct
    assert enclose(total + sqrt(Integer(0))).contains(direct)


def test_verifier_gives_no_value_to_a_divergent_sum():
    j = Symbol("j", integer=True, positive=True)
    with pytest.raises(NoEnclosure, match="the sum of 1/j diverges"):
        enclose(Sum(1 / j, (j, 1, oo)))


def test_verifier_never_refutes_a_true_identity_between_roots():
    assert (
        examine(sqrt(5 + 2 * sqrt(6)), "=", sqrt(Integer(2)) + sqrt(Integer(3)), Context()).verdict
        is not Verdict.REFUTED
    )


def test_verifier_decides_both_branches_of_a_maximum():
    assert verdict(inequality, Max(p, 1), ">=", Integer(1)) is not Verdict.REFUTED
    assert examine(Max(p, 1), ">=", p + Rational(1, 2), Context()).verdict is Verdict.REFUTED


def test_verifier_distinguishes_growth_by_its_parameters():
    step = (exp(a * T) - exp(b * T), "->", oo)
    assert verdict(limit_rule, *step, path=Path(T)) is Verdict.UNDECIDED


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__",
        "open('x')",
        "lambda x: 0",
        "[1]",
        "T.name",
        "f'{T}'",
        "T if d else T",
    ],
)
def test_verifier_parses_formulas_by_an_allow_list(text):
    with pytest.raises(InputError, match=r"formula = .*: must be (made of numbers|written with ridge)"):
        parse(text)


LONG = Sum(1 / (k * log(k) ** 2) + (-1) ** k / k**2, (k, 2, oo))
"""SymPy asks its quadrature for this sum, and is at it for minutes."""


def test_verifier_never_has_a_number_beside_an_infinite_sum_evaluated_by_the_library():
    start = process_time()
    for term in (LONG, Product(1 + 1 / k**2, (k, 1, oo)), Integral(sin(x**2), (x, 0, oo))):
        sums = term + 1, 2 * term - pi, term**2 + term, Max(term, 3), Abs(term - 2), Piecewise((1, term > 1), (2, True))
        assert all(str(one) and latex(one) and srepr(one) for one in sums)
        assert isinstance(term > 1, Gt)
        assert (term - 1).is_positive is None
    assert verdict(algebra, (LONG + 1) ** 2, "=", LONG**2 + 2 * LONG + 1) is not Verdict.REFUTED
    assert examine(LONG + 1, "=", LONG - pi, Context()).verdict is Verdict.REFUTED
    assert within(process_time() - start, 2)


def test_verifier_keeps_decimals_exact():
    assert parse("0.1*3") == Rational(3, 10)
    assert Eq(parse("0.1*3"), Rational(3, 10)) == True  # noqa: E712
