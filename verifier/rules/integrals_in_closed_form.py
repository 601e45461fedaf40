"""Integrals of one variable in closed form: an antiderivative is looked for, and checked by differentiation.

SymPy's antiderivative is a guess only. F with F' = f inside and with a value at both ends is continuous, so that the
integral is F(b) - F(a) (Rudin, Principles, theorem 6.21); at infinity, and at an end where F has no value, F stands for
its limit, by its order of growth. Integrals of

    x^(s-1) exp(-c x) on (0, oo): Gamma(s)/c^s, s, c > 0                                 (DLMF 5.9.1)
    x^(a-1) (1-x)^(b-1) on (0, 1): B(a, b), a, b > 0; of (x-c)^(a-1) (d-x)^(b-1) on (c, d)  (DLMF 5.12.1)
    x^(a-1) (c + e x^m)^-q on (0, oo), a/m and q - a/m > 0                                  (DLMF 5.12.3)
    x^m exp(-a x^2 + b x) on the line: moments of a Gaussian, a > 0                      (DLMF 5.9.1, 7.7)

are named. That the integral exists is owed by whoever states it (:mod:`lemmata.verifier.obligations.integrals`).

>>> from sympy import Symbol, log
>>> x, b = Symbol("x", real=True), Symbol("b", positive=True)
>>> value_of_integral(Integral(1/(1 + x), (x, 0, b)), Context()).value
log(b + 1)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy
from sympy import Add, Basic, Dummy, Expr, Ge, Gt, Integer, Integral, Le, Lt, Mul, Poly, exp, gamma, oo, pi, sin, sqrt
from sympy.integrals.manualintegrate import manualintegrate

from lemmata.theory.values.kinks import pieces
from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.engines.products import parted
from lemmata.verifier.obligation import Defined, Holds, Obligation
from lemmata.verifier.obligations.integrals import limit_at
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict

_LONGEST = 60


@dataclass(frozen=True)
class Closed:
    """What an integral is, how that is known, and what it needs."""

    value: Expr
    how: str
    owed: tuple[Obligation, ...] = ()
    cited: tuple[str, ...] = ()


def value_of_integral(node: Integral, context: Context) -> Closed | str:
    """What the integral is, or why that is not known: by name, by an antiderivative, or in pieces of these."""
    parts = pieces(node, lambda relation: decided(relation, context.assumptions).answer == "proved")
    if not parts:
        polynomial = node.function.is_polynomial(node.limits[0][0])  # Beta integrals have no value at an empty range
        return (None if polynomial else _named(node)) or _by_antiderivative(node, context)
    values = [value_of_integral(part, context) for part in parts]
    missing = next((value for value in values if isinstance(value, str)), None)
    if missing is not None:
        return missing
    found = [value for value in values if isinstance(value, Closed)]
    owed = tuple(one for value in found for one in value.owed)
    cited = tuple(dict.fromkeys(name for value in found for name in value.cited))
    return Closed(Add(*(value.value for value in found)), f"in pieces, from {parts[-1].limits[0][1]} on", owed, cited)


def _named(node: Integral) -> Closed | None:
    letter, low, high = node.limits[0]
    x = Dummy("x", positive=True) if (low, high) in ((0, oo), (0, 1)) else Dummy("x", real=True)
    term = sympy.expand(sympy.expand_power_exp(sympy.expand_power_base(node.function.xreplace({letter: x}))))
    kinds = {(Integer(0), oo): _without_end, (Integer(0), Integer(1)): _beta, (-oo, oo): _gaussian}
    kind = kinds.get((low, high))
    if kind is None and low.is_finite is not False and high.is_finite is not False:
        return _between_ends(node)
    parts = [kind(part, x) for part in Add.make_args(term)] if kind else [None]
    if any(part is None for part in parts):
        even = (low, high) == (-oo, oo) and sympy.powdenest(term.xreplace({x: -x})) == sympy.powdenest(term)
        half = _named(Integral(node.function, (letter, 0, oo))) if even else None
        return half and replace(half, value=2 * half.value)
    values = [part for part in parts if part is not None]
    owed = tuple(Holds(one, values[0][2]) for _, needs, _ in values for one in needs)
    return Closed(Add(*(value for value, _, _ in values)), values[0][2], owed, (values[0][2],))


_Part = tuple[Expr, tuple[Basic, ...], str]


def _without_end(term: Expr, x: Dummy) -> _Part | None:
    return _gamma(term, x) or _second_beta(term, x)


def _gamma(term: Expr, x: Dummy) -> _Part | None:
    """x^power exp(-rate x^m), by x^m in the place of x: the Gamma function at (power + 1)/m."""
    constant, power, others = parted(term, x)
    if len(others) != 1 or not isinstance(others[0], exp):
        return None
    rest, moving = sympy.expand(others[0].args[0]).as_independent(x, as_Add=True)
    slope, letter = moving.as_independent(x, as_Add=False)
    base, m = letter.as_base_exp()
    if base != x or not (m.is_Rational and m > 0):
        return None
    place = (power + 1) / m
    value = constant * exp(rest) * gamma(place) / (m * (-slope) ** place)
    return value, (Gt(place, 0), Gt(-slope, 0)), "integral of the Gamma function (DLMF 5.9.1)"


def _beta(term: Expr, x: Dummy) -> _Part | None:
    constant, power, others = parted(term, x)
    powers = [factor.as_base_exp() for factor in others]
    if not powers or any(sympy.expand(base + x) != 1 or exponent.has(x) for base, exponent in powers):
        return None
    a, b = power + 1, Add(1, *(exponent for _, exponent in powers))
    value = constant * gamma(a) * gamma(b) / gamma(a + b)
    return value, (Gt(a, 0), Gt(b, 0)), "integral of the Beta function (DLMF 5.12.1)"


def _second_beta(term: Expr, x: Dummy) -> _Part | None:
    """x^power (c + e x^m)^-q, by e x^m/c in the place of x."""
    constant, power, others = parted(term, x)
    product = sympy.powsimp(Mul(*(sympy.factor(one) for one in others)), combine="exp")
    base, exponent = product.as_base_exp()
    c, moving = base.as_independent(x, as_Add=True)
    e, letter = moving.as_independent(x, as_Add=False)
    root, m = letter.as_base_exp()
    if root != x or c == 0 or m.has(x) or exponent.has(x):
        return None
    a, b = (power + 1) / m, -exponent - (power + 1) / m
    both = pi / sin(pi * a) if exponent == -1 else gamma(a) * gamma(b) / gamma(a + b)  # DLMF 5.5.3
    value = constant * c**exponent * (c / e) ** a * both / m
    return value, (Gt(m, 0), Gt(a, 0), Gt(b, 0), Gt(c, 0), Gt(e, 0)), "integral of the Beta function (DLMF 5.12.3)"


def _between_ends(node: Integral) -> Closed | None:
    """A product of powers of what vanishes at the ends, by x = low + (high - low) u."""
    letter, low, high = node.limits[0]
    u, length = Dummy("u", positive=True), high - low
    constant, powers, owed = length, Integer(1), [Gt(length, 0)]
    for factor in Mul.make_args(sympy.expand_power_base(node.function)):
        base, exponent = factor.as_base_exp()
        moved = sympy.factor(base.xreplace({letter: low + length * u}))
        ones, rest = Integer(1), moved
        for part in Mul.make_args(moved):
            root, times = part.as_base_exp()
            sign = next((sign for sign in (1, -1) if sympy.expand(sign * root - 1 + u) == 0), 0)
            if root == u or sign:
                powers *= (u if root == u else 1 - u) ** (times * exponent)
                ones *= part if root == u or sign == 1 else (1 - u) ** times
        rest = sympy.cancel(moved / ones)
        if rest.has(u) or exponent.has(letter):
            return None
        constant *= rest**exponent
        owed += [] if exponent.is_Integer else [Gt(rest, 0)]
    part = _beta(powers, u)
    if part is None:
        return None
    needs = [Holds(one, part[2]) for one in (*part[1], *owed) if one is not sympy.true]
    return Closed(constant * part[0], part[2], tuple(needs), (part[2],))


def _gaussian(term: Expr, x: Dummy) -> _Part | None:
    """E Y^m for a Gaussian Y with mean b/(2a) and variance 1/(2a)."""
    constant, m, others = parted(term, x)
    if not (m.is_Integer and m >= 0 and all(isinstance(factor, exp) for factor in others)):
        return None
    exponent = sympy.expand(Add(*(factor.args[0] for factor in others)))
    if not exponent.is_polynomial(x) or sympy.degree(exponent, x) != 2:
        return None
    square, linear, rest = Poly(exponent, x).all_coeffs()
    a, mean = -square, -linear / (2 * square)
    variance = 1 / (2 * a)
    moments = [Integer(1), mean]
    for order in range(2, int(m) + 1):
        moments.append(mean * moments[-1] + (order - 1) * variance * moments[-2])
    value = constant * sqrt(pi / a) * exp(rest + linear**2 / (4 * a)) * moments[int(m)]
    return value, (Gt(a, 0),), "moments of a Gaussian (DLMF 5.9.1)"


def _by_antiderivative(node: Integral, context: Context) -> Closed | str:
    letter, low, high = node.limits[0]
    x = Dummy(letter.name, real=True)
    term = node.function.xreplace({letter: x})
    inside = [relation for relation in (Gt(x, low), Lt(x, high)) if relation not in (True, sympy.true)]
    guess = _guess(node.function, letter)
    if guess is None:
        return f"no antiderivative of {node.function} is known"
    found = guess.xreplace({letter: x})
    try:
        slope = derivative(found, x)
    except NotAlgebraic as reason:
        return str(reason)
    domain = (*context.assumptions, *inside)
    if same_value(slope, term, domain).verdict is not Verdict.PROVED:
        return f"the derivative of {guess} is not known to be {node.function}"
    ends, around = [], []

    def known(relation: Basic) -> bool:
        return decided(relation, context.assumptions).answer == "proved"

    for end, side in ((high, -1), (low, 1)):
        at: Expr | None = put_in(found, {x: end})
        smooth = end not in (oo, -oo) and at is not None and _is_plain(at)
        at = at if smooth else limit_at(found, x, end, side, known)
        if at is None:
            return f"no limit of {guess} at {end} is known"
        ends.append(at)
        closed, open_ = (Le, Lt) if side < 0 else (Ge, Gt)
        around.append((closed if smooth else open_)(x, end))
    around = [relation for relation in around if relation not in (True, sympy.true)]
    owed = (Defined(found, "the antiderivative", tuple(around)), *(Defined(end, "its value at an end") for end in ends))
    return Closed(ends[0] - ends[1], f"{guess} has this derivative", owed)


def _gaussian_guess(term: Expr, x: Basic) -> Expr | None:
    """An antiderivative of P(x) exp(-a x^2 + b x + c), by x e = (b e - e')/(2 a) for e = exp(...) (DLMF 7.2.1)."""
    total: Expr = Integer(0)
    for part in Add.make_args(sympy.expand(term)):
        exponent = Add(*(factor.args[0] for factor in Mul.make_args(part) if isinstance(factor, exp)))
        rest = Mul(*(factor for factor in Mul.make_args(part) if not isinstance(factor, exp)))
        if not (rest.is_polynomial(x) and exponent.is_polynomial(x) and sympy.degree(exponent, x) == 2):
            return None
        a, b = -sympy.expand(exponent).coeff(x, 2), sympy.expand(exponent).coeff(x, 1)
        whole, density = sympy.expand(exponent - b * x + a * x**2), exp(exponent)
        below = sqrt(pi / a) / 2 * exp(whole + b**2 / (4 * a)) * sympy.erf(sqrt(a) * x - b / (2 * sqrt(a)))
        found = [below, (b * below - density) / (2 * a)]
        for m in range(2, sympy.degree(rest, x) + 1):
            found.append((b * found[-1] + (m - 1) * found[-2] - x ** (m - 1) * density) / (2 * a))
        total += Add(*(c * found[m] for (m,), c in Poly(rest, x).terms()))
    return total


def _is_plain(value: Expr) -> bool:
    """Whether this is a value of an antiderivative at an end: no infinity, and no power of zero."""
    if value.has(sympy.nan, sympy.zoo, oo, -oo):
        return False
    return not any(power.base == 0 for power in value.atoms(sympy.Pow))


def _guess(term: Expr, letter: Basic) -> Expr | None:
    """SymPy's proposal, its pieces by conditions left out; of polynomials times Gaussian densities by parts."""
    if term.count_ops() > _LONGEST:
        return None
    if (by_parts := _gaussian_guess(term, letter)) is not None:
        return by_parts
    try:
        guess = manualintegrate(term, letter)
    except (ValueError, NotImplementedError, TypeError, AttributeError, RecursionError):
        return None
    while isinstance(guess, sympy.Piecewise):
        guess = guess.args[0][0]
    guess = guess.replace(lambda node: isinstance(node, sympy.Piecewise), lambda node: node.args[0][0])
    guess = guess.replace(sympy.Mul, lambda *factors: _collected(Mul(*factors), letter))
    return None if guess.has(Integral, sympy.I, sympy.zoo, sympy.nan) else guess


def _collected(product: Expr, x: Basic) -> Expr:
    """With one power of x, which has a value at x = 0 where x^2 x^(p - 1) has none."""
    constant, power, others = parted(product, x)
    return constant * x**power * Mul(*others)
