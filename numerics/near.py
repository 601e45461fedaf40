"""The name that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name that is most like one that is not known, whatever its case; empty where none is like it.

    >>> nearest("Verfy", ["verify", "list"]), nearest("xyz", ["verify", "list"]), nearest("kapa", ["Kappa", "kappa"])
    ('verify', '', 'kappa')
    """
    words = list(known)
    close = difflib.get_close_matches(name.lower(), dict.fromkeys(word.lower() for word in words), n=1, cutoff=cutoff)
    alike = [word for word in words if close and word.lower() == close[0]]
    return max(alike, key=lambda word: difflib.SequenceMatcher(None, name, word).ratio(), default="")


def meant(name: str, known: Iterable[str]) -> str:
    """``; did you mean verify?``, or nothing.

    >>> meant("verfy", ["verify", "list"])
    '; did you mean verify?'
    """
    found = nearest(name, known)
    return f"; did you mean {found}?" if found else ""
