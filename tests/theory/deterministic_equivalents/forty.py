"""Forty eigenvalues, and a point, at which the tests of this folder take numbers."""

import numpy as np

from lemmata.theory.notation import T, d, ridge
from lemmata.theory.random_matrices import identity
from lemmata.theory.spectra.eigensum import c2, s

I = identity(d)  # noqa: E741 - the identity
MIDDLE = (np.arange(1, 41) - 0.5) / 40
LISTS = {s: list(0.1 + 1.5 * MIDDLE**2), c2: [1.0] * 40}
POINT = {d: 40, T: 60, ridge: 0.1}
