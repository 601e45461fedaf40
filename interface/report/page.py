"""The parts of HTML pages: errata, tables of claims, every claim with its proof and evidence.

Pages show what was found and judge nothing, and need nothing from elsewhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any

from lemmata.interface.documents import claim_document, erratum_document
from lemmata.interface.glossary import law_in_words, quantities, symbols
from lemmata.interface.layout import shortened
from lemmata.interface.lines import counted, number_of
from lemmata.interface.places import file_of
from lemmata.interface.report.inline import in_line
from lemmata.interface.report.mathematics import (
    mathml,
    plain_text,
    printed_mathml,
    statement_latex,
    statement_mathml,
    step_html,
)  # fmt: skip
from lemmata.theory import notation
from lemmata.theory.random_matrices import Unspecified
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.ledger import LIBRARIES
from lemmata.verifier.listing import Listing
from lemmata.verifier.obligation import Discharge
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.verdict import Verdict

_MOST = 12
"""So many laws are named in a box, and claims beside a letter; of more the number is said."""
_MOST_OWED = 2
"""Of so many conditions that hold for the same reason each is said."""
_SHORT, _LONG = 48, 110
"""Letters of a condition, and of what a rule says, that are shown."""
_GIVES = "by these"
_INTEGRABLE = " is integrable"


@dataclass(frozen=True)
class Links:
    """From one page of the report to others: where each claim stands that has a place, and which claims rest on it.

    ``graph`` is the page with the picture, empty where there is none.
    """

    places: Mapping[str, str]
    outcome: Outcome
    page: str = "index.html"
    graph: str = ""

    def to(self, name: str) -> str:
        """A link to a claim, or its name where it has no place."""
        place = self.places.get(name)
        return escape(name) if place is None else f'<a href="{self.way(place)}">{anchor(name)}</a>'

    def to_some(self, names: Sequence[str]) -> str:
        """Links to claims; of many, to the first, and how many more there are."""
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        return f"{', '.join(map(self.to, names[:_MOST]))}{more}"

    def way(self, place: str) -> str:
        """The address of a place of the report, from this page."""
        file, mark, name = place.partition("#")
        known = "" if file == self.page else escape(relpath(file, dirname(self.page) or "."))
        return f"{known}{mark}{name}"

    @cached_property
    def above(self) -> Mapping[str, list[str]]:
        """By the id of a claim, those that use it."""
        found: dict[str, list[str]] = {}
        for claim in self.outcome.asked:
            for used in dict.fromkeys(claim.rests_on):
                found.setdefault(used, []).append(claim.id)
        return found


def newest(outcome: Outcome) -> str:
    """The day of the newest evidence: the same from the same ledger, whenever the page is written."""
    return max((item.date for found in outcome.evidence.values() for item in found), default="")


def whole(title: str, parts: Iterable[str], date: str = "", *, beside: Sequence[str] = ()) -> str:
    """A page that needs nothing from elsewhere, with the day of what it shows.

    Style and script stand in it, or in files ``beside`` it, which many pages share.
    """
    style = f"<style>{resource('style.css')}</style>"
    scripts = f"<script>{resource('script.js')}</script>"
    if beside:
        style = "".join(f'<link rel="stylesheet" href="{name}">' for name in beside if name.endswith(".css"))
        scripts = "".join(f'<script src="{name}"></script>' for name in beside if name.endswith(".js"))
    head = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} · Lemmata</title>',
        f'<meta name="viewport" content="width=device-width">{style}</head><body>',
    ]
    libraries = ", ".join(f"{name} {version(name)}" for name in ("lemmata", *LIBRARIES))
    last = f", last on {date}" if date else ""
    foot = f'</main><footer class="place">Judged with {libraries}{last}</footer>'
    return "\n".join([*head, *parts, foot, f"{scripts}</body></html>"]) + "\n"


def resource(name: str) -> str:
    """A style or a script of this package."""
    return files("lemmata.interface.report").joinpath(name).read_text(encoding="utf-8")


def embedded(data: Any) -> str:
    """JSON inside a page: nothing in it ends the element."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def front(paper: Listing, claims: list[Claim], outcome: Outcome, links: Links) -> Iterator[str]:
    """The beginning of a chapter: what was found, where its errata stand, and its letters."""
    yield f"<header><h1>{escape(paper.title)}</h1><p>{escape(paper.reference)}</p>"
    yield f"<p>{escape(counted(outcome, claims).rpartition('   ')[0])}</p></header><main>"
    refuted = [claim for claim in claims if erratum_document(claim, outcome)]
    if refuted:
        ways = (
            (links.way(f"index.html#{_erratum_anchor(claim)}"), _place(claim) or anchor(claim.id)) for claim in refuted
        )
        named = ", ".join(f'<a href="{way}">{said}</a>' for way, said in ways)
        yield f'<p id="errata">Refuted as printed (details on the front page): {named}</p>'
    if taken := dict.fromkeys(name for claim in claims for name in outcome.status[claim.id].assumed):
        yield f"<p>Cited or taken as given: {escape('; '.join(taken))}.</p>"
    yield from letters(claims, links)


def letters(claims: Sequence[Claim], links: Links | None = None) -> Iterator[str]:
    """The model of some claims in one box: what is drawn at random, and what letters and quantities mean.

    With ``links`` each letter names the claims in which it occurs.
    """
    sides = {c.id: (c.statement.lhs, c.statement.rhs, *c.where) for c in claims}
    free = {name: {letter for part in parts for letter in part.free_symbols} for name, parts in sides.items()}
    named = {name: quantities(parts) for name, parts in sides.items()}
    drawn = Counter(law_in_words(law) for claim in claims for law in claim.laws if not isinstance(law, Unspecified))
    rows: list[tuple[str, str, list[str]]] = []
    for name, meaning in symbols().items():
        letter = getattr(notation, name, None)
        if found := [claim for claim, letters_of in free.items() if letter in letters_of]:
            rows.append((mathml(letter), meaning, found))
    for name, meaning in sorted({pair for known in named.values() for pair in known.items()}):
        rows.append((escape(name), meaning, [claim for claim, known in named.items() if name in known]))
    rows += [("drawn", law, []) for law, _ in drawn.most_common(_MOST)]
    if rows:
        yield '<details class="letters" open><summary>The model and its letters</summary><table>'
        for name, meaning, found in rows:
            where = ""
            if links and found:
                where = f"in {number_of(len(found), 'claim')}"
                if len(found) <= _MOST:
                    where = f"<details><summary>{where}</summary>{links.to_some(found)}</details>"
            yield f"<tr><td>{name}</td><td>{escape(meaning)}</td><td>{where}</td></tr>"
        yield "</table></details>"


def bibtex(paper: Listing) -> str:
    """The paper as a BibTeX entry, from its key, title and reference.

    >>> print(bibtex(Listing("demo2024", "A demonstration", "A. Author, arXiv 2401.00001", {})))
    @misc{demo2024, title = {A demonstration}, eprint = {2401.00001}, archivePrefix = {arXiv}, \
note = {A. Author, arXiv 2401.00001}}
    """
    found = re.search(r"arXiv[: ](\d{4}\.\d{4,5})", paper.reference)
    place = f" eprint = {{{found[1]}}}, archivePrefix = {{arXiv}}," if found else ""
    return f"@misc{{{paper.key}, title = {{{paper.title}}},{place} note = {{{paper.reference}}}}}"


def errata(chapters: Sequence[tuple[Listing, list[Claim]]], outcome: Outcome, links: Links) -> Iterator[str]:
    """What is printed and refuted: the words of the paper, the encoding, a counterexample, and what holds instead."""
    refuted = [(paper, claim) for paper, some in chapters for claim in some if erratum_document(claim, outcome)]
    every = {claim.id: claim for claim in outcome.selection.claims}
    of = ""
    if refuted:
        yield '<section id="errata"><h2>Errata</h2>'
    for paper, claim in refuted:
        if paper.key != of:
            of = paper.key
            yield f"<p>{escape(paper.title)} " if len(chapters) > 1 else "<p>"
            yield f'<button data-copy="{escape(bibtex(paper))}">copy BibTeX of the paper</button></p>'
        yield from _erratum(claim, every.get(claim.corrected_by or ""), outcome, links)
    if refuted:
        yield "</section>"


def _erratum(claim: Claim, corrected: Claim | None, outcome: Outcome, links: Links) -> Iterator[str]:
    yield f'<article id="{_erratum_anchor(claim)}"><h3>{_place(claim)}</h3>'
    if claim.printed:
        yield f"<p>In the words of the paper: {printed_mathml(claim.printed)}</p>"
        yield f'<p class="place"><code>{escape(claim.printed)}</code></p>'
    yield f"<p>Printed, {links.to(claim.id)}:</p>{statement_mathml(claim.statement)}"
    yield _conditions(claim)
    yield f"<p>False at {_counterexample(claim, outcome)}.</p>"
    if corrected is not None:
        verdict = _badge(outcome.status[corrected.id].verdict)
        yield f"<p>Instead {verdict} {links.to(corrected.id)}:</p>{statement_mathml(corrected.statement)}"
        yield _conditions(corrected)
        yield f'<button data-copy="{escape(statement_latex(corrected.statement))}">copy LaTeX</button>'
    if claim.misprint:
        yield f"<p>A misprint would explain it: {escape(claim.misprint)}.</p>"
    if claim.note:
        yield f"<p>{escape(claim.note)}</p>"
    yield "</article>"


def _erratum_anchor(claim: Claim) -> str:
    return f"erratum-{escape(claim.id.replace(':', '-'))}"


def contents(chapters: Sequence[tuple[Listing, list[Claim]]], outcome: Outcome, links: Links) -> Iterator[str]:
    """A table of claims that can be searched and filtered by verdict."""
    claims = [claim for _, some in chapters for claim in some]
    found = [verdict for verdict in Verdict if any(outcome.status[c.id].verdict is verdict for c in claims)]
    yield '<section id="claims"><h2>Claims</h2><p class="filter">'
    yield '<label>Search <input type="search" id="search"></label>'
    for verdict in found:
        yield f'<label><input type="checkbox" value="{_word(verdict)}" checked> {_badge(verdict)}</label>'
    yield '</p><div id="claim-table">'
    for heading, alike in groupby(((paper.heading(c), c) for paper, some in chapters for c in some), key=itemgetter(0)):
        yield f"<section><h3>{escape(heading)}</h3><table>"
        for _, claim in alike:
            verdict = outcome.status[claim.id].verdict
            cells = verdict.value, links.to(claim.id), _place(claim), plain_text(claim.title)
            yield f'<tr class="{_word(verdict)}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        yield "</table></section>"
    yield "</div></section>"


def one_claim(claim: Claim, outcome: Outcome, links: Links) -> Iterator[str]:
    """A claim with its statement, proof and evidence, what it rests on and what rests on it."""
    status = outcome.status[claim.id]
    rests, above = dict.fromkeys((*claim.rests_on, *status.assumed)), links.above.get(claim.id)
    yield f'<article id="{anchor(claim.id)}"><h3>{_badge(status.verdict)} {plain_text(claim.title)}</h3>'
    place = f"{_place(claim)} · " if _place(claim) else ""
    drawn = f' · <a href="{links.way(links.graph)}#{anchor(claim.id)}">graph</a>' if rests or above else ""
    yield f'<p class="place">{place}<code>{anchor(claim.id)}</code>{drawn}</p>{statement_mathml(claim.statement)}'
    values = ", ".join(f"{letter} = {value}" for letter, value in claim.witness.items())
    yield _conditions(claim, f"for example {plain_text(values)}" if values else "")
    if status.verdict is Verdict.REFUTED:
        yield f"<p>False at {_counterexample(claim, outcome)}.</p>"
    elif not status.verdict.holds:
        yield f"<p>{escape(status.reason)}</p>"
    evidence = outcome.evidence.get(claim.id, ())
    yield from _proof(claim, {item.position: item for item in evidence if item.part == "step"})
    yield from _evidence([item for item in evidence if item.part in ("statement", "check")])
    if rests:
        yield f"<p>Rests on {links.to_some([name.partition(' (')[0] for name in rests])}.</p>"
    if above:
        yield f"<p>On it rest {links.to_some(above)}.</p>"
    yield "</article>"


def command(claim: Claim) -> str:
    """How the claims beside this one are shown: by their file where that is the reader's own."""
    own = claim.file and "derivations" not in Path(claim.file).parts
    named = escape(file_of(claim) if own else claim.chapter)
    return f'<p class="place">To check a claim yourself: <code>lemmata show {named}:</code> and its name</p>'


def _conditions(claim: Claim, example: str = "") -> str:
    where = f"where {', '.join(map(in_line, claim.where))}" if claim.where else ""
    return f'<p class="where">{"; ".join(filter(None, (where, example)))}</p>' if where or example else ""


def _proof(claim: Claim, found: dict[int, Evidence]) -> Iterator[str]:
    if claim.proof is None:
        return
    yield f"<details><summary>Proof, {number_of(len(claim.proof.steps), 'step')}</summary>"
    first, sides = claim.proof.steps[0].step.before, claim.statement
    if first != sides.lhs:
        yield step_html("", first)
    for position, link in enumerate(claim.proof.steps, start=1):
        reached = link.step.after == sides.rhs  # it stands above
        if not reached:
            yield step_html(link.step.relation, link.step.after)
        item = found.get(position)
        verdict, said = (item.verdict, f"{item.method}: {item.detail}") if item else (Verdict.NOT_RUN, link.rule.name)
        said = shortened(said, _LONG)
        missing = (owed for owed in (item.obligations if item else ()) if not owed.done)
        said += "".join(f"; missing: {owed.condition} ({owed.missing})" for owed in missing)
        shown = f"{link.step.relation} the right side " if reached else ""
        yield f"<p>{plain_text(shown)}{_badge(verdict)} {plain_text(said)}</p>"
    yield from _owed([owed for item in found.values() for owed in item.obligations if owed.done])
    yield "</details>"


def _owed(shown: Iterable[Discharge]) -> Iterator[str]:
    """What the steps owed: each condition once, under the reason for which it holds."""
    reasons: dict[str, str] = {}
    for owed in shown:
        parts = [part.split(": ")[-2:] for part in owed.by.split("; ")]
        for condition, reason in (part for part in parts if len(part) == 2):
            reasons.setdefault(condition, reason)
        reasons.setdefault(owed.condition, owed.by if len(parts[0]) == 1 else _GIVES)
    for condition in [one for one in reasons if one.endswith(_INTEGRABLE)]:  # so it exists, and is finite
        for weaker in (" exists", " is finite"):
            reasons.pop(condition.removesuffix(_INTEGRABLE) + weaker, None)
    about_letters = [
        (condition, why)
        for condition, why in reasons.items()
        if re.search("[A-Za-z]", condition) and condition != "True"
    ]
    if about_letters:
        order = sorted(dict.fromkeys(why for _, why in about_letters), key=_GIVES.__eq__)
        kept = {why: [condition for condition, other in about_letters if other == why] for why in order}
        lines = (f"{_named(some)} ({why})" for why, some in kept.items())
        yield f"<p>owed and shown: {plain_text('; '.join(lines))}</p>"


def _named(conditions: Sequence[str]) -> str:
    left = len(conditions) - _MOST_OWED
    said = ", ".join(shortened(one, _SHORT) for one in conditions[:_MOST_OWED])
    return f"{said} and {left} more" if left > 0 else said


def _evidence(items: list[Evidence]) -> Iterator[str]:
    shown = [item for item in items if item.verdict is not Verdict.NOT_RUN]
    if shown:
        yield "<ul>"
        for item in shown:
            seed = "" if item.seed is None else f" (seed {item.seed})"
            yield f"<li>{_badge(item.verdict)} {plain_text(item.method)}: {plain_text(item.detail)}{seed}</li>"
        yield "</ul>"


def _counterexample(claim: Claim, outcome: Outcome) -> str:
    found = claim_document(claim, outcome)
    point = ", ".join(f"{name} = {value}" for name, value in (found["counterexample"] or {}).items())
    return escape(f"{point or 'every point'} ({outcome.status[claim.id].reason})")


def _badge(verdict: Verdict) -> str:
    """The word in its colour, which is that of ``proved`` where no class says another."""
    look = "" if verdict is Verdict.PROVED else f' class="{_word(verdict)}"'
    return f"<b{look}>{verdict.value}</b>"


def _word(verdict: Verdict) -> str:
    return verdict.value.replace(" ", "-")


def _place(claim: Claim) -> str:
    return escape(claim.source.place if claim.source else claim.reference)


def anchor(name: str) -> str:
    """The anchor of a claim on its page."""
    return escape(name.partition(":")[2] or name)
