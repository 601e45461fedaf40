"""The sum of two Gram matrices whose covariances need not commute: its resolvent, with an explicit error.

With T rows N(0, Sigma) and T0 rows N(0, Sigma0), S = X'X/T, S0 = Y'Y/T and R = (S + S0 + ridge)^-1,

    tr M = E tr M (ridge + m Sigma + m0 Sigma0) R - (what Stein's identity leaves in the rows of X and of Y),

m = 1 - E tr SR/T and m0 = T0/T - E tr S0 R/T: R is the resolvent of m Sigma + m0 Sigma0, a matrix without an eigenbasis
in common with either. What is left is bounded by the covariance identity in the rows of both designs. Where the norms
of Sigma and Sigma0 are at most t and t0, with l = (t + t0)/ridge, for any p.s.d. P, any numbers x, x0 >= 0 and
N = (ridge + x Sigma + x0 Sigma0)^-1,

    |E tr PR - tr PN| <= ((1 + 2l/T) l/T + (t |x - m| + t0 |x0 - m0|)/ridge) tr P/ridge.

At x = m and x0 = m0 it is of order 1/T. The root (mu, mu0) of mu (1 + tr Sigma N/T) = 1, mu0 (1 + tr Sigma0 N/T) = T0/T
is not compared with them here.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.paper import PAPER, M, P, Q
from lemmata.derivations.gaussian_equivalents.two_resolvents import gathered
from lemmata.verifier.language import *

Y, Sigma0 = design("Y", T0, d), covariance("Sigma0", d)
S0 = gram(Y) / T
R = inv(S + S0 + ridge * identity(d))
setting: dict[str, Any] = {"where": [ridge > 0], "laws": [GaussianRows(X, Sigma), GaussianRows(Y, Sigma0)],
                           "witness": {ridge: 1, d: 1, T: 1, T0: 1}}


def fitted(sample: Any, matrix: Any, share: Any) -> Expr:
    """E tr M S R by Stein's identity in the rows of one design, ``share`` of T rows with the given covariance."""
    left: Expr = E(tr(sample * R) * tr(M * matrix * R)) + E(tr(M * matrix * R * sample * R))
    return share * E(tr(M * matrix * R)) - left / T


def defect(sample: Any, matrix: Any) -> Expr:
    """cov(tr SR, tr M Sigma R)/T + E tr(M Sigma R S R)/T."""
    product: Expr = E(tr(sample * R) * tr(M * matrix * R)) - E(tr(sample * R)) * E(tr(M * matrix * R))
    return (product + E(tr(M * matrix * R * sample * R))) / T


m, m0 = 1 - E(tr(S * R)) / T, T0 / T - E(tr(S0 * R)) / T

t, t0, w = (Symbol(name, positive=True) for name in ("t", "t0", "w"))
"""Norms of the covariances; by which two matrices are weighed."""
x, x0 = (Symbol(name, nonnegative=True) for name in ("x", "x0"))
V, F, one = matrix("V", d, d), semidefinite("F", d), identity(d)
mixed = x * Sigma + x0 * Sigma0
N, level = inv(ridge * one + mixed), (t + t0) / ridge
twice, fixed = V.T * P * V, inv(ridge * one + F)
weighed = w * tr(P) + tr(twice) / w
designs: Any = (X, S, Sigma, t, "first"), (Y, S0, Sigma0, t0, "second")
size = (1 + 2 * level / T) / (2 * ridge * T)


def in_setting(*norms: Any) -> dict[str, Any]:
    """The setting, where matrices are bounded; the witness has 1 for letters."""
    ones: dict[Any, Any] = dict.fromkeys((t, t0, w, x, x0), 1)
    return setting | {"where": [ridge > 0, *norms], "witness": setting["witness"] | ones}


def replaced(start: Expr, *steps: tuple[Any, Expr, Expr]) -> list[Any]:
    """A proof: a term, and one part after the other in it replaced by its bound."""
    found: list[Any] = [start]
    for citation, part, bound in steps:
        start = start.xreplace({part: bound})
        found += [citation, start]
    return [*found, algebra]


with PAPER.section("Equations", **setting):
    first = PAPER.claim("first-of-two", "Stein's identity in the rows of the first of two designs",
        equal(E(tr(M * S * R)), fitted(S, Sigma, 1)), proof=stein(X))

    second = PAPER.claim("second-of-two", "and of the second",
        equal(E(tr(M * S0 * R)), fitted(S0, Sigma0, T0 / T)), proof=stein(Y))

    two_designs = PAPER.claim("two-designs", "The resolvent of a sum of two Gram matrices, for any two covariances",
        equal(ridge * E(tr(M * R)) + m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - tr(M),
              defect(S, Sigma) + defect(S0, Sigma0)),
        proof=[
            expectation,
            m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - E(tr(M * S * R)) - E(tr(M * S0 * R)),
            first,
            m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - fitted(S, Sigma, 1) - E(tr(M * S0 * R)),
            second,
            m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - fitted(S, Sigma, 1) - fitted(S0, Sigma0, T0 / T),
            algebra,
        ])

by_norms = in_setting(Sigma * Sigma <= t**2 * one, Sigma0 * Sigma0 <= t0**2 * one)

with PAPER.section("Two designs", **in_setting(Q * Q <= t**2 * one)):
    drawn_below = PAPER.claim("drawn-below", "Between Q, no square of the resolvent is above its norm",
        at_most(E(tr(Q * R * P * R * Q)), t**2 * tr(P) / ridge**2),
        proof=[
            trace_of_product(Q * Q, R * P * R), t**2 * E(tr(R * P * R)),
            inequality,                         t**2 * E(tr(P)) / ridge**2,
            expectation,
        ])

    fixed_below = PAPER.claim("fixed-below", "nor that of (ridge + F)^-1 for any F",
        at_most(tr(Q * fixed * P * fixed * Q), t**2 * tr(P) / ridge**2),
        proof=[trace_of_product(Q * Q, fixed * P * fixed), t**2 * tr(fixed * P * fixed), inequality])

noise_below, beside, rows_below, left_below = ({} for _ in range(4))
with PAPER.section("Two designs", **in_setting()):
    for word, name in ((R, "two"), (R * S * R, "first-noise"), (R * S0 * R, "second-noise")):
        noise_below[word] = below = PAPER.claim(f"{name}-below", "It is at most 1/ridge, beside any P",
            at_most(E(tr(P * word)), tr(P) / ridge), proof=[inequality, E(tr(P)) / ridge, expectation])
        plus, minus = (E(tr((V + a * one).T * P * (V + a * one) * word)) / (4 * w) for a in (w, -w))
        beside[word] = PAPER.claim(f"{name}-beside", "and beside P V, as a difference of two squares",
            at_most(Abs(E(tr(P * V * word))), weighed / (2 * ridge)),
            proof=[
                triangle_by(matrix_identity), plus + minus,
                matrix_identity, *replaced(w * E(tr(P * word)) / 2 + E(tr(twice * word)) / (2 * w),
                    (below, E(tr(P * word)), tr(P) / ridge),
                    (use(below, {P: twice}), E(tr(twice * word)), tr(twice) / ridge)),
            ])

    for rows, sample, _, _, name in designs:
        rows_below[rows] = PAPER.claim(f"{name}-rows", "The side of a gradient with the rows",
            at_most(E(tr(rows * R * P * R * rows.T)), T * tr(P) / ridge),
            proof=[matrix_identity, T * E(tr(P * R * sample * R)), noise_below[R * sample * R]])

with PAPER.section("Two designs", **by_norms):
    for rows, sample, _, _, name in designs:
        parts, ends, steps = [], [], []
        for other, _, seen, most, _ in designs:
            inside = rows * R * other.T / T
            block, sign = (identity(rows.rows) - inside, -2) if other == rows else (inside.T, 2)
            common = {"factor": sign / T**2, "U": (block, rows * R), "P": P, "most": (1, T / (4 * ridge))}
            parts += [Split(**common, Y=seen * R, Z=V * R * other.T, weight=2 * ridge * w / most),
                      Split(**common, Y=seen * R * V.T, Z=R * other.T, weight=2 * ridge / (most * w))]
            sides = {inner: (E(tr(seen * R * inner * R * seen)), E(tr(other * R * inner * R * other.T)))
                     for inner in (P, twice)}
            ends += [(sides[P][0], sides[twice][1]), (sides[twice][0], sides[P][1])]
            for inner, (one_side, other_side) in sides.items():
                steps += [(use(drawn_below, {Q: seen, t: most, P: inner}), one_side, most**2 * tr(inner) / ridge**2),
                          (use(rows_below[other], {P: inner}), other_side, T * tr(inner) / ridge)]
        fit, test, word = tr(sample * R), tr(P * V * R), E(tr(P * V * R * sample * R))
        apart = Abs(E(fit * test) - E(fit) * E(test))
        small = PAPER.claim(f"{name}-covariance", "The covariance with a fit, by gradients in the rows of both designs",
            within(E(fit * test), E(fit) * E(test), level / (ridge * T) * weighed),
            proof=[gaussian_covariance((X, Y), fit, test, *parts), *replaced(gathered(parts, ends), *steps)])
        left_below[rows] = PAPER.claim(f"{name}-left", "What Stein's identity leaves",
            at_most(Abs((E(fit * test) - E(fit) * E(test) + word) / T), size * weighed),
            proof=[triangle, *replaced(apart / T + Abs(word) / T,
                (small, apart, level / (ridge * T) * weighed),
                (beside[R * sample * R], Abs(word), weighed / (2 * ridge)))])

full = P * N
views = [E(tr(full * own * R)) for _, _, own, _, _ in designs]
defects = [defect(sample, own).xreplace({M: full}) for _, sample, own, _, _ in designs]
gaps = x - m, x0 - m0
main = ridge * E(tr(full * R)) - tr(full)

with PAPER.section("Two designs", **in_setting()):
    around = PAPER.claim("around-two", "The exact equation, beside any such matrix",
        equal(E(tr(P * R)) - tr(full), sum(defects) + gaps[0] * views[0] + gaps[1] * views[1]),
        proof=[
            matrix_identity, main + x * views[0] + x0 * views[1],
            algebra, (main + m * views[0] + m0 * views[1]) + gaps[0] * views[0] + gaps[1] * views[1],
            use(two_designs, {M: full}),
        ])

with PAPER.section("Two designs", **by_norms):
    at_root = []
    for (rows, _, own, most, name), view, left in zip(designs, views, defects, strict=True):
        at, double = {V: N * own, w: most / ridge}, tr(own * N * P * N * own)
        for found, claim, factor, kind in (
            (left, left_below[rows], size, "defect"), (view, beside[R], 1 / (2 * ridge), "seen")):
            most_of_it, far = 2 * factor * most / ridge * tr(P), use(fixed_below, {Q: own, t: most, F: mixed})
            at_root.append((PAPER.claim(f"two-designs-{name}-{kind}",
                "Beside (ridge + x Sigma + x0 Sigma0)^-1 and a covariance",
                at_most(Abs(found), most_of_it),
                proof=[use(claim, at), factor * weighed.xreplace(at), matrix_identity,
                       *replaced(factor * (most / ridge * tr(P) + double * ridge / most),
                           (far, double, most**2 * tr(P) / ridge**2))]),
                Abs(found), most_of_it))

    beside_two = PAPER.claim("beside-two", "The resolvent of a sum of two Gram matrices, with an explicit error",
        within(E(tr(P * R)), tr(full),
               ((1 + 2 * level / T) * level / T + (t * Abs(gaps[0]) + t0 * Abs(gaps[1])) / ridge) * tr(P) / ridge),
        proof=[
            triangle_by(use(around)),
            *replaced(sum(map(Abs, defects)) + Abs(gaps[0]) * Abs(views[0]) + Abs(gaps[1]) * Abs(views[1]), *at_root),
        ])
