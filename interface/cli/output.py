"""What the commands print: one JSON document on stdout, everything else for reading."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any, TextIO

import click

_document: list[TextIO] = []
"""Where the document goes while everything else that is printed goes to stderr."""


def keep_stdout_for_the_document() -> None:
    """Until the process ends, all that a user's file, its threads and its subprocesses print goes to stderr."""
    try:
        kept = os.dup(1)
    except OSError:  # there is no stdout
        return
    _document.append(os.fdopen(kept, "w", encoding="utf-8"))
    os.dup2(2, 1)
    sys.stdout = sys.stderr


def remark(text: str) -> None:
    """One line for the person at the terminal, on stderr."""
    click.echo(f"lemmata: {' '.join(text.split())}", err=True)


def emit_json(schema: str, document: Mapping[str, Any]) -> None:
    """Print one JSON document whose first field names its schema, such as ``lemmata.verify/1``.

    Numbers that must not lose a digit are strings already; anything else that JSON does not know is a defect here.
    """
    text = json.dumps({"schema": schema, **document}, ensure_ascii=False, allow_nan=False, indent=2)
    click.echo(text, file=_document[-1] if _document else None)  # click flushes
