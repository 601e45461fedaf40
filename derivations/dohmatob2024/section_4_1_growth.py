"""Theorem 4.1: with enough samples per generator, each generation adds its own error.

Every generator has T0 >= d + 2 samples, so that it is unbiased whatever its predecessor was; the covariance is
arbitrary.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_1_clean import ols_risk_clean
from lemmata.derivations.dohmatob2024.setting import in_proportion
from lemmata.verifier.language import *

ols = risk(ridge=0)
enough_samples = [T >= d + 2, T0 >= d + 2]
small_sizes = {d: 2, T: 5, T0: 6, n: 3, sigma: 1, sigma0: 1}
per_generation = sigma0**2 * d / (T0 - d - 1)

with PAPER.section(
    "Section 4.1", where=[T0 >= d + 2], witness={d: 2, T0: 6, n: 3, sigma0: 1}, source="Theorem 4.1 (proof)",
):
    generator_error_step = PAPER.claim("generator-error-step",
        "One more generation adds its own estimation error to that of its predecessor",
        equal(generator_error(n + 1), generator_error(n) + per_generation), laws=LAWS,
        proof=[
            definition(generator_error(n + 1)), E(norm2(w[n + 1] - w0, Sigma)),
            definition(w[n + 1]), E(norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) - w0, Sigma)),
            matrix_identity, E(norm2(w[n] - w0 + inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma)),
            expectation, E(norm2(w[n] - w0, Sigma)) + sigma0**2 * E(tr(Sigma * inv(gram(X0[n])))),
            wishart_moment, E(norm2(w[n] - w0, Sigma)) + per_generation,
            definition(generator_error(n)),
        ])

    generator_error_start = PAPER.claim("generator-error-start", "The chain starts at the truth",
        equal(generator_error(0), 0), source="Section 3", witness={d: 2, T0: 6, sigma0: 1},
        note="the setup prints w-hat_n = w0 for the start of the recursion; it must be w-hat_0",
        proof=[
            definition(generator_error(0)), E(norm2(w[0] - w0, Sigma)),
            definition(w[0]),               E(norm2(w0 - w0, Sigma)),
            matrix_identity,
        ])

    generator_error_growth = PAPER.claim("generator-error-growth",
        "The error of the generator grows linearly in the number of generations",
        equal(generator_error(n), n * per_generation),
        proof=recurrence(n, base=generator_error_start, step=generator_error_step))

with PAPER.section("Section 4.1", where=enough_samples, witness=small_sizes):
    growth_step = PAPER.claim("growth-step",
        "One more generation adds sigma0^2 d/(T0 - d - 1) to the risk of least squares",
        equal(risk(n + 1, ridge=0), ols + per_generation), source="Theorem 4.1 (proof)", laws=LAWS,
        proof=[
            definition(risk(n + 1, ridge=0)), E(norm2(pinv(X) * (X * w[n + 1] + eps) - w0, Sigma)),
            definition(w[n + 1]), E(norm2(pinv(X) * (X * (pinv(X0[n]) * (X0[n] * w[n] + eps0[n])) + eps) - w0, Sigma)),
            matrix_identity, E(norm2(pinv(X) * (X * w[n] + eps) - w0 + inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma)),
            expectation, E(norm2(pinv(X) * (X * w[n] + eps) - w0, Sigma)) + sigma0**2 * E(tr(Sigma * inv(gram(X0[n])))),
            wishart_moment, E(norm2(pinv(X) * (X * w[n] + eps) - w0, Sigma)) + per_generation,
            definition(ols),
        ])

    ols_growth = PAPER.claim("ols-growth", "Each generation of synthetic labels adds its own error",
        equal(ols, sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1)),
        source="Theorem 4.1 (exact at every finite size)",
        checks=[simulation({d: 8, T: 30, T0: 24}, resolution="1/50")],
        proof=recurrence(n, base=ols_risk_clean, step=growth_step))

    printed_growth = sigma**2 * phi / (1 - phi) + n * sigma0**2 * phi0 / (1 - phi0)
    proportional = {**small_sizes, phi: Rational(2, 5), phi0: Rational(1, 3)}

    PAPER.published("printed-ols-growth", "Theorem 4.1 when d, T and T0 grow in proportion",
        tends(ols, printed_growth, along=in_proportion),
        printed=r"E_n \sim \sigma^2 \frac{\phi}{1-\phi} + n \sigma_0^2 \frac{\phi_0}{1-\phi_0}",
        source="Theorem 4.1", where=[phi < 1, phi0 < 1], witness=proportional, corrected_by=ols_growth,
        proof=[ols_growth, sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1), limit])

with PAPER.section("Section 4.1", where=enough_samples, witness=small_sizes):
    PAPER.published("printed-ols-finite", "Theorem 4.1 read at finite size",
        equal(ols, sigma**2 * d / (T - d) + n * sigma0**2 * d / (T0 - d)),
        printed=r"E_n \sim \sigma^2 \frac{\phi}{1-\phi} + n \sigma_0^2 \frac{\phi_0}{1-\phi_0}",
        source="Theorem 4.1, read at finite size",
        corrected_by=ols_growth, note="phi/(1 - phi) = d/(T - d); the exact denominators are T - d - 1 and T0 - d - 1")

    plateau = PAPER.claim("plateau", "For fixed d and T0 the risk does not vanish as T grows",
        tends(ols, n * sigma0**2 * d / (T0 - d - 1), along=Path(T)), source="Section 4.1",
        proof=[ols_growth, sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1), limit])

    PAPER.published("printed-large-T", "Theorem 4.1 'for large T' alone, with d and T0 fixed",
        tends(ols, n * sigma0**2 * d / (T0 - d), along=Path(T)),
        printed=r"E_n \sim \sigma^2 \frac{\phi}{1-\phi} + n \sigma_0^2 \frac{\phi_0}{1-\phi_0}",
        source="Theorem 4.1, read for T -> oo alone",
        corrected_by=plateau, note="the term of the generators needs T0 to grow as well",
        proof=[ols_growth, sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1), limit])

    PAPER.published("printed-plateau", "The plateau as printed, with the factor d",
        tends(ols, n * sigma0**2 * d / T0, along=Path(T)),
        printed=r"n \sigma_0^2 / T_0",
        source="Section 4.1, plateau", corrected_by=plateau,
        note="true to leading order for T0 much larger than d; the constant is d/(T0 - d - 1)",
        proof=[ols_growth, sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1), limit])

with PAPER.section("Section 4.1", where=[phi0 < 1], source="Section 4.1, null predictor"):
    PAPER.published("null-predictor-ratio",
        "The risk relative to that of the null predictor w = 0, whose risk is the signal",
        tends(
            ols / signal,
            (sigma**2 / signal) * phi / (1 - phi) + n * (sigma0**2 / signal) * phi0 / (1 - phi0),
            along=in_proportion,
        ),
        printed=r"\frac{E_n}{E(\mathrm{null})} = \frac{1}{\mathrm{SNR}} \frac{\phi}{1-\phi} + "
                r"\frac{n}{\mathrm{SNR}_0} \frac{\phi_0}{1-\phi_0}",
        where=[*enough_samples, phi < 1, signal > 0], witness={**proportional, signal: 1},
        note="SNR = signal/sigma^2 and SNR0 = signal/sigma0^2, with the signal ||w0||_Sigma^2",
        proof=[ols_growth, (sigma**2 * d / (T - d - 1) + n * sigma0**2 * d / (T0 - d - 1)) / signal, limit])

    SNR0 = Symbol("SNR0", positive=True)

    null_threshold = PAPER.claim("null-threshold",
        "From n = SNR0 (1/phi0 - 1) generations on the model is no better than the null predictor",
        at_least((n / SNR0) * phi0 / (1 - phi0), 1), where=[n >= SNR0 * (1 / phi0 - 1)],
        witness={n: 4, SNR0: 2, phi0: Rational(1, 3)}, proof=[algebra, n / (SNR0 * (1 / phi0 - 1)), inequality])

    PAPER.published("printed-null-threshold", "The same from n = SNR0/(1/phi0 - 1) generations on, as printed",
        at_least((n / SNR0) * phi0 / (1 - phi0), 1),
        printed=r"n \gg \mathrm{SNR}_0/(1/\phi_0 - 1)",
        source="Section 4.1, null predictor threshold",
        where=[n >= SNR0 / (1 / phi0 - 1)], witness={n: 1, SNR0: 2, phi0: Rational(1, 3)}, corrected_by=null_threshold,
        note="the factor 1/phi0 - 1 multiplies SNR0; it does not divide it",
        misprint="a bar of division between SNR0 and 1/phi0 - 1")
