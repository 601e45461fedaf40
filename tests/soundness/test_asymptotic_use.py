"""Using limits and equivalents: along their own path, in their own regime, and where nothing cancels."""

import pytest
from sympy import Eq, Integer, Rational, Sum, Symbol, oo

from lemmata.theory.notation import T0, T, d, kappa, n, phi, sigma, sigma0
from lemmata.theory.relations import BOUNDED_BELOW, Path, equal, equivalent, tends
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.verifier.claim import at_most_by, by, equivalent_by, tends_by
from lemmata.verifier.rules import algebra, limit, recurrence, same_leading_order, use
from tests.soundness.support import holds

p, q, c = (Symbol(name, positive=True) for name in "pqc")
j = Symbol("j", integer=True, positive=True)
alone, generations = Path(T), Path(n)
proportional = Path(T, keeping={d: phi * T})
half, third = Rational(1, 2), Rational(1, 3)


def tending(C, before, after, path, witness, rule=limit, **fields):
    """An earlier claim of a limit."""
    return C("lemma", tends(before, after, along=path), witness, before, tends_by(rule), after, **fields)


def vanishing(C):
    """1/T tends to zero."""
    return tending(C, 1 / T, 0, alone, {T: 5})


def rounded(C, before=T + n, after=T, path=alone):
    """T + n is equivalent to T: the number of generations is bounded in the regime."""
    witness = {x: 5 if x == T else 1 for x in before.free_symbols}
    return C("lemma", equivalent(before, after), witness, before, equivalent_by(same_leading_order(path)), after)


def beside_noise(C):
    """T + sigma is equivalent to T: the noise is bounded in the regime."""
    return rounded(C, T + sigma, T)


def at_a_ridge(C):
    """T kappa + 1 is equivalent to T kappa: the ridge is bounded below in the regime."""
    return rounded(C, T * kappa + 1, T * kappa)


def limit_used(lemma, before, after, path, witness, where=(), instance=None):
    """A step that uses an earlier limit."""

    def case(C):
        rule = use(lemma(C), instance)
        return C("case", tends(before, after, along=path), witness, before, tends_by(rule), after, where=where)

    return case


def equivalent_used(before, after, witness, where=(), instance=None, lemma=rounded, regime=None):
    """A step that uses an earlier equivalent."""

    def case(C):
        rule = use(lemma(C), instance)
        statement = equivalent(before, after) if regime is None else equivalent(before, after, regime)
        return C("case", statement, witness, before, equivalent_by(rule), after, where=where)

    return case


def power(C):
    """c^n tends to zero for constant c < 1."""
    return tending(C, c**n, 0, generations, {c: half, n: 1}, limit, where=[c < 1])


def beside_a_constant(C):
    """T/(T + p) tends to one for constant p."""
    return tending(C, T / (T + p), 1, alone, {T: 5, p: 1})


def stands_for_an_equation(relation):
    """A claim of another relation in a step of equations."""

    def case(C):
        lemma = rounded(C) if relation == "~" else vanishing(C)
        old, new = lemma.statement.lhs, lemma.statement.rhs
        return C("case", equal(old + p, new + p), {T: 5, n: 1, p: 1}, old + p, by(use(lemma)), new + p)

    return case


def grown(C, relation):
    """x(n + 1) = (1 + 1/T) x(n), and what follows when the factor is dropped."""
    x = (1 + 1 / T) ** n
    first = C("base", equal(x.subs(n, 0), 1), {T: 5}, Integer(1), by(algebra), 1)
    following = (1 + 1 / T) ** (n + 1)
    if relation == "~":
        drop = equivalent_by(same_leading_order(alone))
        step = C("step", equivalent(following, x), {T: 5, n: 1}, following, drop, x)
    else:
        step = C("step", equal(following, (1 + 1 / T) * x), {T: 5, n: 1}, following, by(algebra), (1 + 1 / T) * x)
    closed = Integer(1) if relation == "~" else x
    return C("case", equal(x, closed), {T: 5, n: 1}, x, by(recurrence(n, first, step)), closed)


def by_equivalent(C):
    """The noise of a fit for its leading order, in the regime with small eigenvalues or without."""
    one, other = EigenSum(s / (s + kappa)), EigenSum(s / (s + kappa)) * (1 + 1 / T)
    witness = {SPECTRUM: ((1, 1),), kappa: 1, T: 3}
    step = equivalent_by(same_leading_order(proportional))
    return C("lemma", equivalent(other, one, BOUNDED_BELOW), witness, other, step, one)


weighted, unweighted = EigenSum(c2 * s), EigenSum(s / (s + kappa))
spectral = {SPECTRUM: ((1, 1),), kappa: 1, T: 3, n: 1, sigma: 1}

FALSE = {
    "a limit along another path": limit_used(vanishing, 1 + 1 / T, 1, Path(sigma), {T: 5, sigma: 1}),
    "a limit along a path on which more moves": limit_used(
        vanishing, d / T, 0, proportional, {T: 4, d: 2, phi: half}, instance={}
    ),
    "a coefficient that moves": limit_used(vanishing, p / T, 0, alone, {T: 5, p: 5}, [Eq(p, T)]),
    "the path's variable as coefficient": limit_used(vanishing, T * (1 / T + 1 / T**2), 0, alone, {T: 5}),
    "a limit at a ratio that moves": limit_used(
        power, c**n, 0, generations, {c: half, n: 1}, [Eq(c, n / (n + 1)), c < 1]
    ),
    "an instance that moves": limit_used(power, (n / (n + 1)) ** n, 0, generations, {n: 1}, instance={c: n / (n + 1)}),
    "a constant of the claim that is tied here": limit_used(
        beside_a_constant, T / (T + p), 1, alone, {T: 5, p: 5}, [Eq(p, T)]
    ),
    "a limit that stands for an equation": stands_for_an_equation("->"),
    "an equivalent that stands for an equation": stands_for_an_equation("~"),
    "an equivalent that stands for a limit": limit_used(rounded, T + n, T, alone, {T: 5, n: 1}),
    "an equivalent where the leading terms cancel": equivalent_used(
        sigma**2 * (T + n) - sigma**2 * T + 1, 1, {T: 1, n: 1, sigma: 1}
    ),
    "an equivalent beside a term of the other sign": equivalent_used(T + n - d, T - d, {T: 5, n: 1, d: 2}),
    "an equivalent whose difference vanishes": equivalent_used(T + n - T, 0, {T: 5, n: 1}),
    "an equivalent under a square": equivalent_used((T + n) ** 2 - T**2, 0, {T: 5, n: 1}),
    "a number of generations that grows": equivalent_used(2 * T, T, {T: 5}, instance={n: T}),
    "an instance that is not bounded": equivalent_used(
        T + 1 / sigma0, T, {T: 5, sigma0: 1}, [sigma0 > 0], {sigma: 1 / sigma0}, beside_noise
    ),
    "an instance that may be small": equivalent_used(
        T * sigma + 1, T * sigma, {T: 5, sigma: 1}, [sigma > 0], {kappa: sigma}, at_a_ridge
    ),
    "an equivalent under a sum of any length": equivalent_used(
        Sum((T + n) / j, (j, 1, T)), Sum(T / j, (j, 1, T)), {T: 5, n: 1}
    ),
    "an equivalent that needs eigenvalues bounded below": equivalent_used(
        sigma**2 * unweighted * (1 + 1 / T), sigma**2 * unweighted, spectral, lemma=by_equivalent
    ),
    "an inequality from an equivalent": lambda C: C(
        "case", equal(T + n, T), {T: 5, n: 1}, T + n, at_most_by(use(rounded(C))), T
    ),
    "a recurrence whose step is an equivalent": lambda C: grown(C, "~"),
    "an infinite limit in a sum": limit_used(
        lambda C: tending(C, T + p, oo, alone, {T: 5, p: 1}), T + p - T, oo, alone, {T: 5, p: 1}
    ),
}

TRUE = {
    "a limit along its path": limit_used(vanishing, 1 + 1 / T, 1, alone, {T: 5}),
    "a constant coefficient": limit_used(vanishing, p / T, 0, alone, {T: 5, p: 5}),
    "a coefficient with a limit": limit_used(vanishing, T / (T + 1) * (2 + 1 / T), 2, alone, {T: 5}),
    "a limit at a constant ratio": limit_used(
        power, 1 - c**n, 1, generations, {c: half, n: 1, d: 4, T0: 2}, [Eq(c, T0 / d), c < 1]
    ),
    "an instance that is constant": limit_used(
        power, (q / (q + 1)) ** n, 0, generations, {n: 1, q: 1}, instance={c: q / (q + 1)}
    ),
    "an instance of a constant": limit_used(beside_a_constant, 2 + T / (T + q), 3, alone, {T: 5, q: 5}, (), {p: q}),
    "an equivalent with a coefficient": equivalent_used(sigma**2 * (T + n), sigma**2 * T, {T: 1, n: 1, sigma: 1}),
    "an equivalent beside a term of its sign": equivalent_used(T + n + d, T + d, {T: 5, n: 1, d: 2}),
    "an equivalent beside noise": equivalent_used(
        sigma**2 * (T + n) + sigma0**2, sigma**2 * T + sigma0**2, {T: 1, n: 1, sigma: 1, sigma0: 1}
    ),
    "both at most zero": equivalent_used(-(sigma**2) * (T + n) - d, -(sigma**2) * T - d, {T: 1, n: 1, sigma: 1, d: 1}),
    "an instance that stays bounded": equivalent_used(T + n + 1, T, {T: 5, n: 1}, instance={n: n + 1}),
    "an instance that is bounded": equivalent_used(
        T + sigma0 + 1, T, {T: 5, sigma0: 1}, (), {sigma: sigma0 + 1}, beside_noise
    ),
    "an instance that stays away from zero": equivalent_used(
        T * (sigma + 1) + 1, T * (sigma + 1), {T: 5, sigma: 1}, (), {kappa: sigma + 1}, at_a_ridge
    ),
    "an instance that is another size": equivalent_used(T0 + n, T0, {T0: 5, n: 1}, instance={T: T0}),
    "a term of at most the order of the result": equivalent_used(
        3 * (T + n) * unweighted - T * unweighted, 2 * T * unweighted, spectral, regime=BOUNDED_BELOW
    ),
    "beside a sum over eigenvalues": equivalent_used(
        (T + n) * unweighted + weighted, T * unweighted + weighted, spectral
    ),
    "an equivalent in a regime with eigenvalues bounded below": equivalent_used(
        sigma**2 * unweighted * (1 + 1 / T), sigma**2 * unweighted, spectral, lemma=by_equivalent, regime=BOUNDED_BELOW
    ),
    "a recurrence of equations": lambda C: grown(C, "="),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_uses_are_not_proved(name):
    assert not holds(FALSE[name])


@pytest.mark.parametrize("name", TRUE)
def test_true_uses_are_proved(name):
    assert holds(TRUE[name])
