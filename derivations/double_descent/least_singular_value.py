"""Where the bound by the least singular value comes from: its size away from the peak, and its law at the peak.

Away from it the spectrum of X'X/T stays within the edges (1 - sqrt(phi))^2 and (1 + sqrt(phi))^2: between minus them
the renormalised ridge is not real. At it sqrt(T) s_min has a law of its own, whose square has no inverse moment.
"""

from lemmata.derivations.double_descent.edelman import LeastTail
from lemmata.derivations.double_descent.paper import PAPER
from lemmata.verifier.language import *

t = Symbol("t", nonnegative=True)
x = Symbol("x", positive=True)
a = Symbol("a", real=True)
radicand = (a + phi - 1) ** 2 + 4 * a
law = exp(-t - t**2 / 2)
density = (1 + t) * law
at_one = 2 * exp(-Rational(3, 2))

with PAPER.section("Least singular value", witness={phi: Rational(1, 4), a: 1}):
    factors = PAPER.claim("edges", "The radicand of the renormalised ridge vanishes at minus the two edges",
        equal(radicand, (a + (1 - sqrt(phi)) ** 2) * (a + (1 + sqrt(phi)) ** 2)), proof=algebra)

    PAPER.claim("outside-the-edges", "and is positive for every ridge that is less negative than the lower edge",
        greater_than(radicand, 0), where=[a + (1 - sqrt(phi)) ** 2 > 0],
        proof=[factors, (a + (1 - sqrt(phi)) ** 2) * (a + (1 + sqrt(phi)) ** 2), inequality])

    PAPER.claim("lower-edge", "The lower edge is the squared distance of sqrt(T) and sqrt(d): zero at the peak only",
        equal(T * (1 - sqrt(phi)) ** 2, (sqrt(T) - sqrt(d)) ** 2), where=[Eq(phi, d / T)],
        witness={d: 1, T: 4, phi: Rational(1, 4)}, proof=given)

MEANS = "Davidson and Szarek 2001, Local operator theory, random matrices and Banach spaces, Theorem II.13"

with PAPER.section("Least singular value", where=[T >= d], witness={d: 2, T: 5}, laws=[GaussianRows(X, identity(d))]):
    PAPER.theorem("least-in-the-mean", "At every size the mean of s_min is at least that distance",
        at_least(E(sqrt(eigenvalue_of(gram(X), d))), sqrt(T) - sqrt(d)), reference=MEANS)

REFERENCE = "Edelman 1988, Eigenvalues and condition numbers of random matrices, SIAM J. Matrix Anal. Appl. 9, 543-560"

with PAPER.section("Least singular value", witness={t: 1}):
    PAPER.theorem("edelman", "At the peak sqrt(T) s_min exceeds t with a probability that tends to exp(-t - t^2/2)",
        tends(LeastTail(T, t), law, along=Path(T)), where=[t**2 <= 10 * T], witness={t: 1, T: 2}, reference=REFERENCE,
        note="LeastTail is the integral of Edelman's density at finite size")

    for value in (Rational(1, 2), Integer(1), Integer(2)):
        PAPER.claim(f"edelman-at-{str(value).replace('/', '-')}",
            f"With a thousand rows it is that within 1/5000, t = {value}",
            at_most(Abs(LeastTail(1000, value) - exp(-value - value**2 / 2)), Rational(1, 5000)), witness={},
            proof=inequality)

    PAPER.claim("edelman-density", "The limit has the density (1 + t) exp(-t - t^2/2)",
        equal(-Derivative(law, t), density), proof=differentiate)

    PAPER.claim("edelman-small", "so that s_min is below t/sqrt(T) with probability at most t",
        at_most(1 - law, t), proof=inequality)

    PAPER.claim("edelman-density-at-least", "Up to t = 1 the density is at least 2 exp(-3/2)",
        at_least(density / t**2, at_one / t**2), where=[t > 0, t <= 1], proof=inequality)

    square = PAPER.claim("inverse-square", "and 1/t^2 is not integrable at zero",
        equal(Integral(1 / t**2, (t, x, 1)), 1 / x - 1), where=[x < 1], witness={x: Rational(1, 2)}, proof=integration)

    PAPER.claim("no-inverse-moment", "so that 1/s_min^2 has no mean at the peak, and the bound none either",
        tends(at_one * Integral(1 / t**2, (t, x, 1)), oo, along=Path(x, 0)), where=[x < 1],
        witness={x: Rational(1, 2)}, proof=[square, at_one * (1 / x - 1), limit])
