"""Bounds of functions that hold wherever they are defined: ranges, tangents and chords.

Tangents of convex and concave functions (exp u >= 1 + u, log u <= u - 1, DLMF 4.18, 4.5.2), Bernoulli's inequality for
powers with any exponent (Hardy, Littlewood and Polya, theorem 42), and ranges (|sin|, |tanh|, |erf| <= 1, cosh >= 1);
logarithms of factorials and harmonic numbers by Stirling's formula and that of Euler and Maclaurin, polygamma functions
as sums; sums of powers
between integrals (:mod:`.power_sum_bounds`), products of numbers in [0, 1] beside the sum of what they lack.

>>> from sympy import Symbol, exp
>>> x = Symbol("x", real=True)
>>> bounds_of_functions([exp(x)], lambda relation: False)
(exp(x) > 0, exp(x) >= x + 1)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations_with_replacement, permutations

import sympy
from sympy import (
    Abs,
    Basic,
    Eq,
    EulerGamma,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Min,
    Pow,
    Product,
    Rational,
    Sum,
    acosh,
    cosh,
    exp,
    log,
    pi,
)

from lemmata.verifier.engines.binders import always_valued, bounds_of, renamed
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.power_sum_bounds import bounds_of_sum

Known = Callable[..., bool]

_HALF_LOG = (log(2) + log(pi)) / 2  # as logarithms of numbers are opened


def bounds_of_functions(expressions: Iterable[Basic], known: Known) -> tuple[Basic, ...]:
    """Relations that hold of the functions in some expressions, which have values: those under a binder have none.

    ``known(relation, under)`` says whether one holds on the domain, where further relations ``under`` hold as well.
    """
    nodes: set[Basic] = set().union(*(always_valued(one, *_BOUNDS) for one in expressions))
    facts = [fact for node in sorted(nodes, key=str) for fact in _BOUNDS[type(node)](node, known)]
    sums = sorted((node for node in nodes if isinstance(node, Sum)), key=str)
    products = sorted((node for node in nodes if isinstance(node, Product)), key=str)
    facts += [fact for one in sums for fact in _beside(one, nodes, known)]
    facts += _gautschi([node for node in sorted(nodes, key=str) if isinstance(node, log)], known)
    found = (*facts, *_schwarz(sums, known), *(fact for one in products for fact in _weierstrass(one, sums, known)))
    return tuple(fact for fact in found if fact not in (sympy.true, sympy.false))


def _exp(node: Expr, known: Known) -> Iterator[Basic]:
    (u,) = node.args
    yield Gt(node, 0, evaluate=False)
    yield Ge(node, 1 + u, evaluate=False)
    if known(Ge(u, 0)):
        yield Ge(node, 1 + u + u**2 / 2, evaluate=False)
    elif known(Le(u, 0)):
        yield Le(node, 1, evaluate=False)
        yield Le(node, 1 + u + u**2 / 2, evaluate=False)


def _log(node: Expr, known: Known) -> Iterator[Basic]:
    """Log u <= u - 1 and log u >= 1 - 1/u; with Pade's bounds 2 (u - 1)/(u + 1) beyond 1."""
    (u,) = node.args
    if isinstance(u, sympy.factorial):
        yield from _log_gamma(node, u.args[0], 1, known)
    elif isinstance(u, sympy.gamma):
        yield from _log_gamma(node, u.args[0], 0, known)
    yield Le(node, u - 1, evaluate=False)
    yield Ge(node, 1 - 1 / u, evaluate=False)
    if known(Ge(u, 1)):
        yield Ge(node, 2 * (u - 1) / (u + 1), evaluate=False)
    elif known(Le(u, 1)):
        yield Le(node, 2 * (u - 1) / (u + 1), evaluate=False)


def _log_gamma(node: Expr, x: Expr, above: int, known: Known) -> Iterator[Basic]:
    """Stirling's formula for log Gamma(x + above), above = 0 or 1, or from the place before where that is positive.

    Its remainder is between 0 and 1/(12 x) (DLMF 5.11(ii)), and falls to its limit.
    """
    for place, shift in ((x, above), (x - 1, above + 1)):
        if shift > 1 or not known(Gt(place, 0)):
            continue
        stirling = place * log(place) - place + Rational(2 * shift - 1, 2) * log(place)
        yield Gt(node, stirling + _HALF_LOG, evaluate=False)
        yield Lt(node, stirling + _HALF_LOG + 1 / (12 * place), evaluate=False)
        if known(Ge(place, 1)):
            yield Le(node, stirling + 1, evaluate=False)


def _gautschi(logs: list[Expr], known: Known) -> Iterator[Basic]:
    """(u - 1)^d < Gamma(u)/Gamma(v) < v^d < u^d for d = u - v between 0 and 1 (DLMF 5.6.4), beside such a logarithm."""
    gammas = [node for node in logs if isinstance(node.args[0], sympy.gamma)]
    for first, second in permutations(gammas, 2):
        u, v = (node.args[0].args[0] for node in (first, second))
        if known(Gt(v, 0)) and known(Gt(u - v, 0)) and known(Lt(u - v, 1)):
            for base, less in ((v, Lt), (u, Lt), (u - 1, Gt)):
                if log(base) in logs and known(Gt(base, 0)):
                    yield less(first - second, (u - v) * log(base), evaluate=False)


def _harmonic(node: Expr, known: Known) -> Iterator[Basic]:
    """H_x = log x + gamma + 1/(2 x) - r, 0 < r < 1/(12 x^2) (DLMF 5.11(ii)); H_x - log x falls from 1 at x = 1.

    H_x - log(x + 1) rises from 0 at x = 0 to gamma, because psi'(y) > 1/y. That of order s > 1 is
    zeta(s) - zeta(s, x + 1).
    """
    x, *order = node.args
    if order:
        yield from _hurwitz(sympy.zeta(order[0]) - node, order[0], x + 1, known)
    elif known(Ge(x, 0)):
        yield Ge(node, log(x + 1), evaluate=False)
        yield Le(node, log(x + 1) + EulerGamma, evaluate=False)
        if known(Gt(x, 0)):
            yield from _like_harmonic(node, x, known)


def _digamma(node: Expr, known: Known) -> Iterator[Basic]:
    """Psi(x + 1) = H_x - gamma, or by psi(x) = psi(x + 1) - 1/x; the m-th derivative by Hurwitz' zeta(m + 1, x)."""
    order, u = node.args
    if order.is_Integer and order >= 1:
        yield from _hurwitz((-1) ** (order + 1) * node / sympy.factorial(order), order + 1, u, known)
    if order == 0 and known(Gt(u - 1, 0)):
        yield from _like_harmonic(node + EulerGamma, u - 1, known)
    elif order == 0 and known(Gt(u, 0)):
        yield from _like_harmonic(node + EulerGamma + 1 / u, u, known)


def _hurwitz(value: Expr, s: Expr, u: Expr, known: Known) -> Iterator[Basic]:
    """Sum over k >= 0 of (u + k)^-s, s > 1 (DLMF 25.11.1): the integral and between a half and the whole first term.

    The terms are convex and fall, so that it is less than the integral from u - 1/2 on as well.
    """
    if known(Gt(s, 1)) and known(Gt(u, 0)):
        integral = u ** (1 - s) / (s - 1)
        yield Gt(value, integral + u**-s / 2, evaluate=False)
        yield Lt(value, integral + u**-s, evaluate=False)
        if known(Gt(u, Rational(1, 2))):
            yield Lt(value, (u - Rational(1, 2)) ** (1 - s) / (s - 1), evaluate=False)


def _like_harmonic(value: Expr, x: Expr, known: Known) -> Iterator[Basic]:
    middle = log(x) + EulerGamma + 1 / (2 * x)
    yield Lt(value, middle, evaluate=False)
    yield Gt(value, middle - 1 / (12 * x**2), evaluate=False)
    yield Gt(value, log(x) + EulerGamma, evaluate=False)
    if known(Ge(x, 1)):
        yield Le(value, 1 + log(x), evaluate=False)


def _within(low: Expr | int, high: Expr | int, *, strict: bool = False) -> Callable[[Expr, Known], Iterator[Basic]]:
    def bounds(node: Expr, known: Known) -> Iterator[Basic]:
        yield (Gt if strict else Ge)(node, low, evaluate=False)
        yield (Lt if strict else Le)(node, high, evaluate=False)

    return bounds


def _circular(node: Expr, known: Known) -> Iterator[Basic]:
    """The squares of sin and cos add up to one."""
    (u,) = node.args
    yield Eq(sympy.sin(u) ** 2 + sympy.cos(u) ** 2, 1, evaluate=False)
    if isinstance(node, sympy.cos):
        yield Ge(node, 1 - u**2 / 2, evaluate=False)
        yield Le(node, 1 - u**2 / 2 + u**4 / 24, evaluate=False)
    elif known(Ge(u, 0)):
        less = Lt if known(Gt(u, 0)) else Le
        yield less(node, u, evaluate=False)
        yield less(u - u**3 / 6, node, evaluate=False)


def _cosh(node: Expr, known: Known) -> Iterator[Basic]:
    """Between 1 + u^2/2 and exp(u^2/2), term by term."""
    (u,) = node.args
    yield Ge(node, 1 + u**2 / 2, evaluate=False)
    yield Le(node, exp(u**2 / 2), evaluate=False)
    yield Eq(node**2 - sympy.sinh(u) ** 2, 1, evaluate=False)


def _sinh(node: Expr, known: Known) -> Iterator[Basic]:
    (u,) = node.args
    yield Eq(cosh(u) ** 2 - node**2, 1, evaluate=False)
    if known(Ge(u, 0)):
        yield (Gt if known(Gt(u, 0)) else Ge)(node, u, evaluate=False)


def _tan(node: Expr, known: Known) -> Iterator[Basic]:
    """Above u + u^3/3 between 0 and pi/2, whose series has positive terms (DLMF 4.19.3)."""
    (u,) = node.args
    if known(Ge(u, 0)) and known(Lt(u, pi / 2)):
        yield (Gt if known(Gt(u, 0)) else Ge)(node, u + u**3 / 3, evaluate=False)


def _tanh(node: Expr, known: Known) -> Iterator[Basic]:
    (u,) = node.args
    if known(Ge(u, 0)):
        more = Gt if known(Gt(u, 0)) else Ge
        yield more(node, 0, evaluate=False)
        yield more(u, node, evaluate=False)


def _modulus(node: Expr, known: Known) -> Iterator[Basic]:
    (u,) = node.args
    yield Ge(node, u, evaluate=False)
    yield Ge(node, -u, evaluate=False)
    if isinstance(u, Sum) and not any(end.is_finite is False for limit in u.limits for end in limit[1:]):
        yield Le(node, Sum(Abs(u.function), *u.limits), evaluate=False)
    if u.is_real:
        yield Eq(node**2, u**2, evaluate=False)


def _power(node: Expr, known: Known) -> Iterator[Basic]:
    """(1 + u)^p beside its tangent 1 + p u and beside 1 or, for p >= 1, its base; p is any but a fixed rational."""
    base, power = node.args
    if power.is_Rational:
        return
    tangent, steep = 1 + power * (base - 1), known(Ge(power, 1))
    positive = known(Gt(base, 0))
    if not positive and not (steep and known(Ge(base, 0))):
        return
    yield (Gt if positive else Ge)(node, 0, evaluate=False)
    if steep or known(Le(power, 0)):
        yield Ge(node, tangent, evaluate=False)
    elif known(Ge(power, 0)) and known(Le(power, 1)):
        yield Le(node, tangent, evaluate=False)
    if steep or known(Ge(power, 0)):
        beside = base if steep else Integer(1)
        if known(Le(base, 1)):
            yield Le(node, beside, evaluate=False)
        elif known(Ge(base, 1)):
            yield Ge(node, beside, evaluate=False)


def _tail_of_the_bell(node: Expr, known: Known) -> Iterator[Basic]:
    """Between 0 and 2; below exp(-u^2) for u >= 0 (DLMF 7.8)."""
    yield from _within(0, 2, strict=True)(node, known)
    if known(Ge(node.args[0], 0)):
        yield Le(node, exp(-(node.args[0] ** 2)), evaluate=False)


def _product(node: Product, known: Known) -> Iterator[Basic]:
    """A product of factors that are at least one, or between zero and one, is that, too."""
    if len(node.limits) > 1 or sympy.oo in node.limits[0]:
        return
    (bound,) = bounds_of(node)
    factor = renamed(node.function, (bound,))
    if known(Ge(factor, 1), bound.range):
        yield Ge(node, 1, evaluate=False)
    elif known(Ge(factor, 0), bound.range):
        yield (Gt if known(Gt(factor, 0), bound.range) else Ge)(node, 0, evaluate=False)
        if known(Le(factor, 1), bound.range):
            yield Le(node, 1, evaluate=False)


_BOUNDS: Mapping[type, Callable[[Expr, Known], Iterator[Basic]]] = {
    exp: _exp,
    log: _log,
    sympy.sin: _circular,
    sympy.cos: _circular,
    cosh: _cosh,
    sympy.sinh: _sinh,
    sympy.tan: _tan,
    sympy.tanh: _tanh,
    sympy.erf: _within(-1, 1, strict=True),
    sympy.atan: _within(-pi / 2, pi / 2, strict=True),
    acosh: lambda node, known: iter((Ge(node, 0, evaluate=False),)),
    sympy.harmonic: _harmonic,
    sympy.polygamma: _digamma,
    sympy.zeta: lambda node, known: _hurwitz(node, node.args[0], node.args[1] if node.args[1:] else Integer(1), known),
    sympy.loggamma: lambda node, known: _log_gamma(node, node.args[0], 0, known),
    sympy.erfc: _tail_of_the_bell,
    Abs: _modulus,
    Pow: _power,
    Sum: bounds_of_sum,
    Product: _product,
}


def _schwarz(sums: list[Sum], known: Known) -> Iterator[Basic]:
    """(sum of sqrt(a b))^2 <= (sum of a)(sum of b) over one finite range (Cauchy), where such sums occur, a, b >= 0.

    The number of terms is the sum of ones. The sum of a b itself is at most the product of the sums.
    """
    finite = [one for one in sums if len(one.limits) == 1 and sympy.oo not in one.limits[0]]
    for limits in dict.fromkeys(one.limits for one in finite):
        count = limits[0][2] - limits[0][1] + 1
        terms = [(Integer(1), count)]
        terms += [(renamed(one.function, bounds_of(one)), one) for one in finite if one.limits == limits]
        for (a, total), (b, further) in combinations_with_replacement(terms, 2):
            for c, mixed in terms:
                if mixed in (total, further):
                    continue
                if _same(a * b, c**2) and known(Ge(a, 0)) and known(Ge(b, 0)):
                    yield Le(mixed**2, total * further, evaluate=False)
                if _same(a * b, c) and known(Ge(a, 0)) and known(Ge(b, 0)):
                    yield Le(mixed, total * further, evaluate=False)


def _beside(total: Sum, nodes: set[Basic], known: Known) -> Iterator[Basic]:
    """A sum of nonnegative terms is at least each of them, and its square at least the sum of their squares.

    The places are those of the terms that occur outside of the sum.
    """
    bounds = bounds_of(total)
    under = tuple(relation for bound in bounds for relation in bound.range)
    if len(bounds) != 1 or not known(Ge(renamed(total.function, bounds), 0), under):
        return
    index, low, high = total.limits[0]
    for other in nodes:
        if isinstance(other, Sum) and other.limits == total.limits and _same(other.function, total.function**2):
            yield Le(other, total**2, evaluate=False)
    outside = {letter for node in nodes if not isinstance(node, Sum) for letter in node.free_symbols} - {index}
    for place in sorted((letter for letter in outside if letter.is_integer), key=str):
        if total.function.xreplace({index: place}) in nodes and known(Ge(place, low)) and known(Le(place, high)):
            yield Ge(total, total.function.xreplace({index: place}), evaluate=False)


def _weierstrass(product: Product, sums: list[Sum], known: Known) -> Iterator[Basic]:
    """1 - S <= P <= 1/(1 + S) for factors t in [0, 1] and S the sum of all 1 - t, by induction on their number."""
    for total in sums:
        if total.limits == product.limits and _same(total.function, 1 - product.function):
            bounds = bounds_of(product)
            under = tuple(relation for bound in bounds for relation in bound.range)
            factor = renamed(product.function, bounds)
            parts = factor.args if isinstance(factor, Min) else (factor,)
            if all(known(Ge(part, 0), under) for part in parts) and any(known(Le(part, 1), under) for part in parts):
                yield from _within(0, 1)(product, known)
                yield Ge(product, 1 - total, evaluate=False)
                yield Le(product * (1 + total), 1, evaluate=False)


def _same(left: Expr, right: Expr) -> bool:
    try:
        return vanishes(left - right)
    except NotAlgebraic:
        return False
