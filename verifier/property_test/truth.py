"""The true value of a quantity at a point, by the strongest means there is: exact rational, certified ball, simulation.

>>> from fractions import Fraction
>>> question = Question.read("sigma^2*d/(T-d)", "risk", given=["ridge==0", "n==0"])
>>> numbers = {d: 1, T: 3, n: 0, sigma: 1, ridge: 0, signal: 1}
>>> truth_at(question, {symbol: Fraction(value) for symbol, value in numbers.items()})
Truth(value=Fraction(1, 1), source='exact rational')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr, Integer, Rational, Symbol

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.fixed_points.kappa import kappa_power_law
from lemmata.numerics.sums.spectral_sums import spectral_sum
from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import T0, T, beta, d, df1, df2, kappa, kappa0, n, r, ridge, sigma, sigma0, signal
from lemmata.theory.spectra.spectra import Isotropic, PowerLaw, Spectrum
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.property_test import two_levels
from lemmata.verifier.property_test.definedness import undefined_at
from lemmata.verifier.property_test.derived import ISOTROPIC, finite_sum, isotropic_equivalent
from lemmata.verifier.property_test.question import Question, q, u

Value = Fraction | Ball
Point = Mapping[Symbol, Fraction]

RATIONAL, BALL, SIMULATED = "exact rational", "certified ball", "simulation"
"""The sources of a truth, strongest first."""
_LONGEST_SUM = 2_000
_MOST_BITS = 100_000


@dataclass(frozen=True)
class Truth:
    """A true value and where it comes from."""

    value: Value
    source: str


class NoTruth(ValueError):
    """No certified value is known at this point; the message says why."""


def truth_at(question: Question, point: Point, digits: int = 30) -> Truth | None:
    """The certified true value at a point, or None where it is infinite.

    Args:
        question: whose quantity and sense are meant.
        point: a value for each parameter.
        digits: of a ball.

    Raises:
        NoTruth: when no law is known there; simulation may still help.
    """
    if question.quantity == "risk":
        return _risk(question, point, digits)
    return _spectral(question, point, digits)


def chain_at(question: Question, point: Mapping[Symbol, Any]) -> Chain:
    """The chain that a point describes."""
    generations = int(point[n])
    generators: dict[str, Any] = {}
    if generations:
        generators = {"T0": int(point[T0]), "sigma0_2": _number(point[sigma0]) ** 2}
    if generations and question.designs == "shared" and point[T0] != point[T]:
        raise NoTruth("designs that are shared have T0 = T")
    return Chain(
        spectrum_at(question, point),
        T=int(point[T]),
        ridge=_number(point[ridge]),
        sigma2=_number(point[sigma]) ** 2,
        n=generations,
        designs=question.designs,
        protocol=question.protocol,
        **generators,
    )


def spectrum_at(question: Question, point: Mapping[Symbol, Any]) -> Spectrum:
    """The spectrum that a point describes.

    Raises:
        NoTruth: when it has too many different eigenvalues.
    """
    if question.power_law:
        dimension = int(point[d]) if d in point else None
        return PowerLaw(_number(point[beta]), r=_number(point[r]) if r in point else None, d=dimension)
    if question.two_levels:
        found = two_levels.spectrum(point)
        if found is None:
            raise NoTruth(f"spectra of more than {two_levels.LARGEST} eigenvalues are not listed")
        return found
    return Isotropic(int(point[d]), _number(point.get(signal, 1)))


def _number(value: Any) -> Any:
    return Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def _risk(question: Question, point: Point, digits: int) -> Truth | None:
    if question.sense in ("equivalent", "order"):
        return _equivalent(question, point, digits)
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk

    try:
        total = exact_risk(chain_at(question, point), digits=digits).total
    except NoExactLaw as reason:
        raise NoTruth(str(reason)) from None
    return as_truth(total, digits)


def as_truth(value: Any, digits: int = 30) -> Truth | None:
    """A number as a truth, None when it is infinite."""
    if isinstance(value, Ball):
        return Truth(value, BALL)
    if value in (sympy.oo, sympy.zoo, sympy.nan):
        return None
    exact = exact_value(value)
    return Truth(exact, RATIONAL) if exact is not None else Truth(enclose(value, digits=digits), BALL)


def _equivalent(question: Question, point: Point, digits: int) -> Truth | None:
    """The deterministic equivalent; it has a pole where a fit without ridge has as many samples as dimensions."""
    if question.power_law or question.two_levels:
        return _equivalent_by_recursion(question, point, digits)
    generations, size = int(point[n]), point[d]
    if (generations and point[T0] == size) or (point[ridge] == 0 and point[T] == size):
        return None
    ratio = _number(size / point[T0]) if generations else Rational(1, 2)
    return _of_expression(isotropic_equivalent(generations, ratio), point, digits)


def _spectral(question: Question, point: Point, digits: int) -> Truth | None:
    if question.quantity == "kappa":
        if question.power_law:
            found = kappa_power_law(point[beta], point[T], point[ridge], _dimension(point), digits=digits)
            return Truth(found.kappa, BALL)
        if question.two_levels:
            return Truth(_renormalised(spectrum_at(question, point), point[T], point[ridge], digits).kappa, BALL)
        return _of_expression(ISOTROPIC[kappa], point, digits)
    powers = {"df1": (beta, Integer(1)), "df2": (2 * beta, Integer(2)), "spectral_sum": (u, q)}
    exponent, order = powers[question.quantity]
    if d in point:
        return _of_expression(finite_sum(exponent, order), point, digits)
    first, power = (exact_value(part, point) for part in (exponent, order))
    if first is None or power is None:
        raise NoTruth("the exponents are not rational")
    try:
        return Truth(spectral_sum(first, power, point[beta], point[kappa], digits=digits), BALL)
    except InputError as reason:
        raise NoTruth(str(reason)) from None


def _equivalent_by_recursion(question: Question, point: Point, digits: int) -> Truth:
    """By the recursion of mean and spread, or by spectral sums for a large dimension."""
    from lemmata.theory.models.equivalents import equivalent_risk

    try:
        return Truth(equivalent_risk(chain_at(question, point), digits=digits).total, BALL)
    except InputError as reason:
        raise NoTruth(str(reason)) from None


def _dimension(point: Point) -> Fraction | None:
    return point.get(d)


def _of_expression(expression: Expr, point: Point, digits: int) -> Truth:
    exact = exact_value(expression, point)
    return Truth(exact, RATIONAL) if exact is not None else Truth(enclose(expression, point, digits=digits), BALL)


def formula_at(question: Question, point: Point, digits: int = 30) -> Value | None:
    """The formula's value at a point; None where it has none, or one that is too large or too long to compute with."""
    expression = question.expression
    if any(_terms(total, point) > _LONGEST_SUM for total in expression.atoms(sympy.Sum)):
        return None
    try:
        values = _with_the_spectrum(question, point, digits)
        exact = exact_value(expression, values)
        if exact is not None:
            return exact
        ball = enclose(expression, values, digits=digits)
    except (NoEnclosure, NoTruth):
        return None
    return _workable(ball)


def undefined_there(question: Question, point: Point) -> str | None:
    """Why the formula certainly has no value at a point, or None."""
    try:
        return undefined_at(question.expression, _with_the_spectrum(question, point, 30))
    except NoTruth:
        return None


def _with_the_spectrum(question: Question, point: Point, digits: int) -> Mapping[Any, Any]:
    """A point with kappa, df1, df2 and kappa0 of its spectrum, where the formula speaks of them."""
    wanted = question.expression.free_symbols - set(point)
    if not question.two_levels or not wanted:
        return point
    values: dict[Any, Any] = dict(point)
    spectrum = spectrum_at(question, point)
    if wanted & {kappa, df1, df2}:
        found = _renormalised(spectrum, point[T], point[ridge], digits)
        values |= {kappa: found.kappa, df1: found.df1, df2: found.df2}
    if kappa0 in wanted and T0 in point:
        values[kappa0] = _renormalised(spectrum, point[T0], Fraction(0), digits).kappa
    return values


def _renormalised(spectrum: Spectrum, samples: Fraction, penalty: Fraction, digits: int) -> Any:
    """The renormalised ridge and the degrees of freedom of a spectrum.

    Raises:
        NoTruth: where they have no value.
    """
    from lemmata.theory.models.equivalents import renormalised

    try:
        return renormalised(spectrum, samples, _number(penalty), digits + 10)
    except InputError as reason:
        raise NoTruth(str(reason)) from None


def _workable(ball: Ball) -> Ball | None:
    """The ball, or a wider one, with exponents that a rational can hold; None where it is too large for that."""
    size = ball.exponent + ball.mantissa.bit_length()
    spread = ball.radius_exponent + ball.radius_mantissa.bit_length()
    if max(size, spread) > _MOST_BITS:
        return None
    if ball.mantissa and size < -_MOST_BITS:
        return Ball(0, 0, 1, -_MOST_BITS) if spread < -_MOST_BITS else None
    if ball.radius_mantissa and spread < -_MOST_BITS:
        return Ball(ball.mantissa, ball.exponent, 1, -_MOST_BITS)
    return ball


def _terms(total: sympy.Sum, point: Point) -> Fraction:
    """How many terms a sum has at a point, as far as that is known."""
    _, first, last = total.limits[0]
    low, high = exact_value(first, point), exact_value(last, point)
    return Fraction(0) if low is None or high is None else high - low
