r"""Kernel regression on real images: scikit-learn's 1797 handwritten digits, 8 x 8 pixels, labelled by their parity.

**The data as a model.** With the kernel matrix K of all N images, K/N = U diag(s) U', the feature map of image i has
coordinates sqrt(N s_k) U_ik, whose second-moment matrix over the images is Sigma = diag(s); the labels f are then
w0' x with c_k = (U'f)_k/sqrt(N s_k), exactly, because K is positive definite. So the images are one of the paper's
models (Appendix C) but for one thing: their features are not Gaussian. How much that matters is what the figures show.

**The simulation** draws each generation's images without replacement, fits kernel ridge regression, and takes the mean
squared error on images that no generation has seen (:mod:`lemmata.numerics.simulation.kernel_chain`). **The theory** is
the recursion of mean and spread (:mod:`lemmata.theory.models.equivalents`) over the measured s and c.

**The exponents** beta and r are fitted by least squares on a log-log scale over a range of ranks: s_k ~ k^-beta, and
sum_{j >= k} s_j c_j^2 ~ k^(-2 beta r). A fit is a description of these data, not a law that they obey.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import t as student

from lemmata.derivations.dohmatob2024.figures.laws import CONFIDENCE
from lemmata.interface.figures.description import Estimate
from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.kernel_chain import KernelChain, kernel_errors
from lemmata.numerics.simulation.setting import Array
from lemmata.theory.models.chain import Chain
from lemmata.theory.spectra.spectra import Diagonal

Kernel = Literal["radial", "polynomial"]
RADIAL, POLYNOMIAL, DEGREE = 3e-4, 1e-3, 5
RANKS = (10, 200)
"""Over these ranks the exponents are fitted."""


@dataclass(frozen=True, eq=False)
class Digits:
    """The images seen through a kernel.

    Attributes:
        K: the kernel matrix, of trace N.
        labels: 0 or 1, the parity of the digit.
        eigenvalues: s, of sum one, decreasing.
        powers: s_k c_k^2, the share of the labels' mean square in each direction.
    """

    K: Array
    labels: Array
    eigenvalues: Array
    powers: Array

    @property
    def beta(self) -> float:
        """The fitted capacity."""
        return -_slope(self.eigenvalues)

    @property
    def r(self) -> float:
        """The fitted source exponent."""
        return -_slope(self.powers[::-1].cumsum()[::-1]) / (2 * self.beta)

    @property
    def spectrum(self) -> Diagonal:
        """The same as the exact parameters of a chain (each double is a fraction)."""
        weights = np.sqrt(self.powers / self.eigenvalues)
        return Diagonal([Fraction(float(s)) for s in self.eigenvalues], [Fraction(float(c)) for c in weights])


@lru_cache(maxsize=2)
def load(kernel: Kernel) -> Digits:
    """The digits through one kernel; two seconds for the decomposition of a 1797 x 1797 matrix.

    Raises:
        InputError: when scikit-learn is not installed.
    """
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise InputError("figure", "digits", 'drawn with scikit-learn installed: pip install ".[digits]"') from None
    images, digit = load_digits(return_X_y=True)
    if kernel == "radial":
        K = np.exp(-RADIAL * cdist(images, images, "sqeuclidean"))
    else:
        K = (1 + POLYNOMIAL * images @ images.T) ** DEGREE
        K /= np.diag(K).mean()
    return through((K + K.T) / 2, (digit % 2).astype(float))


def through(K: Array, labels: Array) -> Digits:
    """Any labelled points through a positive definite kernel matrix.

    >>> found = through(np.diag([4.0, 1.0]), np.array([0.0, 2.0]))
    >>> found.eigenvalues.tolist(), found.powers.tolist(), [str(c) for c in found.spectrum.weights]
    ([2.0, 0.5], [0.0, 2.0], ['0', '2'])
    """
    values, U = np.linalg.eigh(K)
    powers = (U.T @ labels) ** 2 / len(labels)
    return Digits(K, labels, values[::-1] / len(labels), powers[::-1])


@lru_cache(maxsize=2)
def _spectrum(kernel: Kernel) -> Diagonal:
    return load(kernel).spectrum


@dataclass(frozen=True)
class DigitChain:
    """A chain on the digits: ``n`` generations of T0 images each, then T images; both noises have variance one."""

    kernel: Kernel
    n: int
    T: int
    ridge: Fraction
    T0: int
    ridge0: Fraction

    def model(self) -> Chain:
        """The chain over the measured spectrum, for the deterministic equivalent."""
        return Chain(
            _spectrum(self.kernel),
            T=self.T,
            ridge=self.ridge,
            sigma2=1,
            n=self.n,
            T0=self.T0,
            sigma0_2=1,
            ridge0=self.ridge0,
        )

    def simulate(self, seed: int, replicates: int) -> Estimate:
        """Mean over draws of the images, with the interval of Student's law."""
        data = load(self.kernel)
        chain = KernelChain(
            data.K,
            data.labels,
            T=self.T,
            ridge=float(self.ridge),
            sigma2=1.0,
            T0=(self.T0,) * self.n,
            sigma0_2=(1.0,) * self.n,
            ridge0=float(self.ridge0),
        )
        errors = kernel_errors(chain, np.random.default_rng(seed), replicates).sum(axis=1)
        mean, spread = float(errors.mean()), float(errors.std(ddof=1)) / replicates**0.5
        half = float(student.ppf((1 + CONFIDENCE) / 2, replicates - 1)) * spread
        return Estimate(mean, mean - half, mean + half, replicates)


def _slope(values: Array) -> float:
    """The slope of log values against log rank."""
    first, last = RANKS
    ranks = np.arange(first, last + 1)
    return float(np.polyfit(np.log(ranks), np.log(values[first - 1 : last]), 1)[0])
