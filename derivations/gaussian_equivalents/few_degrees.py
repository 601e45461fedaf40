"""R, R S R and R Sigma R where a fit has few degrees of freedom for its samples: no norm of Sigma, and no kappa.

With H = (Sigma + ridge)^-1 and df = tr Sigma H, everything is what it is at S = Sigma up to factors 1 + O((df + 1)/T):
no limit is taken, Sigma and ridge are whatever they are. What makes it work is that tr SR lies below its tangents,

    ridge tr(H S H) + tr(D D) - tr(S R) = tr[(D - SR)' (1 + S/ridge) (D - SR)]        with D = Sigma H,

which are linear in S: beside anything that falls as S grows, tr SR costs df at most, and no covariance is needed.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.covariances import noise_below
from lemmata.derivations.gaussian_equivalents.exact_equations import N, one_resolvent, scattered
from lemmata.derivations.gaussian_equivalents.paper import PAPER, M, P, mean, rows
from lemmata.derivations.gaussian_equivalents.resolvent import more
from lemmata.theory.quantities.few_degrees import D, H, df, far, fit_share, joint_share, small
from lemmata.theory.quantities.resolvents import A
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

V = D - ridge * H
"""1 - V^2 is 4 ridge Sigma H^2."""
Y = H * H * Sigma
fit, side, test, both = tr(S * R), tr(A * R), tr(Sigma * R), tr(A * R * Sigma * R)
off = D - S * R
joint = E(test * side)
crossing = E(tr(A * R * S * R * Sigma * R))

beside: dict[str, Any] = rows | {"witness": rows["witness"] | {SPECTRUM: ((1, 1),), eigenvalue: 1}}

few = beside | {"where": [ridge > 0, far < 1], "witness": beside["witness"] | {T: 6}}


def below_tangent(name: str, words: str, factor: Expr) -> Claim:
    """tr SR beside a factor that is not negative."""
    return PAPER.claim(f"tangent-{name}", f"tr SR lies below its tangent, beside {words}",
        at_most(E(fit * factor), E(tr(D * D) * factor) + ridge * E(tr(H * S * H) * factor)),
        proof=[
            inequality, E(fit * factor) + E(tr(off.T * off) * factor) + E(tr(off.T * S * off) * factor) / ridge,
            matrix_identity,
        ])


def missed(matrix: Any, factor: Expr) -> Expr:
    """What a derivative of tr BR leaves beside tr HSH."""
    return E(tr(matrix * R * S * Y * R) * factor)


def falling(name: str, words: str, factor: Expr) -> Claim:
    """The same for the template's letter, of which the diagonal counts."""
    positive = PAPER.claim(f"positive-{name}", f"R is positive{words}",
        at_most(0, E(tr(P * R) * factor)), proof=inequality)
    return PAPER.claim(f"falling-{name}", f"R falls as S grows{words}",
        at_most(-2 * ridge / T * missed(A, factor), E(side * factor) / (2 * T)),
        proof=[
            matrix_identity, -2 * ridge / T * E(tr(A * Y * R) * factor)
            + 2 * ridge**2 / T * E(tr(A * R * Y * R) * factor),
            in_every_direction(positive, {P: A * Y}), 2 * ridge**2 / T * E(tr(A * R * Y * R) * factor),
            inequality, 2 * ridge**2 / T * E(tr(A * R * Y * R) * factor)
            + (E(tr(A * N) * factor) + ridge * E(tr(A * R * V * V.T * R) * factor)) / (2 * T),
            matrix_identity,
        ])


with PAPER.section("Few degrees", **beside):
    tangent = below_tangent("one", "A", side)
    tangent_joint = below_tangent("joint", "A and Sigma", test * side)
    fall = falling("one", "", Integer(1))
    fall_joint = falling("joint", ", beside Sigma", test)

    linear = PAPER.claim("linear", "tr HSH beside A, by parts",
        equal(E(tr(H * S * H) * side), E(tr(D * H) * side) - 2 / T * missed(A, Integer(1))), proof=stein(X))

    costs = E(tr(D * D) * side) + ridge * E(tr(D * H) * side)
    fit_below = PAPER.claim("fit-below", "Beside A, tr SR costs the degrees of freedom",
        at_most(E(fit * side), (df + 1 / (2 * T)) * mean(A)),
        proof=[
            tangent, E(tr(D * D) * side) + ridge * E(tr(H * S * H) * side),
            use(linear), E(tr(D * D) * side) + ridge * (E(tr(D * H) * side) - 2 / T * missed(A, Integer(1))),
            algebra, costs - 2 * ridge / T * missed(A, Integer(1)),
            fall, costs + mean(A) / (2 * T),
            expectation, (tr(D * D) + ridge * tr(D * H)) * mean(A) + mean(A) / (2 * T),
            matrix_identity,
        ])

    linear_joint = PAPER.claim("linear-joint", "tr HSH beside A and Sigma, by parts",
        equal(E(tr(H * S * H) * test * side),
              E(tr(D * H) * test * side) - 2 / T * missed(A, test) - 2 / T * missed(Sigma, side)),
        proof=stein(X))

    fall_sigma = PAPER.claim("falling-sigma", "Sigma R falls as S grows, beside A",
        at_most(-2 * ridge / T * missed(Sigma, side), joint / (2 * T)),
        proof=[
            matrix_identity, -2 * ridge / T * E(tr(Sigma * H * R * H * Sigma) * side)
            + 2 * ridge**2 / T * E(tr(Sigma * R * Y * R) * side),
            inequality, 2 * ridge**2 / T * E(tr(Sigma * R * Y * R) * side)
            + (E(tr(Sigma * N) * side) + ridge * E(tr(Sigma * R * V * V.T * R) * side)) / (2 * T),
            matrix_identity,
        ])

    costs_joint = E(tr(D * D) * test * side) + ridge * E(tr(D * H) * test * side)
    joint_below = PAPER.claim("joint-below", "Beside A and Sigma it costs no more",
        at_most(E(fit * test * side), (df + 1 / T) * joint),
        proof=[
            tangent_joint, E(tr(D * D) * test * side) + ridge * E(tr(H * S * H) * test * side),
            use(linear_joint), E(tr(D * D) * test * side) + ridge * (
                E(tr(D * H) * test * side) - 2 / T * missed(A, test) - 2 / T * missed(Sigma, side)),
            algebra, costs_joint - 2 * ridge / T * missed(A, test) - 2 * ridge / T * missed(Sigma, side),
            fall_joint, costs_joint + joint / (2 * T) - 2 * ridge / T * missed(Sigma, side),
            fall_sigma, costs_joint + joint / (2 * T) + joint / (2 * T),
            expectation, (tr(D * D) + ridge * tr(D * H)) * joint + joint / (2 * T) + joint / (2 * T),
            matrix_identity,
        ])

    test_below = PAPER.claim("test-below", "R Sigma R beside A, by the product of two traces",
        at_most(scattered(A, Sigma), joint), proof=trace_of_product(A, Sigma, through=R))

    trained_below = PAPER.claim("trained-below", "The same between R S R",
        at_most(E(tr(A * N * Sigma * N)), joint),
        proof=[
            trace_of_product(A, Sigma, through=N), E(tr(A * N) * tr(Sigma * N)),
            inequality, E(tr(A * N) * tr(Sigma * N)) + ridge * E(tr(A * R * R) * tr(Sigma * N))
            + ridge * E(tr(A * R) * tr(Sigma * R * R)),
            matrix_identity,
        ])

    crossed_below = PAPER.claim("crossed-below", "R S R and R Sigma R meet around A",
        at_most(crossing, joint),
        proof=[
            matrix_identity,
            (scattered(A, Sigma) + E(tr(A * N * Sigma * N)) - ridge**2 * E(tr(A * R * R * Sigma * R * R))) / 2,
            inequality, (scattered(A, Sigma) + E(tr(A * N * Sigma * N))) / 2,
            test_below, (joint + E(tr(A * N * Sigma * N))) / 2,
            trained_below, (joint + joint) / 2,
            algebra,
        ])

    seen_below = PAPER.claim("seen-joint-below", "R S R <= R, beside A and Sigma",
        at_most(E(tr(Sigma * N) * side), joint),
        proof=[inequality, E(tr(Sigma * N) * side) + ridge * E(tr(Sigma * R * R) * side), matrix_identity])

    terms = [E(fit * side), E(fit * test * side) / T, E(tr(Sigma * N) * side) / T, 2 * crossing / T]
    sizes = [fit_share * mean(A), (df + 1 / T) * joint / T, joint / T, 2 * joint / T]
    excesses = [term - size for term, size in zip(terms, sizes, strict=True)]
    joint_small = PAPER.claim("joint-small", "E tr(Sigma R) tr(A R) is the degrees of freedom times E tr(A R)",
        at_most((1 - far) * joint, fit_share * mean(A)),
        proof=[
            stein(X), E(fit * side) + sum(excesses[1:]),
            fit_below, sizes[0] + sum(excesses[1:]),
            joint_below, sizes[0] + sum(excesses[2:]),
            seen_below, sizes[0] + sum(excesses[3:]),
            crossed_below,
        ])

    upper_open = PAPER.claim("upper-open", "R beside A, from above",
        at_most(ridge * mean(A * inv(Sigma)) + mean(A), tr(A * inv(Sigma)) + (df + 1 + 1 / (2 * T)) / T * mean(A)),
        proof=[
            expectation, tr(A * inv(Sigma)) - E(tr(A * inv(Sigma) * S * R)) + mean(A),
            use(one_resolvent, {M: A * inv(Sigma)}),
            tr(A * inv(Sigma)) - (E(tr(A * inv(Sigma) * Sigma * R)) - E(fit * tr(A * inv(Sigma) * Sigma * R)) / T
            - E(tr(A * inv(Sigma) * Sigma * N)) / T) + mean(A),
            matrix_identity, tr(A * inv(Sigma)) + E(fit * side) / T + E(tr(A * N)) / T,
            fit_below, tr(A * inv(Sigma)) + fit_share * mean(A) / T + E(tr(A * N)) / T,
            use(noise_below, {P: A}), tr(A * inv(Sigma)) + fit_share * mean(A) / T + mean(A) / T,
            algebra,
        ])
    weight_below = PAPER.claim("weight-below", "D <= 1, beside R",
        at_most(mean(A * D), mean(A)),
        proof=[
            in_every_direction(more, {P: A * H}, {kappa: ridge}), mean(A * D) + ridge * mean(A * H),
            matrix_identity,
        ])

    above = PAPER.claim("resolvent-above", "R is (Sigma + ridge)^-1 in the mean, from above",
        at_most((1 - small) * mean(A), tr(A * H)),
        proof=[
            algebra, mean(A) - small * mean(A),
            matrix_identity, ridge * mean(A * D * inv(Sigma)) + mean(A * D) - small * mean(A),
            in_every_direction(upper_open, {A: A * D}), tr(A * D * inv(Sigma)) + small * mean(A * D) - small * mean(A),
            weight_below, tr(A * D * inv(Sigma)) + small * mean(A) - small * mean(A),
            matrix_identity,
        ])

    below = PAPER.claim("resolvent-from-below", "and from below",
        at_most(tr(A * H), mean(A)),
        proof=[
            inequality, tr(A * H) + E(tr((R - H) * A * (R - H))) * ridge + E(tr(X * (R - H) * A * (R - H) * X.T)) / T,
            matrix_identity,
            tr(A * H) + mean(A) - 2 * E(tr(A * H)) + E(tr(A * H * S * H)) + ridge * E(tr(A * H * H)),
            expectation, mean(A) - tr(A * H) + tr(A * H * Sigma * H) + ridge * tr(A * H * H),
            matrix_identity,
        ])

with PAPER.section("Few degrees", **few):
    joint_above = PAPER.claim("joint-above", "E tr(Sigma R) tr(A R), solved",
        at_most(joint, joint_share * mean(A)),
        proof=[algebra, (1 - far) * joint / (1 - far), joint_small, fit_share * mean(A) / (1 - far), algebra])
