"""A false statement about any function is refuted at a chosen one; a true one is not, nor one with facts of its own."""

from fractions import Fraction

import pytest
from sympy import Derivative, Eq, Function, Rational, Sum, Symbol, cos, exp, factorial, log, pi, sqrt

from lemmata.theory.notation import n
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.relations import at_least, equal
from lemmata.theory.sequences import declare
from lemmata.verifier.engines.own_assumptions import own
from lemmata.verifier.engines.unknown_functions import chosen
from lemmata.verifier.refuting import counterexample, examined
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

t, c = Symbol("t", real=True), Symbol("c", positive=True)
i, m = Symbol("i", integer=True), Symbol("m", integer=True, positive=True)
F, G, w = Function("F", real=True), Function("G", real=True), Function("w", positive=True)
flow = c + (1 - c) * exp(-t - F(t))
total = Sum(w(i), (i, 1, m))

FALSE = [
    (equal(Derivative(flow, t), (1 + Derivative(F(t), t)) * (c + flow)), []),
    (equal(Derivative(flow, t), (1 + F(t)) * (c - flow)), []),
    (equal(Derivative(F(t) * G(t), t), Derivative(F(t), t) * Derivative(G(t), t)), []),
    (equal(Derivative(exp(F(t)), t, t), Derivative(F(t), t) ** 2 * exp(F(t))), []),
    (at_least(Sum(w(i) ** 2, (i, 1, m)), total), []),
    (at_least(-Sum(w(i) * log(w(i)), (i, 1, m)), log(m)), [Eq(total, 1)]),
    (equal(Sum(F(i), (i, 1, m)), m * F(1)), []),
]
TRUE = [
    (equal(Derivative(flow, t), (1 + Derivative(F(t), t)) * (c - flow)), []),
    (at_least(m * Sum(w(i) ** 2, (i, 1, m)), total**2), []),
    (at_least(total, 0), []),
    (equal(sqrt(w(t) ** 2), w(t)), []),
]


def against(statement, where, definitions=None):
    step = Step(statement.lhs, statement.relation, statement.rhs)
    context = Context(assumptions=tuple(where), definitions=definitions or Definitions())
    return counterexample(step, context, thorough=True)


@pytest.mark.parametrize(("statement", "where"), FALSE)
def test_a_false_statement_is_refuted(statement, where):
    assert against(statement, where) is not None


@pytest.mark.parametrize(("statement", "where"), TRUE)
def test_a_true_statement_is_not(statement, where):
    assert against(statement, where) is None


def test_a_function_with_facts_is_not_chosen():
    odd, below = Function("odd", real=True), Function("below", negative=True)
    declare(odd, lambda term: (Eq(term**2, 1),))
    assert against(equal(odd(t) ** 2, 1), []) is None
    assert against(equal(F(t), cos(t)), [Eq(F(t), cos(t))]) is None
    assert against(equal(sqrt(below(t) ** 2), -below(t)), []) is None
    assert against(equal(Derivative(Function("c")(t), t), c), []) is None


EVEN, ODD = Symbol("h", even=True, positive=True), Symbol("o", odd=True, positive=True)
COMPOSITE, PRIME = Symbol("c", composite=True), Symbol("p", prime=True)


@pytest.mark.parametrize(
    "statement",
    [
        equal(Sum((-1) ** (i + EVEN) * F(i), (i, 1, EVEN)), Sum((-1) ** i * F(i), (i, 1, EVEN))),
        equal((-1) ** ODD * Sum(F(i), (i, 1, ODD)), -Sum(F(i), (i, 1, ODD))),
        at_least(COMPOSITE * total.xreplace({m: COMPOSITE}), 4 * total.xreplace({m: COMPOSITE})),
        at_least(
            Sum(w(i), (i, 1, PRIME)) * cos(2 * pi * factorial(PRIME - 1) / PRIME),
            cos(2 * pi / PRIME) * total.xreplace({m: PRIME}),
        ),
    ],
)
def test_only_lengths_that_the_letter_admits_are_tried(statement):
    assert against(statement, []) is None


@pytest.mark.parametrize("length", [EVEN, ODD, COMPOSITE, PRIME])
def test_a_false_statement_is_refuted_at_a_length_that_is_admitted(length):
    found = against(equal(Sum(w(i) ** 2, (i, 1, length)), Sum(w(i), (i, 1, length))), [])
    assert found is not None
    assert own(length).admits(Fraction(found.counterexample[str(length)]))


def test_only_indices_that_the_letter_admits_are_tried():
    """e(n) = (-1)^n is 1 at even n."""
    turned = Definitions().define(F, Rational(1), lambda k: -F(k))
    assert against(equal(F(EVEN), 1), [], turned) is None
    assert against(equal(F(ODD), -1), [], turned) is None
    assert against(equal(F(EVEN), -1), [], turned) is not None
    assert against(equal(F(COMPOSITE), 1), [], turned) is not None


def test_functions_with_values_of_one_kind_are_not_chosen():
    whole, rational = Function("whole", even=True), Function("ratio", rational=True)
    assert against(equal((-1) ** whole(t), 1), []) is None
    assert against(at_least(Sum(rational(i) ** 2, (i, 1, m)), 0), []) is None
    assert not list(chosen(Derivative(rational(t), t), rational(t), ()))


def test_a_defined_sequence_has_its_own_terms():
    halved = Definitions().define(F, Rational(1), lambda k: F(k) / 2)
    assert halved.meaning(F(n + 1)) == F(n) / 2
    assert halved.meaning(F(n)) is None
    assert against(equal(F(n), Rational(1, 2) ** n), [], halved) is None
    assert against(equal(F(n), 1 - n / 2), [], halved) is not None
    total = Sum(F(i), (i, 0, n))
    assert against(equal(total, 2 - F(n)), [], halved) is None
    assert against(equal(total, 2 - F(n) / 2), [], halved) is not None
    assert against(equal(total, 3 * n / 2 + 1), [], halved) is not None
    with pytest.raises(ValueError, match="defined twice"):
        halved.define(F, Rational(1), lambda k: F(k))


def test_what_its_first_terms_agree_with_is_tested_and_for_any_function_it_is_not():
    """A closed form without a proof; F(0) = 1, F(k+1) = 2 F(k) + 1 is 2^(k+1) - 1. Chosen functions are some of all."""
    doubled = Definitions().define(F, Rational(1), lambda k: 2 * F(k) + 1)
    for value, expected in ((2 ** (n + 1) - 1, Verdict.TESTED), (2 ** (n + 1) - 1 + n * (n - 1), Verdict.REFUTED)):
        assert examined(Step(F(n), "=", value), Context(definitions=doubled), thorough=True).verdict is expected
    steep = Step(Derivative(F(t) ** 2, t), "=", 2 * F(t) * Derivative(F(t), t))
    assert examined(steep, Context(), thorough=True).verdict is Verdict.UNDECIDED
