"""Doctests in docstrings as blocks of code."""

from __future__ import annotations

import re
from typing import Any

import griffe

_SESSION = re.compile(r"(?m)^(>>> .*(?:\n(?!\s*$).*)*)")


class Fenced(griffe.Extension):
    """Each ``>>>`` session of a docstring goes between fences."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """A session ends at an empty line."""
        if obj.docstring is not None:
            obj.docstring.value = _SESSION.sub(r"```pycon\n\1\n```", obj.docstring.value)
