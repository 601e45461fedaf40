"""Files that are written whole or not at all: on a full disk, and when the run is ended in the middle of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lemmata.numerics.errors import InputError


@contextmanager
def whole(path: Path, argument: str) -> Iterator[Path]:
    """The name of a file beside ``path``, with the same suffix, that is moved there once it has been written.

    Raises:
        InputError: of the argument, where no file can be written.
    """
    if path.exists() and not path.is_file():  # a device, or a pipe
        yield path
        return
    there = path.resolve()
    aside = there.with_name(f".{os.getpid()}-{there.name}")
    try:
        yield aside
        os.replace(aside, there)
    except OSError as reason:
        raise InputError(argument, path, f"a file that can be written ({reason.strerror})") from None
    finally:
        with suppress(OSError):  # it is there, or there is no such folder
            aside.unlink()


def write(path: Path, text: str, argument: str) -> None:
    """Write a text, whatever it holds, in place of what was there.

    Raises:
        InputError: of the argument, where it cannot be written.
    """
    with whole(path, argument) as aside:
        aside.write_text(text, encoding="utf-8", errors="backslashreplace")


def write_new(path: Path, text: str, argument: str) -> None:
    """Write a text where there is no file.

    Raises:
        InputError: of the argument, where it cannot be written, or there is one.
    """
    if path.exists():
        raise InputError(argument, path, "a file that does not exist yet")
    write(path, text, argument)
