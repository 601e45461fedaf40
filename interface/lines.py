"""Verdicts as lines for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from lemmata.interface.layout import hung
from lemmata.verifier.claim import Claim
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.status import Status
from lemmata.verifier.verdict import Verdict

COLOURS = {
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
    return click.style(f"{verdict.value:<10}", fg=COLOURS.get(verdict))


def verdict_words(status: Status) -> str:
    """The verdict with its support, coloured: ``proved, citing inverse-Wishart mean``."""
    return click.style(status.words, fg=COLOURS.get(status.verdict))


def claim_lines(claim: Claim, outcome: Outcome) -> Iterator[str]:
    """One entry a claim, its verdict first and what it rests on last; a second one where the reason matters."""
    status = outcome.status[claim.id]
    name = claim.id.partition(":")[2]
    place = claim.source.place if claim.source else ("cited" if claim.kind == "theorem" else claim.title)
    rests = status.words.removeprefix(status.verdict.value).lstrip(",: ")
    text = f"  {status.verdict.value:<10}{name:<34} {place:<38} {rests}{_checked(claim, outcome)}".rstrip()
    yield from hung(text, 12, fg=COLOURS.get(status.verdict))
    if status.verdict is Verdict.REFUTED:
        yield from hung(f"{' ' * 12}{counterexample(status)}{_see(claim)}", 12)
    elif not status.verdict.holds:
        yield from hung(f"{' ' * 12}{status.reason}", 12)


def _checked(claim: Claim, outcome: Outcome) -> str:
    """The checks beside what is assumed."""
    if outcome.status[claim.id].verdict is not Verdict.ASSUMED:
        return ""
    found = [e for e in outcome.evidence.get(claim.id, ()) if e.part == "check" and e.verdict.holds]
    return "".join(
        f"; {e.method}: {e.digits} digits" if e.digits else f"; {e.method}: to {e.resolution}" for e in found
    )


def counterexample(status: Status) -> str:
    """The point at which a claim fails and what happens there, in one line."""
    found = status.decisive
    if found is None or not found.counterexample:
        return status.reason
    point = " ".join(f"{name}={value}" for name, value in found.counterexample.items())
    at_step = f"step {found.position}: " if found.part == "step" else ""
    detail = found.detail.removeprefix(f"at {point}: ").replace(f"undefined at {point}: ", "undefined: ")
    return f"{point}: {at_step}{detail}"


def _see(claim: Claim) -> str:
    return f"   see {claim.corrected_by.partition(':')[2]}" if claim.corrected_by else ""


def counted(outcome: Outcome, claims: Sequence[Claim]) -> str:
    """``31 claims, 60 steps: 22 proved, ..., 2 refuted as printed (corrected claims hold)   0.9 s``."""
    counts = Counter(outcome.status[claim.id].verdict for claim in claims)
    words = [f"{counts[v]} {v.value}" for v in Verdict if counts[v] and v is not Verdict.REFUTED]
    refuted = [claim for claim in claims if outcome.status[claim.id].verdict is Verdict.REFUTED]
    printed = [claim for claim in refuted if claim.kind == "published"]
    conjectured = [claim for claim in refuted if claim.kind != "published" and claim.corrected_by]
    for some, name in ((printed, "refuted as printed"), (conjectured, "refuted as conjectured")):
        if some:
            holds = all(outcome.accounted_for(claim) for claim in some)
            words.append(f"{len(some)} {name}{' (corrected claims hold)' if holds else ''}")
    if rest := len(refuted) - len(printed) - len(conjectured):
        words.append(f"{rest} refuted")
    steps = sum(len(claim.proof.steps) for claim in claims if claim.proof)
    things = f"{number_of(len(claims), 'claim')}, {number_of(steps, 'step')}"
    return f"{things}: {', '.join(words)}   {outcome.seconds:.1f} s"


def number_of(number: int, thing: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
