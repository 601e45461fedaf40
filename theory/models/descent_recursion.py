r"""One-pass stochastic gradient descent with a constant step on Gaussian inputs: its second moments, exactly.

With e_k = w_k - w0 and m_i = E e_(k,i)^2 in the eigenbasis (the odd moments drop out, by reflecting a coordinate),

    m_i' = (1 - 2 eta l_i + 2 eta^2 l_i^2) m_i + eta^2 l_i (sum_j l_j m_j + sigma^2),        m_i = c_i^2 at k = 0,

from E x x'Ax x' = 2 Sigma A Sigma + tr(A Sigma) Sigma. It converges if and only if eta l_max < 1 and q < 1, where
q = (1/2) sum eta l_i/(1 - eta l_i), and then the risk is sigma^2 q/(1 - q). Without noise it stays where q = 1: then
1/(1 - eta l_i) is the fixed vector of the recursion, which is symmetric up to a factor, and that of its transpose.
"""

from __future__ import annotations

from typing import Any

from flint import arb
from sympy import Integer, Rational, oo

from lemmata.numerics.accuracy import accurate, as_arb, bits_for
from lemmata.numerics.errors import InputError
from lemmata.numerics.linear_program import as_fraction
from lemmata.theory.values.enclosure import enclose

_MOST_EXACT = 400
_MOST_WORK = 2 * 10**7


def constant_step_risk(spectrum: Any, eta: Any, steps: Any, sigma2: Any, digits: int = 30) -> Any:
    """The recursion of second moments (Gaussian inputs); its fixed point for infinitely many steps.

    >>> from lemmata.theory.spectra.spectra import Isotropic
    >>> constant_step_risk(Isotropic(2), Rational(1, 4), Integer(1), Integer(1))
    7/8
    >>> constant_step_risk(Isotropic(2), Rational(1, 4), oo, Integer(1))
    1/2
    """
    if spectrum.d is None:
        return None
    if eta == 0:
        return sum((v * c for v, c in zip(spectrum.eigenvalues, spectrum.squared_weights, strict=True)), Integer(0))
    if steps == oo:
        return _stationary(spectrum, eta, sigma2, digits)
    if steps * spectrum.d > _MOST_WORK:
        raise InputError("steps", steps, f"at most {_MOST_WORK // spectrum.d} in {spectrum.d} dimensions")
    values, squares = spectrum.eigenvalues, spectrum.squared_weights
    rational = all(x.is_Rational for x in (*values, *squares, eta, sigma2))
    if rational and steps * spectrum.d <= _MOST_EXACT:
        found = _recursion([as_fraction(x) for x in values], [as_fraction(x) for x in squares], as_fraction(eta),
                           as_fraction(sigma2), int(steps))  # fmt: skip
        return Rational(found.numerator, found.denominator)

    def work() -> tuple[arb, ...]:
        first, second = ([_ball(x, digits) for x in part] for part in (values, squares))
        return (_recursion(first, second, _ball(eta, digits), _ball(sigma2, digits), int(steps)),)

    return accurate(work, digits, 16 * bits_for(digits))[0]


def _recursion(values: list[Any], moments: list[Any], eta: Any, noise: Any, steps: int) -> Any:
    kept = [1 - 2 * eta * v + 2 * (eta * v) ** 2 for v in values]
    added = [eta**2 * v for v in values]
    for _ in range(steps):
        common = _dot(values, moments) + noise
        moments = [k * m + a * common for k, m, a in zip(kept, moments, added, strict=True)]
    return _dot(values, moments)


def _dot(values: list[Any], moments: list[Any]) -> Any:
    total = values[0] * moments[0]
    for value, moment in zip(values[1:], moments[1:], strict=True):
        total += value * moment
    return total


def _stationary(spectrum: Any, eta: Any, sigma2: Any, digits: int) -> Any:
    """sigma^2 q/(1 - q); oo where the recursion has no fixed point that it runs to, unless it starts at 0."""
    if sigma2 == 0 and not any(spectrum.squared_weights):
        return Integer(0)
    counted: dict[Any, int] = {}
    for value in spectrum.eigenvalues:
        counted[value] = counted.get(value, 0) + 1
    largest = max(spectrum.eigenvalues)
    if not eta * largest < 1:
        return oo
    if eta.is_Rational and all(v.is_Rational for v in counted) and len(counted) <= _MOST_EXACT:
        q = sum((n * eta * v / (1 - eta * v) for v, n in counted.items()), Integer(0)) / 2
        if q == 1 and sigma2 == 0:
            weights = [1 / (1 - eta * v) for v in spectrum.eigenvalues]
            start, level = _dot(spectrum.squared_weights, weights), _dot(spectrum.eigenvalues, weights)
            return start * level / _dot(weights, weights)
        return sigma2 * q / (1 - q) if q < 1 else oo

    def share() -> arb:
        step = _ball(eta, digits)
        return (
            sum((n * step * b / (1 - step * b) for b, n in ((_ball(v, digits), n) for v, n in counted.items())), arb(0))
            / 2
        )

    q_ball = accurate(lambda: (share(),), digits)[0]
    if q_ball.lower >= 1:
        return oo
    return accurate(lambda: (_ball(sigma2, digits) * share() / (1 - share()),), digits, 16 * bits_for(digits))[0]


def _ball(value: Any, digits: int) -> arb:
    return as_arb(as_fraction(value)) if value.is_Rational else enclose(value, digits=2 * digits + 60).to_arb()
