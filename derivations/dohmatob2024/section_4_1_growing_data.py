"""Section 4.1, growing data: generators with T_m = T0 m log^2 m samples.

The noise of generation m is then 1/(m log^2 m) of the first, in low dimension, and the sum converges. The risk stays
bounded; it does not stay where it was.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.verifier.language import *

m = Symbol("m", integer=True, positive=True)
x = Symbol("x", positive=True)
series = Sum(1 / (m * log(m) ** 2), (m, 2, oo))
first_terms = Sum(1 / (m * log(m) ** 2), (m, 2, 80))
tail = integral_test(1 / log(x), x, terms_to=80)

with PAPER.section("Section 4.1", source="Section 4.1, growing data"):
    PAPER.claim("growing-data-bounded",
        "With T_m = T0 m log^2 m samples all later generations together add at most 2.12 times the risk of clean data",
        at_most(series, Rational(212, 100)), proof=[tail, first_terms + 1 / log(80), certified_value])

    growing_data_factor = PAPER.claim("growing-data-factor",
        "They add at least 2.10 times the risk of clean data: the factor 1 + 2.10 is not close to 1",
        at_least(series, Rational(210, 100)), proof=[tail, first_terms + 1 / log(81), certified_value])

    PAPER.published("printed-growing-data",
        "The risk stays of the size of E_0: the later generations add less than a tenth",
        at_most(Sum(1 / (m * log(m) ** 2), (m, 2, 3)), Rational(1, 10)), source="Section 4.1, growing data: '~ E_0'",
        corrected_by=growing_data_factor,
        note="two terms of the series suffice; the factor 1 + series tends to 3.11, which is bounded but not 1")
