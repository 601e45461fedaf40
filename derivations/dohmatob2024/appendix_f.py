"""Appendix F as printed, where generators have T0 < d samples, and what holds instead.

What fails, fails because the projections of different generations are treated as if they commuted.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import a_point, proportional_growth
from lemmata.derivations.dohmatob2024.section_4_3_general_covariance import (
    P,
    generator_point,
    projected,
    projection_equivalent,
    two_projections_equivalent,
)
from lemmata.derivations.dohmatob2024.section_4_3_growth import rho, rho_equivalent
from lemmata.theory.quantities.resolvents import A, B, spare
from lemmata.verifier.language import *

isotropic_rows = (GaussianRows(X, identity(d)), GaussianRows(X0, identity(d)))

# Proposition F.6.
with PAPER.section("Appendix F", witness={d: 3, T0: 2}, source="Lemma F.7"):
    PAPER.published("proposition-F-6",
        "The last display for T0 > d: rho = df2/(T - df2) (1 + kappa^2 tr (Sigma + kappa)^-2/(T0 - df2(0)))",
        equivalent(rho, df2 / (T - df2) * (1 + kappa**2 * EigenSum(1 / (s + kappa) ** 2) / (T0 - d))),
        printed=r"\rho = \frac{df_2}{T - df_2} \Bigl(1 + \frac{\kappa^2 \operatorname{tr} G^2}{T_0 - "
                r"df_2(\kappa_0)}\Bigr)",
        source="Proposition F.6", where=[*proportional_growth, T0 >= d + 2], witness={**a_point, T0: 6},
        corrected_by=rho_equivalent, note="the first term of equation (19) is df2/(T0 - d), not df2/(T - df2)",
        checks=[exact_sizes(), ladder()])

    # Lemma F.7 and its proof.
    PAPER.published("lemma-F-7", "w0'Q w0 ~ w0'(Sigma + kappa0)^-1 w0, already at T0 >= d, where Q = I and kappa0 = 0",
        equal(tr(w0 * w0.T * P), tr(w0 * w0.T * inv(Sigma))),
        printed=r"E[w_0^\top Q_n w_0] \sim w_0^\top \prod_m (\Sigma + \kappa_m)^{-1} w_0",
        where=[T0 >= d], witness={d: 2, T0: 3},
        corrected_by=projection_equivalent, note="the mean of the projection is Sigma (Sigma + kappa0)^-1",
        misprint="a factor Sigma left out")

    PAPER.published("lemma-F-7-general", "The same at T0 < d in general covariance",
        equivalent(E(tr(w0 * w0.T * P)), EigenSum(c2 / (s + kappa0))),
        printed=r"E[w_0^\top Q_n w_0] \sim w_0^\top \prod_m (\Sigma + \kappa_m)^{-1} w_0",
        where=projected, witness=generator_point,
        corrected_by=projection_equivalent, note="for Sigma = I it makes no difference",
        misprint="a factor Sigma left out", checks=[ladder(generator_samples_per_dimension="1/4")])

    later = pinv(X0[1]) * X0[1]
    two_generations = later * P

    idempotent = PAPER.claim("one-generation-idempotent",
        "Q'Q = Q holds for one generation, or for one design that all generations share",
        equal(P.T * P, P), source="Lemma F.7 (proof)", where=[T0 <= d], proof=matrix_identity)

    PAPER.published("lemma-F-7-proof", "Q'Q = Q for the product Q of the projections of two generations",
        equal(two_generations.T * two_generations, two_generations),
        printed=r"Q^\top Q = Q",
        source="Lemma F.7 (proof)", where=[T0 <= d],
        corrected_by=idempotent, note="a product of projections that do not commute is no projection")

# Lemma F.8: second moments factorise over the generations.
mean_of_later = Sigma * inv(Sigma + kappa0 * identity(d))
through_both = E(tr(mean_of_later * P * w0 * w0.T * P))
coupled = (
    EigenSum(c2 * s**3 / (s + kappa0) ** 3)
    + kappa0**2 * EigenSum(s**2 / (s + kappa0) ** 3) * EigenSum(c2 * s / (s + kappa0) ** 2) / spare
)
factorised = EigenSum(c2 * (s / (s + kappa0)) ** 2)

with PAPER.section("Appendix F", source="Lemma F.8"):
    second_moments_couple = PAPER.claim("second-moments-couple",
        "E||P1 P0 w0||^2: what the first generation scatters reaches all directions",
        equivalent(through_both, coupled, BOUNDED_BELOW), where=projected, witness=generator_point, laws=LAWS,
        note="P1 is independent of P0, and stands here as its mean Sigma (Sigma + kappa0)^-1",
        proof=equivalent_at(two_projections_equivalent, {A: mean_of_later, B: w0 * w0.T}))

    PAPER.published("lemma-F-8",
        "E Q'Q is the product of one factor per generation: for two generations E||P1 P0 w0||^2 ~ w0'D0 D0 w0",
        equal(coupled, factorised), where=projected, witness={SPECTRUM: ((4, 0), (1, 1)), kappa0: 2, T0: 1},
        corrected_by=second_moments_couple,
        note=(
            "the generations are linear maps of second moments that couple all directions, not factors; the values "
            "4/27 and 1/9 at d = 2, T0 = 1 are the exact ones"
        ))

    PAPER.claim("second-moments-isotropic", "For Sigma = I the second moments do factorise",
        equal(E(P * later * P), (T0 / d) ** 2 * identity(d)), where=[T0 <= d], witness={d: 3, T0: 2},
        laws=isotropic_rows,
        proof=[
            wishart_moment,  T0 / d * E(P * P),
            matrix_identity, T0 / d * E(P),
            wishart_moment,
        ])
