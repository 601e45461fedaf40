"""What part 7 proves, looked at by engines that know nothing of its proofs."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from sympy import Integer, Rational

from lemmata.derivations.dohmatob2024.beyond.accumulation import accumulation_limit
from lemmata.derivations.dohmatob2024.beyond.optimal_ridge import ridge_of_u, signal_of_u, tau, u
from lemmata.derivations.dohmatob2024.beyond.regularisation import collapse_never_amplified
from lemmata.derivations.strong_model_collapse.iterated import factor
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalents import equivalent_risk
from lemmata.theory.models.simulation import simulated_risk
from lemmata.theory.notation import T0, d, phi, ridge, sigma, sigma0, signal
from lemmata.theory.quantities.retraining import accumulated_error, m
from lemmata.theory.spectra.eigensum import SPECTRUM
from lemmata.theory.spectra.spectra import Diagonal, Isotropic
from lemmata.theory.values.enclosure import enclose


def optimal_ridge(generations):
    """The root u of A(u) = ||w0||^2 in the setting of Figure 1a, by bisection, as a ridge."""
    setting = {phi: Rational(3, 10), sigma: Rational(1, 5), signal: 1, tau: Rational(generations * 300, 25 * 299)}
    low, high = Rational(0), Rational(1)
    for _ in range(40):
        middle = (low + high) / 2
        below = signal_of_u.xreplace({**setting, u: middle}) < 1
        low, high = (middle, high) if below else (low, middle)
    return ridge_of_u.rhs.xreplace({**setting, u: low})


@pytest.mark.parametrize("generations", [0, 1, 5, 20])
def test_the_optimal_ridge_minimises_the_deterministic_equivalent(generations):
    best = optimal_ridge(generations)

    def risk(penalty):
        noise = Rational(1, 25)
        chain = Chain(
            Isotropic(300),
            T=1000,
            ridge=penalty,
            sigma2=noise,
            n=generations,
            T0=600,
            sigma0_2=noise * Rational(300, 299),
        )
        return equivalent_risk(chain).total  # which has T0 - d where the exact law has T0 - d - 1

    assert all(risk(best).upper < risk(best * factor).lower for factor in (Rational(9, 10), Rational(11, 10)))


def test_the_optimal_ridge_grows_fiftyfold_in_twenty_generations():
    assert [round(float(optimal_ridge(n)), 4) for n in (0, 1, 5, 20)] == [0.0120, 0.0328, 0.1303, 0.6665]


def test_ridge_amplifies_the_collapse_term_of_weak_directions():
    """Noise of one generation alone, in units of sigma0^2 d/(T0 - d - 1): above one, by simulation."""
    witness = collapse_never_amplified.witness
    variances = [value for value, _ in witness[SPECTRUM] for _ in range(8)]
    chain = Chain(
        Diagonal([Rational(v) for v in variances], [0] * 32), T=40, ridge=witness[ridge], n=1, T0=128, sigma0_2=95
    )
    found = simulated_risk(chain, relative_error=0.01, confidence=0.9999, seed=0)
    assert found.interval.low / 32 > 1.1


def test_accumulated_noise_approaches_its_limit_in_proportion_to_one_over_n():
    limit = enclose(accumulation_limit.statement.rhs, {d: 4, T0: 10, sigma0: 1}).mid
    gaps = [limit - accumulated_error(k).value_at({d: 4, T0: 10, sigma0: 1}) for k in (200, 400, 800)]
    assert all(Fraction(19, 10) < before / after < 2 for before, after in pairwise(gaps))


def test_fake_labels_lower_the_noise_free_error():
    """By simulation in dimension 32, with a generator of ridge 1/1000 on very many samples."""
    variances = [1] * 24 + [Rational(1, 10**6)] * 8
    weak_truth = [0] * 24 + [1] * 8
    common = {"T": 40, "ridge": collapse_never_amplified.witness[ridge]}
    spectrum = Diagonal(variances, weak_truth)
    clean = simulated_risk(Chain(spectrum, **common), relative_error=0.02, confidence=0.9999, seed=0)
    chain = Chain(spectrum, **common, n=1, T0=4000, sigma0_2=0, ridge0=Rational(1, 1000))
    fake = simulated_risk(chain, relative_error=0.02, confidence=0.9999, seed=0)
    assert 2 * fake.interval.high < clean.interval.low


def test_real_rows_near_the_peak_amplify_the_error():
    """The squared norm of (X'X)^-1 Fake'Fake per dimension, drawn: above one, and what the recursion says."""
    rng = np.random.default_rng(0)
    size, rows, real = 18, 24, 3
    X = rng.standard_normal((6_000, rows, size))
    gram, fake = (np.einsum("kri,krj->kij", Z, Z) for Z in (X, X[:, real:]))
    drawn = (np.linalg.solve(gram, fake) ** 2).sum(axis=(1, 2)) / size
    error = drawn.std() / len(drawn) ** 0.5
    expected = float(factor.xreplace({d: Integer(size), T0: Integer(rows), m: Integer(real)}))
    assert drawn.mean() - 5 * error > 1
    assert abs(drawn.mean() - expected) < 5 * error
