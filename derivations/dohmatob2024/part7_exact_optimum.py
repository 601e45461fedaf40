"""Beyond the paper: for Sigma = I the best ridge is known exactly, at every finite size, for any truth.

At an eigenvalue s of X'X/T clean data contribute (ridge^2 ||w0||^2/d + sigma^2 s/T)/(s + ridge)^2 to the risk.
Whatever s is, this is least at ridge = sigma^2 d/(T ||w0||^2): the optimum of the limit (Section 4.2) is that of every
size. With generators of T0 < d samples, and without their label noise, the same holds for the signal that is left.
"""

from sympy import Eq, Rational, Symbol

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.part2_ridge import ridge_risk_clean
from lemmata.derivations.dohmatob2024.part4_chain_moments import eta, isotropic_laws
from lemmata.derivations.dohmatob2024.part4_isotropic_risk import noise_free, point, ridge_after_projections
from lemmata.theory.notation import T, d, n, ridge, sigma, sigma0, signal
from lemmata.theory.quantities.regression import R, S, Sigma, X, risk, w0
from lemmata.theory.random_matrices import E, identity, inv, norm2, tr
from lemmata.theory.relations import at_most
from lemmata.verifier.claim import at_most_by, by, calc
from lemmata.verifier.rules import (
    definition,
    isotropic,
    rotation_invariant_mean,
    sigma_is_identity,
    spectral_order,
    use,
)

best = Symbol("best", positive=True)
Best = inv(S + best * identity(d))


def clean_risk(penalty, resolvent):
    """The clean risk as a squared bias and a noise part; the same for Sigma = I; the same by traces alone."""
    noise = sigma**2 * (E(tr(resolvent * S * resolvent)) / T)
    return (
        penalty**2 * E(tr(w0 * w0.T * resolvent * Sigma * resolvent))
        + sigma**2 * (E(tr(Sigma * resolvent * S * resolvent)) / T),
        penalty**2 * E(tr(w0 * w0.T * resolvent * resolvent)) + noise,
        penalty**2 * norm2(w0) / d * E(tr(resolvent * resolvent)) + noise,
        penalty**2 * signal / d * E(tr(resolvent * resolvent)) + noise,
    )


at_best, at_ridge = clean_risk(best, Best), clean_risk(ridge, R)

optimal_ridge_clean_exact = PAPER.claim(
    "optimal-ridge-clean-exact",
    "On clean data ridge = sigma^2 d/(T ||w0||^2) is best at every finite size, for every truth of that length",
    at_most(risk(0, ridge=best), risk(0)),
    where=[sigma_is_identity, ridge > 0, signal > 0, sigma > 0, Eq(best, sigma**2 * d / (T * signal))],
    witness={**point, ridge: 1, best: Rational(1, 7)},
    source=PAPER.at("beyond Section 4.2"),
    laws=isotropic_laws,
    proof=calc(
        risk(0, ridge=best),
        by(use(ridge_risk_clean, {ridge: best})), at_best[0],
        by(isotropic), at_best[1],
        by(rotation_invariant_mean), at_best[2],
        by(definition(signal)), at_best[3],
        at_most_by(spectral_order(X)), at_ridge[3],
        by(definition(signal)), at_ridge[2],
        by(rotation_invariant_mean), at_ridge[1],
        by(isotropic), at_ridge[0],
        by(use(ridge_risk_clean)), risk(0),
    ),
)  # fmt: skip


def shrunken_risk(resolvent):
    """The risk after n noise-free generations."""
    left = eta**n * signal
    return (
        E(tr(S * resolvent * resolvent * S)) / d * left - 2 * (E(tr(resolvent * S)) / d) * left + signal
        + sigma**2 * (E(tr(resolvent * S * resolvent)) / T)
    )  # fmt: skip


optimal_ridge_shrunken_exact = PAPER.claim(
    "optimal-ridge-shrunken-exact",
    "After n generations without label noise ridge = sigma^2 d/(T eta^n ||w0||^2) is best, at every finite size",
    at_most(risk(n, ridge=best, sigma0=0), risk(n, sigma0=0)),
    where=[*noise_free, signal > 0, sigma > 0, Eq(best, sigma**2 * d / (T * eta**n * signal))],
    witness={**point, ridge: 1, best: Rational(2, 7)},
    source=PAPER.at("beyond Theorem 4.6"),
    laws=isotropic_laws,
    proof=calc(
        risk(n, ridge=best, sigma0=0),
        by(use(ridge_after_projections, {sigma0: 0, ridge: best})), shrunken_risk(Best),
        at_most_by(spectral_order(X)), shrunken_risk(R),
        by(use(ridge_after_projections, {sigma0: 0})), risk(n, sigma0=0),
    ),
)  # fmt: skip
