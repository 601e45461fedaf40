"""Two uniform factors Phi(x), Phi(y) are made normal, turned by an angle, and made uniform again.

f maps (Phi(x), Phi(y)) to (Phi(u), Phi(w)); its derivatives by the factors are those by x and y over Phi'(x), Phi'(y).
The angle is given by the tangent h of its half, cos = (1 - h^2)/(1 + h^2) and sin = 2 h/(1 + h^2): any but 180 degrees.
"""

from sympy import erf

from lemmata.derivations.disentanglement.paper import PAPER
from lemmata.verifier.language import *

x, y, h = (Symbol(name, real=True) for name in ("x", "y", "h"))
a, b = (1 - h**2) / (1 + h**2), 2 * h / (1 + h**2)
u, w = a * x - b * y, b * x + a * y
point = {x: 1, y: 2, h: "1/2"}


def density(z: Expr) -> Expr:
    """exp(-z^2/2)/sqrt(2 pi)."""
    return exp(-(z**2) / 2) / sqrt(2 * pi)


def below(z: Expr) -> Expr:
    """The probability Phi(z) of a standard normal variable below z."""
    return (1 + erf(z / sqrt(2))) / 2


first_by_first, first_by_second = a * density(u) / density(x), -b * density(u) / density(y)
second_by_first, second_by_second = b * density(w) / density(x), a * density(w) / density(y)

with PAPER.section("Rotation", witness=point, source="impossibility of unsupervised disentanglement"):
    PAPER.claim("distance", "A rotation keeps the distance from the origin",
        equal(u**2 + w**2, x**2 + y**2), proof=algebra)

    PAPER.claim("law", "and so the density of two independent normal variables",
        equal(density(u) * density(w), density(x) * density(y)), proof=algebra)

    PAPER.claim("volume", "and volume: change of variables has the factor 1",
        equal(Derivative(u, x) * Derivative(w, y) - Derivative(u, y) * Derivative(w, x), 1),
        proof=[differentiate, a**2 + b**2, algebra])

    PAPER.claim("uniform", "Phi takes the density of a normal variable to 1 on (0, 1)",
        equal(density(x) / Derivative(below(x), x), 1), proof=[differentiate, density(x) / density(x), algebra])

    PAPER.claim("first-factor", "The new first factor moves with the first one by cos phi(u)/phi(x)",
        equal(Derivative(below(u), x) / Derivative(below(x), x), first_by_first), proof=differentiate)

    PAPER.claim("first-with-second", "and with the second one by - sin phi(u)/phi(y)",
        equal(Derivative(below(u), y) / Derivative(below(y), y), first_by_second), proof=differentiate)

    PAPER.claim("second-with-first", "the new second factor with the first one by sin phi(w)/phi(x)",
        equal(Derivative(below(w), x) / Derivative(below(x), x), second_by_first), proof=differentiate)

    PAPER.claim("second-factor", "and with the second one by cos phi(w)/phi(y)",
        equal(Derivative(below(w), y) / Derivative(below(y), y), second_by_second), proof=differentiate)

    PAPER.claim("jacobian", "The determinant of these is 1: the new factors are uniform and independent, too",
        equal(first_by_first * second_by_second - first_by_second * second_by_first, 1), proof=algebra)

    PAPER.claim("all-mixed", "although every new factor moves with every old one",
        greater_than((first_by_first * first_by_second * second_by_first * second_by_second) ** 2, 0),
        where=[Ne(h, 0), Ne(h, 1), Ne(h, -1)], proof=[algebra, (a * b) ** 4, inequality])

    PAPER.claim("one-for-every-angle", "There is one such map for every angle: turning on moves u by - w",
        equal(Derivative(u, h), -2 * w / (1 + h**2)), proof=differentiate)
