"""Appendix G: noisy labels, and what happens when the ridge of clean data is kept (equation (29), Figure 1b).

The letters and models are those of Section 5.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_5_power_laws import (
    a,
    apart,
    apart_point,
    b,
    corollary_point,
    fixed_ratio,
    of_exact_mean,
    optimal_rate,
)
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.language import *

eps = letter("eps")

noisy = PowerLawModel(**fixed_ratio, sigma2=1, where=("a <= b", "a <= 1"))

too_little = PowerLawModel(
    beta=2, r="3/8", d="T^b", T0="2*T^b", n="T^a", sigma2=1, where=("a <= b", "b <= 1", "b <= a + 2/5")
)

with PAPER.section("Appendix G"):
    noisy_rate = PAPER.claim("noisy-rate-with-fake-data",
        "With label noise the best rate is c times min(1, min(b, 1) - a)",
        equal(noisy.exponent("optimum"), -optimal_rate * Min(1, Min(b, 1) - a)), source="Appendix G, noisy regime",
        where=noisy.conditions, witness=corollary_point, proof=of_exact_mean)

harmless = PowerLawModel(**apart, sigma2=1, where=("delta > 1", "b > delta", "a <= b - delta"))

with PAPER.section("Appendix G", source="Appendix G, noisy regime"):
    PAPER.claim("fake-data-harmless",
        "Fake labels do not change the rate of noisy data once T0 is at least n sigma0^2 d",
        equal(harmless.exponent("optimum"), -optimal_rate), where=harmless.conditions, witness=apart_point,
        proof=of_exact_mean)

    PAPER.published("printed-noisy-regime",
        "With label noise no ridge makes the error vanish unless b > a + 1/(2 beta min(r, 1) + 1); beta = 2, r = 3/8",
        at_least(too_little.exponent("optimum"), 0),
        printed=r"b > a + 1/(2 \beta \underline{r} + 1)",
        where=too_little.conditions, witness={b: "1/2", a: "1/4"}, corrected_by=noisy_rate,
        note="the condition is that of the clean ridge ell_crit; with the optimal ridge b > a is enough",
        proof=of_exact_mean)

# Equation (29): what happens when the ridge of clean data is kept. Here with the paper's beta = 2, r = 3/8.
kept_ridge = {"beta": 2, "r": "3/8", "ell": "4/5", "d": "T^b", "T0": "2*T^b", "n": "T^a", "sigma2": 0}
kept = PowerLawModel(**kept_ridge, where=("b > 2/5",))
rate = Rational(3, 5)

with PAPER.section("Appendix G", witness={b: "3/4", a: 0}, source="equation (29)"):
    PAPER.claim("kept-ridge",
        "With the ridge of clean data the synthetic labels add a term of order T^-(c + min(b, 1) - a - 1)",
        equal(kept.exponent("collapse"), -(rate + Min(b, 1) - a - 1)), where=kept.conditions, checks=[measured_slope()],
        proof=of_exact_mean)

    PAPER.published("printed-kept-ridge", "Equation (29) as printed, a lower bound of the error",
        at_least(kept.exponent(), -(rate + b - a - 1)),
        printed=r"E_n \gtrsim T^{-(c + b - a - 1)}",
        where=kept.conditions, proof=of_exact_mean)

    enough = PowerLawModel(**kept_ridge, where=("b > 2/5", "b >= a + 2/5"))
    scarce = PowerLawModel(**kept_ridge, where=("b > 2/5", "b <= 1", "b <= a + 2/5"))

    diverging = PAPER.claim("kept-ridge-diverges", "With the ridge of clean data the error grows when b < a + 1 - c",
        at_least(scarce.exponent("collapse"), 0), where=scarce.conditions, witness={b: "1/2", a: "1/4"},
        proof=of_exact_mean)

    PAPER.published("printed-divergence", "Equation (29) diverges if b >= a + 1 - c, as printed",
        at_least(enough.exponent("collapse"), 0),
        printed=r"E_n \gtrsim T^{-(c + b - a - 1)} \to \infty \text{ if } b \ge a + 1 - c",
        where=enough.conditions, corrected_by=diverging,
        note="the sign of the condition is reversed", misprint="'b >= a + 1 - c' for 'b <= a + 1 - c'",
        proof=of_exact_mean)

# Figure 1b keeps d fixed while T grows: then d stays below T^(ell/beta) = T^(2/5), however slowly it may grow itself.
few_dimensions = PowerLawModel(**{**kept_ridge, "n": 1}, where=("b < 2/5",))

with PAPER.section("Appendix G", source="Figure 1b (text)"):
    saturation = PAPER.claim("kept-ridge-saturates",
        "Once T^(2/5) exceeds d the synthetic labels add a term that neither grows nor falls",
        equal(few_dimensions.exponent("collapse"), 0), where=few_dimensions.conditions, witness={b: "1/5"},
        checks=[measured_slope()], proof=of_exact_mean)

    PAPER.published("printed-figure-1b",
        "With the ridge of clean data and a fixed dimension the error of a later generation diverges as T grows",
        at_least(few_dimensions.exponent(), eps), where=[*few_dimensions.conditions, eps > 0],
        witness={b: "1/5", eps: 1}, corrected_by=saturation,
        note="it grows like T^(1 - c) only while d exceeds T^(2/5), and levels off at n sigma0^2 d/(T0 - d - 1)",
        proof=of_exact_mean)

    consistent = PowerLawModel(**kept_ridge, where=("b > 2/5", "a >= 0", "a < b - 2/5", "b <= 1"))

    PAPER.claim("kept-ridge-consistent",
        "For d at most T the error still tends to zero with the ridge of clean data if b > a + 1 - c",
        at_most(consistent.exponent("collapse"), 0), source="Appendix G, noisy regime", where=consistent.conditions,
        witness={b: "3/4", a: 0}, proof=of_exact_mean)
