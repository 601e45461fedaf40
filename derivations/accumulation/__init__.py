"""Gerstgrasser et al.: "Is Model Collapse Inevitable?" (arXiv 2404.01413): accumulating data instead of replacing it.

The paper studies least squares, d dimensions and T0 >= d + 2 rows a generation, where generation i is labelled by the
model before it, with fresh label noise of variance sigma0^2. Does the error of the model stay bounded if it is fitted
on all labels so far, rather than on the newest ones?

What is proved here, at every finite size and for every covariance of the inputs. Replacing adds the error of one fit
in every generation, whether the design is reused or drawn afresh. Accumulating adds 1/i^2 of it in generation i *if the
design is reused*, so that pi^2/6 bounds all of them together; with a fresh design in each generation it adds
d/(i (i T0 - d - 1)), which is less from the second generation on: the sum of 1/i^2 is then an upper bound, not the
value. **Ask which design.** The limit is a digamma function, 0.822 of pi^2/6 for d = 4 and T0 = 9. The error is
monotone in the number of generations, and what replacing costs grows linearly against it. At last the weight of fresh
real rows beside synthetic ones that two later papers ask for (arXiv 2502.18049, 2509.22341): the golden ratio, and 2/3
for the first generation.

What rests on what. Means of inverse Gram matrices rest on the moments of Wishart matrices by Weingarten calculus, which
the verdicts name; the limits on psi(x) = log x - 1/(2x) - ..., the bound on zeta(2) = pi^2/6 (DLMF). For fresh designs
the exact law is that of ``dohmatob2024:accumulation-error``, whose proof is not repeated. Nothing is asymptotic but
limits in the number of generations, and no principle is assumed.

The statements of v2 were not at hand word by word, only what readers of it report: one X is relabelled in all
generations, so that the sum of 1/i^2 is an equality there. None is judged as printed.
"""

from lemmata.derivations.accumulation import replacing, one_design, fresh_designs, comparison, weights
from lemmata.derivations.accumulation.paper import PAPER

__all__ = ["PAPER", "comparison", "fresh_designs", "one_design", "replacing", "weights"]
