"""Factors as groups that act: the states are Z_2 x Z_3, the groups turn one coordinate each, codes are bijections.

A code is disentangled where its first coordinate depends on the first factor only and its second one on the second
only; it is equivariant where turning a factor of the state turns that coordinate of the code. State (i, j) is 3 i + j.
"""

from lemmata.derivations.disentanglement.paper import PAPER
from lemmata.verifier.language import *

code, i, j, z = (Symbol(name, integer=True, nonnegative=True) for name in ("code", "i", "j", "z"))
STATES = (2, 3)
codes = [code <= 719]


def straight(sizes: tuple[int, int]) -> Expr:
    """1 for a disentangled code, otherwise 0."""
    return (1 - DependsOn(sizes, code, 0, 1)) * (1 - DependsOn(sizes, code, 1, 0))


def crossed(sizes: tuple[int, int]) -> Expr:
    """1 for a code whose first coordinate depends on the second factor only and the other way round, otherwise 0."""
    return (1 - DependsOn(sizes, code, 0, 0)) * (1 - DependsOn(sizes, code, 1, 1))


equivariant = Commutes(STATES, code, 0) * Commutes(STATES, code, 1)
start = Permuted(6, code, 0)

with PAPER.section("Actions", source="a definition of disentangled representations by groups"):
    PAPER.claim("every-code-is-uniform", "Each of the 720 codes of 6 states takes the uniform law to itself",
        equal(Sum(Max(0, 1 - Abs(Permuted(6, code, i) - z)), (i, 0, 5)), 1), where=[*codes, z <= 5],
        witness={code: 0, z: 0}, proof=enumeration)

    PAPER.claim("few-are-disentangled", "but 2! 3! = 12 of them only are disentangled",
        equal(Sum(straight(STATES), (code, 0, 719)), 12), proof=enumeration)

    PAPER.claim("sizes-tell-factors-apart", "and none with its factors exchanged",
        equal(Sum(crossed(STATES), (code, 0, 719)), 0), proof=enumeration)

    PAPER.claim("equal-sizes-do-not", "For Z_2 x Z_2 there are as many of either: factors have no order",
        equal(Sum(straight((2, 2)), (code, 0, 23)), Sum(crossed((2, 2)), (code, 0, 23))), proof=enumeration)

    PAPER.claim("fewer-are-equivariant", "6 of the 720 turn with the state, one for each place of the state 0",
        equal(Sum(equivariant, (code, 0, 719)), 6), proof=enumeration)

    PAPER.claim("equivariant-disentangles", "A code that turns with both factors is disentangled",
        equal(straight(STATES), 1), where=[*codes, Eq(equivariant, 1)], witness={code: 0}, proof=enumeration)

    PAPER.claim("equivariant-is-a-turn", "and is a turn itself: the code of a state is that of 0, turned by the state",
        equal(Permuted(6, code, 3 * i + j), 3 * Mod((start - Mod(start, 3)) / 3 + i, 2) + Mod(start + j, 3)),
        where=[*codes, i <= 1, j <= 2, Eq(equivariant, 1)], witness={code: 0, i: 1, j: 2}, proof=enumeration)

    PAPER.claim("one-factor", "48 turn with the first factor",
        equal(Sum(Commutes(STATES, code, 0), (code, 0, 719)), 48), proof=enumeration)

    PAPER.claim("one-factor-is-not-enough", "and 36 of these are not disentangled",
        equal(Sum(Commutes(STATES, code, 0) * (1 - straight(STATES)), (code, 0, 719)), 36), proof=enumeration)

    size = Symbol("size", positive=True)
    across, up = Symbol("across", real=True), Symbol("up", real=True)
    third_of_a_turn = [Eq(across, -Rational(1, 2)), Eq(up, sqrt(3) / 2)]

    PAPER.claim("no-line-for-three", "A real number above 1 has no finite order: a line can turn by -1 only",
        greater_than((1 + size) ** (n + 1), 1), witness={size: 1, n: 2}, proof=inequality)

    PAPER.claim("a-plane-for-three", "while a third of a turn of the plane is undone by two more",
        equal(across**3 - 3 * across * up**2, 1), where=third_of_a_turn,
        witness={across: -Rational(1, 2), up: sqrt(3) / 2}, proof=given)
