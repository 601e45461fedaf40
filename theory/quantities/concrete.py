"""Statements made concrete, so that numbers can be had: a spectrum and sequences of sizes that one can write down.

A statement about every covariance speaks of sums over its eigenvalues, one about generations of any sizes of an unknown
function ``size(i)`` with values 1, 2, .... To be tried at points it is first put in terms of finitely many numbers. A
sequence becomes ``first + more (i - 1)^2`` in two letters of its own: it falls and rises again, so that formulas which
mistake one generation for another fail there.

>>> from sympy import Function
>>> from lemmata.theory.spectra.eigensum import EigenSum, s
>>> size = Function("size", integer=True, positive=True)
>>> concrete(size(3))
first_size + 4*more_size
>>> concrete(size(1)*EigenSum(s), ((2, 1), (3, 0)))
5*first_size
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Basic, Symbol
from sympy.core.function import AppliedUndef, UndefinedFunction

from lemmata.theory.spectra.eigensum import Pairs, at_spectrum


def letters_of(sequence: UndefinedFunction) -> tuple[Symbol, Symbol]:
    """The smallest size of a sequence, and by how much the neighbouring ones are larger, where it is tried."""
    name = sequence.__name__
    first = Symbol(f"first_{name}", integer=True, positive=True)
    return first, Symbol(f"more_{name}", integer=True, nonnegative=True)


def concrete(expression: Any, spectrum: Pairs | None = None) -> Any:
    """The expression or relation with concrete sequences, and with the concrete spectrum when one is given."""
    if not isinstance(expression, Basic):
        return expression
    return _concrete(expression, None if spectrum is None else tuple(spectrum))


@lru_cache(maxsize=2048)
def _concrete(expression: Basic, spectrum: Pairs | None) -> Basic:
    """The same, once for what the steps of a proof have in common."""
    for sequence in sorted({node.func for node in expression.atoms(AppliedUndef) if _is_size(node)}, key=str):
        first, more = letters_of(sequence)
        expression = expression.replace(sequence, lambda i, a=first, b=more: a + b * (i - 1) ** 2)
    return expression if spectrum is None else at_spectrum(expression, spectrum)


def _is_size(node: AppliedUndef) -> bool:
    singled_out = any(getattr(node, f"is_{fact}") is not None for fact in ("even", "prime", "composite"))
    return len(node.args) == 1 and bool(node.is_integer and node.is_positive) and not singled_out
