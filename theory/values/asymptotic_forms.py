r"""How a formula in k grows: enclosures that hold for all k >= e^T at once.

A :class:`Form` states that, for all k >= e^T,

    E(k) = c k^p (log k)^q exp(sum_i s_i k^alpha_i) (1 + delta(k)),    |delta(k)| <= error.

Products, powers, sums, logarithms and exponentials of forms are forms again. What is small is measured where k is
least: a ratio k^p (log k)^q exp(...) whose logarithmic derivative is certainly negative for all t = log k >= T is at
most its value at T. Nothing here is an asymptotic statement that holds "eventually": T is part of the form, and where T
is too small, or an expression is not of this kind, :class:`NoForm` says which part.

:func:`slope` is d log E/d log k as a form. For exponentials it needs no form of E itself: the slope of exp(A) is k A'.

>>> from sympy import exp, sqrt, log
>>> slope(exp(-sqrt(K + 1)), arb(10))                  # for all k >= e^10
-0.5*k^(1/2) (1 +- 6.8e-05)
>>> slope(1 / (K * log(K + 1)**2), arb(4))
-1 (1 +- 0.51)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import ceil
from typing import Any, TypeAlias

import sympy
from flint import arb, fmpq
from sympy import Expr, Integer, Rational, Symbol

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.theory.values.finite_enclosure import NoEnclosure, enclose

K = Symbol("k", positive=True)
"""The index of an eigenvalue, in formulas."""

Coefficient: TypeAlias = Fraction | arb
_ONE, _ZERO, _NOUGHT = Fraction(1), arb(0), Integer(0)


class NoForm(ValueError):
    """The growth of an expression is not known for all k >= e^T; the message names the part."""


@dataclass(frozen=True, eq=False)
class Form:
    """c k^p (log k)^q exp(sum of s k^alpha) (1 + delta), |delta| <= error, for all k >= e^T.

    Attributes:
        T: from where on it holds.
        c: exact where it is rational, otherwise a ball; not zero.
        p, q: exact real numbers.
        exponents: pairs (alpha, s) of exact numbers, alpha > 0.
        error: an upper bound.
    """

    T: arb
    c: Coefficient
    p: Expr = _NOUGHT
    q: Expr = _NOUGHT
    exponents: tuple[tuple[Expr, Expr], ...] = ()
    error: arb = _ZERO

    @property
    def key(self) -> tuple[Expr, Expr, tuple[tuple[Expr, Expr], ...]]:
        """What must agree for two forms to be of the same size."""
        return self.p, self.q, self.exponents

    def sign(self) -> int:
        """Of the expression, for all k >= e^T.

        Raises:
            NoForm: when the error is not below 1.
        """
        if not self.error < 1:
            raise NoForm("its sign")
        return 1 if _ball(self.c) > 0 else -1

    def size(self, t: arb) -> arb:
        """|c| k^p (log k)^q exp(...) at k = e^t, without the error."""
        power = _number(self.p) * t + _number(self.q) * t.log()
        return (
            abs(_ball(self.c)) * (power + sum((_number(s) * (_number(a) * t).exp() for a, s in self.exponents))).exp()
        )

    def falls(self) -> bool:
        """Whether its shape, without c and error, decreases for all k >= e^T."""
        growing = decaying = _ZERO
        lead = max((float(a) for a, _ in self.exponents), default=0.0)
        for alpha, s in self.exponents:
            part = _number(s) * _number(alpha) * (_number(alpha) * self.T).exp()
            if part < 0 and float(alpha) == lead:
                decaying += part
            else:
                growing += part.max(_ZERO)
        rate = growing + decaying  # the slope of the exponent is at most this times (k/e^T)^lead, and negative with it
        if self.exponents and not rate < 0:
            return False
        rate += _number(self.p) if not self.exponents else _number(self.p).max(_ZERO)
        return bool(rate + (_number(self.q) / self.T).max(_ZERO) < 0 or self._only_logarithms_fall())

    def _only_logarithms_fall(self) -> bool:
        return not self.exponents and self.p == 0 and _sign(self.q) < 0

    def __mul__(self, other: Form) -> Form:
        exponents = dict(self.exponents)
        for alpha, s in other.exponents:
            exponents[alpha] = exponents.get(alpha, Integer(0)) + s
        return Form(
            self.T,
            _times(self.c, other.c),
            self.p + other.p,
            self.q + other.q,
            _sorted(exponents),
            (self.error + other.error + self.error * other.error).upper(),
        )

    def __pow__(self, power: Expr) -> Form:
        if not power.is_Integer and not _ball(self.c) > 0:
            raise NoForm("a power of a negative number")
        if not self.error < 1:
            raise NoForm("a power of what may be zero")
        r = _number(power)
        error = max(((1 + sign * self.error) ** r - 1 for sign in (-1, 1)), key=lambda e: float(abs(e).upper()))
        raised = self.c ** int(power) if power.is_Integer and isinstance(self.c, Fraction) else _ball(self.c) ** r
        exponents = {alpha: s * power for alpha, s in self.exponents}
        return Form(self.T, raised, self.p * power, self.q * power, _sorted(exponents), abs(error).upper())

    def __repr__(self) -> str:
        c = str(self.c) if isinstance(self.c, Fraction) else f"{float(self.c.mid()):.5g}"
        parts = [c] + [f"k^({self.p})"] * (self.p != 0) + [f"log(k)^({self.q})"] * (self.q != 0)
        parts += [f"exp({s}*k^({alpha}))" for alpha, s in self.exponents]
        return "*".join(parts) + (f" (1 +- {float(self.error):.2g})" if self.error > 0 else "")


def form(expr: Expr, T: arb) -> Form:
    """The form of an expression in :data:`K`.

    Raises:
        NoForm: naming the part that has none.
    """
    if K not in expr.free_symbols:
        return Form(T, _constant(expr))
    if expr == K:
        return Form(T, _ONE, Integer(1))
    if isinstance(expr, sympy.Mul):
        product: Form = reduce(Form.__mul__, (form(part, T) for part in expr.args))
        return product
    if isinstance(expr, sympy.Add):
        found = _sum([form(part, T) for part in expr.args], expr)
        if found is None:
            raise NoForm(f"{expr}, whose terms cancel")
        return found
    if isinstance(expr, sympy.exp):
        return _exponential(expr.args[0], T)
    if isinstance(expr, sympy.log):
        return _logarithm(expr.args[0], T)
    if isinstance(expr, sympy.Pow):
        if K not in expr.exp.free_symbols:
            power: Form = form(expr.base, T) ** expr.exp
            return power
        return _exponential(_exponent(expr), T)
    if expr.func == sympy.polygamma and expr.args[0] == 0:
        return _digamma(expr.args[1], T)
    raise NoForm(str(expr))


def slope(expr: Expr, T: arb) -> Form | None:
    """d log|E|/d log k as a form; None where it is zero for all k.

    Raises:
        NoForm: naming the part that has none.
    """
    return _sum(_slopes(expr, T), expr)


def _slopes(expr: Expr, T: arb) -> list[Form]:
    """Forms whose sum is the slope; kept apart, so that exact numbers among them can cancel."""
    if K not in expr.free_symbols:
        return []
    if expr == K:
        return [Form(T, _ONE)]
    if isinstance(expr, sympy.Mul):
        return [found for part in expr.args for found in _slopes(part, T)]
    if isinstance(expr, sympy.Add):
        power = form(expr, T).p
        rest = sympy.Add(*(part / K**power for part in expr.args))
        rate = derivative(rest, T)
        found = [] if power == 0 else [Form(T, _rational_or_ball(power))]
        return found if rate is None else [*found, rate * form(rest, T) ** Integer(-1)]
    if isinstance(expr, sympy.exp):
        rate = derivative(expr.args[0], T)
        return [] if rate is None else [rate]
    if isinstance(expr, sympy.log):
        inner = slope(expr.args[0], T)
        return [] if inner is None else [inner * form(expr, T) ** Integer(-1)]
    if isinstance(expr, sympy.Pow):
        if K in expr.exp.free_symbols:
            return _slopes(sympy.exp(_exponent(expr)), T)
        return [part * Form(T, _constant(expr.exp)) for part in _slopes(expr.base, T)]
    if isinstance(expr, sympy.gamma):
        return _gamma_slopes(expr.args[0], T)
    if expr.func == sympy.polygamma and expr.args[0] == 0:
        _, _, small, x = _linear(expr.args[1], T)
        error = x / (1 - x) + small / (2 * (1 - x) ** 2) + small**2 / (6 * (1 - x) ** 3)
        return [Form(T, _ONE, error=error.upper()) * form(expr, T) ** Integer(-1)]
    raise NoForm(str(expr))


def derivative(expr: Expr, T: arb) -> Form | None:
    """k dE/dk as a form; None where it is zero for all k."""
    parts = []
    for part in sympy.Add.make_args(expr):
        rate = slope(part, T)
        if rate is not None:
            parts.append(form(part, T) * rate)
    return _sum(parts, expr)


def _exponent(power: Expr) -> Expr:
    """A with b^c = exp(A)."""
    return power.exp * sympy.log(power.base)


def index_beyond(T: arb) -> int:
    """An integer that is at least e^T."""
    return ceil(Ball.from_arb(T.exp()).upper)


def _sum(parts: list[Form], expr: Expr) -> Form | None:
    """A sum of forms: those of the largest size together, the others relative to them; None where all cancel."""
    groups: dict[Any, list[Form]] = {}
    for part in parts:
        groups.setdefault(part.key, []).append(part)
    sums = [_merged(group) for group in groups.values()]
    for lead in sums:
        if lead is None or lead.error >= 1:
            continue
        inverse = replace(lead, error=_ZERO) ** Integer(-1)
        others = [part * inverse for part in sums if part is not lead and part is not None]
        if all(other.falls() for other in others):
            small = sum((other.size(lead.T) * (1 + other.error) for other in others), lead.error)
            return replace(lead, error=small.upper())
    if any(part is not None for part in sums):
        raise NoForm(f"{expr}, whose largest terms cancel or are not known")
    return None


def _merged(group: list[Form]) -> Form | None:
    """Forms of the same size added; None where they cancel exactly, and with an error of 1 where they may cancel."""
    c = reduce(_plus, (part.c for part in group))
    spread = sum((abs(_ball(part.c)) * part.error for part in group), _ZERO)
    if c == 0 and isinstance(c, Fraction) and spread == 0:
        return None
    size = abs(_ball(c))
    if not size > spread:
        return replace(group[0], c=(size + spread).upper(), error=arb(1))
    return replace(group[0], c=c, error=(spread / size).upper())


def _exponential(exponent: Expr, T: arb) -> Form:
    """exp of a sum: growing terms stay, terms with a limit give a factor and an error."""
    found = Form(T, _ONE)
    for part in sympy.Add.make_args(sympy.expand_mul(exponent)):
        factor, rest = part.as_independent(K, as_Add=False)
        base, power = rest.as_base_exp()
        if rest == 1:
            found *= Form(T, _number(factor).exp())
        elif rest == sympy.log(K):
            found *= Form(T, _ONE, factor)
        elif base == K and power.is_number and _sign(power) > 0:
            found *= Form(T, _ONE, exponents=((power, factor),))
        else:
            inner = form(part, T)
            if inner.key == (0, 0, ()):  # a limit other than zero
                found *= Form(T, _ball(inner.c).exp(), error=((abs(_ball(inner.c)) * inner.error).exp() - 1).upper())
            elif inner.falls():
                found *= Form(T, _ONE, error=((inner.size(T) * (1 + inner.error)).exp() - 1).upper())
            else:
                raise NoForm(f"exp({part})")
    return found


def _logarithm(argument: Expr, T: arb) -> Form:
    """log of a form: its largest part, and the rest relative to it, which falls from t = e on."""
    if isinstance(argument, sympy.Add) and Integer(1) in argument.args:
        small = form(argument - 1, T)
        if small.falls() and (size := small.size(T) * (1 + small.error)) < 1:  # |log(1+r)/r - 1| <= |r|/(2 (1-|r|))
            return small * Form(T, _ONE, error=(size / (2 * (1 - size))).upper())
    inner = form(argument, T)
    if not (inner.error < 1 and _ball(inner.c) > 0):
        raise NoForm(f"log({argument})")
    constant, wobble = _ball(inner.c).log(), -(1 - inner.error).log()
    if inner.key == (0, 0, ()):
        if not abs(constant) > 0:
            raise NoForm(f"log({argument}), which tends to zero")
        return Form(T, constant, error=(wobble / abs(constant)).upper())
    if not T > arb(1).exp():
        raise NoForm(f"log({argument}) for small k")
    rest = abs(_number(inner.q)) * T.log() + abs(constant) + wobble
    if inner.exponents:
        (alpha, s), *others = inner.exponents
        if not _number(alpha) * T > 1:
            raise NoForm(f"log({argument}) for small k")
        rest += abs(_number(inner.p)) * T + sum(abs(_number(b)) * (_number(a) * T).exp() for a, b in others)
        return Form(
            T, _rational_or_ball(s), alpha, error=(rest / (abs(_number(s)) * (_number(alpha) * T).exp())).upper()
        )
    if inner.p == 0:
        raise NoForm(f"log({argument})")
    return Form(T, _rational_or_ball(inner.p), q=Integer(1), error=(rest / (abs(_number(inner.p)) * T)).upper())


def _linear(argument: Expr, T: arb) -> tuple[Expr, Expr, arb, arb]:
    """a, b of z = a k + b with a > 0; and 1/(a k), |b|/(a k) at k = e^T, where the latter is below 1/2."""
    a = argument.diff(K)
    if K in a.free_symbols or _sign(a) <= 0:
        raise NoForm(f"a gamma function of {argument}")
    b = sympy.expand(argument - a * K)
    small = (-T).exp() / _number(a)
    x = abs(_number(b)) * small
    if not x < arb(fmpq(1, 2)):
        raise NoForm(f"a gamma function of {argument} for small k")
    return a, b, small, x


def _digamma(argument: Expr, T: arb) -> Form:
    """psi(z) = log z - 1/(2z) - r, 0 < r < 1/(12 z^2) (DLMF 5.11.2): log k, and what is bounded beside it."""
    a, _, small, x = _linear(argument, T)
    rest = abs(_number(a).log()) + (x + small / 2) / (1 - x) + small**2 / (12 * (1 - x) ** 2)
    return Form(T, _ONE, q=Integer(1), error=(rest / T).upper())


def _gamma_slopes(argument: Expr, T: arb) -> list[Form]:
    """k a psi(z) = a k log k + a log(a) k + b - 1/2 + r, |r| as small as 1/k."""
    a, b, small, x = _linear(argument, T)
    rest = (_number(b) ** 2 * small + x) / (2 * (1 - x)) + small / (12 * (1 - x) ** 2)
    found = [Form(T, _rational_or_ball(a), Integer(1), Integer(1))]
    if a != 1:
        found.append(Form(T, _number(a) * _number(a).log(), Integer(1)))
    if b == Rational(1, 2):
        return [*found, Form(T, rest * T.exp(), Integer(-1), error=arb(2))]
    centre = _rational_or_ball(b - Rational(1, 2))
    return [*found, Form(T, centre, error=(rest / abs(_ball(centre))).upper())]


def _sorted(exponents: dict[Expr, Expr]) -> tuple[tuple[Expr, Expr], ...]:
    """Largest alpha first, without those that cancelled."""
    kept = [(alpha, s) for alpha, s in exponents.items() if s != 0]
    return tuple(sorted(kept, key=lambda pair: -float(pair[0])))


def _number(value: Expr) -> arb:
    """An exact number as a ball."""
    if value.is_Rational:
        return arb(fmpq(int(value.p), int(value.q)))
    try:
        return enclose(value, digits=25).to_arb()
    except NoEnclosure as reason:
        raise NoForm(str(reason)) from None


def _rational_or_ball(value: Expr) -> Coefficient:
    return Fraction(int(value.p), int(value.q)) if value.is_Rational else _number(value)


def _constant(value: Expr) -> Coefficient:
    found = _rational_or_ball(value)
    if not abs(_ball(found)) > 0:
        raise NoForm(f"{value}, which may be zero")
    return found


def _sign(value: Expr) -> int:
    if value.is_Rational:
        return int(sympy.sign(value))
    ball = _number(value)
    if not abs(ball) > 0:
        raise NoForm(f"the sign of {value}")
    return 1 if ball > 0 else -1


def _ball(value: Coefficient) -> arb:
    return as_arb(value) if isinstance(value, Fraction) else value


def _times(left: Coefficient, right: Coefficient) -> Coefficient:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left * right
    return _ball(left) * _ball(right)


def _plus(left: Coefficient, right: Coefficient) -> Coefficient:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    return _ball(left) + _ball(right)
