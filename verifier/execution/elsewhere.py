"""Gathering evidence through an executor: other processes, or the machines of a cluster.

A worker is sent names only: it reads the derivations itself, and gives evidence for a claim that is the same to the
last letter and judged by the same engines, which their common key says. What no worker could do is left to the caller.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import current_process
from typing import Any
from uuid import uuid4

from lemmata.numerics.errors import InputError, named
from lemmata.verifier.chapters import select
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.execution.child import PATIENCE
from lemmata.verifier.execution.gathering import gathered
from lemmata.verifier.judge import context_of
from lemmata.verifier.ledger import key
from lemmata.verifier.status import complete
from lemmata.verifier.step import Context, Effort

_ADDRESS = re.compile(r"[a-z]+://[\w.\-\[\]:]+:\d{1,5}", re.ASCII)


@dataclass(frozen=True)
class Task:
    """What a worker is sent: the run, its targets, one claim of them, and the key of that claim."""

    run: str
    targets: tuple[str, ...]
    identifier: str
    key: str
    effort: Effort
    seed: int
    budget: Budget


def evidence_for(task: Task) -> list[Evidence]:
    """The evidence for the claim of a task.

    Raises:
        LookupError: when the claim that is found here is another one, or other engines would judge it.
    """
    process = current_process()
    if (
        process.daemon
    ):  # reading and judging take processes of their own, which workers of a cluster may not begin otherwise
        process.daemon = False
    claim = _claims(task.run, task.targets).get(task.identifier)
    context = None if claim is None else context_of(claim, effort=task.effort, seed=task.seed)
    if claim is None or context is None or key(claim, context) != task.key:
        raise LookupError(f"{task.identifier} is another claim here")
    ((_, found),) = gathered([claim], {claim.id: context}, task.budget, 1)
    return found


@lru_cache(maxsize=2)
def _claims(run: str, targets: tuple[str, ...]) -> dict[str, Claim]:
    """The claims of a run, read once by each worker."""
    return {claim.id: claim for claim in select(targets).claims}


def gathered_by(
    executor: Executor, targets: Sequence[str], claims: Sequence[Claim], contexts: Mapping[str, Context], budget: Budget
) -> Iterator[tuple[str, list[Evidence]]]:
    """(id, evidence) of every claim that a worker gives evidence for, as they are finished.

    One that raises, is lost, or gives what is no evidence for all of the claim, gives none; nor do those that have not
    answered when none has for as long as the clock allows one piece of evidence.
    """
    run = uuid4().hex
    files = tuple(os.path.abspath(target) if os.path.exists(target) else target for target in targets)
    waiting: dict[Future[list[Evidence]], Claim] = {}
    try:
        for claim in claims:
            context = contexts[claim.id]
            asked = Task(run, files, claim.id, key(claim, context), context.effort, context.seed, budget)
            with suppress(Exception):  # whatever is the matter with it: the caller does the rest
                waiting[executor.submit(evidence_for, asked)] = claim
        silence = PATIENCE * budget.for_part("check")
        while waiting and (done := wait(waiting, silence, FIRST_COMPLETED).done):
            for future in done:
                claim = waiting.pop(future)
                if not future.cancelled() and future.exception() is None and _is_evidence(claim, future.result()):
                    yield claim.id, future.result()
    finally:
        for future in waiting:
            future.cancel()


def _is_evidence(claim: Claim, found: Any) -> bool:
    """Whether it is evidence for every part of a claim."""
    return isinstance(found, list) and all(isinstance(item, Evidence) for item in found) and complete(claim, found)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster.

    Args:
        address: of its scheduler, such as ``tcp://host:8786``.

    Raises:
        InputError: when the package ``distributed`` is missing, or nothing answers at the address.
    """
    wanted = "the address of a Dask scheduler that answers, such as tcp://host:8786"
    if not _ADDRESS.fullmatch(address):
        raise InputError("executor", address, wanted)
    try:
        from distributed import Client
    except ImportError:
        raise InputError(
            "executor", address, "used with the package distributed: pip install lemmata[cluster]"
        ) from None
    try:
        client: Any = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except Exception as reason:  # also what goes wrong inside
        raise InputError("executor", address, f"{wanted} ({named(reason)})") from None
    with client:
        yield client.get_executor()
