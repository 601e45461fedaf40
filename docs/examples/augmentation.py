"""Ridge regression as least squares on augmented data; leaving one row out. Claims called wrong are false."""

from lemmata.verifier.language import *

PAPER = Paper("augmentation", "Ridge regression on augmented data")
h, r = Symbol("h", positive=True), Symbol("r", real=True)
m = Symbol("m", integer=True, positive=True)
X, Y, x = design("X", T, d), design("Y", m, d), vector("x", d)
y, z, u, eps = vector("y", T), vector("z", m), vector("u", d), noise_vector("eps", T)

ridge_rows, zeros = sqrt(h) * identity(d), zero(d, 1)
padded, target = stack(X, ridge_rows), stack(y, zeros)
fit, refit = inv(gram(X) + h * identity(d)), inv(gram(X) + x * x.T + h * identity(d))
hat, longer = X * fit * X.T, stack(X, x.T)
left_out, residual = r - x.T * fit * X.T * y, r - x.T * refit * longer.T * stack(y, r)

with PAPER.section("Augmented data", witness={d: 2, T: 3, m: 2, h: 2, sigma: 1, r: 1}):
    PAPER.claim("ridge", "Rows of the root of the ridge",
        equal(inv(gram(padded)) * padded.T * target, fit * X.T * y), proof=matrix_identity)
    PAPER.claim("wrong-ridge", "Without the root",
        equal(inv(gram(stack(X, h * identity(d)))) * stack(X, h * identity(d)).T * target, fit * X.T * y),
        proof=matrix_identity)
    PAPER.claim("loss", "The loss is that of all rows",
        equal(norm2(target - padded * u), norm2(y - X * u) + h * norm2(u)), proof=matrix_identity)
    PAPER.claim("synthetic", "Real and synthetic rows",
        equal(inv(gram(stack(X, Y)) + h * identity(d)) * stack(X, Y).T * stack(y, z),
              inv(gram(X) + gram(Y) + h * identity(d)) * (X.T * y + Y.T * z)), proof=matrix_identity)

    PAPER.claim("leverage", "Below one", less_than(norm2(x, refit), 1), proof=inequality)
    PAPER.claim("wrong-leverage", "Below a half", less_than(norm2(x, refit), Rational(1, 2)), proof=inequality)
    PAPER.claim("left-out", "The residual of a row that is left out, from one fit",
        equal(left_out, residual / (1 - norm2(x, refit))), proof=matrix_identity)
    PAPER.claim("wrong-left-out", "With a plus",
        equal(left_out, residual / (1 + norm2(x, refit))), proof=matrix_identity)

    PAPER.claim("freedom", "Degrees of freedom", at_most(tr(hat), d), proof=inequality)
    PAPER.claim("noise", "Noise through the fit", equal(E(norm2(hat * eps)), sigma**2 * tr(hat * hat)),
        laws=[WhiteNoise(eps, sigma**2)], proof=expectation)
    PAPER.claim("shrinks", "A smoother shrinks", at_most(hat * hat, hat), proof=inequality)
    PAPER.claim("wrong-shrinks", "By half", at_most(hat, hat / 2), proof=inequality)
