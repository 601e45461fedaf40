r"""An equivalence looked at from exact finite sizes, for Sigma = I: no simulation, and many digits.

At d = 8, 12, 16, ... with T/d and T0/d held fixed, the left side is known exactly for Sigma = I (closed forms, and the
one-point law of the real Wishart ensemble); the right side is evaluated with the renormalised ridge of equation (10).
Their ratio has an expansion in powers of 1/d, so that the polynomial through the values, taken at 1/d = 0 (Neville's
algorithm), must be one to many digits. How well it has converged is read off from the values with fewer sizes.
This is evidence for the identity covariance only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor, log10, prod
from typing import Any

from sympy import Basic, Dummy, Eq, Expr, Integer, Rational, Symbol

from lemmata.numerics.ball import Ball
from lemmata.numerics.exact import exact
from lemmata.numerics.fixed_points.kappa import kappa_isotropic
from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk
from lemmata.theory.notation import (
    T0,
    T,
    d,
    df1,
    df2,
    kappa,
    kappa0,
    n,
    phi,
    phi0,
    ridge,
    ridge0,
    sigma,
    sigma0,
    signal,
)
from lemmata.theory.quantities.isotropic_means import NotIsotropic, isotropic_mean
from lemmata.theory.quantities.regression import Risk, Sigma
from lemmata.theory.quantities.resolvents import A, B, a, b
from lemmata.theory.random_matrices import Expectation
from lemmata.theory.spectra.eigensum import at_spectrum
from lemmata.theory.values.enclosure import NoEnclosure, enclose, holds
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

SIZES = tuple(range(8, 52, 4))
_DIGITS = 50
_ENOUGH = 10
_TEMPLATE = {A: Sigma, B: Sigma, a: Integer(1), b: Integer(1)}
_OTHERS = {n: Integer(3), sigma: Rational(1, 2), sigma0: Rational(1, 3), signal: Integer(1)}


@dataclass(frozen=True)
class ExactSizesCheck:
    """Extrapolate the ratio of the two sides from exact values at Sigma = I.

    Attributes:
        samples_per_dimension: T/d; times four it is an integer.
        penalty: the ridge.
        generator_samples_per_dimension: T0/d; times four it is an integer.
        generator_penalty: the ridge of the generators.
        others: values of generations, noises and the signal, where they are not the usual ones.
        sizes: the dimensions.
    """

    samples_per_dimension: Rational
    penalty: Rational
    generator_samples_per_dimension: Rational
    generator_penalty: Rational
    others: tuple[tuple[Symbol, Rational], ...] = ()
    sizes: tuple[int, ...] = SIZES
    name = "exact sizes"
    version = 4

    def content(self) -> str:
        """For the ledger."""
        ratios = f"{self.samples_per_dimension}, {self.generator_samples_per_dimension}"
        return (
            f"exact sizes/{self.version}({self.sizes}, {ratios}, {self.penalty}, {self.generator_penalty}{self._said})"
        )

    @property
    def _said(self) -> str:
        return "".join(f", {symbol}={value}" for symbol, value in self.others)

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Tested to the digits of the extrapolation; refuted when it has converged to something else than one."""
        if claim.statement.relation != "~":
            return Finding(Verdict.UNDECIDED, "nothing but an equivalent is looked at as sizes grow")
        try:
            ratios = [_ratio(claim, self._values(size)) for size in self.sizes]
        except (NotIsotropic, NoExactLaw, NoEnclosure, LookupError) as reason:
            return Finding(Verdict.UNDECIDED, f"no exact values at Sigma = I: {reason}")
        points = [Fraction(1, size) for size in self.sizes]
        best, *fewer = (_at_zero(points[k:], ratios[k:]) for k in range(4))
        error, tolerance = abs(best - 1), _tolerance(points, [best, *fewer])
        said = f"ratio {float(ratios[0]):.6g} at d={self.sizes[0]}, {float(ratios[-1]):.6g} at d={self.sizes[-1]}"
        digits = floor(-log10(tolerance))
        if digits < _ENOUGH or tolerance < error <= Fraction(1, 10**_ENOUGH):
            return Finding(Verdict.UNDECIDED, f"{said}, {float(best):.6g} at 1/d = 0, which has not settled")
        if error <= tolerance:
            words = f"{said}, one to {digits} digits at 1/d = 0"
            return Finding(Verdict.TESTED, words, points=len(self.sizes), digits=digits)
        return Finding(
            Verdict.REFUTED, f"{said}, {float(best):.10g} at 1/d = 0", points=len(self.sizes),
            counterexample={"sizes": ",".join(map(str, self.sizes))}, gap=f"{float(error - tolerance):.3g}",
        )  # fmt: skip

    def _values(self, size: int) -> dict[Any, Any]:
        rows = self.samples_per_dimension * size
        return {
            **_OTHERS, **dict(self.others),
            d: Integer(size), T: rows, T0: self.generator_samples_per_dimension * size, ridge: self.penalty,
            phi: 1 / self.samples_per_dimension, phi0: 1 / self.generator_samples_per_dimension,
            ridge0: self.generator_penalty,
        }  # fmt: skip


def _ratio(claim: Claim, values: dict[Any, Any]) -> Fraction:
    """Left over right at one size."""
    left = _exactly(claim.statement.lhs.xreplace(_TEMPLATE), values)
    right = _evaluated(claim, claim.statement.rhs.xreplace(_TEMPLATE), values)
    return left.mid / right.mid


def _exactly(side: Basic, values: Mapping[Any, Any]) -> Ball:
    known: dict[Basic, Ball | Fraction] = {}
    for node in side.atoms(Expectation):
        known[node] = isotropic_mean(node, values, digits=_DIGITS)
    for quantity in side.atoms(Risk):
        chain = _at_identity(quantity, values).chain(values)
        if chain is None:
            raise LookupError(f"{quantity} has a parameter without a value")
        total = exact_risk(chain, digits=_DIGITS).total
        known[quantity] = total if isinstance(total, Ball) else exact(total)
    names = {node: Dummy("mean", real=True) for node in known}
    return enclose(side.xreplace(names), {**values, **{names[k]: v for k, v in known.items()}}, digits=_DIGITS)


def _evaluated(claim: Claim, side: Expr, values: dict[Any, Any]) -> Ball:
    """The right side, with kappa and the degrees of freedom of the identity, and the claim's own abbreviations."""
    found = kappa_isotropic(exact(values[d]), exact(values[T]), exact(values[ridge]), digits=_DIGITS + 10)
    generators = kappa_isotropic(exact(values[d]), exact(values[T0]), exact(values[ridge0]), digits=_DIGITS + 10)
    here = {**values, kappa: found.kappa, df1: found.df1, df2: found.df2, kappa0: generators.kappa}
    for equation in claim.where:
        if isinstance(equation, Eq) and isinstance(equation.lhs, Symbol) and equation.lhs not in here:
            here[equation.lhs] = enclose(_at_identity(equation.rhs, values), here, digits=_DIGITS + 5)
    for relation in claim.where:
        if holds(_at_identity(relation, values), here, digits=_DIGITS) is False:
            raise LookupError(f"{relation} fails there")
    return enclose(_at_identity(side, values), here, digits=_DIGITS)


def _at_identity(expression: Any, values: Mapping[Any, Any]) -> Any:
    """With Sigma = I, and w0 spread evenly."""
    return at_spectrum(expression, tuple((1, Rational(1, values[d])) for _ in range(int(values[d]))))


def _at_zero(points: list[Fraction], values: list[Fraction]) -> Fraction:
    """The polynomial through the points, at 0 (Neville's algorithm)."""
    column = list(values)
    for power in range(1, len(points)):
        column = [
            (points[i] * column[i + 1] - points[i + power] * column[i]) / (points[i] - points[i + power])
            for i in range(len(column) - 1)
        ]
    return column[0]


def _tolerance(points: list[Fraction], values: list[Fraction]) -> Fraction:
    """What the value at 0 may be off: the steps to it from values with one, two, three sizes fewer, and rounding.

    The error of the polynomial through N points is c_N x_1 ... x_N to leading order, c_N being the next coefficient.
    Without the smallest size x_1 it is c_(N-1) x_2 ... x_N; where these errors fall to a half or less from one size
    to the next, what is left is at most the last step, and where they do not fall evenly yet, at most the largest of
    three. Ratios are rounded to so many digits, twice; the polynomial takes them times the sum of its |weights|.
    """
    steps = [abs(after - before) for before, after in pairwise(values)]
    weights = (prod((x / (x - y) for x in points if x != y), start=Fraction(1)) for y in points)
    return max(steps) + Fraction(2, 10**_DIGITS) * sum(map(abs, weights))


def exact_sizes(
    *,
    samples_per_dimension: str = "3/2",
    penalty: str = "1/2",
    generator_samples_per_dimension: str = "3",
    generator_penalty: str = "0",
) -> ExactSizesCheck:
    """Look at an equivalence from exact finite sizes, for Sigma = I."""
    ratios = Rational(samples_per_dimension), Rational(generator_samples_per_dimension)
    return ExactSizesCheck(ratios[0], Rational(penalty), ratios[1], Rational(generator_penalty))
