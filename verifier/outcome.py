"""What a run of the verifier is asked, what it finds, and who is told meanwhile."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lemmata.numerics.displayed import table
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.listing import Selection
from lemmata.verifier.status import Status
from lemmata.verifier.step import Effort
from lemmata.verifier.verdict import Verdict

if TYPE_CHECKING:
    from concurrent.futures import Executor


@dataclass(frozen=True)
class Settings:
    """How thoroughly, from which seed, in how many processes, and what a single piece of evidence may cost."""

    effort: Effort = "standard"
    seed: int = 0
    jobs: int = os.cpu_count() or 1
    fresh: bool = False
    budget: Budget | None = None
    executor: Executor | None = None
    """Who judges instead of processes of this machine: any executor, such as that of a cluster."""


@dataclass(frozen=True)
class Outcome:
    """What a run found."""

    selection: Selection
    evidence: Mapping[str, Sequence[Evidence]]
    status: Mapping[str, Status]
    seconds: float
    judged: tuple[str, ...] = ()
    """The claims whose evidence was gathered by this run, and not read from the ledger."""
    jobs: int = 1
    """In how many processes at most."""

    @property
    def durations(self) -> dict[str, float]:
        """How long the judging of each claim took on the clock, the longest first."""
        spent = {each: sum(item.seconds for item in self.evidence[each]) for each in self.judged}
        return dict(sorted(spent.items(), key=lambda one: (-one[1], one[0])))

    @property
    def busy(self) -> float:
        """The share of the run, from 0 to 1, in which its processes judged something, on average over them."""
        return min(1.0, sum(self.durations.values()) / (self.jobs * self.seconds)) if self.seconds else 0.0

    @property
    def asked(self) -> list[Claim]:
        """The claims that were asked for, in the order of their papers."""
        return self.selection.asked_claims

    def _repr_html_(self) -> str:
        rows = ((claim.id, self.status[claim.id].words, self.status[claim.id].reason) for claim in self.asked)
        return table(rows, head=("claim", "verdict", "why"))

    def accounted_for(self, claim: Claim) -> bool:
        """Whether the claim holds, or is a refuted published statement whose corrected claim holds."""
        verdict = self.status[claim.id].verdict
        if verdict is Verdict.REFUTED and claim.corrected_by is not None:
            corrected = self.status.get(claim.corrected_by)
            return corrected is not None and corrected.verdict.holds
        return verdict.holds

    @property
    def everything_holds(self) -> bool:
        """Whether nothing asked for is refuted, undecided or vacuous without an erratum that accounts for it."""
        return all(self.accounted_for(claim) for claim in self.asked)


class Listener(Protocol):
    """Who is told how a run goes on."""

    def begins(self, selection: Selection, known: int, jobs: int) -> None:
        """What is to be judged; ``known`` claims are in the ledger already."""

    def gathered(self, identifier: str, finished: int, total: int) -> None:
        """The evidence for one more claim is there."""

    def settled(self, claim: Claim, status: Status, finished: int, total: int) -> None:
        """The status of a claim is known: there is evidence for all that it rests on."""
