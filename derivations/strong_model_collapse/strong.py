"""Strong collapse: what remains with as many rows as one likes, and with the best ridge."""

from lemmata.derivations.strong_model_collapse.isotropic import r2, shift
from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import b, p1, p2
from lemmata.verifier.language import *

damped = (s + kappa) ** 2
added = df2 / (T - df2)
many = Path(T)
half = Rational(1, 2)
point = {SPECTRUM: ((1, 1), (half, 1)), kappa: 1, T: 5, df1: 1, df2: half, p1: half, p2: half, b: 1, sigma: 1}
third, first = EigenSum(b * s**3 / damped), EigenSum(b * s / damped)
missed = EigenSum(c2 * s / damped)

with PAPER.section("Strong collapse", where=[df2 < T], witness=point):
    PAPER.claim("many-rows-bias", "With many rows the bias is that of kappa alone",
        tends(kappa**2 * missed * (1 + added), kappa**2 * missed, along=many), proof=limit)

    PAPER.claim("many-rows-noise", "With many rows the noise vanishes",
        tends(sigma**2 * added, 0, along=many), proof=limit)

    PAPER.claim("many-rows-collapse", "and the collapse term does not",
        tends(p2**2 * (third + added * kappa**2 * first) + p1 * p2 * added * EigenSum(b * s), p2**2 * third,
              along=many),
        proof=limit)

# At a fixed ridge kappa comes to it, and the terms to those at the ridge itself.
fixed = {SPECTRUM: ((1, 1), (half, 1)), kappa: 1, ridge: half, T: 2, b: 1}
at_ridge = third.xreplace({kappa: ridge})

with PAPER.section("Strong collapse", where=[ridge <= kappa], witness=fixed):
    PAPER.claim("fixed-ridge", "At a fixed ridge kappa exceeds it by the spread of kappa/T over the spectrum, at most",
        at_most(kappa - ridge, EigenSum(s) / T), where=[Eq(ridge, kappa * (1 - EigenSum(s / (s + kappa)) / T))],
        witness={ridge: Rational(7, 12)},
        proof=[given, EigenSum(s * kappa / (s + kappa)) / T, inequality_per_eigenvalue])

    PAPER.claim("fixed-ridge-collapse-at-most", "so that the collapse term is at most that at the ridge itself",
        at_most(third, at_ridge), proof=inequality_per_eigenvalue)

    PAPER.claim("fixed-ridge-collapse-at-least", "and falls short of it by a multiple of 1/T,",
        at_least(third, at_ridge - 2 * (kappa - ridge) * EigenSum(b)), proof=inequality_per_eigenvalue)

    PAPER.claim("fixed-ridge-bias", "as the bias exceeds that at the ridge",
        at_most(kappa**2 * missed, ridge**2 * missed.xreplace({kappa: ridge}) + 2 * (kappa - ridge) * EigenSum(c2)),
        proof=inequality_per_eigenvalue)

with PAPER.section("Strong collapse", witness={SPECTRUM: ((1, 1), (half, 1)), kappa: half, b: 1}):
    PAPER.claim("little-ridge-at-least", "With many rows and a vanishing ridge the whole shift is left",
        at_least(third, EigenSum(b * s) - 2 * kappa * EigenSum(b)), proof=inequality_per_eigenvalue)

    PAPER.claim("little-ridge-at-most", "and never more than that",
        at_most(third, EigenSum(b * s)), proof=inequality_per_eigenvalue)

    PAPER.claim("large-ridge-at-most", "A large ridge has the shift forgotten",
        at_most(third, EigenSum(b * s**3) / kappa**2), proof=inequality_per_eigenvalue)

    PAPER.claim("large-ridge-bias", "and with it the truth: all of it is missed",
        at_least(kappa**2 * missed, EigenSum(c2 * s) - 2 * EigenSum(c2 * s**2) / kappa),
        proof=inequality_per_eigenvalue)

# Sigma = I and many rows: bias and collapse as functions of the ridge.
left = (r2 * ridge**2 + p2**2 * shift) / (1 + ridge) ** 2
harmonic = r2 * p2**2 * shift / (r2 + p2**2 * shift)
ones = {ridge: 1, r2: 1, p2: half, shift: 1}

with PAPER.section("Strong collapse", where=[r2 > 0, shift > 0], witness=ones):
    by_square = PAPER.claim("distance-to-floor",
        "With many rows the error exceeds a floor by a square, which is zero at the ridge p2^2 shift/r2",
        equal(left, harmonic + (r2 * ridge - p2**2 * shift) ** 2 / ((r2 + p2**2 * shift) * (1 + ridge) ** 2)),
        proof=algebra)

    PAPER.claim("floor", "No ridge does better than half the harmonic mean of r^2 and p2^2 c^2",
        at_least(left, harmonic),
        proof=[
            by_square, harmonic + (r2 * ridge - p2**2 * shift) ** 2 / ((r2 + p2**2 * shift) * (1 + ridge) ** 2),
            inequality,
        ])

    PAPER.claim("without-ridge", "Without ridge the whole of p2^2 shift is left",
        tends(left, p2**2 * shift, along=Path(ridge, 0)), where=[ridge > 0], proof=limit)

    PAPER.claim("much-ridge", "with a large one the whole signal is lost",
        tends(left, r2, along=Path(ridge)), where=[ridge > 0], proof=limit)

    PAPER.claim("few-synthetic-rows", "The floor vanishes with the share of synthetic rows, and not before",
        tends(harmonic, 0, along=Path(p2, 0)), proof=limit)
