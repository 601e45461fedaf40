"""df1 and kappa of spectra that are given by a formula: certified panels beside mpmath.

    python -m benchmarks.formula_spectra

For each spectrum and number of digits: CPU time of the first df1 at a precision, of one at another kappa, of the
certified kappa at T = 100 and ridge 1/1000; of the second opinion in mpmath (tanh-sinh quadrature and finite
differences, twice, with an estimate of the error and no bound) and whether it agrees; and, for the power law, of the
code that is made for power laws.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import mpmath
from sympy import Rational, lambdify

from lemmata.numerics.ball import Ball
from lemmata.numerics.sums.spectral_sums import df1
from lemmata.theory.models.equivalents import renormalised
from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum
from lemmata.theory.values.asymptotic_forms import K
from tests.oracles.mpmath_terms import estimate_terms

SPECTRA: tuple[tuple[str, int | None], ...] = (
    ("k^(-3/2)", None),
    ("exp(-sqrt(k))", None),
    ("k^-2*log(k+1)", None),
    ("1/(k*log(k+1)^2)", 10**9),
)
DIGITS = (15, 30, 50)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it returns, and CPU milliseconds."""
    start = time.process_time()
    found = work()
    return found, 1e3 * (time.process_time() - start)


def term(eigenvalue: Callable[[Any], Any], k: Any) -> Any:
    """lambda_k/(lambda_k + kappa) at kappa = 10^-6."""
    return 1 / (1 + mpmath.mpf(10) ** -6 / eigenvalue(k))


def agrees(ball: Ball, value: Any, digits: int) -> bool:
    """Whether an mpmath number is in the ball, up to so many digits."""
    exact = Fraction(int(mpmath.nint(value * mpmath.mpf(2) ** 400)), 2**400)
    return bool(abs(ball.mid - exact) <= ball.rad + abs(exact) / 10**digits)


def main() -> None:
    """One block for each spectrum."""
    print("certified ms: first df1, df1 at another kappa, kappa; then mpmath's df1, the ratio to the first, agreement")
    for text, d in SPECTRA:
        spectrum, checks = timed(partial(FormulaSpectrum, text, d=d))
        eigenvalue = lambdify(K, spectrum.eigenvalue, "mpmath")
        print(f"\n{text}, d = {d or 'oo'}   (certifying the formula takes {checks:.0f} ms)")
        for digits in DIGITS:
            ball, first = timed(partial(spectrum.df1, "1e-6", digits=digits))
            _, again = timed(partial(spectrum.df1, "1e-5", digits=digits))
            _, root = timed(partial(renormalised, spectrum, 100, Rational(1, 1000), digits))
            second, slow = timed(partial(estimate_terms, partial(term, eigenvalue), d, digits=digits))
            with mpmath.workdps(2 * digits + 20):
                same = agrees(ball, second.value, digits - 1)
            line = f"  {digits:>3} digits  {first:7.1f} {again:7.1f} {root:7.1f}"
            line += f"   {slow:9.0f}  {slow / first:6.0f}x  {same}"
            if text == "k^(-3/2)":
                df1("3/2", "1e-6", d, digits=digits)
                line += f"   (power-law code: {timed(partial(df1, '3/2', '1e-5', digits=digits))[1]:.2f} ms)"
            print(line)


if __name__ == "__main__":
    main()
