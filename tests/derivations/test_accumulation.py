"""Accumulated labels: both designs by drawn fits that know no formula, and variants as one might misremember them."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Rational, pi

from lemmata.derivations.accumulation.fresh_designs import fresh, limit_of_error, second
from lemmata.derivations.accumulation.one_design import one_design_step, squares
from lemmata.derivations.accumulation.replacing import first, reused_step
from lemmata.derivations.accumulation.weights import e, fixed, golden, kept, q
from lemmata.derivations.accumulation.weights import step as average_step
from lemmata.theory.notation import T0, d, n, sigma0
from lemmata.theory.quantities.retraining import accumulated_error
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.judge import context_of
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

SIZE, ROWS, GENERATIONS = 4, 12, 3


def drawn_errors(reused, draws=4_000):
    """Squared errors after three generations, by least squares on all rows and labels so far, unit covariance."""
    rng = np.random.default_rng(19)
    parameter = np.zeros((draws, SIZE, 1))
    X, y = np.empty((draws, 0, SIZE)), np.empty((draws, 0, 1))
    new = rng.standard_normal((draws, ROWS, SIZE))
    for _ in range(GENERATIONS):
        y = np.concatenate([y, new @ parameter + rng.standard_normal((draws, ROWS, 1))], axis=1)
        X = np.concatenate([X, new], axis=1)
        gram = X.transpose(0, 2, 1) @ X
        parameter = np.linalg.solve(gram, X.transpose(0, 2, 1) @ y)
        new = new if reused else rng.standard_normal((draws, ROWS, SIZE))
    return (parameter**2).sum(axis=(1, 2))


@pytest.mark.parametrize("reused", [True, False])
def test_the_design_decides_between_the_two_sums(reused):
    errors = drawn_errors(reused)
    spread = errors.std() / len(errors) ** 0.5
    sums = {
        True: sum(SIZE / (i**2 * (ROWS - SIZE - 1)) for i in (1, 2, 3)),
        False: sum(SIZE / (i * (i * ROWS - SIZE - 1)) for i in (1, 2, 3)),
    }
    assert abs(errors.mean() - sums[reused]) < 4 * spread
    assert abs(errors.mean() - sums[not reused]) > 4 * spread


def wrong():
    """What is false, and where."""
    point = {d: 4, T0: 9, n: 2, sigma0: 1}
    yield "1/i^2 for fresh designs", equal(accumulated_error(2), Rational(5, 4) * first), point
    yield "no bound below pi^2/6 for one design", at_most(first * squares, Rational(8, 5) * first), {**point, n: 30}
    yield "fresh designs cost d/T0 of the sum", at_most(accumulated_error(3), first * (T0 - d - 1) / T0), point
    limits = {d: 4, T0: 9, sigma0: 1}
    yield "the limit is the bound", at_least(limit_of_error, first * pi**2 / 6), limits
    yield "the limit is below the share", at_most(limit_of_error, (T0 - d - 1) / T0 * first * pi**2 / 6), limits
    yield "replacing costs n times more and more", at_least(n * first, n * accumulated_error(2) + first), point
    yield "equal weights are the best", at_least(fixed, Rational(2, 3)), {q: Rational(5, 8)}
    yield "the golden ratio, squared", equal(fixed.xreplace({q: golden}), golden**2), {}
    yield (
        "the weight 1/2 after one fit",
        at_least(kept, e / 4 + Rational(1, 2)),
        {q: "2/3", e: 1},
    )


@pytest.mark.parametrize(("name", "statement", "point"), list(wrong()), ids=[name for name, *_ in wrong()])
def test_wrong_variants_are_refuted(name, statement, point):
    values = {symbol: Rational(value) for symbol, value in point.items()}
    found = refute_at(statement.lhs, statement.relation, statement.rhs, values, 30)
    assert found is not None, name
    assert found.verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("claim", "wrong_end"),
    [
        (one_design_step, lambda end: end.subs(n + 1, n + 2)),
        (reused_step, lambda end: end + first),
        (average_step, lambda end: end.subs(q, 1 - q)),
    ],
    ids=["a share of one row more", "the noise twice", "the weights exchanged"],
)
def test_a_wrong_last_line_is_not_proved(claim, wrong_end):
    link = claim.proof.steps[-1]
    changed = Step(link.step.before, "=", wrong_end(link.step.after))
    assert changed.after != link.step.after
    assert link.rule.judge(changed, context_of(claim, effort="quick")).verdict is not Verdict.PROVED


def test_the_values_that_the_field_quotes():
    point = {d: 4, T0: 9, sigma0: 1}
    assert second.statement.lhs.value_at(point) == Fraction(15, 13)
    assert fresh.statement.lhs.xreplace({n: Rational(1)}).value_at(point) == 1
