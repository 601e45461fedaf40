"""Robustness under extension: what a model of equations says, and still says as part of a larger one.

Blom and Mooij ask which predictions of a system (what depends on what at rest, what is independent of what) survive
when equations and variables are added. Their condition is one on matchings: the added equations can be solved for the
added variables. Bengio and others ask the converse of a model made of modules: after one mechanism has changed, how
much has to be learned. The texts were not at hand: what stands here is derived anew, and no claim on what is printed.

Proved for matrices with independent letters, for all systems of two equations with two more and of three with one more,
at as many points as each claim says: an extension matched by itself keeps the whole solvable and every dependence that
was there; if no old equation contains a new variable, it adds none, and old variables share no more disturbances. Both
conditions are needed, and the smallest systems that break them are given. For linear systems of every size without
feedback the old solution is unchanged, hence its whole law and every independence. A controller shows the other case:
the whole is matched, the added part is not, and what x depended on is forgotten at rest though not in motion. For cause
and effect with two values: where the cause changes, the slope of the likelihood in the mechanism is zero, and the
conditional law the other way round moves.

Out of reach: the theorem on graphs of every size, for want of words for paths; d-separation in graphs with cycles,
whose soundness is a theorem of its own; how fast a learner tells the factorisations apart, which is an experiment.
"""

from lemmata.derivations.robustness_under_extension import extensions, laws, adaptation, modules
from lemmata.derivations.robustness_under_extension.paper import PAPER

__all__ = ["PAPER", "adaptation", "extensions", "laws", "modules"]
