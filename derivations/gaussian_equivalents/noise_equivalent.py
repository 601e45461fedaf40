"""The equivalent of E tr A R S R/T, with an explicit remainder: its equation is closed by its own trace, linearly.

With kept = 1 - kappa E tr RSR/T the equation of any P is, up to 1/T,

    kappa E tr(P Sigma^-1 RSR) + E tr(P RSR) = kept E tr(P R),

and at P = Sigma G it gives T (1 - kept) = kept kappa E tr(Sigma G R), in which E tr(Sigma G R) has its equivalent.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.balance import balance as balance_around
from lemmata.derivations.gaussian_equivalents.balance import balanced_below as small_around
from lemmata.derivations.gaussian_equivalents.balance import beside_both
from lemmata.derivations.gaussian_equivalents.covariances import square_below
from lemmata.derivations.gaussian_equivalents.exact_equations import noise, scattered
from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, P, Q, mean, square, trace
from lemmata.derivations.gaussian_equivalents.resolvent import (
    PART,
    left,
    resolvent,
    resolvent_below,
    resolvent_equivalent,
    smaller,
    template_setting,
)
from lemmata.derivations.gaussian_equivalents.scalar_equation import (
    K,
    less_room,
    q,
    renormalised,
    t,
    u,
)
from lemmata.derivations.gaussian_equivalents.two_resolvents import share, top, weight
from lemmata.theory.quantities.resolvents import SAMPLE_RESOLVENT, SAMPLE_RESOLVENT_EQUIVALENT, A
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

one = identity(d)
alone: dict[Any, Any] = {top: Integer(1), weight: Integer(1)}
D, twice = Sigma * G, Sigma * G * G * Sigma
spread = EigenSum(s / (s + kappa) ** 2)
kept = 1 - kappa * noise(one) / T
room = T + kappa**2 / ridge * spread
"""T (T - df2)/(T - df1): what T + kappa E tr(Sigma G R) is, with the equivalent of the resolvent."""


def balance(matrix: Any) -> Expr:
    """What is small, by the equation of B."""
    found: Expr = noise(matrix * inv(Sigma)) + noise(matrix) / kappa - kept / kappa * mean(matrix)
    return found


around_one, beside_one = (part.xreplace(alone) for part in (share(one), beside_both))
most_around = (Rational(5567, 1536) * (square / ridge**2 + d) / T + Rational(4, 27)) / ridge
with_trace = (Rational(5567, 1536) * (square / ridge**2 + tr(one * one)) / T + Rational(4, 27)) / ridge
off = ridge * most_around + T * beside_one
near = mean(D) - kappa / ridge * spread
most_kept = 1 + kappa * trace / (ridge**2 * T)
missed = kappa / ridge * smaller * trace / ridge
closing_error = (kappa * off / (ridge * T) * trace / ridge + most_kept * missed) / T
noise_error = closing_error + kappa * off / (ridge * T)
"""Of E tr P R, for E tr PRSR."""
in_sums = {trace: EigenSum(s), square: EigenSum(s**2)}

with PAPER.section("Noise"):
    means_of_two = PAPER.claim("means-of-two", "The geometric mean is at most the arithmetic one",
        at_most(sqrt(u) * sqrt(q), (u / ridge + ridge * q) / 2), witness={u: 1, q: 1, ridge: 1}, where=[ridge > 0],
        proof=[inequality, sqrt(u) * sqrt(q) + (sqrt(u) / sqrt(ridge) - sqrt(ridge) * sqrt(q)) ** 2 / 2, algebra])

with PAPER.section("Noise", **renormalised):
    balanced_below = PAPER.claim("noise-balanced-below", "The equation of two resolvents around 1: small beside any P",
        at_most(Abs(balance(P)), off * mean(P) / (ridge * T)),
        proof=[
            triangle_by(matrix_identity),        Abs(balance_around(P, one)),
            use(small_around, {Q: one, **alone}), around_one / T * mean(P) + beside_one * scattered(P, one),
            matrix_identity,                     around_one / T * mean(P) + beside_one * E(tr(P * R * R)),
            square_below,                        around_one / T * mean(P) + beside_one * (mean(P) / ridge),
            use(means_of_two, {u: square, q: tr(one * one)}),
            with_trace / T * mean(P) + beside_one * (mean(P) / ridge),
            matrix_identity,
        ])

    own_trace = PAPER.claim("noise-closing", "At Sigma G it speaks of its own trace",
        equal(balance(D), noise(one) / kappa - kept / kappa * mean(D)), proof=matrix_identity)

    twice_below = PAPER.claim("twice-below", "Sigma G G Sigma <= Sigma/kappa, beside R",
        at_most(mean(twice), mean(Sigma) / kappa),
        proof=[inequality, mean(twice) + kappa * mean(G * Sigma * G) + mean(K) / kappa, matrix_identity])

    once_below = PAPER.claim("once-below", "Sigma G <= Sigma/kappa, beside R",
        at_most(mean(D), mean(Sigma) / kappa), proof=[inequality, mean(D) + mean(K) / kappa, matrix_identity])

    near_small = PAPER.claim("near-small", "The equivalent of E tr(Sigma G R)",
        at_most(Abs(near), kappa / ridge * smaller * trace / (ridge * kappa)),
        proof=[
            triangle_by(eigenbasis), Abs(mean(D) - kappa / ridge * tr(Sigma * G * G)),
            triangle_by(matrix_identity),
            kappa / ridge * Abs(left.xreplace({P: twice}) - tr(twice * inv(Sigma))),
            use(resolvent, {P: twice}), kappa / ridge * smaller * mean(twice),
            twice_below,                kappa / ridge * smaller * mean(Sigma) / kappa,
            use(resolvent_below, {P: Sigma}), kappa / ridge * smaller * (trace / ridge) / kappa,
            algebra,
        ])

    kept_below = PAPER.claim("kept-below", "How much may be kept",
        at_most(Abs(kept), most_kept),
        proof=[
            triangle, 1 + kappa * noise(one) / T,
            matrix_identity, 1 + kappa * E(tr(R * S * R)) / T,
            spectral_order(X), 1 + kappa * (E(tr(S)) / ridge**2) / T,
            expectation,
        ])

    kept_equation = PAPER.claim("kept-equation", "Solved for what is kept",
        equal(kept - T / room, -(kappa**2 * balance(D) + kept * kappa * near) / room),
        proof=[
            algebra, -(kappa**2 * (noise(one) / kappa - kept / kappa * mean(D)) + kept * kappa * near) / room,
            own_trace,
        ])

    kept_within = PAPER.claim("kept-within", "What is kept, with an explicit error",
        within(kept, T / room, closing_error),
        proof=[
            triangle_by(use(kept_equation)), (kappa**2 * Abs(balance(D)) + Abs(kept) * kappa * Abs(near)) / room,
            near_small,                      (kappa**2 * Abs(balance(D)) + Abs(kept) * missed) / room,
            kept_below,                      (kappa**2 * Abs(balance(D)) + most_kept * missed) / room,
            use(balanced_below, {P: D}),     (kappa**2 * off * mean(D) / (ridge * T) + most_kept * missed) / room,
            once_below, (kappa * off * mean(Sigma) / (ridge * T) + most_kept * missed) / room,
            use(resolvent_below, {P: Sigma}),
            (kappa * off * (trace / ridge) / (ridge * T) + most_kept * missed) / room,
            use(less_room, {
                u: kappa * off * (trace / ridge) / (ridge * T) + most_kept * missed, t: T, q: kappa**2 / ridge * spread,
            }),
            (kappa * off * (trace / ridge) / (ridge * T) + most_kept * missed) / T,
            algebra,
        ])

    noise_within = PAPER.claim("noise-within", "R S R beside any P, with an explicit error",
        within(kappa * noise(P * inv(Sigma)) + noise(P), T / room * mean(P),
               noise_error * mean(P)),
        proof=[
            triangle, kappa * Abs(balance(P)) + Abs(kept - T / room) * mean(P),
            balanced_below, kappa * off * mean(P) / (ridge * T) + Abs(kept - T / room) * mean(P),
            kept_within, kappa * off * mean(P) / (ridge * T) + closing_error * mean(P),
            algebra,
        ])

second_df = Eq(df2, EigenSum(s**2 / (s + kappa) ** 2))
in_regime: dict[str, Any] = template_setting | {
    "where": [*template_setting["where"], second_df, df1 < T],
    "witness": template_setting["witness"] | {df2: "1/4"},
}

with PAPER.section("Noise", **template_setting):
    noise_of_part = PAPER.claim("noise-of-part", "A is PART + kappa PART Sigma^-1",
        equal(noise(A), kappa * noise(PART * inv(Sigma)) + noise(PART)), proof=matrix_identity)

    noise_template = PAPER.claim("noise-template", "The same for the letter of a template",
        within(noise(A), T / room * mean(PART), noise_error * mean(PART)),
        proof=[
            triangle_by(use(noise_of_part)),
            Abs(kappa * noise(PART * inv(Sigma)) + noise(PART) - T / room * mean(PART)),
            in_every_direction(noise_within, {P: PART}),
        ])

    noise_in_sums = PAPER.claim("noise-in-sums", "In units of the sample",
        within(SAMPLE_RESOLVENT, mean(PART) / room, noise_error.xreplace(in_sums) * mean(PART) / T),
        proof=[propagated(noise_template, lambda value: value / T), noise_error * mean(PART) / T, eigenbasis])

with PAPER.section("Noise", **in_regime):
    noise_equivalent = PAPER.claim("noise-equivalent",
        "The deterministic equivalent of R S R, beside any function of Sigma or w0w0'",
        equivalent(SAMPLE_RESOLVENT, SAMPLE_RESOLVENT_EQUIVALENT),
        proof=[
            from_within(noise_in_sums, Path(T, keeping={d: phi * T})), mean(PART) / room,
            equivalent_at(resolvent_equivalent, {A: PART}),
            kappa / (ridge * room) * EigenSum(eigenvalue * s / (s + kappa) ** 2),
            given,
        ])
