"""A paper as a list of claims, and the claims that targets name: what is asked for, and all that it rests on."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lemmata.numerics.displayed import table
from lemmata.numerics.errors import InputError
from lemmata.numerics.near import meant
from lemmata.verifier.claim import Claim

CHAPTERS_PACKAGE = "lemmata.derivations"


def chapter_keys() -> list[str]:
    """The chapters that are installed."""
    package = importlib.import_module(CHAPTERS_PACKAGE)
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg)


class Listing:
    """A paper's key, title and claims, in the order of its table of contents."""

    def __init__(self, key: str, title: str, reference: str, contents: dict[str, str]) -> None:
        self.key = key
        self.title = title
        self.reference = reference
        self.contents = contents
        self.claims: dict[str, Claim] = {}

    def _repr_html_(self) -> str:
        rows = ((claim.id.partition(":")[2], claim.title, claim._repr_latex_()) for claim in self.in_order())
        return table(rows, title=f"{self.key}: {self.title}")

    def in_order(self) -> list[Claim]:
        """The claims in the order of the table of contents, and within a section as they are stated."""
        place = {title: position for position, title in enumerate(self.contents)}
        return sorted(self.claims.values(), key=lambda claim: place.get(claim.section, len(place)))

    @property
    def names(self) -> Sequence[str]:
        """The names of the claims, without the key."""
        return [identifier.partition(":")[2] for identifier in self.claims]

    def may_state(self, name: str) -> bool:
        """Whether a claim has this name or place."""
        return bool(called(self, name))

    def may_mean(self, name: str) -> bool:
        """No name is unknown."""
        return False

    def heading(self, claim: Claim) -> str:
        """The section of a claim with its title, such as ``Section 4.1 · Least squares``."""
        return " · ".join(filter(None, (claim.section, self.contents.get(claim.section))))


@dataclass(frozen=True)
class Selection:
    """The ids asked for, in the order of their papers, and all claims needed, each after what it rests on."""

    papers: tuple[Listing, ...]
    asked: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def asked_claims(self) -> list[Claim]:
        """The claims asked for."""
        named = {claim.id: claim for claim in self.claims}
        return [named[identifier] for identifier in self.asked]


@dataclass(frozen=True)
class Library:
    """Where papers are found: the keys of the chapters, what has the key, or stands in the file; and its names."""

    keys: tuple[str, ...]
    chapter: Callable[[str], Listing]
    file: Callable[[Path], Listing]
    names: Callable[[str], Names]


class Names(Protocol):
    """The names of the claims of a chapter, as far as they are known before it is built."""

    @property
    def key(self) -> str:
        """Of the chapter."""

    @property
    def names(self) -> Sequence[str]:
        """Names of claims."""

    def may_state(self, name: str) -> bool:
        """Whether a claim may have this name or place."""

    def may_mean(self, name: str) -> bool:
        """Whether a name that is not known yet may be like this one."""


def selected(targets: Sequence[str], library: Library) -> Selection:
    """The claims that the targets name; without a target, all chapters.

    Raises:
        InputError: for an unknown chapter, claim or file, or two papers of one key; whatever the library raises.
    """
    papers: dict[str, Listing] = {}
    asked: list[str] = []
    files: dict[Path, Listing] = {}
    for target in targets or library.keys:
        paper, names = _resolve(target, files, library)
        if papers.setdefault(paper.key, paper) is not paper:
            raise InputError("TARGET", target, f"a paper with a key of its own ({paper.key!r} is that of another one)")
        asked += names
    stated = {claim.id: claim for paper in papers.values() for claim in paper.claims.values()}
    needed = _with_foundations(asked, stated)
    return Selection(tuple(papers.values()), tuple(dict.fromkeys(asked)), needed)


def of_paper(paper: Listing) -> Selection:
    """All claims of a paper, whichever way it was stated."""
    asked = [claim.id for claim in paper.in_order()]
    return Selection((paper,), tuple(asked), _with_foundations(asked, paper.claims))


def _with_foundations(asked: Sequence[str], stated: dict[str, Claim]) -> tuple[Claim, ...]:
    """The claims with all that they rest on, which comes first; nothing rests on itself, and an id means one claim."""
    needed: dict[str, Claim] = {}
    above: set[int] = set()

    def visit(claim: Claim) -> None:
        waiting = [(claim, False)]
        while waiting:
            one, done = waiting.pop()
            if done:
                above.remove(id(one))
                needed[one.id] = one
                continue
            if id(one) in above:
                raise InputError("TARGET", one.id, "a claim that does not rest on itself")
            if needed.get(one.id, stated.get(one.id, one)) is not one:
                raise InputError("TARGET", one.id, "the id of one claim: two different ones have it")
            if one.id not in needed:
                above.add(id(one))
                waiting += [(one, True), *((used, False) for used in reversed(one.foundations))]

    named = set(asked)
    wanted = named | {c.corrected_by for c in stated.values() if c.id in named and c.corrected_by in stated}
    for claim in stated.values():
        if claim.id in wanted:
            visit(claim)
    return tuple(needed.values())


def refuse_unknown(targets: Sequence[str], library: Library) -> None:
    """Refuse what no chapter can state, before anything is built.

    Raises:
        InputError: for an unknown chapter or claim.
    """
    for target in targets:
        if file_and_name(target)[0] is None:
            _chapters_of(target, library)


def _resolve(target: str, files: dict[Path, Listing], library: Library) -> tuple[Listing, list[str]]:
    file, name = file_and_name(target)
    if file is not None:
        there = Path(os.path.realpath(file))
        paper = files[there] = files.get(there) or library.file(file)
        if paper.key in library.keys:
            raise InputError("TARGET", target, f"a paper with a key of its own ({paper.key!r} is that of a chapter)")
        papers = [paper]
    else:
        keys, name = _chapters_of(target, library)
        papers = [library.chapter(key) for key in keys]
    holding = [(paper, found) for paper in papers if (found := called(paper, name))]
    if not holding:
        raise _no_claim(target, file, name, papers)
    if len(holding) > 1:
        places = " or ".join(f"{paper.key}:{target}" for paper, _ in holding)
        raise InputError("TARGET", target, f"a claim of one chapter: say {places}")
    return holding[0]


def _chapters_of(target: str, library: Library) -> tuple[list[str], str]:
    """The chapters that may state what a target names, and its name there: nothing for all that a chapter states."""
    if not target.strip(" :"):
        raise InputError("TARGET", repr(target), f"a chapter ({', '.join(library.keys)}), a claim of one, or a file.py")
    chapter, colon, name = target.partition(":")
    key = {key.lower(): key for key in library.keys}.get(chapter.lower())
    if key is not None:
        if name and not _may_hold(library.names(key), name):
            raise _no_claim(target, None, name, [library.names(key)])
        return [key], name
    names = {} if colon else {key: library.names(key) for key in library.keys}
    found = [key for key, listed in names.items() if _may_hold(listed, target)]
    if found:
        return found, target
    near = meant(chapter, [*library.keys, *(name for listed in names.values() for name in listed.names)])
    kinds = f"a chapter ({', '.join(library.keys)}), a claim of one (chapter:name), or a file.py{near}"
    raise InputError("TARGET", target, kinds)


def _may_hold(listed: Names, name: str) -> bool:
    return any(map(str.isalnum, name)) and (listed.may_state(name) or listed.may_mean(name))


def _no_claim(target: str, file: Path | None, name: str, papers: Sequence[Names]) -> InputError:
    keys = " or ".join(paper.key for paper in papers)
    near = meant(name, (name for paper in papers for name in paper.names))
    return InputError("CLAIM", target, f"a claim of {keys} (lemmata list {file or keys} shows them{near})")


def file_and_name(target: str) -> tuple[Path | None, str]:
    """The file of a target such as ``mine.py`` or ``mine.py:ols-risk``, if it names one, and the claim's name.

    >>> file_and_name("mine.py:ols-risk"), file_and_name("chapter:claim")
    ((PosixPath('mine.py'), 'ols-risk'), (None, ''))
    """
    path, dot, name = target.partition(".py:")
    if dot:
        return Path(path + ".py"), name
    return (Path(target), "") if target.endswith(".py") or "/" in target else (None, "")


def called(paper: Listing, name: str) -> list[str]:
    """The claims of a name, whatever its case; or else those whose source names the place. Without a name, all.

    Of several claims that mention a place it is those that state it.
    """
    if not name:
        return [claim.id for claim in paper.in_order()]
    claims, small = list(paper.claims.values()), name.lower()
    found = [claim.id for claim in claims if claim.id.partition(":")[2] == name]
    found = found or [claim.id for claim in claims if claim.id.partition(":")[2].lower() == small]
    places = {claim.id: claim.source.place.lower() for claim in claims if claim.source}
    found = found or [identifier for identifier, place in places.items() if place.split(" (")[0] == small]
    return found or [identifier for identifier, place in places.items() if small in place]
