"""Verdicts as lines for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from lemmata.verifier.claim import Claim
from lemmata.verifier.paper import Paper
from lemmata.verifier.run import Outcome
from lemmata.verifier.status import Status
from lemmata.verifier.verdict import Verdict

_COLOURS = {
    Verdict.PROVED: "green",
    Verdict.ENCLOSED: "green",
    Verdict.TESTED: "cyan",
    Verdict.SIMULATED: "cyan",
    Verdict.ASSUMED: "yellow",
    Verdict.REFUTED: "red",
    Verdict.UNDECIDED: "magenta",
    Verdict.VACUOUS: "magenta",
}


def verdict_word(verdict: Verdict) -> str:
    """The verdict, padded and coloured."""
    return click.style(f"{verdict.value:<10}", fg=_COLOURS.get(verdict))


def claim_lines(claim: Claim, outcome: Outcome) -> Iterator[str]:
    """One line a claim; a second one where the reason matters."""
    status = outcome.status[claim.id]
    name = claim.id.partition(":")[2]
    place = claim.source.place if claim.source else ("cited" if claim.kind == "theorem" else "")
    yield f"  {verdict_word(status.verdict)}{name:<34} {place:<38} {_short_reason(claim, outcome)}".rstrip()
    if status.verdict is Verdict.REFUTED:
        yield f"  {'':<10}{_counterexample(status)}{_see(claim)}"
    elif not status.verdict.holds:
        yield f"  {'':<10}{status.reason}"


def _short_reason(claim: Claim, outcome: Outcome) -> str:
    status = outcome.status[claim.id]
    if status.verdict is Verdict.ASSUMED:
        return f"rests on {_names(claim, status)}{_support(claim, outcome)}"
    if status.verdict.holds and claim.proof is not None:
        return f"{len(claim.proof.steps)} step{'s' if len(claim.proof.steps) > 1 else ''}"
    return status.reason if status.verdict.holds else ""


def _names(claim: Claim, status: Status) -> str:
    if claim.reference:
        return claim.reference
    return ", ".join((name.partition(":")[2] or name).partition(" (")[0] for name in status.assumed)


def _support(claim: Claim, outcome: Outcome) -> str:
    found = [e for e in outcome.evidence.get(claim.id, ()) if e.part == "check" and e.verdict.holds]
    return "".join(
        f"; {e.method}: {e.digits} digits" if e.digits else f"; {e.method}: to {e.resolution}" for e in found
    )


def _counterexample(status: Status) -> str:
    found = status.decisive
    if found is None or not found.counterexample:
        return status.reason
    point = " ".join(f"{name}={value}" for name, value in found.counterexample.items())
    return f"{point}: {found.detail}"


def _see(claim: Claim) -> str:
    return f"   see {claim.corrected_by.partition(':')[2]}" if claim.corrected_by else ""


def summary(outcome: Outcome, paper: Paper) -> str:
    """``31 claims: 22 proved, ..., 2 refuted as printed (errata written)``."""
    claims = [claim for claim in outcome.asked if claim.chapter == paper.key]
    counts = Counter(outcome.status[claim.id].verdict for claim in claims)
    errata = sum(1 for c in claims if c.kind == "published" and outcome.status[c.id].verdict is Verdict.REFUTED)
    corrected = all(outcome.accounted_for(claim) for claim in claims)
    words = [f"{counts[v]} {v.value}" for v in Verdict if counts[v] and v is not Verdict.REFUTED]
    if errata:
        words.append(f"{errata} refuted as printed{' (corrected claims hold)' if corrected else ''}")
    if counts[Verdict.REFUTED] - errata:
        words.append(f"{counts[Verdict.REFUTED] - errata} refuted")
    steps = sum(len(claim.proof.steps) for claim in claims if claim.proof)
    return f"{len(claims)} claims, {steps} steps: {', '.join(words)}   {outcome.seconds:.1f} s"
