r"""Proof by normal form: where the truth itself has a closed form in the letters, agreement can be decided.

In a cell the exact risk without ridge for Sigma = I is a rational function of the sizes and of t^n, t = T0/d (see
:mod:`lemmata.theory.models.exact_laws`); kappa, df1 and df2 of the isotropic model are algebraic, and so is the
deterministic equivalent without generations. If the difference of formula and closed form vanishes as a rational
function in every cell (:mod:`lemmata.verifier.engines.normal_form`), and the formula has a value everywhere in it
(:mod:`lemmata.verifier.obligations.definedness`), then it is right at every point and not only where it was tried.
The inverse Wishart mean holds for every covariance; the others are laws for Sigma = I.

>>> from lemmata.verifier.property_test.cells import cells
>>> question = Question.read("sigma^2*d/(T-d-1)", "risk", given=["ridge == 0", "n == 0", "T >= d + 2"])
>>> proved_by(question, cells(question))
'inverse Wishart mean'
>>> proved_by(question.with_formula(sigma**2 * d / (T - d)), cells(question)) is None
True
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Expr, Ge, Integer, Ne, Rational

from lemmata.theory.notation import T0, T, d, kappa, n, ridge, sigma, sigma0, signal
from lemmata.verifier.engines.domain import Domain
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.obligations import discharge
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.property_test.derived import ISOTROPIC, isotropic_equivalent
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.step import Context


def proved_by(question: Question, domains: Sequence[Domain]) -> str | None:
    """The law to which the formula is identical in every cell, or None when that is not decided."""
    laws: dict[str, None] = {}
    for cell in domains:
        found = _closed_form(question, cell)
        if found is None:
            return None
        truth, law = found
        fixed = {symbol: value for symbol, value in question.fixed.items() if symbol not in value.free_symbols}
        difference = (question.expression - truth).xreplace(fixed).xreplace(fixed)
        try:
            if not vanishes(difference) or not _defined(question, cell):
                return None
        except NotAlgebraic:
            return None
        laws[law] = None
    return ", ".join(laws) or None


def _defined(question: Question, cell: Domain) -> bool:
    """Whether the formula has a value in the whole cell; the denominator T - df2 is known to be positive there."""
    shrunk = 1 + ISOTROPIC[kappa]
    known = () if question.quantity == "kappa" or question.two_levels else (shrunk**2 - d / T,)
    there = Context(assumptions=cell.relations)
    for owed in conditions(question.expression):
        denominators = (owed.subject.lhs,) if isinstance(owed.subject, (Ne, Ge)) and owed.subject.rhs == 0 else ()
        multiples = (one - factor * shrunk**power for one in denominators for factor in known for power in (0, -2))
        if not (discharge(owed, there).done or any(map(vanishes, multiples))):
            return False
    return True


def _closed_form(question: Question, cell: Domain) -> tuple[Expr, str] | None:
    if question.power_law or question.sense not in ("exact", "equivalent") or question.other_chain:
        return None
    if question.quantity == "risk" and question.sense == "exact":
        return _least_squares(question, cell)
    if question.two_levels:
        return None
    if question.quantity == "kappa":
        return ISOTROPIC[kappa], "the root of its quadratic equation"
    if question.quantity != "risk":
        return None
    clean = question.fixed.get(n) == 0
    return (isotropic_equivalent(0, Rational(1, 2)), "the deterministic equivalent") if clean else None


def _least_squares(question: Question, cell: Domain) -> tuple[Expr, str] | None:
    """The exact risk without ridge, independent designs: t S_n - 2 t c_n + ||w0||^2 + sigma^2 v."""
    if question.fixed.get(ridge) != 0 and sympy.Eq(ridge, 0) not in cell.relations:
        return None
    fit = _fit(T, cell)
    generator = _fit(T0, cell) if T0 in question.parameters else (Integer(1), Integer(0))
    if fit is None or generator is None:
        return None
    (seen, noise), (kept, added) = fit, generator
    whole = seen == kept == 1
    if question.two_levels and not whole:
        return None
    overlap = kept**n * signal
    repeated = n if kept == 1 else (1 - kept**n) / (1 - kept)
    spread = overlap + sigma0**2 * added * repeated
    law = "inverse Wishart mean" if whole else "Haar projection and inverse Wishart means"
    return seen * (spread - 2 * overlap) + signal + sigma**2 * noise, law


def _fit(rows: Expr, cell: Domain) -> tuple[Expr, Expr] | None:
    """What a fit keeps of a squared norm, and its noise, on the side of the cell: rows >= d + 2 or rows <= d - 2."""
    if sympy.Ge(rows, d + 2) in cell.relations:
        return Integer(1), d / (rows - d - 1)
    if sympy.Le(rows, d - 2) in cell.relations:
        return rows / d, rows / (d - rows - 1)
    return None
