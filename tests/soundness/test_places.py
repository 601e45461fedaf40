"""What a rule does at a place: under binders, inside derivatives and conditions, for letters that stand for others."""

import pytest
from sympy import (
    Derivative,
    Eq,
    Function,
    Integer,
    Le,
    Min,
    Ne,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    log,
    oo,
    sqrt,
    zeta,
)

from lemmata.theory.notation import d, kappa, n
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.theory.spectra.spectral_functions import Df1, Df2
from lemmata.verifier.claim import Paper, at_least_by, at_most_by, by
from lemmata.verifier.rules import (
    algebra,
    cases,
    definition,
    differentiate,
    inequality,
    inequality_per_eigenvalue,
    inverse_function,
    recurrence,
    telescoping,
    term_by_term,
    use,
)
from lemmata.verifier.step import Context, Step
from tests.soundness.support import Cases, shown

places = Cases()
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
x, y = Symbol("x", real=True), Symbol("y", real=True)
i, j, m = (Symbol(name, integer=True, positive=True) for name in "ijm")
k = Symbol("k", integer=True, nonnegative=True)
u = Symbol("u", positive=True)
f = Function("f", real=True)
"""Nothing is known of its values: no point refutes what contains it."""
harmonic = Sum(1 / i, (i, 1, oo))
MILLION = 10**6


# Sides that are oo


def ordered_beside(C, term):
    witness = {x: 1, y: 2, **dict.fromkeys(term.free_symbols, 1)}
    C("c", at_most(x, y), witness, x, at_most_by(inequality), y, where=[Le(x + term, y + term, evaluate=False)])


@places.false
def an_assumption_between_infinite_sides(C):
    ordered_beside(C, harmonic)


@places.false
def an_assumption_between_sides_with_an_infinite_square(C):
    ordered_beside(C, harmonic**2)


@places.false
def an_assumption_between_sides_with_an_infinite_logarithm(C):
    ordered_beside(C, log(1 + harmonic))


@places.true
def an_assumption_between_sides_with_a_finite_square(C):
    ordered_beside(C, Sum(1 / i, (i, 1, n)) ** 2)


@places.true
def an_assumption_between_finite_sides(C):
    ordered_beside(C, Sum(1 / i, (i, 1, n)))


# Sums over several letters


def doubled(C, other):
    def F(end, beyond):
        return Sum(f(i) * f(j), (i, 1, end), (j, 1, beyond))

    base = C("base", equal(F(Integer(0), m), F(Integer(0), m)), {m: 1}, F(Integer(0), m), by(algebra), F(Integer(0), m))
    step = C("step", equal(F(n + 1, m), F(n + 1, m)), {m: 1, n: 1}, F(n + 1, m), by(algebra), F(n + 1, m))
    C("c", equal(F(n, m), F(n, other)), {m: 1, n: 1}, F(n, m), by(recurrence(n, base, step)), F(n, other))


@places.false
def a_double_sum_with_another_end_of_the_outer_index(C):
    doubled(C, 2 * m)


@places.true
def a_double_sum_with_the_same_ends(C):
    doubled(C, m)


def term_of_the_series(index):
    return 1 / (index * log(index) ** 2)


def tail(C, *outer):
    series, first = Sum(term_of_the_series(m), (m, 10, oo), *outer), Sum(term_of_the_series(m), (m, 10, 11))
    bound = first + 1 / log(Integer(11))
    C("c", at_most(series, bound), {}, series, at_most_by(inequality), bound)


@places.false
def a_series_that_is_counted_five_times(C):
    tail(C, (j, 1, 5))


@places.true
def a_series_that_is_counted_once(C):
    tail(C)


# Conditions and derivatives hide what they depend on


def partial_sums(C, inside, coefficient=1):
    total = Sum(1 / i**2, (i, 1, n))
    before, after = inside(coefficient * total), inside(coefficient * zeta(2))
    C("c", at_most(before, after), {n: 1, x: 1}, before, at_most_by(inequality), after)


@places.false
def a_bound_inside_a_condition(C):
    partial_sums(C, lambda term: Piecewise((1, term < Rational(3, 2)), (0, True)) + f(x))


@places.true
def a_bound_beside_a_condition(C):
    partial_sums(C, lambda term: 2 * term + Piecewise((1, x < 2), (0, True)) + f(x))


def differences(C, operation):
    total, value = Sum(1 / (i + x) ** 2, (i, 1, n)), 1 / x - 1 / (n + x)
    before, after = f(p) + operation(total), f(p) + operation(value)
    C("c", at_most(before, after), {n: 1, x: 1, p: 1}, before, at_most_by(telescoping(-1 / (i + x), i)), after,
            where=[x > 0])  # fmt: skip


@places.false
def an_inequality_is_differentiated(C):
    differences(C, lambda term: Derivative(term, x))


@places.true
def an_inequality_is_multiplied(C):
    differences(C, lambda term: q * term)


def tied(C, slope, where):
    C("c", equal(f(p) * Derivative(y * x, x), f(p) * slope), {x: 1, y: 1, p: 1},
            f(p) * Derivative(y * x, x), by(differentiate), f(p) * slope, where=where)  # fmt: skip


@places.false
def a_letter_that_moves_with_the_variable_is_differentiated(C):
    tied(C, 3 * x**2, [Eq(y, x**2)])


@places.true
def a_letter_that_moves_with_the_variable_is_held_fixed(C):
    tied(C, y, [Eq(y, x**2)])


@places.true
def a_letter_with_a_value_is_put_in(C):
    tied(C, p**2, [Eq(y, p**2)])


def inverted(C, argument):
    inverse, value = Function("x", real=True), Symbol("value", real=True)
    before, after = Derivative(inverse(argument(value)), value), 1 / Derivative(x**3 + x, x)
    C("c", equal(before, after), {x: 1, value: 2}, before, by(inverse_function(x)), after, where=[Eq(value, x**3 + x)])


@places.false
def the_inverse_function_of_twice_the_value(C):
    inverted(C, lambda value: 2 * value)


@places.true
def the_inverse_function_of_the_value(C):
    inverted(C, lambda value: value)


def degrees(C, beta):
    before, after = Df2(beta, kappa, d), Df1(beta, kappa, d) + kappa * Derivative(Df1(beta, kappa, d), kappa)
    C("c", equal(before, after), {kappa: 2, d: 2}, before, by(term_by_term), after)


@places.false
def a_spectrum_that_moves_with_kappa(C):
    degrees(C, kappa)


@places.true
def a_spectrum_that_stays(C):
    degrees(C, Integer(2))


# Roots, minima and inequalities under binders


def rooted(C, low, high, where, index=k):
    root = sqrt(index**2 - 2 * MILLION * index + MILLION**2)
    before, after = Sum(f(x) * root, (index, low, high)), Sum(f(x) * (MILLION - index), (index, low, high))
    witness = {x: 1, n: 1} | ({index: 1} if any(relation.has(index) for relation in where) else {})
    C("c", equal(before, after), witness, before,
            by(algebra), after, where=where)  # fmt: skip


@places.false
def a_root_by_an_assumption_on_a_free_letter(C):
    rooted(C, 1, n, [k <= MILLION])


@places.false
def a_root_by_the_sign_of_a_letter_whose_range_begins_below(C):
    i = Symbol("i", integer=True)
    root = sqrt(i**2 + 2 * i + 1)
    before, after = f(x) * Sum(root, (i, -5, n)), f(x) * Sum(i + 1, (i, -5, n))
    C("c", equal(before, after), {n: 1, x: 1}, before, by(algebra), after)


def smaller(C, inside):
    """Of j and m the smaller one, by cases."""

    def least(one):
        return inside(one) * f(x) + 0 * one

    low = C("low", equal(least(j), least(j)), {j: 1, m: 2, n: 1, x: 1}, least(j), by(algebra), least(j), where=[j <= m])
    high = C("high", equal(least(m), least(m)), {j: 2, m: 1, n: 1, x: 1}, least(m), by(algebra), least(m),
                   where=[j >= m])  # fmt: skip
    before, after = least(Min(j, m)), inside(j) * f(x) + Min(0, m - j) * f(x)
    C("c", equal(before, after), {j: 1, m: 2, n: 1, x: 1}, before, by(cases(low, high)), after)


@places.false
def a_minimum_under_a_sum_over_its_letter(C):
    total = Sum(j, (j, 1, n))

    def share(one):
        return total + (one - j) / (m - j) * (n * m - total)

    low = C("low", equal(f(x) * total, f(x) * total), {j: 1, m: 2, n: 1, x: 1}, f(x) * total, by(algebra),
                  f(x) * total, where=[Ne(j, m), j <= m])  # fmt: skip
    every = f(x) * Sum(m, (j, 1, n))
    high = C("high", equal(every, f(x) * n * m), {j: 2, m: 1, n: 1, x: 1}, every, by(telescoping(m * j, j)),
                   f(x) * n * m, where=[Ne(j, m), j >= m])  # fmt: skip
    before, after = f(x) * Sum(Min(j, m), (j, 1, n)), f(x) * share(Min(j, m))
    C("c", equal(before, after), {j: 1, m: 2, n: 1, x: 1}, before, by(cases(low, high)), after, where=[Ne(j, m)])


@places.true
def a_minimum_of_free_letters(C):
    smaller(C, lambda one: one)


def weighted(C, weight, where):
    partial = C("partial", at_least(sqrt(k + 2), 1), {k: 1}, sqrt(k + 2), at_least_by(inequality), 1)
    before, after = f(x) + Sum(weight * sqrt(k + 2), (k, 0, n)), f(x) + Sum(weight, (k, 0, n))
    C("c", at_least(before, after), {x: 1, n: 5}, before, at_least_by(use(partial)), after, where=where)


@places.false
def an_inequality_behind_weights_whose_sum_is_not_negative(C):
    weighted(C, k - 2, [Sum(k - 2, (k, 0, n)) >= 0])


@places.true
def an_inequality_behind_weights_that_are_not_negative(C):
    weighted(C, k + 1, [])


def over_eigenvalues(C, one, other, where):
    C("c", at_most(f(x) + EigenSum(one), f(x) + EigenSum(other)), {s: 1, c2: 1, x: 1, d: 1} if where else {x: 1, d: 1},
            f(x) + EigenSum(one), at_most_by(inequality_per_eigenvalue), f(x) + EigenSum(other),
            where=where)  # fmt: skip


@places.false
def an_assumption_on_a_free_letter_is_used_of_every_eigenvalue(C):
    over_eigenvalues(C, s**2, s, [s <= 1, c2 <= 1])


@places.true
def an_inequality_at_every_eigenvalue(C):
    C("c", at_most(EigenSum(s / (s + 1)), EigenSum(s)), {d: 1}, EigenSum(s / (s + 1)),
            at_most_by(inequality_per_eigenvalue), EigenSum(s))  # fmt: skip


@pytest.mark.parametrize("state", places.wrong.values(), ids=places.wrong)
def test_false(state):
    assert not shown(state)


@pytest.mark.parametrize("state", places.right.values(), ids=places.right)
def test_true(state):
    assert shown(state)


@pytest.mark.parametrize(("index", "right"), [(n, False), (i, True)])
def test_a_definition_is_put_in_where_its_letters_are_free(index, right):
    """With y := n + 1 a sum of y over n is not that of n + 1."""
    paper = Paper("soundness", "soundness")
    paper.define(y, n + 1)
    step = Step(f(x) * Sum(y * index, (index, 1, m)), "=", f(x) * Sum((n + 1) * index, (index, 1, m)))
    assert definition(y).judge(step, Context(definitions=paper.definitions)).verdict.holds is right
