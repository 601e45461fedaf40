"""Terms as JSON that any program can read: prefix trees of exact numbers, symbols and heads.

A number is a string (``"3/2"``), a symbol ``["s", key]`` with its assumptions in a table of the certificate, a sum
``["+", ...]``, a product ``["*", ...]``, a power ``["^", base, exponent]``, a relation ``["<=", left, right]``;
everything else is its head with its arguments, ``["EigenSum", summand]``. Arguments of sums and products are sorted by
what is written, so that the same term is written in the same way in every run.

>>> from lemmata.theory.notation import T, d
>>> table = Symbols()
>>> written(d/(T - d), table)
['*', ['^', ['+', ['*', '-1', ['s', 'd']], ['s', 'T']], '-1'], ['s', 'd']]
>>> table.to_json()["d"]
['integer', 'positive']
"""

from __future__ import annotations

import json
from typing import Any

from sympy import Add, Basic, Dummy, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.core.symbol import Str

Json = Any

_KEPT = ("complex", "extended_real", "finite", "hermitian", "infinite", "commutative")
"""Assumptions that follow from others, or that all symbols here have."""


class Symbols:
    """The symbols of a certificate, each under a key of its own: two of one name are told apart."""

    def __init__(self) -> None:
        self._keys: dict[Symbol, str] = {}

    def key(self, symbol: Symbol) -> str:
        """The key of a symbol: its name, with a number where another one has it already."""
        found = self._keys.get(symbol)
        if found is None:
            count = sum(1 for other in self._keys if other.name == symbol.name)
            found = self._keys[symbol] = f"{symbol.name}#{count + 1}" if count else str(symbol.name)
        return found

    def to_json(self) -> dict[str, list[str]]:
        """Key to the assumptions that the symbol was made with."""
        return {key: _assumptions(symbol) for symbol, key in self._keys.items()}


def written(term: Any, symbols: Symbols) -> Json:
    """A term as a prefix tree."""
    if isinstance(term, Rational):
        return str(term)
    if isinstance(term, Symbol):
        return ["s", symbols.key(term)]
    if isinstance(term, Str):
        return ["'", str(term.name)]
    if not isinstance(term, Basic):
        return ["'", str(term)]
    parts = [written(part, symbols) for part in term.args]
    if isinstance(term, (Add, Mul)):
        return ["+" if isinstance(term, Add) else "*", *sorted(parts, key=json.dumps)]
    if isinstance(term, Pow):
        return ["^", *parts]
    if isinstance(term, Relational):
        return [str(term.rel_op), *parts]
    return [f"fn:{term.func}" if isinstance(term, AppliedUndef) else type(term).__name__, *parts]


def _assumptions(symbol: Symbol) -> list[str]:
    made = symbol._assumptions_orig if hasattr(symbol, "_assumptions_orig") else symbol._assumptions
    said = [name if value else f"not {name}" for name, value in made.items() if value is not None]
    return sorted((["dummy"] if isinstance(symbol, Dummy) else []) + [name for name in said if name not in _KEPT])
