"""Solutions of differential equations are checked by differentiation, recursions by induction from any start."""

import pytest
from sympy import Derivative, Function, Integer, Sum, Symbol, cos, exp, gamma, log, polygamma, sin, sqrt, tan

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
k, n = Symbol("k", integer=True), Symbol("n", integer=True, positive=True)
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
