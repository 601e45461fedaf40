"""Lemma I.1: orders and constants of the degrees of freedom and of the bias sum.

Seen through the ridge T^-ell, where kappa is of the order of the ridge, they are those of variance and bias. The
constants are met by the sums themselves: at single kappas with the next terms of their expansions, certified; and,
where the spectrum is 1/k^2, in closed form.
"""

from sympy import EulerGamma, coth, sinh

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_5_constants import effective, ell, source, states
from lemmata.derivations.dohmatob2024.section_5_power_laws import of_exact_mean, saturated
from lemmata.theory.scaling.constant_quantities import constant_in
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.language import *

beta, r = letter("beta"), letter("r")

# Orders: the ridge is T^-ell, and kappa is of the order of the ridge.
spectrum = PowerLawModel(beta="beta", r="r", where=("ell > 0", "ell < beta"))

with PAPER.section("Appendix I", where=spectrum.conditions, witness={beta: 2, r: "1/4", ell: "1/2"}):
    PAPER.published("bias-exponent", "The bias sum is of order kappa^(2 min(r, 1))",
        equal(spectrum.exponent("bias"), -2 * saturated * ell),
        printed=r"\kappa^{2 \underline{r}}",
        source="Lemma I.1 (bias)", checks=[measured_slope()], proof=of_exact_mean)

    PAPER.published("variance-exponent",
        "The degrees of freedom are of order kappa^(-1/beta), and the variance of order kappa^(-1/beta)/T",
        equal(spectrum.exponent("variance"), ell / beta - 1),
        printed=r"df_m(\kappa) \asymp \kappa^{-1/\beta}",
        source="Lemma I.1 (degrees of freedom)", checks=[measured_slope()], proof=of_exact_mean)

# Constants.
usual = PowerLawModel(beta="beta", r="r", where=("ell > 0", "ell < beta", "r < 1"))
at_one = PowerLawModel(beta="beta", r=1, where=("ell > 0", "ell < beta"))
smooth = PowerLawModel(beta="beta", r="r", where=("ell > 0", "ell < beta", "r > 1"))

with PAPER.section("Appendix I"):
    states("bias-constant", "For r < 1 the bias is b T^(-2 r ell), b = Gamma(2 - 2r) Gamma(2r)/beta",
        constant_in(usual, "bias"), source, {beta: 2, r: "1/4", ell: "1/2"}, "Lemma I.1 (bias)",
        checks=[measured_constant()])

    states("bias-constant-at-one", "At r = 1 the bias has a logarithm: (ell/beta) T^(-2 ell) log T",
        constant_in(at_one, "bias"), ell / beta, {beta: 2, ell: 1}, "Lemma I.1 (bias, r = 1)",
        checks=[measured_constant()])

    states("bias-constant-smooth", "For r > 1 it saturates: zeta(1 + 2 beta (r - 1)) T^(-2 ell)",
        constant_in(smooth, "bias"), zeta(1 + 2 * beta * (r - 1)), {beta: 2, r: "3/2", ell: "1/2"},
        "Lemma I.1 (bias, r > 1)", checks=[measured_constant()])

    states("variance-constant", "The variance is v T^(ell/beta - 1): v = (1 - 1/beta) C",
        constant_in(usual, "variance"), effective, {beta: 2, r: "1/4", ell: "1/2"}, "Lemma I.1 (degrees of freedom)",
        checks=[measured_constant()])

# The spectrum 1/k^2 in closed form.
kappa = Symbol("kappa", positive=True)
x = pi / sqrt(kappa)
closed_df1 = x / 2 * coth(x) - Rational(1, 2)
closed_df2 = x / 4 * coth(x) + x**2 / (4 * sinh(x) ** 2) - Rational(1, 2)

with PAPER.section("Appendix I", witness={kappa: 1}, source="Lemma I.1 (beta = 2)"):
    PAPER.claim("df1-hyperbolic", "For beta = 2: df1 = (x/2) coth x - 1/2 with x = pi/sqrt(kappa)",
        equal(Df1(2, kappa), closed_df1), proof=summation)

    df2_hyperbolic = PAPER.claim("df2-hyperbolic", "For beta = 2: df2 = (x/4) coth x + x^2/(4 sinh^2 x) - 1/2",
        equal(Df2(2, kappa), closed_df2),
        proof=[
            term_by_term,   Df1(2, kappa) + kappa * Derivative(Df1(2, kappa), kappa),
            summation, closed_df1 + kappa * Derivative(closed_df1, kappa),
            differentiate,  x / 4 * coth(x) + x**2 / 4 * (coth(x) ** 2 - 1) - Rational(1, 2),
            algebra,
        ])

# The sums themselves, with the next terms of their expansions, at single kappas.
small = Rational(1, 10**5)
three_halves = Rational(3, 2)


def meets(name: str, title: str, total: Expr, expansion: Expr, error: Expr) -> Claim:
    """A certified claim: the sum is within the error of the first terms of its expansion."""
    return PAPER.claim(name, title, at_most(Abs(total - expansion), error), source="Lemma I.1", proof=inequality)


def first_terms(m: int, beta: Expr, kappa: Expr) -> Expr:
    """Gamma(1/beta) Gamma(m - 1/beta)/(beta Gamma(m)) kappa^(-1/beta) - 1/2 - m kappa zeta(-beta)."""
    leading = gamma(1 / beta) * gamma(m - 1 / beta) / (beta * gamma(m)) * kappa ** (-1 / beta)
    return leading - Rational(1, 2) - m * kappa * zeta(-beta)

with PAPER.section("Appendix I"):
    meets("df1-expansion", "df1 = C kappa^(-1/beta) - 1/2 - kappa zeta(-beta) + ..., at beta = 3/2, kappa = 10^-5",
        Df1(three_halves, small), first_terms(1, three_halves, small), small**2 / 50)
    meets("df2-expansion",
        "df2 = v kappa^(-1/beta) - 1/2 - 2 kappa zeta(-beta) + ..., at beta = 3/2, kappa = 10^-5",
        Df2(three_halves, small), first_terms(2, three_halves, small), small**2 / 20)
    meets("df3-expansion",
        "tr D^3 = Gamma(1/beta) Gamma(3 - 1/beta)/(2 beta) kappa^(-1/beta) - 1/2 - 3 kappa zeta(-beta)",
        SpectralSum(3 * three_halves, 3, three_halves, small), first_terms(3, three_halves, small), small**2 / 10)


def bias_sum(r: Expr) -> Expr:
    """kappa^2 sum lambda_k c_k^2/(lambda_k + kappa)^2 at beta = 2, kappa = 10^-5."""
    return small**2 * SpectralSum(1 + 4 * r, 2, 2, small)

with PAPER.section("Appendix I"):
    for r_value in (Rational(3, 8), Rational(1, 2), Rational(3, 4)):
        meets(f"bias-sum-{r_value.p}-{r_value.q}",

            f"At beta = 2, r = {r_value}: b kappa^(2r) + zeta(1 + 2 r beta - 2 beta) kappa^2",
            bias_sum(r_value),
            gamma(2 - 2 * r_value) * gamma(2 * r_value) / 2 * small ** (2 * r_value)
            + zeta(1 + 4 * r_value - 4) * small**2,
            small**3)

    meets("bias-sum-at-one", "At beta = 2, r = 1: kappa^2 [(log(1/kappa) - 1)/beta + Euler's gamma]",
        bias_sum(Integer(1)), small**2 * ((log(1 / small) - 1) / 2 + EulerGamma), small**3)
    meets("bias-sum-smooth", "At beta = 2, r = 3/2: zeta(1 + 2 beta (r - 1)) kappa^2",
        bias_sum(three_halves), zeta(3) * small**2, 15 * small**3)

    renormalised = Kappa(2, 200, 0)
    meets("ridgeless-variance-at-200",
        "At beta = 2, T = 200 the variance without ridge is 0.99501 sigma^2; its limit is 1",
        Df2(2, renormalised) / (200 - Df2(2, renormalised)), Rational(99501, 100000), Rational(1, 10**5))
