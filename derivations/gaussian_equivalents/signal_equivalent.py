"""The equivalent of E tr A R Sigma R, with an explicit remainder: its equation is closed by its own trace, linearly.

With grown = 1 + E tr(Sigma RSR)/T the equation of any P is, up to T^(-1/2),

    ridge E tr(P Sigma^-1 R Sigma R) + (ridge/kappa) E tr(P R Sigma R) = grown E tr(P R),

and at P = Sigma G it gives grown (T + kappa E tr(Sigma G R)) = T + E tr(Sigma R), with two traces of one resolvent.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.balance import balance as balance_around
from lemmata.derivations.gaussian_equivalents.balance import balanced_below as small_around
from lemmata.derivations.gaussian_equivalents.balance import (
    beside_both,
    in_parts,
    part_below,
    weighed,
)
from lemmata.derivations.gaussian_equivalents.covariances import noise_below
from lemmata.derivations.gaussian_equivalents.exact_equations import noise, scattered
from lemmata.derivations.gaussian_equivalents.noise_equivalent import (
    D,
    in_regime,
    in_sums,
    missed,
    near,
    near_small,
    once_below,
    one,
    room,
    spread,
)
from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, P, Q, mean, trace
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
    kernel_below,
    less_room,
    q,
    t,
    u,
)
from lemmata.derivations.gaussian_equivalents.two_resolvents import bounded, share, top, weight
from lemmata.theory.quantities.resolvents import TWO_RESOLVENTS, TWO_RESOLVENTS_EQUIVALENT, A, B, b
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

grown = 1 + noise(Sigma) / T
first_sum = EigenSum(s / (s + kappa))
target = (T + kappa / ridge * first_sum) / room
"""T/(T - df2)."""
first = mean(Sigma) - kappa / ridge * first_sum
most_grown = 1 + trace / (ridge * T)


beside = share(Sigma) / T
"""Beside E tr PR, for any bound ``top`` of Sigma."""
own = beside * trace / ridge + kappa * beside_both * trace / ridge**2
"""Of the equation at Sigma G."""
known = missed + most_grown * missed
growth = (known + own) / T
"""Of what the design adds to it."""


def seen(matrix: Any) -> Expr:
    """E tr(P R Sigma R)."""
    return scattered(matrix, Sigma)


def balance(matrix: Any) -> Expr:
    """What is small, by the equation of B."""
    found: Expr = ridge * seen(matrix * inv(Sigma)) + ridge / kappa * seen(matrix) - grown * mean(matrix)
    return found


with PAPER.section("Signal", **weighed):
    own_trace = PAPER.claim("signal-closing", "At Sigma G it speaks of its own trace",
        equal(balance(D), (mean(Sigma) - noise(Sigma)) / kappa - grown * mean(D)), proof=matrix_identity)

    first_small = PAPER.claim("first-small", "The equivalent of E tr(Sigma R)",
        at_most(Abs(first), missed),
        proof=[
            triangle_by(eigenbasis), Abs(mean(Sigma) - kappa / ridge * tr(Sigma * G)),
            triangle_by(matrix_identity), kappa / ridge * Abs(left.xreplace({P: K}) - tr(K * inv(Sigma))),
            use(resolvent, {P: K}), kappa / ridge * smaller * mean(K),
            kernel_below,           kappa / ridge * smaller * mean(Sigma),
            use(resolvent_below, {P: Sigma}), kappa / ridge * smaller * (trace / ridge),
            algebra,
        ])

    square_of_sigma = PAPER.claim("signal-alone", "R^2 <= 1/ridge^2, beside Sigma",
        at_most(E(tr(Sigma * R * R)), trace / ridge**2),
        proof=[spectral_order(X, Sigma), E(tr(Sigma * one)) / ridge**2, expectation])

    signal_of_part = PAPER.claim("signal-below", "Sigma G <= 1, beside R Sigma R",
        at_most(seen(D), trace / ridge**2),
        proof=[
            inequality, seen(D) + kappa * seen(G), matrix_identity, E(tr(Sigma * R * R)),
            square_of_sigma,
        ])

    grown_below = PAPER.claim("grown-below", "How much may be added",
        at_most(Abs(grown), most_grown),
        proof=[
            triangle, 1 + noise(Sigma) / T,
            use(noise_below, {P: Sigma}),     1 + mean(Sigma) / T,
            use(resolvent_below, {P: Sigma}), 1 + (trace / ridge) / T,
            algebra,
        ])

    grown_equation = PAPER.claim("grown-equation", "Solved for what is added",
        equal((first - kappa * balance(D) - grown * kappa * near) / room, grown - target),
        proof=[
            own_trace,
            (first - kappa * ((mean(Sigma) - noise(Sigma)) / kappa - grown * mean(D)) - grown * kappa * near) / room,
            algebra,
        ])


with PAPER.section("Signal", **bounded(weighed, Sigma)):
    balanced_below = PAPER.claim("signal-balanced-below", "Around Sigma it is small beside any P",
        at_most(Abs(balance(P)), beside * mean(P) + beside_both * seen(P)),
        proof=[
            triangle_by(matrix_identity), Abs(balance_around(P, Sigma)),
            use(small_around, {Q: Sigma}),
        ])

    grown_within = PAPER.claim("grown-within", "What the design adds, with an explicit error",
        within(grown, target, growth),
        proof=[
            triangle_by(use(grown_equation)),
            (Abs(first) + kappa * Abs(balance(D)) + Abs(grown) * kappa * Abs(near)) / room,
            first_small, (missed + kappa * Abs(balance(D)) + Abs(grown) * kappa * Abs(near)) / room,
            near_small,  (missed + kappa * Abs(balance(D)) + Abs(grown) * missed) / room,
            grown_below, (known + kappa * Abs(balance(D))) / room,
            use(balanced_below, {P: D}),
            (known + kappa * (beside * mean(D) + beside_both * seen(D))) / room,
            signal_of_part,
            (known + kappa * (beside * mean(D) + beside_both * (trace / ridge**2))) / room,
            once_below,
            (known + kappa * (beside * mean(Sigma) / kappa + beside_both * (trace / ridge**2))) / room,
            use(resolvent_below, {P: Sigma}), (known + own) / room,
            use(less_room, {u: known + own, t: T, q: kappa**2 / ridge * spread}),
        ])

    signal_within = PAPER.claim("signal-within", "R Sigma R beside any P, with an explicit error",
        within(kappa * seen(P * inv(Sigma)) + seen(P), kappa / ridge * target * mean(P),
               kappa / ridge * ((growth + beside) * mean(P) + beside_both * seen(P))),
        proof=[
            triangle, kappa / ridge * (Abs(balance(P)) + Abs(grown - target) * mean(P)),
            balanced_below,
            kappa / ridge * (beside * mean(P) + beside_both * seen(P) + Abs(grown - target) * mean(P)),
            grown_within,
            kappa / ridge * (beside * mean(P) + beside_both * seen(P) + growth * mean(P)),
            algebra,
        ])

best: dict[Any, Any] = {weight: 1 / sqrt(T), top: trace}
"""Where no bound of Sigma is known."""
errors = [part.xreplace(best) for part in (beside + growth, beside_both)]

with PAPER.section("Signal", **template_setting):
    signal_template = PAPER.claim("signal-template", "The same for the letter of a template",
        within(seen(A), kappa / ridge * target * mean(PART),
               kappa / ridge * (errors[0] * mean(PART) + errors[1] * seen(A))),
        proof=[
            triangle_by(use(in_parts, {B: Sigma})),
            Abs(kappa * seen(PART * inv(Sigma)) + seen(PART) - kappa / ridge * target * mean(PART)),
            in_every_direction(signal_within, {P: PART}, best),
            kappa / ridge * (errors[0] * mean(PART) + errors[1] * seen(PART)),
            use(part_below, {B: Sigma}),
        ])

    at_sigma = {B: Sigma, b: s}
    signal_in_sums = PAPER.claim("signal-in-sums", "In units of the ridge",
        within(TWO_RESOLVENTS.xreplace(at_sigma), kappa * ridge * target * mean(PART),
               kappa * ridge * errors[0].xreplace(in_sums) * mean(PART)
               + kappa / ridge * errors[1].xreplace(in_sums) * TWO_RESOLVENTS.xreplace(at_sigma)),
        proof=[
            propagated(signal_template, lambda value: ridge**2 * value),
            kappa * ridge * (errors[0] * mean(PART) + errors[1] * seen(A)),
            eigenbasis,
        ])

with PAPER.section("Signal", **in_regime):
    signal_equivalent = PAPER.claim("signal-equivalent",
        "The deterministic equivalent of R Sigma R, beside any function of Sigma or w0w0'",
        equivalent(TWO_RESOLVENTS.xreplace(at_sigma), TWO_RESOLVENTS_EQUIVALENT.xreplace(at_sigma)),
        proof=[
            from_within(signal_in_sums, Path(T, keeping={d: phi * T})), kappa * ridge * target * mean(PART),
            equivalent_at(resolvent_equivalent, {A: PART}),
            kappa**2 * target * EigenSum(eigenvalue * s / (s + kappa) ** 2),
            given,
        ])
