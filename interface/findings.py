"""What a run found, as a reader wants it: first what is false, undecided or taken as given, then counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import click

from lemmata.interface.layout import hung, shortened, table
from lemmata.interface.lines import COLOURS, claim_lines, counted, counterexample, number_of
from lemmata.interface.places import place
from lemmata.verifier.claim import Claim
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.support import Support
from lemmata.verifier.verdict import Verdict

_MOST = 285
"""Letters of a statement that are shown."""
LISTED = 12
"""So many claims are listed one by one without being asked for."""


def everything(outcome: Outcome, only: Collection[Verdict] | None = None) -> Iterator[str]:
    """Every claim that was asked for, chapter by chapter; with ``only``, those of certain verdicts."""
    for paper in outcome.selection.papers:
        claims = [claim for claim in outcome.asked if claim.chapter == paper.key]
        yield click.style(f"{paper.key} · {paper.title}", bold=True)
        for claim in claims:
            if only is None or outcome.status[claim.id].verdict in only:
                yield from claim_lines(claim, outcome)
        yield from hung(f"  {counted(outcome, claims)}", 4)


def what_matters(outcome: Outcome) -> Iterator[str]:
    """Refuted, undecided, assumed by what it rests on, and counts; what holds is folded."""
    of = {verdict: [c for c in outcome.asked if outcome.status[c.id].verdict is verdict] for verdict in Verdict}
    printed = [claim for claim in of[Verdict.REFUTED] if claim.kind == "published"]
    yield from _refuted("refuted as printed", printed, outcome)
    yield from _refuted("refuted", [c for c in of[Verdict.REFUTED] if c.kind != "published"], outcome)
    for verdict in (Verdict.UNDECIDED, Verdict.VACUOUS, Verdict.NOT_RUN):
        yield from _open(verdict, of[verdict], outcome)
    yield from _assumed(of[Verdict.ASSUMED], outcome)
    yield from _counts(outcome)
    hidden = [f"{len(of[verdict])} {verdict.value}" for verdict in Verdict if verdict.holds and of[verdict]]
    if hidden:
        yield from hung(f"not listed one by one: {', '.join(hidden)} (-v lists all, --only tested,assumed some)", 2)
    yield from hung(counted(outcome, outcome.asked), 2)


def _heading(words: str, verdict: Verdict, claims: Sequence[Claim]) -> str:
    return click.style(f"{words} · {len(claims)}", fg=COLOURS.get(verdict), bold=True)


def _name(claim: Claim, outcome: Outcome) -> str:
    """The id with its place in the paper, and its place in its file."""
    said = claim.source.place if claim.source else claim.title
    file, line = place(claim, outcome.evidence.get(claim.id, ()))
    return f"  {claim.id} · {said}{f'   ({file}:{line})' if file else ''}"


def _refuted(words: str, claims: Sequence[Claim], outcome: Outcome) -> Iterator[str]:
    if not claims:
        return
    stated = {claim.id: claim for claim in outcome.selection.claims}
    yield _heading(words, Verdict.REFUTED, claims)
    for claim in claims:
        yield from hung(_name(claim, outcome), 4)
        yield from hung(f"    says      {_short(claim)}", 14)
        yield from hung(f"    false at  {counterexample(outcome.status[claim.id])}", 14)
        corrected = stated.get(claim.corrected_by or "")
        if corrected is not None:
            verdict = outcome.status[corrected.id].verdict.value
            said = _short(corrected)
            if str(corrected.statement) == str(claim.statement):
                said = f"the same, where {', '.join(map(str, corrected.where))}"
            yield from hung(f"    instead   {said}   [{verdict}: {corrected.id.partition(':')[2]}]", 14)
        if claim.misprint:
            yield from hung(f"    misprint? {claim.misprint}", 14)
    yield ""


def _short(claim: Claim) -> str:
    """The statement, its middle left out where it would fill a screen."""
    said = str(claim.statement)
    return said if len(said) <= _MOST else f"{shortened(said, _MOST)} (lemmata show {claim.id})"


def _open(verdict: Verdict, claims: Sequence[Claim], outcome: Outcome) -> Iterator[str]:
    if not claims:
        return
    yield _heading(verdict.value, verdict, claims)
    for claim in claims:
        yield from hung(_name(claim, outcome), 4)
        yield from hung(f"    {outcome.status[claim.id].reason}", 4)
    yield ""


def _assumed(claims: Sequence[Claim], outcome: Outcome) -> Iterator[str]:
    if not claims:
        return
    groups: dict[tuple[str, ...], list[str]] = {}
    for claim in claims:
        groups.setdefault(_given(outcome.status[claim.id].support, claim), []).append(claim.id.partition(":")[2])
    yield _heading("assumed, by what it rests on", Verdict.ASSUMED, claims)
    for given, names in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        yield from hung(f"  {' and '.join(given)}: {number_of(len(names), 'claim')}", 4)
        yield from hung(f"    {', '.join(names)}", 4)
    yield ""


def _given(support: Support, claim: Claim) -> tuple[str, ...]:
    """What is taken as given; a cited statement is taken as given itself."""
    return (*support.principles, *support.assuming) or (claim.reference or "cited",)


def _counts(outcome: Outcome) -> Iterator[str]:
    """How many of each verdict, by chapter and section."""
    shown = [verdict for verdict in Verdict if any(outcome.status[c.id].verdict is verdict for c in outcome.asked)]
    rows = [("", *(verdict.value for verdict in shown))]

    def row(name: str, claims: Sequence[Claim]) -> None:
        counts = Counter(outcome.status[claim.id].verdict for claim in claims)
        rows.append((name, *(str(counts[verdict] or "") for verdict in shown)))

    for paper in outcome.selection.papers:
        claims = [claim for claim in outcome.asked if claim.chapter == paper.key]
        row(paper.key, claims)
        headings = dict.fromkeys(paper.heading(claim) for claim in claims)
        for heading in headings if len(headings) > 1 else ():
            row(f"  {heading or 'elsewhere'}", [claim for claim in claims if paper.heading(claim) == heading])
    yield from table(rows)
    yield ""
