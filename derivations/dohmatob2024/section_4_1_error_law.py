"""The law of the error of least squares on clean data, for every T >= d: at the interpolation peak as well.

Write X = Z Sigma^(1/2) with Z isotropic. Then the error is Sigma^(-1/2) (Z'Z)^-1 Z'E, so that neither Sigma nor w0 is
left in its length. Given Z it is Gaussian, of squared length sigma^2 g'(Z'Z)^-1 g for a standard Gaussian g independent
of Z. Direction and length of g are independent, |g|^2 ~ chi2_d, and in a fixed direction v the quantity 1/v'(Z'Z)^-1 v
has the law of chi2_{T-d+1}. The error is a ratio of independent chi-squared variables, in other words d/(T - d + 1)
times F_{d, T-d+1}: its p-th moment is finite for p < (T - d + 1)/2 only, its mean from T = d + 2 on and its variance
from T = d + 4 on. With T = d - 1, d or d + 1 samples the mean is infinite; the limit formulas have their pole
at phi = 1 only.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_1_clean import clean, ols_risk_clean
from lemmata.theory.quantities.error_law import error_median, error_moment, moment_formula
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

Z, root = design("Z", T, d), covariance("Root", d)
pivotal_laws = (GaussianRows(Z, identity(d)), WhiteNoise(eps, sigma**2))
place = PAPER.at("Section 4.1 (phi = 1)")

with PAPER.section("Section 4.1", witness={d: 2, T: 7}, source=place):
    pivotal = PAPER.claim("error-is-pivotal",
        "With Sigma = Root Root and X = Z Root neither Root nor w0 is left in the length of the error",
        equal(norm2(inv(root * gram(Z) * root) * root * Z.T * (Z * root * w0 + eps) - w0, root * root),
              norm2(inv(gram(Z)) * Z.T * eps)),
        where=[T >= d], witness={d: 2, T: 3}, laws=pivotal_laws,
        proof=[
            matrix_identity, norm2(inv(root) * inv(gram(Z)) * Z.T * (Z * root * w0 + eps) - w0, root * root),
            matrix_identity, norm2(inv(root) * inv(gram(Z)) * Z.T * eps, root * root),
            matrix_identity,
        ])

    PAPER.claim("error-covariance", "The covariance of the error is sigma^2 (Z'Z)^-1, on average over the design",
        equal(E(tr(A * (inv(gram(Z)) * Z.T * eps) * (inv(gram(Z)) * Z.T * eps).T)), sigma**2 * E(tr(A * inv(gram(Z))))),
        where=[T >= d + 2], witness={d: 2, T: 5, sigma: 1}, laws=pivotal_laws,
        note="the design is held fixed in the proof, and the noise integrated: given Z it is the covariance itself",
        proof=expectation)

    p = Symbol("p", positive=True)
    RATIO = (
        "Muirhead 1982, Aspects of Multivariate Statistical Theory, Theorem 3.2.12: 1/v'W^-1 v ~ chi2_{T-d+1} for W ~ "
        "Wishart_d(T, I) and |v| = 1; the length of a standard Gaussian vector is independent of its direction"
    )

    moments = PAPER.theorem("error-moments",
        "The moments of chi2_d/chi2_{T-d+1}, which is the law of the error in units of sigma^2",
        equal(error_moment(p), moment_formula(d, T - d + 1, p)), where=[T >= d, p < (T - d + 1) / 2],
        witness={d: 2, T: 5, p: 1}, reference=RATIO,
        note=f"with {pivotal.id}; E chi2_k^p = 2^p Gamma(k/2 + p)/Gamma(k/2) is finite for p > -k/2 only",
        checks=[simulated_median(15, 16)])

    mean = PAPER.claim("error-mean", "Its mean is finite from T = d + 2 on, and then d/(T - d - 1)",
        equal(error_moment(1), d / (T - d - 1)), where=[T >= d + 2], witness={d: 2, T: 5},
        note=f"{ols_risk_clean.id} says the same by the mean of the inverse Wishart matrix",
        proof=[use(moments, {p: 1}), moment_formula(d, T - d + 1, 1), algebra])

    second = PAPER.claim("error-second-moment", "Its second moment is finite from T = d + 4 on",
        equal(error_moment(2), d * (d + 2) / ((T - d - 1) * (T - d - 3))), where=[T >= d + 4],
        proof=[use(moments, {p: 2}), moment_formula(d, T - d + 1, 2), algebra])

    PAPER.claim("error-variance", "The variance of the error, from T = d + 4 on",
        equal(error_moment(2) - error_moment(1) ** 2, 2 * d * (T - 1) / ((T - d - 1) ** 2 * (T - d - 3))),
        where=[T >= d + 4],
        proof=[
            second, d * (d + 2) / ((T - d - 1) * (T - d - 3)) - error_moment(1) ** 2,
            mean,   d * (d + 2) / ((T - d - 1) * (T - d - 3)) - (d / (T - d - 1)) ** 2,
            algebra,
        ])

    PAPER.theorem("error-second-moment-infinite",
        "With T = d, d + 1, d + 2 or d + 3 samples the second moment is infinite: "
        "means of simulated risks converge slowly",
        equal(error_moment(2), oo), where=[T >= d, T <= d + 3], witness={d: 2, T: 4},
        reference=f"{RATIO}; E chi2_m^-2 is infinite for m <= 4")

    # Medians exist at the peak too. Here d = 15.
    for samples, value in ((15, "31.40"), (16, "10.33"), (18, "4.27"), (30, "0.935")):
        off = Abs(error_median(d=15, T=samples) - Rational(value))
        PAPER.claim(f"error-median-{samples}", f"The median error at d = 15, T = {samples} is {value} sigma^2",
            at_most(off, Rational(5, 1000)), checks=[simulated_median(15, samples)], proof=inequality)

# The interpolation peak.
by_definition = [
    definition(clean), E(norm2(pinv(X) * (X * w[0] + eps) - w0, Sigma)),
    definition(w[0]),  E(norm2(pinv(X) * (X * w0 + eps) - w0, Sigma)),
]

with PAPER.section("Section 4.1"):
    peak = PAPER.claim("peak", "With d or d + 1 samples the mean risk of least squares is infinite",
        equal(clean, oo), source="Section 4.1 (phi = 1)", where=[T >= d, T <= d + 1, sigma > 0],
        witness={d: 2, T: 3, sigma: 1}, laws=LAWS,
        note="the law of the error is d/(T - d + 1) F(d, T - d + 1) for every T >= d: its median is finite",
        proof=[
            *by_definition,
            matrix_identity, E(norm2(inv(gram(X)) * X.T * eps, Sigma)),
            expectation,     sigma**2 * E(tr(Sigma * inv(gram(X)))),
            infinite_mean,
        ])

with PAPER.section("Section 4.3"):
    PAPER.claim("peak-wide",
        "With d - 1 samples that of the minimum-norm solution is infinite as well, for Sigma = I",
        equal(clean, oo), source="Section 4.3 (phi = 1)", where=[Eq(T, d - 1), sigma > 0, sigma_is_identity],
        witness={SPECTRUM: ((1, 1), (1, 1), (1, 0)), T: 2, sigma: 1},
        laws=(GaussianRows(X, identity(d)), WhiteNoise(eps, sigma**2)),
        proof=[
            *by_definition,
            isotropic,   E(norm2(pinv(X) * (X * w0 + eps) - w0)),
            expectation, E(norm2(pinv(X) * X * w0 - w0)) + sigma**2 * E(tr(inv(X * X.T))),
            infinite_mean,
        ])
