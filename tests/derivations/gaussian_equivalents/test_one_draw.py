"""One draw: the variances of drawn designs and labels are covered, and less than the bounds is not proved."""

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from lemmata.derivations.gaussian_equivalents import PAPER
from lemmata.derivations.gaussian_equivalents.one_draw import k, spread, spread_noise, t
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.finite_size.fit_errors import NoBound
from lemmata.theory.models.finite_size.one_draw import deviation
from lemmata.theory.notation import T, ridge, sigma
from lemmata.theory.quantities.regression import w0
from lemmata.theory.random_matrices import norm2
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

SETTINGS = {
    "isotropic": (20, np.ones(20), 1.0),
    "a spike": (10, np.array([10.0, *[1.0] * 9]), 0.5),
    "one sample in one direction": (1, np.ones(1), 0.3),
    "a power law": (15, np.arange(1, 31.0) ** -1.5, 0.1),
}
NOISE = 0.7


@cache
def drawn(name, draws=6000):
    """Given designs: what is missed of w0, what is made of unit noise, and the risk at drawn labels."""
    rows, values, penalty = SETTINGS[name]
    rng, size = np.random.default_rng(5), len(values)
    X = rng.standard_normal((draws, rows, size)) * np.sqrt(values)
    resolvent = np.linalg.inv(X.transpose(0, 2, 1) @ X / rows + penalty * np.eye(size))
    left, fit = -penalty * resolvent @ np.full(size, size**-0.5), resolvent @ X.transpose(0, 2, 1) / rows
    error = left + NOISE * np.einsum("nij,nj->ni", fit, rng.standard_normal((draws, rows)))
    return ((left**2) * values).sum(1), ((fit**2).sum(2) * values).sum(1), ((error**2) * values).sum(1)


def slopes(name):
    """The factors of E bias, E variance at unit noise, and of both given the design: `one-draw`, |w0| = 1."""
    rows, values, penalty = SETTINGS[name]
    level, top = values.max() / penalty, values.max()
    return 4 * level * top / rows, 64 * level**2 / (15 * rows**2), NOISE**2 * level / rows


def width(name, share=1.0):
    """The bound of the variance of the risk at the best weight, the variances of its parts times ``share``."""
    missed, made, _ = (values.mean() for values in drawn(name))
    steep, steep_noise, labels = slopes(name)
    roots = np.sqrt(share * steep * missed) + NOISE**2 * np.sqrt(share * steep_noise * made)
    return roots**2 + share * labels * (missed + NOISE**2 * made / 2)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_variances_of_drawn_designs_are_covered(name):
    missed, made, risk = drawn(name)
    steep, steep_noise, _ = slopes(name)
    assert missed.var() <= steep * missed.mean()
    assert made.var() <= steep_noise * made.mean()
    assert risk.var() <= width(name)


def test_a_twentieth_of_the_bounds_is_too_little():
    assert any(drawn(name)[2].var() > width(name, 1 / 20) for name in SETTINGS)


@pytest.mark.parametrize("noise", ["0", "1/2", "3"])
def test_the_number_of_evaluate_is_the_claim_at_its_best_weight(noise):
    chain = Chain(Isotropic(d=3, signal=2), T=7, ridge="1/4", sigma2=noise)
    found = float(deviation(chain, Fraction(1, 3), Fraction(1, 5))) ** 2
    at = {T: 7, ridge: 0.25, t: 1, sigma: float(Fraction(noise)) ** 0.5, norm2(w0): 2}
    bounds = [
        float((spread / 3 + spread_noise / 5).xreplace(at).subs(k, weight)) for weight in np.geomspace(1e-6, 1e3, 400)
    ]
    assert found <= min(bounds) <= found * 1.01


def test_a_chain_of_generations_has_no_width():
    with pytest.raises(NoBound, match="n = 0"):
        deviation(Chain(Isotropic(d=3), T=7, ridge=1, n=1, T0=7, sigma0_2=1), Fraction(1), Fraction(1))


@pytest.mark.parametrize("name", ["missed-variance", "noise-variance", "labels-noise", "one-draw"])
def test_half_of_a_bound_is_not_proved(name):
    claim = PAPER.claims[f"gaussian_equivalents:{name}"]
    link = claim.proof.steps[-1]
    found = judged(
        link.rule, Step(link.step.before, link.step.relation, link.step.after / 2), context_of(claim, effort="quick")
    )
    assert found.verdict is not Verdict.PROVED
