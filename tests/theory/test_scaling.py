"""Random models over every kind of regime: derived exponents and constants against the model evaluated.

A deep run takes 200 of them (some ten minutes).
"""

import pytest

from benchmarks.exponents import FAMILIES, model
from tests.depth import DEEP

QUICK = (0, 1, 3, 8, 10, 13, 16, 18, 30, 33)
"""Seeds of cheap families, one of each kind."""
TWO_SCALES = (23,)


@pytest.mark.parametrize("seed", range(200) if DEEP else QUICK + TWO_SCALES)
def test_exponents_to_a_thousandth_and_constants_to_a_ten_thousandth(seed):
    outcome = model(seed)
    assert outcome is not None, f"no point away from the walls in {list(FAMILIES)[seed % len(FAMILIES)]}"
    assert outcome.slope < 1e-3, outcome
    assert outcome.constant is None or outcome.constant < 1e-4, outcome
    assert outcome.constant is not None or outcome.unknown not in ("", "no reason"), outcome
