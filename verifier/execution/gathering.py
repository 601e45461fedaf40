"""Gathering the evidence for many claims at once, each piece under a budget.

One loop, no threads: it hands claims to children, reads what they find, and ends a child whose piece takes too long. A
piece that was ended is undecided and says so; the claim goes on with the next piece in a new child.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import wait
from types import MappingProxyType

from lemmata.numerics.apart import counted
from lemmata.numerics.descendants import LOOK
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.execution.child import OUT_OF_TIME, Child, Work
from lemmata.verifier.execution.opened import opened
from lemmata.verifier.judge import Piece, Points, outside_domain, pieces
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

_ENDED = ("stopped after ", "ended its process ")


def gathered(
    claims: Sequence[Claim],
    contexts: Mapping[str, Context],
    budget: Budget,
    jobs: int,
    points: Mapping[str, Points] = MappingProxyType({}),
) -> Iterator[tuple[str, list[Evidence]]]:
    """(id, evidence) of every claim, as they are finished.

    One judge begins with the short ones, so that there is something to see at once, the next with those that take long.
    Where code from outside the project runs, each piece of evidence has a process of its own: what such code changes in
    the program that judges ends with it.

    Args:
        claims: what is judged.
        contexts: for each of them, by id.
        budget: of a piece of evidence.
        jobs: judges at a time.
        points: those that are said to refute some of them, by id.
    """
    waiting = deque(sorted(claims, key=_length))
    by_id = {claim.id: claim for claim in claims}

    def pieces_of(claim: Claim, found: Sequence[Evidence]) -> Iterator[Piece]:
        return pieces(claim, contexts[claim.id], found, points.get(claim.id, {}))

    def work(request: tuple[str, list[Evidence]]) -> Iterator[Evidence]:
        identifier, found = request
        claim = by_id[identifier]
        for piece in islice(pieces_of(claim, found), len(found), None):
            listening: AbstractContextManager[dict[str, str]] = opened() if claim.foreign else nullcontext({})
            with counted(budget.for_part(piece.part)), listening as late:
                evidence = piece.gather()
            names = tuple(name for name, holds in late.items() if holds not in claim.foreign)
            found.append(replace(evidence, opened=names))
            yield found[-1]
            if claim.foreign or outside_domain(found[-1]):
                return

    judges = [_Judge(work, budget) for _ in range(min(jobs, len(waiting)))]
    try:
        while True:
            for place, judge in enumerate(judges):
                if judge.claim is None and waiting:
                    claim = waiting.pop() if place % 2 else waiting.popleft()
                    judge.begin(claim, list(pieces_of(claim, ())))
            busy = [judge for judge in judges if judge.claim is not None]
            if not busy:
                return
            for judge in _ready(busy):
                if judge.finishes():
                    assert judge.claim is not None
                    yield judge.claim.id, judge.found
                    judge.claim = None
    finally:
        for judge in judges:
            judge.child.end()


def ended_early(evidence: Sequence[Evidence]) -> bool:
    """Whether some piece was ended by its budget or ended its process: such evidence is not kept for later runs."""
    return any(item.verdict is Verdict.UNDECIDED and item.detail.startswith(_ENDED) for item in evidence)


def _length(claim: Claim) -> tuple[int, int]:
    """Ladders and simulations take longest, then long proofs."""
    return len(claim.checks), len(claim.proof.steps) if claim.proof else 0


def _ready(judges: Sequence[_Judge]) -> list[_Judge]:
    """Those that have something to say, or have been silent for too long."""
    heard = wait([judge.child.connection for judge in judges], timeout=LOOK)
    return [judge for judge in judges if judge.child.connection in heard or judge.child.overdue()]


class _Judge:
    """A child at work on one claim after the other, and what it has found."""

    def __init__(self, work: Work, budget: Budget) -> None:
        self.work, self.budget = work, budget
        self.child = Child(work, budget.memory)
        self.claim: Claim | None = None
        self.found: list[Evidence] = []
        self.pieces: list[Piece] = []

    def begin(self, claim: Claim, everything: list[Piece]) -> None:
        """Take on a claim."""
        self.claim, self.found, self.pieces = claim, [], everything
        self._goes_on()

    def finishes(self) -> bool:
        """Take in what the child says, or end it when it has been silent for too long; whether the claim is done."""
        stopped = f"stopped after {self._allowed():g} s"
        if not self.child.connection.poll():
            self.child.end()
            return self._without(stopped)
        try:
            evidence: Evidence | None = self.child.connection.recv()
        except (EOFError, ConnectionError):
            ended = self.child.end()
            return self._without(stopped if ended == OUT_OF_TIME else f"ended its process ({ended})")
        if evidence is not None:
            self.found.append(evidence)
            self.child.allow(self._allowed())
            return False
        assert self.claim is not None
        if self.claim.foreign:
            self.child.end()
            self.child = Child(self.work, self.budget.memory)
        return not self._goes_on()

    def _goes_on(self) -> bool:
        """Ask for the pieces that are missing; whether there are any."""
        assert self.claim is not None
        missing = len(self.found) < len(self.pieces) and not (self.found and outside_domain(self.found[-1]))
        if missing:
            self.child.ask((self.claim.id, self.found), self._allowed())
        return missing

    def _allowed(self) -> float:
        """Seconds of processor time for the present piece."""
        return self.budget.for_part(self.pieces[min(len(self.found), len(self.pieces) - 1)].part)

    def _without(self, why: str) -> bool:
        """The present piece is undecided; a new child goes on with the next one, if there is one."""
        self.child = Child(self.work, self.budget.memory)
        if len(self.found) < len(self.pieces):
            piece = self.pieces[len(self.found)]
            finding = Finding(Verdict.UNDECIDED, why)
            self.found.append(Evidence.of(piece.part, piece.method, finding, position=piece.position))
        return not self._goes_on()
