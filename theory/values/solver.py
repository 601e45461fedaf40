"""Asking z3: with an effort that is counted and not timed, and so that a signal ends the question."""

from __future__ import annotations

from typing import Any

from lemmata.numerics.processes import stopped_by


def answer_of(solver: Any, effort: int) -> Any:
    """z3's answer to what a solver holds: ``sat``, ``unsat``, or ``unknown`` where it takes more than the effort.

    Args:
        solver: of z3.
        effort: in its resource units, the same on every machine.
    """
    solver.set("rlimit", effort)
    solver.set("ctrl_c", False)  # otherwise it takes an interrupt for itself, and for a reason to give up
    with stopped_by(solver.interrupt):
        return solver.check()
