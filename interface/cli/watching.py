"""``lemmata verify --watch``: judge again whenever a file changes, until it is interrupted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

_PAUSE = 0.4
_PROGRAM = "from lemmata.interface.cli import main; main()"


def watched(targets: Sequence[str], as_json: bool) -> int:
    """Run ``verify`` with the same options now, and again after each change; each run is a process of its own."""
    from lemmata.numerics.errors import InputError
    from lemmata.verifier.listing import file_and_name

    if as_json:
        raise InputError("watch", "--json", "left out with --json: there is one document a run")
    named = [file_and_name(target)[0] for target in targets]
    folders = [Path(os.path.realpath(path)).parent for path in named if path is not None] or [_chapters()]
    words = [word for word in sys.argv[1:] if word != "--watch"]
    seen: dict[Path, int] = {}
    while True:
        now = dict(_stamps(folders))
        if now == seen:
            time.sleep(_PAUSE)
            continue
        seen = now
        found = subprocess.run([sys.executable, "-c", _PROGRAM, *words], check=False)
        if found.returncode >= 128:
            return found.returncode
        at = time.strftime("%H:%M:%S")
        click.echo(f"lemmata: {at}, status {found.returncode}; waiting for a change (Ctrl-C ends this)", err=True)


def _chapters() -> Path:
    import importlib

    from lemmata.verifier.listing import CHAPTERS_PACKAGE

    return Path(importlib.import_module(CHAPTERS_PACKAGE).__path__[0]).resolve()


def _stamps(folders: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    """The Python files below, with when they were changed; a user's folder is looked at one level deep."""
    for folder in dict.fromkeys(folders):
        for file in sorted(folder.rglob("*.py") if folder == _chapters() else folder.glob("*.py")):
            try:
                yield file, file.stat().st_mtime_ns
            except OSError:  # gone since
                continue
