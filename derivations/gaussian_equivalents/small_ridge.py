"""How small the ridge may be: the relative remainders along a ridge T^-ell, beside a covariance of bounded trace.

For a power-law spectrum lambda_k = k^-beta, beta > 1, tr Sigma <= M and tr Sigma^2 <= M^2 for every d, and kappa is at
most a multiple c of the ridge as long as the degrees of freedom stay below a share of T. Every remainder of this
chapter grows in the trace, in tr Sigma^2, in kappa and in 1/ridge. With their bounds put in, that of one resolvent, in
units of the resolvent itself, vanishes for ell < 3/2; those of R S R and R Sigma R, in units of their equivalents, for
ell < 1. At ell = 1 the latter do not: there the equivalents of variance and bias are not reached by these bounds.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.balance import beside_both
from lemmata.derivations.gaussian_equivalents.noise_equivalent import noise_error
from lemmata.derivations.gaussian_equivalents.paper import PAPER, square, trace
from lemmata.derivations.gaussian_equivalents.resolvent import share
from lemmata.derivations.gaussian_equivalents.signal_equivalent import best, remainders
from lemmata.verifier.language import *

ell = Symbol("ell", real=True)
"""The ridge is T^-ell."""
M, c = Symbol("M", positive=True), Symbol("c", positive=True)
"""Bounds of tr Sigma and of kappa/ridge."""


def along(remainder: Expr) -> Expr:
    """A remainder with the bounds put in, and T^-ell for the ridge."""
    bounds: dict[Any, Any] = {trace: M, square: M**2, EigenSum(s): M, kappa: c * ridge}
    found: Expr = remainder.xreplace(best).xreplace(bounds).xreplace({ridge: T**-ell})
    return found


of_one = along(share)
room = along(1 + trace / (ridge * T))
"""At least 1 + kappa^2 tr Sigma G^2/(ridge T), which is T/(T - df2) or more."""
of_noise = along(noise_error) * room
of_signal = along(remainders(trace).of_resolvent)
of_signal_itself = along(kappa / ridge * beside_both)
growing = Path(T)
a_point = {ell: "1/2", M: 1, c: 2}

with PAPER.section("Small ridge", where=[ell < Rational(3, 2)], witness=a_point):
    one_resolvent_along = PAPER.claim("one-resolvent-along", "R: its relative remainder vanishes for ell < 3/2",
        tends(of_one, 0, growing), proof=limit)

with PAPER.section("Small ridge", where=[ell < 1], witness=a_point):
    noise_along = PAPER.claim("noise-along", "R S R: its relative remainder vanishes for ell < 1",
        tends(of_noise, 0, growing), proof=limit)

    signal_along = PAPER.claim("signal-along", "R Sigma R: its relative remainder vanishes for ell < 1",
        tends(of_signal, 0, growing), proof=limit)

    signal_itself_along = PAPER.claim("signal-itself-along", "R Sigma R: so does the share that is of its own size",
        tends(of_signal_itself, 0, growing), proof=limit)

at_one: dict[Any, Any] = {ell: Integer(1)}
noise_at_one = Rational(695, 1344) * c * M**2 * (1 + M) ** 2
signal_at_one = Rational(5567, 768) * M**2 * (1 + M)

with PAPER.section("Small ridge", witness={M: 1, c: 2}):
    noise_not_beyond = PAPER.claim("noise-not-beyond", "R S R: at ell = 1 the bound stays at a positive number",
        tends(of_noise.xreplace(at_one), noise_at_one, growing), proof=limit)

    signal_not_beyond = PAPER.claim("signal-not-beyond", "R Sigma R: at ell = 1 the bound stays at a positive number",
        tends(of_signal.xreplace(at_one), signal_at_one, growing), proof=limit)
