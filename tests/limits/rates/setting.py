"""A drawn setting: the shape of a spectrum, sizes in proportion, and numbers; at each rung it gives a point.

The shape says how many directions in a unit have which eigenvalue, and which share of ||w0||^2; at ``units`` times the
size every count is multiplied, so that ratios of sizes, and with them kappa and df1/T, stay what they are.

>>> shape = Shape(((Fraction(1), 1, Fraction(1)), (Fraction(1, 4), 2, Fraction(0))))
>>> shape.directions, shape.pairs(1, Fraction(1))
(3, ((Fraction(1, 1), Fraction(1, 1)), (Fraction(1, 4), Fraction(0, 1)), (Fraction(1, 4), Fraction(0, 1))))

What equations of the assumptions determine (kappa by df1 = T, ridge by kappa) is solved for; of what they leave open
kappas are drawn first, which keeps ridges positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any

from sympy import Basic, Eq, Expr, Float, Integer, Symbol

from lemmata.theory.notation import signal
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.resolvents import a, b
from lemmata.theory.spectra.eigensum import EigenSum, at_spectrum, c2, s
from lemmata.theory.values.exact_value import as_rational

Level = tuple[Fraction, int, Fraction]
"""An eigenvalue, its directions in a unit, its share of ||w0||^2."""
FUNCTIONS: tuple[Expr, ...] = (Integer(1), s, s**2)
"""What the letters A and B of a template are, as functions of an eigenvalue."""


class Unsuitable(ValueError):
    """A setting at which the statement says nothing, or nothing can be seen; the message says why."""


class Unsettled(ValueError):
    """A setting at which too little can be seen; the message says why."""


@dataclass(frozen=True)
class Shape:
    """Levels of a spectrum."""

    levels: tuple[Level, ...]

    @property
    def directions(self) -> int:
        """In a unit."""
        return sum(count for _, count, _ in self.levels)

    def pairs(self, units: int, total: Fraction) -> tuple[tuple[Fraction, Fraction], ...]:
        """Eigenvalues and squared weights, one after the other."""
        return tuple(
            (value, total * share / (count * units))
            for value, count, share in self.levels
            for _ in range(count * units)
        )

    def summed(self, summand: Expr, units: int, total: Fraction) -> Expr:
        """The sum over all directions."""
        terms = (
            count * units * summand.xreplace({s: as_rational(value), c2: as_rational(total * share / (count * units))})
            for value, count, share in self.levels
        )
        return sum(terms, Integer(0))

    def __str__(self) -> str:
        return ", ".join(f"{value} x{count} ({share} of the signal)" for value, count, share in self.levels)


@dataclass(frozen=True)
class Setting:
    """What is drawn.

    Attributes:
        shape: of the spectrum.
        sizes: how many rows in a unit each size has.
        numbers: all others, among them ``signal`` (by name, 1 usually).
        functions: which of :data:`FUNCTIONS` A and B are.
    """

    shape: Shape
    sizes: Mapping[Symbol, int]
    numbers: Mapping[Symbol, Fraction]
    functions: tuple[int, int] = (0, 0)

    def as_texts(self) -> dict[str, Any]:
        """For whoever reads a counterexample."""
        return {
            "spectrum": str(self.shape),
            "sizes": {str(symbol): str(size) for symbol, size in self.sizes.items()},
            "numbers": {str(symbol): str(value) for symbol, value in self.numbers.items()},
        }

    def template(self) -> dict[Basic, Basic]:
        """The eigenvalues a and b of the letters of a template."""
        return {a: FUNCTIONS[self.functions[0]], b: FUNCTIONS[self.functions[1]]}


def value(expression: Any, shape: Shape, units: int, numbers: Mapping[Symbol, Fraction]) -> float:
    """An expression without expectations, in doubles; numbers must hold all its symbols, signal among them.

    Raises:
        Unsuitable: where it has no real value.
    """
    total = numbers[signal]
    exact = {symbol: as_rational(number) for symbol, number in numbers.items()}
    pairs = None
    known: dict[Basic, Expr] = {}
    for node in expression.atoms(Quantity):
        pairs = pairs or [(as_rational(v), as_rational(w)) for v, w in shape.pairs(units, total)]
        found = at_spectrum(node.xreplace(exact), pairs).value_at(numbers)
        if found is None:
            raise Unsuitable(f"{node} has no value")
        known[node] = Float(float(found if isinstance(found, Fraction) else found.mid), 17)
    expression = expression.xreplace(known)
    floats = {symbol: Float(float(number), 17) for symbol, number in numbers.items()}
    sums = {node: shape.summed(node.summand.xreplace(floats), units, total) for node in expression.atoms(EigenSum)}
    try:
        found_value = float(expression.xreplace(sums).xreplace(floats))
    except TypeError:
        raise Unsuitable(f"{expression} has no value") from None
    if not isfinite(found_value):
        raise Unsuitable("a side is not finite")
    return found_value


def completed(
    equations: Iterable[Eq], wanted: Iterable[Symbol], setting: Setting, units: int
) -> dict[Symbol, Fraction]:
    """All symbols at a number of units: what is drawn, and what the equations determine.

    Raises:
        Unsuitable: where an equation has no solution.
    """
    known = {symbol: Fraction(size * units) for symbol, size in setting.sizes.items()}
    open_, waiting, spare = set(wanted), list(equations), dict(setting.numbers)
    known[signal] = spare.pop(signal, Fraction(1))
    templates = setting.template()
    waiting = [
        equation.func(*(side.xreplace(templates) for side in equation.args), evaluate=False) for equation in waiting
    ]
    determined = {symbol for equation in waiting for symbol in equation.free_symbols}
    known |= {symbol: spare.pop(symbol) for symbol in list(spare) if symbol not in determined}
    while True:
        ready = next((e for e in waiting if len(e.free_symbols - known.keys()) <= 1), None)
        if ready is not None:
            waiting.remove(ready)
            _agrees(ready, setting.shape, units, known)
            for symbol in ready.free_symbols - known.keys():
                known[symbol] = _solved(ready, symbol, setting.shape, units, known)
            continue
        missing = (open_ | {s for e in waiting for s in e.free_symbols}) - known.keys()
        if not missing:
            return known
        chosen = min(missing, key=lambda symbol: (not symbol.name.startswith("kappa"), symbol.name))
        if chosen not in spare:
            raise Unsuitable(f"{chosen} is not drawn")
        known[chosen] = spare[chosen]


def _agrees(equation: Eq, shape: Shape, units: int, known: Mapping[Symbol, Fraction]) -> None:
    if equation.free_symbols <= known.keys():
        sides = [value(side, shape, units, known) for side in equation.args]
        if abs(sides[0] - sides[1]) > 1e-9 * max(map(abs, sides)):
            raise Unsuitable(f"{equation} does not hold")


def _solved(equation: Eq, symbol: Symbol, shape: Shape, units: int, known: Mapping[Symbol, Fraction]) -> Fraction:
    """The value that the equation gives, by evaluation or as the root of a monotone function on the positive reals."""
    for side, other in (equation.args, equation.args[::-1]):
        if side == symbol and symbol not in other.free_symbols:
            return Fraction(value(other, shape, units, known))
    from scipy.optimize import brentq

    difference = equation.lhs - equation.rhs

    def at(log: float) -> float:
        return value(difference, shape, units, {**known, symbol: Fraction(float(10.0**log))})

    if at(-9.0) * at(9.0) > 0:
        raise Unsuitable(f"{equation} has no solution for {symbol}")
    return Fraction(float(10.0 ** brentq(at, -9.0, 9.0, xtol=1e-14)))
