r"""The law of the least singular value of a square Gaussian matrix, as a quantity (Edelman 1988).

The least eigenvalue x of A A', A square of size N with entries N(0, 1), has the density

    N Gamma((N + 1)/2)/sqrt(2 pi) x^(-1/2) exp(-N x/2) U((N - 1)/2, -1/2, x/2),

U being Tricomi's function. ``LeastTail(N, t)`` is the probability that sqrt(N) s_min exceeds t, by one
minus an integral in balls.

>>> from sympy import Rational, exp
>>> from lemmata.theory.values.enclosure import enclose
>>> enclose(LeastTail(1, 1), {}).to_decimal(6)[0]                              # erfc(1/sqrt 2): |N(0, 1)| > 1
'3.17311e-1'
>>> enclose(LeastTail(40, 1), {}).to_decimal(4)[0], enclose(exp(-Rational(3, 2)), {}).to_decimal(4)[0]
('2.259e-1', '2.231e-1')
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import acb, arb
from sympy import Expr, Ge

from lemmata.theory.quantities.conditions import Relations
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.values.enclosure import NoEnclosure

_FARTHEST = 10


class LeastTail(Quantity):
    """P(sqrt(N) s_min > t) for a Gaussian matrix of N x N."""

    size: Expr
    t: Expr

    never_negative = True

    @property
    def defined_where(self) -> Relations:
        """There is a row, and t is at least zero."""
        return Ge(self.size, 1, evaluate=False), Ge(self.t, 0, evaluate=False)

    def _enclose_(self, values: Mapping[Any, Any], bits: int) -> Any:
        known = self.numbers_at(values, "size", "t")
        if known is None or known[0] < 1 or known[0].denominator > 1 or not 0 <= known[1] ** 2 <= _FARTHEST * known[0]:
            raise NoEnclosure(f"{self} has no value without a whole N >= 1, 0 <= t^2 <= {_FARTHEST} N")
        size, t = arb(int(known[0])), arb(known[1].numerator) / known[1].denominator
        a, half = (size - 1) / 2, arb(1) / 2
        even = 2 * size * (a + 1).gamma() / (2 * arb.pi()).sqrt() * (3 * half).gamma() / (a + 3 * half).gamma()
        odd = size * a * (-3 * half).gamma() / (4 * arb.pi()).sqrt()

        def density(root: acb, _: bool) -> acb:
            """Of the root of the least eigenvalue: U by its two solutions of Kummer's equation (DLMF 13.2.42)."""
            x = root * root / 2
            first, second = x.hypgeom_1f1(acb(a), acb(-half)), x.hypgeom_1f1(acb(a + 3 * half), acb(5 * half))
            return (-size * x).exp() * (even * first + odd * root**3 * second)

        accuracy = arb(2) ** -min(bits, 60)
        below = acb.integral(density, acb(0), acb(t / size.sqrt()), rel_tol=accuracy, abs_tol=accuracy)
        return 1 - below.real
