"""Files that are written whole or not at all: on a full disk, and when the run is ended in the middle of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from lemmata.numerics.errors import InputError


@contextmanager
def whole(path: Path, argument: str) -> Iterator[Path]:
    """The name of a file beside ``path``, with the same suffix, that is moved there once it has been written.

    Who may read and write a file that it takes the place of may do so afterwards, and nobody else.

    Raises:
        InputError: of the argument, where no file can be written, or the one that is there must not be.
    """
    if path.exists() and not path.is_file():  # a device, or a pipe
        yield path
        return
    there = Path(os.path.realpath(path))
    if there.exists() and not os.access(there, os.W_OK):
        raise InputError(argument, path, "a file that can be written (Permission denied)")
    aside = there.with_name(f".{os.getpid()}-{there.name}")
    try:
        yield aside
        if there.exists():
            shutil.copymode(there, aside)
        os.replace(aside, there)
    except OSError as reason:
        raise InputError(argument, path, f"a file that can be written ({reason.strerror})") from None
    finally:
        with suppress(OSError):  # it is there, or there is no such folder
            aside.unlink()


def refuse_unwritable(folder: Path, argument: str) -> None:
    """Look whether files can be written in a folder, or it can be made, before anything is computed for them.

    Raises:
        InputError: of the argument, where they cannot.
    """
    made = folder.absolute()
    try:
        while not os.path.lexists(made):
            made = made.parent
        with TemporaryFile(dir=made):
            pass
    except OSError as reason:
        raise InputError(argument, folder, f"a folder that can be written ({reason.strerror})") from None


def write(path: Path, text: str, argument: str) -> None:
    """Write a text, whatever it holds, in place of what was there.

    Raises:
        InputError: of the argument, where it cannot be written.
    """
    write_together({path: text}, argument)


def write_together(texts: Mapping[Path, str], argument: str) -> None:
    """Write several texts: none takes its place before all are written.

    Raises:
        InputError: of the argument, where one of them cannot be.
    """
    with ExitStack() as written:
        for path, text in texts.items():
            aside = written.enter_context(whole(path, argument))
            aside.write_text(text, encoding="utf-8", errors="backslashreplace")


def write_new(path: Path, text: str, argument: str) -> None:
    """Write a text where there is no file.

    Raises:
        InputError: of the argument, where it cannot be written, or there is one.
    """
    if path.exists():
        raise InputError(argument, path, "a file that does not exist yet")
    write(path, text, argument)
