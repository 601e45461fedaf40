"""Beyond the paper: m fresh real rows among the T0 rows of each generation (under-parametrised, any covariance).

The error of the parameter obeys e[n + 1] = h e[n] + sigma0^2 d/(T0 - d - 1): with any real rows at all the factor h is
below one, and the error stays bounded for ever.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.theory.quantities.retraining import (
    MIXED_LAWS,
    MIXING,
    Fake,
    Real,
    b,
    eps_fake,
    eps_real,
    m,
    mixed_error,
)
from lemmata.verifier.language import *

for family in MIXING:
    PAPER.define(*family)

q = Symbol("q", positive=True)
K = inv(gram(Real[n]) + gram(Fake[n]))
lag = K * gram(Fake[n]) * (b[n] - w0)
noise = K * (Real[n].T * eps_real[n] + Fake[n].T * eps_fake[n])
each = sigma0**2 * d / (T0 - d - 1)

weight_of_projections = (
    (T0 - m) * (T0 - m + 2) / (T0 * (T0 + 2))
    + m * (T0 - m) / (T0 * (T0 - 1) * (T0 + 2)) * ((T0 * d - 2) / (T0 - d - 1) - 1)
)
cubic = (
    T0**3 - T0**2 * d - T0**2 * m + 2 * T0 * d * m - T0 * d + T0 * m - 3 * T0 + 2 * d - 2 * m + 2
)
weight = (T0 - m) * cubic / (T0 * (T0 - 1) * (T0 + 2) * (T0 - d - 1))
enough = [T0 >= d + 2, m < T0]
a_point = {d: 2, T0: 6, m: 2, sigma0: 1}

with PAPER.section("Beyond the paper", witness=a_point, source="beyond Section 3: real rows among them"):
    mixing_step = PAPER.claim("mixing-step",
        "With m real rows a generation keeps a fraction of the error before it, and adds its own",
        equal(mixed_error(n + 1), weight * mixed_error(n) + each), where=enough, witness={**a_point, n: 1},
        laws=MIXED_LAWS,
        proof=[
            definition(mixed_error(n + 1)), E(norm2(b[n + 1] - w0, Sigma)),
            definition(b[n + 1]),
                E(norm2(K * (Real[n].T * (Real[n] * w0 + eps_real[n]) + Fake[n].T * (Fake[n] * b[n] + eps_fake[n]))
                        - w0, Sigma)),
            matrix_identity,                E(norm2(lag + noise, Sigma)),
            expectation,                    E(norm2(lag, Sigma)) + sigma0**2 * E(tr(Sigma * K)),
            wishart_moment,                 E(norm2(lag, Sigma)) + each,
            wishart_moment,                 weight_of_projections * E(norm2(b[n] - w0, Sigma)) + each,
            algebra,                        weight * E(norm2(b[n] - w0, Sigma)) + each,
            definition(mixed_error(n)),
        ])

    mixing_start = PAPER.claim("mixing-start", "It starts at the truth",
        equal(mixed_error(0), 0), where=enough,
        proof=[
            definition(mixed_error(0)), E(norm2(b[0] - w0, Sigma)),
            definition(b[0]),           E(norm2(w0 - w0, Sigma)),
            matrix_identity,
        ])

    no_longer_growing = [*enough, 2 * T0 >= 3 * d + 2]
    plateau = each / (1 - weight)

    mixing_error = PAPER.claim("mixing-error", "The error after n generations with m real rows each",
        equal(mixed_error(n), plateau * (1 - weight**n)), where=[*enough, Ne(weight, 1)], witness={**a_point, n: 3},
        checks=[simulation({d: 16, T0: 96, m: 24, n: 2}, resolution="1/50")],
        proof=recurrence(n, base=mixing_start, step=mixing_step))

    PAPER.claim("mixing-contracts", "With 2 T0 >= 3 d + 2 any real rows make the recursion a contraction",
        at_least(1 - weight, 0), where=no_longer_growing, proof=inequality)

    excess = 2 * d / (T0 * (T0 + 2) * (T0 - d - 1))

    PAPER.claim("mixing-amplifies",
        "With 2 T0 <= 3 d a single real row makes it an expansion: the error then grows exponentially, not linearly",
        at_least(weight, 1 + excess), where=[T0 >= d + 2, 2 * T0 <= 3 * d, Eq(m, 1)], witness={d: 4, T0: 6, m: 1},
        note="least squares near the interpolation peak weighs the synthetic rows with a matrix of norm above one",
        proof=[given, 1 + excess + (3 * d - 2 * T0) / ((T0 + 2) * (T0 - d - 1)), inequality])

    PAPER.claim("mixing-amplifies-by-half",
        "With 5 real rows of 20 in dimension 16 every generation multiplies the error before it by more than 3/2",
        at_least(weight.xreplace({T0: Integer(20), d: Integer(16), m: Integer(5)}), Rational(3, 2)),
        proof=inequality)

    PAPER.claim("mixing-weight-positive", "The factor is not negative",
        at_least(weight, 0), where=enough, proof=inequality)

    PAPER.claim("mixing-without-real-rows", "Without real rows everything is kept",
        equal(weight.xreplace({m: 0}), 1), where=[T0 >= d + 2], witness={d: 2, T0: 6}, proof=algebra)

    PAPER.claim("mixing-with-real-rows-only", "With real rows only nothing is kept",
        equal(weight, 0), where=[T0 >= d + 2, Eq(m, T0)], witness={d: 2, T0: 6, m: 6}, proof=given)

    PAPER.claim("mixing-plateau", "With 2 T0 >= 3 d + 2 the error tends to a plateau",
        tends(mixed_error(n), plateau, along=Path(n)), where=no_longer_growing, witness={**a_point, n: 3},
        proof=[mixing_error, plateau * (1 - weight**n), limit])

    in_proportion = Path(T0, keeping={d: phi0 * T0, m: q * T0})
    limit_weight = (1 - q) * (1 - q - phi0 + 2 * phi0 * q) / (1 - phi0)
    point_in_proportion = {d: 2, T0: 6, m: 2, phi0: Rational(1, 3), q: Rational(1, 3)}

    PAPER.claim("mixing-weight-limit", "The factor when d, m and T0 grow in proportion",
        tends(weight, limit_weight, along=in_proportion), where=[*enough, phi0 < 1, q < 1], witness=point_in_proportion,
        note="above one for q < (3 phi0 - 2)/(2 phi0 - 1) when phi0 > 2/3", proof=limit)

    PAPER.claim("mixing-plateau-limit", "The plateau when d, m and T0 grow in proportion",
        tends(plateau, sigma0**2 * phi0 / (q * (2 - 3 * phi0 - q * (1 - 2 * phi0))), along=in_proportion),
        where=[*enough, 3 * phi0 < 2, q < 1], witness={**point_in_proportion, sigma0: 1}, proof=limit)
