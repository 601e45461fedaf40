"""One pass of stochastic gradient descent with a constant step, a fresh sample a step, from 0."""

import numpy as np

from lemmata.theory.models.descent_recursion import constant_step_risk
from lemmata.theory.models.language import *

steps, eta = size("steps"), number("eta")
x, e = design("x", 1, d), noise_vector("e", 1)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)


def estimator(count: int) -> object:
    """w_(k+1) = w_k + eta x_k (x_k'(w0 - w_k) + e_k), w_0 = 0."""
    w: object = eta * x[0].T * (x[0] * w0 + e[0])
    for k in range(1, count):
        w = w + eta * x[k].T * (x[k] * (w0 - w) + e[k])
    return w


def drawn(
    quantity: str,
    numbers: dict[str, float],
    eigenvalues: np.ndarray,
    squares: np.ndarray,
    rng: np.random.Generator,
    runs: int,
) -> np.ndarray:
    """Runs of the recursion as it stands, for any number of steps."""
    eta, noise = numbers["eta"], numbers["sigma2"]
    error, root = np.tile(-np.sqrt(squares), (runs, 1)), np.sqrt(eigenvalues)
    for _ in range(int(numbers["steps"])):
        x = root * rng.standard_normal((runs, len(root)))
        misfit = np.sqrt(noise) * rng.standard_normal(runs) - np.einsum("ij,ij->i", x, error)
        error = error + eta * misfit[:, None] * x
    return np.asarray(error**2 @ eigenvalues)


MODEL = Model(
    "sgd",
    "One-pass stochastic gradient descent, constant step",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(x, Sigma), WhiteNoise(e, sigma**2)],
    estimator=estimator,
    structure=[steps],
    draw=drawn,
    witness={d: 2, steps: 2, eta: Rational(1, 4), sigma: 1},
    about={"steps": "steps, one fresh sample each; oo is the stationary state"},
)
MODEL.quantity(
    "risk",
    lambda count: E(norm2(estimator(count) - w0, Sigma)),
    "excess test error after the last step",
    exact=constant_step_risk,
)
