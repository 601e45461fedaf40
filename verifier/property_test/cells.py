r"""The domain of a question, in cells: where the conditions hold and both sides are meant to have a value.

Three sources are put together:

* the conditions that were given, with phi = d/T cleared of its denominator;
* where the truth is finite: without ridge the mean risk is infinite for T in {d-1, d, d+1} (inverse Wishart mean), so
  each number of samples lies on one side or the other; with a ridge the downstream fit has a finite mean everywhere;
* where the formula is meant: a denominator in the sizes, such as T - d - 1, is taken to be positive, as its author
  means it, unless that contradicts the conditions.

What is left is a union of cells, each with a :class:`~lemmata.verifier.engines.domain.Domain` of its own to draw from.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import sympy
from sympy import Basic, Expr

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T0, T, beta, d, n, ridge
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from lemmata.verifier.property_test.question import Question, u

_SIZES = {d, T, T0, n}


def cells(question: Question) -> tuple[Domain, ...]:
    """The cells of a question's domain, none of them empty.

    Raises:
        InputError: when no point satisfies the conditions.

    >>> question = Question.read("sigma^2*d/(T-d-1)", "risk", given=["ridge==0", "n==0"])
    >>> [str(relation) for relation in cells(question)[0].relations]
    ['Eq(ridge, 0)', 'Eq(n, 0)', 'T - d - 1 > 0', 'T >= d + 2']
    """
    conditions = [cleared(question.in_parameters(condition)) for condition in question.given]
    for condition, asked in zip(conditions, question.given, strict=True):
        if not condition.free_symbols <= question.known:
            names = ", ".join(sorted(symbol.name for symbol in question.known))
            raise InputError("given", asked, f"a condition on {names}")
    if question.sense == "order":
        return _starting_points(question, conditions)
    meant = [sympy.Gt(base, 0) for base in denominators(question.expression)]
    finite = list(_finite(question))
    for wanted in ([*conditions, *meant], conditions):
        for sides in (finite, [()]):
            found = tuple(_nonempty(question, wanted, sides))
            if found:
                return found
    raise InputError(
        "given", "; ".join(map(str, question.given)), "conditions for which a point can be found (none was)"
    )


def _starting_points(question: Question, given: list[Any]) -> tuple[Domain, ...]:
    """For an order only what stays fixed along the path is drawn; sums and risks of infinite dimension converge."""
    moving = {question.path, *question.moving}
    conditions = [condition for condition in given if not condition.free_symbols & moving]
    converging = [sympy.Gt(beta, 1)] if question.power_law else []
    converging += [sympy.Gt(u, 1)] if question.quantity == "spectral_sum" else []
    found = tuple(_nonempty(question, [*conditions, *converging], [()]))
    if not found:
        raise InputError(
            "given", "; ".join(map(str, question.given)), "conditions for which a point can be found (none was)"
        )
    return found


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
    downstream = [(sympy.Ge(T, d + 2),), (sympy.Le(T, d - 2),)]
    if penalised is None:
        choices = [*((sympy.Eq(ridge, 0), *side) for side in downstream), (sympy.Gt(ridge, 0),)]
    else:
        choices = downstream if penalised == 0 else [()]
    generators = [(sympy.Ge(T0, d + 2),), (sympy.Le(T0, d - 2),)] if T0 in question.parameters else [()]
    for first, second in product(choices, generators):
        yield (*first, *second)


def cleared(relation: Any) -> Any:
    """The relation without denominators that are products of positive symbols: d/T < 1 becomes d - T < 0."""
    if not isinstance(relation, sympy.Rel):
        return relation
    numerator, denominator = sympy.fraction(sympy.together(relation.lhs - relation.rhs))
    if denominator.is_number or not denominator.is_positive:
        return relation
    return relation.func(numerator, 0)


def denominators(formula: Expr) -> list[Expr]:
    """The denominators in the sizes alone whose sign is open, cleared of denominators of their own."""
    found: dict[Basic, None] = {}
    for power in sorted(formula.atoms(sympy.Pow), key=str):
        base: Expr = power.base
        if power.exp.is_negative and base.free_symbols <= _SIZES and isinstance(base, sympy.Add):
            numerator, denominator = sympy.fraction(sympy.together(base))
            if denominator.is_positive and numerator.is_positive is None:
                found[numerator] = None
    return [base for base in found if isinstance(base, Expr)]
