"""Tails of integrals: bounded by their limit and their slope, beside factors that move."""

import pytest
from sympy import E, Integer, Integral, Rational, Symbol, exp, log, oo, pi, sqrt

from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import inequality
from lemmata.verifier.rules.tails import without_tails
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

x, u = Symbol("x", positive=True), Symbol("u", positive=True)
bell, falling = Integral(exp(-(u**2) / 2), (u, x, oo)), Integral(exp(-u) / u, (u, x, oo))
squares, logs = Integral(2 / u**3, (u, x, oo)), Integral(log(u) / u**2, (u, x, oo))

BOUNDS = [  # a side, the relation, what is true and what is not
    (exp(x) * falling, ">=", 1 / (x + 1), 1 / (x + Rational(1, 2))),
    (x * exp(x) * falling, "<=", Integer(1), Rational(99, 100)),
    (x * bell, "<=", exp(-(x**2) / 2), exp(-(x**2) / 2) * Rational(99, 100)),
    (bell * (1 + x**2), ">=", x * exp(-(x**2) / 2), x * exp(-(x**2) / 2) * Rational(101, 100)),
    (x**2 * squares, "<=", Integer(1), Rational(1, 2)),
    (x * logs, ">=", log(x) + 1, log(x) + 2),
    (x * logs, "<=", log(x) + 2, log(x) + Rational(1, 2)),
]


@pytest.mark.parametrize(("side", "relation", "true", "false"), BOUNDS, ids=str)
def test_a_tail_is_bounded_and_not_by_less(side, relation, true, false):
    """No point is tried here: what is false is not proved by the rule itself."""
    found = [judged(inequality, Step(side, relation, bound), Context()).verdict for bound in (true, false)]
    assert found[0] is Verdict.PROVED
    assert found[1] is not Verdict.PROVED


def test_a_tail_beside_a_factor_that_moves_has_no_limit_of_its_own():
    """x^2 int_x^oo 2/u^3 du = 1, exp(x) int_x^oo exp(-u) du = 1; what is integrated moves, or an end."""
    assert without_tails(1 / x - 3 * bell, x, oo) == 1 / x
    for f in (x**2 * squares, exp(x) * falling, bell**2, 1 / bell, Integral(x * exp(-u), (u, x, oo))):
        assert without_tails(1 - f, x, oo) is None
    assert without_tails(1 - Integral(exp(-u), (u, x, E)), x, oo) is None
    assert without_tails(sqrt(pi) - Integral(exp(-u), (u, 2 * x, oo)), x, oo) is None
