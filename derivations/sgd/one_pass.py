"""One pass of least squares by stochastic gradient steps w' = w + eta x (x'(w0 - w) + e), x Gaussian; v is w - w0."""

from sympy import cot

from lemmata.derivations.sgd.paper import PAPER
from lemmata.verifier.language import *

eta = Symbol("eta", positive=True)
lam = Symbol("lam", positive=True)
row, noise, v, u = design("x", 1, d), noise_vector("e", 1), vector("v", d), vector("u", d)
after = v - eta * row.T * (row * v - noise)
laws = [GaussianRows(row, Sigma), WhiteNoise(noise, sigma**2)]

with PAPER.section("One step", witness={d: 2, eta: "1/4", sigma: 1}, laws=laws):
    PAPER.claim("direction", "The error in any direction u; along an eigenvector it needs the risk and its own square",
        equal(E(inner(u, after) ** 2),
            inner(u, v) ** 2 - 2 * eta * inner(u, v) * inner(u, Sigma * v)
            + eta**2 * (2 * inner(u, Sigma * v) ** 2 + norm2(u, Sigma) * (norm2(v, Sigma) + sigma**2))),
        proof=wishart_moment)

    PAPER.claim("distance", "The squared distance to the target",
        equal(E(norm2(after)), norm2(v) - 2 * eta * norm2(v, Sigma)
            + eta**2 * (2 * norm2(Sigma * v) + tr(Sigma) * (norm2(v, Sigma) + sigma**2))), proof=wishart_moment)

    PAPER.claim("risk", "and the risk",
        equal(E(norm2(after, Sigma)), norm2(v, Sigma) - 2 * eta * norm2(Sigma * v)
            + eta**2 * (2 * norm2(Sigma * v, Sigma) + tr(Sigma * Sigma) * (norm2(v, Sigma) + sigma**2))),
        proof=wishart_moment)

at_rest = Symbol("risk", positive=True)
q = Symbol("q", positive=True)
mean_square = eta * (at_rest + sigma**2) / (2 * (1 - eta * lam))
shrinking = 1 - 2 * eta * lam + 2 * eta**2 * lam**2
point = {eta: "1/4", lam: 1, sigma: 1, at_rest: 1}

with PAPER.section("Stationary", witness=point):
    PAPER.claim("direction-at-rest", "At a risk at rest the mean square in a direction of eigenvalue lam is at rest",
        equal(shrinking * mean_square + eta**2 * lam * (at_rest + sigma**2), mean_square),
        where=[eta * lam < 1], proof=algebra)

    PAPER.claim("share-of-risk", "so that its share of the risk is eta lam/(2 (1 - eta lam)) of risk + sigma^2",
        equal(lam * mean_square, (at_rest + sigma**2) * eta * lam / (1 - eta * lam) / 2), where=[eta * lam < 1],
        proof=algebra)

    PAPER.claim("risk-at-rest", "With q the sum of these the risk at rest is sigma^2 q/(1 - q)",
        equal((sigma**2 * q / (1 - q) + sigma**2) * q, sigma**2 * q / (1 - q)), where=[q < 1],
        witness={q: "1/2", sigma: 1}, proof=algebra)

    PAPER.claim("no-rest", "and for q >= 1 there is none: every risk is less than what it gives rise to",
        less_than(at_rest, (at_rest + sigma**2) * q), where=[q >= 1, sigma > 0], witness={q: 1, sigma: 1, at_rest: 1},
        proof=inequality)

    PAPER.claim("contraction", "A direction alone contracts if eta lam < 1",
        less_than(shrinking, 1), where=[eta * lam < 1], proof=inequality)

growth = 1 - 2 * eta + eta**2 * (d + 2)
floor = sigma**2 * eta * d / (2 - eta * (d + 2))
r0 = Symbol("r0", positive=True)
Q, Q0 = matrix("Q", 1, 1), matrix("Q0", 1, 1)
PAPER.define(Q, Q0, lambda i: growth * Q[i])
flat = {d: 2, eta: "1/4", sigma: 1, n: 2}

with PAPER.section("Isotropic", witness=flat):
    PAPER.claim("isotropic-step", "Sigma = I: the risk is multiplied, and eta^2 d sigma^2 is added",
        equal(E(norm2(after)), growth * norm2(v) + eta**2 * d * sigma**2),
        laws=[GaussianRows(row, identity(d)), WhiteNoise(noise, sigma**2)], proof=wishart_moment)

    PAPER.claim("isotropic-floor", "so that this risk stays as it is",
        equal(growth * floor + eta**2 * d * sigma**2, floor), where=[eta * (d + 2) < 2], proof=algebra)

    PAPER.claim("isotropic-q", "It is sigma^2 q/(1 - q) with q = d eta/(2 (1 - eta))",
        equal(floor, sigma**2 * q / (1 - q)), where=[eta * (d + 2) < 2, eta < 1, Eq(q, d * eta / (2 * (1 - eta)))],
        witness={**flat, q: "1/3"}, proof=given)

    base = PAPER.claim("excess-start", "The excess over it at the start",
        equal(tr(Q[0]), tr(Q0)), proof=definition(Q[0]))

    step = PAPER.claim("excess-step", "is multiplied in every step",
        equal(tr(Q[n + 1]), growth * tr(Q[n])), proof=[definition(Q[n + 1]), tr(growth * Q[n]), matrix_identity])

    PAPER.claim("excess", "and after n steps it is",
        equal(tr(Q[n]), growth**n * tr(Q0)), proof=recurrence(n, base, step))

    PAPER.claim("critical-step", "It falls if eta < 2/(d + 2)",
        less_than(growth, 1), where=[eta * (d + 2) < 2], proof=inequality)

    PAPER.claim("beyond-critical", "and grows beyond",
        greater_than(growth, 1), where=[eta * (d + 2) > 2], witness={**flat, eta: 1}, proof=inequality)

largest = Symbol("largest", positive=True)

with PAPER.section("Dimension", witness={eta: "1/4", lam: 1, largest: "1/2", q: "1/3", sigma: 1}):
    PAPER.claim("share-at-least", "The share of a direction is at least eta lam/2: q is at least eta tr Sigma/2",
        at_least(eta * lam / (1 - eta * lam) / 2, eta * lam / 2), where=[eta * lam < 1], proof=inequality)

    PAPER.claim("share-at-most", "and, eta times the largest eigenvalue below 1, at most eta lam/2 over the rest to 1",
        at_most(eta * lam / (1 - eta * lam) / 2, eta * lam / 2 / (1 - largest)),
        where=[eta * lam <= largest, largest < 1], proof=inequality)

    PAPER.claim("constant", "A constant for the bound by tr Sigma, whatever the dimension: for q <= 1/2 the factor 2",
        at_most(sigma**2 * q / (1 - q), 2 * sigma**2 * q), where=[q <= Rational(1, 2)], proof=inequality)

k = Symbol("k", integer=True, positive=True)
z = Symbol("z", positive=True)
POLES = "the expansion of the cotangent in its poles (DLMF 4.22.3)"

with PAPER.section("Power law", where=[z < 1], witness={z: "1/2"}):
    poles = PAPER.theorem("poles", "The sum over the poles of the cotangent",
        equal(Sum(1 / (k**2 - z**2), (k, 1, oo)), (1 - pi * z * cot(pi * z)) / (2 * z**2)), reference=POLES)

    PAPER.claim("q-of-power-law", "Eigenvalues k^-2, step eta = z^2: q in closed form",
        equal(z**2 / 2 * Sum(1 / (k**2 - z**2), (k, 1, oo)), (1 - pi * z * cot(pi * z)) / 4),
        proof=[poles, z**2 / 2 * (1 - pi * z * cot(pi * z)) / (2 * z**2), algebra])

def q_at(step: str) -> Expr:
    """q for eigenvalues k^-2 at a step that is a number."""
    root = pi * sqrt(Rational(step))
    return (1 - root * cot(root)) / 4


with PAPER.section("Power law"):
    PAPER.claim("critical-above", "q is less than 1 at the step 0.61098566",
        less_than(q_at("0.61098566"), 1), proof=inequality)

    PAPER.claim("critical-below", "and more at 0.61098567, so that the critical step lies between",
        greater_than(q_at("0.61098567"), 1), proof=inequality)

steep = Symbol("a", positive=True)
knee, M = Symbol("K", integer=True, positive=True), Symbol("M", integer=True, positive=True)

with PAPER.section("Power law", witness={steep: 2, knee: 2, M: 5}, source="Lin et al., arXiv 2406.08466"):
    beyond = PAPER.claim("beyond-the-knee", "Eigenvalues k^-a: the directions beyond the knee K count (K/k)^(2 a)",
        at_most(Sum(k ** (-2 * steep), (k, knee + 1, M)), knee ** (1 - 2 * steep) / (2 * steep - 1)),
        where=[steep > Rational(1, 2), M >= knee + 1],
        proof=inequality)

    PAPER.claim("effective-dimension", "with the K before it at most 2 a/(2 a - 1) K: M enters as min(M, K) only",
        at_most(knee + knee ** (2 * steep) * Sum(k ** (-2 * steep), (k, knee + 1, M)),
            2 * steep / (2 * steep - 1) * knee),
        where=[steep > Rational(1, 2), M >= knee + 1],
        proof=[beyond, knee + knee ** (2 * steep) * knee ** (1 - 2 * steep) / (2 * steep - 1), algebra])
