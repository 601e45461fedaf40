r"""Why an inequality follows from others: nonnegative multipliers, found here and checked anywhere.

If ``p f = c_0 + sum_i c_i h_i`` with ``c >= 0`` and ``p > 0``, then ``f >= 0`` wherever all ``h_i >= 0``. For affine
functions on a nonempty polyhedron there are always such multipliers with p = 1 (Farkas' lemma). With beta and r as
symbols, p may be a combination of 1, beta, r and beta r, positive because beta >= 1 and r > 0 wherever they are
symbols, and products of an ``h_i`` with up to two inequalities in beta and r alone are offered too. When none of them
does, the fact may still be true, and the certificate then says that the solver alone decided it.

The search is a linear feasibility problem over the rationals; nothing rests on it, because a combination is checked by
multiplying it out.

>>> x, beta = Form.name("x"), Form.name("beta")
>>> found = reason((2 * x + 1).num, [x.num])
>>> found.multipliers, reason_holds((2 * x + 1).num, [x.num], found)
({(0,): Fraction(2, 1), (): Fraction(1, 1)}, True)
>>> reason(x.num, [(beta * x).num]).scale == beta.num
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement

from flint import fmpq

from lemmata.numerics.linear_program import as_fraction, vertex
from lemmata.theory.scaling.forms import ABOVE_ONE, ONE, POSITIVE, Form, Poly

__all__ = ["Form", "Multipliers", "Reason", "reason", "reason_holds"]

Multipliers = Mapping[tuple[int, ...], Fraction]
"""Product of hypotheses, by their positions (``()`` is 1), to its multiplier."""

_Columns = dict[tuple[int, ...], Poly]


@dataclass(frozen=True)
class Reason:
    """``scale * goal`` is the combination of products of the hypotheses."""

    multipliers: Multipliers
    scale: Poly = ONE


def reason(goal: Poly, hypotheses: Sequence[Poly]) -> Reason | None:
    """Multipliers that show ``goal >= 0`` from ``hypotheses >= 0``; None when no combination was found.

    Affine problems are decided; with beta and r as symbols the products named above are tried.
    """
    if goal in hypotheses:
        return Reason({(hypotheses.index(goal),): Fraction(1)})
    single = _columns(hypotheses, [(i,) for i in range(len(hypotheses))])
    near = _of_two(goal, single)
    if near is not None:
        return Reason(near)
    if all(_affine(poly) for poly in (goal, *hypotheses)):
        return _combination(goal, single, [ONE])
    parameters = [i for i, poly in enumerate(hypotheses) if poly.names <= {*ABOVE_ONE, *POSITIVE}]
    symbols = {name for poly in (goal, *hypotheses) for name in poly.names if name in (*ABOVE_ONE, *POSITIVE)}
    scales = [ONE, *(Poly({tuple((name, 1) for name in names): Fraction(1)}) for names in _subsets(sorted(symbols)))]
    for degree in (0, 1, 2):
        products = [c for size in range(degree + 1) for c in combinations_with_replacement(parameters, size)]
        chosen = {tuple(sorted((*product, *one))) for product in products for one in [(), *single]}
        found = _combination(goal, _columns(hypotheses, sorted(chosen - {()})), scales)
        if found is not None:
            return found
    return None


def reason_holds(goal: Poly, hypotheses: Sequence[Poly], found: Reason) -> bool:
    """Whether the scale is visibly positive and ``scale * goal`` the combination, term by term."""
    positive = found.scale.sign() == 1 and found.scale.names <= {*ABOVE_ONE, *POSITIVE}
    return positive and combination_holds(goal * found.scale, hypotheses, found.multipliers)


def _subsets(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [(name,) for name in names] + ([tuple(names)] if len(names) == 2 else [])


def _columns(hypotheses: Sequence[Poly], products: Sequence[tuple[int, ...]]) -> _Columns:
    found: _Columns = {(): ONE}
    for chosen in products:
        product = ONE
        for position in chosen:
            product = product * hypotheses[position]
        found[chosen] = product
    return found


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


def _combination(goal: Poly, columns: _Columns, scales: Sequence[Poly]) -> Reason | None:
    """``sum_j a_j scale_j goal = sum_i c_i column_i`` with nonnegative coefficients, ``sum a_j = 1``."""
    sought = [scale * goal.scaled(Fraction(-1)) for scale in scales]
    values = solution([*sought, *columns.values()], len(scales))
    if values is None:
        return None
    total = Poly({})
    for value, scale in zip(values, scales, strict=False):
        total = total + scale.scaled(value)
    named = sorted(zip(columns, values[len(scales) :], strict=True), reverse=True)
    found = Reason({chosen: value for chosen, value in named if value}, total)
    assert reason_holds(goal, _singles(columns), found)
    return found


def _singles(columns: _Columns) -> list[Poly]:
    return [columns[(i,)] for i in range(sum(len(chosen) == 1 for chosen in columns))]


def solution(columns: Sequence[Poly], first: int) -> list[Fraction] | None:
    """Nonnegative coefficients with ``sum c_i columns_i = 0`` and sum 1 over the first ones."""
    entries = [{key: fmpq(v.numerator, v.denominator) for key, v in poly.terms.items()} for poly in columns]
    found = vertex(entries, [i < first for i in range(len(columns))])
    return None if found is None else [as_fraction(value) for value in found]


def _of_two(goal: Poly, columns: Mapping[tuple[int, ...], Poly]) -> Multipliers | None:
    """``goal = a p + b q + c`` with one or two of the columns: most facts are of this kind, and need no solver."""
    wanted = goal.terms.keys() - {()}
    pairs = [(chosen, poly, poly.terms.keys() - {()}) for chosen, poly in columns.items() if chosen]
    for (first, p, left), (second, q, right) in combinations_with_replacement(pairs, 2):
        if not left ^ right <= wanted <= left | right:
            continue  # a monomial of one of them only stays, and nothing else comes in
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
