"""Collapse of a chain of diffusion models that is finetuned on its own images, by the theory of quantitative traits.

The paper finds that images degrade when a diffusion model is finetuned on its own output, explains it by the breeding
of a trait under selection, and keeps the chain alive by a step that acts like mutation (ReDiFine). The paper is mainly
empirical and its text was not at hand: this is the layer of formulas of quantitative genetics, derived anew, and no
claim on what the paper prints.

A trait A + e has a heritable part of variance V and an environment of variance V_E, h2 = V/(V + V_E). Proved: the part
of A that the trait does not tell has no covariance with it, so that a shift of the mean is inherited by h2 (breeder's
equation) and a loss k of the variance by h2 k; the moments of a truncated normal trait, above a threshold and between
two, by their antiderivatives, with Mills' inequalities for the mass between y and any end above it; the balance of
selection and mutation, towards which the variance moves from either side without passing it; the collapse without
mutation, where 1/V grows by at most k/V_E a generation, and at least k/(V_0 (1 - k) + V_E); Bulmer's recursion.

Every generation is taken as normal anew: one truncation is exact, the recursions are those of the normal model, and the
proofs that concern generations say so. Out of reach: the limit of Mills' inequalities for an infinite end (an
inequality in the limit has no rule yet; the bounds for the top share have Mills' bound among their assumptions), the
distribution after several truncations, and whatever the paper measures on images.
"""

from lemmata.derivations.quantitative_traits import selection, truncation, mutation
from lemmata.derivations.quantitative_traits.paper import PAPER

__all__ = ["PAPER", "mutation", "selection", "truncation"]
