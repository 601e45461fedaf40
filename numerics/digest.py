"""A digest of a JSON document: a slip of the hand is seen at once, whatever else is looked at.

>>> signed({"a": 1})["digest"] == digest({"a": 1, "digest": "of something else"})
True
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of the document without its field ``digest``."""
    plain = {name: value for name, value in document.items() if name != "digest"}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def signed(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with its digest."""
    return {**document, "digest": digest(document)}
