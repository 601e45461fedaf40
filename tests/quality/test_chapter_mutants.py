"""No edit of an encoded proof step goes unnoticed.

Every coefficient, sign and exponent of every step of the chapter is changed, one at a time, and the step is judged by
its own rule. A mutant may be called proved only where it states a weaker inequality that is itself true, as
evaluation at points of the domain confirms; those are the only survivors. In a plain run one step of each claim meets
one of its mutants, in a deep one every step meets all.
"""

import pytest

from lemmata.verifier.chapters import select
from lemmata.verifier.engines.point_refuter import refute
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP
from tests.quality.mutants import mutants

CLAIMS = [claim for claim in select(["dohmatob2024"]).claims if claim.proof]


def survivors(claim):
    """The mutants that keep a verdict which a later claim could use, and that are not true weaker inequalities."""
    context = context_of(claim, effort="quick")
    for position, link in looked_at(claim):
        edits = list(mutants(link.step.after))
        if not DEEP and edits:
            edits = [edits[(CLAIMS.index(claim) + position) % len(edits)]]
        for mutant in edits:
            step = Step(link.step.before, link.step.relation, mutant)
            found = judged(link.rule, step, context).verdict
            if found.holds and not (link.step.relation in ("<=", ">=") and weaker(step, context)):
                yield position, link.rule.name, mutant, found


def looked_at(claim):
    """The steps with their places: all of them, or one, another for each claim."""
    steps = list(enumerate(claim.proof.steps, start=1))
    return steps if DEEP else [steps[CLAIMS.index(claim) % len(steps)]]


def weaker(step, context):
    """Whether the inequality survives a refutation attempt of its own."""
    return refute(step.before, step.relation, step.after, context) is None


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_mutant_of_every_step_is_noticed(claim):
    assert list(survivors(claim)) == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_mutant_of_the_statement_leaves_the_chain_without_its_end(claim):
    from dataclasses import replace

    from lemmata.verifier.judge import ends_match

    context = context_of(claim, effort="quick")
    for mutant in mutants(claim.statement.rhs):
        changed = replace(claim, statement=replace(claim.statement, rhs=mutant))
        assert ends_match(changed, context).verdict is not Verdict.PROVED, mutant
