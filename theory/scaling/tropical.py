r"""Tropical expressions: the exponent of a positive quantity as a piecewise-affine function.

For positive quantities the exponent of a sum is the maximum of the exponents (``max <= sum <= m max``), that of a
product or quotient the sum or difference, that of a power a multiple. So a formula without subtraction becomes a
tree of forms, sums, multiples, maxima and minima. There is no node for the exponent of a difference, because none
exists: ``T - T`` has the exponent of nothing.

>>> ell, beta = Form.name("ell"), Form.number(2)
>>> risk = largest(-2 * ell, ell / beta - 1)
>>> risk, risk.at({"ell": Fraction(2, 5)})
(max(-2*ell, ell/2 - 1), Fraction(-4, 5))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.forms import Form

Kind = Literal["form", "sum", "times", "max", "min"]


@dataclass(frozen=True)
class Tropical:
    """A node: a form; a sum, maximum or minimum of ``parts``; or ``form`` (of one sign) times one part."""

    kind: Kind
    parts: tuple[Tropical, ...] = ()
    form: Form | None = None

    def __add__(self, other: Tropical | Form | int | Fraction) -> Tropical:
        other = tropical(other)
        if self.kind == other.kind == "form":
            assert self.form is not None
            assert other.form is not None
            return tropical(self.form + other.form)
        return Tropical("sum", (self, other))

    __radd__ = __add__

    def __neg__(self) -> Tropical:
        return self * -1

    def __sub__(self, other: Tropical | Form | int | Fraction) -> Tropical:
        return self + (-tropical(other))

    def __rsub__(self, other: Form | int | Fraction) -> Tropical:
        return tropical(other) - self

    def __mul__(self, factor: Form | int | Fraction) -> Tropical:
        factor = factor if isinstance(factor, Form) else Form.number(factor)
        if self.kind == "form":
            assert self.form is not None
            return tropical(self.form * factor)
        return Tropical("times", (self,), factor)

    __rmul__ = __mul__

    def at(self, point: Mapping[str, Fraction]) -> Fraction:
        """The exponent at a point."""
        found: Fraction = self._fold(lambda form: form.at(point), lambda one, other: one - other)
        return found

    def on(self, cases: Cases, done: dict[int, Form] | None = None) -> Form:
        """The exponent as a form on the region of ``cases``, which splits where it must.

        ``done`` keeps the parts that are decided, for a second try on a smaller region.
        """
        found: Form = self._fold(lambda form: form, lambda one, other: cases.sign(one - other), done)
        return found

    def put(self, name: str, value: Form) -> Tropical:
        """With ``value`` in the place of ``name``."""
        form = self.form.put(name, value) if self.form is not None else None
        return Tropical(self.kind, tuple(part.put(name, value) for part in self.parts), form)

    def _fold(
        self, leaf: Callable[[Form], Any], compare: Callable[[Any, Any], Any], done: dict[int, Any] | None = None
    ) -> Any:
        """Evaluate bottom up, shared parts once; ``compare(a, b)`` is positive, negative or 0 as ``a`` is to ``b``."""
        done = {} if done is None else done
        if id(self) not in done:
            done[id(self)] = self._value(leaf, compare, [part._fold(leaf, compare, done) for part in self.parts])
        return done[id(self)]

    def _value(self, leaf: Callable[[Form], Any], compare: Callable[[Any, Any], Any], values: list[Any]) -> Any:
        if self.kind == "form":
            assert self.form is not None
            return leaf(self.form)
        if self.kind == "times":
            assert self.form is not None
            return leaf(self.form) * values[0]
        if self.kind == "sum":
            return values[0] + values[1]
        best = values[0]
        for value in values[1:]:
            order = compare(value, best)
            if (order > 0) if self.kind == "max" else (order < 0):
                best = value
        return best

    def to_json(self) -> list[list[Any]]:
        """Nodes in order of evaluation, parts by position, the last one is the whole: ``["max", 0, 2]``."""
        nodes: list[list[Any]] = []
        positions: dict[Tropical, int] = {}

        def visit(node: Tropical) -> int:
            if node not in positions:
                parts = [visit(part) for part in node.parts]
                nodes.append([node.kind, *([] if node.form is None else [node.form.to_json()]), *parts])
                positions[node] = len(nodes) - 1
            return positions[node]

        visit(self)
        return nodes

    def __repr__(self) -> str:
        inside = ", ".join(map(repr, self.parts))
        if self.kind == "form":
            return repr(self.form)
        if self.kind == "sum":
            return " + ".join(map(repr, self.parts))
        return f"({self.form})*({inside})" if self.kind == "times" else f"{self.kind}({inside})"


def tropical(value: Tropical | Form | int | Fraction) -> Tropical:
    """A form or number as an expression."""
    if isinstance(value, Tropical):
        return value
    return Tropical("form", (), value if isinstance(value, Form) else Form.number(value))


def largest(*parts: Tropical | Form | int) -> Tropical:
    """The maximum: the exponent of a sum of positive quantities."""
    return Tropical("max", tuple(map(tropical, parts))) if len(parts) > 1 else tropical(parts[0])


def least(*parts: Tropical | Form | int) -> Tropical:
    """The minimum: the exponent of a parallel sum 1/(1/a + 1/b)."""
    return Tropical("min", tuple(map(tropical, parts))) if len(parts) > 1 else tropical(parts[0])
