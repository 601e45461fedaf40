"""The equivalent of the resolvent with an explicit remainder, for any p.s.d. matrix, any covariance and any sizes."""

from lemmata.derivations.gaussian_equivalents.covariances import defect_bound
from lemmata.derivations.gaussian_equivalents.exact_equations import resolvent_equation
from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, P, a, defect, mean, rows, trace
from lemmata.derivations.gaussian_equivalents.scalar_equation import gap, renormalised, scalar_equation
from lemmata.theory.quantities.resolvents import RESOLVENT, RESOLVENT_EQUIVALENT, A
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

left = ridge * mean(P * inv(Sigma)) + ridge / kappa * mean(P)
smaller = a / T * (1 + 2 * trace / (ridge * T))
"""The relative error."""

with PAPER.section("Resolvent", **rows):
    resolvent_below = PAPER.claim("resolvent-below", "R <= 1/ridge, beside any P",
        at_most(mean(P), tr(P) / ridge), proof=[spectral_order(X, P), E(tr(P * identity(d))) / ridge, expectation])

with PAPER.section("Resolvent", **renormalised):
    at_root = PAPER.claim("at-root", "The equivalent, with E tr(Sigma R) in the remainder",
        within(left, tr(P * inv(Sigma)), a * mean(P) / T + 2 * a * mean(Sigma) / T**2 * mean(P)),
        proof=[
            triangle_by(use(resolvent_equation)), Abs(defect(P)) + Abs(gap) * mean(P),
            defect_bound,                         a * mean(P) / T + Abs(gap) * mean(P),
            scalar_equation,
        ])

    resolvent = PAPER.claim("resolvent", "ridge R is kappa (Sigma + kappa)^-1 in the mean, with an explicit error",
        within(left, tr(P * inv(Sigma)), smaller * mean(P)),
        proof=[
            at_root,                          a * mean(P) / T + 2 * a * mean(Sigma) / T**2 * mean(P),
            use(resolvent_below, {P: Sigma}), a * mean(P) / T + 2 * a * (trace / ridge) / T**2 * mean(P),
            algebra,
        ])

PART = A * G * Sigma
"""What the claim is used at, for any A with a diagonal in the eigenbasis: A is PART + kappa PART Sigma^-1."""
in_traces = ridge / kappa * mean(A)
share = (1 + Rational(499, 384) * EigenSum(s) / (ridge * T)) / T * (1 + 2 * EigenSum(s) / (ridge * T)) * kappa / ridge
template_setting = renormalised | {"witness": renormalised["witness"] | {eigenvalue: 1}}

with PAPER.section("Resolvent", **rows):
    more = PAPER.claim("more", "With another positive part",
        at_most(mean(P * Sigma), mean(P * Sigma) + kappa * mean(P)), witness={kappa: 1}, proof=inequality)

with PAPER.section("Resolvent", **template_setting):
    part_below = PAPER.claim("part-below", "PART <= A, beside R",
        at_most(mean(PART), mean(A)),
        proof=[in_every_direction(more, {P: A * G}), mean(PART) + kappa * mean(A * G), matrix_identity])

    template = PAPER.claim("template", "The same for the letter of a template",
        within(in_traces, EigenSum(eigenvalue / (s + kappa)), smaller * mean(A)),
        proof=[
            triangle_by(eigenbasis), Abs(in_traces - tr(A * G)),
            triangle_by(matrix_identity),
            Abs(ridge * mean(PART * inv(Sigma)) + ridge / kappa * mean(PART) - tr(PART * inv(Sigma))),
            in_every_direction(resolvent, {P: PART}), smaller * mean(PART),
            part_below,
        ])

    in_ridge = PAPER.claim("in-ridge", "Times kappa: the remainder is a share of the resolvent's mean",
        within(RESOLVENT, RESOLVENT_EQUIVALENT, share * RESOLVENT),
        proof=[propagated(template, lambda value: kappa * value), kappa * smaller * mean(A), eigenbasis])

with PAPER.section("Equivalent", **template_setting | {"where": [*template_setting["where"], df1 < T]}):
    resolvent_equivalent = PAPER.claim("resolvent-equivalent",
        "The deterministic equivalent of the resolvent, uniformly in the regime",
        equivalent(RESOLVENT, RESOLVENT_EQUIVALENT), proof=from_within(in_ridge, Path(T, keeping={d: phi * T})))
