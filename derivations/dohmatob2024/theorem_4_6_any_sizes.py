"""Theorem 4.6 in full: generators of any sizes T_0, T_1, ..., each of which may lie below or above d; Sigma = I.

Generation i keeps the share t_i = min(1, T_i/d) of what the parameter was, and adds its own label noise. The overlap
with the truth is left with the product of all t_i, the noise of generation m with the product of the later ones. No
order and no bound of the sizes is assumed, but that no T_i is d - 1, d or d + 1, where the noise of that generation has
no finite mean.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.any_sizes import (
    ISOTROPIC_LAWS,
    AnyError,
    AnyLength,
    AnyOverlap,
    first,
    fit_noise,
    h,
    kept,
    more,
    noise,
    rows,
    size,
)
from lemmata.verifier.language import *

m = Symbol("m", integer=True, nonnegative=True)
j = Symbol("j", integer=True, nonnegative=True)
unit_covariance = [sigma_is_identity]
flat = ((1, 1), (1, 0), (1, 2), (1, 1))
below = {SPECTRUM: flat, n: 1, first: 2, more: 4, sigma0: 1}
above = {SPECTRUM: flat, n: 1, first: 6, more: 3, sigma0: 1}
falling_and_rising = {SPECTRUM: flat, n: 3, first: 2, more: 5, sigma0: 1}

share = Product(kept(m), (m, 0, n - 1))
"""What n generations keep."""
gathered = sigma0**2 * Sum(fit_noise(m) * Product(kept(j), (j, m + 1, n - 1)), (m, 0, n - 1))
"""The noise of generation m, as the later ones leave it, summed over m."""

# The overlap with the truth.
with PAPER.section("Theorem 4.6", where=unit_covariance, laws=ISOTROPIC_LAWS, source="Theorem 4.6 (proof), any sizes"):
    overlap_below = PAPER.claim("any-overlap-below",
        "A generation with at most d - 2 samples keeps the share T_n/d of the overlap",
        equal(AnyOverlap(n + 1), size(n) / d * AnyOverlap(n)), where=[size(n) <= d - 2], witness=below,
        proof=[
            definition(AnyOverlap(n + 1)), E(tr(h[n + 1] * w0.T)),
            definition(h[n + 1]),           E(tr(pinv(rows(n)) * (rows(n) * h[n] + noise(n)) * w0.T)),
            expectation,                    E(tr(pinv(rows(n)) * rows(n) * h[n] * w0.T)),
            wishart_moment,                 size(n) / d * E(tr(h[n] * w0.T)),
            definition(AnyOverlap(n)),
        ])

    overlap_above = PAPER.claim("any-overlap-above", "A generation with at least d + 2 samples keeps all of it",
        equal(AnyOverlap(n + 1), AnyOverlap(n)), where=[size(n) >= d + 2], witness=above,
        proof=[
            definition(AnyOverlap(n + 1)), E(tr(h[n + 1] * w0.T)),
            definition(h[n + 1]),           E(tr(pinv(rows(n)) * (rows(n) * h[n] + noise(n)) * w0.T)),
            expectation,                    E(tr(h[n] * w0.T)),
            definition(AnyOverlap(n)),
        ])

with PAPER.section("Theorem 4.6", where=unit_covariance, witness=falling_and_rising):
    overlap_step = PAPER.claim("any-overlap-step", "In either case the share min(1, T_n/d) is kept",
        equal(AnyOverlap(n + 1), kept(n) * AnyOverlap(n)), source="Theorem 4.6 (proof), any sizes",
        proof=cases(overlap_below, overlap_above))

    overlap_start = PAPER.claim("any-overlap-start", "At the start the overlap is ||w0||^2",
        equal(AnyOverlap(0), signal), source="Section 3", laws=ISOTROPIC_LAWS,
        proof=[
            definition(AnyOverlap(0)), E(tr(h[0] * w0.T)),
            definition(h[0]),           E(tr(w0 * w0.T)),
            expectation,                norm2(w0),
            definition(signal),
        ])

    overlap_any = PAPER.claim("any-overlap",
        "After n generations of any sizes the overlap is the product of all min(1, T_m/d), times ||w0||^2",
        equal(AnyOverlap(n), share * signal), source="Theorem 4.6, any sizes",
        proof=recurrence(n, base=overlap_start, step=overlap_step))

# The squared length.
with PAPER.section("Theorem 4.6", where=unit_covariance, laws=ISOTROPIC_LAWS, source="Theorem 4.6 (proof), any sizes"):
    length_below = PAPER.claim("any-length-below",
        "A generation with at most d - 2 samples keeps the share T_n/d of the squared length, and adds its noise",
        equal(AnyLength(n + 1), size(n) / d * AnyLength(n) + sigma0**2 * fit_noise(n)), where=[size(n) <= d - 2],
        witness=below,
        proof=[
            definition(AnyLength(n + 1)), E(norm2(h[n + 1])),
            definition(h[n + 1]), E(norm2(pinv(rows(n)) * (rows(n) * h[n] + noise(n)))),
            expectation, E(norm2(pinv(rows(n)) * rows(n) * h[n])) + sigma0**2 * E(tr(pinv(rows(n)) * pinv(rows(n)).T)),
            wishart_moment, size(n) / d * E(norm2(h[n])) + sigma0**2 * E(tr(pinv(rows(n)) * pinv(rows(n)).T)),
            definition(AnyLength(n), fit_noise(n)),
        ])

    length_above = PAPER.claim("any-length-above",
        "A generation with at least d + 2 samples keeps all of it, and adds its noise",
        equal(AnyLength(n + 1), AnyLength(n) + sigma0**2 * fit_noise(n)), where=[size(n) >= d + 2], witness=above,
        proof=[
            definition(AnyLength(n + 1)), E(norm2(h[n + 1])),
            definition(h[n + 1]),          E(norm2(pinv(rows(n)) * (rows(n) * h[n] + noise(n)))),
            expectation,                   E(norm2(h[n])) + sigma0**2 * E(tr(pinv(rows(n)) * pinv(rows(n)).T)),
            definition(AnyLength(n), fit_noise(n)),
        ])

with PAPER.section("Theorem 4.6", where=unit_covariance, witness=falling_and_rising):
    length_step = PAPER.claim("any-length-step",
        "In either case the share min(1, T_n/d) is kept, and the noise of the fit is added",
        equal(AnyLength(n + 1), kept(n) * AnyLength(n) + sigma0**2 * fit_noise(n)),
        source="Theorem 4.6 (proof), any sizes", proof=cases(length_below, length_above))

    length_start = PAPER.claim("any-length-start", "At the start the squared length is ||w0||^2",
        equal(AnyLength(0), signal), source="Section 3", laws=ISOTROPIC_LAWS,
        proof=[
            definition(AnyLength(0)), E(norm2(h[0])),
            definition(h[0]),          E(norm2(w0)),
            expectation,               norm2(w0),
            definition(signal),
        ])

    length_any = PAPER.claim("any-length",
        "The squared length after n generations of any sizes: the signal shrinks, "
        "and the noise with it once it is there",
        equal(AnyLength(n), share * signal + gathered), source="Theorem 4.6, any sizes, with label noise",
        proof=recurrence(n, base=length_start, step=length_step))

with PAPER.section("Section 4.3"):
    PAPER.claim("fit-noise-below", "The noise of a generation with at most d - 2 samples",
        equal(fit_noise(m), size(m) / (d - size(m) - 1)), source="Section 4.3, any sizes", where=[size(m) <= d - 2],
        witness={d: 4, m: 1, first: 2, more: 0}, laws=ISOTROPIC_LAWS,
        proof=[
            definition(fit_noise(m)), E(tr(pinv(rows(m)) * pinv(rows(m)).T)),
            matrix_identity,          E(tr(inv(rows(m) * rows(m).T))),
            wishart_moment,
        ])

with PAPER.section("Section 4.1"):
    PAPER.claim("fit-noise-above", "The noise of a generation with at least d + 2 samples",
        equal(fit_noise(m), d / (size(m) - d - 1)), source="Section 4.1, any sizes", where=[size(m) >= d + 2],
        witness={d: 2, m: 1, first: 5, more: 0}, laws=ISOTROPIC_LAWS,
        proof=[
            definition(fit_noise(m)), E(tr(pinv(rows(m)) * pinv(rows(m)).T)),
            matrix_identity,          E(tr(inv(gram(rows(m))))),
            wishart_moment,
        ])

# The bias that the chain adds; with T >= d + 2 samples downstream and ridge -> 0+ the fit returns h[n] itself.
with PAPER.section("Theorem 4.6", where=unit_covariance, witness=falling_and_rising):
    error_by_moments = PAPER.claim("any-error-by-moments", "The distance from the truth by length and overlap",
        equal(AnyError(n), AnyLength(n) - 2 * AnyOverlap(n) + signal), source="Theorem 4.6, any sizes",
        laws=ISOTROPIC_LAWS,
        proof=[
            definition(AnyError(n)), E(norm2(h[n] - w0)),
            expectation,              E(norm2(h[n])) - 2 * E(tr(h[n] * w0.T)) + norm2(w0),
            definition(AnyLength(n), AnyOverlap(n), signal),
        ])

    error_any = PAPER.claim("any-error", "E||w_n - w0||^2 after n generations of any sizes, exactly",
        equal(AnyError(n), (1 - share) * signal + gathered), source="Theorem 4.6, any sizes, with label noise",
        proof=[
            error_by_moments, AnyLength(n) - 2 * AnyOverlap(n) + signal,
            length_any,       share * signal + gathered - 2 * AnyOverlap(n) + signal,
            overlap_any,
        ])

    PAPER.published("theorem-4-6-length-any",
        "Theorem 4.6, length: ||w_n||^2 is eta ||w0||^2 with eta the product of min(1/phi_m, 1) (the mean, exactly)",
        equal(AnyLength(n, sigma0=0), share * signal),
        printed=r"\|w_n\|^2 \sim \eta \|w_0\|^2, \quad \eta = \prod \min(1/\phi_m, 1)",
        source="Theorem 4.6 (length, any sizes)", proof=use(length_any, {sigma0: 0}))

    PAPER.published("theorem-4-6-any",
        "Theorem 4.6, bias: Delta Bias is (1 - eta) ||w0||^2 with eta the product of min(1/phi_m, 1) (exactly)",
        equal(AnyError(n, sigma0=0), (1 - share) * signal),
        printed=r"\Delta\mathrm{Bias} \sim (1 - \eta) \|w_0\|^2, \quad \eta = \prod \min(1/\phi_m, 1)",
        source="Theorem 4.6 (bias, any sizes)", proof=use(error_any, {sigma0: 0}))

# "In particular": when is everything forgotten?
lost = Sum(1 - kept(m), (m, 0, n - 1))
sizes = {d: 4, n: 3, first: 2, more: 5}

with PAPER.section("Theorem 4.6", witness=sizes, source="Theorem 4.6 (in particular)"):
    forgotten = PAPER.claim("forgotten-if-losses-diverge",
        "If the sum of 1 - min(1, 1/phi_m) diverges, the signal is forgotten: eta is at most 1/(1 + sum)",
        at_most(share, 1 / (1 + lost)),
        note="at a fixed d infinitely many T_m < d are enough, because each of them loses at least 1/d",
        proof=inequality)

    PAPER.claim("kept-if-losses-converge",
        "If it converges, a part of the signal stays for ever: eta is at least 1 - "
        "sum, from the first m on where sum < 1",
        at_least(share, 1 - lost), note="every factor is positive, so that finitely many of them decide nothing",
        proof=inequality)

# Theorem 4.6: "in particular, if infinitely many phi_m > 1, then w_n -> 0".
phi_m = (m + 2) ** 2 / ((m + 1) * (m + 3))
product = Product(1 / phi_m, (m, 0, n - 1))

with PAPER.section("Theorem 4.6", witness={n: 3}, source="Theorem 4.6 (in particular)"):
    every_ratio_above_one = PAPER.claim("every-ratio-above-one",
        "The aspect ratios phi_m = (m + 2)^2/((m + 1)(m + 3)) all exceed one",
        at_least(phi_m, 1 + 1 / ((m + 1) * (m + 3))), witness={m: 0}, proof=inequality)

    half_is_kept = PAPER.claim("half-is-kept",
        "And yet they leave half of the signal: eta tends to 0 only if the sum of 1 - 1/phi_m diverges",
        tends(product, Rational(1, 2), along=Path(n)),
        note=(
            f"{every_ratio_above_one.id}; at a fixed d every T_m < d has phi_m >= "
            f"d/(d - 1), and the sum does diverge"
        ),
        proof=[summation, (n + 2) / (2 * (n + 1)), limit])

    PAPER.published("printed-all-forgotten",
        "If infinitely many phi_m > 1 then eta tends to 0, and w_n with it: at phi_m = (m + 2)^2/((m + 1)(m + 3))",
        tends(product, 0, along=Path(n)),
        printed=r"\text{in particular, if infinitely many } \phi_m > 1, \text{ then } w_n \to 0",
        corrected_by=half_is_kept, note="right when the phi_m > 1 stay away from one, as they do at every fixed d",
        proof=[summation, (n + 2) / (2 * (n + 1)), limit])

    PAPER.claim("forgotten-at-fixed-size",
        "At a fixed d the clause is right: every T_m < d keeps at most 1 - 1/d, and (1 - 1/d)^n tends to 0",
        tends((1 - 1 / d) ** n * signal, 0, along=Path(n)), where=[d >= 2], witness={d: 3, n: 2, signal: 1},
        proof=limit)
