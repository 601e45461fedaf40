"""One run of the verifier: the evidence that is missing is gathered, the statuses are computed.

Claims are independent of each other while evidence is gathered (a rule that uses an earlier claim needs its statement,
not its verdict), so they are judged in parallel processes. Each finished claim is recorded at once: an interrupt keeps
what was found, and the next run goes on from there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from lemmata.numerics.errors import InputError
from lemmata.verifier.chapters import Selection, select
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.execution.elsewhere import gathered_by
from lemmata.verifier.execution.gathering import ended_early, gathered
from lemmata.verifier.judge import Effort, context_of
from lemmata.verifier.ledger import Ledger, key
from lemmata.verifier.status import Status, complete, status, statuses
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict


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

    @property
    def asked(self) -> list[Claim]:
        """The claims that were asked for, in the order of their papers."""
        return self.selection.asked_claims

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


def run(targets: Sequence[str], ledger: Ledger, settings: Settings, listener: Listener | None = None) -> Outcome:
    """Judge what the targets name, and what it rests on.

    Args:
        targets: chapters, claims or files; all chapters when empty.
        ledger: where evidence is found and kept.
        settings: effort, seed, processes; ``fresh`` ignores what the ledger has.
        listener: told what is judged, and of each finding as it comes.
    """
    start = time.perf_counter()
    selection = select(targets)
    if not selection.asked:
        raise InputError("TARGET", " ".join(targets), "something that can be judged: there is no claim in it")
    contexts = {c.id: context_of(c, effort=settings.effort, seed=settings.seed) for c in selection.claims}
    evidence: dict[str, list[Evidence]] = {}
    missing: list[Claim] = []
    for claim in selection.claims:
        whole = partial(complete, claim)
        found = None if settings.fresh else ledger.find(key(claim, contexts[claim.id]), whole)
        if found is None:
            missing.append(claim)
        else:
            evidence[claim.id] = found
    claims = {claim.id: claim for claim in missing}
    budget = settings.budget or Budget.of(settings.effort)
    settling = _Settling(selection, evidence)
    if listener is not None:
        listener.begins(selection, len(evidence), settings.jobs)
    list(settling.further())
    for identifier, found in _gathering(targets, missing, contexts, settings, budget):
        if not ended_early(found):  # a larger budget, or a quieter machine, may find more
            ledger.record(key(claims[identifier], contexts[identifier]), identifier, found)
        evidence[identifier] = found
        if listener is not None:
            total = len(selection.claims)
            listener.gathered(identifier, len(evidence), total)
            for claim, found_out in settling.further():
                listener.settled(claim, found_out, len(settling.known), total)
    return Outcome(selection, evidence, statuses(selection.claims, evidence), time.perf_counter() - start)


def _gathering(
    targets: Sequence[str], claims: Sequence[Claim], contexts: Mapping[str, Context], settings: Settings, budget: Budget
) -> Iterator[tuple[str, list[Evidence]]]:
    """By the executor, and here what it could not do; all of it here without one."""
    done: set[str] = set()
    if settings.executor is not None:
        for identifier, found in gathered_by(settings.executor, targets, claims, contexts, budget):
            done.add(identifier)
            yield identifier, found
    yield from gathered([claim for claim in claims if claim.id not in done], contexts, budget, settings.jobs)


class _Settling:
    """Statuses while evidence comes in: a claim is settled when all that it rests on is."""

    def __init__(self, selection: Selection, evidence: Mapping[str, Sequence[Evidence]]) -> None:
        self._waiting = list(selection.claims)
        self._evidence = evidence
        self.known: dict[int, Status] = {}

    def further(self) -> Iterator[tuple[Claim, Status]]:
        """The claims that are settled now and were not before, each after what it rests on."""
        still: list[Claim] = []
        for claim in self._waiting:
            if claim.id in self._evidence and all(id(used) in self.known for used in claim.foundations):
                self.known[id(claim)] = status(claim, self._evidence[claim.id], self.known)
                yield claim, self.known[id(claim)]
            else:
                still.append(claim)
        self._waiting = still
