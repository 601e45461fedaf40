"""Exponents from measurements, with confidence intervals and warnings where the data are no power law."""

from lemmata.numerics.fits.columns import columns_of
from lemmata.numerics.fits.curve import CurveFit, fit_curve
from lemmata.numerics.fits.interval import Interval
from lemmata.numerics.fits.spectrum import SpectrumFit, fit_spectrum

__all__ = ["CurveFit", "Interval", "SpectrumFit", "columns_of", "fit_curve", "fit_spectrum"]
