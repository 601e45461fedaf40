"""Beyond the paper: what regularisation does to the collapse term (generators with T0 >= d + 2 samples).

For Sigma = I more ridge always means less collapse, at every finite size. In general covariance it need not: a ridge
that suppresses weak directions turns the noise that the generators left there into label noise of the strong ones, and
the collapse term can exceed its value without ridge, which is d in units of sigma0^2/(T0 - d - 1) per generation. That
takes df2 > T/2; below, it cannot.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_3_growth import collapse_equivalent
from lemmata.derivations.dohmatob2024.setting import first_df, ridge_of_kappa, second_df, two_eigenvalues
from lemmata.theory.spectra.eigensum import Pairs, at_spectrum
from lemmata.verifier.language import *

larger = Symbol("larger", positive=True)


def collapse_at(penalty: Expr) -> Expr:
    """E tr Sigma R S Sigma^-1 S R with a given ridge, and the same for Sigma = I."""
    R = inv(S + penalty * identity(d))
    return E(tr(Sigma * R * S * inv(Sigma) * S * R)), E(tr(R * S * S * R))


(with_ridge, isotropic_with_ridge), (with_larger, isotropic_with_larger) = collapse_at(ridge), collapse_at(larger)

with PAPER.section("Beyond the paper", source="beyond Corollary 4.4"):
    PAPER.claim("isotropic-collapse-decreases", "For Sigma = I more ridge means less collapse, at every finite size",
        at_most(with_larger, with_ridge), source="beyond Corollary 4.4 (isotropic)",
        where=[sigma_is_identity, ridge > 0, larger >= ridge],
        witness={SPECTRUM: ((1, 1), (1, 1)), T: 3, ridge: 1, larger: 2}, laws=[GaussianRows(X, identity(d))],
        proof=[
            isotropic,         isotropic_with_larger,
            spectral_order(X), isotropic_with_ridge,
            isotropic,
        ])

    rest = EigenSum(kappa * (2 * s + kappa) / (s + kappa) ** 2)  # d - df2

    suppressed_part = PAPER.claim("suppressed-part", "kappa^2 tr (Sigma + kappa)^-2 is at most d - df2",
        at_most(kappa**2 * EigenSum(1 / (s + kappa) ** 2), d - df2), where=[second_df], witness=two_eigenvalues,
        proof=[inequality_per_eigenvalue, d - EigenSum(s**2 / (s + kappa) ** 2), given])

    collapse_bounded = PAPER.claim("collapse-bounded",
        "While df2 <= T/2 the collapse term is at most its value without ridge, in every covariance",
        at_most(collapse_equivalent, d), where=[second_df, 2 * df2 <= T], witness={**two_eigenvalues, T: 2},
        note="df2 > T/2 is what a counterexample needs: collapse-amplified has df2 near 3 of T = 5",
        proof=[
            suppressed_part, df2 + (d - df2) * df2 / (T - df2),
            algebra,         d - (d - df2) * (T - 2 * df2) / (T - df2),
            given,           d - rest * (T - 2 * df2) / (T - df2),
            inequality,
        ])

# Three directions of variance 1 to one of variance 10^-6, with T = 5d/4 samples and kappa = 1/1000 in between.
strong_and_weak = ((1, 1), (1, 1), (1, 1), (Rational(1, 10**6), 1))
between = {kappa: Rational(1, 1000), T: 5}


def there(expression: Expr, spectrum: Pairs = strong_and_weak) -> Expr:
    """The expression at this spectrum and this kappa."""
    return at_spectrum(expression, spectrum).xreplace(between)


first, second = there(EigenSum(s / (s + kappa))), there(EigenSum(s**2 / (s + kappa) ** 2))

with PAPER.section("Beyond the paper", source="beyond Corollary 4.4"):
    PAPER.claim("collapse-amplified",
        "With three directions of variance 1 to one of variance 10^-6 a small "
        "ridge raises the collapse term by a tenth",
        at_least(there(collapse_equivalent.xreplace({df2: second})), there(Rational(11, 10) * d)),
        note="T = 5d/4, kappa = 1/1000; repeating the four eigenvalues changes nothing; without ridge the term is d",
        proof=inequality)

    collapse_never_amplified = PAPER.claim("collapse-never-amplified",
        "Conjecture: in every covariance the collapse term with ridge is at most that without",
        at_most(collapse_equivalent, d), where=[first_df, second_df, ridge_of_kappa, ridge > 0, df1 < T, T > d],
        witness={
            SPECTRUM: strong_and_weak, **between, df1: first, df2: second,
            ridge: between[kappa] * (1 - first / between[T]),
        },
        corrected_by=collapse_bounded.id,
        note="true for Sigma = I; the paper does not state it, but reads ridge as a remedy")
