"""Wrong variants of the claims of a chapter, which must be refuted and not only left undecided."""

from __future__ import annotations

from typing import Any

from lemmata.theory.relations import Statement
from lemmata.verifier.chapters import select
from lemmata.verifier.claim import Paper
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.status import statuses
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP


def verdict_of(statement: Statement, witness: Any, **fields: Any) -> Verdict:
    """The verdict on a statement that somebody might have written in place of a claim."""
    paper = Paper("variant", "Variant")
    letters = {x for one in (statement.lhs, statement.rhs, *fields.get("where", ())) for x in one.free_symbols}
    there = {letter: value for letter, value in witness.items() if letter in letters}
    claim = paper.claim("wrong", "Wrong", statement, witness=there, **fields)
    return statuses([claim], {claim.id: judge(claim, context_of(claim, effort="quick"))})[claim.id].verdict


def judged(paper: Paper) -> dict[str, Verdict]:
    """What becomes of the claims of a chapter: of every fifth and of what is printed, in a deep run of all."""
    stated = list(paper.claims.values())
    some = [claim.id for place, claim in enumerate(stated) if DEEP or place % 5 == 0 or claim.kind == "published"]
    claims = select(some).claims
    evidence = {claim.id: judge(claim, context_of(claim, effort="quick")) for claim in claims}
    return {identifier.partition(":")[2]: status.verdict for identifier, status in statuses(claims, evidence).items()}
