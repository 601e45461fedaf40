"""Where code comes from: rules, checks and quantities of the project, or those of whoever uses it.

A rule from outside the project may be right, but nobody here has read it. It is named with the file that it stands
in, what it shows is at best ``assumed``, and its source belongs to the content that evidence is kept under, with every
other file of a user's that was loaded from its folder or on account of it, and what those opened while they were.

>>> from lemmata.verifier.rules import algebra
>>> outside(algebra), shown_name(algebra)
(None, 'algebra')
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sympy import Basic, preorder_traversal

from lemmata.numerics.processes import USER_MODULE

_HERE = Path(__file__).resolve().parent
_ROOMS = tuple(_HERE.parent / room for room in ("numerics", "theory", "verifier", "derivations", "interface"))
_STANDARD = Path(sysconfig.get_path("stdlib")).resolve()


def outside(method: Any) -> str | None:
    """The file that a rule or check comes from when it is not the project's own; None when it is.

    It is the project's own when its class is found where it says that it stands, and the method that decides is one
    that stands in the project, too.
    """
    kind = type(method)
    decides = next((name for name in ("judge", "gather") if hasattr(kind, name)), "")
    code = getattr(getattr(kind, decides, None), "__code__", None)
    own = _stands_here(kind) and code is not None and of_project(code.co_filename) and decides not in vars(method)
    return None if own else Path(_file_of(kind) or "a program").name


def shown_name(method: Any) -> str:
    """What reports call a rule: its name, and the file where it is from outside."""
    file = outside(method)
    return str(method.name) if file is None else f"{method.name} of {file}"


def held_by(value: Any) -> Iterator[Any]:
    """Everything that a rule holds, at any depth; the parts of a claim are its own and are not entered."""
    waiting, seen = [value], set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen or isinstance(part, (str, int, float, type)):
            continue
        seen.add(id(part))
        yield part
        if isinstance(part, Mapping):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, (tuple, list, set, frozenset)):
            waiting += part
        elif not isinstance(part, Basic) and not hasattr(type(part), "content_key") and hasattr(part, "__dict__"):
            waiting += vars(part).values()


def sources(*values: Any) -> list[str]:
    """Hashes of the files from outside that the values depend on.

    They are those of their classes and functions, of modules that were loaded from the same folder or one in it, or
    that files of a user's imported from anywhere, and what all of these opened while they were imported.
    """
    kinds: set[Any] = set()
    for value in values:
        for part in held_by(value):
            kinds |= {type(node) for node in preorder_traversal(part)} if isinstance(part, Basic) else {type(part)}
            kinds |= {part} if hasattr(part, "__qualname__") else set()
    files = {file for kind in kinds for file in _foreign(kind)}
    folders = {file.parent for file in files}
    found = {str(file): held(str(file)) for file in files} | (dict(_loaded(folders)) if files else {})
    return [found[name] for name in sorted(found)]


def held(file: str) -> str:
    """A hash of what a file holds, or of its absence."""
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return f"no {file}"


@lru_cache(maxsize=4096)
def _foreign(kind: Any) -> tuple[Path, ...]:
    """The files from outside that define a function, or a class with those that it inherits from."""
    found = [Path(file).resolve() for part in getattr(kind, "__mro__", (kind,)) if (file := _file_of(part))]
    return tuple(file for file in found if from_outside(file))


def from_outside(path: Path) -> bool:
    """Whether a file or folder is a user's own: no part of the project, of Python or of an installed package."""
    installed = path.is_relative_to(_STANDARD) or bool({"site-packages", "dist-packages"} & set(path.parts))
    return not (installed or of_project(str(path)))


def _loaded(folders: set[Path]) -> Iterator[tuple[str, str]]:
    """The files that modules were made from which a file in one of the folders may have needed, and their hashes."""
    for name, module in list(sys.modules.items()):
        file = _resolved(getattr(module, "__file__", None) or "")
        loader = getattr(getattr(module, "__spec__", None), "loader", None)
        imported = hasattr(loader, "opened") or hasattr(loader, "archive")
        if (folders.intersection(file.parents) or (imported and not name.startswith(USER_MODULE))) and from_outside(
            file
        ):
            opened = getattr(loader, "opened", None) or {getattr(loader, "archive", str(file)): ""}
            yield from ((one, holds or held(one)) for one, holds in opened.items() if Path(one).is_absolute())


@lru_cache(maxsize=16384)
def _resolved(file: str) -> Path:
    return Path(file).resolve()


def _file_of(kind: Any) -> str | None:
    return getattr(sys.modules.get(getattr(kind, "__module__", None) or ""), "__file__", None)


@lru_cache(maxsize=4096)
def of_project(file: str) -> bool:
    """Whether a file stands in the rooms of the project."""
    return any(Path(file).resolve().is_relative_to(room) for room in _ROOMS)


def _stands_here(kind: type) -> bool:
    """Whether the class is the one that its module has under its name, and the module one of the project."""
    found: Any = sys.modules.get(kind.__module__)
    file = getattr(found, "__file__", None)
    for name in kind.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is kind and file is not None and of_project(file)
