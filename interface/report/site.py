"""The report as a small static site: a front page, and a folder a chapter with a page a section and a graph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from lemmata.interface.lines import counted
from lemmata.interface.report.graph import graph
from lemmata.interface.report.page import (
    Links,
    anchor,
    command,
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


_BLOCKS = "article|details|div|footer|h3|main|p|section|table|ul"
"""Beside what a paragraph ends by itself."""

BESIDE = ("style.css", "script.js", "graph.js")
"""Files that pages share, the last one only those with a picture."""


def site(outcome: Outcome) -> dict[str, str]:
    """The pages by the names of their files, and what they share; the same whenever the same was found.

    A chapter without sections is one page. The first page lists and finds the claims of all chapters.
    """
    chapters = [(paper, [c for c in outcome.asked if c.chapter == paper.key]) for paper in outcome.selection.papers]
    places = {claim.id: f"{_file(paper, claim)}#{anchor(claim.id)}" for paper, some in chapters for claim in some}
    date, above = newest(outcome), [f"../{name}" for name in BESIDE]
    pages = {"index.html": whole("What was found", _index(chapters, outcome, places), date, beside=BESIDE[:2])}
    for paper, claims in chapters:
        home, drawn = _file(paper), _graph(paper, claims)
        sections = {home: [], **_sections(paper, claims)}
        for name, standing in sections.items():
            links = Links(places, outcome, name, drawn)
            parts = [_navigation(paper, claims, links)]
            if name == home:
                parts += front(paper, claims, outcome, links)
                parts += (
                    ()
                    if standing
                    else _shares({n: (paper.heading(some[0]), some) for n, some in sections.items() if some}, links)
                )
            else:
                parts += [f"<header><h1>{escape(paper.heading(standing[0]))}</h1></header><main>"]
            if standing:
                parts += [command(standing[0])]
            parts += [part for claim in standing for part in one_claim(claim, outcome, links)]
            pages[name] = whole(paper.title, parts, date, beside=above[:2])
        if drawn:
            links = Links(places, outcome, drawn)
            shown = [_navigation(paper, claims, links), "<header><h1>What rests on what</h1></header><main>"]
            shown += [graph(claims, outcome, {name: links.way(place) for name, place in places.items()})]
            pages[drawn] = whole(paper.title, shown, date, beside=above)
    return {name: _short(text) for name, text in pages.items()} | {name: resource(name) for name in BESIDE}


def _short(page: str) -> str:
    """The same without what HTML does not ask for: quotes, and the ends of rows, cells and paragraphs."""
    page = re.sub(rf"</(?:td|tr|li)>|</p>(?=\s*<(?:/?(?:{_BLOCKS})\b))", "", page)
    tags = re.compile(r"<[a-z][^<>]*[^/<>]>")
    return tags.sub(lambda tag: re.sub(r'="([\w.#:/-]+)"', r"=\1", tag[0]), page)


def _sections(paper: Listing, claims: list[Claim]) -> dict[str, list[Claim]]:
    """The claims by the page on which they stand."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(_file(paper, claim), []).append(claim)
    return found


def _file(paper: Listing, claim: Claim | None = None) -> str:
    """The page of a claim: that of its section where its paper has sections; those that begin alike share one."""
    if claim is None or len({other.section for other in paper.claims.values()}) < 2 or not claim.section:
        return f"{paper.key}/index.html"
    return f"{paper.key}/s-{re.sub(r'[^A-Za-z0-9]+', '-', claim.section[:_LONGEST]).strip('-').lower()}.html"


def _graph(paper: Listing, claims: list[Claim]) -> str:
    """The page with the picture of a chapter; empty where nothing in it rests on anything."""
    return f"{paper.key}/graph.html" if any(claim.rests_on for claim in claims) else ""


def _navigation(paper: Listing, claims: list[Claim], links: Links) -> str:
    """Links to the front page, the beginning of the chapter and its graph, and to the sections before and after."""
    pages = list(dict.fromkeys([_file(paper), *_sections(paper, claims)]))
    place = pages.index(links.page) if links.page in pages else 0
    ways = {"index.html": "all chapters", _file(paper): "errata and contents"}
    ways |= {_graph(paper, claims): "graph"} | dict.fromkeys(pages[place + 1 : place + 2], "next")
    ways |= dict.fromkeys(pages[max(place - 1, 1) : place], "previous")
    shown = (f'<a href="{links.way(page)}">{name}</a>' for page, name in ways.items() if page not in ("", links.page))
    return f"<nav>{' · '.join(shown)}</nav>"


def _index(chapters: list[tuple[Listing, list[Claim]]], outcome: Outcome, places: Mapping[str, str]) -> Iterator[str]:
    """Each chapter with the share that is proved, all errata, the model, and a table of all claims."""
    links = Links(places, outcome)
    yield "<header><h1>What was found</h1></header><main>"
    yield from _shares({_file(paper): (paper.title, claims) for paper, claims in chapters}, links)
    yield from errata(chapters, outcome, links)
    yield from letters([claim for _, claims in chapters for claim in claims])
    yield from contents(chapters, outcome, links)


def _shares(parts: Mapping[str, tuple[str, list[Claim]]], links: Links) -> Iterator[str]:
    """A table of pages with their titles and the share of their claims that is proved."""
    yield '<table class="chapters">'
    for page, (title, claims) in parts.items():
        proved = sum(links.outcome.status[claim.id].verdict is Verdict.PROVED for claim in claims)
        said = escape(counted(links.outcome, claims).rpartition("   ")[0])
        words = f"{100 * proved // len(claims)} % proved"
        bar = f'<meter value="{proved}" max="{len(claims)}" aria-label="{words}"></meter>'
        link = f'<a href="{links.way(page) or "#"}">{escape(title)}</a>'
        yield f"<tr><td>{link}<br><small>{said}</small></td><td>{bar}</td><td>{words}</td></tr>"
    yield "</table>"
