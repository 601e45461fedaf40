"""A paper as a list of claims, and the claims that targets name: what is asked for, and all that it rests on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    """Where papers are found: the keys of the chapters, and what has the key, or stands in the file."""

    keys: tuple[str, ...]
    chapter: Callable[[str], Listing]
    file: Callable[[Path], Listing]


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


def _resolve(target: str, files: dict[Path, Listing], library: Library) -> tuple[Listing, list[str]]:
    if not target.strip(" :"):
        raise InputError("TARGET", repr(target), f"a chapter ({', '.join(library.keys)}), a claim of one, or a file.py")
    file, name = file_and_name(target)
    if file is not None:
        paper = files[file.resolve()] = files.get(file.resolve()) or library.file(file)
        if paper.key in library.keys:
            raise InputError("TARGET", target, f"a paper with a key of its own ({paper.key!r} is that of a chapter)")
    else:
        chapter, _, name = target.partition(":")
        keys = {key.lower(): key for key in library.keys}
        if chapter.lower() not in keys:
            return _in_any_chapter(target, library)
        paper = library.chapter(keys[chapter.lower()])
    if not name:
        return paper, [claim.id for claim in paper.in_order()]
    found = called(paper, name)
    if not found:
        listed = file_and_name(target)[0] or paper.key
        near = meant(name, (claim.id.partition(":")[2] for claim in paper.claims.values()))
        raise InputError("CLAIM", target, f"a claim of {paper.key} (lemmata list {listed} shows them{near})")
    return paper, found


def _in_any_chapter(target: str, library: Library) -> tuple[Listing, list[str]]:
    """A claim by its name or place alone, in the one chapter that has it."""
    papers = [library.chapter(key) for key in library.keys]
    holding = [(paper, found) for paper in papers if ":" not in target and (found := called(paper, target))]
    if len(holding) == 1:
        return holding[0]
    if holding:
        places = " or ".join(f"{paper.key}:{target}" for paper, _ in holding)
        raise InputError("TARGET", target, f"a claim of one chapter: say {places}")
    names = [*library.keys, *(claim.id.partition(":")[2] for paper in papers for claim in paper.claims.values())]
    known = ", ".join(library.keys)
    near = meant(target.partition(":")[0], names)
    kinds = f"a chapter ({known}), a claim of one (chapter:name), a file.py, or a claim of one (file.py:name){near}"
    raise InputError("TARGET", target, kinds)


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
    """The claims of a name, whatever its case; or else those whose source names the place.

    Of several claims that mention a place it is those that state it.
    """
    claims, small = list(paper.claims.values()), name.lower()
    found = [claim.id for claim in claims if claim.id.partition(":")[2] == name]
    found = found or [claim.id for claim in claims if claim.id.partition(":")[2].lower() == small]
    places = {claim.id: claim.source.place.lower() for claim in claims if claim.source}
    found = found or [identifier for identifier, place in places.items() if place.split(" (")[0] == small]
    return found or [identifier for identifier, place in places.items() if small in place]
