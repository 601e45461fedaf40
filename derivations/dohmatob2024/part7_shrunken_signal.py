"""Beyond the paper: the optimal ridge when generators have T0 < d samples, for Sigma = I.

Of a generator only its overlap c with the truth and its squared length L matter: the risk is

    a(u) L - 2 u c + ||w0||^2 + sigma^2 phi u^2/(1 - phi u^2),      a(u) = collapse_in_u,

in the letter u = 1/(1 + kappa). Without label noise both are eta^n ||w0||^2 (Theorem 4.6, eta = T0/d): the chain acts
as a shrinkage of the signal and nothing else, so that the best ridge grows like eta^-n and the risk tends to that of
the null predictor. With label noise the length stays and the overlap is lost, and the best u is at most
c/(sigma^2 phi).
"""

from sympy import Derivative, Eq, Rational, Symbol

from derivations.dohmatob2024.paper import PAPER
from derivations.dohmatob2024.part2_ridge_isotropic import optimal_ridge_clean, risk_in_u
from derivations.dohmatob2024.part3_growth_ridge import collapse_in_u
from derivations.dohmatob2024.part7_optimal_ridge import f, inside, ridge_of_u, u
from theory.notation import n, phi, ridge, sigma, signal
from theory.relations import Path, at_least, at_most, equal, tends
from verifier.claim import at_least_by, at_most_by, by, calc, tends_by
from verifier.rules import algebra, differentiate, geometric_limit, given, inequality, use

c = Symbol("c", nonnegative=True)
L = Symbol("L", nonnegative=True)
eta = Symbol("eta", positive=True)
half = Rational(1, 2)

noise = sigma**2 * phi * u**2 / (1 - phi * u**2)
risk_by_moments = collapse_in_u * L - 2 * u * c + signal + noise
shrunk = eta**n * signal
risk_of_shrunk = risk_in_u.xreplace({signal: shrunk}) + signal - shrunk
a_point = {u: half, phi: 1, sigma: 1, signal: 1}

shrinkage = PAPER.claim(
    "signal-shrinkage",
    "A chain without label noise acts as a shrinkage of the signal by eta^n, and nothing else",
    equal(risk_by_moments, risk_of_shrunk),
    where=[Eq(L, shrunk), Eq(c, shrunk), phi * u**2 < 1],
    witness={**a_point, eta: half, n: 2, L: Rational(1, 4), c: Rational(1, 4)},
    source=PAPER.at("Theorem 4.6"),
    note="the same holds exactly at every finite size, with the exact coefficients in place of a(u), u and the noise",
    proof=calc(risk_by_moments, by(given), risk_of_shrunk),
)

shrunk_slope = PAPER.claim(
    "shrunken-signal-slope",
    "After n generations without label noise the risk is stationary where ridge = sigma^2 phi/(eta^n ||w0||^2)",
    equal(
        Derivative(risk_in_u.xreplace({signal: shrunk}), u),
        2 * u * (sigma**2 * phi - shrunk * ridge) / (1 - phi * u**2) ** 2,
    ),
    where=[ridge_of_u, *inside],
    witness={**a_point, ridge: half, eta: half, n: 2},
    source=PAPER.at("Theorem 4.6"),
    proof=calc(
        Derivative(risk_in_u.xreplace({signal: shrunk}), u),
        by(use(optimal_ridge_clean, {signal: shrunk})),
        2 * u * (sigma**2 * phi - shrunk * ridge) / (1 - phi * u**2) ** 2,
    ),
)  # fmt: skip

best = sigma**2 * phi / shrunk

best_grows = PAPER.claim(
    "shrunken-signal-optimum-grows",
    "The best ridge grows by the factor 1/eta = d/T0 in each generation",
    equal(best.xreplace({n: n + 1}) / best, 1 / eta),
    where=[signal > 0, sigma > 0],
    witness={**a_point, eta: half, n: 2},
    source=PAPER.at("Theorem 4.6"),
    proof=calc(best.xreplace({n: n + 1}) / best, by(algebra), 1 / eta),
)

no_noise_no_ridge = PAPER.claim(
    "noise-free-needs-no-ridge",
    "Without any label noise the risk falls in u: no ridge is best, in every generation",
    at_most(Derivative(risk_in_u.xreplace({signal: shrunk, sigma: 0}), u), 0),
    where=inside,
    witness={u: half, phi: 1, signal: 1, eta: half, n: 2},
    source=PAPER.at("Theorem 4.6"),
    proof=calc(
        Derivative(risk_in_u.xreplace({signal: shrunk, sigma: 0}), u),
        by(differentiate), -2 * shrunk * (1 - u) * (1 - phi * u) / (1 - phi * u**2) ** 2,
        at_most_by(inequality), 0,
    ),
)  # fmt: skip

lower = PAPER.claim(
    "shrunken-signal-at-least",
    "Whatever the ridge, the lost part (1 - eta^n) ||w0||^2 of the signal stays in the risk",
    at_least(risk_of_shrunk, (1 - eta**n) * signal),
    where=[phi * u**2 < 1],
    witness={**a_point, eta: half, n: 2},
    source=PAPER.at("Theorem 4.6"),
    proof=calc(risk_of_shrunk, at_least_by(inequality), (1 - eta**n) * signal),
)

lower_limit = PAPER.claim(
    "shrunken-signal-limit",
    "That bound tends to ||w0||^2, the risk of the null predictor: no ridge saves the chain",
    tends((1 - eta**n) * signal, signal, along=Path(n)),
    where=[eta < 1],
    witness={signal: 1, eta: half, n: 2},
    source=PAPER.at("Theorem 4.6"),
    proof=calc((1 - eta**n) * signal, tends_by(geometric_limit(eta)), signal),
)

moments_slope = PAPER.claim(
    "moments-slope",
    "The slope of the risk for generators of any overlap and length",
    equal(
        Derivative(risk_by_moments, u),
        2 * (L * u * f + sigma**2 * phi * u - c * (1 - phi * u**2) ** 2) / (1 - phi * u**2) ** 2,
    ),
    where=[phi * u**2 < 1],
    witness={**a_point, L: 1, c: 1},
    source=PAPER.at("Theorem 4.6, with label noise"),
    proof=calc(
        Derivative(risk_by_moments, u),
        by(differentiate),
        L * (2 * u * f / (1 - phi * u**2) ** 2) - 2 * c + 2 * sigma**2 * phi * u / (1 - phi * u**2) ** 2,
        by(algebra), 2 * (L * u * f + sigma**2 * phi * u - c * (1 - phi * u**2) ** 2) / (1 - phi * u**2) ** 2,
    ),
)  # fmt: skip

best_u_by_overlap = PAPER.claim(
    "optimum-by-overlap",
    "The best u is at most c/(sigma^2 phi): as the overlap with the truth is lost, the best fit shrinks to nothing",
    at_most(u, c / (sigma**2 * phi)),
    where=[u <= 1, phi * u <= 1, phi * u**2 < 1, sigma > 0,
           Eq(c, (L * u * f + sigma**2 * phi * u) / (1 - phi * u**2) ** 2)],
    witness={u: half, phi: 1, sigma: 1, L: 0, c: Rational(8, 9)},
    source=PAPER.at("Theorem 4.6, with label noise"),
    note="the equation says that the slope vanishes; c = eta^n ||w0||^2 after n generations",
    proof=calc(
        u,
        at_most_by(inequality), (L * u * f + sigma**2 * phi * u) / (sigma**2 * phi * (1 - phi * u**2) ** 2),
        by(given), c / (sigma**2 * phi),
    ),
)  # fmt: skip
