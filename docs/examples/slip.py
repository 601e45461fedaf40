"""A slip: one half as a float."""

from lemmata.verifier.language import *

PAPER = Paper("slip", "A slip")
PAPER.claim("half", "Half of it", equal(d - d / 2, 1 / 2 * d), witness={d: 2}, proof=algebra)
