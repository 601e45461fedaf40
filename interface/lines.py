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


def verdict_words(status: Status) -> str:
    """The verdict with its support, coloured: ``proved, citing inverse-Wishart mean``."""
    return click.style(status.words, fg=_COLOURS.get(status.verdict))


def claim_lines(claim: Claim, outcome: Outcome) -> Iterator[str]:
    """One line a claim, its verdict first and what it rests on last; a second one where the reason matters."""
    status = outcome.status[claim.id]
    name = claim.id.partition(":")[2]
    place = claim.source.place if claim.source else ("cited" if claim.kind == "theorem" else claim.title)
    rests = status.words.removeprefix(status.verdict.value).lstrip(",: ")
    yield f"  {verdict_word(status.verdict)}{name:<34} {place:<38} {rests}{_checked(claim, outcome)}".rstrip()
    if status.verdict is Verdict.REFUTED:
        yield f"            {_counterexample(status)}{_see(claim)}"
    elif not status.verdict.holds:
        yield f"            {status.reason}"


def _checked(claim: Claim, outcome: Outcome) -> str:
    """The checks beside what is assumed."""
    if outcome.status[claim.id].verdict is not Verdict.ASSUMED:
        return ""
    found = [e for e in outcome.evidence.get(claim.id, ()) if e.part == "check" and e.verdict.holds]
    return "".join(
        f"; {e.method}: {e.digits} digits" if e.digits else f"; {e.method}: to {e.resolution}" for e in found
    )


def _counterexample(status: Status) -> str:
    found = status.decisive
    if found is None or not found.counterexample:
        return status.reason
    point = " ".join(f"{name}={value}" for name, value in found.counterexample.items())
    at_step = f"step {found.position}: " if found.part == "step" else ""
    detail = found.detail.removeprefix(f"at {point}: ").replace(f"undefined at {point}: ", "undefined: ")
    return f"{point}: {at_step}{detail}"


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
    counted = f"{_counted(len(claims), 'claim')}, {_counted(steps, 'step')}"
    return f"{counted}: {', '.join(words)}   {outcome.seconds:.1f} s"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
