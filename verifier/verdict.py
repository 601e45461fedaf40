"""Verdicts: the nine things that can be said of a claim or a step, strongest first.

A verdict has no truth value. "Is it proved?" and "is it refuted?" are different questions, and a bare ``if verdict:``
would have to guess which one was meant; so it raises.

>>> bool(Verdict.PROVED)
Traceback (most recent call last):
    ...
TypeError: a verdict has no truth value: compare it, as in verdict is Verdict.PROVED
>>> weakest([Verdict.PROVED, Verdict.TESTED])
<Verdict.TESTED: 'tested'>
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn


class Verdict(Enum):
    """What has been found out about a statement."""

    PROVED = "proved"
    """For all parameters in the domain, down to the cited theorems that are named with it."""
    ENCLOSED = "enclosed"
    """Rigorous balls at stated points or over stated boxes."""
    TESTED = "tested"
    """High-precision agreement at generated points."""
    SIMULATED = "simulated"
    """Finite-dimensional simulation inside a confidence sequence, to a stated resolution."""
    ASSUMED = "assumed"
    """Cited, or resting on a deterministic equivalent that is taken as given."""
    UNDECIDED = "undecided"
    """No method reached an answer, or two methods contradict each other."""
    VACUOUS = "vacuous"
    """The assumptions cannot be satisfied together."""
    NOT_RUN = "not run"
    """No evidence yet."""
    REFUTED = "refuted"
    """A counterexample with a certified gap."""

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict has no truth value: compare it, as in verdict is Verdict.PROVED")

    @property
    def holds(self) -> bool:
        """Whether the statement may be used by others: proved, enclosed, tested, simulated or assumed."""
        return _RANK[self] <= _RANK[Verdict.ASSUMED]


_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def weakest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of a conjunction: as weak as its weakest part; of nothing at all, ``NOT_RUN``."""
    return max(verdicts, key=_RANK.__getitem__, default=Verdict.NOT_RUN)


def strongest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of independent grounds for one statement, none of which refutes it."""
    return min(verdicts, key=_RANK.__getitem__, default=Verdict.NOT_RUN)
