"""The constant of a spectral sum in every row of its table, with explicit errors.

With the knee K = kappa^(-1/beta) and rise = 1 - u + q beta, the sum over k <= d is

    K^rise J(d/K) up to K^(rise-1) or a constant                       where rise > 0, for every d;
    zeta(1 - rise)                                                     where rise < 0;
    log K or log d, whichever is smaller, up to a constant             where rise = 0.

J(tau) = ScalingIntegral(u, q, beta, tau) carries d near K, too. For small tau it is tau^rise/rise (d well below K: the
sum is d^rise/rise); for large tau it tends to J(oo) if u > 1, and grows like log tau or tau^(1-u)/(1-u) otherwise.
"""

from lemmata.derivations.spectral_sums.paper import EFFECTIVE_DIMENSION, PAPER
from lemmata.derivations.spectral_sums.setting import C, K, k, q, spectral_sum, u
from lemmata.verifier.language import *

tau = Symbol("tau", positive=True)
theta = Symbol("theta", positive=True)

g = q * beta - u
rise = g + 1


def J(tau: Expr | None = None) -> Expr:
    """The integral that the general sum approaches."""
    return ScalingIntegral(u, q, beta, tau)


TABLE = "table of leading terms"
falling = [u >= q * beta, u < q * beta + 1]
rising = [u >= 0, u <= q * beta]
finite = spectral_sum(d, K**-beta)
infinite = spectral_sum(kappa=K**-beta)
at_falling = {u: "5/2", q: 1, beta: 2, K: 3, d: 5}
at_rising = {u: "1/2", q: 1, beta: 2, K: 3, d: 5}

with PAPER.section("Constants", witness=at_falling, source=TABLE):
    PAPER.claim("falling-sum-above",
        "Where the summand falls, a spectral sum is at most its integral, for every d and kappa",
        at_most(finite, K**rise * J(d / K)), where=falling, proof=integral_comparison)

    PAPER.claim("falling-sum-below", "and at least its integral minus 1/(1 - u + q beta)",
        at_least(finite, K**rise * J(d / K) - 1 / rise), where=falling, proof=integral_comparison)

    PAPER.claim("rising-sum-above",
        "Where the summand rises first, a spectral sum is at most its integral plus K^(q beta - u)",
        at_most(finite, K**rise * J(d / K) + K**g), where=rising, witness=at_rising, proof=integral_comparison)

    PAPER.claim("rising-sum-below", "and at least its integral minus that",
        at_least(finite, K**rise * J(d / K) - K**g), where=rising, witness=at_rising, proof=integral_comparison)

    PAPER.claim("infinite-falling-above",
        "Infinitely many terms, 1 - u + q beta in (0, 1]: the constant of the Mellin transform, from above",
        at_most(infinite, K**rise * J()), where=[*falling, u > 1], proof=integral_comparison)

    PAPER.claim("infinite-falling-below", "and from below, up to a constant",
        at_least(infinite, K**rise * J() - 1 / rise), where=[*falling, u > 1], proof=integral_comparison)

    PAPER.claim("infinite-rising-above",
        "Infinitely many terms, 1 - u + q beta >= 1: the constant of the Mellin transform, from above",
        at_most(infinite, K**rise * J() + K**g), where=[u > 1, u <= q * beta], witness={**at_rising, u: "3/2"},
        proof=integral_comparison)

    PAPER.claim("infinite-rising-below", "and from below, up to a factor 1 + O(1/K)",
        at_least(infinite, K**rise * J() - K**g), where=[u > 1, u <= q * beta], witness={**at_rising, u: "3/2"},
        proof=integral_comparison)

# J for small and for large tau = d/K.
at_tau = {u: "1/2", q: 1, beta: 2, tau: 3}
rises = [rise > 0]

with PAPER.section("Constants", witness=at_tau, source=TABLE):
    PAPER.claim("small-tau-above", "K above d: the integral is at most tau^rise/rise",
        at_most(J(tau), tau**rise / rise), where=rises, proof=integral_rows)

    PAPER.claim("small-tau-below", "and at least that times (1 + tau^beta)^-q",
        at_least(J(tau), tau**rise / rise * (1 + tau**beta) ** -q), where=rises, proof=integral_rows)

    PAPER.claim("convergent-above", "K below d, u > 1: the integral is at most J(oo)",
        at_most(J(tau), J()), where=[*rises, u > 1], witness={**at_tau, u: "3/2"}, proof=integral_rows)

    PAPER.claim("convergent-below", "and at least J(oo) minus tau^(1-u)/(u-1)",
        at_least(J(tau), J() - tau ** (1 - u) / (u - 1)), where=[*rises, u > 1], witness={**at_tau, u: "3/2"},
        proof=integral_rows)

    PAPER.claim("logarithm-above", "K below d, u = 1: the integral is at most log tau plus a constant",
        at_most(ScalingIntegral(1, q, beta, tau), log(tau) + 1 / (q * beta)), where=[tau >= 1],
        witness={q: 1, beta: 2, tau: 3}, proof=integral_rows)

    PAPER.claim("logarithm-below", "and at least log tau minus a constant",
        at_least(ScalingIntegral(1, q, beta, tau), log(tau) - q / beta), where=[tau >= 1],
        witness={q: 1, beta: 2, tau: 3}, proof=integral_rows)

    PAPER.claim("divergent-above", "K below d, u < 1: the integral is at most tau^(1-u)/(1-u)",
        at_most(J(tau), tau ** (1 - u) / (1 - u)), where=[u < 1, tau >= 1], proof=integral_rows)

    PAPER.claim("divergent-below", "and at least that minus a constant",
        at_least(J(tau), (tau ** (1 - u) - 1) / (1 - u) - q / (u + beta - 1)), where=[u < 1, u + beta > 1, tau >= 1],
        proof=integral_rows)

# 1 - u + q beta < 0: the first eigenvalues dominate; = 0: a logarithm.
w = u - q * beta
steep = {u: 4, q: 1, beta: "3/2", kappa: "1/10", d: 3}

with PAPER.section("Constants", witness=steep, source=TABLE):
    PAPER.claim("first-eigenvalues-above", "1 - u + q beta < 0: a spectral sum is at most zeta(u - q beta)",
        at_most(spectral_sum(d), zeta(w)), where=[w > 1], proof=spectral_rows)

    PAPER.claim("first-eigenvalues-below", "and at least zeta(u - q beta) minus a term of order kappa^theta",
        at_least(spectral_sum(), zeta(w) - q * kappa**theta * zeta(w - theta * beta)),
        where=[w - theta * beta > 1, theta <= 1], witness={**steep, theta: "1/2"}, proof=first_eigenvalues(theta))

    double = SpectralSum(1 + q * beta, q, beta, K**-beta, d)
    at_double = {q: 1, beta: 2, K: 3, d: 5}

    PAPER.claim("logarithm-to-the-knee-above",
        "1 - u + q beta = 0, K below d: a spectral sum is log K plus a constant at most",
        at_most(double, log(K) + 1 + 1 / (q * beta)), where=[K >= 1, K <= d], witness=at_double, proof=spectral_rows)

    PAPER.claim("logarithm-to-the-knee-below", "and log K minus a constant at least",
        at_least(double, log(K) - q / beta), where=[K >= 1, K <= d], witness=at_double, proof=spectral_rows)

    PAPER.claim("logarithm-to-d-above", "1 - u + q beta = 0, K above d: a spectral sum is log d + 1 at most",
        at_most(double, log(d) + 1), where=[K >= d], witness={**at_double, K: 7}, proof=spectral_rows)

    PAPER.claim("logarithm-to-d-below", "and log d minus a constant at least",
        at_least(double, log(d) - q / beta), where=[K >= d], witness={**at_double, K: 7}, proof=spectral_rows)

    powers = Sum(k**g, (k, 1, d))

    PAPER.claim("small-kappa-above", "K well above d: a spectral sum is a power sum at most, for every u",
        at_most(spectral_sum(d), powers), proof=spectral_rows)

    PAPER.claim("small-kappa-below", "and that times (1 + kappa d^beta)^-q at least",
        at_least(spectral_sum(d), (1 + kappa * d**beta) ** -q * powers), proof=spectral_rows)

    PAPER.claim("large-kappa-above", "kappa above all eigenvalues: at most kappa^-q zeta(u)",
        at_most(spectral_sum(), kappa**-q * zeta(u)), where=[u > 1], proof=spectral_rows)

    PAPER.claim("large-kappa-below", "and at least (1 + kappa)^-q zeta(u)",
        at_least(spectral_sum(), (1 + kappa) ** -q * zeta(u)), where=[u > 1], proof=spectral_rows)

# The degrees of freedom.
with PAPER.section("Constants", where=[beta > 1], source=EFFECTIVE_DIMENSION):
    PAPER.theorem("capacity-constant", "The constant of df1 is (pi/beta)/sin(pi/beta)",
        equal(C, pi / beta / sin(pi / beta)), witness={beta: 2},
        reference="the beta function and its reflection formula (DLMF 5.12.3, 5.5.3)")

    df2_constant = PAPER.claim("df2-constant", "The constant of df2 is 1 - 1/beta times that of df1",
        equal(ScalingIntegral(2 * beta, 2, beta), (1 - 1 / beta) * C), witness={beta: 2}, proof=integral_rows)

    at_kappa = {beta: 2, kappa: "1/10"}
    knee = kappa ** (-1 / beta)

    df1_above = PAPER.claim("df1-above", "df1 is at most C kappa^(-1/beta), for every dimension",
        at_most(Df1(beta, kappa, d), C * knee), witness={**at_kappa, d: 3}, proof=integral_comparison)

    infinite_df1_above = PAPER.claim("infinite-df1-above",
        "df1 of infinitely many eigenvalues is at most C kappa^(-1/beta)",
        at_most(Df1(beta, kappa), C * knee), witness=at_kappa, proof=integral_comparison)

    infinite_df1_below = PAPER.claim("infinite-df1-below", "and at least that minus 1",
        at_least(Df1(beta, kappa), C * knee - Integer(1)), witness=at_kappa, proof=integral_comparison)

    infinite_df2_above = PAPER.claim("infinite-df2-above",
        "df2 of infinitely many eigenvalues is at most (1 - 1/beta) C kappa^(-1/beta)",
        at_most(Df2(beta, kappa), (1 - 1 / beta) * C * knee), witness=at_kappa,
        proof=[integral_comparison, ScalingIntegral(2 * beta, 2, beta) * knee, df2_constant])

    infinite_df2_below = PAPER.claim("infinite-df2-below", "and at least that minus 1",
        at_least(Df2(beta, kappa), (1 - 1 / beta) * C * knee - 1), witness=at_kappa,
        proof=[integral_comparison, ScalingIntegral(2 * beta, 2, beta) * knee - 1, df2_constant])
