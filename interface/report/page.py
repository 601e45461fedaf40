"""A chapter as one HTML page: errata first, then every claim with its proof and evidence.

The page needs nothing from elsewhere: no script, no font, no style sheet. It shows what a run found and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from lemmata.interface.documents import claim_document, erratum_document
from lemmata.interface.lines import summary
from lemmata.interface.report.mathematics import mathml, statement_mathml, step_mathml
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.paper import Paper
from lemmata.verifier.run import Outcome
from lemmata.verifier.verdict import Verdict


def page(paper: Paper, outcome: Outcome) -> str:
    """The whole page."""
    claims = [claim for claim in outcome.asked if claim.chapter == paper.key]
    style = files("lemmata.interface.report").joinpath("style.css").read_text()
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(paper.title)} · Lemmata</title>',
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head><body>',
        f"<header><h1>{escape(paper.title)}</h1><p>{escape(paper.reference)}</p>",
        f"<p>{escape(summary(outcome, paper).rpartition('   ')[0])}</p></header><main>",
        *_errata(claims, outcome),
        *_contents(paper, claims, outcome),
        *(part for claim in claims for part in _claim(claim, outcome)),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _errata(claims: list[Claim], outcome: Outcome) -> Iterator[str]:
    refuted = [claim for claim in claims if erratum_document(claim, outcome)]
    if not refuted:
        return
    every = {claim.id: claim for claim in outcome.selection.claims}
    yield '<section id="errata"><h2>Errata</h2>'
    for claim in refuted:
        corrected = every.get(claim.corrected_by or "")
        yield f"<article><h3>{_place(claim)}</h3><p>Printed:</p>{statement_mathml(claim.statement)}"
        yield _conditions(claim)
        yield f"<p>False at {_counterexample(claim, outcome)}.</p>"
        if corrected is not None:
            verdict = _badge(outcome.status[corrected.id].verdict)
            yield f"<p>Instead {verdict} {_link(corrected.id)}:</p>{statement_mathml(corrected.statement)}"
            yield _conditions(corrected)
        if claim.misprint:
            yield f"<p>A misprint would explain it: {escape(claim.misprint)}.</p>"
        if claim.note:
            yield f"<p>{escape(claim.note)}</p>"
        yield "</article>"
    yield "</section>"


def _contents(paper: Paper, claims: list[Claim], outcome: Outcome) -> Iterator[str]:
    yield '<section id="claims"><h2>Claims</h2><table>'
    heading = ""
    for claim in claims:
        if paper.heading(claim) != heading:
            heading = paper.heading(claim)
            yield f'<tr><th colspan="4">{escape(heading)}</th></tr>'
        cells = _badge(outcome.status[claim.id].verdict), _link(claim.id), _place(claim), escape(claim.title)
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    yield "</table></section>"


def _claim(claim: Claim, outcome: Outcome) -> Iterator[str]:
    status = outcome.status[claim.id]
    yield f'<section class="claim" id="{_anchor(claim.id)}"><h3>{_badge(status.verdict)} {escape(claim.title)}</h3>'
    yield f'<p class="place">{_place(claim)} · <code>{escape(claim.id)}</code></p>{statement_mathml(claim.statement)}'
    yield _conditions(claim)
    if status.verdict is Verdict.REFUTED:
        yield f"<p>False at {_counterexample(claim, outcome)}.</p>"
    elif not status.verdict.holds:
        yield f"<p>{escape(status.reason)}</p>"
    evidence = outcome.evidence.get(claim.id, ())
    yield from _proof(claim, {item.position: item for item in evidence if item.part == "step"})
    yield from _evidence([item for item in evidence if item.part in ("statement", "check")])
    rests = dict.fromkeys((*claim.rests_on, *status.assumed))
    if rests:
        ids = {known.id for known in outcome.asked}
        yield f"<p>Rests on {', '.join(_link(name) if name in ids else escape(name) for name in rests)}.</p>"
    yield "</section>"


def _conditions(claim: Claim) -> str:
    if not claim.where:
        return ""
    return f'<p class="where">where {", ".join(mathml(relation) for relation in claim.where)}</p>'


def _proof(claim: Claim, found: dict[int, Evidence]) -> Iterator[str]:
    if claim.proof is None:
        return
    yield f"<details><summary>Proof, {len(claim.proof.steps)} steps</summary>"
    yield step_mathml("", claim.proof.steps[0].step.before)
    for position, link in enumerate(claim.proof.steps, start=1):
        yield step_mathml(link.step.relation, link.step.after)
        item = found.get(position)
        if item is not None:
            yield f'<p class="rule">{_badge(item.verdict)} by {escape(item.method)}: {escape(item.detail)}</p>'
    yield "</details>"


def _evidence(items: list[Evidence]) -> Iterator[str]:
    shown = [item for item in items if item.verdict is not Verdict.NOT_RUN]
    if shown:
        rows = (f"<li>{_badge(i.verdict)} {escape(i.method)}: {escape(i.detail)}</li>" for i in shown)
        yield f"<ul>{''.join(rows)}</ul>"


def _counterexample(claim: Claim, outcome: Outcome) -> str:
    found = claim_document(claim, outcome)
    point = ", ".join(f"{name} = {value}" for name, value in (found["counterexample"] or {}).items())
    return escape(f"{point or 'every point'} ({outcome.status[claim.id].reason})")


def _badge(verdict: Verdict) -> str:
    word = verdict.value
    return f'<span class="verdict {word.replace(" ", "-")}">{word}</span>'


def _place(claim: Claim) -> str:
    return escape(claim.source.place if claim.source else claim.reference)


def _anchor(name: str) -> str:
    return escape(name.partition(":")[2] or name)


def _link(name: str) -> str:
    return f'<a href="#{_anchor(name)}">{_anchor(name)}</a>'
