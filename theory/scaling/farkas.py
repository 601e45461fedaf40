r"""Why an inequality follows from others: nonnegative multipliers, found here and checked anywhere.

If ``f = c_0 + sum_i c_i h_i`` with ``c >= 0``, then ``f >= 0`` wherever all ``h_i >= 0``. For affine functions on a
nonempty polyhedron the converse holds as well (Farkas' lemma), so that a linear fact always has multipliers. With beta
and r as symbols, products of an ``h_i`` with up to two inequalities in beta and r alone are offered too; when none of
them does, the fact may still be true, and the certificate then says that the solver alone decided it.

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

from theory.scaling.forms import ABOVE_ONE, ONE, POSITIVE, Form, Poly

__all__ = ["Form", "Multipliers", "combination_holds", "multipliers"]

Multipliers = Mapping[tuple[int, ...], Fraction]
"""Product of hypotheses, by their positions (``()`` is 1), to its multiplier."""


def multipliers(goal: Poly, hypotheses: Sequence[Poly]) -> Multipliers | None:
    """Multipliers that show ``goal >= 0`` from ``hypotheses >= 0``; None when no combination was found.

    Affine problems are decided; with beta and r as symbols the products named above are tried.
    """
    if all(_affine(poly) for poly in (goal, *hypotheses)):
        return _combination(goal, hypotheses, [(i,) for i in range(len(hypotheses))])
    parameters = [i for i, poly in enumerate(hypotheses) if poly.names <= {*ABOVE_ONE, *POSITIVE}]
    for degree in (0, 1, 2):
        products = [c for size in range(degree + 1) for c in combinations_with_replacement(parameters, size)]
        singles = [(), *((i,) for i in range(len(hypotheses)))]
        columns = {tuple(sorted((*product, *single))) for product in products for single in singles}
        found = _combination(goal, hypotheses, sorted(columns - {()}))
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


def _combination(goal: Poly, hypotheses: Sequence[Poly], products: Sequence[tuple[int, ...]]) -> Multipliers | None:
    import z3

    columns: dict[tuple[int, ...], Poly] = {(): ONE}
    for chosen in products:
        columns[chosen] = ONE
        for position in chosen:
            columns[chosen] = columns[chosen] * hypotheses[position]
    near = _of_two(goal, columns) if all(len(chosen) <= 1 for chosen in columns) else None
    if near is not None:
        return near
    unknown = {chosen: z3.Real(f"c{i}") for i, chosen in enumerate(columns)}
    equations: dict[Any, list[Any]] = {monomial: [] for monomial in goal.terms}
    for chosen, poly in columns.items():
        for monomial, value in poly.terms.items():
            equations.setdefault(monomial, []).append(z3.Q(value.numerator, value.denominator) * unknown[chosen])
    solver = z3.SolverFor("QF_LRA")
    solver.set("timeout", 500)
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


def _of_two(goal: Poly, columns: Mapping[tuple[int, ...], Poly]) -> Multipliers | None:
    """``goal = a p + b q + c`` with one or two of the columns: most facts are of this kind, and need no solver."""
    pairs = [(chosen, poly) for chosen, poly in columns.items() if chosen]
    for (first, p), (second, q) in combinations_with_replacement(pairs, 2):
        found = _fit(goal, p, q)
        if found is not None:
            named = {first: found[0]} | ({second: found[1]} if second != first else {}) | {(): found[2]}
            return {chosen: value for chosen, value in named.items() if value}
    return None


def _fit(goal: Poly, p: Poly, q: Poly) -> tuple[Fraction, Fraction, Fraction] | None:
    """Nonnegative a, b, c with goal = a p + b q + c; b = 0 when p is q."""
    zero = Fraction(0)
    keys = (p.terms.keys() | q.terms.keys() | goal.terms.keys()) - {()}
    rows = [(p.terms.get(m, zero), q.terms.get(m, zero) if q != p else zero, goal.terms.get(m, zero)) for m in keys]
    if any(not x and not y and z for x, y, z in rows):
        return None
    a, b = zero, zero
    lead = next((row for row in rows if row[0] or row[1]), None)
    if lead is None:
        return None
    for x, y, z in rows:
        det = lead[0] * y - lead[1] * x
        if det:
            a, b = (lead[2] * y - lead[1] * z) / det, (lead[0] * z - lead[2] * x) / det
            break
    else:
        a, b = (lead[2] / lead[0], zero) if lead[0] else (zero, lead[2] / lead[1])
    c = goal.terms.get((), zero) - a * p.terms.get((), zero) - b * q.terms.get((), zero)
    if min(a, b, c) < 0 or any(a * x + b * y != z for x, y, z in rows):
        return None
    return a, b, c
