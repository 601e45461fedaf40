"""Solutions of differential equations are checked by differentiation, recursions by induction from any start."""

import pytest
from sympy import (
    Derivative,
    Eq,
    Function,
    Integer,
    Rational,
    S,
    Sum,
    Symbol,
    cos,
    exp,
    gamma,
    log,
    polygamma,
    sin,
    sqrt,
    tan,
)

from lemmata.theory.notation import d
from lemmata.theory.random_matrices import symmetric, vector
from lemmata.theory.relations import equal
from lemmata.verifier.claim import Paper
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import definition, differentiate, recurrence
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.analysis.facts import proved

t, A, c = (Symbol(name, real=True) for name in ("t", "A", "c"))
w, y, a = (Symbol(name, positive=True) for name in "wya")
F, q = Function("F", real=True), Function("q", real=True)
k, n = Symbol("k", integer=True), Symbol("n", integer=True, nonnegative=True)
flow = A + (c - A) * exp(-w * t - F(t))

DERIVATIVES = [
    (Derivative(flow, t), (w + Derivative(F(t), t)) * (A - flow), (w - Derivative(F(t), t)) * (A - flow)),
    (Derivative(cos(w * t), t, 2), -(w**2) * cos(w * t), w**2 * cos(w * t)),
    (Derivative(y**a * exp(-y), y), (a / y - 1) * y**a * exp(-y), (a / y + 1) * y**a * exp(-y)),
    (Derivative(log(gamma(y)), y), polygamma(0, y), polygamma(1, y)),
    (Derivative(sin(t) / cos(t), t) * cos(t) ** 2, Integer(1), tan(t)),
    (Derivative(Sum(y**k, (k, 1, n)), y), Sum(k * y**k, (k, 1, n)) / y, Sum(k * y**k, (k, 1, n))),
    (Derivative(1 / sqrt(1 + y**2), y), -y / (1 + y**2) ** 2 * sqrt(1 + y**2), y / (1 + y**2) ** 2 * sqrt(1 + y**2)),
]


@pytest.mark.parametrize(("left", "right", "wrong"), DERIVATIVES)
def test_a_derivative(left, right, wrong):
    where = [cos(t) > 0] if left.has(1 / cos(t)) else []
    assert proved(equal(left, right), differentiate, where) == ""
    assert proved(equal(left, wrong), differentiate, where) != ""


def test_induction_from_one():
    m = Symbol("m", integer=True, nonnegative=True)
    paper = Paper("own", "A sequence")
    base = paper.theorem("base", "", equal(q(1), 3), reference="by definition")
    step = paper.theorem("step", "", equal(q(m + 1), 2 * q(m)), reference="by definition", witness={m: 1})
    rule = recurrence(m, base, step)

    def verdict(closed, *where):
        return judged(rule, Step(q(m), "=", closed), Context(assumptions=where)).verdict

    assert verdict(3 * 2 ** (m - 1), m >= 1) is Verdict.PROVED
    assert verdict(3 * 2 ** (m - 1)) is not Verdict.PROVED  # nothing is said of the start before the base
    assert verdict(3 * 2**m, m >= 1) is not Verdict.PROVED
    assert verdict(3 * 2 ** (m - 1) + 1, m >= 1) is not Verdict.PROVED


def test_induction_from_two_members():
    """The characteristic equation of heavy-ball steps: z^2 = (x + y) z - x y has the roots x and y."""
    x, m = Symbol("x", positive=True), Symbol("m", integer=True, nonnegative=True)
    paper = Paper("own", "Momentum")
    paper.define(q, (1, x), lambda i: (x + y) * q(i + 1) - x * y * q(i))
    there = {x: 1, y: 2, m: 1}
    first = paper.claim("first", "", equal(q(0), 1), proof=definition(q(0)))
    second = paper.claim("second", "", equal(q(1), x), witness=there, proof=definition(q(1)))
    following = (x + y) * q(m + 1) - x * y * q(m)
    step = paper.claim("step", "", equal(q(m + 2), following), witness=there, proof=definition(q(m + 2)))

    def verdict(closed, base=(first, second)):
        return judged(recurrence(m, base, step), Step(q(m), "=", closed), Context()).verdict

    assert verdict(x**m) is Verdict.PROVED
    assert verdict(y**m) is not Verdict.PROVED
    assert verdict(x**m + m * (m - 1)) is not Verdict.PROVED
    assert verdict(x**m, (second, first)) is not Verdict.PROVED
    assert verdict(x**m, first) is not Verdict.PROVED


@pytest.mark.parametrize(
    ("following", "start", "bound", "too_much"),
    [
        (lambda y: y**2, a, a, a**2),  # contracts where a < 1: the slope 2 y is not negative
        (lambda y: y / (1 + w * y), 1, 1 / (1 + w * n), 1 / (1 + 2 * w * n)),
        (lambda y: sqrt(y), 4, 4, 3),
    ],
)
def test_a_bound_of_a_step_that_increases(following, start, bound, too_much):
    paper, z = Paper("own", "A nonlinear step"), Function("z", positive=True)
    paper.define(z, start, lambda i: following(z(i)))
    where = {"where": [a < 1], "witness": {a: Rational(1, 2), w: 1, n: 1}}
    base = paper.claim("base", "", equal(z(0), start), proof=definition(z(0)), **where)
    step = paper.claim("step", "", equal(z(n + 1), following(z(n))), proof=definition(z(n + 1)), **where)

    def verdict(relation, closed):
        return judged(recurrence(n, base, step), Step(z(n), relation, S(closed)), Context(assumptions=(a < 1,))).verdict

    assert verdict("<=", bound) is Verdict.PROVED
    assert verdict("<=", too_much) is not Verdict.PROVED
    assert verdict(">=", bound + 1) is not Verdict.PROVED


def test_a_step_that_falls_keeps_no_bound():
    """1 <= 1 and 1/y <= 1 there, but the steps from 2 are 2, 1/2, 2, ...: y <= 2 does not bound 1/y."""
    paper, z = Paper("own", "A nonlinear step"), Function("z", positive=True)
    paper.define(z, 2, lambda i: 1 / z(i))
    base = paper.claim("base", "", equal(z(0), 2), proof=definition(z(0)))
    step = paper.claim("step", "", equal(z(n + 1), 1 / z(n)), proof=definition(z(n + 1)), witness={n: 1})
    found = judged(recurrence(n, base, step), Step(z(n), ">=", Rational(1, 2)), Context())
    assert found.verdict is not Verdict.PROVED


def test_a_vector_stays_in_the_direction_of_an_eigenvector():
    A, u, v = symmetric("A", d), vector("u", d), vector("v", d)
    paper, where = Paper("own", "Powers"), (Eq(A * u, y * u),)
    paper.define(v, u, lambda i: A * v[i])
    there = {"where": list(where), "witness": {d: 1, y: 1, n: 1}}
    base = paper.claim("base", "", equal(v[0], u), proof=definition(v[0]), **there)
    step = paper.claim("step", "", equal(v[n + 1], A * v[n]), proof=definition(v[n + 1]), **there)

    def verdict(closed, assumed=where):
        return judged(recurrence(n, base, step), Step(v[n], "=", closed), Context(assumptions=assumed)).verdict

    assert verdict(y**n * u) is Verdict.PROVED
    assert verdict(y ** (n + 1) * u) is not Verdict.PROVED
    assert verdict(y**n * u, ()) is not Verdict.PROVED
