"""Accumulating on fresh designs: generation i adds T0 rows of its own to all that were seen before.

The noises of the blocks are independent, and given the Gram matrix of i blocks each of them has a share 1/i of it; so
block i adds sigma0^2 d/(i (i T0 - d - 1)).
"""

from sympy import digamma

from lemmata.derivations.accumulation.one_design import i, squares
from lemmata.derivations.accumulation.paper import PAPER
from lemmata.derivations.accumulation.replacing import a_point, first
from lemmata.derivations.dohmatob2024.beyond.accumulation import (
    accumulation_at_least,
    accumulation_error,
    accumulation_limit,
    accumulation_start,
    accumulation_step,
    accumulation_zeta,
)
from lemmata.theory.quantities.retraining import ACCUMULATING, accumulated_error
from lemmata.verifier.language import *

for family in ACCUMULATING:
    PAPER.define(*family)

each = 1 / (i * (i * T0 - d - 1))
ratio = (d + 1) / T0
limit_of_error = sigma0**2 * d / (d + 1) * (digamma(1) - digamma(1 - ratio))

with PAPER.section("Fresh designs", where=[T0 >= d + 2], witness=a_point):
    fresh = PAPER.claim("fresh-designs",
        "With fresh designs the error after n generations is the sum of d/(i (i T0 - d - 1)), for every covariance",
        equal(accumulated_error(n), sigma0**2 * d * Sum(each, (i, 1, n))), proof=accumulation_error)

    PAPER.claim("shares-compared", "What separates the two designs in generation i, in the denominators",
        equal(i * (i * T0 - d - 1) - i**2 * (T0 - d - 1), i * (i - 1) * (d + 1)),
        witness={d: 2, T0: 5, i: 3}, proof=algebra)

    PAPER.claim("fresh-below-one-design", "Fresh designs cost at most what one design costs that is reused",
        at_most(accumulated_error(n), first * squares),
        proof=[fresh, sigma0**2 * d * Sum(each, (i, 1, n)), inequality])

    PAPER.claim("fresh-at-least", "and at least 1 - (d + 1)/T0 of that: with many rows the design does not matter",
        at_least(accumulated_error(n), (1 - ratio) * first * squares),
        proof=[accumulation_at_least, sigma0**2 * d / T0 * squares, algebra])

    PAPER.claim("fresh-below-zeta", "pi^2/6 times the error of one generation bounds all of them together",
        at_most(accumulated_error(n), first * pi**2 / 6), proof=accumulation_zeta)

    PAPER.claim("fresh-limit", "The error after infinitely many generations is a digamma function",
        tends(accumulated_error(n), limit_of_error, along=Path(n)), proof=accumulation_limit)

    series = PAPER.claim("fresh-limit-series", "which is the sum over all generations",
        equal(limit_of_error, sigma0**2 * d * Sum(each, (i, 1, oo))), proof=summation)

    less_each = PAPER.claim("each-at-least", "of which each is at least 1/(i^2 T0)",
        at_least(each, 1 / (i**2 * T0)), witness={d: 2, T0: 5, i: 3}, proof=inequality)

    PAPER.claim("fresh-limit-at-least", "and at least the share 1 - (d + 1)/T0 of the bound,",
        at_least(limit_of_error, (1 - ratio) * first * pi**2 / 6),
        proof=[
            series,    sigma0**2 * d * Sum(each, (i, 1, oo)),
            less_each, sigma0**2 * d * Sum(1 / (i**2 * T0), (i, 1, oo)),
            summation,
        ])

    PAPER.claim("design-forgotten", "so that with many rows the bound is the limit: the share tends to 1",
        tends(1 - ratio, 1, along=Path(T0)), witness={d: 2, T0: 5}, proof=limit)

with PAPER.section("Fresh designs", where=[T0 >= d + 2], witness={d: 4, T0: 9, sigma0: 1}):
    second_share = sigma0**2 * d / (2 * (2 * T0 - d - 1))

    second = PAPER.claim("second-generation-is-less",
        "The sum of 1/i^2 is not the value for fresh designs: two generations cost strictly less than 5/4 of one",
        less_than(accumulated_error(2), Rational(5, 4) * first), where=[sigma0 > 0],
        note="d = 4, T0 = 9: 15/13 against 5/4",
        proof=[
            use(accumulation_step, {n: Integer(1)}), accumulated_error(1) + second_share,
            use(accumulation_step, {n: Integer(0)}), accumulated_error(0) + first + second_share,
            accumulation_start,                      first + second_share,
            inequality,
        ])

    share = limit_of_error / (first * pi**2 / 6)
    here = {d: Integer(4), T0: Integer(9), sigma0: Integer(1)}

    PAPER.claim("share-of-the-bound", "With d = 4 and T0 = 9 the limit is less than 822/1000 of the bound",
        at_most(share.xreplace(here), Rational(822, 1000)), witness={}, proof=inequality)

    PAPER.claim("share-of-the-bound-at-least", "and more than 821/1000",
        at_least(share.xreplace(here), Rational(821, 1000)), witness={}, proof=inequality)
