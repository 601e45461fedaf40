"""Linear systems of any size: A x + D y = b with B x + C y = c added. Without feedback, D = 0, x keeps its law."""

from lemmata.derivations.robustness_under_extension.paper import PAPER
from lemmata.verifier.language import *

new = Symbol("new", integer=True, positive=True)
A, C = invertible("A", d), invertible("C", new)
B, D = matrix("B", new, d), matrix("D", d, new)
b, c = vector("b", d), vector("c", new)
changed, S = invertible("changed", d), invertible("S", d)

x = inv(A) * b
y = inv(C) * (c - B * x)

with PAPER.section("Laws", witness={d: 2, new: 1}):
    PAPER.claim("old-part", "Without feedback the old solution A^-1 b solves the old equations",
        equal(A * x, b), witness={d: 2}, proof=matrix_identity)

    PAPER.claim("new-part", "and with y, whose equations are matched with it, the added ones: x has its old law",
        equal(B * x + C * y, c), proof=matrix_identity)

    fed = inv(S) * (b - D * inv(C) * c)

    PAPER.claim("with-feedback", "With feedback, A = S + D C^-1 B, it is S^-1 (b - D C^-1 c)",
        equal((S + D * inv(C) * B) * fed + D * (inv(C) * (c - B * fed)), b), proof=matrix_identity)

    PAPER.claim("one-mechanism", "Equations A become others: the solution moves by A^-1 times what they now miss",
        equal(inv(changed) * b - inv(A) * b, inv(A) * (A - changed) * inv(changed) * b), witness={d: 2},
        proof=matrix_identity)
