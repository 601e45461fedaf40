"""Extensions that are matched among themselves keep what the old system says; all small systems."""

from lemmata.derivations.robustness_under_extension.paper import PAPER
from lemmata.derivations.robustness_under_extension.setting import (
    ADDED,
    EXTENDED,
    OLD,
    WIDER,
    WIDER_EXTENDED,
    WITHOUT_FEEDBACK,
    below1,
    below2,
    e,
    new1,
    new2,
    new3,
    old1,
    old2,
    old3,
    own1,
    own2,
    u,
    v,
)
from lemmata.verifier.language import *

old, feedback, added = [old1 <= 3, old2 <= 3], [new1 <= 3, new2 <= 3], [below1 <= 3, below2 <= 3, own1 <= 3, own2 <= 3]
one_order = [old1 + 4 * new1 <= old2 + 4 * new2, below1 + 4 * own1 <= below2 + 4 * own2]
ordered = [old1 <= old2, below1 + 4 * own1 <= below2 + 4 * own2]
solved, matched = Ne(PerfectMatchings(OLD), 0), Ne(PerfectMatchings(ADDED), 0)
wider = [old1 <= 7, old2 <= 7, old3 <= 7, new1 <= 1, new2 <= 1, new3 <= 1, below1 <= 7]
in_order = [old1 + 8 * new1 <= old2 + 8 * new2, old2 + 8 * new2 <= old3 + 8 * new3]
point = {old1: 1, old2: 3, new1: 0, new2: 1, below1: 1, below2: 2, own1: 1, own2: 2, v: 1, e: 0, u: 0}
wide = {old1: 1, old2: 3, old3: 4, new1: 0, new2: 0, new3: 1, below1: 1, v: 1, e: 0}

with PAPER.section("Extensions", source="extensions whose new part has a perfect matching"):
    PAPER.claim("still-solved", "Two equations and two more: matchings of either part are together one of the whole",
        at_least(PerfectMatchings(EXTENDED), PerfectMatchings(OLD) * PerfectMatchings(ADDED)),
        where=[*old, *feedback, *added, *one_order], witness=point, proof=enumeration)

    PAPER.claim("kept", "Two equations and two more: what an old variable depended on, it still depends on",
        at_least(InverseEntry(EXTENDED, v, e), InverseEntry(OLD, v, e)),
        where=[*old, *feedback, *added, *one_order, v <= 1, e <= 1, solved, matched], witness=point, proof=enumeration)

    PAPER.claim("kept-wider", "The same with three equations and one more, whatever feedback it brings",
        at_least(InverseEntry(WIDER_EXTENDED, v, e), InverseEntry(WIDER, v, e)),
        where=[*wider, *in_order, v <= 2, e <= 2, Ne(PerfectMatchings(WIDER), 0)], witness=wide, proof=enumeration)

    PAPER.claim("nothing-new", "Two and two without feedback: an old variable depends on nothing else besides",
        equal(InverseEntry(WITHOUT_FEEDBACK, v, e), InverseEntry(OLD, v, e)),
        where=[*old, *added, *ordered, v <= 1, e <= 1, solved, matched],
        witness={letter: value for letter, value in point.items() if letter not in (new1, new2, u)}, proof=enumeration)

    PAPER.claim("nothing-of-the-new", "and on no equation that was added",
        equal(InverseEntry(WITHOUT_FEEDBACK, v, 2 + e), 0),
        where=[*old, *added, *ordered, v <= 1, e <= 1, solved, matched],
        witness={letter: value for letter, value in point.items() if letter not in (new1, new2, u)}, proof=enumeration)

    k = Symbol("k", integer=True, nonnegative=True)

    PAPER.claim("independent", "so that two old variables share as many disturbances as before, and are as independent",
        equal(
            Sum(InverseEntry(WITHOUT_FEEDBACK, v, k) * InverseEntry(WITHOUT_FEEDBACK, u, k), (k, 0, 3)),
            Sum(InverseEntry(OLD, v, k) * InverseEntry(OLD, u, k), (k, 0, 1)),
        ),
        where=[*old, *added, *ordered, v <= 1, u <= 1, solved, matched],
        witness={letter: value for letter, value in point.items() if letter not in (new1, new2, e)}, proof=enumeration)

with PAPER.section("Smallest"):
    PAPER.claim("feedback-acts", "x = ..., y = ... and a third equation: with feedback z in that of x, x depends on y",
        equal(InverseEntry((1 + 4, 2, 2 + 4), 0, 1) - InverseEntry((1, 2), 0, 1), 1), proof=enumeration)

    PAPER.claim("feedback-needs-two", "One old equation is not enough for that, with up to two more",
        equal(InverseEntry((old1 + 2 * new1, below1 + 2 * own1, below2 + 2 * own2), 0, 0), InverseEntry((old1,), 0, 0)),
        where=[Eq(old1, 1), new1 <= 3, below1 <= 1, below2 <= 1, own1 <= 3, own2 <= 3, matched],
        witness={old1: 1, new1: 1, below1: 1, below2: 0, own1: 1, own2: 2}, proof=enumeration)

    PAPER.claim("unmatched-forgets", "x = ... with z put in, and x = c added: x has forgotten the first",
        equal(InverseEntry((1,), 0, 0) - InverseEntry((1 + 2, 1), 0, 0), 1), proof=enumeration)

    PAPER.claim("unmatched-needs-feedback", "Without feedback, two and two: an extension that is solved is matched",
        at_most(Min(PerfectMatchings(WITHOUT_FEEDBACK), 1), PerfectMatchings(ADDED)),
        where=[*old, *added], witness={old1: 1, old2: 3, below1: 1, below2: 2, own1: 1, own2: 2}, proof=enumeration)
