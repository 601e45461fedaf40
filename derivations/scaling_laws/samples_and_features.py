"""Linear random features and a truth without direction, w ~ (0, a I), without label noise (Maloney, Roberts, Sully).

The error with T rows and m features is a function that does not change when T and m are exchanged, whatever the ridge;
without ridge it is a kappa k/(1 - k/K), k the smaller and K the larger of both, where df1(kappa) = k. Its two limits
are the scaling laws of Bahri et al.: limited by resolution, T^(1 - beta), and by variance, 1/m.
"""

from lemmata.derivations.renormalization.features import share
from lemmata.derivations.renormalization.power_laws import kappa_ceiling, kappa_floor
from lemmata.derivations.renormalization.setting import F, at_both, by_both, degrees, m, spectrum
from lemmata.derivations.scaling_laws.paper import PAPER
from lemmata.derivations.spectral_sums.setting import C
from lemmata.verifier.language import *

a, rows, features = (Symbol(name, positive=True) for name in ("a", "rows", "features"))
truth = noise_vector("truth", d)
fit = F * inv(F.T * gram(X) * F / T + ridge * identity(m)) * F.T * gram(X) * truth / T
symmetric_error = a * kappa * T * m * (df1 - df2) / (T * m - (T + m) * df2 - df1**2 + 2 * df1 * df2)
laws = (GaussianRows(X, Sigma), GaussianNoise(F, 1 / m), WhiteNoise(truth, a))

with PAPER.section("Samples and features", where=by_both, witness={**at_both, a: 1}, laws=laws):
    PAPER.claim("symmetric-error", "The error of T rows and m features, in a form that is symmetric in both",
        equivalent(E(norm2(fit - truth, Sigma)), symmetric_error), proof=derived_equivalent)

with PAPER.section("Samples and features", where=[*degrees, df1 < m, df2 < df1, df1 < T],
                   witness={**spectrum, m: 1, T: 1, a: 1}):
    PAPER.claim("symmetric-by-pieces", "It is that of the pieces, where every direction has the same weight",
        equal(a * kappa * (df1 - df2 * (m - df1) / (m - df2)) / (1 - share), symmetric_error), where=[share < 1],
        proof=algebra)

    PAPER.claim("exchanged", "Nothing changes when rows and features are exchanged",
        equal(symmetric_error, symmetric_error.xreplace({T: rows, m: features})),
        where=[Eq(rows, m), Eq(features, T)], witness={**spectrum, m: 1, T: 1, a: 1, rows: 1, features: 1}, proof=given)

small, large = Symbol("small", positive=True), Symbol("large", positive=True)
ridgeless = a * kappa * small / (1 - small / large)
at_small = symmetric_error.xreplace({m: small, T: large})

gap = Symbol("gap", positive=True)
near = {df1: small - gap}
ridge_near = (kappa * (1 - df1 / small) * (1 - df1 / large)).xreplace(near)

with PAPER.section("Samples and features", where=[small < large, df2 < small, gap < small - df2],
                   witness={small: 2, large: 3, df2: 1, a: 1, kappa: 1, gap: Rational(1, 2)}):
    PAPER.claim("ridge-vanishes", "As df1 comes to the smaller number the ridge vanishes, for every kappa,",
        tends(ridge_near, 0, along=Path(gap, 0)), proof=limit)

    PAPER.claim("ridgeless-limit", "and the error comes to one in which df2 drops out",
        tends(at_small.xreplace(near), ridgeless, along=Path(gap, 0)), proof=limit)

with PAPER.section("Samples and features", where=[small < large], witness={small: 1, large: 2, a: 1, kappa: 1}):
    PAPER.claim("variance-limited", "Limited by variance: what the larger number leaves to gain falls as its inverse",
        tends(large * (ridgeless - a * kappa * small), a * kappa * small**2, along=Path(large)), proof=limit)

    PAPER.claim("resolution-limited", "Limited by resolution: what is left then is a kappa times the smaller one",
        tends(ridgeless, a * kappa * small, along=Path(large)), proof=limit)

    PAPER.claim("peak", "At equal numbers there is no bound",
        at_least(ridgeless, a * kappa * small**2 / (large - small)), proof=inequality)

root = Kappa(beta, T, 0)

with PAPER.section("Samples and features", where=[beta > 1], witness={beta: 2, T: 5, a: 1}):
    PAPER.claim("resolution-at-most",
        "On k^-beta, with T for the smaller number, that is a C^beta T^(1 - beta) at most",
        at_most(a * T * (root / C**beta), a * T * T**-beta), proof=kappa_ceiling)

    PAPER.claim("resolution-at-least",
        "and that with T + 1 in the power at least: with beta = 1 + alpha, a power of -alpha",
        at_least(a * T * root, a * T * (C / (T + 1)) ** beta), proof=kappa_floor)
