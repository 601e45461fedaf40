"""Scaling laws of regression and of samples, from five neighbouring papers, in the letters of this book.

Cui, Loureiro, Krzakala, Zdeborova (2105.15004): four regimes of ridge and noise on a power law, with constants and the
lines where they meet. Maloney, Roberts, Sully (2210.16859) and Bahri et al. (2102.06701): rows and features. Bartlett,
Long, Lugosi, Tsigler (arXiv 1906.11300): when noise that is interpolated does no harm. Dohmatob et al. (2402.07043):
what samples of a power law miss, and samples of samples.

What is proved here. The error of T rows and m random features, for a truth without direction, is one function that is
symmetric in T and m, with any ridge; without ridge it is a kappa k/(1 - k/K), k the smaller number and K the larger,
and its two limits are the scaling laws of resolution and of variance. The order of effective ranks, r <= R <= r^2,
and that k/T + T/R bounds the noise that is kept, up to (1 - T/r)^-2. On i^-beta both ranks are at most linear, and
the cost of noise tends to sigma^2 (beta - 1) (``renormalization``); on 1/log^c i - 1/log^c (i + 1), which is c/(i
log^(1 + c) i) to leading order, they are more than linear, for every c > 0. Of samples of i^-b/zeta(b): the mass of a
tail between two powers, bounds of what is missed from both sides, of the order T^-(1 - 1/b); the slower rate of a
narrowed tail; by induction over generations of critical branching, that what is left of y lies between 1/(g + 1) and
2/(g + 2), so that the order y^-c of the loss grows sublinearly. The ranks are those of any three numbers with the
bounds of such sums.

What rests on what. Exponents, constants and the best ridge come from the calculus of power laws: they are proved
where bounds at finite size reach, and ``assumed`` with its equivalents elsewhere; the symmetric error is derived on
the Dyson equation of linear pencils. The algebra is proved.

Not here: the limit in which the lost mass has the constant Gamma(1 - 1/b)/(b zeta(b)^(1/b)), a theorem of Karlin;
sums for b = 3/2, 2 and 3 are enclosed within 1/(2T) of it. The theorem of Bartlett et al. bounds the risk with
constants that it does not specify, so that the ranks are compared with what the equivalent keeps of the noise, and
orders are decided. The lost mass of exactly T samples is bounded term by term, by that of a Poisson number of them.
The statements of the papers were not at hand word by word: none of them is judged as printed.
"""

from lemmata.derivations.scaling_laws import regimes, samples_and_features, benign_noise, lost_tails, generations
from lemmata.derivations.scaling_laws.paper import PAPER

__all__ = ["PAPER", "benign_noise", "generations", "lost_tails", "regimes", "samples_and_features"]
