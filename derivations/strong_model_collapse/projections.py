"""Random projections: least squares on m < n features F'x of an isotropic input, at every size.

Given F the features z = F'x are Gaussian, and the part of the shift that they do not reach is white label noise of the
synthetic rows alone. Averaged over Gaussian F the share m/d of the shift is reached.
"""

from lemmata.derivations.strong_model_collapse.least_squares import rho
from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import n1, n2, p2, rows
from lemmata.verifier.language import *

m = Symbol("m", integer=True, positive=True)
tau, shift = (Symbol(name, nonnegative=True) for name in ("tau", "shift"))
Z1, Z2, xi = design("Z1", n1, m), design("Z2", n2, m), noise_vector("xi", n2)
C, reached = covariance("C", m), vector("reached", m)
K = inv(gram(Z1) + gram(Z2))
rho_m = rho.xreplace({d: m})
noise = n2 / rows * m / (rows - m - 1)

with PAPER.section("Projections", where=[rows >= m + 2], witness={m: 2, n1: 3, n2: 2, tau: 1},
                   laws=(GaussianRows(Z1, C), GaussianRows(Z2, C), WhiteNoise(xi, tau**2))):
    PAPER.claim("given-projection", "Given the projection: the reached shift collapses, the rest is noise",
        equal(E(norm2(K * (gram(Z2) * reached + Z2.T * xi), C)), rho_m * norm2(reached, C) + tau**2 * noise),
        proof=[
            expectation, E(norm2(K * gram(Z2) * reached, C)) + tau**2 * E(tr(C * K * gram(Z2) * K)),
            wishart_moment, rho_m * norm2(reached, C) + tau**2 * E(tr(C * K * gram(Z2) * K)),
            wishart_moment,
        ])

F, v = design("F", d, m), vector("v", d)

with PAPER.section("Projections", where=[d >= m], witness={m: 2, d: 3}, laws=[GaussianRows(F, identity(m))]):
    PAPER.claim("reached-share", "A Gaussian projection to m dimensions reaches the share m/d of a direction",
        equal(E(norm2(F * inv(gram(F)) * F.T * v)), m / d * norm2(v)),
        proof=[matrix_identity, E(tr(v * v.T * F * inv(gram(F)) * F.T)), wishart_moment])

psi, x = Symbol("psi", positive=True), Symbol("x", positive=True)
exact = shift * (m / d * rho_m + (1 - m / d) * noise)
in_proportion = shift * (psi / phi * p2 * (p2 + (1 - p2) * psi / (1 - psi)) + (1 - psi / phi) * p2 * psi / (1 - psi))
other = shift * psi / (1 - psi) * (p2**2 * (1 + (1 - 2 * psi) / phi) + (1 - p2) * p2)

with PAPER.section("Projections"):
    PAPER.claim("projected-collapse-limit", "In proportion, with psi = m/n and phi = d/n",
        tends(exact.xreplace({n1: T - n2}), in_proportion, along=Path(T, keeping={n2: p2 * T, d: phi * T, m: psi * T})),
        where=[T >= m + 2, psi < 1, p2 < 1, n2 < T],
        witness={T: 5, m: 2, d: 4, n2: 2, phi: Rational(4, 5), psi: Rational(2, 5), p2: Rational(2, 5), shift: 1},
        proof=limit)

    PAPER.claim("projected-collapse-form", "The same as p2^2 (1 + (n - 2m)/d) + p1 p2, times m/(n - m)",
        equal(in_proportion, other), where=[psi < 1],
        witness={phi: 1, psi: Rational(1, 2), p2: Rational(1, 2), shift: 1}, proof=algebra)

    PAPER.claim("projected-floor", "With many rows the share x = m/d of the shift is left: the floor grows with m",
        tends(other.xreplace({phi: psi / x}), shift * p2**2 * x, along=Path(psi, 0)), where=[psi < 1],
        witness={psi: Rational(1, 4), x: Rational(1, 4), p2: Rational(1, 2), shift: 1}, proof=limit)

    PAPER.claim("bigger-is-worse-below", "Below the threshold of m = n features a larger model is worse",
        at_least(Derivative(other, psi), 0), where=[psi < 1, phi >= 1, p2 < 1],
        witness={psi: Rational(1, 4), phi: 2, p2: Rational(1, 2), shift: 1},
        proof=[differentiate, shift * p2 * (phi - p2 + 2 * p2 * (1 - psi) ** 2) / (phi * (1 - psi) ** 2), inequality])
