"""Further evidence for a claim, beside its proof: simulation at a point, and ladders of simulated or exact sizes.

A check is one small object with a method ``gather(claim, context)`` that returns a finding, a ``name``, and a
``content()`` that says for the ledger what it does.
"""

from lemmata.verifier.checks.constant import measured_constant
from lemmata.verifier.checks.exact_sizes import exact_sizes
from lemmata.verifier.checks.median import simulated_median
from lemmata.verifier.checks.simulated_ladder import ladder
from lemmata.verifier.checks.simulation import simulation
from lemmata.verifier.checks.slope import measured_slope

__all__ = ["exact_sizes", "ladder", "measured_constant", "measured_slope", "simulated_median", "simulation"]
