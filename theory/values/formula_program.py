r"""From an expression in k to a program on balls: what :mod:`lemmata.numerics.sums.smooth_spectrum` sums.

A program is a function of t = log k that works alike on ``arb``, ``acb`` and ``arb_series``: k is e^t, k^p is e^(p t),
and log k is t itself. A sum under a logarithm or a power is written as k^p times a sum that tends to a constant,

    log(k^2 + 3) = 2 t + log(1 + 3 k^-2),    (k + 1)^(-1/2) = e^(-t/2) (1 + 1/k)^(-1/2),

which is the same number for every real t, and analytic in wide strips of complex t. Elsewhere the logarithm of a
complex ball that touches its branch cut, and a division by a ball around zero, is no number: so a finite value on a
complex box says that the function is analytic there.

>>> from flint import arb, acb
>>> program((K + 1)**-2)(arb(3).log()).contains(arb(1) / 16)
True
>>> program(1 / (2 - K))(acb(arb(0, 1))).is_finite()                # k from 1/e to e: there is a pole at 2
False
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import sympy
from flint import acb, arb, arb_series, ctx, fmpq
from sympy import Expr, Integer

from lemmata.numerics.accuracy import series_length
from lemmata.numerics.errors import InputError
from lemmata.numerics.sums.log_panels import Program
from lemmata.theory.values.asymptotic_forms import K, NoForm, form
from lemmata.theory.values.finite_enclosure import enclose

_FAR = arb(64)


def program(expr: Expr, argument: str = "eigenvalue") -> Program:
    """The program of an expression in :data:`K`.

    Raises:
        InputError: for a function that is not smooth (Max, Min, Sum).
    """
    if K not in expr.free_symbols:
        return _Constant(expr)
    if expr == K:
        return _exp
    if isinstance(expr, sympy.Add):
        return _folded(_add, [program(part, argument) for part in expr.args])
    if isinstance(expr, sympy.Mul):
        return _product(expr, argument)
    if isinstance(expr, sympy.exp):
        return _then(program(expr.args[0], argument), _exp)
    if isinstance(expr, sympy.log):
        return _logarithm(expr.args[0], argument)
    if isinstance(expr, sympy.Pow):
        return _power(expr.base, expr.exp, argument)
    if isinstance(expr, sympy.gamma):
        return _then(program(expr.args[0], argument), _gamma)
    if isinstance(expr, sympy.polygamma) and expr.args[0] == 0:
        return _then(program(expr.args[1], argument), _digamma)
    words = "written with + - * / ^, sqrt, exp, log, gamma, factorial, binomial and harmonic, which are smooth"
    raise InputError(argument, expr, f"{words} (not {expr.func.__name__})")


def _product(expr: Expr, argument: str) -> Program:
    """A product with one power of k for those of all factors: k/(k + 1) is 1/(1 + 1/k), on wide boxes, too."""
    total: Expr = Integer(0)
    factors: list[Program] = []
    for factor in expr.args:
        base, exponent = factor.as_base_exp()
        power = Integer(0)
        if exponent.is_number and (base == K or (base.is_Add and not base.has(sympy.exp))):
            power, rest = _scaled(base)
        if power == 0:
            factors.append(program(factor, argument))
            continue
        total += power * exponent
        factors.append(program(rest**exponent, argument))
    if total != 0:
        factor_of_t = _Constant(total)
        factors.append(lambda t: (factor_of_t(t) * t).exp())
    return factors[0] if len(factors) == 1 else _folded(_multiply, factors)


def _power(base: Expr, exponent: Expr, argument: str) -> Program:
    if exponent.is_Integer and base != K:
        forms = [_product_with_power(exponent, *_scaled(base), argument)]
        if exponent < 0:
            forms += [_product_with_term(exponent, base, part, argument) for part in base.args if _is_exponential(part)]
        return forms[0] if len(forms) == 1 else _first_finite(forms)
    logarithm = program(exponent, argument), _logarithm(base, argument)
    return _then(_folded(_multiply, list(logarithm)), _exp)


def _logarithm(value: Expr, argument: str) -> Program:
    if value == K:
        return _identity
    if K not in value.free_symbols:
        return _Constant(sympy.log(value))
    power, rest = _scaled(value)
    inner = _then(program(rest, argument), _log)
    if power == 0:
        return inner
    factor = _Constant(power)
    return lambda t: factor(t) * t + inner(t)


def _scaled(value: Expr) -> tuple[Expr, Expr]:
    """p and k^-p times the value, which is of the size of a constant, or p = 0 when that is not known."""
    try:
        power = form(value, _FAR).p
    except NoForm:
        power = Integer(0)
    parts = [part / K**power for part in sympy.Add.make_args(value)]
    return power, sympy.Add(*parts)


def _product_with_power(exponent: Expr, power: Expr, rest: Expr, argument: str) -> Program:
    """(k^power rest)^exponent."""
    inner, n = program(rest, argument), int(exponent)
    if power == 0:
        return lambda t: inner(t) ** n
    factor = _Constant(power * exponent)
    return lambda t: (factor(t) * t).exp() * inner(t) ** n


def _product_with_term(exponent: Expr, base: Expr, part: Expr, argument: str) -> Program:
    """(part (sum of the terms over part))^exponent, for boxes on which this part is the largest."""
    factor, n = program(part**exponent, argument), int(exponent)
    inner = program(sympy.Add(*(_quotient(term, part) for term in base.args)), argument)
    return lambda t: factor(t) * inner(t) ** n


def _quotient(term: Expr, part: Expr) -> Expr:
    """One over the other, with one exponential in place of two."""
    factors = [*sympy.Mul.make_args(term), *sympy.Mul.make_args(1 / part)]
    exponents = [factor.args[0] for factor in factors if isinstance(factor, sympy.exp)]
    rest = [factor for factor in factors if not isinstance(factor, sympy.exp)]
    return sympy.Mul(*rest, sympy.exp(sympy.expand_mul(sympy.Add(*exponents))))


def _is_exponential(part: Expr) -> bool:
    return any(isinstance(factor, sympy.exp) for factor in sympy.Mul.make_args(part))


def _first_finite(forms: list[Program]) -> Program:
    """The same function in several forms; a box may be too wide for some of them, a number too large."""

    def value(t: Any) -> Any:
        found = forms[0](t)
        for form_of_it in forms[1:]:
            if _is_finite(found):
                break
            found = form_of_it(t)
        return found

    return value


def _is_finite(value: Any) -> bool:
    parts = value.coeffs() if isinstance(value, arb_series) else [value]
    return all(part.is_finite() for part in parts)


class _Constant:
    """A number, enclosed once for each precision."""

    def __init__(self, value: Expr) -> None:
        self.value = value
        self.known: dict[int, arb] = {}

    def __call__(self, _: Any) -> arb:
        found = self.known.get(ctx.prec)
        if found is None:
            if self.value.is_Rational:
                found = arb(fmpq(int(self.value.p), int(self.value.q)))
            else:
                found = enclose(self.value, digits=int(ctx.prec * 0.302) + 3).to_arb()
            self.known[ctx.prec] = found
        return found


def _folded(operation: Callable[[Any, Any], Any], parts: list[Program]) -> Program:
    if len(parts) == 2:
        left, right = parts
        return lambda t: operation(left(t), right(t))
    return lambda t: reduce(operation, [part(t) for part in parts])


def _then(first: Program, second: Program) -> Program:
    return lambda t: second(first(t))


def _identity(t: Any) -> Any:
    return t


def _exp(value: Any) -> Any:
    return value.exp()


def _log(value: Any) -> Any:
    return value.log(analytic=True) if isinstance(value, acb) else value.log()


def _gamma(value: Any) -> Any:
    """exp(log Gamma), positive on the right half plane; no number elsewhere."""
    return value.lgamma().exp() if _is_right(value) else value * arb.nan()


def _digamma(value: Any) -> Any:
    """psi; of a power series the derivative of log Gamma, composed with it."""
    if not _is_right(value):
        return value * arb.nan()
    if not isinstance(value, arb_series):
        return value.digamma()
    length = max(value.prec, 1)
    with series_length(length + 1):
        psi = arb_series([value[0], 1], prec=length + 1).lgamma().derivative()
    with series_length(length):
        return psi(arb_series([0, *value.coeffs()[1:]], prec=length))


def _is_right(value: Any) -> bool:
    first = value[0] if isinstance(value, arb_series) else value
    return bool((first.real if isinstance(first, acb) else first) > 0)


def _add(left: Any, right: Any) -> Any:
    return left + right


def _multiply(left: Any, right: Any) -> Any:
    return left * right
