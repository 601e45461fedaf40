"""The equation of two resolvents around ridge/kappa, beside any P: what it leaves is small.

    ridge E tr(P Sigma^-1 R Q R) + (ridge/kappa) E tr(P R Q R) - E tr(P Sigma^-1 Q R) - E tr(Q RSR) E tr(P R)/T

is what Stein's identity leaves, and (m - ridge/kappa) E tr(P R Q R).
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.exact_equations import B as ANY
from lemmata.derivations.gaussian_equivalents.exact_equations import around, left_by, noise, scattered
from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, P, Q, a, m, mean, trace
from lemmata.derivations.gaussian_equivalents.resolvent import PART, resolvent_below, template_setting
from lemmata.derivations.gaussian_equivalents.scalar_equation import gap, renormalised, scalar_equation
from lemmata.derivations.gaussian_equivalents.two_resolvents import bounded, left_below, share, weight
from lemmata.theory.quantities.resolvents import A, B
from lemmata.verifier.language import *

beside_both = (1 / weight + 2 * a * trace / (ridge * T)) / T
"""Of E tr P R Q R; of E tr P R it is ``share(Q)/T``."""
weighed: dict[str, Any] = renormalised | {"witness": renormalised["witness"] | {weight: 1}}


def balance(matrix: Any, around: Any) -> Expr:
    """What is small, by the equation around Q."""
    found: Expr = (
        ridge * scattered(matrix * inv(Sigma), around) + ridge / kappa * scattered(matrix, around)
        - mean(matrix * inv(Sigma) * around) - noise(around) / T * mean(matrix)
    )  # fmt: skip
    return found


with PAPER.section("Two resolvents", **weighed):
    balanced = PAPER.claim("balanced", "The equation of two resolvents around ridge/kappa",
        equal(balance(P, Q), left_by(P, Q) - gap * scattered(P, Q)),
        proof=[
            algebra,
            ridge * scattered(P * inv(Sigma), Q) + m * scattered(P, Q)
            - mean(P * inv(Sigma) * Q) - noise(Q) / T * mean(P) - gap * scattered(P, Q),
            use(around, {ANY: Q}),
        ])

with PAPER.section("Two resolvents", **bounded(weighed, Q)):
    left = (share(Q) * mean(P) + scattered(P, Q) / weight) / T
    balanced_below = PAPER.claim("balanced-below", "It is small, around any Q <= top and beside any P",
        at_most(Abs(balance(P, Q)), share(Q) / T * mean(P) + beside_both * scattered(P, Q)),
        proof=[
            triangle_by(use(balanced)), Abs(left_by(P, Q)) + Abs(gap) * scattered(P, Q),
            left_below,                 left + Abs(gap) * scattered(P, Q),
            scalar_equation,            left + 2 * a * mean(Sigma) / T**2 * scattered(P, Q),
            use(resolvent_below, {P: Sigma}), left + 2 * a * (trace / ridge) / T**2 * scattered(P, Q),
            algebra,
        ])

with PAPER.section("Two resolvents", **renormalised):
    more_between = PAPER.claim("more-between", "With another positive part, beside R Q R",
        at_most(scattered(P * Sigma, Q), scattered(P * Sigma, Q) + kappa * scattered(P, Q)), proof=inequality)

with PAPER.section("Two resolvents", **template_setting):
    in_two_parts = kappa * scattered(PART * inv(Sigma), B) + scattered(PART, B)
    in_parts = PAPER.claim("of-part", "A is PART + kappa PART Sigma^-1, beside R B R",
        equal(scattered(A, B), in_two_parts), proof=matrix_identity)

    part_below = PAPER.claim("part-between", "PART <= A, beside R B R",
        at_most(scattered(PART, B), scattered(A, B)),
        proof=[
            in_every_direction(more_between, {P: A * G, Q: B}), scattered(PART, B) + kappa * scattered(A * G, B),
            matrix_identity,
        ])
