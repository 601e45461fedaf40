"""One round of selection. The trait is P = A + e; inherited is h2 P and a residual that selection spares."""

from sympy import erf

from lemmata.derivations.quantitative_traits.paper import PAPER
from lemmata.derivations.quantitative_traits.setting import (
    VE,
    V,
    below,
    c,
    density,
    environment,
    h2,
    inherited,
    k,
    share,
    x,
)
from lemmata.verifier.language import *

trait = inherited + environment
residual = inherited - h2 * trait
height, shift = Symbol("height", positive=True), Symbol("shift", positive=True)
low = Symbol("low", real=True)
intensity = height / share
sizes = {V: 1, VE: 2}

with PAPER.section("Heritability", witness=sizes, laws=[WhiteNoise(inherited, V), WhiteNoise(environment, VE)]):
    PAPER.claim("residual-uncorrelated", "What the trait does not tell of A is uncorrelated with the trait",
        equal(E(inner(residual, trait)), 0), proof=[expectation])

    PAPER.claim("residual-variance", "and has the variance V (1 - h2)",
        equal(E(norm2(residual)), V * (1 - h2)), proof=[expectation, V * VE**2 / (V + VE) ** 2 + VE * h2**2, algebra])

    PAPER.claim("trait-variance", "The trait has the variance V + V_E",
        equal(E(norm2(trait)), V + VE), proof=expectation)

with PAPER.section("Selection", witness={**sizes, k: "1/2"}):
    PAPER.claim("variance-after", "Selection that leaves 1 - k of the trait's variance leaves 1 - h2 k of that of A",
        equal(h2**2 * (1 - k) * (V + VE) + V * (1 - h2), V * (1 - h2 * k)), proof=algebra)

    PAPER.claim("breeder", "Breeder's equation: a mean shift i sigma_P of the selected trait is inherited by h2",
        equal(h2 * shift, V / sqrt(V + VE) * intensity), where=[Eq(shift, intensity * sqrt(V + VE))],
        witness={**sizes, height: "1/4", share: "1/6", shift: 3 * sqrt(3) / 2},
        proof=given)

    PAPER.claim("less-variance", "Selection lowers the heritable variance, and not to zero",
        less_than(V * (1 - h2 * k), V), proof=inequality)

    PAPER.claim("some-variance", "for k < 1",
        greater_than(V * (1 - h2 * k), 0), where=[k < 1], proof=inequality)

mean = intensity
second = (share + x * height) / share
k_top = intensity * (intensity - x)

with PAPER.section("Selection", witness={x: 1, share: "1/6", height: "1/4"}):
    PAPER.claim("top-variance", "The share p above x, density phi: variance 1 - i (i - x), from moments phi, p + x phi",
        equal(second - mean**2, 1 - k_top), proof=algebra)

    PAPER.claim("top-narrower", "It is less than 1 where Mills' bound x p < phi holds",
        less_than(second - mean**2, 1), where=[x * share < height], proof=inequality)

    PAPER.claim("top-positive", "and positive where his other bound holds, that of the root",
        greater_than(second - mean**2, 0), where=[share * (x + sqrt(x**2 + 4)) > 2 * height], proof=inequality)

with PAPER.section("Selection", where=[Eq(low, -c)], witness={c: 1, low: -1}):
    PAPER.claim("two-sided-variance",
        "Between -c and c: Phi - x phi at the ends, the second moment, is the mass erf(c/sqrt 2) less 2 c phi(c)",
        equal(below(c) - c * density(c) - (below(low) - low * density(low)), erf(c / sqrt(2)) - 2 * c * density(c)),
        proof=given)

    PAPER.claim("two-sided-no-shift", "The mean stays: the antiderivative -phi is the same at both ends",
        equal(density(low) - density(c), 0), proof=given)

with PAPER.section("Selection", witness={c: 1, share: "2/3"}):
    PAPER.claim("two-sided-k", "so that with the share p = 2 Phi(c) - 1 kept the variance loses k = 2 c phi(c)/p",
        equal(1 - (share - 2 * c * density(c)) / share, 2 * c * density(c) / share), proof=algebra)
