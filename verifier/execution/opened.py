"""What code from outside opens, besides what is installed: evidence that it gives hangs on all of that.

Whatever is imported, unpacked, executed or read as data passes one gate of Python's, its audit events. What a user's
files open while they are imported belongs to the key of evidence (:mod:`lemmata.verifier.provenance`); evidence of a
rule that opens more while it judges is not kept.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from lemmata.verifier.provenance import from_outside, held

_FILES = {"open": 0, "sqlite3.connect": 0, "import": 1}
"""Which argument of an event is the file; an import names one where it is an extension."""
_PROGRAMS = ("subprocess.Popen", "os.system", "os.posix_spawn", "os.exec", "socket.connect")
_OF_THE_SYSTEM = ("dev", "proc", "sys")
_WRITES = os.O_WRONLY | os.O_TRUNC | os.O_EXCL
_listening: list[dict[str, str]] = []
_begun: list[bool] = []
_here = threading.local()


@contextmanager
def opened() -> Iterator[dict[str, str]]:
    """The files that are opened meanwhile, each with a hash of what it holds then; programs and places that are called.

    What is installed, and what is written meanwhile, is left out.
    """
    if not _begun:
        sys.addaudithook(_hear)  # it cannot be taken away again
        _begun.append(True)
    found: dict[str, str] = {}
    _listening.append(found)
    try:
        yield found
    finally:
        _listening.pop()
        for name in [name for name, holds in found.items() if not holds]:
            del found[name]


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if not _listening or getattr(_here, "noting", False) or event not in (*_FILES, *_PROGRAMS):
        return
    _here.noting = True
    try:
        with suppress(OSError, ValueError, TypeError):
            name = _file(arguments[_FILES[event]]) if event in _FILES else f"{event} {arguments[0]}"
            new = [found for found in _listening if name and name not in found]
            written = event == "open" and _writes(*arguments[1:3])
            for found in new:
                found[name] = "" if written else held(name)
    finally:
        _here.noting = False


def _file(named: Any) -> str:
    """The path of a file that evidence may hang on; empty for what is installed, of the system, or no file."""
    file = os.path.realpath(os.fsdecode(named or os.devnull))
    path = Path(source_from_cache(file) if file.endswith(".pyc") else file)
    skipped = path.parts[1] in _OF_THE_SYSTEM or not from_outside(path) or (path.exists() and not path.is_file())
    return "" if skipped else str(path)


def _writes(mode: str | None, flags: int) -> bool:
    return bool(flags & _WRITES if mode is None else set(mode) & set("wax"))
