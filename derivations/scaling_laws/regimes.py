"""Four regimes of a power law: the ridge T^-ell is felt or not, the noise T^-s leads or not (Cui et al.).

Eigenvalues k^-beta, a truth with lambda_k c_k^2 = k^-(1 + 2 beta r). A ridge above T^-beta makes the bias, one below
does not; the noise leads where it exceeds a power of T that depends on the ridge.
"""

from lemmata.derivations.dohmatob2024.section_5_power_laws import constant_of_exact_mean, of_exact_mean
from lemmata.derivations.scaling_laws.paper import PAPER
from lemmata.theory.scaling.constant_quantities import constant_in
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.language import *

beta, r, ell, s = (letter(name) for name in ("beta", "r", "ell", "s"))
model = PowerLawModel(beta="beta", r="r", sigma2="T^-s", where=("ell > 0", "s >= 0"))
felt = PowerLawModel(beta="beta", r="r", sigma2="T^-s", where=("ell > 0", "ell < beta", "s >= 0", "r < 1"))
unfelt = PowerLawModel(beta="beta", r="r", sigma2="T^-s", where=("ell > beta", "s >= 0", "r < 1"))
smooth = PowerLawModel(beta="beta", r="r", sigma2="T^-s", where=("ell > 0", "ell < beta", "s >= 0", "r > 1"))
noisy = PowerLawModel(beta="beta", r="r", sigma2="1")
tuned = PowerLawModel(beta="beta", r="r", sigma2="T^-s", where=("s >= 0",))
saturated = Min(r, 1)
bias = -2 * Min(ell, beta) * saturated
noise = -s - Max(1 - ell / beta, 0)
rate = 2 * beta * saturated / (1 + 2 * beta * saturated)
C = pi / beta / sin(pi / beta)
of_truth = gamma(2 - 2 * r) * gamma(2 * r)
inside, outside = {beta: 2, r: Rational(1, 4), ell: 1, s: 1}, {beta: 2, r: Rational(1, 4), ell: 3, s: 1}

with PAPER.section("Regimes", where=model.conditions, witness=inside):
    PAPER.claim("bias-exponent", "The bias: T^(-2 min(ell, beta) min(r, 1))",
        equal(model.exponent("bias"), bias), checks=[measured_slope()], proof=of_exact_mean)

    PAPER.claim("noise-exponent", "The noise: sigma^2 T^-(1 - ell/beta), while the ridge is felt",
        equal(model.exponent("variance"), noise), proof=of_exact_mean)

    PAPER.claim("four-regimes", "The larger of both is the error: four regimes",
        equal(model.exponent(), Max(bias, noise)), proof=of_exact_mean)

with PAPER.section("Regimes"):
    felt_bias = PAPER.claim("felt-bias-constant",
        "With a ridge that is felt the bias has the constant Gamma(2 - 2r) Gamma(2r)/beta",
        equal(constant_in(felt, "bias"), of_truth / beta), where=felt.conditions, witness=inside,
        checks=[measured_constant()], proof=constant_of_exact_mean)

    PAPER.claim("felt-bias-constant-smooth", "for r > 1 a zeta value",
        equal(constant_in(smooth, "bias"), zeta(1 + 2 * beta * (r - 1))), where=smooth.conditions,
        witness={**inside, r: Rational(3, 2)}, proof=constant_of_exact_mean)

    felt_noise = PAPER.claim("felt-noise-constant", "and the noise (1 - 1/beta) C",
        equal(constant_in(felt, "variance"), (1 - 1 / beta) * C), where=felt.conditions, witness=inside,
        proof=constant_of_exact_mean)

    unfelt_bias = PAPER.claim("unfelt-bias-constant",
        "With one that is not, the bias has C^(2 beta r) Gamma(2 - 2r) Gamma(2r)",
        equal(constant_in(unfelt, "bias"), C ** (2 * r * beta) * of_truth),
        where=unfelt.conditions, witness=outside, proof=constant_of_exact_mean)

    unfelt_noise = PAPER.claim("unfelt-noise-constant", "and the noise beta - 1: a plateau",
        equal(constant_in(unfelt, "variance"), beta - 1), where=unfelt.conditions, witness=outside,
        proof=constant_of_exact_mean)

    PAPER.claim("noise-crossover",
        "Where the ridge is felt, noise takes over at sigma^2 = T^(1 - ell/beta - 2 ell min(r, 1))",
        equal(-2 * ell * saturated, -s - (1 - ell / beta)),
        where=[ell > 0, ell <= beta, Eq(s, 2 * ell * saturated - (1 - ell / beta))],
        witness={beta: 2, r: 1, ell: 1, s: Rational(3, 2)}, proof=given)

    PAPER.claim("noise-leads-below", "and leads for every larger noise",
        greater_than(noise, bias), where=[ell > 0, ell <= beta, s < 2 * ell * saturated - (1 - ell / beta)],
        witness={beta: 2, r: 1, ell: 1, s: 1}, proof=inequality)

    PAPER.claim("felt-crossover-constant",
        "With constants, for r < 1: at sigma^2 = Gamma(2 - 2r) Gamma(2r)/((beta - 1) C) T^(1 - ell/beta - 2 ell r)",
        equal(of_truth / ((beta - 1) * C) * felt_noise.statement.lhs, felt_bias.statement.lhs),
        where=felt.conditions, witness=inside,
        proof=[felt_noise, of_truth / ((beta - 1) * C) * ((1 - 1 / beta) * C), algebra, of_truth / beta, felt_bias])

    PAPER.claim("unfelt-crossover-constant",
        "and where the ridge is not felt at C^(2 beta r) Gamma(2 - 2r) Gamma(2r)/(beta - 1) T^(-2 beta r)",
        equal(C ** (2 * r * beta) * of_truth / (beta - 1) * unfelt_noise.statement.lhs, unfelt_bias.statement.lhs),
        where=unfelt.conditions, witness=outside,
        proof=[unfelt_noise, C ** (2 * r * beta) * of_truth / (beta - 1) * (beta - 1), unfelt_bias])

with PAPER.section("Regimes", where=noisy.conditions, witness={beta: 2, r: Rational(1, 4)}):
    PAPER.claim("best-ridge", "With noise that stays, the best ridge is T^-ell with ell = beta/(1 + 2 beta min(r, 1))",
        equal(noisy.exponent("ell_star"), beta / (1 + 2 * beta * saturated)), proof=of_exact_mean)

with PAPER.section("Regimes", where=tuned.conditions, witness={beta: 2, r: Rational(1, 4), s: Rational(1, 2)}):
    PAPER.claim("best-rate", "With the best ridge the error falls at the slower of two rates: noisy and noise-free",
        equal(tuned.exponent("optimum"), -Min((1 + s) * rate, 2 * beta * saturated)), proof=of_exact_mean)

    PAPER.claim("rates-meet", "which meet at sigma^2 = T^(-2 beta min(r, 1))",
        equal((1 + s) * rate, 2 * beta * saturated), where=[Eq(s, 2 * beta * saturated)],
        witness={s: 1, beta: 2, r: Rational(1, 4)}, proof=given)
