"""The next order: what the Dyson equation drops, relative order 1/T, from integration by parts.

With G = L^-1 and W~ an independent copy of the random part W of L, integration by parts gives, exactly,

    A0 E G = 1 + E[W~ G W~ G],      E over W~ of X N X' = outer tr(inner N),     of X N X = outer N' inner.

The first kind of pair is the Dyson equation, with the trace unaveraged: traces and what they multiply have covariances
of relative order 1/T^2. The second has no trace and is of relative order 1/T; it needs E[G' C G] to leading order. That
is again an equation in scalars, G' C G = M' (C + E[W' (G' C G) W]) M with M = E G: for pairs q of the second kind that
put B_q at the blocks (j_q, k_q) and take the trace A_q at the equations (i_q, e_q),

    E[G' B_p G] = sum over q of M' B_q M ((1 - t)^-1)_qp,          t_qr = tr(A_q (M' B_r M)_{i_q e_q}).

What is then added to the right side 1 moves the solution linearly, by the Jacobian of the Dyson equation. Two forms
w'G w of a fixed vector have a covariance of relative order 1/T, which this leaves out: their products are refused.

>>> from sympy import symbols
>>> from lemmata.theory.deterministic_equivalents.solving import Instance, solve
>>> from lemmata.theory.deterministic_equivalents.system import system_of
>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.quantities.regression import LAWS, S
>>> from lemmata.theory.random_matrices import E, inv, tr
>>> from lemmata.theory.spectra.eigensum import s
>>> system = system_of(E(tr(inv(S))), LAWS, [T > d])
>>> found = solve(system, Instance({d: 2, T: 42}, {d: {s: [1, 1]}}))  # exactly 2T/(T - d - 1)
>>> round(found.value, 9), round(correction(system, found), 9)
(2.1, 0.0525)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from sympy import Dummy, Expr

from lemmata.theory.deterministic_equivalents.algebras import NoSolution, numeric
from lemmata.theory.deterministic_equivalents.eigenvalues import WEIGHT
from lemmata.theory.deterministic_equivalents.solving import Equations, Solution
from lemmata.theory.deterministic_equivalents.system import System
from lemmata.theory.random_matrices import Letter


@dataclass
class _Pair:
    """Two entries f X g at (row, j) and h X u at (equation, k), or both with X'."""

    outside: Expr
    inside: Expr
    row: int
    equation: int
    j: int
    k: int
    front: Any
    """f outer h', which stands before E[G' B G]."""
    weight: Any
    """h outer f', whose trace is taken."""
    between: Any
    """g' inner u, which is put between G' and G."""


def correction(system: System, solution: Solution) -> float:
    """What is to be added to the equivalent, so that its relative error is O(1/T^2).

    Raises:
        NoSolution: where the equation of E[G' C G] is singular, and for products of two random forms of vectors.
    """
    equations = solution.equations
    letters = {trace: Dummy() for trace in system.outputs}
    body = system.body.xreplace(letters)
    random = (trace for trace in letters if system.dyson.pencil.scope.random(trace.args[0]))
    forms = [trace for trace in random if any(x.name == WEIGHT for x in trace.atoms(Letter))]
    for form, other in combinations_with_replacement(forms, 2):
        if body.diff(letters[form], letters[other]) != 0:
            raise NoSolution("a product of random forms of vectors: their covariance is of the next order, too")
    x = solution.scalars
    M = equations.inverses(equations.matrices(x, 1.0, 0.0))
    moved = _moved(equations, M)
    _, jacobian, _, _ = equations.step(x, 1.0, 0.0)
    change = np.linalg.solve(np.eye(len(x)) - jacobian, [_read(equations, moved, *one) for one in equations.wanted])
    found, numbers = 0.0, {**{k: float(v) for k, v in solution.equations.instance.numbers.items()}}
    numbers |= {letters[trace]: value for trace, value in solution.traces.items()}
    for trace, letter in letters.items():
        added = 0.0
        for one in equations.read_off(trace):
            added += _read(equations, moved, *one) + float(equations.slopes(M, *one) @ change)
        found += added * float(numeric(body.diff(letter), numbers))
    return found


def _read(equations: Equations, matrices: Mapping[Expr, Any], size: Expr, block: int, equation: int, w: Any) -> float:
    algebra = equations.algebra[size]
    return equations.weight[size] * algebra.trace(algebra.times(w, algebra.entry(matrices[size], block, equation)))


def _moved(equations: Equations, M: Mapping[Expr, Any]) -> dict[Expr, Any]:
    """M K for the K that is added to the right side."""
    pairs = list(_pairs(equations))
    ladder = np.linalg.inv(np.eye(len(pairs)) - _traces(equations, M, pairs)) if pairs else np.zeros((0, 0))
    if not np.isfinite(ladder).all():
        raise NoSolution("the equation of the next order is singular")
    added = {size: np.zeros_like(matrix) for size, matrix in M.items()}
    for p, pair in enumerate(pairs):
        size = pair.outside
        algebra, source = equations.algebra[size], np.zeros_like(M[size])
        for q, other in enumerate(pairs):
            if other.inside == size:
                at = algebra.entry(source, other.j, other.k)
                at += ladder[q, p] * other.between
        around = np.swapaxes(M[size], -1, -2) @ source @ M[size]
        for column in range(len(equations.dyson.blocks[size])):
            at = algebra.entry(added[size], pair.row, column)
            at += algebra.times(pair.front, algebra.entry(around, pair.equation, column))
    return {size: M[size] @ added[size] for size in M}


def _traces(equations: Equations, M: Mapping[Expr, Any], pairs: list[_Pair]) -> Any:
    found = np.zeros((len(pairs), len(pairs)))
    for q, one in enumerate(pairs):
        size, algebra = one.outside, equations.algebra[one.outside]
        for r, other in enumerate(pairs):
            if other.inside == size:
                left = algebra.entry(M[size], other.j, one.row)
                right = algebra.entry(M[size], other.k, one.equation)
                if left.any() and right.any():
                    product = algebra.times(one.weight, algebra.turned(left), other.between, right)
                    found[q, r] = equations.weight[size] * algebra.trace(product)
    return found


def _pairs(equations: Equations) -> Any:
    dyson, place = equations.dyson, equations.place
    placed = [(row, term) for row, terms in enumerate(dyson.pencil.equations) for term in terms if term.letter]
    for row, one in placed:
        for equation, other in placed:
            if one.letter != other.letter or one.transposed != other.transposed:
                continue
            assert one.letter is not None
            outer, inner = dyson.covariances(one.letter)
            if one.transposed:
                outer, inner = inner, outer
            outside, inside = dyson.pencil.classes[row], dyson.pencil.classes[one.block]
            f, h = (equations.entry(term.left, outside) for term in (one, other))
            g, u = (equations.entry(term.right, inside) for term in (one, other))
            out, into = equations.algebra[outside], equations.algebra[inside]
            middle = equations.entry(outer, outside)
            yield _Pair(
                outside,
                inside,
                place[row],
                place[equation],
                place[one.block],
                place[other.block],
                out.times(f, middle, out.turned(h)),
                out.times(h, middle, out.turned(f)),
                into.times(into.turned(g), equations.entry(inner, inside), u),
            )
