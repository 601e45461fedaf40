"""Which term leads: ridgeless, by the ridge, by the noise; and what the scatter of the features adds.

The scatter is kappa tf2 (df1 - df2)/(m - df2), tf2 = sum lambda_k^2 c_k^2/(lambda_k + kappa)^2. With m >= 2 df1 it is
of the order of kappa^(2 min(r, 1/2)) kappa^(-1/beta)/m; without ridge, where kappa is T^-beta, of that of
T^(1 - 2 beta min(r, 1/2))/m.
"""

from lemmata.derivations.dohmatob2024.section_5_power_laws import of_exact_mean
from lemmata.derivations.renormalization.features import missed
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.derivations.renormalization.power_laws import b, knee_above, r
from lemmata.derivations.renormalization.ridge_regression import second_of_truth
from lemmata.derivations.renormalization.setting import m as features
from lemmata.derivations.renormalization.setting import shrunk, spectrum
from lemmata.derivations.spectral_sums.constants import df1_above
from lemmata.derivations.spectral_sums.setting import C
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.language import *

ell = letter("ell")
model = PowerLawModel(beta="beta", r="r", where=("ell > 0",))
bias, noise = -2 * Min(ell, b) * Min(r, 1), -Max(1 - ell / b, 0)

with PAPER.section("Regimes", where=model.conditions, witness={b: 2, r: Rational(1, 2), ell: 1}):
    PAPER.claim("bias-regimes",
        "With a ridge above T^-beta the bias is ridge^(2 min(r, 1)), with one below as without, T^(-2 beta min(r, 1))",
        equal(model.exponent("bias"), bias), checks=[measured_slope()], proof=of_exact_mean)

    PAPER.claim("noise-regimes", "and the noise ridge^(-1/beta)/T, or it stays where it is",
        equal(model.exponent("variance"), noise), proof=of_exact_mean)

    PAPER.claim("total-regimes", "The larger of both leads",
        equal(model.exponent(), Max(bias, noise)), proof=of_exact_mean)

# The scatter of the features, between explicit bounds.
source = Symbol("source", positive=True)
m = Symbol("m", positive=True)
first, second = Df1(beta, kappa, d), Df2(beta, kappa, d)
power = 1 + 2 * beta * source + beta
of_truth = SpectralSum(power, 2, beta, kappa, d)
scatter = kappa * of_truth * (first - second) / (m - second)
knee = kappa ** (-1 / beta)
weight = zeta(1 + 2 * beta * source - beta)
steep = {beta: 2, source: Rational(3, 4), kappa: Rational(1, 10), m: 10, d: 7}
flat = {beta: 2, source: Rational(3, 8), kappa: Rational(1, 10), m: 10, d: 7}

rise = 1 - power + 2 * beta
constant = ScalingIntegral(power, 2, beta)

with PAPER.section("Regimes", where=[beta > 1], witness=steep):
    truth_above = PAPER.claim("truth-smooth", "tf2 for r > 1/2",
        at_most(of_truth, weight), where=[2 * source > 1], proof=spectral_rows)

    truth_integral = PAPER.claim("truth-integral", "J(d/K) <= J(oo)",
        at_most(ScalingIntegral(power, 2, beta, d / knee), constant), where=[2 * source < 1], witness=flat,
        proof=integral_rows)

    truth_rough = PAPER.claim("truth-rough", "and for r < 1/2",
        at_most(of_truth, knee**rise * constant), where=[2 * source < 1, 1 + 2 * beta * source >= beta], witness=flat,
        proof=[integral_comparison, knee**rise * ScalingIntegral(power, 2, beta, d / knee), truth_integral])

with PAPER.section("Regimes", where=[beta > 1, second <= first, m >= 2 * first], witness=steep):
    by_degrees = PAPER.claim("scatter-by-degrees",
        "With m >= 2 df1 features their scatter is at most 2 kappa tf2 df1/m",
        at_most(scatter, 2 * kappa * of_truth * first / m), proof=inequality)

    by_knee = PAPER.claim("scatter-by-knee", "where df1 is at most C kappa^(-1/beta)",
        at_most(scatter, 2 * kappa * of_truth * (C * knee) / m),
        proof=[by_degrees, 2 * kappa * of_truth * first / m, df1_above])

    smooth_scatter = PAPER.claim("scatter-smooth", "r > 1/2: at most a zeta value times kappa^(1 - 1/beta)/m",
        at_most(scatter, 2 * kappa * weight * (C * knee) / m), where=[2 * source > 1],
        proof=[by_knee, 2 * kappa * of_truth * (C * knee) / m, truth_above])

    PAPER.claim("scatter-rough", "r < 1/2: at most a constant times kappa^(2r - 1/beta)/m",
        at_most(scatter, 2 * kappa * (knee**rise * constant) * (C * knee) / m),
        where=[2 * source < 1, 1 + 2 * beta * source >= beta], witness=flat,
        proof=[by_knee, 2 * kappa * of_truth * (C * knee) / m, truth_rough])

    PAPER.claim("scatter-at-least", "and no less than kappa tf2 (df1 - df2)/m, which is of the same order",
        at_least(scatter, kappa * of_truth * (first - second) / m), proof=inequality)

with PAPER.section("Regimes", witness={**spectrum, features: 1}):
    PAPER.claim("fewest-features", "Without ridge and with fewer features than rows df1 = m: they miss kappa tf2 more",
        equal(missed, shrunk + kappa * second_of_truth), where=[Eq(df1, features), df2 < features],
        witness={df1: 1}, proof=given)

    PAPER.claim("features-saturate",
        "where tf2 only grows as kappa falls: that is of the order m^-beta at least, and features saturate at r = 1/2",
        at_most(Derivative(second_of_truth, kappa), 0),
        proof=[differentiate, -2 * EigenSum(c2 * s**2 / (s + kappa) ** 3), inequality])

root = Kappa(beta, T, 0)

with PAPER.section("Regimes", where=[beta > 1], witness={beta: 2, T: 5}):
    powers = PAPER.claim("ridgeless-power", "Without ridge kappa^(1 - 1/beta) is at most (C/T)^(beta - 1)",
        at_most(root * root ** (-1 / beta) / C ** (beta - 1), T ** (1 - beta)),
        proof=[algebra, (C * root ** (-1 / beta)) ** (1 - beta), raised(knee_above, 1 - beta)])

# The scatter against the bias T^(-2 beta r), r <= 1, with m = T^mu features: for r >= 1/2 it is T^(1 - beta - mu), for
# r <= 1/2 it is T^(1 - 2 beta r - mu).
mu = Symbol("mu", positive=True)

with PAPER.section("Regimes", where=[b > 1, r <= 1], witness={b: 2, r: Rational(3, 4), mu: Rational(3, 2)}):
    PAPER.claim("scatter-beats-bias",
        "Without ridge, for 1/2 <= r <= 1, the scatter leads the bias while m < T^(1 + 2 beta r - beta)",
        greater_than(1 - b - mu, -2 * b * r), where=[mu < 1 + 2 * b * r - b, 2 * r >= 1], proof=inequality)

    PAPER.claim("scatter-beats-bias-beyond-T", "which leaves room for m > T exactly where r > 1/2",
        greater_than(1 + 2 * b * r - b, 1), where=[2 * r > 1], proof=inequality)

    PAPER.claim("no-room-for-rough-truths", "For r <= 1/2 it leads while m < T, and for no m > T",
        at_most(1 - 2 * b * r - mu, -2 * b * r), where=[2 * r <= 1, mu >= 1],
        witness={b: 2, r: Rational(1, 4), mu: 1}, proof=inequality)
