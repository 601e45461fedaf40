r"""The law of the error of least squares, as quantities: its moments and its median.

For T >= d samples with Gaussian noise, ||w_pred - w0||_Sigma^2/sigma^2 has the law of chi2_d/chi2_{T-d+1}, numerator
and denominator independent, whatever Sigma and w0 are. ``ErrorMoment(p)`` is the mean of its
p-th power, ``ErrorMedian`` its median. Each is enclosed in balls at integers d, T.

>>> from lemmata.theory.values.enclosure import enclose
>>> enclose(error_median(d=1, T=1), {}).to_decimal(6)[0]                  # the square of a Cauchy variable
'1.00000'
>>> enclose(error_moment(1), {d: 2, T: 5}).contains(1)          # d/(T - d - 1)
True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Expr, Ge, Gt, Rational, gamma

from lemmata.numerics.wishart.least_squares import LeastSquaresLaw
from lemmata.theory.notation import T, d
from lemmata.theory.quantities.conditions import Relations, sizes
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.values.enclosure import NoEnclosure, enclose


class ErrorLaw(Quantity):
    """A number that belongs to the law of the error."""

    d: Expr
    T: Expr

    never_negative = True

    @property
    def defined_where(self) -> Relations:
        """There are enough samples."""
        return *sizes(self.d, self.T), Ge(self.T, self.d, evaluate=False)

    def sizes(self, values: Mapping[Any, Any]) -> tuple[int, int]:
        """The degrees of freedom d and T - d + 1.

        Raises:
            NoEnclosure: for T < d.
        """
        known = self.numbers_at(values, "d", "T")
        if known is None or known[1] < known[0]:
            raise NoEnclosure(f"{self} has no value without numbers T >= d")
        return int(known[0]), int(known[1] - known[0]) + 1


class ErrorMoment(ErrorLaw):
    """E (||w_pred - w0||_Sigma^2/sigma^2)^power."""

    power: Expr
    may_be_infinite = True

    @property
    def defined_where(self) -> Relations:
        """There are enough samples, and the power of chi2_d has a finite mean."""
        return *super().defined_where, Gt(2 * self.power, -self.d, evaluate=False)

    @property
    def finite_where(self) -> Relations:
        """The power of 1/chi2_{T-d+1} has a finite mean."""
        return (Gt(self.T - self.d + 1, 2 * self.power, evaluate=False),)

    def _enclose_(self, values: Mapping[Any, Any], bits: int) -> Any:
        size, spare = self.sizes(values)
        power = self.numbers_at(values, "power")
        if power is None or 2 * power[0] >= spare:
            raise NoEnclosure(f"{self} is infinite, or its power is not given")
        formula = moment_formula(Rational(size), Rational(spare), Rational(power[0]))
        return enclose(formula, {}, digits=int(bits / 3.33)).to_arb()


class ErrorMedian(ErrorLaw):
    """The median of ||w_pred - w0||_Sigma^2/sigma^2."""

    def _enclose_(self, values: Mapping[Any, Any], bits: int) -> Any:
        size, spare = self.sizes(values)
        return LeastSquaresLaw(size, size + spare - 1).quantile("1/2", digits=min(int(bits / 3.33), 30)).to_arb()


def moment_formula(a: Any, b: Any, p: Any) -> Expr:
    """E (chi2_a/chi2_b)^p = Gamma(a/2 + p) Gamma(b/2 - p)/(Gamma(a/2) Gamma(b/2)), for -a/2 < p < b/2."""
    formula: Expr = gamma(a / 2 + p) * gamma(b / 2 - p) / (gamma(a / 2) * gamma(b / 2))
    return formula


def error_moment(p: Any) -> ErrorMoment:
    """E (||w_pred - w0||_Sigma^2/sigma^2)^p."""
    return ErrorMoment(d, T, p)


def error_median(*, d: Any = d, T: Any = T) -> ErrorMedian:
    """The median of ||w_pred - w0||_Sigma^2/sigma^2."""
    return ErrorMedian(d, T)
