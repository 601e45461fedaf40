r"""The bound of a chain: which theorem applies to each of its fits, and what it gives.

ridge > 0: with_ridge. No ridge and T >= d + 2: exact up to the factor (T - d)/(T - d - 1) of the noise. No ridge and
fewer samples than dimensions: without_ridge, which rests on one cited fact (Gordon's inequality). In between the mean
is infinite or no theorem applies. A chain without any ridge is first looked up among the exact rational laws.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, ctx
from sympy import Expr

from lemmata.numerics.ball import Ball
from lemmata.numerics.exact import exact
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.direction_recursion import Directions, Fit
from lemmata.theory.models.direction_sums import Listed
from lemmata.theory.models.equivalent_parts import EquivalentParts, equivalent_parts
from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk
from lemmata.theory.models.finite_size import with_ridge, without_ridge
from lemmata.theory.models.finite_size.fit_errors import FitErrors, NoBound
from lemmata.theory.models.finite_size.least_eigenvalue import inverse_moments
from lemmata.theory.models.finite_size.ridge_setting import Setting
from lemmata.theory.models.finite_size.risk import Within, risk_errors
from lemmata.theory.models.reductions import infinite_parts, on_one_design
from lemmata.theory.models.renormalised_fits import as_ball, renormalised_once, smooth_eigenvalue
from lemmata.theory.spectra.spectra import Spectrum

_DIGITS = 30
_BITS = 256
_THEOREM = "Stein's identity and the Gaussian covariance identity"
_INFINITE = "the risk itself is infinite: noise passes a fit without ridge on nearly d samples"
_GORDON = f"{_THEOREM}, and Gordon's inequality (cited)"


def within(chain: Chain) -> Within:
    """|exact - equivalent| of the risk of a chain and of its parts, bounded; the reason where no bound is finite."""
    infinite = infinite_parts(chain)
    if infinite.variance or infinite.collapse:
        return Within(None, None, None, _INFINITE)
    before, ctx.prec = ctx.prec, _BITS
    try:
        return _from_exact_law(chain) or _from_theorem(on_one_design(chain))
    except NoBound as reason:
        return Within(None, None, None, str(reason))
    finally:
        ctx.prec = before


def _from_exact_law(chain: Chain) -> Within | None:
    """Without ridge, where the exact law is a rational number."""
    if chain.ridge != 0 or (chain.n and chain.ridge0 != 0):
        return None
    try:
        found = exact_risk(chain)
    except NoExactLaw:
        return None
    parts = (found.bias, found.variance, found.collapse)
    if not all(isinstance(part, Expr) and part.is_Rational for part in parts):
        return None
    known = equivalent_parts(on_one_design(chain), _DIGITS).risk
    gaps = [abs(as_ball(exact(part)) - value) for part, value in zip(parts, known, strict=True)]
    bias, variance, collapse = map(_upper, gaps)
    return Within(bias, variance, collapse, law=f"exact: {found.law}")


def _from_theorem(chain: Chain) -> Within:
    known = equivalent_parts(chain, _DIGITS)
    fits = [fit_errors(chain.spectrum, known.directions, T, ridge) for T, ridge in _fits(chain, known)]
    last, past = fits[-1], fits[:-1]
    norm = largest(chain.spectrum, known.directions)
    bias, collapse = risk_errors(known.directions, norm, last, known.steps, past, known.noise, known.risk[2])
    if chain.designs == "shared":
        collapse = sum((as_ball(exact(value)) for value in chain.sigma0_2), arb(0)) * last.noise
    variance = as_ball(exact(chain.sigma2)) * last.noise
    cited = any(fit.gordon for fit in fits)
    return Within(_upper(bias), _upper(variance), _upper(collapse), law=_GORDON if cited else _THEOREM)


def _fits(chain: Chain, known: EquivalentParts) -> list[tuple[int, Expr]]:
    """Samples and ridge of the generators, oldest first, and of the last fit."""
    return [*((size, chain.ridge0) for size in known.sizes), (chain.T, chain.ridge)]


def fit_errors(spectrum: Spectrum, directions: Directions, T: int, ridge: Expr) -> FitErrors:
    """The bounds of one fit.

    Raises:
        NoBound: saying why no theorem applies.
    """
    found = renormalised_once(spectrum, T, ridge, _DIGITS)
    kappa, df1, df2 = found.kappa.to_arb(), found.df1.to_arb(), found.df2.to_arb()
    norm = largest(spectrum, directions)
    if ridge != 0:
        own = as_ball(exact(ridge))
        df = directions.sum(own, None, lambda value: value + own)
        return with_ridge.errors_of_ridge_fit(Setting(T, own, norm, kappa, df1, df2, df), spectrum.d)
    if spectrum.d is not None and T >= spectrum.d + 2:
        return _unbiased(T, spectrum.d)
    if spectrum.d is not None and T + 4 > spectrum.d:
        raise NoBound(f"without ridge the rank must be at most T - 2 or at least T + 4; it is {spectrum.d}, T = {T}")
    trace = directions.sum(arb(1), None, lambda value: (value + 1) ** 2)
    moments = inverse_moments(T, _sizes(T, spectrum.d), _eigenvalues(spectrum, directions))
    return without_ridge.errors_without_ridge(without_ridge.Setting(T, norm, trace, kappa, df2), moments)


def _unbiased(T: int, d: int) -> FitErrors:
    """No ridge, T >= d + 2: F = 1, and the noise is the inverse Wishart mean d/(T - d - 1) for d/(T - d)."""
    zero, one = arb(0), arb(1)
    gap = arb(d) / (T - d - 1) - arb(d) / (T - d)
    return FitErrors(Fit(T, zero, arb(d)), zero, zero, zero, zero, zero, one, gap, T - d - 1)


def largest(spectrum: Spectrum, directions: Directions) -> arb:
    """||Sigma||."""
    return _eigenvalues(spectrum, directions)(1)


def _eigenvalues(spectrum: Spectrum, directions: Directions) -> Callable[[int], arb]:
    """The p-th largest eigenvalue, as a function of p."""
    if not isinstance(directions, Listed):
        return lambda p: smooth_eigenvalue(spectrum, p)
    ordered = sorted(zip(directions.eigenvalues, directions.counts, strict=True), key=lambda pair: -pair[0].mid())

    def at(p: int) -> arb:
        """A lower end of all up to p (balls that overlap may stand in the wrong order)."""
        seen, least = 0, ordered[0][0]
        for value, count in ordered:
            least, seen = least.min(value), seen + count
            if seen >= p:
                break
        return least

    top = ordered[0][0]
    for value, _ in ordered:
        top = top.max(value)
    return lambda p: top if p == 1 else at(p)


def _sizes(T: int, d: int | None) -> list[int]:
    """Numbers of leading eigenvalues to try: powers of 2^(1/4) times T, and all."""
    tried = {int(T * 2 ** (step / 4)) for step in range(1, 41)} | {T + 8, T + 12, T + 20}
    return sorted(p for p in tried | ({d} if d else set()) if d is None or p <= d)


def _upper(value: arb) -> Fraction:
    """A rational number that the true value does not exceed, rounded up to 64 bits."""
    if not value.is_finite():
        raise NoBound("the sums of the bound could not be enclosed")
    found = Ball.from_arb(value).upper
    return max(Fraction(0), Ball.around(found, Fraction(0)).upper)
