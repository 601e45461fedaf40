r"""Figure 4 on scikit-learn's digits: kernel ridge regression with labels from a kernel ridge regression, and so on.

Left the error against T, as in the paper: with the ridge T^-ell that is best for clean labels, ell = ell_crit, and with
the one that allows for the generators, ell_* = b ell_crit with b = log T0/log T, that is lambda = T0^-ell_crit whatever
T (Corollary 5.2). In the middle the error against the number of generations at T = 600, with both ridges. The
generators use lambda = T0^-ell_crit as well; the paper does not say.

Right the error against the ridge, which the paper does not show: it tells where the theory stops to describe these
data. The equivalent needs features that behave like Gaussian ones. With a small ridge the fit nearly interpolates, and
directions of small variance matter, which few images span.

The paper takes MNIST, (beta, r) = (1.65, 0.097) for the radial kernel and (1.2, 0.15) for the polynomial one, and both
noise variances one. Here the exponents are fitted to the digits; see
:mod:`~lemmata.derivations.dohmatob2024.figures.digits`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from lemmata.derivations.dohmatob2024.figures import laws
from lemmata.derivations.dohmatob2024.figures.digits import DEGREE, POLYNOMIAL, RADIAL, RANKS, DigitChain, Kernel, load
from lemmata.interface.figures.description import (
    Abscissa,
    Estimate,
    Figure,
    Mark,
    Panel,
    Parameter,
    Series,
    logarithmic,
    whole,
)

T0, T, GENERATIONS = 200, 600, 5
SIZES = whole(25, 1000, 22), whole(25, 1000, 8)
COUNTS = tuple(range(8))
RIDGES = logarithmic(1e-5, 1, 36), logarithmic(1e-5, 1, 6)
REPLICATES = 24
LAW = "deterministic equivalent over the measured spectrum"
CRITICAL, STAR = r"$\lambda = T^{-\ell_{\mathrm{crit}}}$", r"$\lambda = T^{-\ell_*}$"
Rule = Callable[[float, int], Fraction]
ChainAt = Callable[[Abscissa], DigitChain]
Grid = tuple[Abscissa, ...]


def radial() -> Figure:
    """The radial kernel exp(-g ||x - y||^2)."""
    return _figure("4-rbf", "radial", "radial kernel", f"exp(-{RADIAL:g} ||x - y||^2)")


def polynomial() -> Figure:
    """The polynomial kernel (1 + g x'y)^5, divided by its mean on the diagonal."""
    words = f"(1 + {POLYNOMIAL:g} x'y)^{DEGREE}, divided by its mean on the diagonal"
    return _figure("4-polynomial", "polynomial", "polynomial kernel", words)


def clean_rule(ell: float, samples: int) -> Fraction:
    """T^-ell, to six digits."""
    return Fraction(f"{samples**-ell:.5e}")


def adapted_rule(ell: float, samples: int) -> Fraction:
    """T^(-b ell) with b = log T0/log T: it is T0^-ell whatever T."""
    return clean_rule(ell, T0)


def against_samples(kernel: Kernel, n: int, ell: float, rule: Rule, x: Abscissa) -> DigitChain:
    """The chain at a sample size."""
    return DigitChain(kernel, n, int(x), rule(ell, int(x)), T0, clean_rule(ell, T0))


def against_generations(kernel: Kernel, ell: float, rule: Rule, x: Abscissa) -> DigitChain:
    """The chain after some generations."""
    return against_samples(kernel, int(x), ell, rule, T)


def against_ridge(kernel: Kernel, n: int, ell: float, x: Abscissa) -> DigitChain:
    """The chain at T = 600 and a ridge parameter."""
    return DigitChain(kernel, n, T, Fraction(x), T0, clean_rule(ell, T0))


def _figure(key: str, kernel: Kernel, name: str, formula: str) -> Figure:
    data = load(kernel)
    beta, r = data.beta, data.r
    ell = round(beta / (2 * beta * min(r, 1.0) + 1), 4)
    risk = r"test error  $E_n$"
    drawn = ((0, clean_rule, 2), (GENERATIONS, clean_rule, 0), (GENERATIONS, adapted_rule, 1))
    samples = tuple(
        _series(_label(rule, n), partial(against_samples, kernel, n, ell, rule), SIZES, colour)
        for n, rule, colour in drawn
    )
    generations = tuple(
        _series(_label(rule), partial(against_generations, kernel, ell, rule), (COUNTS, COUNTS), colour)
        for _, rule, colour in drawn[1:]
    )
    ridges = tuple(
        _series(f"$n = {n}$", partial(against_ridge, kernel, n, ell), RIDGES, colour)
        for n, colour in ((0, 2), (GENERATIONS, 0))
    )
    return Figure(
        key,
        "Figure 4",
        f"Kernel ridge regression on handwritten digits (scikit-learn, in place of MNIST), {name} {formula}",
        (
            Panel(name, r"samples  $T$", risk, samples, marks=(Mark("x", T0, "$T = T_0$"),)),
            Panel(rf"$T = {T}$", r"generations  $n$", risk, generations, x_scale="linear", y_scale="linear"),
            Panel(rf"$T = {T}$", r"ridge parameter  $\lambda$", risk, ridges),
        ),
        (
            Parameter(r"$\sigma^2 = \sigma_0^2$", "1"),
            Parameter("$T_0$", str(T0), stated=False),
            Parameter(r"$\lambda_0$", r"$T_0^{-\ell_{\mathrm{crit}}}$", stated=False),
            Parameter(r"$\beta$", f"{beta:.2f}", stated=False),
            Parameter("$r$", f"{r:.3f}", stated=False),
            Parameter(r"$\ell_{\mathrm{crit}}$", f"{ell:.3f}", stated=False),
            Parameter("$n$", str(GENERATIONS), stated=False),
        ),
        note="Images are drawn without replacement and tested on unseen ones; label noises are integrated given them. "
        f"beta and r are fitted to the kernel's spectrum at ranks {RANKS[0]} to {RANKS[1]}. On the right the "
        "equivalent fails where the ridge is small: there these images' features do not behave like Gaussian ones.",
    )


def _series(label: str, at: ChainAt, grids: tuple[Grid, Grid], colour: int) -> Series:
    return Series(
        label, LAW, partial(_theory, at), partial(_simulated, at), *grids, colour=colour, dashed=label.endswith(STAR)
    )


def _theory(at: ChainAt, x: Abscissa) -> float:
    return laws.equivalent(lambda y: at(y).model(), x)


def _simulated(at: ChainAt, x: Abscissa, seed: int) -> Estimate:
    return at(x).simulate(seed, REPLICATES)


def _label(rule: Rule, n: int | None = None) -> str:
    ridge = CRITICAL if rule is clean_rule else STAR
    return ridge if n is None else f"$n = {n}$, {ridge}"
