"""Answering from the ledger alone, without building a single expression.

What chapters state depends on their source only. So the ledger keeps what is said of them in words (statements as
text, the links of proofs, what rests on what, and the key of each claim's content) beside a hash of all source in the
rooms, of the libraries and of the interpreter; it is believed only while that hash is the one of the files on disk.
Evidence is then looked up by key as ever, and statuses are computed from it. Where a single thing is missing the
chapters are built and run as if nothing had been kept. A user's own file is always built.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import lemmata
from lemmata.numerics.errors import InputError
from lemmata.theory.relations import Statement
from lemmata.verifier.chapters import refuse_misspelt
from lemmata.verifier.claim import Claim, Proof, ProofStep, Source
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.ledger import ROOT, Ledger, evidence_key, files_of, rooms_key
from lemmata.verifier.listing import Library, Listing, Selection, chapter_keys, selected
from lemmata.verifier.outcome import Listener, Outcome, Settings
from lemmata.verifier.status import complete, statuses
from lemmata.verifier.step import Context, Step

_ROOMS = ("numerics", "theory", "verifier", "derivations")
_SETTLED = 2.0
"""A file must have been left alone so many seconds before it was loaded: clocks of file systems are coarse."""
_PLAIN = ("title", "kind", "corrected_by", "reference", "note", "misprint", "printed", "section", "file", "line")


class NotRecorded(Exception):
    """The ledger cannot answer: something is asked that it does not hold, or holds for other source."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RecordedClaim(Claim):
    """A claim in words: it can be shown and its status computed, but not judged, for it has no expressions."""

    used: tuple[Claim, ...] = ()

    @property
    def foundations(self) -> tuple[Claim, ...]:
        """The claims that its proof uses."""
        return self.used


@dataclass(frozen=True, repr=False)
class Said(Statement):
    """A statement as text."""

    words: str = ""

    def __str__(self) -> str:
        return self.words

    __repr__ = __str__


def answer(targets: Sequence[str], ledger: Ledger, settings: Settings, listener: Listener | None = None) -> Outcome:
    """What :func:`lemmata.verifier.run.run` finds, in words; by a run only where the ledger does not know all of it."""
    sources = sources_key()
    if not settings.fresh:
        try:
            return _recalled(targets, ledger, settings, listener, sources)
        except NotRecorded:
            pass
    refuse_misspelt(targets)
    from lemmata.verifier.run import run

    outcome = run(targets, ledger, settings, listener)
    remember(outcome.selection, ledger, sources)
    return outcome


def sources_key() -> str:
    """A hash of every file from which chapters are built and judged, where it stands, and of what executes it."""
    return f"{rooms_key(_ROOMS)} of {ROOT} in {sys.version}"


def remember(selection: Selection, ledger: Ledger, sources: str) -> None:
    """Keep what the chapters of a selection say, when they were built from the files that are on disk.

    Args:
        selection: of a run.
        ledger: where it is kept.
        sources: the hash of the files before they were read.
    """
    listed = [paper for paper in selection.papers if paper.key in chapter_keys()]
    kept = {paper.key: _held(_row(paper.key), ledger, sources) for paper in listed}
    missing = [paper for paper in listed if kept[paper.key] is None]
    if not missing or _changed_since_loading() or sources_key() != sources:
        return
    for paper in missing:
        claims = _closed(paper.claims.values())
        document = {
            "sources": sources,
            "paper": [paper.title, paper.reference, [*paper.contents.items()]],
            "order": [*paper.claims],
            "claims": [_words(claim) for claim in claims],
        }
        ledger.record_run(_row(paper.key), document)


def _recalled(
    targets: Sequence[str], ledger: Ledger, settings: Settings, listener: Listener | None, sources: str
) -> Outcome:
    start = time.perf_counter()
    selection = recorded_selection(targets, ledger, sources)
    evidence: dict[str, Sequence[Evidence]] = {}
    context = Context(effort=settings.effort, seed=settings.seed)
    for claim in selection.claims:
        found = ledger.find(evidence_key(claim.content_key, context), partial(complete, claim))
        if found is None:
            raise NotRecorded
        evidence[claim.id] = found
    if listener is not None:
        listener.begins(selection, len(evidence), settings.jobs)
    return Outcome(selection, evidence, statuses(selection.claims, evidence), time.perf_counter() - start)


def recorded_selection(targets: Sequence[str], ledger: Ledger, sources: str) -> Selection:
    """What the targets name, as the ledger has it.

    Raises:
        NotRecorded: when it does not.
        InputError: when everything is recorded, and there is no such claim, or none at all.
    """
    stated: dict[str, RecordedClaim] = {}
    papers: dict[str, Listing] = {}

    def chapter(key: str) -> Listing:
        if key not in papers:
            papers[key] = _listing(key, _held(_row(key), ledger, sources), stated)
        return papers[key]

    selection = selected(targets, Library(tuple(chapter_keys()), chapter, _never, chapter))
    if not selection.asked:
        raise InputError("TARGET", " ".join(targets), "something that can be judged: there is no claim in it")
    return selection


def _never(path: Path) -> Listing:
    raise NotRecorded


def _changed_since_loading() -> bool:
    """Whether a file may differ from what this process has read of it."""
    latest = max(max(file.stat().st_ctime, file.parent.stat().st_ctime) for file in files_of(_ROOMS))
    return latest > lemmata.LOADED - _SETTLED


def _row(key: str) -> str:
    return f"chapter {key}"


def _held(row: str, ledger: Ledger, sources: str) -> dict[str, Any] | None:
    """The document of a chapter, if it was built from these sources."""
    document = ledger.run(row)
    return document if document is not None and document.get("sources") == sources else None


def _closed(claims: Any) -> list[Claim]:
    """The claims with all that they rest on, which comes first."""
    found: dict[str, Claim] = {}
    waiting = [(claim, False) for claim in reversed([*claims])]
    while waiting:
        claim, done = waiting.pop()
        if done:
            found[claim.id] = claim
        elif claim.id not in found:
            waiting += [(claim, True), *((used, False) for used in claim.foundations)]
    return [*found.values()]


def _words(claim: Claim) -> dict[str, Any]:
    plain = {name: getattr(claim, name) for name in _PLAIN}
    return plain | {
        "id": claim.id,
        "statement": [claim.statement.relation, str(claim.statement)],
        "where": [str(relation) for relation in claim.where],
        "source": [claim.source.paper, claim.source.place] if claim.source else None,
        "steps": [link.step.relation for link in claim.proof.steps] if claim.proof else None,
        "principles": list(claim.principles),
        "content": claim.content_key,
        "used": list(claim.rests_on),
    }


def _listing(key: str, document: Mapping[str, Any] | None, stated: dict[str, RecordedClaim]) -> Listing:
    """The chapter of a document; ``stated`` takes its claims, and holds those of the chapters read before."""
    if document is None:
        raise NotRecorded
    try:
        title, reference, contents = document["paper"]
        listing = Listing(key, title, reference, dict(contents))
        for words in document["claims"]:
            if words["id"] not in stated:
                stated[words["id"]] = _recorded(words, stated)
        listing.claims |= {identifier: stated[identifier] for identifier in document["order"]}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotRecorded from None
    return listing


def _recorded(words: Mapping[str, Any], stated: Mapping[str, RecordedClaim]) -> RecordedClaim:
    nothing = cast(Any, None)  # what is no expression cannot be judged by mistake
    relation, text = words["statement"]
    steps = words["steps"]
    links = None if steps is None else tuple(ProofStep(Step(nothing, link, nothing), nothing) for link in steps)
    claim = RecordedClaim(
        statement=Said(nothing, relation, nothing, words=text),
        id=words["id"],
        where=tuple(words["where"]),
        source=None if words["source"] is None else Source(*words["source"]),
        proof=None if links is None else Proof(links),
        used=tuple(stated[identifier] for identifier in words["used"]),
        **{name: words[name] for name in _PLAIN},
    )
    vars(claim).update(content_key=words["content"], principles=tuple(words["principles"]))
    return claim
