"""Section 4.5: generators with T0 < d samples and Sigma = I. Length and direction of the parameter along the chain.

Every generation projects the parameter on a random subspace of T0 of the d directions and adds noise there. With
independent designs both its overlap with the truth and its squared length shrink by eta = T0/d each time, and the
noise is forgotten at the same rate; with one design for all generators only the first generation projects, and the
noise of all of them piles up.
"""

from sympy import Eq, Rational, Symbol

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.chain_moments import overlap, squared_length
from lemmata.theory.notation import T0, d, n, sigma0, signal
from lemmata.theory.quantities.regression import LAWS, SAME_LAWS, X0, X, eps0, w, w0, w_same
from lemmata.theory.random_matrices import E, GaussianRows, gram, identity, inv, norm2, pinv, tr
from lemmata.theory.relations import Path, at_most, equal, tends
from lemmata.theory.spectra.eigensum import SPECTRUM
from lemmata.verifier.claim import at_most_by, by, calc, tends_by
from lemmata.verifier.rules import (
    definition,
    expectation,
    geometric_limit,
    given,
    haar_projection_mean,
    inequality,
    inverse_gram_trace_mean,
    inverse_wishart_mean,
    matrix_identity,
    recurrence,
    sigma_is_identity,
    use,
)

eta = Symbol("eta", positive=True)
kept = Eq(eta, T0 / d)
isotropic_rows = (GaussianRows(X, identity(d)), GaussianRows(X0, identity(d)))
isotropic_laws = (*isotropic_rows, *LAWS[1:2], *LAWS[3:])
isotropic_same_laws = (*isotropic_rows, *SAME_LAWS[1:2], *SAME_LAWS[3:])

projecting = [T0 <= d, kept, sigma_is_identity]
projecting_noise = [T0 <= d - 2, kept, sigma_is_identity]
a_point = {SPECTRUM: ((1, 1), (1, 0), (1, 2), (1, 1)), T0: 2, eta: Rational(1, 2), n: 1, sigma0: 1}

noise_each = sigma0**2 * T0 / (d - T0 - 1)
"""What one generation adds to the squared length."""

overlap_step = PAPER.claim(
    "overlap-step",
    "A generation with T0 <= d samples keeps the share eta = T0/d of the overlap with the truth",
    equal(overlap(n + 1), eta * overlap(n)),
    where=projecting,
    witness=a_point,
    source=PAPER.at("Theorem 4.6 (proof)"),
    laws=isotropic_laws,
    proof=calc(
        overlap(n + 1),
        by(definition(overlap(n + 1))), E(tr(w[n + 1] * w0.T)),
        by(definition(w[n + 1])), E(tr(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) * w0.T)),
        by(expectation), E(tr(pinv(X0[n]) * X0[n] * w[n] * w0.T)),
        by(haar_projection_mean), T0 / d * E(tr(w[n] * w0.T)),
        by(definition(overlap(n))), T0 / d * overlap(n),
        by(given), eta * overlap(n),
    ),
)  # fmt: skip

overlap_start = PAPER.claim(
    "overlap-start",
    "At the start the overlap is ||w0||^2",
    equal(overlap(0), signal),
    where=projecting,
    witness=a_point,
    source=PAPER.at("Section 3"),
    proof=calc(
        overlap(0),
        by(definition(overlap(0))), E(tr(w[0] * w0.T)),
        by(definition(w[0])), E(tr(w0 * w0.T)),
        by(expectation), norm2(w0),
        by(definition(signal)), signal,
    ),
)  # fmt: skip

overlap_shrinks = PAPER.claim(
    "overlap-shrinks",
    "After n generations with independent designs the share eta^n of the overlap is left",
    equal(overlap(n), eta**n * signal),
    where=projecting,
    witness=a_point,
    source=PAPER.at("Theorem 4.6"),
    proof=calc(overlap(n), by(recurrence(n, base=overlap_start, step=overlap_step)), eta**n * signal),
)

length_step = PAPER.claim(
    "length-step",
    "The squared length shrinks by the same factor and gains the noise of the generation",
    equal(squared_length(n + 1), eta * squared_length(n) + noise_each),
    where=projecting_noise,
    witness=a_point,
    source=PAPER.at("Theorem 4.6 (proof)"),
    laws=isotropic_laws,
    proof=calc(
        squared_length(n + 1),
        by(definition(squared_length(n + 1))), E(norm2(w[n + 1])),
        by(definition(w[n + 1])), E(norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]))),
        by(expectation), E(norm2(pinv(X0[n]) * X0[n] * w[n])) + sigma0**2 * E(tr(inv(X0[n] * X0[n].T))),
        by(haar_projection_mean), T0 / d * E(norm2(w[n])) + sigma0**2 * E(tr(inv(X0[n] * X0[n].T))),
        by(inverse_gram_trace_mean), T0 / d * E(norm2(w[n])) + noise_each,
        by(definition(squared_length(n))), T0 / d * squared_length(n) + noise_each,
        by(given), eta * squared_length(n) + noise_each,
    ),
)  # fmt: skip

length_start = PAPER.claim(
    "length-start",
    "At the start the squared length is ||w0||^2",
    equal(squared_length(0), signal),
    where=projecting_noise,
    witness=a_point,
    source=PAPER.at("Section 3"),
    proof=calc(
        squared_length(0),
        by(definition(squared_length(0))), E(norm2(w[0])),
        by(definition(w[0])), E(norm2(w0)),
        by(expectation), norm2(w0),
        by(definition(signal)), signal,
    ),
)  # fmt: skip

gathered = noise_each * (1 - eta**n) / (1 - eta)
"""The noise that n generations with independent designs have left in the squared length."""

length_shrinks = PAPER.claim(
    "length-shrinks",
    "The squared length after n generations with independent designs",
    equal(squared_length(n), eta**n * signal + gathered),
    where=projecting_noise,
    witness=a_point,
    source=PAPER.at("Theorem 4.6, with label noise"),
    proof=calc(squared_length(n), by(recurrence(n, base=length_start, step=length_step)), eta**n * signal + gathered),
)

noise_bounded = PAPER.claim(
    "noise-bounded",
    "The noise of all generations together is at most 1/(1 - eta) times that of one: it does not grow linearly",
    at_most(gathered, noise_each / (1 - eta)),
    where=[T0 <= d - 2, kept],
    witness={d: 4, T0: 2, eta: Rational(1, 2), n: 3, sigma0: 1},
    source=PAPER.at("Theorem 4.3 (last term), independent designs"),
    proof=calc(gathered, at_most_by(inequality), noise_each / (1 - eta)),
)

length_limit = PAPER.claim(
    "length-limit",
    "After infinitely many generations only noise is left",
    tends(squared_length(n), noise_each / (1 - eta), along=Path(n)),
    where=projecting_noise,
    witness=a_point,
    source=PAPER.at("Theorem 4.6, with label noise"),
    proof=calc(
        squared_length(n),
        by(use(length_shrinks)), eta**n * signal + gathered,
        tends_by(geometric_limit(eta)), noise_each / (1 - eta),
    ),
)  # fmt: skip

tall = [T0 >= d + 2, sigma_is_identity]
tall_point = {SPECTRUM: ((1, 1), (1, 2)), T0: 5, n: 1, sigma0: 1}

overlap_kept = PAPER.claim(
    "overlap-kept",
    "A generation with T0 >= d + 2 samples keeps the overlap: sizes on either side of d may alternate",
    equal(overlap(n + 1), overlap(n)),
    where=tall,
    witness=tall_point,
    source=PAPER.at("Theorem 4.6 (factor 1 for T0 >= d)"),
    laws=isotropic_laws,
    proof=calc(
        overlap(n + 1),
        by(definition(overlap(n + 1), w[n + 1])), E(tr(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) * w0.T)),
        by(expectation), E(tr(w[n] * w0.T)),
        by(definition(overlap(n))), overlap(n),
    ),
)  # fmt: skip

length_kept = PAPER.claim(
    "length-kept",
    "And it keeps the squared length, up to its own noise",
    equal(squared_length(n + 1), squared_length(n) + sigma0**2 * d / (T0 - d - 1)),
    where=tall,
    witness=tall_point,
    source=PAPER.at("Theorem 4.6 (factor 1 for T0 >= d)"),
    laws=isotropic_laws,
    proof=calc(
        squared_length(n + 1),
        by(definition(squared_length(n + 1), w[n + 1])), E(norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]))),
        by(expectation), E(norm2(w[n])) + sigma0**2 * E(tr(inv(gram(X0[n])))),
        by(inverse_wishart_mean), E(norm2(w[n])) + sigma0**2 * d / (T0 - d - 1),
        by(definition(squared_length(n))), squared_length(n) + sigma0**2 * d / (T0 - d - 1),
    ),
)  # fmt: skip

# One design for all generators.

same_step = PAPER.claim(
    "same-step",
    "With one design for all generators the second generation projects no more: it only adds noise",
    equal(w_same[n + 2], w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]),
    where=[T0 <= d],
    witness={d: 3, T0: 2, n: 1},
    source=PAPER.at("Lemma F.4"),
    laws=isotropic_same_laws,
    proof=calc(
        w_same[n + 2],
        by(definition(w_same[n + 2])), pinv(X0[0]) * (X0[0] * w_same[n + 1] + eps0[n + 1]),
        by(definition(w_same[n + 1])),
        pinv(X0[0]) * (X0[0] * (pinv(X0[0]) * (X0[0] * w_same[n] + eps0[n])) + eps0[n + 1]),
        by(matrix_identity), pinv(X0[0]) * (X0[0] * w_same[n] + eps0[n]) + pinv(X0[0]) * eps0[n + 1],
        by(definition(w_same[n + 1])), w_same[n + 1] + pinv(X0[0]) * eps0[n + 1],
    ),
)  # fmt: skip

same_length_step = PAPER.claim(
    "same-length-step",
    "From then on every generation adds as much to the squared length as the one before",
    equal(squared_length(n + 2, designs="same"), squared_length(n + 1, designs="same") + noise_each),
    where=projecting_noise,
    witness=a_point,
    source=PAPER.at("Theorem 4.5, with label noise"),
    laws=isotropic_same_laws,
    proof=calc(
        squared_length(n + 2, designs="same"),
        by(definition(squared_length(n + 2, designs="same"))), E(norm2(w_same[n + 2])),
        by(use(same_step)), E(norm2(w_same[n + 1] + pinv(X0[0]) * eps0[n + 1])),
        by(expectation), E(norm2(w_same[n + 1])) + sigma0**2 * E(tr(inv(X0[0] * X0[0].T))),
        by(inverse_gram_trace_mean), E(norm2(w_same[n + 1])) + noise_each,
        by(definition(squared_length(n + 1, designs="same"))), squared_length(n + 1, designs="same") + noise_each,
    ),
)  # fmt: skip

same_length_start = PAPER.claim(
    "same-length-start",
    "The first generation is that of independent designs",
    equal(squared_length(1, designs="same"), eta * signal + noise_each),
    where=projecting_noise,
    witness=a_point,
    source=PAPER.at("Theorem 4.5, with label noise"),
    laws=isotropic_same_laws,
    proof=calc(
        squared_length(1, designs="same"),
        by(definition(squared_length(1, designs="same"))), E(norm2(w_same[1])),
        by(definition(w_same[1])), E(norm2(pinv(X0[0]) * (X0[0] * w_same[0] + eps0[0]))),
        by(definition(w_same[0])), E(norm2(pinv(X0[0]) * (X0[0] * w0 + eps0[0]))),
        by(expectation), E(norm2(pinv(X0[0]) * X0[0] * w0)) + sigma0**2 * E(tr(inv(X0[0] * X0[0].T))),
        by(haar_projection_mean), T0 / d * norm2(w0) + sigma0**2 * E(tr(inv(X0[0] * X0[0].T))),
        by(inverse_gram_trace_mean), T0 / d * norm2(w0) + noise_each,
        by(definition(signal)), T0 / d * signal + noise_each,
        by(given), eta * signal + noise_each,
    ),
)  # fmt: skip

same_length = PAPER.claim(
    "same-length",
    "With one design the squared length grows linearly after the first generation",
    equal(squared_length(n + 1, designs="same"), eta * signal + (n + 1) * noise_each),
    where=projecting_noise,
    witness=a_point,
    source=PAPER.at("Theorem 4.5, with label noise"),
    proof=calc(
        squared_length(n + 1, designs="same"),
        by(recurrence(n, base=same_length_start, step=same_length_step)), eta * signal + (n + 1) * noise_each,
    ),
)  # fmt: skip

same_overlap_step = PAPER.claim(
    "same-overlap-step",
    "With one design the overlap does not change after the first generation",
    equal(overlap(n + 2, designs="same"), overlap(n + 1, designs="same")),
    where=projecting,
    witness=a_point,
    source=PAPER.at("Theorem 4.5 (proof)"),
    laws=isotropic_same_laws,
    proof=calc(
        overlap(n + 2, designs="same"),
        by(definition(overlap(n + 2, designs="same"))), E(tr(w_same[n + 2] * w0.T)),
        by(use(same_step)), E(tr((w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]) * w0.T)),
        by(expectation), E(tr(w_same[n + 1] * w0.T)),
        by(definition(overlap(n + 1, designs="same"))), overlap(n + 1, designs="same"),
    ),
)  # fmt: skip

same_overlap_start = PAPER.claim(
    "same-overlap-start",
    "The first generation keeps the share eta of it",
    equal(overlap(1, designs="same"), eta * signal),
    where=projecting,
    witness=a_point,
    source=PAPER.at("Theorem 4.5 (proof)"),
    laws=isotropic_same_laws,
    proof=calc(
        overlap(1, designs="same"),
        by(definition(overlap(1, designs="same"))), E(tr(w_same[1] * w0.T)),
        by(definition(w_same[1])), E(tr(pinv(X0[0]) * (X0[0] * w_same[0] + eps0[0]) * w0.T)),
        by(definition(w_same[0])), E(tr(pinv(X0[0]) * (X0[0] * w0 + eps0[0]) * w0.T)),
        by(expectation), E(tr(pinv(X0[0]) * X0[0] * w0 * w0.T)),
        by(haar_projection_mean), T0 / d * norm2(w0),
        by(definition(signal)), T0 / d * signal,
        by(given), eta * signal,
    ),
)  # fmt: skip

same_overlap = PAPER.claim(
    "same-overlap",
    "With one design the share eta of the overlap is left, however many generations follow",
    equal(overlap(n + 1, designs="same"), eta * signal),
    where=projecting,
    witness=a_point,
    source=PAPER.at("Theorem 4.5"),
    proof=calc(
        overlap(n + 1, designs="same"),
        by(recurrence(n, base=same_overlap_start, step=same_overlap_step)), eta * signal,
    ),
)  # fmt: skip
