"""Beyond the paper: the optimal ridge when generators have T0 < d samples, for Sigma = I.

Of a generator only its overlap c with the truth and its squared length L matter: the risk is

    a(u) L - 2 u c + ||w0||^2 + sigma^2 phi u^2/(1 - phi u^2),      a(u) = collapse_in_u,

in the letter u = 1/(1 + kappa). Without label noise both are eta^n ||w0||^2 (Theorem 4.6, eta = T0/d): the chain acts
as a shrinkage of the signal and nothing else, so that the best ridge grows like eta^-n and the risk tends to that of
the null predictor. With label noise the length stays and the overlap is lost, and the best u is at most
c/(sigma^2 phi).
"""

from lemmata.derivations.dohmatob2024.beyond.optimal_ridge import f, inside, ridge_of_u, u
from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.chain_moments import overlap, squared_length
from lemmata.derivations.dohmatob2024.section_4_2_isotropic import optimal_ridge_clean, risk_in_u
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    around_covariance,
    proportional_growth,
    resolvent_equivalent,
    sample_resolvent_equivalent,
)
from lemmata.derivations.dohmatob2024.section_4_3_growth import collapse_in_u
from lemmata.derivations.dohmatob2024.section_4_3_isotropic import a, b, chain_is_shrinkage, ridge_by_moments, v
from lemmata.derivations.dohmatob2024.setting import phi_is_d_over_T, unit_covariance
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import (
    eta,
    isotropic_laws,
    kept,
    length_shrinks,
    overlap_shrinks,
)
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

c = Symbol("c", nonnegative=True)
L = Symbol("L", nonnegative=True)
half = Rational(1, 2)

noise = sigma**2 * phi * u**2 / (1 - phi * u**2)
risk_by_moments = collapse_in_u * L - 2 * u * c + signal + noise
shrunk = eta**n * signal
risk_of_shrunk = risk_in_u.xreplace({signal: shrunk}) + signal - shrunk
a_point = {u: half, phi: 1, sigma: 1, signal: 1}

in_proportion = [
    *proportional_growth, df2 < T, sigma_is_identity, phi_is_d_over_T, Eq(u, 1 / (1 + kappa)), phi * u**2 < 1,
]
traces_in_u = {**unit_covariance, T: 4, phi: half, ridge: Rational(3, 4), u: half, sigma: 1, sigma0: 1, T0: 3, n: 1}
both, plain = E(tr(inv(Sigma) * R * Sigma * R)), E(tr(identity(d) * R))
spread, one = EigenSum(s**2 / (s + kappa) ** 2), EigenSum(1 / (s + kappa) ** 2)
resolved = kappa**2 * (one + spread * one / (T - df2))

with PAPER.section(
    "Beyond the paper", witness={**a_point, eta: half, n: 2}, laws=isotropic_laws, source="beyond Theorem 4.6",
):
    risk_by_moments_in_u = PAPER.claim("risk-by-moments-in-u",
        "For Sigma = I the risk is that of the overlap and the length of the last generator",
        equivalent(risk(n), risk_by_moments.xreplace({L: squared_length(n), c: overlap(n)})),
        source="beyond Theorem 4.6, with label noise", where=[*in_proportion, (T0 - d) ** 2 >= 4],
        witness={**traces_in_u, T0: 4},
        proof=[
            ridge_by_moments, a * squared_length(n) - 2 * b * overlap(n) + signal + sigma**2 * v,
            isotropic,
                (d - 2 * (ridge * plain) + ridge**2 * both) / d * squared_length(n)
                - 2 * (d - ridge * plain) / d * overlap(n) + signal + sigma**2 * (E(tr(Sigma * R * S * R)) / T),
            equivalent_at(resolvent_equivalent, {A: identity(d)}),
                (d - 2 * (kappa * EigenSum(1 / (s + kappa))) + ridge**2 * both) / d * squared_length(n)
                - 2 * (d - kappa * EigenSum(1 / (s + kappa))) / d * overlap(n) + signal
                + sigma**2 * (E(tr(Sigma * R * S * R)) / T),
            equivalent_at(around_covariance, {A: inv(Sigma)}),
                (d - 2 * (kappa * EigenSum(1 / (s + kappa))) + resolved) / d * squared_length(n)
                - 2 * (d - kappa * EigenSum(1 / (s + kappa))) / d * overlap(n) + signal
                + sigma**2 * (E(tr(Sigma * R * S * R)) / T),
            equivalent_at(sample_resolvent_equivalent, {A: Sigma}),
                (d - 2 * (kappa * EigenSum(1 / (s + kappa))) + resolved) / d * squared_length(n)
                - 2 * (d - kappa * EigenSum(1 / (s + kappa))) / d * overlap(n) + signal
                + sigma**2 * (spread / (T - df2)),
            isotropic,
                (1 - 2 * kappa / (1 + kappa)
                 + kappa**2 / (1 + kappa) ** 2 * (1 + d / (1 + kappa) ** 2 / (T - d / (1 + kappa) ** 2)))
                * squared_length(n)
                - 2 / (1 + kappa) * overlap(n) + signal
                + sigma**2 * (d / (1 + kappa) ** 2 / (T - d / (1 + kappa) ** 2)),
            given,
        ])

    shrinkage = PAPER.claim("signal-shrinkage",
        "A chain without label noise acts as a shrinkage of the signal by eta^n, and nothing else",
        equal(risk_by_moments, risk_of_shrunk), where=[Eq(L, shrunk), Eq(c, shrunk), phi * u**2 < 1],
        witness={**a_point, eta: half, n: 2, L: Rational(1, 4), c: Rational(1, 4)},
        note=f"{chain_is_shrinkage.id} says so exactly at every finite size", proof=given)

    noise_free_length, noise_free_overlap = (
        moment(n).xreplace({sigma0: Integer(0)}) for moment in (squared_length, overlap)
    )

    PAPER.claim("noise-free-chain-in-u",
        "The risk of such a chain: that of clean data with the weaker signal, and the part of the signal that is lost",
        equivalent(risk(n, sigma0=0), risk_of_shrunk), where=[*in_proportion, T0 <= d - 2, kept],
        witness={
            SPECTRUM: ((1, 1),) * 4, T: 8, T0: 2, eta: half, n: 1, sigma: 1, kappa: 1, df1: 2, df2: 1, phi: half,
            ridge: Rational(3, 4), u: half,
        },
        proof=[
            use(risk_by_moments_in_u, {sigma0: 0}),
                collapse_in_u * noise_free_length - 2 * u * noise_free_overlap + signal + noise,
            use(length_shrinks, {sigma0: 0}),  collapse_in_u * shrunk - 2 * u * noise_free_overlap + signal + noise,
            use(overlap_shrinks, {sigma0: 0}), collapse_in_u * shrunk - 2 * u * shrunk + signal + noise,
            algebra,
        ])

    PAPER.claim("shrunken-signal-slope",
        "After n generations without label noise the risk is stationary where ridge = sigma^2 phi/(eta^n ||w0||^2)",
        equal(
            Derivative(risk_in_u.xreplace({signal: shrunk}), u),
            2 * u * (sigma**2 * phi - shrunk * ridge) / (1 - phi * u**2) ** 2,
        ),
        where=[ridge_of_u, *inside], witness={**a_point, ridge: half, eta: half, n: 2},
        proof=use(optimal_ridge_clean, {signal: shrunk}))

    best = sigma**2 * phi / shrunk

    PAPER.claim("shrunken-signal-optimum-grows", "The best ridge grows by the factor 1/eta = d/T0 in each generation",
        equal(best.xreplace({n: n + 1}) / best, 1 / eta), where=[signal > 0, sigma > 0], proof=algebra)

    PAPER.claim("noise-free-needs-no-ridge",
        "Without any label noise the risk falls in u: no ridge is best, in every generation",
        at_most(Derivative(risk_in_u.xreplace({signal: shrunk, sigma: 0}), u), 0), where=inside,
        witness={u: half, phi: 1, signal: 1, eta: half, n: 2},
        proof=[differentiate, -2 * shrunk * (1 - u) * (1 - phi * u) / (1 - phi * u**2) ** 2, inequality])

    lower = PAPER.claim("shrunken-signal-at-least",
        "Whatever the ridge, the lost part (1 - eta^n) ||w0||^2 of the signal stays in the risk",
        at_least(risk_of_shrunk, (1 - eta**n) * signal), where=[phi * u**2 < 1], proof=inequality)

    PAPER.claim("shrunken-signal-limit",
        "That bound tends to ||w0||^2, the risk of the null predictor: no ridge saves the chain",
        tends((1 - eta**n) * signal, signal, along=Path(n)), where=[eta < 1], witness={signal: 1, eta: half, n: 2},
        proof=limit)

    PAPER.claim("moments-slope", "The slope of the risk for generators of any overlap and length",
        equal(
            Derivative(risk_by_moments, u),
            2 * (L * u * f + sigma**2 * phi * u - c * (1 - phi * u**2) ** 2) / (1 - phi * u**2) ** 2,
        ),
        source="beyond Theorem 4.6, with label noise", where=[phi * u**2 < 1], witness={**a_point, L: 1, c: 1},
        proof=[
            differentiate,
                L * (2 * u * f / (1 - phi * u**2) ** 2) - 2 * c + 2 * sigma**2 * phi * u / (1 - phi * u**2) ** 2,
            algebra,
        ])

    PAPER.claim("optimum-by-overlap",
        "The best u is at most c/(sigma^2 phi): as the overlap with the truth is lost, the best fit shrinks to nothing",
        at_most(u, c / (sigma**2 * phi)), source="beyond Theorem 4.6, with label noise",
        where=[
            u <= 1, phi * u <= 1, phi * u**2 < 1, sigma > 0,
            Eq(c, (L * u * f + sigma**2 * phi * u) / (1 - phi * u**2) ** 2),
        ],
        witness={u: half, phi: 1, sigma: 1, L: 0, c: Rational(8, 9)},
        note="the equation says that the slope vanishes; c = eta^n ||w0||^2 after n generations",
        proof=[inequality, (L * u * f + sigma**2 * phi * u) / (sigma**2 * phi * (1 - phi * u**2) ** 2), given])
