"""The law of the error of least squares against SciPy, and against drawn errors that follow another law."""

import dataclasses

import numpy as np
import pytest
from scipy import stats

from lemmata.derivations.dohmatob2024 import PAPER
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.exact_laws import exact_risk
from lemmata.theory.notation import T, d
from lemmata.theory.quantities.error_law import error_median, error_moment
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.checks.median import MedianCheck
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 5), (15, 1), (15, 16), (40, 3)])
def test_medians_are_those_of_the_f_law(a, b):
    law = stats.f(a, b, scale=a / b)
    assert float(enclose(error_median(d=a, T=a + b - 1), {}).mid) == pytest.approx(law.median(), rel=1e-9)


@pytest.mark.parametrize("samples", range(3, 12))
def test_moments_exist_exactly_below_half_the_spare_samples(samples):
    """d = 3: the mean from T = 5 on, equal to the exact risk; the second moment from T = 7 on."""
    for power, needed in ((1, 5), (2, 7)):
        if samples < needed:
            with pytest.raises(NoEnclosure, match=r"is infinite"):
                enclose(error_moment(power), {d: 3, T: samples})
        else:
            value = enclose(error_moment(power), {d: 3, T: samples})
            assert power == 2 or value.contains(exact_risk(Chain(Isotropic(3), T=samples, sigma2=1)).total)


class Shrunk(MedianCheck):
    """Errors of half the size."""

    def drawn(self, count, seed):
        return super().drawn(count, seed) / 2


def test_another_law_is_refuted_by_the_medians():
    claim = PAPER.claims["dohmatob2024:error-median-30"]
    assert MedianCheck(15, 30).gather(claim, Context()).verdict is Verdict.SIMULATED
    found = Shrunk(15, 30).gather(claim, Context())
    assert found.verdict is Verdict.REFUTED
    assert float(found.gap) > 0.1
    assert dataclasses.is_dataclass(found)


def test_the_spread_of_drawn_errors_is_the_variance_of_the_law():
    """d = 2, T = 30: variance 2 d (T - 1)/((T - d - 1)^2 (T - d - 3)), seen within five standard errors."""
    errors = MedianCheck(2, 30).drawn(40_000, seed=1)
    expected = 2 * 2 * 29 / (27**2 * 25)
    standard_error = np.std((errors - errors.mean()) ** 2) / np.sqrt(errors.size)
    assert abs(errors.var() - expected) < 5 * standard_error
    assert float(enclose(error_median(d=2, T=30), {}).mid) == pytest.approx(np.median(errors), rel=0.05)
