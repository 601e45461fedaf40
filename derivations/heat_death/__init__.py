"""Heat death of generative models: a model learns from what it samples itself, at a temperature tau.

The paper studies closed loops in which a generative model is trained on its own samples, drawn at a temperature, and
shows that they end in uniform laws or in single outcomes unless enough external data flow in. Its text was not at hand:
what stands here is the simplest exact form of each effect, derived anew, and no claim on what the paper prints.

Proved: sampling at temperature tau raises all odds to the power b = 1/tau, so that log-odds grow or shrink like tau^-n;
uniform laws are fixed, and no others, with the eigenvalue 1/tau; along the flow p' = g(p) - p the order of outcomes is
kept. A share a of external data keeps the uniform law of two outcomes stable beyond a = 1 - tau, and then nothing else
is fixed; below it is unstable, and at tau = 1/2 two stable branches leave it like +- sqrt(1 - 2 a). At temperature 1
with N samples a generation heterozygosity dies like (1 - 1/N)^n; with fresh data it has a stationary value; when every
sample is kept (Polya's urn) the variance of a frequency is n/((C + 1)(C + n)) of p0 (1 - p0), and stays bounded.

Out of reach: almost sure statements on whole paths (that one outcome of an urn with b > 1 takes all is Rubin's theorem;
only the finiteness of its waiting times is proved), the convergence of the flow to its ends, which needs more than the
sign of a derivative, and the rate in the urn beyond its linearisation.
"""

from lemmata.derivations.heat_death import temperature, external, finite
from lemmata.derivations.heat_death.paper import PAPER

__all__ = ["PAPER", "external", "finite", "temperature"]
