"""The equation that the proof solves. Along u' = f(I(t)) the derivative is d/dt + f d/du: any input is covered."""

from lemmata.derivations.closed_form_continuous_depth.paper import PAPER
from lemmata.derivations.closed_form_continuous_depth.setting import A, f, omega, solution, t, u, x0
from lemmata.verifier.language import *

x = solution()
point = {t: 1, omega: 1, A: 2, x0: 0, u: "1/2", f: "1/3"}

with PAPER.section("Solution", witness=point, source="Methods, proof of the closed form"):
    PAPER.claim("solution", "With u' = f(I(t)) the expression solves x' = -(w + f) x + A (w + f), whatever the input",
        equal(Derivative(x, t) + f * Derivative(x, u), -(omega + f) * x + A * (omega + f)), proof=differentiate)

    PAPER.claim("original-residual", "In the equation with A f alone, as first stated, it leaves the residual A w",
        equal(Derivative(x, t) + f * Derivative(x, u) + (omega + f) * x - A * f, A * omega), proof=differentiate)

    ramp = 2 * (x0 - A) * exp(-omega * t) / (1 + exp(t)) + A

    PAPER.claim("sigmoid-ramp", "An input that changes: f(I(t)) = 1/(1 + exp(-t)), of integral log((1 + exp t)/2)",
        equal(Derivative(ramp, t), (omega + 1 / (1 + exp(-t))) * (A - ramp)),
        proof=[differentiate, (omega + exp(t) / (1 + exp(t))) * (A - ramp), algebra])

    PAPER.claim("solution-limit", "A constant input is followed: the solution ends at A",
        tends(solution(f * t), A, along=Path(t)), proof=limit)
