"""Accumulating against replacing: monotone and bounded, against growth without bound."""

from lemmata.derivations.accumulation.fresh_designs import each, fresh
from lemmata.derivations.accumulation.one_design import i
from lemmata.derivations.accumulation.paper import PAPER
from lemmata.derivations.accumulation.replacing import a_point, first, replacing_fresh
from lemmata.derivations.dohmatob2024.beyond.accumulation import (
    accumulation_step,
    accumulation_zeta,
)
from lemmata.theory.quantities.retraining import accumulated_error
from lemmata.verifier.language import *

one_more = sigma0**2 * d / ((n + 1) * ((n + 1) * T0 - d - 1))

with PAPER.section("Replace or accumulate", where=[T0 >= d + 2], witness=a_point):
    PAPER.claim("monotone", "Accumulating, every generation costs something still",
        less_than(accumulated_error(n), accumulated_error(n + 1)), where=[sigma0 > 0],
        proof=[inequality, accumulated_error(n) + one_more, accumulation_step])

    PAPER.claim("ratio-grows",
        "Replacing costs at least 6 n/pi^2 times what accumulating costs: the ratio grows without bound",
        at_most(accumulated_error(n) * 6 * n / pi**2, generator_error(n)),
        proof=[accumulation_zeta, first * pi**2 / 6 * 6 * n / pi**2, algebra, n * first, replacing_fresh])

    PAPER.claim("ratio-linear", "and at most n times that: linearly",
        at_most(generator_error(n), n * accumulated_error(n)), where=[n >= 1, sigma0 > 0],
        proof=[replacing_fresh, n * first, inequality, n * (sigma0**2 * d * Sum(each, (i, 1, n))), fresh])
