"""A generic instance of a system: sizes that its assumptions allow, no two parameters equal, a spread spectrum."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

import numpy as np
from sympy import Basic, Symbol

from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.solving import Instance, Solution, solve
from lemmata.theory.deterministic_equivalents.system import System
from lemmata.theory.deterministic_equivalents.whole_matrices import generic_matrices

_TRIES = 400
_MARGIN = 1.2
_LADDER = (5, 7, 9, 12, 15, 19, 24, 30, 38)


def generic_instance(system: System) -> Instance:
    """An instance at which inequalities between sizes and parameters hold.

    Raises:
        NoSolution: when none is found.
    """
    draw = Random(0)
    scope = system.dyson.pencil.scope
    conditions = [c for c in (*scope.where, *scope.conditions) if c.is_Relational]
    sizes = {x for size in system.dyson.blocks for x in size.free_symbols}
    coefficients = [*system.dyson.fixed.values(), *(c.factor for c in system.dyson.contributions), system.body]
    coefficients += [scalar.weight for scalar in system.dyson.root]
    letters = {x for e in coefficients for x in e.free_symbols if not str(x).startswith("_")}
    sizes |= {x for x in letters - scope.eigenvalues if x.is_integer}  # a size that only scales, as in X'X/T
    parameters = [x for x in sorted(letters - sizes - scope.eigenvalues, key=str) if x.name != "corner"]
    for attempt in range(10 * _TRIES):  # many sizes in a given order are found on a ladder, whose steps are the margin
        drawn = draw.sample(_LADDER, len(sizes)) if _TRIES <= attempt and len(sizes) <= len(_LADDER) else None
        ordered = sorted(sizes, key=str)
        numbers: dict[Symbol, Any] = dict(zip(ordered, drawn or [draw.randrange(5, 40) for _ in ordered], strict=True))
        numbers |= {parameter: draw.uniform(0.2, 0.8) for parameter in parameters}
        if len(set(numbers.values())) == len(numbers) and all(_holds(c, numbers) for c in conditions):
            return Instance(numbers, _spectra(system, numbers, draw))
    raise NoSolution("no sizes are found that satisfy the assumptions")


def _holds(condition: Basic, numbers: dict[Symbol, Any]) -> bool:
    """Whether an inequality holds, by a margin between sizes; what speaks of other letters is left aside."""
    if not condition.free_symbols <= set(numbers) or condition.rel_op in ("==", "!="):
        return True
    sides = [side.xreplace(numbers) for side in (condition.gts, condition.lts)]
    if any(x.is_integer for x in condition.free_symbols) and sides[1] > 0 and sides[0] < _MARGIN * sides[1]:
        return False
    return bool(condition.xreplace(numbers))


def _spectra(system: System, numbers: dict[Symbol, Any], draw: Random) -> dict[Any, dict[Symbol, Any]]:
    letters = sorted(system.dyson.pencil.scope.eigenvalues, key=str)
    found: dict[Any, dict[Symbol, Any]] = {}
    for size in system.spectral:
        count = int(size.xreplace(numbers)) if size.free_symbols else int(size)
        if system.whole:
            found[size] = generic_matrices(letters, draw)
            continue
        found[size] = {x: [draw.uniform(0.3, 2.0) for _ in range(count)] for x in letters}
    return found


@lru_cache(maxsize=4)
def solved_generically(system: System) -> tuple[Instance, Solution]:
    """A generic instance and its solution, found once.

    Raises:
        NoSolution: when none is found.
    """
    instance = generic_instance(system)
    return instance, solve(system, instance)


def generic_solution(system: System) -> tuple[dict[Symbol, Any], float]:
    """Parameters, unknowns, and eigenvalues (as arrays) at the solution of a generic instance; and the value."""
    instance, found = solved_generically(system)
    arrays = {x: np.asarray(v) for spectrum in instance.spectra.values() for x, v in spectrum.items()}
    return {**dict(instance.numbers), **found.unknowns, **arrays}, found.value
