"""Infinite sums and products that converge absolutely, by the size of their terms.

Terms that are a product of powers of the index, of a rational function of it, and of geometric powers converge where a
ratio is less than one, or without one (or with -1) where the terms fall faster than 1/i (the comparison with the zeta
series); beside 1/k! always. Binomial coefficients C(a, k) and C(a + k, k) are of the order of a power of k,
C(2k, k) of 4^k and one.

>>> from sympy import Symbol, Sum, oo
>>> i, x, a = Symbol("i", integer=True, positive=True), Symbol("x", positive=True), Symbol("a", positive=True)
>>> converges(Sum(x**i/(i + 1), (i, 1, oo))), converges(Sum(3/i**a, (i, 1, oo)))
((x < 1, x > -1), (a > 1,))
>>> converges(Sum(1/i, (i, 1, oo)))
"""

from __future__ import annotations

from sympy import (
    Add,
    Basic,
    Expr,
    Gt,
    Integer,
    Lt,
    Mul,
    Poly,
    PolynomialError,
    Pow,
    Product,
    Sum,
    Symbol,
    binomial,
    expand_power_base,
    factorial,
    gamma,
    oo,
)

from lemmata.theory.values.nested_sums import separated


def converges(total: Sum | Product) -> tuple[Basic, ...] | None:
    """Relations under which an infinite sum or product converges absolutely; None when nothing is known.

    A product does where the sum of its factors less one does (Rudin, Real and Complex Analysis, theorem 15.4).
    """
    if isinstance(total, Product):
        return converges(Sum((total.function - 1).together(), *total.limits))
    if len(total.limits) > 1:
        return _of_several(total)
    ((index, low, high),) = total.limits
    if high is not oo or low in (oo, -oo):
        return None
    found: list[Basic] = []
    for term in Add.make_args(total.function.expand() if total.function.is_Add else total.function):
        needed = _term(expand_power_base(term), index)
        if needed is None:
            return None
        found += needed
    return tuple(dict.fromkeys(found))


def _of_several(total: Sum) -> tuple[Basic, ...] | None:
    """Terms that come apart, where each of their infinite sums over one index converges absolutely (Fubini)."""
    products = separated(total)
    needed = [converges(one) for _, singles in products or () for one in singles if one.limits[0][2] is oo]
    if not needed or None in needed:
        return None
    return tuple(dict.fromkeys(relation for one in needed for relation in one or ()))


def _term(term: Expr, index: Symbol) -> tuple[Basic, ...] | None:
    """Conditions for one term: its geometric part, or the order of its powers."""
    below = sum(factor.as_base_exp()[0].has(index) for factor in Mul.make_args(term) if _is_factorial_below(factor))
    geometric: list[Expr] = []
    order: Expr = Integer(0)
    tame = True
    for factor in Mul.make_args(term):
        if not factor.has(index):
            continue
        base, exponent = factor.as_base_exp()
        if _is_factorial_below(factor):
            continue
        if exponent == 1 and _is_binomial(base, index):
            tame = False
            geometric.append(Integer(4 if base.args[0] == 2 * index else 1))
            continue
        if not exponent.has(index):
            degree = _degree(base, index)
            if degree is None:
                return None
            order += degree * exponent
        elif base.has(index) or not exponent.is_polynomial(index) or Poly(exponent, index).degree() != 1:
            return None
        else:
            geometric.append(Pow(base, Poly(exponent, index).LC()))
    if below:
        return ()
    if (ratio := Mul(*geometric)) not in (1, -1):
        return Lt(ratio, 1, evaluate=False), Gt(ratio, -1, evaluate=False)
    decay = -order
    if not tame:
        return None
    if decay.is_number:
        return () if decay > 1 else None
    return (Gt(decay, 1, evaluate=False),)


def _is_binomial(factor: Expr, index: Symbol) -> bool:
    """C(a, k) or C(a + k, k): of the order of a power of k (DLMF 5.11.12), whatever a is; C(2k, k) beside 4^k."""
    if not isinstance(factor, binomial):
        return False
    upper, lower = factor.args
    apart = not (upper.has(index) and (upper - index).expand().has(index))
    return bool(lower == index and (apart or upper == 2 * index))


def _is_factorial_below(factor: Expr) -> bool:
    """1/(k + c)! or 1/Gamma(k + c), beside which powers of k and of constants do not matter."""
    base, exponent = factor.as_base_exp()
    if not (exponent.is_Integer and exponent < 0 and isinstance(base, (factorial, gamma))):
        return False
    letters = base.args[0].free_symbols
    return len(letters) == 1 and bool(base.args[0].diff(*letters).is_positive) and base.args[0].is_polynomial()


def _degree(base: Expr, index: Symbol) -> Expr | None:
    """The order in the index of a polynomial whose leading coefficient is a number, or is not zero by its letters."""
    try:
        polynomial = Poly(base, index)
    except PolynomialError:
        return None
    leading = polynomial.LC()
    return Integer(polynomial.degree()) if leading.is_number or leading.is_nonzero else None
