r"""Euler-Maclaurin summation of power laws in ball arithmetic, for every kappa > 0 and any number of terms.

    S(u, q, beta, kappa, d) = sum_{k=1}^{d} f(k),   f(x) = x^g (1 + kappa x^beta)^-q,   g = q beta - u.

**Euler-Maclaurin.** For N < d and m even (DLMF 2.10(i)),

    sum_{k=N}^{d} f(k) = int_N^d f + (f(N) + f(d))/2 + sum_{j=1}^{m/2} B_2j/(2j)! (f^(2j-1)(d) - f^(2j-1)(N)) + R,

and for d = oo all terms at d vanish. Derivatives come from Taylor series.

**Remainder.** For m - 1 > max(g, 0), 0 < theta < 1, phi = asin(theta), beta phi < pi,

    |R| <= 4 m!/(2 pi theta N)^m A f(N) N/(m - 1 - max(g, 0)),
    A = max((1+theta)^g, (1-theta)^g) (1-theta)^(-beta q) cos(beta phi/2)^-q.

Proof. R is minus the integral of B_m({x}) f^(m)(x)/m!, and |B_m({x})| <= 4 m!/(2 pi)^m (DLMF 24.9.8 bounds the even
Bernoulli numbers). By Cauchy on |z - x| <= theta x, |f^(m)(x)| <= m!/(theta x)^m sup |f|. On that disc |arg z| <= phi,
|1 + w| >= (1 + |w|) cos(arg(w)/2), and 1 + kappa c^beta x^beta >= c^beta (1 + kappa x^beta) for c = 1 - theta; so
|f| <= A f(x) there. Finally f(x) <= f(N) max(1, (x/N)^g), and x^-m times that integrates to
N^(1-m)/(m - 1 - max(g, 0)). (The argument is that of Johansson, "Rigorous high-precision computation of the Hurwitz
zeta function", 2015.)

**Fewer terms at d.** By the same estimate the j-th correction at d is at most 4 (2j-1)!/(2 pi theta d)^(2j) A f(d)
theta d. The ones with l < 2j <= m are left out for at most

    4 (l+1)!/(2 pi theta d)^(l+2) A f(d) theta d/(1 - (m/(2 pi theta d))^2).

Both bounds are evaluated in balls and added to the radius, so that a poor choice of N, m, theta or l, which are picked
in doubles, costs width, never correctness.

**Integral.** With w = kappa x^beta, alpha = (1+g)/beta, nu = q - alpha = (u-1)/beta (DLMF 15.6.1),

    int_x^oo f = x^(1+g) w^-q/(beta nu) 2F1(q, nu; nu+1; -1/w)   (nu > 0),
    int_0^x f  = x^(1+g)/(1+g) 2F1(q, alpha; alpha+1; -w)         (alpha > 0).

They are antiderivatives (the first up to its sign) wherever they are defined, and their sum is the constant
C kappa^-alpha, C = Gamma(alpha) Gamma(nu)/(beta Gamma(q)), by analytic continuation from 0 < alpha < q.

**Twice the same sum.** A sum that is evaluated often, at different kappa and one precision, is worth preparing: its
integral and corrections become one polynomial (:mod:`lemmata.numerics.sums.end_polynomials`), at the cost of a few
evaluations. So the first evaluations use power series and Arb's hypergeometric function, the later ones the polynomial.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import asin, ceil, cos, lgamma, log, pi, sin

from flint import arb, arb_series, ctx, fmpq

from lemmata.numerics.accuracy import as_arb, as_fmpq
from lemmata.numerics.sums.end_polynomials import EndPolynomial

_PREPARE_AFTER = 8
_MOST_KEPT = 8000  # bits; what is prepared for one sum fills megabytes from there on
_ONE = arb(1)
_HALF = arb((1, -1))


class PowerLawSum:
    """sum_{k<=d} k^-u/(k^-beta + kappa)^q with exact parameters, at any kappa and precision.

    >>> from flint import ctx
    >>> with ctx.workprec(64):
    ...     abs(PowerLawSum(Fraction(2), 1, Fraction(2), None).enclosed(arb(1)) - 1.0766740474685811) < 1e-14
    True
    """

    def __init__(self, u: Fraction, q: int, beta: Fraction, d: int | None) -> None:
        self.u, self.q, self.beta, self.d = u, q, beta, d
        self.g = q * beta - u
        self.alpha, self.nu = (1 + self.g) / beta, (u - 1) / beta
        self.regular = _is_regular(self.alpha) and _is_regular(self.nu)
        self._plans: dict[int, _Plan] = {}

    def plan(self, bits: int) -> _Plan:
        """N, m, theta and everything that does not depend on kappa, at a precision."""
        plan = self._plans.get(bits)
        if plan is None:
            # With q >= 2 in both, df1 and df2 share N, so that one list of inverses serves them.
            plan = _Plan(self, bits, *_choice(self.g, max(self.q, 2), self.beta, bits))
            if bits <= _MOST_KEPT:
                if len(self._plans) >= 8:
                    self._plans.clear()
                self._plans[bits] = plan
        return plan

    def enclosed(self, kappa: arb) -> arb:
        """The sum at the current precision."""
        plan = self.plan(ctx.prec)
        inverses = plan.inverses(kappa)
        if self.q > 1:
            inverses = [inverse**self.q for inverse in inverses]
        return plan.weighted(inverses) + self.beyond(plan, kappa)

    def beyond(self, plan: _Plan, kappa: arb) -> arb | int:
        """Everything from N on."""
        if plan.is_direct:
            return 0
        plan.uses += 1
        if self.regular and plan.uses > _PREPARE_AFTER:
            return self._prepared_ends(plan, kappa)
        return self._ends(plan, kappa)

    def _ends(self, plan: _Plan, kappa: arb) -> arb:
        """Everything from N on, by power series and Arb's hypergeometric function."""
        at = plan.first
        total = self._integral(plan, kappa) + at.value(kappa) * _HALF - at.corrections(kappa)
        total += arb(0, (plan.remainder * at.value(kappa)).upper())
        if plan.last is not None:
            at = plan.last
            total += at.value(kappa) * _HALF + at.corrections(kappa)
            total += arb(0, (plan.omitted * at.value(kappa)).upper())
        return total

    def _prepared_ends(self, plan: _Plan, kappa: arb) -> arb:
        value, end, below = plan.first.prepared(kappa)
        total = arb(0, (plan.remainder * value).upper()) - end
        if plan.last is not None:
            value, end, last_below = plan.last.prepared(kappa)
            total += arb(0, (plan.omitted * value).upper()) + end + value
            below = below and not last_below
        return total + plan.constant() * kappa**-plan.alpha if below else total

    def _integral(self, plan: _Plan, kappa: arb) -> arb:
        first, last = plan.first, plan.last
        if last is None:
            return first.tail(kappa)
        if self.alpha > 0 and (last.w(kappa).upper() < 1 or self.nu <= 0):
            return last.head(kappa) - first.head(kappa)
        return first.tail(kappa) - last.tail(kappa)


class DegreesOfFreedom:
    """df_m = sum_{k<=d} (lambda_k/(lambda_k + kappa))^m, lambda_k = k^-beta, for m = 1 and 2."""

    def __init__(self, beta: Fraction, d: int | None) -> None:
        self.size = d
        self.first, self.second = PowerLawSum(beta, 1, beta, d), PowerLawSum(2 * beta, 2, beta, d)

    def df1(self, kappa: arb) -> arb:
        """df1 at the current precision."""
        return self.first.enclosed(kappa)

    def df2(self, kappa: arb) -> arb:
        """df2 at the current precision."""
        return self.second.enclosed(kappa)

    def both(self, kappa: arb) -> tuple[arb, arb]:
        """df1 and df2 at the current precision, for the price of one and a half."""
        one, two = self.first.plan(ctx.prec), self.second.plan(ctx.prec)
        inverses = one.inverses(kappa)
        df1 = sum(inverses, arb(0)) + self.first.beyond(one, kappa)
        df2 = sum((inverse * inverse for inverse in inverses), arb(0)) + self.second.beyond(two, kappa)
        return df1, df2


def _is_regular(exponent: Fraction) -> bool:
    """Whether series with (exponent + 1)_n in their denominators do not cancel: no pole 0, -1, -2, ... is near."""
    return exponent > 0 or (exponent > -3 and abs(exponent - round(exponent)) > Fraction(1, 1000))


@dataclass
class _End:
    """The terms of Euler-Maclaurin summation at one point x."""

    sum: PowerLawSum
    x: int
    weights: list[arb]  # B_2j/(2j) for j = 1, 2, ...
    bits: int
    polynomials: dict[bool, EndPolynomial] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scale, self.power = _power(self.x, self.sum.beta), _power(self.x, self.sum.g)

    def w(self, kappa: arb) -> arb:
        """w = kappa x^beta."""
        return kappa * self.scale

    def value(self, kappa: arb) -> arb:
        """f(x)."""
        return self.power / (_ONE + self.w(kappa)) ** self.sum.q

    def corrections(self, kappa: arb) -> arb:
        """The sum of B_2j/(2j)! f^(2j-1)(x)."""
        before = ctx.cap
        ctx.cap = 2 * len(self.weights)
        try:
            t = arb_series([1, fmpq(1, self.x)])
            series = (_ONE + self.w(kappa) * t ** as_arb(self.sum.beta)) ** self.sum.q
            series = t ** as_arb(self.sum.g) * self.power / series if self.sum.g else 1 / series
            return sum((weight * series[2 * j + 1] for j, weight in enumerate(self.weights)), arb(0))
        finally:
            ctx.cap = before

    def tail(self, kappa: arb) -> arb:
        """The integral from x to infinity."""
        nu, w = as_arb(self.sum.nu), self.w(kappa)
        hypergeometric = (-1 / w).hypgeom_2f1(arb(self.sum.q), nu, as_arb(self.sum.nu + 1))
        return self.power * self.x * hypergeometric / (w**self.sum.q * as_arb(self.sum.u - 1))

    def head(self, kappa: arb) -> arb:
        """The integral from 0 to x."""
        alpha = as_arb(self.sum.alpha)
        hypergeometric = (-self.w(kappa)).hypgeom_2f1(arb(self.sum.q), alpha, as_arb(self.sum.alpha + 1))
        return self.power * self.x * hypergeometric / as_arb(1 + self.sum.g)

    def prepared(self, kappa: arb) -> tuple[arb, arb, bool]:
        """f(x); an antiderivative plus corrections less f(x)/2; whether the antiderivative is the one from 0."""
        w = self.w(kappa)
        base = _ONE / (_ONE + w)
        y, below = w * base, True
        if not y < _HALF:
            y, below = base, False
        polynomial = self.polynomials.get(below) or self._prepare(below)
        value = self.power * base**self.sum.q
        return value, value * self.x * polynomial(y), below

    def _prepare(self, below: bool) -> EndPolynomial:
        problem = self.sum
        g, beta = (problem.g, problem.beta) if below else (-problem.u, -problem.beta)
        found = EndPolynomial(self.x, g, beta, problem.q, self.weights, self.bits)
        self.polynomials[below] = found
        return found


class _Plan:
    """One sum at one precision: N, m, theta, the two ends, the powers of integers and the bounds without f."""

    def __init__(self, problem: PowerLawSum, bits: int, start: int, order: int, theta: float) -> None:
        self.sum, self.start, self.bits, self.uses = problem, start, bits, 0
        self.is_direct = problem.d is not None and problem.d <= 3 * start
        count = problem.d if problem.d is not None and self.is_direct else start - 1
        self.scales = integer_powers(count, problem.beta)
        self.powers = integer_powers(count, problem.g) if problem.g else None
        if self.is_direct:
            return
        self.alpha = as_arb(problem.alpha)
        self._constant: arb | None = None
        self.first = _End(problem, start, _weights(order, bits), bits)
        shape = _shape(problem, arb(theta))
        circle = 2 * arb.pi() * arb(theta)
        growth = _certainly_positive(order - 1 - as_arb(max(problem.g, Fraction(0))))
        self.remainder = (4 * shape * arb.fac_ui(order) * start / ((circle * start) ** order * growth)).upper()
        self.last: _End | None = None
        if problem.d is not None and problem.d > 3 * start:
            d = problem.d
            kept = _kept(d, order, theta, float(shape.log()), bits)
            self.last = _End(problem, d, _weights(kept, bits), bits)
            size = 4 * shape * arb.fac_ui(kept + 1) * arb(theta) * d / (circle * d) ** (kept + 2)
            self.omitted = (size / _certainly_positive(1 - (order / (circle * d)) ** 2)).upper()

    def inverses(self, kappa: arb) -> list[arb]:
        """1/(1 + kappa k^beta) for k < N, or all k <= d."""
        return [_ONE / (_ONE + kappa * scale) for scale in self.scales]

    def weighted(self, terms: list[arb]) -> arb:
        """The sum of k^g times the terms."""
        if self.powers:
            terms = [power * term for power, term in zip(self.powers, terms, strict=True)]
        return sum(terms, arb(0))

    def constant(self) -> arb:
        """Gamma(alpha) Gamma(nu)/(beta Gamma(q))."""
        if self._constant is None:
            gammas = (arb.gamma_fmpq(as_fmpq(x)) for x in (self.sum.alpha, self.sum.nu))
            self._constant = next(gammas) * next(gammas) / (as_arb(self.sum.beta) * arb.fac_ui(self.sum.q - 1))
        return self._constant


def _power(x: int, exponent: Fraction) -> arb:
    return arb(x) ** exponent.numerator if exponent.denominator == 1 else arb(x) ** as_arb(exponent)


def integer_powers(count: int, exponent: Fraction) -> list[arb]:
    """k^exponent for k = 1, ..., count; powers only of primes, products for the rest.

    >>> [int(power.unique_fmpz()) for power in integer_powers(6, Fraction(2))]
    [1, 4, 9, 16, 25, 36]
    """
    factor = list(range(count + 1))
    for k in range(2, int(count**0.5) + 1):
        if factor[k] == k:
            for multiple in range(k * k, count + 1, k):
                factor[multiple] = k
    found = [arb(0), arb(1)]
    for k in range(2, count + 1):
        prime = factor[k]
        found.append(_power(k, exponent) if prime == k else found[prime] * found[k // prime])
    return found[1:]


def _shape(problem: PowerLawSum, theta: arb) -> arb:
    """A in the bound of the remainder; no number when its conditions are not certain."""
    g, beta, q = as_arb(problem.g), as_arb(problem.beta), problem.q
    inside = _certainly_positive(1 - theta)  # theta itself is a positive double
    narrow = _certainly_positive(arb.pi() - beta * theta.asin())
    growth = ((1 + theta) ** g).max(inside**g)
    # cos(beta phi/2) = sin((pi - beta phi)/2)
    shape: arb = growth * inside ** (-beta * q) * (narrow / 2).sin() ** (-q)
    return shape


def _certainly_positive(value: arb) -> arb:
    """The value, or no number unless it is certainly positive."""
    return value if value > 0 else arb.nan()


@lru_cache(maxsize=64)
def _weights(order: int, bits: int) -> list[arb]:
    """B_2j/(2j) for 2j <= order, as balls at a precision."""
    return [arb(fmpq.bernoulli(n, cache=True) / n) for n in range(2, order + 1, 2)]


@lru_cache(maxsize=512)
def _choice(g: Fraction, q: int, beta: Fraction, bits: int) -> tuple[int, int, float]:
    """N, m and theta that make the remainder small for little work; only the width depends on this choice."""
    widest = sin(min(pi / 2, pi / float(beta)))
    wanted = bits * log(2)
    ratio = 1 + min(bits / 2400, 2)  # from there on more terms cost more than more derivatives
    theta = 0.85 * widest
    order = wanted / log(2 * pi * 2.718 * theta * ratio)
    theta = max((0.05 * i * widest for i in range(8, 20)), key=lambda t: order * log(t) - _log_shape(g, q, beta, t))
    start = max(4, ceil(ratio * wanted / log(2 * pi * 2.718 * theta * ratio)))
    while not (order := _order(g, q, beta, start, theta, wanted)):
        start = int(start * 1.2) + 1
    return start, order, theta


def _order(g: Fraction, q: int, beta: Fraction, start: int, theta: float, wanted: float) -> int:
    """The least even m whose remainder is small enough, or 0."""
    most = max(float(g), 0.0)
    shape = _log_shape(g, q, beta, theta) + log(4 * start)
    circle = log(2 * pi * theta * start)
    first = 2 * ceil((most + 4) / 2)
    for m in range(first, first + int(2 * pi * theta * start) + 2, 2):
        if shape + lgamma(m + 1) - m * circle - log(m - 1 - most) < -wanted:
            return m
    return 0


def _kept(d: int, order: int, theta: float, shape: float, bits: int) -> int:
    """The order that is needed at d."""
    circle = log(2 * pi * theta) + log(d)
    for kept in range(2, order, 2):
        if shape + log(4 * theta) + log(d) + lgamma(kept + 2) - (kept + 2) * circle < -bits * log(2):
            return kept
    return order


def _log_shape(g: Fraction, q: int, beta: Fraction, theta: float) -> float:
    shape = max(float(g) * log(1 + theta), float(g) * log(1 - theta)) - float(beta) * q * log(1 - theta)
    return shape - q * log(cos(float(beta) * asin(theta) / 2))
