"""Zero patterns of inverses are reachability in the block graph: all systems of up to four equations."""

from lemmata.derivations.causal_ordering.paper import PAPER
from lemmata.derivations.causal_ordering.setting import (
    FOUR,
    THREE,
    e,
    first,
    fourth,
    m,
    second,
    third,
    v,
)
from lemmata.verifier.language import *

three = [first <= 7, second <= 7, third <= 7]
four = [first <= second, second <= third, third <= fourth, fourth <= 15]
solved = Ne(PerfectMatchings(THREE), 0)
places = [v <= 2, e <= 2]
chain = {first: 1, second: 3, third: 6, v: 2, e: 0}

with PAPER.section("Order", source="Iwasaki, Simon 1994; Dulmage, Mendelsohn 1958"):
    PAPER.claim("pattern-three", "Three equations: the inverse is not zero exactly where the block graph leads",
        equal(InverseEntry(THREE, v, e), Reaches(THREE, e, v)), where=[*three, *places, solved], witness=chain,
        proof=enumeration)

    PAPER.claim("pattern-four", "Four equations, the order in which they are written left aside",
        equal(InverseEntry(FOUR, v, e), Reaches(FOUR, e, v)),
        where=[*four, v <= 3, e <= 3, Ne(PerfectMatchings(FOUR), 0)],
        witness={first: 1, second: 3, third: 6, fourth: 12, v: 3, e: 0}, proof=enumeration)

    PAPER.claim("self-contained", "Two of three equations in two variables settle them: the third is no cause",
        equal(InverseEntry(THREE, v, 2), 0), where=[first <= 3, second <= 3, third <= 7, v <= 1, solved],
        witness={first: 1, second: 3, third: 6, v: 1}, proof=enumeration)

    PAPER.claim("acyclic", "Three equations are a block each if and only if there is one perfect matching",
        equal(Min(PerfectMatchings(THREE) - 1, 1), Min(3 - Blocks(THREE), 1)), where=[*three, solved], witness=chain,
        proof=enumeration)

with PAPER.section("Matching", source="Hall 1935; Ore 1955; Dulmage, Mendelsohn 1958"):
    PAPER.claim("hall", "Of four equations as many can be matched as no set of them exceeds its variables by",
        equal(GenericRank(FOUR), 4 - Deficiency(FOUR)), where=four,
        witness={first: 1, second: 1, third: 6, fourth: 12}, proof=enumeration)

    PAPER.claim("any-matching", "The order of three equations does not depend on the perfect matching behind it",
        equal(Reaches(THREE, e, v, matching=m), Reaches(THREE, e, v)),
        where=[*three, *places, solved, m < PerfectMatchings(THREE)], witness={**chain, m: 0}, proof=enumeration)
