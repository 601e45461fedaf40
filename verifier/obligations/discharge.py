"""Discharging obligations: which engine shows that a condition holds on the whole domain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sympy
from sympy import Basic, Dummy, Integral, Sum
from sympy.core.relational import Relational

from lemmata.theory.random_matrices.order import AtMost, Below
from lemmata.theory.relations import STRICT, Side
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.positivity import engines_used
from lemmata.verifier.matrices.conditions import existence
from lemmata.verifier.matrices.existence import MATRIX_CONDITIONS, discharge_of_matrices
from lemmata.verifier.matrices.order import shown_nonnegative
from lemmata.verifier.obligation import (
    AlongPath,
    Defined,
    Discharge,
    Either,
    Finite,
    Holds,
    InRegime,
    NoCancellation,
    Obligation,
    OfKind,
    StaysInDomain,
)
from lemmata.verifier.obligations.convergence import converges
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.obligations.integrals import conditions_of_integrability
from lemmata.verifier.obligations.paths import discharge_on_path
from lemmata.verifier.obligations.regimes import discharge_cancellation, discharge_in_regime
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


def judged(rule: Rule, step: Step, context: Context) -> Finding:
    """A rule's answer to a step once what it owes has been discharged; one condition that is missing undoes it.

    Every step owes that its two sides have values, whatever its rule; a limit that its left side has one from some
    point on, which its rule owes.
    """
    with engines_used() as engines:
        finding = rule.judge(step, context)
        if not finding.verdict.holds:
            return replace(finding, owed=())
        sides = () if rule.owes_values else (step.after,) if step.relation == "->" else (step.before, step.after)
        defined = [owed for side in sides for owed in conditions(side)]
        defined += _finite(step)
        answers = answered((*defined, *finding.owed), context)
    obligations = tuple(found for _, found in answers)
    engines |= set(finding.engines)
    finding = replace(finding, owed=(), obligations=obligations, engines=tuple(sorted(engines)))
    missing = next(((owed, item.missing) for owed, item in answers if not item.done), None)
    if missing is None:
        return finding
    owed, reason = missing
    return replace(finding, verdict=Verdict.UNDECIDED, detail=f"owes {reason}{_to_assume(owed, context)}")


def _finite(step: Step) -> list[Obligation]:
    """A strict relation says that one side at least is finite; here both, since what is subtracted must be."""
    sides = (step.before, step.after) if step.relation in STRICT else ()
    return [Finite(side, "a strict inequality") for side in sides if may_be_infinite(side)]


def answered(obligations: Iterable[Obligation], context: Context) -> list[tuple[Obligation, Discharge]]:
    """What becomes of each obligation, each once, in the order in which they were emitted.

    A condition between numbers that SymPy has already found true is none.
    """
    left = (obligation for obligation in obligations if obligation.subject is not sympy.true)
    return [(obligation, discharge(obligation, context)) for obligation in dict.fromkeys(left)]


def _to_assume(owed: Obligation, context: Context) -> str:
    """The assumption that would give what is missing, where one can say so and the domain leaves room for it."""
    relation = owed.subject
    if not isinstance(owed, Holds) or owed.under or not isinstance(relation, Relational) or relation.atoms(Dummy):
        return ""
    impossible = (
        not isinstance(relation, (AtMost, Below)) and decided(relation.negated, context.assumptions).answer == "proved"
    )
    return "" if impossible else f"; where=[{relation}] would give it"


def discharge(obligation: Obligation, context: Context) -> Discharge:
    """Whether a condition holds at every point of the domain, and how that is known.

    >>> from lemmata.theory.notation import T, d
    >>> discharge(Holds(T - d > 1, "the denominator is positive"), Context(assumptions=(T >= d + 2,))).done
    True
    """
    if isinstance(obligation, (AlongPath, StaysInDomain)):
        return discharge_on_path(obligation, context, discharge)
    if isinstance(obligation, InRegime):
        return discharge_in_regime(obligation, context, discharge)
    if isinstance(obligation, NoCancellation):
        return discharge_cancellation(obligation, context, discharge)
    if isinstance(obligation, MATRIX_CONDITIONS):
        return discharge_of_matrices(obligation, context)
    if isinstance(obligation, Holds) and isinstance(obligation.subject, (AtMost, Below)):
        return _order(obligation, context)
    if isinstance(obligation, Holds):
        return _relation(obligation, context)
    if isinstance(obligation, OfKind):
        found = getattr(obligation.subject, f"is_{obligation.kind}", None)
        if found is obligation.holds:
            return Discharge(obligation.condition, "by the kinds of its symbols")
        return _missing(obligation, "the kinds of its symbols do not give it")
    if isinstance(obligation, Either):
        return _one_of(obligation, context)
    assert isinstance(obligation, (Defined, Finite))
    parts = conditions(obligation.subject, finite=isinstance(obligation, Finite))
    if any(type(part) is type(obligation) and part.subject == obligation.subject for part in parts):
        if isinstance(obligation.subject, Integral):
            return _integral(obligation, context)
        needed = converges(obligation.subject) if isinstance(obligation.subject, Sum) else None
        if needed is None:
            return _missing(obligation, "no engine knows it")
        known = [Holds(relation, "the sum converges", obligation.under) for relation in needed]
        return _all_of(obligation, [*known, *_inside(obligation, parts)], context)
    return _all_of(obligation, [_under(part, obligation.under) for part in parts], context)


def _integral(obligation: Defined | Finite, context: Context) -> Discharge:
    facts = (*context.assumptions, *obligation.under)
    owed = conditions_of_integrability(obligation.subject, lambda one: decided(one, facts).answer == "proved")
    if owed is None:
        return _missing(obligation, "no engine knows it")
    return _all_of(obligation, [_under(part, obligation.under) for part in owed], context)


def _inside(obligation: Obligation, parts: Iterable[Obligation]) -> list[Obligation]:
    """The conditions of a term but for itself, where the obligation stands."""
    return [_under(part, obligation.under) for part in parts if part.subject != obligation.subject]


def _order(obligation: Holds, context: Context) -> Discharge:
    """An order of two matrices, which no letter that is bound is in."""
    smaller, larger = obligation.subject.args
    strict = isinstance(obligation.subject, Below)
    there = not obligation.under and all(discharge(one, context).done for one in existence(context, smaller, larger))
    how = shown_nonnegative(larger - smaller, context, strict=strict) if there else ""
    return Discharge(obligation.condition, how) if how else _missing(obligation, "the assumptions do not give it")


def _relation(obligation: Holds, context: Context) -> Discharge:
    """On the whole domain; in a chain that leads to a limit, on the path from some point on."""
    decision = decided(obligation.subject, (*context.assumptions, *obligation.under))
    if decision.answer == "proved":
        return Discharge(obligation.condition, decision.detail)
    if context.path is not None and not obligation.under:
        sides: tuple[Side, ...] = ("above", "below") if context.path.side == "both" else (context.path.side,)
        tails = [AlongPath(obligation.subject, obligation.why, path=context.path, side=side) for side in sides]
        found = [discharge_on_path(tail, context, discharge) for tail in tails]
        if all(item.done for item in found):
            return found[0]
    return _missing(obligation, decision.detail)


def _one_of(obligation: Either, context: Context) -> Discharge:
    tried = [_all_of(obligation, option, context) for option in obligation.options]
    return next((found for found in tried if found.done), tried[0])


def _all_of(obligation: Obligation, parts: Iterable[Obligation], context: Context) -> Discharge:
    by = []
    for part in parts:
        found = discharge(part, context)
        if not found.done:
            return Discharge(obligation.condition, "", found.missing)
        by.append(f"{found.condition}: {found.by}")
    return Discharge(obligation.condition, "; ".join(by) or "by structure")


def _under(part: Obligation, under: tuple[Basic, ...]) -> Obligation:
    """The condition where further letters are bound."""
    if not under:
        return part
    if isinstance(part, Either):
        options = tuple(tuple(_under(inner, under) for inner in option) for option in part.options)
        return replace(part, under=(*under, *part.under), options=options)
    return replace(part, under=(*under, *part.under))


def _missing(obligation: Obligation, reason: str) -> Discharge:
    return Discharge(obligation.condition, "", f"{obligation.condition} ({obligation.why}): {reason}")
