"""Discharging obligations: which engine shows that a condition holds on the whole domain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sympy
from sympy import Basic, Dummy, Expr, Ge, Integral, Product, Sum, oo
from sympy.core.relational import Relational

from lemmata.theory.random_matrices.order import AtMost, Below
from lemmata.theory.relations import STRICT, Side
from lemmata.verifier.engines.domain import EmptyDomain, shown
from lemmata.verifier.engines.engines_used import engines_used
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.magnitudes import Magnitudes
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.engines.path_tail import points_with_a_tail
from lemmata.verifier.engines.proportions import Proportions, regime_of
from lemmata.verifier.matrices.assumed import beside_a_path
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
from lemmata.verifier.obligations.letters import owed_by_letters
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


def judged(rule: Rule, step: Step, context: Context) -> Finding:
    """A rule's answer to a step once what it owes has been discharged; one condition that is missing undoes it.

    Every step owes that its two sides have values, whatever its rule, and what its letters stand for; a limit that its
    left side has one from some point on, which its rule owes.
    """
    with engines_used() as engines:
        finding = rule.judge(step, context)
        if not finding.verdict.holds:
            return replace(finding, owed=())
        sides = () if rule.owes_values else (step.after,) if step.relation == "->" else (step.before, step.after)
        defined = [owed for side in sides for owed in conditions(side, finite=step.relation == "~")]
        defined += owed_by_letters((step.before, step.after), context)
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
    """A strict relation says that the smaller side is finite; both, where not oo itself is the larger one."""
    sides = (step.before, step.after) if step.relation in STRICT else ()
    return [
        Finite(side, "a strict inequality")
        for side in sides
        if may_be_infinite(side) and not (side is oo and sides[step.relation == "<"] is oo)
    ]


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
        return _on_path(obligation, context)
    if isinstance(obligation, InRegime):
        return _in_regime(obligation, context)
    if isinstance(obligation, NoCancellation):
        return _no_cancellation(obligation, context)
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
        needed = converges(obligation.subject) if isinstance(obligation.subject, (Sum, Product)) else None
        if needed is None:
            return _missing(obligation, "no engine knows it")
        known = [Holds(relation, "it converges", obligation.under) for relation in needed]
        return _all_of(obligation, [*known, *_inside(obligation, parts)], context)
    return _all_of(obligation, [_under(part, obligation.under) for part in parts], context)


def _on_path(obligation: AlongPath | StaysInDomain, context: Context) -> Discharge:
    """What becomes of a condition of a limit: of one on constants, and that the path stays in the domain."""
    try:
        beside = beside_a_path(context.assumptions, obligation.path.moving)
        walk = Walk.along(obligation.path, beside, obligation.side)
        if isinstance(obligation, StaysInDomain):
            return _a_tail(walk, obligation)
        within = replace(context, assumptions=walk.facts, path=None)
        found = discharge(Holds(walk.from_some_point_on(obligation.subject), obligation.why), within)
    except NoPath as reason:
        return Discharge(obligation.condition, "", str(reason))
    return replace(found, condition=obligation.condition)


def _a_tail(walk: Walk, obligation: StaysInDomain) -> Discharge:
    try:
        point = next(points_with_a_tail(walk), None)
    except EmptyDomain as reason:
        return Discharge(obligation.condition, "", f"{obligation.condition}: {reason}")
    if point is None:
        missing = "no values of its constants are known for which it does"
        return Discharge(obligation.condition, "", f"{obligation.condition}: {missing}")
    values = {str(symbol): str(value) for symbol, value in point.items()}
    return Discharge(obligation.condition, f"for {shown(point) or 'all values'}", certificate={"at": values})


def _in_regime(obligation: InRegime, context: Context) -> Discharge:
    """What becomes of a relation between shares of T, uniformly in the regime."""
    proportions = Proportions(context.assumptions, obligation.sizes)
    for expression in obligation.about:
        proportions.read(expression)
    within = replace(context, assumptions=proportions.facts)
    found = discharge(Holds(obligation.subject, obligation.why), within)
    return replace(found, condition=obligation.condition)


def _no_cancellation(obligation: NoCancellation, context: Context) -> Discharge:
    """By signs, with the constant 1; or by the order of the result, with a constant of the regime."""
    term, rest = obligation.subject, obligation.rest
    regime = regime_of(context.assumptions, context.regime)
    orders = Magnitudes(context.assumptions, bounded_below=regime.eigenvalues_bounded_below)

    def known(part: Expr) -> bool:
        return discharge(Holds(Ge(part, 0), obligation.why), context).done

    for factor, word in ((1, "at least"), (-1, "at most")):
        if orders.nonnegative(factor * term, known) and orders.nonnegative(factor * rest, known):
            return Discharge(obligation.condition, f"both are {word} zero")
    if obligation.aim is not None and orders.dominated(term, obligation.aim):
        return Discharge(obligation.condition, f"it is at most of the order of the result, {regime}")
    missing = f"{obligation.condition} ({obligation.why}): the terms have no common sign, and the order of the result "
    missing += "is not known" if regime.eigenvalues_bounded_below else "is not known where eigenvalues may be small"
    return Discharge(obligation.condition, "", missing)


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
        found = [_on_path(tail, context) for tail in tails]
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
