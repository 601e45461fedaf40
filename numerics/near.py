"""The name that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name that is most like one that is not known, whatever its case; empty where none is like it.

    >>> nearest("Verfy", ["verify", "list"]), nearest("xyz", ["verify", "list"])
    ('verify', '')
    """
    by_lower = {word.lower(): word for word in known}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[close[0]] if close else ""


def meant(name: str, known: Iterable[str]) -> str:
    """``; did you mean verify?``, or nothing.

    >>> meant("verfy", ["verify", "list"])
    '; did you mean verify?'
    """
    found = nearest(name, known)
    return f"; did you mean {found}?" if found else ""
