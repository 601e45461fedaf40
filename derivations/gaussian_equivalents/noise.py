"""E tr A R S R: its exact equation, and what Stein's identity leaves there, which is of order 1/T beside any P.

With F(B) = E tr(B RSR) the equation around 1 is linear in F: for P and A = P + kappa P Sigma^-1,

    F(A)/kappa = (1/kappa - F(1)/T) E tr(P R) + (m - ridge/kappa) E tr(P R^2) - rest(P).
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.covariances import (
    between_below,
    largest,
    seen,
    shrunk,
    shrunk_below,
    square_below,
)
from lemmata.derivations.gaussian_equivalents.exact_equations import B, around, left_by, noise, scattered
from lemmata.derivations.gaussian_equivalents.paper import PAPER, P, Q, m, mean, rows, square
from lemmata.verifier.language import *

one = identity(d)
size = square / ridge**2
"""tr Sigma^2 in units of the ridge."""
fit, noises, squares = tr(S * R), tr(R * S * R), tr(P * R * R)
with_fit = E(fit * squares) - E(fit) * E(squares)
with_noise = E(noises * tr(P * R)) - E(noises) * mean(P)
word, cube = E(tr(P * R * R * S * R)), E(tr(P * R * R * R))


def rest(matrix: Any) -> Expr:
    """What Stein's identity leaves: two covariances and a word, over T."""
    found: Expr = ((with_fit + with_noise + 2 * word) / T).xreplace({P: matrix})
    return found


slope = 2 * ridge * R * R * R - R * R
"""The derivative of S/(S + ridge)^2, which is that of tr RSR."""
first = Split(-4 * ridge / T**2, X * R * R, Sigma * R, P, R * R * X.T, largest, 1)
second = Split(-4 * ridge / T**2, X * R * R, Sigma * R * R, P, R * X.T, largest, ridge**2)
third = Split(-4 / T**2, X * slope, Sigma * R, P, R * X.T, T / (21 * ridge**3), ridge)
twice_seen, twice_shrunk = E(tr(Sigma * R * R * P * R * R * Sigma)), E(tr(X * R * R * P * R * R * X.T))
share = 4 + 2 / T * (Rational(695, 2688) * size + Rational(58, 27))
"""T times what Stein's identity leaves, in units of E tr(P R)/ridge: 695/2688 = 27/128 + 1/21."""

with PAPER.section("Noise", **rows):
    noise_equation = PAPER.claim("noise-equation", "The equation of two resolvents around 1, in terms of R S R",
        equal(m * E(squares) - noise(one) / T * mean(P) - noise(P * inv(Sigma)), rest(P)),
        proof=[
            matrix_identity,
            ridge * scattered(P * inv(Sigma), one) + m * scattered(P, one)
            - mean(P * inv(Sigma) * one) - noise(one) / T * mean(P),
            use(around, {B: one}), left_by(P, one),
            matrix_identity,
        ])

    fourth_below = PAPER.claim("fourth-below", "R^4 <= R/ridge^3, beside any P",
        at_most(E(tr(P * R * R * R * R)), mean(P) / ridge**3), proof=spectral_order(X, P))

    seen_twice = PAPER.claim("seen-twice", "The same with R^2",
        at_most(twice_seen, square * mean(P) / ridge**3),
        proof=[
            trace_of_product(Sigma * Sigma, R * R * P * R * R), square * E(tr(R * R * P * R * R)),
            matrix_identity, square * E(tr(P * R * R * R * R)),
            fourth_below,
        ])

    shrunk_twice = PAPER.claim("shrunk-twice", "The other side with R^2",
        at_most(twice_shrunk, Rational(4, 27) * T * mean(P) / ridge**2),
        proof=[matrix_identity, T * E(tr(P * R * R * S * R * R)), spectral_order(X, P)])

    fit_with_square = PAPER.claim("fit-with-square", "The covariance of tr SR and tr PR^2",
        at_most(Abs(with_fit), 2 / (ridge * T) * (Rational(27, 128) * size + Rational(31, 27)) * mean(P)),
        proof=[
            gaussian_covariance(X, fit, squares, first, second),
            2 * ridge / T**2 * (largest * seen + twice_shrunk)
            + 2 * ridge / T**2 * (largest * ridge**2 * twice_seen + shrunk / ridge**2),
            use(between_below, {Q: Sigma}),
            2 * ridge / T**2 * (largest * square * mean(P) / ridge + twice_shrunk)
            + 2 * ridge / T**2 * (largest * ridge**2 * twice_seen + shrunk / ridge**2),
            seen_twice,
            2 * ridge / T**2 * (largest * square * mean(P) / ridge + twice_shrunk)
            + 2 * ridge / T**2 * (largest * square * mean(P) / ridge + shrunk / ridge**2),
            shrunk_twice,
            2 * ridge / T**2 * (largest * square * mean(P) / ridge + Rational(4, 27) * T * mean(P) / ridge**2)
            + 2 * ridge / T**2 * (largest * square * mean(P) / ridge + shrunk / ridge**2),
            shrunk_below,
            2 * ridge / T**2 * (largest * square * mean(P) / ridge + Rational(4, 27) * T * mean(P) / ridge**2)
            + 2 * ridge / T**2 * (largest * square * mean(P) / ridge + T * mean(P) / ridge**2),
            algebra,
        ])

    noise_with_resolvent = PAPER.claim("noise-with-resolvent", "The covariance of tr RSR and tr PR",
        at_most(Abs(with_noise), 2 / (ridge * T) * (size / 21 + 1) * mean(P)),
        proof=[
            gaussian_covariance(X, noises, tr(P * R), third),
            2 / T**2 * (T / (21 * ridge**2) * seen + shrunk / ridge),
            use(between_below, {Q: Sigma}),
            2 / T**2 * (T / (21 * ridge**2) * square * mean(P) / ridge + shrunk / ridge),
            shrunk_below, 2 / T**2 * (T / (21 * ridge**2) * square * mean(P) / ridge + T * mean(P) / ridge),
            algebra,
        ])

    cube_below = PAPER.claim("cube-below", "R^3 <= R/ridge^2, beside any P",
        at_most(cube, mean(P) / ridge**2), proof=spectral_order(X, P))

    word_split = PAPER.claim("word-split", "S R = 1 - ridge R, between R and R",
        equal(word, E(squares) - ridge * cube), proof=matrix_identity)

    apart = [Abs(with_fit), Abs(with_noise), 2 * E(squares), 2 * ridge * cube]
    bounds = [
        2 / (ridge * T) * (Rational(27, 128) * size + Rational(31, 27)) * mean(P),
        2 / (ridge * T) * (size / 21 + 1) * mean(P), 2 * mean(P) / ridge, 2 * ridge * (mean(P) / ridge**2),
    ]
    rest_below = PAPER.claim("rest-below", "What Stein's identity leaves is of order 1/T, beside any P",
        at_most(Abs(rest(P)), share * mean(P) / (ridge * T)),
        proof=[
            triangle_by(use(word_split)), sum(apart) / T,
            fit_with_square,              sum([*bounds[:1], *apart[1:]]) / T,
            noise_with_resolvent,         sum([*bounds[:2], *apart[2:]]) / T,
            square_below,                 sum([*bounds[:3], *apart[3:]]) / T,
            cube_below,                   sum(bounds) / T,
            algebra,
        ])
