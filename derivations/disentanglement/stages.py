"""One direction of a linear autoencoder whose code is penalised: data of variance lam, decoded with noise sigma^2.

The code is a x + s e, the decoder multiplies it by w, the penalty on the code counts B times (B = 1: the bound itself).
"""

from lemmata.derivations.disentanglement.paper import PAPER
from lemmata.verifier.language import *

lam, B, s2 = (Symbol(name, positive=True) for name in ("lam", "B", "s2"))
a, w = Symbol("a", real=True), Symbol("w", real=True)
noise = sigma**2
error = lam * (1 - a * w) ** 2 + w**2 * s2
loss = error / (2 * noise) + B / 2 * (a**2 * lam + s2 - 1 - log(s2))
best = [Eq(w, sqrt(lam - B * noise)), Eq(a, w / lam), Eq(s2, B * noise / lam), lam > B * noise, sigma > 0]
point = {lam: 4, B: 3, sigma: 1, w: 1, a: "1/4", s2: "3/4"}
in_w, in_a = (w * s2 - lam * a * (1 - a * w)) / noise, B * a * lam - lam * w * (1 - a * w) / noise
in_s2 = w**2 / (2 * noise) + B / 2 * (1 - 1 / s2)

with PAPER.section("Stages", where=[sigma > 0], witness=point, source="linear autoencoders with a penalty on the code"):
    by_decoder = PAPER.claim("decoder-slope", "The slope of the loss in the decoder",
        equal(Derivative(loss, w), in_w), proof=differentiate)

    by_encoder = PAPER.claim("encoder-slope", "in the encoder",
        equal(Derivative(loss, a), in_a), proof=differentiate)

    by_noise = PAPER.claim("code-slope", "and in the variance of the code",
        equal(Derivative(loss, s2), in_s2), proof=differentiate)

with PAPER.section("Stages", where=best, witness=point, source="linear autoencoders with a penalty on the code"):
    PAPER.claim("decoder-rests", "At w^2 = lam - B sigma^2, a = w/lam, s^2 = B sigma^2/lam the slope in w is 0",
        equal(Derivative(loss, w), 0), proof=[by_decoder, in_w, given])

    PAPER.claim("encoder-rests", "that in a",
        equal(Derivative(loss, a), 0), proof=[by_encoder, in_a, given])

    PAPER.claim("code-rests", "and that in s^2",
        equal(Derivative(loss, s2), 0), proof=[by_noise, in_s2, given])

    PAPER.claim("error", "The error of reconstruction is B sigma^2 there, whatever the variance of the data",
        equal(error, B * noise), proof=given)

with PAPER.section("Stages", witness={lam: 4, B: 3, sigma: 1}):
    PAPER.claim("stages", "With B > 1 it leaves (B - 1) sigma^2 to a second stage, which the noise does not explain",
        greater_than(B * noise - noise, 0), where=[B > 1, sigma > 0], proof=inequality)

m = Symbol("m", nonnegative=True)
both = m + s2
anew = lam * a**2 + s2
known = {lam: 1, B: 3, sigma: 1, a: 1, w: 1, s2: 1}

with PAPER.section("Stages"):
    best_error = PAPER.claim("best-decoder", "No decoder of a code leaves less than lam s^2/(lam a^2 + s^2)",
        at_least(error, lam * s2 / anew), witness={lam: 1, a: 1, w: 1, s2: 1},
        proof=[algebra, lam * s2 / anew + (lam * a - w * anew) ** 2 / anew, inequality])

    penalty = PAPER.claim("price", "A code of signal m and noise s^2 costs at least m/(m + s^2)",
        at_least(m + s2 - 1 - log(s2), m / both), witness={m: 1, s2: 1},
        proof=[algebra, both - 1 - log(both) + s2 / both - 1 - log(s2 / both) + m / both, inequality])

    PAPER.claim("lost", "A direction of variance at most B sigma^2 is lost: w = a = 0, s = 1 is best",
        at_least(loss, lam / (2 * noise)), where=[lam <= B * noise, sigma > 0], witness=known,
        proof=[
            best_error, lam * s2 / anew / (2 * noise) + B / 2 * (a**2 * lam + s2 - 1 - log(s2)),
            use(penalty, {m: lam * a**2}), lam * s2 / anew / (2 * noise) + B / 2 * (lam * a**2 / anew),
            algebra, lam / (2 * noise) + lam * a**2 / anew * (B * noise - lam) / (2 * noise),
            inequality,
        ])
