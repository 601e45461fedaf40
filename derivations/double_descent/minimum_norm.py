"""The error on a fixed design, its bound by the least singular value, and what the bound does not show.

Every design of full rank is F J with more rows than features, and J'F with fewer, F invertible and J'J = 1.
"""

from lemmata.derivations.double_descent.nested_designs import m
from lemmata.derivations.double_descent.paper import PAPER
from lemmata.verifier.language import *

b, g = vector("b", d), Symbol("g", positive=True)
F, J, S1 = invertible("F", d), isometry("J", d, T), isometry("J", T, d)
wide, narrow = J.T * F, invertible("F", T) * S1
projection = wide.T * inv(wide * wide.T) * wide
error = E(norm2(wide.T * inv(wide * wide.T) * (wide * b + eps) - b))
noise = [WhiteNoise(eps, sigma**2)]

with PAPER.section("Minimum norm", laws=noise):
    split = PAPER.claim("error-wide", "With more features than rows: what the rows do not reach, and the noise",
        equal(error, norm2(b - projection * b) + sigma**2 * tr(inv(wide * wide.T))),
        where=[T <= d], witness={d: 3, T: 2, sigma: 1}, proof=expectation)

    PAPER.claim("error-wide-at-most", "Where the squared singular values are at least g the noise is at most T/g,",
        at_most(error, norm2(b - projection * b) + sigma**2 * T / g), where=[T <= d, g * identity(T) <= wide * wide.T],
        witness={d: 3, T: 2, sigma: 1, g: 1},
        proof=[split, norm2(b - projection * b) + sigma**2 * tr(inv(wide * wide.T)), inequality])

    narrow_split = PAPER.claim("error-narrow", "With fewer features than rows: the noise",
        equal(E(norm2(inv(gram(narrow)) * narrow.T * (narrow * b + eps) - b)), sigma**2 * tr(inv(gram(narrow)))),
        where=[T >= d], witness={d: 2, T: 3, sigma: 1},
        proof=[matrix_identity, E(norm2(inv(gram(narrow)) * narrow.T * eps)), expectation])

    PAPER.claim("error-narrow-at-most", "and then at most d/g: together min(T, d)/g",
        at_most(E(norm2(inv(gram(narrow)) * narrow.T * (narrow * b + eps) - b)), sigma**2 * d / g),
        where=[T >= d, g * identity(d) <= gram(narrow)], witness={d: 2, T: 3, sigma: 1, g: 1},
        proof=[narrow_split, sigma**2 * tr(inv(gram(narrow))), inequality])

some, chosen = vector("some", m), isometry("J", d, m)

with PAPER.section("Minimum norm", where=[m <= d], witness={d: 3, m: 2}):
    PAPER.claim("missed-features", "A fit to some features is away from the truth by what it misses, at least",
        equal(norm2(chosen * some - b), norm2(some - chosen.T * b) + norm2(b - chosen * chosen.T * b)),
        proof=matrix_identity)

    PAPER.claim("no-peak-without-noise",
        "Without noise a square design finds the truth: at the peak of the bound the error is least",
        equal(norm2(inv(F) * F * b - b), 0), where=[], witness={d: 3}, proof=matrix_identity)
