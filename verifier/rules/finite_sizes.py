"""Exponents and constants of the exact mean at finite size, where its distance from the equivalent is proved.

The calculus reads deterministic equivalents, which are a principle: what it derives is ``assumed``. With the bounds of
:mod:`lemmata.theory.quantities.few_degrees`, as claims with proofs of their own, the principle is not needed where they
reach (:mod:`lemmata.theory.scaling.finite_size` says where, and why not elsewhere), and with the claims that say what
the parts of the risk are. A claim is known by its statement, its laws and its conditions; the result rests on all that
are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T0, d, ridge
from lemmata.theory.quantities.few_degrees import (
    BOUNDS,
    CLEAN_RISK,
    GROWN_RISK,
    LARGER_COLLAPSE,
    LARGER_NOISE,
    LEAST_TEST,
    SMALLER_NOISE,
    far,
    unseen,
)
from lemmata.theory.quantities.regression import LAWS, Sigma, X
from lemmata.theory.random_matrices import GaussianRows
from lemmata.theory.relations import Statement
from lemmata.theory.scaling.claims import OPTIMUM
from lemmata.theory.scaling.constant_quantities import ScalingConstant
from lemmata.theory.scaling.exponent_quantities import ScalingQuantity
from lemmata.theory.scaling.finite_size import beyond, parts_needed
from lemmata.theory.scaling.problem import EQUIVALENTS
from lemmata.theory.scaling.regions import Undecided
from lemmata.verifier.claim import Claim
from lemmata.verifier.rules.derived_constant import DerivedConstantRule
from lemmata.verifier.rules.derived_exponent import DerivedExponentRule
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_PARTS = (CLEAN_RISK, GROWN_RISK)
_BOUND = (GaussianRows(X, Sigma),), (ridge > 0, far < 1)
_ALLOWED = dict.fromkeys(_PARTS, (LAWS, (ridge > 0, T0 >= d + 2))) | {LEAST_TEST: (_BOUND[0], (ridge > 0, unseen))}
"""The laws and the conditions that a claim may have: of what says the parts of a risk; of a bound, if it is another."""


class AtFiniteSizesRule(Rule):
    """What the calculus derives, with the bounds of its equivalents at finite size in the place of the principle."""

    version = 1

    def __init__(self, rule: DerivedExponentRule | DerivedConstantRule, claims: Sequence[Claim]) -> None:
        self.rule, self.claims = rule, tuple(claims)
        self.name = f"{rule.name} at finite sizes"

    @property
    def proves(self) -> tuple[str, ...]:  # type: ignore[override]
        """The relations of the rule below."""
        return self.rule.proves

    def judge(self, step: Step, context: Context) -> Finding:
        """The finding of the calculus; without its principle where the bounds reach, else with the reason."""
        found = self.rule.judge(step, context)
        if found.verdict is not Verdict.PROVED:
            return found
        missing = self.missing(step)
        if missing:
            return replace(found, detail=f"{found.detail}; of the equivalent: {missing}")
        return replace(found, detail=f"{found.detail}; of the exact mean, too", principles=())

    def grounded(self, step: Step) -> tuple[str, ...]:
        """The principles by which the quantity of a step need not be known."""
        return () if self.missing(step) else (EQUIVALENTS,)

    def missing(self, step: Step) -> str:
        """What is missing for the exact mean; empty for nothing."""
        quantity = step.before
        if not isinstance(quantity, ScalingQuantity):
            return "the left side is not about a model"
        try:
            exponents = quantity.model.derived()
            reason = beyond(exponents, quantity.subject, constants=isinstance(quantity, ScalingConstant))
            parts = parts_needed(exponents, quantity.subject)
        except (InputError, Undecided) as problem:
            return str(problem)
        if reason:
            return reason
        wanted = [CLEAN_RISK, SMALLER_NOISE, LARGER_NOISE, *(bound for part in parts for bound in BOUNDS[part])]
        wanted += (GROWN_RISK, *LARGER_COLLAPSE) * ("collapse" in parts)
        wanted += [LEAST_TEST] * (quantity.subject == OPTIMUM)
        unknown = next((statement for statement in wanted if not self.has(statement)), None)
        return "" if unknown is None else f"{unknown} is not among the claims"

    def has(self, statement: Statement) -> bool:
        """Whether a claim says so, of the laws that are meant and under no further condition."""
        laws, allowed = _ALLOWED.get(statement, _BOUND)
        return any(
            claim.statement == statement and tuple(claim.laws) == tuple(laws) and set(claim.where) <= set(allowed)
            for claim in self.claims
        )


def at_finite_sizes(rule: DerivedExponentRule | DerivedConstantRule, *claims: Claim) -> AtFiniteSizesRule:
    """The rule that derives an exponent or a constant, of the exact mean where the claims give its bounds.

    Args:
        rule: ``derived_exponent`` or ``derived_constant``.
        claims: what the parts of the risk are and their bounds, with proofs of their own.
    """
    return AtFiniteSizesRule(rule, claims)
