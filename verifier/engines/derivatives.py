"""Derivatives by the quotient rule on exact normal forms, under sums over eigenvalues, roots, powers and functions.

SymPy's ``diff`` is not asked. The derivative of an unknown function f(t) is carried along, and a finite sum is
differentiated term by term. For a root g = b^(1/q) the relation g^q = b gives g' = g b'/(q b); a power g = b^e has
g' = g (e b'/b + e' log b).
"""

from __future__ import annotations

from flint import fmpq_mpoly
from sympy import (
    Derivative,
    Expr,
    Integer,
    Pow,
    Sum,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    coth,
    erf,
    erfc,
    exp,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    polygamma,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip
from sympy.core.function import AppliedUndef

from lemmata.theory.random_matrices import Determinant, SquaredNorm, Trace, inv, tr
from lemmata.theory.random_matrices.derivative import NoSlope, slope_of_matrix
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic

_SLOPES = {
    exp: exp,
    log: lambda x: 1 / x,
    sin: cos,
    cos: lambda x: -sin(x),
    sinh: cosh,
    cosh: sinh,
    tanh: lambda x: 1 - tanh(x) ** 2,
    coth: lambda x: 1 - coth(x) ** 2,
    atan: lambda x: 1 / (1 + x**2),
    tan: lambda x: 1 + tan(x) ** 2,
    asin: lambda x: 1 / sqrt(1 - x**2),
    acos: lambda x: -1 / sqrt(1 - x**2),
    atanh: lambda x: 1 / (1 - x**2),
    asinh: lambda x: 1 / sqrt(1 + x**2),
    acosh: lambda x: 1 / sqrt(x**2 - 1),
    erf: lambda x: 2 * exp(-(x**2)) / sqrt(pi),
    gamma: lambda x: gamma(x) * polygamma(0, x),
    loggamma: lambda x: polygamma(0, x),
    erfc: lambda x: -2 * exp(-(x**2)) / sqrt(pi),
}


def derivative(expression: Expr, symbol: Symbol) -> Expr:
    """D expression / d symbol for rational functions, roots and sums over eigenvalues.

    Raises:
        NotAlgebraic: when another function of ``symbol`` occurs.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> derivative(sqrt(x**2 + 1), x).subs(x, 0)
    0
    """
    field = Algebra([expression])
    quotient = field.quotient(expression)
    top, bottom = (field.expression(part) for part in (quotient.numerator, quotient.denominator))
    top_slope = _total(field, quotient.numerator, symbol)
    bottom_slope = _total(field, quotient.denominator, symbol)
    return (top_slope * bottom - top * bottom_slope) / bottom**2


def _total(field: Algebra, polynomial: fmpq_mpoly, symbol: Symbol) -> Expr:
    """The chain rule over the generators of a polynomial."""
    roots = {generator: (order, base) for generator, order, base in field.relations()}
    total: Expr = Integer(0)
    for index, generator in enumerate(field.generators):
        if symbol not in generator.free_symbols:
            continue
        partial = field.expression(polynomial.derivative(index))
        if generator == symbol:
            inner: Expr = Integer(1)
        elif generator in roots:
            order, base = roots[generator]
            inner = generator * derivative(base, symbol) / (order * base)
        elif generator.func in _SLOPES:
            inner = _SLOPES[generator.func](generator.args[0]) * derivative(generator.args[0], symbol)
        elif isinstance(generator, Pow):
            base, exponent = generator.args
            inner = generator * exponent * derivative(base, symbol) / base
            if symbol in exponent.free_symbols:
                inner += generator * log(base) * derivative(exponent, symbol)
        elif isinstance(generator, polygamma) and symbol not in generator.args[0].free_symbols:
            order, argument = generator.args
            inner = polygamma(order + 1, argument) * derivative(argument, symbol)
        elif isinstance(generator, (Trace, SquaredNorm, Determinant)):
            matrix = (generator.as_trace() if isinstance(generator, SquaredNorm) else generator).args[0]
            try:
                slope = slope_of_matrix(matrix, symbol, derivative)
                inner = generator * tr(inv(matrix) * slope) if isinstance(generator, Determinant) else tr(slope)
            except NoSlope as reason:
                raise NotAlgebraic(str(reason)) from None
        elif _is_unknown(generator, symbol):
            inner = Derivative(generator, symbol)
        elif isinstance(generator, Sum) and not any(
            oo in limit or any(part.has(symbol) for part in limit) for limit in generator.limits
        ):
            inner = Sum(derivative(generator.function, symbol), *generator.limits)
        elif isinstance(generator, EigenSum) and symbol not in (s, c2):
            inner = EigenSum(derivative(generator.summand, symbol))
        else:
            raise NotAlgebraic(f"no derivative of {generator} with respect to {symbol}")
        total += partial * inner
    return total


def _is_unknown(term: Expr, symbol: Symbol) -> bool:
    """f(t), or one of its derivatives, of a function that nothing is said of."""
    if isinstance(term, Derivative):
        return set(term.variables) == {symbol} and _is_unknown(term.expr, symbol)
    return isinstance(term, AppliedUndef) and term.args == (symbol,)
