"""A recursion of vectors, its rate by a Lyapunov certificate, its stability by eigenvalues; what is called wrong is."""

from lemmata.verifier.language import *

PAPER = Paper("descent", "Gradient descent as a linear recursion")
q = Symbol("q", positive=True)
M, P, D, c = matrix("M", d, d), covariance("P", d), symmetric("D", d), vector("c", d)
v0, b, s, v = vector("v0", d), vector("b", d), vector("s", d), vector("v", d)

PAPER.define(v, v0, lambda i: M * v[i] + b)  # v[0] = v0, v[i+1] = M v[i] + b; s is the fixed point

with PAPER.section("Rate", where=[M.T * P * M <= q * P, q < 1, Eq(M * s + b, s)],
                   witness={d: 2, q: Rational(1, 2), n: 2}):
    start = PAPER.claim("start", "At the start", equal(norm2(v[0] - s, P), norm2(v0 - s, P)), proof=definition(v[0]))
    step = PAPER.claim("step", "A step contracts", at_most(norm2(v[n + 1] - s, P), q * norm2(v[n] - s, P)),
        proof=[
            definition(v[n + 1]), norm2(M * v[n] + b - s, P),
            matrix_identity, norm2(M * (v[n] - s), P),
            inequality,
        ])
    PAPER.claim("rate", "All of them", at_most(norm2(v[n] - s, P), q**n * norm2(v0 - s, P)),
        proof=recurrence(n, start, step))
    PAPER.claim("wrong-rate", "Twice as fast", at_most(norm2(v[n] - s, P), q ** (2 * n) * norm2(v0 - s, P)),
        proof=recurrence(n, start, step))
    PAPER.claim("vanishes", "The bound tends to zero", tends(q**n, 0, along=Path(n)), proof=limit)

with PAPER.section("Diagonal plus rank one", witness={d: 2, n: 1}):
    PAPER.claim("moved", "A direction moves the spectrum by its length at most",
        at_most(eigenvalue_of(D + c * c.T, 1), eigenvalue_of(D, 1) + norm2(c)), proof=inequality)
    PAPER.claim("stable", "Below one", less_than(eigenvalue_of(D + c * c.T, 1), 1),
        where=[eigenvalue_of(D, 1) + norm2(c) < 1], proof=inequality)
    PAPER.claim("wrong-moved", "By half of it",
        at_most(eigenvalue_of(D + c * c.T, 1), eigenvalue_of(D, 1) + norm2(c) / 2), proof=inequality)
