"""No edit of an encoded proof step goes unnoticed.

Every coefficient, sign and exponent of every step of a chapter is changed, one at a time, and the step is judged by
its own rule. A mutant may be called proved only where it states a weaker inequality that is itself true, as an attempt
to refute it confirms; those are the only survivors. In a plain run one step of each claim of the first chapter, and of
few of the others, meets one of its mutants, in a deep one every step of every chapter meets all:

    LEMMATA_DEEP=1 pytest tests/quality/test_chapter_mutants.py -k sgd

The last full run met 785 mutants in ``accumulation``, 261 in ``closed_form_continuous_depth``, 504 in ``heat_death``,
263 in ``quantitative_traits``, 183 in ``sgd``, 1752 in ``strong_model_collapse`` and 699 in ``double_descent``; 96 of
them were weaker inequalities that are true, of all others none was called proved.
"""

import pytest

from lemmata.verifier.chapters import select
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.refuting import counterexample
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP
from tests.quality.mutants import mutants

ORDERS = ("<=", ">=", "<", ">")
FIRST = "dohmatob2024"
OTHERS = (
    "accumulation",
    "closed_form_continuous_depth",
    "double_descent",
    "gaussian_equivalents",
    "heat_death",
    "quantitative_traits",
    "renormalization",
    "scaling_laws",
    "sgd",
    "strong_model_collapse",
)


def proved_claims():
    """Every claim that has a proof; in a plain run every thirtieth of the shorter chapters."""
    found = {}
    for chapter in (FIRST, *OTHERS):
        own = [claim for claim in select([chapter]).claims if claim.proof and claim.id.startswith(f"{chapter}:")]
        found |= {claim.id: claim for claim in (own if DEEP or chapter == FIRST else own[::30])}
    return list(found.values())


CLAIMS = proved_claims()


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
            if found.holds and not (link.step.relation in ORDERS and counterexample(step, context) is None):
                yield position, link.rule.name, mutant, found


def looked_at(claim):
    """The steps with their places: all of them, or one, another for each claim."""
    steps = list(enumerate(claim.proof.steps, start=1))
    return steps if DEEP else [steps[CLAIMS.index(claim) % len(steps)]]


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
