"""The S-transform of white Wishart noise, and the ridge that it renormalises.

For a positive matrix M with degrees of freedom f = tr M (M + ridge)^-1/d the S-transform is S(-f) = (1 - f)/(ridge f).
Of a product of free matrices it is the product; Sigma, seen through noise at a ridge, is Sigma itself at the ridge
times the S-transform of the noise.
"""

from lemmata.derivations.dohmatob2024.appendix_i_lemma_2 import degrees_of_freedom_gap, kappa_of_ridge, kappa_slope
from lemmata.derivations.gaussian_equivalents.paper import a as excess
from lemmata.derivations.gaussian_equivalents.paper import mean
from lemmata.derivations.gaussian_equivalents.scalar_equation import renormalised, scalar_equation
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.derivations.renormalization.setting import at_both, at_rows, by_both, by_rows, degrees, m, spectrum
from lemmata.verifier.language import *

f = Symbol("f", positive=True)
half = Rational(1, 2)
transform = 1 / (1 - phi * f)
root = sqrt((1 + phi + ridge) ** 2 - 4 * phi)
white = (1 + phi + ridge - root) / (2 * phi)

with PAPER.section("S-transform"):
    PAPER.claim("white-s-transform", "White Wishart noise has the S-transform S(t) = 1/(1 + phi t)",
        equal((1 - f) / (ridge * f), transform), where=[Eq(ridge, kappa * (1 - phi * f)), Eq(f, 1 / (1 + kappa)),
        phi < 1 + kappa], witness={kappa: 1, f: half, phi: 1, ridge: half}, proof=given)

    PAPER.claim("white-degrees", "Its degrees of freedom are a root of ridge f = (1 - f)(1 - phi f)",
        equal(ridge * white, (1 - white) * (1 - phi * white)), witness={phi: 1, ridge: half}, proof=algebra)

    PAPER.claim("white-second-moment", "whose expansion for large ridges has 1 + phi for its second moment",
        tends(ridge * (1 - ridge * white), 1 + phi, along=Path(ridge)), where=[ridge > 0],
        witness={phi: 1, ridge: half}, proof=limit)

with PAPER.section("S-transform", laws=[GaussianRows(X, identity(d))], witness={d: 2, T: 3}):
    PAPER.claim("second-moment-exact", "At finite size the second moment is 1 + d/T + 1/T: a gap of 1/T",
        equal(E(tr(S * S)), d * (1 + d / T + 1 / T)), proof=wishart_moment)

with PAPER.section("S-transform", **renormalised):
    PAPER.claim("sample-degrees",
        "The degrees of freedom of the sample at the ridge are those of Sigma at kappa, up to an explicit error",
        within(E(tr(S * R)), df1, 2 * excess * mean(Sigma) / T),
        proof=propagated(scalar_equation, lambda kept: T - T * kept))

with PAPER.section("S-transform"):
    PAPER.claim("subordination", "so that kappa is the ridge times the S-transform of the rows",
        equal(ridge * transform, kappa), where=[*by_rows, Eq(phi, d / T), Eq(f, df1 / d)],
        witness={**at_rows, phi: 1, f: Rational(5, 12)}, proof=given)

    PAPER.claim("subordination-twice",
        "With m random features, whose noise is Wishart, too, there are two such factors",
        equal(ridge * transform * transform.xreplace({phi: d / m}), kappa),
        where=[*by_both, Eq(phi, d / T), Eq(f, df1 / d)], witness={**at_both, phi: 2, f: Rational(5, 12)}, proof=given)

    PAPER.claim("kappa-slope", "kappa grows with the ridge at the rate 1/(1 - df2/T)",
        equal(Derivative(kappa_of_ridge, ridge), 1 / (1 - df2 / T)), where=by_rows, witness=at_rows, proof=kappa_slope)

with PAPER.section("S-transform", where=degrees, witness=spectrum):
    PAPER.claim("degrees-slope",
        "The degrees of freedom fall with kappa by df1 - df2, in its logarithm",
        equal(-kappa * Derivative(EigenSum(s / (s + kappa)), kappa), df1 - df2),
        proof=[differentiate, kappa * EigenSum(s / (s + kappa) ** 2), degrees_of_freedom_gap])
