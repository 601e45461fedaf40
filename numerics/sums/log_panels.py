r"""Panels of a sum over k on the scale t = log k: nodes, and bounds of the two errors that a panel makes.

Let f be analytic in x, F(t) = f(e^t), and a panel be the t in [t0 - h, t0 + h]. Around it lies the rectangle

    |Re(t - t0)| <= A = h (rho + 1/rho)/2,    |Im t| <= B = h (rho - 1/rho)/2,    rho = 3,

which holds the Bernstein ellipse of parameter rho of the panel. Let M_f and M_g be the largest |f| and |x f| on it.

**The integral** of f over the panel, int e^t F(t) dt, is taken by the n-point Gauss-Legendre rule. Its weights are
positive with sum 2h, it is exact for polynomials of degree 2n - 1, and the distance of x f from these on the panel is
at most 2 M_g rho^(1-2n)/(rho - 1) (Trefethen, Approximation Theory and Approximation Practice, Theorem 8.2), so its
error is at most

    4 h * 2 M_g rho^(1-2n)/(rho - 1).

**The remainder** of Euler-Maclaurin summation of order m (even) is at most 4 m!/(2 pi)^m int |f^(m)(x)|/m! dx over the
panel (see :mod:`lemmata.numerics.sums.euler_maclaurin`). With theta = 1 - e^-(A-h), and at most sin B when B < pi/2,
the disc |z - x| <= theta x around every point of the panel has its logarithms in the rectangle: there |Re log(z/x)| <=
-log(1 - theta) and |arg z| <= asin(theta). So |f^(m)(x)|/m! <= M_f/(theta x)^m by Cauchy's estimate, and the remainder
of the panel is at most

    4 m!/(2 pi theta)^m M_f a^(1-m)/(m - 1),    a the panel's left end in x.

**The summands** are nu/(lambda + kappa)^q, or, the same, sigma/(1 + kappa/lambda)^q with sigma = nu/lambda^q. The
upper half of the rectangle is covered by boxes (the lower half mirrors it), on which lambda, 1/lambda, nu, x nu and
sigma are enclosed once, for all kappa; of the two forms the better one counts, box by box. Where lambda is no analytic
function on a box the enclosure is not finite, and neither is the bound: the panel is then cut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flint import acb, arb, ctx

Program = Callable[[Any], Any]
"""A function of t = log k on balls: ``arb``, ``acb`` (no number where it is not analytic) or ``arb_series``."""

RHO = 3
_COLUMNS, _ROWS = 4, 2
_COARSE = 64
_ZERO = arb(0)


@dataclass(frozen=True, eq=False)
class Summand:
    """nu/(lambda + kappa)^q.

    Attributes:
        q: the power, 1 or 2.
        nu: the numerator, a program of t like the others.
        moment: k nu.
        front: nu/lambda^q.
        beyond: from t, a bound of the sum of nu over all k > e^t; needed for infinitely many terms.
    """

    q: int
    nu: Program
    moment: Program
    front: Program
    beyond: Callable[[arb], arb] | None = None


@lru_cache(maxsize=256)
def legendre_rule(n: int, bits: int) -> tuple[tuple[arb, arb], ...]:
    """Nodes and weights of the n-point rule on [-1, 1].

    >>> sum((w * x**4 for x, w in legendre_rule(3, 64)), arb(0)).contains(arb(2) / 5)
    True
    """
    with ctx.workprec(bits):
        half = [arb.legendre_p_root(n, i, weight=True) for i in range((n + 1) // 2)]
    return (*half, *((-x, w) for x, w in reversed(half[: n // 2])))


class Panel:
    """The k between two ends, each given by t = log k.

    Args:
        low, high: the ends; integers k, or doubles t where k is too large to be written down.
        eigenvalue, inverse: programs of lambda and 1/lambda.
    """

    def __init__(self, low: int | float, high: int | float, eigenvalue: Program, inverse: Program) -> None:
        self.low, self.high = low, high
        self.eigenvalue, self.inverse = eigenvalue, inverse
        self._nodes: dict[Any, list[Any]] = {}
        self._boxes: dict[Any, list[Any]] = {}
        self.halves: tuple[Panel, Panel] | None = None
        with ctx.workprec(_COARSE):
            left, right = log_of_end(low), log_of_end(high)
            if isinstance(high, float):
                right += (-right).exp()  # what is said of the panel holds up to the next integer
            self.middle, self.half = (left + right) / 2, (right - left).upper() / 2
            self.reach = self.half * (RHO + arb(1) / RHO) / 2
            self.height = self.half * (RHO - arb(1) / RHO) / 2
            self.left = left
            theta = 1 - (self.half - self.reach).exp()
            if self.height < arb.pi() / 2:
                theta = theta.min(self.height.sin())
            self.theta = theta.lower()

    def nodes(self, n: int) -> list[tuple[arb, arb, arb]]:
        """t, the weight of the Gauss-Legendre rule and lambda at its nodes, at the current precision."""
        key = (n, ctx.prec)
        found = self._nodes.get(key)
        if found is None:
            left, right = log_of_end(self.low), log_of_end(self.high)
            middle, half = (left + right) / 2, (right - left) / 2
            points = [(middle + half * x, half * w) for x, w in legendre_rule(n, ctx.prec)]
            found = self._nodes[key] = [(t, w, self.eigenvalue(t)) for t, w in points]
        return found

    def moments(self, summand: Summand, n: int) -> list[arb]:
        """The weights times k nu at the nodes."""
        key = (summand, n, ctx.prec)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = [w * summand.moment(t) for t, w, _ in self.nodes(n)]
        return found

    def boxes(self) -> list[tuple[acb, arb, acb, acb]]:
        """Boxes around the upper half of the rectangle: t, |e^t|, lambda and 1/lambda on each."""
        found = self._boxes.get(None)
        if found is None:
            found = []
            width, rise = self.reach / _COLUMNS, self.height / _ROWS / 2
            for i in range(_COLUMNS):
                real = self.middle + (2 * i + 1 - _COLUMNS) * width + arb(0, width.upper())
                for j in range(_ROWS):
                    t = acb(real, (2 * j + 1) * rise + arb(0, rise.upper()))
                    found.append((t, real.upper().exp(), self.eigenvalue(t), self.inverse(t)))
            self._boxes[None] = found
        return found

    def sizes(self, summand: Summand) -> list[tuple[arb, arb, arb]]:
        """Upper bounds of |nu|, |k nu| and |sigma| on the boxes."""
        found = self._boxes.get(summand)
        if found is None:
            programs = (summand.nu, summand.moment, summand.front)
            found = [tuple(_size(program(t)) for program in programs) for t, *_ in self.boxes()]
            self._boxes[summand] = found
        return found

    def largest(self, summands: tuple[Summand, ...], kappa: arb) -> list[tuple[arb, arb]]:
        """For each summand M_f and M_g; infinite where there is no bound."""
        with ctx.workprec(_COARSE):
            factors = []
            for _, scale, value, inverse in self.boxes():
                late, early = (value + kappa).abs_lower(), (1 + kappa * inverse).abs_lower()
                factors.append((scale, _one_over(late), _one_over(early)))
            return [self._largest(summand, factors) for summand in summands]

    def _largest(self, summand: Summand, factors: list[tuple[arb, arb | None, arb | None]]) -> tuple[arb, arb]:
        most_f = most_g = _ZERO
        for (nu, moment, front), (scale, late, early) in zip(self.sizes(summand), factors, strict=True):
            value = other = arb.pos_inf()
            if late is not None:
                power = late if summand.q == 1 else late * late
                value, other = _or_infinite(nu * power), _or_infinite(moment * power)
            if early is not None:
                rest = _or_infinite(front * (early if summand.q == 1 else early * early))
                value, other = value.min(rest), other.min(scale * rest)
            most_f, most_g = most_f.max(value), most_g.max(other)
        return most_f.upper(), most_g.upper()

    def remainder(self, largest: arb, order: int) -> arb:
        """The bound of the remainder of Euler-Maclaurin summation on the panel."""
        with ctx.workprec(_COARSE):
            size = (arb.fac_ui(order).log() - order * (2 * arb.pi() * self.theta).log() - (order - 1) * self.left).exp()
            return (4 * size * largest / (order - 1)).upper()

    def quadrature(self, largest: arb, n: int) -> arb:
        """The bound of the error of the n-point rule."""
        with ctx.workprec(_COARSE):
            return (8 * self.half * largest * arb(RHO) ** (1 - 2 * n) / (RHO - 1)).upper()


def log_of_end(end: int | float) -> arb:
    """t at an end of a panel."""
    return arb(end) if isinstance(end, float) else arb(end).log()


def _size(value: Any) -> arb:
    return value.abs_upper() if value.is_finite() else arb.pos_inf()


def _one_over(value: arb) -> arb | None:
    return (1 / value).upper() if value > 0 else None


def _or_infinite(value: arb) -> arb:
    return value if value.is_finite() else arb.pos_inf()
