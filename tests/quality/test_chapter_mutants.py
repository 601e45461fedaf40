"""No edit of an encoded proof step goes unnoticed.

Every coefficient, sign and exponent of every step of the chapter is changed, one at a time, and the step is judged by
its own rule. A mutant may be called proved only where it states a weaker inequality that is itself true, as
evaluation at points of the domain confirms; those are the only survivors. (``python -m tests.quality.census`` would
list nothing else.)
"""

import pytest

from tests.quality.mutants import mutants
from verifier.chapters import select
from verifier.judge import context_of
from verifier.matrices.points import has_matrices
from verifier.refute import refute
from verifier.step import Step
from verifier.verdict import Verdict

CLAIMS = [claim for claim in select(["dohmatob2024"]).claims if claim.proof]
SLOWEST = 12  # mutants of a step about random matrices that are judged; each takes up to a second


def survivors(claim):
    """The mutants that keep a verdict which a later claim could use, and that are not true weaker inequalities."""
    context = context_of(claim, effort="quick")
    for position, link in enumerate(claim.proof.steps, start=1):
        edits = list(mutants(link.step.after))
        if has_matrices(link.step):
            edits = edits[:: max(1, len(edits) // SLOWEST)]
        for mutant in edits:
            step = Step(link.step.before, link.step.relation, mutant)
            found = link.rule.judge(step, context).verdict
            if found.holds and not (link.step.relation in ("<=", ">=") and weaker(step, context)):
                yield position, link.rule.name, mutant, found


def weaker(step, context):
    """Whether the inequality survives a refutation attempt of its own."""
    return refute(step.before, step.relation, step.after, context) is None


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_mutant_of_every_step_is_noticed(claim):
    assert list(survivors(claim)) == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_mutant_of_the_statement_leaves_the_chain_without_its_end(claim):
    from dataclasses import replace

    from verifier.judge import ends_match

    context = context_of(claim, effort="quick")
    for mutant in mutants(claim.statement.rhs):
        changed = replace(claim, statement=replace(claim.statement, rhs=mutant))
        assert ends_match(changed, context).verdict is not Verdict.PROVED, mutant
