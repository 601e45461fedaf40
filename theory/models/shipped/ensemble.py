"""The mean of m ridge fits, each on T rows of its own."""

from lemmata.theory.models.language import *

m = size("m")
X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)


def estimator(count: int) -> object:
    """(1/m) sum of (X_k'X_k/T + ridge)^-1 X_k'Y_k/T."""
    fits = [
        inv(gram(X[k]) / T + ridge * identity(d)) * X[k].T * (X[k] * w0 + eps[k]) / (T * count) for k in range(count)
    ]
    total = fits[0]
    for fit in fits[1:]:
        total = total + fit
    return total


MODEL = Model(
    "ensemble",
    "The mean of m ridge fits on rows of their own",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
    estimator=estimator,
    structure=[m],
    where=[ridge > 0],
    witness={d: 2, T: 5, m: 2, ridge: 1, sigma: 1},
    about={"T": "samples of each fit", "m": "fits"},
)
risk = MODEL.quantity("risk", lambda count: E(norm2(estimator(count) - w0, Sigma)), "excess test error of the mean")
MODEL.quantity("bias", without(risk, eps), "without label noise")
MODEL.quantity("variance", without(risk, w0), "what the label noises add")
