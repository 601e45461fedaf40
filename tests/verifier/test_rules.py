"""Each rule accepts what is true, refuses what it cannot decide, and never proves what is false."""

from sympy import Derivative, Eq, Function, Integer, Ne, Rational, Symbol, cos, log, oo, sqrt

from lemmata.theory.notation import T, d, df1, df2, kappa, phi, ridge, signal
from lemmata.theory.random_matrices import identity, inv, matrix
from lemmata.theory.relations import Path, at_most, equal
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.claim import Paper
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import (
    algebra,
    differentiate,
    eigenbasis,
    given,
    inequality,
    inequality_per_eigenvalue,
    inverse_function,
    isotropic,
    limit,
    sigma_is_identity,
    use,
)
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

x, y = Symbol("x", positive=True), Symbol("y", positive=True)
proved = Verdict.PROVED


def verdict(rule, before, relation, after, *assumptions, path=None):
    return judged(rule, Step(before, relation, after), Context(assumptions=assumptions, path=path)).verdict


# Algebra


def test_algebra_with_square_roots():
    step = (1 / (sqrt(x) - 1), "=", (sqrt(x) + 1) / (x - 1))
    assert verdict(algebra, *step, Ne(x, 1)) is proved
    assert verdict(algebra, *step) is not proved


def test_algebra_does_not_take_a_square_root_for_its_base():
    assert verdict(algebra, sqrt((x - y) ** 2), "=", x - y) is not proved


def test_algebra_has_nothing_to_say_of_matrices():
    A = matrix("A", d, d)
    assert verdict(algebra, A * inv(A), "=", identity(d)) is Verdict.UNDECIDED


def test_algebra_proves_no_inequality():
    assert verdict(algebra, x, "<=", x) is not proved


# Sums over eigenvalues


def test_a_per_eigenvalue_identity_gives_a_trace_identity():
    df = EigenSum(s**2 / (s + kappa) ** 2)
    parts = d - 2 * kappa * EigenSum(1 / (s + kappa)) + kappa**2 * EigenSum((s + kappa) ** -2)
    assert verdict(eigenbasis, df, "=", parts) is proved


def test_the_square_of_a_trace_is_not_the_trace_of_the_square():
    assert verdict(eigenbasis, EigenSum(s) ** 2, "=", EigenSum(s**2)) is not proved


def test_weights_are_not_dropped():
    assert verdict(eigenbasis, EigenSum(c2 * s), "=", EigenSum(s)) is not proved


def test_an_inequality_must_hold_for_every_eigenvalue():
    assert verdict(inequality_per_eigenvalue, EigenSum(s), ">=", EigenSum(s / (s + 1))) is proved
    assert verdict(inequality_per_eigenvalue, EigenSum(s), ">=", EigenSum(s**2 / (s + 1) + 0 * s)) is proved
    assert verdict(inequality_per_eigenvalue, EigenSum(s), ">=", EigenSum(s**2)) is not proved


def test_isotropic_needs_its_assumption():
    step = (EigenSum(c2 / (s + kappa)), "=", signal / (1 + kappa))
    assert verdict(isotropic, *step, sigma_is_identity) is proved
    assert verdict(isotropic, *step) is not proved


# Assumptions


def test_given_puts_in_the_equations_of_the_assumptions():
    first = Eq(df1, EigenSum(s / (s + kappa)))
    assert verdict(given, kappa * df1, "=", kappa * EigenSum(s / (s + kappa)), first) is proved
    assert verdict(given, kappa * df1, "=", kappa * EigenSum(s / (s + kappa))) is not proved


def test_implication_is_decided_over_the_whole_domain():
    assert implied(T - d > 1, [T >= d + 2]).answer == "proved"
    assert implied(T - d > 2, [T >= d + 2]).answer == "open"
    assert implied(Ne(phi - 1, 0), [phi < 1]).answer == "proved"
    assert implied(Ne(phi - 1, 0), []).answer == "open"


def test_a_quotient_that_may_be_undefined_is_not_nonnegative():
    assert implied(1 / (phi - 1) ** 2 >= 0, []).answer == "open"


def test_an_earlier_claim_is_used_only_where_its_assumptions_hold():
    paper = Paper("demo", "")
    claim = paper.claim("c", "", equal(x / (T - d - 1), y), where=[T >= d + 2], witness={x: 1, y: 1, d: 1, T: 3})
    step = (2 * x / (T - d - 1), "=", 2 * y)
    assert verdict(use(claim), *step, T >= d + 5) is proved
    assert verdict(use(claim), *step, T >= d + 1) is not proved


def test_an_earlier_inequality_turns_round_under_a_minus_sign():
    paper = Paper("demo", "")
    claim = paper.claim("c", "", at_most(df2, df1), witness={df1: 1, df2: 1})
    assert verdict(use(claim), 1 - df2 / T, ">=", 1 - df1 / T) is proved
    assert verdict(use(claim), 1 - df2 / T, "<=", 1 - df1 / T) is not proved
    assert verdict(use(claim), df2**2, "<=", df1**2) is not proved


def test_an_instance_must_satisfy_the_assumptions_of_the_symbol():
    paper = Paper("demo", "")
    claim = paper.claim("c", "", equal(T + d, y), witness={T: 1, d: 1, y: 2})
    assert verdict(use(claim, {T: x}), x + d, "=", y) is not proved


# Limits


def test_a_limit_that_fails_somewhere_in_the_domain_is_refused():
    path = Path(T, keeping={d: phi * T})
    step = (d / (T - d - 1), "->", phi / (1 - phi))
    assert verdict(limit, *step, phi < 1, path=path) is proved
    assert verdict(limit, *step, path=path) is not proved


def test_a_limit_at_a_point_needs_continuity():
    path = Path(ridge, to=Integer(0))
    assert verdict(limit, (x + ridge) / (y + ridge), "->", x / y, path=path) is proved
    assert verdict(limit, x / ridge, "->", x, path=path) is not proved


def test_a_limit_with_an_oscillating_term_is_refused():
    assert verdict(limit, cos(T) + 1, "->", Integer(1), path=Path(T)) is not proved


def test_infinite_limits_have_a_sign():
    path = Path(T)
    assert verdict(limit, T / d, "->", oo, path=path) is proved
    assert verdict(limit, -T / d, "->", oo, path=path) is not proved


# Roots, derivatives, inequalities, numbers


def test_a_square_root_needs_the_sign_of_its_root():
    b = phi**2 - 2 * phi + 1
    assert verdict(algebra, sqrt(b), "=", 1 - phi, phi < 1) is proved
    assert verdict(algebra, sqrt(b), "=", 1 - phi) is not proved


def test_derivative_through_a_root_and_a_logarithm():
    assert verdict(differentiate, Derivative(sqrt(x**2 + 1), x), "=", x / sqrt(x**2 + 1)) is proved
    assert verdict(differentiate, Derivative(log(x), x), "=", 1 / x) is proved
    assert verdict(differentiate, Derivative(cos(x), x), "=", -cos(x)) is not proved


def test_inequality_decides_with_roots():
    assert verdict(inequality, sqrt(x) * 2, "<=", x + 1) is proved
    assert verdict(inequality, sqrt(x) * 2, "<=", x) is not proved


def test_inverse_function_needs_a_slope_that_does_not_vanish():
    value = Symbol("value", real=True)
    step = (Derivative(Function("x")(value), value), "=", 1 / Derivative(x**3 - x, x))
    steep = (Derivative(Function("x")(value), value), "=", 1 / Derivative(x**3 + x, x))
    assert verdict(inverse_function(x), *steep, Eq(value, x**3 + x)) is proved
    assert verdict(inverse_function(x), *step, Eq(value, x**3 - x)) is not proved
    assert verdict(inverse_function(x), *steep, Eq(value, x**3 + 2 * x)) is not proved


def test_closed_numbers_are_compared_in_balls():
    assert verdict(inequality, sqrt(Integer(2)), "<=", Rational(3, 2)) is proved
    assert verdict(inequality, sqrt(Integer(2)), "<=", Rational(7, 5)) is not proved
    assert verdict(inequality, x, "<=", Integer(1)) is not proved
