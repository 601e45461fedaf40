"""Exact ridge risks for Sigma = I: against simulation, closed forms, limits and optimality."""

import itertools
from fractions import Fraction

import pytest
from sympy import Rational, oo, sqrt

from lemmata.theory import Chain, Diagonal, Isotropic, NoExactLaw, equivalent_risk, exact_risk, simulated_risk
from tests.depth import DEEP

CHAINS = [
    {"d": 6, "T": 9, "ridge": "3/10", "sigma2": "1/2", "n": 3, "T0": 16, "sigma0_2": "1/5"},
    {"d": 6, "T": 4, "ridge": "1/10", "sigma2": "1/2", "n": 2, "T0": 3, "sigma0_2": "1/5"},
    {"d": 7, "T": 5, "ridge": 2, "sigma2": 1, "n": 3, "T0": 4, "sigma0_2": "1/5", "designs": "same"},
    {"d": 3, "T": 8, "ridge": "1/4", "sigma2": 1, "n": 3, "T0": 8, "sigma0_2": "1/2", "designs": "shared"},
    {"d": 5, "T": 8, "ridge": "1/4", "sigma2": 1, "n": 2, "T0": [7, 3], "sigma0_2": ["1/2", 1], "ridge0": "1/3"},
    {"d": 5, "T": 20, "ridge": 0, "sigma2": 1, "n": 3, "T0": 4, "sigma0_2": "1/2", "ridge0": "1/3", "designs": "same"},
]


def chain_of(d, signal=2, **parameters):
    return Chain(Isotropic(d, signal), **parameters)


WITHOUT_REDUCTIONS = [(chain, "nothing", 0.08 if DEEP else 0.2) for chain in (CHAINS if DEEP else CHAINS[1:3])]


@pytest.mark.parametrize(
    ("parameters", "integrate", "relative_error"),
    [(chain, "all", 0.005) for chain in CHAINS] + WITHOUT_REDUCTIONS,
)
def test_simulation_agrees_with_the_exact_risk(parameters, integrate, relative_error):
    """With every reduction and with none; the interval misses with probability 1e-6."""
    chain = chain_of(**parameters)
    found = simulated_risk(chain, relative_error=relative_error, seed=5, confidence=0.999999, integrate=integrate)
    assert found.interval.low <= float(exact_risk(chain).total.mid) <= found.interval.high


@pytest.mark.parametrize("designs", ["independent", "same"])
@pytest.mark.parametrize(("T", "T0"), [(9, 10), (9, 3), (3, 10), (2, 3)])
def test_a_vanishing_ridge_gives_the_closed_forms(designs, T, T0):
    """The parts are smooth in ridge at 0 for |T - d|, |T0 - d| >= 2: a change of order ridge."""
    common = {"d": 6, "T": T, "sigma2": "1/2", "n": 3, "T0": T0, "sigma0_2": "1/5", "designs": designs}
    limit, tiny = exact_risk(chain_of(**common)), Fraction(1, 10**12)
    near = exact_risk(chain_of(**common, ridge=tiny, ridge0=tiny))
    for part in ("bias", "variance", "collapse"):
        exact = Fraction(str(getattr(limit, part)))
        assert abs(getattr(near, part).mid - exact) <= 10**5 * tiny


@pytest.mark.parametrize(("d", "T"), [(1, 1), (3, 5), (5, 3), (6, 6)])
def test_on_clean_data_the_best_ridge_is_the_bayes_ridge_at_every_size(d, T):
    """ridge = sigma^2 d/(T ||w0||^2) is the posterior mean for w0 ~ N(0, I ||w0||^2/d), so nothing is better."""
    best, step = Rational(3 * d, T * 2), Rational(1, 100)
    risks = [exact_risk(chain_of(d=d, T=T, sigma2=3, ridge=best * (1 + k * step))).total for k in (-1, 0, 1)]
    assert risks[1].upper < min(risks[0].lower, risks[2].lower)


@pytest.mark.parametrize("designs", ["independent", "same"])
def test_the_risk_tends_to_its_equivalent_at_the_rate_one_over_d(designs):
    gaps = []
    for scale in (4, 8, 16):
        parameters = {
            "d": 5 * scale,
            "T": 7 * scale,
            "ridge": "1/5",
            "sigma2": 1,
            "n": 2,
            "T0": 3 * scale,
            "sigma0_2": 1,
        }
        chain = chain_of(**parameters, designs=designs)
        gaps.append(float(exact_risk(chain).total.mid - equivalent_risk(chain).total.mid))
    for coarse, fine in itertools.pairwise(gaps):
        assert coarse / fine == pytest.approx(2, rel=0.15)  # the next term of the expansion is of relative order 1/d


def test_reusing_one_design_for_everything_adds_up_the_noise_variances():
    shared = exact_risk(chain_of(d=5, T=8, ridge="1/4", sigma2=1, n=3, T0=8, sigma0_2="1/2", designs="shared"))
    clean = exact_risk(chain_of(d=5, T=8, ridge="1/4", sigma2="5/2"))
    assert shared.total.overlaps(clean.total)
    assert shared.bias.overlaps(clean.bias)


def test_the_digits_asked_for_are_those_that_come():
    chain = chain_of(d=9, T=7, ridge="1/3", sigma2=1, n=2, T0=5, sigma0_2=1)
    rough, fine = (exact_risk(chain, digits=digits).total for digits in (15, 80))
    assert fine.accurate_to(80)
    assert rough.overlaps(fine)


def test_an_irrational_ridge_lies_between_its_neighbours():
    total = exact_risk(chain_of(d=3, T=2, ridge=sqrt(2))).total
    low, high = (exact_risk(chain_of(d=3, T=2, ridge=value)).total for value in ("1.4142", "1.4143"))
    assert low.upper < total.lower <= total.upper < high.lower


def test_without_ridge_at_the_peak_the_collapse_is_infinite_whatever_the_downstream_ridge():
    found = exact_risk(chain_of(d=3, T=5, ridge=1, sigma2=1, n=1, T0=3, sigma0_2=1))
    assert found.collapse == oo
    assert found.total == oo
    assert found.variance.accurate_to(20)


@pytest.mark.parametrize(("chain", "why"), [
    (Chain(Diagonal([1, 2], [1, 1]), T=4, ridge=1), "a covariance other than the identity"),
    (Chain(Isotropic(100_001), T=200_000, ridge=1), "above 100000, which would take minutes"),
    (Chain(Isotropic(2), T=4, ridge=1, n=1, T0=4, sigma0_2=1, protocol="accumulate"), "on accumulated or mixed labels"),
    (Chain(Isotropic(2), T=4, n=1, T0=4, sigma0_2=1, ridge0=1, designs="shared"), "ridge generators on the design of"),
])  # fmt: skip
def test_what_has_no_law_says_so(chain, why):
    with pytest.raises(NoExactLaw, match=why):
        exact_risk(chain)
