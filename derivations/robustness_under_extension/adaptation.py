"""Perfect adaptation: a controller z that measures x brings it back, whatever disturbs it.

x' = z - 2 x + disturbance, z' = -x; at rest the equation of x contains x and z, that of z contains x.
"""

from lemmata.derivations.robustness_under_extension.paper import PAPER
from lemmata.verifier.language import *

t = Symbol("t", nonnegative=True)
disturbance = Symbol("disturbance", real=True)
x = disturbance * t * exp(-t)
z = disturbance * ((1 + t) * exp(-t) - 1)
point = {t: 1, disturbance: 2}

with PAPER.section("Perfect adaptation", witness=point):
    PAPER.claim("plant", "Without the controller x depends on its equation",
        equal(InverseEntry((1,), 0, 0), 1), witness={}, proof=enumeration)

    PAPER.claim("controlled", "with it no more: at rest x is what the controller wants",
        equal(InverseEntry((1 + 2, 1), 0, 0), 0), witness={}, proof=enumeration)

    PAPER.claim("controller-matched", "The whole is matched, and the added equation has no variable of its own",
        equal(PerfectMatchings((1 + 2, 1)) - PerfectMatchings((0,)), 1), witness={}, proof=enumeration)

    PAPER.claim("moved", "From rest, x = d t exp(-t) answers a disturbance d",
        equal(Derivative(x, t), z - 2 * x + disturbance), proof=differentiate)

    PAPER.claim("steered", "and the controller follows it",
        equal(Derivative(z, t), -x), proof=differentiate)

    PAPER.claim("answers", "so that a disturbance is seen",
        greater_than(x * disturbance, 0), where=[t > 0, Ne(disturbance, 0)],
        proof=[algebra, disturbance**2 * (t * exp(-t)), inequality])

    PAPER.claim("adapts", "and forgotten",
        tends(x, 0, along=Path(t)), proof=limit)

    PAPER.claim("compensated", "since the controller takes it on itself",
        tends(z, -disturbance, along=Path(t)), proof=limit)
