"""The equation of liquid time-constant networks, x' = -(w + f) x + A f: it ends elsewhere, so no e^(-w t) holds."""

from lemmata.derivations.closed_form_continuous_depth.paper import PAPER
from lemmata.derivations.closed_form_continuous_depth.setting import (
    A,
    closed_form,
    f,
    g,
    omega,
    original,
    solution,
    t,
    x0,
)
from lemmata.verifier.language import *

y = original()
point = {t: 1, omega: 1, A: 2, x0: 0, f: "1/3", g: "1/2"}

with PAPER.section("Original equation", witness=point, source="equation of liquid time-constant networks"):
    PAPER.claim("original-solution", "For a constant f this solves x' = -(w + f) x + A f",
        equal(Derivative(y, t), -(omega + f) * y + A * f), proof=differentiate)

    PAPER.claim("original-limit", "It ends at A f/(w + f)",
        tends(y, A * f / (omega + f), along=Path(t)), proof=limit)

    apart = A * omega / (omega + f)

    difference = PAPER.claim("apart", "The two equations part by A w/(w + f) (1 - exp(-(w + f) t))",
        equal(solution(f * t) - y, apart * (1 - exp(-(omega + f) * t))), proof=algebra)

    PAPER.claim("original-distance", "The closed form stays A w/(w + f) away from the original equation",
        tends(closed_form - y, apart, along=Path(t)), proof=limit)

    PAPER.claim("no-exponential-bound", "so that the lemma's ratio to |x0 - A| exp(-w t) has no bound for it",
        tends((closed_form - y) * exp(omega * t), oo, along=Path(t)), where=[A > 0], proof=limit)

