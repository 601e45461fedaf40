"""Random projections with a ridge, for every covariance: the inputs are F'x with Gaussian F, of m features.

kappa solves ridge = kappa (1 - df1/n)(1 - df1/m), n = n1 + n2. What features and rows miss, and the share of the noise
that they keep, are those of linear random features (Atanasov, Zavatone-Veth, Pehlevan, arXiv 2405.00592); ``learnt`` is
what they make of a shift that all labels have.
"""

from lemmata.derivations.renormalization.features import missed, share
from lemmata.derivations.strong_model_collapse.mixture import averaged, labels
from lemmata.derivations.strong_model_collapse.mixture import collapse_value as collapse_without
from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import MIXED, MIXTURE_LAWS, X1, X2, B, b, n1, n2, p1, p2, rows, u
from lemmata.theory.models.shipped.random_features import F, m
from lemmata.verifier.language import *

R = F * inv(F.T * MIXED * F + ridge * identity(m)) * F.T
error = E(norm2(R * labels / rows - w0, Sigma))
bias = E(norm2(R * (gram(X1) + gram(X2)) * w0 / rows - w0, Sigma))
real_noise, other_noise = (E(tr(Sigma * R * gram(Z) * R)) / rows**2 for Z in (X1, X2))
noise = sigma**2 * real_noise + sigma0**2 * other_noise
collapse = E(tr(B * gram(X2) * R * Sigma * R * gram(X2))) / rows**2
LAWS_OF_ALL = (*MIXTURE_LAWS, GaussianNoise(F, 1 / m))

with PAPER.section("Projections", where=[ridge > 0],
                   witness={d: 2, m: 1, n1: 3, n2: 2, ridge: 1, sigma: 1, sigma0: 1}, laws=LAWS_OF_ALL):
    splitting = PAPER.claim("features-splitting", "On features, too, the error is a bias, a noise and a collapse term",
        equal(error, bias + noise + collapse), proof=expectation)

learnt = missed.xreplace({c2: b}) * (1 + u) - EigenSum(b * s) + 2 * EigenSum(b * s**2 / (s + kappa))
in_shares = p2**2 * learnt + p1 * p2 * u * EigenSum(b * s)
kept, bias_value = ((x / (1 - share)).xreplace({T: rows}) for x in (share, missed))
value = in_shares.xreplace({p1: n1 / rows, p2: n2 / rows, u: kept})

where = (
    Eq(df1, EigenSum(s / (s + kappa))), Eq(df2, EigenSum(s**2 / (s + kappa) ** 2)),
    Eq(ridge, kappa * (1 - df1 / rows) * (1 - df1 / m)), ridge > 0, df1 < rows, df1 < m,
)
point = {
    SPECTRUM: ((1, 1), (Rational(1, 2), 1)), kappa: 1, df1: Rational(5, 6), df2: Rational(13, 36), m: 1,
    n1: 1, n2: 1, ridge: Rational(7, 72), b: 1, sigma: 1, sigma0: 1,
}
derived = derived_equivalent(B)
fewer = ladder(sizes={n1: "1/2", n2: "1", m: "1/2"}, coarser=3)

with PAPER.section("Projections", where=where, witness=point, laws=LAWS_OF_ALL):
    projected_collapse = PAPER.claim("projected-collapse-equivalent",
        "The collapse term on random features, for every covariance",
        equivalent(collapse, value), checks=[fewer], proof=derived)

    features_error = PAPER.claim("features-error-equivalent", "The error on random features of real and synthetic rows",
        equivalent(error, bias_value + averaged * kept + value), checks=[fewer], proof=derived)

with PAPER.section("Projections", where=[*where[:2], df2 < m, df2 < rows], witness=point):
    PAPER.claim("many-features-collapse", "Many features have the collapse term of the inputs themselves",
        tends(value, collapse_without, along=Path(m)), proof=limit)
