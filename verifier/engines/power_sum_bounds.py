r"""Sums of powers between integrals and multiples of their terms.

For P = sum_{low<=k<=high} k^a and F' = x^a, that is F = x^(a+1)/(a+1), or log x when a = -1: where x^a rises (a >= 0),

    F(high) - F(low-1) <= P <= F(high) - F(low) + high^a,      (high-low+1) low^a <= P <= (high-low+1) high^a,

and where it falls (a <= 0),

    F(high+1) - F(low) <= P <= F(high) - F(low-1),     F(high) - F(low) + high^a <= P <= F(high) - F(low) + low^a,
    (high-low+1) high^a <= P <= (high-low+1) low^a,

because a monotone function lies between its values at the ends of every unit interval (the integral test; Hardy, A
Course of Pure Mathematics, section 178). F(0) = 0 is used for a > -1 only. All terms being positive, P is at least its
first one, and for a < -1 at most the whole series, sum_{k>=1} k^a = zeta(-a) (DLMF 25.2.1). An empty sum,
high = low - 1, is 0: what does not hold of it needs low <= high.

>>> from sympy.abc import k
>>> from lemmata.theory.notation import d
>>> [str(one) for one in bounds_of_sum(Sum(1/k**2, (k, 1, d)), lambda one: one == True)][:2]
['Sum(k**(-2), (k, 1, d)) <= pi**2/6', 'Sum(k**(-2), (k, 1, d)) >= 1']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Basic, Expr, Ge, Gt, Integer, Le, Lt, Ne, Sum, log, oo, zeta

Known = Callable[[Basic], bool]


def bounds_of_sum(total: Sum, known: Known) -> Iterator[Basic]:
    """What monotonicity says of a sum of powers of its index, or of that and a constant; nothing of others."""
    if len(total.limits) != 1:
        return
    index, low, high = total.limits[0]
    constant, term = total.function.as_independent(index, as_Add=False)
    base, a = term.as_base_exp()
    shift = base - index
    low, high = low + shift, high + shift
    if constant != 1 or shift.has(index) or a.has(index) or not known(Gt(low, 0)):
        return
    if low == 1 and known(Lt(a, -1)):
        yield Le(total, zeta(-a), evaluate=False)
    F = _antiderivative(a, known)
    if high is oo:
        if F is not None and known(Lt(a, -1)):
            yield Ge(total, -F(low), evaluate=False)
            yield Le(total, low**a - F(low), evaluate=False)
            if known(Gt(low, 1)):
                yield Le(total, -F(low - 1), evaluate=False)
        return
    rising, falling = known(Ge(a, 0)), known(Le(a, 0))
    filled = known(Ge(high, low))
    first, last = low**a, high**a
    if filled:
        yield Ge(total, first, evaluate=False)
    if not (rising or falling) or not (filled or known(Ge(high + 1, low))):
        return
    most, least = (last, first) if rising else (first, last)
    if filled or rising:  # 0^a has no value for a < 0
        yield Le(total, (high - low + 1) * most, evaluate=False)
        yield Ge(total, (high - low + 1) * least, evaluate=False)
    if F is None:
        return
    inside = F(high) - F(low)
    if filled:
        yield Le(total, inside + most, evaluate=False)
        yield Ge(total, inside + least, evaluate=False)
    on_the_right, on_the_left = (Le, Ge) if rising else (Ge, Le)
    yield on_the_right(total, F(high + 1) - F(low), evaluate=False)
    if known(Gt(low, 1)):
        yield on_the_left(total, F(high) - F(low - 1), evaluate=False)
    elif low == 1 and known(Gt(a, -1)):
        yield on_the_left(total, F(high), evaluate=False)


def _antiderivative(a: Expr, known: Known) -> Callable[[Expr], Expr] | None:
    if a == -1:
        return lambda x: Integer(0) if x == 1 else log(x)
    if known(Ne(a, -1)) or known(Gt(a, -1)) or known(Lt(a, -1)):
        return lambda x: x ** (a + 1) / (a + 1)
    return None
