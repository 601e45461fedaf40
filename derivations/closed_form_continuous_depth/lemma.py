"""The lemma: the error of the closed form. It says "bounded f"; what its proof uses is 0 <= f <= 1."""

from lemmata.derivations.closed_form_continuous_depth.paper import PAPER
from lemmata.derivations.closed_form_continuous_depth.setting import (
    A,
    M,
    closed_form,
    f,
    g,
    gap,
    omega,
    solution,
    start,
    t,
    u,
    x0,
)
from lemmata.verifier.language import *

point = {t: 1, omega: 1, A: 2, x0: 0, u: "1/2", f: "1/3", g: "1/2", M: 1}
bound = Abs(start) * exp(-omega * t)
error = Abs(solution() - closed_form)

with PAPER.section("Lemma", witness=point, source="Lemma (bound of the closed form)"):
    decay = PAPER.claim("decay", "What an input leaves of the start is at most all of it",
        at_most(exp(-u), 1), proof=inequality)

    least = PAPER.claim("least-decay", "and at least exp(-t) for f <= 1",
        at_least(exp(-u), exp(-t)), where=[u <= t],
        proof=[algebra, exp(-t) + exp(-u) * (1 - exp(-(t - u))), use(decay, {u: t - u})])

    PAPER.claim("gap-above", "In units of (x0 - A) exp(-w t) the error is at most 1, for every f >= 0",
        at_most(gap, 1), proof=[decay, 1 - exp(-f * t) * g, inequality])

    PAPER.claim("gap-below", "and at least exp(-t) - 1 for 0 <= f <= 1",
        at_least(gap, exp(-t) - 1), where=[u <= t, g <= 1],
        proof=[least, exp(-t) - exp(-f * t) * g, inequality, exp(-t) - exp(-f * t), use(decay, {u: f * t})])

    size = PAPER.claim("gap-size", "so that its size is at most max(1, M) for 0 <= f <= M",
        at_most(Abs(gap), Max(1, M)), where=[g <= M], proof=inequality)

    any_bound = PAPER.claim("lemma-any-bound", "For 0 <= f <= M the error is at most max(1, M) |x0 - A| exp(-w t)",
        at_most(error, bound * Max(1, M)), where=[g <= M], proof=[algebra, bound * Abs(gap), size])

    PAPER.claim("lemma", "For 0 <= f <= 1 the lemma holds",
        at_most(error, bound), where=[g <= 1], proof=use(any_bound, {M: 1}))

    PAPER.claim("sharp-above", "and its constant is the best: a small constant f comes as near to it as one likes",
        tends(exp(-f * t) - exp(-f * t) * f, 1, along=Path(f, Integer(0))), proof=limit)

    PAPER.claim("sharp-below", "The lower end is reached where f was 1, the input is shut, and f(-I) = 1",
        equal(exp(-u) - exp(-f * t) * g, exp(-t) - 1), where=[Eq(u, t), Eq(f, 0), Eq(g, 1)],
        witness={t: 1, u: 1, f: 0, g: 1}, proof=given)

    constant = start * exp(-omega * t - f * t)

    PAPER.published("printed-lemma", "The lemma for a bounded f, read with a constant f(I) = f(-I) of any size",
        at_most(Abs(constant - constant * f), bound),
        printed=r"|x(t) - \tilde{x}(t)| \le |x(0) - A| e^{-w_\tau t}",
        witness={t: 1, omega: 1, A: 2, x0: 0, f: "1/2"},
        corrected_by=any_bound, note="bounded is not enough: the proof uses 0 <= f <= 1, as a sigmoid gives")
