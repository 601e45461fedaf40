"""One run of the verifier: the evidence that is missing is gathered, the statuses are computed.

Claims are independent of each other while evidence is gathered (a rule that uses an earlier claim needs its statement,
not its verdict), so they are judged in parallel processes. Each finished claim is recorded at once: an interrupt keeps
what was found, and the next run goes on from there.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from lemmata.numerics.errors import InputError
from lemmata.verifier.chapters import select
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.execution.elsewhere import gathered_by
from lemmata.verifier.execution.gathering import ended_early, gathered
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.ledger import Ledger, key
from lemmata.verifier.listing import Selection, of_paper
from lemmata.verifier.outcome import Listener, Outcome, Settings
from lemmata.verifier.paper import Paper
from lemmata.verifier.status import Status, complete, status, statuses
from lemmata.verifier.step import Context, Effort


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
    for claim in selection.claims:
        list(settling.after(claim))
    for identifier, found in _gathering(targets, missing, contexts, settings, budget):
        if late := next((item.opened[0] for item in found if item.opened), ""):
            ledger.say(
                f"{identifier} needs {late} only when it is judged, so its evidence is not kept: open it at import"
            )
        elif not ended_early(found):  # a larger budget, or a quieter machine, may find more
            ledger.record(key(claims[identifier], contexts[identifier]), identifier, found)
        evidence[identifier] = found
        if listener is not None:
            total = len(selection.claims)
            listener.gathered(identifier, len(evidence), total)
            for claim, found_out in settling.after(claims[identifier]):
                listener.settled(claim, found_out, len(settling.known), total)
    known, seconds = statuses(selection.claims, evidence), time.perf_counter() - start
    return Outcome(selection, evidence, known, seconds, tuple(claims), max(1, min(settings.jobs, len(claims))))


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


def verified(paper: Paper, *, effort: Effort = "standard", seed: int = 0) -> Outcome:
    """Judge the claims of a paper that is stated in a notebook, here and now: no processes, and nothing is kept.

    >>> from lemmata.verifier.language import Paper, algebra, equal, n
    >>> paper = Paper("demo", "A demonstration")
    >>> opened = equal((n + 1)**2, n**2 + 2*n + 1)
    >>> square = paper.claim("square", "The square of a sum", opened, witness={n: 1}, proof=algebra)
    >>> verified(paper).status["demo:square"].words
    'proved'
    """
    start = time.perf_counter()
    selection = of_paper(paper)
    evidence: dict[str, Sequence[Evidence]] = {
        claim.id: judge(claim, context_of(claim, effort=effort, seed=seed)) for claim in selection.claims
    }
    return Outcome(selection, evidence, statuses(selection.claims, evidence), time.perf_counter() - start)


class _Settling:
    """Statuses while evidence comes in: a claim is settled when all that it rests on is."""

    def __init__(self, selection: Selection, evidence: Mapping[str, Sequence[Evidence]]) -> None:
        self._evidence = evidence
        self._above: dict[int, list[Claim]] = {}
        for claim in selection.claims:
            for used in claim.foundations:
                self._above.setdefault(id(used), []).append(claim)
        self.known: dict[int, Status] = {}

    def after(self, claim: Claim) -> Iterator[tuple[Claim, Status]]:
        """The claims that are settled by the evidence for this one: itself, and what waited for it."""
        waiting = deque([claim])
        while waiting:
            one = waiting.popleft()
            if id(one) in self.known or one.id not in self._evidence:
                continue
            if all(id(used) in self.known for used in one.foundations):
                self.known[id(one)] = status(one, self._evidence[one.id], self.known)
                waiting += self._above.get(id(one), ())
                yield one, self.known[id(one)]
