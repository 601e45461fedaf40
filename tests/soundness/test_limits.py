"""Limits: what moves, what is tied to it, and where the path leads.

Every false statement is true but for one condition; its neighbour below has the condition.
"""

import pytest
from sympy import (
    Abs,
    Eq,
    Integer,
    Max,
    Min,
    Rational,
    Sum,
    Symbol,
    ceiling,
    digamma,
    exp,
    floor,
    log,
    oo,
    sign,
    sqrt,
    zeta,
)

from lemmata.theory.notation import T0, T, d, df1, kappa, n, phi, phi0
from lemmata.theory.relations import Path, tends
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, s
from lemmata.verifier.claim import tends_by
from lemmata.verifier.rules import limit
from tests.soundness.support import holds

x, y = Symbol("x", real=True), Symbol("y", real=True)
p, q, c = (Symbol(name, positive=True) for name in "pqc")
k = Symbol("k", integer=True, positive=True)
proportional = Path(T, keeping={d: phi * T})
third = Rational(1, 3)
trace = EigenSum(s / (s + kappa))


def stated(before, after, path, witness, rule=limit, where=()):
    """The case of one step by one rule."""
    return lambda C: C("case", tends(before, after, along=path), witness, before, tends_by(rule), after, where=where)


def at_zero(side="above"):
    return Path(x, to=Integer(0), side=side)


FALSE = {
    "a letter tied to the path is not constant": stated(T / (T + p), 1, Path(T), {T: 5, p: 5}, where=[Eq(p, T)]),
    "nor one tied to it by two equations": stated(
        T / (T + p), 1, Path(T), {T: 5, p: 10, q: 5}, where=[Eq(p, 2 * q), Eq(q, T)]
    ),
    "a letter above the path has no tail": stated(d / T, 0, Path(T), {T: 5, d: 5}, where=[d >= T]),
    "the path's variable is tied to a constant": stated(d / (T - d), 0, Path(T), {T: 5, d: 3}, where=[Eq(T, d + 2)]),
    "the path leaves a bounded domain": stated(Abs(T - 100) / T, -1, Path(T), {T: 5}, where=[T <= 100]),
    "a difference of leading orders is unknown": stated(
        d - phi * T, 0, proportional, {T: 4, d: 2, phi: Rational(1, 2)}
    ),
    "also when it is small on the exact line": stated(
        (d - phi * T) / sqrt(T), 0, proportional, {T: 4, d: 2, phi: Rational(1, 2)}
    ),
    "two sizes of one order do not cancel": stated(T0 - T, 0, Path(T, keeping={T0: T}), {T: 4, T0: 4}),
    "the denominator may vanish in the limit": stated(
        d / (T - d - 1), phi / (1 - phi), proportional, {T: 5, d: 2, phi: Rational(2, 5)}, where=[T >= d + 2]
    ),
    "the path is outside the domain at every ratio": stated(
        d / T, phi, proportional, {T: 1, d: 2, phi: third}, where=[d >= 2 * T, phi < 1]
    ),
    "sign jumps at zero": stated(sign(x), 0, at_zero(), {x: 1}),
    "sign has another limit from below": stated(sign(x), 1, at_zero("both"), {x: 1}),
    "ceiling jumps at zero": stated(ceiling(p), 0, Path(p, to=Integer(0)), {p: 1}),
    "floor jumps at one from below": stated(floor(x), 1, Path(x, to=Integer(1), side="below"), {x: 1}),
    "an integer does not approach a point": stated(1 / k, 1, Path(k, to=Integer(1)), {k: 1}),
    "one over x has two limits at zero": stated(1 / x, oo, at_zero("both"), {x: 1}),
    "the sign of an infinite limit is that of its factor": stated(x * T, oo, Path(T), {T: 1, x: 1}),
    "a pole at the point": stated(1 / (x**2 - c), 1 / (1 - c), Path(x, to=Integer(1)), {x: 2, c: 2}),
    "a root of what turns negative": stated(sqrt(d - T) / sqrt(T), sqrt(phi - 1), proportional, {T: 4, d: 8, phi: 2}),
    "a root of what is negative from below": stated(sqrt(x - 1), 0, Path(x, to=Integer(1), side="below"), {x: 0}),
    "a root of what is negative from above": stated(sqrt(1 - x), 0, Path(x, to=Integer(1)), {x: 2}),
    "a limit that still moves": stated(T / (T + 1), d / (d + 1), proportional, {T: 4, d: 2, phi: Rational(1, 2)}),
    "a limit that moves by definition": stated(T / (T + 1), p / T, Path(T), {T: 4, p: 4}, where=[Eq(p, T)]),
    "the approach is through positive values only": stated(Max(0, x) / x, 1, at_zero("both"), {x: 1}),
    "a power of a ratio that moves": stated(c**n, 0, Path(n), {n: 1, c: Rational(1, 2)}, limit, [Eq(c, n / (n + 1))]),
    "a ratio that may be one": stated(c**n, 0, Path(n), {n: 1, c: Rational(1, 2)}, limit, [c <= 1]),
    "a ratio that may be minus one": stated(x**n, 0, Path(n), {n: 1, x: Rational(1, 2)}, limit, [x < 1, x >= -1]),
    "what stands beside the power moves": stated(
        c**n + p, p, Path(n), {n: 1, c: Rational(1, 2), p: 1}, limit, [c < 1, Eq(p, n)]
    ),
    "a factor of the power grows": stated(
        p * c**n, 0, Path(n), {n: 1, c: Rational(1, 2), p: 2}, limit, [c < 1, Eq(p, c ** (-n))]
    ),
    "a constant without a logarithm": stated(log(x) / T, 0, Path(T), {T: 5, x: 1}),
    "an infinite constant": stated(Sum(1 / k, (k, 1, oo)) / T, 0, Path(T), {T: 5}),
    "a sum whose range runs backwards": stated(Sum(1, (k, T, 1)) / T, -1, Path(T), {T: 1}),
    "a sum up to what is no integer": stated(Sum(1 / k**2, (k, 1, T / 2)), zeta(2), Path(T), {T: 2}),
    "a sum that is cancelled by zero": stated(x * Sum(1 / (x * k**2), (k, 1, T)), zeta(2), Path(T), {T: 2, x: 1}),
    "degrees of freedom grow with the dimension": stated(
        df1 / T,
        0,
        proportional,
        {SPECTRUM: ((1, 1), (1, 1)), T: 4, d: 2, phi: Rational(1, 2), kappa: 1, df1: 1},
        where=[Eq(df1, trace)],
    ),
    "a trace in a dimension that is tied to the path": stated(
        trace / T, 0, Path(T), {SPECTRUM: ((1, 1), (1, 1)), T: 2, d: 2, kappa: 1}, where=[Eq(d, T)]
    ),
    "digammas at twice the argument": stated(digamma(2 * n) - digamma(n), 0, Path(n), {n: 1}, limit),
    "digammas at a shift that moves": stated(
        digamma(n + p) - digamma(n + 1), 0, Path(n), {n: 1, p: 1}, limit, [Eq(p, n)]
    ),
    "digammas with a factor that moves": stated(
        p * digamma(n + 1) - p * digamma(n + 2), 0, Path(n), {n: 1, p: 1}, limit, [Eq(p, n)]
    ),
}

TRUE = {
    "a constant beside the path": stated(T / (T + p), 1, Path(T), {T: 5, p: 5}),
    "the limit with the tied letter": stated(T / (T + p), Rational(1, 2), Path(T), {T: 5, p: 5}, where=[Eq(p, T)]),
    "a letter below the path": stated(d / T, 0, Path(T), {T: 5, d: 5}, where=[d <= T]),
    "a fixed size beside a growing one": stated(d / (T - d), 0, Path(T), {T: 5, d: 3}, where=[T >= d + 2]),
    "an absolute value on an unbounded domain": stated(Abs(T - 100) / T, 1, Path(T), {T: 5}),
    "a ratio of leading orders": stated(d / T, phi, proportional, {T: 4, d: 2, phi: Rational(1, 2)}),
    "a ratio that an assumption repeats": stated(
        d / T, phi, proportional, {T: 4, d: 2, phi: Rational(1, 2)}, where=[Eq(phi, d / T)]
    ),
    "a constant with a logarithm": stated(log(p) / T, 0, Path(T), {T: 5, p: 1}),
    "a finite constant": stated(Sum(1 / k**2, (k, 1, oo)) / T, 0, Path(T), {T: 5}),
    "a sum that has begun from some point on": stated(Sum(1, (k, 7, T)) / T, 1, Path(T), {T: 8}),
    "a sum beside a factor": stated(p * Sum(1 / (p * k**2), (k, 1, T)), zeta(2), Path(T), {T: 2, p: 1}),
    "a trace in a fixed dimension": stated(trace / T, 0, Path(T), {SPECTRUM: ((1, 1), (1, 1)), T: 4, d: 2, kappa: 1}),
    "the noise of a fit": stated(
        d / (T - d - 1), phi / (1 - phi), proportional, {T: 5, d: 2, phi: Rational(2, 5)}, where=[T >= d + 2, phi < 1]
    ),
    "three sizes": stated(
        d / (T0 - d - 1),
        phi0 / (1 - phi0),
        Path(T, keeping={d: phi * T, T0: phi * T / phi0}),
        {T: 8, d: 2, T0: 4, phi: Rational(1, 4), phi0: Rational(1, 2)},
        where=[T0 >= d + 2, phi0 < 1],
    ),
    "a maximum": stated(Max(0, 1 - 1 / T), 1, Path(T), {T: 5}),
    "a minimum of two orders": stated(Min(T, 2 * T - 5) / T, 1, Path(T), {T: 5}),
    "a constant Abs": stated(Abs(y) * T / (T + 1), Abs(y), Path(T), {T: 5, y: -1}),
    "sign from above": stated(sign(x), 1, at_zero(), {x: 1}),
    "sign from below": stated(sign(x), -1, at_zero("below"), {x: -1}),
    "sign away from its jump": stated(sign(1 + x), 1, at_zero("both"), {x: 1}),
    "ceiling from above": stated(ceiling(p), 1, Path(p, to=Integer(0)), {p: 1}),
    "floor of half a size": stated(floor(T / 2) / T, Rational(1, 2), Path(T), {T: 4}),
    "one over its square": stated(1 / x**2, oo, at_zero("both"), {x: 1}),
    "a positive factor": stated(p * T, oo, Path(T), {T: 1, p: 1}),
    "towards minus infinity": stated(x / (x - 1), 1, Path(x, to=-oo), {x: -1}),
    "a removable point": stated((x**2 - 1) / (x - 1), 2, Path(x, to=Integer(1), side="both"), {x: 2}),
    "no pole at the point": stated(
        1 / (x**2 - c), 1 / (1 - c), Path(x, to=Integer(1)), {x: 2, c: third}, where=[c < 1]
    ),
    "a root of what stays positive": stated(
        sqrt(d - T) / sqrt(T), sqrt(phi - 1), proportional, {T: 4, d: 8, phi: 2}, where=[phi > 1]
    ),
    "a root of what is positive from above": stated(sqrt(x - 1), 0, Path(x, to=Integer(1)), {x: 2}),
    "a root of what is positive from below": stated(sqrt(1 - x), 0, Path(x, to=Integer(1), side="below"), {x: 0}),
    "roots of one order": stated(sqrt(T + 1) / sqrt(T), 1, Path(T), {T: 4}),
    "continuous functions": stated(exp(-1 / T) * log(2 + 1 / T), log(2), Path(T), {T: 4}),
    "powers of a constant below one": stated(c**n, 0, Path(n), {n: 1, c: third}, limit, [c < 1]),
    "powers of a ratio of fixed sizes": stated(
        (1 - c**n) * p, p, Path(n), {n: 1, c: third, p: 1, d: 3, T0: 1}, limit, [Eq(c, T0 / d), T0 < d]
    ),
    "powers of a negative ratio": stated(x**n, 0, Path(n), {n: 1, x: Rational(1, 2)}, limit, [x < 1, x > -1]),
    "a power beside what has a limit": stated(c**n + n / (n + 1), 1, Path(n), {n: 1, c: third}, limit, [c < 1]),
    "digammas at shifts": stated(digamma(n + p) - digamma(n + 1), 0, Path(n), {n: 1, p: 1}, limit),
    "digammas beside what has a limit": stated(
        2 * digamma(n + 2) - 2 * digamma(n + 1) + p, p, Path(n), {n: 1, p: 1}, limit
    ),
}

geometric = Sum((1 - c**k) ** 2, (k, 1, n))
AVERAGES = {n: 1, c: third}
FALSE |= {
    "the mean of squares that tend to one, doubled": stated(geometric / n, 2, Path(n), AVERAGES, where=[c < 1]),
    "the same where powers grow": stated(geometric / n, 1, Path(n), AVERAGES),
    "what is left beside n, without its square": stated(
        geometric - n, -2 * c / (1 - c), Path(n), AVERAGES, where=[c < 1]
    ),
}
TRUE |= {
    "the mean of squares that tend to one": stated(geometric / n, 1, Path(n), AVERAGES, where=[c < 1, n >= 1]),
    "what is left beside n": stated(
        geometric - n, -2 * c / (1 - c) + c**2 / (1 - c**2), Path(n), AVERAGES, where=[c < 1]
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_limits_are_not_proved(name):
    assert not holds(FALSE[name])


@pytest.mark.parametrize("name", TRUE)
def test_true_limits_are_proved(name):
    assert holds(TRUE[name])
