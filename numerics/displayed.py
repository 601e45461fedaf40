"""Tables for notebooks: what ``_repr_html_`` of results shows.

>>> table([("bias", "1/2"), ("variance", "<1")])
'<table><tr><td>bias</td><td>1/2</td></tr><tr><td>variance</td><td>&lt;1</td></tr></table>'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any


def table(rows: Iterable[Sequence[Any]], *, head: Sequence[str] = (), title: str = "") -> str:
    """Rows as an HTML table, every cell as text; ``$...$`` in a cell is set by the notebook.

    Args:
        rows: of equal length.
        head: names of the columns.
        title: a line above the table.
    """
    lines = [f"<caption>{escape(title)}</caption>"] if title else []
    if head:
        lines.append(_row(head, "th"))
    lines += [_row(row, "td") for row in rows]
    return f"<table>{''.join(lines)}</table>"


def _row(cells: Sequence[Any], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"
