"""R Sigma R beside any P: its exact equation, and what Stein's identity leaves there.

With H(B) = E tr(B R Sigma R) the equation of two resolvents around Sigma is

    ridge H(P Sigma^-1) + m H(P) = (1 + E tr(Sigma RSR)/T) E tr(P R) + rest(P),

and rest(P) is two covariances, each by the product of its gradients, and a word in which R S R meets R Sigma R. That
word is at most w E tr(P RSR Sigma RSR) + H(P)/w for every w > 0; the spectral norm of Sigma is nowhere used, so that
w = T^(-1/2) is the best choice, and the remainder of order T^(-1/2).
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.covariances import largest, shrunk_below
from lemmata.derivations.gaussian_equivalents.exact_equations import B, two_resolvents
from lemmata.derivations.gaussian_equivalents.noise import left_of, noise, right_of, seen_once, size, square
from lemmata.derivations.gaussian_equivalents.paper import PAPER, M, P, m, mean, rows, trace
from lemmata.verifier.language import *

weight = Symbol("weight", positive=True)
"""By which R S R and R Sigma R are weighed against each other."""
fit, seen, both = tr(S * R), tr(Sigma * R * S * R), tr(P * R * Sigma * R)
N = R * S * R


def scattered(matrix: Any) -> Expr:
    """E tr(B R Sigma R)."""
    found: Expr = E(tr(matrix * R * Sigma * R))
    return found


with_fit = E(fit * both) - E(fit) * E(both)
with_seen = E(seen * tr(P * R)) - E(seen) * mean(P)
word = E(tr(P * N * Sigma * R)) + E(tr(P * R * Sigma * N))


def rest(matrix: Any) -> Expr:
    """What Stein's identity leaves: two covariances and a word, over T."""
    found: Expr = ((with_fit + with_seen + word) / T).xreplace({P: matrix})
    return found


outer = Sigma * R * P * R * Sigma
fits = [
    Split(-4 * ridge / T**2, X * R * R, Sigma * R * Sigma * R, P, R * X.T, largest, 3 * ridge**3 / square),
    Split(-4 * ridge / T**2, X * R * R, Sigma * R, P, R * Sigma * R * X.T, largest, 3 * ridge / 2),
]
quarter = T / (4 * ridge)
sees = [
    Split(4 / T**2, (X * R, Sigma, R), Sigma * R, P, R * X.T,
          (quarter, square, 1 / ridge**2), 2 * ridge**2 / square),
    Split(-4 * ridge / T**2, (X * R * R, Sigma, R), Sigma * R, P, R * X.T,
          (largest, square, 1 / ridge**2), 3 * ridge**3 / square),
    Split(-4 * ridge / T**2, (X * R, Sigma, R * R), Sigma * R, P, R * X.T,
          (quarter, square, 1 / ridge**4), 2 * ridge**3 / square),
]  # fmt: skip
far_left = E(tr(Sigma * R * Sigma * R * P * R * Sigma * R * Sigma))
far_right = E(tr(X * R * Sigma * R * P * R * Sigma * R * X.T))
share = Rational(5567, 768) * size / T + Rational(4, 27) * weight * trace / ridge
"""T times what Stein's identity leaves, in units of E tr PR, beside H(P)/weight: 5567/768 = 499/256 + 4 + 499/384."""
weighted: dict[str, Any] = rows | {"witness": rows["witness"] | {weight: 1}}

with PAPER.section("Signal", **rows):
    signal_equation = PAPER.claim("signal-equation", "The equation of two resolvents around Sigma",
        equal(ridge * scattered(P * inv(Sigma)) + m * scattered(P) - (1 + noise(Sigma) / T) * mean(P), rest(P)),
        proof=[
            matrix_identity,
            mean(P) - E(tr(P * inv(Sigma) * S * R * Sigma * R)) + m * scattered(P) - (1 + noise(Sigma) / T) * mean(P),
            use(two_resolvents, {M: P * inv(Sigma), B: Sigma}),
            mean(P) + m * scattered(P) - (1 + noise(Sigma) / T) * mean(P)
            - (E(tr(P * inv(Sigma) * Sigma * R * Sigma * R))
               - E(fit * tr(P * inv(Sigma) * Sigma * R * Sigma * R)) / T
               - E(tr(Sigma * R * S * R) * tr(P * inv(Sigma) * Sigma * R)) / T
               - E(tr(P * inv(Sigma) * Sigma * R * S * R * Sigma * R)) / T
               - E(tr(P * inv(Sigma) * Sigma * R * Sigma * R * S * R)) / T),
            matrix_identity,
        ])

    outer_below = PAPER.claim("outer-below", "R^2 <= 1/ridge^2, between two Sigma",
        at_most(E(tr(P * R * Sigma * R * R * Sigma * R)), left_of[0] / ridge**2), proof=spectral_order(X, outer))

    far_left_below = PAPER.claim("far-left-below", "One side of a gradient with two Sigma",
        at_most(far_left, square**2 * mean(P) / ridge**3),
        proof=[
            trace_of_product(Sigma * Sigma, R * Sigma * R * P * R * Sigma * R),
            square * E(tr(R * Sigma * R * P * R * Sigma * R)),
            matrix_identity, square * E(tr(P * R * Sigma * R * R * Sigma * R)),
            outer_below,     square * (left_of[0] / ridge**2),
            seen_once,       square * (square * mean(P) / ridge / ridge**2),
            algebra,
        ])

    noise_between = PAPER.claim("noise-between", "R S R <= 1/(4 ridge), between two Sigma",
        at_most(E(tr(P * R * Sigma * R * S * R * Sigma * R)), left_of[0] / (4 * ridge)), proof=spectral_order(X, outer))

    far_right_below = PAPER.claim("far-right-below", "The other side",
        at_most(far_right, T * square * mean(P) / (4 * ridge**2)),
        proof=[
            matrix_identity, T * E(tr(P * R * Sigma * R * S * R * Sigma * R)),
            noise_between,   T * (left_of[0] / (4 * ridge)),
            seen_once,       T * (square * mean(P) / ridge / (4 * ridge)),
            algebra,
        ])

    replaced: list[dict[Any, Any]] = [
        {far_left: square**2 * mean(P) / ridge**3}, {far_right: T * square * mean(P) / (4 * ridge**2)},
        {left_of[0]: square * mean(P) / ridge}, {right_of[1]: T * mean(P)},
    ]
    at_first = 2 * ridge / T**2 * (largest * (3 * ridge**3 / square) * far_left + right_of[1] / (3 * ridge**3 / square))
    at_second = 2 * ridge / T**2 * (largest * (3 * ridge / 2) * left_of[0] + far_right / (3 * ridge / 2))
    gathered = at_first + at_second
    fit_with_signal = PAPER.claim("fit-with-signal", "The covariance of tr SR and tr PR Sigma R",
        at_most(Abs(with_fit), Rational(499, 256) * size / T * mean(P)),
        proof=[
            gaussian_covariance(X, fit, both, *fits), gathered,
            far_left_below,  gathered.xreplace(replaced[0]),
            far_right_below, gathered.xreplace(replaced[0] | replaced[1]),
            seen_once,       gathered.xreplace(replaced[0] | replaced[1] | replaced[2]),
            shrunk_below,    gathered.xreplace(replaced[0] | replaced[1] | replaced[2] | replaced[3]),
            algebra,
        ])

    shown = sum((
        2 / T**2 * (quarter * square / ridge**2 * (2 * ridge**2 / square) * left_of[0]
                    + right_of[1] / (2 * ridge**2 / square)),
        2 * ridge / T**2 * (largest * square / ridge**2 * (3 * ridge**3 / square) * left_of[0]
                            + right_of[1] / (3 * ridge**3 / square)),
        2 * ridge / T**2 * (quarter * square / ridge**4 * (2 * ridge**3 / square) * left_of[0]
                            + right_of[1] / (2 * ridge**3 / square)),
    ))
    seen_with_resolvent = PAPER.claim("seen-with-resolvent", "The covariance of tr Sigma RSR and tr PR",
        at_most(Abs(with_seen), Rational(2035, 384) * size / T * mean(P)),
        proof=[
            gaussian_covariance(X, seen, tr(P * R), *sees), shown,
            seen_once,    shown.xreplace(replaced[2]),
            shrunk_below, shown.xreplace(replaced[2] | replaced[3]),
            algebra,
        ])

    noise_square_below = PAPER.claim("noise-square-below", "(R S R)^2 <= 4 R/(27 ridge), beside any P",
        at_most(E(tr(P * N * N)), Rational(4, 27) * mean(P) / ridge), proof=spectral_order(X, P))

    noise_twice = PAPER.claim("noise-twice", "R S R Sigma R S R, beside any P",
        at_most(E(tr(P * N * Sigma * N)), Rational(4, 27) * trace * mean(P) / ridge),
        proof=[
            matrix_identity, E(tr(Sigma * N * P * N)),
            trace_of_product(Sigma, N * P * N), trace * E(tr(N * P * N)),
            matrix_identity,                    trace * E(tr(P * N * N)),
            noise_square_below,
        ])

with PAPER.section("Signal", **weighted):
    plus, minus = weight * N + R, weight * N - R
    polar = PAPER.claim("polar", "The word as a difference of two squares",
        equal(word, (E(tr(P * plus * Sigma * plus)) - E(tr(P * minus * Sigma * minus))) / (2 * weight)),
        proof=matrix_identity)

    signal_word_below = PAPER.claim("signal-word-below", "The word, by R S R and R Sigma R",
        at_most(Abs(word), Rational(4, 27) * weight * trace / ridge * mean(P) + scattered(P) / weight),
        proof=[
            triangle_by(use(polar)),
            E(tr(P * plus * Sigma * plus)) / (2 * weight) + E(tr(P * minus * Sigma * minus)) / (2 * weight),
            expectation, weight * E(tr(P * N * Sigma * N)) + scattered(P) / weight,
            noise_twice,
        ])

    signal_rest_below = PAPER.claim("signal-rest-below", "What Stein's identity leaves, beside any P",
        at_most(Abs(rest(P)), (share * mean(P) + scattered(P) / weight) / T),
        proof=[
            triangle, (Abs(with_fit) + Abs(with_seen) + Abs(word)) / T,
            signal_word_below,
            (Abs(with_fit) + Abs(with_seen)
             + Rational(4, 27) * weight * trace / ridge * mean(P) + scattered(P) / weight) / T,
            fit_with_signal,
            (Rational(499, 256) * size / T * mean(P) + Abs(with_seen)
             + Rational(4, 27) * weight * trace / ridge * mean(P) + scattered(P) / weight) / T,
            seen_with_resolvent,
            (Rational(499, 256) * size / T * mean(P) + Rational(2035, 384) * size / T * mean(P)
             + Rational(4, 27) * weight * trace / ridge * mean(P) + scattered(P) / weight) / T,
            algebra,
        ])
