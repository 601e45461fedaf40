"""What the commands print: one JSON document on stdout, everything else for reading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click


def remark(text: str) -> None:
    """One line for the person at the terminal, on stderr."""
    click.echo(f"lemmata: {' '.join(text.split())}", err=True)


def emit_json(schema: str, document: Mapping[str, Any]) -> None:
    """Print one JSON document whose first field names its schema, such as ``lemmata.verify/1``.

    Numbers that must not lose a digit are strings already; anything else that JSON does not know is a defect here.
    """
    click.echo(json.dumps({"schema": schema, **document}, ensure_ascii=False, allow_nan=False, indent=2))
