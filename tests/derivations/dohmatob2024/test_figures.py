"""The figures' laws against independent routes, at small sizes where that is cheap."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from lemmata.derivations.dohmatob2024.figures import FIGURES, figure1a, figure1b, figure2, figure4, laws
from lemmata.derivations.dohmatob2024.figures.digits import DigitChain, load, through
from lemmata.numerics.simulation.kernel_chain import KernelChain, kernel_errors
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalents import equivalent_risk
from lemmata.theory.spectra.spectra import Isotropic

ISOTROPIC = [figure1a.build(), figure2.same_design(), figure2.independent_designs()]


@pytest.mark.parametrize("figure", ISOTROPIC, ids=lambda figure: figure.key)
def test_the_equivalent_is_within_one_percent_of_the_exact_law_and_simulation_covers_it(figure) -> None:
    """d = 300: the equivalent's error is of order 1/d. The last series of the left panel, at ridge below 1."""
    series = figure.panels[0].series[3]
    x = next(x for x in series.points_at if x > Fraction(1, 10))
    exact, found = series.exact(x), series.simulate(x, 1)
    assert series.theory(x) == pytest.approx(exact, rel=1e-2)
    assert found.low <= exact <= found.high


def test_figure_2_has_the_values_of_the_closed_forms() -> None:
    """T = 1000, ridge 10^-3: with one design the error stays at 1 - eta, with independent ones it is 1 - eta^n."""
    for figure, kept in ((figure2.same_design(), 0.5), (figure2.independent_designs(), 0.5**5)):
        assert figure.panels[0].series[3].theory(Fraction(1, 1000)) == pytest.approx(1 - kept, abs=0.005)


def test_in_figure_1b_more_data_help_with_clean_labels_and_hurt_later_generations() -> None:
    clean, *later = figure1b.build().panels[1].series
    few, many = 10**4, 10**6
    assert clean.theory(many) < clean.theory(few) / 10
    assert all(series.theory(many) > 2 * series.theory(few) for series in later)


def test_the_linear_kernel_of_gaussian_inputs_gives_back_the_isotropic_chain() -> None:
    """The measured spectrum of many Gaussian points is nearly flat, and so are equivalent and simulation alike."""
    d, points = 6, 600
    rng = np.random.default_rng(0)
    X, w0 = rng.standard_normal((points, d)), np.full(d, d**-0.5)
    K = X @ X.T
    found = through(K, X @ w0)
    assert found.eigenvalues[:d] == pytest.approx(np.ones(d), abs=0.2)
    assert found.powers[d:] == pytest.approx(np.zeros(points - d), abs=1e-20)
    flat = equivalent_risk(Chain(Isotropic(d=d), T=60, ridge="1/10", sigma2=1, n=2, T0=50, sigma0_2=1, ridge0="1/10"))
    chain = KernelChain(K, X @ w0, 60, 0.1, 1.0, (50, 50), (1.0, 1.0), 0.1)
    errors = kernel_errors(chain, np.random.default_rng(1), 300).sum(axis=1)
    assert errors.mean() == pytest.approx(float(flat.total.to_arb().mid()), rel=0.1)


def test_the_digits_agree_with_the_equivalent_where_the_ridge_is_not_small() -> None:
    data = load("radial")
    assert data.eigenvalues.min() > 0
    assert data.eigenvalues.sum() == pytest.approx(1)
    assert data.powers.sum() == pytest.approx((data.labels**2).mean())
    chain = DigitChain("radial", 2, 300, Fraction(1, 100), 200, Fraction(1, 100))
    found = chain.simulate(seed=0, replicates=8)
    assert laws.equivalent(lambda _: chain.model(), 0) == pytest.approx(found.mean, rel=0.05)


def test_both_rules_for_the_ridge_meet_at_T0() -> None:
    assert figure4.clean_rule(0.9, figure4.T0) == figure4.adapted_rule(0.9, 17)


def test_every_figure_marks_what_the_paper_does_not_state() -> None:
    for recipe in FIGURES[:5]:
        figure = recipe.build()
        assert any(not parameter.stated for parameter in figure.parameters)
        assert all(set(series.points_at) for panel in figure.panels for series in panel.series)
