"""The equivalent of the resolvent with an explicit remainder, for any p.s.d. matrix, any covariance and any sizes."""

from lemmata.derivations.gaussian_equivalents.covariances import defect_bound
from lemmata.derivations.gaussian_equivalents.exact_equations import resolvent_equation
from lemmata.derivations.gaussian_equivalents.paper import PAPER, P, a, defect, mean, rows, trace
from lemmata.derivations.gaussian_equivalents.scalar_equation import gap, renormalised, scalar_equation
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
