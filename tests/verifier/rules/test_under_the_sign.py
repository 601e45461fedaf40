"""Derivatives under an integral or a sum are taken where what dominates them is known, and nowhere else."""

import pytest
from sympy import Abs, Derivative, Integral, Max, Rational, Sum, Symbol, cos, exp, log, oo, pi, sin, sqrt

from lemmata.theory.relations import equal
from lemmata.verifier.rules import differentiate
from tests.analysis.facts import proved

a, p, x = (Symbol(name, positive=True) for name in "apx")
u, t = Symbol("u", real=True), Symbol("t", real=True)
k = Symbol("k", integer=True)
THREE_HALVES = Rational(3, 2)

SLOPES = [
    (Integral(exp(-a * u**2), (u, 0, oo)), a, -sqrt(pi) / (4 * a**THREE_HALVES), -sqrt(pi) / (2 * a**THREE_HALVES), []),
    (Integral(log(1 + a * u), (u, 0, 1)), a, Integral(u / (1 + a * u), (u, 0, 1)),
     Integral(1 / (1 + a * u), (u, 0, 1)), []),
    pytest.param(
        Integral(exp(-x * u) / (1 + u**2), (u, 0, oo)), x, -Integral(u * exp(-x * u) / (1 + u**2), (u, 0, oo)),
        Integral(u * exp(-x * u) / (1 + u**2), (u, 0, oo)), [], marks=pytest.mark.deep),
    (Integral(exp(-a * u**2), (u, 0, a)), a, exp(-(a**3)) - Integral(u**2 * exp(-a * u**2), (u, 0, a)),
     exp(-(a**3)), []),
    (Sum(p**k, (k, 0, oo)), p, 1 / (1 - p) ** 2, 1 / (1 - p), [p < 1]),
]  # fmt: skip


@pytest.mark.parametrize(("node", "letter", "slope", "wrong", "where"), SLOPES)
def test_a_slope_under_the_sign(node, letter, slope, wrong, where):
    assert proved(equal(Derivative(node, letter), slope), differentiate, where) == ""
    assert proved(equal(Derivative(node, letter), wrong), differentiate, where) != ""


def test_without_a_bound_nothing_is_said():
    """Dirichlet's integral has no slope under its sign; kinks, ends of a range and closed domains are left alone."""
    some = Symbol("s", nonnegative=True)
    left_alone = [
        (Integral(sin(a * u) / u, (u, 0, oo)), a, Integral(cos(a * u), (u, 0, oo)), []),
        (Integral(Abs(u - t), (u, 0, 1)), t, 2 * t - 1, []),
        (Integral(Max(u - t, 0), (u, 0, 1)), t, t - 1, []),
        (Integral(exp(-some * u) / (1 + u**2), (u, 0, oo)), some,
         -Integral(u * exp(-some * u) / (1 + u**2), (u, 0, oo)), []),
        (Sum(p**k, (k, 0, oo)), p, 1 / (1 - p) ** 2, [p <= 1]),
    ]  # fmt: skip
    for node, letter, slope, where in left_alone:
        assert proved(equal(Derivative(node, letter), slope), differentiate, where) != ""
