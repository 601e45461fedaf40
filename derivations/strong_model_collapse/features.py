"""Random projections with a ridge, for every covariance: the inputs are F'x with Gaussian F, of m features.

kappa solves ridge = kappa (1 - df1/n)(1 - df1/m), n = n1 + n2. ``missed`` is what features and rows leave of a target,
``learnt`` what they make of a shift that all labels have; ``missed`` is that of linear random features (Atanasov,
Zavatone-Veth, Pehlevan, arXiv 2405.00592). The Dyson equation of the five matrices is solved in numbers, and a test
compares; a closed form is not found by the rule, so that this one is taken as given.
"""

from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import (
    MIXED,
    MIXTURE_LAWS,
    X2,
    B,
    b,
    n1,
    n2,
    rows,
)
from lemmata.verifier.language import *

m = Symbol("m", integer=True, positive=True)
F = matrix("F", d, m)
R = F * inv(F.T * MIXED * F + ridge * identity(m)) * F.T
collapse = E(tr(B * gram(X2) * R * Sigma * R * gram(X2))) / rows**2

damped = (s + kappa) ** 2
missed = kappa**2 * EigenSum(b * s / damped) + kappa * EigenSum(b * s**2 / damped) * (df1 - df2) / (m - df2)
share = (df1 - (df1 - df2) * (m - df1) / (m - df2)) / rows
learnt = missed / (1 - share) - EigenSum(b * s) + 2 * EigenSum(b * s**2 / (s + kappa))
value = (n2 / rows) ** 2 * learnt + n1 * n2 / rows**2 * share / (1 - share) * EigenSum(b * s)

where = (
    Eq(df1, EigenSum(s / (s + kappa))), Eq(df2, EigenSum(s**2 / damped)),
    Eq(ridge, kappa * (1 - df1 / rows) * (1 - df1 / m)), ridge > 0, df1 < rows, df1 < m,
)
point = {
    SPECTRUM: ((1, 1), (Rational(1, 2), 1)), kappa: 1, df1: Rational(5, 6), df2: Rational(13, 36), m: 1,
    n1: 1, n2: 1, ridge: Rational(7, 72), b: 1,
}

with PAPER.section("Projections", where=where, witness=point,
                   laws=(*MIXTURE_LAWS, GaussianNoise(F, 1 / m))):
    projected_collapse = PAPER.deterministic_equivalent("projected-collapse-equivalent",
        "The collapse term on random features, for every covariance",
        equivalent(collapse, value), reference="the Dyson equation of linear pencils, solved in numbers")
