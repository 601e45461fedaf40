"""What the commands print: one JSON document on stdout, everything else for reading."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, TextIO

import click

_document: list[TextIO] = []
"""Where the document goes while everything else that is printed goes to stderr."""


_UNENCODABLE = "backslashreplace"
"""What an encoding lacks, such as bytes of a file name that are no text, is written as JSON and Python escape it."""


def keep_stdout_for_the_document() -> None:
    """Until the process ends, all that a user's file, its threads and its subprocesses print goes to stderr."""
    try:
        kept = os.dup(1)
    except OSError:  # there is no stdout
        return
    _document.append(os.fdopen(kept, "w", encoding="utf-8", errors=_UNENCODABLE))
    os.dup2(2, 1)
    sys.stdout = sys.stderr


def open_streams() -> None:
    """Streams that take all that is written to them.

    Where the caller has closed stdin, stdout or stderr, what is read there is empty and what is written is lost.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:  # it takes the lowest number that is free
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_UNENCODABLE)


def give_up_output() -> None:
    """Nothing more can be written: what is left in buffers is lost without a word."""
    for stream in (sys.stdout, *_document):
        if stream is not sys.stderr:
            _lose(stream)


def last_remark(text: str) -> None:
    """A remark, if there is somebody to read it."""
    try:
        remark(text)
    except OSError:
        _lose(sys.stderr)


def _lose(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def remark(text: str) -> None:
    """One line for the person at the terminal, on stderr."""
    click.echo(f"lemmata: {' '.join(text.split())}", err=True)


def emit_json(schema: str, document: Mapping[str, Any]) -> None:
    """Print one JSON document whose first field names its schema, such as ``lemmata.verify/1``.

    Numbers that must not lose a digit are strings already; anything else that JSON does not know is a defect here.
    """
    text = json.dumps({"schema": schema, **document}, ensure_ascii=False, allow_nan=False, indent=2)
    click.echo(text, file=_document[-1] if _document else None)  # click flushes
