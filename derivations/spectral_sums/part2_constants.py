"""The constant of a spectral sum in every row of its table, with explicit errors.

With the knee K = kappa^(-1/beta) and rise = 1 - u + q beta, the sum over k <= d is

    K^rise J(d/K) up to K^(rise-1) or a constant                       where rise > 0, for every d;
    zeta(1 - rise)                                                     where rise < 0;
    log K or log d, whichever is smaller, up to a constant             where rise = 0.

J(tau) = ScalingIntegral(u, q, beta, tau) carries d near K, too. For small tau it is tau^rise/rise (d well below K: the
sum is d^rise/rise); for large tau it tends to J(oo) if u > 1, and grows like log tau or tau^(1-u)/(1-u) otherwise.
"""

from sympy import Integer, Sum, Symbol, log, pi, sin, zeta

from lemmata.derivations.spectral_sums.paper import EFFECTIVE_DIMENSION, PAPER
from lemmata.derivations.spectral_sums.setting import C, K, k, q, spectral_sum, u
from lemmata.theory.notation import beta, d, kappa
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
from lemmata.verifier.claim import at_least_by, at_most_by, by, calc
from lemmata.verifier.rules import first_eigenvalues, integral_comparison, integral_rows, spectral_rows, use

tau = Symbol("tau", positive=True)
theta = Symbol("theta", positive=True)

g = q * beta - u
rise = g + 1


def J(tau=None):
    """The integral that the general sum approaches."""
    return ScalingIntegral(u, q, beta, tau)


TABLE = "table of leading terms"
falling = [u >= q * beta, u < q * beta + 1]
rising = [u >= 0, u <= q * beta]
finite = spectral_sum(d, K**-beta)
infinite = spectral_sum(kappa=K**-beta)
at_falling = {u: "5/2", q: 1, beta: 2, K: 3, d: 5}
at_rising = {u: "1/2", q: 1, beta: 2, K: 3, d: 5}


def bound(name, title, statement, rule, **fields):
    """A claim that one rule proves."""
    reason = at_most_by(rule) if statement.relation == "<=" else at_least_by(rule)
    fields = {"source": PAPER.at(TABLE), "proof": calc(statement.lhs, reason, statement.rhs), **fields}
    return PAPER.claim(name, title, statement, **fields)


bound(
    "falling-sum-above",
    "Where the summand falls, a spectral sum is at most its integral, for every d and kappa",
    at_most(finite, K**rise * J(d / K)),
    integral_comparison,
    where=falling,
    witness=at_falling,
)
bound(
    "falling-sum-below",
    "and at least its integral minus 1/(1 - u + q beta)",
    at_least(finite, K**rise * J(d / K) - 1 / rise),
    integral_comparison,
    where=falling,
    witness=at_falling,
)
bound(
    "rising-sum-above",
    "Where the summand rises first, a spectral sum is at most its integral plus K^(q beta - u)",
    at_most(finite, K**rise * J(d / K) + K**g),
    integral_comparison,
    where=rising,
    witness=at_rising,
)
bound(
    "rising-sum-below",
    "and at least its integral minus that",
    at_least(finite, K**rise * J(d / K) - K**g),
    integral_comparison,
    where=rising,
    witness=at_rising,
)
bound(
    "infinite-falling-above",
    "Infinitely many terms, 1 - u + q beta in (0, 1]: the constant of the Mellin transform, from above",
    at_most(infinite, K**rise * J()),
    integral_comparison,
    where=[*falling, u > 1],
    witness={**at_falling},
)
bound(
    "infinite-falling-below",
    "and from below, up to a constant",
    at_least(infinite, K**rise * J() - 1 / rise),
    integral_comparison,
    where=[*falling, u > 1],
    witness={**at_falling},
)
bound(
    "infinite-rising-above",
    "Infinitely many terms, 1 - u + q beta >= 1: the constant of the Mellin transform, from above",
    at_most(infinite, K**rise * J() + K**g),
    integral_comparison,
    where=[u > 1, u <= q * beta],
    witness={**at_rising, u: "3/2"},
)
bound(
    "infinite-rising-below",
    "and from below, up to a factor 1 + O(1/K)",
    at_least(infinite, K**rise * J() - K**g),
    integral_comparison,
    where=[u > 1, u <= q * beta],
    witness={**at_rising, u: "3/2"},
)

# J for small and for large tau = d/K.
at_tau = {u: "1/2", q: 1, beta: 2, tau: 3}
rises = [rise > 0]

bound(
    "small-tau-above",
    "K above d: the integral is at most tau^rise/rise",
    at_most(J(tau), tau**rise / rise),
    integral_rows,
    where=rises,
    witness=at_tau,
)
bound(
    "small-tau-below",
    "and at least that times (1 + tau^beta)^-q",
    at_least(J(tau), tau**rise / rise * (1 + tau**beta) ** -q),
    integral_rows,
    where=rises,
    witness=at_tau,
)
bound(
    "convergent-above",
    "K below d, u > 1: the integral is at most J(oo)",
    at_most(J(tau), J()),
    integral_rows,
    where=[*rises, u > 1],
    witness={**at_tau, u: "3/2"},
)
bound(
    "convergent-below",
    "and at least J(oo) minus tau^(1-u)/(u-1)",
    at_least(J(tau), J() - tau ** (1 - u) / (u - 1)),
    integral_rows,
    where=[*rises, u > 1],
    witness={**at_tau, u: "3/2"},
)
bound(
    "logarithm-above",
    "K below d, u = 1: the integral is at most log tau plus a constant",
    at_most(ScalingIntegral(1, q, beta, tau), log(tau) + 1 / (q * beta)),
    integral_rows,
    where=[tau >= 1],
    witness={q: 1, beta: 2, tau: 3},
)
bound(
    "logarithm-below",
    "and at least log tau minus a constant",
    at_least(ScalingIntegral(1, q, beta, tau), log(tau) - q / beta),
    integral_rows,
    where=[tau >= 1],
    witness={q: 1, beta: 2, tau: 3},
)
bound(
    "divergent-above",
    "K below d, u < 1: the integral is at most tau^(1-u)/(1-u)",
    at_most(J(tau), tau ** (1 - u) / (1 - u)),
    integral_rows,
    where=[u < 1, tau >= 1],
    witness=at_tau,
)
bound(
    "divergent-below",
    "and at least that minus a constant",
    at_least(J(tau), (tau ** (1 - u) - 1) / (1 - u) - q / (u + beta - 1)),
    integral_rows,
    where=[u < 1, u + beta > 1, tau >= 1],
    witness=at_tau,
)

# 1 - u + q beta < 0: the first eigenvalues dominate; = 0: a logarithm.
w = u - q * beta
steep = {u: 4, q: 1, beta: "3/2", kappa: "1/10", d: 3}

bound(
    "first-eigenvalues-above",
    "1 - u + q beta < 0: a spectral sum is at most zeta(u - q beta)",
    at_most(spectral_sum(d), zeta(w)),
    spectral_rows,
    where=[w > 1],
    witness=steep,
)
bound(
    "first-eigenvalues-below",
    "and at least zeta(u - q beta) minus a term of order kappa^theta",
    at_least(spectral_sum(), zeta(w) - q * kappa**theta * zeta(w - theta * beta)),
    first_eigenvalues(theta),
    where=[w - theta * beta > 1, theta <= 1],
    witness={**steep, theta: "1/2"},
)

double = SpectralSum(1 + q * beta, q, beta, K**-beta, d)
at_double = {q: 1, beta: 2, K: 3, d: 5}

bound(
    "logarithm-to-the-knee-above",
    "1 - u + q beta = 0, K below d: a spectral sum is log K plus a constant at most",
    at_most(double, log(K) + 1 + 1 / (q * beta)),
    spectral_rows,
    where=[K >= 1, K <= d],
    witness=at_double,
)
bound(
    "logarithm-to-the-knee-below",
    "and log K minus a constant at least",
    at_least(double, log(K) - q / beta),
    spectral_rows,
    where=[K >= 1, K <= d],
    witness=at_double,
)
bound(
    "logarithm-to-d-above",
    "1 - u + q beta = 0, K above d: a spectral sum is log d + 1 at most",
    at_most(double, log(d) + 1),
    spectral_rows,
    where=[K >= d],
    witness={**at_double, K: 7},
)
bound(
    "logarithm-to-d-below",
    "and log d minus a constant at least",
    at_least(double, log(d) - q / beta),
    spectral_rows,
    where=[K >= d],
    witness={**at_double, K: 7},
)

powers = Sum(k**g, (k, 1, d))

bound(
    "small-kappa-above",
    "K well above d: a spectral sum is a power sum at most, for every u",
    at_most(spectral_sum(d), powers),
    spectral_rows,
    witness=steep,
)
bound(
    "small-kappa-below",
    "and that times (1 + kappa d^beta)^-q at least",
    at_least(spectral_sum(d), (1 + kappa * d**beta) ** -q * powers),
    spectral_rows,
    witness=steep,
)
bound(
    "large-kappa-above",
    "kappa above all eigenvalues: at most kappa^-q zeta(u)",
    at_most(spectral_sum(), kappa**-q * zeta(u)),
    spectral_rows,
    where=[u > 1],
    witness=steep,
)
bound(
    "large-kappa-below",
    "and at least (1 + kappa)^-q zeta(u)",
    at_least(spectral_sum(), (1 + kappa) ** -q * zeta(u)),
    spectral_rows,
    where=[u > 1],
    witness=steep,
)

# The degrees of freedom.
PAPER.theorem(
    "capacity-constant",
    "The constant of df1 is (pi/beta)/sin(pi/beta)",
    equal(C, pi / beta / sin(pi / beta)),
    where=[beta > 1],
    witness={beta: 2},
    reference="the beta function and its reflection formula (DLMF 5.12.3, 5.5.3)",
)

df2_constant = PAPER.claim(
    "df2-constant",
    "The constant of df2 is 1 - 1/beta times that of df1",
    equal(ScalingIntegral(2 * beta, 2, beta), (1 - 1 / beta) * C),
    where=[beta > 1],
    witness={beta: 2},
    source=EFFECTIVE_DIMENSION,
    proof=calc(ScalingIntegral(2 * beta, 2, beta), by(integral_rows), (1 - 1 / beta) * C),
)

at_kappa = {beta: 2, kappa: "1/10"}
knee = kappa ** (-1 / beta)

bound(
    "df1-above",
    "df1 is at most C kappa^(-1/beta), for every dimension",
    at_most(Df1(beta, kappa, d), C * knee),
    integral_comparison,
    source=EFFECTIVE_DIMENSION,
    where=[beta > 1],
    witness={**at_kappa, d: 3},
)
infinite_df1_above = bound(
    "infinite-df1-above",
    "df1 of infinitely many eigenvalues is at most C kappa^(-1/beta)",
    at_most(Df1(beta, kappa), C * knee),
    integral_comparison,
    source=EFFECTIVE_DIMENSION,
    where=[beta > 1],
    witness=at_kappa,
)
infinite_df1_below = bound(
    "infinite-df1-below",
    "and at least that minus 1",
    at_least(Df1(beta, kappa), C * knee - Integer(1)),
    integral_comparison,
    source=EFFECTIVE_DIMENSION,
    where=[beta > 1],
    witness=at_kappa,
)

infinite_df2_above = PAPER.claim(
    "infinite-df2-above",
    "df2 of infinitely many eigenvalues is at most (1 - 1/beta) C kappa^(-1/beta)",
    at_most(Df2(beta, kappa), (1 - 1 / beta) * C * knee),
    where=[beta > 1],
    witness=at_kappa,
    source=EFFECTIVE_DIMENSION,
    proof=calc(
        Df2(beta, kappa),
        at_most_by(integral_comparison), ScalingIntegral(2 * beta, 2, beta) * knee,
        by(use(df2_constant)), (1 - 1 / beta) * C * knee,
    ),
)  # fmt: skip

infinite_df2_below = PAPER.claim(
    "infinite-df2-below",
    "and at least that minus 1",
    at_least(Df2(beta, kappa), (1 - 1 / beta) * C * knee - 1),
    where=[beta > 1],
    witness=at_kappa,
    source=EFFECTIVE_DIMENSION,
    proof=calc(
        Df2(beta, kappa),
        at_least_by(integral_comparison), ScalingIntegral(2 * beta, 2, beta) * knee - 1,
        by(use(df2_constant)), (1 - 1 / beta) * C * knee - 1,
    ),
)  # fmt: skip
