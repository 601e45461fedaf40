"""The exact value of a quantity of a model, by the strongest means there is.

1. The model's own law: a Python function that stands beside the quantity. It is the author's word.
2. Moments: the expectation is worked out by Isserlis and by inverse-Wishart moments
   (:mod:`lemmata.verifier.matrices`); the closed form that comes out is proved, its conditions discharged, at sizes in
   the order of those asked for; traces of the spectrum are then numbers.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.models.point import point_of
>>> from lemmata.theory.spectra.spectra import Diagonal
>>> model = shipped_model("mixture")
>>> point = point_of(model, Diagonal([2, 1], [1, 3]), {"n1": 4, "n2": 3, "sigma2": 1})
>>> found = exact_model_value(model.named("variance"), point)
>>> found.value, found.law
(2/7, 'proved by moments: -d*n1*sigma**2/((n1 + n2)*(d - n1 - n2 + 1))')
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Rational

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.theory.models.parts import simplified
from lemmata.theory.models.point import ModelPoint
from lemmata.theory.models.shared_parts import expectations_of, replaced
from lemmata.theory.models.statement import Model, ModelQuantity
from lemmata.theory.models.trace_values import NoValueHere, value_of
from lemmata.theory.random_matrices.expressions import Identity, Scaled
from lemmata.theory.random_matrices.trace import Trace
from lemmata.verifier.matrices.elements import NoNormalForm
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.stacked_rows import as_one_design
from lemmata.verifier.matrices.wishart_law import wishart_moment as by_wishart_moments
from lemmata.verifier.obligations.discharge import judged
from lemmata.verifier.rules.expectation import wishart_moment
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

LONGEST = 3
"""Up to this structure (steps, generations) words are worked out; they grow exponentially."""
LARGEST_MARGIN = 10**6


class NoExactValue(ValueError):
    """No exact law is known; the message says why."""


@dataclass(frozen=True)
class ModelValue:
    """An exact number, ``oo`` or a ball, and the law that gave it."""

    value: Any
    law: str


def exact_model_value(quantity: ModelQuantity, point: ModelPoint, *, digits: int = 30) -> ModelValue:
    """The exact value of a quantity at a point.

    Raises:
        NoExactValue: where no law is known.
        InputError: where the model's own function returns what is no number.
    """
    own = _own(quantity, point, digits)
    if own is not None:
        return own
    formula = closed_form(quantity, point)
    try:
        value = value_of(formula, point, digits)
    except NoValueHere as reason:
        raise NoExactValue(str(reason)) from None
    shown = value if isinstance(value, Ball) else Rational(value.numerator, value.denominator)
    return ModelValue(shown, f"proved by moments: {formula}")


def _own(quantity: ModelQuantity, point: ModelPoint, digits: int) -> ModelValue | None:
    law = quantity.exact
    if law is None:
        return None
    lists = {spread.each: point.listed.get(spread.each) for spread in point.model.matrices.values() if spread.each}
    known = {"spectrum": point.spectrum, "digits": digits, **point.by_option, **lists}
    wanted = inspect.signature(law).parameters
    unknown = [name for name, part in wanted.items() if name not in known and part.default is part.empty]
    if unknown:
        raise InputError("exact", unknown[0], f"a function of {', '.join(known)} (quantity {quantity.name})")
    found = law(**{name: known[name] for name in wanted if name in known})
    if found is None:
        return None
    if not isinstance(found, Ball):
        if isinstance(found, (bool, float)):
            raise InputError("exact", found, "an exact number or a ball, not a float")
        found = sympy.sympify(Rational(found.numerator, found.denominator) if isinstance(found, Fraction) else found)
        if not (isinstance(found, Expr) and found.is_number):
            raise InputError("exact", found, f"a number (quantity {quantity.name})")
    words = (inspect.getdoc(law) or "").partition("\n")[0].rstrip(".")
    return ModelValue(found, f"by the model's own law{': ' + words if words else ''}")


def closed_form(quantity: ModelQuantity, point: ModelPoint) -> Expr:
    """A formula without expectations for a quantity, proved for all sizes in the order of those at the point.

    Raises:
        NoExactValue: where the moments are not known.
    """
    structure = [point.values[symbol] for symbol in point.model.structure]
    if any(not value.is_Integer or value > LONGEST for value in structure):
        raise NoExactValue(f"more than {LONGEST} {next(iter(point.model.structure))} are not worked out")
    zeros = {s: Integer(0) for s, v in point.values.items() if v == 0 and not s.is_integer}
    expression = point.expression(quantity)
    if not expectations_of(expression):
        return expression
    ones = {s: Integer(1) for s, v in point.values.items() if v == 1 and not s.is_integer and not _is_deviation(s)}
    special = simplified(expression, ones) if ones else expression
    laws = tuple(point.model.laws)
    try:
        found = _proved(special, laws, point)
    except NoExactValue:
        common = set(point.spectrum.eigenvalues) if point.spectrum.d is not None else set()
        if len(common) != 1:
            raise
        found = _proved(*with_covariance(special, point.model, common.pop()), point)
    return simplified(found, zeros)


def with_covariance(expression: Expr, model: Model, value: Expr) -> tuple[Expr, tuple[Any, ...]]:
    """An expression and the laws of a model, its covariance a number times the identity."""
    one = Identity(model.covariance.rows)
    values = {model.covariance: one if value == 1 else Scaled(value, one)}
    return replaced(expression, values), tuple(law.put(values) for law in model.laws)


def law_under(expression: Expr, laws: Iterable[Any], assumptions: Iterable[Basic]) -> Expr | None:
    """A formula without expectations, proved to be the expression wherever the assumptions hold; None for none."""
    if not expectations_of(expression):
        return expression
    found = _reduced(expression, tuple(laws), tuple(assumptions))
    return found if isinstance(found, Expr) else None


def _is_deviation(symbol: Any) -> bool:
    """Whether it scales a noise: these enter formulas as they are."""
    return str(symbol).startswith("sigma")


def _proved(expression: Expr, laws: tuple[Any, ...], point: ModelPoint) -> Expr:
    """The closed form, proved under assumptions that are as weak as they may be: sizes 2 apart, or what they are."""
    reason = ""
    for margin in (2, LARGEST_MARGIN):
        found = _reduced(expression, laws, _assumptions(point, margin))
        if isinstance(found, Expr):
            return found
        reason = found
    raise NoExactValue(reason)


def _assumptions(point: ModelPoint, margin: int) -> tuple[Basic, ...]:
    """How the sizes are ordered, each at least so much above another, and which numbers are positive."""
    sizes = {s: int(v) for s, v in point.values.items() if s.is_integer and v.is_Integer}
    known = {s: v for s, v in sizes.items() if not any(s == other for other in point.model.structure)}
    some = (group for k in (1, 2, 3) for group in combinations(sorted(known, key=str), k))
    sums = {sum(group): sum(known[x] for x in group) for group in some}
    pairs = [(a, b) for a in sums for b in sums if (a in known or b in known) and not a.free_symbols & b.free_symbols]
    found = [sympy.Ge(a, b + min(sums[a] - sums[b], margin)) for a, b in pairs if sums[a] >= sums[b]]
    found += [sympy.Ge(a, min(v, margin)) for a, v in known.items()]
    found += [sympy.Gt(s, 0) for s, v in point.values.items() if not s.is_integer and v > 0]
    return tuple(condition for condition in found if condition is not sympy.true)


@lru_cache(maxsize=512)
def _reduced(expression: Expr, laws: tuple[Any, ...], assumptions: tuple[Basic, ...]) -> Expr | str:
    """The closed form, or why there is none."""
    expression, laws = as_one_design(expression, laws, assumptions)
    moments = Moments(assumptions, laws, (by_wishart_moments,))
    try:
        moments.learn(expression)
        moments.complete(20)
        formula = moments.scalar_expression(moments.scalar(expression))
    except NoNormalForm as reason:
        return str(reason)
    if left := expectations_of(formula):
        return f"{min(left, key=lambda mean: len(str(mean)))} is not known"
    found = judged(wishart_moment, Step(expression, "=", formula), Context(assumptions, laws))
    return _tidy(formula) if found.verdict is Verdict.PROVED else found.detail


def _tidy(formula: Expr) -> Expr:
    """The same formula, each term with its coefficient factored."""
    traces = {trace: sympy.Symbol(f"tr{k}") for k, trace in enumerate(sorted(formula.atoms(Trace), key=str))}
    terms = sympy.Add.make_args(sympy.factor_terms(replaced(formula, traces)))
    return replaced(sympy.Add(*map(sympy.factor, terms)), {mark: trace for trace, mark in traces.items()})
