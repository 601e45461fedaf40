"""The answer of ``lemmata evaluate``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Evaluated:
    """What was found.

    Attributes:
        values: the value and its parts, balls or exact numbers; None where a part is not known.
        method: how they were found.
        statements: what is certified of a spectrum that is given by a formula.
        note: where the number is not the quantity itself, what is between the two; otherwise empty.
        within: a proved bound of that distance, where asked for (``theory.models.finite_size.risk.Within``).
        chain: the chain whose risk it is, where a bound is asked for.
    """

    values: dict[str, Any]
    method: str
    statements: tuple[str, ...] = ()
    note: str = ""
    within: Any = None
    chain: Any = None
