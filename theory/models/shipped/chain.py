"""The retraining chain, each generation on the labels of its predecessor (Dohmatob, Feng, Kempe, arXiv 2402.07712).

This is its statement for fresh designs; commands evaluate the chain by laws and samplers of its own, which know the
other designs and protocols as well (:mod:`lemmata.theory.models.chain`).
"""

from lemmata.theory.models.chain_laws import of_chain
from lemmata.theory.models.language import *

X, eps = design("X", T, d), noise_vector("eps", T)
X0, eps0 = design("X0", T0, d), noise_vector("eps0", T0)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)


def generator(generations: int) -> object:
    """w_(j+1) = pinv(X_j) (X_j w_j + eps_j)."""
    w: object = w0
    for j in range(generations):
        w = pinv(X0[j]) * (X0[j] * w + eps0[j])
    return w


def estimator(generations: int) -> object:
    """Ridge regression on labels of the last generator."""
    return inv(gram(X) / T + ridge * identity(d)) * X.T * (X * generator(generations) + eps) / T


MODEL = Model(
    "chain",
    "A retraining chain of n generations and a downstream fit",
    covariance=Sigma,
    target=w0,
    laws=[
        GaussianRows(X, Sigma),
        GaussianRows(X0, Sigma),
        WhiteNoise(eps, sigma**2),
        WhiteNoise(eps0, sigma0**2),
    ],
    estimator=estimator,
    structure=[n],
    witness={d: 2, T: 5, T0: 6, n: 1, ridge: 1, sigma: 1, sigma0: 1},
    about={"T": "samples of the downstream fit", "T0": "samples of each generator", "n": "generations"},
)
risk = MODEL.quantity(
    "risk", lambda count: E(norm2(estimator(count) - w0, Sigma)), "excess test error", exact=of_chain("total")
)
MODEL.quantity("bias", without(risk, eps, eps0), "without label noise", exact=of_chain("bias"))
MODEL.quantity("variance", without(risk, w0, eps0), "what the downstream label noise adds", exact=of_chain("variance"))
MODEL.quantity(
    "collapse", without(risk, w0, eps), "what the label noise of the generators adds", exact=of_chain("collapse")
)
