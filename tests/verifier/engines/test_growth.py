"""Orders of growth: cancelling terms, moving exponents, logarithms, Stirling's series; limits beside wrong ones."""

import pytest
from sympy import (
    EulerGamma,
    Max,
    Rational,
    Symbol,
    binomial,
    exp,
    factorial,
    gamma,
    harmonic,
    log,
    loggamma,
    oo,
    pi,
    sin,
    sqrt,
    tanh,
    zeta,
)

from lemmata.theory.notation import T, d, n, phi
from lemmata.theory.relations import Path, tends
from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.paper import tends_by
from lemmata.verifier.rules import limit
from lemmata.verifier.verdict import Verdict
from tests.soundness.support import status_of

p, x, y = (Symbol(name, positive=True) for name in "pxy")
q = Symbol("q", real=True)
STIRLING = (x + Rational(1, 2)) * log(x) - x + log(2 * pi) / 2 - loggamma(x + 1) + 1 / (12 * x)

LIMITS = [
    ((1 + 1 / x) ** (x**2) * exp(-x), x, exp(Rational(-1, 2)), 1),
    (27 ** (log(x) / log(3) + 1) / x**3, x, 27, oo),
    ((n + 1) * factorial(n) / (n * factorial(n + 1)), n, 0, 1),
    (gamma(T + q) / (T**q * gamma(T)), T, 1, 2),
    (x**3 * STIRLING, x, Rational(1, 360), -oo),
    (log(exp(3 * x) + x) / log(exp(x) + x**100), x, 3, 9),
    (T**-y, T, 0, 1),
    (sqrt(T + 1) - sqrt(T), T, 0, 1),
    ((log(T) + 1) / log(T), T, 1, 2),
    (harmonic(d) - log(d), d, EulerGamma, Rational(1, 2)),
    (harmonic(d) / log(d), d, 1, 2),
    (harmonic(n, 2), n, pi**2 / 6, 1),
    (harmonic(n, 1 + p), n, zeta(1 + p), 1 + p),
    (n * zeta(2, n), n, 1, 2),
    (n * harmonic(n, 3), n, oo, 1),
    ((1 + y / x) ** x, x, exp(y), exp(2 * y)),
    (binomial(2 * n, n) * sqrt(n) / 4**n, n, 1 / sqrt(pi), 1 / pi),
    (exp(sqrt(log(x))) / x**p, x, 0, oo),
    (x ** log(x) / exp(sqrt(x)), x, 0, 1),
    ((2**x + 3**x) ** (1 / x), x, 3, 2),
    (x - sqrt(x**2 - 2 * x), x, 1, 2),
    (x**2 * (1 - tanh(x)), x, 0, 2),
    (x * sin(1 / x), x, 1, 0),
    (log(x) * log(1 + 1 / log(x)), x, 1, 0),
    (sqrt(x) * log(x), x, oo, 1),
    (Max(2, log(x)) / log(x), x, 1, 2),
]


def verdict(function, variable, value, **fields):
    symbols = dict.fromkeys(function.free_symbols, 5) | {variable: 5}
    statement = tends(function, value, along=Path(variable, **fields))
    return status_of(lambda C: C("c", statement, symbols, function, tends_by(limit), value)).verdict


@pytest.mark.parametrize(("function", "variable", "value", "wrong"), LIMITS, ids=[str(case[0]) for case in LIMITS])
def test_the_limit_is_proved_and_another_one_refuted(function, variable, value, wrong):
    assert verdict(function, variable, value) is Verdict.PROVED
    assert verdict(function, variable, wrong) is Verdict.REFUTED


@pytest.mark.parametrize(
    ("function", "value"),
    [
        (x**q, 0),  # depends on the sign of q
        (q * x, oo),
        (p**x, 0),  # depends on p < 1
        (sin(x), 0),
        (exp(sin(x)), 1),
        (gamma(-x), 0),
    ],
)
def test_what_depends_on_a_sign_or_has_no_limit_is_not_proved(function, value):
    assert verdict(function, x, value) is not Verdict.PROVED


def test_a_size_that_is_known_to_first_order_only_is_not_expanded():
    assert verdict(sqrt(d + 1) - sqrt(T), T, 0, keeping={d: phi * T}) is not Verdict.PROVED


@pytest.mark.parametrize("function", [x - x * exp(1 / x) + 1, exp(x + 1 / x) - exp(x) * (1 + 1 / x), x - exp(log(x))])
def test_terms_that_cancel_to_any_order_are_expanded_further(function):
    assert Growth(x).of(function * x**0).grows in (-1, 1)


def test_what_cancels_for_ever_has_no_known_order():
    with pytest.raises(NoLeadingForm, match=r"cancel|known"):
        Growth(x).of(exp(x) * (sin(1 / x) ** 2 + sin(1 / x + pi / 2) ** 2 - 1))


def test_the_order_of_a_power_and_of_its_inverse_is_one_question():
    """A solver that knows q < p of two polynomials may fail at 1/q > 1/p, with the longer one below."""
    below, above = p**3 + 2 * p + 1, p**4 + 3 * p**3 + 2 * p**2 + 5 * p + 2
    asked = set()

    def known(relation):
        asked.add(relation)
        return relation == (above / below > 1)

    assert Growth(x, known).of((below / above) ** x).limit == 0
    assert Growth(x, known).of((above / below) ** x).grows == 1
    assert not any(below / above in relation.args for relation in asked)
