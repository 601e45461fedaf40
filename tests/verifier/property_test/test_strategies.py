"""The strategies that users import: what they draw is valid, exact, and spread over magnitudes."""

from hypothesis import find, given, settings
from sympy import Expr, oo

from lemmata.theory.models.chain import Chain
from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.verifier.property_test.strategies import chains, parameters, ridges, sizes, spectra

QUICK = settings(derandomize=True, max_examples=40, deadline=None)


@QUICK
@given(chains(ridge=0))
def test_without_a_ridge_the_mean_risk_of_a_drawn_chain_is_finite_and_not_negative(chain):
    try:
        total = exact_risk(chain).total
    except NoExactLaw:
        return
    assert total != oo
    assert total >= 0


@QUICK
@given(chains(ridge=0, n=2))
def test_another_generation_never_helps_an_unbiased_fit(chain):
    if chain.T > chain.spectrum.d + 1 and min(chain.T0) > chain.spectrum.d + 1:
        fewer = Chain(chain.spectrum, T=chain.T, sigma2=chain.sigma2, n=1, T0=chain.T0[:1], sigma0_2=chain.sigma0_2[:1])
        assert exact_risk(fewer).total <= exact_risk(chain).total


@QUICK
@given(spectra())
def test_spectra_are_finite_and_exact(spectrum):
    assert spectrum.d <= 40
    assert all(isinstance(value, Expr) and value > 0 for value in spectrum.eigenvalues)


@QUICK
@given(parameters("risk", ["ridge == 0", "T >= d + 2"]))
def test_parameters_satisfy_the_conditions(point):
    assert point["ridge"] == 0
    assert point["T"] >= point["d"] + 2


def test_chains_shrink_to_something_one_can_compute_by_hand():
    smallest = find(chains(), lambda chain: chain.n > 0, settings=settings(database=None, derandomize=True))
    assert isinstance(smallest.spectrum, Isotropic)
    assert (smallest.spectrum.d, smallest.n) == (1, 1)


def test_magnitudes_are_covered():
    anything = settings(database=None, derandomize=True, max_examples=500)
    assert find(sizes(), lambda size: size >= 500, settings=anything) >= 500
    assert find(ridges(), lambda ridge: 0 < ridge < 10**-4, settings=anything) > 0
