r"""Gamma and sine functions of affine arguments in a normal form, for comparing constants exactly.

Every Gamma(x + k) with an integer k becomes Gamma(x) x (x + 1) ... (DLMF 5.5.1), every argument with a negative
leading coefficient is reflected, Gamma(x) = pi/(sin(pi x) Gamma(1 - x)) (DLMF 5.5.3), sines of sums with integer
multiples of pi lose them, Gamma(m x) is taken apart where that helps (DLMF 5.5.6), and so are powers of positive bases.
What is left is decided as an identity of rational functions in pi, the sines and the Gammas. The rewriting is SymPy's
in part; whoever uses it compares balls.

>>> from sympy import Symbol
>>> z = Symbol("z", positive=True)
>>> same_constant(gamma(2 - 2*z)*gamma(2*z), (1 - 2*z)*pi/sin(2*pi*z))
True
>>> same_constant(gamma(2 - 2*z)*gamma(2*z), pi/sin(2*pi*z))
False
"""

from __future__ import annotations

from math import floor, lcm

from sympy import Expr, Function, Integer, Mul, Pow, Rational, cancel, expand, gamma, pi, sin, zeta

from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.signs import POSITIVE, sign

_MOST_FACTORS = 12


def same_constant(one: Expr, other: Expr) -> bool:
    """Whether two constants are equal, by their normal forms."""
    difference = one - other
    try:
        return vanishes(in_gamma_form(difference)) or vanishes(
            in_gamma_form(difference.replace(gamma, lambda z: multiplied_gamma(z, unit_of(difference))))
        )
    except NotAlgebraic:
        return False


def in_gamma_form(expression: Expr) -> Expr:
    """The expression with reflected, shifted Gammas, bare sines and powers of single bases."""
    expression = expression.replace(gamma, base_gamma).replace(sin, _sin).replace(zeta, lambda s: zeta(expand(s)))
    return expression.replace(lambda node: isinstance(node, Pow) and not node.exp.is_Rational, _power)


def base_gamma(argument: Expr) -> Expr:
    """Gamma with an argument whose constant part lies in [0, 1), by shifts and reflection (DLMF 5.5.1, 5.5.3).

    Whole numbers are not reflected: the sine vanishes there, and one of both Gammas has a pole.
    """
    argument = expand(argument)
    if _leading(argument).is_negative and not argument.is_integer:
        return pi / (_sin(expand(pi * argument)) * base_gamma(1 - argument))
    constant = argument.as_coeff_Add()[0]
    steps = floor(constant)
    base = argument - steps
    factors = [base + k for k in range(steps)] if steps >= 0 else [1 / (base - k) for k in range(1, 1 - steps)]
    return Mul(gamma(base), *factors)


def unit_of(expression: Expr) -> Rational:
    """The largest 1/q of which the letters in arguments of functions are multiples: 1/2 for x and x/2 + 1/2."""
    arguments = [expand(part) for node in expression.atoms(Function) for part in node.args]
    leading = [_leading(part) for part in arguments if part.free_symbols]
    return Rational(1, lcm(*(int(part.q) for part in leading if part.is_Rational)))


def multiplied_gamma(argument: Expr, unit: Rational | None = None) -> Expr:
    """Gamma(m z) by the Gammas of z + k/m, k = 0..m-1 (DLMF 5.5.6), where ``unit`` is in front of the letter of z."""
    argument = expand(argument)
    times = _leading(argument) / (unit or 1) if argument.free_symbols else Integer(1)
    if not (times.is_Integer and 2 <= times <= _MOST_FACTORS):
        return gamma(argument)
    factors = (gamma(expand((argument + k) / times)) for k in range(int(times)))
    half = Rational(1, 2)
    return times ** (argument - half) * (2 * pi) ** ((1 - times) * half) * Mul(*factors)


def _leading(argument: Expr) -> Expr:
    """The coefficient in front of the first letter."""
    letters = sorted(argument.free_symbols, key=str)
    return argument.coeff(letters[0]) if letters else Integer(1)


def _sin(argument: Expr) -> Expr:
    """Sin(pi (x + k)) = (-1)^k sin(pi x), sin(-x) = -sin(x)."""
    turns = expand(argument / pi)
    constant = turns.as_coeff_Add()[0]
    steps = floor(constant) if turns.free_symbols else 0
    base = turns - steps
    sign = (-1) ** steps
    if _leading(base).is_negative:
        base = -base
        sign = -sign
        again = floor(base.as_coeff_Add()[0])
        base, sign = base - again, sign * (-1) ** again
    return sign * sin(pi * base)


def _power(node: Expr) -> Expr:
    """(a b)^e as a^e b^e, (a^k)^e as a^(k e), for positive a and b only; the exponent in one form."""
    base, exponent = node.as_base_exp()
    exponent = cancel(exponent)
    while isinstance(base, Pow) and sign(base.base) == POSITIVE:
        base, exponent = base.base, base.exp * exponent
    parts = [part.as_base_exp() for part in Mul.make_args(cancel(base))]
    if any(sign(part) != POSITIVE for part, _ in parts):
        return Pow(base, expand(exponent))
    return Mul(*(Pow(part, expand(exponent * power)) for part, power in parts))
