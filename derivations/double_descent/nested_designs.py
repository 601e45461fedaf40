"""What one more feature does, for any design: to the singular values (Cauchy's interlacing), and to the variance.

Some of d features are X J with J'J = 1; squared singular values are eigenvalues of A = X'X or W = XX'. Up to as many
features as rows the variance of the coefficients is that of (X'X)^-1, from there on of (XX')^-1.
"""

from lemmata.derivations.double_descent.paper import PAPER
from lemmata.verifier.language import *

m, q = (Symbol(name, integer=True, positive=True) for name in ("m", "q"))
J, A = isometry("J", d, m), covariance("A", d)

with PAPER.section("Nested designs", where=[m <= d], witness={d: 3, m: 2}):
    PAPER.claim("fewer-features-below", "The least squared singular value of some features is at least that of all",
        at_least(eigenvalue_of(J.T * A * J, m), eigenvalue_of(A, d)), proof=inequality)

    PAPER.claim("bound-rises", "so that the bound of the variance rises with the features, up to as many as rows",
        at_most(m / eigenvalue_of(J.T * A * J, m), d / eigenvalue_of(A, d)), proof=inequality)

    inner_inverse = PAPER.claim("variance-of-fewer", "The variance of some features, and what they gain by the others",
        equal(tr(J.T * inv(A) * J) - tr(inv(J.T * A * J)), norm2(inv(A) * J - J * inv(J.T * A * J), A)),
        witness={d: 3, m: 2}, proof=matrix_identity)

    left_out = PAPER.claim("variance-left-out", "The variance of all features, and that of some of them among all",
        equal(tr(inv(A)) - tr(J.T * inv(A) * J), norm2(identity(d) - J * J.T, inv(A))),
        witness={d: 3, m: 2}, proof=matrix_identity)

    PAPER.claim("variance-grows", "So the variance never falls with a feature more, up to as many as there are rows",
        at_most(tr(inv(J.T * A * J)), tr(inv(A))), witness={d: 3, m: 2},
        proof=[
            inequality,
                tr(inv(J.T * A * J)) + norm2(inv(A) * J - J * inv(J.T * A * J), A)
                + norm2(identity(d) - J * J.T, inv(A)),
            matrix_identity,
        ])

W, Z = covariance("W", T), matrix("Z", T, q)
V = inv(W + Z * Z.T)

with PAPER.section("Nested designs", witness={T: 2, q: 1}):
    PAPER.claim("more-features-below", "From there on no feature lowers the least singular value",
        at_least(eigenvalue_of(W + Z * Z.T, T), eigenvalue_of(W, T)), proof=inequality)

    PAPER.claim("bound-falls", "and the bound falls: its peak is where there are as many features as rows",
        at_most(T / eigenvalue_of(W + Z * Z.T, T), T / eigenvalue_of(W, T)), proof=inequality)

    falls_by = PAPER.claim("variance-falls-by", "and the variance falls, by two squares",
        equal(tr(inv(W)) - tr(V), norm2(Z.T * V) + norm2(Z * Z.T * V, inv(W))), witness={T: 2, q: 1},
        proof=matrix_identity)

    PAPER.claim("variance-falls", "so that it is never more",
        at_most(tr(V), tr(inv(W))), witness={T: 2, q: 1},
        proof=[inequality, tr(V) + norm2(Z.T * V) + norm2(Z * Z.T * V, inv(W)), matrix_identity])

F = invertible("F", T)

with PAPER.section("Nested designs", witness={T: 2}):
    PAPER.claim("variance-peak", "Both are one where there are as many features as rows: there the variance peaks",
        equal(tr(inv(gram(F))), tr(inv(F * F.T))),
        proof=[matrix_identity, tr(inv(F) * inv(F).T), matrix_identity])
