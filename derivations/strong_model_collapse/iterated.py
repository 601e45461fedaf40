"""Iterated mixing: every generation fits n1 fresh real rows and n2 fresh rows that its predecessor labelled.

The law of one round is ``dohmatob2024:mixing-step``; here it is put in the letters of the mixture, and its stability is
decided.
"""

from lemmata.derivations.dohmatob2024.beyond.mixing import mixing_error, weight
from lemmata.derivations.strong_model_collapse.least_squares import rho
from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import p1
from lemmata.theory.models.shipped.mixture import n1, n2
from lemmata.theory.quantities.retraining import MIXING, m, mixed_error
from lemmata.verifier.language import *

for family in MIXING:
    PAPER.define(*family)

factor = rho.xreplace({n1: m, n2: T0 - m})
each = sigma0**2 * d / (T0 - d - 1)
enough = [T0 >= d + 2, m < T0]
a_point = {d: 2, T0: 6, m: 2}

with PAPER.section("Iterated mixing", where=enough, witness=a_point):
    same = PAPER.claim("factor-is-rho", "A round keeps the fraction rho of the error: the collapse term of its mixture",
        equal(weight, factor), proof=algebra)

    PAPER.claim("iterated-error", "The error after n rounds",
        equal(mixed_error(n), each / (1 - factor) * (1 - factor**n)), where=[Ne(weight, 1), Ne(factor, 1)],
        witness={**a_point, n: 3, sigma0: 1},
        proof=[mixing_error, each / (1 - weight) * (1 - weight**n), algebra])

in_the_limit = (1 - p1) * (1 - p1 + p1 * phi / (1 - phi))
threshold = (2 - p1) / (3 - 2 * p1)
half = Rational(1, 2)

with PAPER.section("Iterated mixing", where=[phi < 1, p1 <= 1], witness={phi: half, p1: half}):
    gap = PAPER.claim("stability-gap", "In proportion 1 - rho is a multiple of the distance to a threshold",
        equal(1 - in_the_limit, p1 * (3 - 2 * p1) / (1 - phi) * (threshold - phi)), proof=algebra)

    PAPER.claim("stable-below", "The loop is stable for phi < (2 - p1)/(3 - 2 p1)",
        less_than(in_the_limit, 1), where=[phi < threshold],
        proof=[algebra, 1 - p1 * (3 - 2 * p1) / (1 - phi) * (threshold - phi), inequality])

    PAPER.claim("unstable-above", "and for no other",
        at_least(in_the_limit, 1), where=[phi >= threshold], witness={phi: Rational(9, 10), p1: half},
        proof=[algebra, 1 + p1 * (3 - 2 * p1) / (1 - phi) * (phi - threshold), inequality])

    PAPER.claim("few-real-rows", "With few real rows the threshold is 2/3: n > 3d/2 rows are needed, not n > d",
        tends(threshold, Rational(2, 3), along=Path(p1, 0)), where=[], witness={p1: half}, proof=limit)

    PAPER.claim("many-real-rows", "and with real rows it is 2/3 at least",
        at_least(threshold, Rational(2, 3)), witness={p1: half}, proof=inequality)

numbers = {d: Integer(20), m: Integer(2), T0: Integer(30)}

with PAPER.section("Iterated mixing"):
    PAPER.claim("exact-divergence", "d = 20, n1 = 2, n2 = 28: every round multiplies the error by 3941/3915",
        equal(factor, Rational(3941, 3915)), where=[Eq(letter, number) for letter, number in numbers.items()],
        witness=numbers, proof=given)

    PAPER.claim("exact-divergence-grows", "so that what one round adds is kept, and grows in each of the next",
        at_least(Rational(3941, 3915) ** n, 1 + Rational(26, 3915) * n), where=[n >= 1],
        witness={n: 3},
        proof=inequality)
