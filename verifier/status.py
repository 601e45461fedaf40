"""Status: a function of the evidence and of the status of all that a claim rests on. Nothing declares it.

A proof counts when its chain has the statement's ends and every step holds; it is as strong as its weakest step. Cited
theorems leave it ``proved`` and are named with it; a deterministic equivalent anywhere below makes it ``assumed``. What
rests on something undecided, vacuous or refuted is itself undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lemmata.verifier.claim import Claim, Proof
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.verdict import Verdict, strongest, weakest


@dataclass(frozen=True)
class Status:
    """What is known about a claim.

    Attributes:
        verdict: the verdict.
        reason: one line that says why, where it matters.
        assumed: what the claim rests on without proof: ids of cited theorems and equivalents, and references.
        decisive: the evidence that decided (the counterexample of a refuted claim), if one did.
    """

    verdict: Verdict
    reason: str
    assumed: tuple[str, ...] = ()
    decisive: Evidence | None = None


def statuses(claims: Sequence[Claim], evidence: Mapping[str, Sequence[Evidence]]) -> dict[str, Status]:
    """The status of every claim; claims come after what they rest on."""
    found: dict[str, Status] = {}
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        found[claim.id] = status(claim, evidence.get(claim.id, ()), found, by_id)
    return found


def status(
    claim: Claim, evidence: Sequence[Evidence], below: Mapping[str, Status], claims: Mapping[str, Claim]
) -> Status:
    """The status of one claim, given those of the claims that it rests on."""
    if not evidence:
        return Status(Verdict.NOT_RUN, "no evidence yet")
    outside = next((item for item in evidence if item.part == "domain" and item.verdict is not Verdict.PROVED), None)
    if outside is not None:
        return Status(outside.verdict, outside.detail, decisive=outside)
    proof = _proof_status(claim, evidence, below, claims)
    against = _first(evidence, "statement", Verdict.REFUTED) or _first(evidence, "check", Verdict.REFUTED)
    if against is not None:
        if proof is not None and proof.verdict is Verdict.PROVED:
            return Status(
                Verdict.UNDECIDED,
                f"the proof holds but {against.method} refutes the statement ({against.detail}): an engine is wrong",
                decisive=against,
            )
        return Status(Verdict.REFUTED, against.detail, decisive=against)
    if proof is not None:
        return proof
    if claim.kind in ("theorem", "equivalent"):
        return Status(Verdict.ASSUMED, claim.reference, (claim.id,))
    return _supported(evidence)


def _first(evidence: Iterable[Evidence], part: str, verdict: Verdict) -> Evidence | None:
    return next((item for item in evidence if item.part == part and item.verdict is verdict), None)


def _supported(evidence: Sequence[Evidence]) -> Status:
    """Without a proof a claim is as strong as its strongest check."""
    grounds = [item for item in evidence if item.part in ("statement", "check") and item.verdict.holds]
    if not grounds:
        return Status(Verdict.UNDECIDED, "no proof, and no check reached an answer")
    verdict = strongest(item.verdict for item in grounds)
    best = next(item for item in grounds if item.verdict is verdict)
    return Status(verdict, best.detail, decisive=best)


def _proof_status(
    claim: Claim, evidence: Sequence[Evidence], below: Mapping[str, Status], claims: Mapping[str, Claim]
) -> Status | None:
    if claim.proof is None:
        return None
    broken = _broken_chain(claim.proof, evidence, below, claims)
    if broken is not None:
        return broken
    steps = [item for item in evidence if item.part == "step"]
    assumed = [reference for item in steps for reference in item.cited]
    verdicts = [Verdict.PROVED if item.cited else item.verdict for item in steps]
    for identifier in claim.rests_on:
        lower = below.get(identifier)
        if lower is None or not lower.verdict.holds:
            word = lower.verdict.value if lower else "not judged"
            return Status(Verdict.UNDECIDED, f"rests on {identifier}, which is {word}")
        assumed += lower.assumed
        if claims[identifier].kind != "theorem":
            verdicts.append(lower.verdict)
    verdict = weakest(verdicts)
    return Status(verdict, f"{len(steps)} steps", tuple(dict.fromkeys(assumed)))


def _broken_chain(
    proof: Proof, evidence: Sequence[Evidence], below: Mapping[str, Status], claims: Mapping[str, Claim]
) -> Status | None:
    """What a chain with a failing step shows.

    When one step is refuted and all others are proved equations that rest on nothing unproved, the statement itself is
    refuted: it says of the ends what the false step says of expressions equal to them. Otherwise the statement is
    merely not proved.
    """
    steps = [item for item in evidence if item.part == "step"]
    shape = [item for item in evidence if item.part == "shape" and not item.verdict.holds]
    failing = [item for item in steps if not item.verdict.holds]
    if not failing:
        return Status(Verdict.UNDECIDED, shape[0].detail, decisive=shape[0]) if shape else None
    first = failing[0]
    detail = f"step {first.position} ({first.method}) is {first.verdict.value}: {first.detail}"
    others = [item for item in steps if item is not first]
    equations = all(proof.steps[item.position - 1].step.relation == "=" for item in others)
    firm = all(item.verdict is Verdict.PROVED and _firm(proof, item, below, claims) for item in others)
    decides = equations and firm and not shape
    refuted = first.verdict is Verdict.REFUTED and decides
    return Status(Verdict.REFUTED if refuted else Verdict.UNDECIDED, detail, decisive=first)


def _firm(proof: Proof, item: Evidence, below: Mapping[str, Status], claims: Mapping[str, Claim]) -> bool:
    """Whether a step cites no text, and uses only claims that are proved or named theorems."""
    used = [claim.id for claim in getattr(proof.steps[item.position - 1].rule, "claims", ())]
    proved = {name for name, status in below.items() if status.verdict is Verdict.PROVED}
    return not item.cited and all(name in proved or claims[name].kind == "theorem" for name in used)
