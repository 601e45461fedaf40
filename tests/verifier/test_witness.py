"""A witness gives the letters; roots are compared exactly, and terms of unknown functions are looked for."""

import pytest
from sympy import Derivative, Eq, Function, Integer, Rational, Sum, Symbol, log, sqrt

from lemmata.theory.notation import n
from lemmata.theory.relations import at_least
from lemmata.verifier.judge import witness_satisfies
from lemmata.verifier.paper import Paper
from lemmata.verifier.rules import inequality
from lemmata.verifier.verdict import Verdict

k, t = Symbol("k", integer=True), Symbol("t", real=True)
p, q, f = Function("p", positive=True), Function("q", positive=True), Function("f", real=True)
lam, size, scale = (Symbol(name, positive=True) for name in ("lam", "m", "K"))


def total(term):
    return Sum(term, (k, 1, n))


ONE, OTHER = Eq(total(p(k)), 1), Eq(total(q(k)), 1)


def satisfied(where, witness):
    claim = Paper("p", "A page").claim("c", "C", at_least(total(p(k) * log(p(k) / q(k))), 0), where=where,
                                       witness=witness, proof=inequality)  # fmt: skip
    return witness_satisfies(claim).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("where", "true", "false"),
    [
        ([ONE, OTHER], {n: 1}, {n: 0}),
        ([ONE, OTHER, Eq(total(p(k) * f(k)), 2)], {n: 2}, {n: 0}),
        ([ONE, total(p(k) ** 2) < lam], {n: 2, lam: 1}, {n: 2, lam: Rational(1, 2)}),
        ([Eq(lam, sqrt(8 * size * scale))], {n: 1, lam: 4, size: 1, scale: 2}, {n: 1, lam: 4, size: 1, scale: 3}),
        ([Eq(lam, sqrt(size * scale)), lam <= 2], {n: 1, size: 2, scale: 1}, {n: 1, size: 5, scale: 1}),
        ([Eq(lam, size - scale)], {n: 1, size: 2, scale: 1}, {n: 1, size: 1, scale: 2}),
        ([lam <= sqrt(size) * sqrt(scale)], {n: 1, lam: 4, size: 2, scale: 8}, {n: 1, lam: 4, size: 2, scale: 7}),
    ],
)
def test_a_witness_is_found_right_and_another_is_not(where, true, false):
    assert satisfied(where, true)
    assert not satisfied(where, false)


def test_what_no_function_satisfies_stays_vacuous():
    assert not satisfied([ONE, Eq(total(p(k)), 2)], {n: 2})
    assert not satisfied([ONE, total(p(k)) > 1], {n: 2})
    assert not satisfied([Eq(Derivative(f(t), t), f(t))], {n: 1, t: Integer(0)})
