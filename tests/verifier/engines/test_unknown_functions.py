"""A false statement about any function is refuted at a chosen one; a true one is not, nor one with facts of its own."""

import pytest
from sympy import Derivative, Eq, Function, Rational, Sum, Symbol, cos, exp, log, sqrt

from lemmata.theory.notation import n
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.relations import at_least, equal
from lemmata.theory.sequences import declare
from lemmata.verifier.refuting import counterexample
from lemmata.verifier.step import Context, Step

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


def test_a_defined_sequence_has_its_own_terms():
    halved = Definitions().define(F, Rational(1), lambda k: F(k) / 2)
    assert halved.meaning(F(n + 1)) == F(n) / 2
    assert halved.meaning(F(n)) is None
    assert against(equal(F(n), Rational(1, 2) ** n), [], halved) is None
    assert against(equal(F(n), 1 - n / 2), [], halved) is not None
    with pytest.raises(ValueError, match="defined twice"):
        halved.define(F, Rational(1), lambda k: F(k))
