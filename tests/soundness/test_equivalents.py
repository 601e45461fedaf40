"""Equivalents: uniform in the regime in which the sizes are in proportion, whatever path their author had in mind."""

import pytest
from sympy import Eq, Max, Rational, S, Symbol, log, sqrt

from lemmata.theory.notation import T0, T, d, df1, df2, kappa, n, phi, phi0, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.relations import Path, equivalent
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.verifier.claim import equivalent_by
from lemmata.verifier.rules import same_leading_order
from tests.soundness.support import holds

p = Symbol("p", positive=True)
N = Symbol("N", integer=True, positive=True)
alone = Path(T)
proportional = Path(T, keeping={d: phi * T})
three = Path(T, keeping={d: phi * T, T0: phi * T / phi0})
ones = ((1, 1), (1, 1))
first_df, second_df = Eq(df1, EigenSum(s / (s + kappa))), Eq(df2, EigenSum(s**2 / (s + kappa) ** 2))
spectral = {SPECTRUM: ones, kappa: 1, T: 5, df1: 1, df2: Rational(1, 2), sigma: 1}
sizes = {
    T: 8,
    d: 2,
    T0: 6,
    n: 1,
    sigma: 1,
    sigma0: 1,
    p: 1,
    N: 2,
    df1: 1,
    df2: 1,
    signal: 1,
    phi: Rational(1, 4),
    ridge: 2,
    ridge0: 1,
}


def stated(before, after, path, where=(), witness=sizes):
    """The case of one step by the same leading order."""
    letters = (S(before).free_symbols | S(after).free_symbols).union(*(r.free_symbols for r in where))
    if S(before).has(EigenSum) or any(r.has(EigenSum) for r in where):
        witness = {**spectral, **witness, SPECTRUM: ones, d: 2} if d in letters else {**witness, **spectral}
    kept = {x: v for x, v in witness.items() if x in letters or (x == SPECTRUM and witness is not sizes)}
    rule = same_leading_order(path)
    return lambda C: C("case", equivalent(before, after), kept, before, equivalent_by(rule), after, where=where)


noise = sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1)
printed_noise = sigma**2 * d / (T - d) + n * sigma0**2 * d / (T0 - d)

FALSE = {
    "noise beside a trace weighted by w0": stated(EigenSum(c2 * s) + sigma**2, EigenSum(c2 * s), proportional),
    "one weighted trace beside another": stated(signal + EigenSum(c2 * s), EigenSum(c2 * s), proportional),
    "the author's path holds a size that grows": stated(d / (T - d - 1), d / T, alone, [T >= d + 2]),
    "a size beside a size": stated(T + d, T, proportional),
    "a path along which the noise grows": stated(1 + sigma**2, sigma**2, Path(sigma)),
    "noise that may vanish": stated(1 + sigma**2, sigma**2, proportional),
    "a letter of any size": stated(T + p, T, alone),
    "a power of any size": stated((1 + 1 / T) ** N, 1, alone),
    "a denominator that may vanish": stated(d / (T - d - 1), d / (T - d), proportional),
    "a denominator of the generators that may vanish": stated(noise, printed_noise, three, [T >= d + 2]),
    "terms of opposite signs": stated(
        sigma**2 * d / (T - d - 1) - sigma0**2, sigma**2 * d / (T - d) - sigma0**2, proportional, [T >= d + 2]
    ),
    "a trace that may be small": stated(EigenSum(s) + 1, EigenSum(s), proportional),
    "positive degrees of freedom that may be few": stated(df1 + 1, df1, alone, [df1 > 0]),
    "a function that is unbounded for small eigenvalues": stated(T**2 + EigenSum(log(s)), T**2, proportional),
    "a denominator that comes close to zero": stated(
        T**2 + EigenSum(1 / (kappa - s + s**2)), T**2, proportional, [kappa > Rational(1, 4)]
    ),
    "ridges that may be equal": stated(T * (ridge - ridge0) + 1, T * (ridge - ridge0), alone, [ridge > ridge0]),
    "noise that may vanish, divided by": stated((T + 1) / sigma, T / sigma, alone),
    "a factor without a logarithm": stated((T + 1) * log(sigma), T * log(sigma), alone),
    "a denominator with a letter of any size": stated((T + 1) / (T - p), T / (T - p), alone),
    "a trace that may be unbounded": stated(EigenSum(1 / s) * T + EigenSum(s), EigenSum(1 / s) * T, proportional),
    "degrees of freedom are of the order of T": stated(1 / (1 - df1 / T), 1, alone, [df1 < T]),
    "a parameter that is not the ratio": stated(phi * T + 1, phi * T, alone),
    "the larger of two sizes": stated(Max(T, d), T, proportional),
    "sizes that stay close": stated(1 / (T - d - 1), 1 / (T - d), proportional, [T >= d + 2, T <= d + 5]),
    "a size that does not grow": stated(1 / (T - d - 1), 1 / (T - d), proportional, [T >= d + 2, d <= 5]),
}

TRUE = {
    "sizes that are apart": stated(1 / (T - d - 1), 1 / (T - d), proportional, [T >= d + 2, T <= 5 * d]),
    "a trace weighted by w0 beside noise that changes little": stated(
        EigenSum(c2 * s) + sigma**2 * (1 + 1 / T), EigenSum(c2 * s) + sigma**2, proportional
    ),
    "a factor of a weighted trace": stated(EigenSum(c2 * s) * (T + 1), EigenSum(c2 * s) * T, proportional),
    "the noise of a fit": stated(d / (T - d - 1), d / (T - d), proportional, [T >= d + 2]),
    "a number of generations beside a size": stated(T + n, T, alone),
    "a power with a bounded exponent": stated((1 + 1 / T) ** n, 1, alone),
    "a factor of any size": stated(p * T + p, p * T, alone),
    "noises that may vanish, of one sign": stated(noise, printed_noise, three, [T >= d + 2, T0 >= d + 2]),
    "degrees of freedom with a margin": stated(df2 / (T - df2 - 1), df2 / (T - df2), alone, [df2 < T]),
    "the margin of the second from that of the first": stated(
        df2 / (T - df2 - 1), df2 / (T - df2), alone, [first_df, second_df, df1 < T]
    ),
    "a factor of a trace": stated(EigenSum(s) * T + EigenSum(s), EigenSum(s) * T, proportional),
    "a bounded function of the eigenvalues": stated(
        T**2 + EigenSum(1 / (kappa + s + s**2)), T**2, proportional, [kappa > Rational(1, 4)]
    ),
    "noise that does not vanish, divided by": stated((T + 1) / sigma, T / sigma, alone, [sigma > 0]),
    "a denominator with a letter of any size and one sign": stated((T + 1) / (T + p), T / (T + p), alone),
    "a ridge": stated(T * ridge + 1, T * ridge, alone, [ridge > 0]),
    "a root": stated(sqrt(T + 1) * d, sqrt(T) * d, proportional),
    "a maximum and one": stated(Max(T, d) + 1, Max(T, d), proportional),
    "a size of the author's own": stated(N / (T - N - 1), N / (T - N), Path(T, keeping={N: p * T}), [T >= N + 2]),
    "a difference that is exact": stated(1 / T - 1 / (T + 1), 1 / T**2, alone),
    "a parameter that is the ratio": stated(phi * T + 1, phi * T, proportional, [Eq(phi, d / T)]),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_equivalents_are_not_proved(name):
    assert not holds(FALSE[name])


@pytest.mark.parametrize("name", TRUE)
def test_true_equivalents_are_proved(name):
    assert holds(TRUE[name])
