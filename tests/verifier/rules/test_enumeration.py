"""Statements about finitely many integers: true neighbours of false ones, and domains that are not finite."""

import pytest
from sympy import Abs, And, Eq, Max, Mod, Ne, Product, Rational, Sum, Symbol, binomial, sqrt

from lemmata.theory.structure.counted import InverseEntry, PerfectMatchings, Permuted
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import enumeration
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

a, b, c, j, k = (Symbol(name, integer=True, nonnegative=True) for name in "abcjk")
q = Symbol("q", prime=True)
odd = Symbol("odd", odd=True)
x = Symbol("x", nonnegative=True)

TRUE = {
    "squares leave 0 or 1 modulo 4": (Mod(a**2, 4) * (1 - Mod(a**2, 4)), "=", 0, [a <= 60]),
    "Fermat's little theorem": (Mod(a**q, q), "=", Mod(a, q), [a <= 20, q <= 13]),
    "squares of odd numbers modulo 8": (Mod(odd**2, 8), "=", 1, [odd >= -9, odd <= 9]),
    "a bound by a letter before it": (b, "<=", a, [a <= 8, b <= a]),
    "a bound by a sum of letters": (a * b * c, "<=", 27, [a <= 9, b <= 9, Eq(a + b + c, 9)]),
    "a strict bound of a multiple": (a, "<", 4, [2 * a < 7]),
    "a condition that is no bound": (Mod(a + b, 2), "=", 0, [a <= 9, b <= 9, Eq(Mod(a, 2), Mod(b, 2))]),
    "conjunctions": (a, "<=", 3, [And(a >= 1, a <= 3)]),
    "what is said of other letters is left aside": (Mod(a**2, 3), "<", 2, [a <= 9, a < x]),
    "a sum over an index": (Sum(Permuted(4, a, k), (k, 0, 3)), "=", 6, [a <= 23]),
    "a closed statement": (Sum(Max(0, 1 - Abs(Permuted(3, j, 0))), (j, 0, 5)), "=", 2, []),
    "triangular systems are solved": (PerfectMatchings((1, 2 + a)), "=", 1, [a <= 1]),
}
FALSE = {
    "squares modulo 5": (Mod(a**2, 5) * (1 - Mod(a**2, 5)), "=", 0, [a <= 60]),
    "Fermat for all moduli": (Mod(a**b, b), "=", Mod(a, b), [a <= 5, b >= 1, b <= 6]),
    "one more": (b, "<=", a, [a <= 8, b <= a + 1]),
    "strictly": (a * b * c, "<", 27, [a <= 9, b <= 9, Eq(a + b + c, 9)]),
    "only the last point fails": (a, "<", 30, [a <= 30]),
    "another number of fixed points": (Sum(Max(0, 1 - Abs(Permuted(3, j, 0))), (j, 0, 5)), "=", 3, []),
    "all entries of inverses": (InverseEntry((1, 2 + a), 0, 1), "=", 1, [a <= 1]),
}
UNDECIDED = {
    "no upper bound": (Mod(a**2, 4), "<=", 1, []),
    "no integer": (x, "<=", 1, [x <= 1]),
    "bounds in a circle": (a, "<=", b, [a <= b, b <= a]),
    "too many": (a + b, ">=", 0, [a <= 10**6, b <= 10**4]),
    "no point": (a, "=", 7, [a <= 3, a >= 5]),
    "no value somewhere": (1 / (a - 2), "<=", 1, [a <= 4]),
    "no inverse somewhere": (InverseEntry((1, a), 0, 0), "=", 1, [a <= 3]),
    "a condition without a value": (a, "<=", 4, [a <= 4, Ne(1 / a, 3)]),
    "no rational": (sqrt(a), "<=", 2, [a <= 4]),
    "it may fail outside the domain only": (a, "<=", 2, [a <= 3, a < x, x <= Rational(5, 2)]),
}


def verdict(case):
    before, relation, after, assumptions = case
    return judged(enumeration, Step(before, relation, 0 * a + after), Context(assumptions=tuple(assumptions))).verdict


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_at_every_point_is_proved(name):
    assert verdict(TRUE[name]) is Verdict.PROVED


@pytest.mark.parametrize("name", FALSE)
def test_what_fails_at_one_point_is_refuted(name):
    assert verdict(FALSE[name]) is Verdict.REFUTED


@pytest.mark.parametrize("name", UNDECIDED)
def test_what_is_no_finite_domain_of_values_is_undecided(name):
    assert verdict(UNDECIDED[name]) is Verdict.UNDECIDED


def test_the_smallest_counterexample_is_given():
    finding = enumeration.judge(Step(a * b, "<", 0 * a + 6), Context(assumptions=(a <= 9, b <= 9)))
    assert finding.counterexample == {"a": "2", "b": "3"}
    assert finding.detail == "left side 6, right side 6"


def test_bound_letters_are_bound_by_their_own_range():
    """What is assumed of a free k says nothing of the index k."""
    step = Step(Sum(k, (k, 0, 3)) + 0 * k, "=", 0 * a + 6)
    assert judged(enumeration, step, Context(assumptions=(k <= 1,))).verdict is Verdict.PROVED
    assert judged(enumeration, Step(Product(k, (k, 1, 3)), "=", 0 * a + 6), Context()).verdict is Verdict.PROVED
    assert judged(enumeration, Step(binomial(a, 2), "<=", a**2), Context(assumptions=(a <= 4,))).verdict is not (
        Verdict.REFUTED
    )
