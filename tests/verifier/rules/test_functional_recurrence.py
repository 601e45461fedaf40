"""Generation by generation: equivalents given an independent parameter, and induction for all functions of Sigma."""

import dataclasses
from fractions import Fraction

import pytest
from sympy import Rational

from lemmata.derivations.dohmatob2024 import PAPER
from lemmata.derivations.dohmatob2024 import section_4_3_recursion as chain
from lemmata.derivations.dohmatob2024.section_4_2_ridge import two_resolvents_equivalent
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalents import equivalent_risk
from lemmata.theory.notation import T0, T, df2, kappa, kappa0, n, sigma, sigma0
from lemmata.theory.quantities.chain_equivalent import chain_equivalent
from lemmata.theory.quantities.generation_recursion import mean_moment, second_moment
from lemmata.theory.quantities.regression import X0, Sigma, w, w0, w_same
from lemmata.theory.quantities.resolvents import A, B, a, eigenvalue_of, in_directions, spare, v
from lemmata.theory.random_matrices import E, inv, tr
from lemmata.theory.spectra.eigensum import EigenSum, at_spectrum, s
from lemmata.theory.spectra.spectra import Diagonal
from lemmata.theory.values.enclosure import enclose
from lemmata.verifier.engines.eigensum_form import in_basis
from lemmata.verifier.engines.normal_form import vanishes
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import eigenbasis, equivalent_at, functional_recurrence
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict


def claim(name):
    return PAPER.claims[f"dohmatob2024:{name}"]


def judged_step(name, position, after):
    """The verdict on one step of a claim when it leads to another expression."""
    stated = claim(name)
    link = stated.proof.steps[position - 1]
    return judged(link.rule, Step(link.step.before, link.step.relation, after), context_of(stated)).verdict


P0 = chain.P.xreplace({n: 0})
noise = chain.sigma0**2 * chain.noise_of_fit
seen_through_A = E(tr(A * Sigma * chain.G0 * chain.G0 * w[n] * w[n].T))
second = E(tr(Sigma * chain.G0 * chain.G0 * w[n] * w[n].T))


@pytest.mark.parametrize(
    "wrong",
    [
        chain.seen + noise,  # nothing scattered
        chain.seen + chain.scatter * kappa0 * second / spare + noise,
        chain.seen + chain.scatter * kappa0**2 * second / T0 + noise,
        E(tr(A * chain.D0 * w[n] * w[n].T)) + chain.scatter * kappa0**2 * second / spare + noise,
        chain.seen + chain.scatter * kappa0**2 * E(tr(Sigma * chain.G0 * w[n] * w[n].T)) / spare + noise,
        # the function A and the parameter seen by the wrong sums
        chain.seen + EigenSum(s / (s + kappa0) ** 2) * kappa0**2 * seen_through_A / spare + noise,
    ],
)  # fmt: skip
def test_a_wrong_generation_is_not_proved(wrong):
    right = chain.seen + chain.scatter * kappa0**2 * second / spare + noise
    assert judged_step("chain-second-step", 2, right) is Verdict.PROVED
    assert judged_step("chain-second-step", 2, wrong) is Verdict.UNDECIDED


def test_a_parameter_that_the_design_has_made_is_refused():
    """P0 w1 is not what the equivalent speaks of: w1 was made with the design of P0. Neither is a reused design."""
    stated = claim("chain-second-step")
    rule = equivalent_at(chain.two_projections_equivalent, {B: w[1] * w[1].T}, {X0[0]: X0[0]})
    before = E(tr(A * P0 * w[1] * w[1].T * P0))
    found = judged(rule, Step(before, "~", EigenSum(a)), context_of(stated))
    assert "drawn later" in found.detail
    same = equivalent_at(chain.two_projections_equivalent, {B: w_same[1] * w_same[1].T})
    before = E(tr(A * P0 * w_same[1] * w_same[1].T * P0))
    found = judged(same, Step(before, "~", EigenSum(a)), context_of(claim("same-second-equivalent")))
    assert "drawn later" in found.detail


def test_an_equivalent_takes_one_matrix_of_rank_one():
    rule = equivalent_at(two_resolvents_equivalent, {A: w0 * w0.T, B: w[n] * w[n].T})
    found = judged(rule, Step(a, "~", a), context_of(claim("chain-risk-by-mean-and-spread")))
    assert "only one of the matrices" in found.detail


def test_letters_with_a_value_for_each_eigenvalue_stay_inside_their_sum():
    """sum a s times sum v is not sum a times sum s v."""
    assert not vanishes(in_basis(EigenSum(a * s) * EigenSum(v) - EigenSum(a) * EigenSum(s * v)))
    assert not vanishes(in_basis(EigenSum(a) - a * EigenSum(1 / s) * EigenSum(s)))


@pytest.mark.parametrize("kind", ["mean", "second"])
def test_induction_needs_the_right_recursion(kind):
    first, step, moment, before = {
        "mean": (chain.mean_start, chain.mean_step, mean_moment, E(tr(A * w[n] * w0.T))),
        "second": (chain.second_start, chain.second_step, second_moment, E(tr(A * w[n] * w[n].T))),
    }[kind]
    context = context_of(claim("chain-mean"))
    rule = functional_recurrence(n, base=first, step=step)
    assert judged(rule, Step(before, "~", moment(n, a)), context).verdict is Verdict.PROVED
    others = {mean_moment(n, a), second_moment(n, a), moment(n, a * s), moment(n + 1, a), moment(n, a, kappa0=kappa)}
    for wrong in others - {moment(n, a)}:
        assert judged(rule, Step(before, "~", wrong), context).verdict is Verdict.UNDECIDED
    for term in (chain.seen, E(tr(A * w[n] * w0.T)), E(tr(A * chain.D0 * chain.D0 * w[n] * w0.T))):
        changed = dataclasses.replace(step, statement=dataclasses.replace(step.statement, rhs=term))
        wrong_step = functional_recurrence(n, base=first, step=changed)
        assert judged(wrong_step, Step(before, "~", moment(n, a)), context).verdict is Verdict.UNDECIDED


def test_the_parameters_of_two_generations_are_told_apart():
    step = Step(E(tr(Sigma * w[1] * w[1].T)), "=", E(tr(Sigma * w[2] * w[2].T)))
    assert eigenbasis.judge(step, Context()).verdict is Verdict.UNDECIDED


def test_traces_are_read_in_the_eigenbasis_however_they_are_turned():
    turned = E(tr(w[n].T * Sigma * inv(Sigma) * w[n])) - E(tr(w[n] * w0.T * Sigma))
    assert in_directions(turned) == in_directions(E(tr(w[n] * w[n].T))) - in_directions(E(tr(w0.T * Sigma * w[n])))
    with pytest.raises(ValueError, match="once only"):
        eigenvalue_of(w0 * w0.T * Sigma * w[n] * w[n].T)


PAIRS = ((Rational(4), Rational(1)), (Rational(1), Rational(2)), (Rational(1, 2), Rational(3)))


def opened(expression):
    """The recursion by its definition, down to sums over the eigenvalues."""
    from lemmata.theory.quantities.generation_recursion import Carried

    while nodes := expression.atoms(Carried):
        expression = expression.xreplace({node: node.meaning() for node in nodes})
    return expression


def test_the_recursion_by_definition_is_the_recursion_in_numbers():
    point = {kappa0: Rational(2), T0: Rational(2), sigma0: Rational(1, 2)}
    for moment in (mean_moment, second_moment):
        quantity = moment(3, s / (s + 1))
        by_definition = at_spectrum(opened(quantity), PAIRS).xreplace(point)
        assert at_spectrum(quantity, PAIRS).value_at(point) == Fraction(int(by_definition.p), int(by_definition.q))


@pytest.mark.parametrize("designs", ["independent", "same", "ridge"])
def test_what_the_proof_defines_is_what_the_numbers_are(designs):
    """The meaning of ChainEquivalent(3), at kappa and kappa0 of a spectrum, against the engine that knows no proof."""
    generator = {"T0": 3, "ridge0": "1/3"} if designs == "ridge" else {"T0": 2}
    spectrum = Diagonal([4, 1, "1/2"], [1, 2, "1/2"])
    kind = "independent" if designs == "ridge" else designs
    model = Chain(spectrum, T=5, ridge="1/4", sigma2="1/9", n=3, sigma0_2="1/4", designs=kind, **generator)
    from lemmata.theory.models.equivalents import renormalised

    fit = renormalised(spectrum, model.T, model.ridge, 40)
    first = renormalised(spectrum, model.T0[0], model.ridge0, 40)
    point = {
        kappa: fit.kappa, df2: fit.df2, kappa0: first.kappa, T: model.T, T0: model.T0[0],
        sigma: Rational(1, 3), sigma0: Rational(1, 2),
    }  # fmt: skip
    defined = opened(chain_equivalent(3, designs=designs).meaning())
    pairs = tuple(zip(spectrum.eigenvalues, spectrum.squared_weights, strict=True))
    value = enclose(at_spectrum(defined, pairs), point, digits=20)
    assert abs(float(value.mid - equivalent_risk(model).total.mid)) < 1e-15


def test_the_equal_eigenvalue_limit_is_that_of_section_4():
    """Sigma = I: second moment eta^n ||w0||^2 + noise/(d/T0 - 1) (1 - eta^n)/(1 - eta), at d = 4, T0 = 2, n = 3."""
    flat = ((1, 1), (1, 0), (1, 2), (1, 1))
    value = at_spectrum(second_moment(3, s**0), flat).value_at({kappa0: 1, T0: 2, sigma0: 1})
    eta, each = Fraction(1, 2), Fraction(2, 4 - 2)
    assert value == eta**3 * 4 + each * (1 - eta**3) / (1 - eta)
