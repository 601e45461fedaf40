"""No edit of a lemma about spectral sums goes unnoticed, and no condition of one is for show.

Coefficients, signs and exponents are changed one at a time, and conditions are left out one at a time; the step is
judged by its own rule. In a plain run a third of the claims is changed in each way, and a step meets one of its
mutants; in a deep run every step meets all.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from sympy import Rational, Sum, log

from lemmata.derivations.spectral_sums.setting import C, k, q, spectral_sum, u, with_maximum
from lemmata.theory.notation import T, beta, d, kappa, ridge
from lemmata.theory.relations import at_least, at_most
from lemmata.theory.spectra.spectral_functions import Df1, Df2, Kappa, SpectralSum
from lemmata.verifier.chapters import select
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.judge import context_of, ends_match
from lemmata.verifier.obligations import judged
from lemmata.verifier.refuting import counterexample
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP, some
from tests.quality.mutants import mutants

CLAIMS = [claim for claim in select(["spectral_sums"]).claims if claim.proof]


def one(edits, claim):
    """In a plain run one mutant, another for each claim."""
    return edits if DEEP or not edits else [edits[CLAIMS.index(claim) % len(edits)]]


def ids(claim):
    return claim.id.partition(":")[2]


@pytest.mark.parametrize("claim", some(CLAIMS, 3), ids=ids)
def test_mutants_of_every_step_are_noticed(claim):
    context = context_of(claim, effort="quick")
    for link in claim.proof.steps:
        for mutant in one(list(mutants(link.step.after)), claim):
            step = Step(link.step.before, link.step.relation, mutant)
            if judged(link.rule, step, context).verdict.holds:
                assert link.step.relation in ("<=", ">="), mutant
                assert counterexample(step, context) is None, mutant


@pytest.mark.parametrize("claim", some(CLAIMS[1:] + CLAIMS[:1], 3), ids=ids)
def test_a_step_read_in_the_other_direction_is_noticed(claim):
    turned = {"<=": ">=", ">=": "<="}
    context = context_of(claim, effort="quick")
    for link in claim.proof.steps:
        if link.step.relation in turned:
            step = Step(link.step.before, turned[link.step.relation], link.step.after)
            assert not judged(link.rule, step, context).verdict.holds


@pytest.mark.parametrize("claim", some([claim for claim in CLAIMS if claim.where], 3), ids=ids)
def test_every_condition_is_needed(claim):
    for relation in claim.where:
        weak = replace(claim, where=tuple(other for other in claim.where if other is not relation))
        context = context_of(weak, effort="quick")
        assert not all(judged(link.rule, link.step, context).verdict.holds for link in claim.proof.steps), relation


@pytest.mark.parametrize("claim", CLAIMS, ids=ids)
def test_mutants_of_the_statement_leave_the_chain_without_its_end(claim):
    context = context_of(claim, effort="quick")
    for mutant in one(list(mutants(claim.statement.rhs)), claim):
        changed = replace(claim, statement=replace(claim.statement, rhs=mutant))
        assert ends_match(changed, context).verdict is not Verdict.PROVED, mutant


def wrong():
    """Rows of the table, regimes and constants as one might misremember them, and where they fail."""
    small, line = {beta: 2, kappa: Rational(1, 100)}, {beta: 2, T: 5, ridge: Rational(1, 10**6)}
    knee, root, on_line = kappa ** (-1 / beta), Kappa(beta, T, ridge), Kappa(beta, T, ridge, T)
    at_saturation = SpectralSum(1 + 2 * beta, 2, beta, kappa)
    few = {u: 1, q: 2, beta: 2, kappa: Rational(1, 9), d: 3}
    yield "df1 reaches its integral", at_least(Df1(beta, kappa), C * knee), small
    yield "df1 stays one below", at_most(Df1(beta, kappa), C * knee - 1), small
    yield "df2 with the constant of df1", at_least(Df2(beta, kappa), C * knee - 1), small
    yield "the inverse exponent of kappa", at_least(Df1(beta, kappa), C * kappa ** (-beta) - 1), small
    yield "a factor 1 is enough", at_least(spectral_sum(d), with_maximum()), few
    yield "the harmonic sum is log d", at_most(Sum(1 / k, (k, 1, d)), log(d)), few
    yield "kappa is twice the ridge at most", at_most(root, 2 * ridge), line
    yield "kappa with C/T for its floor", at_least(root, (C / T) ** beta), line
    yield "the gap is above 1/beta + 1/T", at_least(1 - Df2(beta, root) / T, 1 / beta + 1 / T), line
    yield "the gap stays away from 0 at d = T", at_least(1 - Df2(beta, on_line, T) / T, Rational(1, 10)), line
    yield "saturation without its constant", at_most(at_saturation, log(1 / kappa) / beta), small


@pytest.mark.parametrize(("name", "statement", "point"), list(wrong()), ids=[name for name, *_ in wrong()])
def test_wrong_rows_are_refuted(name, statement, point):
    values = {symbol: Fraction(value) if isinstance(value, int) else value for symbol, value in point.items()}
    found = refute_at(statement.lhs, statement.relation, statement.rhs, values, 30)
    assert found is not None, name
    assert found.verdict is Verdict.REFUTED
    assert float(found.gap) > 1e-4
