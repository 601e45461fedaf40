"""Finding the derivations that a target names: a chapter, a claim, or a user's own file."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from lemmata.numerics.errors import InputError
from lemmata.numerics.near import meant
from lemmata.numerics.processes import nothing_on_stdout
from lemmata.verifier.claim import Claim
from lemmata.verifier.execution.attempt import failure
from lemmata.verifier.paper import Paper
from lemmata.verifier.user_errors import what_went_wrong

CHAPTERS_PACKAGE = "lemmata.derivations"
_SECONDS_TO_READ = 30.0


@dataclass(frozen=True)
class Selection:
    """The ids asked for, in the order of their papers, and all claims needed, each after what it rests on."""

    papers: tuple[Paper, ...]
    asked: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def asked_claims(self) -> list[Claim]:
        """The claims asked for."""
        named = {claim.id: claim for claim in self.claims}
        return [named[identifier] for identifier in self.asked]


def chapter_keys() -> list[str]:
    """The chapters that are installed."""
    package = importlib.import_module(CHAPTERS_PACKAGE)
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg)


def select(targets: Sequence[str]) -> Selection:
    """The claims that the targets name; without a target, all chapters.

    Raises:
        InputError: for an unknown chapter, claim or file, a derivation that cannot be read, or two papers of one key.
    """
    papers: dict[str, Paper] = {}
    asked: list[str] = []
    files: dict[Path, Paper] = {}
    for target in targets or chapter_keys():
        paper, names = _resolve(target, files)
        if papers.setdefault(paper.key, paper) is not paper:
            raise InputError("TARGET", target, f"a paper with a key of its own ({paper.key!r} is that of another one)")
        asked += names
    stated = {claim.id: claim for paper in papers.values() for claim in paper.claims.values()}
    needed = _with_foundations(asked, stated)
    return Selection(tuple(papers.values()), tuple(dict.fromkeys(asked)), needed)


def find_claim(target: str) -> tuple[Paper, Claim]:
    """The one claim that a target names, by id or by place in the paper (``chapter:Theorem 4.1``).

    Of several claims at a place it is what the paper prints there.
    """
    selection = select([target])
    place = target.partition(":")[2] or target
    named = selection.asked_claims
    printed = [claim for claim in named if claim.kind == "published" and claim.source]
    printed.sort(key=lambda claim: claim.source is None or claim.source.place.lower() != place.lower())
    whole = len(named) == len(selection.papers[0].claims)
    if len(named) > 1 and (whole or not printed):
        file = file_and_name(target)[0]
        one = named[0].id if file is None else f"{file}:{named[0].id.partition(':')[2]}"
        raise InputError("CLAIM", target, f"one claim, such as {one}")
    return selection.papers[0], named[0] if len(named) == 1 else printed[0]


def _with_foundations(asked: Sequence[str], stated: dict[str, Claim]) -> tuple[Claim, ...]:
    """The claims with all that they rest on, which comes first; nothing rests on itself, and an id means one claim."""
    needed: dict[str, Claim] = {}
    above: list[Claim] = []

    def visit(claim: Claim) -> None:
        if any(other is claim for other in above):
            raise InputError("TARGET", claim.id, "a claim that does not rest on itself")
        known = needed.get(claim.id, stated.get(claim.id, claim))
        if known is not claim:
            raise InputError("TARGET", claim.id, "the id of one claim: two different ones have it")
        if claim.id in needed:
            return
        above.append(claim)
        for used in claim.foundations:
            visit(used)
        above.pop()
        needed[claim.id] = claim

    wanted = set(asked) | {c.corrected_by for c in stated.values() if c.id in asked and c.corrected_by in stated}
    for claim in stated.values():
        if claim.id in wanted:
            visit(claim)
    return tuple(needed.values())


def _resolve(target: str, files: dict[Path, Paper]) -> tuple[Paper, list[str]]:
    file, name = file_and_name(target)
    if file is not None:
        paper = files[file.resolve()] = files.get(file.resolve()) or _from_file(file)
        if paper.key in chapter_keys():
            raise InputError("TARGET", target, f"a paper with a key of its own ({paper.key!r} is that of a chapter)")
    else:
        chapter, _, name = target.partition(":")
        keys = {key.lower(): key for key in chapter_keys()}
        if chapter.lower() not in keys:
            return _in_any_chapter(target)
        paper = _load(f"{CHAPTERS_PACKAGE}.{keys[chapter.lower()]}")
    if not name:
        return paper, [claim.id for claim in paper.in_order()]
    found = called(paper, name)
    if not found:
        listed = file_and_name(target)[0] or paper.key
        near = meant(name, (claim.id.partition(":")[2] for claim in paper.claims.values()))
        raise InputError("CLAIM", target, f"a claim of {paper.key} (lemmata list {listed} shows them{near})")
    return paper, found


def _in_any_chapter(target: str) -> tuple[Paper, list[str]]:
    """A claim by its name or place alone, in the one chapter that has it."""
    papers = [_load(f"{CHAPTERS_PACKAGE}.{key}") for key in chapter_keys()]
    holding = [(paper, found) for paper in papers if ":" not in target and (found := called(paper, target))]
    if len(holding) == 1:
        return holding[0]
    if holding:
        places = " or ".join(f"{paper.key}:{target}" for paper, _ in holding)
        raise InputError("TARGET", target, f"a claim of one chapter: say {places}")
    names = [*chapter_keys(), *(claim.id.partition(":")[2] for paper in papers for claim in paper.claims.values())]
    known = ", ".join(chapter_keys())
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


def called(paper: Paper, name: str) -> list[str]:
    """The claims of a name, whatever its case; or else those whose source names the place.

    Of several claims that mention a place it is those that state it.
    """
    claims, small = list(paper.claims.values()), name.lower()
    found = [claim.id for claim in claims if claim.id.partition(":")[2] == name]
    found = found or [claim.id for claim in claims if claim.id.partition(":")[2].lower() == small]
    places = {claim.id: claim.source.place.lower() for claim in claims if claim.source}
    found = found or [identifier for identifier, place in places.items() if place.split(" (")[0] == small]
    return found or [identifier for identifier, place in places.items() if small in place]


def _load(module: str) -> Paper:
    return _paper_of(importlib.import_module(module), module)


def _from_file(path: Path) -> Paper:
    """A user's own derivation."""
    return _paper_of(user_module(path, "derivation", "TARGET"), str(path))


def user_module(path: Path, kind: str, argument: str = "") -> ModuleType:
    """A user's own file. It is a Python program of theirs and runs as one, first in a process that may fail.

    Raises:
        InputError: when there is no such file, or it cannot be read to its end.
    """
    argument = argument or kind
    if not path.is_file() or path.suffix != ".py":
        raise InputError(argument, path, "a Python file that exists")
    problem = failure(lambda: _executed(path)[1], _SECONDS_TO_READ)
    module, again = (None, problem) if problem else _executed(path)
    if module is None or again:
        raise InputError(argument, path, f"a {kind} that can be read ({again})")
    return module


def _executed(path: Path) -> tuple[ModuleType, str]:
    """The module of a file, and what it raised, if it did. What it prints is no part of any answer."""
    name = f"lemmata_user_{path.stem}"
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    try:
        with redirect_stdout(sys.stderr), nothing_on_stdout():
            specification.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        return module, what_went_wrong(error, path)
    return module, ""


def _paper_of(module: ModuleType, name: str) -> Paper:
    papers = [value for value in vars(module).values() if isinstance(value, Paper)]
    if len({id(paper) for paper in papers}) != 1:
        raise InputError("TARGET", name, "a derivation with exactly one Paper")
    claims = papers[0].claims
    if not (isinstance(claims, dict) and all(isinstance(claim, Claim) for claim in claims.values())):
        raise InputError("TARGET", name, "a derivation whose claims are stated by PAPER.claim and the like")
    if not claims:
        raise InputError("TARGET", name, "a derivation that states at least one claim")
    for claim in claims.values():
        _leads_somewhere(claim, claims)
    return papers[0]


def _leads_somewhere(claim: Claim, claims: dict[str, Claim]) -> None:
    """A correction is stated in the paper, and is not corrected by what it corrects."""
    seen: list[str] = []
    following: Claim | None = claim
    while following is not None and following.corrected_by is not None:
        if following.id in seen:
            raise InputError("TARGET", claim.id, "a claim whose corrections end somewhere: it is corrected by itself")
        seen.append(following.id)
        corrected = following.corrected_by
        following = claims.get(corrected)
        if following is None and corrected.partition(":")[0] == claim.chapter:
            raise InputError("TARGET", claim.id, f"a claim whose correction is stated: there is no {corrected}")
