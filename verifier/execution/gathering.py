"""Gathering the evidence for many claims at once, each piece under a budget.

One loop, no threads: it hands claims to children, reads what they find, and ends a child whose piece takes too long. A
piece that was ended is undecided and says so; the claim goes on with the next piece in a new child.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from multiprocessing.connection import wait
from typing import Any

from lemmata.numerics.apart import counted
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.execution.child import OUT_OF_TIME, PATIENCE, Child, Work
from lemmata.verifier.judge import Piece, outside_domain, pieces
from lemmata.verifier.provenance import of_project
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

_ENDED = ("stopped after ", "ended its process ")


def gathered(
    claims: Sequence[Claim], contexts: Mapping[str, Context], budget: Budget, jobs: int
) -> Iterator[tuple[str, list[Evidence]]]:
    """(id, evidence) of every claim, as they are finished.

    One judge begins with the short ones, so that there is something to see at once, the next with those that take long.
    """
    waiting = deque(sorted(claims, key=_length))
    places = {claim.id: claim for claim in claims}

    def work(request: tuple[str, list[Evidence]]) -> Iterator[Evidence]:
        identifier, found = request
        for piece in islice(pieces(places[identifier], contexts[identifier], found), len(found), None):
            with counted(budget.for_part(piece.part)):
                found.append(piece.gather())
            yield found[-1]
            if outside_domain(found[-1]):
                return

    judges = [_Judge(work, budget) for _ in range(min(jobs, len(waiting)))]
    try:
        while True:
            for place, judge in enumerate(judges):
                if judge.claim is None and waiting:
                    claim = waiting.pop() if place % 2 else waiting.popleft()
                    judge.begin(claim, list(pieces(claim, contexts[claim.id], ())))
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
    first = min(judge.deadline for judge in judges)
    by_connection: dict[Any, _Judge] = {judge.child.connection: judge for judge in judges}
    heard = wait(list(by_connection), timeout=max(0.0, first - time.monotonic()))
    now = time.monotonic()
    return [by_connection[connection] for connection in heard] or [judge for judge in judges if judge.deadline <= now]


class _Judge:
    """A child at work on one claim after the other: what it has found, and until when it may be silent."""

    def __init__(self, work: Work, budget: Budget) -> None:
        self.work, self.budget = work, budget
        self.child = Child(work, budget.memory)
        self.claim: Claim | None = None
        self.file = ""
        self.found: list[Evidence] = []
        self.pieces: list[Piece] = []
        self.deadline = 0.0

    def begin(self, claim: Claim, everything: list[Piece]) -> None:
        """Take on a claim; what the rules of a user's file did to their process is no affair of another file."""
        if self.file not in ("", claim.file) and not of_project(self.file):
            self.child.end()
            self.child = Child(self.work, self.budget.memory)
        self.file = claim.file
        self.claim, self.found, self.pieces = claim, [], everything
        self._ask()

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
            self.deadline = time.monotonic() + PATIENCE * self._allowed()
        return evidence is None

    def _ask(self) -> None:
        assert self.claim is not None
        self.child.connection.send((self.claim.id, self.found))
        self.deadline = time.monotonic() + PATIENCE * self._allowed()

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
        if len(self.found) == len(self.pieces) or outside_domain(self.found[-1]):
            return True
        self._ask()
        return False
