r"""Why an inequality follows from others: nonnegative multipliers, found here and checked anywhere.

If ``f = c_0 + sum_i c_i h_i`` with ``c >= 0``, then ``f >= 0`` wherever all ``h_i >= 0``. For affine functions on a
nonempty polyhedron the converse holds as well (Farkas' lemma), so that a linear fact always has multipliers. For
polynomials products of two or three ``h_i`` are offered too (Handelman's form); when none of them does, the fact
may still be true, and the certificate then says that the solver alone decided it.

The search is a linear feasibility problem over the rationals, put to z3; nothing rests on it, because a combination
is checked by multiplying it out.

>>> x = Form.name("x").num
>>> found = multipliers(x.scaled(Fraction(2)) + ONE, [x])
>>> found, combination_holds(x.scaled(Fraction(2)) + ONE, [x], found)
({(0,): Fraction(2, 1), (): Fraction(1, 1)}, True)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from theory.scaling.forms import ONE, Form, Poly

__all__ = ["Form", "Multipliers", "combination_holds", "multipliers"]

Multipliers = Mapping[tuple[int, ...], Fraction]
"""Product of hypotheses, by their positions (``()`` is 1), to its multiplier."""


def multipliers(goal: Poly, hypotheses: Sequence[Poly]) -> Multipliers | None:
    """Multipliers that show ``goal >= 0`` from ``hypotheses >= 0``; None when no combination was found.

    Affine problems are decided; for polynomials the products of up to three hypotheses are tried.
    """
    linear = all(_affine(poly) for poly in (goal, *hypotheses))
    for degree in (1,) if linear else (1, 2, 3):
        found = _combination(goal, hypotheses, degree)
        if found is not None:
            return found
    return None


def combination_holds(goal: Poly, hypotheses: Sequence[Poly], found: Multipliers) -> bool:
    """Whether the multipliers are nonnegative and their combination is ``goal``, term by term."""
    total = Poly({})
    for positions, value in found.items():
        if value < 0:
            return False
        product = ONE
        for position in positions:
            product = product * hypotheses[position]
        total = total + product.scaled(value)
    return total == goal


def _affine(poly: Poly) -> bool:
    return all(sum(power for _, power in monomial) <= 1 for monomial in poly.terms)


def _combination(goal: Poly, hypotheses: Sequence[Poly], degree: int) -> Multipliers | None:
    import z3

    columns: dict[tuple[int, ...], Poly] = {(): ONE}
    for size in range(1, degree + 1):
        for chosen in combinations_with_replacement(range(len(hypotheses)), size):
            columns[chosen] = columns[chosen[:-1]] * hypotheses[chosen[-1]]
    unknown = {chosen: z3.Real(f"c{i}") for i, chosen in enumerate(columns)}
    equations: dict[Any, list[Any]] = {monomial: [] for monomial in goal.terms}
    for chosen, poly in columns.items():
        for monomial, value in poly.terms.items():
            equations.setdefault(monomial, []).append(z3.Q(value.numerator, value.denominator) * unknown[chosen])
    solver = z3.SolverFor("QF_LRA")
    solver.set("timeout", 2_000)
    solver.add(*(variable >= 0 for variable in unknown.values()))
    for monomial, parts in equations.items():
        value = goal.terms.get(monomial, Fraction(0))
        solver.add(z3.Sum(parts) == z3.Q(value.numerator, value.denominator) if parts else z3.BoolVal(value == 0))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    values = {chosen: model.eval(v, model_completion=True).as_fraction() for chosen, v in unknown.items()}
    found = {chosen: Fraction(v.numerator, v.denominator) for chosen, v in sorted(values.items(), reverse=True) if v}
    assert combination_holds(goal, hypotheses, found)
    return found
