r"""The retraining chain: a model fitted on labels that earlier models made.

Inputs are x ~ N(0, Sigma). The chain starts at the truth, w_0 = w0, and generation j fits T_j fresh samples whose
labels come from its predecessor,

    w_{j+1} = X_j^+ (X_j w_j + E_j),   E_j ~ N(0, sigma_j^2 I),   j = 0..n-1,

or by ridge regression with parameter ``ridge0`` when that is positive. The downstream model fits T rows X with labels
X w_n + E, E ~ N(0, sigma^2 I):

    w_pred = (X'X/T + ridge)^-1 X'Y/T       (the minimum-norm least squares solution for ridge = 0).

Its risk is the excess test error E ||w_pred - w0||^2_Sigma (Dohmatob et al., arXiv 2402.07712, Section 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sympy import Expr

from lemmata.numerics.displayed import table
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact_integer
from lemmata.theory.spectra.spectra import Number, Spectrum, _nonnegative

Designs = Literal["independent", "same", "shared"]


_MOST_GENERATIONS = 10**4


@dataclass(frozen=True, init=False)
class Mix:
    """Each generation trains on ``real`` fresh rows with true labels, and synthetic labels on the rest."""

    real: int

    def __init__(self, real: Exact) -> None:
        object.__setattr__(self, "real", exact_integer(real, "real", least=0))


Protocol = Literal["replace", "accumulate"] | Mix


@dataclass(frozen=True, init=False)
class Chain:
    """A chain of ``n`` generations and the downstream fit, with exact parameters.

    Args:
        spectrum: covariance and true parameter.
        T: samples of the downstream fit.
        ridge: its ridge parameter lambda.
        sigma2: variance of its label noise.
        n: number of generations.
        T0: samples of the generators: one number for all, or one per generation, oldest first.
        sigma0_2: variances of the generators' label noise, likewise.
        ridge0: ridge parameter of the generators.
        designs: ``independent`` (fresh X_j), ``same`` (one X_0 for all generators, T rows of its own for the
            downstream fit) or ``shared`` (one X for generators and downstream fit).
        protocol: what a generation is trained on: ``replace`` (the newest labels only), ``accumulate`` (all labels
            so far, each with its own rows) or ``Mix(real=m)``.

    Raises:
        InputError: naming the argument, the value and the domain.

    >>> from lemmata.theory.spectra.spectra import Isotropic
    >>> Chain(Isotropic(d=8), T=12, ridge="3/10", sigma2="1/2", n=3, T0=14, sigma0_2="1/5").T0
    (14, 14, 14)
    """

    spectrum: Spectrum
    T: int
    ridge: Expr
    sigma2: Expr
    n: int
    T0: tuple[int, ...]
    sigma0_2: tuple[Expr, ...]
    ridge0: Expr
    designs: Designs
    protocol: Protocol

    def __init__(
        self,
        spectrum: Spectrum,
        *,
        T: Exact,
        ridge: Number = 0,
        sigma2: Number = 0,
        n: Exact = 0,
        T0: Exact | Sequence[Exact] | None = None,
        sigma0_2: Number | Sequence[Number] | None = None,
        ridge0: Number = 0,
        designs: Designs = "independent",
        protocol: Protocol = "replace",
    ) -> None:
        generations = exact_integer(n, "n", least=0)
        if generations > _MOST_GENERATIONS:
            raise InputError("n", n, f"at most {_MOST_GENERATIONS} generations")
        if designs not in ("independent", "same", "shared"):
            raise InputError("designs", designs, "independent, same or shared")
        if protocol not in ("replace", "accumulate") and not isinstance(protocol, Mix):
            raise InputError("protocol", protocol, "replace, accumulate or Mix(real=m)")
        fields = {
            "spectrum": spectrum,
            "T": exact_integer(T, "T", least=1),
            "ridge": _nonnegative(ridge, "ridge"),
            "sigma2": _nonnegative(sigma2, "sigma2"),
            "n": generations,
            "T0": tuple(exact_integer(t, "T0", least=1) for t in _per_generation(T0, generations, "T0")),
            "sigma0_2": tuple(_nonnegative(s, "sigma0_2") for s in _per_generation(sigma0_2, generations, "sigma0_2")),
            "ridge0": _nonnegative(ridge0, "ridge0"),
            "designs": designs,
            "protocol": protocol,
        }
        for name, value in fields.items():
            object.__setattr__(self, name, value)
        if designs != "independent" and len(set(self.T0)) > 1:
            raise InputError("T0", self.T0, f"one number when the designs are {designs}")
        if designs == "shared" and any(size != self.T for size in self.T0):
            raise InputError("T0", self.T0, "equal to T when the downstream fit shares the design")
        if isinstance(protocol, Mix) and any(size < protocol.real for size in self.T0):
            raise InputError("real", protocol.real, "at most T0")

    def _repr_html_(self) -> str:
        return table(((name, getattr(self, name)) for name in self.__dataclass_fields__), title="chain")


def _per_generation(value: Any, n: int, argument: str) -> tuple[Any, ...]:
    """One value for all generations, or a sequence of n of them."""
    if value is None:
        if n:
            raise InputError(argument, "nothing", f"given when n = {n}")
        return ()
    if isinstance(value, str) and "," in value:
        value = value.split(",")
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) != n:
            raise InputError(argument, value, f"one number, or {n} numbers for {n} generations")
        return tuple(value)
    return (value,) * n
