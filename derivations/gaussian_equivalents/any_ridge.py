"""What a fit misses at any ridge: T samples do not see more than T directions, however small the ridge is.

With v = T - tr SR, integration by parts beside G = (Sigma + kappa)^-1 bounds v from above, for every kappa at which the
degrees of freedom tr Sigma G are more than T + 3,

    E v^2 <= (ridge T theta)^2        with  theta = T/(kappa (tr Sigma G - T - 3)).

As 1 - ridge R_kk has at most the mean of v sigma_k R_kk/T, two squares give R Sigma R: ridge^2 times its mean is at
least Sigma (1 + theta Sigma)^-2. No root is looked for, and neither a norm of Sigma nor the size of the ridge matters.
"""

from lemmata.derivations.gaussian_equivalents.exact_equations import N, one_resolvent, scattered
from lemmata.derivations.gaussian_equivalents.few_degrees import beside
from lemmata.derivations.gaussian_equivalents.few_degrees_collapse import FEW
from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, M, P, mean
from lemmata.theory.quantities.few_degrees import LEAST_TEST, blurred, theta, unseen
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

W = identity(T) - X * R * X.T / T
unfitted = W.T * W + ridge / T * (X * R * R * X.T)
"""W, written so that it is seen to be positive."""
v = tr(unfitted)
left = T - d + ridge * tr(R)
"""v, written so that no X stands openly."""
fit, D = tr(S * R), G * (Sigma * Sigma + kappa * Sigma) * G
fitted = S * R * R * S + ridge * N
"""SR, written so that it is seen to be positive."""
at_kappa = beside | {"witness": beside["witness"] | {kappa: 1}}

beyond = at_kappa | {"where": [ridge > 0, unseen], "witness": at_kappa["witness"] | {
    SPECTRUM: ((1, 1),) * 6, d: 6, kappa: Rational(1, 5), theta: 5}}

with PAPER.section("Any ridge", **at_kappa):
    shared = PAPER.claim("unseen-shared", "What is not fitted, by parts beside (Sigma + kappa)^-1",
        equal(tr(Sigma * G) * E(v**2),
              ridge * T * E(v * tr(G * S * R)) + E(v**2 * tr(D * S * R)) + ridge * E(v * tr(D * N))
              + 2 * ridge**2 * E(tr(D * R * N))),
        proof=[
            expectation, E(tr(Sigma * G) * v**2),
            matrix_identity, E(left**2 * tr(D - ridge * D * R)) + ridge * E(left * (T - fit) * tr(G * Sigma * R)),
            stein(X), E(left**2 * tr(D - ridge * D * R)) + ridge * T * E(left * tr(G * S * R))
            + ridge * E(left * tr(G * Sigma * N)) + 2 * ridge**2 * E(tr(G * Sigma * R * N)),
            matrix_identity,
        ])

    word_share = PAPER.claim("word-at-kappa", "and ridge^2 D R RSR its square",
        at_most(ridge**2 * E(tr(D * R * N)), E(v**2)),
        proof=[
            inequality, ridge**2 * E(tr(D * R * N)) + ridge**2 * kappa * E(tr(G * (N * N + ridge * R * N * R)))
            + E(tr(W.T * unfitted * W)),
            matrix_identity, E(tr(unfitted * unfitted)),
            trace_of_product(unfitted, unfitted, through=identity(T)),
        ])

    positive_fit = PAPER.claim("positive-fit", "R S R is positive",
        at_most(0, E(tr(P * N))), proof=inequality)

with PAPER.section("Any ridge", **beyond):
    most, share = ridge * T * theta, kappa * theta / T
    seen, words = ridge * T * E(v * tr(G * S * R)), 2 * ridge**2 * E(tr(D * R * N))
    fits = E(v**2 * tr(D * S * R)) + ridge * E(v * tr(D * N))
    solved = PAPER.claim("unseen-below", "What is not fitted, from above",
        at_most(E(v**2), most * E(v)),
        proof=[
            algebra, share * ((T + 3 + T / (kappa * theta)) * E(v**2) - (T + 3) * E(v**2)),
            given, share * (tr(Sigma * G) * E(v**2) - (T + 3) * E(v**2)),
            shared, share * (seen + fits + words - (T + 3) * E(v**2)),
            word_share, share * (seen + fits + 2 * E(v**2) - (T + 3) * E(v**2)),
            inequality, share * (
                seen + fits + 2 * E(v**2) - (T + 3) * E(v**2)
                + E(v**3) + kappa * E(v**2 * tr(G * fitted)) + E(v * tr(W.T * W)) + ridge * kappa * E(v * tr(G * N))
                + ridge * T / kappa * (E(v**2) + E(v * tr(D * fitted)))),
            matrix_identity,
        ])

    square_below = PAPER.claim("unseen-square", "and its square",
        at_most(E(v**2), most**2),
        proof=[
            solved, most * E(v),
            inequality, most * E(v) + E((v - most) ** 2),
            expectation, E(v**2) - most * E(v) + most**2,
            solved,
        ])

    main = tr(A * blurred * Sigma * blurred)
    once = PAPER.claim("missed-once", "R Sigma R lies above what is linear in R",
        at_least(ridge**2 * scattered(A, Sigma), 2 * ridge * mean(A * blurred * Sigma) - main),
        proof=[
            inequality,
            ridge**2 * scattered(A, Sigma) - E(tr(A * (ridge * R - blurred) * Sigma * (ridge * R - blurred))),
            matrix_identity, 2 * ridge * mean(A * blurred * Sigma) - E(main),
            expectation,
        ])

    off = ridge * R - v / most * blurred
    again = PAPER.claim("missed-again", "and above what is linear in R and in what is not fitted",
        at_least(ridge**2 * scattered(A, Sigma), 2 / (T * theta) * E(v * tr(A * blurred * Sigma * R)) - main),
        proof=[
            inequality, ridge**2 * scattered(A, Sigma) - E(tr(A * off * Sigma * off)),
            matrix_identity,
            2 / (T * theta) * E(v * tr(A * blurred * Sigma * R)) - E(v**2 * main) / most**2,
            expectation,
            2 / (T * theta) * E(v * tr(A * blurred * Sigma * R)) - E(v**2) * main / most**2,
            square_below,
            2 / (T * theta) * E(v * tr(A * blurred * Sigma * R))
            - most**2 * main / most**2,
            algebra,
        ])

    K = A * blurred * blurred * Sigma
    by_one = (E(tr(K * Sigma * R)) - E(fit * tr(K * Sigma * R)) / T - E(tr(K * Sigma * N)) / T)
    least = PAPER.claim("missed-at-least", "What a fit misses at any ridge, from below",
        LEAST_TEST,
        proof=[
            matrix_identity,
            ridge**2 * scattered(A * blurred, Sigma) + theta * (ridge**2 * scattered(A * blurred * Sigma, Sigma)),
            in_every_direction(once, {A: A * blurred}),
            2 * ridge * mean(A * blurred * blurred * Sigma) - tr(A * blurred * blurred * Sigma * blurred)
            + theta * (ridge**2 * scattered(A * blurred * Sigma, Sigma)),
            in_every_direction(again, {A: A * blurred * Sigma}),
            2 * ridge * mean(A * blurred * blurred * Sigma) - tr(A * blurred * blurred * Sigma * blurred)
            + theta * (2 / (T * theta) * E(v * tr(A * blurred * Sigma * blurred * Sigma * R))
                       - tr(A * blurred * Sigma * blurred * Sigma * blurred)),
            matrix_identity, 2 * ridge * mean(K) + 2 * by_one + 2 / T * E(tr(K * Sigma * N)) - tr(K),
            use(one_resolvent, {M: K}), 2 * ridge * mean(K) + 2 * E(tr(K * S * R))
            + 2 / T * E(tr(K * Sigma * N)) - tr(K),
            in_every_direction(positive_fit, {P: K * Sigma}), 2 * ridge * mean(K) + 2 * E(tr(K * S * R)) - tr(K),
            matrix_identity, 2 * E(tr(K)) - tr(K),
            expectation, tr(K),
            matrix_identity,
        ])

BOUNDED = (*FEW, least)
"""What ``at_finite_sizes`` asks for: every part of a risk from below and from above, and below which no ridge is."""
