"""Scaling laws of regression and of samples, from five neighbouring papers, in the letters of this book.

Cui, Loureiro, Krzakala, Zdeborova (2105.15004): four regimes of ridge and noise on a power law, with constants and the
lines where they meet. Maloney, Roberts, Sully (2210.16859) and Bahri et al. (2102.06701): rows and features. Bartlett,
Long, Lugosi, Tsigler (arXiv 1906.11300): when noise that is interpolated does no harm. Dohmatob et al. (2402.07043):
what samples of a power law miss, and samples of samples.

What is proved here. The error of T rows and m random features, for a truth without direction, is one function that is
symmetric in T and m, with any ridge; without ridge it is a kappa k/(1 - k/K), k the smaller number and K the larger,
and its two limits are the scaling laws of resolution and of variance. The order of effective ranks, 1 <= r <= R <= r^2;
that r is at most linear on i^-beta, where the cost of noise tends to sigma^2 (beta - 1), and more than linear on
1/log i - 1/log(i + 1), which is 1/(i log^2 i) to leading order. Of samples of i^-b/zeta(b): the mass of a tail between
two powers, the order T^-(1 - 1/b) of what is missed, from above; the slower rate of a narrowed tail; one generation of
critical branching between 2y/(2 + y) and y/(1 + y), so that loss grows sublinearly with generations.

What rests on what. Exponents and constants of the regimes come from the calculus of power laws and are ``assumed`` with
its equivalents; the symmetric error is derived on the Dyson equation of linear pencils. The algebra is proved.

Not here: that the constant of the lost mass is Gamma(1 - 1/b)/(b zeta(b)^(1/b)) exactly. Its integral is evaluated, but
no rule compares a sum of i^-b exp(-T i^-b) with its integral; the tests compare numbers. The theorem of Bartlett et al.
bounds with constants that it does not specify, so that orders are decided and no constant is. The induction that
carries the bounds of one generation to all is stated step by step, since ``recurrence`` proves equations only.
The statements of the papers were not at hand word by word: none of them is judged as printed.
"""

from lemmata.derivations.scaling_laws import regimes, samples_and_features, benign_noise, lost_tails, generations
from lemmata.derivations.scaling_laws.paper import PAPER

__all__ = ["PAPER", "benign_noise", "generations", "lost_tails", "regimes", "samples_and_features"]
