"""The letters of the chapter: equations as sets of variables, and the bathtub.

The bathtub has the variables I (inflow), D (depth), P (pressure), O (outflow), of bits 1, 2, 4, 8, and at equilibrium
the equations I = inflow, I = O (from the depth, which is at rest), P = g D, O = K P, in this order.
"""

from sympy import Expr, Symbol

from lemmata.theory.structure.counted import InverseEntry


def whole(name: str) -> Symbol:
    """An integer that is not negative."""
    return Symbol(name, integer=True, nonnegative=True)


first, second, third, fourth = (whole(f"row{k}") for k in (1, 2, 3, 4))
"""Equations: the sets of their variables."""
v, e, m = whole("v"), whole("e"), whole("m")
"""A variable, an equation, a perfect matching."""

THREE = (first, second, third)
FOUR = (first, second, third, fourth)

INFLOW, DEPTH, PRESSURE, OUTFLOW = range(4)
BATHTUB = (1, 1 + 8, 2 + 4, 4 + 8)
"""The equilibrium of the bathtub."""
DEPTH_IS_SET = (1, 2, 2 + 4, 4 + 8)
"""The depth is set from outside in place of its equation of motion."""
PRESSURE_IS_FREED = (1, 1 + 8, 2, 4 + 8)
"""The depth is set in place of P = g D, the equation that the order of the equilibrium solves for it."""

inflow, g, K, K0 = (Symbol(name, positive=True) for name in ("inflow", "g", "K", "K0"))
"""The inflow, pressure for a unit of depth, the outflow for a unit of pressure, now and before."""
level = Symbol("level", positive=True)
"""A depth that is set from outside, or the one at the beginning."""
t = Symbol("t", nonnegative=True)


def pattern(system: tuple[int, ...], variable: int) -> Expr:
    """The equations on which a variable depends, as bits."""
    return sum((2**k * InverseEntry(system, variable, k) for k in range(len(system))), start=Symbol("zero") * 0)
