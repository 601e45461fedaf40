"""The equivalent of E tr A R B R for any A and B, with an explicit remainder.

The equation around B has E tr(B RSR) on its other side, which has its own equivalent: nothing is left to be closed,

    (ridge/kappa) E tr(A R B R) = E tr(A G B R) + E tr(B RSR) E tr(P R)/T        with P = A G Sigma,

up to T^(-1/2) tr B tr P/T. That is small beside the second term where the eigenvalues of Sigma stay away from zero.
"""

from lemmata.derivations.gaussian_equivalents.balance import (
    balance,
    balanced_below,
    beside_both,
    in_parts,
    in_two_parts,
    part_below,
    weighed,
)
from lemmata.derivations.gaussian_equivalents.covariances import trace_of_square
from lemmata.derivations.gaussian_equivalents.exact_equations import noise, scattered
from lemmata.derivations.gaussian_equivalents.noise_equivalent import in_regime, noise_equivalent
from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, P, Q, mean, rows, square
from lemmata.derivations.gaussian_equivalents.resolvent import (
    PART,
    resolvent_below,
    resolvent_equivalent,
    template_setting,
)
from lemmata.derivations.gaussian_equivalents.two_resolvents import share, top, weight
from lemmata.theory.quantities.resolvents import SAMPLE_RESOLVENT, TWO_RESOLVENTS, TWO_RESOLVENTS_EQUIVALENT, A, B, b
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

per_trace = (Rational(5567, 768) * sqrt(square) / (ridge**2 * T) + Rational(4, 27) * weight / ridge) / (ridge * T)
"""Of tr Q tr P."""
best = {weight: 1 / sqrt(T)}
errors = [part.xreplace(best) for part in (per_trace, beside_both)]

with PAPER.section("Any matrix", **rows):
    norm_below = PAPER.claim("norm-below", "The Frobenius norm is at most the trace",
        at_most(sqrt(tr(Q * Q)), tr(Q)), proof=[raised(trace_of_square, Rational(1, 2)), sqrt(tr(Q) ** 2), algebra])

with PAPER.section("Any matrix", **weighed):
    any_within = PAPER.claim("any-within", "R Q R beside any P, with an explicit error",
        within(kappa * scattered(P * inv(Sigma), Q) + scattered(P, Q),
               kappa / ridge * (mean(P * inv(Sigma) * Q) + noise(Q) / T * mean(P)),
               kappa / ridge * (per_trace * tr(Q) * tr(P) + beside_both * scattered(P, Q))),
        proof=[
            algebra,        kappa / ridge * Abs(balance(P, Q)),
            use(balanced_below, {top: tr(Q)}),
            kappa / ridge * (share(Q, tr(Q)) / T * mean(P) + beside_both * scattered(P, Q)),
            norm_below,     kappa / ridge * (per_trace * ridge * tr(Q) * mean(P) + beside_both * scattered(P, Q)),
            resolvent_below,
        ])

with PAPER.section("Any matrix", **template_setting):
    main = mean(A * G * B) + noise(B) / T * mean(PART)
    any_template = PAPER.claim("any-template", "The same for the letters of a template",
        within(scattered(A, B), kappa / ridge * main,
               kappa / ridge * (errors[0] * tr(B) * tr(PART) + errors[1] * scattered(A, B))),
        proof=[
            triangle_by(use(in_parts)), Abs(in_two_parts - kappa / ridge * main),
            triangle_by(matrix_identity),
            Abs(in_two_parts - kappa / ridge * (mean(PART * inv(Sigma) * B) + noise(B) / T * mean(PART))),
            in_every_direction(any_within, {P: PART, Q: B}, best),
            kappa / ridge * (errors[0] * tr(B) * tr(PART) + errors[1] * scattered(PART, B)),
            part_below,
        ])

    main_in_ridge = kappa * ridge * (mean(A * G * B) + SAMPLE_RESOLVENT.xreplace({A: B}) * mean(PART))
    any_in_ridge = PAPER.claim("any-in-ridge", "In units of the ridge",
        within(TWO_RESOLVENTS, main_in_ridge,
               kappa * ridge * errors[0] * tr(B) * tr(PART) + kappa / ridge * errors[1] * TWO_RESOLVENTS),
        proof=propagated(any_template, lambda value: ridge**2 * value))

in_any_regime = in_regime | {"witness": in_regime["witness"] | {b: 1}}

with PAPER.section("Any matrix", **in_any_regime):
    main_equivalent = PAPER.claim("any-main", "Its terms have their equivalents",
        equivalent(main_in_ridge, TWO_RESOLVENTS_EQUIVALENT, BOUNDED_BELOW),
        proof=[
            equivalent_at(resolvent_equivalent, {A: A * G * B}),
            kappa**2 * EigenSum(eigenvalue * b / (s + kappa) ** 2)
            + kappa * ridge * SAMPLE_RESOLVENT.xreplace({A: B}) * mean(PART),
            equivalent_at(resolvent_equivalent, {A: PART}),
            kappa**2 * (EigenSum(eigenvalue * b / (s + kappa) ** 2)
                        + SAMPLE_RESOLVENT.xreplace({A: B}) * EigenSum(eigenvalue * s / (s + kappa) ** 2)),
            equivalent_at(noise_equivalent, {A: B}),
        ])

    any_equivalent = PAPER.claim("any-equivalent",
        "The deterministic equivalent of R B R, beside any A: functions of Sigma, and at most one w0w0'",
        equivalent(TWO_RESOLVENTS, TWO_RESOLVENTS_EQUIVALENT, BOUNDED_BELOW),
        proof=from_within(any_in_ridge, Path(T, keeping={d: phi * T}), through=main_equivalent))
