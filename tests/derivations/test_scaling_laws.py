"""Scaling laws: drawn features, sums that come near to their constants, iterated maps, and wrong variants."""

from math import gamma as gamma_function

import numpy as np
import pytest
from sympy import Integer, Rational, Sum, exp, log

from lemmata.derivations.renormalization.setting import m
from lemmata.derivations.scaling_laws.benign_noise import c as steepness
from lemmata.derivations.scaling_laws.benign_noise import first_rank, head, here, k, second_rank, squares, tail, top
from lemmata.derivations.scaling_laws.generations import c, g, kept, y
from lemmata.derivations.scaling_laws.lost_tails import b, i, least, lost, more, squared_part, whole_part, x
from lemmata.derivations.scaling_laws.paper import PAPER
from lemmata.derivations.scaling_laws.regimes import beta, bias, ell, noise, r, rate, s
from lemmata.derivations.scaling_laws.samples_and_features import (
    a,
    at_small,
    gap,
    large,
    ridgeless,
    small,
    symmetric_error,
)
from lemmata.theory.notation import T, df1, df2, kappa
from lemmata.theory.relations import at_least, at_most, equal, greater_than, less_than
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.judge import context_of
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict


def drawn(rows, features, values, penalty=0.05, draws=4_000):
    """The mean error on random features for a truth without direction, and its spread."""
    rng = np.random.default_rng(7)
    X = rng.standard_normal((draws, rows, len(values))) * np.sqrt(values)
    F = rng.standard_normal((draws, len(values), features)) / np.sqrt(features)
    Z = X @ F
    fit = F @ np.linalg.solve(
        Z.transpose(0, 2, 1) @ Z / rows + penalty * np.eye(features), Z.transpose(0, 2, 1) @ X / rows
    )
    errors = ((fit - np.eye(len(values))) ** 2 * values[:, None]).sum(axis=(1, 2)) / len(values)
    return errors.mean(), errors.std() / draws**0.5


def test_rows_and_features_may_be_exchanged():
    values = 1 / np.arange(1, 21)
    (one, spread), (other, _) = drawn(6, 12, values), drawn(12, 6, values)
    assert abs(one - other) < 6 * spread
    assert drawn(12, 12, values)[0] < one - 6 * spread  # the smaller number decides, not the sum


@pytest.mark.parametrize(
    "wrong_value",
    [symmetric_error * T / m, symmetric_error.xreplace({df2: df1**2 / m}), a * kappa * (df1 - df2) / (1 - df2 / T)],
    ids=["rows for features", "another df2", "no features"],
)
def test_another_symmetric_error_is_refuted(wrong_value):
    claim = PAPER.claims["scaling_laws:symmetric-error"]
    [link] = claim.proof.steps
    changed = Step(link.step.before, "~", wrong_value)
    assert link.rule.judge(changed, context_of(claim, effort="quick")).verdict is Verdict.REFUTED


def test_the_lost_mass_comes_near_to_its_constant():
    exponent, total = 2.0, np.pi**2 / 6
    p = 1 / np.arange(1, 2_000_001) ** exponent / total
    constant = gamma_function(1 - 1 / exponent) / (exponent * total ** (1 / exponent))
    gaps = []
    for samples in (100, 10_000):
        lost = (p * np.exp(samples * np.log1p(-p))).sum() + 1 / (len(p) * total)
        gaps.append(lost * samples ** (1 - 1 / exponent) / constant - 1)
        assert lost < samples ** (1 / exponent - 1) * (1 + 1 / total)  # the bound that is proved
    assert abs(gaps[1]) < 1e-3 < 0.05
    assert abs(gaps[1]) < abs(gaps[0]) / 5


def test_branching_stays_between_its_bounds():
    value = 1.0
    for generation in range(1, 2_000):
        value = 1 - np.exp(-value)
        assert 1 / (generation + 1) < value < 2 / (generation + 2)
    assert value * (generation + 2) / 2 == pytest.approx(1, abs=5e-3)


def test_effective_ranks_of_random_spectra():
    rng = np.random.default_rng(3)
    for _ in range(200):
        values = np.sort(rng.pareto(0.5 + rng.random(), rng.integers(1, 40)))[::-1]
        one, other = values.sum() / values[0], values.sum() ** 2 / (values**2).sum()
        assert 1 <= one * (1 + 1e-12) <= other * (1 + 1e-9) <= one**2 * (1 + 1e-8)


def sum_at(samples):
    return lost.xreplace({b: Integer(2), T: Integer(samples)})


def wrong():
    """What is false, and where."""
    ranks = {tail: 3, squares: Rational(3, 2), top: 1}
    tuned = {beta: 2, r: Rational(1, 4), ell: Rational(2, 3), s: 0}
    pair = {small: 1, large: 3, a: 1, kappa: 1}
    yield "the ranks exchanged", at_least(first_rank, second_rank), ranks
    yield "R at most r", at_most(second_rank, first_rank), ranks
    yield "R is r squared", equal(second_rank, first_rank**2), ranks
    yield "noise leads always", greater_than(noise, bias), {beta: 2, r: 1, ell: Rational(1, 4), s: 2}
    yield "a rate with r for 2r", equal(rate, beta * r / (1 + beta * r)), tuned
    yield "a saturation at 1/2", equal(bias, -ell), {beta: 2, r: 1, ell: 1, s: 0}
    yield "the product of both numbers", equal(ridgeless, a * kappa * small * large), pair
    yield "without the peak", at_most(ridgeless, a * kappa * small), pair
    power = {b: 2, T: 16, k: 4}
    yield "all of the tail is lost", at_least(least(k + 1, k), k ** (1 - b) * whole_part), power
    yield "the squares are as much as the tail", at_most(whole_part, squared_part), power
    yield (
        "a narrowed sum without its last term",
        at_most(Sum(i**more, (i, 1, k)), (k - 1) ** (1 + more)),
        {k: 3, more: 1},
    )
    near = {small: 2, large: 3, df2: 1, a: 1, kappa: 1, gap: Rational(1, 2)}
    yield "df2 does not matter before the limit", equal(at_small.xreplace({df1: small - gap}), ridgeless), near
    yield "linear in g", at_least((g / 2 + 1) ** c, 1 + c * g / 2), {g: 4, c: Rational(1, 2)}
    yield "nothing dies", at_least(kept, y), {y: 1}
    yield "half of them die at once", at_most(kept, y / 2), {y: Rational(1, 10)}
    yield "a narrowed tail is faster", at_least((b - 1) / (b + more), 1 - 1 / b), {b: 2, more: 1}
    yield "a logarithmic rank is linear", at_most(log(k) ** -steepness / here, k), {k: 9, steepness: 1}
    yield "the bound by ranks without its head", at_most(df2 / T, T / second_rank), {df2: 3, T: 4, tail: 8, squares: 4}
    yield "the ranks bound the kept noise alone", at_most(df2 / T, head / T), {df2: 3, T: 4, head: 2}
    yield "outcomes add their whole mass", at_least(x * exp(-T * x), x), {x: Rational(1, 2), T: 3}
    yield "a rare outcome adds more than 1/T", at_least(x * exp(-T * x), 1 / T), {x: Rational(1, 2), T: 3}
    yield "the lost mass falls like the root of its constant", at_most(sum_at(100), Rational(1, 20)), {}
    yield "what is left halves", at_most(1 - exp(-y), y / 2), {y: 1}
    yield "the best ridge without beta", equal(ell, 1 / (1 + 2 * beta * r)), {beta: 2, r: 1, ell: Rational(2, 5)}
    yield "a missed outcome at least", at_least((1 - y) ** 3, exp(-3 * y)), {y: Rational(1, 2)}
    yield "the slower rate is the faster", less_than(-rate, -2 * beta * r), tuned


@pytest.mark.parametrize(("name", "statement", "point"), list(wrong()), ids=[name for name, *_ in wrong()])
def test_wrong_variants_are_refuted(name, statement, point):
    values = {symbol: Rational(number) for symbol, number in point.items()}
    found = refute_at(statement.lhs, statement.relation, statement.rhs, values, 30)
    assert found is not None, name
    assert found.verdict is Verdict.REFUTED
