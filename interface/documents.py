"""What was found, as JSON documents (``lemmata.verify/1``, ``lemmata.certificate/2``): the stable, versioned form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from itertools import islice
from typing import Any

from lemmata.interface.places import file_of
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.outcome import Outcome, Settings
from lemmata.verifier.verdict import Verdict

LONGEST = 5
"""Of the claims that took longest, so many are named."""


def verify_document(outcome: Outcome, only: Collection[Verdict] | None = None) -> dict[str, Any]:
    """The document that ``lemmata verify --json`` prints, without its schema field; the counts are those of all."""
    shown = [claim for claim in outcome.asked if only is None or outcome.status[claim.id].verdict in only]
    claims = [claim_document(claim, outcome) for claim in shown]
    counts = Counter(outcome.status[claim.id].verdict.value for claim in outcome.asked)
    return {
        "claims": claims,
        "counts": {verdict.value: counts[verdict.value] for verdict in Verdict if counts[verdict.value]},
        "seconds": round(outcome.seconds, 3),
        "work": {
            "judged": len(outcome.judged),
            "processes": outcome.jobs,
            "busy": round(outcome.busy, 3),
            "longest": [
                {"id": each, "seconds": round(took, 3)} for each, took in islice(outcome.durations.items(), LONGEST)
            ],
        },
    }


def claim_document(claim: Claim, outcome: Outcome) -> dict[str, Any]:
    """One claim: what it says, what was found, what it rests on."""
    status, evidence = outcome.status[claim.id], outcome.evidence.get(claim.id, ())
    refuting = status.decisive if status.verdict is Verdict.REFUTED else None
    return {
        "id": claim.id,
        "title": claim.title,
        "chapter": claim.chapter,
        "statement": str(claim.statement),
        "as_printed": claim.printed or None,
        "where": [str(relation) for relation in claim.where],
        "file": file_of(claim) or None,
        "line": claim.line or None,
        "source": str(claim.source) if claim.source else claim.reference or None,
        "kind": "published" if claim.kind == "published" else "claim",
        "verdict": status.verdict.value,
        "says": status.words,
        "reason": status.reason,
        "steps": [_step_document(item) for item in evidence if item.part == "step"],
        "evidence": [_evidence_document(item) for item in evidence if item.part in ("statement", "check")],
        "counterexample": _given(refuting),
        "gap": {"lower": refuting.gap} if refuting and refuting.gap else None,
        "corrected_by": claim.corrected_by,
        "rests_on": list(claim.rests_on),
        "citing": list(status.support.citing),
        "assumed": list(status.assumed),
    }


def _given(item: Evidence | None) -> dict[str, str] | None:
    """The parameters of a counterexample: an empty object for a statement without parameters."""
    return None if item is None or item.counterexample is None else dict(item.counterexample)


def _step_document(item: Evidence) -> dict[str, Any]:
    document: dict[str, Any] = {"rule": item.method, "verdict": item.verdict.value, "detail": item.detail}
    document["obligations"] = [
        {"condition": owed.condition, "discharged_by": owed.by or None} for owed in item.obligations
    ]
    if item.counterexample:
        document |= {"counterexample": dict(item.counterexample), "gap": {"lower": item.gap}}
    return document


def _evidence_document(item: Evidence) -> dict[str, Any]:
    return {
        "method": item.method,
        "verdict": item.verdict.value,
        "points": item.points,
        "digits": item.digits,
        "resolution": item.resolution,
        "seed": item.seed,
        "seconds": item.seconds,
        "detail": item.detail,
    }


def certificate_of(claim: Claim, outcome: Outcome, settings: Settings, target: str) -> dict[str, Any]:
    """From this a verdict can be computed again: ``lemmata replay`` and ``lemmata-check`` read it."""
    from lemmata.verifier.certificate.document import certificate

    said = {"effort": settings.effort, "seed": settings.seed}
    found = certificate(claim, outcome.selection.claims, outcome.status, outcome.evidence, said, target)
    read_back: dict[str, Any] = json.loads(json.dumps(found))
    return read_back


def erratum_document(claim: Claim, outcome: Outcome) -> dict[str, Any] | None:
    """A refuted published statement and what replaces it; None when the statement was not refuted."""
    status = outcome.status[claim.id]
    if claim.kind != "published" or status.verdict is not Verdict.REFUTED:
        return None
    corrected = next((c for c in outcome.selection.claims if c.id == claim.corrected_by), None)
    found = status.decisive
    return {
        "id": claim.id,
        "place": str(claim.source),
        "as_printed": claim.printed or None,
        "printed": str(claim.statement),
        "where": [str(relation) for relation in claim.where],
        "counterexample": _given(found),
        "detail": status.reason,
        "gap": {"lower": found.gap} if found and found.gap else None,
        "corrected_by": claim.corrected_by,
        "corrected": str(corrected.statement) if corrected else None,
        "corrected_where": [str(relation) for relation in corrected.where] if corrected else [],
        "corrected_verdict": outcome.status[corrected.id].verdict.value if corrected else None,
        "misprint": claim.misprint or None,
        "note": claim.note or None,
    }
