"""Selection of a normal trait: every claim is proved; a lost term or a bound on the wrong side is refuted."""

import pytest
from sympy import Derivative, Rational, erf, exp, pi, sqrt

from lemmata.derivations.quantitative_traits import PAPER
from lemmata.derivations.quantitative_traits.mutation import after, balance, bulmer, collapsing
from lemmata.derivations.quantitative_traits.selection import height, k_top, mean, second
from lemmata.derivations.quantitative_traits.setting import V0, VE, VM, V, below, c, density, h2, k, share, x
from lemmata.derivations.quantitative_traits.truncation import end, tail, y
from lemmata.theory.relations import at_least, at_most, equal, greater_than, less_than
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

HALF = Rational(1, 2)
POINT = {V: 1, VE: 2, VM: HALF, V0: 1, k: HALF, x: 1, share: HALF, height: HALF, c: 1, y: 1, end: 2}

WRONG = {
    "selection acts on all of the variance": (equal(h2**2 * (1 - k) * (V + VE) + V * (1 - h2), V * (1 - k)), []),
    "k without the threshold": (equal(second - mean**2, 1 - (height / share) ** 2), []),
    "the top share is always narrower": (less_than(second - mean**2, 1), []),
    "k of the wrong sign": (equal(second - mean**2, 1 + k_top), []),
    "Mills' ratio above its upper bound": (at_least(y * tail, density(y) - density(end)), [y <= end]),
    "no variance is left between two ends": (at_most(erf(c / sqrt(2)), 2 * c * density(c)), []),
    "the density without its square": (equal(Derivative(below(x), x), exp(-(x**2)) / sqrt(2 * pi)), []),
    "a balance without environment": (equal(VM / k * (1 - k * VM / k / (VM / k + VE)) + VM, VM / k), [k < 1]),
    "mutation always wins": (greater_than(after, V), [k < 1]),
    "collapse faster than it is": (greater_than(1 / collapsing - 1 / V, k / VE), [k < 1]),
    "segregation gives back everything": (equal(bulmer, V0), [k < 1]),
    "the balance grows with selection": (at_least(balance, VM / k + VE), [k < 1]),
}


def test_every_claim_is_proved():
    assert set(judged(PAPER).values()) == {Verdict.PROVED}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_variants_are_refuted(name):
    statement, where = WRONG[name]
    assert verdict_of(statement, POINT, where=where) is Verdict.REFUTED
