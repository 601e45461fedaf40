"""What is of lower order than it looks: nothing is claimed there.

The principle bounds the error of a value by C/T times its absolute terms. Two things are refused for it: a trace whose
equivalent is zero though it is not zero by symmetry (tr(G G) for a square design G, tr(X Y' X Y')), since it may stand
beside a factor that makes its lower order count; and terms that cancel, so that the absolute terms outgrow the value as
an instance is repeated at larger scales.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import Expr

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

_SCALE = 6
_GROWS = 2.5


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
