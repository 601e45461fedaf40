"""Leading constants, Gamma functions, hyperbolic forms: right ones pass, planted errors do not."""

import pytest
from sympy import Derivative, Rational, Symbol, coth, gamma, pi, sin, sinh, sqrt, zeta

from lemmata.derivations.dohmatob2024 import PAPER
from lemmata.derivations.dohmatob2024 import section_5_constants as constants
from lemmata.derivations.dohmatob2024.section_5_constants import beta, capacity, ell, r, source
from lemmata.theory.scaling.constant_quantities import constant_in
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
from lemmata.verifier.engines.gamma_form import same_constant
from lemmata.verifier.engines.point_refuter import examine, refute_at
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import algebra, derived_constant, inequality, summation, term_by_term
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

x = Symbol("x", positive=True)
kappa = Symbol("kappa", positive=True)
z = pi / sqrt(kappa)
USUAL = PowerLawModel(beta="beta", r="r", where=("ell > 0", "ell < beta", "r < 1"))


def verdict(rule, before, relation, after, *assumptions):
    return judged(rule, Step(before, relation, after), Context(assumptions=assumptions)).verdict


def on(model, of, value):
    constant = constant_in(model, of)
    return derived_constant.judge(Step(constant, "=", value), Context(assumptions=constant.model.conditions))


@pytest.mark.parametrize(
    "wrong",
    [
        source * beta,
        gamma(2 - 2 * r) * gamma(2 * r + 1) / beta,
        gamma(1 - 2 * r) * gamma(2 * r) / beta,
        pi / sin(2 * pi * r) / beta,
        (2 * r - 1) * pi / sin(2 * pi * r) / beta,
    ],
)
def test_a_wrong_constant_is_refuted_by_balls(wrong):
    assert on(USUAL, "bias", wrong).verdict is Verdict.UNDECIDED
    constant = constant_in(USUAL, "bias")
    found = refute_at(constant, "=", wrong, {beta: 2, r: Rational(1, 3), ell: Rational(1, 2)}, 20)
    assert float(found.gap) > 0.01


def test_a_constant_by_reflection_is_the_same():
    assert on(USUAL, "bias", (1 - 2 * r) * pi / sin(2 * pi * r) / beta).verdict is Verdict.PROVED


def test_a_constant_that_holds_on_part_of_the_domain_is_not_proved():
    """Where the dimension cuts the spectrum off the constant of the variance is another one."""
    model = PowerLawModel(beta="beta", r="r", d="T^delta", where=("ell > 0", "ell < beta", "r < 1"))
    assert on(model, "variance", constants.effective).verdict in (Verdict.REFUTED, Verdict.UNDECIDED)


def test_conditions_of_the_model_must_be_assumed():
    constant = constant_in(USUAL, "bias")
    found = derived_constant.judge(Step(constant, "=", source), Context(assumptions=(beta > 1,)))
    assert "not assumed" in found.detail


def test_a_wrong_constant_is_refuted_by_the_sums_too():
    import dataclasses

    from lemmata.verifier.checks import measured_constant

    claim = PAPER.claims["dohmatob2024:bias-constant"]
    for factor, expected in ((1, Verdict.TESTED), (Rational(101, 100), Verdict.REFUTED)):
        changed = dataclasses.replace(claim, statement=dataclasses.replace(claim.statement, rhs=source * factor))
        assert measured_constant().gather(changed, context_of(claim)).verdict is expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (gamma(x + 3), x * (x + 1) * (x + 2) * gamma(x), True),
        (gamma(x + 3), (x + 1) * (x + 2) * (x + 3) * gamma(x), False),
        (gamma(x) * gamma(1 - x), pi / sin(pi * x), True),
        (gamma(x) * gamma(2 - x), pi / sin(pi * x), False),
        (sin(pi * x + pi), -sin(pi * x), True),
        (sin(3 * pi - pi * x), sin(pi * x), True),
        (sin(3 * pi - pi * x), -sin(pi * x), False),
        ((3 * x / beta) ** (r / 2), 3 ** (r / 2) * x ** (r / 2) / beta ** (r / 2), True),
        ((3 * x / beta) ** (r / 2), 3 ** (r / 2) * x ** (r / 2) * beta ** (r / 2), False),
        (zeta(1 + 2 * beta * (r - 1)), zeta(2 * beta * r - 2 * beta + 1), True),
        (zeta(1 + 2 * beta * (r - 1)), zeta(2 * beta * r - 2 * beta), False),
        (capacity, pi / (beta * sin(pi - pi / beta)), True),
    ],
)
def test_constants_are_compared_exactly(one, other, same):
    assert same_constant(one, other) is same


def test_gamma_identities_are_refuted_when_false():
    assert verdict(algebra, gamma(x + 1) / gamma(x), "=", x, x <= 5) is Verdict.PROVED
    assert verdict(algebra, gamma(x + 1) / gamma(x), "=", x + 1, x <= 5) is Verdict.UNDECIDED
    assert examine(gamma(x + 1) / gamma(x), "=", x + 1, Context(assumptions=(x <= 5,))).verdict is Verdict.REFUTED


@pytest.mark.parametrize("wrong", [1 + ell * (x + 1), 1 + (ell - 1) * (x - 1), 1 - ell * (x - 1), 2 + ell * (x - 1)])
def test_tangents_that_are_none_are_not_proved(wrong):
    assert verdict(inequality, x**ell, ">=", 1 + ell * (x - 1), ell >= 1) is Verdict.PROVED
    assert verdict(inequality, x**ell, ">=", wrong, ell >= 1) is not Verdict.PROVED


def test_a_power_with_a_negative_coefficient_lies_below_its_tangent():
    assert verdict(inequality, -(x**ell), ">=", -1 - ell * (x - 1), ell >= 1) is Verdict.UNDECIDED


@pytest.mark.parametrize("wrong", [(z * coth(z) + 1) / 2, z * coth(z) - 1, (z * coth(2 * z) - 1) / 2])
def test_another_closed_form_is_not_proved(wrong):
    assert verdict(summation, Df1(2, kappa), "=", (z * coth(z) - 1) / 2) is Verdict.PROVED
    assert verdict(summation, Df1(2, kappa), "=", wrong) is Verdict.UNDECIDED


def test_the_closed_form_is_that_of_beta_two_and_infinite_dimension():
    for other in (Df1(3, kappa), Df1(2, kappa, 10)):
        assert verdict(summation, other, "=", (z * coth(z) - 1) / 2) is Verdict.UNDECIDED


def test_sums_are_rearranged_term_by_term():
    one, slope = Df1(2, kappa), Derivative(Df1(2, kappa), kappa)
    assert verdict(term_by_term, Df2(2, kappa), "=", one + kappa * slope) is Verdict.PROVED
    assert verdict(term_by_term, kappa * SpectralSum(2, 2, 2, kappa), "=", one - Df2(2, kappa)) is Verdict.PROVED
    for wrong in (one - kappa * slope, one + slope, one + kappa * slope + 1, 2 * one + kappa * slope):
        assert verdict(term_by_term, Df2(2, kappa), "=", wrong) is Verdict.UNDECIDED
    assert verdict(term_by_term, Df2(2, kappa), "=", Df1(3, kappa)) is Verdict.UNDECIDED
    assert verdict(term_by_term, Df2(2, kappa) * one, "=", one * one) is Verdict.UNDECIDED


def test_hyperbolic_identities():
    assert verdict(algebra, 1 / sinh(x) ** 2, "=", coth(x) ** 2 - 1) is Verdict.PROVED
    assert verdict(algebra, 1 / sinh(x) ** 2, "=", coth(x) ** 2 + 1) is Verdict.UNDECIDED
