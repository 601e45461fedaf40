r"""The domain of a question, in cells: where the conditions hold and the quantity has a finite value.

The domain does not depend on the formula. Without ridge the mean risk is infinite for T in {d-1, d, d+1} (inverse
Wishart mean), whatever the covariance, unless there is no label noise; so each number of samples lies on one side or
the other. With a ridge the downstream fit has a finite mean everywhere. A narrower domain is only ever the user's own
condition.

What is left is a union of cells, each with a :class:`~lemmata.verifier.engines.domain.Domain` of its own to draw from.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import sympy
from sympy import Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T0, T, beta, d, ridge, sigma, sigma0
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from lemmata.verifier.property_test import two_levels
from lemmata.verifier.property_test.question import Question, u


def cells(question: Question) -> tuple[Domain, ...]:
    """The cells of a question's domain, none of them empty.

    Raises:
        InputError: when no point satisfies the conditions.

    >>> question = Question.read("sigma^2*d/(T-d-1)", "risk", given=["ridge==0", "n==0"])
    >>> [str(relation) for relation in cells(question)[0].relations]
    ['Eq(ridge, 0)', 'Eq(n, 0)', 'T >= d + 2']
    """
    conditions = [cleared(question.in_parameters(condition)) for condition in question.given]
    for condition, asked in zip(conditions, question.given, strict=True):
        if not condition.free_symbols <= question.known:
            names = ", ".join(sorted(symbol.name for symbol in question.known))
            raise InputError("given", asked, f"a condition on {names}")
    if question.sense == "order":
        return _starting_points(question, conditions)
    conditions += two_levels.RELATIONS if question.two_levels else ()
    for sides in (question.own_sides or list(_finite(question)), [()]):
        found = tuple(_nonempty(question, conditions, sides))
        if found:
            return found
    raise _nowhere(question)


def _starting_points(question: Question, given: list[Any]) -> tuple[Domain, ...]:
    """For an order only what stays fixed along the path is drawn; sums and risks of infinite dimension converge."""
    moving = {question.path, *question.moving}
    conditions = [condition for condition in given if not condition.free_symbols & moving]
    converging = [sympy.Gt(beta, 1)] if question.power_law else []
    converging += [sympy.Gt(u, 1)] if question.quantity == "spectral_sum" else []
    found = tuple(_nonempty(question, [*conditions, *converging], [()]))
    if not found:
        raise _nowhere(question)
    return found


def _nowhere(question: Question) -> InputError:
    typed = (f"{c.lhs} == {c.rhs}" if isinstance(c, sympy.Eq) else str(c) for c in question.given)
    return InputError("given", "; ".join(typed), "conditions for which a point can be found (none was)")


def _nonempty(question: Question, relations: list[Any], sides: list[tuple[Any, ...]]) -> Iterator[Domain]:
    for side in sides:
        if _contradictory([*relations, *side]):
            continue
        try:
            domain = Domain.of(question.parameters, [*dict.fromkeys([*relations, *side])])
            domain.sample(1, seed=0)
        except EmptyDomain:
            continue
        yield domain


def _contradictory(relations: list[Any]) -> bool:
    """Whether two inequalities exclude each other: a >= 0 and b >= 0 with a + b a negative number."""
    positive = []
    for relation in relations:
        if isinstance(relation, (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)):
            above = relation.gts - relation.lts
            positive.append(above)
    return any((first + second).is_negative for first, second in combinations(positive, 2))


def _finite(question: Question) -> Iterator[tuple[Any, ...]]:
    """The conditions under which the risk is finite, side by side; the same sides serve the equivalents' pole."""
    if question.quantity != "risk" or d not in question.parameters:
        yield ()
        return
    penalised = question.fixed.get(ridge)
    downstream = _sides(T) if question.fixed.get(sigma) != 0 or question.sense == "equivalent" else [()]
    if penalised is None:
        choices = [*((sympy.Eq(ridge, 0), *side) for side in downstream), (sympy.Gt(ridge, 0),)]
    else:
        choices = downstream if penalised == 0 else [()]
    noisy = question.fixed.get(sigma0) != 0 or question.sense == "equivalent"
    generators = _sides(T0) if T0 in question.parameters and noisy else [()]
    for first, second in product(choices, generators):
        yield (*first, *second)


def _sides(rows: Symbol) -> list[tuple[Any, ...]]:
    return [(sympy.Ge(rows, d + 2),), (sympy.Le(rows, d - 2),)]


def cleared(relation: Any) -> Any:
    """The relation without denominators that are products of positive symbols: d/T < 1 becomes d - T < 0."""
    if not isinstance(relation, sympy.Rel):
        return relation
    numerator, denominator = sympy.fraction(sympy.together(relation.lhs - relation.rhs))
    if denominator.is_number or not denominator.is_positive:
        return relation
    return relation.func(numerator, 0)
