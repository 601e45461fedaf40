"""What is of lower order than it looks: nothing is claimed there.

The principle bounds the error of a value by C/T times its absolute terms. Two things are refused for it: a trace whose
equivalent is zero though it is not zero by symmetry (tr(G G) for a square design G, tr(X Y' X Y')), since it may stand
beside a factor that makes its lower order count; and terms that cancel, so that the absolute terms outgrow the value as
an instance is repeated at larger scales.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import Expr, Symbol

from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope
from lemmata.theory.deterministic_equivalents.generic import solved_generically
from lemmata.theory.deterministic_equivalents.scope import Scope
from lemmata.theory.deterministic_equivalents.solving import Instance, solve
from lemmata.theory.deterministic_equivalents.system import System
from lemmata.theory.deterministic_equivalents.whole_matrices import repeated_matrix
from lemmata.theory.quantities.resolvents import WEIGHTS
from lemmata.theory.random_matrices import (
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Times,
    Transpose,
)
from lemmata.theory.spectra.eigensum import s

_SCALE = 6
_GROWS = 2.5
_LARGE, _FALLS, _FAINT = 64, 8, 1e-9


def refuse_lower_order(system: System) -> None:
    """Refuse values that vanish at leading order, as a whole, in a part, or by cancellation.

    Raises:
        OutOfScope: naming the part.
        NoSolution: when no generic instance is solved.
    """
    scope = system.dyson.pencil.scope
    instance, once = solved_generically(system)
    found = [once, solve(system, repeated(instance))]
    for trace, value in found[0].traces.items():
        if abs(value) <= once.errors[trace] and not odd(trace.args[0], scope):
            raise OutOfScope(f"{trace} is zero at leading order: nothing is claimed")
    shares = [one.absolute / abs(one.value) for one in found]
    if shares[1] > _GROWS * shares[0]:
        raise OutOfScope("zero at leading order: the terms cancel, and nothing is claimed")


def cancels_in_a_direction(system: System) -> bool:
    """Whether terms cancel, more and more as sizes grow, where one eigenvector has all of Sigma and w0.

    So do those of E |S R w - w/2|^2 where S R is 1/2: what is left is of order 1/T, as what is dropped.
    """
    from scipy.optimize import minimize_scalar  # half a second to load, which few need

    instance, _ = solved_generically(system)

    def share(log: float, scale: int) -> float:
        found = solve(system, _in_one_direction(instance, float(np.exp(log)), scale))
        return abs(found.value) / found.absolute

    try:
        at = min((k / 2 for k in range(-6, 5)), key=lambda log: share(log, _LARGE))
        least = minimize_scalar(share, bounds=(at - 0.5, at + 0.5), args=(_LARGE,), method="bounded")
        return bool(share(least.x, 1) > _FALLS * least.fun)
    except NoSolution:  # without ridge it is not a matter of rank one: the ranks are those of the designs
        return False


def _in_one_direction(instance: Instance, eigenvalue: float, scale: int) -> Instance:
    def entries(letter: Symbol, first: float) -> list[float]:
        return [eigenvalue if letter == s else first, _FAINT if letter.is_positive else 0.0]

    spectra = {z: {x: entries(x, values[0]) for x, values in of.items()} for z, of in instance.spectra.items()}
    sizes = {x: 2 if x in spectra else scale * v for x, v in instance.numbers.items() if x.is_integer}
    return Instance({**instance.numbers, **sizes}, spectra)


def repeated(instance: Instance) -> Instance:
    """Every size and eigenvalue several times; weights of vectors are spread over the copies."""
    numbers = {x: _SCALE * v if x.is_integer else v for x, v in instance.numbers.items()}
    spectra = {size: {x: _copies(x, values) for x, values in lists.items()} for size, lists in instance.spectra.items()}
    return Instance(numbers, spectra)


def _copies(letter: Any, values: Any) -> Any:
    if np.ndim(values) == 2:
        return repeated_matrix(letter, values, _SCALE)  # each stands for as many as its class is larger
    spread = letter in WEIGHTS or str(letter).startswith(("c2_", "c_"))
    return list(np.tile(np.asarray(values, float) / (_SCALE if spread else 1), _SCALE))


def odd(matrix: MatrixExpression, scope: Scope) -> bool:
    """Whether a word changes its sign with one of its designs, so that its mean is zero exactly.

    >>> from lemmata.theory.quantities.regression import LAWS, X, X0
    >>> from lemmata.theory.deterministic_equivalents.scope import Scope
    >>> odd(X.T*X*X0[0].T*X0[1], Scope(LAWS, [])), odd(X.T*X, Scope(LAWS, []))
    (True, False)
    """
    designs = [letter for letter in matrix.atoms(Letter) if scope.is_random(letter)]
    return any(_parity(matrix, letter) == 1 for letter in designs)


def _parity(matrix: Expr, letter: Letter) -> int | None:
    """0 for even, 1 for odd, None for neither."""
    if isinstance(matrix, Letter):
        return int(matrix == letter)
    if isinstance(matrix, (Transpose, Inverse, PseudoInverse)):
        return _parity(matrix.args[0], letter)
    if isinstance(matrix, Scaled):
        return _parity(matrix.args[1], letter)
    parts = [_parity(part, letter) for part in matrix.args] if isinstance(matrix, (Times, Plus)) else [0]
    if None in parts:
        return None
    if isinstance(matrix, Plus):
        return parts[0] if len(set(parts)) == 1 else None
    return sum(p for p in parts if p) % 2
