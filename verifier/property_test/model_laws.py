"""Proof for formulas of any model: the exact law by moments, proved under the conditions of a cell, is the formula.

The expectation is worked out under the relations of each cell of the domain, by Isserlis and by inverse-Wishart moments
(:mod:`lemmata.verifier.model_values`), its conditions discharged there; the difference to the formula must vanish as a
rational function, and the formula have a value in the whole cell.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.verifier.property_test.of_models import model_property_test
>>> given = ["T >= d + 2"]
>>> print(model_property_test("sigma^2*d/(T-d-1)", shipped_model("least-squares"), "risk", given=given).verdict.value)
proved
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Eq, Expr, Integer

from lemmata.theory.models.parts import simplified
from lemmata.theory.notation import signal
from lemmata.theory.random_matrices import MatrixExpression, norm2, tr
from lemmata.verifier.engines.domain import Domain
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.model_values import law_under, with_covariance
from lemmata.verifier.obligations import discharge
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.step import Context


def proved_by_moments(question: Any, domains: Sequence[Domain]) -> str | None:
    """The law to which the formula is identical in every cell, or None when that is not decided."""
    return "the moments of the model" if all(_proved(question, cell) for cell in domains) else None


def _proved(question: Any, cell: Domain) -> bool:
    fixed = {s: v for s, v in question.fixed.items() if v.is_number}
    fixed |= {r.lhs: r.rhs for r in cell.relations if isinstance(r, Eq) and r.lhs.is_Symbol and r.rhs.is_number}
    law = _law(question, cell, fixed)
    if law is None or law.has(MatrixExpression):
        return False
    difference = (question.expression - law).xreplace(fixed).xreplace(fixed)
    try:
        there = Context(assumptions=cell.relations)
        return bool(vanishes(difference)) and all(discharge(x, there).done for x in conditions(question.expression))
    except NotAlgebraic:
        return False


def _law(question: Any, cell: Domain, fixed: dict[Any, Any]) -> Expr | None:
    """The exact law in the whole cell."""
    structure = {symbol.name: fixed[symbol] for symbol in question.model.structure if symbol in fixed}
    if len(structure) < len(question.model.structure) or any(not value.is_Integer for value in structure.values()):
        return None
    expression = question.stated.expression(**{name: int(value) for name, value in structure.items()})
    zeros = {symbol: value for symbol, value in fixed.items() if value == 0}
    expression, laws = simplified(expression, zeros), question.model.laws
    if question.spectra == "isotropic":
        expression, laws = with_covariance(expression, question.model, Integer(1))
    found = law_under(expression, laws, cell.relations)
    names = {tr(matrix): one.total for matrix, one in question.model.matrices.items() if one.total is not None}
    if question.model.target is not None:
        names[norm2(question.model.target)] = signal
    return None if found is None else found.xreplace({mean: name for mean, name in names.items() if found.has(mean)})
