"""A witness gives the letters; roots are compared exactly, and terms of unknown functions are looked for."""

import pytest
from sympy import Derivative, Eq, Function, Integer, Rational, Sum, Symbol, log, sqrt

from lemmata.theory.notation import n
from lemmata.theory.relations import at_least, equal
from lemmata.verifier.judge import context_of, witness_satisfies
from lemmata.verifier.paper import Paper
from lemmata.verifier.rules import definition, inequality, recurrence
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


def test_members_of_a_sequence_in_an_assumption_are_what_their_definition_says():
    paper, u, place = Paper("members", "Members"), Function("u", real=True), Symbol("j", integer=True, nonnegative=True)
    paper.define(u, t, lambda i: u(i) / 2)
    found = [
        witness_satisfies(
            paper.claim(
                f"from-{first}",
                "Held",
                at_least(1, u(place + 1)),
                where=[u(place) <= 2],
                witness={t: first, place: 1},
                proof=inequality,
            )
        ).verdict
        for first in (3, 5)
    ]
    assert found == [Verdict.PROVED, Verdict.VACUOUS]


def test_an_induction_from_zero_on_an_index_that_starts_at_one_says_how_to_declare_it():
    paper, u, place = Paper("one", "One"), Function("u", real=True), Symbol("j", integer=True, positive=True)
    paper.define(u, t, lambda i: u(i) / 2)
    base = paper.claim("base", "B", equal(u(0), t), witness={t: 1}, proof=definition(u(0)))
    step = paper.claim("step", "S", equal(u(place + 1), u(place) / 2), witness={t: 1, place: 1},
                       proof=definition(u(place + 1)))  # fmt: skip
    claim = paper.claim("all", "A", equal(u(place), t / 2**place), witness={t: 1, place: 1},
                        proof=recurrence(place, base, step))  # fmt: skip
    found = claim.proof.steps[0].rule.judge(claim.proof.steps[0].step, context_of(claim))
    assert found.verdict is Verdict.UNDECIDED
    assert 'write j = Symbol("j", integer=True, nonnegative=True)' in found.detail
