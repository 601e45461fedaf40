"""Deterministic equivalents are the limits of the exact laws, with an error of order 1/d."""

from fractions import Fraction

import pytest
from sympy import Rational

from lemmata.numerics import InputError, spectral_sum
from lemmata.numerics.fixed_points.kappa import kappa_power_law
from lemmata.theory import Chain, Diagonal, Isotropic, PowerLaw, equivalent_risk, exact_risk

QUARTER = Rational(1, 4)


def chain(d, **changes):
    parameters = {"T": 2 * d, "sigma2": 1, "n": 3, "T0": 3 * d, "sigma0_2": "1/2"} | changes
    return Chain(Isotropic(d), **parameters)


@pytest.mark.parametrize(
    "changes",
    [
        lambda d: {},
        lambda d: {"T": d // 2, "T0": 3 * d},
        lambda d: {"T0": d // 2},
        lambda d: {"T0": d // 2, "designs": "same"},
        lambda d: {"T": d // 4, "T0": (d // 2, 2 * d, 3 * d)},
    ],
    ids=["ols", "min-norm", "few", "few-same", "mixed"],
)
def test_exact_laws_approach_the_equivalent_as_one_over_d(changes):
    gaps = []
    for d in (64, 128, 256):
        found = chain(d, **changes(d))
        exact, limit = exact_risk(found), equivalent_risk(found)
        gaps += [abs(Fraction(str(exact.total)) - limit.total.mid) * d]
        assert limit.total.accurate_to(28)
    assert gaps[2] <= 2 * gaps[0] + Fraction(1, 10**20)
    assert gaps[2] >= gaps[0] / 4 - Fraction(1, 10**20)


@pytest.mark.parametrize("digits", [15, 40, 200])
@pytest.mark.parametrize("spectrum", [Isotropic(1000), Isotropic(7, "1/3"), Diagonal(["1/3", "1/7"], [1, "1/9"])])
def test_the_parts_are_as_accurate_as_asked(spectrum, digits):
    found = equivalent_risk(Chain(spectrum, T=5, ridge="3/10", sigma2="1/4"), digits=digits)
    assert all(part.accurate_to(digits) for part in (found.bias, found.variance, found.total))


def test_parts_add_up_and_scale_with_their_noise():
    once, twice = (equivalent_risk(chain(10, ridge="1/3", sigma0_2=s)) for s in (1, 2))
    assert abs(2 * once.collapse.mid - twice.collapse.mid) <= once.collapse.rad * 2 + twice.collapse.rad
    assert once.bias.overlaps(twice.bias)
    total = once.bias.mid + once.variance.mid + once.collapse.mid
    assert abs(total - once.total.mid) <= sum(b.rad for b in (once.bias, once.variance, once.collapse, once.total))


def test_isotropic_ridge_risk_in_closed_form():
    """(kappa^2 ||w0||^2 + sigma^2 phi)/((1 + kappa)^2 - phi) at ridge = 1/2, phi = 1/2: kappa = sqrt(1/2)."""
    found = equivalent_risk(Chain(Isotropic(50), T=100, ridge="1/2", sigma2=1)).total
    assert abs(float(found.mid) - (0.5 + 0.5) / ((1 + 0.5**0.5) ** 2 - 0.5)) < 1e-14


def test_noise_free_chains_shrink_the_signal_by_t_over_d():
    """Reference values of Figure 2: d = 300, T0 = 150, T = 1000, ridge = 1/1000, sigma^2 = 1/100."""
    setting = {"T": 1000, "ridge": "1/1000", "sigma2": "1/100", "T0": 150, "sigma0_2": 0}
    values = {0: 0.00427, 1: 0.50427, 2: 0.75427, 5: 0.97302, 10: 1.00329}
    for n, value in values.items():
        assert float(equivalent_risk(Chain(Isotropic(300), n=n, **setting)).total.mid) == pytest.approx(value, abs=5e-6)


def test_reused_design_is_classical_ridge_with_more_noise():
    spectrum = Diagonal([1, QUARTER, 2], [1, 2, 1])
    shared = Chain(spectrum, T=7, ridge="1/5", sigma2=1, n=4, T0=7, sigma0_2=2, designs="shared")
    clean = Chain(spectrum, T=7, ridge="1/5", sigma2=9)
    assert equivalent_risk(shared).total.overlaps(equivalent_risk(clean).total)


@pytest.mark.parametrize("d", [3000, 10**15])
def test_unbiased_generators_need_four_spectral_sums(d):
    """The risk of a power law from Euler-Maclaurin sums of their own, which share nothing with sums over a formula."""
    beta, r, T, T0 = 2, Fraction(3, 4), 50, 2 * d
    found = equivalent_risk(Chain(PowerLaw(beta, r, d), T=T, ridge="1/10", sigma2=1, n=3, T0=T0, sigma0_2=2), digits=20)
    root = kappa_power_law(beta, T, "1/10", d, digits=60)
    kappa, df2 = root.kappa.mid, root.df2.mid
    gap = 1 - df2 / T
    source, square = (spectral_sum(u, 2, beta, root.kappa, d, digits=30).mid for u in (1 + 2 * beta * r, 0))
    collapse = 3 * Fraction(2, T0 - d) * (df2 + kappa**2 * square * df2 / T / gap)
    for ball, value in (
        (found.bias, kappa**2 * source / gap),
        (found.variance, df2 / T / gap),
        (found.collapse, collapse),
    ):
        assert abs(ball.mid - value) <= ball.rad + value / 10**25


def test_a_capacity_may_be_irrational_in_any_dimension():
    """Between the risks at two rational capacities next to it."""
    low, at, high = (
        equivalent_risk(Chain(PowerLaw(beta, r="1/2"), T=100, ridge="1/100", sigma2=1), digits=12).variance.mid
        for beta in ("1.4143", "sqrt(2)", "1.4142")
    )
    assert low < at < high


def test_infinite_dimension_has_a_closed_form_at_beta_two():
    """E_0 = pi^4 T (2T - 1)/(2T + 1)^5 without ridge at beta = 2, r = 3/4, up to exponentially small terms."""
    from math import pi

    found = equivalent_risk(Chain(PowerLaw(2, "3/4"), T=20)).total
    assert float(found.mid) == pytest.approx(pi**4 * 20 * 39 / 41**5, rel=1e-12)


def test_thousands_of_listed_eigenvalues_are_those_of_the_identity():
    listed = equivalent_risk(Chain(Diagonal([1] * 2001, [1] + [0] * 2000), T=900, sigma2=1), digits=12).total
    assert listed.overlaps(equivalent_risk(Chain(Isotropic(2001), T=900, sigma2=1), digits=12).total)


@pytest.mark.parametrize(
    "refused",
    [
        Chain(Isotropic(5), T=5, sigma2=1),
        Chain(Isotropic(5), T=9, n=1, T0=9, sigma0_2=1, protocol="accumulate"),
        Chain(PowerLaw(2), T=9),
        Chain(Isotropic(5), T=9, n=2, T0=9, sigma0_2=1, ridge0=1, designs="same"),
    ],
)
def test_what_has_no_equivalent_is_refused_by_name(refused):
    with pytest.raises(InputError, match=r"must be (different from d|replace|given|0)"):
        equivalent_risk(refused)
