"""Judging one small claim, with the claims that it rests on.

A case is a function of C; ``C(name, statement, witness, expression, reason, expression, ..., where=[...])`` states a
claim with its chain and returns it, so that a later one can use it. The last claim stated is the one that is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lemmata.verifier.claim import Claim, DerivationError, Paper, calc
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.obligations import judged
from lemmata.verifier.status import Status, statuses
from lemmata.verifier.verdict import Verdict

Case = Callable[[Any], object]


def status_of(case: Case) -> Status:
    """The status of the last claim that the case states."""
    return _status(case, "standard")


def _status(case: Case, effort: str) -> Status:
    paper = Paper("soundness", "soundness")

    def state(name: str, statement: Any, witness: Any, *chain: Any, **fields: Any) -> Claim:
        proof = {"proof": calc(*chain)} if chain else {}
        return paper.claim(f"claim-{len(paper.claims)}", name, statement, witness=witness, **proof, **fields)

    case(state)
    claims = list(paper.claims.values())
    evidence = {claim.id: judge(claim, context_of(claim, effort=effort)) for claim in claims}
    return statuses(claims, evidence)[claims[-1].id]


def holds(case: Case) -> bool:
    """Whether the claim is proved or enclosed; one that cannot even be stated is not.

    A counterexample is looked for with little effort: what is false must not rest on one that is found.
    """
    try:
        return _status(case, "quick").verdict in (Verdict.PROVED, Verdict.ENCLOSED)
    except DerivationError:
        return False


def shown(case: Case) -> bool:
    """Whether the rules alone show every claim that the case states, whatever a refutation would say of it."""
    paper = Paper("soundness", "soundness")

    def state(name: str, statement: Any, witness: Any, *chain: Any, **fields: Any) -> Claim:
        return paper.claim(f"claim-{len(paper.claims)}", name, statement, witness=witness, proof=calc(*chain), **fields)

    case(state)
    return all(
        judged(link.rule, link.step, context_of(claim)).verdict.holds
        for claim in paper.claims.values()
        for link in (claim.proof.steps if claim.proof is not None else ())
    )


class Cases:
    """Named claims of one kind: ``@cases.false`` and ``@cases.true`` collect them, a test runs them."""

    def __init__(self) -> None:
        self.wrong: dict[str, Case] = {}
        self.right: dict[str, Case] = {}

    def false(self, case: Case) -> Case:
        """Collect claims of which the last one is false or has a side without a value."""
        self.wrong[case.__name__] = case
        return case

    def true(self, case: Case) -> Case:
        """Collect claims of which the last one is true and must be proved."""
        self.right[case.__name__] = case
        return case
