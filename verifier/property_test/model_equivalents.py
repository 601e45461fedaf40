"""A formula against the deterministic equivalent of a model's quantity: at the same sizes, or as they grow together.

The truth is what :mod:`lemmata.theory.deterministic_equivalents` derives from the model, solved at the point in double
precision, with a bound of what rounding leaves in it. A limit is that of the ratio of formula and equivalent, all sizes
of the model but those of its structure growing in proportion.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite
from typing import Any

import numpy as np
from sympy import Symbol

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.derivation import derived_once
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope
from lemmata.theory.deterministic_equivalents.parameters import typed
from lemmata.theory.models.point import ModelPoint
from lemmata.verifier.engines.domain import Point
from lemmata.verifier.property_test.comparison import Comparer
from lemmata.verifier.property_test.limits import LimitJudge
from lemmata.verifier.property_test.truth import NoTruth, Truth

SOURCE = "deterministic equivalent"
_LARGEST = 200
_LONGEST = 200


def model_equivalent(name: str, at: ModelPoint) -> tuple[float, float]:
    """The deterministic equivalent of a quantity at a point, in double precision, and a bound of its error.

    Raises:
        NoTruth: where none is derived, or the system is not solved.
    """
    if at.spectrum.d is None:
        raise NoTruth(
            f"d is infinite; lemmata derive {name} --model {at.model.typed} with the same options and --digits N"
        )
    try:
        given = typed(at)
        found = derived_once(
            at.model, name, tuple(given.where), given.whole, _frozen(given.zeros), _frozen(given.structure)
        )
        with np.errstate(all="ignore"):
            solution = found.at(given.numbers, given.spectrum)
            return float(solution.value), 2 * float(solution.error)  # to first order, and as much for the others
    except (OutOfScope, NoSolution, InputError) as reason:
        raise NoTruth(_shortened(str(reason))) from None


def _shortened(reason: str) -> str:
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST // 2]} ... {reason[-_LONGEST // 2 :]}"


def _frozen(values: Mapping[Any, Any]) -> tuple[tuple[Any, Any], ...]:
    return tuple(sorted(values.items(), key=str))


def equivalent_truth(question: Any, point: Point) -> Truth:
    """The equivalent at a point, as a ball.

    Raises:
        NoTruth: where none is derived.
    """
    at = question.at(point)
    if max(value for symbol, value in at.values.items() if symbol.is_integer) > _LARGEST:
        raise NoTruth(f"equivalents are solved for sizes up to {_LARGEST}")
    value, error = model_equivalent(question.stated.name, at)
    if not isfinite(error):
        raise NoTruth("the equations are too near to singular for double precision")
    return Truth(Ball.around(Fraction(value), Fraction(error)), SOURCE)


class EquivalentJudge(Comparer):
    """Compares with the equivalent at the same sizes."""

    reaches_far = False

    def truth(self, point: Point) -> Truth | None:
        """What is derived."""
        return equivalent_truth(self.question, point)


class ModelLimitJudge(LimitJudge):
    """Compares limits at the ratios that a point fixes."""

    reaches_far = False

    def grows(self, symbol: Symbol) -> bool:
        """Every size but those that say how long the expression is."""
        question: Any = self.question
        return super().grows(symbol) or bool(symbol.is_integer and symbol not in question.model.structure)

    def true_limit(self, point: Point) -> Truth | None:
        """The equivalent at the point, which depends on ratios of sizes alone."""
        return equivalent_truth(self.question, point)
