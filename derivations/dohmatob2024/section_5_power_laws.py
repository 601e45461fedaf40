"""Section 5: power-law spectra, lambda_k = k^-beta and lambda_k c_k^2 = k^-(1 + 2 beta r).

Every size is a power of T: the ridge T^-ell, the dimension T^delta, the generators' samples T^b, the generations (with
their noise) T^a, the label noise T^-s. What is claimed are exponents of T in the exact mean of the risk, for all
beta > 1 and r > 0. The calculus reads its deterministic equivalent; what is proved of few degrees of freedom says where
the two have the same exponents. Where d and T0 have the same exponent, T0 >= (1 + eps) d is meant.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import ridge_risk_clean
from lemmata.derivations.dohmatob2024.section_4_3_growth import ridge_growth
from lemmata.derivations.gaussian_equivalents.any_ridge import BOUNDED
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.language import *

beta, r, ell, delta, b, a, s = (letter(name) for name in ("beta", "r", "ell", "delta", "b", "a", "s"))
saturated = Min(r, 1)
optimal_rate = 2 * beta * saturated / (2 * beta * saturated + 1)
optimal_ell = beta / (2 * beta * saturated + 1)

REASONS = (ridge_risk_clean, ridge_growth, *BOUNDED)
"""What the parts of the risk are, and their bounds where the degrees of freedom are few, and at any ridge."""
of_exact_mean = at_finite_sizes(derived_exponent, *REASONS)
constant_of_exact_mean = at_finite_sizes(derived_constant, *REASONS)

# The source condition: ||Sigma^(1/2 - r) w0||^2 = sum_j j^-p with p = beta (1 - 2 r) + delta_w, c_j^2 = j^-delta_w.
eps = letter("eps")
power = beta * (1 - 2 * r) + (1 + beta * (2 * r - 1))

with PAPER.section("Section 5", where=[beta > 1, r > 0], source="Section 5 (source condition)"):
    source_exponent = PAPER.claim("source-exponent",
        "With delta = 1 + beta (2r - 1) the source norm is the harmonic series, for every beta and r",
        equal(power, 1), witness={beta: 2, r: "1/2"}, proof=algebra)

    PAPER.published("printed-source-condition",
        "The source norm is finite, its terms falling like a power beyond the first",
        at_least(power, 1 + eps),
        printed=r"\|\Sigma^{1/2-r} w_0\| = O(1) \text{ if } c_j \sim j^{-\delta/2}, \quad \delta = 1 + \beta (2 r - 1)",
        where=[eps > 0], witness={beta: 2, r: "1/2", eps: 1}, corrected_by=source_exponent,
        note="sum j^-p is finite only for p > 1; here p = 1, and the norm grows like log d. Any larger delta will do",
        proof=inequality)

# The low-noise remark: sigma^2 = O(T^(-2 beta min(r, 1))) at ell = beta.
low_noise = PowerLawModel(beta="beta", r="r", ell="beta", sigma2="T^-s", where=("r < 1", "s >= 2*beta*r"))

with PAPER.section("Section 5", where=low_noise.conditions, source="Section 5 (low noise)"):
    low_noise_variance = PAPER.claim("low-noise-variance",
        "At ell = beta the variance is of the order of the label noise, not of a higher one",
        equal(low_noise.exponent("variance"), -s), witness={beta: 2, r: "1/2", s: 3}, proof=of_exact_mean)

    PAPER.published("printed-low-noise",
        "If sigma^2 = O(T^(-2 beta r)), the variance at ell = beta is of smaller order than the bias T^(-2 beta r)",
        at_most(low_noise.exponent("variance"), -2 * beta * r - eps),
        printed=r"\sigma^2 = O(T^{-2 \beta \underline{r}})",
        where=[eps > 0], witness={beta: 2, r: "1/2", s: 3, eps: 1}, corrected_by=low_noise_variance,
        note="at sigma^2 of the very order T^(-2 beta r) bias and variance are of the same order",
        misprint="'O' for 'o'", proof=of_exact_mean)

# Theorem 5.1.
sizes = {"beta": "beta", "r": "r", "d": "T^delta", "T0": "T^b", "n": "T^a", "sigma2": "T^-s"}
printed_model = PowerLawModel(**sizes, where=("ell >= 0", "ell < beta", "b >= delta"))
model = PowerLawModel(**sizes, where=("ell > 0", "ell < beta", "delta > ell/beta", "b > delta"))
inside = {beta: 2, r: "1/2", ell: "1/2", delta: "3/4", b: 1, a: 0, s: "1/4"}

bias_and_variance = Max(-s, 1 - 2 * saturated * ell - ell / beta) - (1 - ell / beta)
fake = a + Max(1, delta) - b - (1 - ell / beta)

with PAPER.section("Section 5", witness=inside, source="Theorem 5.1"):
    theorem = PAPER.claim("power-law-risk",
        "Theorem 5.1 holds where the dimension does not cut the spectrum off: d above T^(ell/beta)",
        equal(model.exponent(), Max(bias_and_variance, fake)), where=model.conditions, checks=[measured_slope()],
        proof=of_exact_mean)

    PAPER.claim("power-law-collapse",
        "What the synthetic labels add: n sigma0^2 max(T, d)/T0 times the variance of clean data",
        equal(model.exponent("collapse"), fake), source="Theorem 5.1 (last term)", where=model.conditions,
        checks=[measured_slope()], proof=of_exact_mean)

    PAPER.published("printed-power-law-risk", "Theorem 5.1 as printed, with any dimension that is a power of T",
        equal(printed_model.exponent(), Max(bias_and_variance, fake)),
        printed=r"\max(\sigma^2, T^{1 - 2 \underline{r} \ell - \ell/\beta}) T^{-(1 - \ell/\beta)} + \frac{n "
                r"\sigma_0^2}{1-\phi_0} \max(T/T_0, \phi_0) T^{-(1 - \ell/\beta)}",
        where=printed_model.conditions,
        corrected_by=theorem, note="for d below T^(ell/beta) the degrees of freedom are d, and the variance is d/T",
        proof=of_exact_mean)

# Clean data (Cui et al., arXiv 2105.15004; Section 5).
clean = PowerLawModel(beta="beta", r="r")

with PAPER.section("Section 5", where=clean.conditions, witness={beta: 2, r: "1/2"}):
    PAPER.published("clean-optimal-ridge",
        "On clean noisy data the optimal ridge is T^-ell with ell = beta/(2 beta min(r, 1) + 1)",
        equal(clean.exponent("ell_star"), optimal_ell),
        printed=r"\ell_{crit} = \beta/(2 \beta \underline{r} + 1)",
        source="Section 5 (critical regularisation)", proof=of_exact_mean)

    PAPER.published("clean-optimal-rate",
        "and the risk then falls as T^-c, c = 2 beta min(r, 1)/(2 beta min(r, 1) + 1)",
        equal(clean.exponent("optimum"), -optimal_rate),
        printed=r"T^{-c}, \quad c = 2 \beta \underline{r}/(2 \beta \underline{r} + 1)",
        source="Section 5 (clean rate)", proof=of_exact_mean)

# Corollary 5.2: noise-free labels, d = phi0 T0 with T0 = T^b; T^a carries n sigma0^2.
fixed_ratio = {"beta": "beta", "r": "r", "d": "T^b", "T0": "2*T^b", "n": "T^a"}
noise_free = PowerLawModel(**fixed_ratio, sigma2=0, where=("a <= b",))
enough_data = PowerLawModel(**fixed_ratio, sigma2=0, where=("a <= b", "a <= 1"))
more_data = PowerLawModel(**fixed_ratio, sigma2=0, where=("a < b", "a < 1"))
fewer_dimensions = PowerLawModel(**fixed_ratio, sigma2=0, where=("a <= b", "b < 1"))
corollary_point = {beta: 2, r: "1/4", b: 2, a: 0}

with PAPER.section("Section 5", witness=corollary_point, source="Corollary 5.2"):
    corollary = PAPER.claim("optimal-rate-with-fake-data",
        "Corollary 5.2 with min(b, 1) for b: beyond d = T a larger generator no longer helps",
        equal(enough_data.exponent("optimum"), -(Min(b, 1) - a) * optimal_rate), where=enough_data.conditions,
        note="the second term of the printed minimum is never the smaller one here", proof=of_exact_mean)

    PAPER.claim("optimal-ridge-with-fake-data",
        "The optimal ridge is T^-ell with ell = (min(b, 1) - a) beta/(2 beta min(r, 1) + 1)",
        equal(more_data.exponent("ell_star"), (Min(b, 1) - a) * optimal_ell), where=more_data.conditions,
        note="at a = b < 1 every ridge that does not fall is as good", proof=of_exact_mean)

    PAPER.published("printed-corollary", "Corollary 5.2 as printed, with phi0 = d/T0 fixed",
        equal(noise_free.exponent("optimum"), -Min((b - a) * optimal_rate, 2 * beta * saturated)),
        printed=r"\ell_* = \min((b-a) \ell_{crit}, \beta), \quad T^{-(b-a) c}",
        where=noise_free.conditions, corrected_by=corollary,
        note=(
            "right for d at most T; for d = phi0 T0 above T the term phi0 in "
            "max(T/T0, phi0) decides, and b must be 1"
        ),
        proof=of_exact_mean)

    PAPER.claim("printed-corollary-below", "Corollary 5.2 as printed holds for d below T",
        equal(fewer_dimensions.exponent("optimum"), -(b - a) * optimal_rate), source="Corollary 5.2 (d below T)",
        where=fewer_dimensions.conditions, witness={beta: 2, r: "1/4", b: "1/2", a: 0}, proof=of_exact_mean)

# d and T0 apart, above T: what counts is T0 T/d, the samples of a generator per T of its dimensions.
apart = {"beta": "beta", "r": "r", "d": "T^delta", "T0": "T^b", "n": "T^a"}
many_dimensions = ("delta > 1", "b > delta", "a <= b + 1 - delta")
apart_noisy = PowerLawModel(**apart, sigma2=1, where=many_dimensions)
apart_noise_free = PowerLawModel(**apart, sigma2=0, where=many_dimensions)
apart_point = {beta: 2, r: "1/4", b: 3, delta: 2, a: 0}

with PAPER.section("Section 5", witness=apart_point, source="Corollary 5.2 (d and T0 apart)"):
    PAPER.claim("rate-with-many-dimensions", "With d above T the best rate is c times min(1, b + 1 - delta - a)",
        equal(apart_noisy.exponent("optimum"), -optimal_rate * Min(1, b + 1 - delta - a)), where=apart_noisy.conditions,
        proof=of_exact_mean)

    PAPER.claim("noise-free-rate-with-many-dimensions",
        "Without label noise downstream it is min(c (b + 1 - delta - a), 2 beta min(r, 1)): fast if T0 is large enough",
        equal(apart_noise_free.exponent("optimum"), -Min(optimal_rate * (b + 1 - delta - a), 2 * beta * saturated)),
        where=apart_noise_free.conditions, proof=of_exact_mean)
