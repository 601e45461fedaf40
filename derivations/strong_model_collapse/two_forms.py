"""The collapse term in two forms, which agree where the shares add up to one.

For each eigenvalue s of Sigma; p1, p2 and u are letters of their own here, so that it can be seen what is used.
"""

from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import b, p1, p2, u
from lemmata.verifier.language import *

damped = (s + kappa) ** 2
one_form = (
    p2**2 * (1 + p1 * u) * EigenSum(b * s**3 / damped) + p2 * u * EigenSum(b * s * (p1 * s + kappa) ** 2 / damped)
)
other_form = (
    p2**2 * (EigenSum(b * s**3 / damped) + u * kappa**2 * EigenSum(b * s / damped)) + p1 * p2 * u * EigenSum(b * s)
)
difference = (p1 + p2 - 1) * p2 * u * EigenSum(b * s * (p1 * s**2 - kappa**2) / damped)
point = {SPECTRUM: ((1, 1), (Rational(1, 2), 1)), kappa: 1, p1: Rational(1, 4), p2: Rational(3, 4), u: 1, b: 1}

with PAPER.section("Two forms", witness=point):
    PAPER.claim("forms-differ-by", "The two forms differ by a multiple of p1 + p2 - 1, and by nothing else",
        equal(one_form - other_form, difference), proof=eigenbasis)

    PAPER.claim("forms-agree", "Where the shares add up to one they are equal, whatever the spectrum is",
        equal(one_form, other_form), where=[Eq(p2, 1 - p1), p1 < 1],
        proof=[eigenbasis, other_form + difference, given])

x = Symbol("x", positive=True)
one_single = b * x / (x + kappa) ** 2 * (p2**2 * (1 + p1 * u) * x**2 + p2 * u * (p1 * x + kappa) ** 2)
other_single = b * x / (x + kappa) ** 2 * (p2**2 * (x**2 + u * kappa**2) + p1 * p2 * u * (x + kappa) ** 2)

with PAPER.section("Two forms", witness={x: 2, kappa: 1, p1: Rational(1, 2), p2: 1, u: 1, b: 1}):
    PAPER.claim("forms-disagree", "Where they do not, a direction with p1 s^2 other than kappa^2 tells them apart",
        greater_than((one_single - other_single) ** 2, 0),
        where=[Ne(p1 + p2, 1), Ne(p1 * x**2, kappa**2), u > 0, b > 0],
        proof=[
            algebra, ((p1 + p2 - 1) * p2 * u * b * x * (p1 * x**2 - kappa**2) / (x + kappa) ** 2) ** 2,
            inequality,
        ])
