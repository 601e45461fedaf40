"""Finding the derivations that a target names: a chapter, a claim, or a user's own file."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from lemmata.numerics.errors import InputError
from lemmata.numerics.processes import USER_MODULE
from lemmata.verifier.chapter_names import chapter_names
from lemmata.verifier.claim import Claim
from lemmata.verifier.execution.attempt import failure
from lemmata.verifier.execution.reading import execute, module_of
from lemmata.verifier.execution.replaced import replaced, standing
from lemmata.verifier.execution.undone import nothing_begun, undone
from lemmata.verifier.listing import (
    CHAPTERS_PACKAGE,
    Library,
    Listing,
    Selection,
    chapter_keys,
    file_and_name,
    refuse_unknown,
    selected,
)
from lemmata.verifier.user_errors import what_went_wrong

if TYPE_CHECKING:
    from lemmata.verifier.paper import Paper

_SECONDS_TO_READ = 30.0


def select(targets: Sequence[str]) -> Selection:
    """The claims that the targets name; without a target, all chapters.

    Raises:
        InputError: for an unknown chapter, claim or file, a derivation that cannot be read, or two papers of one key.
    """
    return selected(targets, _library())


def refuse_misspelt(targets: Sequence[str]) -> None:
    """Refuse targets that are misspelt at once: no chapter is built for what its source cannot state.

    Raises:
        InputError: for an unknown chapter or claim.
    """
    refuse_unknown(targets, _library())


def _library() -> Library:
    return Library(tuple(chapter_keys()), _chapter, _from_file, chapter_names)


def find_claim(target: str) -> tuple[Listing, Claim]:
    """The one claim that a target names, by id or by place in the paper (``chapter:Theorem 4.1``).

    Of several claims at a place it is what the paper prints there.
    """
    selection = select([target])
    place = target.partition(":")[2] or target
    named = selection.asked_claims
    printed = [claim for claim in named if claim.kind == "published" and claim.source]
    there = [claim for claim in printed if claim.source and claim.source.place.lower() == place.lower()]
    whole = len(named) == len(selection.papers[0].claims)
    several = len({claim.source.place for claim in printed if claim.source}) > 1 and not there
    if len(named) > 1 and (whole or several or not printed):
        file = file_and_name(target)[0]
        one = named[0].id if file is None else f"{file}:{named[0].id.partition(':')[2]}"
        raise InputError("CLAIM", target, f"one claim, such as {one}")
    return selection.papers[0], named[0] if len(named) == 1 else (there or printed)[0]


def _chapter(key: str) -> Paper:
    module = f"{CHAPTERS_PACKAGE}.{key}"
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
    with nothing_begun():
        problem = failure(lambda: _tried(path), _SECONDS_TO_READ)
        module, again = (None, problem) if problem else _executed(path)
    if module is None or again:
        raise InputError(argument, path, f"a {kind} that can be read ({again})")
    return module


def _tried(path: Path) -> str:
    """What a file raises, or replaces in the program that is to judge it."""
    from lemmata.verifier import judge, language  # noqa: F401  (what it may replace is there before it)

    before = standing()
    raised = _executed(path)[1]
    changed = replaced(before)
    return raised or (f"it replaces {changed}, with which claims are judged" if changed else "")


def _executed(path: Path) -> tuple[ModuleType, str]:
    """The module of a file, and what it raised, if it did. What it prints is no part of any answer."""
    name = f"{USER_MODULE}{path.stem}"
    module = sys.modules[name] = module_of(name, path)
    try:
        with undone():
            execute(module)
    except (Exception, SystemExit) as error:
        return module, what_went_wrong(error, path)
    return module, ""


def _paper_of(module: ModuleType, name: str) -> Paper:
    from lemmata.verifier.paper import Paper  # with all rules: not for what is refused before

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
