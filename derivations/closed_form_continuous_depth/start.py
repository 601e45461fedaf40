"""Where the closed form begins and ends: it decays with the solution, but does not begin at x0."""

from lemmata.derivations.closed_form_continuous_depth.paper import PAPER
from lemmata.derivations.closed_form_continuous_depth.setting import A, closed_form, f, g, omega, start, t, x0
from lemmata.verifier.language import *

point = {t: 1, omega: 1, A: 2, x0: 0, f: "1/3", g: "1/2"}

with PAPER.section("Start", witness=point, source="the closed form"):
    PAPER.claim("start", "At t = 0 the closed form misses x0 by (1 - f(-I)) (A - x0)",
        equal(closed_form - x0, (1 - g) * (A - x0)), where=[Eq(t, 0)], witness={**point, t: 0}, proof=given)

    PAPER.claim("start-strict", "so that it begins at x0 only if f(-I) = 1 or x0 = A",
        greater_than((closed_form - x0) * (A - x0), 0), where=[Eq(t, 0), g < 1, Ne(x0, A)], witness={**point, t: 0},
        proof=[given, (1 - g) * (A - x0) ** 2, inequality])

    PAPER.claim("same-end", "It ends where the solution ends",
        tends(closed_form, A, along=Path(t)), proof=limit)

    PAPER.claim("same-rate", "For a constant input it is the solution's deviation from A, times f(-I)",
        equal(closed_form - A, g * start * exp(-(omega + f) * t)), proof=algebra)
