"""What a chapter can state, by its source alone: names and places are read without executing a line.

Building all chapters takes seconds, and a name that is misspelt should be refused at once. So a chapter is built for a
name only where its source has a text that could be it: a text that is written out, one with values put in
(``f"{name}-above"``), or a place in a paper. What is not found here is not there; what is found may not be.

>>> from lemmata.verifier.listing import chapter_keys
>>> known = chapter_names(chapter_keys()[0])
>>> all(map(known.may_state, known.names)), known.may_state("xyzzy")
(True, False)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from lemmata.numerics.near import nearest
from lemmata.verifier.listing import CHAPTERS_PACKAGE

_STATING = ("claim", "published", "theorem")
_HOLE = "(.+)"
_LIKE = 0.8


@dataclass(frozen=True)
class ChapterNames:
    """The texts of a chapter: all, those given as names of claims or as places, and patterns of composed names."""

    key: str
    texts: frozenset[str]
    names: tuple[str, ...]
    places: frozenset[str]
    composed: tuple[re.Pattern[str], ...]

    def may_state(self, name: str) -> bool:
        """Whether a claim may be called so, or stand at a place that mentions it."""
        small = name.lower()
        return (
            small in self.texts
            or any(small in place for place in (self.texts if " " in small else self.places))
            or any(pattern.fullmatch(small) for pattern in self.composed)
        )

    def may_mean(self, name: str) -> bool:
        """Whether a name that is composed may be more like this one than those that are written out."""
        small = name.lower()
        parts = [pattern.pattern.replace("\\", "").partition(_HOLE) for pattern in self.composed]
        filled = [f"{before}{small[len(before) : len(small) - len(after)]}{after}" for before, _, after in parts]
        return nearest(small, [*self.names, *filled], _LIKE) in filled


@lru_cache(maxsize=64)
def chapter_names(key: str) -> ChapterNames:
    """The names and places in the source of a chapter."""
    found = find_spec(f"{CHAPTERS_PACKAGE}.{key}")
    folders = (found.submodule_search_locations or ()) if found else ()
    files = sorted(file for folder in folders for file in Path(folder).rglob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return ChapterNames(
        key=key,
        texts=frozenset(text.lower() for text in _texts(nodes)),
        names=tuple(dict.fromkeys(_names(nodes))),
        places=frozenset(text.lower() for text in _texts(_sources(nodes))),
        composed=tuple(dict.fromkeys(_composed(nodes))),
    )


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The first arguments of ``PAPER.claim`` and the like, where they are written out."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _STATING:
            yield from _texts(node.args[:1])


def _sources(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """What is in ``source=...``, ``Source(...)`` and ``PAPER.at(...)``, and texts that have a name."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            yield node.value
        if isinstance(node, ast.keyword) and node.arg == "source":
            yield from ast.walk(node.value)
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("Source", "at"):
                yield from node.args


def _composed(nodes: Iterable[ast.AST]) -> Iterator[re.Pattern[str]]:
    """Texts with values put in, as far as they look like the name of a claim."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            fixed = [part.value if isinstance(part, ast.Constant) else "" for part in node.values]
            if re.fullmatch(r"[\w-]*-[\w-]*", "".join(map(str, fixed))):
                yield re.compile("".join(re.escape(str(text)) or _HOLE for text in fixed).lower())
