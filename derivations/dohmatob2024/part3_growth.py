"""Theorem 4.1: with enough samples per generator, each generation adds its own error.

Every generator has T0 >= d + 2 samples, so that it is unbiased whatever its predecessor was; the covariance is
arbitrary.
"""

from sympy import Rational, Symbol

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.part1_classical import ols_risk_clean
from lemmata.derivations.dohmatob2024.setting import in_proportion
from lemmata.theory.notation import T0, T, d, n, phi, phi0, sigma, sigma0, signal
from lemmata.theory.quantities.regression import LAWS, X0, Sigma, X, eps, eps0, generator_error, risk, w, w0
from lemmata.theory.random_matrices import E, gram, inv, norm2, pinv, tr
from lemmata.theory.relations import Path, at_least, equal, tends
from lemmata.verifier.checks import simulation
from lemmata.verifier.claim import at_least_by, by, calc, tends_by
from lemmata.verifier.rules import (
    algebra,
    definition,
    expectation,
    inequality,
    inverse_wishart_mean,
    limit,
    matrix_identity,
    recurrence,
    use,
)

ols = risk(ridge=0)
enough_samples = [T >= d + 2, T0 >= d + 2]
small_sizes = {d: 2, T: 5, T0: 6, n: 3, sigma: 1, sigma0: 1}
per_generation = sigma0**2 * d / (T0 - d - 1)

generator_error_step = PAPER.claim(
    "generator-error-step",
    "One more generation adds its own estimation error to that of its predecessor",
    equal(generator_error(n + 1), generator_error(n) + per_generation),
    where=[T0 >= d + 2],
    witness={d: 2, T0: 6, n: 3, sigma0: 1},
    source=PAPER.at("Theorem 4.1 (proof)"),
    laws=LAWS,
    proof=calc(
        generator_error(n + 1),
        by(definition(generator_error(n + 1))), E(norm2(w[n + 1] - w0, Sigma)),
        by(definition(w[n + 1])), E(norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) - w0, Sigma)),
        by(matrix_identity), E(norm2(w[n] - w0 + inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma)),
        by(expectation), E(norm2(w[n] - w0, Sigma)) + sigma0**2 * E(tr(Sigma * inv(gram(X0[n])))),
        by(inverse_wishart_mean), E(norm2(w[n] - w0, Sigma)) + per_generation,
        by(definition(generator_error(n))), generator_error(n) + per_generation,
    ),
)  # fmt: skip

generator_error_start = PAPER.claim(
    "generator-error-start",
    "The chain starts at the truth",
    equal(generator_error(0), 0),
    where=[T0 >= d + 2],
    witness={d: 2, T0: 6, sigma0: 1},
    source=PAPER.at("Section 3"),
    note="the setup prints w-hat_n = w0 for the start of the recursion; it must be w-hat_0",
    proof=calc(
        generator_error(0),
        by(definition(generator_error(0))), E(norm2(w[0] - w0, Sigma)),
        by(definition(w[0])), E(norm2(w0 - w0, Sigma)),
        by(matrix_identity), 0,
    ),
)  # fmt: skip

generator_error_growth = PAPER.claim(
    "generator-error-growth",
    "The error of the generator grows linearly in the number of generations",
    equal(generator_error(n), n * per_generation),
    where=[T0 >= d + 2],
    witness={d: 2, T0: 6, n: 3, sigma0: 1},
    source=PAPER.at("Theorem 4.1 (proof)"),
    proof=calc(
        generator_error(n),
        by(recurrence(n, base=generator_error_start, step=generator_error_step)), n * per_generation,
    ),
)  # fmt: skip

growth_step = PAPER.claim(
    "growth-step",
    "One more generation adds sigma0^2 d/(T0 - d - 1) to the risk of least squares",
    equal(risk(n + 1, ridge=0), ols + per_generation),
    where=enough_samples,
    witness=small_sizes,
    source=PAPER.at("Theorem 4.1 (proof)"),
    laws=LAWS,
    proof=calc(
        risk(n + 1, ridge=0),
        by(definition(risk(n + 1, ridge=0))), E(norm2(pinv(X) * (X * w[n + 1] + eps) - w0, Sigma)),
        by(definition(w[n + 1])),
        E(norm2(pinv(X) * (X * (pinv(X0[n]) * (X0[n] * w[n] + eps0[n])) + eps) - w0, Sigma)),
        by(matrix_identity),
        E(norm2(pinv(X) * (X * w[n] + eps) - w0 + inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma)),
        by(expectation),
        E(norm2(pinv(X) * (X * w[n] + eps) - w0, Sigma)) + sigma0**2 * E(tr(Sigma * inv(gram(X0[n])))),
        by(inverse_wishart_mean), E(norm2(pinv(X) * (X * w[n] + eps) - w0, Sigma)) + per_generation,
        by(definition(ols)), ols + per_generation,
    ),
)  # fmt: skip

ols_growth = PAPER.claim(
    "ols-growth",
    "Each generation of synthetic labels adds its own error",
    equal(ols, sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1)),
    where=enough_samples,
    witness=small_sizes,
    source=PAPER.at("Theorem 4.1 (exact at every finite size)"),
    checks=[simulation({d: 8, T: 30, T0: 24}, resolution="1/50")],
    proof=calc(
        ols,
        by(recurrence(n, base=ols_risk_clean, step=growth_step)),
        sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1),
    ),
)  # fmt: skip

printed_growth = sigma**2 * phi / (1 - phi) + n * sigma0**2 * phi0 / (1 - phi0)
proportional = {**small_sizes, phi: Rational(2, 5), phi0: Rational(1, 3)}

printed_ols_growth = PAPER.published(
    "printed-ols-growth",
    "Theorem 4.1 when d, T and T0 grow in proportion",
    tends(ols, printed_growth, along=in_proportion),
    where=[*enough_samples, phi < 1, phi0 < 1],
    witness=proportional,
    source=PAPER.at("Theorem 4.1"),
    corrected_by=ols_growth,
    proof=calc(
        ols,
        by(use(ols_growth)), sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1),
        tends_by(limit), printed_growth,
    ),
)  # fmt: skip

printed_ols_finite = PAPER.published(
    "printed-ols-finite",
    "Theorem 4.1 read at finite size",
    equal(ols, sigma**2 * d / (T - d) + n * sigma0**2 * d / (T0 - d)),
    where=enough_samples,
    witness=small_sizes,
    source=PAPER.at("Theorem 4.1, read at finite size"),
    corrected_by=ols_growth,
    note="phi/(1 - phi) = d/(T - d); the exact denominators are T - d - 1 and T0 - d - 1",
)

plateau = PAPER.claim(
    "plateau",
    "For fixed d and T0 the risk does not vanish as T grows",
    tends(ols, n * sigma0**2 * d / (T0 - d - 1), along=Path(T)),
    where=enough_samples,
    witness=small_sizes,
    source=PAPER.at("Section 4.1"),
    proof=calc(
        ols,
        by(use(ols_growth)), sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1),
        tends_by(limit), n * sigma0**2 * d / (T0 - d - 1),
    ),
)  # fmt: skip

printed_large_T = PAPER.published(
    "printed-large-T",
    "Theorem 4.1 'for large T' alone, with d and T0 fixed",
    tends(ols, n * sigma0**2 * d / (T0 - d), along=Path(T)),
    where=enough_samples,
    witness=small_sizes,
    source=PAPER.at("Theorem 4.1, read for T -> oo alone"),
    corrected_by=plateau,
    note="the term of the generators needs T0 to grow as well",
    proof=calc(
        ols,
        by(use(ols_growth)), sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1),
        tends_by(limit), n * sigma0**2 * d / (T0 - d),
    ),
)  # fmt: skip

printed_plateau = PAPER.published(
    "printed-plateau",
    "The plateau as printed, with the factor d",
    tends(ols, n * sigma0**2 * d / T0, along=Path(T)),
    where=enough_samples,
    witness=small_sizes,
    source=PAPER.at("Section 4.1, plateau"),
    corrected_by=plateau,
    note="true to leading order for T0 much larger than d; the constant is d/(T0 - d - 1)",
    proof=calc(
        ols,
        by(use(ols_growth)), sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1),
        tends_by(limit), n * sigma0**2 * d / T0,
    ),
)  # fmt: skip

null_predictor_ratio = PAPER.published(
    "null-predictor-ratio",
    "The risk relative to that of the null predictor w = 0, whose risk is the signal",
    tends(
        ols / signal,
        (sigma**2 / signal) * phi / (1 - phi) + n * (sigma0**2 / signal) * phi0 / (1 - phi0),
        along=in_proportion,
    ),
    where=[*enough_samples, phi < 1, phi0 < 1, signal > 0],
    witness={**proportional, signal: 1},
    source=PAPER.at("Section 4.1, null predictor"),
    note="SNR = signal/sigma^2 and SNR0 = signal/sigma0^2, with the signal ||w0||_Sigma^2",
    proof=calc(
        ols / signal,
        by(use(ols_growth)), (sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1)) / signal,
        tends_by(limit), (sigma**2 / signal) * phi / (1 - phi) + n * (sigma0**2 / signal) * phi0 / (1 - phi0),
    ),
)  # fmt: skip

SNR0 = Symbol("SNR0", positive=True)

null_threshold = PAPER.claim(
    "null-threshold",
    "From n = SNR0 (1/phi0 - 1) generations on the model is no better than the null predictor",
    at_least((n / SNR0) * phi0 / (1 - phi0), 1),
    where=[phi0 < 1, n >= SNR0 * (1 / phi0 - 1)],
    witness={n: 4, SNR0: 2, phi0: Rational(1, 3)},
    source=PAPER.at("Section 4.1, null predictor"),
    proof=calc(
        (n / SNR0) * phi0 / (1 - phi0),
        by(algebra), n / (SNR0 * (1 / phi0 - 1)),
        at_least_by(inequality), 1,
    ),
)  # fmt: skip

printed_null_threshold = PAPER.published(
    "printed-null-threshold",
    "The same from n = SNR0/(1/phi0 - 1) generations on, as printed",
    at_least((n / SNR0) * phi0 / (1 - phi0), 1),
    where=[phi0 < 1, n >= SNR0 / (1 / phi0 - 1)],
    witness={n: 1, SNR0: 2, phi0: Rational(1, 3)},
    source=PAPER.at("Section 4.1, null predictor threshold"),
    corrected_by=null_threshold,
    note="the factor 1/phi0 - 1 multiplies SNR0; it does not divide it",
    misprint="a bar of division between SNR0 and 1/phi0 - 1",
)
