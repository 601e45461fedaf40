"""The constants of the theorems with ridge, direction by direction, against drawn matrices; and what breaks them."""

import numpy as np
import pytest
from flint import arb
from sympy import Rational

from lemmata.theory import Diagonal, Isotropic, exact_risk
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.finite_size import with_ridge
from lemmata.theory.models.finite_size.ridge_setting import Setting
from lemmata.theory.models.finite_size.with_ridge import ridge_errors
from lemmata.theory.models.renormalised_fits import renormalised

SPECTRA = {
    "power": [Rational(1, k * k) for k in range(1, 25)],
    "two levels": [Rational(1)] * 8 + [Rational(1, 10)] * 8,
    "spikes": [Rational(10)] * 2 + [Rational(1)] * 10,
}


def setting(eigenvalues, T, ridge):
    found = renormalised(Diagonal(eigenvalues, [1] * len(eigenvalues)), T, Rational(ridge), 30)
    top, df = max(eigenvalues), arb(str(float(sum(value / (value + Rational(ridge)) for value in eigenvalues))))
    return Setting(T, arb(str(float(ridge))), arb(int(top.p)) / int(top.q),
                   found.kappa.to_arb(), found.df1.to_arb(), found.df2.to_arb(), df)  # fmt: skip


def means(sigma, T, ridge, draws):
    """Means and standard errors of R_kk, (R Sigma R)_kk and (RSR)_kk."""
    Z = np.random.default_rng(5).standard_normal((draws, T, len(sigma)))
    X = Z * np.sqrt(sigma)
    S = X.transpose(0, 2, 1) @ X / T
    R = np.linalg.inv(S + ridge * np.eye(len(sigma)))
    r = np.diagonal(R, axis1=1, axis2=2)
    square = np.einsum("nij,nji->ni", R, R)
    samples = r, np.einsum("nij,j,nji->ni", R, sigma, R), r - ridge * square
    return [(value.mean(0), value.std(0) / np.sqrt(draws)) for value in samples]


@pytest.mark.parametrize(("name", "ridge"), [("power", 0.25), ("two levels", 0.5), ("spikes", 2.0)])
def test_every_direction_lies_within_its_bound(name, ridge):
    T, eigenvalues = 24, SPECTRA[name]
    at, sigma = setting(eigenvalues, T, Rational(str(ridge))), np.array([float(v) for v in eigenvalues])
    found, kappa, df2 = ridge_errors(at), float(at.kappa.mid()), float(at.df2.mid())
    G = 1 / (sigma + kappa)
    theta = float(found.theta.mid())
    rho, c, f = means(sigma, T, ridge, 4000)
    equivalents = kappa * G / ridge, (kappa / ridge) ** 2 * sigma * G**2 * T / (T - df2), sigma * G**2 * T / (T - df2)
    share = sigma * G * theta / (1 - sigma * G * theta)
    bounds = share, np.full_like(G, float(found.bias.mid())), np.full_like(G, float(found.variance.mid()))
    for (mean, error), value, bound in zip((rho, c, f), equivalents, bounds, strict=True):
        assert (np.abs(mean - value) <= bound * value + 4.5 * error).all()


def isotropic(d, T, ridge):
    """lam E tr R/d, and its bound, for Sigma = 1: from the exact bias and variance, tr R = tr RSR + lam tr R^2."""
    risk = exact_risk(Chain(Isotropic(d), T=T, ridge=ridge, sigma2=1), digits=20)
    exact = float(ridge * T * risk.variance.mid / d) + float(risk.bias.mid) / float(ridge) * float(ridge)
    at = setting([Rational(1)] * d, T, ridge)
    return exact, at


def error_and_bound(d, T, ridge):
    exact, at = isotropic(d, T, ridge)
    value = float((at.kappa / (1 + at.kappa)).mid())
    return abs(exact / value - 1), float((ridge_errors(at).resolvent * at.D).mid())


@pytest.mark.parametrize(("d", "T"), [(2, 60), (10, 40), (20, 20), (100, 100)])
def test_the_resolvent_of_the_identity(d, T):
    error, bound = error_and_bound(d, T, Rational(1))
    assert error <= bound


def test_half_of_theta_is_too_small():
    error, bound = error_and_bound(2, 60, Rational(1, 2))
    assert bound / 2 < error <= bound


@pytest.mark.parametrize("wrong", ["h", "k"])
def test_a_lost_factor_is_noticed(wrong, monkeypatch):
    """h halved, or kappa/lam dropped: E1 is false somewhere."""
    if wrong == "k":
        monkeypatch.setattr(Setting, "k", property(lambda self: arb(1)))
    else:
        right = with_ridge._brackets
        known = with_ridge.Known
        monkeypatch.setattr(with_ridge, "_brackets", lambda at, pair: right(at, known(pair.h / 2, pair.ell)))
    settings = [(2, 60, Rational(1, 2)), (20, 40, Rational(1, 20)), (30, 60, Rational(1, 50))]
    pairs = [error_and_bound(*setting) for setting in settings]
    assert any(error > bound for error, bound in pairs)
