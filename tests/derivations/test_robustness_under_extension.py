"""Extensions of systems: every claim is proved, and each condition that is left out is missed."""

import pytest
from sympy import Derivative, Eq, Integer, Min, Ne, exp

from lemmata.derivations.robustness_under_extension import PAPER
from lemmata.derivations.robustness_under_extension.adaptation import disturbance, t, x, z
from lemmata.derivations.robustness_under_extension.extensions import (
    added,
    feedback,
    matched,
    old,
    point,
    solved,
    wide,
    wider,
)
from lemmata.derivations.robustness_under_extension.modules import N, backwards, effect, p, shares, u
from lemmata.derivations.robustness_under_extension.modules import v as other
from lemmata.derivations.robustness_under_extension.setting import (
    ADDED,
    EXTENDED,
    OLD,
    WIDER,
    WIDER_EXTENDED,
    WITHOUT_FEEDBACK,
    e,
    new1,
    new2,
    new3,
    v,
)
from lemmata.theory.relations import Path, at_least, at_most, equal, less_than, tends
from lemmata.theory.structure.counted import InverseEntry, PerfectMatchings
from lemmata.verifier.rules import limit
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

places = [v <= 1, e <= 1]
both = Ne(PerfectMatchings(EXTENDED), 0)
CONTINUOUS = {t: 1, disturbance: 2, p: Integer(1) / 2, u: Integer(2) / 3, other: Integer(1) / 3, N: 2}

WRONG = {
    "with feedback nothing new": (
        equal(InverseEntry(EXTENDED, v, e), InverseEntry(OLD, v, e)),
        [*old, *feedback, *added, *places, solved, matched],
        point,
    ),
    "kept if the whole is solved": (
        at_least(InverseEntry(EXTENDED, v, e), InverseEntry(OLD, v, e)),
        [*old, *feedback, *added, *places, solved, both],
        point,
    ),
    "with feedback of one variable into one equation": (
        equal(InverseEntry(WIDER_EXTENDED, v, e), InverseEntry(WIDER, v, e)),
        [*wider, Eq(new1 + new2 + new3, 1), v <= 2, e <= 2, Ne(PerfectMatchings(WIDER), 0)],
        wide,
    ),
    "added equations do not depend on old ones": (
        equal(InverseEntry(WITHOUT_FEEDBACK, 2, e), 0),
        [*old, *added, *places, solved, matched],
        point,
    ),
    "matchings multiply": (
        equal(PerfectMatchings(EXTENDED), PerfectMatchings(OLD) * PerfectMatchings(ADDED)),
        [*old, *feedback, *added],
        point,
    ),
    "what is solved is matched by itself": (
        at_most(Min(PerfectMatchings(EXTENDED), 1), PerfectMatchings(ADDED)),
        [*old, *feedback, *added],
        point,
    ),
    "a controller that does not act": (equal(Derivative(x, t), -2 * x + disturbance), [], CONTINUOUS),
    "a disturbance is not seen": (equal(x, 0), [], CONTINUOUS),
    "an answer without end": (equal(Derivative(z, t), -disturbance * exp(-t)), [], CONTINUOUS),
    "backwards nothing moves": (equal(Derivative(backwards, p), 0), shares, CONTINUOUS),
    "backwards it falls": (less_than(Derivative(backwards, p), 0), shares, CONTINUOUS),
    "effects are causes": (equal(effect * backwards, p * other), shares, CONTINUOUS),
    "as many numbers forwards": (at_least(N - 1, N**2 - 1), [], CONTINUOUS),
}


def test_every_claim_is_proved():
    assert set(judged(PAPER).values()) == {Verdict.PROVED}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_variants_are_refuted(name):
    statement, where, at = WRONG[name]
    assert verdict_of(statement, at, where=where) is Verdict.REFUTED


def test_what_is_disturbed_does_not_stay_so():
    assert verdict_of(tends(x, disturbance, along=Path(t)), CONTINUOUS, where=[disturbance > 0], proof=limit) is (
        Verdict.REFUTED
    )
