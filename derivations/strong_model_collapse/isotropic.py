"""Sigma = I, a truth of squared norm r2 and a shift of squared norm c2: everything in closed form.

The renormalised ridge solves kappa^2 + (1 - phi - ridge) kappa = ridge, and u = phi/((1 + kappa)^2 - phi).
"""

from lemmata.derivations.dohmatob2024.section_4_2_isotropic import isotropic_kappa
from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import p1, p2, u
from lemmata.verifier.language import *

r2, shift = (Symbol(name, nonnegative=True) for name in ("r2", "shift"))
added = phi / ((1 + kappa) ** 2 - phi)
collapse = shift * (p2**2 * (1 + u * kappa**2) / (1 + kappa) ** 2 + p1 * p2 * u)
half = Rational(1, 2)
damped = (s + kappa) ** 2
in_sums = shift / d * (
    p2**2 * (EigenSum(s**3 / damped) + u * kappa**2 * EigenSum(s / damped)) + p1 * p2 * u * EigenSum(s)
)

with PAPER.section("Isotropic"):
    PAPER.claim("isotropic-collapse", "The collapse term for Sigma = I and a shift without direction",
        equal(in_sums, collapse), where=[sigma_is_identity],
        witness={SPECTRUM: ((1, 1), (1, 1)), kappa: 1, p1: half, p2: half, u: 1, shift: 1},
        proof=[
            isotropic,
                shift / d * (p2**2 * (d / (1 + kappa) ** 2 + u * kappa**2 * d / (1 + kappa) ** 2) + p1 * p2 * u * d),
            algebra,
        ])

    PAPER.claim("isotropic-bias", "The bias for Sigma = I and a truth without direction",
        equal(kappa**2 * r2 / d * EigenSum(s / damped) * (1 + u), r2 * kappa**2 * (1 + u) / (1 + kappa) ** 2),
        where=[sigma_is_identity], witness={SPECTRUM: ((1, 1), (1, 1)), kappa: 1, u: 1, r2: 1},
        proof=[isotropic, kappa**2 * r2 / d * (d / (1 + kappa) ** 2) * (1 + u), algebra])

    PAPER.claim("isotropic-added", "and the factor u of the noise",
        equal(df2 / (T - df2), added),
        where=[sigma_is_identity, Eq(df2, EigenSum(s**2 / damped)), Eq(phi, d / T), df2 < T],
        witness={SPECTRUM: ((1, 1), (1, 1)), kappa: 1, T: 4, phi: half, df2: half},
        proof=[
            given,     EigenSum(s**2 / damped) / (T - EigenSum(s**2 / damped)),
            isotropic, d / (1 + kappa) ** 2 / (T - d / (1 + kappa) ** 2),
            algebra,   d / T / ((1 + kappa) ** 2 - d / T),
            given,
        ])

    excess = (ridge + phi - 1 + sqrt((ridge + phi - 1) ** 2 + 4 * ridge)) / 2

    PAPER.claim("isotropic-ridge-is-kappa", "kappa is the positive root of kappa - ridge = phi kappa/(1 + kappa)",
        equal(excess, kappa), where=[Eq(phi, (1 + kappa) * (1 - ridge / kappa)), ridge < kappa],
        witness={kappa: 1, ridge: half, phi: 1}, proof=isotropic_kappa)

    PAPER.claim("ridgeless-kappa", "With fewer rows than dimensions kappa stays positive as the ridge vanishes",
        tends(excess, phi - 1, along=Path(ridge, 0)), where=[phi > 1, ridge > 0], witness={phi: 2, ridge: half},
        proof=[limit, (phi - 1 + sqrt(phi**2 - 2 * phi + 1)) / 2, algebra])

    PAPER.claim("ridgeless-kappa-narrow", "With more rows than dimensions it vanishes with the ridge",
        tends(excess, 0, along=Path(ridge, 0)), where=[phi < 1, ridge > 0], witness={phi: half, ridge: half},
        proof=limit)

    PAPER.claim("ridgeless-collapse-narrow", "and the collapse term is that of least squares",
        tends(collapse.xreplace({u: added}), shift * p2 * (p2 + p1 * phi / (1 - phi)), along=Path(kappa, 0)),
        where=[phi < 1], witness={phi: half, kappa: 1, p1: half, p2: half, shift: 1}, proof=limit)

    PAPER.claim("ridgeless-bias", "With fewer rows the bias is what they do not reach",
        equal(r2 * kappa**2 / (1 + kappa) ** 2 * (1 + added), r2 * (1 - 1 / phi)),
        where=[Eq(kappa, phi - 1), phi > 1], witness={phi: 2, kappa: 1, r2: 1},
        proof=[algebra, r2 * kappa**2 / ((1 + kappa) ** 2 - phi), given])

    PAPER.claim("ridgeless-noise", "the factor of the noise is 1/(phi - 1)",
        equal(added, 1 / (phi - 1)), where=[Eq(kappa, phi - 1), phi > 1], witness={phi: 2, kappa: 1}, proof=given)

    PAPER.claim("ridgeless-collapse", "and the collapse term grows without bound as p1 p2/(phi - 1) towards phi = 1",
        equal(collapse, shift * (p2**2 / phi + p1 * p2 / (phi - 1))),
        where=[Eq(kappa, phi - 1), Eq(u, 1 / (phi - 1)), phi > 1],
        witness={phi: 2, kappa: 1, u: 1, p1: half, p2: half, shift: 1}, proof=given)
