"""What must not be negative for an inequality to hold."""

from __future__ import annotations

from sympy import Expr

from lemmata.verifier.step import Step


def larger_minus_smaller(step: Step) -> Expr | None:
    """What must not be negative for an inequality step to hold."""
    if step.relation == "<=":
        return step.after - step.before
    return step.before - step.after if step.relation == ">=" else None


def excess(step: Step) -> tuple[Expr, bool] | None:
    """What must not be negative for an inequality step to hold, and whether it must be positive."""
    if step.relation in ("<=", "<"):
        return step.after - step.before, step.relation == "<"
    return (step.before - step.after, step.relation == ">") if step.relation in (">=", ">") else None
