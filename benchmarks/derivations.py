"""Equivalents derived beside formulas that are known: processor time after import, and the difference of the numbers.

    python benchmarks/derivations.py            # what papers print, one by one
    python benchmarks/derivations.py --models   # every quantity of six models, as well

Each is derived once, nothing of it being known before: the system, and its closed form where there is one. The number
is that of the system, solved by continuation at 40 unequal eigenvalues; beside it stands the printed formula, its kappa
found by bisection. The six that the tool auto-fpt (arXiv 2504.10754) ships are marked with a star; it takes 11 to 88 s.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # processor time is work, read when NumPy is loaded

import argparse
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from scipy.optimize import brentq
from sympy import Expr, Gt, Symbol, symbols

from lemmata.theory.deterministic_equivalents.derivation import Derived, derived, derived_from
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope, letter_of
from lemmata.theory.models import shipped_model
from lemmata.theory.notation import T0, T, d, ridge, sigma, sigma0
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    inv,
    matrix,
    noise_vector,
    norm2,
    pinv,
    semidefinite,
    tr,
)
from lemmata.theory.spectra.eigensum import c2, s

Known = Callable[["Spectrum"], float]
m, n1, n2, T1 = symbols("m n1 n2 T1", integer=True, positive=True)
zeta, noise = symbols("zeta noise", positive=True)
Sigma, Sigma2, Delta = covariance("Sigma", d), covariance("Sigma2", d), semidefinite("Delta", d)
X, X1, X2, F = design("X", T, d), design("X1", n1, d), design("X2", n2, d), matrix("F", d, m)
Z, W, N = matrix("Z", d, T), matrix("W", m, d), matrix("N", m, T)
delta, X3, e3 = design("delta", 1, d), design("X3", T1, d), noise_vector("e3", T1)
S, S12 = gram(X) / T, (gram(X1) + gram(X2)) / (n1 + n2)
R, R12 = inv(S + ridge * identity(d)), inv(S12 + ridge * identity(d))
features = F * inv(F.T * S12 * F + ridge * identity(m)) * F.T
pre = W * Z + N
K = inv(pre.T * pre / m + ridge * identity(T))
LAWS = (
    *(GaussianRows(letter, Sigma) for letter in (X, X1, X3)),
    GaussianRows(X2, Sigma),
    GaussianRows(delta, Delta),
    GaussianNoise(F, 1 / m),
    GaussianNoise(Z, 1 / d),
    GaussianNoise(W, zeta),
    GaussianNoise(N, noise),
    WhiteNoise(e3, sigma**2),
)
TWO = (GaussianRows(X1, Sigma), GaussianRows(X2, Sigma2))
SIZES = {d: 40, T: 60, T0: 70, T1: 80, m: 25, n1: 20, n2: 40}
NUMBERS = {**SIZES, ridge: 0.1, sigma: 0.5, sigma0: 0.75, zeta: 0.25, noise: 0.1}
EIGENVALUES = 0.1 + 1.5 * ((np.arange(40) + 0.5) / 40) ** 2
OTHER = 1.1 - (np.arange(40) + 0.5) / 40
WEIGHTS = 1 / (1 + np.arange(40.0))
_FINEST: Any = {"xtol": 1e-300, "rtol": 4 * np.finfo(float).eps}


class Spectrum:
    """kappa and sums at it: ridge = kappa (1 - df1/T)(1 - df1/m), without the last factor where m is None."""

    def __init__(self, samples: float, penalty: float, features: float | None = None) -> None:
        self.s, self.T, self.m = EIGENVALUES, samples, features

        def excess(k: float) -> float:
            return k * (1 - self.df(1, k) / samples) * (1 - self.df(1, k) / features if features else 1) - penalty

        def missing(k: float) -> float:
            return samples - self.df(1, k)

        turn = brentq(missing, 1e-8, 1e3, **_FINEST) if samples < len(self.s) else 0.0
        self.kappa = k = brentq(excess, max(turn, 1e-8), 1e3, **_FINEST) if penalty else turn
        self.df1, self.df2 = self.df(1, k), self.df(2, k)
        self.u = (self.df2 / samples) / (1 - self.df2 / samples)

    def df(self, power: int, kappa: float) -> float:
        """Degrees of freedom."""
        return float(((self.s / (self.s + kappa)) ** power).sum())

    def trace(self, weights: Any, power: int, order: int = 2) -> float:
        """The sum of weights s^power/(s + kappa)^order."""
        return float((weights * self.s**power / (self.s + self.kappa) ** order).sum())

    def bias(self, weights: Any) -> float:
        """kappa^2 sum of weights s/(s + kappa)^2 over 1 - df2/T."""
        return self.kappa**2 * self.trace(weights, 1) * (1 + self.u)

    def passed(self, weights: Any) -> float:
        """E tr D S R Sigma R S."""
        return self.trace(weights, 3) + self.u * self.kappa**2 * self.trace(weights, 1)

    def features(self, weights: Any) -> tuple[float, float]:
        """The error of linear features without noise, and the noise, for infinitely many rows (arXiv 2405.00592)."""
        assert self.m
        lost = (self.m - self.df1) / (self.m - self.df2)
        bare = self.kappa * (self.trace(weights, 1, 1) - lost * self.trace(weights, 2))
        return bare, (self.df1 - (self.df1 - self.df2) * lost) / self.T


def closed_numbers() -> Iterator[tuple[str, Callable[[], Derived], Known | None, Spectrum]]:
    """What is derived, and the printed formula."""
    ridged, short, wide = Spectrum(60, 0.1), Spectrum(30, 0), Spectrum(60, 0.1, 25)
    mixed = EIGENVALUES * OTHER
    known = {"ridge": 0.25, "generator": 0.5625}
    sides = [ridge > 0]

    def of(expression: Expr, where: Any = sides, laws: Any = LAWS) -> Callable[[], Derived]:
        return lambda: derived(E(expression), laws, where, [Sigma, Sigma2, Delta])

    def model(name: str, quantity: str, where: Any = sides, **structure: Any) -> Callable[[], Derived]:
        return lambda: derived_from(shipped_model(name), quantity, where=where, **structure)

    yield "ridge: risk", model("ridge", "risk"), lambda k: k.bias(WEIGHTS) + known["ridge"] * k.u, ridged
    yield "two resolvents: tr A R B R", of(tr(Delta * R * Sigma * R)), (
        lambda k: (k.kappa / 0.1) ** 2 * (k.trace(OTHER, 1) + k.u * k.trace(OTHER, 1))), ridged  # fmt: skip
    yield "mixture: collapse", of(norm2(R12 * gram(X2) * delta.T / (n1 + n2), Sigma)), (
        lambda k: 4 / 9 * k.passed(OTHER) + 2 / 9 * k.u * mixed.sum()), ridged  # fmt: skip
    yield "linear features: risk", model("random-features", "risk"), (
        lambda k: _noisy(*k.features(WEIGHTS), known["ridge"])), wide  # fmt: skip
    yield "features on a mixture", of(norm2(features * gram(X2) * delta.T / (n1 + n2), Sigma)), _on_a_mixture, wide
    yield "minimum norm, T > d: variance", model("least-squares", "variance", [Gt(T, d)]), (
        lambda k: known["ridge"] * 40 / 20), ridged  # fmt: skip
    yield "minimum norm, T < d: risk", model("least-squares", "risk", [Gt(d, T)]), (
        lambda k: k.bias(WEIGHTS) + known["ridge"] * k.u), short  # fmt: skip
    yield "ensemble of three: risk", model("ensemble", "risk", m=3), (
        lambda k: k.bias(WEIGHTS) * (1 + k.u / 3) / (1 + k.u) + known["ridge"] * k.u / 3), ridged  # fmt: skip
    yield "one generation, ridge: collapse", model("chain", "collapse", [*sides, Gt(T0, d)], n=1), (
        lambda k: known["generator"] / 30 * k.passed(1 / EIGENVALUES)), ridged  # fmt: skip
    yield "one generation, no ridge", of(norm2(pinv(X) * X * pinv(X3) * e3, Sigma), [Gt(T, d), Gt(T1, d)], LAWS), (
        lambda k: known["ridge"] * 40 / 40), ridged  # fmt: skip
    yield "* Marchenko-Pastur", of(tr(inv(Z * Z.T + ridge * identity(d)))), lambda k: _plain(40, 60, 40), ridged
    yield "* anisotropic: tr R", of(tr(R)), lambda k: k.kappa / 0.1 * k.trace(np.ones(40), 0, 1), ridged
    yield "* ridge, bias: tr R D R Sigma", of(tr(R * Delta * R * Sigma)), (
        lambda k: k.bias(OTHER) / 0.1**2), ridged  # fmt: skip
    yield "* ridge, variance: tr R S R Sigma", of(tr(R * S * R * Sigma)), lambda k: k.u * 60, ridged
    yield "* subordination: two covariances", of(tr(R12), sides, TWO), lambda k: _two(20, 40), ridged
    yield "* random features: tr Z'Z K", of(tr(Z.T * Z * K)), None, ridged  # by S67 and S68 of arXiv 2008.06786


def _noisy(bare: float, spread: float, variance: float) -> float:
    return (bare + variance * spread) / (1 - spread)


def _on_a_mixture(k: Spectrum) -> float:
    """p2^2 N + p1 p2 u tr Delta Sigma (related to arXiv 2410.04840), the squares of delta being OTHER."""
    bare, spread = k.features(OTHER)
    whole, u = (OTHER * EIGENVALUES).sum(), spread / (1 - spread)
    passed = bare / (1 - spread) - whole + 2 * k.trace(OTHER, 2, 1)
    return float(4 / 9 * passed + 2 / 9 * u * whole)


def _plain(size: float, samples: float, scale: float) -> float:
    """size times the Stieltjes transform at -ridge of Z Z' with variance 1/scale, a root of a quadratic."""
    share, z, phi = samples / scale, 0.1, size / scale
    return float(size * (-(z + share - phi) + np.sqrt((z + share - phi) ** 2 + 4 * z * phi)) / (2 * z * phi))


def _two(first: float, second: float) -> float:
    """tr (e1 Sigma + e2 Sigma2 + ridge)^-1, e_i = p_i/(1 + tr Sigma_i (...)^-1/n): iterated from e = p."""
    total, shares = first + second, np.array([first, second]) / (first + second)
    spectra, weights = np.array([EIGENVALUES, OTHER]), shares.copy()
    for _ in range(10_000):
        inverse = 1 / (weights @ spectra + 0.1)
        changed = shares / (1 + spectra @ inverse / total)
        if np.abs(changed - weights).max() < 1e-16:
            break
        weights = changed
    return float(inverse.sum())


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor time, and the answer."""
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


def number(found: Derived, *, short: bool) -> float:
    """The value by continuation."""
    numbers = {**NUMBERS, T: 30} if short else NUMBERS
    own = {x.name: x for x in found.quantity.free_symbols if isinstance(x, Symbol)}
    given = {own.get(x.name, x): v for x, v in numbers.items()}
    lists = {s: EIGENVALUES, c2: WEIGHTS, letter_of(Sigma2): OTHER, letter_of(Delta): OTHER}
    return found.at(given, lists).value


def printed() -> None:
    slowest, farthest = 0.0, 0.0
    for name, derive, known, spectrum in closed_numbers():
        seconds, found = timed(derive)
        closed_seconds, closed = timed(partial(getattr, found, "closed"))
        value = number(found, short=spectrum.T == 30)
        gap = abs(value / known(spectrum) - 1) if known else _unrelated(value)
        slowest, farthest = max(slowest, seconds + closed_seconds), max(farthest, gap)
        form = "closed form" if closed else "system     "
        print(f"{name:<36} {seconds + closed_seconds:6.3f} s  {form}  difference {gap:.1e}", flush=True)
    print(f"slowest {slowest:.3f} s, largest relative difference {farthest:.1e}")


def _unrelated(value: float) -> float:
    """What the two printed relations of tau1 = tr K/T and tau2 = tr Z'Z K/T leave, relative to their terms."""
    one, two = number(derived(E(tr(K)), LAWS, [ridge > 0]), short=False) / 60, value / 60
    phi, psi, share, eta, rest = 40 / 60, 40 / 25, 0.25, 0.35, 0.1 * one - 1
    first = [phi * share * two * one, phi**2 * two, -(phi**2) * one, share * one * two * psi * rest]
    second = [phi * share * (two - one) ** 2, phi * eta * (two - one) * one, -share * one * two * rest]
    return max(abs(sum(terms)) / sum(map(abs, terms)) for terms in (first, second))


def models() -> None:
    for name in ("ridge", "least-squares", "mixture", "random-features", "chain", "early-stopping"):
        for quantity in shipped_model(name).quantities:
            seconds, said = timed(partial(_whole, name, quantity))
            print(f"{name + ':' + quantity:<36} {seconds:6.3f} s  {said}", flush=True)


def _whole(name: str, quantity: str) -> str:
    """Derived, with its closed form; or what it says instead."""
    structure: dict[str, Any] = {"chain": {"n": 1}, "early-stopping": {"steps": 3}}.get(name, {})
    try:
        found = derived_from(shipped_model(name), quantity, where=[ridge > 0, d < T, d < T0], **structure)
    except OutOfScope as reason:
        return str(reason)
    return "closed form" if found.closed else "system"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", action="store_true", help="every quantity of six models, as well")
    printed()
    if parser.parse_args().models:
        models()


if __name__ == "__main__":
    main()
