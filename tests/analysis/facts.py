"""What a fact of the corpus is: a true statement with the rule that proves it, and false twins.

The tables state facts of textbooks (DLMF, Gradshteyn and Ryzhik, Hardy, Littlewood and Polya, the issues of SymPy) in
one line each; the twins change a term, an exponent, a sign or a condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import S

from lemmata.theory.relations import AT_POINTS, Statement
from lemmata.verifier.obligations import judged
from lemmata.verifier.refuting import counterexample
from lemmata.verifier.step import Context, Rule, Step
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class Fact:
    """A statement that is true where the conditions hold, and others that are not."""

    name: str
    statement: Statement
    rule: Rule
    where: tuple[Any, ...] = ()
    twins: tuple[Statement, ...] = ()
    loose: tuple[Any, ...] | None = None
    """Conditions under which the statement itself is false."""


def fact(
    name: str, statement: Statement, rule: Rule, *twins: Any, where: Sequence[Any] = (), loose: Any = None
) -> Fact:
    """A fact; a twin is a statement, or another right side."""
    made = [twin if isinstance(twin, Statement) else replace(statement, rhs=S(twin)) for twin in twins]
    return Fact(name, statement, rule, tuple(where), tuple(made), None if loose is None else tuple(loose))


def proved(statement: Statement, rule: Rule, where: Sequence[Any]) -> str:
    """Empty where the rule proves the statement; otherwise what it says."""
    step = Step(statement.lhs, statement.relation, statement.rhs)
    found = judged(rule, step, Context(assumptions=tuple(where), path=statement.path))
    return "" if found.verdict is Verdict.PROVED else f"{found.verdict.value}: {found.detail}"


def refuted(statement: Statement, rule: Rule, where: Sequence[Any]) -> bool:
    """Whether a counterexample, or the right limit, is found."""
    step = Step(statement.lhs, statement.relation, statement.rhs)
    context = Context(assumptions=tuple(where), path=statement.path)
    if statement.relation not in AT_POINTS and judged(rule, step, context).verdict is Verdict.REFUTED:
        return True
    return counterexample(step, context, thorough=True) is not None


def false_ones(one: Fact) -> list[tuple[Statement, tuple[Any, ...]]]:
    """The twins, and the statement where it does not hold."""
    own = [] if one.loose is None else [(one.statement, one.loose)]
    return [*((twin, one.where) for twin in one.twins), *own]
