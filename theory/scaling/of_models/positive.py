r"""Polynomials without minus signs: how a difference becomes a sum of positive quantities.

In a derived equivalent stand differences such as ``T - df2``. No exponent can be told of a difference, but of

    T - df2 = (T - df1) + (df1 - df2),        df1 - df2 = kappa sum s/(s + kappa)^2,

whose two parts are positive: the first on the branch, the second because it is a sum. Such identities are *relations*
between positive letters, linear forms that vanish. A polynomial P is written without minus signs when
``P + sum_i Q_i relation_i`` has no negative coefficient, for polynomials Q_i. These are looked for among those of
fitting degree, as a linear program over the rationals; what is found is multiplied out, so that nothing rests on the
solver.

>>> from sympy.abc import T, a, e, y
>>> minus_free(T - y, [T - a - y - e]).as_expr()
a + e
>>> minus_free(y - T, [T - a - y - e]) is None
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations_with_replacement
from typing import Any

import sympy
from sympy import Expr, Poly, Symbol

_MOST_UNKNOWNS = 400
_WORK = 2_000_000
"""How long the solver looks, in its own steps: an answer does not depend on a clock."""

Powers = tuple[int, ...]


def minus_free(expression: Expr, relations: Sequence[Expr]) -> Poly | None:
    """The polynomial with nonnegative coefficients, equal up to the relations; None where none is found."""
    if not expression.free_symbols:
        return Poly(expression, Symbol("T")) if expression >= 0 else None
    letters = sorted(expression.free_symbols.union(*(relation.free_symbols for relation in relations)), key=str)
    whole = Poly(expression, *letters, domain="QQ")
    if _nonnegative(whole):
        return whole
    known = [Poly(relation, *letters, domain="QQ") for relation in relations]
    met = set().union(*(relation.free_symbols for relation in relations)) if relations else set()
    moving = [position for position, letter in enumerate(letters) if letter in met]
    found = Poly(0, *letters, domain="QQ")
    for part in _homogeneous(whole, moving):
        better = part if _nonnegative(part) else _corrected(part, known, moving)
        if better is None:
            return None
        found += better
    return found


def _nonnegative(poly: Poly) -> bool:
    return all(value >= 0 for value in poly.coeffs())


def _homogeneous(poly: Poly, moving: Sequence[int]) -> list[Poly]:
    """The parts of one degree in the letters of the relations and of one monomial in all others."""
    parts: dict[tuple[int, Powers], dict[Powers, Any]] = {}
    for powers, value in poly.terms():
        others = tuple(0 if k in moving else p for k, p in enumerate(powers))
        parts.setdefault((sum(powers[k] for k in moving), others), {})[powers] = value
    return [Poly.from_dict(part, *poly.gens, domain="QQ") for part in parts.values()]


def _corrected(part: Poly, relations: Sequence[Poly], moving: Sequence[int]) -> Poly | None:
    """``part + sum Q_i relation_i`` without a negative coefficient."""
    degree = sum(part.monoms()[0][k] for k in moving)
    others = tuple(0 if k in moving else p for k, p in enumerate(part.monoms()[0]))
    places = [tuple(_raised(others, chosen)) for chosen in combinations_with_replacement(moving, max(degree - 1, 0))]
    unknowns = [(i, place) for i in range(len(relations)) for place in places] if degree else []
    if not unknowns or len(unknowns) > _MOST_UNKNOWNS:
        return None
    rows: dict[Powers, list[tuple[int, Any]]] = {powers: [] for powers in part.monoms()}
    for number, (i, place) in enumerate(unknowns):
        for powers, value in relations[i].terms():
            key = tuple(p + q for p, q in zip(place, powers, strict=True))
            rows.setdefault(key, []).append((number, value))
    values = _feasible({key: (part.coeff_monomial(key), row) for key, row in rows.items()}, len(unknowns))
    if values is None:
        return None
    found = part
    for (i, place), value in zip(unknowns, values, strict=True):
        if value:
            found += relations[i] * Poly.from_dict({place: value}, *part.gens, domain="QQ")
    return found if _nonnegative(found) else None


def _raised(powers: Powers, chosen: Iterable[int]) -> list[int]:
    found = list(powers)
    for k in chosen:
        found[k] += 1
    return found


def _feasible(rows: Mapping[Powers, tuple[Any, list[tuple[int, Any]]]], count: int) -> list[Any] | None:
    """Values of the unknowns with ``constant + combination >= 0`` for every row."""
    import z3

    names = [z3.Real(f"q{k}") for k in range(count)]
    solver = z3.SolverFor("QF_LRA")
    solver.set("rlimit", _WORK)
    for constant, row in rows.values():
        terms = [z3.RealVal(str(value)) * names[k] for k, value in row]
        solver.add(z3.Sum(z3.RealVal(str(constant)), *terms) >= 0)
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    values = (model.eval(name, model_completion=True) for name in names)
    return [sympy.Rational(value.as_string()) for value in values]
