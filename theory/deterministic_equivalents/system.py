"""The system of scalar equations, exact: every class is inverted over Q(parameters, unknowns, eigenvalue).

    g = EigenSum(f(s, unknowns))      in a class with a spectrum,        h = f(unknowns)      in any other.

>>> from lemmata.theory.quantities.regression import LAWS, R
>>> from lemmata.theory.random_matrices import E, tr
>>> from lemmata.theory.notation import ridge
>>> system = system_of(E(tr(R)), LAWS, [ridge > 0])
>>> for unknown, equals in system.equations.items():
...     print(unknown, "=", equals)
g0 = -1/(g1 + 1)
g1 = EigenSum(s/(T*(-g0*s + ridge)))
>>> system.value
EigenSum(1/(-g0*s + ridge))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Expr, Integer, Symbol

from lemmata.numerics.until import look_up
from lemmata.theory.deterministic_equivalents.dyson import CORNER, Dyson, Scalar
from lemmata.theory.deterministic_equivalents.opening import opened
from lemmata.theory.deterministic_equivalents.pencil import Pencil, Value
from lemmata.theory.deterministic_equivalents.quotients import Quotients
from lemmata.theory.deterministic_equivalents.scope import NoEigenbasis, Scope
from lemmata.theory.deterministic_equivalents.words import Words, trace_of
from lemmata.theory.random_matrices import Letter, Trace
from lemmata.theory.spectra.eigensum import EigenSum


@dataclass(eq=False)
class System:
    """Unknowns with their equations, and the value.

    Attributes:
        quantity: what was asked for.
        equations: unknown to what it equals.
        value: the equivalent, in unknowns.
        conditions: what had to be assumed of sizes and ridges.
        dyson: the pencil and its scalars, for numbers.
        outputs: each trace of the opened quantity to its source block and value.
        body: the opened quantity.
    """

    quantity: Expr
    equations: dict[Symbol, Expr]
    value: Expr
    conditions: tuple[Basic, ...]
    dyson: Dyson
    outputs: dict[Trace, tuple[int, Value]]
    body: Expr
    symbols: dict[Scalar, Symbol]
    spectral: set[Expr]
    whole: bool = False
    """Whether deterministic matrices are kept whole, having no common eigenbasis."""
    summands: dict[Symbol, Expr] = field(default_factory=dict)
    """What unknowns are the traces of, in letters."""


def system_of(
    quantity: Expr,
    laws: Iterable[Any],
    where: Iterable[Basic] = (),
    commuting: Iterable[Letter] = (),
    usual: Mapping[Any, Any] | None = None,
) -> System:
    """The system of a quantity; ``usual`` holds sizes by which a comparison is decided that ``where`` leaves open.

    Raises:
        OutOfScope: naming what is in the way.
    """
    laws = tuple(laws)
    try:
        return _system(quantity, Scope(laws, where, commuting, usual))
    except NoEigenbasis:
        return _system(quantity, Scope(laws, where, commuting, usual, whole=True))


def _system(quantity: Expr, scope: Scope) -> System:
    body = opened(quantity, scope.laws)
    pencil = Pencil(scope)
    outputs = {}
    for trace in sorted(body.atoms(Trace), key=str):
        scope.few_strangers(trace.args[0])
        outputs[trace] = pencil.output(trace.args[0])
    dyson = Dyson(pencil)
    return _Inversion(quantity, body, dyson, outputs).system()


class _Inversion:
    """The exact inverses, class by class and column by column."""

    def __init__(self, quantity: Expr, body: Expr, dyson: Dyson, outputs: dict[Trace, tuple[int, Value]]) -> None:
        self.quantity, self.body, self.dyson, self.outputs = quantity, body, dyson, outputs
        self.symbols = {s: Symbol(f"g{k}", real=True) for k, s in enumerate(dyson.unknowns)}
        self.spectral = {size for size in dyson.blocks if self._has_spectrum(size)}
        letters: set[Symbol] = set().union(*(e.free_symbols for e in self._coefficients()))
        generators = sorted(letters - {CORNER}, key=str)
        whole = dyson.pencil.scope.whole
        self.field: Any = Words() if whole else Quotients([*generators, *self.symbols.values()])
        self.sum_over = self._whole_trace if whole else self._eigen_sum
        self.columns: dict[int, dict[int, Any]] = {}

    def _coefficients(self) -> list[Expr]:
        dyson = self.dyson
        found = [*dyson.fixed.values(), *(c.factor for c in dyson.contributions), *dyson.blocks]
        found += [scalar.weight for scalar in dyson.root]
        return found + [term.left for _, value in self.outputs.values() for term in value]

    def _has_spectrum(self, size: Expr) -> bool:
        """Whether a letter that has a value for each eigenvalue occurs in the class."""
        place = set(self.dyson.blocks[size])
        entries = [e for (row, _), e in self.dyson.fixed.items() if row in place]
        entries += [c.factor for c in self.dyson.contributions if c.size == size]
        entries += [c.scalar.weight for c in self.dyson.contributions if c.scalar.size == size]
        entries += [term.left for source, value in self.outputs.values() if source in place for term in value]
        bound = self.dyson.pencil.scope.eigenvalues
        return any(entry.free_symbols & bound for entry in entries)

    def number(self, expression: Expr) -> Any:
        """A coefficient as an element of the field."""
        return self.field.read(expression.xreplace({CORNER: Integer(0)}))

    def column(self, equation: int) -> dict[int, Any]:
        """M[., equation], by elimination along the strongly connected parts."""
        if equation not in self.columns:
            size = self.dyson.pencil.classes[equation]
            self.columns[equation] = solved(self._rows(size), equation, self.field.one)
        return self.columns[equation]

    def _rows(self, size: Expr) -> dict[int, dict[int, Any]]:
        rows: dict[int, dict[int, Any]] = {block: {} for block in self.dyson.blocks[size]}
        for (row, column), entry in self.dyson.fixed.items():
            if row in rows and column in rows:
                rows[row][column] = rows[row].get(column, self.field.zero) + self.number(entry)
        for part in self.dyson.contributions:
            if part.size == size and part.scalar in self.dyson.root:
                change = self.number(part.factor * self.times_size(part.scalar))
                rows[part.row][part.column] = rows[part.row].get(part.column, self.field.zero) - change
        return {row: {c: e for c, e in entries.items() if e} for row, entries in rows.items()}

    def times_size(self, scalar: Scalar) -> Expr:
        """The trace that a scalar stands for."""
        unknown = self.symbols[self.dyson.root[scalar]]
        return unknown if scalar.size in self.spectral else scalar.size * unknown

    def system(self) -> System:
        equations, summands = {}, {}
        for scalar, symbol in self.symbols.items():
            entry = self.column(scalar.equation).get(scalar.block, self.field.zero) * self.number(scalar.weight)
            summand = summands[symbol] = entry.expression()
            equations[symbol] = self.sum_over(summand, scalar.size) if scalar.size in self.spectral else summand
        traces = {trace: self.trace(*output) for trace, output in self.outputs.items()}
        value = self.body.xreplace(traces)
        constants = {u: e for u, e in equations.items() if e.is_number}
        equations = {u: _put(e, constants) for u, e in equations.items() if u not in constants}
        value = _put(value, constants)
        equations = needed(equations, [value])
        conditions = tuple(self.dyson.pencil.scope.conditions)
        return System(
            self.quantity,
            equations,
            value,
            conditions,
            self.dyson,
            self.outputs,
            self.body,
            self.symbols,
            self.spectral,
            self.dyson.pencil.scope.whole,
            summands,
        )

    def trace(self, source: int, value: Value) -> Expr:
        """The sum over the class of what is read off."""
        size = self.dyson.pencil.classes[source]
        column = self.column(source)
        parts = [self.number(term.left) * column.get(term.block, self.field.zero) for term in value]
        summand = sum(parts, self.field.zero).expression()
        return self.sum_over(summand, size) if size in self.spectral else size * summand

    def _eigen_sum(self, summand: Expr, size: Expr) -> Expr:
        return EigenSum(summand) if summand.free_symbols & self.dyson.pencil.scope.eigenvalues else size * summand

    def _whole_trace(self, summand: Expr, size: Expr) -> Expr:
        return trace_of(summand, size, self.dyson.pencil.scope.letters)


def needed(equations: Mapping[Symbol, Expr], used: Iterable[Expr]) -> dict[Symbol, Expr]:
    """The equations of the unknowns that expressions lead to.

    >>> from sympy import symbols
    >>> a, b, c = symbols("a b c")
    >>> needed({a: b, b: a, c: a}, [2*a])
    {a: b, b: a}
    """
    met: set[Symbol] = set()
    waiting = list(used)
    while waiting:
        new = {x for x in waiting.pop().free_symbols if x in equations} - met
        met |= new
        waiting += [equations[x] for x in new]
    return {unknown: equals for unknown, equals in equations.items() if unknown in met}


def _put(expression: Expr, values: dict[Symbol, Expr]) -> Expr:
    """Constants in place of unknowns, under sums too."""
    if not values:
        return expression
    look_up()
    opened = {node: EigenSum(node.summand.xreplace(values)) for node in expression.atoms(EigenSum)}
    return expression.xreplace(opened).xreplace(values)


def solved(rows: dict[int, dict[int, Any]], at: int, one: Any) -> dict[int, Any]:
    """x with ``rows x = e_at``: sparse elimination, the row with fewest entries first.

    Raises:
        ZeroDivisionError: for a singular matrix.
    """
    left = {row: (dict(entries), one if row == at else one * 0) for row, entries in rows.items()}
    pivots: list[tuple[int, dict[int, Any], Any]] = []
    while left:
        look_up()
        row = min(left, key=lambda r: (len(left[r][0]) or 10**9, r))
        entries, right = left.pop(row)
        if not entries:
            raise ZeroDivisionError("a class is singular")
        column = min(entries, key=lambda c: (sum(c in other for other, _ in left.values()), c != row, c))
        pivots.append((column, entries, right))
        for other, (theirs, value) in list(left.items()):
            if column in theirs:
                factor = theirs.pop(column) * (one / entries[column])
                for c, e in entries.items():
                    if c != column:
                        changed = theirs.get(c, one * 0) - factor * e
                        if changed:
                            theirs[c] = changed
                        else:
                            theirs.pop(c, None)
                left[other] = theirs, value - factor * right
    found: dict[int, Any] = {}
    for column, entries, right in reversed(pivots):
        rest = right
        for c, e in entries.items():
            if c != column:
                rest = rest - e * found[c]
        found[column] = one / entries[column] * rest
    return found
