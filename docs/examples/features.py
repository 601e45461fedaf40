"""What features and rows that are added do to a fit and to its spectrum. Claims called wrong are false."""

from lemmata.verifier.language import *

PAPER = Paper("features", "More features, more rows")
h = Symbol("h", positive=True)
m, k = Symbol("m", integer=True, positive=True), Symbol("k", integer=True, positive=True)
F, G, X, x, y = matrix("F", T, d), matrix("G", T, m), design("X", T, d), vector("x", d), vector("y", T)

both, part = stack(F.T, G.T).T, inv(gram(F) + h * identity(d))
far = inv(gram(G) + h * identity(m) - G.T * F * part * F.T * G)
near, across = part + part * F.T * G * far * G.T * F * part, part * F.T * G * far
grown = block_matrix([[gram(F), F.T * G], [G.T * F, gram(G)]])
less, more = inv(F * F.T + h * identity(T)), inv(both * both.T + h * identity(T))
old, new = gram(X), gram(stack(X, x.T))

with PAPER.section("Features", witness={d: 2, T: 3, m: 2, h: 2, k: 1}):
    PAPER.claim("kernel", "The kernels add", equal(both * both.T, F * F.T + G * G.T), proof=matrix_identity)
    PAPER.claim("block-inverse", "By the complement",
        equal(inv(gram(both) + h * identity(d + m)), block_matrix([[near, -across], [-across.T, far]])),
        proof=matrix_identity)
    PAPER.claim("wrong-block-inverse", "With another sign",
        equal(inv(gram(both) + h * identity(d + m)), block_matrix([[near, across], [across.T, far]])),
        proof=matrix_identity)
    PAPER.claim("residual", "The fit improves", at_most(norm2(y, more), norm2(y, less)), proof=inequality)
    PAPER.claim("wrong-residual", "The other way", at_least(norm2(y, more), norm2(y, less)), proof=inequality)

    PAPER.claim("rises", "A row more lifts the spectrum",
        at_least(eigenvalue_of(new, k), eigenvalue_of(old, k)), where=[k <= d], proof=inequality)
    PAPER.claim("interlaces", "But not beyond the next",
        at_most(eigenvalue_of(new, k + 1), eigenvalue_of(old, k)), where=[k + 1 <= d], proof=inequality)
    PAPER.claim("wrong-interlaces", "Not at all",
        at_most(eigenvalue_of(new, k), eigenvalue_of(old, k)), where=[k <= d], proof=inequality)
    PAPER.claim("falls", "Features more lower the smallest",
        at_most(eigenvalue_of(grown, d + m), eigenvalue_of(gram(F), d)), proof=inequality)
