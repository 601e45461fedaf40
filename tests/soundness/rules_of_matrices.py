"""Random matrices: what each of the rules shows, and what it must not (:mod:`tests.soundness.applications`)."""

from sympy import Eq, Integer, Mul, Sum, Symbol, oo

from lemmata.derivations.dohmatob2024 import PAPER
from lemmata.derivations.dohmatob2024 import section_4_3_recursion as chain
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    resolvent_equivalent,
    sample_resolvent_equivalent,
    two_resolvents_equivalent,
)
from lemmata.theory.notation import T0, T, d, df1, df2, kappa, kappa0, n, ridge, sigma, signal
from lemmata.theory.quantities import resolvents as known
from lemmata.theory.quantities.generation_recursion import mean_moment
from lemmata.theory.quantities.regression import LAWS, R, S, Sigma, X, eps, w, w0
from lemmata.theory.quantities.resolvents import A, B, a, b
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    WhiteNoise,
    Wishart,
    covariance,
    design,
    gram,
    identity,
    inv,
    matrix,
    noise_vector,
    norm2,
    pinv,
    semidefinite,
    symmetric,
    tr,
    vector,
)
from lemmata.theory.relations import BOUNDED_BELOW, PROPORTIONAL
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.judge import context_of
from lemmata.verifier.rules import (
    derived_equivalent,
    eigenbasis,
    equivalent_at,
    expectation,
    functional_recurrence,
    infinite_mean,
    isotropic,
    matrix_identity,
    ridge_to_zero,
    rotation_invariant_mean,
    sigma_is_identity,
    spectral_order,
    wishart_moment,
)
from tests.soundness.applications import of, row

x, y = Symbol("x", real=True), Symbol("y", real=True)
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
m = Symbol("m", integer=True, positive=True)
G, W, V = inv(Sigma + kappa * identity(d)), gram(X), inv(gram(X))
M, N, P, Q = matrix("M", d, d), semidefinite("N", d), covariance("P", d), symmetric("Q", d)
c = Symbol("c", nonnegative=True)
one, other, v = vector("f", d), vector("g", d), vector("h", d)
z, noise = noise_vector("z", d), noise_vector("e", T - 5)
j, g, k = Symbol("j", integer=True), Symbol("g", real=True), Symbol("k", integer=True, positive=True)
B_, L = Symbol("P", positive=True), Symbol("L", positive=True)
ROUNDS = (GaussianNoise(eps[j], sigma**2),)


def length(place):
    """The squared length of the noise of a round."""
    return norm2(eps[place])


def total(term):
    """A sum over rounds."""
    return Sum(term, (j, 1, k))


def shared(rows, *beside):
    """The mean of the Gram matrix of some rows of a stack beside the inverse of the whole."""
    return E(tr(rows * inv(W + gram(Y) + identity(d))) * Mul(*beside))


def inverses(weight, *beside):
    """The mean of a weighed inverse Gram matrix beside others, as a sum whose terms are not of one size."""
    return E(total(2**j * tr(weight * V)) * Mul(*beside))


Y = design("Y", T0, d)
U, U2 = design("U", d, d), design("U2", d, d)


def weighed(matrix, *laws, where=()):
    """The mean of tr(P M) as that of tr(Sigma M) and of the rest, which asks that each of them is integrable."""
    means = [E(tr(weight * matrix)) for weight in (P, Sigma, P - Sigma)]
    return of(expectation, means[0] - means[1], "=", means[2], *where, laws=(*DESIGN, *laws))


ROUND = (GaussianRows(X, identity(d)), GaussianNoise(eps, sigma**2))
DESIGN = (GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2))
few, tied = (GaussianRows(Y, gram(X)), *DESIGN), (GaussianRows(X, Sigma), GaussianRows(Y, Sigma))
FIT = (
    Eq(df1, EigenSum(s / (s + kappa))),
    Eq(df2, EigenSum(s**2 / (s + kappa) ** 2)),
    Eq(ridge, kappa * (1 - df1 / T)),
    ridge > 0,
    df1 < T,
)
HALF_WAY = signal / 4 - kappa * (T - df1) * EigenSum(c2 * s / (s + kappa) ** 2) / (T - df2)
PROJECTED = (Eq(T0, EigenSum(s / (s + kappa0))), kappa0 > 0)

MEAN = (chain.mean_start, chain.mean_step, E(tr(A * w[n] * w0.T)))
SECOND = (chain.second_start, chain.second_step, E(tr(A * w[n] * w[n].T)))


def following(recursion, after, relation="~", where=None):
    """Induction over the generations, in the setting of the claim that the mean is known."""
    base, step, before = recursion
    context = context_of(PAPER.claims["dohmatob2024:chain-mean"])
    assumed = context.assumptions if where is None else where
    return of(
        functional_recurrence(n, base=base, step=step),
        before,
        relation,
        after,
        *assumed,
        laws=context.laws,
        definitions=context.definitions,
        regime=context.regime,
    )


ROWS = {
    "matrix_identity": row(
        [
            of(matrix_identity, tr(M * pinv(M) * M), "=", tr(M)),
            of(matrix_identity, inv(N + p * identity(d)) * (N + p * identity(d)), "=", identity(d)),
            of(matrix_identity, (tr(p * Sigma + N) + 1) / tr(p * Sigma + N), "=", 1 + 1 / tr(p * Sigma + N)),
            of(matrix_identity, (tr(Sigma * P) + 1) / tr(Sigma * P), "=", 1 + 1 / tr(Sigma * P)),
            of(matrix_identity, p * E(tr(W * pinv(p * W) * W)), "=", E(tr(W)), laws=DESIGN),
            of(matrix_identity, E(tr(inv(W + L * P))), "=", E(tr(inv(L * P + W))), laws=DESIGN),
            "test_random_matrices: both inverted where the design is square",
        ],
        [
            of(matrix_identity, inv(N + x * identity(d)) * (N + x * identity(d)), "=", identity(d), x >= 0),
            of(matrix_identity, inv(Q + p * identity(d)) * (Q + p * identity(d)), "=", identity(d)),
            of(matrix_identity, tr(Q * M * Q), "=", tr(M * Q) ** 2 / tr(M), d <= 1),
            of(matrix_identity, tr(V * W), "=", d, T >= d - 1, laws=DESIGN),
            of(matrix_identity, pinv(X) * X, "=", identity(d), T >= d, laws=(GaussianRows(X, N),)),
            of(matrix_identity, tr(X * V * X.T), "=", d, T >= d, laws=(GaussianRows(X, N),)),
            of(matrix_identity, inv(M) * M, "=", identity(d)),
            of(matrix_identity, (tr(c * Sigma + N) + 1) / tr(c * Sigma + N), "=", 1 + 1 / tr(c * Sigma + N)),
            of(matrix_identity, (tr(Sigma * N) + 1) / tr(Sigma * N), "=", 1 + 1 / tr(Sigma * N)),
            of(matrix_identity, tr(one * one.T * inv(norm2(one) * identity(d))), "=", 1),
            of(matrix_identity, tr(identity(d - 3)), "=", d - 3),
            of(matrix_identity, g * E(tr(W * pinv(g * W) * W)), "=", E(tr(W)), laws=DESIGN),
            of(matrix_identity, E(tr(inv(W + B_ * P))), "=", E(tr(inv(W + P * P))), laws=DESIGN),
        ],
    ),
    "expectation": row(
        [
            of(expectation, E(norm2(X.T * eps)), "=", sigma**2 * T * tr(Sigma), laws=DESIGN),
            of(expectation, tr(E(tr(W) * identity(T))), "=", T * E(tr(W)), laws=DESIGN),
            of(expectation, E(total(2**j * length(j))), "=", E(2 * total(2**j * length(j)) / 2), laws=ROUNDS),
            of(
                expectation,
                inverses(P, tr(V)) - inverses(Sigma, tr(V)),
                "=",
                inverses(P - Sigma, tr(V)),
                T >= d + 4,
                laws=DESIGN,
            ),
            of(expectation, E(tr(P * V)) - E(tr(Sigma * V)), "=", E(tr((P - Sigma) * V)), T >= d + 2, laws=DESIGN),
            of(expectation, total(tr(Q[j] * Q[j])), "=", total(tr(Q[j] ** 2)), Eq(Q[j] * Q[j], Q[j])),
            weighed(W * inv(p * W + gram(Y)), GaussianRows(Y, Sigma), where=(Eq(T0, d + 1),)),
            "test_random_matrices: one more row and it exists",
        ],
        [
            of(expectation, E(norm2(noise)), "=", sigma**2 * (T - 5), laws=(WhiteNoise(noise, sigma**2),)),
            of(expectation, E(norm2(eps)), "=", x * T, laws=(WhiteNoise(eps, x),)),
            of(expectation, E(tr(W)), "=", T * tr(Q), laws=(GaussianRows(X, Q),)),
            of(expectation, E(tr(W)), "=", T * (tr(Sigma) - d), laws=(GaussianRows(X, Sigma - identity(d)),)),
            of(expectation, E(tr(W) * tr(gram(Y))), "=", T * T0 * tr(Sigma) * E(tr(W)), laws=few),
            of(expectation, E(norm2(X.T * eps) ** 2), "=", E(norm2(X.T * eps)) ** 2, laws=DESIGN),
            of(expectation, E(norm2(V * X.T * eps)), "=", sigma**2 * E(tr(V)), T >= d, laws=DESIGN),
            of(expectation, E(tr(W) * tr(W)), "=", E(tr(W)) ** 2, laws=DESIGN),
            of(expectation, E(tr(V) - tr(V)) + E(tr(one.T * V * X.T * eps)), "=", 0, T >= d, laws=DESIGN),
            of(
                expectation, tr(E(tr(W) * identity(d))) + tr(E(tr(W) * identity(T))), "=", 2 * d * E(tr(W)), laws=DESIGN
            ),
            of(
                expectation,
                E(tr(W)) * E(tr(P * W)) * tr(M * inv(P + E(tr(W)) * identity(d))),
                "=",
                E(tr(W)) * E(tr(P * W)) * tr(M * inv(P + E(tr(P * W)) * identity(d))),
                laws=DESIGN,
            ),
            of(
                expectation,
                E(total(length(j)) * total(length(j + 1))),
                "=",
                E(total(length(j))) * E(total(length(j + 1))),
                laws=ROUNDS,
            ),
            of(expectation, E(total(length(j)) * length(j + 1)), "=", E(total(length(j))) * T * sigma**2, laws=ROUNDS),
            of(
                expectation,
                inverses(P, tr(V)) - inverses(Sigma, tr(V)),
                "=",
                inverses(P - Sigma, tr(V)),
                T >= d + 2,
                laws=DESIGN,
            ),
            of(
                expectation,
                E(tr(P * pinv(W))) - E(tr(Sigma * pinv(W))),
                "=",
                E(tr((P - Sigma) * pinv(W))),
                Eq(T, d + 1),
                laws=DESIGN,
            ),
            of(
                expectation,
                E(tr(P * gram(Y))) - E(tr(Sigma * gram(Y))),
                "=",
                E(tr((P - Sigma) * gram(Y))),
                Eq(T, d + 1),
                laws=(GaussianRows(Y, V), *DESIGN),
            ),
            of(expectation, total(tr(Q[j] * Q[j])), "=", total(tr(Q[j])), Eq(Q[j] * Q[j], Q[j])),
            weighed(U * inv(U.T * U2) * U.T, GaussianRows(U, P), GaussianRows(U2, P)),
        ],
    ),
    "wishart_moment": row(
        [
            of(wishart_moment, E(tr(V)), "=", d / (T - d - 1), T >= d + 2, laws=ROUND),
            of(wishart_moment, E(tr(N)), "=", T * tr(Sigma), laws=(Wishart(N, T, Sigma),)),
            of(wishart_moment, shared(W), "=", T / (T + T0) * shared(W + gram(Y)), laws=tied),
        ],
        [
            of(
                wishart_moment,
                shared(W, total(2**j * tr(W))),
                "=",
                T / (T + T0) * shared(W + gram(Y), total(2**j * tr(W))),
                laws=tied,
            ),
            of(wishart_moment, E(tr(V)), "=", d / (T - d - 1), T >= d, laws=ROUND),
            of(wishart_moment, E(tr(V)), "=", d / (T - d - 1), T >= d + 1, laws=ROUND),
            of(wishart_moment, E(tr(V)), "=", d / (T - d - 1), T >= d + 2, laws=(WhiteNoise(X, Integer(1)),)),
            of(
                wishart_moment,
                E(tr(V * V)),
                "=",
                d * (T - 1) / ((T - d) * (T - d - 1) * (T - d - 3)),
                T >= d + 2,
                laws=ROUND,
            ),
            of(wishart_moment, E(tr(N)), "=", c * tr(Sigma), laws=(Wishart(N, c, Sigma),)),
            of(wishart_moment, E(1 / norm2(z)), "=", 1 / (d - 2), d > 1, laws=(GaussianNoise(z, Integer(1)),)),
            of(
                wishart_moment,
                E(1 / norm2(z)),
                "=",
                1 / ((d - 2) * sigma**2),
                d >= 3,
                laws=(GaussianNoise(z, sigma**2),),
            ),
        ],
    ),
    "infinite_mean": row(
        [
            of(infinite_mean, E(tr(Sigma * V)), "=", oo, Eq(T, d + 1), laws=DESIGN),
            of(infinite_mean, sigma**2 * E(tr(V)), "=", oo, T >= d, T <= d + 1, sigma > 0, laws=DESIGN),
            of(infinite_mean, E(1 / norm2(z)), "=", oo, d <= 2, laws=(GaussianNoise(z, Integer(1)),)),
            of(infinite_mean, E(1 / norm2(z) ** 2), "=", oo, d <= 4, sigma > 0, laws=(GaussianNoise(z, sigma**2),)),
        ],
        [
            of(infinite_mean, E(tr(Sigma * V)), "=", oo, T >= d, T <= d + 2, laws=DESIGN),
            of(infinite_mean, E(tr(Sigma * V)), "=", oo, T <= d + 1, laws=DESIGN),
            of(infinite_mean, sigma**2 * E(tr(V)), "=", oo, Eq(T, d), laws=DESIGN),
            of(infinite_mean, E(tr(N * V)), "=", oo, Eq(T, d), laws=DESIGN),
            of(infinite_mean, E(1 / norm2(z)), "=", oo, d <= 3, laws=(GaussianNoise(z, Integer(1)),)),
            of(infinite_mean, E(1 / norm2(z)), "=", oo, d <= 2, laws=(GaussianNoise(z, sigma**2),)),
            of(infinite_mean, E(1 / norm2(z)), "=", oo, d <= 2, laws=(WhiteNoise(z, Integer(1)),)),
            of(infinite_mean, E(tr(V)) - E(tr(2 * V)), "=", oo, Eq(T, d), laws=DESIGN),
            of(infinite_mean, E(tr(V)), "=", oo, Eq(T, d), laws=(WhiteNoise(X, Integer(1)),)),
            of(infinite_mean, E(tr(V * Q)), "=", oo, Eq(T, d), tr(Q) > 0, laws=DESIGN),
            of(infinite_mean, E(tr(X * V * X.T)), "=", oo, Eq(T, d), laws=DESIGN),
        ],
    ),
    "rotation_invariant_mean": row(
        ["test_random_matrices: rotations leave the mean resolvent a multiple of I"],
        [
            "test_random_matrices: without a ridge it may not exist",
            "test_random_matrices: a covariance is not turned away",
            of(rotation_invariant_mean, E(R), "=", E(tr(R)) / d * identity(d), ridge >= 0, laws=ROUND),
            of(rotation_invariant_mean, E(R * N * R), "=", E(tr(R * N * R)) / d * identity(d), ridge > 0, laws=ROUND),
            of(
                rotation_invariant_mean,
                E(tr(R * N)),
                "=",
                E(tr(R)) * tr(N) / d,
                ridge > 0,
                laws=(WhiteNoise(X, Integer(1)),),
            ),
        ],
    ),
    "stein": row(
        ["test_gaussian_calculus: all_terms_of_one_resolvent"],
        [
            "test_gaussian_calculus: a_ridge_of_any_sign",
            "test_gaussian_calculus: rows_that_are_only_white",
            "test_gaussian_calculus: the_trace_is_taken_out_of_the_mean",
        ],
    ),
    "gaussian_covariance": row(
        [
            "test_gaussian_calculus: a_covariance_by_its_gradients",
            "test_gaussian_calculus: a_norm_by_the_other_square",
            "test_gaussian_calculus: a_covariance_by_gradients_in_two_designs",
            "test_gaussian_calculus: a_variance_by_its_gradient",
        ],
        [
            "test_gaussian_calculus: a_variance_of_what_is_drawn_elsewhere",
            "test_gaussian_calculus: a_covariance_that_is_not_split",
            "test_gaussian_calculus: the_gradient_in_the_first_design_alone",
            "test_gaussian_calculus: a_design_that_is_not_named",
            "test_gaussian_calculus: two_designs_that_are_dependent",
            "test_gaussian_calculus: a_factor_of_rows_that_is_lost_in_two_designs",
            "test_gaussian_calculus: a_weight_that_is_random",
            "test_gaussian_calculus: a_matrix_of_no_sign_between",
            "test_gaussian_calculus: a_weight_of_any_sign_in_the_second_term",
        ],
    ),
    "spectral_order": row(
        [
            "test_orders_of_traces: functions_of_the_gram_matrix_beside_any_matrix",
            of(spectral_order(X), tr(W * R), "<=", tr(W) / ridge, ridge > 0, laws=DESIGN),
        ],
        [
            "test_orders_of_traces: beside_a_matrix_of_no_sign",
            of(spectral_order(X), tr(W * R), "<=", T * d, ridge >= 0, laws=DESIGN),
            of(spectral_order(X), tr(R), "<=", d / ridge, ridge >= 0, laws=DESIGN),
            of(spectral_order(X), tr(W), "<=", tr(W * W), laws=DESIGN),
        ],
    ),
    "in_every_direction": row(
        ["test_orders_of_traces: a_lemma_in_every_direction"],
        [
            "test_orders_of_traces: a_negative_function_of_the_covariance",
            "test_orders_of_traces: a_lemma_that_is_quadratic",
            "test_orders_of_traces: a_matrix_that_is_no_template",
        ],
    ),
    "trace_of_product": row(
        ["test_orders_of_traces: a_trace_of_a_product", "test_orders_of_traces: a_trace_by_the_largest_eigenvalue"],
        [
            "test_orders_of_traces: a_trace_of_a_product_of_no_sign",
            "test_orders_of_traces: a_trace_by_the_least_eigenvalue",
            "test_orders_of_traces: a_random_bound_taken_out_of_the_mean",
        ],
    ),
    "eigenbasis": row(
        [
            of(eigenbasis, EigenSum(s / (s + p)) + p * EigenSum(1 / (s + p)), "=", d),
            of(eigenbasis, tr(Sigma * G), "=", d - kappa * EigenSum(1 / (s + kappa)), kappa > 0),
            of(eigenbasis, tr(w0.T * G * w0), "=", EigenSum(c2 / (s + kappa)), kappa > 0),
        ],
        [
            of(eigenbasis, tr(inv(Sigma + x * identity(d))), "=", EigenSum(1 / (s + x)), x > -1),
            of(eigenbasis, tr(Sigma * N), "=", EigenSum(s)),
            of(eigenbasis, tr(w0 * w0.T * G * w0 * w0.T), "=", EigenSum(c2**2 / (s + kappa))),
            of(eigenbasis, E(tr(Sigma * w[1] * w[1].T)), "=", E(tr(Sigma * w[2] * w[2].T))),
            of(eigenbasis, tr(Sigma * W), "=", T * EigenSum(s**2), laws=DESIGN),
            of(eigenbasis, tr(v * w0.T * G), "=", EigenSum(c2 / (s + kappa)), kappa > 0),
            of(eigenbasis, EigenSum(s / (s + x)) + x * EigenSum(1 / (s + x)), "=", d, x > -1),
            of(eigenbasis, EigenSum(s) ** 2, "=", EigenSum(s**2), d <= 1),
            of(eigenbasis, EigenSum(s * c2), "=", EigenSum(s) * signal / d),
            of(eigenbasis, EigenSum(s / (s - p)) - p * EigenSum(1 / (s - p)), "=", d),
        ],
    ),
    "isotropic": row(
        [
            of(isotropic, EigenSum(s / (s + p)), "=", d / (1 + p), sigma_is_identity),
            of(isotropic, tr(Sigma * G), "=", d / (1 + kappa), sigma_is_identity, kappa > 0),
        ],
        [
            of(isotropic, EigenSum(s / (s + p)), "=", d / (1 + p)),
            of(isotropic, EigenSum(s / (s + p)), "=", d / (1 + p), Eq(EigenSum(s - 1), 0)),
            of(isotropic, EigenSum(s / (s + x)), "=", d / (1 + x), sigma_is_identity),
            of(isotropic, EigenSum(s / (s - x)) * (1 - x), "=", d, sigma_is_identity, x <= 1),
            of(isotropic, tr(w0 * w0.T * N), "=", signal * tr(N) / d, sigma_is_identity),
            of(isotropic, EigenSum(c2**2), "=", signal**2 / d, sigma_is_identity),
        ],
    ),
    "equivalent_at": row(
        [
            of(
                equivalent_at(resolvent_equivalent, {A: Sigma}),
                E(tr(Sigma * R)) * ridge,
                "~",
                kappa * EigenSum(s / (s + kappa)),
                *FIT,
                laws=LAWS,
            )
        ],
        [
            of(
                equivalent_at(resolvent_equivalent, {A: Sigma}),
                E(tr(Sigma * R)) * ridge,
                "~",
                kappa * EigenSum(s / (s + kappa)),
                *FIT[:3],
                laws=LAWS,
            ),
            of(
                equivalent_at(resolvent_equivalent, {A: Sigma - 2 * identity(d)}),
                E(tr((Sigma - 2 * identity(d)) * R)) * ridge,
                "~",
                kappa * EigenSum((s - 2) / (s + kappa)),
                *FIT,
                laws=LAWS,
            ),
            of(
                equivalent_at(resolvent_equivalent, {A: Sigma}),
                E(tr(Sigma * R)) * ridge,
                "=",
                kappa * EigenSum(s / (s + kappa)),
                *FIT,
                laws=LAWS,
            ),
            of(equivalent_at(two_resolvents_equivalent, {A: w0 * w0.T, B: w[n] * w[n].T}), a, "~", a, *FIT, laws=LAWS),
        ],
    ),
    "derived_equivalent": row(
        [of(derived_equivalent, known.RESOLVENT, "~", known.RESOLVENT_EQUIVALENT, *FIT, laws=LAWS)],
        [
            of(derived_equivalent, known.RESOLVENT, "~", known.RESOLVENT_EQUIVALENT, *FIT[:3], laws=LAWS),
            of(derived_equivalent, known.RESOLVENT, "=", known.RESOLVENT_EQUIVALENT, *FIT, laws=LAWS),
            of(
                derived_equivalent,
                known.RESOLVENT,
                "~",
                known.RESOLVENT_EQUIVALENT,
                *FIT[:2],
                Eq(ridge, kappa * (1 + df1 / T)),
                ridge > 0,
                df1 < T,
                laws=LAWS,
            ),
            of(
                derived_equivalent,
                known.RESOLVENT - E(tr(B * R)) * ridge,
                "~",
                kappa * EigenSum((a - b) / (s + kappa)),
                *FIT,
                laws=LAWS,
            ),
            of(derived_equivalent, E(tr(inv(S))), "~", T * EigenSum(1 / s) / (T - d), T >= d, laws=LAWS),
            of(
                derived_equivalent,
                (known.RESOLVENT - E(tr(B * R)) * ridge) ** 2,
                "~",
                (kappa * EigenSum((a - b) / (s + kappa))) ** 2,
                *FIT,
                laws=LAWS,
            ),
            of(
                derived_equivalent,
                sigma * known.RESOLVENT,
                "~",
                known.RESOLVENT_EQUIVALENT,
                *FIT,
                Eq(n, n * sigma),
                laws=LAWS,
            ),
            of(derived_equivalent, known.PROJECTION, "~", known.PROJECTION_EQUIVALENT, kappa0 > 0, laws=LAWS),
            of(derived_equivalent, E(norm2(S * R * w0 - w0 / 2)), "~", HALF_WAY, *FIT, laws=LAWS),
        ],
    ),
    "functional_recurrence": row(
        [following(MEAN, mean_moment(n, a))],
        [
            following(MEAN, mean_moment(n + 1, a)),
            following(MEAN, mean_moment(n, a * s)),
            following(SECOND, mean_moment(n, a)),
            following(MEAN, mean_moment(n, a), relation="="),
            following(MEAN, mean_moment(n, a), where=()),
        ],
    ),
    "ridge_to_zero": row(
        [
            of(
                ridge_to_zero(resolvent_equivalent),
                known.UNSEEN,
                "~",
                known.UNSEEN_EQUIVALENT,
                *PROJECTED,
                laws=LAWS,
                regime=BOUNDED_BELOW,
            )
        ],
        [
            of(
                ridge_to_zero(resolvent_equivalent),
                known.UNSEEN,
                "~",
                known.UNSEEN_EQUIVALENT,
                *PROJECTED,
                laws=LAWS,
                regime=PROPORTIONAL,
            ),
            of(
                ridge_to_zero(resolvent_equivalent),
                known.UNSEEN,
                "~",
                known.UNSEEN_EQUIVALENT,
                kappa0 >= 0,
                PROJECTED[0],
                laws=LAWS,
                regime=BOUNDED_BELOW,
            ),
            of(
                ridge_to_zero(sample_resolvent_equivalent),
                known.UNSEEN,
                "~",
                known.UNSEEN_EQUIVALENT,
                *PROJECTED,
                laws=LAWS,
                regime=BOUNDED_BELOW,
            ),
        ],
    ),
}
