"""How far the noise of least squares is from its limit: a remainder, and what follows from it."""

from lemmata.verifier.language import *

PAPER = Paper("remainder", "Remainders")
GROWING = Path(T, keeping={d: phi * T})
room = {"where": [T >= d + 2], "witness": {d: 1, T: 3}}

noise = PAPER.claim("noise", "The noise of least squares and of its equivalent",
    within(d / (T - d - 1), d / (T - d), d / ((T - d - 1) * (T - d))), **room, proof=inequality)

PAPER.claim("twice", "The same, squared: a product costs a cross term",
    within((d / (T - d - 1)) ** 2, (d / (T - d)) ** 2, 3 * d**2 / ((T - d - 1) * (T - d) ** 2)), **room,
    proof=propagated(noise, lambda y: y**2))

PAPER.claim("equivalent", "So they are equivalent as sizes grow in proportion",
    equivalent(d / (T - d - 1), d / (T - d)), **room, proof=from_within(noise, GROWING))
