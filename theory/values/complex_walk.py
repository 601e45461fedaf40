"""An expression on a complex box, for the integrator: analytic there, or no number.

A real function is continued from the real line. With ``analytic`` the box must not touch a branch cut; without it, an
argument outside the real domain (the logarithm of a negative number) makes the value no number, so that nothing that is
undefined on the real line gets an integral.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import prod
from typing import Any

import sympy
from flint import acb, arb, ctx
from sympy import Expr, Symbol

from lemmata.theory.values.finite_enclosure import FiniteWalk, NoEnclosure
from lemmata.theory.values.work import WORK

_NOT_A_NUMBER = acb(arb.nan())


class ComplexWalk:
    """One evaluation on one box."""

    def __init__(self, at: Mapping[Symbol, acb], analytic: bool) -> None:
        self.at, self.analytic = at, analytic
        self.real = FiniteWalk({}, ctx.prec)

    def value(self, expr: Any) -> acb:
        """The value; not finite where it is undecided, or the function is not analytic."""
        WORK.nodes += 1
        if expr in self.at:
            return self.at[expr]
        if not expr.free_symbols & self.at.keys():
            return acb(self.real.value(expr))
        if isinstance(expr, sympy.Pow):
            return self.power(expr)
        parts = [self.value(part) for part in expr.args]
        known = _ENTIRE.get(expr.func)
        if known is not None:
            entire: acb = known(parts)
            return entire
        if expr.func is sympy.log:
            return self.inside(parts[0], parts[0].log(analytic=self.analytic))
        if expr.func is sympy.Abs:
            return parts[0].real_abs(analytic=self.analytic)
        if expr.func in (sympy.Max, sympy.Min):
            choose = acb.real_max if expr.func is sympy.Max else acb.real_min
            return reduce(lambda x, y: choose(x, y, analytic=self.analytic), parts[1:], parts[0])
        raise NoEnclosure(f"{expr.func.__name__} under an integral")

    def power(self, expr: Expr) -> acb:
        """An integer power is analytic everywhere but at its poles; others need a positive base."""
        base = self.value(expr.base)
        if expr.exp.is_Integer:
            return base ** int(expr.exp)
        exponent = self.value(expr.exp)
        if expr.base is sympy.E:
            return exponent.exp()
        return self.inside(base, base.pow(exponent, analytic=self.analytic))

    def inside(self, argument: acb, value: acb) -> acb:
        """The value, unless the argument is a negative real number."""
        return _NOT_A_NUMBER if argument.imag == 0 and argument.real < 0 else value


_ENTIRE: Mapping[Any, Any] = {
    sympy.Add: lambda parts: sum(parts, acb(0)),
    sympy.Mul: lambda parts: prod(parts, start=acb(1)),
    sympy.exp: lambda parts: parts[0].exp(),
    sympy.sin: lambda parts: parts[0].sin(),
    sympy.cos: lambda parts: parts[0].cos(),
    sympy.tan: lambda parts: parts[0].tan(),
    sympy.sinh: lambda parts: parts[0].sinh(),
    sympy.cosh: lambda parts: parts[0].cosh(),
    sympy.tanh: lambda parts: parts[0].tanh(),
    sympy.coth: lambda parts: parts[0].coth(),
    sympy.erf: lambda parts: parts[0].erf(),
    sympy.gamma: lambda parts: parts[0].gamma(),
    sympy.digamma: lambda parts: parts[0].digamma(),
}
"""Entire or meromorphic: finite on a box means analytic there."""
