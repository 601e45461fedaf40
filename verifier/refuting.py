"""Which refutation attempt fits a step: points of the domain, random matrices, or sampling of expectations."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from lemmata.theory.random_matrices import Expectation, ExpectedMatrix, MatrixExpression
from lemmata.theory.relations import AT_POINTS
from lemmata.theory.values.enclosure import undefined_at
from lemmata.theory.values.exact_value import as_rational
from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.domain import EmptyDomain
from lemmata.verifier.engines.limit_approach import climb
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.engines.path_tail import points_with_a_tail
from lemmata.verifier.engines.point_refuter import examination, refute_at, support
from lemmata.verifier.engines.unknown_functions import chosen
from lemmata.verifier.matrices.elements import NoNormalForm
from lemmata.verifier.matrices.infinite_refuter import by_infinity
from lemmata.verifier.matrices.matrix_refuter import refute_matrices
from lemmata.verifier.matrices.points import has_matrices
from lemmata.verifier.matrices.reduction import refute_by_means, with_values
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules.iterated import values_of_nests
from lemmata.verifier.rules.limit import limit, sides
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict


def counterexample(step: Step, context: Context, *, thorough: bool = False, charitable: bool = False) -> Finding | None:
    """What speaks against a step: a counterexample with a certified gap, or, undecided, a point where it says nothing.

    Args:
        step: the step.
        context: its assumptions and laws.
        thorough: search further: worth it where nothing proves the step.
        charitable: points where a side is undefined do not count: the domain is read as leaving them out.
    """
    if has_matrices(step):
        valued = _by_means(step, context, charitable=charitable) if thorough else None
        return valued if valued is not None and valued.counterexample else refute_matrices(step, context)
    if step.relation == "->" and thorough:
        return _at_chosen_constants(step, context, charitable=charitable)
    if step.relation not in AT_POINTS:
        return None
    found = examination(step.before, step.relation, step.after, context, thorough=thorough)
    if found.finding.verdict is Verdict.REFUTED:
        return found.finding
    particular = _at_chosen_functions(step, context) if thorough else None
    if particular is not None and particular.verdict is Verdict.REFUTED:
        return particular
    if thorough and (values := values_of_nests(step, context)):
        there = replace(step, before=step.before.xreplace(values), after=step.after.xreplace(values))
        valued = examination(there.before, there.relation, there.after, context, thorough=True).finding
        if valued.verdict is Verdict.REFUTED:
            return valued
    return None if charitable else found.undefined


def _at_chosen_functions(step: Step, context: Context) -> Finding | None:
    """A counterexample for chosen functions in the place of unknown ones, or at first terms of defined sequences.

    Otherwise what these terms say, which are the values that are meant.
    """
    terms = {term.func.__name__ for side in (step.before, step.after) for term in side.atoms(AppliedUndef)}
    agreeing: list[tuple[str, Finding]] = []
    for one in chosen(step.before, step.after, context.assumptions, context.definitions):
        there = replace(context, assumptions=one.assumptions)
        found = examination(one.before, step.relation, one.after, there).finding
        names = ", ".join(f"{name} = {value}" for name, value in one.names.items())
        if found.verdict is Verdict.REFUTED:
            point = {**one.names, **(found.counterexample or {})}
            return replace(found, detail=f"for {names}: {found.detail}", counterexample=point)
        if found.verdict is Verdict.TESTED and terms <= context.definitions.families.keys():
            agreeing.append((names, found))
    if not agreeing:
        return None
    (first, found), (last, _) = agreeing[0], agreeing[-1]
    points = sum(one.points or 0 for _, one in agreeing)
    return replace(found, detail=f"at the first terms, {first} to {last}: {found.detail}", points=points)


def _at_chosen_constants(step: Step, context: Context, *, charitable: bool) -> Finding | None:
    """A counterexample to a limit at values of what does not move: ends of their ranges among them."""
    assert context.path is not None
    letters = (step.before.free_symbols | step.after.free_symbols) - context.path.moving
    with suppress(EmptyDomain, NoPath):
        walks = (Walk.along(context.path, context.assumptions, side) for side in sides(context.path))
        for point in chain.from_iterable(points_with_a_tail(walk, (), letters) for walk in walks):
            names = {str(symbol): str(value) for symbol, value in point.items()}
            if not charitable and (reason := undefined_at(step.after, point)):
                return Finding(Verdict.REFUTED, f"the limit is undefined: {reason}", counterexample=names, points=1)
            values = {symbol: as_rational(value) for symbol, value in point.items()}
            there = replace(step, before=put_in(step.before, values), after=put_in(step.after, values))
            facts = tuple(
                one for relation in context.assumptions if (one := put_in(relation, values)) is not sympy.true
            )
            path = replace(context.path, keeping={s: put_in(v, values) for s, v in context.path.keeping.items()})
            found = judged(limit, there, replace(context, assumptions=facts, path=path))
            if found.verdict is Verdict.REFUTED:
                return replace(found, counterexample={**names, **(found.counterexample or {})})
    return None


def _by_means(step: Step, context: Context, *, charitable: bool) -> Finding | None:
    """What exact values say where the laws of the letters give every mean; a counterexample where a matrix is left."""
    means = any(side.has(Expectation, ExpectedMatrix) for side in (step.before, step.after))
    if not means or step.relation not in AT_POINTS:
        return None
    try:
        valued = with_values(step, context)
        if valued is not None:
            return examined(valued, context, thorough=True, charitable=charitable)
        scalars = not isinstance(step.before, MatrixExpression)
        found = refute_by_means(step, context) if step.relation == "=" or scalars else None
        found = found or by_infinity(step, context)
        return None if found is not None and charitable and found.verdict is Verdict.UNDECIDED else found
    except NoNormalForm:
        return None


def examined(step: Step, context: Context, *, thorough: bool = False, charitable: bool = False) -> Finding:
    """A counterexample to a statement, or a point where it is undefined (undecided); otherwise what speaks for it."""
    if has_matrices(step):
        valued = _by_means(step, context, charitable=charitable) if thorough else None
        return valued or refute_matrices(step, context) or support_at_points(step, context)
    found = examination(step.before, step.relation, step.after, context, thorough=thorough)
    particular = _at_chosen_functions(step, context) if thorough else None
    silent = found.finding.verdict is Verdict.UNDECIDED and found.undefined is None
    if particular is not None and (silent or particular.verdict is Verdict.REFUTED is not found.finding.verdict):
        return particular
    if found.finding.verdict is Verdict.REFUTED or found.undefined is None or charitable:
        return found.finding
    return found.undefined


def limit_examined(step: Step, context: Context) -> Finding:
    """A limit is refuted by another certified limit of the same term, never by values, which merely look like it."""
    finding = judged(limit, step, context)
    if finding.verdict is Verdict.REFUTED:
        return finding
    if finding.verdict.holds:
        return Finding(Verdict.UNDECIDED, "proof=limit proves it")
    if found := _at_chosen_constants(step, context, charitable=False):
        return found
    assert context.path is not None
    moving = {*context.path.moving}
    still = tuple(relation for relation in context.assumptions if not relation.free_symbols & moving)
    ladder = climb(step.before, step.after, context.path, still)
    if ladder is None:
        return Finding(Verdict.UNDECIDED, f"no limit was found: {finding.detail}")
    looks = "looks like it" if ladder.shrinks else "does not look like it"
    return Finding(Verdict.UNDECIDED, f"{looks}: {ladder}", points=ladder.points)


def refuted_at(values: Mapping[Any, Any], step: Step, context: Context, *, charitable: bool = False) -> Finding | None:
    """What one point says against a step: an author who knows a counterexample can give it as the witness."""
    if has_matrices(step) or not values:
        return None
    return refute_at(step.before, step.relation, step.after, values, context.digits, charitable=charitable)


def support_at_points(step: Step, context: Context) -> Finding:
    """What evaluation at points of the domain says for a statement that it does not refute."""
    if has_matrices(step):
        return Finding(Verdict.NOT_RUN, "a statement about random matrices has no value at a point")
    return support(step.before, step.relation, step.after, context)
