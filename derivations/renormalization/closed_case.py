"""Eigenvalues 1/k^2 and r = 3/4, infinitely many, no ridge: everything is rational in T and pi, but for e^-x, x ~ 2T.

With x = pi/sqrt(kappa) the degrees of freedom are (x - 1)/2 and (x - 2)/4, each up to a multiple of e^-x; the truth
has lambda_k c_k^2 = k^-4 = lambda_k^2, so that its sum is df2, too.
"""

from sympy import coth, sinh

from lemmata.derivations.dohmatob2024.appendix_i_lemma_1 import df2_hyperbolic
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.verifier.language import *

x = Symbol("x", positive=True)
half = Rational(1, 2)
closed_first = x / 2 * coth(x) - half
closed_second = x / 4 * coth(x) + x**2 / (4 * sinh(x) ** 2) - half
angle = pi / sqrt(kappa)

with PAPER.section("Closed case", witness={kappa: 1}):
    first_degrees = PAPER.claim("first-degrees", "df1 = (x/2) coth x - 1/2",
        equal(Df1(2, kappa), closed_first.xreplace({x: angle})), proof=summation)

    second_degrees = PAPER.claim("second-degrees", "df2 = (x/4) coth x + x^2/(4 sinh^2 x) - 1/2",
        equal(Df2(2, kappa), closed_second.xreplace({x: angle})), proof=df2_hyperbolic)

    PAPER.claim("truth-is-second-degrees", "The truth's sum is df2",
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

exact = Kappa(2, T, 0)
exact_angle = pi / sqrt(exact)

with PAPER.section("Closed case", witness={T: 5}):
    root_above = PAPER.claim("exact-root-above", "The exact kappa has an x of at most 2T + 1",
        at_most((exact_angle - 1) / 2, T),
        proof=[
            use(first_at_least, {x: exact_angle}), closed_first.xreplace({x: exact_angle}),
            use(first_degrees, {kappa: exact}),    Df1(2, exact),
            fixed_point,
        ])

    root_below = PAPER.claim("exact-root-below", "and at least that minus 2/(e^x + 1)",
        at_least((exact_angle - 1) / 2 + 1 / (exp(exact_angle) + 1), T),
        proof=[
            use(first_at_most, {x: exact_angle}), closed_first.xreplace({x: exact_angle}),
            use(first_degrees, {kappa: exact}),   Df1(2, exact),
            fixed_point,
        ])

# Without the exponentially small terms.
root = (pi / (2 * T + 1)) ** 2
second = T / 2 - Rational(1, 4)

with PAPER.section("Closed case", witness={T: 5}):
    PAPER.claim("closed-root", "(x - 1)/2 = T at kappa = (pi/(2T + 1))^2",
        equal((pi / sqrt(kappa) - 1) / 2, T), where=[Eq(kappa, root)], witness={T: 5, kappa: (pi / 11) ** 2},
        proof=given)

    PAPER.claim("closed-second-degrees", "where df2 is T/2 - 1/4",
        equal((pi / sqrt(kappa) - 2) / 4, second), where=[Eq(kappa, root)], witness={T: 5, kappa: (pi / 11) ** 2},
        proof=given)

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
at_ten = Df2(2, ten)

with PAPER.section("Closed case", witness={}):
    PAPER.claim("ten-rows-kappa", "With ten rows the exact kappa is that of the closed case up to 10^-18",
        at_most(Abs(ten - (pi / 21) ** 2), Rational(1, 10**18)), proof=inequality)

    PAPER.claim("ten-rows-error", "and so is the error without noise, 190 pi^4/21^5",
        at_most(Abs(ten**2 * SpectralSum(4, 2, 2, ten) / (1 - at_ten / 10) - 190 * pi**4 / 21**5), Rational(1, 10**15)),
        proof=inequality)

    PAPER.claim("ten-rows-noise", "and the cost of noise, 19/21",
        at_most(Abs(at_ten / (10 - at_ten) - Rational(19, 21)), Rational(1, 10**14)), proof=inequality)
