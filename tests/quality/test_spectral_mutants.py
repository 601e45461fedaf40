"""No edit of a lemma about spectral sums goes unnoticed, and no condition of one is for show.

Coefficients, signs and exponents are changed one at a time, and conditions are left out one at a time; the step is
judged by its own rule. In a plain run each step meets one of its mutants; with LEMMATA_CENSUS=full it meets all.
"""

import os
from dataclasses import replace

import pytest

from tests.quality.mutants import mutants
from tests.quality.test_chapter_mutants import weaker
from verifier.chapters import select
from verifier.judge import context_of, ends_match
from verifier.step import Step
from verifier.verdict import Verdict

CLAIMS = [claim for claim in select(["spectral_sums"]).claims if claim.proof]
EVERY_MUTANT = os.environ.get("LEMMATA_CENSUS") == "full"


def some(edits, claim):
    """In a plain run one mutant, another for each claim."""
    return edits if EVERY_MUTANT or not edits else [edits[CLAIMS.index(claim) % len(edits)]]


def ids(claim):
    return claim.id.partition(":")[2]


@pytest.mark.parametrize("claim", CLAIMS, ids=ids)
def test_mutants_of_every_step_are_noticed(claim):
    context = context_of(claim, effort="quick")
    for link in claim.proof.steps:
        for mutant in some(list(mutants(link.step.after)), claim):
            step = Step(link.step.before, link.step.relation, mutant)
            if link.rule.judge(step, context).verdict.holds:
                assert link.step.relation in ("<=", ">="), mutant
                assert weaker(step, context), mutant


@pytest.mark.parametrize("claim", CLAIMS, ids=ids)
def test_a_step_read_in_the_other_direction_is_noticed(claim):
    turned = {"<=": ">=", ">=": "<="}
    context = context_of(claim, effort="quick")
    for link in claim.proof.steps:
        if link.step.relation in turned:
            step = Step(link.step.before, turned[link.step.relation], link.step.after)
            assert not link.rule.judge(step, context).verdict.holds


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if claim.where], ids=ids)
def test_every_condition_is_needed(claim):
    for relation in claim.where:
        weak = replace(claim, where=tuple(other for other in claim.where if other is not relation))
        context = context_of(weak, effort="quick")
        assert not all(link.rule.judge(link.step, context).verdict.holds for link in claim.proof.steps), relation


@pytest.mark.parametrize("claim", CLAIMS, ids=ids)
def test_mutants_of_the_statement_leave_the_chain_without_its_end(claim):
    context = context_of(claim, effort="quick")
    for mutant in some(list(mutants(claim.statement.rhs)), claim):
        changed = replace(claim, statement=replace(claim.statement, rhs=mutant))
        assert ends_match(changed, context).verdict is not Verdict.PROVED, mutant
