"""Beyond the paper: for Sigma = I the best ridge is known exactly, at every finite size, for any truth.

At an eigenvalue s of X'X/T clean data contribute (ridge^2 ||w0||^2/d + sigma^2 s/T)/(s + ridge)^2 to the risk.
Whatever s is, this is least at ridge = sigma^2 d/(T ||w0||^2): the optimum of the limit (Section 4.2) is that of every
size. With generators of T0 < d samples, and without their label noise, the same holds for the signal that is left.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import ridge_risk_clean
from lemmata.derivations.dohmatob2024.section_4_3_isotropic import noise_free, point, ridge_after_projections
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import eta, isotropic_laws
from lemmata.verifier.language import *

best = Symbol("best", positive=True)
Best = inv(S + best * identity(d))


def clean_risk(penalty: Expr, resolvent: MatrixExpression) -> Expr:
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

with PAPER.section("Beyond the paper"):
    PAPER.claim("optimal-ridge-clean-exact",
        "On clean data ridge = sigma^2 d/(T ||w0||^2) is best at every finite size, for every truth of that length",
        at_most(risk(0, ridge=best), risk(0)), source="beyond Section 4.2",
        where=[sigma_is_identity, ridge > 0, signal > 0, sigma > 0, Eq(best, sigma**2 * d / (T * signal))],
        witness={**point, ridge: 1, best: Rational(1, 7)}, laws=isotropic_laws,
        proof=[
            use(ridge_risk_clean, {ridge: best}), at_best[0],
            isotropic, at_best[1],
            rotation_invariant_mean, at_best[2],
            definition(signal), at_best[3],
            spectral_order(X), at_ridge[3],
            definition(signal), at_ridge[2],
            rotation_invariant_mean, at_ridge[1],
            isotropic, at_ridge[0],
            ridge_risk_clean,
        ])


def shrunken_risk(resolvent: MatrixExpression) -> Expr:
    """The risk after n noise-free generations."""
    left = eta**n * signal
    return (
        E(tr(S * resolvent * resolvent * S)) / d * left - 2 * (E(tr(resolvent * S)) / d) * left + signal
        + sigma**2 * (E(tr(resolvent * S * resolvent)) / T)
    )

with PAPER.section("Beyond the paper"):
    PAPER.claim("optimal-ridge-shrunken-exact",
        "After n generations without label noise ridge = sigma^2 d/(T eta^n ||w0||^2) is best, at every finite size",
        at_most(risk(n, ridge=best, sigma0=0), risk(n, sigma0=0)), source="beyond Theorem 4.6",
        where=[*noise_free, signal > 0, sigma > 0, Eq(best, sigma**2 * d / (T * eta**n * signal))],
        witness={**point, ridge: 1, best: Rational(2, 7)}, laws=isotropic_laws,
        proof=[
            use(ridge_after_projections, {sigma0: 0, ridge: best}), shrunken_risk(Best),
            spectral_order(X), shrunken_risk(R),
            use(ridge_after_projections, {sigma0: 0}),
        ])
