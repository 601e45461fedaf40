"""Exponents by the scaling calculus: a claimed piecewise-affine exponent is proved on the whole domain, or refuted.

The calculus works on the deterministic equivalents of the risk; its comparisons of exponents are decided exactly over
the polyhedral regimes (see :mod:`lemmata.theory.scaling.claims`). A refutation is a rational point with both exponents,
and where the model can be evaluated there, the local slope that numbers show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Basic, Rational, true

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.claims import ARGMIN, Judgement, judge_claim
from lemmata.theory.scaling.confirm import slope_of
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.exponent_quantities import ScalingExponent
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.theory.scaling.optimum import ambiguous
from lemmata.theory.scaling.problem import Problem
from lemmata.theory.scaling.regions import Row, Undecided
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class DerivedExponentRule(Rule):
    """``before`` is the exponent of a model, ``after`` what it is, at most or at least."""

    name = "derived exponent"
    version = 1
    proves = ("=", "<=", ">=")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved or refuted by the calculus, provided that the model's conditions are among the assumptions."""
        exponent = step.before
        if not isinstance(exponent, ScalingExponent) or step.relation not in ("=", "<=", ">="):
            return Finding(
                Verdict.UNDECIDED, "the left side is not the exponent of a model, or the sign none of =, <=, >="
            )
        missing = [relation for relation in exponent.model.conditions if relation not in context.assumptions]
        if missing:
            return Finding(Verdict.UNDECIDED, f"the model needs {missing[0]}, which is not assumed")
        try:
            found = exponent.model.derived()
            other = sorted(step.after.free_symbols - set(map(letter, found.problem.names)), key=str)
            if other:
                return Finding(Verdict.UNDECIDED, f"{other[0]} is no letter of the model")
            uncovered = not_covered(found)
            if uncovered:
                return Finding(Verdict.UNDECIDED, uncovered)
            if exponent.subject == ARGMIN and (where := ambiguous(found)):
                return Finding(Verdict.UNDECIDED, f"there is not one best ridge, but none or several: {where}")
            sign = "==" if step.relation == "=" else step.relation
            judged = judge_claim(found, f"{exponent.subject} {sign} {_typed(step.after)}")
        except (InputError, Undecided) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        more = [relation for relation in context.assumptions if relation not in exponent.model.conditions]
        return _finding(found, judged, more)


def _finding(found: Exponents, judged: Judgement, more: Iterable[Basic]) -> Finding:
    if judged.apart:
        return Finding(Verdict.UNDECIDED, f"the same {judged.exception}, where none is derived: state each side alone")
    if judged.verdict == "proved":
        words = "".join(f"; {text}" for text in found.assumed if text.startswith("T0 >="))
        detail = f"the same on all {len(judged.obligations)} parts of the domain{words}"
        return Finding(Verdict.PROVED, detail, principles=found.assumed)
    assert judged.counterexample is not None
    assert judged.derived is not None
    assert judged.claimed is not None
    there = {letter(name): Rational(value) for name, value in judged.counterexample.items()}
    beyond = next((one for one in more if one.xreplace(there) is not true), None)
    if beyond is not None:
        return Finding(Verdict.UNDECIDED, f"another exponent than {judged.claimed} was found where {beyond} fails")
    return Finding(
        Verdict.REFUTED,
        f"the exponent is {judged.derived}, not {judged.claimed}{_measured(found, judged)}",
        counterexample={name: str(value) for name, value in judged.counterexample.items()},
        gap=f"{float(abs(judged.derived - judged.claimed)):.6g}",
        principles=found.assumed,
    )


def _measured(found: Exponents, judged: Judgement) -> str:
    try:
        assert judged.counterexample is not None
        slope, spread = slope_of(found, judged.counterexample, judged.subject)
    except (InputError, StopIteration, ZeroDivisionError, KeyError):
        return ""
    return f" (numbers show a slope of {slope:.5f})" if spread < 1e-3 else ""


def not_covered(found: Exponents) -> str | None:
    """Whether the domain reaches where no formula is known (generators with T0 < d, as a rule)."""
    problem = found.problem
    words = next((text for text in found.assumed if text.startswith("only ")), None)
    if words is None or not isinstance(problem, Problem) or problem.T0 is None or problem.d is None:
        return words
    base = found.cases[0].base
    few = base.where(Row(problem.d.exponent - problem.T0.exponent, strict=True))
    return words if few.interior_point(problem.names) is not None else None


def _typed(expr: Any) -> str:
    return str(expr).replace("**", "^")


derived_exponent = DerivedExponentRule()
