"""How much one piece of evidence may cost before its process is ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lemmata.verifier.evidence import Part

_SECONDS = {"quick": 90.0, "standard": 90.0, "deep": 300.0}  # two solvers may take half a minute each, twice
_LONGER = 5  # ladders of sizes and simulations are long by nature
GIBIBYTE = 2**30


@dataclass(frozen=True)
class Budget:
    """Seconds of processor time and bytes of memory.

    Attributes:
        seconds: for a step, or a search for a counterexample; a check of finite sizes gets five times as much.
        memory: bytes of data that the process may hold.
    """

    seconds: float
    memory: int = 4 * GIBIBYTE

    @classmethod
    def of(cls, effort: Literal["quick", "standard", "deep"]) -> Budget:
        """What is sensible for an effort."""
        return cls(_SECONDS[effort])

    def for_part(self, part: Part) -> float:
        """Seconds that a piece of this part may take."""
        return self.seconds * _LONGER if part == "check" else self.seconds
