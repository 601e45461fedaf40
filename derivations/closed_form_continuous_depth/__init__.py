"""Closed-form continuous-time networks (CfC): a neural differential equation replaced by a closed form.

The paper starts from liquid time-constant networks, x' = -(w + f(I)) x + A f(I) with a network f of the input I, solves
a neighbouring equation, and replaces the integral of f in its solution by t f(I(t)) and a factor f(-I(t)), so that no
solver is needed. A lemma bounds the error by |x0 - A| exp(-w t).

Proved here: the solution of the equation that the proof solves, x' = -(w + f) x + A (w + f), for every input, since the
derivative along u' = f(I) is d/dt + f d/du; the lemma for 0 <= f <= 1, that its constant is the best, and what holds
for 0 <= f <= M; where the closed form begins and ends. The lemma says "bounded f", under which it is false (f = 5/2 at
t = 0: the error is 3/2 of the bound). For the original equation, A f in place of A (w + f), the closed form ends
A w/(w + f) too far, so that no such bound holds; the paper states the replacement as an assumption, and this is no
error of its proof.

Out of reach: the networks that the paper trains (the gates learned in place of the decay, their accuracy), which are
experiments; solutions for inputs that are measurable only, for which the derivative exists almost everywhere.
"""

from lemmata.derivations.closed_form_continuous_depth import solution, lemma, start, original
from lemmata.derivations.closed_form_continuous_depth.paper import PAPER

__all__ = ["PAPER", "lemma", "original", "solution", "start"]
