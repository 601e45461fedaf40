"""Section 4.5: generators with T0 < d samples and Sigma = I. Length and direction of the parameter along the chain.

Every generation projects the parameter on a random subspace of T0 of the d directions and adds noise there. With
independent designs both its overlap with the truth and its squared length shrink by eta = T0/d each time, and the
noise is forgotten at the same rate; with one design for all generators only the first generation projects, and the
noise of all of them piles up.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.chain_moments import overlap, squared_length
from lemmata.theory.quantities.regression import SAME_LAWS, w_same
from lemmata.verifier.language import *

eta = Symbol("eta", positive=True)
kept = Eq(eta, T0 / d)
isotropic_rows = (GaussianRows(X, identity(d)), GaussianRows(X0, identity(d)))
isotropic_laws = (*isotropic_rows, *LAWS[1:2], *LAWS[3:])
isotropic_same_laws = (*isotropic_rows, *SAME_LAWS[1:2], *SAME_LAWS[3:])

projecting = [T0 <= d - 1, kept, sigma_is_identity]
projecting_noise = [T0 <= d - 2, kept, sigma_is_identity]
a_point = {SPECTRUM: ((1, 1), (1, 0), (1, 2), (1, 1)), T0: 2, eta: Rational(1, 2), n: 1, sigma0: 1}

noise_each = sigma0**2 * T0 / (d - T0 - 1)
"""What one generation adds to the squared length."""

with PAPER.section("Theorem 4.6", where=projecting, witness=a_point):
    overlap_step = PAPER.claim("overlap-step",
        "A generation with T0 < d samples keeps the share eta = T0/d of the overlap with the truth",
        equal(overlap(n + 1), eta * overlap(n)), source="Theorem 4.6 (proof)", laws=isotropic_laws,
        proof=[
            definition(overlap(n + 1)), E(tr(w[n + 1] * w0.T)),
            definition(w[n + 1]),       E(tr(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) * w0.T)),
            expectation,                E(tr(pinv(X0[n]) * X0[n] * w[n] * w0.T)),
            wishart_moment,             T0 / d * E(tr(w[n] * w0.T)),
            definition(overlap(n)),     T0 / d * overlap(n),
            given,
        ])

    overlap_start = PAPER.claim("overlap-start", "At the start the overlap is ||w0||^2",
        equal(overlap(0), signal), source="Section 3",
        proof=[
            definition(overlap(0)), E(tr(w[0] * w0.T)),
            definition(w[0]),       E(tr(w0 * w0.T)),
            expectation,            norm2(w0),
            definition(signal),
        ])

    overlap_shrinks = PAPER.claim("overlap-shrinks",
        "After n generations with independent designs the share eta^n of the overlap is left",
        equal(overlap(n), eta**n * signal), source="Theorem 4.6",
        proof=recurrence(n, base=overlap_start, step=overlap_step))

with PAPER.section("Theorem 4.6", where=projecting_noise, witness=a_point):
    length_step = PAPER.claim("length-step",
        "The squared length shrinks by the same factor and gains the noise of the generation",
        equal(squared_length(n + 1), eta * squared_length(n) + noise_each), source="Theorem 4.6 (proof)",
        laws=isotropic_laws,
        proof=[
            definition(squared_length(n + 1)), E(norm2(w[n + 1])),
            definition(w[n + 1]), E(norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]))),
            expectation, E(norm2(pinv(X0[n]) * X0[n] * w[n])) + sigma0**2 * E(tr(inv(X0[n] * X0[n].T))),
            wishart_moment, T0 / d * E(norm2(w[n])) + sigma0**2 * E(tr(inv(X0[n] * X0[n].T))),
            wishart_moment, T0 / d * E(norm2(w[n])) + noise_each,
            definition(squared_length(n)), T0 / d * squared_length(n) + noise_each,
            given,
        ])

    length_start = PAPER.claim("length-start", "At the start the squared length is ||w0||^2",
        equal(squared_length(0), signal), source="Section 3",
        proof=[
            definition(squared_length(0)), E(norm2(w[0])),
            definition(w[0]),              E(norm2(w0)),
            expectation,                   norm2(w0),
            definition(signal),
        ])

    gathered = noise_each * (1 - eta**n) / (1 - eta)
    """The noise that n generations with independent designs have left in the squared length."""

    length_shrinks = PAPER.claim("length-shrinks", "The squared length after n generations with independent designs",
        equal(squared_length(n), eta**n * signal + gathered), source="Theorem 4.6, with label noise",
        proof=recurrence(n, base=length_start, step=length_step))

with PAPER.section("Section 4.3"):
    PAPER.claim("noise-bounded",
        "The noise of all generations together is at most 1/(1 - eta) times that of one: it does not grow linearly",
        at_most(gathered, noise_each / (1 - eta)), source="Theorem 4.3 (last term), independent designs",
        where=[T0 <= d - 2, kept], witness={d: 4, T0: 2, eta: Rational(1, 2), n: 3, sigma0: 1}, proof=inequality)

with PAPER.section("Theorem 4.6", laws=isotropic_laws, source="Theorem 4.6 (factor 1 for T0 >= d)"):
    PAPER.claim("length-limit", "After infinitely many generations only noise is left",
        tends(squared_length(n), noise_each / (1 - eta), along=Path(n)), source="Theorem 4.6, with label noise",
        where=projecting_noise, witness=a_point,
        proof=[length_shrinks, eta**n * signal + gathered, limit])

    tall = [T0 >= d + 2, sigma_is_identity]
    tall_point = {SPECTRUM: ((1, 1), (1, 2)), T0: 5, n: 1, sigma0: 1}

    PAPER.claim("overlap-kept",
        "A generation with T0 >= d + 2 samples keeps the overlap: sizes on either side of d may alternate",
        equal(overlap(n + 1), overlap(n)), where=tall, witness=tall_point,
        proof=[
            definition(overlap(n + 1), w[n + 1]), E(tr(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) * w0.T)),
            expectation, E(tr(w[n] * w0.T)),
            definition(overlap(n)),
        ])

    PAPER.claim("length-kept", "And it keeps the squared length, up to its own noise",
        equal(squared_length(n + 1), squared_length(n) + sigma0**2 * d / (T0 - d - 1)), where=tall, witness=tall_point,
        proof=[
            definition(squared_length(n + 1), w[n + 1]), E(norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n]))),
            expectation, E(norm2(w[n])) + sigma0**2 * E(tr(inv(gram(X0[n])))),
            wishart_moment, E(norm2(w[n])) + sigma0**2 * d / (T0 - d - 1),
            definition(squared_length(n)),
        ])

# One design for all generators.
with PAPER.section("Appendix F"):
    same_step = PAPER.claim("same-step",
        "With one design for all generators the second generation projects no more: it only adds noise",
        equal(w_same[n + 2], w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]), source="Lemma F.4", where=[T0 <= d],
        witness={d: 3, T0: 2, n: 1}, laws=SAME_LAWS,
        proof=[
            definition(w_same[n + 2]), pinv(X0[0]) * (X0[0] * w_same[n + 1] + eps0[n + 1]),
            definition(w_same[n + 1]),
                pinv(X0[0]) * (X0[0] * (pinv(X0[0]) * (X0[0] * w_same[n] + eps0[n])) + eps0[n + 1]),
            matrix_identity,           pinv(X0[0]) * (X0[0] * w_same[n] + eps0[n]) + pinv(X0[0]) * eps0[n + 1],
            definition(w_same[n + 1]),
        ])

with PAPER.section(
    "Theorem 4.5", where=projecting_noise, witness=a_point, laws=isotropic_same_laws,
    source="Theorem 4.5, with label noise",
):
    same_length_step = PAPER.claim("same-length-step",
        "From then on every generation adds as much to the squared length as the one before",
        equal(squared_length(n + 2, designs="same"), squared_length(n + 1, designs="same") + noise_each),
        proof=[
            definition(squared_length(n + 2, designs="same")), E(norm2(w_same[n + 2])),
            same_step, E(norm2(w_same[n + 1] + pinv(X0[0]) * eps0[n + 1])),
            expectation, E(norm2(w_same[n + 1])) + sigma0**2 * E(tr(inv(X0[0] * X0[0].T))),
            wishart_moment, E(norm2(w_same[n + 1])) + noise_each,
            definition(squared_length(n + 1, designs="same")),
        ])

    same_length_start = PAPER.claim("same-length-start", "The first generation is that of independent designs",
        equal(squared_length(1, designs="same"), eta * signal + noise_each),
        proof=[
            definition(squared_length(1, designs="same")), E(norm2(w_same[1])),
            definition(w_same[1]), E(norm2(pinv(X0[0]) * (X0[0] * w_same[0] + eps0[0]))),
            definition(w_same[0]), E(norm2(pinv(X0[0]) * (X0[0] * w0 + eps0[0]))),
            expectation, E(norm2(pinv(X0[0]) * X0[0] * w0)) + sigma0**2 * E(tr(inv(X0[0] * X0[0].T))),
            wishart_moment, T0 / d * norm2(w0) + sigma0**2 * E(tr(inv(X0[0] * X0[0].T))),
            wishart_moment, T0 / d * norm2(w0) + noise_each,
            definition(signal), T0 / d * signal + noise_each,
            given,
        ])

    same_length = PAPER.claim("same-length",
        "With one design the squared length grows linearly after the first generation",
        equal(squared_length(n + 1, designs="same"), eta * signal + (n + 1) * noise_each),
        proof=recurrence(n, base=same_length_start, step=same_length_step))

with PAPER.section(
    "Theorem 4.5", where=projecting, witness=a_point, laws=isotropic_same_laws, source="Theorem 4.5 (proof)",
):
    same_overlap_step = PAPER.claim("same-overlap-step",
        "With one design the overlap does not change after the first generation",
        equal(overlap(n + 2, designs="same"), overlap(n + 1, designs="same")),
        proof=[
            definition(overlap(n + 2, designs="same")), E(tr(w_same[n + 2] * w0.T)),
            same_step, E(tr((w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]) * w0.T)),
            expectation, E(tr(w_same[n + 1] * w0.T)),
            definition(overlap(n + 1, designs="same")),
        ])

    same_overlap_start = PAPER.claim("same-overlap-start", "The first generation keeps the share eta of it",
        equal(overlap(1, designs="same"), eta * signal),
        proof=[
            definition(overlap(1, designs="same")), E(tr(w_same[1] * w0.T)),
            definition(w_same[1]), E(tr(pinv(X0[0]) * (X0[0] * w_same[0] + eps0[0]) * w0.T)),
            definition(w_same[0]), E(tr(pinv(X0[0]) * (X0[0] * w0 + eps0[0]) * w0.T)),
            expectation, E(tr(pinv(X0[0]) * X0[0] * w0 * w0.T)),
            wishart_moment, T0 / d * norm2(w0),
            definition(signal), T0 / d * signal,
            given,
        ])

    same_overlap = PAPER.claim("same-overlap",
        "With one design the share eta of the overlap is left, however many generations follow",
        equal(overlap(n + 1, designs="same"), eta * signal), source="Theorem 4.5",
        proof=recurrence(n, base=same_overlap_start, step=same_overlap_step))
