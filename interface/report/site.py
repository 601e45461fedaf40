"""The report as a small static site: a front page, and for each chapter a page, one for each section, and a graph."""

from __future__ import annotations

import re
from html import escape

from lemmata.interface.lines import summary
from lemmata.interface.report.graph import graph
from lemmata.interface.report.page import (
    Links,
    anchor,
    contents,
    errata,
    front,
    letters,
    newest,
    one_claim,
    resource,
    whole,
)  # fmt: skip
from lemmata.verifier.claim import Claim
from lemmata.verifier.listing import Listing
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.verdict import Verdict

_LONGEST = 100
"""Letters of the title of a section that its file is called by: file systems take no name of 256."""


BESIDE = ("style.css", "script.js", "graph.js")
"""Files that pages share, the last one only those with a picture."""


def site(outcome: Outcome) -> dict[str, str]:
    """The pages by the names of their files, and what they share; the same whenever the same was found.

    A chapter without sections is one page. ``index.html`` lists and finds the claims of all chapters.
    """
    chapters = [(paper, [c for c in outcome.asked if c.chapter == paper.key]) for paper in outcome.selection.papers]
    places = {claim.id: f"{_file(paper, claim)}#{anchor(claim.id)}" for paper, some in chapters for claim in some}
    links, date = Links(places, outcome), newest(outcome)
    pages = {"index.html": whole("What was found", _index(chapters, outcome, links), date, beside=BESIDE[:2])}
    for paper, claims in chapters:
        names = list(dict.fromkeys(_file(paper, claim) for claim in claims))
        for name in dict.fromkeys([f"{paper.key}.html", *names]):
            here = {i: place.removeprefix(name) for i, place in places.items()}
            links = Links(here, outcome, _graph(paper, claims))
            standing = [claim for claim in claims if _file(paper, claim) == name]
            parts = [_navigation(paper, claims)]
            if name == f"{paper.key}.html":
                parts += front(paper, claims, outcome, links)
            else:
                parts += [f"<header><h1>{escape(paper.heading(standing[0]))}</h1></header><main>"]
            parts += [part for claim in standing for part in one_claim(claim, outcome, links)]
            pages[name] = whole(paper.title, parts, date, beside=BESIDE[:2])
        if _graph(paper, claims):
            drawn = [_navigation(paper, claims), "<header><h1>What rests on what</h1></header><main>"]
            drawn += [graph(claims, outcome, places)]
            pages[_graph(paper, claims)] = whole(paper.title, drawn, date, beside=BESIDE)
    return pages | {name: resource(name) for name in BESIDE}


def _file(paper: Listing, claim: Claim) -> str:
    """The page of a claim: that of its section where its paper has sections; those that begin alike share one."""
    if len({other.section for other in paper.claims.values()}) < 2 or not claim.section:
        return f"{paper.key}.html"
    return f"{paper.key}.s-{re.sub(r'[^A-Za-z0-9]+', '-', claim.section[:_LONGEST]).strip('-').lower()}.html"


def _graph(paper: Listing, claims: list[Claim]) -> str:
    """The page with the picture of a chapter; empty where nothing in it rests on anything."""
    return f"{paper.key}.graph.html" if any(claim.rests_on for claim in claims) else ""


def _navigation(paper: Listing, claims: list[Claim]) -> str:
    """Links to the pages of a chapter."""
    pages = {f"{paper.key}.html": paper.key, **{_file(paper, c): c.section or paper.key for c in claims}}
    pages[f"{paper.key}.html"] = "errata and contents"
    if _graph(paper, claims):
        pages[_graph(paper, claims)] = "graph"
    links = " · ".join(f'<a href="{escape(file)}">{escape(name)}</a>' for file, name in pages.items())
    return f'<nav><a href="index.html">all chapters</a> · {links}</nav>'


def _index(chapters: list[tuple[Listing, list[Claim]]], outcome: Outcome, links: Links) -> list[str]:
    """Each chapter with the share that is proved, all errata, the model, and a table of all claims."""
    parts = ['<header><h1>What was found</h1></header><main><table class="chapters">']
    parts += [_share(paper, claims, outcome) for paper, claims in chapters]
    parts += ["</table>", *errata(chapters, outcome, links)]
    parts += letters([claim for _, claims in chapters for claim in claims])
    return [*parts, *contents(chapters, outcome, links)]


def _share(paper: Listing, claims: list[Claim], outcome: Outcome) -> str:
    proved = sum(outcome.status[claim.id].verdict is Verdict.PROVED for claim in claims)
    said = escape(summary(outcome, paper).rpartition("   ")[0])
    words = f"{100 * proved // len(claims)} % proved"
    bar = f'<meter value="{proved}" max="{len(claims)}" aria-label="{words}"></meter>'
    link = f'<a href="{escape(paper.key)}.html">{escape(paper.title)}</a>'
    return f"<tr><td>{link}<br><small>{said}</small></td><td>{bar}</td><td>{words}</td></tr>"
