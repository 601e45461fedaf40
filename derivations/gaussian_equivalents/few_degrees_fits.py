"""R S R and R Sigma R where a fit has few degrees of freedom: the variance and the bias, from below and from above."""

from lemmata.derivations.gaussian_equivalents.exact_equations import B, N, scattered, two_resolvents
from lemmata.derivations.gaussian_equivalents.few_degrees import (
    V,
    Y,
    above,
    below,
    below_tangent,
    beside,
    both,
    crossed_below,
    crossing,
    few,
    fit,
    joint,
    joint_above,
    seen_below,
    side,
    test,
    upper_open,
)
from lemmata.derivations.gaussian_equivalents.paper import PAPER, M, P, mean
from lemmata.theory.quantities.few_degrees import (
    BOUNDS,
    LARGER_NOISE,
    SMALLER_NOISE,
    D,
    H,
    df,
    grown,
    joint_cost,
    joint_share,
    more,
    near,
    small,
)
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

with PAPER.section("Few degrees", **few):
    noise_above = PAPER.claim("noise-above", "R S R is Sigma H^2 in the mean, from above",
        BOUNDS["variance"][1],
        proof=[
            inequality, (1 - small) * (E(tr(A * N)) + ridge * E(tr((R - H) * A * (R - H)))),
            matrix_identity, (1 - small) * (mean(A) - 2 * ridge * mean(A * H) + ridge * E(tr(A * H * H))),
            expectation, (1 - small) * (mean(A) - 2 * ridge * mean(A * H) + ridge * tr(A * H * H)),
            in_every_direction(below, {A: A * H}), (1 - small) * (mean(A) - ridge * mean(A * H)),
            matrix_identity, (1 - small) * mean(A * D),
            in_every_direction(above, {A: A * D}),
        ])

    noise_gap = PAPER.claim("noise-gap", "How far R is above H, beside H",
        at_most(ridge * (1 - small) * (mean(A * H) - tr(A * H * H)), small * tr(A * D * H)),
        proof=[
            matrix_identity,
            ridge * (1 - small) * (ridge * mean(A * H * D * inv(Sigma)) + mean(A * H * D) - tr(A * H * H)),
            in_every_direction(upper_open, {A: A * H * D}),
            ridge * (1 - small) * (tr(A * H * D * inv(Sigma)) + small * mean(A * H * D) - tr(A * H * H)),
            matrix_identity, ridge * (1 - small) * small * mean(A * H * D),
            in_every_direction(above, {A: A * H * D}), ridge * small * tr(A * H * D * H),
            inequality, ridge * small * tr(A * H * D * H) + small * tr(A * D * H * D.T),
            matrix_identity,
        ])

    noise_tangent = PAPER.claim("noise-tangent", "R S R lies above what is linear in R",
        at_least(E(tr(A * N)), tr(A * D * H) - 2 * ridge * (mean(A * H) - tr(A * H * H))),
        proof=[
            inequality, E(tr(A * N)) - E(tr(X * (R - H) * A * (R - H) * X.T)) / T,
            matrix_identity, 2 * E(tr(A * H)) - 2 * ridge * mean(A * H) - E(tr(A * H * S * H)),
            expectation, 2 * tr(A * H) - 2 * ridge * mean(A * H) - tr(A * H * Sigma * H),
            matrix_identity,
        ])

    noise_from_below = PAPER.claim("noise-from-below", "and from below",
        BOUNDS["variance"][0],
        proof=[
            noise_tangent, (1 - small) * (tr(A * D * H) - 2 * ridge * (mean(A * H) - tr(A * H * H))),
            noise_gap, (1 - small) * tr(A * D * H) - 2 * small * tr(A * D * H),
            algebra,
        ])

    test_from_below = PAPER.claim("test-from-below", "R Sigma R is Sigma H^2, from below",
        BOUNDS["bias"][0],
        proof=[
            inequality, tr(A * D * H) + E(tr(A * (R - H) * Sigma * (R - H))),
            matrix_identity, tr(A * D * H) + scattered(A, Sigma) - 2 * mean(A * H * Sigma) + E(tr(A * H * Sigma * H)),
            expectation, tr(A * D * H) + scattered(A, Sigma) - 2 * mean(A * H * Sigma) + tr(A * H * Sigma * H),
            matrix_identity, scattered(A, Sigma) - 2 * mean(A * H * Sigma) + 2 * tr(A * H * Sigma * H),
            in_every_direction(below, {A: A * H * Sigma}),
        ])

with PAPER.section("Few degrees", **beside):
    noise_falls = PAPER.claim("noise-falls", "R S R falls as the ridge grows, beside any A",
        SMALLER_NOISE, witness=beside["witness"] | {more: 1}, proof=spectral_order(X, A))

    noise_grows = PAPER.claim("noise-grows", "and by no more than the square of the ridge",
        LARGER_NOISE, witness=beside["witness"] | {more: 1}, proof=spectral_order(X, A))

    positive_test = PAPER.claim("positive-test", "R Sigma R is positive",
        at_most(0, scattered(P, Sigma)), proof=inequality)

    tangent_both = below_tangent("both", "R Sigma R", both)

    linear_both = PAPER.claim("linear-both", "tr HSH beside R Sigma R, by parts",
        equal(E(tr(H * S * H) * both), E(tr(D * H) * both)
              - 2 / T * E(tr(A * R * Sigma * R * S * Y * R)) - 2 / T * E(tr(A * R * S * Y * R * Sigma * R))),
        proof=stein(X))

    W = ridge**2 * R * H * Sigma * H * R
    quarters = [(tr(matrix * W), ridge * tr(matrix * R * V * V.T * R) + tr(matrix * N)) for matrix in (A, Sigma)]
    (first, first_rest), (second, second_rest) = quarters
    quarter_below = PAPER.claim("quarter-below", "4 W <= R, twice",
        at_most(E(first * second), joint / 16),
        proof=[
            inequality,
            E(first * second) + (4 * E(first * second_rest) + E(first_rest * test)) / 16,
            matrix_identity,
        ])

    between_below = PAPER.claim("between-w", "W Sigma W, by the product of two traces",
        at_most(E(tr(A * W * Sigma * W)), joint / 16),
        proof=[trace_of_product(A, Sigma, through=W), E(first * second), quarter_below])

    meeting = 2 * E(tr(A * W * Sigma * R))
    meeting_below = PAPER.claim("meeting-below", "W and R Sigma R meet around A",
        at_most(meeting, scattered(A, Sigma) + joint / 16),
        proof=[
            inequality, meeting + E(tr(A * (R - W) * Sigma * (R - W))),
            matrix_identity, E(tr(A * W * Sigma * W)) + scattered(A, Sigma),
            between_below,
        ])

    fall_both = PAPER.claim("falling-both", "R Sigma R falls as S grows, or nearly so",
        at_most(-2 * ridge / T * (E(tr(A * R * Sigma * R * S * Y * R)) + E(tr(A * R * S * Y * R * Sigma * R))),
                2 / T * (scattered(A, Sigma) + joint / 16)),
        proof=[
            matrix_identity, -2 * ridge / T * E(tr(A * R * Sigma * H * H * Sigma * R))
            - 2 * ridge / T * scattered(A * Y, Sigma) + 2 / T * meeting,
            inequality, -2 * ridge / T * scattered(A * Y, Sigma) + 2 / T * meeting,
            in_every_direction(positive_test, {P: A * Y}), 2 / T * meeting,
            meeting_below,
        ])

    words = E(tr(A * R * Sigma * R * S * Y * R)) + E(tr(A * R * S * Y * R * Sigma * R))
    costs_both = E(tr(D * D) * both) + ridge * E(tr(D * H) * both)
    both_below = PAPER.claim("both-below", "Beside R Sigma R, tr SR costs little more than the degrees of freedom",
        at_most(E(fit * both), (df + 2 / T) * scattered(A, Sigma) + joint / (8 * T)),
        proof=[
            tangent_both, E(tr(D * D) * both) + ridge * E(tr(H * S * H) * both),
            use(linear_both), E(tr(D * D) * both) + ridge * (E(tr(D * H) * both) - 2 / T * words),
            algebra, costs_both - 2 * ridge / T * words,
            fall_both, costs_both + 2 / T * (scattered(A, Sigma) + joint / 16),
            expectation,
            (tr(D * D) + ridge * tr(D * H)) * scattered(A, Sigma) + 2 / T * (scattered(A, Sigma) + joint / 16),
            matrix_identity,
        ])

    test_equation = PAPER.claim("test-equation", "The equation of R Sigma R",
        equal(ridge * scattered(A * inv(Sigma), Sigma) + scattered(A, Sigma),
              mean(A) + (E(fit * both) + E(tr(Sigma * N) * side) + 2 * crossing) / T),
        proof=[
            matrix_identity, mean(A) - E(tr(A * inv(Sigma) * S * R * Sigma * R)) + scattered(A, Sigma),
            use(two_resolvents, {M: A * inv(Sigma), B: Sigma}),
            mean(A) + scattered(A, Sigma)
            - (E(tr(A * inv(Sigma) * Sigma * R * Sigma * R))
               - E(tr(S * R) * tr(A * inv(Sigma) * Sigma * R * Sigma * R)) / T
               - E(tr(Sigma * R * S * R) * tr(A * inv(Sigma) * Sigma * R)) / T
               - E(tr(A * inv(Sigma) * Sigma * R * S * R * Sigma * R)) / T
               - E(tr(A * inv(Sigma) * Sigma * R * Sigma * R * S * R)) / T),
            matrix_identity,
        ])  # fmt: skip

    test_open = PAPER.claim("test-open", "R Sigma R beside A, from above",
        at_most(ridge * scattered(A * inv(Sigma), Sigma) + scattered(A, Sigma),
                mean(A) + near * scattered(A, Sigma) + joint_cost / T * joint),
        proof=[
            test_equation, mean(A) + (E(fit * both) + E(tr(Sigma * N) * side) + 2 * crossing) / T,
            both_below, mean(A) + ((df + 2 / T) * scattered(A, Sigma) + joint / (8 * T)
                                   + E(tr(Sigma * N) * side) + 2 * crossing) / T,
            seen_below, mean(A) + ((df + 2 / T) * scattered(A, Sigma) + joint / (8 * T) + joint + 2 * crossing) / T,
            crossed_below, mean(A) + ((df + 2 / T) * scattered(A, Sigma) + joint / (8 * T) + joint + 2 * joint) / T,
            algebra,
        ])

    test_more = PAPER.claim("test-more", "Sigma <= Sigma + ridge, beside P and R Sigma R",
        at_most(scattered(P * Sigma, Sigma), scattered(P * Sigma, Sigma) + ridge * scattered(P, Sigma)),
        proof=inequality)

    test_weight = PAPER.claim("test-weight", "D <= 1, beside R Sigma R",
        at_most(scattered(A * D, Sigma), scattered(A, Sigma)),
        proof=[in_every_direction(test_more, {P: A * H}), scattered(A * D, Sigma) + ridge * scattered(A * H, Sigma),
               matrix_identity])

with PAPER.section("Few degrees", **few):
    test_above = PAPER.claim("test-above", "R Sigma R is Sigma H^2, from above",
        BOUNDS["bias"][1],
        proof=[
            matrix_identity,
            (1 - small) * (ridge * scattered(A * D * inv(Sigma), Sigma) + scattered(A * D, Sigma)
                           - near * scattered(A, Sigma)),
            in_every_direction(test_open, {A: A * D}),
            (1 - small) * (mean(A * D) + near * scattered(A * D, Sigma)
                           + joint_cost / T * E(test * tr(A * D * R)) - near * scattered(A, Sigma)),
            test_weight,
            (1 - small) * (mean(A * D) + near * scattered(A, Sigma)
                           + joint_cost / T * E(test * tr(A * D * R)) - near * scattered(A, Sigma)),
            in_every_direction(joint_above, {A: A * D}),
            (1 - small) * (mean(A * D) + joint_cost / T * joint_share * mean(A * D)),
            algebra, grown * ((1 - small) * mean(A * D)),
            in_every_direction(above, {A: A * D}),
        ])
