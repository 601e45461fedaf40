"""Derivatives of integrals and infinite sums by a letter in them (Leibniz' rule).

    d/da int_{l(a)}^{h(a)} f(a, u) du = f(a, h) h' - f(a, l) l' + int_{l(a)}^{h(a)} df/da du,

where l <= h near a, and f and df/da are continuous for u from end to end; where one end is infinite and the other
moves, f is free of a and its integral converges; where no end moves, at one that is infinite, or where df/da has no
value, where the integral of |df/da| is finite at every a of an open domain, and neither df/da nor its own derivative by
a changes its sign: between two places |df/da| is then at most what it is at one of them, which dominates it (Rudin,
Real and Complex Analysis, theorem 1.34). So too for the terms of an infinite sum, no end of which moves. Those of a
power series, sum_k c_k b^e_k with b = a or affine in a, need no sign: |e_k| |b|^(e_k - 1) is at most a multiple of
|b'|^e_k + |b''|^e_k for a b' closer to zero and a b'' further away, where the sum converges, too. Assumptions on a that
are no strict inequalities are left out of what is owed, because a neighbourhood is needed.

>>> from sympy import Symbol, exp
>>> a, u = Symbol("a", positive=True), Symbol("u", real=True)
>>> slope, owed = slope_of(Integral(exp(-a*u**2), (u, 0, oo)), a, ())
>>> slope
Integral(-u**2*exp(-a*u**2), (u, 0, oo))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from sympy import (
    Abs,
    Basic,
    Dummy,
    Expr,
    Ge,
    Gt,
    Heaviside,
    Integer,
    Integral,
    Le,
    Lt,
    Max,
    Min,
    Mod,
    Ne,
    Piecewise,
    Sum,
    Symbol,
    oo,
    sign,
)
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.integers import RoundFunction

from lemmata.verifier.engines.binders import bounds_of, with_own_letters
from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.obligation import Defined, Either, Finite, Holds, Obligation

_JUMPS = (Abs, Heaviside, Max, Min, Mod, Piecewise, RoundFunction, AppliedUndef, sign)


def moves(node: Expr, a: Symbol) -> bool:
    """Whether an integral or an infinite sum over one letter has a in it, and no other derivative is known."""
    if not isinstance(node, (Integral, Sum)) or a not in node.free_symbols or len(node.limits[0]) != 3:
        return False
    return len(node.limits) == 1 and (isinstance(node, Integral) or oo in node.limits[0])


def slope_of(node: Expr, a: Symbol, where: Sequence[Basic]) -> tuple[Expr, tuple[Obligation, ...]]:
    """The derivative of an integral or an infinite sum by a letter in it, and what that owes.

    Raises:
        NotAlgebraic: where the terms have no derivative that is known, or a may be at an end of its range.
    """
    node = with_own_letters(node)
    ((u, low, high),) = node.limits
    infinite, moving = oo in (low, high) or -oo in (low, high), low.has(a) or high.has(a)
    at_an_end = (a.is_nonnegative and not a.is_positive) or (a.is_nonpositive and not a.is_negative)
    beyond = moving and (isinstance(node, Sum) or (infinite and node.function.has(a)))
    if node.function.has(*_JUMPS) or at_an_end or beyond:
        raise NotAlgebraic(f"no derivative of {node} with respect to {a}")
    constant, power = node.function.as_independent(a, as_Add=False)
    base, exponent = power.as_base_exp()
    affine = base.has(a) and base.is_polynomial(a) and not base.diff(a).has(a)
    in_powers = isinstance(node, Sum) and affine and not exponent.has(a)
    inside = derivative(node.function, a) if node.function.has(a) else Integer(0)
    if in_powers and inside != 0:
        inside = constant * exponent * base.diff(a) * base ** (exponent - 1)
        low += int(low.is_Integer and inside.xreplace({u: low}) == 0)  # a constant term, at a = 0 too
    slope = node.func(inside, (u, low, high)) if inside != 0 else inside
    for end, side in ((high, 1), (low, -1)):
        if end.has(a):
            slope += side * node.function.xreplace({u: end}) * derivative(end, a)
    letter = Dummy(a.name, real=True, positive=a.is_positive, negative=a.is_negative)
    near = {a: letter}
    there = tuple(
        one.xreplace(near)
        for one in where
        if a in one.free_symbols and isinstance(one, (Gt, Lt, Ne)) and not one.has(*_JUMPS)
    )
    (bound,) = bounds_of(node.xreplace(near))
    names = {**near, u: bound.letter}
    term, rise = node.function.xreplace(names), inside.xreplace(names)
    owed = (Finite(node.xreplace(near), "it converges", there),)
    continuous = _continuous((term, rise), there, bound.range)
    if in_powers:
        return slope, owed
    if moving:
        ends = (high.xreplace(near), low.xreplace(near))
        forwards = () if infinite else (Holds(Ge(*ends, evaluate=False), "it runs forwards nearby", there),)
        return slope, (*owed, *continuous, *forwards)
    summed = Finite(slope.xreplace(near), "its slope converges", there)
    signs = _of_one_sign(rise, derivative(rise, letter), (*there, *bound.range))
    options = (*(() if infinite else (continuous,)), *((summed, *one) for one in signs))
    return slope, (*owed, Either(node, "a derivative under its sign", options=options))


def _continuous(parts: Sequence[Expr], near: Sequence[Basic], inside: Sequence[Basic]) -> tuple[Obligation, ...]:
    """The parts have values from end to end."""
    closed = {Gt: Ge, Lt: Le}
    ends = tuple(closed.get(type(one), type(one))(*one.args, evaluate=False) for one in inside)
    return tuple(Defined(part, "it is continuous from end to end", (*near, *ends)) for part in parts)


def _of_one_sign(rise: Expr, bend: Expr, under: tuple[Basic, ...]) -> Iterator[tuple[Obligation, ...]]:
    """The slope and its own slope are not negative, or not positive: in four ways."""
    for first, second in product((Ge, Le), repeat=2):
        yield (
            Holds(first(rise, 0, evaluate=False), "a slope of one sign", under),
            Holds(second(bend, 0, evaluate=False), "its growth is of one sign", under),
        )
