"""The letters of the chapter: times, what an input leaves of the start, the solutions and the closed form."""

from sympy import Expr, Symbol, exp

t = Symbol("t", nonnegative=True)
"""Time."""
omega = Symbol("omega", positive=True)
"""The rate at which the start is forgotten without input, w in the paper."""
A = Symbol("A", real=True)
x0 = Symbol("x0", real=True)

u = Symbol("u", nonnegative=True)
"""The integral of f(I(s)) from 0 to t."""
f = Symbol("f", nonnegative=True)
"""f(I(t)), the network at the present input."""
g = Symbol("g", nonnegative=True)
"""f(-I(t))."""
M = Symbol("M", nonnegative=True)
"""A bound of f."""

start = x0 - A


def solution(integral: Expr = u) -> Expr:
    """x(t) = (x0 - A) exp(-w t - integral of f) + A."""
    return start * exp(-omega * t - integral) + A


def original(rate: Expr = f) -> Expr:
    """The solution of x' = -(w + f) x + A f from x0 for a constant f."""
    rest = A * rate / (omega + rate)
    return (x0 - rest) * exp(-(omega + rate) * t) + rest


closed_form = start * exp(-omega * t - f * t) * g + A
"""(x0 - A) exp(-(w + f(I(t))) t) f(-I(t)) + A, the closed form of the paper."""

gap = exp(-u) - exp(-f * t) * g
"""The error of the closed form in units of (x0 - A) exp(-w t)."""
