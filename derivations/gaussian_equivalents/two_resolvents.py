"""R Q R beside any P: what Stein's identity leaves there, for every positive definite Q.

It is two covariances, each by the product of its gradients, and a word in which R S R meets R Q R. That word is at most
w E tr(P RSR Q RSR) + E tr(P R Q R)/w for every w > 0; where no spectral norm is known, w = T^(-1/2) is the best
choice, and what is left is of order T^(-1/2) tr Q E tr(P R)/T. Where Q <= top is known w may be 1: what is left is of
order E tr(P R)/T. The first is the second at top = tr Q.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.covariances import between_below, largest, seen, shrunk, shrunk_below
from lemmata.derivations.gaussian_equivalents.exact_equations import N, covariances, crossed, left_by, scattered
from lemmata.derivations.gaussian_equivalents.paper import PAPER, P, Q, mean, rows, square
from lemmata.verifier.language import *

weight = Symbol("weight", positive=True)
"""By which R S R and R Q R are weighed against each other."""
top = Symbol("top", positive=True)
"""A bound of the largest eigenvalue."""
fit, noises, both = tr(S * R), tr(Q * N), tr(P * R * Q * R)
with_fit, with_seen = covariances(P, Q)
word = crossed(P, Q)
inner = tr(Q * Q)
norms = sqrt(square) * sqrt(inner)
"""The Frobenius norms of Sigma and Q."""

fits = [
    Split(-4 * ridge / T**2, X * R * R, Sigma * R * Q * R, P, R * X.T, largest, 3 * ridge**3 / norms),
    Split(-4 * ridge / T**2, X * R * R, Sigma * R, P, R * Q * R * X.T, largest,
          3 * ridge / 2 * sqrt(inner) / sqrt(square)),
]
quarter = T / (4 * ridge)
sees = [
    Split(4 / T**2, (X * R, Q, R), Sigma * R, P, R * X.T, (quarter, inner, 1 / ridge**2), 2 * ridge**2 / norms),
    Split(-4 * ridge / T**2, (X * R * R, Q, R), Sigma * R, P, R * X.T,
          (largest, inner, 1 / ridge**2), 3 * ridge**3 / norms),
    Split(-4 * ridge / T**2, (X * R, Q, R * R), Sigma * R, P, R * X.T,
          (quarter, inner, 1 / ridge**4), 2 * ridge**3 / norms),
]  # fmt: skip
far_sides = [
    E(tr(Sigma * R * Q * R * P * R * Q * R * Sigma)), E(tr(X * R * Q * R * P * R * Q * R * X.T)),
]
bounds: list[dict[Any, Any]] = [
    {far_sides[0]: square * inner * mean(P) / ridge**3}, {far_sides[1]: T * inner * mean(P) / (4 * ridge**2)},
    {seen: square * mean(P) / ridge}, {shrunk: T * mean(P)},
]


def share(matrix: Any, most: Any = top) -> Expr:
    """T times what Stein's identity leaves around Q, in units of E tr PR, beside E tr(P R Q R)/weight.

    ``most`` bounds Q from above; 5567/768 is 499/256 + 4 + 499/384.
    """
    sizes = sqrt(square) * sqrt(tr(matrix * matrix)) / ridge**2
    found: Expr = Rational(5567, 768) * sizes / T + Rational(4, 27) * weight * most / ridge
    return found


def bounded(setting: dict[str, Any], matrix: Any) -> dict[str, Any]:
    """The setting, with a matrix that is at most ``top``."""
    where, witness = [*setting["where"], matrix <= top * identity(d)], setting["witness"] | {top: 1}
    return setting | {"where": where, "witness": witness}


def gathered(splits: list[Split], ends: list[tuple[Expr, Expr]]) -> Expr:
    """What the product of the gradients is bounded by, in terms of the sides of each term."""
    terms = (
        Abs(part.factor) / 2 * (part.largest * part.weight * left + right / part.weight)
        for part, (left, right) in zip(splits, ends, strict=True)
    )
    return sum(terms, Integer(0))


fit_ends = [(far_sides[0], shrunk), (seen, far_sides[1])]
at_fit, at_seen = gathered(fits, fit_ends), gathered(sees, [(seen, shrunk)] * 3)


with PAPER.section("Two resolvents", **rows):
    outer_below = PAPER.claim("outer-below", "R^2 <= 1/ridge^2, between two Q",
        at_most(E(tr(P * R * Q * R * R * Q * R)), E(tr(Q * R * P * R * Q)) / ridge**2),
        proof=spectral_order(X, Q * R * P * R * Q))

    far_left_below = PAPER.claim("far-left-below", "One side of a gradient with Sigma and Q",
        at_most(far_sides[0], square * inner * mean(P) / ridge**3),
        proof=[
            trace_of_product(Sigma * Sigma, R * Q * R * P * R * Q * R),
            square * E(tr(R * Q * R * P * R * Q * R)),
            matrix_identity, square * E(tr(P * R * Q * R * R * Q * R)),
            outer_below,     square * (E(tr(Q * R * P * R * Q)) / ridge**2),
            between_below,   square * (inner * mean(P) / ridge / ridge**2),
            algebra,
        ])

    noise_between = PAPER.claim("noise-between", "R S R <= 1/(4 ridge), between two Q",
        at_most(E(tr(P * R * Q * R * S * R * Q * R)), E(tr(Q * R * P * R * Q)) / (4 * ridge)),
        proof=spectral_order(X, Q * R * P * R * Q))

    far_right_below = PAPER.claim("far-right-below", "The other side",
        at_most(far_sides[1], T * inner * mean(P) / (4 * ridge**2)),
        proof=[
            matrix_identity, T * E(tr(P * R * Q * R * S * R * Q * R)),
            noise_between,   T * (E(tr(Q * R * P * R * Q)) / (4 * ridge)),
            between_below,   T * (inner * mean(P) / ridge / (4 * ridge)),
            algebra,
        ])

    fit_with_both = PAPER.claim("fit-with-both", "The covariance of tr SR and tr P R Q R",
        at_most(Abs(with_fit), Rational(499, 256) * norms / (ridge**2 * T) * mean(P)),
        proof=[
            gaussian_covariance(X, fit, both, *fits), at_fit,
            far_left_below,                  at_fit.xreplace(bounds[0]),
            far_right_below,                 at_fit.xreplace(bounds[0] | bounds[1]),
            use(between_below, {Q: Sigma}),  at_fit.xreplace(bounds[0] | bounds[1] | bounds[2]),
            shrunk_below,                    at_fit.xreplace(bounds[0] | bounds[1] | bounds[2] | bounds[3]),
            algebra,
        ])

    seen_with_resolvent = PAPER.claim("seen-with-resolvent", "The covariance of tr Q RSR and tr PR",
        at_most(Abs(with_seen), Rational(2035, 384) * norms / (ridge**2 * T) * mean(P)),
        proof=[
            gaussian_covariance(X, noises, tr(P * R), *sees), at_seen,
            use(between_below, {Q: Sigma}),  at_seen.xreplace(bounds[2]),
            shrunk_below,                    at_seen.xreplace(bounds[2] | bounds[3]),
            algebra,
        ])

    noise_square_below = PAPER.claim("noise-square-below", "(R S R)^2 <= 4 R/(27 ridge), beside any P",
        at_most(E(tr(P * N * N)), Rational(4, 27) * mean(P) / ridge), proof=spectral_order(X, P))

weighed: dict[str, Any] = rows | {"witness": rows["witness"] | {weight: 1}}

with PAPER.section("Two resolvents", **weighed):
    plus, minus = weight * N + R, weight * N - R
    polar = PAPER.claim("polar", "The word as a difference of two squares",
        equal(word, (E(tr(P * plus * Q * plus)) - E(tr(P * minus * Q * minus))) / (2 * weight)),
        proof=matrix_identity)

with PAPER.section("Two resolvents", **bounded(weighed, Q)):
    noise_twice = PAPER.claim("noise-twice", "R S R Q R S R, beside any P",
        at_most(E(tr(P * N * Q * N)), Rational(4, 27) * top * mean(P) / ridge),
        proof=[
            matrix_identity,                E(tr(Q * N * P * N)),
            trace_of_product(Q, N * P * N), top * E(tr(N * P * N)),
            matrix_identity,                top * E(tr(P * N * N)),
            noise_square_below,
        ])

    word_bound = Rational(4, 27) * weight * top / ridge * mean(P) + scattered(P, Q) / weight
    word_below = PAPER.claim("word-below", "The word, by R S R and R Q R",
        at_most(Abs(word), word_bound),
        proof=[
            triangle_by(use(polar)),
            E(tr(P * plus * Q * plus)) / (2 * weight) + E(tr(P * minus * Q * minus)) / (2 * weight),
            expectation, weight * E(tr(P * N * Q * N)) + scattered(P, Q) / weight,
            noise_twice,
        ])

    parts = [Abs(with_fit), Abs(with_seen), Abs(word)]
    least = [number * norms / (ridge**2 * T) * mean(P) for number in (Rational(499, 256), Rational(2035, 384))]
    left_below = PAPER.claim("left-below", "What Stein's identity leaves around Q, beside any P",
        at_most(Abs(left_by(P, Q)), (share(Q) * mean(P) + scattered(P, Q) / weight) / T),
        proof=[
            triangle,            sum(parts) / T,
            fit_with_both,       sum([*least[:1], *parts[1:]]) / T,
            seen_with_resolvent, sum([*least, *parts[2:]]) / T,
            word_below,          sum([*least, word_bound]) / T,
            algebra,
        ])
