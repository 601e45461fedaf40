"""Text that fits the width of whoever reads it."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

_WIDEST = 140


def width() -> int:
    """Columns that lines may take: those of the terminal, or 100."""
    return max(40, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def hung(text: str, indent: int, **style: Any) -> Iterator[str]:
    """A text in lines that fit, the further ones indented; the first word carries the style.

    >>> list(hung("  proved    " + "word " * 12, 4))
    ['  proved    word word word word word word word word word word word word']
    """
    lines = textwrap.wrap(text, width(), subsequent_indent=" " * indent, break_on_hyphens=False) or [""]
    first = lines[0]
    if style and (word := first.lstrip()):
        blank = len(first) - len(word)
        head, space, rest = word.partition(" ")
        lines[0] = f"{' ' * blank}{click.style(head, **style)}{space}{rest}"
    yield from lines


def shortened(text: str, most: int) -> str:
    """A text, its middle left out where it has more characters than ``most``.

    >>> shortened("a long line of words", 15)
    'a lon ... words'
    """
    half = (most - 5) // 2
    return text if len(text) <= most else f"{text[:half]} ... {text[-half:]}"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns that are as wide as their widest entry; the first is for words, and shortened where all do not fit.

    >>> list(table([("", "proved"), ("Section 1", "12")]))
    ['           proved', 'Section 1      12']
    """
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[0] = max(12, min(widths[0], width() - sum(widths[1:]) - 2 * (len(widths) - 1)))
    for first, *rest in rows:
        shown = first if len(first) <= widths[0] else first[: widths[0] - 3] + "..."
        cells = (f"{cell:>{wide}}" for cell, wide in zip(rest, widths[1:], strict=True))
        yield "  ".join((f"{shown:<{widths[0]}}", *cells)).rstrip()
