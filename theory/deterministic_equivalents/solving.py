"""The system in numbers, on the branch that is analytic from letters of size zero.

With letters t X the system at t = 0 is M = A0^-1, and the wanted solution is its continuation to t = 1 (for one ridge:
from ridge = infinity). A residual of zero does not choose a branch: the isotropic resolvent has a second root. Newton's
method follows the path in t^2 with steps that are halved until its corrections are small; without ridge, one is put in
the corner of each inverse and taken to zero afterwards. No convergence is an error, never a value.

>>> from lemmata.theory.deterministic_equivalents.system import system_of
>>> from lemmata.theory.quantities.regression import LAWS, R
>>> from lemmata.theory.random_matrices import E, tr
>>> from lemmata.theory.notation import T, d, ridge
>>> from lemmata.theory.spectra.eigensum import s
>>> system = system_of(E(tr(R)), LAWS, [ridge > 0])
>>> round(solve(system, Instance({d: 2, T: 2, ridge: 1}, {d: {s: [1, 1]}})).value, 9)    # sqrt(5) - 1
1.236067977
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from sympy import Dummy, Expr, Integer, Symbol

from lemmata.numerics.until import look_up
from lemmata.theory.deterministic_equivalents.algebras import Algebra, NoSolution, Spectral, Whole, numeric
from lemmata.theory.deterministic_equivalents.dyson import CORNER
from lemmata.theory.deterministic_equivalents.system import System
from lemmata.theory.random_matrices import Trace

_SMALLEST_STEP = 1e-7
_FIRST_STEP = 1e-30
_CLOSE = 1e-13
"""Where Newton's corrections stop: a search alone, for what is left of them enters the error of a solution."""


@dataclass(frozen=True)
class Instance:
    """Numbers for symbols; for each size class with a spectrum, one list a letter (s, c2, ...)."""

    numbers: Mapping[Symbol, Any]
    spectra: Mapping[Expr, Mapping[Symbol, Sequence[Any]]] = field(default_factory=dict)


@dataclass
class Solution:
    """A value and its absolute terms, the unknowns, and the traces."""

    value: float
    absolute: float
    unknowns: dict[Symbol, float]
    traces: dict[Trace, float]
    equations: Equations
    scalars: Any
    """The traces of the Dyson equation, in its own order."""

    @cached_property
    def errors(self) -> dict[Trace, float]:
        """What rounding, and the last step of Newton's method, leave in the traces."""
        return self.equations.errors(self.scalars)

    @cached_property
    def error(self) -> float:
        """What rounding, and the last step of Newton's method, leave in the value: a bound to first order.

        Raises:
            NoSolution: where the equations are singular at the solution.
        """
        body = self.equations.system.body
        numbers = {**{k: float(v) for k, v in self.equations.instance.numbers.items()}, **self.traces}
        roundings = 1 + body.xreplace({trace: Dummy() for trace in self.traces}).count_ops()
        total = float(roundings) * np.finfo(float).eps * self.absolute
        for trace, error in self.errors.items():
            ends = (float(numeric(body, {**numbers, trace: numbers[trace] + e})) for e in (error, -error))
            total += max(abs(end - self.value) for end in ends)
        return float(total)


class Equations:
    """Block matrices of one instance, one for each class."""

    def __init__(self, system: System, instance: Instance) -> None:
        self.system, self.dyson, self.instance = system, system.dyson, instance
        self.place = {b: k for blocks in self.dyson.blocks.values() for k, b in enumerate(blocks)}
        whole = system.spectral if system.whole else set()
        self.algebra: dict[Expr, Algebra] = {
            size: Whole(self._count(size)) if size in whole else Spectral(self._count(size))
            for size in self.dyson.blocks
        }
        numbers = {k: float(v) for k, v in instance.numbers.items()}
        self.values = {size: {**numbers, **_arrays(instance.spectra.get(size, {}))} for size in self.dyson.blocks}
        self.weight = {z: float(numeric(z, self.values[z])) / a.dimension for z, a in self.algebra.items()}
        self.index = {scalar: k for k, scalar in enumerate(self.dyson.unknowns)}
        self.fixed, self.corner = self._fixed()
        self.parts = [
            (
                c.size,
                self.place[c.row],
                self.place[c.column],
                self.entry(c.factor, c.size),
                self.index[self.dyson.root[c.scalar]],
            )
            for c in self.dyson.contributions
            if c.scalar in self.dyson.root
        ]
        self.places = {size: self._places(size) for size in self.dyson.blocks}
        self.wanted = [
            (s.size, self.place[s.block], self.place[s.equation], self.entry(s.weight, s.size))
            for s in self.dyson.unknowns
        ]

    def _places(self, size: Expr) -> Any:
        """Rows, columns, factors and scalars of the parts in a class, each in an array; None where there are none."""
        parts = [part[1:] for part in self.parts if part[0] == size]
        return [np.array(each) for each in zip(*parts, strict=True)] if parts else None

    def _count(self, size: Expr) -> int:
        spectrum = self.instance.spectra.get(size)
        return len(next(iter(spectrum.values()))) if spectrum else 1

    def entry(self, expression: Expr, size: Expr) -> Any:
        """A coefficient in the algebra of its class."""
        return self.algebra[size].value(expression, self.values[size])

    def _fixed(self) -> tuple[dict[Expr, Any], dict[Expr, Any]]:
        fixed = {size: self.algebra[size].zeros(len(blocks)) for size, blocks in self.dyson.blocks.items()}
        corner = {size: np.zeros_like(array) for size, array in fixed.items()}
        for (row, column), entry in self.dyson.fixed.items():
            size = self.dyson.pencil.classes[row]
            at = self.algebra[size].entry(fixed[size], self.place[row], self.place[column])
            at += self.entry(entry.xreplace({CORNER: Integer(0)}), size)
        for block in self.dyson.pencil.bare:
            size, k = self.dyson.pencil.classes[block], self.place[block]
            self.algebra[size].entry(corner[size], k, k)[...] = self.algebra[size].one()
        return fixed, corner

    def matrices(self, x: Any, scale: float, corner: float, *, absolute: bool = False) -> dict[Expr, Any]:
        """A0 - eta(M) class by class at given traces; or the same with every term made positive."""
        sized = np.abs if absolute else np.asarray
        matrices = {size: sized(array) + corner * self.corner[size] for size, array in self.fixed.items()}
        for size, row, column, factor, k in self.parts:
            at = self.algebra[size].entry(matrices[size], row, column)
            at += sized(-scale * factor * x[k])
        return matrices

    def inverses(self, matrices: dict[Expr, Any]) -> dict[Expr, Any]:
        """M class by class."""
        try:
            return {size: np.linalg.inv(matrix) for size, matrix in matrices.items()}
        except np.linalg.LinAlgError:
            raise NoSolution("a class is singular on the way") from None

    def step(self, x: Any, scale: float, corner: float) -> tuple[Any, Any, Any, Any]:
        """Traces by the equation, their Jacobian in x, their derivative in the scale, and what they are rounded by."""
        look_up()
        M = self.inverses(self.matrices(x, scale, corner))
        rounded = self.rounded(M, x, scale, corner)
        found, sizes = np.zeros(len(x)), np.zeros(len(x))
        jacobian, along = np.zeros((len(x), len(x))), np.zeros(len(x))
        for a, (size, block, equation, weight) in enumerate(self.wanted):
            algebra, share = self.algebra[size], self.weight[size]
            found[a] = share * algebra.trace(algebra.times(weight, algebra.entry(M[size], block, equation)))
            around = algebra.times(np.abs(weight), algebra.entry(rounded[size], block, equation))
            sizes[a] = share * algebra.trace(around)
            slopes = self.slopes(M, size, block, equation, weight)
            jacobian[a] = scale * slopes
            along[a] = slopes @ x
        return found, jacobian, along, sizes

    def rounded(self, M: Mapping[Expr, Any], x: Any, scale: float, corner: float) -> dict[Expr, Any]:
        """Rounding errors of an inverse M of Q are a multiple of |M| |Q| |M|, entry by entry (Skeel)."""
        absolute = self.matrices(x, scale, corner, absolute=True)
        return {size: np.abs(M[size]) @ absolute[size] @ np.abs(M[size]) for size in M}

    def errors(self, x: Any) -> dict[Trace, float]:
        """Errors of the traces that are read off: of the unknowns (by the inverse of the slopes), and by rounding.

        The unit is four times the order of a block matrix, of elimination and of sums, in roundings.
        """
        found, jacobian, _, sizes = self.step(x, 1.0, 0.0)
        M = self.inverses(self.matrices(x, 1.0, 0.0))
        rounded = self.rounded(M, x, 1.0, 0.0)
        unit = 4 * np.finfo(float).eps * max(matrix.shape[-1] for matrix in M.values())
        scales = np.maximum(sizes, 1e-300)
        scaled = np.eye(len(x)) - jacobian * scales[None, :] / scales[:, None]
        try:
            moved = scales * (np.abs(np.linalg.inv(scaled)) @ (np.abs(found - x) / scales + unit))
        except np.linalg.LinAlgError:
            raise NoSolution("the equations are singular at the solution") from None
        errors = {}
        for trace in self.system.outputs:
            errors[trace] = 0.0
            for size, block, equation, weight in self.read_off(trace):
                algebra = self.algebra[size]
                around = algebra.times(np.abs(weight), algebra.entry(rounded[size], block, equation))
                errors[trace] += unit * self.weight[size] * algebra.trace(around)
                errors[trace] += np.abs(self.slopes(M, size, block, equation, weight)) @ moved
        return errors

    def slopes(self, M: Mapping[Expr, Any], size: Expr, block: int, equation: int, weight: Any) -> Any:
        """The derivatives in the unknowns of the trace of weight * M[block, equation]."""
        found = np.zeros(len(self.wanted))
        if self.places[size] is not None:
            *places, scalars = self.places[size]
            np.add.at(found, scalars, self.algebra[size].insertions(M[size], (block, equation), weight, places))
        return self.weight[size] * found

    def newton(self, x: Any, scale: float, corner: float) -> Any:
        """The root near x, or None where the corrections do not fall to a quarter from step to step."""
        before = np.inf
        for _ in range(12):
            found, jacobian, _, sizes = self.step(x, scale, corner)
            scales = np.maximum(np.maximum(sizes, np.abs(x)), 1e-300)
            with np.errstate(over="ignore"):  # what is infinite does not converge
                scaled = np.eye(len(x)) - jacobian * scales[None, :] / scales[:, None]
            try:
                change = np.linalg.solve(scaled, (found - x) / scales)
            except np.linalg.LinAlgError:
                return None
            size = np.abs(change).max(initial=0.0)
            if not np.isfinite(size) or size > max(before / 4, _CLOSE):
                return x if before < 1e-10 else None
            x = x + change * scales
            if size < _CLOSE:
                return x
            before = size
        return None

    def followed(self) -> Any:
        """The traces at t = 1, along the path."""
        corner = 1.0 if self.dyson.pencil.bare else 0.0
        x, _, _, _ = self.step(np.zeros(len(self.wanted)), 0.0, corner)
        scale, step = 0.0, 1 / 16
        while scale < 1:
            step = min(step, 1 - scale)
            _, jacobian, along, _ = self.step(x, scale, corner)
            tangent = np.linalg.solve(np.eye(len(x)) - jacobian, along)
            ahead = self.newton(x + step * tangent, scale + step, corner)
            if ahead is None:
                step /= 2 if scale else 16
                if step < _SMALLEST_STEP * scale or step < _FIRST_STEP:
                    raise NoSolution(f"the continuation stopped at t^2 = {scale:.6g}")
                continue
            x, scale, step = ahead, scale + step, 2 * step
        return self._without_corner(x) if corner else x

    def _without_corner(self, x: Any) -> Any:
        corner, ratio = 1.0, 0.5
        while corner > 1e-14:
            ahead = self.newton(x, 1.0, corner * ratio)
            if ahead is None:
                ratio = ratio**0.5
                if ratio > 1 - 1e-6:
                    raise NoSolution(f"the continuation stopped at a ridge of {corner:.3g}")
                continue
            x, corner, ratio = ahead, corner * ratio, max(ratio**1.5, 1e-3)
        final = self.newton(x, 1.0, 0.0)
        if final is None:
            raise NoSolution("no solution without ridge")
        return final

    def read_off(self, trace: Trace) -> list[tuple[Expr, int, int, Any]]:
        """What is added up to a trace: class, block, equation and weight."""
        source, value = self.system.outputs[trace]
        size = self.dyson.pencil.classes[source]
        return [(size, self.place[t.block], self.place[source], self.entry(t.left, size)) for t in value]

    def trace(self, M: Mapping[Expr, Any], trace: Trace) -> tuple[float, float]:
        """The sum over a class of what is read off, and that of absolute values."""
        total, sizes = 0.0, 0.0
        for size, block, equation, weight in self.read_off(trace):
            algebra = self.algebra[size]
            one = algebra.times(weight, algebra.entry(M[size], block, equation))
            total += self.weight[size] * algebra.trace(one)
            sizes += self.weight[size] * algebra.trace(np.abs(one))
        return total, sizes


def _arrays(lists: Mapping[Symbol, Sequence[Any]]) -> dict[Symbol, Any]:
    return {letter: np.asarray(values, float) for letter, values in lists.items()}


def solve(system: System, instance: Instance) -> Solution:
    """The solution at an instance.

    Raises:
        NoSolution: where the continuation does not arrive, or the value is zero at leading order.
    """
    equations = Equations(system, instance)
    x = equations.followed()
    M = equations.inverses(equations.matrices(x, 1.0, 0.0))
    traces, sizes = {}, {}
    for trace in system.outputs:
        traces[trace], sizes[trace] = equations.trace(M, trace)
    numbers = {**{k: float(v) for k, v in instance.numbers.items()}, **traces}
    value = float(numeric(system.body, numbers))
    whole = float(numeric(system.body, {**numbers, **sizes}, absolute=True))
    unknowns = {symbol: float(x[equations.index[scalar]]) for scalar, symbol in system.symbols.items()}
    for scalar, symbol in system.symbols.items():
        if scalar.size not in system.spectral:
            unknowns[symbol] /= float(numeric(scalar.size, equations.values[scalar.size]))
    found = Solution(value, whole, unknowns, traces, equations, x)
    if abs(value) <= found.error:
        raise NoSolution("zero at leading order: nothing is claimed")
    return found
