"""Eigenvalues 1/k^2 and r = 3/4, infinitely many, no ridge: everything is rational in T and pi, but for e^-x, x ~ 2T.

With x = pi/sqrt(kappa) the degrees of freedom are (x - 1)/2 and (x - 2)/4, each up to a multiple of e^-x; the truth
has lambda_k c_k^2 = k^-4 = lambda_k^2, so that its sum is df2, too.
"""

from typing import Any

from sympy import coth, sinh

from lemmata.derivations.dohmatob2024.appendix_i_lemma_1 import df2_hyperbolic
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.verifier.language import *

x, y = (Symbol(name, positive=True) for name in ("x", "y"))
half = Rational(1, 2)
closed_first = x / 2 * coth(x) - half
closed_second = x / 4 * coth(x) + x**2 / (4 * sinh(x) ** 2) - half
angle = pi / sqrt(kappa)

with PAPER.section("Closed case", witness={kappa: 1}):
    first_degrees = PAPER.claim("first-degrees", "df1 = (x/2) coth x - 1/2",
        equal(Df1(2, kappa), closed_first.xreplace({x: angle})), proof=summation)

    second_degrees = PAPER.claim("second-degrees", "df2 = (x/4) coth x + x^2/(4 sinh^2 x) - 1/2",
        equal(Df2(2, kappa), closed_second.xreplace({x: angle})), proof=df2_hyperbolic)

    of_truth = PAPER.claim("truth-is-second-degrees", "The truth's sum is df2",
        equal(SpectralSum(4, 2, 2, kappa), Df2(2, kappa)), proof=term_by_term)

e, h = exp(x), exp(x / 2)
first_in_e = (x - 1) / 2 + x / ((e - 1) * (e + 1))
second_in_e = (x - 2) / 4 + x / (2 * (e - 1) * (e + 1))
square_in_e = e**2 / ((e - 1) ** 2 * (e + 1) ** 2)

with PAPER.section("Closed case", witness={x: 3}):
    first_split = PAPER.claim("first-degrees-split", "What df1 has beside (x - 1)/2",
        equal(closed_first, first_in_e), proof=algebra)

    second_split = PAPER.claim("second-degrees-split", "and df2 beside (x - 2)/4",
        equal(closed_second, second_in_e + x**2 * square_in_e), proof=algebra)

    first_at_least = PAPER.claim("first-degrees-at-least", "The first is positive",
        at_least(closed_first, (x - 1) / 2), proof=[first_split, first_in_e, inequality])

    first_at_most = PAPER.claim("first-degrees-at-most", "and at most e^-x",
        at_most(closed_first, (x - 1) / 2 + 1 / (e + 1)), proof=[first_split, first_in_e, inequality])

    second_at_least = PAPER.claim("second-degrees-at-least", "The second is positive, too",
        at_least(closed_second, (x - 2) / 4), proof=[second_split, second_in_e + x**2 * square_in_e, inequality])

    chord = PAPER.claim("chord", "x is at most 2 sinh(x/2)", at_most(x, h - 1 / h), proof=inequality)

    second_at_most = PAPER.claim("second-degrees-at-most", "and at most 3/2 e^-x",
        at_most(closed_second, (x - 2) / 4 + Rational(3, 2) / (e + 1)),
        proof=[
            second_split,     second_in_e + x**2 * square_in_e,
            raised(chord, 2), second_in_e + (h - 1 / h) ** 2 * square_in_e,
            algebra,          second_in_e + e / (e + 1) ** 2,
            inequality,
        ])

    tangent = PAPER.claim("tangent", "e^x lies above its tangents",
        at_least(e + 1, exp(y) * (1 + x - y)), witness={x: 3, y: 1}, proof=inequality)

# For t rows, a whole number or not, at the kappa where df1 is t.
t = Symbol("t", positive=True)
rest = Symbol("rest", positive=True)
room = t / 2 + Rational(1, 4)
seen = Df2(2, kappa)
at_root: dict[str, Any] = {
    "where": [Eq(t, Df1(2, kappa)), Eq(x, angle), Eq(rest, 1 / (e + 1)), t >= 1],
    "witness": {kappa: 1, x: pi, t: Df1(2, 1), rest: 1 / (exp(pi) + 1)},
}

with PAPER.section("Closed case", **at_root):
    root_above = PAPER.claim("exact-root-above", "For any number of rows t, at the exact kappa (x - 1)/2 is at most t,",
        at_most((x - 1) / 2, t),
        proof=[
            first_at_least, closed_first,
            given,          closed_first.xreplace({x: angle}),
            first_degrees,  Df1(2, kappa),
            given,
        ])

    root_below = PAPER.claim("exact-root-below", "and at least t - 1/(e^x + 1)",
        at_least((x - 1) / 2 + rest, t),
        proof=[
            given,         (x - 1) / 2 + 1 / (e + 1),
            first_at_most, closed_first,
            given,         closed_first.xreplace({x: angle}),
            first_degrees, Df1(2, kappa),
            given,
        ])

    PAPER.claim("exact-rest", "which is less than one half",
        less_than(rest, half), proof=[given, 1 / (e + 1), inequality])

    wide = PAPER.claim("exact-root-at-most", "The root x lies below 2t + 1,", at_most(x, 2 * t + 1), proof=root_above)

    near = PAPER.claim("exact-root-at-least", "as near as 2/(e^x + 1)",
        at_least(x, 2 * t + 1 - 2 * rest), proof=root_below)

    kappa_above = PAPER.claim("exact-kappa-at-least", "The exact kappa is at least that of the closed case",
        at_least(kappa, (pi / (2 * t + 1)) ** 2), proof=[given, pi**2 * x**-2, raised(wide, -2)])

    kappa_below = PAPER.claim("exact-kappa-at-most", "and at most what that is with 2t + 1 less so much",
        at_most(kappa, (pi / (2 * t + 1 - 2 * rest)) ** 2), proof=[given, pi**2 * x**-2, raised(near, -2)])

    room_below = PAPER.claim("exact-room-at-least", "t - df2 is at least t/2 + 1/4 - 3/2 e^-x",
        at_least(t - seen, room - 3 * rest / 2),
        proof=[
            second_degrees, t - closed_second.xreplace({x: angle}),
            given,          t - closed_second,
            second_at_most, t - (x - 2) / 4 - Rational(3, 2) / (e + 1),
            given,          t - (x - 2) / 4 - 3 * rest / 2,
            wide,
        ])

    room_above = PAPER.claim("exact-room-at-most", "and at most t/2 + 1/4 + 1/2 e^-x",
        at_most(t - seen, room + rest / 2),
        proof=[
            second_degrees,  t - closed_second.xreplace({x: angle}),
            given,           t - closed_second,
            second_at_least, t - (x - 2) / 4,
            near,
        ])

most, least = t / (room - 3 * rest / 2) - 1, t / (room + rest / 2) - 1
error = kappa**2 * SpectralSum(4, 2, 2, kappa) / (1 - seen / t)
at_root["where"] += [rest < half, seen < t]

with PAPER.section("Closed case", **at_root):
    beyond = PAPER.claim("exact-root-beyond", "So x exceeds 2t,",
        at_least(x, 2 * t), proof=[inequality, x - 1 + 2 * rest, root_below])

    PAPER.claim("exact-exponential", "and what is left out is at most a multiple of e^(-2t):",
        at_least(e + 1, exp(2 * t)), proof=[use(tangent, {y: 2 * t}), exp(2 * t) * (1 + x - 2 * t), beyond])

    PAPER.claim("exact-noise-at-most", "the exact cost of noise is that of the closed case, from above",
        at_most(seen / (t - seen), most), proof=[algebra, t / (t - seen) - 1, raised(room_below, -1)])

    PAPER.claim("exact-noise-at-least", "and from below,",
        at_least(seen / (t - seen), least), proof=[algebra, t / (t - seen) - 1, raised(room_above, -1)])

    PAPER.claim("exact-error-at-most", "and so is the exact error without noise,",
        at_most(error, (pi / (2 * t + 1 - 2 * rest)) ** 4 * t * most),
        proof=[
            of_truth,               kappa**2 * seen / (1 - seen / t),
            algebra,                kappa**2 * t * (t / (t - seen) - 1),
            raised(kappa_below, 2), (pi / (2 * t + 1 - 2 * rest)) ** 4 * t * (t / (t - seen) - 1),
            raised(room_below, -1),
        ])

    PAPER.claim("exact-error-at-least", "from both sides, too",
        at_least(error, (pi / (2 * t + 1)) ** 4 * t * least),
        proof=[
            of_truth,               kappa**2 * seen / (1 - seen / t),
            algebra,                kappa**2 * t * (t / (t - seen) - 1),
            raised(kappa_above, 2), (pi / (2 * t + 1)) ** 4 * t * (t / (t - seen) - 1),
            raised(room_above, -1),
        ])

# Without the exponentially small terms.
root = (pi / (2 * T + 1)) ** 2
second = T / 2 - Rational(1, 4)

with PAPER.section("Closed case", witness={T: 5}):
    PAPER.claim("closed-noise", "Noise costs sigma^2 (2T - 1)/(2T + 1)",
        equal(second / T / (1 - second / T), (2 * T - 1) / (2 * T + 1)), proof=algebra)

    PAPER.claim("closed-error", "and the error without noise is pi^4 T (2T - 1)/(2T + 1)^5",
        equal(root**2 * second / (1 - second / T), pi**4 * T * (2 * T - 1) / (2 * T + 1) ** 5), proof=algebra)

    PAPER.claim("closed-constant", "whose leading term is pi^4/16 T^-3, as the constants say",
        tends(T**3 * pi**4 * T * (2 * T - 1) / (2 * T + 1) ** 5, pi**4 / 16, along=Path(T)), proof=limit)

    PAPER.claim("closed-constant-agrees", "C^(2 beta r) Gamma(2 - 2r) Gamma(2r) at beta = 2, r = 3/4",
        equal((pi / beta / sin(pi / beta)) ** (2 * beta * r) * gamma(2 - 2 * r) * gamma(2 * r), pi**4 / 16),
        where=[Eq(beta, 2), Eq(r, Rational(3, 4))], witness={beta: 2, r: Rational(3, 4)}, proof=given)

ten = Kappa(2, 10, 0)

with PAPER.section("Closed case", witness={}):
    PAPER.claim("ten-rows-error", "With ten rows the exact error without noise is 190 pi^4/21^5 up to 10^-15",
        at_most(Abs(ten**2 * SpectralSum(4, 2, 2, ten) / (1 - Df2(2, ten) / 10) - 190 * pi**4 / 21**5),
                Rational(1, 10**15)), proof=inequality)
