"""Evidence: what one run of one method found about one claim.

Evidence is data: it can be written to the ledger, read back and shown, and it never says what a claim's status is. The
status is computed from it (see :mod:`lemmata.verifier.status`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from lemmata.verifier.obligation import Discharge
from lemmata.verifier.step import Finding
from lemmata.verifier.verdict import Verdict

Part = Literal["domain", "step", "shape", "statement", "check"]
"""What was judged: the domain and witness, a step of the proof, the shape of the chain, the statement itself, or an
additional check."""


@dataclass(frozen=True, kw_only=True)
class Evidence(Finding):
    """One finding, with what it is about.

    Attributes:
        part: what was judged.
        method: the rule or check.
        position: the number of the step, for steps (1, 2, ...); otherwise 0.
        seconds: how long it took.
        date: the day on which it was found, such as ``2026-05-04``; the same evidence may be found on two days.
        opened: what a rule from outside opened only then; such evidence may be another one tomorrow, and is not kept.
    """

    part: Part
    method: str
    position: int = 0
    seconds: float = 0.0
    date: str = field(default="", compare=False)
    opened: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, part: Part, method: str, finding: Finding, *, position: int = 0, seconds: float = 0.0) -> Evidence:
        """The finding as evidence."""
        found = {name: value for name, value in vars(finding).items() if name != "owed"}
        return cls(part=part, method=method, position=position, seconds=round(seconds, 3), **found)

    def to_json(self) -> dict[str, Any]:
        """JSON data that :meth:`from_json` reads back."""
        data = asdict(self) | {"verdict": self.verdict.value}
        del data["owed"], data["opened"]  # what was owed has been discharged: the discharges are kept
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Evidence:
        """Read what :meth:`to_json` wrote."""
        obligations = tuple(Discharge(**item) for item in data.get("obligations", ()))
        named = {name: tuple(data[name]) for name in ("cited", "principles", "assuming", "engines")}
        return cls(**{**data, **named, "verdict": Verdict(data["verdict"]), "obligations": obligations})
