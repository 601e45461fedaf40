"""How far a fit is from its limit where its degrees of freedom are few beside its samples, at finite size.

With S = X'X/T, R = (S + ridge)^-1, H = (Sigma + ridge)^-1, D = Sigma H and df = tr D, for Gaussian rows:

    tr A D H       <=  E tr A R Sigma R  <=  (1 + O((df + 1)/T)) tr A D H           what a fit misses
    E tr A R S R   =   (1 + O((df + 1)/T)) tr A D H                                 what it makes of label noise
    E tr Sigma R S Sigma^-1 S R   =   (1 + O((df + 1)/T)) (1 + d/T) tr D^2   up to O(df^2/T)

for every template letter A. The bounds are stated here, proved in the chapter ``gaussian_equivalents``, and used where
exponents are those of finite sizes: a claim is known there by its statement.
"""

from __future__ import annotations

from sympy import Eq, Symbol

from lemmata.theory.notation import T0, T, d, kappa, n, ridge, sigma, sigma0
from lemmata.theory.quantities.regression import R, S, Sigma, risk, w0
from lemmata.theory.quantities.resolvents import A
from lemmata.theory.random_matrices import E, identity, inv, tr
from lemmata.theory.relations import Statement, at_least, at_most, equal

H = inv(Sigma + ridge * identity(d))
"""(Sigma + ridge)^-1."""
D = H * Sigma
df = tr(D)
"""The degrees of freedom at the ridge."""

fit_share = df + 1 / (2 * T)
"""What tr SR costs at most, beside R."""
small = (df + 1 + 1 / (2 * T)) / T
"""What R misses of H, relatively."""
near = (df + 2 / T) / T
far = (df + 3 + 1 / T) / T
"""The largest of the three: everything holds where it is less than 1."""
joint_share = fit_share / (1 - far)
joint_cost = 3 + 1 / (8 * T)
grown = 1 + joint_cost / T * joint_share

more = Symbol("more", nonnegative=True)
smaller = inv(S + (ridge + more) * identity(d))
"""The resolvent at a larger ridge."""

TEST = E(tr(A * R * Sigma * R))
NOISE = E(tr(A * R * S * R))
COLLAPSE = E(tr(Sigma * R * S * inv(Sigma) * S * R))
"""What unit errors of a generator add to the risk, each as large as the inverse of its direction's variance."""


BOUNDS: dict[str, tuple[Statement, Statement]] = {
    "bias": (
        at_most(tr(A * D * H), TEST),
        at_most((1 - small) * (1 - near) * TEST, grown * tr(A * D * H)),
    ),
    "variance": (
        at_least((1 - small) * NOISE, (1 - 3 * small) * tr(A * D * H)),
        at_most((1 - small) * NOISE, tr(A * D * H)),
    ),
    "collapse": (
        at_least(
            (1 - small) * COLLAPSE,
            (1 + (d - 1) / T) * (1 - 3 * small) * tr(Sigma * D * H) - 2 / T * fit_share * tr(Sigma * H),
        ),
        at_most((1 - small) * COLLAPSE, (1 + (d + 1) / T) * tr(Sigma * D * H)),
    ),
}
"""Of the parts of a risk: from below and from above."""

_at_smaller = E(tr(A * smaller * S * smaller))
SMALLER_NOISE = at_most(_at_smaller, NOISE)
"""What a fit makes of label noise falls as its ridge grows."""
LARGER_NOISE = at_most(NOISE, ((ridge + more) / ridge) ** 2 * _at_smaller)
"""and by no more than the square of the ridge."""

FIT_SQUARE = E(tr(S * R * S * R))
LARGER_COLLAPSE = (
    at_least(COLLAPSE, (d - T - 1) / T * E(tr(Sigma * R * S * R))),
    at_least(COLLAPSE, FIT_SQUARE),
    at_most(E(tr(S * smaller * S * smaller)), FIT_SQUARE),
    at_least((1 - small) * FIT_SQUARE, (1 - small) * tr(D * D) - 2 * small * ridge * tr(D * H)),
)
"""The collapse is of the order of max(T, d) for every smaller ridge, once it is for one."""

theta = Symbol("theta", positive=True)
unseen = Eq(tr(Sigma * inv(Sigma + kappa * identity(d))), T + 3 + T / (kappa * theta))
"""More than T + 3 degrees of freedom at kappa: T samples do not see everything."""
blurred = inv(identity(d) + theta * Sigma)
LEAST_TEST = at_least(ridge**2 * TEST, tr(A * blurred * Sigma * blurred))
"""What a fit misses at any ridge, however small, under ``unseen``."""

_clean = ridge**2 * TEST.xreplace({A: w0 * w0.T}) + sigma**2 * (NOISE.xreplace({A: Sigma}) / T)
CLEAN_RISK = equal(risk(0), _clean)
"""The risk on clean data: what a fit misses, and what it makes of label noise."""
GROWN_RISK = equal(risk(n), _clean + n * sigma0**2 * (COLLAPSE / (T0 - d - 1)))
"""After n generations without ridge on T0 >= d + 2 samples each."""
