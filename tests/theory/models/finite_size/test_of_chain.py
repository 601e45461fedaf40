"""The bound of a chain holds against exact laws, is finite where it should be, and is not loose everywhere."""

import random
from fractions import Fraction

import numpy as np
import pytest

from lemmata.numerics import Ball, InputError
from lemmata.theory import Chain, Diagonal, FormulaSpectrum, Isotropic, PowerLaw, equivalent_risk, exact_risk
from tests.depth import often

PARTS = ("bias", "variance", "collapse", "total")


def number(value):
    return value.mid if isinstance(value, Ball) else Fraction(str(value))


def gaps(chain):
    """|exact - equivalent| of the parts, from the exact law of the isotropic model."""
    exact, found = exact_risk(chain, digits=20), equivalent_risk(chain)
    return {part: abs(number(getattr(exact, part)) - getattr(found, part).mid) for part in PARTS}


def drawn(draws):
    """A random isotropic chain with d, T, T0 <= 60 and ridges from 1e-3 to 1e3; None where it has no equivalent."""
    d, T, n = draws.randint(1, 60), draws.randint(1, 60), draws.choice([0, 0, 1, 2])
    ridge = Fraction(draws.randint(1, 9)) * Fraction(10) ** draws.randint(-3, 2)
    past = {"n": n, "T0": draws.randint(1, 60), "sigma0_2": 1, "ridge0": draws.choice([0, ridge])} if n else {}
    return Chain(Isotropic(d, 2), T=T, ridge=ridge, sigma2="1/3", **past)


def test_bounds_hold_at_random_settings():
    draws, finite = random.Random(7), 0
    for _ in range(often(60, 10_000)):
        chain = drawn(draws)
        try:
            within = equivalent_risk(chain).within
        except InputError:  # T0 = d without ridge
            continue
        if within.total is None:
            assert within.reason
            continue
        finite += 1
        for part, gap in gaps(chain).items():
            assert gap <= getattr(within, part) + Fraction(1, 10**15), (chain, part)
    assert finite >= often(25, 5_000)


@pytest.mark.parametrize(
    ("part", "d", "T", "ridge", "past"),
    [
        ("bias", 4, 60, "3/10", {}),
        ("variance", 8, 60, 9000, {}),
        ("bias", 3, 60, "1/5", {"n": 2, "T0": 6, "sigma0_2": 1}),
        ("collapse", 4, 59, "9/1000", {"n": 1, "T0": 11, "sigma0_2": 1}),
        ("bias", 7, 5, 100, {"n": 2, "T0": 54, "sigma0_2": 1, "ridge0": 100}),
    ],
)
def test_half_of_a_bound_is_too_small(part, d, T, ridge, past):
    """Where the bound is within a factor two of the truth: no constant in it can be halved."""
    chain = Chain(Isotropic(d), T=T, ridge=ridge, sigma2=1, **past)
    bound, gap = getattr(equivalent_risk(chain).within, part), gaps(chain)[part]
    assert bound / 2 < gap <= bound


@pytest.mark.parametrize(
    ("part", "most"), [("bias", Fraction(18, 10_000)), ("variance", Fraction(26, 10_000))], ids=["E2", "E3"]
)
def test_a_thousand_samples_in_a_thousand_dimensions(part, most):
    found = equivalent_risk(Chain(Isotropic(1000), T=1000, ridge=1, sigma2=1))
    assert getattr(found.within, part) <= most * getattr(found, part).mid


@pytest.mark.parametrize(("d", "T", "most"), [(100, 50, "1/10"), (400, 200, "3/200")])
def test_the_collapse_of_a_power_law_is_known_to_a_few_percent(d, T, most):
    """Term by term its three traces nearly cancel, and the bound exceeded half of the collapse."""
    chain = Chain(PowerLaw("3/2", r="1/2", d=d), T=T, ridge="1/10", n=1, T0=2 * d, sigma0_2=1)
    found = equivalent_risk(chain)
    assert found.within.collapse <= Fraction(most) * found.collapse.mid


def test_the_collapse_of_a_power_law_covers_drawn_matrices():
    d, T, T0, draws = 30, 15, 40, 4000
    sigma = np.arange(1, d + 1) ** -1.5
    X = np.random.default_rng(2).standard_normal((draws, T, d)) * np.sqrt(sigma)
    S = X.transpose(0, 2, 1) @ X / T
    F = np.linalg.inv(S + 0.1 * np.eye(d)) @ S
    seen = (sigma[:, None] * F**2 / sigma).sum((1, 2)) / (T0 - d - 1)
    found = equivalent_risk(Chain(PowerLaw("3/2", r="1/2", d=d), T=T, ridge="1/10", n=1, T0=T0, sigma0_2=1))
    off = abs(seen.mean() - float(found.collapse.mid))
    assert off <= float(found.within.collapse) + 5 * seen.std() / draws**0.5


def test_bounds_fall_like_one_over_T():
    spectrum, past = PowerLaw("3/2", r="1/2", d=40), {"n": 2, "sigma0_2": 1, "ridge0": "1/10"}
    chains = [Chain(spectrum, T=T, ridge="1/10", sigma2=1, T0=2 * T, **past) for T in (1000, 4000)]
    shares = [found.within.total / found.total.mid for found in map(equivalent_risk, chains)]
    assert shares[0] / 5 < shares[1] < shares[0] / 3


def test_one_formula_two_ways():
    """A list of eigenvalues and their formula give the same bound."""
    listed = Diagonal(["1/4", "1/2", 1], ["1/2", 1, 2])
    of_formula = FormulaSpectrum("4*2^(-k)/2", weights="2^(2-k)", d=3)
    first, second = (equivalent_risk(Chain(s, T=90, ridge=1, sigma2=1, n=1, T0=80, sigma0_2=1, ridge0=1)).within
                     for s in (listed, of_formula))  # fmt: skip
    assert abs(first.total - second.total) <= first.total / 10**9


@pytest.mark.parametrize("designs", ["independent", "same", "shared"])
def test_exact_laws_without_ridge_give_the_distance_itself(designs):
    chain = Chain(Isotropic(5), T=9, sigma2=1, n=2, T0=9, sigma0_2=1, designs=designs)
    within = equivalent_risk(chain).within
    assert abs(within.total - sum(gaps(chain)[part] for part in PARTS[:3])) < Fraction(1, 10**15)


def test_a_shared_design_with_ridge():
    """F P = F: the generators' noise passes like the last fit's own."""
    chain = Chain(Isotropic(10), T=50, ridge=1, sigma2=1, n=3, T0=50, sigma0_2=2, designs="shared")
    within, gap = equivalent_risk(chain).within, gaps(chain)
    assert all(gap[part] <= getattr(within, part) for part in PARTS)
    assert within.collapse == 6 * within.variance or abs(within.collapse / within.variance - 6) < Fraction(1, 10**9)


@pytest.mark.parametrize(
    ("chain", "reason"),
    [
        (Chain(Isotropic(40), T=5, ridge="1/1000"), "theta"),
        (Chain(Isotropic(10), T=11, sigma2=1), "infinite"),
        (Chain(Diagonal([1, 2, 3], [1, 1, 1]), T=2, ridge=0), "rank"),
        (Chain(PowerLaw(2, r=1), T=20), "least eigenvalue"),
    ],
)
def test_without_a_theorem_there_is_a_reason(chain, reason):
    within = equivalent_risk(chain).within
    assert within.total is None
    assert reason in within.reason
