"""What part 4 proves and refutes, looked at by engines that know nothing of its proofs."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Rational

from lemmata.derivations.dohmatob2024 import PAPER
from lemmata.derivations.dohmatob2024.appendix_f import coupled
from lemmata.derivations.dohmatob2024.quantities.chain_moments import overlap, squared_length
from lemmata.derivations.dohmatob2024.section_4_3_general_covariance import mixed
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalents import equivalent_risk
from lemmata.theory.models.simulation import setting_of
from lemmata.theory.notation import T0, T, df2, kappa, kappa0, n, ridge, sigma, sigma0
from lemmata.theory.quantities.chain_equivalent import chain_equivalent
from lemmata.theory.quantities.regression import risk
from lemmata.theory.spectra.eigensum import at_spectrum
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.chapters import find_claim
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.verdict import Verdict
from tests.oracles.generator_moments import generator_moments

FLAT = ((1, 1),) + ((1, 0),) * 23


@pytest.mark.parametrize("designs", ["independent", "same"])
def test_length_and_overlap_are_those_of_simulated_chains(designs):
    point = {T0: 6, n: 3, sigma0: 1}
    chain = Chain(Isotropic(24), T=100, n=3, T0=6, sigma0_2=1, designs=designs)
    draws = generator_moments(setting_of(chain), np.random.default_rng(1), 4000)
    for moment, seen in zip((overlap, squared_length), draws.T[:2], strict=True):
        exact = float(at_spectrum(moment(designs=designs), FLAT).value_at(point))
        assert abs(exact - seen.mean()) <= 5 * seen.std(ddof=1) / 4000**0.5


def test_reused_designs_overtake_in_the_example_of_three_hundred_dimensions():
    """d = 300, T0 = 150, sigma0 = 1/5: the noise of one design adds up, that of fresh designs stays bounded."""
    point = {T: 10**9, sigma: 0, T0: 150, sigma0: Rational(1, 5)}
    flat = ((1, 1),) + ((1, 0),) * 299
    fresh, reused = (
        [float(at_spectrum(risk(k, ridge=0, designs=designs), flat).value_at(point)) for k in (1, 5, 20, 200)]
        for designs in ("independent", "same")
    )
    assert np.round(fresh, 4).tolist() == [0.5403, 1.0468, 1.0805, 1.0805]
    assert np.round(reused, 3).tolist() == [0.540, 0.701, 1.305, 8.554]


def angles():
    """|x1|^2/|x|^2 and x1 x2/|x|^2 for x ~ N(0, diag(4, 1)), by an integral over the angle: exact to rounding."""
    angle = np.arange(4096) * (2 * np.pi / 4096)
    one, two = 2 * np.cos(angle), np.sin(angle)
    size = one**2 + two**2
    return np.array([[one * one / size, one * two / size], [one * two / size, two * two / size]]).transpose(2, 0, 1)


def test_one_sample_in_two_dimensions_contradicts_the_order_of_the_biases():
    """Sigma = diag(4, 1), T = T0 = 1, w0 = e2, no ridge and no noise: 32/27 < 1 + 17/27."""
    P, Sigma, w0 = angles(), np.diag([4.0, 1.0]), np.array([0.0, 1.0])
    second = np.mean(P @ Sigma @ P, axis=0)
    forgotten = P @ w0 - w0
    delta = np.mean(np.einsum("ki,ij,kj->k", forgotten, second, forgotten))
    clean = np.mean(np.einsum("ki,ij,kj->k", forgotten, Sigma, forgotten))
    seen = np.mean(np.einsum("ki,ij,kj->k", P @ w0, second, P @ w0))
    chain = seen - 2 * (np.mean(P, axis=0) @ w0) @ (np.mean(P, axis=0) @ Sigma @ w0) + 1
    assert clean == pytest.approx(1)
    assert delta == pytest.approx(17 / 27)
    assert chain == pytest.approx(32 / 27)


def test_the_equivalent_of_two_projections_is_exact_for_one_sample_in_two_dimensions():
    P = angles()
    exact = (np.mean(P @ np.mean(P, axis=0) @ P, axis=0))[1, 1]
    value = exact_value(at_spectrum(coupled, ((4, 0), (1, 1))), {kappa0: 2, T0: 1})
    assert value == Fraction(4, 27)
    assert exact == pytest.approx(4 / 27)


def test_the_mixed_term_changes_sign_at_the_suppressed_variance():
    def at(variance):
        point = {kappa: 1, kappa0: 1, df2: 2, T: 4}  # kappa df2/(T - df2) = 1
        return exact_value(at_spectrum(mixed, ((variance, 1),)), point)

    assert at(Rational(9, 10)) < at(1) == 0 < at(Rational(11, 10))


def test_the_chain_equivalent_forgets_the_truth_and_keeps_the_noise():
    """For many generations the equivalent reaches E||w||^2 = sigma0^2 T0/(d - T0)/(1 - T0/d), without the - 1."""
    chain = Chain(Isotropic(20), T=10**6, n=60, T0=10, sigma0_2=1)
    assert float(equivalent_risk(chain).total.mid) == pytest.approx(1 + 1 / (1 - 0.5), rel=1e-5)
    point = {T: 10**6, T0: 10, n: 60, sigma0: 1, sigma: 0, ridge: 0}
    quantity = at_spectrum(chain_equivalent(), ((1, Rational(1, 20)),) * 20)
    assert quantity.value_at(point).contains(equivalent_risk(chain).total.mid)


@pytest.mark.parametrize(
    "name",
    ["printed-linear-growth", "printed-comparison", "printed-bias-order", "lemma-F-7", "lemma-F-7-proof", "lemma-F-8"],
)
def test_each_refuted_statement_has_a_counterexample_on_one_line(name):
    claim = PAPER.claims[f"dohmatob2024:{name}"]
    found = [e for e in judge(claim, context_of(claim, effort="quick")) if e.verdict is Verdict.REFUTED]
    assert found
    shown = " ".join(f"{key}={value}" for key, value in found[0].counterexample.items())
    assert len(shown) < 120
    assert float(found[0].gap) > 0.01


def test_the_corrected_claims_are_there():
    part4 = [claim for claim in PAPER.claims.values() if claim.corrected_by and "F." in str(claim.source)]
    assert len(part4) == 5
    assert all(claim.corrected_by in PAPER.claims for claim in part4)


@pytest.mark.parametrize(
    ("place", "name"),
    [("Theorem 4.5", "theorem-4-5"), ("Theorem 4.6", "theorem-4-6"), ("Lemma F.8", "lemma-F-8")],
)
def test_a_theorem_is_found_by_its_number(place, name):
    assert find_claim(f"dohmatob2024:{place}")[1].id == f"dohmatob2024:{name}"
