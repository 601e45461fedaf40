r"""The law of the error of least squares, as quantities: its moments and its median.

For T >= d samples with Gaussian noise, ||w_pred - w0||_Sigma^2/sigma^2 has the law of chi2_d/chi2_{T-d+1}, numerator
and denominator independent, whatever Sigma and w0 are. ``ErrorMoment(p)`` is the mean of its
p-th power, ``ErrorMedian`` its median. Each is enclosed in balls at integers d, T.

>>> from lemmata.theory.values.enclosure import enclose
>>> enclose(error_median(d=1, T=1), {}).to_decimal(6)[0]                  # the square of a Cauchy variable
'1.00000'
>>> enclose(error_moment(1), {d: 2, T: 5}).contains(Fraction(1))          # d/(T - d - 1)
True
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Expr, Rational, gamma
from sympy.core.symbol import Str

from lemmata.numerics.statistics.chi_square_ratio import median
from lemmata.theory.notation import T, d
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value


class ErrorLaw(Expr):
    """A number that belongs to the law of the error."""

    is_commutative = True
    is_real = True

    def _sympystr(self, printer: Any) -> str:
        return f"{self.args[0].name}({', '.join(printer._print(part) for part in self.args[1:])})"

    @property
    def free_symbols(self) -> set[Any]:
        """The symbols of the arguments."""
        return {symbol for part in self.args[1:] for symbol in part.free_symbols}

    def _enclose_(self, values: Mapping[Any, Any], bits: int) -> Any:
        """Its value by the law of chi2_d/chi2_{T-d+1}.

        Raises:
            NoEnclosure: for T < d, and where the moment is infinite.
        """
        parts = [exact_value(part, values) for part in self.args[1:]]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or known[1] < known[0]:
            raise NoEnclosure(f"{self} has no value without numbers T >= d")
        size, spare, digits = int(known[0]), int(known[1] - known[0]) + 1, int(bits / 3.33)
        if str(self.args[0].name) == "ErrorMedian":
            return median(size, spare, digits=min(digits, 30)).to_arb()
        power = Rational(known[2].numerator, known[2].denominator)
        if 2 * power >= spare:
            raise NoEnclosure(f"{self} is infinite")
        return enclose(moment_formula(Rational(size), Rational(spare), power), {}, digits=digits).to_arb()


def moment_formula(a: Any, b: Any, p: Any) -> Expr:
    """E (chi2_a/chi2_b)^p = Gamma(a/2 + p) Gamma(b/2 - p)/(Gamma(a/2) Gamma(b/2)), for -a/2 < p < b/2."""
    formula: Expr = gamma(a / 2 + p) * gamma(b / 2 - p) / (gamma(a / 2) * gamma(b / 2))
    return formula


def error_moment(p: Any) -> ErrorLaw:
    """E (||w_pred - w0||_Sigma^2/sigma^2)^p."""
    made: ErrorLaw = ErrorLaw(Str("ErrorMoment"), d, T, Rational(p) if isinstance(p, (int, Fraction)) else p)
    return made


def error_median(*, d: Any = d, T: Any = T) -> ErrorLaw:
    """The median of ||w_pred - w0||_Sigma^2/sigma^2."""
    made: ErrorLaw = ErrorLaw(Str("ErrorMedian"), *(Rational(v) if isinstance(v, int) else v for v in (d, T)))
    return made
